"""指标口径手册: every indicator, its forms and cells, and a paper that Word and the printer take."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import docx
import openpyxl
import pytest

from exports import command_line
from exports.definition_manual import Entry, Manual, assemble
from exports.definition_papers import suffix_of, to_docx, to_pdf, to_workbook
from exports.forms import FORMS, form_by_code
from exports.leak_guard import find
from models import database, known_people, rule_parameters, sample_college
from models.errors import UserError
from models.indicators import INDICATORS


@pytest.fixture(scope="module")
def manual(tmp_path_factory: pytest.TempPathFactory) -> Manual:
    """The manual of 2025 for the invented college."""
    keeper = database.open_folder(tmp_path_factory.mktemp("manual"))
    sample_college.create()
    made = assemble(2025, today=date(2026, 1, 8))
    keeper.close(backup=False)
    return made


@pytest.fixture(scope="module")
def paper(manual):
    """The manual as a Word document, read back."""
    return docx.Document(io.BytesIO(to_docx(manual)))


def entry(manual: Manual, id: str) -> Entry:
    return next(e for e in manual.entries if e.definition.id == id)


def cells(manual: Manual, id: str, code: str) -> tuple[str, ...]:
    return next(use.cells for use in entry(manual, id).uses if use.code == code)


def test_every_indicator_has_one_number(manual):
    assert [e.definition.id for e in manual.entries] == [i.id for i in INDICATORS]
    assert len({e.number for e in manual.entries}) == len(INDICATORS)


def test_a_column_that_an_indicator_fills_is_named_once(manual):
    assert cells(manual, "trips.groups", "F10") == ("“团组数”列",)


def test_every_figure_of_a_filled_form_is_in_its_index(college, manual):
    for code in ("F07", "F13", "F24", "F01"):
        on_form = {figure.indicator.id for figure in form_by_code(code).fill(2025).figures()}
        listed = {e.definition.id for e in manual.entries if any(u.code == code for u in e.uses)}
        assert on_form <= listed, code


def test_parts_of_a_share_or_sum_are_uses_too(manual):
    assert "国际学生在校规模（百人）·达到程度·完成率%" in cells(manual, "students.at_end", "F22")


def test_an_indicator_says_the_counting_parameters_it_asks_for(manual):
    keys = [p.key for p in entry(manual, "influence.sites").parameters]
    assert keys == ["influence.site_kinds"]
    assert "海外分校、鲁班工坊" in dict(entry(manual, "influence.sites").facts)["计数参数"]


def test_the_offices_own_value_stands_with_the_shipped_one(college):
    row = next(r for r in rule_parameters.rows() if r.parameter == "influence.short_term_students")
    rule_parameters.keep(row, "是", reason="省厅通知", source="省厅2025年填报说明")

    found = assemble(2025)

    line = next(p for p in found.parameters if p.parameter.key == row.parameter)
    assert (line.parameter.value, line.shipped, line.is_own) == ("是", "否", True)
    assert line.numbers
    texts = [c.text for t in docx.Document(io.BytesIO(to_docx(found))).tables
             for r in t.rows for c in r.cells]
    assert "是（程序原值：否）" in texts


def test_names_stand_by_their_pinyin(manual):
    letters = [letter for letter, _ in manual.names]
    assert letters == sorted(letters)
    names = {letter: [name for name, _ in listed] for letter, listed in manual.names}
    assert "全年聘用外籍教师人数" in names["Q"]
    assert sum(len(listed) for listed in names.values()) == len(INDICATORS)


def test_headings_are_words_own_so_that_it_can_list_them(manual, paper):
    styles: dict[str, list[str]] = {}
    for paragraph in paper.paragraphs:
        styles.setdefault(paragraph.style.name, []).append(paragraph.text)

    assert styles["Heading 1"] == [
        f"{at}　{theme}" for at, (theme, _) in enumerate(manual.themes, 1)]
    assert len(styles["Heading 2"]) == len(INDICATORS) + len(FORMS) + len(manual.names)
    assert styles["Title"] == ["外事统计指标口径手册"]
    assert styles["Subtitle"][0].endswith("2025年度")


def test_the_word_document_says_all_of_every_indicator(manual, paper):
    words = "\n".join(c.text for table in paper.tables for row in table.rows for c in row.cells)
    for e in manual.entries:
        assert f"{e.definition.id}　单位：{e.definition.unit}" in words
        assert all(said in words for _, said in e.facts)


def test_the_pdf_is_of_upright_a4_pages(manual):
    import pypdfium2

    file = pypdfium2.PdfDocument(to_pdf(manual))
    sizes = {tuple(round(side) for side in page.get_size()) for page in file}
    words = "".join(page.get_textpage().get_text_bounded() for page in file)
    file.close()
    assert sizes == {(595, 842)}
    assert all(i.id in words for i in INDICATORS)


def test_the_workbook_lists_every_use(manual):
    book = openpyxl.load_workbook(io.BytesIO(to_workbook(manual)))
    listed = {(row[0], row[3]) for row in book["各表取数"].iter_rows(min_row=3, values_only=True)}
    assert listed == {(use.code, e.definition.label) for e in manual.entries for use in e.uses}


def test_nothing_in_it_looks_like_a_number_of_somebody(college, manual):
    people = known_people.read()
    for name, content in (("a.docx", to_docx(manual)), ("a.pdf", to_pdf(manual))):
        assert not find(content, name, people=people, allowed=frozenset()).leaks


def test_another_suffix_is_refused_in_words():
    with pytest.raises(UserError, match=r"不能存为“手册\.txt”"):
        suffix_of(Path("手册.txt"))


def test_the_command_writes_what_its_suffix_asks_for(tmp_path, capsys):
    out = tmp_path / "手册.docx"
    status = command_line.run(
        ["definitions", "--year", "2025", "--out", str(out), "--data-dir", str(tmp_path / "d")])
    assert status == 0
    assert f"{len(INDICATORS)} 个指标" in capsys.readouterr().out
    assert docx.Document(str(out)).paragraphs[0].text == "外事统计指标口径手册"


def test_the_command_is_in_the_overview(capsys):
    command_line.run(["--help"])
    assert "definitions" in capsys.readouterr().out
