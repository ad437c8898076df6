"""What every topic of the sample college needs: chance, size, today, and the way into the store."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from models import store
from models.entities.foreign_teacher import Engagement
from models.entities.inbound_visit import InboundVisit
from models.entities.international_student import Enrolment
from models.entities.outbound_trip import OutboundTrip
from models.entities.partner_school import PartnerSchool
from models.entities.staff_member import StaffMember, StaffTravelDocument
from models.entity import Entity
from models.jobs import Progress

YEARS = (2023, 2024, 2025)
LAST_DAY = date(2025, 12, 31)
"""The day on which the sample's newest year ends; papers run out soon after it."""
SOURCE = "示例数据"


@dataclass
class Maker:
    """The state while one sample college is made; topics leave behind what later ones need."""

    size: float
    seed: int
    today: date
    progress: Progress
    staff: dict[str, StaffMember] = field(default_factory=dict)
    """Every member of staff by number; the hand-written ones (101 …) play known parts."""
    partners: list[PartnerSchool] = field(default_factory=list)
    trips: list[OutboundTrip] = field(default_factory=list)
    passports: dict[str, StaffTravelDocument] = field(default_factory=dict)
    """The paper for official journeys of each member of staff who has one."""
    visits: dict[str, InboundVisit] = field(default_factory=dict)
    """The visits by their title."""
    engagements: list[Engagement] = field(default_factory=list)
    enrolments: list[Enrolment] = field(default_factory=list)
    kept: int = 0

    def chance(self, topic: str) -> Random:
        """A source of chance of its own for each topic, so that topics do not shift each other."""
        return Random(f"{self.seed}:{topic}")

    def extras(self, at_size_one: int) -> int:
        """How many records chance adds to the hand-written ones."""
        return round(at_size_one * self.size)

    def keep(self, records: Iterable[Entity]) -> None:
        """Write new records, many of one entity at a time, in the order of their first appearance.

        Raises ValueError when a record has problems: the sample itself would be wrong.
        """
        by_entity: dict[type[Entity], list[tuple[Entity, str]]] = {}
        for record in records:
            if reasons := record.problems():
                raise ValueError(f"{record.key()} {record}: {reasons}")
            by_entity.setdefault(type(record), []).append((record, SOURCE))
        for entity, rows in by_entity.items():
            store.add_many(entity, rows)
            self.kept += len(rows)
            self.progress.step(self.kept, 0, entity.label)


def fill(record: Entity, **values: Any) -> None:
    """Give a new record values where it has none yet; what is 不适用 stays blank."""
    for name, value in values.items():
        if record.__data__.get(name) is None and name not in record.inapplicable:
            setattr(record, name, value)


def does_not_apply(record: Entity, *names: str) -> None:
    """Mark blank fields of a new record as 不适用."""
    record.inapplicable = {**record.inapplicable, **dict.fromkeys(names, True)}


def some_day(chance: Random, first: date, last: date) -> date:
    """Any day between two, both included."""
    return first + timedelta(days=chance.randint(0, (last - first).days))


def working_day(day: date) -> date:
    """The day itself, or the Monday after a weekend."""
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)


def years_later(day: date, years: int) -> date:
    """The last day of a validity of so many years that begins on `day`."""
    return date(day.year + years, day.month, min(day.day, 28)) - timedelta(days=1)
