"""Dates whose day or month is not known: they keep the precision that the office wrote down."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

OPEN_ENDED = date(9999, 12, 31)
"""Stored for 长期: a validity without an end, so that comparisons need no special case."""


@dataclass(frozen=True, order=True)
class PartialDate:
    """A year, or a year and month, without a day (2019年9月)."""

    year: int
    month: int | None = None

    @property
    def earliest(self) -> date:
        """The first day it can mean."""
        return date(self.year, self.month or 1, 1)

    @property
    def latest(self) -> date:
        """The last day it can mean."""
        month = self.month or 12
        return date(self.year, month, monthrange(self.year, month)[1])

    def __str__(self) -> str:
        return f"{self.year}年{self.month}月" if self.month else f"{self.year}年"


Day = date | PartialDate


def years_earlier(day: date, years: int) -> date:
    """The same day so many years earlier; 28 February where that year has no 29th."""
    last = monthrange(day.year - years, day.month)[1]
    return date(day.year - years, day.month, min(day.day, last))


def earliest(day: Day) -> date:
    """The first day that a full or partial date can mean."""
    return day.earliest if isinstance(day, PartialDate) else day


def latest(day: Day) -> date:
    """The last day that a full or partial date can mean."""
    return day.latest if isinstance(day, PartialDate) else day


def to_text(day: Day) -> str:
    """ISO text of the known parts: 2019, 2019-09 or 2019-09-02. Sorts as dates do."""
    if isinstance(day, PartialDate):
        return f"{day.year:04d}-{day.month:02d}" if day.month else f"{day.year:04d}"
    return day.isoformat()


def from_text(text: str) -> Day:
    """The inverse of `to_text`; raises ValueError for anything else."""
    parts = [int(part) for part in text.split("-")]
    if len(parts) == 3:
        return date(*parts)
    return PartialDate(*parts)


def from_parts(year: int, month: int | None = None, day: int | None = None) -> Day:
    """A full date where the day is known, else a partial one; ValueError when impossible."""
    if month is None or day is None:
        partial = PartialDate(year, month)
        partial.earliest  # noqa: B018 - raises ValueError for month 13
        return partial
    return date(year, month, day)


def chinese(day: Day) -> str:
    """As written in an office text: 2025年9月1日, 2019年9月; 长期 for an open end."""
    if isinstance(day, PartialDate):
        return str(day)
    if day == OPEN_ENDED:
        return "长期"
    return f"{day.year}年{day.month}月{day.day}日"
