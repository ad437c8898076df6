"""The line under a list: how many rows, what is selected, its sum and its different values."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel

from gui.list_table import ListTable
from gui.record_table import RecordTable
from gui.theme import role
from gui.worker import Worker
from models.listing import Column, Listing, Summary

SETTLE_MS = 60
AT_ONCE = 1_000
"""Selected rows up to which adding up may hold the window."""


class ListStatus(QFrame):
    """Counts in the words of the column: 选中 4 行 · 国籍 3 种 · 费用合计 12,300 元."""

    def __init__(self, worker: Worker) -> None:
        super().__init__()
        role(self, "status")
        self._worker = worker
        self._asked = 0
        self._rows = QLabel()
        self._selected = QLabel()
        self._hint = QLabel("Enter 打开 · F2 改格 · Ctrl+D 填充 · Ctrl+V 粘贴 · Ctrl+H 替换")
        for label, name in ((self._rows, "muted"), (self._selected, ""), (self._hint, "caption")):
            label.setTextFormat(Qt.TextFormat.PlainText)
            role(label, name)
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
        self._rows.setText(f"{len(model.ids):,} 行")

    def _count(self) -> None:
        if self._model is None or self._table is None:
            return
        self._asked += 1
        number = self._asked
        rows = [row for row in self._table.selected_rows() if row < len(self._model.ids)]
        columns = [self._model.columns[at] for at in self._table.selected_columns()]
        if len(rows) < 2:
            self._selected.setText("")
            return
        ids = [self._model.record_id(row) for row in rows]
        listing = self._model.listing
        if len(ids) <= AT_ONCE:
            self._selected.setText(words_for(listing, ids, columns))
            return
        self._selected.setText(f"选中 {len(ids):,} 行 …")
        self._worker.look_up(
            lambda: words_for(listing, ids, columns), lambda text: self._receive(number, text)
        )

    def _receive(self, number: int, text: str) -> None:
        if number == self._asked:
            self._selected.setText(text)


def words_for(listing: Listing, ids: Sequence[int], columns: Sequence[Column]) -> str:
    """选中 4 行, then at most three columns with their different values or their sum."""
    parts = [f"选中 {len(ids):,} 行"]
    for column in columns[:3]:
        found = listing.summary(ids, column)
        parts.append(_words(column, found))
    return " · ".join(part for part in parts if part)


def _words(column: Column, found: Summary) -> str:
    if found.total is not None:
        mean = f"，平均 {_number(found.total / found.rows)}" if found.rows and found.total else ""
        return f"{column.label}合计 {_number(found.total)} {column.kind.unit}{mean}"
    return f"{column.label} {found.distinct:,} 种" if found.distinct else ""


def _number(value: Any) -> str:
    if isinstance(value, Decimal):
        value = float(value)
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.2f}"
