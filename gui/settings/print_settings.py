"""打印件: the wording of papers, pre-printed stock and fonts as three leaves of one settings page."""

from __future__ import annotations

from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from gui.look.theme import role
from gui.shared import siblings
from gui.shared.context import Context

LEAVES = (
    ("文字与签批", "settings.print_texts_panel", "PrintTextsPanel"),
    ("套打校准", "settings.stock_panel", "StockPanel"),
    ("打印字体", "settings.fonts_panel", "FontsPanel"),
)
"""Words, module and class."""

WORDING, STOCK, FONTS = range(3)


class PrintSettings(QWidget):
    """Chips above choose the leaf; each is made when it is first looked at."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.stack = QStackedWidget()
        self.chips = QButtonGroup(self)
        self.made: dict[int, QWidget] = {}
        row = QHBoxLayout()
        row.setContentsMargins(20, 10, 20, 0)
        row.setSpacing(4)
        for at, (words, _, _) in enumerate(LEAVES):
            chip = QPushButton(words)
            chip.setCheckable(True)
            chip.setAutoDefault(False)
            role(chip, "chip")
            self.chips.addButton(chip, at)
            row.addWidget(chip)
        row.addStretch(1)
        self.chips.idClicked.connect(self.show_leaf)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(row)
        layout.addWidget(self.stack, 1)
        self.show_leaf(WORDING)

    def show_leaf(self, at: int) -> QWidget:
        """Show a leaf, made if need be."""
        if at not in self.made:
            _, module, name = LEAVES[at]
            self.made[at] = siblings.make(module, name, self._context)
            self.stack.addWidget(self.made[at])
        self.chips.button(at).setChecked(True)
        self.stack.setCurrentWidget(self.made[at])
        return self.made[at]
