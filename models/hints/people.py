"""Hints about who and where: papers against nationality, somebody listed twice, agreements."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from models import partial_date
from models.codes import HMT, countries
from models.entities.outbound_student import OutboundStudent, Placement
from models.entities.outbound_trip import OutboundTrip, TripLeg, TripMember, destination_kind_of
from models.entities.partner_school import Agreement
from models.entities.people import TRAVEL_PERMIT
from models.hints.base import Draft, Hint, HintRule, spell
from models.partial_date import OPEN_ENDED


def _paper(draft: Draft) -> Iterator[Hint]:
    """The country of a passport, as far as the paper says it, is that of the person."""
    nationality = draft.owner.__data__.get("nationality") if draft.owner is not None else None
    kind, issuer = draft.value("kind"), draft.value("issuer")
    if nationality is None:
        return
    shown = countries().name_of(nationality)
    if kind == "护照" and nationality in HMT:
        words = f"国籍（地区）是{shown}，来往内地（大陆）应持通行证，请核对证件种类。"
        yield Hint("kind", words, "H-PAPER")
    elif kind == TRAVEL_PERMIT and nationality not in HMT:
        yield Hint("kind", f"国籍是{shown}，一般持护照，请核对证件种类。", "H-PAPER")
    named = _country_in(issuer) if kind == "护照" and isinstance(issuer, str) else None
    if named not in (None, nationality, "CHN"):
        other = countries().name_of(named)
        yield Hint("issuer", f"签发地是{other}，而国籍是{shown}，请核对。", "H-PAPER")


def _country_in(words: str) -> str | None:
    """The one country that a text names; None for none or several."""
    found = {
        entry.code for entry in countries().entries
        if len(entry.name) >= 2 and entry.name in words
    }
    return found.pop() if len(found) == 1 else None


def _destination(draft: Draft) -> Iterator[Hint]:
    legs = [each.country for each in draft.lines if isinstance(each, TripLeg) and each.country]
    told, follows = draft.value("destination_kind"), destination_kind_of(legs)
    if told and follows and told != follows:
        words = f"按行程应为“{follows}”，这里填的是“{told}”，请核对。"
        yield Hint("destination_kind", words, "H-DESTINATION")


def _travelling(draft: Draft) -> Iterator[Hint]:
    """A member who is on another trip in the same days."""
    trip, person = draft.owner, draft.value("staff_member")
    own = spell(trip) if isinstance(trip, OutboundTrip) else None
    if own is None or person is None or trip is None:
        return
    _, first, last = own
    until = first if last == date.max else last
    query = (
        OutboundTrip.active().join(TripMember, on=(TripMember.trip == OutboundTrip.id))
        .where(
            TripMember.staff_member == person, TripMember.retired_at.is_null(),
            OutboundTrip.id != (trip.id or 0), OutboundTrip.departed_on.begins_by(until),
            OutboundTrip.returned_on.reaches(first),
        )
    )
    for other in query.limit(1):
        words = f"这几天已在“{other}”团组中（{other.departed_on} 至 {other.returned_on}），请核对。"
        yield Hint("staff_member", words, "H-TWICE")


def _sent_twice(draft: Draft) -> Iterator[Hint]:
    """A student of the same name (and no other number) sent about the same time."""
    owner, departed = draft.owner, draft.value("departed_on")
    days = draft.thresholds.number("H-TERM", "days")
    if not isinstance(owner, OutboundStudent) or departed in (None, OPEN_ENDED) or not days:
        return
    if not owner.name:
        return
    around = timedelta(days=days)
    first = partial_date.earliest(departed) - around
    last = partial_date.latest(departed) + around
    query: Any = (
        Placement.select(Placement, OutboundStudent).join(OutboundStudent)
        .where(
            Placement.retired_at.is_null(), OutboundStudent.retired_at.is_null(),
            OutboundStudent.name == owner.name, OutboundStudent.id != (owner.id or 0),
            Placement.departed_on.within(first, last),
        )
    )
    for other in query:
        theirs = other.student.student_no
        if theirs and owner.student_no and theirs != owner.student_no:
            continue
        number = f"（学号 {theirs}）" if theirs else ""
        words = f"“{owner.name}”{number}已在派出名单中，{other.departed_on} 派出，请核对是否重复。"
        yield Hint("departed_on", words, "H-TERM")
        return


def _agreement(draft: Draft) -> Iterator[Hint]:
    """A partner's agreement of the same kind signed in the same year."""
    partner, signed, kind = (draft.value(name) for name in ("partner", "signed_on", "kind"))
    if partner is None or signed in (None, OPEN_ENDED):
        return
    year = partial_date.earliest(signed).year
    query = draft.others().where(
        Agreement.partner == partner, Agreement.signed_on.startswith(str(year))
    )
    for other in query:
        if kind is None or other.kind in (None, kind):
            words = f"{year} 年已与该校签过“{other.title}”（{other.signed_on}），请核对是否重复登记。"
            yield Hint("signed_on", words, "H-AGREEMENT")
            return


RULES = (
    HintRule("H-PAPER", "证件与国籍是否一致", _paper, ("teacher_document", "student_document")),
    HintRule("H-DESTINATION", "出访性质与行程是否一致", _destination, ("outbound_trip",)),
    HintRule("H-TWICE", "同一人是否同时在两个团组", _travelling, ("trip_member",)),
    HintRule("H-TERM", "学生是否重复列入派出名单", _sent_twice, ("placement",)),
    HintRule("H-AGREEMENT", "同年是否已有协议", _agreement, ("agreement",)),
)
