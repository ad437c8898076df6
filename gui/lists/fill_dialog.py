"""Ctrl+Enter: one value for all selected cells, typed into the column's own editor."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QFormLayout, QLabel, QWidget

from gui.fields.editors import editor_for
from gui.look.dialog_buttons import DialogButtons
from gui.look.dialog_size import dialog_layout
from gui.look.theme import role
from models.listing import Column


class FillDialog(QDialog):
    """Accepted: `words()` are to stand in every selected cell."""

    def __init__(self, column: Column, cells: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("填入同一个值")
        head = QLabel(f"选中的 {cells:,} 格都填入：")
        role(head, "heading")
        self.editor = editor_for(column.kind, self)
        self.reason = QLabel("")
        role(self.reason, "mark-bad")
        form = QFormLayout()
        form.addRow(column.label, self.editor)
        buttons = DialogButtons(self, "填入" if cells == 1 else "预览")
        layout = dialog_layout(self)
        layout.setSpacing(10)
        layout.addWidget(head)
        layout.addLayout(form)
        layout.addWidget(self.reason)
        layout.addWidget(buttons)
        self.resize(380, self.sizeHint().height())
        self.editor.setFocus()

    def words(self) -> str:
        """What was typed, in the words of the column."""
        return self.editor.kind.show(self.editor.value())

    def accept(self) -> None:
        """Only what the column can hold."""
        try:
            self.editor.value()
        except ValueError as error:
            self.editor.set_faulty(True)
            self.reason.setText(f"✕ {error}")
            return
        super().accept()
