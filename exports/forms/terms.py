"""What the authority changes about a form: title, period, due date. Data with valid-from years."""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from models.indicators import Period
from models.indicators.year_work import quarter

RESOURCES = Path(__file__).resolve().parents[2] / "resources"

PERIODS: dict[str, Callable[[int], Period]] = {
    "自然年": Period.calendar_year,
    "学年": Period.academic_year,
    "次年": lambda year: Period.calendar_year(year + 1),
    "上半年": lambda year: Period.half_year(year, 1),
    "下半年": lambda year: Period.half_year(year, 2),
    "第一季度": lambda year: quarter(year, 1),
    "第二季度": lambda year: quarter(year, 2),
    "第三季度": lambda year: quarter(year, 3),
    "第四季度": lambda year: quarter(year, 4),
}


@dataclass(frozen=True)
class FormTerms:
    """One form as valid from a year on. certainty: 证, 识 or 疑, with what is doubtful."""

    code: str
    valid_from: int
    title: str
    period_kind: str
    requirer: str
    due: str
    scope: str
    units: str
    certainty: str

    def period_of(self, year: int) -> Period:
        """The form's 统计期 for a year (an academic year is named by the year in which it ends)."""
        return PERIODS[self.period_kind](year)

    def title_for(self, year: int, period: Period) -> str:
        """The title; {year} and {period} are put in."""
        return self.title.format(year=year, period=period.label)


@cache
def _all() -> tuple[FormTerms, ...]:
    with (RESOURCES / "rules" / "forms.csv").open(encoding="utf-8-sig", newline="") as file:
        return tuple(
            FormTerms(**{**row, "valid_from": int(row["valid_from"])})  # type: ignore[arg-type]
            for row in csv.DictReader(file)
        )


def terms_of(code: str, year: int) -> FormTerms:
    """The terms valid in a year: the newest not later, or the oldest there is. LookupError."""
    known = sorted((t for t in _all() if t.code == code), key=lambda t: t.valid_from)
    if not known:
        raise LookupError(f"no terms for form {code}")
    return next((t for t in reversed(known) if t.valid_from <= year), known[0])


def rows_of(code: str, year: int) -> list[dict[str, str]]:
    """The row names of a form kept as data (resources/forms/<code>.csv), as valid in a year."""
    with (RESOURCES / "forms" / f"{code}.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    versions = sorted({int(row["valid_from"]) for row in rows})
    version = next((v for v in reversed(versions) if v <= year), versions[0])
    return [row for row in rows if int(row["valid_from"]) == version]
