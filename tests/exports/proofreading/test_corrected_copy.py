"""The copy with comments: on the words judged, and nothing else of the document changed."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from datetime import datetime

import docx
import pytest
from docx.shared import Pt

from exports.proofreading import reading
from exports.proofreading.base import Finding, Kind, Place, Reading, Report, Verdict
from exports.proofreading.corrected_copy import can_comment, with_comments
from exports.proofreading.proofread import Result
from models.errors import Unreadable, UserError
from tests.exports.proofreading.word_files import (
    STRICT,
    cell,
    paragraph,
    row,
    table,
    text,
    word_file,
)

AT = datetime(2025, 12, 20, 9, 30)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def place_of(report: Report, words: str) -> Place:
    """Where words stand for the first time."""
    for block in report.blocks:
        if words in block.text:
            start = block.text.index(words)
            return Place(block.number, start, start + len(words))
        for row_number, cells in enumerate(block.rows):
            for column, inside in enumerate(cells):
                if words in inside:
                    start = inside.index(words)
                    return Place(block.number, start, start + len(words), row_number, column)
    raise LookupError(words)


def judged(original: bytes, *said: str, verdict: Verdict = Verdict.DIFFERS) -> Result:
    """A result with one finding for each of these words."""
    report = reading.read(original)
    findings = tuple(
        Finding(Kind.RECORDS, verdict, (place_of(report, words),), words, f"“{words}”应为别的数。")
        for words in said
    )
    return Result(report, findings, 2025)


def copied(original: bytes, *said: str) -> bytes:
    return with_comments(original, judged(original, *said), at=AT)


def part(content: bytes, name: str = "word/document.xml") -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name)


def names(content: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.namelist()


def commented_words(content: bytes, name: str = "word/document.xml") -> dict[str, str]:
    """The text between the marks of each comment, by its id, in the order of the document."""
    from lxml import etree

    open_ones: dict[str, str] = {}
    done: dict[str, str] = {}
    for element in etree.fromstring(part(content, name)).iter():
        kind = etree.QName(element).localname if isinstance(element.tag, str) else ""
        number = next((v for k, v in element.attrib.items() if k.endswith("}id")), "")
        if kind == "commentRangeStart":
            open_ones[number] = ""
        elif kind == "commentRangeEnd":
            done[number] = open_ones.pop(number)
        elif kind == "t":
            open_ones = {key: told + (element.text or "") for key, told in open_ones.items()}
    assert not open_ones
    return done


def without_marks(document: bytes) -> bytes:
    """A part with the comment marks taken out and the halves of parted runs joined again."""
    document = re.sub(rb"<w:commentRange(?:Start|End) [^>]*/>", b"", document)
    document = re.sub(rb"<w:r><w:commentReference [^>]*/></w:r>", b"", document)
    run = rb"(<w:r(?: [^>]*)?>)(<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>|)"
    again = True
    while again:
        joined = re.sub(
            run + rb"(<w:t(?: [^>]*)?>)([^<]*)</w:t></w:r>\1\2<w:t(?: [^>]*)?>([^<]*)</w:t></w:r>",
            rb"\1\2\3\4\5</w:t></w:r>", document)
        again, document = joined != document, joined
    return document


def saved(document: docx.document.Document) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


@pytest.fixture(scope="module")
def report() -> bytes:
    """A short report as an office writes it: heading, emphasis, a table, a comment of its own."""
    document = docx.Document()
    document.add_heading("某某学院2025年外事工作总结", 0)
    document.add_heading("一、因公出访（共10个团组）", 1)
    words = document.add_paragraph("全年共派出")
    number = words.add_run("10个团组35人次")
    number.bold, number.font.size = True, Pt(15)
    words.add_run("，赴日本、韩国 等国。")
    document.add_paragraph("接待来访 12 批。")
    grid = document.add_table(rows=2, cols=2)
    for at, inside in enumerate(("项目", "人数", "外籍教师", "聘用14人")):
        grid.cell(at // 2, at % 2).text = inside
    document.add_comment(words.runs[0], text="请再核一遍", author="处长", initials="处")
    return saved(document)


def test_the_comment_stands_on_exactly_the_words_judged(report):
    content = copied(report, "35人次")

    assert commented_words(content) == {"0": "全年共派出", "1": "35人次"}


def test_the_other_places_of_a_finding_get_a_short_comment_that_leads_to_the_first(report):
    result = judged(report, "全年共派出")
    [finding] = result.findings
    other = place_of(result.report, "35人次")
    empty = replace(other, start=other.end)
    twice = replace(finding, places=(*finding.places, other, other, empty))

    content = with_comments(report, replace(result, findings=(twice,)), at=AT)

    assert list(commented_words(content).values())[1:] == ["全年共派出", "35人次"]
    told = part(content, "word/comments.xml").decode()
    assert told.count("应为别的数") == 1
    assert "“全年共派出”一起核对，见那里的批注" in told


def test_a_word_in_the_middle_of_a_run_keeps_its_look(report):
    content = copied(report, "个团组35")

    runs = docx.Document(io.BytesIO(content)).paragraphs[2].runs
    parted = [(run.text, run.bold, run.font.size) for run in runs if run.text]
    assert parted == [
        ("全年共派出", None, None), ("10", True, Pt(15)), ("个团组35", True, Pt(15)),
        ("人次", True, Pt(15)), ("，赴日本、韩国 等国。", None, None),
    ]


def test_words_over_several_runs_are_one_range(report):
    assert commented_words(copied(report, "派出10个团组"))["1"] == "派出10个团组"


def test_blanks_at_the_cut_are_kept(report):
    content = copied(report, " 12 批", "韩国 ")

    assert reading.read(content).blocks == reading.read(report).blocks
    assert docx.Document(io.BytesIO(content)).paragraphs[3].text == "接待来访 12 批。"


def test_headings_and_cells_get_their_comments(report):
    content = copied(report, "共10个团组", "14人")

    assert list(commented_words(content).values())[-1] == "14人"
    assert "共10个团组" in commented_words(content).values()


def test_the_document_without_its_marks_is_the_original_byte_for_byte(report):
    content = copied(report, "35人次", "10个团组", "派出10个团组35", "12 ", "共10个团组", "14人")

    assert without_marks(part(content)) != part(content)
    original = re.sub(rb' xml:space="preserve"', b"", without_marks(part(report)))
    assert re.sub(rb' xml:space="preserve"', b"", without_marks(part(content))) == original


def test_every_other_part_keeps_its_bytes(report):
    content = copied(report, "35人次")

    assert names(content) == names(report)
    changed = [name for name in names(report) if part(content, name) != part(report, name)]
    assert changed == ["word/document.xml", "word/comments.xml"]


def test_a_comment_of_the_office_stays_and_ours_takes_the_next_number(report):
    content = copied(report, "35人次", "12 批")

    told = docx.Document(io.BytesIO(content)).comments
    assert [(c.comment_id, c.author, c.text) for c in told] == [
        (0, "处长", "请再核一遍"),
        (1, "外事台账", "【不符】与台账核对　“35人次”应为别的数。"),
        (2, "外事台账", "【不符】与台账核对　“12 批”应为别的数。"),
    ]


def test_the_moment_and_all_readings_are_told(report):
    result = judged(report, "35人次")
    told = (Reading("按人次为36人次", None), Reading("按人数为30人", None))
    [finding] = result.findings
    finding = replace(finding, message="应为36人次：按人次为36人次。", readings=told)
    content = with_comments(report, replace(result, findings=(finding,)), at=AT)

    comment = list(docx.Document(io.BytesIO(content)).comments)[-1]
    assert comment.text == "【不符】与台账核对　应为36人次：按人次为36人次。\n可能的口径：按人数为30人"
    assert comment.timestamp is not None
    assert comment.timestamp.replace(tzinfo=None) == AT


def test_a_file_without_comments_gets_the_part_with_all_that_names_it():
    document = docx.Document()
    document.add_paragraph("接待来访12批。")
    original = saved(document)
    assert "word/comments.xml" not in names(original)

    content = copied(original, "12批")

    assert [c.text for c in docx.Document(io.BytesIO(content)).comments] == [
        "【不符】与台账核对　“12批”应为别的数。"]
    assert names(content) == [*names(original), "word/comments.xml"]
    changed = [name for name in names(original) if part(content, name) != part(original, name)]
    assert set(changed) == {
        "word/document.xml", "[Content_Types].xml", "word/_rels/document.xml.rels"}


def test_what_agrees_or_is_not_in_the_records_gets_no_comment(report):
    for verdict in (Verdict.AGREES, Verdict.UNKNOWN):
        assert with_comments(report, judged(report, "35人次", verdict=verdict)) == report


def test_what_was_not_understood_gets_a_comment(report):
    content = with_comments(report, judged(report, "35人次", verdict=Verdict.UNREAD))

    assert "未看懂" in part(content, "word/comments.xml").decode()


@pytest.mark.parametrize("kind", ["<w:text/>", "<w:date/>", "<w:dropDownList/>"])
def test_a_control_for_plain_words_is_commented_as_a_whole(kind):
    control = (
        f"<w:sdt><w:sdtPr>{kind}</w:sdtPr><w:sdtContent>{text('12人')}</w:sdtContent></w:sdt>")
    content = copied(word_file(paragraph("聘请", control, "。")), "12")

    assert commented_words(content) == {"0": "12人"}
    assert b"</w:commentRangeStart" not in part(content)
    assert re.search(rb'<w:commentRangeStart w:id="0"/><w:sdt>', part(content))


def test_inside_a_free_control_a_link_and_an_insertion_only_the_words_are_commented():
    control = f"<w:sdt><w:sdtPr/><w:sdtContent>{text('外教12人')}</w:sdtContent></w:sdt>"
    link = f"<w:hyperlink>{text('来访7批')}</w:hyperlink>"
    inserted = f"<w:ins>{text('出访5批')}</w:ins>"
    content = copied(word_file(paragraph(control, link, inserted)), "12", "7批", "5")

    assert list(commented_words(content).values()) == ["12", "7批", "5"]


def test_tabs_and_breaks_in_a_run_are_places_to_cut():
    run = "<w:r><w:rPr><w:b/></w:rPr><w:t>甲</w:t><w:tab/><w:t>12</w:t><w:br/><w:t>人</w:t></w:r>"
    content = copied(word_file(paragraph(run)), "12")

    assert commented_words(content) == {"0": "12"}
    assert reading.read(content).blocks[0].text == "甲\t12\n人"


def test_signs_written_as_entities_are_counted_as_one():
    content = copied(word_file(paragraph("甲&amp;乙&#20849;12人")), "12")

    assert commented_words(content) == {"0": "12"}
    assert reading.read(content).blocks[0].text == "甲&乙共12人"


def test_a_finding_in_a_cell_of_several_paragraphs_is_found():
    content = copied(word_file(table(row(cell("一"), cell(paragraph("外教"), paragraph("聘12人"))))),
                     "12人")

    assert commented_words(content) == {"0": "12人"}


def test_a_footnote_is_commented_at_the_paragraph_it_belongs_to():
    mark = '<w:r><w:footnoteReference w:id="3"/></w:r>'
    note = f'<w:footnote w:id="3">{paragraph("含短期2人")}</w:footnote>'
    original = word_file(paragraph("甲"), paragraph("外教12人", mark), footnotes=note)
    content = copied(original, "2人")
    told = part(copied(original, "短期2人"), "word/comments.xml").decode()

    assert "脚注中“短期2人”：" in told
    assert part(content, "word/footnotes.xml") == part(original, "word/footnotes.xml")
    assert commented_words(copied(original, "短期2人")) == {"0": "外教12人"}


def test_a_text_box_is_commented_at_the_paragraph_it_hangs_on():
    box = f"<w:r><w:pict><w:txbxContent>{paragraph('框中9人')}</w:txbxContent></w:pict></w:r>"
    content = copied(word_file(paragraph("甲"), paragraph("正文", box)), "9人")

    assert b'<w:pPr></w:pPr><w:commentRangeStart w:id="0"/>' in part(content)
    assert "文本框中“9人”：" in part(content, "word/comments.xml").decode()


def test_overlapping_findings_are_ranges_of_their_own(report):
    content = copied(report, "10个团组35人次", "35人次", "团组35")

    assert list(commented_words(content).values())[1:] == ["团组35", "10个团组35人次", "35人次"]


def test_another_prefix_and_the_strict_flavour_are_marked_too():
    plain = word_file(paragraph("外教12人"), space=STRICT)
    assert commented_words(copied(plain, "12")) == {"0": "12"}

    bare = word_file(paragraph("外教12人"))
    document = part(bare).replace(b"<w:", b"<").replace(b"</w:", b"</").replace(
        b"xmlns:w=", b"xmlns=")
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in names(bare):
            archive.writestr(name, document if name == "word/document.xml" else part(bare, name))
    assert commented_words(copied(file.getvalue(), "12")) == {"0": "12"}


def test_a_text_file_gets_no_copy():
    words = "接待来访12批。".encode()

    assert not can_comment(words)
    with pytest.raises(UserError, match="文本文件"):
        with_comments(words, judged(words, "12批"))


def test_a_part_that_cannot_be_followed_is_refused():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        plain = word_file(paragraph("外教12人"))
        for name in names(plain):
            content = part(plain, name)
            if name == "word/document.xml":
                content = content.decode().encode("utf-16")
            archive.writestr(name, content)

    with pytest.raises(Unreadable, match="写法少见"):
        copied(file.getvalue(), "12人")


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_shows_the_comments_on_their_words(report, tmp_path):
    copy = tmp_path / "copy.docx"
    copy.write_bytes(copied(report, "35人次", "14人", "共10个团组"))

    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless",
         "--convert-to", "odt", "--outdir", str(tmp_path), str(copy)],
        check=True, capture_output=True, timeout=120,
    )

    shown = part((tmp_path / "copy.odt").read_bytes(), "content.xml").decode()
    assert shown.count("<dc:creator>外事台账</dc:creator>") == 3
    between = re.findall(r"</office:annotation>(.*?)<office:annotation-end", shown, re.DOTALL)
    assert [re.sub("<[^>]*>", "", words) for words in between] == [
        "共10个团组", "全年共派出", "35人次", "14人"]
