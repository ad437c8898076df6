"""What a cross table can be split by: fields, years and months, owners, lines, dimensions."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from peewee import fn

from models import extra_columns, fields
from models.chinese_order import order_key
from models.codes import HMT, HOME, countries
from models.country_groups import GROUPS, belongs
from models.entity import Entity
from models.fields import Choice, Coded, Date, Flag, Link
from models.indicators.base import Dimension, dimensions_of
from models.listing import Column, columns_of, titles_of
from models.partial_date import from_text
from models.three_states import WORD

UNKNOWN = "未填"
Values = Mapping[int, tuple[Any, ...]]
"""Record id → the values it lies in; several where lines say so, none of them = 未归类."""


@dataclass(frozen=True)
class Axis:
    """One way to split. key: stable name kept with a saved table. several: a record may lie in more
    than one value, so that the parts add up to more than the whole."""

    key: str
    label: str
    read: Callable[[Any], Values]
    words: Callable[[Iterable[Any]], dict[Any, str]]
    order: Callable[[Any], Any]
    several: bool = False


def axes_of(entity: type[Entity]) -> dict[str, Axis]:
    """Every axis of an entity by key, in the order in which they are offered."""
    found = axes_of_itself(entity)
    link = entity.owner_link()
    if link is not None:
        found += [_of_owner(entity, link, axis) for axis in axes_of_itself(link.rel_model)]
    for line in entity.line_entities():
        found += [_of_lines(line, axis) for axis in axes_of_itself(line)]
    labels = {axis.label for axis in found}
    for dimension in dimensions_of(entity).values():
        if dimension.label not in labels:
            found.append(_of_dimension(entity, dimension))
    return {axis.key: axis for axis in found}


def axes_of_itself(entity: type[Entity]) -> list[Axis]:
    """The axes that one record of the entity itself decides, her own columns among them."""
    columns = columns_of(entity, with_extra=True)
    plain = sorted((c for c in columns if _is_plain(c)), key=_is_free_text)
    dates = [c for c in columns if isinstance(c.kind, Date) and not c.kind.sensitive]
    found = [_of_column(entity, column) for column in plain]
    found += [of_country_groups(entity, c, _first_day(entity)) for c in plain if _is_country(c)]
    return found + [_of_date(column, part) for column in dates for part in PARTS]


def has_axes(entity: type[Entity]) -> bool:
    """Whether there is anything to split by, without looking at records."""
    return any(_is_plain(column) for column in columns_of(entity))


def _is_plain(column: Column) -> bool:
    """Whether equal values mean something together; nothing private, no running text."""
    kind = column.kind
    if kind.sensitive or isinstance(kind, fields.LongText) or column.name == "remarks":
        return False
    if isinstance(kind, Link):
        return not kind.part_of
    return isinstance(kind, Choice | Coded | Flag | fields.Text) or (
        column.is_extra and isinstance(kind, fields.Number)
    )


def _is_free_text(column: Column) -> bool:
    """Whether the values are free words: those stand behind what has few values."""
    return isinstance(column.kind, fields.Text | Link) and not column.is_extra


def _is_country(column: Column) -> bool:
    return isinstance(column.kind, Coded) and column.kind.codes is countries()


def _first_day(entity: type[Entity]) -> Date | None:
    """The day that decides of what a country was a member: the begin of a span, or the one day
    that every record has."""
    spans = [start for start, _ in entity.date_pairs() if not start.sensitive]
    days = [k for k in entity.kinds() if isinstance(k, Date) and k.required]
    return next(iter([*spans, *days]), None)


def _of_column(entity: type[Entity], column: Column) -> Axis:
    def read(query: Any) -> Values:
        marked = column.inapplicable()
        parts = (column.stored(), *([] if marked is None else [marked]))
        rows = query.select(entity.id, *parts).tuples()
        return {
            row[0]: (WORD,) if row[2:] and row[2] else () if row[1] in (None, "") else (row[1],)
            for row in rows
        }

    return Axis(f"field:{column.name}", column.label, read, _words(column), _order(column))


PARTS = ("year", "school", "half", "month")
_PART_LABELS = {"year": "年", "school": "学年", "half": "半年", "month": "月"}


def _of_date(column: Column, part: str) -> Axis:
    entity = column.entity

    def read(query: Any) -> Values:
        rows = query.select(entity.id, column.stored()).tuples()
        return {row[0]: _part_of(row[1], part) for row in rows}

    def words(values: Iterable[Any]) -> dict[Any, str]:
        return {value: _part_words(value, part) for value in values}

    label = f"{column.label}（{_PART_LABELS[part]}）"
    return Axis(f"{part}:{column.name}", label, read, words, str)


def _part_of(text: Any, part: str) -> tuple[str, ...]:
    """2019, 2018-2019, 2019-1 or 2019-03 of a kept date; nothing where it does not say so much."""
    found = _DAY.match(str(text or ""))
    if found is None or found[1] == "9999" or (part != "year" and not found[2]):
        return ()
    year, month = int(found[1]), int(found[2] or 0)
    if part == "year":
        return (found[1],)
    if part == "month":
        return (f"{found[1]}-{found[2]}",)
    if part == "half":
        return (f"{found[1]}-{1 if month <= 6 else 2}",)
    first = year if month >= 9 else year - 1
    return (f"{first}-{first + 1}",)


def _part_words(value: str, part: str) -> str:
    if part == "year":
        return f"{value}年"
    first, second = value.split("-")
    if part == "school":
        return f"{first}—{second}学年"
    if part == "half":
        return f"{first}年{'上' if second == '1' else '下'}半年"
    return f"{first}年{int(second)}月"


def of_country_groups(entity: type[Entity], column: Column, day: Date | None) -> Axis:
    """国家组: 一带一路, 东盟十国 … by the list of the day, today's where there is no day at all."""
    when = "现行名单" if day is None else f"{day.label}当日名单"

    def read(query: Any) -> Values:
        dated = [] if day is None else [fn.IFNULL(day, None).coerce(False)]
        found: dict[int, tuple[Any, ...]] = {}
        for row in query.select(entity.id, column.stored(), *dated).tuples():
            on = from_text(row[2]) if row[2:] and row[2] else None
            found[row[0]] = _groups_of(row[1], date.today() if day is None else on)
        return found

    def words(values: Iterable[Any]) -> dict[Any, str]:
        return {value: str(value) for value in values}

    places = {name: at for at, name in enumerate((*GROUPS, *_OUTSIDE))}
    return Axis(f"groups:{column.name}", f"{column.label}·国家组（{when}）", read, words,
                lambda value: places.get(value, len(places)), several=True)


