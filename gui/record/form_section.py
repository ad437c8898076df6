"""A section of a form: its heading and its fields, in two columns where there is room.

A long form shows of each section what is usual, filled in or 待补; the rest is one click away.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gui.look import marks
from gui.look.theme import role
from gui.record.form_field import FormField

LETTERS_FOR_TWO = 52
"""Two columns from this width on, in Chinese characters."""
FEW = 2
"""So many fields are not worth a fold."""


class FormSection(QWidget):
    """Keeps the declared order of its fields, left to right, top to bottom.

    folds: rare blank fields are folded away. opened(is_open): she asked for all, or for fewer.
    """

    opened = Signal(bool)

    def __init__(self, title: str, fields: Sequence[FormField], *, folds: bool = False) -> None:
        super().__init__()
        self.title = title
        self.fields = list(fields)
        self.folds = folds
        self.is_open = not folds
        self._columns = 2
        self._shown: list[FormField] = []
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        self.bar = heading(marks.Words(title, "heading"))
        self.more = QPushButton()
        self.more.setAutoDefault(False)
        role(self.more, "flat")
        self.more.clicked.connect(self._toggle)
        self.bar.addWidget(self.more)
        layout.addLayout(self.bar)
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(5)
        layout.addLayout(self._grid)
        for field in self.fields:
            field.setParent(self)
            field.setVisible(False)
            field.section = self
        self.refold()

    def without_heading(self) -> None:
        """Leave the heading out, where what holds the section has one."""
        while self.bar.count():
            if (widget := self.bar.takeAt(0).widget()) is not None:
                widget.hide()

    def refold(self) -> None:
        """Show all fields, or those that are needed; never while something is being typed."""
        needed = [field for field in self.fields if field.is_needed()]
        spare = len(self.fields) - len(needed)
        is_small = spare < FEW and not any(f.is_wide and f not in needed for f in self.fields)
        all_shown = self.is_open or not self.folds or is_small
        self._show(self.fields if all_shown else needed)
        self.more.setVisible(self.folds and not is_small)
        self.more.setText("收起空项 ▴" if all_shown else f"另有 {spare} 项 ▾")
        self.more.setToolTip("只留已填、待补和常用的栏目" if all_shown else "显示这一部分的全部栏目")
        self.more.setAccessibleName(f"{self.title}：{self.more.text()}")

    def set_open(self, is_open: bool) -> None:
        """Show all fields, or only those that are needed."""
        self.is_open = is_open or not self.folds
        self.refold()

    def ensure(self, field: FormField) -> None:
        """Bring one folded field in sight, the others stay folded."""
        if field not in self._shown:
            self._show([each for each in self.fields if each in self._shown or each is field])

    def first_shown(self) -> FormField | None:
        """The field that takes the keyboard; None where all are folded away."""
        return self._shown[0] if self._shown else None

    def arrange(self, columns: int) -> None:
        """Lay the fields out in one or two columns."""
        if columns != self._columns:
            self._columns = columns
            self._lay_out()

    def resizeEvent(self, event: Any) -> None:
        """Another width may have room for another number of columns."""
        super().resizeEvent(event)
        letters = self.width() / max(1, self.fontMetrics().horizontalAdvance("国"))
        self.arrange(2 if letters >= LETTERS_FOR_TWO else 1)

    def _toggle(self) -> None:
        self.set_open(not self.is_open)
        self.opened.emit(self.is_open)
        if (first := self.first_shown()) is not None:
            first.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, fields: Sequence[FormField]) -> None:
        if list(fields) == self._shown:
            return
        self._shown = list(fields)
        for field in self.fields:
            field.setVisible(field in self._shown)
        self._lay_out()

    def _lay_out(self) -> None:
        """Long texts take the whole width."""
        columns = self._columns
        while self._grid.count():
            self._grid.takeAt(0)
        row, column = 0, 0
        for field in self._shown:
            if field.is_wide and column:
                row, column = row + 1, 0
            span = columns if field.is_wide else 1
            self._grid.addWidget(field, row, column, 1, span)
            column += span
            if column >= columns:
                row, column = row + 1, 0
        for number in range(2):
            self._grid.setColumnStretch(number, 1 if number < columns else 0)
        self._grid.setColumnMinimumWidth(1, 0)


def heading(title: QWidget) -> QHBoxLayout:
    """A heading with a hairline to the right of it."""
    row = QHBoxLayout()
    row.setSpacing(10)
    row.addWidget(title)
    row.addWidget(marks.rule(), 1)
    return row
