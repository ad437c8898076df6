"""A table of whole rows that are read and chosen, never typed into: one look for all of them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QTableView

ROOM = 12
"""Pixels above and below the words of a row, together."""


def plain_rows(table: QTableView, name: str, *, many: bool = False, room: int = ROOM) -> None:
    """Rows as a reader wants them; `name` is what a screen reader calls the table.

    many: several rows may be chosen at once. Tab leaves the table, the arrows move in it.
    """
    behaviour = QAbstractItemView
    table.setAccessibleName(name)
    table.setSelectionBehavior(behaviour.SelectionBehavior.SelectRows)
    table.setSelectionMode(
        behaviour.SelectionMode.ExtendedSelection if many
        else behaviour.SelectionMode.SingleSelection
    )
    table.setEditTriggers(behaviour.EditTrigger.NoEditTriggers)
    table.setAlternatingRowColors(True)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setTabKeyNavigation(False)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(table.fontMetrics().height() + room)
    header = table.horizontalHeader()
    header.setHighlightSections(False)
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
