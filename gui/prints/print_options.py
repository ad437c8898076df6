"""The questions of one printable as fields: a choice, a tick, a date or words each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QCompleter,
    QFormLayout,
    QLineEdit,
    QSizePolicy,
    QWidget,
)

from gui.fields.date_editor import DateEditor
from gui.look.marks import Words, plain_tip
from models.fields import Date


class OptionFields(QWidget):
    """Fields for the given options; `changed` when an answer may be different."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = QFormLayout(self)
        self.form.setContentsMargins(0, 0, 0, 0)
        self.form.setHorizontalSpacing(10)
        self.form.setVerticalSpacing(7)
        self.form.setLabelAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.fields: dict[str, QWidget] = {}

    def ask(self, options: Sequence[Any]) -> None:
        """Show these questions with their defaults, in place of the ones before."""
        while self.form.rowCount():
            self.form.removeRow(0)
        self.fields = {}
        for option in options:
            field = self._field(option)
            field.setAccessibleName(option.label)
            is_tick = isinstance(field, QCheckBox)
            field.setToolTip(plain_tip(option.help or (option.label if is_tick else "")))
            self.fields[option.key] = field
            if isinstance(field, QCheckBox):
                self.form.addRow("", field)
            else:
                label = Words(option.label, "muted")
                label.setToolTip(plain_tip(option.help))
                label.setBuddy(field)
                self.form.addRow(label, field)
        self.changed.emit()

    def answers(self) -> dict[str, Any]:
        """The answers by key; a date that cannot be understood is given as typed."""
        return {key: _answer(field) for key, field in self.fields.items()}

    def set_answer(self, key: str, answer: Any) -> None:
        """Put an answer in as if it were chosen."""
        field = self.fields[key]
        if isinstance(field, QCheckBox):
            field.setChecked(bool(answer))
        elif isinstance(field, QComboBox) and not field.isEditable():
            field.setCurrentIndex(field.findData(answer))
        elif isinstance(field, QComboBox):
            field.setCurrentText(str(answer))
        elif isinstance(field, DateEditor):
            field.set_text(str(answer))
        elif isinstance(field, QLineEdit):
            field.setText(str(answer))

    def _field(self, option: Any) -> QWidget:
        if option.kind == "flag":
            return self._tick(option)
        if option.kind == "choice":
            return self._choice(option)
        if option.kind == "date":
            editor = DateEditor(Date(option.label))
            editor.set_value(date.fromisoformat(option.default))
            editor.edited.connect(self.changed)
            return editor
        return self._words(option)

    def _tick(self, option: Any) -> QCheckBox:
        tick = QCheckBox(option.label)
        # Long words are cut by the window's edge rather than make everything wider than it.
        tick.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        tick.setChecked(option.default)
        tick.toggled.connect(self.changed)
        return tick

    def _choice(self, option: Any) -> QComboBox:
        box = QComboBox()
        for value, words in option.choices:
            box.addItem(words, value)
        box.setCurrentIndex(max(box.findData(option.default), 0))
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(12)
        box.currentIndexChanged.connect(self.changed)
        return box

    def _words(self, option: Any) -> QWidget:
        if not option.choices:
            line = QLineEdit(option.default)
            line.textChanged.connect(self.changed)
            return line
        box = QComboBox()
        box.setEditable(True)
        box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        box.addItems(["", *(words for _, words in option.choices)])
        box.setCurrentText(option.default)
        box.setMinimumContentsLength(12)
        completer = box.completer()
        if isinstance(completer, QCompleter):
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
        box.currentTextChanged.connect(self.changed)
        return box


def _answer(field: QWidget) -> Any:
    if isinstance(field, QCheckBox):
        return field.isChecked()
    if isinstance(field, QComboBox):
        return field.currentText().strip() if field.isEditable() else field.currentData()
    if isinstance(field, DateEditor):
        try:
            day = field.value()
        except ValueError:
            return field.text()
        return day.isoformat() if isinstance(day, date) else field.text()
    assert isinstance(field, QLineEdit)
    return field.text().strip()
