"""A push button of a page or panel: its words, what the words do not say, and its deed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QPushButton

from gui.look.theme import role


def push_button(
    words: str, does: Callable[[], object] | None = None, *, tip: str = "", look: str = "",
) -> QPushButton:
    """A button that Enter in a field beside it never presses. look: a role of the style sheet."""
    button = QPushButton(words)
    button.setAutoDefault(False)
    if tip:
        button.setToolTip(tip)
    if look:
        role(button, look)
    if does is not None:
        button.clicked.connect(lambda _=False: does())
    return button
