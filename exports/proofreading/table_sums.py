"""Totals of a table added up again: the rows 合计 and 小计, and the columns 合计."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from exports.proofreading import aspects
from exports.proofreading.base import Finding, Kind, Verdict
from exports.proofreading.counts import plain
from exports.proofreading.table_grid import Grid, Row, bare

_TRIPS = re.compile(r"团组|批|出访|来访|人次|团")


def check_grid(grid: Grid) -> Iterator[Finding]:
    """Every total of a table that its rows or columns do not give.

    A trip to two countries stands in two rows and once in the total: a total of trips by country
    that is too small is not judged. Rows and columns named 其中 are not added.
    """
    for total, below, parts in _totals(grid.rows):
        for column in grid.numeric:
            if grid.is_summed(column) and (f := _column(grid, total, column, (below, parts))):
                yield f
    for column in grid.numeric:
        if grid.is_total_column(column):
            yield from _row_totals(grid, column)


def _totals(rows: Sequence[Row]) -> Iterator[tuple[Row, list[Row], list[Row]]]:
    """Each total row with the plain rows it sums, and the rows with subtotals in their place."""
    plain_rows = [row for row in rows if not row.is_total and not row.label.startswith("其中")]
    section: list[Row] = []
    above: list[Row] = []
    subtotals: list[Row] = []
    for position, row in enumerate(rows):
        if row.is_subtotal:
            yield row, section, section
            subtotals.append(row)
            section = []
        elif row.is_total:
            is_first = position == 0
            yield row, (plain_rows if is_first else above), (
                plain_rows if is_first else [*subtotals, *section]
            )
        elif row in plain_rows:
            section.append(row)
            above.append(row)


def _column(
    grid: Grid, total: Row, column: int, parts: tuple[list[Row], list[Row]]
) -> Finding | None:
    said = total.values[column]
    cell = grid.block.rows[total.index][column].strip()
    sums: list[Decimal] = []
    for rows in parts:
        values = [row.values[column] for row in rows]
        if len(values) < 2 or any(value is None for value in values):
            return None
        sums.append(sum((value for value in values if value is not None), Decimal(0)))
    if said is None or not cell or not cell[0].isdigit() or said in sums:
        return None
    rows = parts[0]
    amount = sums[0]
    if amount > said and _may_overlap(grid, rows, column):
        return None
    if not any(value for row in rows if (value := row.values[column])):
        return None
    added = "＋".join(plain(row.values[column] or Decimal(0)) for row in rows if row.values[column])
    header = grid.headers[column] or f"第{column + 1}列"
    message = (
        f"表中“{header}”列的{total.label}写的是{plain(said)}，"
        f"各行相加{added}＝{plain(amount)}，{_gap(said, amount)}。"
    )
    places = (grid.place(total.index, column),)
    return Finding(Kind.TABLE, Verdict.DIFFERS, places, f"{total.label}{cell}", message)


def _gap(said: Decimal, amount: Decimal) -> str:
    return f"{'多' if said > amount else '少'}写{plain(abs(said - amount))}"


def _may_overlap(grid: Grid, rows: Sequence[Row], column: int) -> bool:
    """Whether one trip may stand in several rows."""
    names = aspects.place_names()
    places = sum(row.label in names for row in rows)
    is_trips = _TRIPS.search(f"{grid.caption}{grid.headers[column]}")
    return bool(is_trips) and places * 2 > len(rows)


def _row_totals(grid: Grid, column: int) -> Iterator[Finding]:
    """The rows of a 合计 column that misses its parts while others of them meet theirs."""
    for parts in _summands(grid, column):
        judged = [row for row in grid.rows if all(row.values[c] is not None for c in parts)]
        judged = [row for row in judged if grid.block.rows[row.index][column].strip()]
        wrong = [row for row in judged if row.values[column] != _sum(row, parts)]
        is_pair = len(parts) == 2 and aspects.is_pair(*(bare(grid.headers[c]) for c in parts))
        if not wrong:
            return
        alone = len(judged) == 1 and _is_alike(grid, [*parts, column])
        if len(judged) - len(wrong) >= max(1, len(wrong)) or is_pair or alone:
            for row in wrong:
                yield _row_finding(grid, row, column, parts)
            return


def _is_alike(grid: Grid, columns: Sequence[int]) -> bool:
    """Whether a table of one row divides one thing: its last column is the total of all others."""
    headers = [bare(grid.headers[c]) for c in columns]
    last = columns[-1] == len(grid.headers) - 1 and len(columns) == len(grid.numeric)
    return last and not any(re.search("数|次|经费|金额|批|团组", header) for header in headers)


def _summands(grid: Grid, column: int) -> Iterator[list[int]]:
    """The columns that a 合计 column may sum: those before it, those behind it."""
    others = [c for c in grid.numeric if grid.is_summed(c) and not grid.is_total_column(c)]
    group = re.sub(r"(?:合计|总计|小计|共计)$", "", bare(grid.headers[column]))
    same = [c for c in others if group and bare(grid.headers[c]).startswith(group)]
    if any("其中" in grid.headers[c] for c in others):
        return
    for chosen in (same, [c for c in others if c < column], [c for c in others if c > column]):
        if len(chosen) > 1:
            yield chosen


def _sum(row: Row, parts: Sequence[int]) -> Decimal:
    return sum((row.values[c] or Decimal(0) for c in parts), Decimal(0))


def _row_finding(grid: Grid, row: Row, column: int, parts: Sequence[int]) -> Finding:
    said, amount = row.values[column] or Decimal(0), _sum(row, parts)
    added = "＋".join(plain(row.values[c] or Decimal(0)) for c in parts)
    message = (
        f"表中“{row.label}”行的{grid.headers[column]}写的是{plain(said)}，"
        f"各列相加{added}＝{plain(amount)}，{_gap(said, amount)}。"
    )
    places = (grid.place(row.index, column),)
    return Finding(
        Kind.TABLE, Verdict.DIFFERS, places, f"{row.label}{plain(said)}", message,
    )
