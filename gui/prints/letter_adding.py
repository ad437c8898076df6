"""Adding a Word template: its name, the register it is for, and the year from which it holds."""

from __future__ import annotations

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
from gui.look.dialog_buttons import DialogButtons
from gui.look.dialog_size import letters
from gui.look.marks import Words
from gui.prints.letter_work import LookedAt
from models.entity import Entity


class AddTemplate(QDialog):
    """entity: the register to begin with; else the one that knows most of the words.

    instead_of: the template of which this is the next version; its name and register stay.
    """

    def __init__(
        self, looked: LookedAt, *, year: int, entity: type[Entity] | None, instead_of: Any,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._looked, ordered = looked, list(looked.registers)
        if instead_of is not None:
            ordered = [making.register_of(instead_of)]
        elif entity is not None:
            ordered.sort(key=lambda each: each is not entity)
        self.setWindowTitle("添加文书模板" if instead_of is None else f"换新版：{instead_of.name}")
        self.name_field = QLineEdit(looked.path.stem if instead_of is None else instead_of.name)
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
        found = making.understood(self._looked.package, self.entity())
        unknown = "、".join(f"《{each}》" for each in found.unknown[:6])
        said = f"{unknown}不是{self.entity().label}的字段，保存后可以逐个对应，或照原样保留。" if unknown else ""
        self.told.setText(f"认出 {found.known} 个字段。{said}")
        self.buttons.go.setEnabled(bool(self.name()))
