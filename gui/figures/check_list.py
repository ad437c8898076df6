"""The 勾稽 of a form as lines: ✓ what holds, ≠ what does not, ! what to look at; with the numbers."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QBrush, QColor
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from exports.forms.base import CheckResult
from gui.look.theme import colours


class CheckList(QListWidget):
    """What failed first; each line says the rule and its numbers."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("勾稽检查")
        self.setWordWrap(True)
        self.setMinimumHeight(64)

    def show_results(self, results: Sequence[CheckResult]) -> None:
        """Errors, then warnings, then what holds."""
        self.clear()
        shown = colours()
        for result in sorted(results, key=lambda r: (r.ok, r.level != "错")):
            mark = "✓" if result.ok else "≠" if result.level == "错" else "!"
            item = QListWidgetItem(f"{mark}  {result.label}　{result.detail}")
            colour = shown.muted if result.ok else shown.bad if result.level == "错" else shown.warn
            item.setForeground(QBrush(QColor(colour)))
            self.addItem(item)
