"""The December package: every file is there, opens, and says the same numbers as the window."""

from __future__ import annotations

import io

import openpyxl
import pytest

from exports import year_end
from exports.drafts.official_document import figures_in
from exports.forms import FORMS
from models import database, sample_college
from models.errors import UserError
from models.indicators import Period, indicator_by_id
from models.jobs import Cancelled


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The package of 2024 for the sample college, and a copy of the college as it was then."""
    folder = tmp_path_factory.mktemp("年终")
    keeper = database.open_folder(folder / "data")
    sample_college.create()
    written = year_end.write(2024, folder / "年终")
    keeper.close(backup=False)
    return folder / "data", written


@pytest.fixture
def package(made):
    """The files of the package; the college is open, to be read only."""
    keeper = database.open_folder(made[0])
    yield made[1]
    keeper.close(backup=False)


def test_every_form_the_summary_and_the_definitions_are_written(package):
    codes = [written.code for written in package]
    assert codes == [*(form.code for form in FORMS), "S1", "S2", "S4", "S5", "口径"]
    assert all(written.path.stat().st_size > 5000 for written in package)
    assert not [p for p in package[0].path.parent.iterdir() if p.suffix == ".part"]


def test_a_form_on_paper_says_what_the_form_computes(package):
    for written in package:
        form = next((f for f in FORMS if f.code == written.code), None)
        if form is None:
            continue
        filled = form.fill(2024)
        sheet = openpyxl.load_workbook(written.path).worksheets[0]
        values = [cell for row in sheet.iter_rows(values_only=True) for cell in row]
        for cell in filled.cells.values():
            if cell.kind == "figure":
                assert float(cell.value) in [float(v) for v in values if isinstance(v, int | float)]


def test_the_numbers_of_the_summary_are_the_figures_of_the_year(package):
    content = next(w.path for w in package if w.code == "S1").read_bytes()
    found = {f.figure: f.text for f in figures_in(content)}
    for name in ("trips.groups", "trips.person_times", "teachers.headcount"):
        figure = indicator_by_id(name).at(Period.calendar_year(2024))
        assert int(found[name]) == figure.value()


def test_what_is_missing_is_said_file_by_file(college, tmp_path):
    states = {w.code: w for w in year_end.write(2030, tmp_path / "空")}
    assert "未填" in states["F07b"].line
    assert not states["F07b"].ready
    assert states["F10"].ready
    assert "待补" in states["S1"].line


def test_no_passport_number_is_in_any_file_of_the_package(package):
    from models.entities import entity_by_key

    papers = entity_by_key("teacher_document").active()
    numbers = {p.number for p in papers if p.kind == "护照" and p.number}
    assert numbers
    for written in package:
        if written.path.suffix == ".xlsx":
            book = openpyxl.load_workbook(io.BytesIO(written.path.read_bytes()))
            for sheet in book.worksheets:
                for row in sheet.iter_rows(values_only=True):
                    assert not numbers & {str(v) for v in row}, (written.code, sheet.title)


def test_cancelling_writes_no_file_at_all(college, tmp_path):
    class Stop:
        def step(self, done: int, total: int, text: str = "") -> None:
            if done == 3:
                raise Cancelled

    with pytest.raises(Cancelled):
        year_end.write(2024, tmp_path / "年终", progress=Stop())
    assert not (tmp_path / "年终").exists()


def test_a_place_that_cannot_be_written_is_named(college, tmp_path):
    taken = tmp_path / "年终"
    taken.write_text("已有同名文件", "utf-8")
    with pytest.raises(UserError, match="年终"):
        year_end.write(2024, taken)


def test_a_file_name_holds_on_every_system():
    assert year_end.file_name('a/b:c?"x".xlsx') == "a_b_c__x_.xlsx"
    assert len(year_end.file_name("很长" * 200 + ".docx")) <= 105
