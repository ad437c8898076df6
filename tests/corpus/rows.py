"""The records of an open college as plain rows, and whether a day lies in a part of a year."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Any

from models.entities import entity_by_key

Row = dict[str, Any]


@dataclass(frozen=True)
class Span:
    """The days from first to last, both ends included."""

    first: date
    last: date

    @classmethod
    def of(cls, year: int, part: str = "") -> Span:
        """part: "" the year, h1 h2 its halves, q1 to q4 its quarters."""
        months = {"": (1, 12), "h1": (1, 6), "h2": (7, 12)} | {
            f"q{number}": (3 * number - 2, 3 * number) for number in (1, 2, 3, 4)
        }
        first, last = months[part]
        return cls(date(year, first, 1), date(year, last, monthrange(year, last)[1]))

    def holds(self, day: Any) -> bool:
        """Whether a day, or a month known without its day, lies wholly in the span."""
        return day is not None and self.first <= first_of(day) and last_of(day) <= self.last

    def touches(self, start: Any, end: Any) -> bool:
        """Whether something that lasts from start to end (None: has no end) has a day in it."""
        return first_of(start) <= self.last and (end is None or last_of(end) >= self.first)


def first_of(day: Any) -> date:
    """The earliest day that a date of known precision can be."""
    if isinstance(day, date):
        return day
    return date(day.year, day.month or 1, 1)


def last_of(day: Any) -> date:
    """The latest day that a date of known precision can be."""
    if isinstance(day, date):
        return day
    month = day.month or 12
    return date(day.year, month, monthrange(day.year, month)[1])


def rows(entity: str) -> list[Row]:
    """Every record of an entity that is not in the recycle bin; links are ids."""
    return list(entity_by_key(entity).active().dicts())
