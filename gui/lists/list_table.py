"""The table of a list page: first column frozen, filter line, columns moved and sized by mouse."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QItemSelectionRange,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QInputMethodEvent,
    QKeyEvent,
    QMouseEvent,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableView,
    QWidget,
)

from gui.lists.cell_painter import CellPainter
from gui.lists.filter_header import FilterHeader
from gui.lists.head_painter import INDENT, PADDING
from gui.lists.list_widths import default_width
from gui.lists.record_table import RecordTable
from gui.look.theme import role, theme
from models.fields import Choice, Coded, Flag
from models.listing import Column

_STEPS: dict[int, tuple[int, int]] = {
    Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1),
}
_FOLDING: dict[int, bool] = {Qt.Key.Key_Left: False, Qt.Key.Key_Right: True}
"""← folds a group that is unfolded, → unfolds one that is folded."""


class _Frozen(QTableView):
    """The first column, laid over the table; it scrolls with it and has no life of its own."""

    def __init__(self, main: ListTable) -> None:
        super().__init__(main)
        self._main = main
        self._painter = CellPainter(self, main.records)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Only the first column, with its marks."""
        self._painter.paint(event.rect(), columns=range(1), shows_marks=True)

    def wheelEvent(self, event: object) -> None:
        """Scroll the table below."""
        self._main.wheelEvent(event)  # type: ignore[arg-type]

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The triangle of a group folds it."""
        if not self._main.fold_under(event):
            super().mousePressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu of the table below."""
        self._main.contextMenuEvent(event)


