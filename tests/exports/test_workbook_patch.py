"""An authority's workbook filled: the target cells change, and nothing else in the package."""

from __future__ import annotations

import io
import shutil
import struct
import subprocess
import zipfile
import zlib
from decimal import Decimal

import pytest

from exports.template_reading import place_of, read_template
from exports.workbook_patch import check_loss, patch
from models.errors import UserError


def picture() -> bytes:
    """A red dot as PNG."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(
            ">I", zlib.crc32(kind + body))

    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(b"\0\xff\0\0")) + chunk(b"IEND", b""))


def official_form() -> bytes:
    """Two sheets with everything that a careless program loses."""
    import openpyxl
    from openpyxl.drawing.image import Image
    from openpyxl.formatting.rule import CellIsRule
    from openpyxl.styles import Font, PatternFill, Protection
    from openpyxl.workbook.defined_name import DefinedName
    from openpyxl.worksheet.datavalidation import DataValidation

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "表一"
    rows = (
        ("2025年度因公出国情况统计表",), ("序号", "国家", "批次", "人数", "占比"),
        (None, "合计", "=SUM(C4:C6)", "=SUM(D4:D6)", '=IF(C3>0,ROUND(D3/C3,2),"—")'),
        (1, "日本", 7, None, "=D4/D3*100"), (2, "韩国", None, None, "=D5/$D$3*100"),
        (3, "德国", None, None, "=IFERROR(D6/$D$3,0)"),
    )
    for row in rows:
        sheet.append(row)
    sheet.merge_cells("A1:E1")
    sheet.merge_cells("D8:E9")
    sheet["D4"].font, sheet["D4"].number_format = Font(bold=True), "#,##0.0"
    sheet["C5"].protection = Protection(locked=False)
    sheet["C5"].fill = PatternFill("solid", fgColor="FFFFCC")
    sheet.protection.sheet, sheet.protection.password = True, "abc"
    whole = DataValidation(type="whole", operator="greaterThanOrEqual", formula1="0")
    whole.add("C4:D6")
    sheet.add_data_validation(whole)
    sheet.conditional_formatting.add(
        "C4:C6", CellIsRule(operator="greaterThan", formula=["5"], font=Font(color="FF0000")))
    sheet.add_image(Image(io.BytesIO(picture())), "G2")
    sheet.print_area = "A1:E9"
    second = book.create_sheet("汇总 表")
    second["A1"], second["B1"] = "批次合计", "=表一!C3+批次"
    second["B2"] = "=SUMPRODUCT(表一!C4:C6,表一!D4:D6)"
    second["B3"], second["B4"] = "=LEN(A1)", '=TEXT(表一!C3,"[DBNum2]0")'
    book.calculation.fullCalcOnLoad = False
    book.defined_names["批次"] = DefinedName("批次", attr_text="表一!$C$4")
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.fixture(scope="module")
def form():
    return read_template(official_form(), "统计表.xlsx")


def filled(form, **cells):
    return patch(form, {("表一", place_of(cell)): value for cell, value in cells.items()})


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def shown(content: bytes, cell: str, sheet: str = "表一"):
    import openpyxl

    return openpyxl.load_workbook(io.BytesIO(content), data_only=True)[sheet][cell].value


def test_only_the_filled_sheets_change(form):
    made = filled(form, C4=3, C5=2)
    before, after = parts(form.data), parts(made.content)
    assert list(before) == list(after)
    assert {name for name in before if before[name] != after[name]} == {
        "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml", "xl/workbook.xml",
    }
    assert "xl/media/image1.png" in after


def test_a_form_with_plain_sums_leaves_the_workbook_part_alone():
    import openpyxl

    book = openpyxl.Workbook()
    book.active["A1"], book.active["A2"] = 1, "=A1*2"
    stream = io.BytesIO()
    book.save(stream)
    form = read_template(stream.getvalue(), "x.xlsx")
    made = patch(form, {("Sheet", place_of("A1")): 5})
    before, after = parts(form.data), parts(made.content)
    assert {n for n in before if before[n] != after[n]} == {"xl/worksheets/sheet1.xml"}
    assert shown(made.content, "A2", "Sheet") == 10


def test_everything_around_the_cells_is_the_same_text(form):
    made = filled(form, C4=3)
    before = parts(form.data)["xl/worksheets/sheet1.xml"]
    after = parts(made.content)["xl/worksheets/sheet1.xml"]
    end = b"</sheetData>"
    assert before.partition(end)[2] == after.partition(end)[2]
    assert b"dataValidation" in after
    assert b"conditionalFormatting" in after
    assert before.partition(b"<sheetData>")[0] == after.partition(b"<sheetData>")[0]


def test_the_cell_keeps_its_style(form):
    import openpyxl

    made = filled(form, D4=Decimal("12.5"), C5=4)
    sheet = openpyxl.load_workbook(io.BytesIO(made.content))["表一"]
    assert (sheet["D4"].number_format, sheet["D4"].font.bold) == ("#,##0.0", True)
    assert not sheet["C5"].protection.locked


def test_sums_and_what_depends_on_them_are_fresh_on_both_sheets(form):
    content = filled(form, C4=4, C5=2, C6=0, D4=9, D5=3, D6=0).content
    assert [shown(content, cell) for cell in ("C3", "D3", "E3", "E4")] == [6, 12, 2, 75]
    assert shown(content, "B1", "汇总 表") == 10


def test_a_formula_we_cannot_compute_loses_its_stale_result_and_asks_for_calculation(form):
    made = filled(form, C4=4)
    assert made.left == [("汇总 表", place_of("B4"))]
    assert b'fullCalcOnLoad="1"' in parts(made.content)["xl/workbook.xml"]
    assert "重新计算" in made.said[0]


def test_a_division_by_zero_is_saved_as_the_error_it_is(form):
    assert shown(filled(form, C4=1, D4=0, D5=0, D6=0).content, "E4") == "#DIV/0!"


def test_a_value_for_a_merged_cell_stands_at_its_top_left(form):
    content = filled(form, E9="无").content
    assert (shown(content, "D8"), shown(content, "E9")) == ("无", None)


def test_a_cell_and_a_row_that_were_not_there_are_added_in_order(form):
    content = filled(form, F5=1, B12=2, A7="<&>").content
    assert [shown(content, cell) for cell in ("F5", "B12", "A7")] == [1, 2, "<&>"]


def test_a_formula_is_never_overwritten(form):
    with pytest.raises(UserError, match="C3 是公式"):
        filled(form, C3=1)


def test_the_loss_check_refuses_a_file_in_which_another_cell_changed(form):
    content = filled(form, C4=3, C5=8).content
    with pytest.raises(UserError, match=r"与模板不一致（xl/worksheets/sheet1\.xml）"):
        check_loss(form, content, allowed={
            "xl/worksheets/sheet1.xml": {place_of(c) for c in ("C4", "C3", "E3")},
            "xl/worksheets/sheet2.xml": {place_of(c) for c in ("B1", "B2", "B4")},
        }, book_may_change=True)


def test_an_old_xls_is_refused_with_what_to_do():
    with pytest.raises(UserError, match=r"旧的 \.xls 格式.*另存为 \.xlsx"):
        read_template(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "年报.xls")


def test_a_bomb_and_a_torn_file_are_refused(form):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", b"0" * 20_000_000)
    with pytest.raises(UserError, match="压缩率异常"):
        read_template(stream.getvalue(), "x.xlsx")
    with pytest.raises(UserError, match="已损坏"):
        read_template(form.data[:3000], "x.xlsx")


@pytest.mark.skipif(shutil.which("soffice") is None, reason="没有安装 LibreOffice")
def test_another_program_opens_it_and_computes_the_same(form, tmp_path):
    content = filled(form, C4=4, C5=2, C6=1, D4=9, D5=3, D6=2).content
    (tmp_path / "填好.xlsx").write_bytes(content)
    made = subprocess.run(
        ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless",
         "--convert-to", "ods:calc8", "--outdir", str(tmp_path), str(tmp_path / "填好.xlsx")],
        capture_output=True, text=True, timeout=120, check=False,
    )
    assert (tmp_path / "填好.ods").exists(), made.stderr
    from python_calamine import load_workbook

    rows = load_workbook(str(tmp_path / "填好.ods")).get_sheet_by_name("表一").to_python()
    assert rows[2][2:5] == [shown(content, cell) for cell in ("C3", "D3", "E3")] == [7, 14, 2]
    other = load_workbook(str(tmp_path / "填好.ods")).get_sheet_by_name("汇总 表").to_python()
    assert [row[1] for row in other[:2]] == [shown(content, "B1", "汇总 表"), 44]
