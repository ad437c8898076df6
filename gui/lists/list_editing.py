"""One cell of a list is typed into as in a sheet: F2 or typing opens it; Enter, Tab, Esc leave.

It is written at once, as one action that can be taken back. Many cells: `gui.lists.list_many`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from gui.fields.cell_changes import can_edit
from gui.look import messages
from gui.shared.commands import in_cell
from models import extra_columns, store
from models.errors import UserError
from models.listing import Column

if TYPE_CHECKING:
    from gui.fields.editors import Editor
    from gui.lists.list_page import ListPage

_WAYS = {"down": (1, 0), "up": (-1, 0), "right": (0, 1), "left": (0, -1)}
"""Rows down and columns to the right."""


class ListEditing(QObject):
    """The open cell of one list page. everywhere(words): into all selected cells."""

    everywhere = Signal(str)

    def __init__(self, page: ListPage) -> None:
        super().__init__(page)
        self._page = page
        self._editor: Editor | None = None
        self._cell = (-1, -1)
        page.table.verticalScrollBar().valueChanged.connect(self._close)
        page.table.horizontalScrollBar().valueChanged.connect(self._close)
        page.model.modelReset.connect(self._close)

    # ---- one cell ----

    def edit(self) -> Editor | None:
        """Open the field's own editor in the current cell (F2); None where nothing is typed."""
        index = self._page.table.currentIndex()
        if not index.isValid() or not self._page.model.is_record(index.row()):
            return None
        column = self._page.model.columns[index.column()]
        if not can_edit(column):
            reason = "由程序记录，不能改写。" if column.entity.is_made_by_program else (
                "是自动计算的，请按 Enter 打开记录修改。"
            )
            self._say(index.row(), index.column(), f"“{column.label}”{reason}")
            return None
        from gui.fields.editors import editor_for

        self._close()
        view: QWidget = self._page.table.viewport()
        if index.column() == 0:
            view = self._page.table.frozen.viewport()
        record = self._page.entity.get_by_id(self._page.model.record_id(index.row()))
        editor = editor_for(column.kind, view, bare=True)
        fill_editor(editor, column, extra_columns.read(record, column))
        rect = self._page.table.visualRect(index)
        rect.setWidth(max(rect.width(), editor.minimumSizeHint().width()))
        rect.setHeight(max(rect.height(), editor.minimumSizeHint().height()))
        editor.setGeometry(rect)
        self._editor, self._cell = editor, (index.row(), index.column())
        (editor.focusProxy() or editor).installEventFilter(self)
        editor.show()
        editor.setFocus()
        return editor

    def type_over(self, text: str) -> None:
        """A key on a cell begins anew with it, as in a sheet."""
        if (editor := self.edit()) is not None:
            if _has_line(editor):
                editor.set_text("")
            field = editor.focusProxy() or editor
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                QApplication.sendEvent(
                    field, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, text)
                )

    def compose_over(self, event: QInputMethodEvent) -> None:
        """The same with an input method: pinyin begins in the cell."""
        if (editor := self.edit()) is not None:
            if _has_line(editor):
                editor.set_text("")
            QApplication.sendEvent(editor.focusProxy() or editor, event)

    def choose(self) -> None:
        """Alt+↓: what can be chosen in the current cell."""
        if (editor := self.edit()) is not None:
            editor.open_choices()

    def commit(self, *, down: int = 0, right: int = 0) -> bool:
        """Write what was typed and go on; False when it cannot be meant."""
        if self._editor is None:
            return True
        row, at = self._cell
        column = self._page.model.columns[at]
        try:
            value = self._editor.value()
        except ValueError as error:
            self._editor.set_faulty(True)
            self._say(row, at, str(error))
            return False
        record = self._page.entity.get_by_id(self._page.model.record_id(row))
        record_id = record.id
        extra_columns.put(record, column, value)
        try:
            store.save(record, label=f"修改{record.label}")
        except UserError as error:
            self._close()
            messages.show_error(self._page, error)
            return False
        self._close()
        self._go(record_id, at, down=down, right=right)
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter down, Tab right, Esc back to what was there; leaving writes."""
        if self._editor is None:
            return False
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            # Keys that the list also knows (Tab, Del, Home …) belong to the cell while it is open.
            event.accept()
            return False
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            name = in_cell(QKeySequence(event.keyCombination()).toString())
            if name:
                self._leave(name)
                return True
        if event.type() == QEvent.Type.FocusOut and not getattr(self._editor, "is_busy", False):
            focus = QApplication.focusWidget()
            inside = focus is not None and self._editor.isAncestorOf(focus)
            popup = getattr(event, "reason", lambda: None)() == Qt.FocusReason.PopupFocusReason
            if not inside and not popup and not self.commit():
                self._close()
        return False

    def _leave(self, name: str) -> None:
        """What a key means while a cell is open (`gui.shared.commands.IN_CELL`)."""
        if name == "cancel":
            self._close()
            self._page.table.setFocus()
        elif name == "everywhere":
            self._write_everywhere()
        else:
            down, right = _WAYS[name]
            self.commit(down=down, right=right)

    def _write_everywhere(self) -> None:
        """Ctrl+Enter: what was typed goes into every selected cell."""
        if self._editor is None:
            return
        try:
            self._editor.value()
        except ValueError as error:
            self._editor.set_faulty(True)
            self._say(*self._cell, str(error))
            return
        words = self._editor.text()
        self._close()
        self._page.table.setFocus()
        self.everywhere.emit(words)

    def _go(self, record_id: int, column: int, *, down: int, right: int) -> None:
        """The next cell, seen from the record that was written, wherever it stands now."""
        table, model = self._page.table, self._page.model
        row = model.row_of(record_id)
        if row >= 0:
            last_row, last_column = len(model.rows) - 1, len(model.columns) - 1
            row = max(0, min(row + down, last_row))
            while down and 0 < row < last_row and not model.is_record(row):
                row += down  # over the head of a group
            table.select_row(row, max(0, min(column + right, last_column)))
        table.setFocus()

    def _close(self, *_: object) -> None:
        editor, self._editor = self._editor, None
        if editor is not None:
            editor.hide()
            editor.deleteLater()

    def _say(self, row: int, column: int, text: str) -> None:
        table = self._page.table
        rect = table.visualRect(self._page.model.index(row, column))
        place = table.viewport().mapToGlobal(rect.bottomLeft())
        QToolTip.showText(place, text.replace("<", "‹"), table)


def _has_line(editor: Editor) -> bool:
    """Whether typing replaces the words; a flag is answered by its letters instead."""
    from models.fields import Flag

    return not isinstance(editor.kind, Flag)


def fill_editor(editor: Editor, column: Column, value: object) -> None:
    """Show a value in its editor; words that do not fit the column's type as they are."""
    if column.is_extra and isinstance(value, str):
        editor.set_text(value)
    else:
        editor.set_value(value)
