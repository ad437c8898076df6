"""Our own .xlsx papers: shared looks, borders and page set-up; strings stay strings."""

from __future__ import annotations

import io
import math
import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from models.partial_date import PartialDate, to_text

HEI, SONG = "黑体", "宋体"
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_RISKY = ("=", "+", "-", "@", "\t", "\r")
"""A text that begins so could be taken for a formula by some reader."""

PORTRAIT_WIDTH = 92.0
"""Column widths, in characters, that fill an upright A4 page at full size."""


@dataclass(frozen=True)
class Look:
    """How a cell looks. fill: a colour without #. pattern: the number format."""

    size: float = 10.5
    bold: bool = False
    face: str = SONG
    across: str = "left"
    upright: str = "center"
    wrap: bool = True
    indent: int = 0
    fill: str = ""
    ink: str = "000000"
    pattern: str = "General"


TITLE = Look(size=18, face=HEI, across="center")
UNIT_LEFT = Look(size=10.5, upright="bottom", wrap=False)
UNIT_RIGHT = Look(size=10.5, across="right", upright="bottom", wrap=False)
HEADER = Look(size=10.5, face=HEI, across="center", fill="EDF1F5")
ORDINAL = Look(size=9, across="center", ink="595959")
LABEL = Look()
CENTRED = Look(across="center")
NUMBER = Look(across="right", wrap=False, indent=1, pattern="#,##0")
HEADING = Look(face=HEI, fill="F6F6F2")
NOTE = Look(size=9.5)
SIGN = Look(size=10.5, wrap=False)
SMALL = Look(size=9, ink="595959", upright="top")


@cache
def _parts(look: Look) -> tuple[Any, Any, Any]:
    """Font, alignment and fill, made once for each look."""
    from openpyxl.styles import Alignment, Font, PatternFill

    font = Font(name=look.face, size=look.size, bold=look.bold, color=look.ink)
    place = Alignment(horizontal=look.across, vertical=look.upright, wrap_text=look.wrap,
                      indent=look.indent)
    return font, place, PatternFill("solid", fgColor=look.fill) if look.fill else None


@cache
def _border(left: str, right: str, top: str, bottom: str) -> Any:
    from openpyxl.styles import Border, Side

    return Border(left=Side(left), right=Side(right), top=Side(top), bottom=Side(bottom))


def put(sheet: Any, row: int, column: int, value: Any, look: Look) -> Any:
    """Write one cell. A text is written as text whatever it begins with; None leaves it empty."""
    cell = sheet.cell(row=row, column=column)
    font, place, fill = _parts(look)
    cell.font, cell.alignment, cell.number_format = font, place, look.pattern
    if fill is not None:
        cell.fill = fill
    if isinstance(value, PartialDate):
        value = to_text(value)
    if isinstance(value, str):
        text = _ILLEGAL.sub("", value)
        if text:
            cell.value = text
            cell.data_type = "s"
            cell.quotePrefix = text.startswith(_RISKY)
    elif value is not None:
        cell.value = int(value) if isinstance(value, Decimal) and value == int(value) else value
    return cell


def put_across(sheet: Any, row: int, span: tuple[int, int], value: Any, look: Look) -> None:
    """Write a text over several columns of a row; span: first and last column."""
    first, last = span
    put(sheet, row, first, value, look)
    if last > first:
        sheet.merge_cells(start_row=row, end_row=row, start_column=first, end_column=last)


def put_plain(sheet: Any, row: int, column: int, value: Any, look: Look = LABEL) -> None:
    """Write a value in the format of its kind: dates as dates, numbers to the right."""
    from dataclasses import replace

    if isinstance(value, Decimal | float):
        whole = value == int(value)
        look = replace(look, across="right", wrap=False, pattern="#,##0" if whole else "#,##0.00")
    elif isinstance(value, int):
        look = replace(look, across="center", wrap=False, pattern="0")
    elif isinstance(value, date):
        look = replace(look, across="center", wrap=False, pattern="yyyy-mm-dd")
    put(sheet, row, column, value, look)


def frame(sheet: Any, top: int, bottom: int, right: int) -> None:
    """Thin lines inside, a thicker line around; from the first column to `right`."""
    left = 1
    for row in range(top, bottom + 1):
        for column in range(left, right + 1):
            sheet.cell(row=row, column=column).border = _border(
                "medium" if column == left else "thin", "medium" if column == right else "thin",
                "medium" if row == top else "thin", "medium" if row == bottom else "thin",
            )


