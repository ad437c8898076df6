"""The foot of 数据检查: rules that were not run because nobody keeps the column they need."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QScrollArea, QVBoxLayout, QWidget

from gui.look.marks import Words
from gui.look.theme import role

ROOM = 110
"""Pixels for the sentences; more are scrolled."""


class UncheckedNote(QWidget):
    """One calm line with the count; a click lists the sentences. Hidden while there are none."""

    def __init__(self) -> None:
        super().__init__()
        self.button = QPushButton()
        self.button.setCheckable(True)
        role(self.button, "door")
        self.words = Words("", "muted")
        self.words.setWordWrap(True)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.scroll = QScrollArea()
        self.scroll.setWidgetResizable(True)
        self.scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        self.scroll.setMaximumHeight(ROOM)
        self.scroll.setWidget(self.words)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.button, alignment=Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.scroll)
        self.button.toggled.connect(lambda _: self._renew())
        self._count = 0
        self.show_sentences(())

    def show_sentences(self, sentences: Sequence[str]) -> None:
        """List these sentences (`models.checks.unchecked`); it stays folded or open."""
        self._count = len(sentences)
        self.words.setText("\n".join(sentences))
        self.setVisible(bool(sentences))
        self._renew()

    def _renew(self) -> None:
        is_open = self.button.isChecked()
        self.button.setText(f"{'▾' if is_open else '▸'} {self._count} 项规则未检查：所需的栏全部为空")
        self.scroll.setVisible(is_open)
