"""One trip as a row of words: who leads it, where it goes, when; read for many trips at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from exports.forms.base import NOT_APPLICABLE, Words
from exports.forms.listing import chunks
from models.checks.base import full
from models.entities.outbound_trip import OutboundTrip, TripLeg, TripMember
from models.entities.staff_member import StaffMember
from models.indicators.places import show_country


@dataclass(frozen=True)
class TripRow:
    """A trip with its people and places. places: codes of what is visited, airports left out."""

    trip: Any
    members: tuple[Any, ...]
    legs: tuple[Any, ...]

    @property
    def key(self) -> str:
        """The row's key in a form."""
        return f"trip:{self.trip.id}"

    @property
    def leader(self) -> Any:
        """The 团组成员 who leads, else the only one; None when nobody is named."""
        led = next((m for m in self.members if m.role == "团长"), None)
        return led or (self.members[0] if len(self.members) == 1 else None)

    @property
    def places(self) -> tuple[str, ...]:
        """Codes of the visited countries and regions, in their order, each once."""
        return tuple(dict.fromkeys(
            leg.country for leg in self.legs if leg.country and not leg.airport_only
        ))

    @property
    def size(self) -> int:
        """Own people: the listed ones, else the number on record."""
        return len(self.members) or self.trip.head_count or 0

    @property
    def days(self) -> int | None:
        """抵境日期－离境日期＋1; None unless both dates are full."""
        out, back = full(self.trip.departed_on), full(self.trip.returned_on)
        return None if out is None or back is None else (back - out).days + 1

    def of_leader(self, name: str) -> str:
        """A field of the leader as a person (name, department, title, level)."""
        person = self.leader and self.leader.staff_member
        return said(person and getattr(person, name))

    def leader_position(self) -> str:
        """What the leader was then, else is now."""
        led = self.leader
        return said(led and (led.position_then or led.staff_member.position))


def said(value: Any) -> str:
    """Words of a cell; — where there are none."""
    return str(value) if value not in (None, "") else NOT_APPLICABLE


def words(**texts: Any) -> dict[str, Words]:
    """Cells of words by column key."""
    return {key: Words(said(text)) for key, text in texts.items()}


def month_words(day: Any) -> str:
    """2027年3月: a plan says the month."""
    if day is None:
        return NOT_APPLICABLE
    year, _, rest = OutboundTrip.departed_on.show(day).partition("-")
    return f"{year}年{int(rest[:2])}月" if rest else f"{year}年"


def day_words(day: Any) -> str:
    """2027-03-05, or as much of it as is known."""
    return NOT_APPLICABLE if day is None else OutboundTrip.departed_on.show(day)


def place_words(row: TripRow) -> str:
    """The visited countries and regions."""
    return said("、".join(show_country(code) for code in row.places))


def read_rows(trips: Iterable[Any]) -> list[TripRow]:
    """The trips in the given order, with their active members (and people) and legs."""
    found = list(trips)
    ids = [trip.id for trip in found]
    members, legs = _lines(TripMember, ids), _lines(TripLeg, ids)
    people = {line.staff_member_id for lines in members.values() for line in lines}
    staff: dict[int, Any] = {}
    for some in chunks(sorted(people)):
        staff |= {one.id: one for one in StaffMember.select().where(StaffMember.id.in_(some))}
    for lines in members.values():
        for line in lines:
            line.staff_member = staff[line.staff_member_id]
    return [TripRow(trip, tuple(members.get(trip.id, ())), tuple(legs.get(trip.id, ())))
            for trip in found]


def _lines(entity: Any, trips: Sequence[int]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for ids in chunks(trips):
        for line in entity.active().where(entity.trip.in_(ids)).order_by(entity.id):
            found.setdefault(line.trip_id, []).append(line)
    return found


def in_order(trips: Iterable[Any]) -> list[Any]:
    """By the day of leaving, then by entry."""
    return sorted(trips, key=lambda trip: (day_words(trip.departed_on), trip.id))


def days_of(row: TripRow) -> tuple[date, date] | None:
    """The full days of leaving and coming back; None when one is not known to the day."""
    out, back = full(row.trip.departed_on), full(row.trip.returned_on)
    return None if out is None or back is None else (out, back)
