"""Names of rows and header of a wide or long form stay in sight while its numbers are scrolled."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QStyleOptionViewItem, QTableWidget, QWidget

from gui.look.theme import colours

MOST = 0.45
"""The part of the room that may stay in sight; beyond it everything scrolls."""


class _Pane(QWidget):
    """Paints cells of the table again, at the edge where they would have scrolled away."""

    def __init__(self, owner: FrozenLeads) -> None:
        super().__init__(owner.table.viewport())
        self._owner = owner
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The frozen rows and columns, drawn by the table's own delegate."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.palette().base())
        self._owner.paint(painter, self)
        painter.setPen(QColor(colours().line_strong))
        painter.drawRect(self.rect().adjusted(-1, -1, -1, -1))
        painter.end()


class FrozenLeads:
    """The lead columns at the left and the header rows above of one table, while it is scrolled."""

    def __init__(self, table: QTableWidget) -> None:
        self.table = table
        self._columns = self._rows = 0
        self.left, self.above, self.corner = _Pane(self), _Pane(self), _Pane(self)
        for bar in (table.horizontalScrollBar(), table.verticalScrollBar()):
            bar.valueChanged.connect(self.place)
            bar.rangeChanged.connect(self.place)

    def lay(self, columns: int, rows: int) -> None:
        """So many columns and rows are names and header."""
        self._columns, self._rows = columns, rows
        self.place()

    def width(self) -> int:
        """Pixels of the lead columns; 0 where they would take too much of the room."""
        wide = sum(self.table.columnWidth(at) for at in range(self._columns))
        return wide if wide <= self.table.viewport().width() * MOST else 0

    def height(self) -> int:
        """Pixels of the header rows; 0 where they would take too much of the room."""
        tall = sum(self.table.rowHeight(at) for at in range(self._rows))
        return tall if tall <= self.table.viewport().height() * MOST else 0

    def place(self, *_: int) -> None:
        """Show what has scrolled away, at its edge."""
        across = self.table.horizontalScrollBar().value() > 0
        down = self.table.verticalScrollBar().value() > 0
        wide, tall, room = self.width(), self.height(), self.table.viewport().rect()
        for pane, shown, box in (
            (self.left, across and wide, QRect(0, 0, wide, room.height())),
            (self.above, down and tall, QRect(0, 0, room.width(), tall)),
            (self.corner, across and down and wide and tall, QRect(0, 0, wide, tall)),
        ):
            pane.setGeometry(box)
            pane.setVisible(bool(shown))
            pane.raise_()
            pane.update()

    def paint(self, painter: QPainter, pane: QWidget) -> None:
        """Draw the cells of one pane: those that keep their place move against the scrolling."""
        keeps_left, keeps_top = pane is not self.above, pane is not self.left
        columns = self._columns if keeps_left else self.table.columnCount()
        rows = self._rows if keeps_top else self.table.rowCount()
        dx = self.table.horizontalScrollBar().value() if keeps_left else 0
        dy = self.table.verticalScrollBar().value() if keeps_top else 0
        model = self.table.model()
        for row in range(rows):
            for column in range(columns):
                index = model.index(row, column)
                box = self.table.visualRect(index).translated(dx, dy)
                if box.isValid() and box.intersects(pane.rect()):
                    self._cell(painter, index, box)

    def _cell(
        self, painter: QPainter, index: QModelIndex | QPersistentModelIndex, box: QRect,
    ) -> None:
        option = QStyleOptionViewItem()
        self.table.initViewItemOption(option)
        option.rect = box  # type: ignore[attr-defined]
        painter.save()
        painter.setClipRect(box)
        self.table.itemDelegateForIndex(index).paint(painter, option, index)
        painter.restore()

    def reveal(self, box: QRect) -> None:
        """Scroll a cell out from below the panes."""
        across, down = self.table.horizontalScrollBar(), self.table.verticalScrollBar()
        if across.value() and box.left() < self.width():
            across.setValue(across.value() - (self.width() - box.left()))
        if down.value() and box.top() < self.height():
            down.setValue(down.value() - (self.height() - box.top()))
