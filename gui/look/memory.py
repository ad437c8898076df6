"""Small things kept beside the data under one place of the settings, each as JSON."""

from __future__ import annotations

import json
from typing import Any

from PySide6.QtCore import QSettings


class Memory:
    """Kept beside the data, never with it. settings None (outside the window): until it closes."""

    def __init__(self, settings: QSettings | None, place: str) -> None:
        self._settings = settings
        self._place = place
        self._here: dict[str, Any] = {}

    def widths(self) -> dict[str, int]:
        """Column name → width in pixels at 100 %, for those whose edge was dragged."""
        return {str(name): int(width) for name, width in self._read("widths", {}).items()}

    def keep_width(self, name: str, width: int) -> None:
        """Remember one column's width."""
        self._write("widths", {**self.widths(), name: width})

    def forget_widths(self) -> None:
        """Back to the first widths."""
        self._write("widths", {})

    def _read(self, name: str, default: Any) -> Any:
        """What was kept under a name; the default for nothing or something of another type."""
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
