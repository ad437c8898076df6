"""What each indicator means: unit, definition, period, source, as its declaration says."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from models.indicators import THEMES, Figure, Indicator
from models.indicators.base import dimensions_of


@dataclass(frozen=True)
class Definition:
    """One indicator in words. breakdowns: names of the splits that are listed beside the total.

    measure: how records become a number. has_uncertain: records that lack a date are told.
    """

    theme: str
    id: str
    label: str
    unit: str
    definition: str
    source: str
    period_kind: str
    scope: str
    breakdowns: tuple[str, ...]
    measure: str
    has_uncertain: bool


def _definition(theme: str, indicator: Indicator) -> Definition:
    dimensions = dimensions_of(indicator.entity)
    return Definition(
        theme, indicator.id, indicator.label, indicator.unit, indicator.definition,
        indicator.source, indicator.period_kind, indicator.scope,
        tuple(dimensions[key].label for key in indicator.breakdowns),
        indicator.measure.name, indicator.uncertain is not None,
    )


def manual() -> list[Definition]:
    """Every indicator, by theme."""
    return [_definition(theme, indicator) for theme, group in THEMES for indicator in group]


def definitions_for(figures: Iterable[Figure]) -> list[Definition]:
    """The entries that some figures need, each once, in the order of first use."""
    indicators = dict.fromkeys(figure.indicator.id for figure in figures)
    by_id = {entry.id: entry for entry in manual()}
    return [by_id[id] for id in indicators]
