"""The outline of a draft: its sections with a sign of what is still open; a click leads there."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from exports.drafts.base import ComposedDraft
from exports.drafts.numbering import Numbering
from gui.look.marks import tone
from gui.look.theme import role

_KEY = Qt.ItemDataRole.UserRole
_SIGN = Qt.ItemDataRole.UserRole + 1
_SIDE, _ABOVE = 10, 5
_WRAPPED = int((Qt.TextFlag.TextWrapAnywhere | Qt.AlignmentFlag.AlignTop).value)
_OPEN, _DONE = "○", "✓"


class DraftOutline(QListWidget):
    """Each item carries the key of its section; parts are headings that cannot be chosen."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("提纲")
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(_Lines(self))
        role(self, "plain")

    def show_draft(self, composed: ComposedDraft) -> None:
        """List the sections anew; the chosen row stays chosen."""
        row = self.currentRow()
        self.blockSignals(True)
        self.clear()
        numbering, part = Numbering(), ""
        waiting = {p.place for p in composed.open_points} | {c.place for c in composed.to_confirm}
        for section in composed.sections:
            if section.part != part:
                part = section.part
                item = QListWidgetItem(numbering.next(0).strip(), self)
                item.setToolTip(part)
                item.setFlags(Qt.ItemFlag.NoItemFlags)
            if section.title:
                is_open = section.title in waiting
                item = QListWidgetItem(numbering.next(1) + section.title, self)
                item.setData(_KEY, section.key)
                item.setData(_SIGN, _OPEN if is_open else _DONE)
                told = "有待补或待确认的内容" if is_open else "已齐"
                item.setToolTip(told)
                item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{item.text()}，{told}")
        self.setCurrentRow(row)
        self.blockSignals(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A scroll bar that has just come takes width, and headings break anew."""
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self.doItemsLayout)

    def choose(self, key: str) -> None:
        """Choose a section without going to it."""
        for row in range(self.count()):
            if self.item(row).data(_KEY) == key:
                self.blockSignals(True)
                self.setCurrentRow(row)
                self.blockSignals(False)


class _Lines(QStyledItemDelegate):
    """The sign in a column of its own, the heading wrapped beside it."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """As high as the wrapped heading."""
        metrics = option.fontMetrics  # type: ignore[attr-defined]
        wide = self._view().viewport().width() - self._left(metrics.height(), index) - _SIDE
        room = QRect(0, 0, max(wide, metrics.height()), 10_000)
        high = metrics.boundingRect(room, _WRAPPED, str(index.data())).height()
        return QSize(60, high + 2 * _ABOVE)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """The ground as the style draws it, then sign and heading."""
        drawn = QStyleOptionViewItem(option)
        self.initStyleOption(drawn, index)
        drawn.text = ""  # type: ignore[attr-defined]
        view, sign = self._view(), index.data(_SIGN)
        view.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, drawn, painter, view)
        painter.save()
        painter.setFont(drawn.font)  # type: ignore[attr-defined]
        line = painter.fontMetrics().height()
        rect = QRect(option.rect).adjusted(_SIDE, _ABOVE, -_SIDE, 0)  # type: ignore[attr-defined]
        if sign:
            painter.setPen(tone("warn" if sign == _OPEN else "good"))
            box = QRect(rect.left(), rect.top(), line, line)
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter.value), sign)
        painter.setPen(tone("text" if sign else "muted"))
        rect.setLeft(rect.left() - _SIDE + self._left(line, index))
        painter.drawText(rect, _WRAPPED, str(index.data()))
        painter.restore()

    def _view(self) -> DraftOutline:
        view = self.parent()
        assert isinstance(view, DraftOutline)
        return view

    @staticmethod
    def _left(line: int, index: QModelIndex | QPersistentModelIndex) -> int:
        return _SIDE + (line + 3 if index.data(_SIGN) else 0)
