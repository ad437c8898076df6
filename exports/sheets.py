"""Our own .xlsx papers: shared looks, borders and page set-up; strings stay strings."""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass, replace
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


Sides = tuple[str, str, str, str]
"""Lines on the left, right, top and bottom of a cell (thin, medium)."""


def _style(workbook: Any, look: Look, *, is_risky: bool = False, sides: Sides | None = None) -> Any:
    """The registered style of a look, shared by all its cells of a workbook."""
    kept, key = workbook.kept_styles, (look, is_risky, sides)
    if key not in kept:
        from openpyxl.cell import Cell
        from openpyxl.styles import Alignment, Font, PatternFill

        cell: Any = Cell(workbook.worksheets[0], row=1, column=1)
        cell.font = Font(name=look.face, size=look.size, bold=look.bold, color=look.ink)
        cell.alignment = Alignment(horizontal=look.across, vertical=look.upright,
                                   wrap_text=look.wrap, indent=look.indent)
        cell.number_format, cell.quotePrefix = look.pattern, is_risky
        if look.fill:
            cell.fill = PatternFill("solid", fgColor=look.fill)
        kept[key] = cell._style if sides is None else _framed(workbook, cell._style, sides)
    return kept[key]


def _framed(workbook: Any, style: Any, sides: Sides) -> Any:
    """A registered style with lines around it."""
    kept, key = workbook.kept_styles, (None if style is None else style.tobytes(), sides)
    if key not in kept:
        from openpyxl.cell import Cell
        from openpyxl.styles import Border, Side

        cell: Any = Cell(workbook.worksheets[0], row=1, column=1, style_array=style)
        left, right, top, bottom = (Side(side) for side in sides)
        cell.border = Border(left=left, right=right, top=top, bottom=bottom)
        kept[key] = cell._style
    return kept[key]


def put(
    sheet: Any, row: int, column: int, value: Any, look: Look, *, sides: Sides | None = None,
) -> Any:
    """Write one cell. A text is written as text whatever it begins with; None leaves it empty."""
    from openpyxl.cell import Cell

    # Set below the library's properties, which would look into and change the shared style.
    sheet._cells[row, column] = cell = Cell(sheet, row=row, column=column)
    if isinstance(value, PartialDate):
        value = to_text(value)
    is_risky = False
    if isinstance(value, str):
        if text := _ILLEGAL.sub("", value):
            cell._value, cell.data_type = text, "s"
            is_risky = text.startswith(_RISKY)
    elif value is not None:
        whole = isinstance(value, Decimal) and value == int(value)
        cell._value = int(value) if whole else value
        cell.data_type = (
            "b" if isinstance(value, bool) else "d" if isinstance(value, date) else "n"
        )
    cell._style = _style(sheet.parent, look, is_risky=is_risky, sides=sides)
    return cell


def put_across(sheet: Any, row: int, span: tuple[int, int], value: Any, look: Look) -> None:
    """Write a text over several columns of a row; span: first and last column."""
    first, last = span
    put(sheet, row, first, value, look)
    if last > first:
        sheet.merge_cells(start_row=row, end_row=row, start_column=first, end_column=last)


def put_plain(
    sheet: Any, row: int, column: int, value: Any, *, sides: Sides | None = None,
) -> None:
    """Write a value in the format of its kind: dates as dates, numbers to the right."""
    put(sheet, row, column, value, _plain_look(*_plain_kind(value)), sides=sides)


def _plain_kind(value: Any) -> tuple[str, str]:
    """Where a value stands in its column, and its number format; blanks for words."""
    if isinstance(value, Decimal | float):
        return "right", "#,##0" if value == int(value) else "#,##0.00"
    if isinstance(value, int):
        return "center", "0"
    return ("center", "yyyy-mm-dd") if isinstance(value, date) else ("", "")


@cache
def _plain_look(across: str, pattern: str) -> Look:
    return replace(LABEL, across=across, wrap=False, pattern=pattern) if pattern else LABEL


def frame(sheet: Any, top: int, bottom: int, right: int) -> None:
    """Thin lines inside, a thicker line around; from the first column to `right`."""
    for row in range(top, bottom + 1):
        for column, sides in enumerate(_sides(row, top, bottom, right=right), 1):
            cell = sheet.cell(row=row, column=column)
            cell._style = _framed(sheet.parent, cell._style, sides)


def _sides(row: int, top: int, bottom: int, *, right: int) -> list[Sides]:
    """The lines of one row's cells in a frame."""
    above = "medium" if row == top else "thin"
    below = "medium" if row == bottom else "thin"
    return [
        ("medium" if column == 1 else "thin", "medium" if column == right else "thin", above, below)
        for column in range(1, right + 1)
    ]


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
    if isinstance(text, str) and 2 * len(text) <= room and "\n" not in text:
        return 1
    return sum(max(1, math.ceil(columns_wide(line) / room)) for line in str(text or "").split("\n"))


def new_workbook() -> Any:
    """An empty workbook without sheets."""
    from openpyxl import Workbook

    workbook: Any = Workbook()
    workbook.remove(workbook.active)
    workbook.kept_styles = {}
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
    from exports.in_memory import to_bytes

    return to_bytes(workbook)


def write_table(
    workbook: Any, name: str, *, title: str, headers: tuple[str, ...],
    rows: tuple[tuple[Any, ...], ...], widths: tuple[float, ...], note: str = "",
) -> Any:
    """A plain list as a sheet: title, header, rows with lines, a note; header repeated in print."""
    sheet = new_sheet(workbook, name)
    last = len(headers)
    put_across(sheet, 1, (1, last), title, Look(size=15, face=HEI, across="center"))
    sheet.row_dimensions[1].height = 28
    bottom = max(3, len(rows) + 2)
    over = _sides(2, 2, bottom, right=last)
    for column, (header, sides) in enumerate(zip(headers, over, strict=True), 1):
        put(sheet, 2, column, header, HEADER, sides=sides)
    header_lines = max(lines_needed(h, w) for h, w in zip(headers, widths, strict=True))
    sheet.row_dimensions[2].height = max(24, 14.5 * header_lines + 4)
    inside, ending = _sides(3, 2, 4, right=last), _sides(3, 2, 3, right=last)
    for number, values in enumerate(rows, 3):
        lines = inside if number < bottom else ending
        for column, (value, sides) in enumerate(zip(values, lines, strict=True), 1):
            put_plain(sheet, number, column, value, sides=sides)
        needed = max(lines_needed(_as_shown(v), w) for v, w in zip(values, widths, strict=True))
        sheet.row_dimensions[number].height = 15.2 * needed + 6
    if not rows:
        put_across(sheet, 3, (1, last), "（无）", CENTRED)
        sheet.row_dimensions[3].height = 22
        frame(sheet, 2, 3, last)
    if note:
        put_across(sheet, bottom + 1, (1, last), f"说明：{note}", SMALL)
        sheet.row_dimensions[bottom + 1].height = 13 * lines_needed(note, sum(widths)) + 6
    set_widths(sheet, widths)
    sheet.freeze_panes = "A3"
    set_page(sheet, widths=widths, last_row=bottom + bool(note), repeat=(1, 2))
    return sheet


def _as_shown(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value if value is not None else "")
