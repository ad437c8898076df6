"""A dialog for text copied out of a document: it closes only once the text is understood."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QDialog, QPlainTextEdit, QWidget

from gui.look.dialog_buttons import DialogButtons
from gui.look.dialog_size import dialog_layout
from gui.look.marks import Words
from models.errors import UserError


class PasteDialog(QDialog):
    """`read` understands the text or raises UserError; `found` is what it gave when accepted."""

    def __init__(
        self, read: Callable[[str], Any], *, title: str, note: str, name: str, example: str,
        deed: str = "识别", parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._read = read
        self.found: Any = None
        self.setWindowTitle(title)
        self.resize(640, 420)
        said = Words(note, "muted")
        said.setWordWrap(True)
        self.text = QPlainTextEdit()
        self.text.setAccessibleName(name)
        self.text.setPlaceholderText(example)
        self.fault = Words("", "mark-bad")
        self.fault.setWordWrap(True)
        layout = dialog_layout(self)
        for widget in (said, self.text, self.fault):
            layout.addWidget(widget)
        layout.addWidget(DialogButtons(self, deed))

    def accept(self) -> None:
        """Stay open while the text is not understood."""
        try:
            self.found = self._read(self.text.toPlainText())
        except UserError as error:
            self.fault.setText(f"× {error.message}{error.remedy}")
            return
        super().accept()
