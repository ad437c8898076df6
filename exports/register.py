"""Any list of any entity as a workbook: the columns and rows of the screen, styled and masked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from exports.handing_over import About, send_out
from exports.head_rows import HeadRows
from exports.in_memory import begin_rows, to_bytes
from models import extra_columns
from models.errors import UserError
from models.fields import Date, LongText, Money, Number
from models.jobs import Progress, Silent
from models.list_groups import Head
from models.listing import Column, Listing, Row, words_of
from models.partial_date import OPEN_ENDED
from models.privacy import SECRET_SORTS
from models.privacy import masked as masked_words
from models.sharing import KEEP, MASK, MONTH, Sharing, is_secret, month, of_masked, sort_of
from models.three_states import INAPPLICABLE

BLOCK = 2_000
"""Rows read at once."""

ROW_LIMIT = 1_048_576 - 3
"""Rows of a worksheet, without title and header."""

FONT = "宋体"


def export_list(
    listing: Listing, columns: Sequence[Column], *, path: Path, ids: Sequence[int] | None = None,
    title: str = "", masked: bool = True, sharing: Sharing | None = None,
    progress: Progress | None = None,
) -> int:
    """Write rows of a listing (all, or those of `ids` in that order) to `path`; how many rows.

    sharing: for whom; blank is 内部, masked or not. Raises UserError when it cannot be written.
    """
    found = list(listing.ids()) if ids is None else list(ids)
    sharing = sharing or of_masked(masked)
    title = title or listing.entity.label
    data = workbook(
        listing, columns, ids=found, title=title, sharing=sharing, progress=progress or Silent(),
    )
    send_out(path, data, about_list(title, columns, sharing=sharing, rows=len(found)))
    return len(found)


def about_list(
    title: str, columns: Sequence[Column], *, sharing: Sharing, rows: int, receiver: str = "",
) -> About:
    """What the export log keeps of a list."""
    secret = _secret(columns)
    full = [c.label for c in columns if c.label in secret and sharing.of_column(c) == KEEP]
    return About(
        title, sharing.profile.label, receiver=receiver, people=rows, columns="、".join(full),
        masked=not full, reason=sharing.reason,
    )


def _secret(columns: Sequence[Column]) -> set[str]:
    return {
        c.label for c in columns if is_secret(c.kind, label=c.label, is_own=c.is_extra)
        or sort_of(c.kind, label=c.label) in SECRET_SORTS
    }


def preview(
    listing: Listing, columns: Sequence[Column], *, ids: Sequence[int], sharing: Sharing,
) -> tuple[list[str], list[list[str]]]:
    """Header and cells of some rows in the words that the file will hold."""
    written = [column for column in columns if sharing.keeps(column)]
    rows = list(listing.rows(ids, written))
    treatments = [sharing.of_column(column) for column in written]
    cells = [
        [
            _covered(column, value, word, treatment=treatment, sharing=sharing)
            for column, value, word, treatment
            in zip(written, row.values, words, treatments, strict=True)
        ]
        for row, words in zip(rows, words_of(written, rows, masked=False), strict=True)
    ]
    return [column.label for column in written], cells


def workbook(
    listing: Listing, columns: Sequence[Column], *, ids: Sequence[int], title: str,
    sharing: Sharing, progress: Progress, heads: Sequence[Head] = (),
) -> bytes:
    """The .xlsx as bytes: title, header, rows; frozen, filtered, set for A4 landscape.

    heads: of a grouped list whose rows `ids` are, as rows of their own that fold in Excel.

    Dates and numbers stay dates and numbers; partial dates and masked values are text. Raises
    UserError for too many rows, and for full numbers without a reason.
    """
    from openpyxl import Workbook

    if len(ids) > ROW_LIMIT:
        raise UserError(f"共 {len(ids):,} 行，一张工作表放不下。", "请先筛选，再分几次导出。")
    if problems := sharing.problems():
        raise UserError(f"没有导出：{'；'.join(problems)}。", "请补写后再导出。")
    columns = [column for column in columns if sharing.keeps(column)]
    if not columns:
        raise UserError(f"按“{sharing.profile.label}”没有可以写出的列。", "请先显示别的列，或换一种口径。")
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_sheet_name(title))
    rows = HeadRows(listing, columns, heads, sharing=sharing)
    _lay_out(sheet, columns, rows=len(ids) + len(rows.heads))
    begin_rows(sheet)
    try:
        _write(
            sheet, listing, columns, ids=ids, title=title, sharing=sharing, progress=progress,
            heads=rows,
        )
    except BaseException:
        sheet.close()  # else the library's open generators complain when they are collected
        raise
    return to_bytes(book)


def _write(
    sheet: Any, listing: Listing, columns: Sequence[Column], *,
    ids: Sequence[int], title: str, sharing: Sharing, progress: Progress, heads: HeadRows,
) -> None:
    styles = _Styles(sheet)
    sheet.append([styles.cell(title, "title")])
    sheet.append([styles.cell(_caption(len(ids), sharing, columns), "caption")])
    sheet.append([styles.cell(column.label, "header") for column in columns])
    treatments = [sharing.of_column(column) for column in columns]
    kinds = [
        _style_of(column) if treatment == KEEP else "text"
        for column, treatment in zip(columns, treatments, strict=True)
    ]
    done = 0
    for block in _blocks(listing, columns, ids):
        words_of_block = words_of(columns, block, masked=False)
        for place, (row, words) in enumerate(zip(block, words_of_block, strict=True), start=done):
            for cells in heads.before(place, sheet):
                sheet.append([styles.cell(value, style) for value, style in cells])
            sheet.append([
                styles.cell(
                    _value(column, value, word, treatment=treatment, sharing=sharing), style
                )
                for column, value, word, style, treatment
                in zip(columns, row.values, words, kinds, treatments, strict=True)
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
        keep("head", font=bold, fill=grey)
        keep("head_sum", font=bold, fill=grey, align="right", number="#,##0.##")
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
    if column.kind.sensitive:
        return "text"
    if isinstance(kind, Date):
        return "date"
    if isinstance(kind, Money):
        return "money"
    if isinstance(kind, Number):
        return "whole" if kind.unit and not kind.decimals else "plain_number"
    return "long" if isinstance(kind, LongText) else "text"


def _value(
    column: Column, value: Any, words: str, *, treatment: str, sharing: Sharing,
) -> Any:
    """What goes into the cell: a date or number where it is one, else the words of the screen."""
    kind = column.kind
    if value is INAPPLICABLE:
        return words
    if value is None or treatment != KEEP:
        return _covered(column, value, words, treatment=treatment, sharing=sharing) or None
    if column.is_extra:
        value = extra_columns.value_of(kind, value)
        if isinstance(value, str):
            return _covered(column, value, words, treatment=treatment, sharing=sharing) or None
    if column.derived is not None and isinstance(kind, Date | Money):
        value = kind.python_value(value)
    if isinstance(kind, Date):
        full = isinstance(value, date) and value != OPEN_ENDED
        return datetime(value.year, value.month, value.day) if full else words
    if isinstance(kind, Number | Money):
        return float(value) if isinstance(value, Decimal) else value
    return _covered(column, value, words, treatment=treatment, sharing=sharing) or None


def _covered(
    column: Column, value: Any, words: str, *, treatment: str, sharing: Sharing,
) -> str:
    """The words of the screen as the receiver reads them."""
    if value is None or not words:
        return ""
    if treatment == MASK:
        return masked_words(words)
    if treatment == MONTH:
        return month(value, words)
    return sharing.plain(column.kind, words, label=column.label)


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
    sheet.sheet_properties.outlinePr.summaryBelow = False  # the head stands above its rows
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


def _caption(rows: int, sharing: Sharing, columns: Sequence[Column]) -> str:
    hidden = any(sharing.of_column(column) != KEEP for column in columns)
    note = f" · {sharing.profile.label}" + (" · 证件号等已遮盖" if hidden else "")
    return f"共 {rows:,} 行 · {date.today():%Y-%m-%d} 导出{note}"


def _sheet_name(title: str) -> str:
    return "".join("-" if c in "[]:*?/\\" else c for c in title)[:31] or "列表"
