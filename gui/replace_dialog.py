"""Ctrl+H: what to find and what to put instead, in one column of the shown rows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from gui.theme import role
from models.listing import Column


class ReplaceDialog(QDialog):
    """Accepted: show what would change."""

    def __init__(
        self, columns: Sequence[Column], current: Sequence[Column], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("查找与替换")
        self._columns = list(columns)
        self.choice = QComboBox()
        self.choice.setAccessibleName("列")
        for column in columns:
            self.choice.addItem(column.label)
        if current:
            self.choice.setCurrentIndex(self._columns.index(current[0]))
        self.wanted, self.instead = QLineEdit(), QLineEdit()
        self.wanted.setAccessibleName("查找内容")
        self.instead.setAccessibleName("替换为")
        form = QFormLayout()
        form.setSpacing(8)
        form.addRow("列", self.choice)
        form.addRow("查找内容", self.wanted)
        form.addRow("替换为", self.instead)
        note = QLabel("只处理当前列表里显示的行；先列出将要改动的内容，再写入。")
        role(note, "muted")
        buttons = QDialogButtonBox()
        go = buttons.addButton("预览", QDialogButtonBox.ButtonRole.AcceptRole)
        role(go, "primary")
        buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 16, 18, 14)
        layout.setSpacing(12)
        layout.addLayout(form)
        layout.addWidget(note)
        layout.addWidget(buttons)
        self.wanted.setFocus()

    def column(self) -> Column:
        """The chosen column."""
        return self._columns[self.choice.currentIndex()]
