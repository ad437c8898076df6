"""What the form of one register remembers between two days: open sections, grid columns, widths."""

from __future__ import annotations

from PySide6.QtCore import QSettings

from gui.look.memory import Memory


class FormMemory(Memory):
    """Of one entity's form, or (of_line) of one grid in it."""

    def __init__(self, settings: QSettings | None, key: str) -> None:
        super().__init__(settings, f"form/{key}")
        self._key = key

    def of_line(self, key: str) -> FormMemory:
        """The memory of one of its grids."""
        return FormMemory(self._settings, f"{self._key}/{key}")

    def open_sections(self) -> set[str]:
        """Titles of the sections that show all their fields."""
        return set(self._read("open", []))

    def keep_open(self, title: str, is_open: bool) -> None:
        """Remember that a section shows all its fields, or only the usual ones."""
        others = self.open_sections() - {title}
        self._write("open", sorted(others | {title} if is_open else others))

    def columns(self) -> list[str] | None:
        """The columns that were chosen for a grid; None for the usual ones."""
        found: list[str] = self._read("columns", [])
        return found or None

    def keep_columns(self, names: list[str] | None) -> None:
        """Remember which columns of a grid are shown; None = the usual ones."""
        self._write("columns", names or [])
