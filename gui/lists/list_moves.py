"""Walking through a list as through a sheet: edges of the data, ends of rows, whole columns."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex

from gui.lists.list_loader import AT_ONCE

if TYPE_CHECKING:
    from gui.lists.list_page import ListPage

_ALONE = QItemSelectionModel.SelectionFlag.ClearAndSelect


class ListMoves:
    """Each method is a command of `gui.shared.commands`; `extend` lets the selection grow along."""

    def __init__(self, page: ListPage) -> None:
        self._page = page
        self._anchor: tuple[int, int] | None = None
        self._is_moving = False
        page.table.selectionModel().currentChanged.connect(self._forget)

    def next_cell(self, step: int = 1) -> None:
        """Right (or left), from a row's end into the next row."""
        row, column = self._at()
        columns = self._page.model.columnCount()
        if columns:
            place = row * columns + column + step
            self._go(*divmod(max(0, min(place, self._last() * columns + columns - 1)), columns))

    def row_start(self, extend: bool = False) -> None:
        """Home."""
        self._go(self._at()[0], 0, extend=extend)

    def row_end(self, extend: bool = False) -> None:
        """End."""
        self._go(self._at()[0], self._page.model.columnCount() - 1, extend=extend)

    def first_cell(self, extend: bool = False) -> None:
        """Ctrl+Home."""
        self._go(0, 0, extend=extend)

    def last_cell(self, extend: bool = False) -> None:
        """Ctrl+End."""
        self._go(self._last(), self._page.model.columnCount() - 1, extend=extend)

    def edge_left(self, extend: bool = False) -> None:
        """To the end of the filled cells, or over blank ones to the next filled one."""
        self._sideways(-1, extend)

    def edge_right(self, extend: bool = False) -> None:
        """The same to the right."""
        self._sideways(1, extend)

    def edge_up(self, extend: bool = False) -> None:
        """The same upwards."""
        self._upright(-1, extend)

    def edge_down(self, extend: bool = False) -> None:
        """The same downwards."""
        self._upright(1, extend)

    def step(self, down: int, right: int) -> None:
        """One cell further with the selection growing (Shift with an arrow)."""
        row, column = self._at()
        self._go(row + down, column + right, extend=True)

    def select_all(self) -> None:
        """Every cell."""
        self._page.table.selectAll()

    def select_row(self) -> None:
        """All cells of the selected rows."""
        model, table = self._page.model, self._page.table
        last = model.columnCount() - 1
        self._select([(part.top(), 0, part.bottom(), last) for part in table.parts()])

    def select_column(self) -> None:
        """All cells of the selected columns."""
        table = self._page.table
        last = self._last()
        self._select([(0, part.left(), last, part.right()) for part in table.parts()])

    def _sideways(self, step: int, extend: bool) -> None:
        row, column = self._at()
        if not self._page.model.is_record(row):
            return
        words = self._page.model.shown(row).words
        self._go(row, edge(lambda at: bool(words[at]), column, step, len(words)), extend=extend)

    def _upright(self, step: int, extend: bool) -> None:
        page, (row, column) = self._page, self._at()
        model = page.model
        if not len(model.rows):
            return
        rows, listing, kind = model.rows, model.listing, model.columns[column]

        def arrive(blank: set[int]) -> None:
            if model.rows is rows:
                to = edge(lambda at: rows[at] > 0 and rows[at] not in blank, row, step, len(rows))
                self._go(to, column, extend=extend)

        if len(rows) <= AT_ONCE:
            arrive(listing.blank_ids(kind))
        else:
            page.context.worker.look_up(lambda: listing.blank_ids(kind), arrive)

    def _at(self) -> tuple[int, int]:
        index = self._page.table.currentIndex()
        return max(0, index.row()), max(0, index.column())

    def _last(self) -> int:
        return max(0, self._page.model.rowCount() - 1)

    def _go(self, row: int, column: int, *, extend: bool = False) -> None:
        table, model = self._page.table, self._page.model
        index = model.index(
            max(0, min(row, self._last())), max(0, min(column, model.columnCount() - 1))
        )
        if not index.isValid():
            return
        anchor = (self._anchor or self._at()) if extend else None
        self._is_moving = True
        chosen = table.selectionModel()
        if anchor is None:
            chosen.setCurrentIndex(index, _ALONE)
        else:
            chosen.setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
            top, bottom = sorted((anchor[0], index.row()))
            left, right = sorted((anchor[1], index.column()))
            self._select([(top, left, bottom, right)])
        self._is_moving = False
        self._anchor = anchor
        table.scrollTo(index)

    def _select(self, blocks: list[tuple[int, int, int, int]]) -> None:
        model = self._page.model
        selection = QItemSelection()
        for top, left, bottom, right in blocks:
            selection.select(model.index(top, left), model.index(bottom, right))
        self._page.table.selectionModel().select(selection, _ALONE)

    def _forget(self, _new: QModelIndex, _old: QModelIndex) -> None:
        if not self._is_moving:
            self._anchor = None


def edge(is_filled: Callable[[int], bool], at: int, step: int, count: int) -> int:
    """Where Ctrl with an arrow arrives: the last filled place, or the first one beyond a gap."""
    last = count - 1 if step > 0 else 0
    if at == last:
        return at
    at += step
    if is_filled(at) and is_filled(at - step):
        while at != last and is_filled(at + step):
            at += step
        return at
    while at != last and not is_filled(at):
        at += step
    return at
