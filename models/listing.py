"""What a list of records shows: columns, groups, filters, order and search, all done in SQL.

The window keeps the ids of all rows and reads the words of a few hundred at a time; the register
export reads the same rows through the same columns, so a file shows what the screen showed.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from peewee import SQL, Case, Value, fn

from models import chinese_order, extra_columns, fields, list_filter, search, three_states
from models.entity import DATABASE, Entity
from models.fields import Choice, Coded, Date, Derived, Flag, Kind, Link, Money, Number
from models.three_states import INAPPLICABLE

EXPIRY_WORDS = ("到期", "有效期")
"""A date whose label says so is shown with the days that are left."""

assert chinese_order  # registers the SQL functions that `order_by` uses


@dataclass(frozen=True)
class Column:
    """One column of a list: a field, a computed value, or a column of her register (extra)."""

    entity: type[Entity]
    name: str
    label: str
    kind: Kind
    derived: Derived | None = None

    @property
    def is_extra(self) -> bool:
        """Whether it is one of her own columns, which no field took."""
        return self.name.startswith(extra_columns.PREFIX)

    @property
    def is_expiry(self) -> bool:
        """Whether the days left until this date matter."""
        return isinstance(self.kind, Date) and any(word in self.label for word in EXPIRY_WORDS)

    @property
    def is_summed(self) -> bool:
        """Whether adding the values up means anything (years and serial numbers do not)."""
        has_unit = bool(self.kind.unit) or self.is_extra
        return isinstance(self.kind, Money | Number) and has_unit

    @property
    def is_long(self) -> bool:
        """Whether it holds running text."""
        return isinstance(self.kind, fields.LongText)

    def expression(self) -> Any:
        """The stored value in SQL."""
        if self.is_extra:
            return fn.json_extract(self.entity.extra, f'$."{self.name[6:]}"').coerce(False)
        if self.derived is not None:
            # A sub-select has no comparison operators of its own; a function has.
            return fn.IFNULL(self.derived.expression(self.entity), None).coerce(False)
        return getattr(self.entity, self.name)

    def stored(self) -> Any:
        """The stored value, compared with stored values as they are (no second conversion)."""
        value = self.expression()
        return value if self.derived else fn.IFNULL(value, None).coerce(False)

    def unfilled(self) -> Any:
        """SQL: there is no value in this column."""
        value = self.stored()
        return value.is_null() | (value == "")

    def inapplicable(self) -> Any:
        """SQL: there is no value because none applies (不适用); None where that cannot be."""
        if self.is_extra or self.derived is not None or not three_states.may_be(self.kind):
            return None
        return self.unfilled() & (fn.INSTR(self.entity.inapplicable, f'"{self.name}"') > 0)

    def blank(self) -> Any:
        """SQL: nothing is known in this column: no value, and not 不适用."""
        marked = self.inapplicable()
        return self.unfilled() if marked is None else self.unfilled() & ~marked

    def group_key(self) -> Any:
        """What rows of one group have in common; a blank and an empty text are one."""
        value, marked = fn.NULLIF(self.stored(), ""), self.inapplicable()
        value = fn.SUBSTR(value, 1, 4) if isinstance(self.kind, Date) else value
        return value if marked is None else Case(None, [(marked, three_states.WORD)], value)

    def order(self) -> Any:
        """What to sort by: dates and numbers as they are, choices as declared, text by pinyin."""
        value, kind = self.expression(), self.kind
        if isinstance(kind, Date | Number | Money | Flag):
            return value
        if isinstance(kind, Choice):
            return Case(value, [(word, at) for at, word in enumerate(kind.options)], Value(None))
        if isinstance(kind, Coded):
            ranked = sorted(kind.codes.entries, key=lambda e: chinese_order.order_key(e.name))
            return Case(value, [(entry.code, at) for at, entry in enumerate(ranked)], Value(None))
        if isinstance(kind, Link):
            rel: Any = kind.rel_model
            first = next(k for k in rel.kinds() if not isinstance(k, Link))
            other = rel.alias()
            title = other.select(getattr(other, first.name)).where(other.id == value)
            return fn.pinyin_order(title)
        return fn.pinyin_order(value)


@dataclass(frozen=True)
class Group:
    """A share of the list that is one click away (当前, 2025年, 待补)."""

    key: str
    label: str
    condition: Any = field(hash=False, compare=False)


@dataclass(frozen=True)
class Row:
    """One record as a list shows it."""

    id: int
    values: tuple[Any, ...]
    """Python values (stored form for computed columns), one for each column."""
    missing: tuple[str, ...]
    """Labels of the wanted fields that are blank (待补)."""


@dataclass(frozen=True)
class Summary:
    """Some rows in one column: how many are filled in, how many different values there are.

    total, least and most: of a column that can be added up or compared, else None.
    """

    rows: int
    filled: int
    distinct: int
    total: Any = None
    least: Any = None
    most: Any = None


def columns_of(entity: type[Entity], *, with_extra: bool = False) -> list[Column]:
    """Every column a list of this entity can show; her own columns only when asked (a scan)."""
    found = [Column(entity, kind.name, kind.label, kind) for kind in entity.kinds()]
    last = next((at for at, c in enumerate(found) if c.name == "remarks"), len(found))
    found[last:last] = [Column(entity, d.name, d.label, d.like, d) for d in entity.derived()]
    if with_extra:
        found += [
            Column(entity, each.kind.name, each.name, each.kind)
            for each in extra_columns.extras_of(entity)
        ]
    return found


def first_columns(entity: type[Entity]) -> list[Column]:
    """The columns shown until she chooses others; for lines, whose they are comes first."""
    owner = entity.owner_link()
    chosen = [
        c for c in columns_of(entity)
        if c.derived is not None or c.kind.in_list or c.kind is owner
    ]
    return sorted(chosen, key=lambda column: column.kind is not owner)


@dataclass(frozen=True)
class Listing:
    """A question to the records of one entity. Immutable: a changed question is a new one.

    filters: column name → typed filter. order: (column name, descending), first counts most;
    none = newest first where the entity says so. only: restricted to these ids (a number that
    was opened). retired: the recycle bin instead of the records in use. grouping: columns whose
    equal values stand together (`models.list_groups`), before any order.
    """

    entity: type[Entity]
    search: str = ""
    filters: tuple[tuple[str, str], ...] = ()
    order: tuple[tuple[str, bool], ...] = ()
    group: Group | None = None
    only: tuple[int, ...] | None = None
    retired: bool = False
    grouping: tuple[str, ...] = ()

    def with_filter(self, name: str, typed: str) -> Listing:
        """The same with one column's filter set, or lifted when blank."""
        kept = tuple((n, t) for n, t in self.filters if n != name)
        return replace(self, filters=(*kept, (name, typed)) if typed.strip() else kept)

    def columns(self) -> dict[str, Column]:
        """Every column by name."""
        named = (*dict(self.filters), *dict(self.order), *self.grouping)
        wanted = any(name.startswith("extra:") for name in named)
        return {c.name: c for c in columns_of(self.entity, with_extra=wanted)}

    def condition(self, *, with_group: bool = True) -> Any:
        """The whole SQL condition; ValueError (Chinese) for a filter that cannot be meant."""
        entity = self.entity
        found: Any = entity.retired_at.is_null(not self.retired)
        for word in search.words(self.search):
            found &= entity.search_key.contains(word)
        columns = self.columns()
        for name, typed in self.filters:
            if name in columns:
                found &= list_filter.condition(columns[name], typed)
        if with_group and self.group is not None:
            found &= self.group.condition
        if self.only is not None:
            found &= _one_of(entity.id, self.only)
        return found

    def ids(self) -> array[int]:
        """The ids of all rows in their order.

        They come as one text: fetching a hundred thousand rows would take turns with the window,
        row by row, for the interpreter.
        """
        joined = fn.GROUP_CONCAT(self.entity.id).order_by(*self._order())
        (text,) = DATABASE.execute(self.entity.select(joined).where(self.condition())).fetchone()
        return array("q", map(int, text.split(",") if text else ()))

    def rows(self, ids: Sequence[int], columns: Sequence[Column]) -> Iterator[Row]:
        """The rows of these ids in the order given; a record that is gone is left out."""
        entity = self.entity
        wanted = [kind for kind in entity.kinds() if kind.wanted]
        shown_fields = [c.name for c in columns if _is_field(c)]
        names = dict.fromkeys([*shown_fields, *(k.name for k in wanted)])
        fields = [getattr(entity, name) for name in names]
        computed = [c for c in columns if not _is_field(c)]
        query: Any = entity.select(
            entity.id, entity.inapplicable, *fields, *(c.expression() for c in computed)
        )
        found: dict[int, Row] = {}
        for record_id, meant, *values in query.where(entity.id.in_(list(ids))).tuples():
            stored = dict(zip(names, values, strict=False))
            extra = dict(zip([c.name for c in computed], values[len(names):], strict=True))
            record = entity(**stored, inapplicable=meant)
            for name in meant:
                if stored.get(name, 0) in (None, ""):
                    stored[name] = INAPPLICABLE
            found[record_id] = Row(
                record_id,
                tuple(stored[c.name] if c.name in stored else extra[c.name] for c in columns),
                tuple(record.missing()),
            )
        for record_id in ids:
            if (row := found.get(record_id)) is not None:
                yield row

    def count_groups(self, groups: Sequence[Group]) -> dict[str, int]:
        """How many rows each group would show with the present search and filters."""
        sums = [fn.SUM(Case(None, [(group.condition, 1)], 0)) for group in groups]
        query = self.entity.select(fn.COUNT(self.entity.id), *sums)
        counted: Any = query.where(self.condition(with_group=False)).tuples().first()
        found = {group.key: int(n or 0) for group, n in zip(groups, counted[1:], strict=True)}
        return {"": int(counted[0]), **found}

    def values(self, column: Column, *, limit: int = 400) -> list[tuple[Any, int]]:
        """The values that occur under all other filters, with how often; most frequent first."""
        rest = self.with_filter(column.name, "")
        value, marked = column.expression(), column.inapplicable()
        meant = Value(0) if marked is None else Case(None, [(marked, 1)], 0)
        query: Any = (
            self.entity.select(value, meant, fn.COUNT(self.entity.id)).where(rest.condition())
            .group_by(value, meant).order_by(fn.COUNT(self.entity.id).desc()).limit(limit)
        )
        return [(INAPPLICABLE if row[1] else row[0], row[2]) for row in query.tuples()]

    def summary(self, ids: Sequence[int] | None, column: Column) -> Summary:
        """What some rows, or all of them (None), hold in one column."""
        value = column.stored()
        filled = Case(None, [(column.unfilled(), None)], value)
        asked = [fn.COUNT(self.entity.id), fn.COUNT(filled), fn.COUNT(filled.distinct())]
        compared = isinstance(column.kind, Date | Number | Money) and not column.is_extra
        asked += [fn.MIN(filled), fn.MAX(filled)] if compared else []
        asked += [fn.SUM(value)] if column.is_summed else []
        condition = self.condition() if ids is None else _one_of(self.entity.id, ids)
        found = DATABASE.execute(self.entity.select(*asked).where(condition)).fetchone()
        python_value = getattr(column.kind, "python_value", None) or (lambda stored: stored)
        least, most = map(python_value, found[3:5]) if compared else (None, None)
        total = python_value(found[-1] or 0) if column.is_summed else None
        return Summary(found[0], found[1], found[2], total, least, most)

    def blank_ids(self, column: Column) -> set[int]:
        """The rows that hold nothing in a column."""
        query: Any = self.entity.select(self.entity.id).where(self.condition() & column.blank())
        return {row[0] for row in query.tuples()}

    def order_of_groups(self) -> list[Any]:
        """How the groups follow one another; a column that is sorted downwards turns its own."""
        columns, ways, parts = self.columns(), dict(self.order), []
        for name in self.grouping:
            if name in columns:
                key = columns[name].group_key()
                down = ways.get(name, name == self.entity.newest_first)
                order = key if isinstance(columns[name].kind, Date) else columns[name].order()
                parts += [_in_order(order, down), _in_order(key, down)]
        return parts

    def order_inside(self) -> list[Any]:
        """How rows follow one another inside a group, or in a list without groups."""
        entity = self.entity
        columns = self.columns()
        parts = [
            # A blank comes last either way: what is missing must not hide what is there.
            _in_order(columns[name].order(), down) for name, down in self.order if name in columns
        ]
        if not parts and entity.newest_first:
            parts.append(getattr(entity, entity.newest_first).desc())
        return [*parts, entity.id.desc() if entity.newest_first and not self.order else entity.id]

    def _order(self) -> list[Any]:
        return [*self.order_of_groups(), *self.order_inside()]


