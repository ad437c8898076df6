"""The findings of a proof-reading as a list, grouped by verdict, the worst first."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFont, QPainter, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from exports.proofreading.base import Finding, Report, Verdict
from exports.proofreading.telling import SIGNS, where, words_at
from gui.drafts.proof_text import TONES
from gui.look.marks import tone

_NUMBER = Qt.ItemDataRole.UserRole
_VERDICT = Qt.ItemDataRole.UserRole + 1
_WORDS = Qt.ItemDataRole.UserRole + 2
_PLACE = Qt.ItemDataRole.UserRole + 3
_FOLDED = Qt.ItemDataRole.UserRole + 4
"""On a folded group's line: its verdict."""
_SIDE, _GAP = 8, 3
_LINES = 2
"""Of the message; all of it stands below the list."""


class FindingList(QListWidget):
    """`chosen` carries the number of a finding, however it was chosen.

    `unfolded` carries the verdict whose folded group was pressed.
    """

    chosen = Signal(int)
    unfolded = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("校对结果")
        self.setItemDelegate(_Lines(self))
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.currentItemChanged.connect(self._tell)
        self.itemClicked.connect(self._unfold)
        self.itemActivated.connect(self._unfold)

    def show_findings(
        self, report: Report, findings: Sequence[Finding], only: Verdict | None
    ) -> None:
        """List them by verdict, then in reading order; the others than `only` stay folded."""
        self.blockSignals(True)
        self.clear()
        for verdict in SIGNS:
            group = [(n, f) for n, f in enumerate(findings) if f.verdict is verdict]
            if not group:
                continue
            is_folded = only not in (None, verdict)
            self.addItem(_head(verdict, len(group), is_folded=is_folded))
            for number, finding in () if is_folded else group:
                self.addItem(_item(number, finding, report))
        self.blockSignals(False)

    def numbers(self) -> list[int]:
        """The findings listed, from top to bottom."""
        found = [int(self.item(row).data(_NUMBER)) for row in range(self.count())]
        return [number for number in found if number >= 0]

    def current(self) -> int:
        """The finding chosen, -1 for none."""
        item = self.currentItem()
        return -1 if item is None else int(item.data(_NUMBER))

    def choose(self, number: int) -> bool:
        """Choose a finding; False where the list leaves it out."""
        for row in range(self.count()):
            if self.item(row).data(_NUMBER) == number:
                self.setCurrentRow(row)
                self.scrollToItem(self.item(row))
                return True
        return False

    def step(self, steps: int) -> None:
        """The next or an earlier finding, around the ends."""
        numbers = self.numbers()
        if not numbers:
            return
        here = self.current()
        at = numbers.index(here) + steps if here in numbers else (0 if steps > 0 else -1)
        self.choose(numbers[at % len(numbers)])

    def folded(self) -> list[Verdict]:
        """The verdicts whose findings are not listed now, from top to bottom."""
        found = [self.item(row).data(_FOLDED) for row in range(self.count())]
        return [Verdict(one) for one in found if one]

    def _unfold(self, item: QListWidgetItem) -> None:
        if verdict := item.data(_FOLDED):
            # Only after the click is over: the line that was pressed will be gone.
            QTimer.singleShot(0, self, lambda: self.unfolded.emit(Verdict(verdict)))

    def _tell(self, item: QListWidgetItem | None) -> None:
        if item is not None and item.data(_NUMBER) >= 0:
            self.chosen.emit(int(item.data(_NUMBER)))


def _head(verdict: Verdict, count: int, *, is_folded: bool) -> QListWidgetItem:
    """The line over a group; a folded one can be pressed and reached by the arrow keys."""
    head = QListWidgetItem(f"{'▸ ' if is_folded else ''}{SIGNS[verdict]} {verdict}　{count}")
    head.setData(_NUMBER, -1)
    head.setFlags(Qt.ItemFlag.ItemIsEnabled if is_folded else Qt.ItemFlag.NoItemFlags)
    if is_folded:
        head.setData(_FOLDED, verdict.value)
        head.setData(Qt.ItemDataRole.AccessibleTextRole, f"{verdict} {count} 条，未展开，按回车展开")
    return head


