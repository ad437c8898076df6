"""Lines of a list whose first words are a heading: bold, the text below it, a hairline between."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QListWidget, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from gui.look.marks import tone

_SIDE, _ABOVE = 8, 6
_CHECK = 24
"""Pixels that the box to tick and its margin take."""
_WRAPPED = int((Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop).value)


class HeadedLines(QStyledItemDelegate):
    """For items of the form 'heading, line break, text'; without a break all of it is text."""

    def __init__(self, view: QListWidget) -> None:
        super().__init__(view)
        self._view = view
        view.setItemDelegate(self)
        view.setResizeMode(QListWidget.ResizeMode.Adjust)
        view.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """As high as its wrapped words."""
        head, text = _parted(str(index.data()))
        metrics: QFontMetrics = option.fontMetrics  # type: ignore[attr-defined]
        room = QRect(0, 0, self._view.viewport().width() - self._left(index) - _SIDE, 100_000)
        high = metrics.boundingRect(room, _WRAPPED, text).height() if text else 0
        return QSize(60, high + (metrics.height() + 2 if head else 0) + 2 * _ABOVE + 1)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """The ground and the box as the style draws them, then the words."""
        drawn = QStyleOptionViewItem(option)
        self.initStyleOption(drawn, index)
        head, text = _parted(str(index.data()))
        drawn.text = ""  # type: ignore[attr-defined]
        self._view.style().drawControl(
            QStyle.ControlElement.CE_ItemViewItem, drawn, painter, self._view)
        rect = QRect(option.rect)  # type: ignore[attr-defined]
        painter.save()
        painter.setPen(tone("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        inside = rect.adjusted(self._left(index), _ABOVE, -_SIDE, -_ABOVE)
        plain = drawn.font  # type: ignore[attr-defined]
        painter.setPen(tone("text"))
        if head:
            strong = QFont(plain)
            strong.setBold(True)
            painter.setFont(strong)
            shown = painter.fontMetrics().elidedText(
                head, Qt.TextElideMode.ElideRight, inside.width())
            painter.drawText(inside, int(Qt.AlignmentFlag.AlignTop.value), shown)
            inside.setTop(inside.top() + painter.fontMetrics().height() + 2)
        painter.setFont(plain)
        painter.drawText(inside, _WRAPPED, text)
        painter.restore()

    def _left(self, index: QModelIndex | QPersistentModelIndex) -> int:
        has_box = index.data(Qt.ItemDataRole.CheckStateRole) is not None
        return _SIDE + (_CHECK if has_box else 0)


def _parted(words: str) -> tuple[str, str]:
    head, line_break, text = words.partition("\n")
    return (head, text) if line_break else ("", head)
