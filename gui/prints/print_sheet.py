"""The right of the print dialog: the paper as it will look, and before it what the rules find."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from gui.checks.record_check import CheckView, summary
from gui.look.theme import role
from gui.paper.page_preview import PagePreview
from gui.shared.context import Context
from models.checks.before_printing import Review, name_of
from models.entity import Entity


class PrintSheet(QWidget):
    """Preview alone, or with 打印前检查 beside it for what goes to an authority.

    The check stands first while an error waits for its answer, until somebody looks at the paper.
    """

    def __init__(self, entity: type[Entity], context: Context) -> None:
        super().__init__()
        self.preview = PagePreview(context)
        self.check = CheckView(context)
        self._name = name_of(entity)
        self._has_chosen = False
        self.check_chip, self.paper_chip = QPushButton(self._name), QPushButton("预览")
        self._chips = QWidget()
        row = QHBoxLayout(self._chips)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for chip, page in ((self.check_chip, self.check), (self.paper_chip, self.preview)):
            chip.setCheckable(True)
            chip.setAutoDefault(False)
            role(chip, "chip")
            chip.clicked.connect(lambda _=False, page=page: self.choose(page))
            row.addWidget(chip)
        row.addStretch(1)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.preview)
        self.stack.addWidget(self.check)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._chips)
        layout.addWidget(self.stack, 1)
        self._chips.hide()
        self._show(self.preview)

    def choose(self, page: QWidget) -> None:
        """What she wants to see; it stays so."""
        self._has_chosen = True
        self._show(page)

    def show_review(self, found: Review | None) -> None:
        """The findings; None for a paper that no rule holds back."""
        self._chips.setVisible(found is not None)
        if found is None:
            self._has_chosen = False
            self._show(self.preview)
            return
        self.check.show_review(found)
        self.check_chip.setText(f"{self._name}　{summary(found) or '✓ 没有发现问题'}")
        if found.blocking and not self._has_chosen:
            self._show(self.check)

    def _show(self, page: QWidget) -> None:
        self.stack.setCurrentWidget(page)
        self.check_chip.setChecked(page is self.check)
        self.paper_chip.setChecked(page is self.preview)
