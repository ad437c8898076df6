"""The stretch of time a paper speaks of: a year, one of its halves, one of its quarters."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from models.indicators.base import Period
from models.indicators.year_work import QUARTERS, quarter, year_to

YEAR, HALF, QUARTER = "year", "half", "quarter"
COUNTS = {YEAR: 1, HALF: 2, QUARTER: 4}
"""How many of a kind a year has."""
_LETTER = {YEAR: "", HALF: "H", QUARTER: "Q"}
_HALVES = ("上半年", "下半年")


@dataclass(frozen=True)
class Term:
    """One year, half-year or quarter. number: which one of the year, from 1."""

    year: int
    kind: str = YEAR
    number: int = 1

    def __post_init__(self) -> None:
        if not 1 <= self.number <= COUNTS[self.kind]:
            raise ValueError(f"no such {self.kind}: {self.number}")

    @property
    def key(self) -> str:
        """H1, Q3; blank for a whole year, whose kept words are older than the others."""
        return f"{_LETTER[self.kind]}{self.number}" if self.kind != YEAR else ""

    @property
    def short(self) -> str:
        """全年, 上半年, 第三季度: without the year."""
        if self.kind == HALF:
            return _HALVES[self.number - 1]
        return "全年" if self.kind == YEAR else QUARTERS[self.number - 1]

    @property
    def label(self) -> str:
        """2026年, 2026年上半年, 2026年第三季度."""
        return self.whole().label

    def whole(self) -> Period:
        """From the first day to the last."""
        if self.kind == HALF:
            return Period.half_year(self.year, self.number)
        if self.kind == QUARTER:
            return quarter(self.year, self.number)
        return Period.calendar_year(self.year)

    def so_far(self) -> Period:
        """From 1 January to the last day (本年累计)."""
        if self.kind == YEAR:
            return self.whole()
        return year_to(self.whole().end)

    def next(self) -> Term:
        """The one that follows; behind the last of a year the first of the next."""
        if self.number < COUNTS[self.kind]:
            return Term(self.year, self.kind, self.number + 1)
        return Term(self.year + 1, self.kind)

    def period_for(self, kind: str) -> Period:
        """The period of an indicator's kind: a 学年 by the year in which it ends, a 时点 the end.

        Half-years and quarters know no 学年: what is counted by it is counted by their own days.
        """
        if kind == "时点":
            return self.whole().at_end()
        if kind == "学年" and self.kind == YEAR:
            return Period.academic_year(self.year)
        return self.whole()


def term_of(kind: str, year: int, number: int | None = None, *, today: date | None = None) -> Term:
    """A term by its number; without one the last that has ended by today, else the first."""
    if number is not None or kind == YEAR:
        return Term(year, kind, number or 1)
    day = today or date.today()
    terms = [Term(year, kind, each) for each in range(1, COUNTS[kind] + 1)]
    ended = [term for term in terms if term.whole().end <= day]
    return ended[-1] if ended else terms[0]
