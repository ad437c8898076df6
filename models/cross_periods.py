"""Periods of a cross table: which records lie in one surely, which only may, by the forms' rule."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from peewee import Value, fn

from models.entity import Entity
from models.fields import Date
from models.indicators import Period
from models.indicators.dates import perhaps_within, surely_within

ALL = "all"
SPANS = (
    ("year", "自然年"), ("school", "学年"), ("first", "上半年"), ("second", "下半年"),
    ("day:12-31", "时点 12月31日"), ("day:09-30", "时点 9月30日"), ("day:08-31", "时点 8月31日"),
    ("day:06-30", "时点 6月30日"), (ALL, "不分统计期"),
)
"""Kept key and what she reads; day:MM-DD may be any day."""

SIDE_BY_SIDE = (1, 2, 3, 5, 10)
"""How many years can stand beside each other."""


@dataclass(frozen=True)
class Choice:
    """A thing to choose: its kept key and what she reads."""

    key: str
    label: str


def period_of(span: str, year: int) -> Period:
    """The period of a kept key in a year; LookupError for a key that nobody knows."""
    if span == "year":
        return Period.calendar_year(year)
    if span == "school":
        return Period.academic_year(year)
    if span in ("first", "second"):
        return Period.half_year(year, 1 if span == "first" else 2)
    if not span.startswith("day:"):
        raise LookupError(span)
    try:
        month, day = (int(part) for part in span.removeprefix("day:").split("-"))
        return Period.as_of(date(year, month, 28 if (month, day) == (2, 29) else day))
    except ValueError as error:
        raise LookupError(span) from error


def label_of(span: str) -> str:
    """What she reads for a kept key."""
    named = dict(SPANS)
    if span in named:
        return named[span]
    day = period_of(span, 2024).start
    return f"时点 {day.month}月{day.day}日"


def dates_of(entity: type[Entity]) -> list[Choice]:
    """The dates by which a period can be cut: own spans and days, then those of the owner."""
    found = list(_own_dates(entity))
    if (link := entity.owner_link()) is not None:
        owner = link.rel_model
        found += [Choice(f"owner.{each.key}", f"{owner.label}·{each.label}")
                  for each in _own_dates(owner)]
    return found


def first_span(entity: type[Entity]) -> str:
    """The kind of period to begin with: none where the only date of a person is the birthday."""
    first = next(iter(dates_of(entity)), None)
    return ALL if first is None or first.key == "date:born_on" else "year"


def _own_dates(entity: type[Entity]) -> Iterator[Choice]:
    for start, end in entity.date_pairs():
        yield Choice(f"span:{start.name}", f"{start.label}—{end.label}（有重叠）")
    for kind in entity.kinds():
        if isinstance(kind, Date) and not kind.sensitive:
            yield Choice(f"date:{kind.name}", kind.label)


def within(entity: type[Entity], key: str, period: Period) -> tuple[Any, Any]:
    """SQL: counted in the period; and: only may lie in it, or nobody knows.

    A span (聘期) counts when it may overlap; without an end only when it began in the period or
    says 在读. A day counts when it surely lies in the period; for a 时点, when it is past.
    """
    if key.startswith("owner."):
        link = entity.owner_link()
        assert link is not None
        owner: Any = link.rel_model
        inside, perhaps = within(owner, key.removeprefix("owner."), period)
        return (link.in_(owner.select(owner.id).where(inside)),
                link.in_(owner.select(owner.id).where(perhaps)))
    way, name = key.split(":", 1)
    column: Any = entity.field_named(name)
    if way == "span":
        end = next(end for start, end in entity.date_pairs() if start.name == name)
        begun, lasts = column.begins_by(period.end), end.reaches(period.start)
        goes_on = end.is_null() & (column.reaches(period.start) | _still(entity))
        perhaps = column.is_null() & (end.is_null() | lasts)
        perhaps |= begun & end.is_null() & ~goes_on
        return begun & (lasts | goes_on), perhaps
    if period.kind == "时点":
        after = (period.end + timedelta(days=1)).isoformat()
        past = column.concat("~") < after
        return past, column.is_null() | (column.begins_by(period.end) & ~past)
    return surely_within(column, period), perhaps_within(column, period)


def _still(entity: type[Entity]) -> Any:
    """SQL: a field says that it lasts (在读), although it has no end yet."""
    for kind in entity.kinds():
        if "在读" in kind.option_words():
            return fn.IFNULL(kind, "") == "在读"
    return Value(0) == 1


def said(key: str, period: Period) -> str:
    """The period in a title: a 时点 over days is all that came before it."""
    is_until = period.kind == "时点" and "span:" not in key
    return f"截至{period.label}" if is_until else period.label
