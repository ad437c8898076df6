"""交叉统计: rows × columns × measure over any register; every number keeps its records."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from models.cross_axes import UNKNOWN, Axis, Values, axes_of
from models.entities.cross_table import CrossTable
from models.entity import Entity
from models.errors import UserError
from models.fields import Date, Link, Money
from models.indicators import Period
from models.jobs import Progress, Silent
from models.listing import Column, columns_of

MOST_LINES = 400
"""More rows or columns are no table any more."""

COUNT = "count"
Number = int | Decimal
Key = tuple[Any, ...]


@dataclass(frozen=True)
class Choice:
    """A thing to choose: its kept key and what she reads."""

    key: str
    label: str


@dataclass(frozen=True)
class Cell:
    """One number and the ids of its records; nothing is counted that is not among them."""

    value: Number
    ids: tuple[int, ...]


@dataclass(frozen=True)
class Head:
    """A row or column. words: one for each level; a subtotal stands for all of its first level."""

    key: Key
    words: tuple[str, ...]
    is_total: bool = False


@dataclass(frozen=True)
class Question:
    """What is asked. period_key: "", a date field (`date:x`), a span (`span:x`); year None = all."""

    entity: type[Entity]
    rows: tuple[str, ...]
    across: str = ""
    measure: str = COUNT
    period_key: str = ""
    year: int | None = None


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


def periods_of(entity: type[Entity]) -> list[Choice]:
    """The dates by which a year can be cut: own ones, spans, then those of the owner."""
    found = [Choice(f"span:{start.name}", f"{start.label}—{end.label}（有重叠）")
             for start, end in entity.date_pairs()]
    found += [Choice(f"date:{k.name}", k.label) for k in entity.kinds() if isinstance(k, Date)]
    if (link := entity.owner_link()) is not None:
        owner = link.rel_model
        found += [Choice(f"owner.date:{k.name}", f"{owner.label}·{k.label}")
                  for k in owner.kinds() if isinstance(k, Date)]
    return found


def measures_of(entity: type[Entity]) -> list[Choice]:
    """条数, distinct linked records, sums of what can be added up."""
    found = [Choice(COUNT, "条数")]
    found += [Choice(f"distinct:{k.name}", f"{_counted(k)}（不重复）")
              for k in entity.kinds() if isinstance(k, Link)]
    found += [Choice(f"sum:{c.name}", f"{c.label}合计") for c in columns_of(entity) if c.is_summed]
    return found


def _counted(link: Link) -> str:
    label = str(link.rel_model.label)
    person = ("教师", "学生", "教职工", "人员")
    return f"{label}人数" if label.endswith(person) else f"{label}数"


def ask(question: Question, progress: Progress | None = None) -> Answer:
    """Count. Raises UserError for a table that would be too long, LookupError for unknown keys."""
    progress = progress or Silent()
    entity = question.entity
    axes = axes_of(entity)
    down = [axes[key] for key in question.rows]
    across = axes[question.across] if question.across else None
    query = entity.active()
    undated = 0
    if question.period_key and question.year is not None:
        condition, unknown = _within(entity, question.period_key, question.year)
        undated = int(entity.active().where(unknown).count())
        query = query.where(condition)
    progress.step(0, 3, "读取记录")
    weights = _weights(query, question)
    read = [axis.read(query) for axis in (*down, *([across] if across else []))]
    progress.step(1, 3, "计数")
    groups = _grouped(sorted(weights), read, len(down))
    cells = {key: Cell(_measured(ids, weights, question), tuple(ids))
             for key, ids in groups.items()}
    progress.step(2, 3, "排序")
    rows, columns = _heads(groups, down, across)
    notes = _notes(question, down, across, undated=undated)
    blank = sum(value is None for value in weights.values())
    if blank and question.measure != COUNT:
        notes.append(f"有 {blank} 条记录没有填写“{_measure_label(question)}”所依据的字段，没有计入数值。")
    return Answer(
        question, _title(question, down, across), tuple(axis.label for axis in down), rows,
        columns, cells, _unit(question), tuple(notes),
    )


def kept() -> list[CrossTable]:
    """The saved tables by name."""
    return list(CrossTable.active().order_by(CrossTable.name))


def question_of(saved: CrossTable, year: int | None) -> Question:
    """A saved table as a question. UserError when the program has no such field any more."""
    from models.entities import entity_by_key

    try:
        entity = entity_by_key(saved.register or "")
        rows = tuple(key for key in (saved.first_row, saved.second_row) if key)
        asked = Question(entity, rows, saved.across or "", saved.measure or COUNT,
                         saved.period_key or "", year)
        axes = axes_of(entity)
        known = {choice.key for choice in (*measures_of(entity), *periods_of(entity))}
        for key in (*rows, *([asked.across] if asked.across else [])):
            axes[key]
        if asked.measure not in known or (asked.period_key and asked.period_key not in known):
            raise LookupError(asked.measure)
    except LookupError as error:
        raise UserError(f"统计表“{saved.name}”用到的字段已经没有了。", "请重新选择后另存。") from error
    return asked


def keep(question: Question, name: str, *, view: str = "") -> CrossTable:
    """Save under a name; a table of that name is replaced. UserError for a blank name."""
    from models import store

    if not name.strip():
        raise UserError("统计表还没有名称。", "请写一个名称，例如“各国团组数”。")
    saved = CrossTable.active().where(CrossTable.name == name.strip()).first() or CrossTable()
    saved.name, saved.register = name.strip(), question.entity.key()
    saved.first_row = question.rows[0]
    saved.second_row = question.rows[1] if len(question.rows) > 1 else None
    saved.across, saved.measure = question.across or None, question.measure
    saved.period_key, saved.view = question.period_key or None, view or None
    store.save(saved)
    return saved


def _within(entity: type[Entity], key: str, year: int) -> tuple[Any, Any]:
    """SQL: in the year; and: nobody knows."""
    if key.startswith("owner."):
        link = entity.owner_link()
        assert link is not None
        owner: Any = link.rel_model
        inside, unknown = _within(owner, key.removeprefix("owner."), year)
        return (link.in_(owner.select(owner.id).where(inside)),
                link.in_(owner.select(owner.id).where(unknown)))
    way, name = key.split(":", 1)
    period = Period.calendar_year(year)
    date: Any = entity.field_named(name)
    if way == "span":
        end = next(end for start, end in entity.date_pairs() if start.name == name)
        lasts = end.is_null() | end.reaches(period.start)
        return date.begins_by(period.end) & lasts, date.is_null()
    return date.within(period.start, period.end), date.is_null()


def _column(question: Question) -> Column:
    name = question.measure.split(":", 1)[1]
    return next(c for c in columns_of(question.entity) if c.name == name)


def _weights(query: Any, question: Question) -> dict[int, Any]:
    """Each record's share: 1, the linked record's id, or a number (分); None where it is blank."""
    entity = question.entity
    if question.measure == COUNT:
        return {row[0]: 1 for row in query.select(entity.id).tuples()}
    rows = query.select(entity.id, _column(question).stored()).tuples()
    return {row[0]: None if row[1] == "" else row[1] for row in rows}


def _measured(ids: Iterable[int], weights: Mapping[int, Any], question: Question) -> Number:
    values = [weights[record] for record in ids if weights[record] is not None]
    if question.measure == COUNT:
        return len(values)
    if question.measure.startswith("distinct:"):
        return len(set(values))
    added = sum((Decimal(str(value)) for value in values), Decimal(0))
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
    groups: Mapping[Any, Any], down: Sequence[Axis], across: Axis | None,
) -> tuple[tuple[Head, ...], tuple[Head, ...]]:
    keys = {row for row, _ in groups}
    sides = {column for _, column in groups if column}
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
    """In the axis's order; 未归类 last."""
    return sorted(keys, key=lambda key: (key[-1] is None, "" if key[-1] is None
                                         else axis.order(key[-1])))


