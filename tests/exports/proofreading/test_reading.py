"""Reports of whatever program are read whole, in order, and every character is found again."""

import io
import zipfile
from datetime import date

import pytest

from exports.drafts.blocks import Heading, Paragraph, Run, Signature
from exports.drafts.official_document import OfficialDocument, to_docx
from exports.proofreading import reading, word_text
from models.errors import Unreadable
from tests.exports.proofreading.word_files import (
    STRICT,
    cell,
    paragraph,
    row,
    table,
    text,
    word_file,
)


def read(*blocks: str, **options):
    return reading.read(word_file(*blocks, **options))


def texts(report) -> list[str]:
    return [block.text for block in report.blocks]


def test_paragraphs_come_in_order_with_their_numbers():
    report = read(paragraph("甲"), paragraph(), paragraph("乙"))

    assert [(block.number, block.text) for block in report.blocks] == [(0, "甲"), (1, "乙")]


def test_a_number_split_over_runs_is_one_text():
    assert texts(read(paragraph("聘请外籍教师1", "2", "人"))) == ["聘请外籍教师12人"]


def test_text_in_content_controls_fields_and_links_counts():
    control = f"<w:sdt><w:sdtPr/><w:sdtContent>{text('12')}</w:sdtContent></w:sdt>"
    link = f"<w:hyperlink>{text('外籍教师')}</w:hyperlink>"
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DATE</w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{text("2019年")}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )

    assert texts(read(paragraph(field, "聘请", link, control, "人"))) == ["2019年聘请外籍教师12人"]


def test_a_paragraph_inside_a_content_control_is_read():
    control = f"<w:sdt><w:sdtContent>{paragraph('甲')}</w:sdtContent></w:sdt>"

    assert texts(read(control, paragraph("乙"))) == ["甲", "乙"]


def test_inserted_text_counts_and_deleted_text_does_not():
    changed = (
        f"<w:ins>{text('12')}</w:ins><w:del><w:r><w:delText>10</w:delText></w:r></w:del>"
        f"<w:moveFrom>{text('8')}</w:moveFrom><w:moveTo>{text('名')}</w:moveTo>"
    )

    assert texts(read(paragraph("聘请", changed, "外教"))) == ["聘请12名外教"]


def test_hidden_text_is_left_out():
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>暗</w:t></w:r>"

    assert texts(read(paragraph("明", hidden))) == ["明"]


def test_tabs_and_breaks_are_characters():
    assert texts(read(paragraph("甲", "<w:r><w:tab/><w:t>乙</w:t><w:br/></w:r>", "丙"))) == [
        "甲\t乙\n丙"]