def set_widths(sheet: Any, widths: tuple[float, ...]) -> None:
    """Column widths in characters."""
    from openpyxl.utils import get_column_letter

    for number, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width


def set_page(
    sheet: Any, *, widths: tuple[float, ...], last_row: int, repeat: tuple[int, int],
    upright_to: float = PORTRAIT_WIDTH,
) -> None:
    """A4, one page wide, the header rows repeated, page numbers below.

    upright_to: up to this many characters the page stays upright (and is scaled down to fit).
    """
    from openpyxl.utils import get_column_letter

    wide = sum(widths) > upright_to
    sheet.page_setup.paperSize = 9
    sheet.page_setup.orientation = "landscape" if wide else "portrait"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_area = f"A1:{get_column_letter(len(widths))}{last_row}"
    sheet.print_title_rows = f"{repeat[0]}:{repeat[1]}"
    sheet.print_options.horizontalCentered = True
    margins = sheet.page_margins
    margins.left = margins.right = 0.55
    margins.top, margins.bottom, margins.header, margins.footer = 0.7, 0.7, 0.3, 0.35
    sheet.oddFooter.center.text = "第 &P 页 共 &N 页"
    sheet.oddFooter.center.size = 9
    sheet.sheet_view.showGridLines = False


def columns_wide(text: Any) -> int:
    """Width of a text in half-width characters; a Chinese character takes two."""
    shown = str(text if text is not None else "")
    return max((sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in line)
                for line in shown.split("\n")), default=0)


def lines_needed(text: Any, width: float) -> int:
    """How many lines a text takes in a column of a width."""
    room = max(1.0, width - 1.2)
    return sum(max(1, math.ceil(columns_wide(line) / room)) for line in str(text or "").split("\n"))


def new_workbook() -> Any:
    """An empty workbook without sheets."""
    from openpyxl import Workbook

    workbook = Workbook()
    workbook.remove(workbook.active)
    return workbook


def new_sheet(workbook: Any, name: str) -> Any:
    """A sheet whose name is legal and not taken yet."""
    from openpyxl.worksheet.properties import PageSetupProperties

    legal = re.sub(r"[\[\]:*?/\\]", " ", name)[:31].strip() or "表"
    taken, number = set(workbook.sheetnames), 2
    wanted = legal
    while wanted in taken:
        wanted, number = f"{legal[:28]}({number})", number + 1
    sheet = workbook.create_sheet(wanted)
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    return sheet


def as_bytes(workbook: Any) -> bytes:
    """The finished file, made in memory."""
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def write_table(
    workbook: Any, name: str, *, title: str, headers: tuple[str, ...],
    rows: tuple[tuple[Any, ...], ...], widths: tuple[float, ...], note: str = "",
) -> Any:
    """A plain list as a sheet: title, header, rows with lines, a note; header repeated in print."""
    sheet = new_sheet(workbook, name)
    last = len(headers)
    put_across(sheet, 1, (1, last), title, Look(size=15, face=HEI, across="center"))
    sheet.row_dimensions[1].height = 28
    for column, header in enumerate(headers, 1):
        put(sheet, 2, column, header, HEADER)
    header_lines = max(lines_needed(h, w) for h, w in zip(headers, widths, strict=True))
    sheet.row_dimensions[2].height = max(24, 14.5 * header_lines + 4)
    for number, values in enumerate(rows, 3):
        for column, value in enumerate(values, 1):
            put_plain(sheet, number, column, value)
        needed = max(lines_needed(_as_shown(v), w) for v, w in zip(values, widths, strict=True))
        sheet.row_dimensions[number].height = 15.2 * needed + 6
    bottom = len(rows) + 2
    if not rows:
        bottom = 3
        put_across(sheet, 3, (1, last), "（无）", CENTRED)
        sheet.row_dimensions[3].height = 22
    frame(sheet, 2, bottom, last)
    if note:
        put_across(sheet, bottom + 1, (1, last), f"说明：{note}", SMALL)
        sheet.row_dimensions[bottom + 1].height = 13 * lines_needed(note, sum(widths)) + 6
    set_widths(sheet, widths)
    sheet.freeze_panes = "A3"
    set_page(sheet, widths=widths, last_row=bottom + bool(note), repeat=(1, 2))
    return sheet


def _as_shown(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value if value is not None else "")
