"""Tells the window which records a committed batch touched, always in the window's thread."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from models import store


class Changes(QObject):
    """`changed(store.Change)` after every commit, whichever thread wrote.

    A page looks at `change.ids` (entity key → ids) and renews itself. `stop()` before the
    object dies, else the store would call into a deleted object.
    """

    changed = Signal(object)
    _arrived = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        # A slot of a QObject is called in that object's thread: this is the hop to the window.
        self._arrived.connect(self._announce)
        store.listeners.append(self._receive)

    def stop(self) -> None:
        """Hear nothing more."""
        if self._receive in store.listeners:
            store.listeners.remove(self._receive)

    def _receive(self, change: store.Change) -> None:
        self._arrived.emit(change)

    def _announce(self, change: store.Change) -> None:
        self.changed.emit(change)
