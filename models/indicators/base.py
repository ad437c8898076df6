"""Figures: indicator × period × slice. An indicator returns records; the figure counts them.

So no number can disagree with the list behind it, and every number can be opened.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from peewee import fn

from models.entity import Entity
from models.fields import Kind
from models.partial_date import years_earlier

Value = int | Decimal
Query = Any
"""A peewee select over the indicator's entity."""
RECORDS = "条数"
"""The measure whose number is that of the records behind it."""


@dataclass(frozen=True)
class Period:
    """A span of days, both ends included. kind: 自然年, 学年, 半年 or 时点 (start = end)."""

    kind: str
    start: date
    end: date
    label: str

    @classmethod
    def calendar_year(cls, year: int) -> Period:
        """自然年: 1 January to 31 December."""
        return cls("自然年", date(year, 1, 1), date(year, 12, 31), f"{year}年")

    @classmethod
    def academic_year(cls, year: int) -> Period:
        """学年 that ends in `year`: 1 September before to 31 August."""
        return cls("学年", date(year - 1, 9, 1), date(year, 8, 31), f"{year - 1}—{year}学年")

    @classmethod
    def half_year(cls, year: int, half: int) -> Period:
        """半年: half 1 is January to June, half 2 July to December."""
        first = half == 1
        start = date(year, 1, 1) if first else date(year, 7, 1)
        end = date(year, 6, 30) if first else date(year, 12, 31)
        return cls("半年", start, end, f"{year}年{'上' if first else '下'}半年")

    @classmethod
    def as_of(cls, day: date) -> Period:
        """时点: one day."""
        return cls("时点", day, day, f"{day.year}年{day.month}月{day.day}日")

    def at_end(self) -> Period:
        """The last day of the period as a 时点 (期末)."""
        return Period.as_of(self.end)

    def previous(self) -> Period:
        """The same kind of period one year earlier."""
        year = self.end.year - 1
        if self.kind == "自然年":
            return Period.calendar_year(year)
        if self.kind == "学年":
            return Period.academic_year(year)
        if self.kind == "半年":
            return Period.half_year(year, 1 if self.end.month == 6 else 2)
        return Period.as_of(years_earlier(self.end, 1))


Where = Mapping[str, Any]
"""A slice: dimension key → value."""


@dataclass(frozen=True)
class Measure:
    """How a query becomes a whole number (money: 分): an SQL aggregate, or a computation.

    aggregate: from the period and the slice. by_slice: it differs from slice to slice. compute:
    from the cut query and the period, for what no aggregate can say; it counts instead.
    distinct_of: what is counted once each.
    """

    name: str
    aggregate: Callable[[Period, Where], Any] | None = None
    compute: Callable[[Query, Period], int] | None = None
    is_money: bool = False
    by_slice: bool = False
    distinct_of: Any = field(default=None, compare=False)


def count() -> Measure:
    """The number of records."""
    return Measure(RECORDS, lambda _period, _where: fn.COUNT(1))


def distinct(column: Any) -> Measure:
    """Distinct things: a link or id, never a nullable text (blanks would collapse into one)."""
    return Measure(
        "去重计数", lambda _period, _where: fn.COUNT(column.distinct()), distinct_of=column,
    )


def total(expression: Any, *, is_money: bool = False) -> Measure:
    """A sum over the records; no record gives 0."""
    return Measure(
        "合计", lambda _period, _where: fn.SUM(expression).coerce(False), is_money=is_money,
    )


def total_in(expression: Callable[[Period], Any]) -> Measure:
    """A sum whose expression depends on the period (days are cut at its ends)."""
    return Measure("合计", lambda period, _where: fn.SUM(expression(period)).coerce(False))


def total_of_slice(expression: Callable[[Where], Any]) -> Measure:
    """A sum whose expression depends on the slice (a mixed group counts partly here)."""
    return Measure(
        "合计", lambda _period, where: fn.SUM(expression(where)).coerce(False), by_slice=True,
    )


def python_measure(name: str, compute: Callable[[Query, Period], int]) -> Measure:
    """What SQL cannot add up simply (人月, programmes separated by 顿号); rows are read in Python."""
    return Measure(name, compute=compute)


@dataclass(frozen=True)
class Dimension:
    """A way to split the records of an entity: 国别, 洲别, 任务类别 …

    condition: SQL condition on the entity's query for one value. values: the values that occur in
    a query, as stored. show: how a value is read. overlapping: a record may lie in several values
    (a trip over two countries), so the parts may add up to more than the whole.
    """

    key: str
    label: str
    condition: Callable[[Any], Any]
    values: Callable[[Query], list[Any]]
    show: Callable[[Any], str] = lambda value: "未归类" if value is None else str(value)
    parse: Callable[[str], Any] = lambda text: text
    overlapping: bool = False
    expression: Callable[[], Any] | None = None
    one_record: bool = False
    """A value is a single record (this trip), which no other year has."""