def _item(number: int, finding: Finding, report: Report) -> QListWidgetItem:
    place = finding.places[0]
    words = words_at(report, place).strip() or finding.said
    item = QListWidgetItem(finding.message)
    item.setData(_NUMBER, number)
    item.setData(_VERDICT, finding.verdict.value)
    item.setData(_WORDS, words)
    item.setData(_PLACE, where(place))
    item.setData(
        Qt.ItemDataRole.AccessibleTextRole,
        f"{finding.verdict}，{where(place)}，{words}：{finding.message}",
    )
    return item


class _Lines(QStyledItemDelegate):
    """Sign, words and place on the first line, the message below it."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """As high as its lines."""
        line = option.fontMetrics.height()  # type: ignore[attr-defined]
        if index.data(_NUMBER) < 0:
            return QSize(60, line + 10)
        width = self._view().viewport().width() - 3 * _SIDE - line
        room = QRect(0, 0, width, 10_000)
        text = option.fontMetrics.boundingRect(  # type: ignore[attr-defined]
            room, Qt.TextFlag.TextWordWrap.value, str(index.data()))
        return QSize(60, line + min(text.height(), _LINES * line) + 2 * 5 + _GAP)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw one line."""
        painter.save()
        rect = QRect(option.rect)  # type: ignore[attr-defined]
        if index.data(_NUMBER) < 0:
            self._paint_head(painter, rect, index)
        else:
            is_current = self._view().currentRow() == index.row()
            self._paint_finding(painter, rect, index, is_current=is_current)
        painter.restore()

    def _view(self) -> FindingList:
        view = self.parent()
        assert isinstance(view, FindingList)
        return view

    def _paint_head(
        self, painter: QPainter, rect: QRect, index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        is_current = self._view().currentRow() == index.row()
        ground = self._view().palette().color(QPalette.ColorRole.Highlight)
        painter.fillRect(rect, ground if is_current else tone("header"))
        room = rect.adjusted(_SIDE, 0, -_SIDE, 0)
        painter.setPen(tone("muted"))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, str(index.data()))
        if index.data(_FOLDED):
            painter.setPen(tone("line"))
            painter.drawLine(rect.bottomLeft(), rect.bottomRight())
            painter.setPen(tone("accent"))
            end = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
            painter.drawText(room, int(end.value), "展开")

    def _paint_finding(
        self, painter: QPainter, rect: QRect, index: QModelIndex | QPersistentModelIndex, *,
        is_current: bool,
    ) -> None:
        palette: QPalette = self._view().palette()
        if is_current:
            painter.fillRect(rect, palette.color(QPalette.ColorRole.Highlight))
        painter.setPen(tone("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        verdict = Verdict(index.data(_VERDICT))
        line = painter.fontMetrics().height()
        top = QRect(rect.left() + _SIDE, rect.top() + 5, rect.width() - 2 * _SIDE, line)
        plain, strong = painter.font(), QFont(painter.font())
        strong.setBold(True)
        painter.setFont(strong)
        painter.setPen(tone(TONES[verdict]))
        painter.drawText(top, Qt.AlignmentFlag.AlignLeft, SIGNS[verdict])
        left = top.adjusted(line + 2, 0, 0, 0)
        place = str(index.data(_PLACE))
        room = left.width() - painter.fontMetrics().horizontalAdvance(place) - _SIDE
        painter.setPen(tone("text"))
        words = painter.fontMetrics().elidedText(
            f"“{index.data(_WORDS)}”", Qt.TextElideMode.ElideMiddle, room)
        painter.drawText(left, Qt.AlignmentFlag.AlignLeft, words)
        painter.setFont(plain)
        painter.setPen(tone("muted"))
        painter.drawText(left, Qt.AlignmentFlag.AlignRight, place)
        below = QRect(left.left(), top.bottom() + 1 + _GAP, left.width(), _LINES * line)
        painter.setClipRect(below)
        flags = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop
        painter.drawText(below, int(flags.value), str(index.data()))
