"""撤销: taking back the latest action, with a bar that offers it and words that name it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from gui.look import messages
from gui.look.theme import role
from models import history
from models.audit import Batch
from models.entities import entity_by_key
from models.errors import UserError

OFFERED_MS = 12_000


def last_undoable() -> Batch | None:
    """The latest action that was neither taken back nor is itself a taking back."""
    return next(
        (
            batch for batch in history.batches(limit=100)
            if batch.undoes_id is None and not batch.is_undone()
            and batch.source not in history.UNDOABLE_NEVER
        ),
        None,
    )


def undo_last(parent: QWidget | None) -> str:
    """Ask about the latest action and take it back; what was done in words, "" when nothing."""
    batch = last_undoable()
    if batch is None:
        messages.tell(parent, "没有可以撤销的操作。")
        return ""
    entries = batch.entries.count()
    question = f"撤销“{batch.label}”吗？"
    if not messages.ask(parent, question, f"{batch.at}，涉及 {entries} 处记录。", yes="撤销"):
        return ""
    return undo(parent, batch)


def undo(parent: QWidget | None, batch: Batch) -> str:
    """Take one action back; the reason is shown when that is no longer possible."""
    try:
        history.undo(batch, entity_by_key)
    except UserError as error:
        messages.show_error(parent, error)
        return ""
    return f"已撤销“{batch.label}”"


class UndoBar(QFrame):
    """Says what was just done and offers to take it back; goes away by itself."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        role(self, "undo")
        self._label = QLabel()
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._undo = QPushButton("撤销")
        self._undo.setCursor(Qt.CursorShape.PointingHandCursor)
        self._undo.clicked.connect(self._take_back)
        close = QPushButton("知道了")
        close.clicked.connect(self.hide)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 6, 8, 6)
        layout.addWidget(self._label, 1)
        layout.addWidget(self._undo)
        layout.addWidget(close)
        self._back: Callable[[], None] | None = None
        self._timer = QTimer(self, singleShot=True, interval=OFFERED_MS)
        self._timer.timeout.connect(self.hide)
        self.hide()

    def offer(self, text: str, back: Callable[[], None] | None) -> None:
        """Show what was done; without `back` there is nothing to take back."""
        self._label.setText(text)
        self._back = back
        self._undo.setVisible(back is not None)
        self.show()
        self._timer.start()

    def _take_back(self) -> None:
        self.hide()
        if self._back is not None:
            self._back()