def by_field(kind: Any, key: str = "", label: str = "") -> Dimension:
    """Split by one field of the entity itself; a blank is the visible value 未归类."""
    kind_: Kind = kind

    def values(query: Query) -> list[Any]:
        rows = query.select(kind).distinct().order_by(kind).tuples()
        return [row[0] for row in rows]

    return Dimension(
        key or kind_.name, label or kind_.label,
        lambda value: kind.is_null() if value is None else kind == value,
        values,
        lambda value: "未归类" if value is None else kind_.show(value),
        lambda text: None if text == "未归类" else kind_.parse(text),
        expression=lambda: kind,
    )


def by_expression(
    key: str, label: str, expression: Callable[[], Any], *, show: Mapping[Any, str] | None = None,
) -> Dimension:
    """Split by an SQL expression over the indicator's query; NULL is the visible value 未归类."""
    words = show or {}

    def values(query: Query) -> list[Any]:
        return [row[0] for row in query.select(expression()).distinct().tuples()]

    def condition(value: Any) -> Any:
        return expression().is_null() if value is None else expression() == value

    def parse(text: str) -> Any:
        named = {word: value for value, word in words.items()}
        return None if text == "未归类" else named.get(text, text)

    return Dimension(
        key, label, condition, values,
        lambda value: "未归类" if value is None else words.get(value, str(value)), parse,
        expression=expression,
    )


@dataclass(frozen=True)
class Indicator:
    """指标: what is counted, how, and by whose rule.

    id: stable name (trips.groups). scope: 国外, 国(境)外, 港澳台 or "" where it does not apply.
    period_kind: the period it is meant for when nobody says otherwise. breakdowns: keys of the
    dimensions worth listing beside the total. source: document and clause, or "office practice".
    """

    id: str
    label: str
    unit: str
    definition: str
    source: str
    entity: type[Entity]
    query: Callable[[Period], Query]
    measure: Measure
    period_kind: str = "自然年"
    scope: str = ""
    breakdowns: tuple[str, ...] = ()
    uncertain: Callable[[Period], Query] | None = None
    """Records that might also count but lack a date or a value (20,最多 22)."""

    def at(self, period: Period, **where: Any) -> Figure:
        """This indicator in a period, optionally cut to dimension=value."""
        return Figure(self, period, tuple(sorted(where.items())))


@dataclass(frozen=True)
class Figure:
    """One number: an indicator in a period and a slice. Comparable and hashable."""

    indicator: Indicator
    period: Period
    where: tuple[tuple[str, Any], ...] = field(default=())

    @property
    def id(self) -> str:
        """trips.groups, or trips.groups[country=JPN] for a slice."""
        if not self.where:
            return self.indicator.id
        inside = ",".join(f"{key}={'' if value is None else value}" for key, value in self.where)
        return f"{self.indicator.id}[{inside}]"

    @property
    def unit(self) -> str:
        """计量单位."""
        return self.indicator.unit

    @property
    def label(self) -> str:
        """The indicator's label with the slice behind it."""
        parts = [
            dimension_of(self.indicator.entity, key).show(value) for key, value in self.where
        ]
        return self.indicator.label + (f"（{'、'.join(parts)}）" if parts else "")

    def query(self) -> Query:
        """The records as a query: distinct records of the indicator's entity."""
        query = self.indicator.query(self.period)
        condition = self.condition()
        return query if condition is None else query.where(condition)

    def condition(self) -> Any:
        """SQL: what the slice asks of the indicator's records; None for the whole."""
        found: Any = None
        for key, value in self.where:
            one = dimension_of(self.indicator.entity, key).condition(value)
            found = one if found is None else found & one
        return found

    def records(self) -> list[Any]:
        """The very records behind the number, in order of entry."""
        entity: Any = self.indicator.entity
        return list(self.query().order_by(entity.id))

    def record_ids(self) -> list[int]:
        """Ids of the records behind the number, in order of entry."""
        entity: Any = self.indicator.entity
        return [row[0] for row in self.query().select(entity.id).order_by(entity.id).tuples()]

    def value(self) -> Value:
        """The number. Money comes in yuan with two decimals, everything else as a whole number."""
        measure, query = self.indicator.measure, self.query()
        if measure.compute is not None:
            return self._in_unit(measure.compute(query, self.period))
        return self._in_unit(int(query.select(self.aggregate()).tuples().first()[0] or 0))

    def aggregate(self) -> Any:
        """SQL: the number, over the records of the query; LookupError when only Python can tell."""
        measure = self.indicator.measure
        if measure.aggregate is None:
            raise LookupError(f"{self.indicator.id} is not counted in SQL")
        return measure.aggregate(self.period, dict(self.where))

    def record_count(self) -> int:
        """How many records stand behind the number."""
        if self.indicator.measure.name == RECORDS:
            return int(self.value())
        return int(self.query().count())

    def by_record(self) -> list[tuple[int, Value]]:
        """Each record's id with its share of the number, greatest first; none without a share."""
        entity: Any = self.indicator.entity
        share = self.aggregate()
        rows = (
            self.query().select(entity.id, share).group_by(entity.id).having(share > 0)
            .order_by(share.desc(), entity.id).tuples()
        )
        return [(row[0], self._in_unit(int(row[1]))) for row in rows]

    def _in_unit(self, number: int) -> Value:
        return Decimal(number) / 100 if self.indicator.measure.is_money else number

    def uncertain_records(self) -> list[Any]:
        """Records that might also count, for lack of a date; none where nobody can say."""
        query = self._uncertain()
        return [] if query is None else list(query)

    def uncertain_ids(self) -> list[int]:
        """Ids of the records that might also count."""
        entity: Any = self.indicator.entity
        query = self._uncertain()
        return [] if query is None else [row[0] for row in query.select(entity.id).tuples()]

    def _uncertain(self) -> Query | None:
        if self.indicator.uncertain is None:
            return None
        query, condition = self.indicator.uncertain(self.period), self.condition()
        return query if condition is None else query.where(condition)

    def sliced(self, **where: Any) -> Figure:
        """The same figure cut further."""
        return replace(self, where=tuple(sorted({**dict(self.where), **where}.items())))

    def previous(self) -> Figure:
        """The same figure one year earlier."""
        return replace(self, period=self.period.previous())

    def split(self, key: str) -> dict[Any, Figure]:
        """One figure for each value of a dimension that occurs, largest first."""
        dimension = dimension_of(self.indicator.entity, key)
        parts = {value: self.sliced(**{key: value}) for value in dimension.values(self.query())}
        numbers = values_of(parts.values())
        return dict(sorted(parts.items(), key=lambda item: -numbers[item[1]]))


