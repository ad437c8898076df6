"""AnnualForm: a declaration of rows, columns and which figure stands in each cell; and its filling.

A cell is a Figure, a value somebody typed (Typed), a share or sum of such, or words. Nothing else
can stand in a form, so every number leads back to records or to the person who typed it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from typing import Any

from exports.forms import comparing
from exports.forms.outcome import CheckResult, DetailSheet
from exports.forms.sources import (
    BLANK,
    NOT_APPLICABLE,
    Scaled,
    Share,
    Source,
    Sum,
    Typed,
    Words,
)
from exports.forms.terms import FormTerms, terms_of
from models.entities.office import TypedValue
from models.indicators import Figure, Period, indicator_by_id
from models.indicators.base import dimensions_of, values_of
from models.years_before import KEPT, Before

__all__ = [
    "BLANK", "NOT_APPLICABLE", "NOT_FILLED", "AnnualForm", "Check", "CheckResult", "Column",
    "DetailSheet", "FilledCell", "FilledForm", "LeadColumn", "Number", "Row", "Scaled", "Share",
    "Source", "Sum", "Typed", "Words", "rounded", "source_of",
]

Number = int | Decimal

NOT_FILLED = "未填"

_Place = tuple[str, str, str, str]  # keys and labels of a cell's row and column


@dataclass(frozen=True)
class Column:
    """One column: its header levels from top to bottom, and the indicator that fills it.

    divisor and decimals: how the figure is shown (元 as 万元: 10000 and 2). rename: row slices
    under another dimension's name. years_back: 1 for 上年. if_any: hidden while all are zero.
    """

    key: str
    headers: tuple[str, ...]
    unit: str = ""
    indicator: str = ""
    where: Mapping[str, Any] = field(default_factory=dict)
    rename: Mapping[str, str] = field(default_factory=dict)
    divisor: int = 1
    decimals: int = 0
    years_back: int = 0
    width: float = 9.5
    if_any: bool = False

    @property
    def label(self) -> str:
        """The header levels in one line."""
        return "·".join(dict.fromkeys(h for h in self.headers if h))


@dataclass(frozen=True)
class Row:
    """One row. where: the slice its figures are cut to. cells: sources that replace the column's.

    lead: texts of further label columns (序号, 单位). instead: other indicators for this row
    (column's id → id). dashes: columns that do not apply. if_any: hidden while all are zero.
    strong: a total; heading: a title without numbers.
    """

    key: str
    label: str
    indent: int = 0
    where: Mapping[str, Any] = field(default_factory=dict)
    cells: Mapping[str, Source] = field(default_factory=dict)
    lead: tuple[str, ...] = ()
    instead: Mapping[str, str] = field(default_factory=dict)
    dashes: frozenset[str] = frozenset()
    unit: str = ""
    if_any: bool = False
    strong: bool = False
    heading: bool = False


@dataclass(frozen=True)
class LeadColumn:
    """A column of words before the numbers (序号, 项目, 单位)."""

    header: str
    width: float


@dataclass(frozen=True)
class FilledCell:
    """One cell as filled: what it says, and where that comes from."""

    row: str
    column: str
    row_label: str
    column_label: str
    kind: str
    """figure, typed, share, sum, words"""
    exact: Number | str | None
    """The number before scaling (元), or the words; None while nobody has typed it."""
    value: Number | str | None
    """What the paper shows: scaled and rounded once."""
    unit: str = ""
    decimals: int = 0
    figure: Figure | None = None
    typed: Typed | None = None
    divisor: int = 1
    before: Before | None = None
    """Where a number of last year (上年) comes from, when not from the records."""

    @property
    def is_missing(self) -> bool:
        """A value that has to be typed and has not been."""
        return self.kind == "typed" and self.exact is None

    def show(self) -> str:
        """The cell as text: 0 is 0, never blank."""
        if self.is_missing:
            return NOT_FILLED
        if isinstance(self.value, str):
            return self.value
        suffix = "%" if self.kind == "share" else ""
        return f"{self.value:,.{self.decimals}f}{suffix}"

    def record_ids(self) -> list[int]:
        """Ids of the records behind the number; none for what was typed."""
        return self.figure.record_ids() if self.figure and not self.is_read_off else []

    @property
    def is_read_off(self) -> bool:
        """往年数: read off an old form, no records behind it (无明细)."""
        return self.before is not None and self.before.origin == KEPT

    def records(self) -> list[Any]:
        """The records behind the number."""
        return self.figure.records() if self.figure and not self.is_read_off else []


@dataclass(frozen=True)
class FilledForm:
    """A form filled for one year: what the window shows, the file holds and a filing freezes."""

    form: AnnualForm
    year: int
    period: Period
    terms: FormTerms
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    cells: Mapping[tuple[str, str], FilledCell]
    notes: tuple[FilledCell, ...]
    hidden: Mapping[tuple[str, str], FilledCell] = field(default_factory=dict)

    @property
    def code(self) -> str:
        """表号."""
        return self.form.code

    @property
    def title(self) -> str:
        """The form's title with its year."""
        return self.terms.title_for(self.year, self.period)

    def cell(self, row: str, column: str) -> FilledCell:
        """One cell by the keys of its row and column, hidden zero rows included; LookupError."""
        found = self.cells.get((row, column)) or self.hidden.get((row, column))
        if found is None:
            raise LookupError(f"{self.code} has no cell {row}/{column}")
        return found

    def number(self, row: str, column: str) -> Number | None:
        """The exact number of a cell; None for words, what is not typed yet, and no such cell."""
        found = self.cells.get((row, column)) or self.hidden.get((row, column))
        return None if found is None or isinstance(found.exact, str) else found.exact

    def row_keys(self) -> list[str]:
        """Keys of all rows with numbers, hidden ones included."""
        return list(dict.fromkeys(row for row, _ in (*self.cells, *self.hidden)))

    @cached_property
    def last_year(self) -> Mapping[tuple[str, str], Before]:
        """The number of the year before by keys of row and column, where there is one."""
        return comparing.last_year(self)

    def missing(self) -> list[FilledCell]:
        """Cells that have to be typed before the form can go (空白不可提交)."""
        return [cell for cell in self.cells.values() if cell.is_missing]

    def figures(self) -> Iterator[Figure]:
        """Every figure on the form, notes included, each once."""
        seen = dict.fromkeys(
            cell.figure for cell in (*self.cells.values(), *self.notes) if cell.figure is not None
        )
        yield from seen

    def checks(self) -> list[CheckResult]:
        """The form's own arithmetic proved, and what is missing or doubtful."""
        from exports.forms.checking import readiness

        results = [result for check in self.form.checks for result in check(self)]
        return [*results, *readiness(self)]

    def details(self, *, masked: bool = True) -> list[DetailSheet]:
        """The records (支撑明细) behind the form, one sheet each."""
        return [make(self, masked) for make in self.form.details]


Check = Callable[[FilledForm], Sequence[CheckResult]]


@dataclass(frozen=True)
class AnnualForm:
    """What stands where (年度报表). Titles, periods and due dates are data (resources/rules/forms.csv).

    rows and columns may depend on the period (the countries that occur, this year's row names).
    notes: cells printed as a line below the table.
    """

    code: str
    lead: tuple[LeadColumn, ...]
    columns: Callable[[Period], Sequence[Column]]
    rows: Callable[[Period], Sequence[Row]]
    checks: tuple[Check, ...] = ()
    details: tuple[Callable[[FilledForm, bool], DetailSheet], ...] = ()
    notes: Callable[[Period], Sequence[tuple[str, Source]]] = lambda period: ()  # noqa: ARG005
    scope: str = ""

    def terms(self, year: int) -> FormTerms:
        """Title, requirer, due text and period of the form as valid in a year."""
        return terms_of(self.code, year)

    def period(self, year: int) -> Period:
        """统计期 of the form for a year, as its terms say."""
        return self.terms(year).period_of(year)

    def fill(self, year: int) -> FilledForm:
        """Compute every cell for one year."""
        period = self.period(year)
        columns, rows = tuple(self.columns(period)), tuple(self.rows(period))
        filler = _Filler(year, period, rows, columns)
        cells = {
            (row.key, column.key): filler.cell(row, column)
            for row in rows if not row.heading for column in columns
        }
        cells = comparing.with_known_past(self, year, cells)
        kept_columns = tuple(
            c for c in columns if not c.if_any
            or any(_counts(cells.get((r.key, c.key))) for r in rows)
        )
        kept_rows = tuple(
            r for r in rows if not r.if_any
            or any(_counts(cells.get((r.key, c.key))) for c in columns)
        )
        shown = {(r.key, c.key) for r in kept_rows for c in kept_columns}
        notes = tuple(
            filler.cell(Row(f"note{i}", label, cells={"note": source}), Column("note", ("附注",)))
            for i, (label, source) in enumerate(self.notes(period))
        )
        return FilledForm(
            self, year, period, self.terms(year), kept_columns, kept_rows,
            {key: cell for key, cell in cells.items() if key in shown}, notes,
            {key: cell for key, cell in cells.items() if key not in shown},
        )


class _Filler:
    """Computes the cells of one form and year; equal figures once."""

    def __init__(
        self, year: int, period: Period, rows: Sequence[Row], columns: Sequence[Column],
    ) -> None:
        self.period = period
        sources = [source_of(row, column, period) for row in rows if not row.heading
                   for column in columns]
        plain = (each.figure if isinstance(each, Scaled) else each for each in sources)
        self._values = values_of(source for source in plain if isinstance(source, Figure))
        self._typed = {
            value.key_name: value for value in TypedValue.active().where(TypedValue.year == year)
        }

    def cell(self, row: Row, column: Column) -> FilledCell:
        """One cell: the row's own source, else the column's indicator cut to the row's slice."""
        source = source_of(row, column, self.period)
        place: _Place = (row.key, column.key, row.label, column.label)
        unit = column.unit or row.unit
        if isinstance(source, Words):
            return FilledCell(*place, "words", source.text, source.text)
        if isinstance(source, Typed):
            number = self._answer(source)
            return FilledCell(*place, "typed", number, number, source.unit or unit, typed=source,
                              decimals=0 if isinstance(number, int) else 2)
        if isinstance(source, Sum):
            return self._summed(source, place, unit)
        if isinstance(source, Share):
            return self._share(source, place)
        divisor, decimals = column.divisor, column.decimals
        if isinstance(source, Scaled):
            divisor, decimals, source = source.divisor, source.decimals, source.figure
        exact_number = self.value(source)
        value: Number = exact_number
        if divisor != 1 or decimals:
            value = rounded(Decimal(exact_number) / divisor, decimals)
        elif isinstance(value, Decimal) and value == value.to_integral_value():
            value = int(value)
        elif isinstance(value, Decimal):
            decimals = 2  # 元 with 角 and 分
        return FilledCell(*place, "figure", exact_number, value, unit or source.unit,
                          decimals, source, divisor=divisor)

    def _summed(self, source: Sum, place: _Place, unit: str) -> FilledCell:
        summed = self._sum(source)
        if summed is None:
            return FilledCell(*place, "words", NOT_APPLICABLE, NOT_APPLICABLE)
        decimals = 2 if isinstance(summed, Decimal) else 0
        if source.decimals is not None:
            decimals = source.decimals
            summed = rounded(Decimal(summed), decimals)
        return FilledCell(*place, "sum", summed, summed, source.unit or unit, decimals)

    def _share(self, source: Share, place: _Place) -> FilledCell:
        """A part of a whole; — where there is no whole, or a strict sum still lacks a value."""
        part, whole = self._number(source.part), self._number(source.whole)
        if not whole or (part is None and isinstance(source.part, Sum) and source.part.strict):
            return FilledCell(*place, "words", NOT_APPLICABLE, NOT_APPLICABLE)
        share = rounded(Decimal(part or 0) * 100 / Decimal(whole), 2)
        figure = source.part if isinstance(source.part, Figure) else None
        return FilledCell(*place, "share", share, share, "%", 2, figure)

    def _answer(self, typed: Typed) -> Number | str | None:
        """What was typed; None while nobody has."""
        kept = self._typed.get(typed.key)
        exact = None if kept is None else kept.words if typed.words else kept.value
        number = Decimal(str(exact)) if isinstance(exact, int | float) else exact
        if isinstance(number, Decimal) and number == number.to_integral_value():
            return int(number)
        answer: Number | str | None = number
        return answer

    def _number(self, part: Figure | Typed | Scaled | Sum | int) -> Number | None:
        """A part of a sum or share as a number; None while it is still to be typed."""
        if isinstance(part, int):
            return part
        if isinstance(part, Sum):
            return self._sum(part)
        if isinstance(part, Scaled):
            return Decimal(self.value(part.figure)) / part.divisor
        found = self.value(part) if isinstance(part, Figure) else self._answer(part)
        return None if isinstance(found, str) else found

    def _sum(self, source: Sum) -> Number | None:
        """The parts with their signs; None when all of them (strict: any) are still to be typed."""
        found = [(sign, self._number(part)) for sign, part in source.parts]
        known = [sign * number for sign, number in found if number is not None]
        if source.strict and len(known) < len(found):
            return None
        return sum(known[1:], known[0]) if known else None

    def value(self, figure: Figure) -> Number:
        """The figure's number, computed once."""
        if figure not in self._values:
            self._values[figure] = figure.value()
        return self._values[figure]


def source_of(row: Row, column: Column, period: Period) -> Source:
    """What stands in a cell: the row's own source, else the column's indicator cut to the row."""
    if column.key in row.cells:
        return row.cells[column.key]
    if column.key in row.dashes or not column.indicator:
        return BLANK
    indicator = indicator_by_id(row.instead.get(column.indicator, column.indicator))
    where = {column.rename.get(k, k): v for k, v in row.where.items()} | dict(column.where)
    if not set(where) <= set(dimensions_of(indicator.entity)):
        return BLANK
    for _ in range(column.years_back):
        period = period.previous()
    return indicator.at(period, **where)


def rounded(value: Decimal, decimals: int) -> Decimal:
    """Half up, only at the moment of showing (先合计再舍入)."""
    return value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def _counts(cell: FilledCell | None) -> bool:
    return cell is not None and not isinstance(cell.exact, str) and bool(cell.exact)
