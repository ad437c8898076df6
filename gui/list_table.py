"""The table of a list page: first column frozen, filter line, columns moved and sized by mouse."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableView,
    QWidget,
)

from gui.cell_painter import CellPainter
from gui.filter_header import FilterHeader
from gui.record_table import RecordTable
from gui.theme import role, theme
from models.fields import Choice, Coded, Date, Flag, Link, LongText, Money, Number
from models.listing import Column


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


class ListTable(QTableView):
    """Cells are selected as in Excel; whole records are what commands work on.

    opened(row): Enter or double click. columns_moved(names): a header was dragged.
    """

    opened = Signal(int)
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
        self._connect()
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

    def selected_rows(self) -> list[int]:
        """Rows with a selected cell, in order; the current row when nothing is selected."""
        rows: set[int] = set()
        for part in self.selectionModel().selection():
            rows.update(range(part.top(), part.bottom() + 1))
        if not rows and self.currentIndex().isValid():
            rows.add(self.currentIndex().row())
        return sorted(rows)

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
        """Enter opens; typing letters does not jump about (the search field finds)."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex().row())
            return
        super().keyPressEvent(event)

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


def default_width(column: Column) -> int:
    """Pixels at 100 % until she drags the edge."""
    kind = column.kind
    label = 13 * len(column.label) + 34
    if kind.width:
        return max(kind.width, min(label, 200))
    if isinstance(kind, Date):
        return max(label, 156 if column.is_expiry else 96)
    if isinstance(kind, LongText):
        return 220
    if isinstance(kind, Link):
        return 180
    if isinstance(kind, Money):
        return max(label, 96)
    if isinstance(kind, Number | Flag):
        return max(label, 62)
    if isinstance(kind, Choice):
        longest = max((len(word) for word in kind.options), default=4)
        return max(label, min(13 * longest + 20, 170))
    return max(label, 110)
