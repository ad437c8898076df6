"""Ctrl+F in a form: a field, a column or a section by its name, its pinyin or its initials."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from gui.look.theme import role
from gui.record.form_body import FormBody
from models import search
from models.fields import Kind


@dataclass(frozen=True)
class Place:
    """Somewhere in a form: what it is called, where it is, and the way there."""

    label: str
    where: str
    keys: str
    go: Callable[[], None]


def places(body: FormBody) -> list[Place]:
    """Every section, field and grid column of a form, in its order."""
    found = [
        Place(name, "", search.key_for([name]), lambda n=name: body.show_part(n))
        for name in body.parts
    ]
    found += [
        Place(f.kind.label, f.kind.section, _keys(f.kind), f.go_to) for f in body.fields
    ]
    for grid in body.grids.values():
        found += [
            Place(
                kind.label, grid.title, _keys(kind),
                lambda g=grid, n=kind.name: g.go_to(len(g.model.rows) - 1, n),
            )
            for kind in grid.model.columns
        ]
    return found


def matching(found: Sequence[Place], typed: str) -> list[Place]:
    """The places that every typed word leads to; those whose name begins so come first."""
    words = search.words(typed)
    fits = [p for p in found if all(word in p.keys for word in words)]
    folded = search.fold(typed.strip())
    return sorted(
        fits, key=lambda p: not any(key.startswith(folded) for key in p.keys.split("\n")[:3])
    )


class FieldFinder(QFrame):
    """A line and the places that fit; Enter goes there, Esc goes back."""

    def __init__(self, body: FormBody, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        role(self, "card")
        self._places = places(body)
        self._fits: list[Place] = []
        self.line = QLineEdit()
        self.line.setPlaceholderText("栏目名、拼音或首字母")
        self.line.setAccessibleName("查找栏目")
        self.line.textChanged.connect(self._narrow)
        self.list = QListWidget()
        role(self.list, "plain")
        self.list.setAccessibleName("找到的栏目")
        self.list.itemClicked.connect(lambda _: self.go())
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(6)
        layout.addWidget(self.line)
        layout.addWidget(self.list)
        letter = self.fontMetrics().horizontalAdvance("国")
        self.resize(letter * 24, letter * 24)
        self._narrow("")

    def open_over(self, widget: QWidget) -> None:
        """Show in the middle above a widget."""
        place = widget.mapToGlobal(QPoint((widget.width() - self.width()) // 2, 8))
        self.move(place)
        self.show()
        self.line.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """↑ and ↓ choose, Enter goes there, Esc closes."""
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if step:
            last = self.list.count() - 1
            self.list.setCurrentRow(max(0, min(last, self.list.currentRow() + step)))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.go()
        else:
            super().keyPressEvent(event)

    def go(self) -> None:
        """Close and put the keyboard into the chosen place."""
        at = self.list.currentRow()
        if 0 <= at < len(self._fits):
            place = self._fits[at]
            self.close()
            place.go()

    def _narrow(self, typed: str) -> None:
        self._fits = matching(self._places, typed)
        self.list.clear()
        for place in self._fits:
            where = f"   {place.where}" if place.where else "   （部分）"
            self.list.addItem(QListWidgetItem(place.label + where))
        self.list.setCurrentRow(0)


def _keys(kind: Kind) -> str:
    return search.key_for([kind.label, *kind.aliases])
