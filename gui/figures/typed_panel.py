"""The panel beside a value that nobody can compute: type it, and it is kept for this year."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from exports.forms import typed_values
from exports.forms.base import FilledCell
from gui.look import messages
from gui.look.marks import Words
from gui.look.theme import role
from gui.shared.context import Context
from models.errors import UserError


class TypedPanel(QWidget):
    """Edits one TypedValue of the year; Enter keeps it."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._cell: FilledCell | None = None
        self._year = context.year
        self.title = Words("", "heading")
        self.help = Words("这一格无法由记录算出，请按实际填写。填 0 表示确认没有；留空表示还没有填。", "muted")
        self.editor = QLineEdit()
        self.editor.setAccessibleName("手填数")
        self.unit = Words("", "muted")
        self.fault = Words("", "mark-bad")
        self.keep_button = QPushButton("保存")
        role(self.keep_button, "primary")
        for words in (self.title, self.help, self.fault):
            words.setWordWrap(True)
        line = QHBoxLayout()
        line.addWidget(self.editor, 1)
        line.addWidget(self.unit)
        line.addWidget(self.keep_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 12, 14, 12)
        layout.setSpacing(8)
        layout.addWidget(self.title)
        layout.addWidget(self.help)
        layout.addLayout(line)
        layout.addWidget(self.fault)
        layout.addStretch(1)
        self.editor.returnPressed.connect(self.keep)
        self.keep_button.clicked.connect(self.keep)

    def show_value(self, cell: FilledCell, year: int) -> None:
        """Offer the value of one cell."""
        self._cell, self._year = cell, year
        assert cell.typed is not None
        self.title.setText(f"{cell.row_label}·{cell.column_label}（{year}年）")
        self.editor.setText("" if cell.exact is None else str(cell.exact))
        self.unit.setText(cell.unit)
        self.fault.setText("")

    def begin(self) -> None:
        """Start typing."""
        self.editor.setFocus()
        self.editor.selectAll()

    def keep(self) -> None:
        """Keep what was typed; what is no number is said below the field."""
        if self._cell is None or self._cell.typed is None:
            return
        try:
            typed_values.keep(self._cell.typed, self._year, self.editor.text(), on=date.today())
        except ValueError as error:
            self.fault.setText(str(error))
            return
        except UserError as error:
            messages.show_error(self, error)
            return
        self.fault.setText("")
        self._context.say("已保存手填数")
