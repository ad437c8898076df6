"""Counting parameters that a province or a year may change: data, with the doubt said beside it."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE = Path(__file__).resolve().parents[2] / "resources" / "rules" / "counting.csv"


@dataclass(frozen=True)
class Parameter:
    """One choice of counting: its value, what it means, how sure it is, whose rule."""

    key: str
    value: str
    meaning: str
    certainty: str
    source: str

    def words(self) -> tuple[str, ...]:
        """The value as a list (separated by |)."""
        return tuple(word for word in self.value.split("|") if word)

    def number(self) -> int:
        """The value as a whole number."""
        return int(self.value)


@cache
def parameters() -> dict[str, Parameter]:
    """All parameters by key, read once."""
    with FILE.open(encoding="utf-8-sig", newline="") as file:
        return {row["key"]: Parameter(**row) for row in csv.DictReader(file)}


def parameter(key: str) -> Parameter:
    """One parameter; LookupError when the file lacks it."""
    return parameters()[key]
