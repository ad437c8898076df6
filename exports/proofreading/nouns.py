"""The words of reports and the figures they may mean, read from resources/proofreading/nouns.csv.

A theme is what is spoken of (外籍教师); a figure row says which figures a measure word asks of it
(人 → headcount or at year end), more narrowly where a mark stands in the clause (新聘). Words are
regular expressions over the clause with # in place of the number.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from models.codes import HMT, HOME, countries

FILE = Path(__file__).resolve().parent.parent.parent / "resources" / "proofreading" / "nouns.csv"
PLACES = "国"
"""Unit of a number that counts countries."""
_SPEC = re.compile(r"(?P<id>[a-z_]+\.[a-z_0-9]+)(?:\[(?P<where>[^\]]+)\])?(?P<places>:places)?")
_PLACE_NAME = re.compile(r"[一-鿿]{2,}")
_CONTINENTS = ("亚洲", "欧洲", "非洲", "北美洲", "南美洲", "大洋洲")


@dataclass(frozen=True)
class Spec:
    """A figure that a row names: an indicator with a slice, or the key of a typed number.

    counts_places: how many countries occur in it, instead of its own number. plus: indicators
    whose numbers are added (签署协议 are new and renewed ones).
    """

    id: str = ""
    where: tuple[tuple[str, str], ...] = ()
    counts_places: bool = False
    typed: str = ""
    plus: tuple[str, ...] = ()

    @classmethod
    def parse(cls, text: str) -> Spec:
        """teachers.headcount[term=长期], trips.groups:places or typed:office.rules."""
        if text.startswith("typed:"):
            return cls(typed=text.removeprefix("typed:"))
        text, *more = text.split("+")
        found = _SPEC.fullmatch(text)
        if found is None:
            raise ValueError(f"not a figure: {text}")
        pairs = found["where"].split(",") if found["where"] else []
        where = tuple((key, value) for key, _, value in (pair.partition("=") for pair in pairs))
        return cls(found["id"], where, bool(found["places"]), plus=tuple(more))


@dataclass(frozen=True)
class Row:
    """What a unit asks of a theme; marks: words that must stand in the clause, None for none."""

    theme: str
    marks: re.Pattern[str] | None
    units: tuple[str, ...]
    specs: tuple[Spec, ...]


@dataclass(frozen=True)
class Slice:
    """Words that cut the figures of a theme; options: dimension and value, each one a reading."""

    theme: str
    words: re.Pattern[str]
    options: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Hit:
    """A theme found in a clause, characters [start, end)."""

    theme: str
    start: int
    end: int


@dataclass(frozen=True)
class Lexicon:
    """The whole file, compiled. field: words by which a sentence is one of foreign affairs."""

    themes: tuple[tuple[str, re.Pattern[str]], ...]
    rows: tuple[Row, ...]
    slices: tuple[Slice, ...]
    units: dict[str, tuple[str, ...]]
    field: re.Pattern[str]
    plain: re.Pattern[str]
    adverbs: re.Pattern[str]
    """The plain words without the nouns among them."""

    def hits(self, clause: str) -> Iterator[Hit]:
        """Every theme that a clause speaks of, with where it does."""
        for theme, words in self.themes:
            for match in words.finditer(clause):
                yield Hit(theme, match.start(), match.end())

    def rows_of(self, theme: str, unit: str) -> Iterator[Row]:
        """The rows of a theme that a measure word (or 国, 专业) may ask for."""
        for row in self.rows:
            if row.theme == theme and any(
                unit == each or unit in self.units.get(each, ()) for each in row.units
            ):
                yield row

    def slices_of(self, theme: str) -> Iterator[Slice]:
        """The slices that the words of a theme may ask for."""
        return (one for one in self.slices if one.theme == theme)


@cache
def lexicon() -> Lexicon:
    """The file as it is shipped; ValueError when a line of it cannot be read."""
    lines: dict[str, list[dict[str, str]]] = {}
    with FILE.open(encoding="utf-8-sig", newline="") as file:
        for line in csv.DictReader(file):
            lines.setdefault(line["kind"], []).append(line)
    return Lexicon(
        tuple((line["theme"], re.compile(line["words"])) for line in lines["theme"]),
        tuple(_row(line) for line in lines["figure"]),
        tuple(_slice(line) for line in lines["slice"]),
        {line["theme"]: tuple(line["words"].split("|")) for line in lines["unit"]},
        re.compile("|".join(line["words"] for line in lines["field"])),
        _plain(line["words"] for line in [*lines["plain"], *lines["noun"]]),
        _plain(line["words"] for line in lines["plain"]),
    )


def _row(line: dict[str, str]) -> Row:
    return Row(
        line["theme"], re.compile(line["words"]) if line["words"] else None,
        tuple(line["units"].split("|")),
        tuple(Spec.parse(spec) for spec in line["figures"].split("|")),
    )


def _slice(line: dict[str, str]) -> Slice:
    options = (option.partition("=") for option in line["figures"].split("|"))
    return Slice(
        line["theme"], re.compile(line["words"]), tuple((key, value) for key, _, value in options),
    )


def _plain(lines: Iterable[str]) -> re.Pattern[str]:
    """Words that change nothing of what is counted, the longer first."""
    words = sorted({word for line in lines for word in line.split("|")}, key=len, reverse=True)
    return re.compile("|".join(word if word.endswith("?") else re.escape(word) for word in words))


@cache
def place_words() -> tuple[re.Pattern[str], dict[str, str]]:
    """The Chinese names of countries and regions as one pattern, and their codes."""
    names: dict[str, str] = {}
    for entry in countries().entries:
        if entry.code == HOME:
            continue
        for word in (entry.name, *entry.aliases):
            if _PLACE_NAME.fullmatch(word):
                names[word] = entry.code
    ordered = sorted(names, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, ordered)) + "(?:地区)?"), names


def places_in(text: str) -> list[tuple[int, int, str]]:
    """The countries and regions that a text names, with start, end and code."""
    pattern, names = place_words()
    found = []
    for match in pattern.finditer(text):
        name = match[0] if match[0] in names else match[0].removesuffix("地区")
        found.append((match.start(), match.end(), names[name]))
    return found


def continents_in(text: str) -> list[str]:
    """The continents that a text names."""
    return [continent for continent in _CONTINENTS if continent in text]


def is_region(code: str) -> bool:
    """Whether a code is Hong Kong, Macao or Taiwan, which are no countries."""
    return code in HMT