FEW = 4
"""So many figures of the same dimensions are cheaper asked one by one than grouped."""


def values_of(figures: Iterable[Figure]) -> dict[Figure, Value]:
    """The numbers of many figures: what one indicator counts in one period is asked together."""
    groups: dict[tuple[Indicator, Period], list[Figure]] = {}
    for figure in dict.fromkeys(figures):
        groups.setdefault((figure.indicator, figure.period), []).append(figure)
    found: dict[Figure, Value] = {}
    for members in groups.values():
        measure = members[0].indicator.measure
        if measure.aggregate is None:
            found |= {figure: figure.value() for figure in members}
            continue
        alike: dict[tuple[str, ...], list[Figure]] = {}
        for figure in members:
            alike.setdefault(tuple(name for name, _ in figure.where), []).append(figure)
        loose: list[Figure] = []
        for names, some in alike.items():
            dimensions = [dimension_of(some[0].indicator.entity, name) for name in names]
            if len(some) <= FEW or measure.by_slice or not all(d.expression for d in dimensions):
                loose += some
            else:
                found |= _grouped(some, [d.expression() for d in dimensions if d.expression])
        found |= _side_by_side(loose)
    return found


def _grouped(figures: Sequence[Figure], parts: Sequence[Any]) -> dict[Figure, Value]:
    """Figures that differ only in the values of the same dimensions, from one grouped query."""
    first = figures[0]
    whole = first.indicator.query(first.period)
    rows = whole.select(*parts, first.aggregate()).group_by(*parts).tuples()
    numbers = {row[:-1]: int(row[-1] or 0) for row in rows}
    return {
        figure: figure._in_unit(numbers.get(tuple(value for _, value in figure.where), 0))
        for figure in figures
    }


def _side_by_side(figures: Sequence[Figure]) -> dict[Figure, Value]:
    """Figures of one indicator and period, whatever their slices, as columns of one query."""
    if len(figures) < 2:
        return {figure: figure.value() for figure in figures}
    columns = [
        figure.aggregate() if (condition := figure.condition()) is None
        else figure.aggregate().filter(condition)
        for figure in figures
    ]
    row = figures[0].indicator.query(figures[0].period).select(*columns).tuples().first()
    return {
        figure: figure._in_unit(int(number or 0))
        for figure, number in zip(figures, row, strict=True)
    }


_DIMENSIONS: dict[type[Entity], dict[str, Dimension]] = {}


def declare_dimensions(entity: type[Entity], *dimensions: Dimension) -> None:
    """Make dimensions available to every indicator over an entity."""
    known: dict[str, Dimension] = _DIMENSIONS.setdefault(entity, {})
    for dimension in dimensions:
        if dimension.key in known:
            raise ValueError(f"{entity.key()} already has the dimension {dimension.key}")
        known[dimension.key] = dimension


def dimension_of(entity: type[Entity], key: str) -> Dimension:
    """A dimension of an entity; LookupError when there is none such."""
    try:
        return _DIMENSIONS[entity][key]
    except KeyError:
        raise LookupError(f"{entity.key()} has no dimension {key}") from None


def dimensions_of(entity: type[Entity]) -> Mapping[str, Dimension]:
    """All dimensions of an entity by key."""
    return _DIMENSIONS.get(entity, {})
