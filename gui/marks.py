"""Small pieces that forms share: tones that follow light and dark, plain-text labels and tips."""

from __future__ import annotations

import html

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QSizePolicy, QWidget

_TONES = {
    "muted": ("#5d6770", "#9aa4ad"),
    "error": ("#b3261e", "#ff8a80"),
    "error_fill": ("#fdeceb", "#4a2523"),
    "hint": ("#7a5300", "#f0c36d"),
    "hint_fill": ("#fff6e0", "#40351c"),
    "good": ("#1b6b3a", "#7fd49b"),
    "good_fill": ("#e9f6ee", "#1d3a28"),
    "accent": ("#1a5fb4", "#8ab8f5"),
    "line": ("#d5dadf", "#454b52"),
}
"""Name: the colour on a light and on a dark window; contrast at least 4.5 for words."""


def is_dark(widget: QWidget) -> bool:
    """Whether the widget's window colour is dark."""
    return widget.palette().color(QPalette.ColorRole.Window).lightness() < 128


def tone(widget: QWidget, name: str) -> QColor:
    """A named colour for the widget's present palette."""
    return QColor(_TONES[name][is_dark(widget)])


def paint_words(widget: QWidget, name: str) -> None:
    """Give a widget's own words a tone."""
    palette = widget.palette()
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.ButtonText):
        palette.setColor(role, tone(widget, name))
    widget.setPalette(palette)


def plain_tip(text: str) -> str:
    """A tooltip that shows its words as they are, whatever brackets they hold."""
    return f"<p style='white-space:pre-wrap'>{html.escape(text)}</p>" if text else ""


def button_words(text: str) -> str:
    """Words for a button in which & is only an &."""
    return text.replace("&", "&&")


class Words(QLabel):
    """Plain text that wraps and can be given a tone; it follows a change of theme."""

    def __init__(self, text: str = "", tone_name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)
        self._tone = tone_name
        self._repaint()

    def set_tone(self, name: str) -> None:
        """Change the tone; "" is the ordinary colour of text."""
        self._tone = name
        self._repaint()

    def changeEvent(self, event: object) -> None:
        """Take the tone's other colour when the window turns dark or light."""
        super().changeEvent(event)  # type: ignore[arg-type]
        kind = event.type()  # type: ignore[attr-defined]
        if kind == kind.ApplicationPaletteChange:
            self._repaint()

    def _repaint(self) -> None:
        if self._tone:
            self.setPalette(QPalette())
            paint_words(self, self._tone)


class LinkButton(QPushButton):
    """A line of words that can be pressed, by mouse or keyboard."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(button_words(text), parent)
        self.setFlat(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setStyleSheet("text-align:left; padding:2px 4px;")
        paint_words(self, "accent")


def rule(parent: QWidget | None = None) -> QFrame:
    """A hairline between parts."""
    line = QFrame(parent)
    line.setFrameShape(QFrame.Shape.HLine)
    line.setFrameShadow(QFrame.Shadow.Plain)
    palette = line.palette()
    palette.setColor(QPalette.ColorRole.WindowText, tone(line, "line"))
    line.setPalette(palette)
    return line
