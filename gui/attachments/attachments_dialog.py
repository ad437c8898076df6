"""The attachments of a record without its form: from the summary, and files dropped on a list."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from gui.attachments.attachment_sources import Sources, sources_of
from gui.attachments.attachments_panel import AttachmentsPanel
from gui.look.dialog_size import open_at
from gui.look.marks import CutWords
from gui.look.theme import role
from gui.shared.context import Context
from models import attachments
from models.entity import Entity
from models.store import Change


class AttachmentsDialog(QDialog):
    """One record's panel in a window of its own."""

    def __init__(self, context: Context, record: Entity, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("附件")
        self.panel = AttachmentsPanel(context, type(record))
        heading = CutWords("title")
        heading.set_words(str(record))
        page = QWidget()
        role(page, "page")
        inside = QVBoxLayout(page)
        inside.setContentsMargins(0, 0, 6, 0)
        inside.addWidget(self.panel)
        inside.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(page)
        close = QPushButton("关闭")
        close.setAutoDefault(False)
        close.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 14, 12, 12)
        layout.addWidget(heading)
        layout.addWidget(scroll, 1)
        layout.addLayout(foot)
        self.panel.show_record(record)
        open_at(self, 58, 44)


def open_attachments(context: Context, record: Entity, parent: QWidget) -> AttachmentsDialog:
    """Show a record's attachments; the dialog is returned for what is to be added at once."""
    dialog = AttachmentsDialog(context, record, parent)
    dialog.open()
    return dialog


class ListDrops(QObject):
    """Takes files dropped on a row of a list, or on the summary beside it, as attachments.

    Workbooks are left to the window, which imports registers.
    """

    def __init__(self, page: Any) -> None:
        super().__init__(page)
        self._page = page
        page.context.changes.changed.connect(self._hear)
        self._views = {view.viewport(): view for view in (page.table, page.table.frozen)}
        for target in (*self._views, page.summary):
            target.setAcceptDrops(True)
            target.installEventFilter(self)

    def eventFilter(self, target: QObject, event: QEvent) -> bool:
        """Dragging and dropping only."""
        kinds = (QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop)
        if event.type() not in kinds or not isinstance(event, QDropEvent):
            return super().eventFilter(target, event)
        found = sources_of(event.mimeData())
        record = self._record(target, event) if found and not found.are_registers() else None
        if record is None:
            event.ignore()
            return event.type() != QEvent.Type.DragEnter
        event.acceptProposedAction()
        if event.type() == QEvent.Type.Drop:
            self.take(record, found)
        return True

    def _hear(self, change: Change) -> None:
        """The counter of the summary follows."""
        if {"attachment", "check_answer"} & set(change.ids):
            self._page.summary.renew()

    def take(self, record: Entity, sources: Sources) -> None:
        """Show the record's attachments, and add these to them."""
        open_attachments(self._page.context, record, self._page).panel.add(sources)

    def _record(self, target: QObject, event: QDropEvent) -> Any:
        """The record meant; any on the way in, as a drag begins at the edge of the widget."""
        page = self._page
        view = self._views.get(target)  # type: ignore[call-overload]
        row = page.table.currentIndex().row()
        if view is not None:
            row = view.rowAt(event.position().toPoint().y())
            if row < 0 and event.type() == QEvent.Type.DragEnter:
                row = 0
        if not 0 <= row < len(page.model.ids):
            return None
        return page.entity.get_or_none(page.entity.id == page.model.record_id(row))


def for_list(page: Any) -> None:
    """Give a list page its attachments: the counter of the summary, and files that are dropped."""
    if attachments.takes(page.entity):
        page.summary.attachments_wanted.connect(
            lambda record: open_attachments(page.context, record, page)
        )
        page.drops = ListDrops(page)
