"""Days of the oracle: ISO texts of 4, 7 or 10 letters, as much of a day as is known."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple


class Span(NamedTuple):
    """A period, both ends counted."""

    start: date
    end: date


def year_of(year: int) -> Span:
    """自然年."""
    return Span(date(year, 1, 1), date(year, 12, 31))


def school_year_to(year: int) -> Span:
    """学年 that ends in the year."""
    return Span(date(year - 1, 9, 1), date(year, 8, 31))


def first(text: str) -> date:
    """The first day that the text can mean."""
    return date.fromisoformat(text + "-01-01"[: 10 - len(text)])


def last(text: str) -> date:
    """The last day that the text can mean."""
    if len(text) == 10:
        return date.fromisoformat(text)
    if len(text) == 7:
        year, month = int(text[:4]), int(text[5:])
        return date(year, month, monthrange(year, month)[1])
    return date(int(text), 12, 31)


def full(*texts: str | None) -> bool:
    """All of them are known to the day."""
    return all(text is not None and len(text) == 10 for text in texts)


def inside(text: str | None, span: Span) -> bool:
    """Whatever day it means lies in the period."""
    return text is not None and span.start <= first(text) and last(text) <= span.end


def touches(begin: str, end: str | None, span: Span) -> bool:
    """The stay shares a day with the period: a half-known begin counts from its first day, a
    half-known end to its last; without an end it goes on."""
    return first(begin) <= span.end and (end is None or last(end) >= span.start)


def days(begin: str | None, end: str | None, span: Span) -> set[date]:
    """The days from begin to end that lie in the period; none unless both are known to the day."""
    if begin is None or end is None or not full(begin, end):
        return set()
    day, stop = max(date.fromisoformat(begin), span.start), min(date.fromisoformat(end), span.end)
    return {day + timedelta(days=n) for n in range((stop - day).days + 1)}


def whole_months(begin: str, end: str) -> int:
    """Complete months from the first day to the last, both counted (1 March to 31 May: 3).

    Half-known days are read as widely as they can mean.
    """
    start, after = first(begin), last(end) + timedelta(days=1)
    months = (after.year - start.year) * 12 + after.month - start.month
    return months - (after.day < start.day)
