"""What a list of records shows: columns, groups, filters, order and search, all done in SQL.

The window keeps the ids of all rows and reads the words of a few hundred at a time; the register
export reads the same rows through the same columns, so a file shows what the screen showed.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from peewee import Case, Value, fn

from models import chinese_order, extra_columns, list_filter, search, three_states
from models.entity import DATABASE, Entity
from models.fields import Choice, Coded, Date, Derived, Flag, Kind, Link, Money, Number
from models.three_states import INAPPLICABLE

EXPIRY_WORDS = ("到期", "有效期")
"""A date whose label says so is shown with the days that are left."""

CHUNK = 10_000
"""Ids per statement; SQLite takes some thirty thousand parameters."""

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
    """Some rows in one column: how many rows, how many different values, and their sum."""

    rows: int
    distinct: int
    total: Any = None


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
    was opened). retired: the recycle bin instead of the records in use.
    """

    entity: type[Entity]
    search: str = ""
    filters: tuple[tuple[str, str], ...] = ()
    order: tuple[tuple[str, bool], ...] = ()
    group: Group | None = None
    only: tuple[int, ...] | None = None
    retired: bool = False

    def with_filter(self, name: str, typed: str) -> Listing:
        """The same with one column's filter set, or lifted when blank."""
        kept = tuple((n, t) for n, t in self.filters if n != name)
        return replace(self, filters=(*kept, (name, typed)) if typed.strip() else kept)

    def columns(self) -> dict[str, Column]:
        """Every column by name."""
        wanted = any(name.startswith("extra:") for name, _ in (*self.filters, *self.order))
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

    def summary(self, ids: Sequence[int], column: Column) -> Summary:
        """Different values and, where it means something, the sum over some rows."""
        value = column.stored()
        seen: set[Any] = set()
        total = 0
        for part in _chunks(ids):
            condition = self.entity.id.in_(part)
            query = self.entity.select(value).where(condition & ~column.unfilled())
            seen.update(row[0] for row in DATABASE.execute(query.distinct()).fetchall())
            if column.is_summed:
                one = self.entity.select(fn.SUM(value)).where(condition)
                total += DATABASE.execute(one).fetchone()[0] or 0
        python_value = getattr(column.kind, "python_value", None)
        shown = python_value(total) if column.is_summed and python_value else total
        return Summary(len(ids), len(seen), shown if column.is_summed else None)

    def _order(self) -> list[Any]:
        entity = self.entity
        columns = self.columns()
        parts: list[Any] = []
        for name, descending in self.order:
            if name in columns:
                value = columns[name].order()
                # A blank comes last either way: what is missing must not hide what is there.
                parts.append(value.desc(nulls="LAST") if descending else value.asc(nulls="LAST"))
        if not parts and entity.newest_first:
            parts.append(getattr(entity, entity.newest_first).desc())
        return [*parts, entity.id.desc() if entity.newest_first and not self.order else entity.id]


def words_of(
    columns: Sequence[Column], rows: Sequence[Row], *, masked: bool = True
) -> list[list[str]]:
    """The cells of some rows as people read them; linked records are read in one go."""
    titles = [_titles(c, [row.values[at] for row in rows]) for at, c in enumerate(columns)]
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


def groups_of(entity: type[Entity], year: int, today: date | None = None) -> list[Group]:
    """The groups worth a click: 当前/已结束 by a pair of dates, else the year; and 待补."""
    day = (today or date.today()).isoformat()
    columns = {c.name: c for c in columns_of(entity)}
    found: list[Group] = []
    if pair := _spell(entity):
        start, end = columns[pair[0]].expression(), columns[pair[1]].expression()
        ended = end.concat("~") < day
        found.append(Group("current", "当前", (start <= day) & (end.is_null() | ~ended)))
        found.append(Group("ended", "已结束", ended))
    elif entity.newest_first:
        value = columns[entity.newest_first].expression()
        found.append(Group("year", f"{year}年", value.startswith(str(year))))
        found.append(Group("last_year", f"{year - 1}年", value.startswith(str(year - 1))))
    if blank := incomplete(entity):
        found.append(Group("missing", "待补", blank))
    return found


def incomplete(entity: type[Entity]) -> Any:
    """SQL: some wanted field is blank; None for an entity that wants nothing."""
    found: Any = None
    for kind in entity.kinds():
        if kind.wanted:
            one = Column(entity, kind.name, kind.label, kind).blank()
            found = one if found is None else found | one
    return found


def _spell(entity: type[Entity]) -> tuple[str, str] | None:
    """The computed pair of dates between which a record is current (现聘期起, 现聘期止)."""
    names = [d.name for d in entity.derived() if isinstance(d.like, Date)]
    for name in names:
        if name.endswith("_from") and (end := name.removesuffix("_from") + "_until") in names:
            return name, end
    return None


def _titles(column: Column, values: Iterable[Any]) -> dict[Any, str] | None:
    if not isinstance(column.kind, Link) or column.derived is not None:
        return None
    rel: Any = column.kind.rel_model
    wanted = {value for value in values if value is not None and value is not INAPPLICABLE}
    return {record.id: str(record) for record in rel.select().where(rel.id.in_(wanted))}


def _is_field(column: Column) -> bool:
    return column.derived is None and not column.is_extra


def _chunks(ids: Sequence[int]) -> Iterator[list[int]]:
    for start in range(0, len(ids), CHUNK):
        yield list(ids[start:start + CHUNK])


def _one_of(field_: Any, ids: Sequence[int]) -> Any:
    found: Any = None
    for part in _chunks(ids):
        found = field_.in_(part) if found is None else found | field_.in_(part)
    return field_ == -1 if found is None else found
