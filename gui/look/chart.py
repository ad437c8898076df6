"""A chart on the screen: the marks of `exports.charts`, painted in the window's own colours."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from exports import charts
from gui.look.theme import colours, theme

POINT = 1.3
"""Pixels of a point of the drawing."""
_ON_DARK = {
    "000000": "e2e8ee", "3b3b3b": "e0e0e0", "8a8a8a": "9a9a9a", "c4c4c4": "565c63",
    "606060": "c0c0c0", "a8a8a8": "7a7a7a", "dedede": "3c424a", "ffffff": "14181d",
    "d0d0d0": "3a424b", "6e6e6e": "a8a8a8",
}
"""Paper greys turned round, so that neighbours stay as different on a dark ground."""


class ChartView(QWidget):
    """Paints one chart in all its room; words in its place when there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chart: charts.Chart | None = None
        self._words = ""
        self.is_titled = True
        self.setMinimumHeight(120)
        self.setAccessibleName("图")
        theme().changed.connect(self.update)

    def show_chart(self, chart: charts.Chart | None, words: str = "") -> None:
        """Show a chart, or only words."""
        self._chart, self._words = chart, words
        self.setAccessibleDescription(chart.title if chart else words)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw every mark."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._chart is None:
            painter.setPen(QColor(colours().muted))
            room = self.rect().adjusted(24, 8, -24, -8)
            how = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(room, how, self._words)
            return
        painter.fillRect(self.rect(), _ink("ffffff"))
        painter.scale(POINT, POINT)
        room = (self.width() / POINT, self.height() / POINT)
        for mark in charts.marks(self._chart, *room, titled=self.is_titled):
            self._paint(painter, mark)

    def _paint(self, painter: QPainter, mark: charts.Mark) -> None:
        if isinstance(mark, charts.Box):
            has_edge = mark.has_edge
            painter.setPen(QPen(_ink("3b3b3b"), 0.4) if has_edge else Qt.PenStyle.NoPen)
            painter.setBrush(_ink(mark.fill))
            painter.drawRect(QRectF(mark.x, mark.y, mark.width, mark.height))
        elif isinstance(mark, charts.Stroke):
            pen = QPen(_ink(mark.ink), mark.width)
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            if mark.dash:
                pen.setDashPattern([length / mark.width for length in mark.dash])
            painter.setPen(pen)
            painter.drawLine(QPointF(mark.x, mark.y), QPointF(mark.to_x, mark.to_y))
        else:
            font = painter.font()
            font.setPixelSize(max(6, round(mark.size)))
            painter.setFont(font)
            painter.setPen(_ink(mark.ink))
            wide = painter.fontMetrics().horizontalAdvance(mark.text)
            left = {"start": 0.0, "middle": wide / 2, "end": float(wide)}[mark.anchor]
            painter.drawText(QPointF(mark.x - left, mark.y), mark.text)


def _ink(name: str) -> QColor:
    if name == "ffffff":
        return QColor(colours().base)
    is_dark = QColor(colours().base).lightness() < 128
    return QColor(f"#{_ON_DARK.get(name, name) if is_dark else name}")
