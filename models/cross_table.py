"""交叉统计: rows × columns × measure over any register; every number keeps its records."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from models import cross_periods
from models.cross_axes import UNKNOWN, Axis, Values, axes_of
from models.cross_periods import ALL, Choice
from models.entity import Entity
from models.errors import UserError
from models.extra_columns import PREFIX
from models.fields import Link, Money
from models.indicators import Period
from models.jobs import Progress, Silent
from models.listing import Column, columns_of

MOST_LINES = 400
"""More rows or columns are no table any more."""

COUNT = "count"
Number = int | Decimal
Key = tuple[Any, ...]


@dataclass(frozen=True)
class Cell:
    """One number and the ids of its records; nothing is counted that is not among them.

    open_ids: records that may count too, for lack of a date. most: the number with all of them.
    """

    value: Number
    ids: tuple[int, ...]
    open_ids: tuple[int, ...] = ()
    most: Number = 0

    @property
    def is_open(self) -> bool:
        """Whether the number might be larger."""
        return bool(self.open_ids) and self.most > self.value


@dataclass(frozen=True)
class Head:
    """A row or column. words: one for each level; a subtotal stands for all of its first level."""

    key: Key
    words: tuple[str, ...]
    is_total: bool = False


@dataclass(frozen=True)
class Question:
    """What is asked. period_key: "", a date field (`date:x`), a span (`span:x`); year None = all.

    span: the kind of period (`models.cross_periods`). years: so many of them stand beside each
    other as columns, `year` being the last; then `across` is not asked.
    """

    entity: type[Entity]
    rows: tuple[str, ...]
    across: str = ""
    measure: str = COUNT
    period_key: str = ""
    year: int | None = None
    span: str = "year"
    years: int = 1

    def periods(self) -> tuple[Period, ...]:
        """The periods that are counted, oldest first; none where nothing is cut."""
        if not self.period_key or self.year is None or self.span == ALL:
            return ()
        first = self.year - self.years + 1
        return tuple(cross_periods.period_of(self.span, y) for y in range(first, self.year + 1))


@dataclass(frozen=True)
class Answer:
    """The table: heads, cells by (row key, column key), and what a reader must be told."""

    question: Question
    title: str
    row_labels: tuple[str, ...]
    rows: tuple[Head, ...]
    columns: tuple[Head, ...]
    cells: Mapping[tuple[Key, Key], Cell]
    unit: str
    notes: tuple[str, ...]

    def cell(self, row: Head, column: Head) -> Cell:
        """The cell of a row and a column; 0 without records where none meet."""
        return self.cells.get((row.key, column.key), Cell(0, ()))

    def total(self) -> Cell:
        """The number of the whole."""
        return self.cells.get(((), ()), Cell(0, ()))

    def grid(self) -> list[list[str | Number]]:
        """Header and rows as plain values, for the clipboard and for files."""
        head: list[str | Number] = [*self.row_labels, *(c.words[-1] for c in self.columns)]
        rows: list[list[str | Number]] = [
            [*row.words, *(self.cell(row, column).value for column in self.columns)]
            for row in self.rows
        ]
        return [head, *rows]


def measures_of(entity: type[Entity]) -> list[Choice]:
    """条数, distinct linked records, sums of what can be added up."""
    found = [Choice(COUNT, "条数")]
    found += [Choice(f"distinct:{k.name}", f"{_counted(k)}（不重复）")
              for k in entity.kinds() if isinstance(k, Link)]
    found += [Choice(f"sum:{c.name}", f"{c.label}合计")
              for c in columns_of(entity, with_extra=True) if c.is_summed and not c.kind.sensitive]
    return found


def _counted(link: Link) -> str:
    label = str(link.rel_model.label)
    person = ("教师", "学生", "教职工", "人员")
    return f"{label}人数" if label.endswith(person) else f"{label}数"


def ask(question: Question, progress: Progress | None = None) -> Answer:
    """Count. Raises UserError for a table that would be too long, LookupError for unknown keys."""
    progress = progress or Silent()
    axes = axes_of(question.entity)
    periods = question.periods()
    down = [axes[key] for key in question.rows]
    across = _of_periods(question, periods) if len(periods) > 1 else (
        axes[question.across] if question.across else None)
    progress.step(0, 3, "读取记录")
    query, sure, perhaps = _records(question, periods)
    weights = _weights(query, question)
    read = [axis.read(query) for axis in down]
    sides: tuple[list[Values], list[Values]] = ([], [])
    if len(periods) > 1:
        sides = ([sure], [perhaps])
    elif across is not None:
        values = across.read(query)
        sides = ([values], [values])
    progress.step(1, 3, "计数")
    counted = _grouped(sorted(sure), [*read, *sides[0]], len(down))
    doubtful = _grouped(sorted(perhaps), [*read, *sides[1]], len(down))
    cells = {key: _cell(counted.get(key, []), doubtful.get(key, []), weights, question)
             for key in {**counted, **doubtful}}
    progress.step(2, 3, "排序")
    every = range(len(periods)) if len(periods) > 1 else ()
    rows, columns = _heads(cells, down, across, every=every)
    notes = _notes(question, down, across)
    if any(cell.is_open for cell in cells.values()):
        notes.append(f"有 {len(set(perhaps) - set(sure))} 条记录日期不全或没有填写，可能属于统计期，没有计入，"
                     "在括号里以“最多”表示。")
    blank = sum(weights[record] is None for record in sure)
    if blank and question.measure != COUNT:
        notes.append(f"有 {blank} 条记录没有填写“{_measure_label(question)}”所依据的字段，没有计入数值。")
    return Answer(
        question, _title(question, down, across), tuple(axis.label for axis in down), rows,
        columns, cells, _unit(question), tuple(notes),
    )


def _records(question: Question, periods: Sequence[Period]) -> tuple[Any, Values, Values]:
    """All records that may be wanted; id → periods (by number) in which each surely, perhaps is."""
    entity: Any = question.entity
    if not periods:
        return entity.active(), {row[0]: (0,) for row in entity.active(entity.id).tuples()}, {}
    sure: dict[int, tuple[Any, ...]] = {}
    perhaps: dict[int, tuple[Any, ...]] = {}
    wanted: Any = None
    for at, period in enumerate(periods):
        inside, unsure = cross_periods.within(entity, question.period_key, period)
        for found, condition in ((sure, inside), (perhaps, unsure)):
            for (record,) in entity.active(entity.id).where(condition).tuples():
                found[record] = (*found.get(record, ()), at)
        either = inside | unsure
        wanted = either if wanted is None else wanted | either
    return entity.active().where(wanted), sure, perhaps


def _of_periods(question: Question, periods: Sequence[Period]) -> Axis:
    """The years beside each other, as an axis; a record may last through several."""
    said = {at: cross_periods.said(question.period_key, p) for at, p in enumerate(periods)}
    return Axis("", cross_periods.label_of(question.span), lambda _query: {},
                lambda values: {at: said[at] for at in values}, lambda at: at, several=True)


def _cell(
    ids: Sequence[int], doubtful: Sequence[int], weights: Mapping[int, Any], question: Question,
) -> Cell:
    counted = set(ids)
    fresh = tuple(record for record in doubtful if record not in counted)
    value = _measured(ids, weights, question)
    most = _measured((*ids, *fresh), weights, question) if fresh else value
    return Cell(value, tuple(ids), fresh, most)


def _column(question: Question) -> Column:
    name = question.measure.split(":", 1)[1]
    columns = columns_of(question.entity, with_extra=name.startswith(PREFIX))
    return next(c for c in columns if c.name == name)


def _weights(query: Any, question: Question) -> dict[int, Any]:
    """Each record's share: 1, a linked record's id, or a number (分); None where it is blank."""
    entity = question.entity
    if question.measure == COUNT:
        return {row[0]: 1 for row in query.select(entity.id).tuples()}
    rows = query.select(entity.id, _column(question).stored()).tuples()
    is_sum = question.measure.startswith("sum:")
    return {row[0]: _number(row[1]) if is_sum else row[1] for row in rows}


def _number(kept: Any) -> Decimal | None:
    """A kept number; None for a blank, and for words in a column of her own."""
    try:
        return None if kept in (None, "") else Decimal(str(kept))
    except InvalidOperation:
        return None


def _measured(ids: Iterable[int], weights: Mapping[int, Any], question: Question) -> Number:
    values = [weights[record] for record in ids if weights[record] is not None]
    if question.measure == COUNT:
        return len(values)
    if question.measure.startswith("distinct:"):
        return len(set(values))
    added = sum(values, Decimal(0))
    if isinstance(_column(question).kind, Money):
        added = added / 100
    return int(added) if added == added.to_integral_value() else added


def _grouped(ids: Iterable[int], read: Sequence[Values], depth: int) -> dict[Any, list[int]]:
    """Records by (row key, column key), with all subtotals and totals; each once in each."""
    groups: dict[Any, list[int]] = {}
    for record in ids:
        paths: list[Key] = [()]
        downs: dict[Key, None] = {(): None}
        for values in read[:depth]:
            paths = [(*path, v) for path in paths for v in values.get(record, ()) or (None,)]
            downs |= dict.fromkeys(paths)
        sides: dict[Key, None] = {(): None}
        for values in read[depth:]:
            sides |= {(value,): None for value in values.get(record, ()) or (None,)}
        for row in downs:
            for column in sides:
                groups.setdefault((row, column), []).append(record)
    return groups


def _heads(
    cells: Mapping[Any, Any], down: Sequence[Axis], across: Axis | None, *, every: Iterable[int],
) -> tuple[tuple[Head, ...], tuple[Head, ...]]:
    keys = {row for row, _ in cells}
    sides = {column for _, column in cells if column} | {(at,) for at in every}
    if max(len(keys), len(sides)) > MOST_LINES:
        raise UserError(f"这样会分成 {max(len(keys), len(sides)):,} 行（列）。", "请换一个值比较少的项目，或先选定年份。")
    words = [axis.words({key[at] for key in keys if len(key) > at and key[at] is not None})
             for at, axis in enumerate(down)]
    rows: list[Head] = []
    for first in _sorted({key[:1] for key in keys if key}, down[0]):
        said = words[0].get(first[0], UNKNOWN)
        if len(down) == 1:
            rows.append(Head(first, (said,)))
            continue
        inner = {key for key in keys if len(key) == 2 and key[0] == first[0]}
        rows += [Head(key, (said, words[1].get(key[1], UNKNOWN)))
                 for key in _sorted(inner, down[1])]
        rows.append(Head(first, (said, "小计"), is_total=True))
    rows.append(Head((), ("合计", *[""] * (len(down) - 1)), is_total=True))
    columns: list[Head] = []
    if across is not None:
        said_of = across.words({key[0] for key in sides if key[0] is not None})
        columns = [Head(key, (said_of.get(key[0], UNKNOWN),)) for key in _sorted(sides, across)]
    return tuple(rows), (*columns, Head((), ("合计",), is_total=True))


def _sorted(keys: Iterable[Key], axis: Axis) -> list[Key]:
    """In the axis's order; 未填 last."""
    return sorted(keys, key=lambda key: (key[-1] is None, "" if key[-1] is None
                                         else axis.order(key[-1])))