_OUTSIDE = ("其他国家", "港澳台", "国内", WORD)
_DAY = re.compile(r"^(\d{4})(?:-(\d{2}))?")


def _groups_of(code: str | None, day: Any) -> tuple[str, ...]:
    """Every group of a country; nothing where country or day is blank."""
    if not code or day is None:
        return ()
    if code in HMT or code == HOME:
        return ("国内",) if code == HOME else ("港澳台",)
    return tuple(name for name in GROUPS if belongs(code, name, day)) or ("其他国家",)


def _of_owner(entity: type[Entity], link: Link, axis: Axis) -> Axis:
    owner: Any = link.rel_model

    def read(query: Any) -> Values:
        owners = {row[0]: row[1] for row in query.select(entity.id, link).tuples()}
        known = axis.read(owner.select().where(owner.id.in_(query.select(link))))
        return {record: known.get(one, ()) for record, one in owners.items()}

    return Axis(f"owner.{axis.key}", f"{owner.label}·{axis.label}", read, axis.words, axis.order)


def _of_lines(line: type[Entity], axis: Axis) -> Axis:
    link = line.owner_link()
    assert link is not None

    def read(query: Any) -> Values:
        entity: Any = link.rel_model
        found: dict[int, dict[Any, None]] = {row[0]: {} for row in query.select(entity.id).tuples()}
        lines: Any = line.active().where(link.in_(query.select(entity.id)))
        owners = {row[0]: row[1] for row in lines.select(line.id, link).tuples()}
        for record, values in axis.read(lines).items():
            found[owners[record]] |= dict.fromkeys(values)
        return {record: tuple(values) for record, values in found.items()}

    kind, name = axis.key.split(":", 1)
    key = f"lines:{line.key()}.{name if kind == 'field' else axis.key}"
    return Axis(key, f"{line.label}·{axis.label}", read, axis.words, axis.order, several=True)


def _of_dimension(entity: type[Entity], dimension: Dimension) -> Axis:
    links = {k.rel_model: k for k in entity.kinds()
             if isinstance(k, Link) and k.rel_model is not entity}

    def read(query: Any) -> Values:
        whole = query
        for model, link in links.items():
            whole = whole.switch(entity).join(model, "LEFT OUTER JOIN", on=(link == model.id))
        found: dict[int, list[Any]] = {row[0]: [] for row in whole.select(entity.id).tuples()}
        for value in dimension.values(whole):
            if value is not None:
                part = whole.where(dimension.condition(value)).select(entity.id).distinct()
                for (record,) in part.tuples():
                    found[record].append(value)
        return {record: tuple(values) for record, values in found.items()}

    def words(values: Iterable[Any]) -> dict[Any, str]:
        return {value: dimension.show(value) for value in values}

    return Axis(f"by:{dimension.key}", dimension.label, read, words, str, dimension.overlapping)


def _words(column: Column) -> Callable[[Iterable[Any]], dict[Any, str]]:
    def words(values: Iterable[Any]) -> dict[Any, str]:
        wanted = [value for value in values if value != WORD]
        return {**_plain_words(column, wanted), WORD: WORD}

    return words


def _plain_words(column: Column, wanted: list[Any]) -> dict[Any, str]:
    if column.is_extra:
        return {value: extra_columns.show(column.kind, value) for value in wanted}
    if isinstance(column.kind, Link):
        titles = titles_of(column, wanted) or {}
        return {value: titles.get(value, UNKNOWN) for value in wanted}
    if column.derived is not None:
        return {value: column.derived.show(value) for value in wanted}
    if isinstance(column.kind, Flag):
        return {value: "是" if value else "否" for value in wanted}
    return {value: column.kind.show(value) for value in wanted}


def _order(column: Column) -> Callable[[Any], Any]:
    if isinstance(column.kind, Choice):
        places = {word: at for at, word in enumerate(column.kind.options)}
        return lambda value: (places.get(value, len(places)), str(value))
    if column.is_extra:
        return lambda value: (isinstance(value, str), 0 if isinstance(value, str) else value,
                              str(value))
    return lambda value: (value == WORD, order_key(_said(column, value)))


def _said(column: Column, value: Any) -> str:
    """Names of countries stand by pinyin, as in every list; other values as they are kept."""
    return column.kind.show(value) if isinstance(column.kind, Coded) else str(value)
