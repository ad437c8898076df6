"""Draws the cells of a list in one go.

Qt's own way asks the model seven times for each cell and lays every text out anew; with Chinese
fonts a page of two hundred cells takes tens of milliseconds. Here texts are laid out once.
"""

from __future__ import annotations

from collections import OrderedDict

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QStaticText
from PySide6.QtWidgets import QTableView

from gui.lists.head_painter import HeadPainter
from gui.lists.record_table import RecordTable
from gui.look.theme import colours

PADDING = 7
TEXTS_KEPT = 6_000
MARK = "待补"


class CellPainter:
    """Keeps laid-out texts between paintings; one for each view."""

    def __init__(self, view: QTableView, model: RecordTable) -> None:
        self._view = view
        self._model = model
        self._texts: OrderedDict[tuple[str, int, bool], tuple[QStaticText, float]] = OrderedDict()
        self._font = QFont()
        self._chosen: list[tuple[int, int, int, int]] = []
        self._heads = HeadPainter(view, model)

    def paint(self, dirty: QRect, *, columns: range, shows_marks: bool) -> None:
        """Paint the rows and columns that `dirty` touches."""
        view = self._view
        if view.font() != self._font:
            self._font = QFont(view.font())
            self._texts.clear()
        painter = QPainter(view.viewport())
        painter.setFont(self._font)
        self._chosen = [
            (part.top(), part.bottom(), part.left(), part.right())
            for part in view.selectionModel().selection()
        ]
        first, last = self._rows(dirty)
        if first < 0:
            painter.end()
            return
        shown_columns = [
            (at, view.columnViewportPosition(at), view.columnWidth(at)) for at in columns
            if not view.isColumnHidden(at)
        ]
        heads: list[tuple[int, int, int]] = []
        for row in range(first, last + 1):
            top, height = view.rowViewportPosition(row), view.rowHeight(row)
            if self._model.head_at(row) is not None:
                heads.append((row, top, height))
                continue
            self._ground(painter, row, QRect(dirty.left(), top, dirty.width(), height))
            for at, left, width in shown_columns:
                if left + width >= dirty.left() and left <= dirty.right():
                    self._cell(painter, row, at, rect=QRect(left, top, width, height))
            if shows_marks and self._model.shown(row).missing:
                self._mark(painter, QRect(0, top, view.columnWidth(0), height))
        bottom = view.rowViewportPosition(last) + view.rowHeight(last)
        self._lines(painter, dirty, shown_columns, bottom=bottom)
        for row, top, height in heads:  # over the lines between the columns
            self._ground(painter, row, QRect(dirty.left(), top, dirty.width(), height))
            if (head := self._model.head_at(row)) is not None:
                self._heads.paint(painter, head, top=top, height=height)
        self._current(painter)
        painter.end()

    def _rows(self, dirty: QRect) -> tuple[int, int]:
        view = self._view
        first = view.rowAt(max(0, dirty.top()))
        last = view.rowAt(dirty.bottom())
        if first >= 0 and last < 0:
            last = self._model.rowCount() - 1
        return first, last

    def _ground(self, painter: QPainter, row: int, band: QRect) -> None:
        shown = colours()
        is_current = row == self._view.currentIndex().row()
        is_head = self._model.head_at(row) is not None
        plain = shown.header if is_head else shown.alternate if row % 2 else shown.base
        colour = shown.row if is_current else plain
        painter.fillRect(band, QColor(colour))

    def _cell(self, painter: QPainter, row: int, column: int, *, rect: QRect) -> None:
        shown = self._model.shown(row)
        if self._is_selected(row, column):
            painter.fillRect(rect, QColor(colours().selection))
        words, expiry = shown.words[column], shown.expiries[column]
        if not words:
            return
        width = rect.width() - 2 * PADDING
        if column == 0 and shown.missing:
            width -= self._mark_size()[0] + 6
        text, length = self._text(words, width, False)
        left: float = rect.left() + PADDING
        if self._model.columns[column].kind.align_right:
            left = rect.right() - PADDING - length
        top = rect.top() + (rect.height() - text.size().height()) / 2
        painter.setPen(QColor(colours().text))
        painter.drawStaticText(QPointF(left, top), text)
        if expiry is not None:
            room = width - length - 8
            if room > 12:
                note, _ = self._text(expiry.words, round(room), True)
                painter.setPen(QColor(getattr(colours(), expiry.colour)))
                painter.drawStaticText(QPointF(left + length + 8, top), note)

    def _mark(self, painter: QPainter, rect: QRect) -> None:
        width, height = self._mark_size()
        box = QRectF(rect.right() - width - 6, rect.center().y() - height / 2 + 0.5, width, height)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours().warn_soft))
        painter.drawRoundedRect(box, 3, 3)
        painter.setPen(QColor(colours().warn))
        painter.setFont(self._small())
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, MARK)
        painter.restore()

    def _lines(
        self, painter: QPainter, dirty: QRect, columns: list[tuple[int, int, int]], *, bottom: int
    ) -> None:
        painter.setPen(QColor(colours().line))
        for _, left, width in columns:
            x = left + width - 1
            painter.drawLine(x, dirty.top(), x, min(dirty.bottom(), bottom))
        if bottom <= dirty.bottom():
            painter.drawLine(dirty.left(), bottom - 1, dirty.right(), bottom - 1)

    def _current(self, painter: QPainter) -> None:
        """The frame of the current cell, as in Excel; dimmer while the keyboard is elsewhere."""
        index = self._view.currentIndex()
        if not index.isValid() or self._view.isColumnHidden(index.column()):
            return
        if self._model.head_at(index.row()) is not None:
            return  # the tint of the row says it
        active = self._view.hasFocus() or self._focused_parent()
        painter.setPen(QColor(colours().accent if active else colours().line_strong))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(self._view.visualRect(index).adjusted(0, 0, -1, -1))

    def _focused_parent(self) -> bool:
        parent = self._view.parent()
        return isinstance(parent, QTableView) and parent.hasFocus()

    def _is_selected(self, row: int, column: int) -> bool:
        return any(
            top <= row <= bottom and left <= column <= right
            for top, bottom, left, right in self._chosen
        )

    def _text(self, words: str, width: int, small: bool) -> tuple[QStaticText, float]:
        key = (words, width, small)
        found = self._texts.get(key)
        if found is None:
            line = words.replace("\n", " ")
            metrics = QFontMetrics(self._font)
            if metrics.horizontalAdvance(line) > width:
                line = metrics.elidedText(line, Qt.TextElideMode.ElideRight, width)
            text = QStaticText(line)
            text.setTextFormat(Qt.TextFormat.PlainText)
            text.setPerformanceHint(QStaticText.PerformanceHint.AggressiveCaching)
            text.prepare(font=self._font)
            found = (text, text.size().width())
            self._texts[key] = found
            if len(self._texts) > TEXTS_KEPT:
                self._texts.popitem(last=False)
        return found

    def _small(self) -> QFont:
        font = QFont(self._font)
        font.setPointSizeF(font.pointSizeF() * 0.82)
        return font

    def _mark_size(self) -> tuple[int, int]:
        metrics = QFontMetrics(self._small())
        return metrics.horizontalAdvance(MARK) + 10, metrics.height() + 1
