"""Adding a Word template: its name, the register it is for, and the year from which it holds."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QLineEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from exports.letters import making
from exports.letters.template import read_form
from gui.dialog_buttons import DialogButtons
from gui.dialog_size import letters
from gui.marks import Words
from models.entity import Entity


class AddTemplate(QDialog):
    """Raises UserError for what is no Word file that can be filled.

    entity: the register to begin with; else the one that knows most of the words. instead_of: the
    template of which this is the next version, whose name and register stay.
    """

    def __init__(
        self, path: Path, content: bytes, *, year: int, entity: type[Entity] | None,
        instead_of: Any, parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._content, self._path = content, path
        ordered = making.likely_registers(content, path.name)
        if instead_of is not None:
            ordered = [making.register_of(instead_of)]
        elif entity is not None:
            ordered.sort(key=lambda each: each is not entity)
        self.setWindowTitle("添加文书模板" if instead_of is None else f"换新版：{instead_of.name}")
        self.name_field = QLineEdit(path.stem if instead_of is None else instead_of.name)
        self.register = QComboBox()
        for each in ordered:
            self.register.addItem(each.label, each)
        self.year_field = QSpinBox()
        self.year_field.setRange(2000, 2099)
        self.year_field.setValue(year)
        self.year_field.setSuffix(" 年起用")
        self.year_field.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self.told = Words("", "muted")
        self.buttons = DialogButtons(self, "保存")
        form = QFormLayout()
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(8)
        for label, field in (
            ("名称", self.name_field), ("用于", self.register), ("年度", self.year_field),
        ):
            field.setAccessibleName(label)
            form.addRow(label, field)
        self.name_field.setEnabled(instead_of is None)
        self.register.setEnabled(instead_of is None)
        self.told.setWordWrap(True)
        self.told.setMinimumWidth(letters(self, 30))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 14)
        layout.setSpacing(12)
        layout.addLayout(form)
        layout.addWidget(self.told)
        layout.addWidget(self.buttons)
        self.register.currentIndexChanged.connect(lambda _: self._tell())
        self.name_field.textChanged.connect(lambda _: self._tell())
        self._tell()

    def entity(self) -> type[Entity]:
        """The register for whose records it is."""
        found: type[Entity] = self.register.currentData()
        return found

    def name(self) -> str:
        """What it is called."""
        return self.name_field.text().strip()

    def year(self) -> int:
        """From which year it holds."""
        return self.year_field.value()

    def _tell(self) -> None:
        """How much of it is understood."""
        form = read_form(self._content, self.entity(), name=self._path.name)
        known = sum(mention.asked is not None for mention in form.mentions)
        said = "\n".join(making.notices(form))
        self.told.setText(f"认出 {known} 个字段。{said}")
        self.buttons.go.setEnabled(bool(self.name()))
