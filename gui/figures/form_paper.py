"""A filled form as it prints: merged header, rows, every number a cell that can be chosen."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetrics, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from exports.forms.base import NOT_APPLICABLE, CheckResult, Column, FilledCell, FilledForm, Row
from exports.forms.comparing import Place, Unsure
from gui.figures.frozen_leads import FrozenLeads
from gui.look.theme import colours

CELL = Qt.ItemDataRole.UserRole
KIND = Qt.ItemDataRole.UserRole + 1
INDENT = "　"
WIDE = 20
"""A lead column wider than this holds sentences and is set from the left."""

WIDEST = 120
"""Pixels beyond which even an unbroken word is cut short."""

_UNBROKEN = re.compile(r"[!-~]+(?: ✓)?")

SHRINK = 0.7
"""How far the columns give way before the paper scrolls sideways."""


@dataclass(frozen=True)
class Beside:
    """What is said beside the numbers: how far they are sure, proved totals, last year's number.

    gaps: what the parts of a total exceed it by; 0 is ✓.
    """

    unsure: Mapping[Place, Unsure] = field(default_factory=dict)
    gaps: Mapping[Place, float] = field(default_factory=dict)
    last_year: Mapping[Place, str] = field(default_factory=dict)

    def words(self, cell: FilledCell) -> str:
        """The cell with what is known besides, last year on a line of its own."""
        place, words = (cell.row, cell.column), cell.show()
        if place in self.gaps:
            gap = self.gaps[place]
            words += " ✓" if not gap else f" ≠ {gap:+,g}"
        if place in self.unsure:
            words += self.unsure[place].words(cell)
        if cell.before is not None:
            words += f"\n{cell.before.origin}"
        if place in self.last_year:
            words += f"\n上年 {self.last_year[place]}"
        return words


def gaps_of(results: Sequence[CheckResult]) -> dict[Place, float]:
    """Each proved total; where several checks prove one, the gap is told."""
    found: dict[Place, float] = {}
    for result in results:
        for row, column, gap in result.totals:
            found[(row, column)] = found.get((row, column), 0) or float(gap)
    return found


def _header_words(column: Column, level: int) -> str | None:
    """One header level; the lowest says the unit where its words do not. None below the last."""
    if level >= len(column.headers):
        return None
    words = column.headers[level]
    is_lowest = level == len(column.headers) - 1
    is_said = not column.unit or column.unit in words
    return f"{words}（{column.unit}）" if is_lowest and not is_said else words


class _Ruled(QStyledItemDelegate):
    """Paints the hairlines of the form itself: they stay thin at every scale."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        super().paint(painter, option, index)
        painter.save()
        painter.setPen(QPen(QColor(colours().line_strong), 1))
        box = option.rect  # type: ignore[attr-defined]
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        painter.drawLine(box.topRight(), box.bottomRight())
        painter.restore()


