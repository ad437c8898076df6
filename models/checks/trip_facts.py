"""Trips with everything that the checks ask of them, read in a handful of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from models import codes
from models.checks.base import Finding, Look, full
from models.entities.outbound_trip import (
    BudgetLine,
    OutboundTrip,
    ScheduleItem,
    TripLeg,
    TripMember,
    destination_kind_of,
)
from models.entities.staff_member import StaffMember, StaffTravelDocument


@dataclass
class TripFacts:
    """One trip and its lines. out and back: only where known to the day."""

    trip: OutboundTrip
    legs: list[TripLeg] = field(default_factory=list)
    members: list[TripMember] = field(default_factory=list)
    schedule: list[ScheduleItem] = field(default_factory=list)
    budget: list[BudgetLine] = field(default_factory=list)
    people: dict[int, StaffMember] = field(default_factory=dict)

    @property
    def out(self) -> date | None:
        """The day of leaving the country."""
        return full(self.trip.departed_on)

    @property
    def back(self) -> date | None:
        """The day of coming back."""
        return full(self.trip.returned_on)

    @property
    def days(self) -> int | None:
        """Days abroad: 离、抵境当日都计入."""
        return (self.back - self.out).days + 1 if self.out and self.back else None

    @property
    def countries(self) -> list[str]:
        """Codes of the countries that are visited; transit within the airport is no visit."""
        return list(dict.fromkeys(
            leg.country for leg in self.legs if leg.country and not leg.airport_only
        ))

    @property
    def head_count(self) -> int | None:
        """The listed members, else the register's number."""
        return len(self.members) or self.trip.head_count

    def is_ahead(self, look: Look) -> bool:
        """Whether it has not left yet."""
        return self.out is not None and self.out >= look.today

    @property
    def kind(self) -> str | None:
        """出国, 赴港澳 or 赴台: as filled in, else by where the legs lead."""
        filled: str | None = self.trip.destination_kind
        return filled or destination_kind_of(self.countries)

    @property
    def is_to_taiwan(self) -> bool:
        """赴台, by what the trip is called or by where its legs lead."""
        return self.kind == "赴台"

    @property
    def is_submitted(self) -> bool:
        """Whether it went to the authority already: 报批 or 批复 is on record."""
        trip = self.trip
        return bool(
            trip.applied_on or trip.approved_on or trip.approval_no
            or trip.status in ("已批复", "已执行")
        )

    def leaves_within(self, look: Look, days: int) -> bool:
        """Whether it leaves today or within so many days."""
        return self.is_ahead(look) and self.out is not None and (self.out - look.today).days <= days

    def span_of(self, member: TripMember) -> tuple[date | None, date | None]:
        """When a member left and came back: the own days where filled in, else the group's."""
        return full(member.left_home_on) or self.out, full(member.came_home_on) or self.back

    def days_of(self, member: TripMember) -> int | None:
        """Days abroad of one member, both border days counted; None where a day is unknown."""
        out, back = self.span_of(member)
        return (back - out).days + 1 if out and back else None

    def has_own_days(self, member: TripMember) -> bool:
        """Whether a member's days differ from the group's."""
        return self.span_of(member) != (self.out, self.back)

    def person(self, member: TripMember) -> StaffMember | None:
        """Who a member is."""
        return self.people.get(member.__data__["staff_member"])

    def staff(self) -> Iterator[tuple[TripMember, StaffMember]]:
        """Members with who they are."""
        for member in self.members:
            person = self.person(member)
            if person is not None:
                yield member, person


Said = tuple[str, dict[str, Any]]
"""A sentence, and the values behind it."""

Judge = Callable[[TripFacts, Look], Iterable[Said | Finding]]


def trips(look: Look) -> list[TripFacts]:
    """Every trip of the years looked at that was not cancelled."""
    return look.once("trips", lambda: _read(look))


def wanted(look: Look) -> Any:
    """SQL: the trips of this look."""
    if look.trip_id is not None:
        return OutboundTrip.id == look.trip_id
    return OutboundTrip.departed_on.reaches(look.since) & (
        OutboundTrip.status.is_null() | (OutboundTrip.status != "取消")
    )


def _read(look: Look) -> list[TripFacts]:
    condition = wanted(look)
    people: dict[int, StaffMember] = {}
    found = {
        trip.id: TripFacts(trip, people=people)
        for trip in OutboundTrip.active().where(condition).order_by(OutboundTrip.id)
    }
    entities: tuple[tuple[Any, str], ...] = (
        (TripLeg, "legs"), (TripMember, "members"), (ScheduleItem, "schedule"),
        (BudgetLine, "budget"),
    )
    for entity, name in entities:
        lines = (
            entity.active().join(OutboundTrip, on=entity.trip == OutboundTrip.id)
            .where(condition).order_by(entity.id)
        )
        for line in lines:
            facts = found.get(line.__data__["trip"])
            if facts is not None:
                getattr(facts, name).append(line)
    members = (
        TripMember.select(TripMember.staff_member)
        .join(OutboundTrip, on=TripMember.trip == OutboundTrip.id).where(condition)
    )
    people.update((s.id, s) for s in StaffMember.select().where(StaffMember.id.in_(members)))
    return list(found.values())


def official_papers(look: Look) -> dict[int, list[StaffTravelDocument]]:
    """Official passports and passes by the id of who holds them; cancelled and lost ones not."""
    def read() -> dict[int, list[StaffTravelDocument]]:
        found: dict[int, list[StaffTravelDocument]] = defaultdict(list)
        state = StaffTravelDocument.state
        for paper in StaffTravelDocument.active().where(
            state.is_null() | state.not_in(("注销", "遗失"))
        ):
            found[paper.__data__["staff_member"]].append(paper)
        return found

    return look.once("official_papers", read)


def per_trip(judge: Judge) -> Callable[[Look], list[Finding]]:
    """A check's find, from a function that judges one trip."""
    def find(look: Look) -> list[Finding]:
        return [
            said if isinstance(said, Finding) else Finding(facts.trip, said[0], said[1])
            for facts in trips(look) for said in judge(facts, look)
        ]

    return find


def names(country_codes: Iterable[str]) -> str:
    """日本、韩国."""
    return "、".join(codes.countries().name_of(code) for code in country_codes)
