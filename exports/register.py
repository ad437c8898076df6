"""Any list of any entity as a workbook: the columns and rows of the screen, styled and masked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from exports.files import write_whole
from exports.in_memory import begin_rows, to_bytes
from models.errors import UserError
from models.fields import Date, LongText, Money, Number
from models.jobs import Progress, Silent
from models.listing import Column, Listing, Row, words_of
from models.partial_date import OPEN_ENDED

BLOCK = 2_000
"""Rows read at once."""

ROW_LIMIT = 1_048_576 - 3
"""Rows of a worksheet, without title and header."""

FONT = "宋体"


def export_list(
    listing: Listing, columns: Sequence[Column], *, path: Path, ids: Sequence[int] | None = None,
    title: str = "", masked: bool = True, progress: Progress | None = None,
) -> int:
    """Write rows of a listing (all, or those of `ids` in that order) to `path`; how many rows.

    Dates and numbers stay dates and numbers; partial dates and masked values are text. The file
    is written whole or not at all. Raises UserError when it cannot be written.
    """
    found = list(listing.ids()) if ids is None else list(ids)
    if len(found) > ROW_LIMIT:
        raise UserError(f"共 {len(found):,} 行，一张工作表放不下。", "请先筛选，再分几次导出。")
    data = workbook(
        listing, columns, ids=found, title=title or listing.entity.label, masked=masked,
        progress=progress or Silent(),
    )
    write_whole(path, data)
    return len(found)


def workbook(
    listing: Listing, columns: Sequence[Column], *, ids: Sequence[int], title: str, masked: bool,
    progress: Progress,
) -> bytes:
    """The .xlsx as bytes: title, header, rows; frozen, filtered, set for A4 landscape."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet(_sheet_name(title))
    _lay_out(sheet, columns, rows=len(ids))
    begin_rows(sheet)
    try:
        _write(sheet, listing, columns, ids=ids, title=title, masked=masked, progress=progress)
    except BaseException:
        sheet.close()  # else the library's open generators complain when they are collected
        raise
    return to_bytes(book)


def _write(
    sheet: Any, listing: Listing, columns: Sequence[Column], *,
    ids: Sequence[int], title: str, masked: bool, progress: Progress,
) -> None:
    styles = _Styles(sheet)
    sheet.append([styles.cell(title, "title")])
    sheet.append([styles.cell(_caption(len(ids), masked, columns), "caption")])
    sheet.append([styles.cell(column.label, "header") for column in columns])
    kinds = [_style_of(column) for column in columns]
    done = 0
    for block in _blocks(listing, columns, ids):
        for row, words in zip(block, words_of(columns, block, masked=masked), strict=True):
            sheet.append([
                styles.cell(_value(column, value, word, masked=masked), style)
                for column, value, word, style
                in zip(columns, row.values, words, kinds, strict=True)
            ])
        done += len(block)
        progress.step(done, len(ids), "正在写入")


class _Styles:
    """Cells share a few style records: copying styles for each cell is many times slower."""

    def __init__(self, sheet: Any) -> None:
        from openpyxl.cell import WriteOnlyCell
        from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

        hair = Side(style="thin", color="C9D1D9")
        box = Border(left=hair, right=hair, top=hair, bottom=hair)
        plain = Font(name=FONT, size=10)
        self._make: Any = lambda value: WriteOnlyCell(sheet, value)
        self._styles: dict[str, Any] = {}

        def keep(name: str, *, font: Any = plain, border: Any = box, align: str = "left",
                 wrap: bool = False, number: str = "General", fill: Any = None) -> None:
            cell = WriteOnlyCell(sheet, "")
            cell.font, cell.border = font, border
            cell.alignment = Alignment(horizontal=align, vertical="center", wrap_text=wrap)
            cell.number_format = number
            if fill is not None:
                cell.fill = fill
            self._styles[name] = cell._style

        bold = Font(name="黑体", size=10)
        keep("title", font=Font(name="黑体", size=14), border=Border())
        keep("caption", font=Font(name=FONT, size=9, color="5B6875"), border=Border())
        grey = PatternFill("solid", fgColor="E9EEF3")
        keep("header", font=bold, align="center", wrap=True, fill=grey)
        keep("text", number="@")
        keep("long", wrap=True, number="@")
        keep("date", align="center", number="yyyy-mm-dd")
        keep("whole", align="right", number="#,##0")
        keep("plain_number", align="right")
        keep("money", align="right", number="#,##0.00")

    def cell(self, value: Any, style: str) -> Any:
        """A cell of a kept style."""
        cell = self._make(value)
        if isinstance(value, str):
            cell.data_type = "s"  # a name that begins with = is no formula
        cell._style = self._styles[style]
        return cell


def _style_of(column: Column) -> str:
    kind = column.kind
    if column.kind.sensitive or column.is_extra:
        return "text"
    if isinstance(kind, Date):
        return "date"
    if isinstance(kind, Money):
        return "money"
    if isinstance(kind, Number):
        return "whole" if kind.unit and not kind.decimals else "plain_number"
    return "long" if isinstance(kind, LongText) else "text"


def _value(column: Column, value: Any, words: str, *, masked: bool) -> Any:
    """What goes into the cell: a date or number where it is one, else the words of the screen."""
    kind = column.kind
    if value is None or column.is_extra or (masked and kind.sensitive):
        return words or None
    if column.derived is not None and isinstance(kind, Date | Money):
        value = kind.python_value(value)
    if isinstance(kind, Date):
        full = isinstance(value, date) and value != OPEN_ENDED
        return datetime(value.year, value.month, value.day) if full else words
    if isinstance(kind, Number | Money):
        return float(value) if isinstance(value, Decimal) else value
    return words or None


def _blocks(listing: Listing, columns: Sequence[Column], ids: Sequence[int]) -> Iterator[list[Row]]:
    for start in range(0, len(ids), BLOCK):
        yield list(listing.rows(ids[start:start + BLOCK], columns))


def _lay_out(sheet: Any, columns: Sequence[Column], *, rows: int) -> None:
    from openpyxl.utils import get_column_letter

    last = get_column_letter(max(1, len(columns)))
    for at, column in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(at)].width = _width(column)
    sheet.freeze_panes = "B4"
    sheet.auto_filter.ref = f"A3:{last}{rows + 3}"
    sheet.print_title_rows = "3:3"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = "9"  # A4
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.oddFooter.center.text = "第 &P 页，共 &N 页"
    sheet.page_margins.left = sheet.page_margins.right = 0.4


def _width(column: Column) -> float:
    """Characters of the workbook's width; a Chinese character takes two."""
    kind = column.kind
    label = 2.2 * len(column.label) + 3
    if kind.width:
        return max(kind.width / 7, label)
    if isinstance(kind, LongText):
        return 36
    return max(label, 12 if isinstance(kind, Date) else 14 if not isinstance(kind, Number) else 8)


def _caption(rows: int, masked: bool, columns: Sequence[Column]) -> str:
    hidden = masked and any(column.kind.sensitive for column in columns)
    note = " · 证件号等已遮盖" if hidden else ""
    return f"共 {rows:,} 行 · {date.today():%Y-%m-%d} 导出{note}"


def _sheet_name(title: str) -> str:
    return "".join("-" if c in "[]:*?/\\" else c for c in title)[:31] or "列表"