def test_a_text_box_follows_its_paragraph_once():
    box = f"<w:txbxContent>{paragraph('框中')}</w:txbxContent>"
    drawing = (
        f"<w:r><mc:AlternateContent><mc:Choice><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )

    assert texts(read(paragraph("正文", drawing), paragraph("后文"))) == ["正文", "框中", "后文"]


def test_footnotes_come_last_without_separators():
    notes = (
        f'<w:footnote w:type="separator" w:id="-1">{paragraph("线")}</w:footnote>'
        f'<w:footnote w:id="1">{paragraph("含短期外教2人")}</w:footnote>'
    )

    assert texts(read(paragraph("甲"), paragraph("乙"), footnotes=notes)) == [
        "甲", "乙", "含短期外教2人"]


def test_a_table_of_contents_is_no_text():
    assert texts(read(paragraph("一、组织领导\t1", style="toc"), paragraph("甲"))) == ["甲"]


def test_merged_cells_stand_at_their_first_place():
    wide = '<w:gridSpan w:val="2"/>'
    report = read(table(
        row(cell("项目", properties="<w:vMerge w:val=\"restart\"/>"), cell("人数", properties=wide)),
        row(cell("项目", properties="<w:vMerge/>"), cell("男"), cell("女")),
    ))

    assert report.blocks[0].rows == (("项目", "人数", ""), ("", "男", "女"))


def test_a_table_within_a_cell_follows_its_table():
    inner = table(row(cell("内")))

    report = read(table(row(cell("外"), cell(paragraph("旁"), inner))), paragraph("后"))

    assert [block.rows for block in report.blocks] == [(("外", "旁"),), (("内",),), ()]


def test_headings_are_known_by_style_outline_and_typed_number():
    report = read(
        paragraph("外籍教师", style="1"), paragraph("来访", style="a"),
        paragraph("派出", properties='<w:outlineLvl w:val="1"/>'),
        paragraph("一、组织领导"), paragraph("（二）来访接待"), paragraph("3.派出学生"),
        paragraph("（4）讲座"), paragraph("第一部分　总结"), paragraph("聘请外教5人。"),
    )

    assert [block.level for block in report.blocks] == [1, 1, 2, 1, 2, 3, 4, 1, 0]


@pytest.mark.parametrize("line", [
    "（一）强化领导。全年召开外事工作会议3次，制定制度2项。", "1.聘请外籍教师5人；", "2019年接待来访15批",
])
def test_a_numbered_sentence_is_no_heading(line):
    assert reading.heading_level(line) == 0


def test_the_title_style_gives_title_and_year():
    report = read(paragraph("某校2019年外事", "工作总结", style="t"), paragraph("2018年，……"))

    assert (report.title, report.year) == ("某校2019年外事工作总结", 2019)


@pytest.mark.parametrize(("title", "year"), [
    ("2019年外事工作总结及2020年工作计划", 2019), ("2018—2019学年外事工作总结", 2019),
    ("二〇一九年外事工作总结", 2019), ("外事工作总结", 2021),
])
def test_the_year_is_that_of_the_title_else_the_one_named_most(title, year):
    report = reading.read_text(f"{title}\n2021年，学校……。\n与2020年相比，2021年……。")

    assert report.year == year


def test_a_report_that_names_no_year_has_none():
    assert reading.read_text("外事工作总结\n学校聘请外籍教师5人。").year is None


def test_our_own_paper_is_read_back():
    file = to_docx(OfficialDocument(
        title="某校2019年外事工作总结", author="某校",
        signature=Signature("某校", date(2019, 12, 20)),
        blocks=(
            Heading(1, "外籍教师"), Heading(2, "聘用"),
            Paragraph(("聘用", Run("12", "teachers.headcount"), "人。")),
        ),
    ))

    report = reading.read(file)

    assert report.title == "某校2019年外事工作总结"
    assert [(b.level, b.text) for b in report.blocks[1:4]] == [
        (1, "一、外籍教师"), (2, "（一）聘用"), (0, "聘用12人。")]


def test_the_strict_flavour_and_other_part_names_are_read():
    assert texts(read(paragraph("甲"), main="document2.xml", space=STRICT)) == ["甲"]


def test_every_character_is_found_in_the_file_again():
    file = word_file(
        paragraph("甲", "乙12", "人"), table(row(cell(paragraph("丙"), paragraph("3项")))),
    )
    report = reading.read(file)
    found = list(word_text.spots(word_text.open_package(file)))

    pieces = word_text.pieces(found[0].element)

    assert len(found) == len(report.blocks)
    assert "".join(piece.text for piece in pieces) == report.blocks[0].text
    assert [piece.text for piece in pieces] == ["甲", "乙12", "人"]
    assert word_text.cell_text(found[1].cells[0]) == report.blocks[1].rows[0][0] == "丙\n3项"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_plain_text_is_read_in_any_usual_encoding(encoding):
    assert texts(reading.read("聘请外教5人。\n".encode(encoding))) == ["聘请外教5人。"]


def test_lines_broken_by_a_page_are_joined_again():
    lines = (
        "　　2019年，学校按照年度计划组派因公出国（境）团组到国（境）外执行",
        "研修和访问任务，共派出十个团组。其中七个团组三十一人次分别前往欧洲和",
        "亚洲的友好院校开展专业研修，另有三个团组赴台湾地区。",
        "　　学校全年接待来访团组十批。",
        "二、下一年计划",
    )

    report = reading.read_text("\n\n".join(lines))

    assert len(report.blocks) == 3
    assert report.blocks[0].text.endswith("分别前往欧洲和亚洲的友好院校开展专业研修，另有三个团组赴台湾地区。")


def test_short_lines_stay_lines():
    assert len(reading.read_text("外事工作总结\n某某学院\n聘请外教5人\n接待来访3批").blocks) == 4


def zipped(name: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(name, "<x/>")
    return file.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


@pytest.mark.parametrize(("content", "said"), [
    (OLE, ".doc或.wps"),
    (OLE + "EncryptedPackage".encode("utf-16-le"), "打开密码"),
    (b"%PDF-1.7 ...", "PDF"),
    (b"{\\rtf1 ...}", "RTF"),
    (b"", "空的"),
    (b"   \n", "空的"),
    (b"PK\x03\x04 damaged", "已损坏"),
    (word_file(paragraph("甲"))[:-40], "已损坏"),
    (zipped("xl/workbook.xml"), "不是Word文档"),
    (zipped("content.xml"), "不是Word文档"),
    (bytes(range(256)) * 4, "不是文本"),
])
def test_what_cannot_be_read_is_said_in_a_sentence(content, said):
    with pytest.raises(Unreadable) as caught:
        reading.read(content)

    assert said in caught.value.message
    assert caught.value.remedy


def test_broken_xml_is_a_damaged_file():
    file = word_file("<w:p><w:r>")

    with pytest.raises(Unreadable, match="已损坏"):
        reading.read(file)


def test_a_file_that_is_gone_is_said(tmp_path):
    with pytest.raises(Unreadable, match="打不开"):
        reading.read(tmp_path / "没有.docx")


def test_a_path_is_read_like_its_content(tmp_path):
    (tmp_path / "总结.docx").write_bytes(word_file(paragraph("甲")))

    assert texts(reading.read(tmp_path / "总结.docx")) == ["甲"]
