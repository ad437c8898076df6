"""Heads of groups in a workbook: rows of their own with counts and sums, that fold in Excel."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from models.counting import word_for
from models.fields import Date
from models.list_groups import Head
from models.listing import Column, Listing
from models.sharing import KEEP, Sharing

ROWS_ABOVE = 3
"""Title, caption and header of the list."""

Cells = list[tuple[Any, str]]
"""Values with the names of their styles."""


class HeadRows:
    """Which heads are written, and before which row.

    A group by a column that this receiver does not get is left out; one by a column that is
    masked for him is masked. Only the sums of columns that are written stand there.
    """

    def __init__(
        self, listing: Listing, columns: Sequence[Column], heads: Sequence[Head], *,
        sharing: Sharing,
    ) -> None:
        self._columns = columns
        self._unit = word_for(listing.entity)
        known = listing.columns() if heads else {}
        self._sharing = sharing
        self._by = {h.name: known[h.name] for h in heads if h.name in known}
        self.heads = [h for h in heads if h.name in self._by and sharing.keeps(self._by[h.name])]
        self._at: dict[int, list[Head]] = {}
        for head in self.heads:
            self._at.setdefault(head.start, []).append(head)
        self._row = ROWS_ABOVE
        self._deepest = max((head.level for head in self.heads), default=-1) + 1

    def before(self, place: int, sheet: Any) -> Iterator[Cells]:
        """The head rows before the row at `place`; marks how deep each row lies in the outline."""
        if not self.heads:
            return
        for head in self._at.get(place, ()):
            self._mark(sheet, head.level)
            yield self._cells(head)
        self._mark(sheet, self._deepest)

    def _cells(self, head: Head) -> Cells:
        column = self._by[head.name]
        is_open = self._sharing.of_column(column) == KEEP or isinstance(column.kind, Date)
        words = head.words if is_open else head.masked_words
        indent = "　" * head.level
        cells: Cells = [(f"{indent}{head.label}：{words}，{head.count:,} {self._unit}", "head")]
        totals = dict(head.totals)
        for shown in self._columns[1:]:
            total = totals.get(shown.name)
            value = float(total) if isinstance(total, Decimal) else total
            cells.append((value, "head" if value is None else "head_sum"))
        return cells

    def _mark(self, sheet: Any, level: int) -> None:
        """The row that is appended next."""
        self._row += 1
        if level:
            sheet.row_dimensions[self._row].outlineLevel = level
