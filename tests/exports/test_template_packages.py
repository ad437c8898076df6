"""Workbooks of every make are filled part by part the same, or refused in a sentence."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from collections.abc import Callable

import openpyxl
import pytest

from exports.template_look import looks
from exports.template_look import shown as as_shown
from exports.template_reading import place_of, read_template
from exports.workbook_patch import check_loss, patch
from models.errors import UserError
from tests.exports.test_workbook_patch import official_form, parts, shown

SHEET = "xl/worksheets/sheet1.xml"


def rewritten(
    content: bytes, change: Callable[[str, bytes], bytes], **more: bytes
) -> bytes:
    """The package with parts changed; `more` are added (a__b.bin is a/b.bin)."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
        for name, data in more.items():
            new.writestr(name.replace("__", "/").replace("_bin", ".bin"), data)
    return target.getvalue()


def filled(content: bytes, name: str = "表.xlsx"):
    return patch(read_template(content, name), {("表一", place_of("C4")): 3,
                                                ("表一", place_of("C5")): 2})


def changed_parts(before: bytes, after: bytes) -> set[str]:
    one, two = parts(before), parts(after)
    assert list(one) == list(two)
    return {name for name in one if one[name] != two[name]}


def with_macro(content: bytes) -> bytes:
    """The form as .xlsm: a macro part that nothing else knows to keep."""

    def change(name: str, data: bytes) -> bytes:
        return data.replace(
            b"spreadsheetml.sheet.main+xml", b"ms-excel.sheet.macroEnabled.main+xml"
        ) if name == "[Content_Types].xml" else data

    return rewritten(content, change, xl__vbaProject_bin=b"\xd0\xcf\x11\xe0macro")


def strict(content: bytes) -> bytes:
    """The form in the strict variant of the format."""

    def change(_: str, data: bytes) -> bytes:
        return data.replace(
            b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
            b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        ).replace(
            b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        )

    return rewritten(content, change)


def test_a_workbook_with_macros_keeps_them():
    form = with_macro(official_form())
    made = filled(form, "表.xlsm").content
    assert parts(made)["xl/vbaProject.bin"] == b"\xd0\xcf\x11\xe0macro"
    assert changed_parts(form, made) == {SHEET, "xl/worksheets/sheet2.xml", "xl/workbook.xml"}


def test_a_strict_workbook_is_filled_and_its_totals_follow():
    form = strict(official_form())
    made = filled(form)
    again = read_template(made.content, "表.xlsx").sheet("表一")
    assert [again.at(place_of(c)).value for c in ("C4", "C5", "C3")] == [3, 2, 5]
    assert b"purl.oclc.org" in parts(made.content)[SHEET]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="没有安装 LibreOffice")
def test_a_form_saved_by_another_program_is_filled_as_well(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "表.xlsx").write_bytes(official_form())
    subprocess.run(
        ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless",
         "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(tmp_path),
         str(tmp_path / "in" / "表.xlsx")], capture_output=True, timeout=120, check=True)
    form = (tmp_path / "表.xlsx").read_bytes()
    made = filled(form).content
    assert changed_parts(form, made) <= {
        SHEET, "xl/worksheets/sheet2.xml", "xl/workbook.xml"}
    assert [shown(made, c) for c in ("C4", "C5", "C3")] == [3, 2, 5]
    assert looks(read_template(form, "表.xlsx"))


# ---- the loss check, each kind of loss caught ----


def swap(name: str, old: bytes, new: bytes) -> Callable[[str, bytes], bytes]:
    def change(part: str, data: bytes) -> bytes:
        if part == name:
            assert old in data
            return data.replace(old, new, 1)
        return data

    return change


