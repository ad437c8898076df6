"""《字段》 in Word files gives way to a record's words, and nothing else of the file changes."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest
from docx import Document
from docx.shared import Pt

from exports.letters.part_xml import parse
from exports.letters.template import open_package, read_form
from models import database
from models.entities import ForeignTeacher, OutboundTrip
from models.errors import Unreadable
from tests.exports.letters.writing import (
    bytes_of,
    filled,
    lines_of,
    office,
    paragraph,
    row,
    run,
    said,
    table,
    teacher,
    trip,
    word_file,
)

DATA = Path(__file__).parents[2] / "data" / "letters"


@pytest.fixture(scope="module")
def people(tmp_path_factory):
    """A teacher, a trip of three, an empty trip; shared, so nothing may be written to them."""
    keeper = database.open_folder(tmp_path_factory.mktemp("college"))
    office()
    yield teacher(), trip("王伟", "李娜", "张强"), trip()
    keeper.close(backup=False)


@pytest.fixture
def person(people):
    return people[0]


@pytest.fixture
def group(people):
    return people[1]


@pytest.fixture
def nobody(people):
    return people[2]


# ---- one word ----


def test_a_word_in_one_run_gives_way(person):
    assert said(paragraph("兹聘请《护照姓名》为我校教师。"), person) == ["兹聘请HARRIS, JAMES为我校教师。"]


def test_a_word_that_word_has_cut_into_runs_takes_the_look_of_its_first_mark(person):
    body = (
        '<w:p w:rsidR="00A1" w14:paraId="1A2B3C4D"><w:bookmarkStart w:id="0" w:name="_GoBack"/>'
        + run("致《护", "<w:b/>") + '<w:proofErr w:type="spellStart"/>'
        + run("照", "<w:i/>") + '<w:proofErr w:type="spellEnd"/><w:bookmarkEnd w:id="0"/>'
        + run("姓名》阁下") + "</w:p>"
    )
    done = filled(word_file(body), person).content
    xml = bytes_of(done, "word/document.xml").decode()
    assert "<w:b/></w:rPr><w:t>致HARRIS, JAMES</w:t>" in xml
    assert "<w:i/></w:rPr><w:t></w:t>" in xml
    assert "<w:t>阁下</w:t>" in xml
    assert '<w:bookmarkStart w:id="0" w:name="_GoBack"/>' in xml


def test_smart_tags_hyperlinks_controls_and_insertions_hide_no_word(person):
    body = (
        '<w:p><w:smartTag w:element="x"><w:r><w:t>《护照</w:t></w:r></w:smartTag>'
        '<w:hyperlink><w:r><w:t>姓</w:t></w:r></w:hyperlink>'
        "<w:sdt><w:sdtContent><w:r><w:t>名</w:t></w:r></w:sdtContent></w:sdt>"
        '<w:ins w:id="9"><w:r><w:t>》</w:t></w:r></w:ins></w:p>'
    )
    assert said(body, person) == ["HARRIS, JAMES"]


def test_what_was_deleted_with_changes_tracked_is_no_word(person):
    body = '<w:p><w:del w:id="1"><w:r><w:delText>《国籍》</w:delText></w:r></w:del></w:p>'
    assert b"<w:delText>" in bytes_of(filled(word_file(body), person).content, "word/document.xml")
    assert not read_form(word_file(body), ForeignTeacher).mentions


def test_a_field_of_word_beside_a_word_stays(person):
    body = (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText>'
        '</w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>' + run("《国籍》") + "</w:p>"
    )
    xml = bytes_of(filled(word_file(body), person).content, "word/document.xml").decode()
    assert "<w:instrText>PAGE</w:instrText>" in xml
    assert "英国" in xml


def test_no_word_reaches_across_a_line_end_or_into_the_next_paragraph(person):
    broken = "<w:p><w:r><w:t>《国</w:t><w:br/><w:t>籍》</w:t></w:r></w:p>"
    body = broken + paragraph("《国") + paragraph("籍》")
    assert said(body, person) == ["《国/籍》", "《国", "籍》"]


def test_several_words_in_one_text_and_one_twice(person):
    assert said(paragraph("《国籍》《国", "籍》，《性别》《称谓》"), person) == ["英国英国，男先生"]


def test_signs_that_xml_reserves_arrive_as_they_are(group):
    assert said(paragraph("《出访任务》 &amp; 《团组名称》"), group) == ["洽谈 <合作> & 签约 & 赴法德职教团"]


def test_line_ends_of_a_value_become_line_ends_of_word(person):
    person.remarks = "第一行\n第二\t行"
    assert said(paragraph("《备注》"), person) == ["第一行/第二|行"]
    person.remarks = None


def test_blanks_at_the_edge_of_a_changed_text_are_kept(person):
    done = filled(word_file(paragraph("《国籍》 ", "ok")), person).content
    assert b'<w:t xml:space="preserve">\xe8\x8b\xb1\xe5\x9b\xbd </w:t>' in bytes_of(
        done, "word/document.xml"
    )


def test_headers_footers_footnotes_and_text_boxes_are_filled(person):
    box = (
        "<w:p><w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing><wps:txbx>"
        f"<w:txbxContent>{paragraph('框：《国籍》')}</w:txbxContent></wps:txbx></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox><w:txbxContent>{paragraph('框：《国籍》')}</w:txbxContent>"
        "</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>" + run("外：《性别》") + "</w:p>"
    )
    note = f'<w:footnote w:id="1">{paragraph("注：《国籍》")}</w:footnote>'
    content = word_file(
        box, header1=paragraph("《学校全称》"), footer2=paragraph("《今天》"), footnotes=note
    )
    done = filled(content, person).content
    assert lines_of(done)[1:] == ["框：英国", "框：英国"]
    assert lines_of(done)[0].endswith("外：男")
    assert lines_of(done, "header1") == ["示例职业技术学院"]
    assert lines_of(done, "footer2") == ["2026年11月21日"]
    assert lines_of(done, "footnotes") == ["注：英国"]


def test_a_title_in_the_same_marks_stays_and_is_told(person):
    content = word_file(paragraph("依据《高等教育法》，《国籍》籍"))
    assert lines_of(filled(content, person).content) == ["依据《高等教育法》，英国籍"]
    unknown = [m.words for m in read_form(content, ForeignTeacher).mentions if m.is_unknown]
    assert unknown == ["高等教育法"]


def test_an_unknown_word_can_be_mapped_or_kept_once_for_all(person):
    content = word_file(paragraph("《来自何方》《劳动法》"))
    mapping = {"来自何方": "国籍", "劳动法": ""}
    assert lines_of(filled(content, person, mapping=mapping).content) == ["英国《劳动法》"]
    form = read_form(content, ForeignTeacher, mapping=mapping)
    assert not any(mention.is_unknown for mention in form.mentions)


def test_what_was_perhaps_meant_is_offered(person):
    [mention] = read_form(word_file(paragraph("《护照姓明》")), ForeignTeacher).mentions
    assert mention.near[0] == "护照姓名"


# ---- rows and passages ----


def test_a_row_is_written_for_each_member_with_its_look(group):
    line = row("《成员·序号》", "《成员·姓名》《成员·称谓》", "《成员·部门》").replace(
        "<w:tr>", '<w:tr w14:paraId="11"><w:trPr><w:cantSplit/></w:trPr>'
    )
    done = filled(word_file(table(row("序号", "姓名", "部门"), line)), group).content
    assert lines_of(done)[3:] == ["1", "王伟先生", "王系", "2", "李娜女士", "李系", "3", "张强先生", "张系"]
    xml = bytes_of(done, "word/document.xml").decode()
    assert xml.count("<w:cantSplit/>") == 3
    assert xml.count('w14:paraId="11"') == 1


def test_a_row_stays_once_with_its_blanks_where_there_is_nobody(nobody):
    done = filled(word_file(table(row("《成员·姓名》", "《成员·部门》"))), nobody, marks=True)
    assert lines_of(done.content) == ["【待补：成员·姓名】", "【待补：成员·部门】"]
    assert done.blanks == ["成员·姓名", "成员·部门"]


def test_outside_of_a_row_the_members_stand_side_by_side(group):
    assert said(paragraph("《成员》共《成员·数量（汉字）》人：《成员·部门》"), group) == [
        "王伟、李娜、张强共三人：王系、李系、张系"
    ]


def test_in_a_row_all_members_stand_in_one_cell_where_that_is_asked(group):
    assert said(table(row("团员", "《全部成员·姓名》")), group) == ["团员", "王伟、李娜、张强"]


def test_rows_drawn_beforehand_take_the_first_second_and_third(group):
    body = table(*(row(f"《成员{at}·姓名》", f"《成员{at}·部门》") for at in (1, 3, 4)))
    assert said(body, group) == ["王伟", "王系", "张强", "张系", "", ""]


def test_a_passage_between_marks_is_written_for_each(group):
    body = "".join(map(paragraph, ("前", "《每位成员》", "姓名：《成员·姓名》", "部门：《成员·部门》", "《完》", "后")))
    assert said(body, group) == [
        "前", "姓名：王伟", "部门：王系", "姓名：李娜", "部门：李系", "姓名：张强", "部门：张系", "后",
    ]


def test_marks_in_the_paragraph_itself_repeat_that_paragraph(group):
    assert said(paragraph("《每段行程》赴《行程·国家（地区）》；《完》"), group) == ["赴法国；", "赴德国；"]


def test_a_second_copy_keeps_no_name_that_must_be_the_only_one(group):
    inner = (
        '<w:p><w:bookmarkStart w:id="3" w:name="a"/>' + run("《成员·姓名》") + '<w:bookmarkEnd w:id="3"/>'
        '<w:sdt><w:sdtPr><w:id w:val="77"/></w:sdtPr><w:sdtContent>' + run("x")
        + "</w:sdtContent></w:sdt></w:p>"
    )
    body = paragraph("《每位成员》") + inner + paragraph("《完》")
    xml = bytes_of(filled(word_file(body), group).content, "word/document.xml").decode()
    assert (xml.count("bookmarkStart"), xml.count('w:val="77"'), xml.count("<w:p>")) == (1, 1, 3)


def test_a_cell_never_loses_its_last_paragraph(group):
    body = table(f"<w:tr><w:tc>{paragraph('《每位成员》')}{paragraph('《成员·姓名》')}{paragraph('《完》')}"
                 "</w:tc></w:tr>")
    xml = bytes_of(filled(word_file(body), group).content, "word/document.xml").decode()
    assert xml.count("<w:tr>") == 1
    assert "</w:p></w:tc>" in xml
    assert [line for line in lines_of(filled(word_file(body), group).content) if line] == [
        "王伟", "李娜", "张强",
    ]


def test_a_repetition_without_end_is_told_and_left_alone(group):
    from exports.letters.repeating import problems_of

    content = word_file(paragraph("《每位成员》") + paragraph("《成员·姓名》"))
    assert problems_of(read_form(content, OutboundTrip)) == ["《每位成员》之后没有《完》，这一段不会重复。"]
    assert lines_of(filled(content, group).content) == ["《每位成员》", "王伟、李娜、张强"]


# ---- formatting untouched ----


def styled_file() -> bytes:
    """A page as python-docx and an officer's clicks make it."""
    document = Document()
    document.add_heading("邀请函", 1)
    first = document.add_paragraph("尊敬的")
    first.add_run("《护照").bold = True
    first.add_run("姓名》《称谓》：").font.size = Pt(16)
    document.add_paragraph("现邀请您……", style="List Bullet")
    grid = document.add_table(2, 2, style="Table Grid")
    grid.cell(1, 0).text, grid.cell(1, 1).text = "《护照号》", "《聘期起》至《聘期止》"
    document.sections[0].header.paragraphs[0].text = "《学校全称》"
    output = io.BytesIO()
    document.save(output)
    return output.getvalue()


