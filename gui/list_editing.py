"""Typing into a list as into a sheet: F2 edits, Ctrl+V pastes, Ctrl+D fills, Ctrl+H replaces.

One cell is written at once; many cells show what would happen first. Each is one action that
can be taken back.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QApplication, QDialog, QToolTip, QWidget

from gui import messages, undo
from gui.cell_changes import CellChange, Wish, apply, can_edit, plan, shown_in
from gui.changes_preview import ChangesPreview
from gui.progress import run_with_progress
from models import extra_columns, store
from models.audit import Batch
from models.errors import UserError
from models.listing import Column, shown

if TYPE_CHECKING:
    from gui.editors import Editor
    from gui.list_page import ListPage

CELL_LIMIT = 50_000


class ListEditing(QObject):
    """The editing commands of one list page."""

    def __init__(self, page: ListPage) -> None:
        super().__init__(page)
        self._page = page
        self._editor: Editor | None = None
        self._cell = (-1, -1)
        page.table.verticalScrollBar().valueChanged.connect(self._close)
        page.table.horizontalScrollBar().valueChanged.connect(self._close)
        page.model.modelReset.connect(self._close)

    # ---- one cell ----

    def edit(self) -> None:
        """Open the field's own editor in the current cell (F2)."""
        index = self._page.table.currentIndex()
        if not index.isValid():
            return
        column = self._page.model.columns[index.column()]
        if not can_edit(column):
            self._say(index.row(), index.column(), f"“{column.label}”是自动计算的，请按 Enter 打开记录修改。")
            return
        from gui.editors import editor_for

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
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            if event.key() == Qt.Key.Key_Escape:
                self._close()
                self._page.table.setFocus()
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.commit(down=-1 if back else 1)
                return True
            if event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
                self.commit(right=-1 if event.key() == Qt.Key.Key_Backtab else 1)
                return True
        if event.type() == QEvent.Type.FocusOut and not getattr(self._editor, "is_busy", False):
            focus = QApplication.focusWidget()
            inside = focus is not None and self._editor.isAncestorOf(focus)
            popup = getattr(event, "reason", lambda: None)() == Qt.FocusReason.PopupFocusReason
            if not inside and not popup and not self.commit():
                self._close()
        return False

    # ---- many cells ----

    def paste(self) -> None:
        """A block from Excel or WPS, from the current cell on; one value fills the selection."""
        text = QGuiApplication.clipboard().text()
        block = list(csv.reader(io.StringIO(text, newline=""), delimiter="\t"))
        rows, columns = self._selected()
        if not block or not rows:
            return
        model = self._page.model
        if len(block) == 1 and len(block[0]) == 1:
            wishes = self._wishes(rows, columns, [[block[0][0]] * len(columns)] * len(rows))
        else:
            if _is_header(block[0], [c.label for c in model.columns[columns[0]:]]):
                block = block[1:]
            width = max((len(line) for line in block), default=0)
            last_row = min(rows[0] + len(block), len(model.ids))
            last_column = min(columns[0] + width, len(model.columns))
            wishes = self._wishes(
                list(range(rows[0], last_row)), list(range(columns[0], last_column)), block
            )
        self._ask("粘贴", wishes)

    def fill_down(self) -> None:
        """Ctrl+D: the first selected row's values into the others; one row takes the one above."""
        rows, columns = self._selected()
        if len(rows) == 1:
            rows = [rows[0] - 1, *rows]
        if len(rows) < 2 or rows[0] < 0:
            return
        model = self._page.model
        record = self._page.entity.get_by_id(model.record_id(rows[0]))
        words = [
            shown_in(model.columns[at], extra_columns.read(record, model.columns[at]))
            if can_edit(model.columns[at]) else "" for at in columns
        ]
        self._ask("向下填充", self._wishes(rows[1:], columns, [words] * (len(rows) - 1)))

    def replace(self) -> None:
        """Ctrl+H: find and replace in the shown rows of the selected columns."""
        from gui.replace_dialog import ReplaceDialog

        model = self._page.model
        _, columns = self._selected()
        editable = [column for column in model.columns if can_edit(column)]
        current = [model.columns[at] for at in columns if can_edit(model.columns[at])]
        dialog = ReplaceDialog(editable, current[:1], self._page)
        if dialog.exec() != QDialog.DialogCode.Accepted or not dialog.wanted.text():
            return
        column = dialog.column()
        find, instead = dialog.wanted.text(), dialog.instead.text()
        wishes = []
        for row in model.listing.rows(list(model.ids[:CELL_LIMIT]), [column]):
            words = shown(column, row.values[0], masked=False)
            if find in words:
                wishes.append(Wish(row.id, column, words.replace(find, instead)))
        if not wishes:
            messages.tell(self._page, f"“{column.label}”列里没有“{find}”。")
            return
        self._ask("替换", wishes)

    def _ask(self, title: str, wishes: Sequence[Wish]) -> None:
        page = self._page
        if len(wishes) > CELL_LIMIT:
            messages.tell(page, f"一次最多修改 {CELL_LIMIT:,} 格。", "请分几次，或用导入。")
            return
        changes = plan(page.entity, wishes)
        if not changes:
            page.context.say("没有需要修改的格")
            return
        if len(changes) > 1 or changes[0].reason:
            preview = ChangesPreview(title, changes, page)
            if preview.exec() != QDialog.DialogCode.Accepted:
                return
        self._write(title, changes)

    def _write(self, title: str, changes: Sequence[CellChange]) -> None:
        page = self._page
        count = sum(1 for change in changes if not change.reason)
        label = f"{title} {count} 格：{page.entity.label}"

        def done(batch: Batch) -> None:
            page.undo_bar.offer(
                f"已{title} {count:,} 格", lambda: page.context.say(undo.undo(page, batch))
            )

        run_with_progress(
            page, page.context.worker, f"正在{title}",
            lambda progress: apply(page.entity, changes, label=label, progress=progress), then=done,
        )

    def _wishes(
        self, rows: Sequence[int], columns: Sequence[int], block: Sequence[Sequence[str]]
    ) -> list[Wish]:
        model = self._page.model
        return [
            Wish(model.record_id(row), model.columns[at], words.strip())
            for row, line in zip(rows, block, strict=False)
            for at, words in zip(columns, line, strict=False)
        ]

    def _selected(self) -> tuple[list[int], list[int]]:
        table = self._page.table
        columns = table.selected_columns()
        if not columns and table.currentIndex().isValid():
            columns = [table.currentIndex().column()]
        return table.selected_rows(), columns

    def _go(self, record_id: int, column: int, *, down: int, right: int) -> None:
        """The next cell, seen from the record that was written, wherever it stands now."""
        table, model = self._page.table, self._page.model
        row = model.row_of(record_id)
        if row >= 0:
            last_row, last_column = len(model.ids) - 1, len(model.columns) - 1
            table.select_row(
                max(0, min(row + down, last_row)), max(0, min(column + right, last_column))
            )
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


def fill_editor(editor: Editor, column: Column, value: object) -> None:
    """Show a value in its editor; words that do not fit the column's type as they are."""
    if column.is_extra and isinstance(value, str):
        editor.set_text(value)
    else:
        editor.set_value(value)


def _is_header(line: Sequence[str], labels: Sequence[str]) -> bool:
    """Whether the first pasted line only repeats the headers."""
    return len(line) > 1 and list(line) == list(labels[:len(line)])


