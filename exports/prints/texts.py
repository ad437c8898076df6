"""The wording of printables: sentence patterns, titles and labels, as data with valid-from.

The office's own wording (models/print_texts.py) stands over the shipped one. A snapshot keeps the
own wording of its day, so that a paper can be drawn again without the database, and unchanged.
"""

from __future__ import annotations

import csv
import re
import string
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from exports.prints.blocks import Value, sentence
from models import print_texts
from models.print_texts import Own

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
        _note(self.paper, key)
        return self.by_key[key]

    def get(self, key: str, otherwise: str = "") -> str:
        """The text, or another where there is none."""
        _note(self.paper, key)
        return self.by_key.get(key, otherwise)


_read: ContextVar[set[tuple[str, str]] | None] = ContextVar("texts_read", default=None)


def _note(paper: str, key: str) -> None:
    if (noted := _read.get()) is not None:
        noted.add((paper, key))


@contextmanager
def noting() -> Iterator[set[tuple[str, str]]]:
    """Collects which (paper, key) are read meanwhile: which texts a drawn paper shows."""
    noted: set[tuple[str, str]] = set()
    token = _read.set(noted)
    try:
        yield noted
    finally:
        _read.reset(token)


_using: ContextVar[Own | None] = ContextVar("own_texts", default=None)
_trial: ContextVar[Own | None] = ContextVar("tried_texts", default=None)


def own_at(day: date) -> Own:
    """The office's wording on a day, with what is being tried out over it."""
    found = {paper: dict(words) for paper, words in print_texts.own_texts(day).items()}
    for paper, words in (_trial.get() or {}).items():
        found.setdefault(paper, {}).update(words)
    return found


@contextmanager
def using(own: Own) -> Iterator[None]:
    """Read exactly this wording over the shipped one: what a snapshot keeps, and no database."""
    token = _using.set(own)
    try:
        yield
    finally:
        _using.reset(token)


@contextmanager
def trying(own: Own) -> Iterator[None]:
    """Draw as if the office had kept this wording already; for looking, not for issuing."""
    token = _trial.set(own)
    try:
        yield
    finally:
        _trial.reset(token)


def texts_of(paper: str, year: int) -> Texts:
    """The shipped wording of a year with the office's own over it; LookupError without any."""
    own = _using.get()
    if own is None:
        own = own_at(date(year, 12, 31))
    return Texts(paper, {**shipped(paper, year), **own.get(paper, {})})


def shipped(paper: str, year: int) -> dict[str, str]:
    """For each key the newest text not younger than the year, or the oldest there is."""
    chosen: dict[str, tuple[int, str]] = {}
    for key, valid_from, text in _all().get(paper, ()):
        held = chosen.get(key)
        fits = valid_from <= year
        if held is None or (fits and (valid_from > held[0] or held[0] > year)):
            chosen[key] = (valid_from, text)
    if not chosen:
        raise LookupError(paper)
    return {key: text for key, (_, text) in chosen.items()}


def papers_with_texts() -> list[str]:
    """The codes of all papers whose wording can be changed, shared ones in small letters."""
    return list(_all())


def shipped_versions(paper: str, key: str) -> list[str]:
    """Every shipped wording of one text, of all years."""
    return [text for held, _year, text in _all().get(paper, ()) if held == key]


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
