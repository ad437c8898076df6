"""How large a dialog opens, in letters, so that it follows the text; and its margins."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

BESIDE, ABOVE = 40, 60
"""Pixels of the screen that stay free beside and above a dialog, both sides together."""


def letters(widget: QWidget, count: float) -> int:
    """The width in pixels of so many Chinese characters in the widget's font."""
    return round(widget.fontMetrics().horizontalAdvance("国") * count)


def open_at(dialog: QWidget, wide: float, high: float) -> None:
    """Size it to so many letters by letters, less where the screen is smaller."""
    room = dialog.screen().availableGeometry().size()
    dialog.resize(
        min(letters(dialog, wide), room.width() - BESIDE),
        min(letters(dialog, high), room.height() - ABOVE),
    )


def dialog_layout(dialog: QWidget) -> QVBoxLayout:
    """What every dialog lies in: from top to bottom, with the same margins."""
    layout = QVBoxLayout(dialog)
    layout.setContentsMargins(18, 16, 18, 14)
    return layout
