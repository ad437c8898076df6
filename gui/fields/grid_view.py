"""A table with the keyboard rhythm of a spreadsheet: Tab right, Enter down, blocks in and out."""

from __future__ import annotations

import csv
import io
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHeaderView,
    QTableView,
    QWidget,
)

from gui.fields.cell_delegate import CellDelegate
from gui.fields.editors import Editor, opens_choices
from gui.fields.lines_model import LinesModel
from gui.look.theme import role
from models import three_states
from models.fields import Date, Flag, Kind, Link, LongText, Text
from models.three_states import INAPPLICABLE

_OWN_KEYS = (
    Qt.Key.Key_C, Qt.Key.Key_D, Qt.Key.Key_V, Qt.Key.Key_X, Qt.Key.Key_Z, Qt.Key.Key_Minus,
    Qt.Key.Key_Slash,
)
"""With Ctrl."""

WIDEST = 18
"""No column is made wider than so many Chinese characters."""


_WALKING = (
    Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home,
    Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown,
)
"""Keys that end a run of Tabs; typing does not."""


class GridView(QTableView):
    """The table itself and its keys.

    row_wanted(row): it is to be opened as a form. dragged(column name, width): by the mouse.
    """

    row_wanted = Signal(int)
    dragged = Signal(str, int)

    def __init__(self, model: LinesModel, parent: QWidget) -> None:
        super().__init__(parent)
        self.lines = model
        self.setModel(model)
        role(self, "table")
        self._cells = CellDelegate(self)
        self.setItemDelegate(self._cells)
        self.setTabKeyNavigation(True)
        self.setAlternatingRowColors(False)
        self.setWordWrap(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        rows = self.verticalHeader()
        rows.setDefaultSectionSize(self.fontMetrics().height() + 12)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setStretchLastSection(True)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._widths = [self._width(kind, number) for number, kind in enumerate(model.columns)]
        for number, width in enumerate(self._widths):
            self.setColumnWidth(number, width)
        self._run_column: int | None = None
        self._taken: dict[str, int] = {}
        rows.sectionDoubleClicked.connect(self.row_wanted)
        rows.setToolTip("双击行号，把这一行打开成表单（Alt+Enter）")
        header.sectionResized.connect(self._resized)

    def take_widths(self, widths: dict[str, int]) -> None:
        """Use remembered widths, the first ones for all other columns."""
        self._taken = dict(widths)
        for number, kind in enumerate(self.lines.columns):
            self.setColumnWidth(number, widths.get(kind.name, self._widths[number]))

    def _resized(self, section: int, _: int, width: int) -> None:
        """Only what the mouse does is remembered; widening to the contents is not."""
        if QGuiApplication.mouseButtons() & Qt.MouseButton.LeftButton and section >= 0:
            name = self.lines.columns[section].name
            if self.horizontalHeader().underMouse():
                self._taken[name] = width
                self.dragged.emit(name, width)

    def focusInEvent(self, event: Any) -> None:
        """Arriving by keyboard lands in the first cell that is shown."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.lines.rows:
            self.setCurrentIndex(self.lines.index(0, self._shown_columns()[0]))

    def focusNextPrevChild(self, next_: bool) -> bool:
        """Tab moves between cells; `keyPressEvent` says when it leaves the grid."""
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The rhythm of a spreadsheet."""
        key, is_control = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        has_alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self.step_aside(-1 if key == Qt.Key.Key_Backtab else 1, leaves=is_control)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and has_alt:
            self.row_wanted.emit(self.currentIndex().row())
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not is_control:
            is_up = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.step_down(-1 if is_up else 1)
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.Cut):
            self.copy()
            self.clear_cells()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif event.matches(QKeySequence.StandardKey.Undo):
            self.lines.take_back()
        elif is_control and key == Qt.Key.Key_D:
            self.fill_down()
        elif is_control and key == Qt.Key.Key_Slash:
            self.toggle_inapplicable()
        elif is_control and key in (Qt.Key.Key_Minus, Qt.Key.Key_Delete):
            self.delete_rows()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.clear_cells()
        elif key in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
        elif opens_choices(event):
            self.edit(self.currentIndex())
            if (editor := self.open_editor()) is not None:
                editor.open_choices()
        else:
            if key in _WALKING:
                self._run_column = None
            super().keyPressEvent(event)

    def open_editor(self) -> Editor | None:
        """The open cell editor, if there is one."""
        return next((e for e in self.viewport().findChildren(Editor) if e.isVisible()), None)

    def widen_to_contents(self) -> None:
        """Room for what the cells hold, up to a limit; never narrower than before."""
        most = self.fontMetrics().horizontalAdvance("国") * WIDEST
        for column in range(len(self.lines.columns)):
            if self.lines.columns[column].name in self._taken:
                continue
            wanted = min(most, self.sizeHintForColumn(column) + 8)
            self.setColumnWidth(column, max(self._widths[column], wanted))

    def commit_open(self) -> None:
        """Take over what is being typed in a cell (before saving)."""
        if (editor := self.open_editor()) is not None:
            self._cells.finish(editor, QAbstractItemDelegate.EndEditHint.NoHint)

    def event(self, event: QEvent) -> bool:
        """Keys that a menu also knows belong to the grid while it has the keyboard."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            is_control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
            if is_control and event.key() in _OWN_KEYS:
                event.accept()
                return True
        return super().event(event)

    def step_aside(self, step: int, *, leaves: bool = False) -> None:
        """Tab: the next shown cell; at a row's end the next row; out of the grid at its ends.

        In the first cell of the blank row nothing has been begun, so Tab goes on in the form.
        """
        shown, current = self._shown_columns(), self.currentIndex()
        place = shown.index(current.column()) if current.column() in shown else 0
        row = current.row()
        at_start = place == 0 and (row == 0 if step < 0 else row == len(self.lines.rows) - 1)
        at_end = place == len(shown) - 1 and row == len(self.lines.rows) - 1 and step > 0
        if leaves or at_start or at_end or not current.isValid():
            self._leave(step > 0)
            return
        if self._run_column is None:
            self._run_column = current.column()
        row, place = row + (place + step) // len(shown), (place + step) % len(shown)
        self.setCurrentIndex(self.lines.index(row, shown[place]))

    def step_down(self, step: int) -> None:
        """Enter: the row below, in the column where a run of Tabs began."""
        current = self.currentIndex()
        column = current.column() if self._run_column is None else self._run_column
        self._run_column = None
        row = max(0, min(len(self.lines.rows) - 1, current.row() + step))
        self.setCurrentIndex(self.lines.index(row, column))

    def mousePressEvent(self, event: Any) -> None:
        """A click begins a new run of Tabs."""
        self._run_column = None
        super().mousePressEvent(event)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """After an edit the keyboard moves as in a spreadsheet, without opening the next cell."""
        super().closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)
        self.setFocus()
        if hint == QAbstractItemDelegate.EndEditHint.EditNextItem:
            self.step_aside(1)
        elif hint == QAbstractItemDelegate.EndEditHint.EditPreviousItem:
            self.step_aside(-1)
        elif hint == QAbstractItemDelegate.EndEditHint.SubmitModelCache:
            self.step_down(1)

    def copy(self) -> None:
        """The selected block as tab-separated text."""
        rows, columns = self._selected()
        out = io.StringIO()
        writer = csv.writer(out, delimiter="\t", lineterminator="\n")
        for row in rows:
            line = self.lines.rows[row]
            writer.writerow([self.lines.text_of(line, self.lines.columns[c]) for c in columns])
        QGuiApplication.clipboard().setText(out.getvalue())

    def paste(self) -> None:
        """A block from a spreadsheet; one value fills the whole selection."""
        text = QGuiApplication.clipboard().text()
        block = list(csv.reader(io.StringIO(text, newline=""), delimiter="\t"))
        rows, columns = self._selected()
        if not block or not rows:
            return
        if len(block) == 1 and len(block[0]) == 1:
            block = [block[0] * len(columns)] * len(rows)
        shown = self._shown_columns()
        self.lines.paste(rows[0], shown[shown.index(columns[0]):], block)

    def fill_down(self) -> None:
        """Ctrl+D: the first selected row's values into the others; one cell takes the one above."""
        rows, columns = self._selected()
        if len(rows) == 1:
            rows = [rows[0] - 1, *rows]
        if not rows or rows[0] < 0:
            return
        self.lines.remember()
        source = self.lines.rows[rows[0]]
        for row in rows[1:]:
            for column in columns:
                kind = self.lines.columns[column]
                if kind.name in source.typed:
                    self.lines.type_into(row, column, source.typed[kind.name])
                else:
                    self.lines.set_value(row, column, source.values.get(kind.name))
        self.lines.settle()

    def clear_cells(self) -> None:
        """Empty the selected cells."""
        rows, columns = self._selected()
        self.lines.remember()
        for row in rows:
            for column in columns:
                self.lines.set_value(row, column, None)
        self.lines.settle()

    def toggle_inapplicable(self) -> None:
        """Ctrl+/: the selected cells are 不适用, or blank again; those that must be filled stay."""
        rows, columns = self._selected()
        columns = [c for c in columns if three_states.may_be(self.lines.columns[c])]
        cells = [(row, column) for row in rows for column in columns]
        names = [kind.name for kind in self.lines.columns]
        held = [self.lines.rows[row].values.get(names[column]) for row, column in cells]
        value = None if held and all(v is INAPPLICABLE for v in held) else INAPPLICABLE
        self.lines.remember()
        for row, column in cells:
            self.lines.set_value(row, column, value)
        self.lines.settle()

    def delete_rows(self) -> None:
        """Take the selected rows out."""
        rows, columns = self._selected()
        if rows:
            self.lines.remove(rows)
            row = min(rows[0], len(self.lines.rows) - 1)
            self.setCurrentIndex(self.lines.index(row, columns[0]))

    def _selected(self) -> tuple[list[int], list[int]]:
        """Row numbers and shown column numbers of the selection."""
        chosen = self.selectedIndexes() or [self.currentIndex()]
        chosen = [i for i in chosen if i.isValid() and not self.isColumnHidden(i.column())]
        return sorted({i.row() for i in chosen}), sorted({i.column() for i in chosen})

    def _shown_columns(self) -> list[int]:
        return [c for c in range(len(self.lines.columns)) if not self.isColumnHidden(c)]

    def _leave(self, forward: bool) -> None:
        """On to the next or back to the previous field of the form."""
        reasons = Qt.FocusReason
        widget = self._neighbour(self, forward)
        while widget is not self:
            is_field = widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isEnabled()
            if is_field and widget.isVisible() and not self.isAncestorOf(widget):
                widget.setFocus(reasons.TabFocusReason if forward else reasons.BacktabFocusReason)
                return
            widget = self._neighbour(widget, forward)

    def _neighbour(self, widget: QWidget, forward: bool) -> QWidget:
        found = widget.nextInFocusChain() if forward else widget.previousInFocusChain()
        return found or self

    def _width(self, kind: Kind, column: int) -> int:
        letters = self.fontMetrics().horizontalAdvance("国")
        header = str(self.lines.headerData(column, Qt.Orientation.Horizontal))
        words = self.fontMetrics().horizontalAdvance(header)
        wide = 14 if isinstance(kind, LongText) else 8 if isinstance(kind, Date) else 5
        if isinstance(kind, Flag):
            wide = 4
        elif type(kind) is Text or isinstance(kind, Link):
            wide = 9
        return max(words + 24, kind.width, letters * wide)
