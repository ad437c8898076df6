"""Formulas of authorities' forms get the result that the spreadsheet program would show."""

from __future__ import annotations

import io
import shutil
import subprocess
from decimal import Decimal

import openpyxl
import pytest

from exports.template_arithmetic import CellError
from exports.template_reading import place_of, read_template
from exports.template_recalc import recalculate
from exports.workbook_patch import patch

ROWS = (
    ("国家", "批次", "人次", "性质"), ("日本", 2, 7, "出国"), ("韩国", 3, 9, "出国"), ("香港", 1, 4, "赴港澳"),
    ("日本", 5, 12, "出国"), ("无", None, "—", None), ("德国", 0, 2.675, "出国"),
)

FORMULAS = (
    'SUMIF(A2:A7,"日本",B2:B7)', 'SUMIF(A:A,"日本",B:B)', 'SUMIF(B2:B7,">=2")', 'SUMIF(A2:A7,"日*",C2)',
    'SUMIF(A2:A7,A3,B2:B7)', 'COUNTIF(D2:D7,"出国")', 'COUNTIF(B2:B7,">"&B4)',
    'COUNTIF(A2:A7,"<>日本")',
    'COUNTIF(B2:B7,0)', 'COUNTIF(D:D,"")', 'SUMIFS(C2:C7,A2:A7,"日本",B2:B7,">2")',
    'COUNTIFS(D2:D7,"出国",B2:B7,">0")', 'AVERAGEIF(D2:D7,"出国",B2:B7)', 'AVERAGE(B2:B7)',
    'MAX(B2:C7)', 'MIN(B2:B7,-1)', 'COUNT(B2:C7)', 'COUNTA(C2:C7)', 'COUNTBLANK(B2:B7)',
    'SUMPRODUCT(B2:B5,C2:C5)', 'SUMPRODUCT((A2:A5="日本")*(B2:B5>2)*C2:C5)',
    'SUMPRODUCT((D2:D7="出国")*1)', 'SUMPRODUCT(--(B2:B5>=2),C2:C5)', 'SUMPRODUCT(B2:B7,C2:C7)',
    'IF(B2>B3,"多",IF(B2=B3,"平","少"))', 'IF(AND(B2>0,OR(C2>100,B3=3)),1,0)',
    'IFERROR(B2/B6,"—")', 'IFERROR(ROUND(B2/B3*100,2)&"%","—")', 'B2/B6', 'ROUND(C7,2)',
    'ROUND(-C7,1)',
    'ROUNDUP(B3/2,0)', 'ROUNDDOWN(C7,1)', 'INT(-C7)', 'MOD(C5,5)', 'B2/SUM(B2:B7)', 'B3%*100',
    '(B3-B2)/B2*100', '0.1+0.2=0.3', '0.1+0.2-0.3', '-B3^2', '"合计"&SUM(B2:B7)&"批"', 'A2="日本"',
    'B2<>B3', 'A2>A3', 'D6=""', 'SUM(B2:B7)=SUM(另表!A1:A2)', '另表!A1+SUM(另表!A:A)', 'SUM(另表!1:1)',
    "SUM('另表'!$A$1:A2,B2)", 'SUM(批次)', 'VLOOKUP("韩国",A2:C7,3,FALSE)', 'VLOOKUP("法国",A2:C7,3,0)',
    'INDEX(C2:C7,MATCH("香港",A2:A7,0))', 'SUBTOTAL(9,B2:B7)', 'RANK(B3,B2:B7)', 'LARGE(B2:B7,2)',
    'CHOOSE(2,B2,B3)', 'ISNUMBER(C6)', 'LEN(A2)', 'SUM(B2:B7)-SUMIF(A2:A7,"香港",B2:B7)', 'C6+1',
    'COUNTIF(A2:A7,"?本")', 'AND(B2:B5)', 'NOT(B2>B3)', 'SUM(B2:B3,C2,5)', 'PRODUCT(B2:B5)',
    'SUMIF(A2:A7,"<>",B2:B7)', 'SUMIF(D2:D7,"出国")', 'IF(B6="","空",B6)', 'ABS(B2-B3)', 'TRUNC(C7,1)',
    'MAX(0,B2-B3)', 'IF(SUM(B2:B7)=0,0,B2/SUM(B2:B7))', 'SUM(B2,B3:B4,另表!A1)*2-1',
)


def workbook() -> bytes:
    """Formulas in column F; B2 and 另表!A1 are what will be filled."""
    from openpyxl.workbook.defined_name import DefinedName

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "表一"
    for row in ROWS:
        sheet.append(row)
    other = book.create_sheet("另表")
    other["A1"], other["A2"], other["B1"] = 100, 3, 4
    book.defined_names["批次"] = DefinedName("批次", attr_text="表一!$B$2:$B$4")
    for row, formula in enumerate(FORMULAS, start=1):
        sheet.cell(row, 6, f"={formula}")
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.fixture(scope="module")
def template():
    return read_template(workbook(), "公式.xlsx")


TARGETS = {("表一", place_of("B2")): Decimal(4), ("表一", place_of("B3")): Decimal(3),
           ("另表", place_of("A1")): Decimal(8)}


