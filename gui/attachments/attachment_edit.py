"""What one attachment is: its paper, title, date, pages and remarks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFormLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from gui.look import messages
from gui.look.dialog_buttons import DialogButtons
from gui.look.marks import Words
from models import store
from models.errors import UserError


class AttachmentEdit(QDialog):
    """Keeps the attachment when accepted; what cannot be understood is said under its field."""

    def __init__(self, file: Any, names: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._file = file
        self.setWindowTitle("修改附件")
        self.setMinimumWidth(self.fontMetrics().horizontalAdvance("国") * 32)
        self.paper = QComboBox()
        self.paper.setEditable(True)
        self.paper.addItems(list(names))
        self.paper.setCurrentText(file.paper or "")
        self.paper.setAccessibleName("材料")
        self.lines = {name: QLineEdit() for name in ("title", "dated_on", "pages", "remarks")}
        form = QFormLayout()
        form.addRow("材料", self.paper)
        for name, line in self.lines.items():
            kind = type(file).field_named(name)
            line.setText(kind.show(kind.read(file)))
            line.setPlaceholderText(kind.help)
            line.setAccessibleName(kind.label)
            form.addRow(kind.label, line)
        self.original = QCheckBox("纸质原件也在档案里")
        self.original.setChecked(bool(file.is_original))
        form.addRow("", self.original)
        self.wrong = Words("", "mark-bad")
        self.wrong.hide()
        buttons = DialogButtons(self, "保存")
        buttons.go.setDefault(True)
        layout = QVBoxLayout(self)
        layout.addWidget(Words(str(file.file_name), "caption"))
        layout.addLayout(form)
        layout.addWidget(self.wrong)
        layout.addWidget(buttons)

    def accept(self) -> None:
        """Keep what was typed."""
        record = type(self._file).get_by_id(self._file.id)
        record.paper = self.paper.currentText().strip() or None
        record.is_original = True if self.original.isChecked() else None
        for name, line in self.lines.items():
            kind = type(record).field_named(name)
            try:
                setattr(record, name, kind.parse(line.text()))
            except ValueError as error:
                self.wrong.setText(f"✕ {kind.label}：{error}")
                self.wrong.show()
                line.setFocus()
                return
        try:
            store.save(record)
        except UserError as error:
            messages.show_error(self, error)
            return
        super().accept()
