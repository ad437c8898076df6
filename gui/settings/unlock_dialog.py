"""The password: asked at the start and after the window was locked; wrong ones cost time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gui.look import messages
from gui.look.marks import Words
from gui.look.theme import role
from models.errors import UserError
from models.keys import WrongPassword

WAITS = (0, 1, 2, 4, 8, 15)
"""Seconds to wait after the first, second … wrong password; the last holds from there on."""


class UnlockDialog(QDialog):
    """`result_` is what `open_with(password)` gave. Rejected: she gave up (退出)."""

    def __init__(
        self, open_with: Callable[[str], Any], *, heading: str, details: str = "",
        parent: QWidget | None = None, no: str = "退出程序",
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(messages.TITLE)
        self.setMinimumWidth(460)
        self._open_with = open_with
        self._wrong = 0
        self._left = 0
        self.result_: Any = None
        self.field = QLineEdit()
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        self.field.setPlaceholderText("密码，或打印的恢复码")
        self.field.setAccessibleName("密码或恢复码")
        self.field.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData)
        shows = QCheckBox("显示密码")
        shows.toggled.connect(lambda on: self.field.setEchoMode(
            QLineEdit.EchoMode.Normal if on else QLineEdit.EchoMode.Password
        ))
        self.fault = Words("", "mark-bad")
        self.fault.setWordWrap(True)
        self.fault.setMinimumHeight(2 * self.fontMetrics().lineSpacing())
        self.go = QPushButton("打开")
        role(self.go, "primary")
        self.go.setDefault(True)
        self.go.clicked.connect(self.try_)
        leave = QPushButton(no)
        leave.setAutoDefault(False)
        leave.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addWidget(shows)
        buttons.addStretch(1)
        buttons.addWidget(self.go)
        buttons.addWidget(leave)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 18)
        layout.setSpacing(10)
        layout.addWidget(Words(heading, "heading"))
        if details:
            said = Words(details, "muted")
            said.setWordWrap(True)
            layout.addWidget(said)
        layout.addWidget(self.field)
        layout.addWidget(self.fault)
        layout.addLayout(buttons)
        self._timer = QTimer(self, interval=1000)
        self._timer.timeout.connect(self._count_down)
        self.field.setFocus()

    def try_(self) -> None:
        """Open with what was typed, or say why not and make the next attempt wait."""
        if self._left or not self.field.text():
            return
        try:
            self.result_ = self._open_with(self.field.text())
        except WrongPassword as error:
            self.field.selectAll()
            self._left = WAITS[min(self._wrong, len(WAITS) - 1)]
            self._wrong += 1
            self.fault.setText(f"{error.message}{error.remedy}")
            if self._left:
                self.go.setEnabled(False)
                self._show_wait()
                self._timer.start()
            return
        except UserError as error:
            messages.show_error(self, error)
            self.reject()
            return
        self.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc does nothing: a locked window does not end by a slip."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)

    def _count_down(self) -> None:
        self._left -= 1
        if self._left <= 0:
            self._left = 0
            self._timer.stop()
            self.go.setEnabled(True)
            self.go.setText("打开")
        else:
            self._show_wait()

    def _show_wait(self) -> None:
        self.go.setText(f"{self._left} 秒后再试")