@pytest.fixture(scope="module")
def results(template):
    """By formula; everything in the sheet is computed, because openpyxl saves no results."""
    every = TARGETS | {
        (sheet.name, place): cell.value for sheet in template.sheets
        for place, cell in sheet.cells.items() if cell.formula is None and cell.value is not None
        and ("表一", place) not in TARGETS and (sheet.name, place) not in TARGETS
    }
    done = recalculate(template, every)
    found = {place.row: value for (_, place), value in done.values.items() if place.column == 6}
    return {formula: found.get(row) for row, formula in enumerate(FORMULAS, start=1)}, done.left


def test_every_usual_formula_is_computed(results):
    by_formula, left = results
    assert left == []
    # These look at no filled cell, so their saved results cannot have become stale.
    assert {f for f, v in by_formula.items() if v is None} == {
        "0.1+0.2=0.3", "0.1+0.2-0.3", 'D6=""', 'IF(B6="","空",B6)'}


@pytest.mark.parametrize(("formula", "expected"), [
    ('SUMIF(A2:A7,"日本",B2:B7)', 9.0), ('SUMIF(A:A,"日本",B:B)', 9.0), ("ROUND(C7,2)", 2.68),
    ('SUMPRODUCT((A2:A5="日本")*(B2:B5>2)*C2:C5)', 19.0), ('COUNTIF(B2:B7,">"&B4)', 3.0),
    ('IFERROR(B2/B6,"—")', "—"), ("-B3^2", 9.0), ('"合计"&SUM(B2:B7)&"批"', "合计13批"),
    ("SUM(另表!1:1)", 12.0), ('IF(B2>B3,"多",IF(B2=B3,"平","少"))', "多"),
])
def test_the_result_is_that_of_the_sheet(results, formula, expected):
    assert results[0][formula] == expected


@pytest.mark.parametrize(("formula", "code"), [
    ("B2/B6", "#DIV/0!"), ("C6+1", "#VALUE!"), ('VLOOKUP("法国",A2:C7,3,0)', "#N/A")])
def test_an_error_is_the_error_that_the_sheet_shows(results, formula, code):
    assert isinstance(results[0][formula], CellError)
    assert results[0][formula].code == code


def shared_formula_workbook() -> bytes:
    """Shared formulas as Excel writes them, and cells with text of their own."""
    import zipfile

    book = openpyxl.Workbook()
    book.active.title = "表"
    book.active["A1"] = 1
    source, target = io.BytesIO(), io.BytesIO()
    book.save(source)
    rows = (
        '<row r="1"><c r="A1" t="inlineStr"><is><t>一月</t></is></c><c r="B1"><v>1</v></c>'
        '<c r="C1"><f t="shared" ref="C1:C3" si="0">B1*2+$B$1</f><v>3</v></c></row>'
        '<row r="2"><c r="A2" t="inlineStr"><is><r><t>二</t></r><r><t>月</t></r></is></c>'
        '<c r="B2"><v>5</v></c><c r="C2"><f t="shared" si="0"/><v>11</v></c></row>'
        '<row r="3"><c r="B3"><v>7</v></c><c r="C3"><f t="shared" si="0"/><v>15</v></c></row>'
    )
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name.endswith("sheet1.xml"):
                at, end = part.index(b"<sheetData>"), part.index(b"</sheetData>")
                part = part[:at + 11] + rows.encode() + part[end:]
            new.writestr(name, part)
    return target.getvalue()


def test_shared_formulas_are_computed_in_their_own_cells_and_stay_shared():
    template = read_template(shared_formula_workbook(), "共享.xlsx")
    assert template.sheets[0].at(place_of("A2")).value == "二月"
    made = patch(template, {("表", place_of("B1")): 10, ("表", place_of("A1")): "1月"})
    sheet = openpyxl.load_workbook(io.BytesIO(made.content), data_only=True).active
    assert [sheet[c].value for c in ("A1", "C1", "C2", "C3")] == ["1月", 30, 20, 24]
    import zipfile

    with zipfile.ZipFile(io.BytesIO(made.content)) as package:
        part = package.read("xl/worksheets/sheet1.xml")
    assert part.count(b'<f t="shared" si="0"/>') == 2


@pytest.mark.skipif(shutil.which("soffice") is None, reason="没有安装 LibreOffice")
def test_another_program_computes_every_formula_the_same(template, results, tmp_path):
    from python_calamine import load_workbook

    (tmp_path / "公式.xlsx").write_bytes(patch(template, TARGETS).content)
    subprocess.run(
        ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless",
         "--convert-to", "ods:calc8", "--outdir", str(tmp_path), str(tmp_path / "公式.xlsx")],
        capture_output=True, timeout=120, check=True,
    )
    rows = load_workbook(str(tmp_path / "公式.ods")).get_sheet_by_name("表一").to_python()
    theirs = {formula: rows[at][5] for at, formula in enumerate(FORMULAS)}
    ours = {
        f: v for f, v in results[0].items() if v is not None and not isinstance(v, CellError)}
    differing = {
        f: (v, theirs[f]) for f, v in ours.items()
        if (v if isinstance(v, str) else pytest.approx(float(v))) != (
            theirs[f] if isinstance(v, str) else float(theirs[f]))
    }
    assert differing == {}