def masked(xml: bytes) -> bytes:
    """A part with the inside of every text and what blanks at its edge need taken out."""
    plain = re.sub(rb' xml:space="preserve"', b"", xml)
    return re.sub(rb"(<w:t>)[^<]*(</w:t>)", rb"\1\2", plain)


def test_every_other_byte_of_the_file_is_the_same(person):
    before = styled_file()
    after = filled(before, person).content
    with zipfile.ZipFile(io.BytesIO(before)) as old, zipfile.ZipFile(io.BytesIO(after)) as new:
        assert new.namelist() == old.namelist()
        changed = [name for name in old.namelist() if old.read(name) != new.read(name)]
        assert set(changed) == {"word/document.xml", "word/header1.xml"}
        for name in changed:
            assert masked(new.read(name)) == masked(old.read(name))
    assert "P9988776" not in "".join(lines_of(after))


def test_a_template_without_any_word_comes_out_with_every_part_as_it_was(person):
    before = word_file(paragraph("《高等教育法》"))
    after = filled(before, person).content
    for name in zipfile.ZipFile(io.BytesIO(before)).namelist():
        assert bytes_of(after, name) == bytes_of(before, name)


# ---- what is no template ----


@pytest.mark.parametrize(("content", "words"), [
    (b"", "空的"), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, "旧版格式（.doc、.dot、.wps"),
    (b"%PDF-1.7", "PDF"), (b"{\\rtf1", "RTF"), (b"hello", "不是Word文档"), (b"PK\x03\x04broken", "损坏"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "打开密码"),
])
def test_what_is_no_docx_is_refused_with_what_to_do(content, words):
    with pytest.raises(Unreadable) as refused:
        open_package(content, "函.doc")
    assert words in refused.value.message
    assert refused.value.remedy


