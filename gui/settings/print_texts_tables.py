"""Signature boxes and list columns as small tables: added, removed, moved, named, sized."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QMenu,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from exports.prints import declared
from gui.look.buttons import push_button
from gui.look.marks import Words
from gui.look.plain_rows import plain_rows

BOX_HEADERS = ("栏目", "签字方式", "高（毫米）", "提示文字", "并排")
COLUMN_HEADERS = ("列标题", "宽（毫米）", "内容")
BESIDE_TIP = "打勾：排在上一栏的右边，与它同一行"
_PARTING = str.maketrans({"；": "，", ";": ",", "|": "｜", "+": "＋", "=": "＝", ":": "："})
"""Marks that part one box or column from the next; in a name they become harmless ones."""


class RowsTable(QWidget):
    """Rows typed into in place, with buttons to add, remove and move the chosen one."""

    changed = Signal()

    def __init__(self, headers: Sequence[str], name: str) -> None:
        super().__init__()
        self.table = QTableWidget(0, len(headers))
        self.table.setHorizontalHeaderLabels(list(headers))
        plain_rows(self.table, name)
        triggers = QAbstractItemView.EditTrigger
        self.table.setEditTriggers(
            triggers.DoubleClicked | triggers.EditKeyPressed | triggers.AnyKeyPressed
        )
        self.table.setAlternatingRowColors(False)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.table.itemChanged.connect(lambda _: self.changed.emit())
        self.table.currentCellChanged.connect(lambda *_: self._enable())
        self.add_button = push_button("添加", self.add)
        self.remove_button = push_button("删除", self.remove)
        self.up_button = push_button("上移", lambda: self.move_row(-1))
        self.down_button = push_button("下移", lambda: self.move_row(1))
        row = QHBoxLayout()
        row.setSpacing(6)
        for button in (self.add_button, self.remove_button, self.up_button, self.down_button):
            row.addWidget(button)
        row.addStretch(1)
        self.hint = Words("", "caption")
        row.addWidget(self.hint)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.table, 1)
        layout.addLayout(row)

    def words(self) -> str:
        """The rows as the one line of text that is kept."""
        raise NotImplementedError

    def add(self) -> None:
        """A further row below the chosen one."""
        raise NotImplementedError

    def remove(self) -> None:
        """Without the chosen row; the last one stays."""
        if self.table.rowCount() > 1 and self.table.currentRow() >= 0:
            self.table.removeRow(self.table.currentRow())
            self.changed.emit()
            self._enable()

    def move_row(self, step: int) -> None:
        """The chosen row one place up or down."""
        at, to = self.table.currentRow(), self.table.currentRow() + step
        if at < 0 or not 0 <= to < self.table.rowCount():
            return
        self.table.blockSignals(True)
        for column in range(self.table.columnCount()):
            one, other = self.table.takeItem(at, column), self.table.takeItem(to, column)
            self.table.setItem(to, column, one)
            self.table.setItem(at, column, other)
        self.table.blockSignals(False)
        self.table.setCurrentCell(to, max(self.table.currentColumn(), 0))
        self.changed.emit()

    def cell(self, row: int, column: int) -> str:
        """What stands in a cell, without marks that part boxes."""
        item = self.table.item(row, column)
        return item.text().strip().translate(_PARTING) if item is not None else ""

    def _put(self, row: int, values: Sequence[str]) -> None:
        for column, words in enumerate(values):
            self.table.setItem(row, column, QTableWidgetItem(words))

    def _enable(self) -> None:
        at, count = self.table.currentRow(), self.table.rowCount()
        self.remove_button.setEnabled(at >= 0 and count > 1)
        self.up_button.setEnabled(at > 0)
        self.down_button.setEnabled(0 <= at < count - 1)

    def _fit(self, shares: Sequence[float]) -> None:
        """Widths in letters of the table's font; the last but the named ones take what is left."""
        letter = self.table.fontMetrics().horizontalAdvance("国")
        for column, share in enumerate(shares):
            self.table.setColumnWidth(column, round(letter * share))


