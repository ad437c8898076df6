"""规则与期限参数: every threshold as shipped, the office's own value beside it, and its ground."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gui.look.dialog_buttons import DialogButtons
from gui.look.marks import Words, plain_tip, tone
from gui.look.search_panel import SearchPanel
from gui.look.theme import role, theme
from gui.shared.context import Context
from models import rule_parameters
from models.errors import UserError
from models.rule_parameters import Row

HEADERS = ("参数", "本单位", "随程序", "单位", "可信度", "核对日期", "依据")
RowRole = Qt.ItemDataRole.UserRole


class RulesPanel(SearchPanel):
    """One line for each threshold, grouped by rule; double click or Enter sets an own value."""

    def __init__(self, context: Context) -> None:
        super().__init__("查找规则、参数或依据")
        self._context = context
        self.change_button = QPushButton("设本单位取值…")
        role(self.change_button, "primary")
        self.revert_button = QPushButton("恢复随程序的值")
        self.change_button.clicked.connect(self.change)
        self.revert_button.clicked.connect(self.revert)
        self.tree = QTreeWidget()
        self.tree.setHeaderLabels(list(HEADERS))
        self.tree.setAccessibleName("规则与期限参数")
        self.tree.setAlternatingRowColors(True)
        self.tree.setUniformRowHeights(True)
        self.tree.itemActivated.connect(lambda *_: self.change() if self.row() else None)
        self.tree.currentItemChanged.connect(lambda *_: self._enable())
        self.lay_out(self.tree, self.revert_button, self.change_button)
        context.changes.changed.connect(self._hear)
        theme().changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Read the thresholds again; the chosen line stays chosen."""
        before = self.row()
        self.tree.clear()
        groups: dict[str, QTreeWidgetItem] = {}
        rows = rule_parameters.rows()
        for row in rows:
            group = groups.get(row.group)
            if group is None:
                group = groups[row.group] = QTreeWidgetItem([row.group])
                self.tree.addTopLevelItem(group)
                group.setFirstColumnSpanned(True)
                group.setFlags(Qt.ItemFlag.ItemIsEnabled)
            item = _item(row)
            group.addChild(item)
            if before is not None and (row.rule, row.parameter) == (before.rule, before.parameter):
                self.tree.setCurrentItem(item)
        self.tree.expandAll()
        own = sum(row.own is not None for row in rows)
        self.count.setText(f"{len(rows)} 项，其中本单位改过 {own} 项")
        header = self.tree.header()
        for column in range(len(HEADERS) - 1):
            self.tree.resizeColumnToContents(column)
            self.tree.setColumnWidth(column, min(260, self.tree.columnWidth(column)))
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.narrow()
        self._enable()

    def row(self) -> Row | None:
        """The chosen threshold."""
        item = self.tree.currentItem()
        return item.data(0, RowRole) if item is not None else None

    def change(self) -> None:
        """Set an own value."""
        row = self.row()
        if row is not None and OwnValueDialog(row, self).exec():
            self.refresh()
            self._context.say(f"已改为本单位取值：{row.meaning}")

    def revert(self) -> None:
        """Back to the shipped value."""
        row = self.row()
        if row is not None and row.own is not None:
            rule_parameters.revert(row)
            self.refresh()
            self._context.say(f"已恢复随程序的值：{row.meaning} {row.value}{row.unit}")

    def _hear(self, change: Any) -> None:
        if "rule_parameter" in change.ids:
            self.refresh()

    def _enable(self) -> None:
        row = self.row()
        self.change_button.setEnabled(row is not None)
        self.revert_button.setEnabled(row is not None and row.own is not None)

    def narrow(self) -> None:
        """Only the thresholds in which the words stand, with the rule above them."""
        wanted = self.search.text().strip().lower()
        for at in range(self.tree.topLevelItemCount()):
            group = self.tree.topLevelItem(at)
            any_shown = False
            for number in range(group.childCount()):
                item = group.child(number)
                row: Row = item.data(0, RowRole)
                words = f"{row.group} {row.meaning} {row.source} {row.value}".lower()
                item.setHidden(wanted not in words)
                any_shown |= not item.isHidden()
            group.setHidden(not any_shown)


def _item(row: Row) -> QTreeWidgetItem:
    own = row.own.value if row.own else ""
    item = QTreeWidgetItem([
        row.meaning, f"● {own}" if own else "", row.value, row.unit, row.certainty,
        row.own.decided_on if row.own else row.checked_on,
        (row.own.source or f"理由：{row.own.reason}") if row.own else row.source,
    ])
    item.setData(0, RowRole, row)
    for column in range(len(HEADERS)):
        item.setToolTip(column, plain_tip(item.text(column)))
    if own:
        item.setForeground(2, QBrush(tone("faint")))
    return item


class OwnValueDialog(QDialog):
    """Asks for the own value, why, on what ground; keeps it when it is of the right kind."""

    def __init__(self, row: Row, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = row
        self.setWindowTitle("本单位取值")
        self.setMinimumWidth(480)
        title = Words(row.meaning, "heading")
        title.setWordWrap(True)
        shipped = f"随程序：{row.value}{row.unit}（{row.certainty}）"
        note = Words(f"{row.group}。{shipped}。依据：{row.source}", "muted")
        note.setWordWrap(True)
        self.value = QLineEdit(row.own.value if row.own else row.value)
        self.value.setAccessibleName("取值")
        self.value.setPlaceholderText(row.hint)
        self.reason = QLineEdit(row.own.reason if row.own else "")
        self.reason.setAccessibleName("理由")
        self.reason.setPlaceholderText("必填，例如：本省外办要求提前 45 天")
        self.source = QLineEdit(row.own.source if row.own else "")
        self.source.setAccessibleName("依据")
        self.source.setPlaceholderText("文号或通知，可留空")
        self.fault = Words("", "mark-bad")
        self.fault.setWordWrap(True)
        fields = QFormLayout()
        fields.addRow(f"取值（{row.unit}）" if row.unit else "取值", self.value)
        fields.addRow("理由", self.reason)
        fields.addRow("依据", self.source)
        buttons = DialogButtons(self, "保存")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(10)
        for widget in (title, note):
            layout.addWidget(widget)
        layout.addLayout(fields)
        layout.addWidget(self.fault)
        layout.addWidget(buttons)

    def accept(self) -> None:
        """Stay open, with the reason, while the value cannot be kept."""
        try:
            rule_parameters.keep(
                self._row, self.value.text(), reason=self.reason.text(), source=self.source.text()
            )
        except UserError as error:
            self.fault.setText(f"{error.message}{error.remedy}")
            return
        super().accept()


