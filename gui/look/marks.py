"""Small pieces that forms share: plain-text labels and tips, line-like buttons, faulty fields."""

from __future__ import annotations

import html

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QSizePolicy, QWidget

from gui.look.theme import colours, role


def tone(name: str) -> QColor:
    """A colour of the theme by name, for models and delegates, which paint themselves."""
    return QColor(getattr(colours(), name))


def plain_tip(text: str) -> str:
    """A tooltip that shows its words as they are, whatever brackets they hold."""
    return f"<p style='white-space:pre-wrap'>{html.escape(text)}</p>" if text else ""


def button_words(text: str) -> str:
    """Words for a button in which & is only an &."""
    return text.replace("&", "&&")


def tint_fault(field: QWidget, is_faulty: bool) -> None:
    """Give a field the ground and border of a fault; the reason in words stands beside it."""
    shown = colours()
    field.setStyleSheet(
        f"QLineEdit, QPlainTextEdit {{ background: {shown.bad_soft}; border-color: {shown.bad}; }}"
        if is_faulty else ""
    )


class Words(QLabel):
    """Plain text in one of the theme's label roles (muted, caption, heading, mark-bad …)."""

    def __init__(self, text: str = "", role_name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)
        if role_name:
            role(self, role_name)


class CutWords(QLabel):
    """One line of plain text that ends in … where there is no room; the tooltip has all of it."""

    def __init__(self, role_name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.words = ""
        if role_name:
            role(self, role_name)

    def set_words(self, words: str) -> None:
        """Show other words."""
        self.words = words
        self.setAccessibleName(words)
        self._cut()

    def resizeEvent(self, event: object) -> None:
        """Cut the words to the width at hand."""
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._cut()

    def _cut(self) -> None:
        shown = self.fontMetrics().elidedText(self.words, Qt.TextElideMode.ElideRight, self.width())
        self.setText(shown)
        self.setToolTip(plain_tip(self.words) if shown != self.words else "")


class LinkButton(QPushButton):
    """A line of words that can be pressed, by mouse or keyboard; too long words are cut with …"""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = text
        self.setText(button_words(text))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(text)
        self.setToolTip(plain_tip(text))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        role(self, "door")

    def resizeEvent(self, event: object) -> None:
        """Cut the words to the width at hand."""
        super().resizeEvent(event)  # type: ignore[arg-type]
        room = self.width() - 12
        cut = self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, room)
        if button_words(cut) != self.text():
            self.setText(button_words(cut))


def rule(parent: QWidget | None = None) -> QFrame:
    """A hairline between parts."""
    line = QFrame(parent)
    line.setFixedHeight(1)
    role(line, "line")
    return line