def words_of(
    columns: Sequence[Column], rows: Sequence[Row], *, masked: bool = True
) -> list[list[str]]:
    """The cells of some rows as people read them; linked records are read in one go."""
    titles = [titles_of(c, [row.values[at] for row in rows]) for at, c in enumerate(columns)]
    return [
        [
            title.get(value, "") if title is not None and value is not INAPPLICABLE
            else shown(column, value, masked=masked)
            for column, title, value in zip(columns, titles, row.values, strict=True)
        ]
        for row in rows
    ]


def shown(column: Column, value: Any, *, masked: bool = True) -> str:
    """One value as people read it, sensitive ones with stars unless asked for."""
    if value is None:
        return ""
    if value is INAPPLICABLE:
        return str(value)
    if column.is_extra:
        return extra_columns.show(column.kind, value)
    if column.derived is not None:
        return column.derived.show(value)
    return column.kind.mask(value) if masked else column.kind.show(value)


def titles_of(column: Column, values: Iterable[Any]) -> dict[Any, str] | None:
    """What the linked records are called; None for a column that is no link."""
    if not isinstance(column.kind, Link) or column.derived is not None:
        return None
    rel: Any = column.kind.rel_model
    wanted = {value for value in values if value is not None and value is not INAPPLICABLE}
    return {record.id: str(record) for record in rel.select().where(rel.id.in_(wanted))}


def _is_field(column: Column) -> bool:
    return column.derived is None and not column.is_extra


def _in_order(value: Any, descending: bool) -> Any:
    return value.desc(nulls="LAST") if descending else value.asc(nulls="LAST")


def _one_of(field_: Any, ids: Sequence[int]) -> Any:
    """SQL: one of these ids, however many; SQLite takes only some thirty thousand parameters."""
    return field_.in_(SQL("(SELECT value FROM json_each(?))", [json.dumps(list(ids))]))
