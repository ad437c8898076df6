"""Shows one job while it runs: a small dialog with 取消 that never blocks the window's loop."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from gui.look import messages
from gui.look.theme import role
from gui.shared.worker import Job, Worker
from models.jobs import Progress

PATIENCE_MS = 350
"""Shorter work shows no dialog at all."""


class ProgressDialog(QDialog):
    """What the job says about itself; closes when the job ends."""

    def __init__(self, job: Job, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._job = job
        self.setWindowTitle(job.label)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setMinimumWidth(420)
        title = QLabel(job.label)
        title.setTextFormat(Qt.TextFormat.PlainText)
        role(title, "heading")
        self._text = QLabel("正在准备…")
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setWordWrap(True)
        role(self._text, "muted")
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName("进度")
        self._cancel = QPushButton("取消")
        self._cancel.clicked.connect(self.cancel)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self._cancel)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(12)
        for widget in (title, self._bar, self._text):
            layout.addWidget(widget)
        layout.addLayout(buttons)
        job.stepped.connect(self.show_step)
        job.ended.connect(self.accept)

    def show_step(self, done: int, total: int, text: str) -> None:
        """Move the bar; a total of 0 means that nobody knows how much there is."""
        self._bar.setRange(0, total)
        self._bar.setValue(min(done, total))
        counted = f"{done:,} / {total:,}" if total else f"{done:,}" if done else ""
        self._text.setText("  ".join(part for part in (text, counted) if part))

    def cancel(self) -> None:
        """Ask the job to stop; the dialog stays until it has."""
        self._job.cancel()
        self._cancel.setEnabled(False)
        self._text.setText("正在停止，已做的部分会撤回…")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc is 取消, not closing."""
        if event.key() == Qt.Key.Key_Escape:
            self.cancel()
            return
        super().keyPressEvent(event)

    def reject(self) -> None:
        """The window's close button also only asks the job to stop."""
        self.cancel()


def run_with_progress(
    parent: QWidget | None, worker: Worker, label: str, work: Callable[[Progress], Any],
    *, then: Callable[[Any], None] | None = None,
    failed: Callable[[BaseException], None] | None = None,
) -> Job:
    """Start a job, show it when it takes long, and call `then(result)` in the window's thread.

    Without `failed` an error is shown as a dialog. A page that is closed meanwhile shows no more.
    """
    job = worker.start(label, work)
    if then is not None:
        job.succeeded.connect(then)
    job.failed.connect(failed or (lambda error: messages.show_error(_alive(parent), error)))

    def show() -> None:
        if not job.is_over:
            dialog = ProgressDialog(job, parent)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.open()

    # Tied to the parent, so that it never fires for a page that was deleted meanwhile.
    timer = QTimer(job if parent is None else parent, singleShot=True, interval=PATIENCE_MS)
    timer.timeout.connect(show)
    timer.start()
    return job


def _alive(parent: QWidget | None) -> QWidget | None:
    """The parent while Qt still has it."""
    return parent if parent is not None and isValid(parent) else None
