"""支撑明细 of F10: the groups of the year, and their people."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from exports.forms.base import DetailSheet, FilledForm
from exports.forms.listing import chunks
from models.entities.outbound_trip import OutboundTrip, TripLeg, TripMember, days_abroad_sql
from models.entities.staff_member import StaffMember
from models.indicators.base import Period
from models.indicators.places import show_country
from models.indicators.trips import person_days_sql, returned_in, under_way_in

TRIP_HEADERS = (
    "序号", "团组名称", "团长", "职务/级别", "出访国家（地区）", "经停", "离境日期", "抵境日期",
    "在外停留天数", "本校人数", "本年人天", "组团单位", "出访任务", "任务类别", "邀请单位", "批件号",
    "费用（元）", "备注",
)
TRIP_WIDTHS = (5, 24, 8, 10, 13, 7, 10.5, 10.5, 6.5, 6, 6, 11, 10, 12, 17, 13, 9.5, 12)


def _trips(period: Period) -> list[Any]:
    """Every trip with a group or a day in the period, by its return."""
    return list(
        OutboundTrip.select(
            OutboundTrip, days_abroad_sql().alias("days"),
            person_days_sql(period).alias("person_days"),
        )
        .where(under_way_in(period) | returned_in(period))
        .order_by(OutboundTrip.returned_on, OutboundTrip.id)
    )


def _by_trip(entity: type[Any], trips: list[Any]) -> dict[int, list[Any]]:
    """Active lines of the trips, by trip id, in order of entry."""
    found: dict[int, list[Any]] = {}
    for ids in chunks([trip.id for trip in trips]):
        for line in entity.active().where(entity.trip.in_(ids)).order_by(entity.id):
            found.setdefault(line.trip_id, []).append(line)
    return found


def _staff() -> dict[int, Any]:
    """Everybody, by id, with what the lists say of them."""
    person = StaffMember
    named = person.select(person.id, person.name, person.sex, person.department, person.position)
    return {found.id: found for found in named}


def _place_words(legs: list[Any], wanted: Callable[[Any], bool]) -> str:
    return "、".join(dict.fromkeys(show_country(leg.country) for leg in legs if wanted(leg)))


def _year_note(trip: Any, period: Period) -> str:
    """Why a trip stands here whose group or days belong partly to another year."""
    shown = type(trip).returned_on.show(trip.returned_on)
    if shown[:4] != str(period.end.year):
        return f"跨年团组：批次归{shown[:4]}年，本年只计人天"
    if type(trip).departed_on.show(trip.departed_on) < period.start.isoformat():
        return "跨年团组：批次归本年，人天只计本年部分"
    return ""


def trip_list(filled: FilledForm, masked: bool) -> DetailSheet:  # noqa: ARG001
    """团组明细, in the columns that the central units' list has."""
    period = filled.period
    trips = _trips(period)
    legs, members = _by_trip(TripLeg, trips), _by_trip(TripMember, trips)
    staff = _staff()
    rows = []
    for number, trip in enumerate(trips, 1):
        party, places = members.get(trip.id, []), legs.get(trip.id, [])
        leader = next((m for m in party if m.role == "团长"), None)
        person = staff.get(leader.staff_member_id) if leader else None
        size = len(party) or trip.head_count or 0
        notes = [_year_note(trip, period), "双跨（参团）" if trip.is_joint else "", trip.remarks or ""]
        rows.append((
            number, trip.title, person.name if person else "",
            (leader.position_then if leader else None) or (person.position if person else None)
            or trip.level or "",
            _place_words(places, lambda leg: not leg.airport_only),
            _place_words(places, lambda leg: bool(leg.airport_only)),
            trip.departed_on, trip.returned_on,
            trip.days if trip.days is not None else trip.stated_days,
            size, trip.person_days, trip.organised_by or "", trip.purpose or "",
            trip.task_kind or "", trip.inviting_party or "", trip.approval_no or "", trip.cost,
            "；".join(note for note in notes if note),
        ))
    return DetailSheet(
        "团组明细", TRIP_HEADERS, tuple(rows), TRIP_WIDTHS, tuple(trips),
        "在外停留天数含离、抵境当日；本年人天为本校各人落在统计期内的天数之和，本人日期与团组不同的按本人。",
    )


def member_list(filled: FilledForm, masked: bool) -> DetailSheet:  # noqa: ARG001
    """The name list (人员名单): who was on which group that came back in the period."""
    members = filled.cell("total", "persons").records()
    staff = _staff()
    trips = {trip.id: trip for trip in filled.cell("total", "groups").records()}
    times: dict[int, int] = {}
    rows = []
    for number, member in enumerate(sorted(members, key=lambda m: (m.trip_id, m.id)), 1):
        person, trip = staff[member.staff_member_id], trips[member.trip_id]
        times[person.id] = times.get(person.id, 0) + 1
        rows.append((
            number, trip.title, person.name, person.sex or "", person.department or "",
            member.position_then or person.position or "", member.role or "",
            member.left_home_on or trip.departed_on, member.came_home_on or trip.returned_on,
            f"本年第{times[person.id]}次" if times[person.id] > 1 else "",
        ))
    return DetailSheet(
        "人员名单", ("序号", "团组", "姓名", "性别", "部门", "职务", "团内身份", "离境日期", "抵境日期", "备注"),
        tuple(rows), (6, 44, 9, 6, 26, 14, 9, 11.5, 11.5, 11), tuple(members),
        "人次为名单行数；人数按教职工去重，同一人第二次以后在备注注明。",
    )