def _measure_label(question: Question) -> str:
    return next(m.label for m in measures_of(question.entity) if m.key == question.measure)


def _unit(question: Question) -> str:
    if question.measure.startswith("sum:"):
        return _column(question).kind.unit
    return "人" if "人数" in _measure_label(question) else "条" if question.measure == COUNT else "个"


def _title(question: Question, down: Sequence[Axis], across: Axis | None) -> str:
    year = f"{question.year}年" if question.period_key and question.year is not None else ""
    parts = "、".join(axis.label for axis in down) + (f"×{across.label}" if across else "")
    return f"{year}{question.entity.label}{_measure_label(question)}：按{parts}"


def _notes(
    question: Question, down: Sequence[Axis], across: Axis | None, *, undated: int,
) -> list[str]:
    several = [axis.label for axis in (*down, *([across] if across else [])) if axis.several]
    notes = []
    if several:
        notes.append(f"一条记录可以列入“{'、'.join(several)}”的几个值，合计中只计一次，所以各项之和可以大于合计。")
    elif question.measure.startswith("distinct:"):
        notes.append("同一对象在几格中出现时各计一次，合计中只计一次，所以各项之和可以大于合计。")
    if undated:
        notes.append(f"另有 {undated} 条记录没有填写统计期所按的日期，没有计入。")
    return notes
