"""What a {token} in a sentence stands for: a figure of the year, or a value that somebody typed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from exports.drafts.terms import Term
from models.entities.office import TypedValue
from models.indicators import indicator_by_id
from models.indicators.base import (
    Figure,
    Indicator,
    Period,
    Value,
    dimension_of,
    values_of,
)
from models.indicators.kept import year_before_is_kept

FACETS = (
    "", "wan", "change", "fewer", "names", "places", "count", "each", "most", "pairs",
    "largest", "listed", "due", "newly",
)
"""What a token may ask of its figure.

wan: 万元 with two decimals. change: against last year (增加3个). fewer: by how much it has fallen.
names, places: the values of a dimension, places telling countries from 港澳台. count: how many
countries among them. each: every value with its number; most: the first of them; pairs: with
person-times beside the groups.
newly: the places that no earlier record has, where there are earlier ones at all.
largest: the n greatest records. listed, due: n records in the draft's words, due with the day.
"""
NEEDS_DIMENSION = ("names", "places", "count", "each", "most", "pairs", "newly")
NEEDS_NUMBER = ("largest", "listed", "due")
TYPED = "typed:"
BEGINNING = date(1900, 1, 1)
RECORD = "record"
"""The one slice that is no dimension: a single record of the figure."""

_FORM = re.compile(
    r"(?P<id>[a-z_]+\.[a-z_0-9]+)(?P<shift>@next|@year)?(?:\[(?P<where>[^\]]*)\])?"
    r"(?::(?P<facet>[a-z]+)(?:=(?P<argument>[a-z_0-9]+))?)?"
)


@dataclass(frozen=True)
class Token:
    """One token, taken apart. `typed` is the key of a typed value, else blank."""

    text: str
    id: str = ""
    shift: str = ""
    """@next: of the term that follows; @year: from 1 January to the end of the term."""
    where: tuple[tuple[str, str], ...] = ()
    facet: str = ""
    argument: str = ""
    typed: str = ""

    @classmethod
    def parse(cls, text: str) -> Token:
        """Raises ValueError for anything that is no token."""
        if text.startswith(TYPED):
            key, _, facet = text.removeprefix(TYPED).partition(":")
            return cls(text, typed=key, facet=facet)
        found = _FORM.fullmatch(text)
        if found is None:
            raise ValueError(f"not a token: {text}")
        facet, argument = found["facet"] or "", found["argument"] or ""
        if facet not in FACETS or bool(argument) != (facet in (*NEEDS_DIMENSION, *NEEDS_NUMBER)):
            raise ValueError(f"unknown facet: {text}")
        pairs = (found["where"] or "").split(",") if found["where"] else []
        where = tuple((key, value) for key, _, value in (pair.partition("=") for pair in pairs))
        return cls(text, found["id"], found["shift"] or "", where, facet, argument)

    @property
    def is_next(self) -> bool:
        """Whether it speaks of the term that follows."""
        return self.shift == "@next"

    @property
    def whole(self) -> str:
        """The token of the indicator without slice and facet; a typed number is its own whole."""
        return TYPED + self.typed if self.typed else f"{self.id}{self.shift}"

    @property
    def plain(self) -> str:
        """The token of the number itself, without the facet."""
        return TYPED + self.typed if self.typed else self.text.partition(":")[0]

    def sliced(self, key: str, value: object) -> str:
        """The token of one part of the figure; a blank part has nothing behind the sign."""
        pairs = sorted({**dict(self.where), key: "" if value is None else str(value)}.items())
        inside = ",".join(f"{k}={v}" for k, v in pairs)
        return f"{self.id}{self.shift}[{inside}]"


def period_for(kind: str, year: int) -> Period:
    """The period of a kind that a year names; a 学年 by the year in which it ends."""
    return Term(year).period_for(kind)


def typed_key(key: str, term: Term) -> str:
    """Under which name a typed number is kept: that of a half-year is not that of the year."""
    return f"{key}@{term.key}" if term.key else key


class Facts:
    """The figures of a term, each computed once. Raises LookupError for an unknown token."""

    def __init__(self, term: Term | int) -> None:
        self.term = Term(term) if isinstance(term, int) else term
        self.year = self.term.year
        self._values: dict[str, Value] = {}
        self._previous: dict[str, Value | None] = {}
        self._parts: dict[tuple[str, str], list[tuple[Any, Value]]] = {}
        self._occurring: dict[tuple[Figure, str], dict[str, Any]] = {}
        self._kept: dict[str, bool] = {}
        self._typed: dict[str, TypedValue] | None = None

    def figure(self, token: Token) -> Figure:
        """The figure behind a token, cut to its slice."""
        indicator = indicator_by_id(token.id)
        period = self.period_of(token)
        slices: dict[str, Any] = {}
        for key, text in token.where:
            if key == RECORD:
                indicator = _of_record(indicator, int(text))
            else:
                slices[key] = self._stored(indicator.at(period), key, text)
        return indicator.at(period, **slices)

    def period_of(self, token: Token) -> Period:
        """The days that a token speaks of."""
        kind = indicator_by_id(token.id).period_kind
        if token.shift == "@year" and kind != "时点":
            return self.term.so_far()
        return (self.term.next() if token.is_next else self.term).period_for(kind)

    def _stored(self, whole: Figure, key: str, text: str) -> Any:
        """A slice's value as it is stored: one that occurs, else what the words mean."""
        if text == "":
            return None
        dimension = dimension_of(whole.indicator.entity, key)
        if (whole, key) not in self._occurring:
            occurring = dimension.values(whole.query())
            self._occurring[whole, key] = {str(value): value for value in reversed(occurring)}
        known = self._occurring[whole, key]
        return known[text] if text in known else dimension.parse(text)

    def value(self, token: Token) -> Value | None:
        """The number; None for a typed value that nobody has typed."""
        if token.typed:
            typed = self.typed(token.typed)
            return None if typed is None or typed.value is None else _whole(typed.value)
        if token.plain not in self._values:
            self._values[token.plain] = self.figure(token).value()
        return self._values[token.plain]

    def typed(self, key: str) -> TypedValue | None:
        """The typed value of this term, if there is one."""
        if self._typed is None:
            found = TypedValue.active().where(TypedValue.year == self.year)
            self._typed = {value.key_name: value for value in found}
        return self._typed.get(typed_key(key, self.term))

    def last_year(self, token: Token) -> Value | None:
        """The same number a year before; None when that year was not kept."""
        if token.plain not in self._previous:
            self._previous[token.plain] = self._last_year(token)
        return self._previous[token.plain]

    def _last_year(self, token: Token) -> Value | None:
        if token.typed:
            return None
        figure = self.figure(token)
        theme = f"{token.id}@{figure.period.end}"
        if theme not in self._kept:
            self._kept[theme] = year_before_is_kept(indicator_by_id(token.id), figure.period)
        return figure.previous().value() if self._kept[theme] else None

    def earlier_values(self, token: Token, key: str) -> list[Any]:
        """The values of a dimension in all the time before the token's; none of no records."""
        figure = self.figure(token)
        before = figure.period.start - timedelta(days=1)
        span = replace(figure.period, kind="自然年", start=BEGINNING, end=before)
        earlier = replace(figure, period=span)
        return dimension_of(figure.indicator.entity, key).values(earlier.query())

    def parts(self, token: Token, key: str) -> list[tuple[Any, Value]]:
        """The number of each value of a dimension that occurs, zeros left out, in no order."""
        if (token.plain, key) not in self._parts:
            figure = self.figure(token)
            values = dimension_of(figure.indicator.entity, key).values(figure.query())
            parts = {value: figure.sliced(**{key: value}) for value in values}
            numbers = values_of(parts.values())
            found = [(value, numbers[part]) for value, part in parts.items()]
            self._values |= {token.sliced(key, value): number for value, number in found}
            self._parts[token.plain, key] = [part for part in found if part[1]]
        return self._parts[token.plain, key]

    def largest(self, token: Token) -> Iterator[tuple[Any, Value]]:
        """The records of a figure with their shares of its number, greatest first."""
        figure = self.figure(token)
        entity: Any = figure.indicator.entity
        for record_id, number in figure.by_record():
            self._values[token.sliced(RECORD, record_id)] = number
            yield entity.get_by_id(record_id), number


def _of_record(indicator: Indicator, record_id: int) -> Indicator:
    whole, entity = indicator.query, indicator.entity
    return replace(indicator, query=lambda period: whole(period).where(entity.id == record_id))


def _whole(number: float) -> Value:
    return int(number) if number == int(number) else Decimal(str(number))