class ListTable(QTableView):
    """Cells are selected as in Excel; whole records are what commands work on.

    opened(row): double click. columns_moved(names): a header was dragged. typed(text), composed
    (event): a cell is written over, by keys or by an input method. stepped: Shift with an arrow.
    """

    opened = Signal(int)
    folded = Signal(int)
    typed = Signal(str)
    composed = Signal(object)
    stepped = Signal(int, int)
    menu_wanted = Signal(QPoint)
    header_menu_wanted = Signal(str, QPoint)
    filter_changed = Signal(str, str)
    values_wanted = Signal(str, object)
    sort_wanted = Signal(str, bool)
    columns_moved = Signal(list)
    width_changed = Signal(str, int)
    selection_moved = Signal()

    def __init__(self, model: RecordTable, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.records = model
        self._painter = CellPainter(self, model)
        self._sizing = False
        self.setModel(model)
        self._prepare(self)
        self.header = FilterHeader(self, lambda at: at > 0)
        self.header.setSectionsMovable(True)
        self.header.setFirstSectionMovable(False)
        self.setHorizontalHeader(self.header)
        self.frozen = _Frozen(self)
        self.frozen.setModel(model)
        self._prepare(self.frozen)
        self.frozen_header = FilterHeader(self.frozen, lambda at: at == 0)
        self.frozen.setHorizontalHeader(self.frozen_header)
        self.frozen.setSelectionModel(self.selectionModel())
        self.frozen.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.frozen.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        role(self.frozen, "frozen")
        for header in (self.header, self.frozen_header):
            # With the table's selection each painting would ask for every row of each column.
            header.setSelectionModel(QItemSelectionModel(model, header))
        self._connect()
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
        self.setAccessibleName("记录列表")

    @staticmethod
    def _prepare(view: QTableView) -> None:
        view.setWordWrap(False)
        view.setShowGrid(False)
        view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setTabKeyNavigation(False)
        view.verticalHeader().hide()
        view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        view.setCornerButtonEnabled(False)
        view.setTextElideMode(Qt.TextElideMode.ElideRight)

    def _connect(self) -> None:
        self.frozen.verticalScrollBar().valueChanged.connect(self.verticalScrollBar().setValue)
        self.verticalScrollBar().valueChanged.connect(self.frozen.verticalScrollBar().setValue)
        self.header.sectionResized.connect(self._resized)
        self.frozen_header.sectionResized.connect(self._frozen_resized)
        self.header.sectionMoved.connect(self._moved)
        for header in (self.header, self.frozen_header):
            header.filter_changed.connect(self.filter_changed)
            header.values_wanted.connect(self.values_wanted)
            header.sort_wanted.connect(self._sort)
            header.entered_rows.connect(self._enter)
            header.menu_wanted.connect(self._menu_of_header)
        for view in (self, self.frozen):
            view.doubleClicked.connect(lambda index: self.opened.emit(index.row()))
        self.selectionModel().selectionChanged.connect(lambda *_: self.selection_moved.emit())
        self.selectionModel().currentChanged.connect(self._row_changed)
        self.frozen.pressed.connect(lambda _: self.setFocus())
        self.records.modelReset.connect(self._place_frozen)

    def show_columns(self, columns: list[Column], widths: dict[str, int]) -> None:
        """Lay out headers and widths for the model's columns."""
        fields = [(c.name, c.label, isinstance(c.kind, Choice | Coded | Flag)) for c in columns]
        self.header.set_columns(fields)
        self.frozen_header.set_columns(fields)
        self.size_columns(columns, widths)

    def size_columns(self, columns: list[Column], widths: dict[str, int]) -> None:
        """Widths and row height for the present text size."""
        self._sizing = True
        for at, column in enumerate(columns):
            width = self._scaled(widths.get(column.name) or default_width(column))
            self.setColumnWidth(at, width)
            self.frozen.setColumnWidth(at, width)
            self.frozen.setColumnHidden(at, at > 0)
        self._sizing = False
        self.fit_rows()
        self._place_frozen()

    def fit_rows(self) -> None:
        """Row height for the present text size."""
        height = self.fontMetrics().height() + 7
        for view in (self, self.frozen):
            view.verticalHeader().setMinimumSectionSize(10)
            view.verticalHeader().setDefaultSectionSize(height)
        self._place_frozen()

    def parts(self) -> list[QItemSelectionRange]:
        """The selected blocks; the current cell when nothing is selected."""
        found = list(self.selectionModel().selection())
        if not found and self.currentIndex().isValid():
            found = [QItemSelectionRange(self.currentIndex())]
        return found

    def selected_rows(self) -> Sequence[int]:
        """Rows of records with a selected cell, in order; the current row when none is selected."""
        spans = sorted({(part.top(), part.bottom()) for part in self.parts()})
        if not spans:
            return range(0)
        if len(spans) == 1 and not self.records.heads:
            return range(spans[0][0], min(spans[0][1] + 1, len(self.records.rows)))
        rows = {row for top, bottom in spans for row in range(top, bottom + 1)}
        return [row for row in sorted(rows) if self.records.is_record(row)]

    def selected_columns(self) -> list[int]:
        """Columns with a selected cell, in order."""
        columns: set[int] = set()
        for part in self.selectionModel().selection():
            columns.update(range(part.left(), part.right() + 1))
        return sorted(columns)

    def select_row(self, row: int, column: int = 0) -> None:
        """Make one row current and bring it into view."""
        index = self.records.index(row, max(0, min(column, self.records.columnCount() - 1)))
        self.selectionModel().setCurrentIndex(
            index, QItemSelectionModel.SelectionFlag.ClearAndSelect
        )
        self.scrollTo(index)

    def paintEvent(self, event: QPaintEvent) -> None:
        """All columns but the first, which the frozen view shows."""
        self._painter.paint(
            event.rect(), columns=range(1, self.records.columnCount()), shows_marks=False
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What is typed goes into the cell; Shift with an arrow selects; arrows fold groups."""
        key, held = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        is_head = self.records.head_at(self.currentIndex().row()) is not None
        if held == Qt.KeyboardModifier.ShiftModifier and key in _STEPS:
            self.stepped.emit(*_STEPS[key])
        elif is_head and held == Qt.KeyboardModifier.NoModifier and key in _FOLDING:
            head = self.records.head_at(self.currentIndex().row())
            if head is not None and (head.path in self.records.folded) == _FOLDING[key]:
                self.folded.emit(self.currentIndex().row())
        elif not held & ~Qt.KeyboardModifier.ShiftModifier and event.text().strip().isprintable() \
                and event.text().strip() and not is_head:
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Chinese typed onto a cell begins in the cell's editor."""
        if event.preeditString() or event.commitString():
            self.composed.emit(event)
        else:
            event.ignore()

    def inputMethodQuery(self, query: Qt.InputMethodQuery) -> object:
        """The input method opens beside the current cell."""
        if query == Qt.InputMethodQuery.ImEnabled:
            return True
        if query == Qt.InputMethodQuery.ImCursorRectangle:
            return self.visualRect(self.currentIndex())
        return super().inputMethodQuery(query)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu belongs to what is selected, or to the cell under the mouse."""
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            place = self.visualRect(self.currentIndex()).bottomLeft()
            self.menu_wanted.emit(self.viewport().mapToGlobal(place))
            return
        index = self.indexAt(self.viewport().mapFromGlobal(event.globalPos()))
        if index.isValid() and not self.selectionModel().isSelected(index):
            self.select_row(index.row(), index.column())
        self.menu_wanted.emit(event.globalPos())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The triangle of a group folds it."""
        if not self.fold_under(event):
            super().mousePressEvent(event)

    def fold_under(self, event: QMouseEvent) -> bool:
        """Whether a click went to the triangle of a group, which it folds."""
        place = event.position().toPoint()
        row = self.rowAt(place.y())
        head = self.records.head_at(row)
        if head is None or place.x() > PADDING + head.level * INDENT + 16:
            return False
        self.folded.emit(row)
        return True

    def _menu_of_header(self, section: int, place: QPoint) -> None:
        if section < len(self.records.columns):
            self.header_menu_wanted.emit(self.records.columns[section].name, place)

    def keyboardSearch(self, search: str) -> None:
        """Qt would walk through all rows for a typed letter; with 100,000 rows that blocks."""

    def scrollTo(
        self, index: QModelIndex | QPersistentModelIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """The frozen column is always in view; others must not hide behind it."""
        if index.column() > 0:
            super().scrollTo(index, hint)
            hidden = self.columnWidth(0) - self.columnViewportPosition(index.column())
            if hidden > 0:
                bar = self.horizontalScrollBar()
                bar.setValue(bar.value() - hidden)
        else:
            at = self.horizontalScrollBar().value()
            super().scrollTo(index, hint)
            self.horizontalScrollBar().setValue(at)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the frozen column as high as the table."""
        super().resizeEvent(event)
        self._place_frozen()

    def changeEvent(self, event: QEvent) -> None:
        """A new text size needs other row heights."""
        super().changeEvent(event)
        restyled = event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange)
        if restyled and hasattr(self, "frozen"):
            self.fit_rows()

    def updateGeometries(self) -> None:
        """The header's height may have changed."""
        super().updateGeometries()
        if hasattr(self, "frozen"):
            self._place_frozen()

    def _place_frozen(self) -> None:
        height = self.viewport().height() + self.header.height()
        edge = self.frameWidth()
        self.frozen.setGeometry(edge, edge, self.columnWidth(0) + 1, height)
        self.frozen.setVisible(self.records.columnCount() > 0)
        self.frozen.raise_()

    def _scaled(self, width: int) -> int:
        return round(width * theme().size / 100)

    def _resized(self, section: int, old: int, new: int) -> None:
        if section == 0:
            self.frozen.setColumnWidth(0, new)
            self._place_frozen()
        if not self._sizing and section < len(self.records.columns):
            self.width_changed.emit(
                self.records.columns[section].name, round(new * 100 / theme().size)
            )

    def _frozen_resized(self, section: int, old: int, new: int) -> None:
        if section == 0 and self.columnWidth(0) != new:
            self.setColumnWidth(0, new)

    def _moved(self, logical: int, old: int, new: int) -> None:
        if self._sizing:
            return
        self._sizing = True
        names = [
            self.records.columns[self.header.logicalIndex(at)].name
            for at in range(self.header.count())
        ]
        # The model takes the new order over, so the header goes back to the plain one.
        self.header.moveSection(new, old)
        self._sizing = False
        self.columns_moved.emit(names)

    def _sort(self, section: int, add: bool) -> None:
        if section < len(self.records.columns):
            self.sort_wanted.emit(self.records.columns[section].name, add)

    def _row_changed(self, current: QModelIndex, previous: QModelIndex) -> None:
        if current.row() != previous.row():
            self._paint_again()  # the tint of the current row runs over all columns
        self.selection_moved.emit()

    def _paint_again(self) -> None:
        self.viewport().update()
        self.frozen.viewport().update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The frame of the current cell shows where the keyboard is."""
        super().focusInEvent(event)
        self._paint_again()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """And that it is elsewhere."""
        super().focusOutEvent(event)
        self._paint_again()

    def _enter(self) -> None:
        if self.records.rowCount():
            row = self.rowAt(QPoint(0, 1).y())
            if not self.currentIndex().isValid():
                self.select_row(max(0, row))
            self.setFocus()

    def headers(self) -> Iterator[FilterHeader]:
        """Both headers: the frozen column's and the others'."""
        yield self.frozen_header
        yield self.header
