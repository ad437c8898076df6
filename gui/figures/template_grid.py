"""A sheet of the authority's workbook as it looks on paper, with the picked cells marked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygon, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from exports.template_look import PLAIN, Look, shown
from exports.template_reading import Area, Place, TemplateSheet
from gui.look.marks import plain_tip
from gui.look.theme import colours, theme

LOOK, KIND, SPILL = (Qt.ItemDataRole.UserRole + n for n in range(3))
FIGURE, TYPED, BLANK_TYPED, TOTAL, ASKED = "figure", "typed", "blank", "total", "asked"
SHOWN_ROWS, SHOWN_COLUMNS = 400, 80
SMALLEST, LARGEST = 0.72, 1.2
"""How far the paper gives way to the width of the window."""
PIXELS = 96 / 72


@dataclass(frozen=True)
class Marks:
    """What stands beside the template's own words on one sheet, by cell: the words shown, what
    sort of cell it is, and the tip."""

    words: Mapping[Place, str] = field(default_factory=dict)
    kinds: Mapping[Place, str] = field(default_factory=dict)
    tips: Mapping[Place, str] = field(default_factory=dict)


def on_screen(words: str) -> QColor:
    """A colour of the workbook; in the dark window light and dark change places."""
    colour = QColor(words)
    if not theme().is_dark:
        return colour
    hue, full, light = colour.hslHueF(), colour.hslSaturationF(), colour.lightnessF()
    return QColor.fromHslF(max(hue, 0), full * 0.55, 0.15 + (1 - light) * 0.76)


class _Paper(QStyledItemDelegate):
    """Paints a cell with its own letters, ground and lines, and words that run on to the right."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        box, look = option.rect, index.data(LOOK) or PLAIN
        kind, now = index.data(KIND), colours()
        grid: SheetView = self.parent()  # type: ignore[assignment]
        painter.save()
        grounds = {FIGURE: now.accent_soft, TYPED: now.warn_soft, BLANK_TYPED: now.warn_soft,
                   ASKED: now.bad_soft}
        ground = QColor(grounds[kind]) if kind in grounds else (
            on_screen(look.ground) if look.ground else QColor(now.base))
        painter.fillRect(box, ground)
        self._lines(painter, box, look)
        chosen = option.state & QStyle.StateFlag.State_Selected
        if chosen and kind not in grounds:
            painter.fillRect(box, QColor(now.row))
            self._lines(painter, box, look)
        painter.setPen(self._ink(look, kind))
        painter.setClipRect(box)
        source = index.data(SPILL)
        if source is not None:
            first = grid.model().index(*source)
            whole = grid.visualRect(first).united(box)
            self._words(painter, whole, first.data(LOOK) or PLAIN, first.data())
        else:
            self._words(painter, box, look, index.data())
        painter.setClipping(False)
        self._corner(painter, box, kind)
        if chosen:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(now.accent), 2))
            painter.drawRect(box.adjusted(1, 1, -2, -2))
        painter.restore()

    def _ink(self, look: Look, kind: str | None) -> QColor:
        now = colours()
        if kind == FIGURE:
            return QColor(now.accent)
        if kind in (TYPED, BLANK_TYPED):
            return QColor(now.warn)
        return on_screen(look.ink) if look.ink else QColor(now.text)

    def _lines(self, painter: QPainter, box: QRect, look: Look) -> None:
        now = colours()
        painter.setPen(QPen(QColor(now.line), 1))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        painter.drawLine(box.topRight(), box.bottomRight())
        _, _, right, bottom = look.lines
        for weight, one, two in (
            (right, box.topRight(), box.bottomRight()),
            (bottom, box.bottomLeft(), box.bottomRight()),
        ):
            if weight:
                painter.setPen(QPen(QColor(now.muted), weight))
                painter.drawLine(one, two)

    def _words(
        self, painter: QPainter, box: QRect, look: Look, words: object
    ) -> None:
        if not words:
            return
        painter.setFont(self.parent().font_of(look))
        painter.drawText(box.adjusted(4, 1, -4, -1), _flags(look, str(words)), str(words))

    def _corner(self, painter: QPainter, box: QRect, kind: str | None) -> None:
        """A small corner says without colour that a cell is picked (upper) or typed (lower)."""
        if kind not in (FIGURE, TYPED, BLANK_TYPED):
            return
        now = colours()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(now.accent if kind == FIGURE else now.warn))
        start, step = (box.topLeft(), 7) if kind == FIGURE else (box.bottomLeft(), -7)
        painter.drawPolygon(QPolygon([start, start + QPoint(7, 0), start + QPoint(0, step)]))


