"""The outline beside a form: its sections, how many lines each holds, and the way there."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout

from gui.look.theme import role
from gui.record.form_body import FormBody
from gui.record.lines_grid import LinesGrid


class FormOutline(QFrame):
    """One line per section; the one that is being read is marked."""

    def __init__(self, body: FormBody) -> None:
        super().__init__()
        self._body = body
        self._buttons: dict[str, QPushButton] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 14, 4, 10)
        layout.setSpacing(1)
        for name in body.parts:
            button = QPushButton(name)
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.setStyleSheet("text-align: left;")
            role(button, "flat")
            button.setToolTip("F6 转到下一部分")
            button.clicked.connect(lambda _=False, name=name: self._go(name))
            button.setMinimumWidth(button.fontMetrics().horizontalAdvance(f"{name}  00") + 18)
            layout.addWidget(button)
            self._buttons[name] = button
        layout.addStretch(1)
        body.verticalScrollBar().valueChanged.connect(self._mark)

    def refresh(self) -> None:
        """Renew the counts behind the names of grids."""
        for name, button in self._buttons.items():
            part = self._body.parts[name]
            is_grid = isinstance(part, LinesGrid)
            count = len(part.model.filled()) if is_grid else getattr(part, "count", 0)
            button.setText(f"{name}  {count}" if count else name)
        self._mark()

    def step(self, by: int) -> None:
        """Go to the next or previous section from where the keyboard is (F6)."""
        names = list(self._body.parts)
        focus = self.window().focusWidget()
        here = next(
            (n for n, name in enumerate(names)
             if focus is not None and self._body.parts[name].isAncestorOf(focus)), -1,
        )
        self._go(names[(here + by) % len(names)])

    def _go(self, name: str) -> None:
        self._body.show_part(name)
        self._mark(chosen=name)

    def _mark(self, _: int = 0, *, chosen: str = "") -> None:
        """The last section whose heading is above the upper third is the one being read."""
        limit = self._body.verticalScrollBar().value() + self._body.viewport().height() // 3
        current = chosen
        for name, part in self._body.parts.items():
            if not chosen and part.mapTo(self._body.widget(), QPoint(0, 0)).y() <= limit:
                current = name
        for name, button in self._buttons.items():
            button.setChecked(name == current)
