"""A section of a form: its heading and its fields, in two columns where there is room."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from gui import marks
from gui.form_field import FormField

LETTERS_FOR_TWO = 52
"""Two columns from this width on, in Chinese characters."""


class FormSection(QWidget):
    """Keeps the declared order of its fields, left to right, top to bottom."""

    def __init__(self, title: str, fields: Sequence[FormField]) -> None:
        super().__init__()
        self.title = title
        self.fields = list(fields)
        self._columns = 0
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(heading(marks.Words(title, "heading")))
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(5)
        layout.addLayout(self._grid)
        self.arrange(2)

    def arrange(self, columns: int) -> None:
        """Lay the fields out in one or two columns; long texts take the whole width."""
        if columns == self._columns:
            return
        self._columns = columns
        while self._grid.count():
            self._grid.takeAt(0)
        row, column = 0, 0
        for field in self.fields:
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

    def resizeEvent(self, event: Any) -> None:
        """Another width may have room for another number of columns."""
        super().resizeEvent(event)
        letters = self.width() / max(1, self.fontMetrics().horizontalAdvance("国"))
        self.arrange(2 if letters >= LETTERS_FOR_TWO else 1)


def heading(title: QWidget) -> QHBoxLayout:
    """A heading with a hairline to the right of it."""
    row = QHBoxLayout()
    row.setSpacing(10)
    row.addWidget(title)
    row.addWidget(marks.rule(), 1)
    return row
