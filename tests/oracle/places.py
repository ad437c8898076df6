"""Places of the oracle, from the country table as data: what is abroad, and which continent."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

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
