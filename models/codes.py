"""Code lists: 国别 with 洲别 and groups, 学生类别, 经费来源. Read once from resources/codes."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from models import cells

FOLDER = Path(__file__).resolve().parent.parent / "resources" / "codes"

HMT = ("HKG", "MAC", "TWN")
"""香港, 澳门, 台湾: never countries, never counted as 国外."""

HOME = "CHN"
"""中国: registers use it (国内) for visits that are not foreign at all."""


@dataclass(frozen=True)
class Entry:
    """One code: its name, other spellings, and further columns of its file."""

    code: str
    name: str
    aliases: tuple[str, ...] = ()
    facts: dict[str, str] = field(default_factory=dict, hash=False)


class CodeList:
    """Entries in the order of their file, found by code, name or alias."""

    def __init__(self, title: str, entries: Sequence[Entry]) -> None:
        self.title = title
        self.entries = tuple(entries)
        self._by_code = {entry.code: entry for entry in self.entries}
        self._by_word: dict[str, str] = {}
        for entry in self.entries:
            for word in (entry.name, entry.code, *entry.aliases):
                self._by_word.setdefault(cells.compact(word).upper(), entry.code)

    def code_of(self, word: str) -> str:
        """The code that a name, alias or code stands for; ValueError when unknown."""
        key = cells.compact(word).upper()
        found = self._by_word.get(key) or self._by_word.get(key.removesuffix("地区"))
        if found is None:
            raise ValueError(f"“{word}”不在{self.title}表中")
        return found

    def name_of(self, code: str) -> str:
        """The name of a code; the code itself when the list has none such."""
        entry = self._by_code.get(code)
        return entry.name if entry else code

    def fact(self, code: str | None, column: str) -> str:
        """A further column of an entry (洲别 …); blank when unknown."""
        entry = self._by_code.get(code or "")
        return entry.facts.get(column, "") if entry else ""

    def names(self) -> tuple[str, ...]:
        """All names in file order."""
        return tuple(entry.name for entry in self.entries)

    def codes_where(self, column: str, value: str) -> tuple[str, ...]:
        """The codes whose column has this value."""
        return tuple(e.code for e in self.entries if e.facts.get(column) == value)


class _AsWritten(CodeList):
    """A list that nobody has given yet: every word stands for itself."""

    def code_of(self, word: str) -> str:
        """The word as it is."""
        return word


_given: dict[str, Callable[[], CodeList]] = {}


def give(name: str, make: Callable[[], CodeList]) -> None:
    """Give a list that is not a file (指标): entities name it, but may not import its maker."""
    _given[name] = make


def figures() -> CodeList:
    """The indicators by their Chinese label, given by models.indicators when that is loaded."""
    return _given["figures"]() if "figures" in _given else _AsWritten("指标", ())


def _read(name: str, title: str) -> CodeList:
    with (FOLDER / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        entries = [
            Entry(
                code=row.pop("code"),
                name=row.pop("name"),
                aliases=tuple(a for a in row.pop("aliases", "").split("|") if a),
                facts={key: value for key, value in row.items() if value},
            )
            for row in csv.DictReader(file)
        ]
    return CodeList(title, entries)


@cache
def countries() -> CodeList:
    """国别(地区): ISO alpha-3; 洲别 in `continent` (港澳台 and 国内 are not continents)."""
    return _read("countries", "国别（地区）")


@cache
def student_categories() -> CodeList:
    """学生类别 of JY/T 1001 (01 专科生 … 09 预科生; 10 短期生 is our own addition)."""
    return _read("student_categories", "学生类别")


@cache
def student_funding() -> CodeList:
    """国际学生经费来源 of JY/T 1001, with the row of 高基371 each belongs to."""
    return _read("student_funding", "经费来源")


def is_foreign(code: str | None) -> bool:
    """国外: a country other than China; Hong Kong, Macao and Taiwan never are."""
    return code is not None and code not in HMT and code != HOME


def continent(code: str | None) -> str:
    """洲别 as the foreign ministry groups them; 港澳台 for those three; blank if unknown."""
    return countries().fact(code, "continent")
