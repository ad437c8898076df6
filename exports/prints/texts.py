"""The wording of printables: sentence patterns, titles and labels, as data with valid-from."""

from __future__ import annotations

import csv
import re
import string
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from exports.prints.blocks import Value, sentence

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "prints"

_OPTIONAL = re.compile(r"\[([^\[\]]*)\]")


@dataclass(frozen=True)
class Texts:
    """The texts of one paper as valid in one year."""

    paper: str
    by_key: Mapping[str, str]

    def __getitem__(self, key: str) -> str:
        if key not in self.by_key:
            raise LookupError(f"{self.paper} has no text {key!r}")
        return self.by_key[key]

    def get(self, key: str, otherwise: str = "") -> str:
        """The text, or another where there is none."""
        return self.by_key.get(key, otherwise)


def texts_of(paper: str, year: int) -> Texts:
    """For each key the newest text not younger than the year, or the oldest there is."""
    chosen: dict[str, tuple[int, str]] = {}
    for key, valid_from, text in _all().get(paper, ()):
        held = chosen.get(key)
        fits = valid_from <= year
        if held is None or (fits and (valid_from > held[0] or held[0] > year)):
            chosen[key] = (valid_from, text)
    if not chosen:
        raise LookupError(paper)
    return Texts(paper, {key: text for key, (_, text) in chosen.items()})


@cache
def _all() -> dict[str, list[tuple[str, int, str]]]:
    found: dict[str, list[tuple[str, int, str]]] = {}
    for path in sorted((FOLDER / "texts").glob("*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                entry = (row["key"], int(row["valid_from"]), row["text"])
                found.setdefault(row["paper"], []).append(entry)
    return found


def fill(pattern: str, values: Mapping[str, Value | str]) -> tuple[str | Value, ...]:
    """The pattern with its {names} replaced; a [group] stands only when its names have values.

    Raises LookupError for a {name} without value, in a silent group too: a slip in the wording.
    """

    def kept(match: re.Match[str]) -> str:
        return match[1] if all(_said(values[name]) for name in names_in(match[1])) else ""

    return sentence(_OPTIONAL.sub(kept, pattern), values)


def names_in(pattern: str) -> list[str]:
    """The {names} of a pattern, in its order."""
    return [name for _, name, _, _ in string.Formatter().parse(pattern) if name is not None]


def _said(value: Value | str) -> str:
    return value.text if isinstance(value, Value) else value


@cache
def _glossary() -> dict[tuple[str, str], str]:
    with (FOLDER / "glossary.csv").open(encoding="utf-8-sig", newline="") as file:
        return {(row["kind"], row["chinese"]): row["english"] for row in csv.DictReader(file)}


def in_english(kind: str, chinese: str | None) -> str:
    """The English of a usual word (用途, 岗位, 部门); blank when the glossary has none."""
    return _glossary().get((kind, (chinese or "").strip()), "")


def words_of(kind: str) -> tuple[str, ...]:
    """The Chinese words of one kind in the glossary."""
    return tuple(chinese for held, chinese in _glossary() if held == kind)
