"""The line under a list: how many rows, what is selected, and what the selection adds up to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy

from gui.lists.head_painter import number_words
from gui.lists.list_table import ListTable
from gui.lists.record_table import RecordTable, head_words
from gui.look.theme import role
from gui.shared.commands import EDITING, RECORDS, shown_keys
from gui.shared.worker import Worker
from models.counting import counted, word_for
from models.listing import Column, Listing, Summary

SETTLE_MS = 60
AT_ONCE = 1_000
"""Selected rows up to which adding up may hold the window."""

_HINTED = ("open", "edit", "fill_down", "paste", "replace")


class ListStatus(QFrame):
    """Counts in the words of the column: 选中 4 人次（3 人） · 国籍 3 种 · 费用合计 12,300 元."""

    def __init__(self, worker: Worker) -> None:
        super().__init__()
        role(self, "status")
        self._worker = worker
        self._asked = 0
        self._rows = QLabel()
        self._selected = QLabel()
        self._selected.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._hint = QLabel(_hint())
        for label, name in ((self._rows, "muted"), (self._selected, ""), (self._hint, "caption")):
            label.setTextFormat(Qt.TextFormat.PlainText)
            role(label, name)
        self._selected.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 3, 10, 3)
        layout.setSpacing(14)
        layout.addWidget(self._rows)
        layout.addWidget(self._selected, 1)
        layout.addWidget(self._hint)
        self._timer = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._timer.timeout.connect(self._count)
        self._model: RecordTable | None = None
        self._table: ListTable | None = None

    @property
    def text(self) -> str:
        """All that is said about the selection."""
        return self._selected.text()

    def show_waiting(self, waiting: bool) -> None:
        """Say that an answer is on its way."""
        if waiting:
            self._rows.setText("正在查找…")
        elif self._model is not None:
            self._show_rows(self._model)

    def show_selection(self, model: RecordTable, table: ListTable) -> None:
        """Count what is selected, a moment after the selection rests."""
        self._model, self._table = model, table
        self._show_rows(model)
        self._timer.start()

    def _show_rows(self, model: RecordTable) -> None:
        groups = sum(1 for head in model.heads if head.level == 0)
        inside = f"，{groups:,} 组" if groups else ""
        self._rows.setText(f"{len(model.ids):,} {word_for(model.listing.entity)}{inside}")

    def _count(self) -> None:
        if self._model is None or self._table is None:
            return
        self._asked += 1
        number, model = self._asked, self._model
        current = self._table.currentIndex()
        rows = self._table.selected_rows()
        if len(rows) < 2:
            head = model.head_at(current.row())
            self._say(head_line(head, model) if head is not None else "")
            return
        columns = [model.columns[at] for at in self._table.selected_columns()]
        listing, ids = model.listing, model.ids_at(rows)
        if len(ids) <= AT_ONCE:
            self._say(words_for(listing, ids, columns))
            return
        self._say(f"选中 {len(ids):,} 行 …")
        asked = None if len(ids) == len(model.ids) else ids
        self._worker.look_up(
            lambda: words_for(listing, asked, columns) if number == self._asked else "",
            lambda text: self._say(text) if number == self._asked else None, is_slow=True,
        )

    def _say(self, text: str) -> None:
        self._selected.setText(text)
        self._selected.setToolTip(text)
        self._hint.setVisible(not text)


def _hint() -> str:
    """The keys that are needed most, as they are declared."""
    known = {c.name: c for section in (RECORDS, EDITING) for c in section.commands}
    short = {"open": "打开", "edit": "改格", "fill_down": "填充", "paste": "粘贴", "replace": "替换"}
    parts = [f"{shown_keys(known[name]).split(' 或 ')[0]} {short[name]}" for name in _HINTED]
    return " · ".join([*parts, "F1 键盘一览"])


def head_line(head: Any, model: RecordTable) -> str:
    """What a group adds up to, in words with units."""
    columns = {c.name: c for c in model.columns}
    sums = [
        f"{columns[name].label}合计 {number_words(total)} {columns[name].kind.unit}"
        for name, total in head.totals if total is not None and name in columns
    ]
    return " · ".join([head_words(head, model), *sums])


def words_for(listing: Listing, ids: Sequence[int] | None, columns: Sequence[Column]) -> str:
    """选中 4 人, then one column in full, or the first of several in short. ids None = all rows."""
    found = [(column, listing.summary(ids, column)) for column in columns[:4]]
    rows = found[0][1].rows if found else 0
    parts = [f"选中 {counted(listing, ids, rows)}"]
    if len(columns) == 1:
        parts += _in_full(*found[0])
    else:
        parts += [_in_short(column, summary) for column, summary in found]
        if len(columns) > len(found):
            parts.append(f"另 {len(columns) - len(found)} 列")
    return " · ".join(part for part in parts if part)


def _in_full(column: Column, found: Summary) -> list[str]:
    parts = []
    if found.total is not None:
        unit = f" {column.kind.unit}"
        parts.append(f"{column.label}合计 {number_words(found.total)}{unit}")
        if found.filled:
            parts.append(f"平均 {number_words(round(float(found.total) / found.filled, 2))}{unit}")
    if found.filled:
        parts.append(f"{column.label} {found.distinct:,} 种" if not parts else
                     f"{found.distinct:,} 种")
    if found.least is not None and found.distinct > 1:
        parts.append(f"最小 {_shown(column, found.least)}，最大 {_shown(column, found.most)}"
                     if found.total is not None else
                     f"最早 {_shown(column, found.least)}，最晚 {_shown(column, found.most)}")
    if found.rows > found.filled:
        parts.append(f"空 {found.rows - found.filled:,}")
    return parts


def _in_short(column: Column, found: Summary) -> str:
    if found.total is not None:
        return f"{column.label}合计 {number_words(found.total)} {column.kind.unit}"
    return f"{column.label} {found.distinct:,} 种" if found.distinct else ""


def _shown(column: Column, value: Any) -> str:
    return column.kind.mask(value)
