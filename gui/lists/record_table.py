"""The table model of a list: ids of all rows, words of a few thousand, everything else in SQL.

In a grouped list the heads of the groups are rows too; a folded group hides its rows.
"""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor

from gui.look.expiry import Expiry, expiry_of
from gui.look.theme import colours
from models.counting import word_for
from models.entity import Entity
from models.list_groups import Head
from models.listing import Column, Listing, words_of

PAGE = 200
PAGES_KEPT = 50

AnyIndex = QModelIndex | QPersistentModelIndex

MissingRole = Qt.ItemDataRole.UserRole + 1
"""Labels of the wanted fields that are blank, for the mark 待补."""

_ALIGN_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_ALIGN_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True)
class Shown:
    """One row as it stands on the screen."""

    words: tuple[str, ...]
    expiries: tuple[Expiry | None, ...]
    missing: tuple[str, ...]


class RecordTable(QAbstractTableModel):
    """Rows are ids; the words of 200 rows are fetched when one of them is looked at."""

    filled = Signal()

    def __init__(self, entity: type[Entity], columns: Sequence[Column]) -> None:
        super().__init__()
        self.listing = Listing(entity)
        self.columns = list(columns)
        self.ids: array[int] = array("q")
        """All records in their order, those of folded groups too."""
        self.rows: array[int] = self.ids
        """What stands in each row: a record's id, or -1, -2 … for the first, second … head."""
        self.heads: tuple[Head, ...] = ()
        self.folded: set[tuple[str, ...]] = set()
        self.is_masked = True
        self._pages: OrderedDict[int, list[Shown]] = OrderedDict()

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        """One row for each id that is not folded away, and one for each head."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        """The chosen columns."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Words, alignment, colour of a date that runs out, and what is missing."""
        if role == Qt.ItemDataRole.DisplayRole:
            if (head := self.head_at(index.row())) is not None:
                return head_words(head, self) if index.column() == 0 else ""
            shown = self.shown(index.row())
            at = index.column()
            expiry = shown.expiries[at]
            return f"{shown.words[at]}  {expiry.words}" if expiry else shown.words[at]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _ALIGN_RIGHT if self.columns[index.column()].kind.align_right else _ALIGN_LEFT
        if role == Qt.ItemDataRole.ForegroundRole:
            expiry = self.shown(index.row()).expiries[index.column()]
            return QColor(getattr(colours(), expiry.colour)) if expiry else None
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(index)
        if role == MissingRole:
            return self.shown(index.row()).missing
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The label with its place in the order (▲, ▼2), its unit and help as tip."""
        if orientation != Qt.Orientation.Horizontal or section >= len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.label + self._arrow(column.name)
        if role == Qt.ItemDataRole.ToolTipRole:
            unit = f"单位：{column.kind.unit}" if column.kind.unit else ""
            return "\n".join(part for part in (column.label, unit, column.kind.help) if part)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _ALIGN_RIGHT if column.kind.align_right else _ALIGN_LEFT
        if role == Qt.ItemDataRole.SizeHintRole:
            return QSize(40, 26)
        return None

    def shown(self, row: int) -> Shown:
        """One row's words; reads its page when it is not at hand."""
        number, at = divmod(row, PAGE)
        page = self._pages.get(number)
        if page is None:
            page = self._read(number)
        else:
            self._pages.move_to_end(number)
        return page[at]

    def record_id(self, row: int) -> int:
        """The id of one row; LookupError for the head of a group."""
        if self.rows[row] < 0:
            raise LookupError(f"row {row} is the head of a group")
        return self.rows[row]

    def is_record(self, row: int) -> bool:
        """Whether a record stands in this row."""
        return 0 <= row < len(self.rows) and self.rows[row] > 0

    def head_at(self, row: int) -> Head | None:
        """The group that begins in this row."""
        is_head = 0 <= row < len(self.rows) and self.rows[row] < 0
        return self.heads[-self.rows[row] - 1] if is_head else None

    def ids_at(self, rows: Sequence[int]) -> array[int]:
        """The ids of the records in these rows, heads left out."""
        if isinstance(rows, range) and rows.step == 1:
            found = self.rows[rows.start:rows.stop]
        else:
            found = array("q", map(self.rows.__getitem__, rows))
        return array("q", (i for i in found if i > 0)) if self.heads else found

    def row_of(self, record_id: int) -> int:
        """The row of a record; -1 when it is not in the list or folded away."""
        try:
            return self.rows.index(record_id)
        except ValueError:
            return -1

    def fill(self, listing: Listing, ids: array[int], heads: tuple[Head, ...] = ()) -> None:
        """Show these ids. The same ids in the same order only renew their words."""
        same = ids == self.ids and heads == self.heads
        self.listing = listing
        if same:
            self.renew()
        else:
            self.beginResetModel()
            self.ids, self.heads = ids, heads
            self._lay_rows()
            self.endResetModel()
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, max(0, len(self.columns) - 1))
        self.filled.emit()

    def fold(self, folded: set[tuple[str, ...]]) -> None:
        """Hide the rows of exactly these groups (by their paths)."""
        self.beginResetModel()
        self.folded = folded
        self._lay_rows()
        self.endResetModel()

    def _lay_rows(self) -> None:
        """Heads and unfolded records in their order."""
        self._pages.clear()
        self.rows = self.ids
        if not self.heads:
            return
        self.rows, deepest = array("q"), max(head.level for head in self.heads)
        for at, head in enumerate(self.heads, start=1):
            if head.level and head.path[:1] in self.folded:
                continue
            self.rows.append(-at)
            if head.level == deepest and head.path not in self.folded:
                self.rows.extend(self.ids[head.start:head.start + head.count])

    def renew(self) -> None:
        """Read the words again (something was changed, or masks were lifted)."""
        self._pages.clear()
        if self.rows and self.columns:
            last = self.index(len(self.rows) - 1, len(self.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def set_columns(self, columns: Sequence[Column]) -> None:
        """Show other columns, or the same in another order."""
        self.beginResetModel()
        self.columns = list(columns)
        self._pages.clear()
        self.endResetModel()

    def set_masked(self, masked: bool) -> None:
        """Hide or show the middle of numbers of papers and the like."""
        self.is_masked = masked
        self.renew()

    def _read(self, number: int) -> list[Shown]:
        ids = self.rows[number * PAGE:(number + 1) * PAGE]
        wanted = [record_id for record_id in ids if record_id > 0]
        rows = {row.id: row for row in self.listing.rows(wanted, self.columns)}
        found = list(rows.values())
        words = dict(zip(rows, words_of(self.columns, found, masked=self.is_masked), strict=True))
        today = date.today()
        dated = [at for at, column in enumerate(self.columns) if column.is_expiry]
        blank = Shown(("",) * len(self.columns), (None,) * len(self.columns), ())
        page = []
        for record_id in ids:
            row = rows.get(record_id)
            if row is None:  # a head, or gone since the ids were read; the next fill drops it
                page.append(blank)
                continue
            expiries: list[Expiry | None] = [None] * len(self.columns)
            for at in dated:
                expiries[at] = expiry_of(row.values[at], today)
            page.append(Shown(tuple(words[record_id]), tuple(expiries), row.missing))
        self._pages[number] = page
        while len(self._pages) > PAGES_KEPT:
            self._pages.popitem(last=False)
        return page

    def _arrow(self, name: str) -> str:
        order = self.listing.order
        for place, (column, descending) in enumerate(order, start=1):
            if column == name:
                return f" {'▼' if descending else '▲'}{place if len(order) > 1 else ''}"
        return ""

    def _tip(self, index: AnyIndex) -> str | None:
        shown = self.shown(index.row())
        if (head := self.head_at(index.row())) is not None:
            return head_words(head, self)
        if index.column() == 0 and shown.missing:
            return f"待补：{'、'.join(shown.missing)}"
        words = shown.words[index.column()]
        return words if len(words) > 12 else None


def head_words(head: Head, model: RecordTable) -> str:
    """国籍：韩国，12 人; sensitive values are masked while the list masks them."""
    words = head.masked_words if model.is_masked else head.words
    return f"{head.label}：{words}，{head.count:,} {word_for(model.listing.entity)}"
