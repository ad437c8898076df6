"""What the start page says, read in a look-up thread: deadlines and the year's figures."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from gui.look.expiry import Expiry, deadline_mark
from models import partial_date
from models.checks import Look, Waiting, waiting
from models.entities import ENTITIES
from models.entity import Entity
from models.indicators import Figure, Period, indicator_by_id
from models.indicators.kept import NOT_KEPT, value_before

FIGURES = Path(__file__).resolve().parents[2] / "resources" / "home" / "figures.csv"

DUE_LIMIT = 7


@dataclass(frozen=True)
class Due:
    """One thing to see to until a day. entity: None for what comes round every year (page)."""

    entity: type[Entity] | None
    record_id: int | None
    title: str
    what: str
    day: str
    days_left: int
    expiry: Expiry
    page: str = ""


@dataclass(frozen=True)
class Tile:
    """One figure of the year beside that of the year before."""

    label: str
    value: int | Decimal
    unit: str
    before: int | Decimal | None
    definition: str
    period: str
    figure: Figure

    @property
    def change(self) -> str:
        """比上年 +3, −2 or 持平; that there is nothing to compare with, where it was not kept."""
        if self.before is None:
            return NOT_KEPT
        difference = self.value - self.before
        if not difference:
            return f"上年 {self.before:,} · 持平"
        return f"上年 {self.before:,} · {'▲' if difference > 0 else '▼'} {abs(difference):,}"


@dataclass(frozen=True)
class Facts:
    """Everything the start page shows for one year."""

    is_empty: bool
    dues: tuple[Due, ...] = ()
    due_total: int = 0
    tiles: tuple[Tile, ...] = ()


def gather(year: int, today: date | None = None) -> Facts:
    """Ask the database for all of it."""
    day = today or date.today()
    entities = [e for e in ENTITIES if e.group and not e.is_settings and e.owner_link() is None]
    if not any(e.active(e.id).exists() for e in entities):
        return Facts(is_empty=True)
    dues = _dues(day)
    limit = DUE_LIMIT if len(dues) <= DUE_LIMIT else DUE_LIMIT - 1
    return Facts(
        is_empty=False, dues=tuple(dues[:limit]), due_total=len(dues),
        tiles=tuple(_tiles(year, day)),
    )


def _dues(today: date) -> list[Due]:
    """Open deadlines that were not answered, the most urgent first."""
    return [_due(each, today) for each in waiting(Look(today)) if not each.answer]


def _due(each: Waiting, today: date) -> Due:
    record, left = each.due.record, each.due.days_left(today)
    entity, number = (type(record), record.get_id()) if record is not None else (None, None)
    return Due(
        entity, number, each.due.title, each.due.words, partial_date.to_text(each.due.latest),
        left, deadline_mark(left), each.due.page,
    )


def _tiles(year: int, today: date) -> Iterator[Tile]:
    with FIGURES.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            indicator = indicator_by_id(row["indicator"])
            period = Period.calendar_year(year)
            if indicator.period_kind == "时点":
                period = Period.as_of(today) if year == today.year else period.at_end()
            figure = indicator.at(period)
            yield Tile(
                row["label"], figure.value(), indicator.unit, value_before(figure),
                indicator.definition, period.label, figure,
            )


def records_behind(figure: Figure, value: int | Decimal) -> tuple[type[Entity], tuple[int, ...]]:
    """The records to open: where a number counts owners (people), the owners, not their lines."""
    entity: Any = figure.indicator.entity
    ids = tuple(figure.record_ids())
    link = entity.owner_link()
    if link is None:
        return entity, ids
    query = figure.query().select(link).distinct().tuples()
    owners = tuple(sorted(row[0] for row in query))
    return (link.rel_model, owners) if len(owners) == value else (entity, ids)
