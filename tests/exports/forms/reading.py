"""Reading a filled form in the fewest words."""

from __future__ import annotations

from typing import Any

from exports.forms import form_by_code
from models.partial_date import PartialDate


def filled(code: str, year: int = 2025) -> Any:
    """A form for a year."""
    return form_by_code(code).fill(year)


def value(form: Any, row: str, column: str) -> Any:
    """One exact number."""
    return form.number(row, column)


def failed(form: Any, level: str = "错") -> list[str]:
    """The checks of a level that do not hold."""
    return [c.label for c in form.checks() if not c.ok and c.level == level]


def noted(form: Any) -> dict[str, str]:
    """The notes below the table."""
    return {note.row_label: note.show() for note in form.notes}


def first(day: Any) -> str:
    """The first day a date can mean."""
    return str(day.earliest if isinstance(day, PartialDate) else day)


def last(day: Any) -> str:
    """The last day a date can mean."""
    return str(day.latest if isinstance(day, PartialDate) else day)
