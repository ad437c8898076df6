"""The menu of a grid's columns: which are shown, all of them, or the usual ones again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QMenu, QWidgetAction

from gui.look.theme import role

if TYPE_CHECKING:
    from gui.record.lines_grid import LinesGrid


class GridColumns(QMenu):
    """Ticks show and hide at once; what is required always stays."""

    def __init__(self, grid: LinesGrid) -> None:
        super().__init__(grid)
        self._grid = grid
        self._list = QListWidget()
        role(self._list, "plain")
        self._list.setAccessibleName(f"{grid.title}显示的列")
        letter = self.fontMetrics().horizontalAdvance("国")
        self._list.setMinimumSize(letter * 16, letter * 18)
        self._list.itemChanged.connect(self._toggled)
        holder = QWidgetAction(self)
        holder.setDefaultWidget(self._list)
        self.addAction(holder)
        self.addSeparator()
        for words, act in (("显示全部列", self._show_all), ("恢复常用列和列宽", self._reset)):
            action = QAction(words, self)
            action.triggered.connect(act)
            self.addAction(action)
        self.aboutToShow.connect(self._fill)

    def _fill(self) -> None:
        shown, fixed = self._grid.shown_names(), self._grid.fixed_names()
        self._list.blockSignals(True)
        self._list.clear()
        for kind in self._grid.model.columns:
            is_fixed = kind.name in fixed
            item = QListWidgetItem(f"{kind.label}（总显示）" if is_fixed else kind.label)
            item.setData(Qt.ItemDataRole.UserRole, kind.name)
            on = kind.name in shown
            item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
            if is_fixed:
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEnabled)
            self._list.addItem(item)
        self._list.blockSignals(False)

    def _toggled(self, _: QListWidgetItem) -> None:
        items = [self._list.item(at) for at in range(self._list.count())]
        self._grid.choose([
            str(item.data(Qt.ItemDataRole.UserRole)) for item in items
            if item.checkState() == Qt.CheckState.Checked
        ])

    def _show_all(self) -> None:
        self._grid.choose([kind.name for kind in self._grid.model.columns])

    def _reset(self) -> None:
        self._grid.forget()
