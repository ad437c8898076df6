"""What official papers of a trip (A8, A13) read from it, in words."""

from __future__ import annotations

from datetime import date
from typing import Any

from exports.drafts.blocks import Table
from exports.prints.official_parts import asked, listed
from exports.prints.printable import Facts, Wishes
from exports.prints.texts import Texts
from exports.prints.trips import words
from exports.prints.trips.facts import budget_facts
from exports.wording import date_chinese
from models.codes import countries
from models.entities.office import OfficeProfile
from models.entities.outbound_trip import (
    BudgetLine,
    OutboundTrip,
    ScheduleItem,
    TripLeg,
    TripMember,
)
from models.partial_date import Day, chinese, earliest, years_earlier

PEOPLE = {
    "no": "序号", "name": "姓名", "sex": "性别", "born": "出生年月", "work": "工作单位及职务",
    "role": "团内身份", "level": "级别", "trips": "近两年因公出访记录",
}
SCHEDULE = {
    "day": "日期", "half": "时段", "city": "城市", "activity": "活动内容", "met": "会见对象",
    "transport": "交通", "lodging": "住宿",
}
YEARS = 2
"""How far back earlier journeys are told."""
_HALVES = ("上午", "下午", "晚上")
_BY_DAY = 30
"""A longer journey is planned by the week, not by the half day."""


def usual(trip: OutboundTrip, wishes: Wishes) -> Facts:
    """What both papers say in the same words."""
    members = words.members_of(trip)
    leader = next((m for m in members if m.role == "团长"), members[0] if members else None)
    return {
        **words.common(trip, wishes),
        "leader": leader.staff_member.name if leader else "",
        "leader_post": words.post_of(leader) if leader else "",
        "leader_unit": words.unit_of(leader) if leader else "",
        "names": "、".join(member.staff_member.name for member in members),
        "count": str(len(members)), "is_joint": bool(trip.is_joint or trip.organised_by),
        "organiser": trip.organised_by or "", "countries": "、".join(words.country_names(trip)),
        "places": words.places(trip), "span": words.period_words(trip),
        "days": str(words.days_abroad(trip) or ""), "task": trip.purpose or "",
        "host": trip.inviting_party or "、".join(_hosts(trip)), "route": trip.route or "",
        "transit": "、".join(
            countries().name_of(leg.country) for leg in trip.lines(TripLeg) if leg.airport_only
        ),
        "funding": trip.funding_source or trip.funding_kind or "",
        "money": money(trip), "contact": trip.handled_by or OfficeProfile.current().contact_name,
        "phone": trip.handler_phone or OfficeProfile.current().phone,
        "people": [_person(trip, member, n) for n, member in enumerate(members, start=1)],
        "legs": legs(trip), "schedule": schedule(trip),
    }


def form_of(known: Facts) -> str:
    """joint, joint.one, single or team: which wording of title and opening fits."""
    if known["is_joint"] and known["organiser"]:
        return "joint" if known["count"] != "1" else "joint.one"
    return "single" if known["count"] == "1" else "team"


def _hosts(trip: OutboundTrip) -> list[str]:
    return list(dict.fromkeys(leg.host for leg in trip.lines(TripLeg) if leg.host))


def _person(trip: OutboundTrip, member: TripMember, number: int) -> dict[str, str]:
    staff = member.staff_member
    return {
        "no": str(number), "name": staff.name, "sex": staff.sex or "",
        "born": words.birth_month(staff.born_on), "role": member.role or "",
        "work": f"{words.unit_of(member)}{words.post_of(member)}",
        "level": "" if staff.level in (None, "无") else staff.level,
        "trips": "；".join(earlier(trip, member)) or words.NO_EARLIER_TRIP,
    }


def earlier(trip: OutboundTrip, member: TripMember) -> list[str]:
    """The member's official journeys of the last two years: 2024年6月赴英国、法国项目洽谈."""
    first = years_earlier(earliest(trip.departed_on), YEARS)
    return [
        f"{_month(each.departed_on)}赴{'、'.join(words.country_names(each))}{each.purpose or ''}"
        for each in words.earlier_trips(member, trip) if earliest(each.departed_on) >= first
    ]