def _flags(look: Look, words: str) -> int:
    is_number = words[:1] in "-+0123456789" and words.replace(",", "").rstrip("%").lstrip(
        "-+").replace(".", "", 1).isdigit()
    across = {
        "left": Qt.AlignmentFlag.AlignLeft, "right": Qt.AlignmentFlag.AlignRight,
        "center": Qt.AlignmentFlag.AlignHCenter, "centerContinuous": Qt.AlignmentFlag.AlignHCenter,
        "distributed": Qt.AlignmentFlag.AlignHCenter,
    }.get(look.across, Qt.AlignmentFlag.AlignRight if is_number else Qt.AlignmentFlag.AlignLeft)
    upright = {
        "top": Qt.AlignmentFlag.AlignTop, "bottom": Qt.AlignmentFlag.AlignBottom,
    }.get(look.upright, Qt.AlignmentFlag.AlignVCenter)
    flags = int(across.value) | int(upright.value)
    if look.wraps or "\n" in words:
        flags |= int(Qt.TextFlag.TextWordWrap.value) | int(Qt.TextFlag.TextWrapAnywhere.value)
    else:
        flags |= int(Qt.TextFlag.TextSingleLine.value) | int(Qt.TextFlag.TextDontClip.value)
    return flags


class SheetView(QTableWidget):
    """One sheet. It is drawn again as a whole whenever the mapping changes."""

    def __init__(self, looks: list[Look], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._looks = looks
        self._sheet: TemplateSheet | None = None
        self._marks = Marks()
        self._metrics: dict[Look, tuple[QFont, QFontMetricsF]] = {}
        self.zoom = 1.0
        self.setItemDelegate(_Paper(self))
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        for bar in (self.setHorizontalScrollMode, self.setVerticalScrollMode):
            bar(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().setMinimumSectionSize(0)
        self.horizontalHeader().setMinimumSectionSize(0)
        self.verticalHeader().setFixedWidth(34)
        self.horizontalHeader().setFixedHeight(22)
        self.verticalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setAccessibleName("模板")

    def font_of(self, look: Look) -> QFont:
        """The letters of a cell, in the size of the sheet at this zoom."""
        return self._letters(look)[0]

    def _letters(self, look: Look) -> tuple[QFont, QFontMetricsF]:
        if look not in self._metrics:
            font = QFont(self.font())
            font.setPixelSize(max(int(look.size * PIXELS * self.zoom * 0.93), 9))
            font.setBold(look.bold)
            font.setItalic(look.italic)
            font.setUnderline(look.underlined)
            self._metrics[look] = font, QFontMetricsF(font)
        return self._metrics[look]

    def place(self) -> Place | None:
        """The current cell; the top left of a merged one."""
        row, column = self.currentRow(), self.currentColumn()
        if row < 0 or self._sheet is None:
            return None
        return self._sheet.anchor(Place(row + 1, column + 1))

    def places(self) -> list[Place]:
        """All selected cells, each merged one once."""
        if self._sheet is None:
            return []
        chosen = {self._sheet.anchor(Place(i.row() + 1, i.column() + 1))
                  for i in self.selectedIndexes()}
        current = self.place()
        return sorted(chosen if current is None else chosen | {current})

    def show_sheet(self, sheet: TemplateSheet, marks: Marks) -> None:
        """Draw a sheet; the current cell stays when it is the same sheet."""
        is_same, current = sheet is self._sheet, (self.currentRow(), self.currentColumn())
        self._sheet, self._marks = sheet, marks
        self.blockSignals(True)
        if not is_same:
            self._shape(sheet)
        for row in range(self.rowCount()):
            for column in range(self.columnCount()):
                place = Place(row + 1, column + 1)
                if sheet.anchor(place) == place:
                    self.setItem(row, column, self._item(sheet, place))
        self._measure(sheet)
        self._let_run_on()
        if not is_same:
            current = (0, 0)
            self.clearSelection()
        if 0 <= current[0] < self.rowCount():
            self.setCurrentCell(*current)
        self.blockSignals(False)
        self.viewport().update()

    def _shape(self, sheet: TemplateSheet) -> None:
        self.clear()
        self.clearSpans()
        rows, columns = self._extent(sheet)
        self.setRowCount(rows)
        self.setColumnCount(columns)
        self.setHorizontalHeaderLabels([str(Place(1, c + 1))[:-1] for c in range(columns)])
        for area in sheet.merges:
            down = min(area.bottom, rows) - area.top + 1
            right = min(area.right, columns) - area.left + 1
            if area.top <= rows and area.left <= columns and (down > 1 or right > 1):
                self.setSpan(area.top - 1, area.left - 1, down, right)
        self._set_widths(sheet)

    def _set_widths(self, sheet: TemplateSheet) -> None:
        """The widths of the file, as large or small as the window lets the whole sheet be."""
        widths = [sheet.widths.get(c + 1, sheet.default_width) for c in range(self.columnCount())]
        whole = sum(width * 7 + 5 for width in widths) or 1
        room = max(self.width() - 34 - 16, 300)
        self.zoom = min(max(room / whole, SMALLEST), LARGEST)
        self._metrics = {}
        for column, width in enumerate(widths):
            self.setColumnHidden(column, width == 0)
            self.setColumnWidth(column, max(round((width * 7 + 5) * self.zoom), 20))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The sheet grows and shrinks with the window."""
        super().resizeEvent(event)
        if self._sheet is not None and event.size().width() != event.oldSize().width():
            self._set_widths(self._sheet)
            self._measure(self._sheet)
            self._let_run_on()

    def _item(self, sheet: TemplateSheet, place: Place) -> QTableWidgetItem:
        cell, marks = sheet.at(place), self._marks
        look = self._look(sheet, place)
        words = marks.words.get(place)
        if words is None:
            words = cell.error or shown(cell.value, look.number_format)
        item = QTableWidgetItem(words)
        item.setData(LOOK, replace(look, lines=self._edges(sheet, place)))
        item.setData(KIND, marks.kinds.get(place))
        if place in marks.tips:
            item.setToolTip(plain_tip(marks.tips[place]))
        return item

    def _extent(self, sheet: TemplateSheet) -> tuple[int, int]:
        """Rows and columns to show: what is written, merged or ruled (blank lines to be filled)."""
        ruled = [p for p in sheet.cells if any(self._look(sheet, p).lines)]
        rows = max([sheet.size[0] + 1, *(p.row for p in ruled)])
        columns = max([sheet.size[1], *(p.column for p in ruled), 1])
        return min(rows, SHOWN_ROWS), min(columns, SHOWN_COLUMNS)

    def _look(self, sheet: TemplateSheet, place: Place) -> Look:
        cell = sheet.cells.get(place)
        known = cell is not None and cell.style < len(self._looks)
        return self._looks[cell.style] if cell is not None and known else PLAIN

    def _edges(self, sheet: TemplateSheet, place: Place) -> tuple[int, int, int, int]:
        """The lines right of and below a cell: its own or its neighbour's, drawn once."""
        area = sheet.merge_at(place) or Area(*place, *place)
        (row, column), look = place, self._look
        right = max(look(sheet, place).lines[2],
                    look(sheet, Place(row, area.right)).lines[2],
                    look(sheet, Place(row, area.right + 1)).lines[0])
        bottom = max(look(sheet, place).lines[3],
                     look(sheet, Place(area.bottom, column)).lines[3],
                     look(sheet, Place(area.bottom + 1, column)).lines[1])
        return 0, 0, right, bottom

    def _measure(self, sheet: TemplateSheet) -> None:
        """Row heights of the file, more where wrapped words need it with the letters at hand."""
        for row in range(self.rowCount()):
            height = sheet.heights.get(row + 1)
            self.setRowHidden(row, height == 0)
            if height == 0:
                continue
            needed = (height or 15.0) * PIXELS * self.zoom
            for column in range(self.columnCount()):
                item = self.item(row, column)
                if item is None or not item.text() or self.rowSpan(row, column) > 1:
                    continue
                look: Look = item.data(LOOK)
                metrics = self._letters(look)[1]
                if look.wraps or "\n" in item.text():
                    width = sum(self.columnWidth(column + at)
                                for at in range(self.columnSpan(row, column))) - 10
                    room = QRectF(0, 0, max(width, 20), 4_000)
                    box = metrics.boundingRect(room, _flags(look, item.text()), item.text())
                    needed = max(needed, box.height() + 4)
                else:
                    needed = max(needed, metrics.height() + 3)
            self.setRowHeight(row, round(needed))

    def _let_run_on(self) -> None:
        """Unwrapped words longer than their cell run on over blank cells, as in the sheet."""
        for row in range(self.rowCount()):
            for column in range(self.columnCount()):
                if (blank := self.item(row, column)) is not None:
                    blank.setData(SPILL, None)
        for row in range(self.rowCount()):
            for column in range(self.columnCount()):
                item = self.item(row, column)
                if item is None or not item.text() or item.data(LOOK).wraps:
                    continue
                across = item.data(LOOK).across
                if across not in ("general", "left", "right"):
                    continue
                metrics = self._letters(item.data(LOOK))[1]
                room = metrics.horizontalAdvance(item.text()) + 8 - sum(
                    self.columnWidth(column + a) for a in range(self.columnSpan(row, column)))
                step = -1 if across == "right" else 1
                at = column - 1 if step < 0 else column + self.columnSpan(row, column)
                while room > 0 and 0 <= at < self.columnCount():
                    other = self.item(row, at)
                    if other is None or other.text() or other.data(KIND) is not None:
                        break
                    other.setData(SPILL, (row, column))
                    room -= self.columnWidth(at)
                    at += step
