"""Publicity of a trip before it is submitted: how long, what it says, and what it must not say."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from models import privacy
from models.checks import samples
from models.checks.base import Check, Look, full
from models.checks.trip_facts import Said, TripFacts, official_papers, per_trip
from models.entities.outbound_trip import OutboundTrip, ScheduleItem, TripLeg, TripMember

_PUBLIC_FIELDS = (
    "title", "purpose", "necessity", "expected_outcome", "inviting_party", "route",
    "funding_source", "publicity_place", "organised_by", "deviation_note", "prior_approvals",
)
_FORBIDDEN = (privacy.PASSPORT, privacy.IDENTITY, privacy.BANK)
"""A phone number may stand on a publicity: it says where to object."""


def _publicity(facts: TripFacts, look: Look) -> Iterator[Said]:
    """Too short, or submitted before its last day. Submitted on the last day is let pass."""
    trip = facts.trip
    start, end = full(trip.publicised_from), full(trip.publicised_until)
    applied, approved = full(trip.applied_on), full(trip.approved_on)
    values = {"from": start, "until": end, "approved": approved, "applied": applied}
    if start and end:
        least, days = look.number("R-OUT-13", "working_days"), look.calendar.count(start, end)
        if days < least:
            note = look.calendar.note(start, end)
            yield f"公示 {start} 至 {end} 共 {days} 个工作日，不足 {least} 个。{note}", values
        if applied and applied < end:
            yield f"{applied} 报批时公示还没有结束（公示至 {end}）。", values
        elif approved and approved < end:
            yield f"{approved} 批复时公示还没有结束（公示至 {end}）。", values
    elif facts.is_ahead(look) and facts.is_submitted:
        yield "已经报批或批复，但没有事前公示的起止日期。", values
    if trip.publicity_objection == "有" and not trip.objection_note:
        yield "公示有异议，没有写明异议及处理。", {"objection": "有"}


def _gaps(facts: TripFacts, look: Look) -> Iterator[Said]:
    trip = facts.trip
    if not facts.is_ahead(look) or not trip.publicised_from:
        return
    told = {
        "姓名": facts.members,
        "单位和职务": all(m.position_then or p.position or p.title for m, p in facts.staff()),
        "国家（地区）": facts.countries, "任务": trip.purpose, "日程": facts.schedule,
        "往返航线": trip.route, "邀请单位": trip.inviting_party,
        "经费来源": trip.funding_source or trip.funding_kind, "公示地址": trip.publicity_place,
    }
    lacks = [name for name, value in told.items() if not value]
    if lacks:
        yield f"公示应写明的内容还缺：{'、'.join(lacks)}。", {"lacks": lacks}


def public_words(facts: TripFacts) -> Iterator[tuple[str, str]]:
    """Label and words of everything that a publicity, a schedule or a report copies."""
    records: list[tuple[OutboundTrip | TripMember | TripLeg | ScheduleItem, tuple[str, ...]]] = [
        (facts.trip, _PUBLIC_FIELDS),
        *((member, ("dispatching_unit", "position_then")) for member in facts.members),
        *((leg, ("city", "host")) for leg in facts.legs),
        *((item, ("city", "activity", "met_with")) for item in facts.schedule),
    ]
    for record, names in records:
        for name in names:
            if words := getattr(record, name):
                yield type(record).field_named(name).label, str(words)


def _numbers(facts: TripFacts, look: Look) -> Iterator[Said]:
    """Until both publicities are over; the numbers are shown masked."""
    if not (facts.is_ahead(look) or facts.trip.result_publicised_until is None):
        return
    known = {
        str(paper.number).upper(): privacy.PASSPORT for member, person in facts.staff()
        for paper in official_papers(look).get(person.id, []) if paper.number
    }
    said = [
        f"“{label}”里有{hit.sort} {hit.masked}"
        for label, words in public_words(facts) for hit in privacy.scan(words, known.get)
        if hit.sort in _FORBIDDEN
    ]
    if said:
        said = list(dict.fromkeys(said))
        yield f"{'；'.join(said)}；公示和外发材料不得有完整的证件号码。", {"said": said}


def _short(today: date) -> OutboundTrip:
    start = today + timedelta(days=20)
    return samples.trip(today, publicised_from=start, publicised_until=start + timedelta(days=3))


PUBLICITY_CHECKS = (
    Check("R-OUT-13", "事前公示期限", "E", OutboundTrip, "公示应在报批之前完成，期限按工作日计。",
          per_trip(_publicity), _short, samples.trip),
    Check("R-OUT-14", "事前公示内容", "E", OutboundTrip,
          "公示须写明人员、单位职务、国家、任务、日程、航线、邀请单位和经费来源。", per_trip(_gaps),
          lambda t: samples.schedule(samples.trip(t, route=None)),
          lambda t: samples.schedule(samples.trip(t))),
    Check("R-OUT-15", "公示内容含证件号码", "E", OutboundTrip,
          "公示贴出去人人看得到，姓名、单位、职务之外的个人信息不该在上面。", per_trip(_numbers),
          lambda t: samples.trip(t, purpose="王安（护照PE1234567）赴东京访问"),
          lambda t: samples.trip(t, purpose="王安等赴东京访问，联系电话13800000000")),
)