def _month(day: Day) -> str:
    return chinese(day).partition("月")[0] + ("月" if getattr(day, "month", None) else "")


def legs(trip: OutboundTrip) -> list[dict[str, str]]:
    """Every country that is visited, with what is planned there; transit in an airport is none."""
    items: list[ScheduleItem] = trip.lines(ScheduleItem)
    visited = [leg for leg in trip.lines(TripLeg) if not leg.airport_only]
    return [_leg(leg, [item for item in items if _is_on(item, leg, visited)]) for leg in visited]


def _is_on(item: ScheduleItem, leg: TripLeg, visited: list[TripLeg]) -> bool:
    """By the city where one leg has it; else by the day."""
    if item.city and any(item.city == each.city for each in visited):
        return bool(item.city == leg.city)
    if leg.arrived_on is None or leg.left_on is None:
        return len(visited) == 1
    return bool(leg.arrived_on <= item.day <= leg.left_on)


def _leg(leg: TripLeg, items: list[ScheduleItem]) -> dict[str, str]:
    official = [item for item in items if item.is_official is not False]
    name = countries().name_of(leg.country)
    city = leg.city if leg.city and leg.city != name else ""
    days = ""
    if isinstance(leg.arrived_on, date) and isinstance(leg.left_on, date):
        days = str((leg.left_on - leg.arrived_on).days + 1)
    return {
        "place": f"{name}（{city}）" if city else name, "host": leg.host or "", "days": days,
        "met": "、".join(dict.fromkeys(item.met_with for item in official if item.met_with)),
        "activities": "；".join(dict.fromkeys(item.activity for item in official)),
    }


def schedule(trip: OutboundTrip) -> list[dict[str, str]]:
    """The half days as entered; without any, each half day of a short journey as a gap."""
    items = sorted(
        trip.lines(ScheduleItem),
        key=lambda i: (str(i.day), _HALVES.index(i.half) if i.half in _HALVES else 3),
    )
    if items:
        return [
            {"day": _short(item.day), "half": item.half or "", "city": item.city or "",
             "activity": item.activity, "met": item.met_with or "",
             "transport": item.transport or "", "lodging": item.lodging or ""}
            for item in items
        ]
    return _open_schedule(trip)


def _open_schedule(trip: OutboundTrip) -> list[dict[str, str]]:
    from datetime import timedelta

    days = words.days_abroad(trip)
    if days is None or not 1 <= days <= _BY_DAY:
        return [{"activity": asked("按周填写日程安排")}]
    return [
        {"day": _short(trip.departed_on + timedelta(days=ahead)), "half": half,
         "city": _city_on(trip, trip.departed_on + timedelta(days=ahead)),
         "activity": asked("活动内容")}
        for ahead in range(days) for half in _HALVES[:2]
    ]


def _city_on(trip: OutboundTrip, day: date) -> str:
    for leg in trip.lines(TripLeg):
        if leg.arrived_on and leg.left_on and leg.arrived_on <= day <= leg.left_on:
            return leg.city or ""
    return ""


def _short(day: Day) -> str:
    return f"{day.month}月{day.day}日" if isinstance(day, date) else chinese(day)


def people_table(texts: Texts, known: Facts) -> Table:
    """名单, in the columns that the paper's text names."""
    return listed(texts["people.columns"], PEOPLE, known["people"], sentences=("work", "trips"))


def schedule_table(texts: Texts, known: Facts) -> Table:
    """日程, in the columns that the paper's text names."""
    return listed(
        texts["schedule.columns"], SCHEDULE, known["schedule"], sentences=("activity", "met")
    )


def money(trip: OutboundTrip) -> dict[str, Any] | None:
    """The budget in words; None without any line."""
    if not trip.lines(BudgetLine):
        return None
    found = budget_facts(trip)
    items = [f"{name}{amount}元" for name, amount in found["by_item"].items() if amount != "0.00"]
    return {
        "total": found["total"], "items": "、".join(items), "by_host": "、".join(found["by_host"]),
        "unknown": "、".join(found["unknown"]),
    }


def day_words(day: Day | None) -> str:
    """2025年9月1日, or as much as is known; blank for none."""
    if day is None:
        return ""
    return date_chinese(day) if isinstance(day, date) else chinese(day)
