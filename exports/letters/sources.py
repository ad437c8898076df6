"""What a letter is filled from: one record with its lines, the office and the day, read once."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from models import partial_date
from models.entities.office import OfficeProfile
from models.entity import Entity
from models.fields import Date, Derived, Kind, Link

_NEVER = "0000"


@dataclass
class _Read:
    """What was read of one record, so that a word that stands ten times is read once."""

    lines: dict[type[Entity], list[Any]] = field(default_factory=dict)
    linked: dict[tuple[str, int, str], Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Source:
    """The record; and where a row is being repeated, its line and the line's place (from 1).

    number: the number of the paper, once it has one.
    """

    record: Entity
    today: date
    office: OfficeProfile
    number: str = ""
    line: Entity | None = None
    place: int = 0
    read: _Read = field(default_factory=_Read, repr=False)

    def lines(self, entity: type[Entity]) -> list[Any]:
        """The record's lines of one kind: in the order of their days, where they have one."""
        if entity not in self.read.lines:
            found = self.record.lines(entity) if self.record.id else []
            self.read.lines[entity] = sorted(found, key=lambda line: (_first_day(line), line.id))
        return self.read.lines[entity]

    def at(self, line: Entity | None, place: int) -> Source:
        """The same, while the row of one line is written."""
        return replace(self, line=line, place=place)

    def current(self, entity: type[Entity], where: dict[str, str]) -> Any:
        """The line in force (现聘期, 有效的护照): valid longest, else of today, else the latest."""
        fitting = [
            line for line in self.lines(entity)
            if all(getattr(line, name) == value for name, value in where.items())
        ]
        day = self.today.isoformat()
        return max(fitting, key=lambda line: _rank(line, day), default=None)

    def linked(self, record: Entity, link: Link) -> Any:
        """The record that a link of another leads to; None for a blank link."""
        key = (record.key(), record.id or 0, link.name)
        if key not in self.read.linked:
            value = link.read(record)
            self.read.linked[key] = None if value is None else link.rel_model.get_or_none(
                link.rel_model.id == value
            )
        return self.read.linked[key]


def source_of(record: Entity, *, today: date | None = None, number: str = "") -> Source:
    """The source of one record as it is now."""
    return Source(record, today or date.today(), OfficeProfile.current(), number)


def derived_value(record: Entity, derived: Derived) -> Any:
    """A computed column of one record, as the program wants its value."""
    entity: Any = type(record)
    query = entity.select(derived.expression(entity)).where(entity.id == record.id)
    row = query.tuples().first()
    value = None if row is None else row[0]
    python_value = getattr(derived.like, "python_value", None)
    return python_value(value) if python_value is not None and value is not None else value


def _dates(line: Entity) -> list[Date]:
    return [kind for kind in line.kinds() if isinstance(kind, Date)]


def _text(kind: Kind, line: Entity) -> str:
    value = kind.read(line)
    return _NEVER if value is None else partial_date.to_text(value)


def _first_day(line: Entity) -> str:
    """By what lines are put in order; members of a trip have no such day and stay as entered."""
    dates = [kind for kind in _dates(line) if kind.in_list]
    return _text(dates[0], line) if dates else _NEVER


def _rank(line: Entity, today: str) -> tuple[bool, str, int]:
    until = next((kind for kind in _dates(line) if kind.name == "valid_until"), None)
    if until is not None:
        return True, _text(until, line), line.id
    pair = next(iter(line.date_pairs()), None)
    if pair is None:
        return True, _first_day(line), line.id
    start, end = (_text(kind, line) for kind in pair)
    return start[:len(today)] <= today and (end == _NEVER or f"{end}~" >= today), start, line.id
