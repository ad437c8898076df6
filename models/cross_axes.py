"""What a cross table can be split by: fields, years and months, owners, lines, dimensions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from models import fields
from models.entity import Entity
from models.fields import Choice, Coded, Date, Flag, Link
from models.indicators.base import Dimension, dimensions_of
from models.listing import Column, columns_of, titles_of

UNKNOWN = "未归类"
Values = Mapping[int, tuple[Any, ...]]
"""Record id → the values it lies in; several where lines say so, none of them = 未归类."""
PORTION = 10_000


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
    found = [_of_column(entity, column) for column in _plain(entity)]
    for column in columns_of(entity):
        if isinstance(column.kind, Date) and not column.kind.sensitive:
            found += [_of_date(column, "year"), _of_date(column, "month")]
    link = entity.owner_link()
    if link is not None:
        found += [_of_owner(entity, link, axis) for axis in axes_without_lines(link.rel_model)]
    for line in entity.line_entities():
        found += [_of_lines(line, column) for column in _plain(line)
                  if isinstance(column.kind, Choice | Coded | Flag)]
    labels = {axis.label for axis in found}
    for dimension in dimensions_of(entity).values():
        if dimension.label not in labels:
            found.append(_of_dimension(entity, dimension))
    return {axis.key: axis for axis in found}


def axes_without_lines(entity: type[Entity]) -> list[Axis]:
    """The axes that one record of the entity itself decides."""
    found = [_of_column(entity, column) for column in _plain(entity)]
    dates = [c for c in columns_of(entity) if isinstance(c.kind, Date) and not c.kind.sensitive]
    return found + [_of_date(column, part) for column in dates for part in ("year", "month")]


def _plain(entity: type[Entity]) -> Iterator[Column]:
    """Columns whose equal values mean something together; nothing private, no running text."""
    for column in columns_of(entity):
        kind = column.kind
        if kind.sensitive or isinstance(kind, fields.LongText) or column.name == "remarks":
            continue
        is_owner = isinstance(kind, Link) and kind.part_of
        is_text = isinstance(kind, fields.Text)
        if isinstance(kind, Choice | Coded | Flag) or is_text or (
            isinstance(kind, Link) and not is_owner
        ):
            yield column


def _of_column(entity: type[Entity], column: Column) -> Axis:
    def read(query: Any) -> Values:
        rows = query.select(entity.id, column.stored()).tuples()
        return {row[0]: () if row[1] in (None, "") else (row[1],) for row in rows}

    return Axis(f"field:{column.name}", column.label, read, _words(column), _order(column))


def _of_date(column: Column, part: str) -> Axis:
    entity, letters = column.entity, 4 if part == "year" else 7

    def read(query: Any) -> Values:
        rows = query.select(entity.id, column.stored()).tuples()
        return {
            row[0]: (str(row[1])[:letters],) if row[1] and len(str(row[1])) >= letters else ()
            for row in rows
        }

    def words(values: Iterable[Any]) -> dict[Any, str]:
        return {v: f"{v}年" if part == "year" else f"{v[:4]}年{int(v[5:])}月" for v in values}

    label = f"{column.label}（{'年' if part == 'year' else '月'}）"
    return Axis(f"{part}:{column.name}", label, read, words, str)


def _of_owner(entity: type[Entity], link: Link, axis: Axis) -> Axis:
    owner: Any = link.rel_model

    def read(query: Any) -> Values:
        owners = {row[0]: row[1] for row in query.select(entity.id, link).tuples()}
        known = axis.read(owner.select().where(owner.id.in_(query.select(link))))
        return {record: known.get(one, ()) for record, one in owners.items()}

    return Axis(f"owner.{axis.key}", f"{owner.label}·{axis.label}", read, axis.words, axis.order)


def _of_lines(line: type[Entity], column: Column) -> Axis:
    link = line.owner_link()
    assert link is not None

    def read(query: Any) -> Values:
        entity: Any = link.rel_model
        found: dict[int, dict[Any, None]] = {row[0]: {} for row in query.select(entity.id).tuples()}
        rows: Any = line.active(link, column.stored()).where(link.in_(query.select(entity.id)))
        for owner, value in rows.tuples():
            if value not in (None, ""):
                found[owner][value] = None
        return {record: tuple(values) for record, values in found.items()}

    return Axis(
        f"lines:{line.key()}.{column.name}", f"{line.label}·{column.label}", read,
        _words(column), _order(column), several=True,
    )


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
        wanted = list(values)
        if isinstance(column.kind, Link):
            titles = titles_of(column, wanted) or {}
            return {value: titles.get(value, UNKNOWN) for value in wanted}
        if column.derived is not None:
            return {value: column.derived.show(value) for value in wanted}
        if isinstance(column.kind, Flag):
            return {value: "是" if value else "否" for value in wanted}
        return {value: column.kind.show(value) for value in wanted}

    return words


def _order(column: Column) -> Callable[[Any], Any]:
    if isinstance(column.kind, Choice):
        places = {word: at for at, word in enumerate(column.kind.options)}
        return lambda value: (places.get(value, len(places)), str(value))
    return lambda value: (0, str(value))
