"""Which forms use an indicator, and in which cells: read off the declarations, nothing counted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from exports.forms import FORMS
from exports.forms.base import AnnualForm, Column, Row, source_of
from exports.forms.sources import Scaled, Share, Source, Sum
from models.indicators import Figure
from models.indicators.base import dimension_of

NOTE = "附注"
FEW = 4
"""So many rows of one column are named one by one; more are counted."""


@dataclass(frozen=True)
class Use:
    """One form that takes numbers of an indicator. cells: columns, or single cells, by name."""

    code: str
    title: str
    cells: tuple[str, ...]


@dataclass(frozen=True)
class _Place:
    """One cell that an indicator fills. by_column: the column stands for it in every row."""

    column: str
    row: str
    by_column: bool


def figures_in(source: Source) -> Iterator[Figure]:
    """Every figure that a cell's source is made of."""
    if isinstance(source, Figure):
        yield source
    elif isinstance(source, Scaled):
        yield source.figure
    elif isinstance(source, Sum):
        for _, part in source.parts:
            yield from () if not isinstance(part, Figure | Scaled) else figures_in(part)
    elif isinstance(source, Share):
        for one in (source.part, source.whole):
            yield from () if isinstance(one, int) else figures_in(one)


def uses(year: int) -> dict[str, list[Use]]:
    """Indicator id → the forms of a year that take numbers of it, in the order of the page."""
    found: dict[str, list[Use]] = {}
    for form in FORMS:
        title = form.terms(year).title_for(year, form.period(year))
        for id, places in _places(form, year).items():
            found.setdefault(id, []).append(Use(form.code, title, _named(places)))
    return found


def _places(form: AnnualForm, year: int) -> dict[str, list[_Place]]:
    period = form.period(year)
    columns, rows = tuple(form.columns(period)), tuple(form.rows(period))
    found: dict[str, list[_Place]] = {}
    for row in rows:
        for column in () if row.heading else columns:
            for figure in figures_in(source_of(row, column, period)):
                place = _place(row, column, figure, is_only=len(columns) == 1)
                known = found.setdefault(figure.indicator.id, [])
                if place not in known:
                    known.append(place)
    for label, source in form.notes(period):
        for figure in figures_in(source):
            found.setdefault(figure.indicator.id, []).append(_Place(NOTE, label, by_column=False))
    return found


def _place(row: Row, column: Column, figure: Figure, *, is_only: bool) -> _Place:
    """Where it stands; rows that are single records go under their column, nobody is named."""
    entity = figure.indicator.entity
    is_record = any(dimension_of(entity, key).one_record for key, _ in figure.where)
    is_columns = column.key not in row.cells and column.indicator not in row.instead
    return _Place("" if is_only else column.label, row.label,
                  by_column=(is_record or is_columns) and not is_only)


def _named(places: Sequence[_Place]) -> tuple[str, ...]:
    """Columns that are filled throughout by name; other cells as row·column, many as a number."""
    names: list[str] = []
    for column in dict.fromkeys(place.column for place in places):
        there = [place for place in places if place.column == column]
        if any(place.by_column for place in there):
            names.append(f"“{column}”列")
        elif column and len(there) > FEW:
            names.append(f"“{column}”列中{len(there)}行")
        else:
            names += [f"{place.row}·{column}" if column else place.row for place in there]
    return tuple(dict.fromkeys(names))
