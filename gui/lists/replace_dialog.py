"""Ctrl+H: what to find and what to put instead, in one column of the shown rows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFormLayout,
    QLabel,
    QLineEdit,
    QWidget,
)

from gui.look.dialog_buttons import DialogButtons
from gui.look.dialog_size import dialog_layout
from gui.look.theme import role
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
        self.choice.addItem("全部显示的列")
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
        self.whole = QCheckBox("整格相同才替换")
        form.addRow("", self.whole)
        note = QLabel("只处理当前列表里显示的行；先列出将要改动的内容，再写入。")
        role(note, "muted")
        buttons = DialogButtons(self, "预览")
        layout = dialog_layout(self)
        layout.setSpacing(12)
        layout.addLayout(form)
        layout.addWidget(note)
        layout.addWidget(buttons)
        self.wanted.setFocus()

    def columns(self) -> list[Column]:
        """The chosen column, or all of them."""
        at = self.choice.currentIndex()
        return self._columns[at:at + 1] if at < len(self._columns) else self._columns

    def replaced(self, words: str) -> str | None:
        """A cell's words with the new ones in them; None for a cell that is left alone."""
        wanted, instead = self.wanted.text(), self.instead.text()
        if self.whole.isChecked():
            return instead if words == wanted else None
        return words.replace(wanted, instead) if wanted in words else None
