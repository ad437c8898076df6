"""What the start page says, read in a look-up thread: due papers, the year's figures, gaps."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from gui.expiry import SOON_DAYS, Expiry, expiry_of
from models import partial_date
from models.entities import ENTITIES
from models.entity import Entity
from models.indicators import Figure, Period, indicator_by_id
from models.indicators.kept import NOT_KEPT, value_before
from models.listing import Column, Group, Listing, columns_of, groups_of, incomplete

FIGURES = Path(__file__).resolve().parent.parent / "resources" / "home" / "figures.csv"

PAST_DAYS = 30
"""A paper that ran out longer ago no longer stands on the start page."""

DUE_LIMIT = 7

READ_LIMIT = 200
"""Papers of one kind that are read; nobody works through more in a day."""


@dataclass(frozen=True)
class Due:
    """One thing to see to: whose paper runs out when."""

    entity: type[Entity]
    record_id: int
    title: str
    what: str
    day: str
    days_left: int
    expiry: Expiry


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
class Gap:
    """Records in which something wanted is blank."""

    entity: type[Entity]
    ids: tuple[int, ...]
    fields: tuple[str, ...]


@dataclass(frozen=True)
class Facts:
    """Everything the start page shows for one year."""

    is_empty: bool
    dues: tuple[Due, ...] = ()
    due_total: int = 0
    due_rest: tuple[tuple[type[Entity], tuple[int, ...]], ...] = ()
    tiles: tuple[Tile, ...] = ()
    gaps: tuple[Gap, ...] = ()
    office_missing: tuple[str, ...] = field(default=())


def gather(year: int, today: date | None = None) -> Facts:
    """Ask the database for all of it."""
    day = today or date.today()
    entities = [e for e in ENTITIES if e.group and not e.is_settings and e.owner_link() is None]
    if not any(e.active(e.id).exists() for e in entities):
        return Facts(is_empty=True)
    dues = sorted((due for e in entities for due in _dues(e, day)), key=lambda due: due.days_left)
    rest: dict[type[Entity], list[int]] = {}
    limit = DUE_LIMIT if len(dues) <= DUE_LIMIT else DUE_LIMIT - 1
    for due in dues[limit:]:
        rest.setdefault(due.entity, []).append(due.record_id)
    return Facts(
        is_empty=False, dues=tuple(dues[:limit]), due_total=len(dues),
        due_rest=tuple((e, tuple(dict.fromkeys(ids))) for e, ids in rest.items()),
        tiles=tuple(_tiles(year, day)), gaps=tuple(_gaps(entities, year, day)),
        office_missing=_office_missing(),
    )


def _dues(entity: type[Entity], today: date) -> Iterator[Due]:
    """Papers of records still in use that run out soon or just did."""
    current = _current(entity, today)
    first, last = today - timedelta(days=PAST_DAYS), today + timedelta(days=SOON_DAYS)
    for column in columns_of(entity):
        if not column.is_expiry:
            continue
        value = column.stored()
        soon = (value.concat("~") >= first.isoformat()) & (value <= last.isoformat())
        query = entity.active(entity, value.alias("runs_out")).where(soon)
        if current is not None:
            query = query.where(current.condition)
        for record in query.order_by(value).limit(READ_LIMIT):
            yield from _due(record, column, today)


def _due(record: Any, column: Column, today: date) -> Iterator[Due]:
    day = partial_date.from_text(record.runs_out)
    expiry = expiry_of(day, today)
    if expiry is not None:
        yield Due(
            type(record), record.id, str(record), column.label, partial_date.to_text(day),
            (partial_date.latest(day) - today).days, expiry,
        )


def _current(entity: type[Entity], today: date) -> Group | None:
    groups = groups_of(entity, today.year, today)
    return next((group for group in groups if group.key == "current"), None)


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


def _gaps(entities: list[type[Entity]], year: int, today: date) -> Iterator[Gap]:
    """Incomplete records of those in use: current people, trips and visits of the year."""
    for entity in entities:
        blank = incomplete(entity)
        if blank is None:
            continue
        groups = {g.key: g for g in groups_of(entity, year, today)}
        group = groups.get("current") or groups.get("year")
        condition = blank if group is None else blank & group.condition
        ids = list(Listing(entity, group=Group("gap", "", condition)).ids())
        if ids:
            yield Gap(entity, tuple(ids), tuple(_missing_fields(entity, ids)))


def _missing_fields(entity: type[Entity], ids: list[int]) -> Iterator[str]:
    for column in columns_of(entity):
        if column.derived is None and column.kind.wanted:
            some: Any = entity.select(entity.id).where(entity.id.in_(ids[:5_000]) & column.blank())
            if some.exists():
                yield column.label


def _office_missing() -> tuple[str, ...]:
    for entity in ENTITIES:
        if entity.is_settings:
            profile: Any = entity.active().first()
            return tuple((profile or entity()).missing())
    return ()
