"""Two records side by side, field by field: which value the merged one takes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from gui.look.marks import plain_tip, tone
from models import three_states
from models.entity import Entity
from models.merging import Row, compared

LABEL, KEPT, OTHER, RESULT = range(4)


class MergeTable(QTableWidget):
    """Click a value, or go there and press space: it is taken. chosen_moved: a choice changed."""

    chosen_moved = Signal()

    def __init__(self) -> None:
        super().__init__(0, 4)
        self.rows: list[Row] = []
        self.is_revealed = False
        self._taken: list[int] = []
        self.setAccessibleName("两条记录的比较")
        self.verticalHeader().hide()
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setWordWrap(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(LABEL, QHeaderView.ResizeMode.Fixed)
        self.setColumnWidth(LABEL, self.fontMetrics().horizontalAdvance("国" * 9))
        self.cellClicked.connect(self.take)

    def show_records(self, kept: Entity, other: Entity) -> None:
        """Compare two records; each blank takes the other's value at first."""
        self.rows = compared(kept, other)
        self._taken = [OTHER if row.at_first == "other" else KEPT for row in self.rows]
        for at, row in enumerate(self.rows):
            if row.both is not None:
                self._taken[at] = RESULT
        self.setHorizontalHeaderLabels([
            "栏目", f"保留：编号 {kept.id}", f"并入：编号 {other.id}", "合并后",
        ])
        self.setRowCount(len(self.rows))
        self._fill()

    def set_revealed(self, on: bool) -> None:
        """Show sensitive values in full or with their middle hidden."""
        self.is_revealed = on
        self._fill()

    def values(self) -> dict[str, Any]:
        """Field name → the value for the kept record, wherever the two differ."""
        return {
            row.kind.name: self._result(row, taken)
            for row, taken in zip(self.rows, self._taken, strict=True) if not row.is_same
        }

    def differing(self) -> int:
        """How many fields say two different things."""
        return sum(
            not row.is_same and row.kept not in (None, "") and row.other not in (None, "")
            for row in self.rows
        )

    def take(self, row: int, column: int) -> None:
        """Take the value of one side; in 合并后 both texts where both can stand."""
        if column == LABEL or self.rows[row].is_same:
            return
        if column == RESULT and self.rows[row].both is None:
            return
        self._taken[row] = column
        self._fill_row(row)
        self.chosen_moved.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space takes the value of the current cell."""
        if event.key() == Qt.Key.Key_Space and self.currentRow() >= 0:
            self.take(self.currentRow(), self.currentColumn())
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Another theme has other colours."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and len(self._taken) == self.rowCount():
            self._fill()

    @staticmethod
    def _result(row: Row, taken: int) -> Any:
        return {KEPT: row.kept, OTHER: row.other, RESULT: row.both}[taken]

    def _fill(self) -> None:
        for at in range(len(self.rows)):
            self._fill_row(at)
        self.resizeRowsToContents()

    def _fill_row(self, at: int) -> None:
        row, taken = self.rows[at], self._taken[at]
        sign = "=" if row.is_same else "≠" if row.kept and row.other else "＋"
        texts: Sequence[str] = (
            f"{sign} {row.kind.label}", self._words(row, row.kept), self._words(row, row.other),
            self._words(row, self._result(row, taken)),
        )
        for column, text in enumerate(texts):
            is_taken = column == taken and not row.is_same and column != RESULT
            item = QTableWidgetItem(f"✓ {text}" if is_taken else text)
            item.setToolTip(plain_tip(text))
            if is_taken:
                item.setBackground(tone("accent_soft"))
            if column == RESULT:
                bold = QFont(self.font())
                bold.setBold(not row.is_same)
                item.setFont(bold)
            if row.is_same or column == LABEL:
                item.setForeground(tone("warn" if sign == "≠" else "muted"))
            self.setItem(at, column, item)

    def _words(self, row: Row, value: Any) -> str:
        if value in (None, ""):
            return "（空）"
        show = three_states.show if self.is_revealed else three_states.mask
        return show(row.kind, value)
