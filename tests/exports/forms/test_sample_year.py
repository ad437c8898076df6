"""What every form owes for the sample year: proved sums, sources, JSON, a workbook for printing."""

from __future__ import annotations

import io
import json
import shutil
from functools import cache
from typing import Any

import openpyxl
import pytest

from exports.forms import FORMS, form_by_code
from exports.forms.base import FilledForm
from exports.forms.plain_data import as_json
from exports.forms.workbook import to_workbook
from models import database
from models.indicators import INDICATORS

CODES = [form.code for form in FORMS]
COMPUTED = [code for code in CODES if code not in ("F07b", "F19d", "F21")]


class Year:
    """The forms of 2019, each filled and written once for all tests of this file."""

    def __init__(self) -> None:
        self.filled = cache(lambda code: form_by_code(code).fill(2019))
        self.workbook = cache(lambda code: openpyxl.load_workbook(
            io.BytesIO(to_workbook(self.filled(code)))))


def all_texts(workbook: Any) -> list[str]:
    return [str(cell.value) for sheet in workbook for row in sheet.iter_rows() for cell in row
            if cell.value is not None]


def failed(filled: FilledForm, level: str = "错") -> list[str]:
    return [f"{c.label}:{c.detail}" for c in filled.checks() if not c.ok and c.level == level]


@pytest.fixture(scope="module")
def year(imported_folder, tmp_path_factory):
    folder = tmp_path_factory.mktemp("forms_of_the_year") / "data"
    shutil.copytree(imported_folder, folder)
    keeper = database.open_folder(folder)
    yield Year()
    keeper.close(backup=False)


@pytest.mark.parametrize("code", CODES)
def test_every_cell_is_a_figure_a_share_typed_or_words(year, code):
    filled = year.filled(code)

    for cell in (*filled.cells.values(), *filled.notes):
        assert cell.kind in ("figure", "typed", "share", "sum", "words")
        assert cell.kind == "share" or (cell.figure is not None) == (cell.kind == "figure")
        if cell.kind == "words":
            assert isinstance(cell.value, str)
        if cell.kind == "figure" and cell.figure.indicator.measure.name == "条数":
            assert len(cell.record_ids()) == cell.exact, (cell.row_label, cell.column_label)


@pytest.mark.parametrize("code", COMPUTED)
def test_the_sample_year_adds_up_everywhere(year, code):
    filled = year.filled(code)

    assert [line for line in failed(filled) if not line.startswith("没有未填的格")] == []
    assert filled.missing() == [cell for cell in filled.cells.values() if cell.typed]


@pytest.mark.parametrize("code", CODES)
def test_json_has_figure_definition_and_records_of_each_cell(year, code):
    data = json.loads(json.dumps(as_json(year.filled(code)), ensure_ascii=False))

    assert (data["code"], data["year"]) == (code, 2019)
    assert data["cells"]
    assert {(c["label"], c["ok"]) for c in data["checks"]} == {
        (c.label, c.ok) for c in year.filled(code).checks()} != set()
    known = {indicator.id for indicator in INDICATORS}
    for cell in data["cells"]:
        assert {"row", "column", "value", "unit", "figure", "definition", "records"} <= set(cell)
        if cell["figure"]:
            assert cell["figure"].split("[")[0] in known
            assert cell["definition"]
            assert cell["unit"]
            assert all({"id", "title"} == set(record) and record["title"]
                       for record in cell["records"])


@pytest.mark.parametrize("code", CODES)
def test_the_workbook_shows_what_the_form_says(year, code):
    filled = year.filled(code)
    workbook = year.workbook(filled.code)
    sheet = workbook[code]

    assert workbook.sheetnames[:3] == [code, "勾稽核对", "口径说明"]
    assert len(workbook.sheetnames) == 3 + len(filled.form.details)
    assert sheet["A1"].value == filled.title
    body = {tuple(str(v) for v in row if v is not None)
            for row in sheet.iter_rows(values_only=True)}
    for row in filled.rows:
        values = [] if row.heading else [
            filled.cell(row.key, c.key).value if not filled.cell(row.key, c.key).is_missing
            else "未填"
            for c in filled.columns
        ]
        plain = [str(float(v)) if v != int(v) else str(int(v)) for v in values
                 if not isinstance(v, str)]
        shown = iter(plain)
        wanted = (*(row.lead or (row.label,)),
                  *(v if isinstance(v, str) else next(shown) for v in values))
        assert wanted in body, row.label


def test_a_form_that_hardly_needs_a_second_page_is_shrunk_to_one(year):
    heights = [year.workbook(code)[code].page_setup.fitToHeight
               for code in ("F24", "F03", "F15")]

    assert heights == [1, 0, 0]


@pytest.mark.parametrize("code", CODES)
def test_the_workbook_is_set_for_printing(year, code):
    sheet = year.workbook(code)[code]

    assert sheet.page_setup.paperSize == 9
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) in ((1, 0), (1, 1))
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows.startswith("$3:")
    assert sheet.print_area.endswith(f"${sheet.max_row}")
    assert "&P" in sheet.oddFooter.center.text
    assert sheet.merged_cells.ranges
    assert sheet["A3"].border.left.style == sheet["A3"].border.top.style == "medium"


@pytest.mark.parametrize("code", CODES)
def test_a_number_stands_as_a_number_and_nothing_as_a_formula(year, code):
    for sheet in year.workbook(code):
        for row in sheet.iter_rows():
            assert all(cell.data_type in ("n", "s", "d") for cell in row)


def test_the_definition_sheet_explains_every_indicator_of_the_form(year):
    filled = year.filled("F10")
    texts = all_texts(year.workbook(filled.code))

    for figure in filled.figures():
        assert figure.indicator.definition in texts
