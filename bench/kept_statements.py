"""Figures over many colleges without building the same SQL again: each statement is kept.

Only for the bench, where nothing that shapes a statement changes (rules, settings, code lists):
four fifths of a form's time is peewee writing SQL, and a thousand colleges ask the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from models.entity import DATABASE
from models.indicators import base

Figures = Sequence[base.Figure]
Values = dict[base.Figure, base.Value]


class Statements:
    """Statements by what they count; the program's two ways to count many figures use them."""

    def __init__(self) -> None:
        self._known: dict[Any, tuple[str, Sequence[Any]]] = {}

    @contextmanager
    def kept(self) -> Iterator[None]:
        """Inside, a statement is written once and run again and again."""
        plain = base._side_by_side, base._grouped, base.Figure.value

        def value(figure: base.Figure) -> base.Value:
            is_counted = figure.indicator.measure.aggregate is not None
            return self._side_by_side([figure])[figure] if is_counted else plain[2](figure)

        changed: Any = base.Figure
        base._side_by_side, base._grouped = self._side_by_side, self._grouped
        changed.value = value
        try:
            yield
        finally:
            base._side_by_side, base._grouped, changed.value = plain

    def _rows(self, key: Any, query: Callable[[], Any]) -> list[tuple[Any, ...]]:
        if key not in self._known:
            self._known[key] = query().sql()
        return list(DATABASE.execute_sql(*self._known[key]).fetchall())

    def _side_by_side(self, figures: Figures) -> Values:
        if not figures:
            return {}

        def query() -> Any:
            columns = [
                figure.aggregate() if (condition := figure.condition()) is None
                else figure.aggregate().filter(condition)
                for figure in figures
            ]
            return figures[0].indicator.query(figures[0].period).select(*columns).tuples()

        row, = self._rows(tuple(figures), query)
        return {figure: figure._in_unit(int(number or 0))
                for figure, number in zip(figures, row, strict=True)}

    def _grouped(self, figures: Figures, parts: Sequence[Any]) -> Values:
        first = figures[0]
        names = tuple(name for name, _ in first.where)

        def query() -> Any:
            whole = first.indicator.query(first.period)
            return whole.select(*parts, first.aggregate()).group_by(*parts).tuples()

        rows = self._rows((first.indicator, first.period, names), query)
        numbers = {row[:-1]: int(row[-1] or 0) for row in rows}
        return {figure: figure._in_unit(numbers.get(tuple(value for _, value in figure.where), 0))
                for figure in figures}
