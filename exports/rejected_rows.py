"""Rows that an import could not take, as a workbook to be mended and imported again."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from exports.handing_over import About, send_out
from models.intake.plan import ImportPlan, RowPlan, TablePlan
from models.intake.sheet import Heading

MENDING = "改正后再导入"
"""Why the numbers stay whole: a masked one could not be imported."""

REASON = "退回原因"
"""The first column; an import does not take it for data."""

_FORBIDDEN = '[]:*?/\\'


def export_rejected(plan: ImportPlan, path: Path) -> int:
    """Write the 退回 and 待定 rows of a plan to `path`; how many. Raises UserError.

    Each table keeps its sheet's name, its title and its headings, so that it is recognised
    again; cells that were merged over several rows stand in each of them.
    """
    data, count = rejected_workbook(plan)
    send_out(path, data, about_rejected(count))
    return count


def about_rejected(count: int) -> About:
    """What the export log keeps: her own rows, whole, to be mended and imported again."""
    return About("导入退回行", people=count, masked=False, reason=MENDING)


def rejected_workbook(plan: ImportPlan) -> tuple[bytes, int]:
    """The .xlsx as bytes, and the number of its rows."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    count = 0
    for table in plan.tables:
        rows = [row for row in table.rows if row.action in ("退回", "待定")]
        if rows:
            _write(book.create_sheet(_sheet_name(table, book.sheetnames)), table, rows)
            count += len(rows)
    if not book.sheetnames:
        book.create_sheet("没有退回的行")
    output = io.BytesIO()
    book.save(output)
    return output.getvalue(), count


def _write(sheet: Any, planned: TablePlan, rows: list[RowPlan]) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    headings = _headings(planned)
    sheet.append([_title(planned)])
    sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=len(headings) + 1)
    sheet["A1"].font = Font(name="黑体", size=14)
    sheet.append([REASON, *(heading.label for heading in headings)])
    for cell in sheet[2]:
        cell.font = Font(name="黑体", size=10)
        cell.fill = PatternFill("solid", fgColor="E9EEF3")
        cell.alignment = Alignment(wrap_text=True, vertical="center")
    faulty = PatternFill("solid", fgColor="FBE5E3")
    for number, (row, values) in enumerate(zip(rows, _values(planned, rows), strict=True), start=3):
        bad = {problem.column for problem in row.problems}
        reason = "；".join(map(str, row.problems))
        for column, value in enumerate([reason, *values], start=1):
            _put(sheet.cell(number, column), value)
        for column, heading in enumerate(headings, start=2):
            if heading.letter in bad:
                sheet.cell(number, column).fill = faulty
        sheet.cell(number, 1).alignment = Alignment(wrap_text=True, vertical="top")
    sheet.column_dimensions["A"].width = 40
    for column in range(2, len(headings) + 2):
        sheet.column_dimensions[get_column_letter(column)].width = 16
    sheet.freeze_panes = "B3"


def _values(planned: TablePlan, rows: list[RowPlan]) -> Iterator[list[object]]:
    """The raw cells of the rows; merged and repeated ones filled in, as the import read them."""
    table = planned.table
    merged = {block.column for block in table.merged}
    targets = planned.mapping.columns if planned.mapping else {}
    repeated = merged | {c for c, target in targets.items() if target.slot.role == "owner"}
    filled = {column: table.filled_down(column) for column in repeated}
    raw = {row.number: row.values for row in table.rows}
    for row in rows:
        values = raw[row.number]
        yield [
            filled[h.column][row.number] if h.column in filled else values[h.column]
            for h in _headings(planned)
        ]


def _headings(planned: TablePlan) -> list[Heading]:
    """The columns of the table, without the reasons of an earlier time."""
    return [heading for heading in planned.table.headings if heading.label != REASON]


def _put(cell: Any, value: object) -> None:
    """A value as it came; words stay words even where they begin like a formula."""
    if value == "" or value is None:
        return
    if isinstance(value, date | datetime | int | float):
        cell.value = value
        if isinstance(value, date):
            cell.number_format = "yyyy-mm-dd"
        return
    cell.value = str(value)
    cell.data_type = "s"
    cell.number_format = "@"


def _title(planned: TablePlan) -> str:
    """The table's own title, or the file's name where it has none (it may say the year)."""
    return planned.table.title.replace("\n", " ") or Path(planned.table.file).stem


def _sheet_name(planned: TablePlan, taken: list[str]) -> str:
    wanted = planned.table.sheet or Path(planned.table.file).stem
    plain = "".join("-" if character in _FORBIDDEN else character for character in wanted)[:28]
    name, number = plain or "退回行", 2
    while name in taken:
        name, number = f"{plain}{number}", number + 1
    return name