def test_a_word_template_file_is_refused_too():
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w") as archive:
        archive.writestr("[Content_Types].xml", "x.template.main+xml")
        archive.writestr("word/document.xml", "<a/>")
    with pytest.raises(Unreadable, match="dotx"):
        open_package(output.getvalue())


def test_a_part_that_would_blow_itself_up_is_refused():
    with pytest.raises(Unreadable):
        parse(b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')


# ---- however it was cut, and by whom it was saved ----


def test_a_word_is_found_wherever_word_has_cut_it(person):
    text = "甲《国籍》乙《性别（英文）》丙"
    cuts = [(a, b) for a in range(1, len(text)) for b in range(a, len(text))]
    body = "".join(paragraph(text[:a], text[a:b], text[b:]) for a, b in cuts)
    assert set(said(body, person)) == {"甲英国乙Male丙"}


def test_words_of_a_record_that_look_like_a_field_are_only_words(person):
    person.remarks = "《性别》<w:br/>{{ 1 }}"
    assert said(paragraph("《备注》《国籍》"), person) == ["《性别》<w:br/>{{ 1 }}英国"]
    person.remarks = None


def test_a_file_saved_by_libreoffice_is_filled_and_the_rest_of_it_stays(group):
    before = (DATA / "saved_by_libreoffice.docx").read_bytes()
    after = filled(before, group).content
    words = lines_of(after)
    assert "".join(words).count("《") == 1, "only the law keeps its marks"
    assert [w for w in words if w in ("王伟", "李娜", "张强")] == ["王伟", "李娜", "张强"]
    assert "合计3人：王伟、李娜、张强" in words
    assert [w[w.index("抵") + 1:][:2] for w in words if "抵" in w] == ["法国", "德国"]
    assert "《每段行程》" not in words
    with zipfile.ZipFile(io.BytesIO(before)) as old, zipfile.ZipFile(io.BytesIO(after)) as new:
        changed = {name for name in old.namelist() if old.read(name) != new.read(name)}
        assert changed == {"word/document.xml", "word/header1.xml", "word/footer1.xml"}
        kept = masked(old.read("word/header1.xml"))
        assert masked(new.read("word/header1.xml")) == kept


def test_a_filled_file_opens_again_with_its_tables(group):
    after = filled((DATA / "saved_by_libreoffice.docx").read_bytes(), group).content
    [grid] = Document(io.BytesIO(after)).tables
    assert [[cell.text for cell in line.cells][:3] for line in grid.rows][1:4] == [
        ["1", "王伟", "＿＿＿"], ["2", "李娜", "＿＿＿"], ["3", "张强", "＿＿＿"],
    ]


def test_a_part_with_a_byte_order_mark_and_marks_written_as_numbers_is_read():
    part = '\ufeff<?xml version="1.0"?><a x="1>2"><b/><c>《&#x8A00;&gt;</c></a>'.encode()
    root = parse(part)
    assert part[root.start:root.end].startswith(b"<a ")
    assert [part[e.start:e.end] for e in root.children] == [
        b"<b/>", "<c>《&#x8A00;&gt;</c>".encode(),
    ]
    assert root.children[1].text == "《言>"


def test_a_part_in_another_encoding_is_refused_in_words():
    with pytest.raises(Unreadable, match="UTF-8"):
        parse('<?xml version="1.0" encoding="UTF-16"?><a><b>x</b></a>'.encode("utf-16"))
