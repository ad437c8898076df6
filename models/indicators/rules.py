"""Counting parameters that a province or a year may change: data, with the doubt said beside it."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from models.own_values import COUNTING, own_values

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


def parameters() -> dict[str, Parameter]:
    """All parameters by key, with the office's own values."""
    own = own_values(COUNTING)
    return {
        key: replace(line, value=own[key].value, source=own[key].source or "本单位确定",
                     certainty="本单位已确定") if key in own else line
        for key, line in shipped().items()
    }


@cache
def shipped() -> dict[str, Parameter]:
    """All parameters by key as they ship, read once."""
    with FILE.open(encoding="utf-8-sig", newline="") as file:
        return {row["key"]: Parameter(**row) for row in csv.DictReader(file)}


def parameter(key: str) -> Parameter:
    """One parameter; LookupError when the file lacks it."""
    if (asked := _asked.get()) is not None:
        asked.add(key)
    return parameters()[key]


_asked: ContextVar[set[str] | None] = ContextVar("asked", default=None)


@contextmanager
def consulted() -> Iterator[set[str]]:
    """Gives the keys of the parameters that whatever is counted inside asks for."""
    keys: set[str] = set()
    token = _asked.set(keys)
    try:
        yield keys
    finally:
        _asked.reset(token)
