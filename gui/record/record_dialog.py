"""A record's form in a dialog: to enter a linked record without leaving the first one."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from gui.look.dialog_size import open_at
from gui.record.record_form import RecordForm
from models.entity import Entity


class RecordDialog(QDialog):
    """record_id is None until the record has been kept; a new one closes the dialog when kept."""

    def __init__(
        self, entity: type[Entity], *, record_id: int | None = None, title: str = "",
        context: Any = None, parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.record_id = record_id
        self.form = RecordForm(entity, record_id, context, self)
        self.form.bar.next.hide()
        self.form.prefill(title)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.form)
        self.form.titled.connect(self.setWindowTitle)
        self.form.saved.connect(self._kept)
        self.form.closed.connect(self.accept)
        self.setWindowTitle(self.form.title())
        open_at(self, 76, 44)

    def reject(self) -> None:
        """Esc and the window's button ask when something was changed."""
        self.form.request_close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing the window is Esc."""
        event.ignore()
        self.form.request_close()

    def _kept(self, record_id: int) -> None:
        is_new = self.record_id is None
        self.record_id = record_id
        if is_new:
            self.accept()
