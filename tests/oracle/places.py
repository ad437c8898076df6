"""Places of the oracle, from the country table as data: what is abroad, and which continent."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

from tests.oracle.days import first

CODES = Path(__file__).resolve().parents[2] / "resources" / "codes"
REGIONS = ("HKG", "MAC", "TWN")


@cache
def _table(name: str, column: str) -> dict[str, str]:
    with (CODES / name).open(encoding="utf-8-sig", newline="") as lines:
        return {row["code"]: row[column] for row in csv.DictReader(lines)}


def is_foreign(code: str | None) -> bool:
    """国外: a country, neither China nor one of 港澳台."""
    return code is not None and code not in REGIONS and code != "CHN"


def continent(code: str | None) -> str | None:
    """One of six continents, 港澳台, or None where nobody knows."""
    if code in REGIONS:
        return "港澳台"
    return None if code is None else _table("countries.csv", "continent")[code]


def funding_row(code: str | None) -> str | None:
    """经费来源 as the lines of 高基371 name it."""
    return None if code is None else _table("student_funding.csv", "row")[code]


@cache
def _memberships() -> tuple[dict[str, str], ...]:
    with (CODES / "country_groups.csv").open(encoding="utf-8-sig", newline="") as lines:
        return tuple(csv.DictReader(lines))


def in_group(code: str | None, group: str, day: str | None) -> bool:
    """The country belonged to the group on the day; a half-known day is read as its first."""
    if day is None:
        return False
    text = first(day).isoformat()
    return any(
        row["group"] == group and row["code"] == code and row["valid_from"] <= text
        and (not row["valid_until"] or text <= row["valid_until"]) for row in _memberships())