@pytest.mark.parametrize(("change", "part"), [
    (swap("xl/media/image1.png", b"IDAT", b"IDAx"), "image1.png"),
    (swap("xl/styles.xml", b"FFFFCC", b"FFFFCD"), "styles.xml"),
    (swap(SHEET, b"<t>", b"<t>x"), "sheet1.xml"),
    (swap(SHEET, b"<sheetData>", b"<sheetData><"), "sheet1.xml"),
    (swap("[Content_Types].xml", b"Default", b"Default "), "Content_Types"),
    (swap(SHEET, b"dataValidation ", b"dataValidation  x='1' "), "sheet1.xml"),
    (swap(SHEET, b"conditionalFormatting sqref", b"conditionalFormatting  pivot='1' sqref"),
     "sheet1.xml"),
    (swap(SHEET, b"mergeCell ref=\"A1:E1\"", b"mergeCell ref=\"A1:D1\""), "sheet1.xml"),
    (swap(SHEET, b"sheetProtection", b"sheetProtection x='1'"), "sheet1.xml"),
    (swap(SHEET, b"<f>SUM(C4:C6)</f>", b"<f>SUM(C4:C5)</f>"), "sheet1.xml"),
    (swap(SHEET, b"<f>SUM(C4:C6)</f>", b""), "sheet1.xml"),
    (swap(SHEET, b'<row r="4"', b'<row r="4" hidden="1"'), "sheet1.xml"),
    (swap("xl/workbook.xml", b"definedName ", b"definedName hidden='1' "), "workbook.xml"),
    (swap("xl/drawings/drawing1.xml", b"<", b" <"), "drawing1.xml"),
])
def test_a_lost_or_changed_part_is_refused_by_name(change, part):
    form = read_template(official_form(), "表.xlsx")
    made = patch(form, {("表一", place_of("C4")): 3})
    allowed = {SHEET: {place_of(c) for c in ("C4", "C3", "E3")},
               "xl/worksheets/sheet2.xml": {place_of(c) for c in ("B1", "B2", "B4")}}
    assert check_loss(form, made.content, allowed=allowed, book_may_change=True) > 5
    with pytest.raises(UserError, match=f"与模板不一致.*{part}.*没有写出"):
        check_loss(form, rewritten(made.content, change), allowed=allowed, book_may_change=True)


def test_a_part_more_or_less_is_refused():
    form = read_template(official_form(), "表.xlsx")
    made = patch(form, {("表一", place_of("D4")): 3}).content
    with pytest.raises(UserError, match="部件清单"):
        check_loss(form, rewritten(made, lambda _, d: d, xl__more_bin=b"x"),
                   allowed={SHEET: set()}, book_may_change=True)


def test_nothing_is_written_when_the_check_refuses(college, tmp_path, monkeypatch):
    """A patch that damaged another part would stop before any file stands on the disk."""
    from exports import workbook_patch
    from exports.template_fill import fill_template
    from exports.template_mapping import MappedCell, make_mapping

    honest = workbook_patch._rewritten

    def careless(data: bytes, changed: dict[str, bytes]) -> bytes:
        return rewritten(honest(data, changed), swap("xl/styles.xml", b"FFFFCC", b"FFFFCD"))

    monkeypatch.setattr(workbook_patch, "_rewritten", careless)
    form = read_template(official_form(), "表.xlsx")
    mapping = make_mapping(
        form, "表", year=2026, cells=[MappedCell("C4", "trips.groups", sheet="表一")])
    with pytest.raises(UserError, match=r"styles\.xml"):
        fill_template(form, mapping, 2026)


# ---- what cannot be filled ----


@pytest.mark.parametrize(("name", "content", "words"), [
    ("年报.et", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "WPS 的 .et 格式.*另存为 .xlsx"),
    ("年报.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "旧的 .xls 格式.*另存为 .xlsx"),
    ("年报.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
     "设有打开密码.*取消密码后另存一份，再用来填"),
    ("年报.xlsx", b"%PDF-1.7", "不是 .xlsx 工作簿"),
])
def test_what_is_no_package_is_refused_with_what_to_do(name, content, words):
    with pytest.raises(UserError, match=words):
        read_template(content, name)


@pytest.mark.parametrize(("value", "pattern", "words"), [
    ("0.1426", "0.0%", "14.3%"), ("12345.6", "#,##0.00", "12,345.60"), ("3", "General", "3"),
    ("40315.5", '0.00,"万"', "40,315.50"), ("46000", "yyyy/m/d", "2025-12-09"), ("2.50", "0", "3"),
])
def test_numbers_are_shown_as_the_sheet_shows_them(value, pattern, words):
    from decimal import Decimal

    assert as_shown(Decimal(value), pattern) == words


def test_the_look_of_a_cell_is_read_from_the_styles():
    book = openpyxl.Workbook()
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    cell = book.active["A1"]
    cell.font, cell.fill = Font(bold=True, size=18, color="FFC00000"), PatternFill(
        "solid", fgColor="DDEBF7")
    cell.alignment = Alignment(horizontal="center", wrap_text=True)
    cell.border = Border(left=Side(style="thin"), bottom=Side(style="medium"))
    stream = io.BytesIO()
    book.save(stream)
    template = read_template(stream.getvalue(), "x.xlsx")
    look = looks(template)[template.sheets[0].at(place_of("A1")).style]
    assert (look.bold, look.size, look.ink, look.ground) == (True, 18.0, "#c00000", "#ddebf7")
    assert (look.across, look.wraps, look.lines) == ("center", True, (1, 0, 0, 2))