def _measure_label(question: Question) -> str:
    return next(m.label for m in measures_of(question.entity) if m.key == question.measure)


def _unit(question: Question) -> str:
    if question.measure.startswith("sum:"):
        return _column(question).kind.unit
    return "人" if "人数" in _measure_label(question) else "条" if question.measure == COUNT else "个"


def _title(question: Question, down: Sequence[Axis], across: Axis | None) -> str:
    periods = question.periods()
    said = [cross_periods.said(question.period_key, period) for period in periods]
    when = said[0] if len(said) == 1 else f"{said[0]}至{said[-1]}" if said else ""
    parts = "、".join(axis.label for axis in down)
    if across is not None and len(periods) < 2:
        parts += f"×{across.label}"
    return f"{when}{question.entity.label}{_measure_label(question)}：按{parts}"


def _notes(question: Question, down: Sequence[Axis], across: Axis | None) -> list[str]:
    axes = (*down, *([across] if across and across.key else []))
    several = [axis.label for axis in axes if axis.several]
    notes = []
    if several:
        notes.append(f"一条记录可以列入“{'、'.join(several)}”的几个值，合计中只计一次，所以各项之和可以大于合计。")
    elif question.measure.startswith("distinct:"):
        notes.append("同一对象在几格中出现时各计一次，合计中只计一次，所以各项之和可以大于合计。")
    if across is not None and not across.key and "span:" in question.period_key:
        notes.append("跨几个统计期的记录在每一期各计一次，在合计中只计一次。")
    return notes
