"""A summary that was changed in Word: its numbers are found again, its new words are offered."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile

import pytest

from exports.drafts import as_docx
from exports.drafts.blocks import Paragraph, Run
from exports.drafts.official_document import OfficialDocument, figures_in, to_docx
from exports.drafts.reopening import NumberState, ParagraphState, read_back
from exports.drafts.word_reading import read_paper
from models import database
from models.errors import UserError
from tests.exports.drafts.conftest import paragraph, summary, trip

TRIPS = "exchange.trips"
TEACHERS = "teachers.employed"


def edited(file: bytes, pattern: str, replacement: str) -> bytes:
    """The file as an editor would save it after a change of its text."""
    source, target = zipfile.ZipFile(io.BytesIO(file)), io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name in source.namelist():
            content = source.read(name)
            if name == "word/document.xml":
                changed = re.sub(pattern, replacement, content.decode())
                assert changed != content.decode()
                content = changed.encode()
            archive.writestr(name, content)
    return target.getvalue()


def found(reopened, key: str):
    return next(p for p in reopened.paragraphs if p.key == key)


def number(reopened, token: str):
    return next(n for n in reopened.numbers() if n.token == token)


@pytest.fixture(scope="module")
def one_trip(tmp_path_factory):
    """A college with one trip and its summary; shared, so nothing may be written to it."""
    keeper = database.open_folder(tmp_path_factory.mktemp("college"))
    trip("赴日本访问团", "JPN")
    yield summary()
    keeper.close(backup=False)


@pytest.fixture(scope="module")
def file(one_trip) -> bytes:
    return as_docx(one_trip)


def test_our_own_file_comes_back_paragraph_by_paragraph(one_trip, file):
    reopened = read_back(file, one_trip)
    assert [p.key for p in reopened.paragraphs] == [p.key for p in one_trip.paragraphs()]
    assert [p.text for p in reopened.paragraphs] == [p.text for p in one_trip.paragraphs()]
    assert {p.state for p in reopened.paragraphs} == {ParagraphState.UNTOUCHED}
    assert reopened.missing == ()


def test_every_number_carries_its_figure_and_its_year(one_trip, file):
    body = {run.figure: run.text for p in one_trip.paragraphs() for run in p.runs if run.figure}
    assert {f.figure: f.text for f in figures_in(file)} == body
    assert {f.year for f in figures_in(file)} == {2025}


def test_words_come_back_as_the_editor_keeps_them(one_trip, file):
    reopened = read_back(file, one_trip)
    for now in one_trip.paragraphs():
        assert found(reopened, now.key).words == now.words


def test_numbers_are_held_against_the_records_of_today(one_trip, file):
    words = (("派出", Run("3", "trips.groups", 2025), "个团组。"),)
    old = to_docx(OfficialDocument(title="总结", author="学校", blocks=(Paragraph(*words),)))
    groups = number(read_back(old, one_trip), "trips.groups")
    assert (groups.text, groups.now, groups.state) == ("3", "1", NumberState.CHANGED)
    assert groups.words == "3 → 1（台账有变）"


def test_a_number_typed_over_in_word_is_told_from_one_the_records_changed(one_trip, file):
    changed_file = edited(
        file, r'(w:val="trips\.groups"/>.*?<w:t[^>]*>)1(</w:t>)', r"\g<1>5\2",
    )
    groups = number(read_back(changed_file, one_trip), "trips.groups")
    assert (groups.text, groups.now, groups.state) == ("5", "1", NumberState.TYPED)
    assert groups.words == "Word 中写的是 5，台账是 1"


def test_a_figure_that_nobody_can_compute_is_gone(one_trip, file):
    changed_file = edited(file, r'w:val="trips\.groups"', 'w:val="trips.forgotten"')
    assert number(read_back(changed_file, one_trip), "trips.forgotten").state is NumberState.GONE


def test_changed_words_are_offered_with_their_numbers_alive(one_trip, file):
    changed_file = edited(file, "全年执行因公出国（境）团组", "这一年共派出团组")
    changed = found(read_back(changed_file, one_trip), TRIPS)
    assert changed.state is ParagraphState.EDITED
    assert changed.can_be_taken
    assert "共派出团组{trips.groups|1}个" in changed.words


def test_a_paragraph_broken_in_two_is_one_again(one_trip, file):
    text = paragraph(one_trip, TRIPS).text
    head = re.search(r"团组.{0,3}", text).group()[:2]
    assert head
    changed_file = edited(
        file, r"(<w:t[^>]*>)全年执行因公出国（境）团组(</w:t></w:r>)",
        r'\1全年执行因公出国（境）\2</w:p><w:p><w:pPr><w:pStyle w:val="BodyText"/></w:pPr>'
        r"<w:r><w:t>团组</w:t></w:r>",
    )
    assert found(read_back(changed_file, one_trip), TRIPS).text == text


def test_a_paragraph_that_was_struck_out_is_missing(one_trip, file):
    changed_file = edited(
        file,
        r'<w:p><w:pPr><w:pStyle w:val="BodyText"/></w:pPr><w:bookmarkStart w:id="\d+" '
        r'w:name="[^"]*exchange_trips"/>.*?</w:p>', "",
    )
    assert TRIPS in read_back(changed_file, one_trip).missing


def test_a_new_paragraph_finds_its_section(one_trip, file):
    changed_file = edited(
        file, r'(<w:p><w:pPr><w:pStyle w:val="BodyText"/></w:pPr><w:bookmarkStart '
        r'w:id="\d+" w:name="[^"]*teachers_employed"/>)',
        r'<w:p><w:r><w:t>外籍教师考核和教学管理由教务处会同二级学院组织，期末评议外籍教师。</w:t></w:r></w:p>\1',
    )
    new = [p for p in read_back(changed_file, one_trip).paragraphs if p.state is ParagraphState.NEW]
    assert len(new) == 1
    assert new[0].key.startswith("teachers.")


def test_a_file_of_somebody_else_has_no_marked_numbers(one_trip, file):
    import docx

    other = docx.Document()
    other.add_heading("一、因公出国（境）", 1)
    other.add_paragraph("全年执行因公出国（境）团组3个，赴日本交流。")
    content = io.BytesIO()
    other.save(content)
    paper = read_paper(content.getvalue())
    assert not paper.is_ours
    reopened = read_back(content.getvalue(), one_trip)
    assert [(p.key, p.numbers) for p in reopened.paragraphs] == [(TRIPS, ())]


@pytest.mark.parametrize("content", [b"", b"no file", b"%PDF-1.7"])
def test_something_else_than_a_word_file_is_named_as_such(one_trip, content):
    with pytest.raises(UserError):
        read_back(content, one_trip)


def test_paragraphs_are_known_again_after_another_program_saved_the_file(one_trip, file, tmp_path):
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        pytest.skip("没有安装 LibreOffice(soffice)。")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.docx").write_bytes(file)
    subprocess.run(
        [office, f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless",
         "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(tmp_path),
         str(tmp_path / "in" / "a.docx")],
        check=True, capture_output=True, timeout=120,
    )
    reopened = read_back((tmp_path / "a.docx").read_bytes(), one_trip)
    assert [p.key for p in reopened.paragraphs] == [p.key for p in one_trip.paragraphs()]
    assert {p.state for p in reopened.paragraphs} == {ParagraphState.UNTOUCHED}
