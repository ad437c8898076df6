"""支撑明细 as declarations: which records, which columns; sensitive values masked unless asked.

Every column is read for all records at once: a list of thousands takes as many queries as one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from exports.forms.base import DetailSheet, FilledForm
from models.fields import Kind, Link, masked
from models.indicators import Period
from models.partial_date import OPEN_ENDED

CHUNK = 10_000
"""Ids per statement; SQLite takes some thirty thousand parameters."""

ById = Callable[[Sequence[int], Period], Mapping[int, Any]]
"""Values by id, for some ids; an id without a value may be missing."""


@dataclass(frozen=True)
class Item:
    """One column of a list: header, width, and its values for some records and the period."""

    header: str
    width: float
    values: Callable[[Sequence[Any], Period], Iterable[Any]]
    sensitive: bool = False


def of(path: str, header: str = "", width: float = 12) -> Callable[[type[Any]], Item]:
    """A column read off a field, by name or by link and name (student.sex)."""

    def make(entity: type[Any]) -> Item:
        *names, name = path.split(".")
        links: list[Link] = []
        for link_name in names:
            link = entity.field_named(link_name)
            assert isinstance(link, Link), path
            links.append(link)
            entity = link.rel_model
        kind: Kind = entity.field_named(name)

        def values(records: Sequence[Any], period: Period) -> Iterator[Any]:  # noqa: ARG001
            for link in links:
                records = follow(records, link)
            return (plain(kind, kind.read(record)) if record else None for record in records)

        on_paper = kind.label.replace("(", "\uff08").replace(")", "\uff09")
        return Item(header or on_paper, width, values, kind.sensitive)

    return make


def follow(records: Sequence[Any], link: Link) -> list[Any]:
    """The linked record of each record, None where there is none; what is not at hand is read."""
    known = {r.id: r for record in records if record and (r := record.__rel__.get(link.name))}
    wanted = {link.read(record) for record in records if record} - {None} - set(known)
    rel: Any = link.rel_model
    for ids in chunks(sorted(wanted)):
        known |= {found.id: found for found in rel.select().where(rel.id.in_(ids))}
    for record in records:
        if record and (found := known.get(link.read(record))):
            record.__rel__[link.name] = found
    return [known.get(link.read(record)) if record else None for record in records]


def chunks(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    """Ids in portions that one statement takes."""
    for start in range(0, len(ids), CHUNK):
        yield ids[start:start + CHUNK]


def plain(kind: Kind, value: Any) -> Any:
    """Numbers and full dates stay what they are; everything else becomes its words."""
    if value is None or isinstance(value, bool) or value == OPEN_ENDED:
        return kind.show(value)
    if kind.align_right or isinstance(value, date):
        return value
    return kind.show(value)


def computed(
    header: str, width: float, by_id: ById, *, link: str = "id", sensitive: bool = False,
) -> Item:
    """A column that is no field of the record; `link`: its values are those of linked records."""

    def values(records: Sequence[Any], period: Period) -> Iterator[Any]:
        keys = [record.__data__[link] for record in records]
        found: dict[int, Any] = {}
        for ids in chunks(list(dict.fromkeys(keys))):
            found |= by_id(ids, period)
        return (found.get(key, "") for key in keys)

    return Item(header, width, values, sensitive)


def from_sql(entity: Any, expression: Callable[[Period], Any], when: Any = None) -> ById:
    """Values of one SQL expression, where a condition on the record holds; blank elsewhere."""

    def by_id(ids: Sequence[int], period: Period) -> dict[int, Any]:
        condition = entity.id.in_(ids) if when is None else entity.id.in_(ids) & when
        rows = entity.select(entity.id, expression(period)).where(condition).tuples()
        return {row[0]: "" if row[1] is None else row[1] for row in rows}

    return by_id


def listing(
    title: str, entity: type[Any], items: Sequence[Item | Callable[[type[Any]], Item]], *,
    records: Callable[[FilledForm], Iterable[Any]], note: str = "",
) -> Callable[[FilledForm, bool], DetailSheet]:
    """A detail sheet: a running number, then the items of each record."""

    def make(filled: FilledForm, hide: bool) -> DetailSheet:
        columns = [item if isinstance(item, Item) else item(entity) for item in items]
        found = list(records(filled))
        values = [_values(column, found, filled.period, hide=hide) for column in columns]
        return DetailSheet(
            title, ("序号", *(c.header for c in columns)),
            tuple(zip(range(1, len(found) + 1), *values, strict=True)),
            (5.5, *(c.width for c in columns)), tuple(found), note,
        )

    return make


def _values(
    column: Item, records: Sequence[Any], period: Period, *, hide: bool
) -> Iterable[Any]:
    values = column.values(records, period)
    if hide and column.sensitive:
        return (masked(str(value)) if value not in (None, "") else value for value in values)
    return values


def behind(*rows: str, column: str) -> Callable[[FilledForm], list[Any]]:
    """The records behind some rows of a column, each once."""

    def records(filled: FilledForm) -> list[Any]:
        found: dict[int, Any] = {}
        for row in rows:
            if (row, column) in filled.cells or (row, column) in filled.hidden:
                found |= {record.id: record for record in filled.cell(row, column).records()}
        return list(found.values())

    return records
