"""What the form of one register remembers between two days: open sections, grid columns, widths."""

from __future__ import annotations

import json
from typing import Any

from PySide6.QtCore import QSettings


class FormMemory:
    """Kept beside the data, never with it. settings None (a form outside the window): forgetful."""

    def __init__(self, settings: QSettings | None, key: str) -> None:
        self._settings = settings
        self._place = f"form/{key}"
        self._here: dict[str, Any] = {}

    def of_line(self, key: str) -> FormMemory:
        """The memory of one of its grids."""
        return FormMemory(self._settings, f"{self._place.removeprefix('form/')}/{key}")

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

    def widths(self) -> dict[str, int]:
        """Column name → width in pixels, for those whose edge was dragged."""
        found: dict[str, int] = self._read("widths", {})
        return found

    def keep_width(self, name: str, width: int) -> None:
        """Remember one column's width."""
        self._write("widths", {**self.widths(), name: width})

    def forget_widths(self) -> None:
        """Back to the first widths."""
        self._write("widths", {})

    def _read(self, name: str, default: Any) -> Any:
        if self._settings is None:
            return self._here.get(name, default)
        text = self._settings.value(f"{self._place}/{name}", "")
        try:
            found = json.loads(str(text)) if text else default
        except ValueError:
            return default
        return found if isinstance(found, type(default)) else default

    def _write(self, name: str, value: Any) -> None:
        if self._settings is None:
            self._here[name] = value
        else:
            place = f"{self._place}/{name}"
            self._settings.setValue(place, json.dumps(value, ensure_ascii=False))
