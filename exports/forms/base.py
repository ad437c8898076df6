"""AnnualForm: a declaration of rows, columns and which figure stands in each cell; and its filling.

A cell is a Figure, a value somebody typed (Typed), a share or sum of such, or words. Nothing else
can stand in a form, so every number leads back to records or to the person who typed it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from exports.forms.sources import (
    BLANK,
    NOT_APPLICABLE,
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

__all__ = [
    "BLANK", "NOT_APPLICABLE", "NOT_FILLED", "AnnualForm", "Check", "CheckResult", "Column",
    "DetailSheet", "FilledCell", "FilledForm", "LeadColumn", "Number", "Row", "Share", "Source",
    "Sum", "Typed", "Words", "rounded",
]

Number = int | Decimal

NOT_FILLED = "未填"


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
        return self.figure.record_ids() if self.figure else []

    def records(self) -> list[Any]:
        """The records behind the number."""
        return self.figure.records() if self.figure else []


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


@dataclass(frozen=True)
class CheckResult:
    """One check: what was tested, whether it holds, and the numbers. level: 错 or 警."""

    label: str
    ok: bool
    detail: str
    level: str = "错"


@dataclass(frozen=True)
class DetailSheet:
    """A list of records under the form: headers and plain values, records row by row."""

    title: str
    headers: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    widths: tuple[float, ...]
    records: tuple[Any, ...] = ()
    note: str = ""


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
        sources = [self._source(row, column) for row in rows if not row.heading
                   for column in columns]
        self._values = values_of(source for source in sources if isinstance(source, Figure))
        self._typed = {
            value.key_name: value for value in TypedValue.active().where(TypedValue.year == year)
        }

    def cell(self, row: Row, column: Column) -> FilledCell:
        """One cell: the row's own source, else the column's indicator cut to the row's slice."""
        source = self._source(row, column)
        place = (row.key, column.key, row.label, column.label)
        unit = column.unit or row.unit
        if isinstance(source, Words):
            return FilledCell(*place, "words", source.text, source.text)
        if isinstance(source, Typed):
            number = self._answer(source)
            return FilledCell(*place, "typed", number, number, source.unit or unit, typed=source,
                              decimals=0 if isinstance(number, int) else 2)
        if isinstance(source, Sum):
            summed = self._sum(source)
            shown: Number | str = NOT_APPLICABLE if summed is None else summed
            return FilledCell(*place, "words" if summed is None else "sum", shown, shown,
                              source.unit or unit, 2 if isinstance(shown, Decimal) else 0)
        if isinstance(source, Share):
            added = self._sum(source.part) if isinstance(source.part, Sum) else None
            part = self.value(source.part) if isinstance(source.part, Figure) else added or 0
            whole = source.whole if isinstance(source.whole, int) else self.value(source.whole)
            if not whole:
                return FilledCell(*place, "words", NOT_APPLICABLE, NOT_APPLICABLE)
            share = rounded(Decimal(part) * 100 / Decimal(whole), 2)
            figure = source.part if isinstance(source.part, Figure) else None
            return FilledCell(*place, "share", share, share, "%", 2, figure)
        exact_number = self.value(source)
        value: Number = exact_number
        if column.divisor != 1 or column.decimals:
            value = rounded(Decimal(exact_number) / column.divisor, column.decimals)
        elif isinstance(value, Decimal) and value == value.to_integral_value():
            value = int(value)
        return FilledCell(*place, "figure", exact_number, value, unit or source.unit,
                          column.decimals, source)

    def _answer(self, typed: Typed) -> Number | str | None:
        """What was typed; None while nobody has."""
        kept = self._typed.get(typed.key)
        exact = None if kept is None else kept.words if typed.words else kept.value
        number = Decimal(str(exact)) if isinstance(exact, int | float) else exact
        if isinstance(number, Decimal) and number == number.to_integral_value():
            return int(number)
        answer: Number | str | None = number
        return answer

    def _sum(self, source: Sum) -> Number | None:
        """The parts with their signs; None when all of them are still to be typed."""
        found = [(sign, self.value(part) if isinstance(part, Figure) else self._answer(part))
                 for sign, part in source.parts]
        known = [sign * number for sign, number in found if isinstance(number, int | Decimal)]
        return sum(known[1:], known[0]) if known else None

    def value(self, figure: Figure) -> Number:
        """The figure's number, computed once."""
        if figure not in self._values:
            self._values[figure] = figure.value()
        return self._values[figure]

    def _source(self, row: Row, column: Column) -> Source:
        if column.key in row.cells:
            return row.cells[column.key]
        if column.key in row.dashes or not column.indicator:
            return BLANK
        indicator = indicator_by_id(row.instead.get(column.indicator, column.indicator))
        where = {column.rename.get(k, k): v for k, v in row.where.items()} | dict(column.where)
        if not set(where) <= set(dimensions_of(indicator.entity)):
            return BLANK
        period = self.period
        for _ in range(column.years_back):
            period = period.previous()
        return indicator.at(period, **where)


def rounded(value: Decimal, decimals: int) -> Decimal:
    """Half up, only at the moment of showing (先合计再舍入)."""
    return value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def _counts(cell: FilledCell | None) -> bool:
    return cell is not None and not isinstance(cell.exact, str) and bool(cell.exact)
