"""One line of a grid as a form: every field with its section and help, the next line a key away.

What is typed goes into the grid at once; it is kept when the record is saved.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from gui.look import marks
from gui.look.buttons import push_button
from gui.look.dialog_size import open_at
from gui.look.theme import role
from gui.record.form_field import FormField
from gui.record.form_section import FormSection

if TYPE_CHECKING:
    from gui.record.lines_grid import LinesGrid

LABEL_LETTERS = 8


class LineForm(QDialog):
    """Walks through the lines of one grid; 放弃 takes back what was typed in the line shown."""

    def __init__(self, grid: LinesGrid, row: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._grid = grid
        self._model = grid.model
        self._row = row
        self._is_loading = False
        self._is_begun = False
        self.fields = [FormField(kind) for kind in grid.model.columns]
        self._build()
        for field in self.fields:
            field.edited.connect(lambda f=field: self._take(f))
            field.accepted.connect(lambda f=field: self._take(f))
        self._model.altered.connect(self._show_marks)
        self._model.dataChanged.connect(self._show_marks)  # a method: it ends with the dialog
        self._bind_keys()
        self.show_row(row)
        open_at(self, 62, 40)

    @property
    def row(self) -> int:
        """The number of the line shown."""
        return self._row

    def show_row(self, row: int) -> None:
        """Show one line; nothing counts as typed in it yet."""
        self._row = max(0, min(row, len(self._model.rows) - 1))
        self._is_begun = False
        self._is_loading = True
        line = self._model.rows[self._row]
        for field in self.fields:
            field.load(line.values.get(field.kind.name))
            if (words := line.typed.get(field.kind.name)) is not None:
                field.editor.set_text(words)
            if self._model.is_revealed:
                field.reveal(True)
        self._is_loading = False
        count = len(self._model.filled())
        is_new = self._row >= count
        at = f"第 {self._row + 1} 条，共 {count} 条"
        self.heading.setText(f"{self._grid.title}　{'新的一条' if is_new else at}")
        self.setWindowTitle(self.heading.text())
        self.back.setEnabled(self._row > 0)
        self.forward.setEnabled(self._row < len(self._model.rows) - 1)
        self._show_marks()

    def step(self, by: int) -> None:
        """The next or the previous line; the blank one at the end takes a new line."""
        target = self._row + by
        if 0 <= target < len(self._model.rows):
            self.show_row(target)
            self.focus_first()

    def give_up(self) -> None:
        """Take back what was typed in the line shown, and close."""
        if self._is_begun:
            self._model.take_back()
        self.reject()

    def focus_first(self) -> None:
        """Put the keyboard into the first field."""
        self.fields[0].editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def closeEvent(self, event: QCloseEvent) -> None:
        """The window's button keeps what was typed, as Esc does."""
        self._leave()
        super().closeEvent(event)

    def done(self, result: int) -> None:
        """The keyboard goes back to the line in the grid."""
        self._leave()
        super().done(result)

    def _leave(self) -> None:
        view = self._grid.view
        row = min(self._row, len(self._model.rows) - 1)
        current = view.currentIndex()
        view.setCurrentIndex(self._model.index(row, max(0, current.column())))
        view.widen_to_contents()

    def _take(self, field: FormField) -> None:
        """Put what stands in a field into its cell; a line is one step of undo."""
        if self._is_loading:
            return
        if not self._is_begun:
            self._model.remember()
            self._is_begun = True
        column = self._model.column_of(field.kind.name)
        try:
            self._model.set_value(self._row, column, field.editor.value())
        except ValueError:
            self._model.type_into(self._row, column, field.editor.text())
        self._model.settle()
        self.forward.setEnabled(self._row < len(self._model.rows) - 1)

    def _show_marks(self, *_: object) -> None:
        """Faults, inferences and hints as the grid has them."""
        if self._is_loading or self._row >= len(self._model.rows):
            return
        line, focus = self._model.rows[self._row], self.focusWidget()
        for field in self.fields:
            name = field.kind.name
            reason = line.faults.get(name, "")
            is_typing = focus is not None and field.editor.isAncestorOf(focus)
            if reason != field.fault and not is_typing:
                field.set_fault(reason)
            is_blank = line.values.get(name) is None and not field.editor.text()
            field.set_inferred(line.inferred.get(name) if is_blank else None)
            field.set_hint(line.hints.get(name, ""))

    def _build(self) -> None:
        self.heading = marks.Words("", "title")
        inside = QWidget()
        role(inside, "page")
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(18, 10, 18, 16)
        layout.setSpacing(16)
        for title in dict.fromkeys(field.kind.section for field in self.fields):
            some = [field for field in self.fields if field.kind.section == title]
            layout.addWidget(FormSection(title, some))
        layout.addStretch(1)
        widest = self.fontMetrics().horizontalAdvance("国" * LABEL_LETTERS)
        width = min(widest, max(field.label_width() for field in self.fields))
        for field in self.fields:
            field.set_label_width(width)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidget(inside)
        self.back = push_button("◂ 上一条", lambda: self.step(-1), tip="Ctrl+PageUp")
        self.forward = push_button(
            "下一条 ▸", lambda: self.step(1), tip="Ctrl+PageDown；最后是空白的一条，可接着新增"
        )
        top = QHBoxLayout()
        top.setContentsMargins(18, 10, 12, 0)
        top.addWidget(self.heading, 1)
        top.addWidget(self.back)
        top.addWidget(self.forward)
        bottom = QHBoxLayout()
        bottom.setContentsMargins(18, 0, 12, 10)
        bottom.addWidget(marks.Words("内容随整条记录一起保存", "caption"), 1)
        bottom.addWidget(push_button("放弃本条改动", self.give_up, tip="恢复打开这一条时的内容"))
        bottom.addWidget(
            push_button("完成", self.accept, tip="回到表格（Ctrl+Enter 或 Esc）", look="primary")
        )
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addLayout(top)
        whole.addWidget(scroll, 1)
        whole.addLayout(bottom)

    def _bind_keys(self) -> None:
        for keys, act in (
            ("Ctrl+PgUp", lambda: self.step(-1)), ("Ctrl+PgDown", lambda: self.step(1)),
            ("Ctrl+Return", self.accept), ("Ctrl+Enter", self.accept),
            ("Ctrl+/", self._toggle_inapplicable),
            ("F8", lambda: [field.reveal(True) for field in self.fields]),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(act)

    def _toggle_inapplicable(self) -> None:
        focus = self.focusWidget()
        for field in self.fields:
            if focus is not None and field.isAncestorOf(focus):
                field.toggle_inapplicable()
