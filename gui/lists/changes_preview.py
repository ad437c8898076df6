"""Before many cells are changed: each with its old and new words, refused ones first."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from gui.fields.cell_changes import CellChange
from gui.look.dialog_buttons import DialogButtons
from gui.look.dialog_size import dialog_layout
from gui.look.plain_rows import plain_rows
from gui.look.theme import role

SHOWN = 500
"""Lines of the preview; the rest is counted."""


class ChangesPreview(QDialog):
    """Accepted: write what can be written."""

    def __init__(self, title: str, changes: Sequence[CellChange], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        refused = [change for change in changes if change.reason]
        fine = [change for change in changes if not change.reason]
        also = f"，{len(refused):,} 格不能写入" if refused else ""
        head = QLabel(f"{title}：将修改 {len(fine):,} 格{also}")
        role(head, "heading")
        note = QLabel("确定后作为一次操作写入，可以整体撤销。")
        role(note, "muted")
        self.table = self._table([*refused, *fine][:SHOWN])
        buttons = DialogButtons(self, f"写入 {len(fine):,} 格")
        self.write = buttons.go
        self.write.setEnabled(bool(fine))
        layout = dialog_layout(self)
        layout.setSpacing(8)
        for label in (head, note):
            label.setTextFormat(Qt.TextFormat.PlainText)
            layout.addWidget(label)
        layout.addWidget(self.table, 1)
        if len(changes) > SHOWN:
            layout.addWidget(QLabel(f"仅列出前 {SHOWN} 格。"))
        layout.addWidget(buttons)
        self.resize(760, 460)

    def _table(self, changes: Sequence[CellChange]) -> QTableWidget:
        table = QTableWidget(len(changes), 5)
        table.setHorizontalHeaderLabels(["记录", "列", "原来", "改为", "说明"])
        plain_rows(table, "将要修改的格", many=True)
        for row, change in enumerate(changes):
            kind = change.column.kind
            before = "••••" if kind.sensitive and change.before else change.before
            cells = (
                change.title, change.column.label, before or "（空）", change.after or "（空）",
                f"✕ {change.reason}" if change.reason else "✓",
            )
            for at, words in enumerate(cells):
                table.setItem(row, at, QTableWidgetItem(words))
        for at, width in enumerate((170, 100, 130, 130)):
            table.setColumnWidth(at, width)
        table.horizontalHeader().setSectionResizeMode(4, QHeaderView.ResizeMode.Stretch)
        return table