class FormPaper(QTableWidget):
    """The table of one form. `chosen(cell)` whenever another number is current."""

    chosen = Signal(object)
    opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.filled: FilledForm | None = None
        self.beside = Beside()
        self.leads = FrozenLeads(self)
        self.setItemDelegate(_Ruled(self))
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.verticalHeader().setVisible(False)
        self.horizontalHeader().setVisible(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setWordWrap(True)
        self.setAccessibleName("报表")
        self.currentCellChanged.connect(self._moved)
        self.itemActivated.connect(self._activated)

    def show_form(self, filled: FilledForm, beside: Beside | None = None) -> None:
        """Draw a filled form; the current cell stays where it was when the shape is the same."""
        current = (self.currentRow(), self.currentColumn())
        self.filled, self.beside = filled, beside or Beside()
        levels = len(self._levels(filled))
        leads = filled.form.lead
        self.blockSignals(True)
        self.clear()
        self.clearSpans()
        self.setRowCount(levels + len(filled.rows))
        self.setColumnCount(len(leads) + len(filled.columns))
        self._header(filled, levels)
        for at, row in enumerate(filled.rows):
            self._row(filled, row, levels + at)
        self._measure(filled)
        self.blockSignals(False)
        if levels <= current[0] < self.rowCount() and current[1] < self.columnCount():
            self.setCurrentCell(*current)

    def _header(self, filled: FilledForm, levels: int) -> None:
        for at, lead in enumerate(filled.form.lead):
            self._put(0, at, lead.header, "header")
            if levels > 1:
                self.setSpan(0, at, levels, 1)
        grid = [
            [_header_words(c, level) for c in filled.columns] for level in range(levels)
        ]
        offset = len(filled.form.lead)
        for level in range(levels):
            at = 0
            while at < len(filled.columns):
                words = grid[level][at]
                if words is None:
                    at += 1
                    continue
                wide = self._width_of_header(grid, level, at)
                tall = 1 if wide > 1 else self._height_of_header(grid, level, at)
                self._put(level, offset + at, words, "header")
                if wide > 1 or tall > 1:
                    self.setSpan(level, offset + at, tall, wide)
                at += wide

    @staticmethod
    def _width_of_header(grid: Sequence[Sequence[str | None]], level: int, at: int) -> int:
        """Equal neighbours on a level that has one below are merged."""
        below = grid[level + 1][at] if level + 1 < len(grid) else None
        end = at + 1
        while below is not None and end < len(grid[level]) and grid[level][end] == grid[level][at]:
            end += 1
        return end - at

    @staticmethod
    def _height_of_header(grid: Sequence[Sequence[str | None]], level: int, at: int) -> int:
        tall = 1
        while level + tall < len(grid) and grid[level + tall][at] is None:
            tall += 1
        return tall

    def _row(self, filled: FilledForm, row: Row, at: int) -> None:
        leads = len(filled.form.lead)
        kind = "heading" if row.heading else "strong" if row.strong else "label"
        if row.heading:
            self._put(at, 0, row.label, kind)
            self.setSpan(at, 0, 1, self.columnCount())
            return
        for column, text in enumerate(row.lead or (row.label,)):
            is_name = text == row.label
            wide = filled.form.lead[column].width > WIDE
            self._put(at, column, INDENT * row.indent + text if is_name else text, kind,
                      left=is_name or wide)
        for column, declared in enumerate(filled.columns, leads):
            self._number(at, column, filled.cells.get((row.key, declared.key)), strong=row.strong)

    def _number(self, at: int, column: int, cell: FilledCell | None, *, strong: bool) -> None:
        if cell is None:
            self._put(at, column, "", "blank")
            return
        kind = "missing" if cell.is_missing else "door" if cell.kind != "words" else "words"
        words = self.beside.words(cell)
        item = self._put(at, column, words, "strong " + kind if strong else kind)
        item.setData(CELL, cell)
        item.setToolTip("")
        what = {"missing": "未填，请输入"}.get(kind, words.replace("\n", "，"))
        spoken = f"{cell.row_label} {cell.column_label} {what} {cell.unit}"
        item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)

    def _put(
        self, at: int, column: int, text: str, kind: str, *, left: bool = False
    ) -> QTableWidgetItem:
        shown = colours()
        item = QTableWidgetItem(text)
        item.setData(KIND, kind)
        beginning = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        is_left = left or kind == "heading"
        item.setTextAlignment(beginning if is_left else Qt.AlignmentFlag.AlignCenter)
        font = QFont(self.font())
        if kind in ("header", "heading") or kind.startswith("strong"):
            font.setBold(True)
        if kind.endswith("door"):
            is_zero = text.split("\n")[0].removesuffix(" ✓").strip("0.%") == ""
            ink = shown.bad if "≠" in text else shown.muted if is_zero else shown.accent
            item.setForeground(QBrush(QColor(ink)))
        elif kind.endswith("missing"):
            item.setForeground(QBrush(QColor(shown.warn)))
            item.setBackground(QBrush(QColor(shown.warn_soft)))
        elif kind.endswith(("words", "blank")) and text in ("", NOT_APPLICABLE):
            item.setForeground(QBrush(QColor(shown.faint)))
        if kind == "header":
            item.setBackground(QBrush(QColor(shown.header)))
            item.setFlags(Qt.ItemFlag.ItemIsEnabled)
        elif kind == "heading":
            item.setBackground(QBrush(QColor(shown.alternate)))
            item.setFlags(Qt.ItemFlag.ItemIsEnabled)
        elif kind in ("label", "strong", "blank"):
            item.setFlags(Qt.ItemFlag.ItemIsEnabled)
        item.setFont(font)
        self.setItem(at, column, item)
        return item

    def _measure(self, filled: FilledForm) -> None:
        """Widths in the proportions of the printed form, filling the room; then row heights."""
        unit = self.fontMetrics().horizontalAdvance("0") * 1.1
        leads = [lead.width for lead in filled.form.lead]
        natural = [w * unit + 12 for w in (*leads, *(c.width for c in filled.columns))]
        room = max(self.viewport().width() - 2, 300)
        total = sum(natural)
        if total > room:
            factor = max(room / total, SHRINK)
            natural = [w * factor for w in natural]
        else:
            each = min((room - total) / len(filled.columns), 90)
            natural = [w if i < len(leads) else w + each for i, w in enumerate(natural)]
            natural[leads.index(max(leads))] += max(room - sum(natural), 0)
        for at, width in enumerate(natural):
            self.setColumnWidth(at, max(int(width), self._least_width(at)))
        self._set_heights(len(self._levels(filled)))
        self.leads.lay(len(leads), len(self._levels(filled)))

    def _least_width(self, column: int) -> int:
        """What the longest number or code of a column takes: such words cannot be broken."""
        widest = 0
        for at in range(self.rowCount()):
            item = self.item(at, column)
            if item is None or self.columnSpan(at, column) > 1:
                continue
            font = QFontMetrics(item.font())
            for word in _UNBROKEN.findall(item.text()):
                widest = max(widest, font.horizontalAdvance(word))
        return min(widest + 14, WIDEST)

    @staticmethod
    def _levels(filled: FilledForm) -> range:
        return range(max(len(c.headers) for c in filled.columns))

    def _set_heights(self, levels: int) -> None:
        metrics = self.fontMetrics()
        for at in range(self.rowCount()):
            lines = 1
            for column in range(self.columnCount()):
                item = self.item(at, column)
                wide = self.columnSpan(at, column)
                if item is None or self.rowSpan(at, column) > 1 or (wide > 1 and at >= levels):
                    continue
                across = range(column, column + wide)
                room = max(sum(self.columnWidth(each) for each in across) - 14, 30)
                lines = max(lines, sum(
                    max(-(-metrics.horizontalAdvance(line) // room), 1)
                    for line in item.text().split("\n")
                ))
            self.setRowHeight(at, metrics.height() * lines + (14 if at < levels else 10))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fill the new room."""
        super().resizeEvent(event)
        if self.filled is not None:
            self._measure(self.filled)

    def scrollTo(
        self, index: QModelIndex | QPersistentModelIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """As always, and not below the names that stay in sight."""
        super().scrollTo(index, hint)
        if index.column() >= len(self.filled.form.lead if self.filled else ()):
            self.leads.reveal(self.visualRect(index))

    def current_cell(self) -> FilledCell | None:
        """The number that is current, if any."""
        item = self.item(self.currentRow(), self.currentColumn())
        found = item.data(CELL) if item is not None else None
        return found if isinstance(found, FilledCell) else None

    def _moved(self, *_: int) -> None:
        self.chosen.emit(self.current_cell())

    def _activated(self, item: QTableWidgetItem) -> None:
        cell = item.data(CELL)
        if isinstance(cell, FilledCell):
            self.opened.emit(cell)
