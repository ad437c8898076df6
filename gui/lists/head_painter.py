"""Draws the head of a group over all columns: fold, words, count, sums under their columns."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPolygonF
from PySide6.QtWidgets import QTableView

from gui.lists.record_table import RecordTable, head_words
from gui.look.theme import colours
from models.list_groups import Head

PADDING = 7
INDENT = 18
"""Pixels by which an inner group stands further right."""


class HeadPainter:
    """One for each view. The frozen column draws the same words over the table, so they join."""

    def __init__(self, view: QTableView, model: RecordTable) -> None:
        self._view = view
        self._model = model

    def paint(self, painter: QPainter, head: Head, *, top: int, height: int) -> None:
        """Words from the left edge whatever is scrolled; sums where their columns stand."""
        shown = colours()
        painter.save()
        bold = QFont(self._view.font())
        bold.setBold(head.level == 0)
        painter.setFont(bold)
        left = PADDING + head.level * INDENT
        self._fold(painter, left, top + height / 2, folded=head.path in self._model.folded)
        left += 16
        words = head_words(head, self._model)
        width = QFontMetrics(bold).horizontalAdvance(words) + 12
        painter.setPen(QColor(shown.text))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(left, top, width, height), middle, words)
        totals = dict(head.totals)
        for at, column in enumerate(self._model.columns):
            place = self._view.columnViewportPosition(at)
            room = self._view.columnWidth(at)
            if totals.get(column.name) is None or self._view.isColumnHidden(at):
                continue
            said = number_words(totals[column.name])
            length = QFontMetrics(bold).horizontalAdvance(said)
            if place + room - PADDING - length > left + width:
                box = QRectF(place, top, room - PADDING, height)
                painter.drawText(box, middle | Qt.AlignmentFlag.AlignRight, said)
        painter.setPen(QColor(shown.line))
        painter.drawLine(0, top + height - 1, self._view.viewport().width(), top + height - 1)
        painter.restore()

    @staticmethod
    def _fold(painter: QPainter, left: float, middle: float, *, folded: bool) -> None:
        if folded:
            points = [QPointF(left + 2, middle - 4), QPointF(left + 7, middle),
                      QPointF(left + 2, middle + 4)]
        else:
            points = [QPointF(left, middle - 2.5), QPointF(left + 9, middle - 2.5),
                      QPointF(left + 4.5, middle + 3)]
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours().muted))
        painter.drawPolygon(QPolygonF(points))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def number_words(value: object) -> str:
    """With thousands separators, decimals only where there are any."""
    number = float(str(value))
    return f"{number:,.0f}" if number.is_integer() else f"{number:,.2f}"