class BoxTable(RowsTable):
    """签批栏: each row a box; 并排 puts it at the right of the one before."""

    def __init__(self) -> None:
        super().__init__(BOX_HEADERS, "签批栏")
        self.table.horizontalHeaderItem(4).setToolTip(BESIDE_TIP)
        self.table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self._fit((8, 11, 6, 7, 4))
        self.hint.setText("高度 12–120 毫米；签字方式写“—”则不印签字行")

    def show_words(self, words: str) -> None:
        """The boxes of a text; UserError where it cannot be read."""
        rows = declared.steps(words)
        self.table.blockSignals(True)
        self.table.setRowCount(0)
        for row in rows:
            for at, step in enumerate(row):
                self._insert(self.table.rowCount(), step, beside=at > 0)
        self.table.blockSignals(False)
        self.table.setCurrentCell(0, 0)
        self._enable()

    def words(self) -> str:
        """As declared.py writes it; what cannot be read is found when it is checked."""
        text = ""
        for row in range(self.table.rowCount()):
            box = "|".join(self.cell(row, column) for column in range(4)).rstrip("|")
            tick = self.table.item(row, 4)
            beside = bool(row) and tick is not None and tick.checkState() == Qt.CheckState.Checked
            text += ("" if not row else " + " if beside else "；") + (box or "|")
        return text

    def add(self) -> None:
        """A box of the usual height below the chosen one."""
        at = self.table.currentRow() + 1
        self.table.blockSignals(True)
        self._insert(at, declared.Step("意见"), beside=False)
        self.table.blockSignals(False)
        self.table.setCurrentCell(at, 0)
        self.changed.emit()
        if (first := self.table.item(at, 0)) is not None:
            self.table.editItem(first)

    def _insert(self, at: int, step: declared.Step, *, beside: bool) -> None:
        self.table.insertRow(at)
        self._put(at, (step.title, step.signing, f"{step.height:g}", step.hint))
        tick = QTableWidgetItem()
        tick.setFlags(Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsEnabled)
        tick.setCheckState(Qt.CheckState.Checked if beside else Qt.CheckState.Unchecked)
        tick.setToolTip(BESIDE_TIP)
        self.table.setItem(at, 4, tick)


class ColumnTable(RowsTable):
    """列: each row a column of the printed list; one without width takes what is left."""

    def __init__(self) -> None:
        super().__init__(COLUMN_HEADERS, "列")
        self._known: dict[str, str] = {}
        self.table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self._fit((12, 7, 9))
        self.hint.setText("有且只有一列不写宽度")

    def offer(self, known: dict[str, str]) -> None:
        """Which columns the paper can fill, by key with their usual labels."""
        self._known = known
        for row in range(self.table.rowCount()):
            item = self.table.item(row, 2)
            item.setText(known.get(item.data(Qt.ItemDataRole.UserRole), item.text()))
        self.add_button.setEnabled(bool(self._left()))

    def show_words(self, words: str) -> None:
        """The columns of a text; UserError where it cannot be read."""
        found = declared.columns(words, declared.ANY_COLUMN)
        self.table.blockSignals(True)
        self.table.setRowCount(0)
        for column in found:
            self._insert(self.table.rowCount(), column)
        self.table.blockSignals(False)
        self.table.setCurrentCell(0, 0)
        self._enable()

    def words(self) -> str:
        """As declared.py writes it."""
        said = []
        for row in range(self.table.rowCount()):
            width = self.cell(row, 1)
            said.append(f"{self._key(row)}={self.cell(row, 0)}" + (f":{width}" if width else ""))
        return "；".join(said)

    def add(self) -> None:
        """One of the columns that are not shown yet, from a menu."""
        menu = QMenu(self)
        for key, usual in self._left().items():
            menu.addAction(usual.replace("\n", ""), lambda key=key: self.take(key))
        if not menu.isEmpty():
            menu.popup(self.add_button.mapToGlobal(self.add_button.rect().bottomLeft()))

    def take(self, key: str) -> None:
        """Show a further column below the chosen one."""
        at = self.table.currentRow() + 1
        self.table.blockSignals(True)
        self._insert(at, declared.Column(key, self._known[key], 20.0))
        self.table.blockSignals(False)
        self.table.setCurrentCell(at, 0)
        self.add_button.setEnabled(bool(self._left()))
        self.changed.emit()

    def remove(self) -> None:
        """The column can be taken again from the menu."""
        super().remove()
        self.add_button.setEnabled(bool(self._left()))

    def _left(self) -> dict[str, str]:
        shown = {self._key(row) for row in range(self.table.rowCount())}
        return {key: usual for key, usual in self._known.items() if key not in shown}

    def _key(self, row: int) -> str:
        return str(self.table.item(row, 2).data(Qt.ItemDataRole.UserRole))

    def _insert(self, at: int, column: declared.Column) -> None:
        self.table.insertRow(at)
        width = "" if column.width is None else f"{column.width:g}"
        usual = self._known.get(column.key, column.label)
        self._put(at, (column.label, width, usual.replace("\n", "")))
        what = self.table.item(at, 2)
        what.setData(Qt.ItemDataRole.UserRole, column.key)
        what.setFlags(Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled)
