"""What a public notice says of a trip (A7, A7R, A14): names, units and posts, and no number.

Masked by construction: of a person only name, unit, post and role are ever read, and every text
that somebody typed is searched for numbers of papers, cards and birthdays before it is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from exports.prints.declared import Column
from exports.prints.printable import Facts
from exports.prints.trips import words
from exports.prints.trips.facts import budget_facts
from exports.wording import weekday_chinese
from models import privacy
from models.entities.office import OfficeProfile
from models.entities.outbound_trip import BudgetLine, OutboundTrip, ScheduleItem
from models.entities.staff_member import StaffTravelDocument
from models.partial_date import chinese

PERSON = {"no": "序号", "name": "姓名", "unit": "单位", "post": "职务", "role": "团内身份"}
"""Everything that a notice may say of a person: an office can leave a column out, not add one."""
_HIDDEN = (privacy.PASSPORT, privacy.IDENTITY, privacy.BANK)
"""A telephone stays: it says where to object."""
_HALVES = {"上午": 0, "下午": 1, "晚上": 2}


def notice(trip: OutboundTrip) -> Facts:
    """What is made public, as the trip stands now."""
    said: Facts = {
        "title": trip.title,
        "organiser": trip.organised_by or OfficeProfile.current().school_name or "",
        "people": people(trip), "places": words.places(trip), "task": trip.purpose or "",
        "host": trip.inviting_party or "", "hosts": _hosts(trip),
        "period": words.period_words(trip), "out": _iso(trip.departed_on),
        "back": _iso(trip.returned_on), "days": words.days_abroad(trip),
        "schedule": schedule(trip), "route": trip.route or "",
        "funding": trip.funding_source or trip.funding_kind or "",
        "budget": _budget(trip), "prior": trip.prior_approvals or "",
    }
    clean: Facts = masked(said, known_numbers(trip))
    return clean


def people(trip: OutboundTrip) -> list[dict[str, str]]:
    """The members by name, unit, post and role; the leader first."""
    return [
        {"no": str(number), "name": member.staff_member.name, "unit": words.unit_of(member),
         "post": words.post_of(member), "role": member.role or ""}
        for number, member in enumerate(words.members_of(trip), start=1)
    ]


def person_cells(person: Mapping[str, str], columns: list[Column]) -> tuple[str, ...]:
    """One person in the columns of a list."""
    return tuple(person.get(column.key, "") for column in columns)


def schedule(trip: OutboundTrip) -> list[dict[str, str]]:
    """One entry for each day: 5月12日（星期一） and 上午（松山）拜会……；下午……"""
    by_day: dict[Any, list[ScheduleItem]] = {}
    items = sorted(trip.lines(ScheduleItem), key=lambda i: (str(i.day), _HALVES.get(i.half, 3)))
    for item in items:
        by_day.setdefault(item.day, []).append(item)
    return [{"day": _day(day), "words": "；".join(_halves(found))} for day, found in by_day.items()]


def _halves(items: list[ScheduleItem]) -> list[str]:
    said, city = [], None
    for item in items:
        place = f"{item.city}，" if item.city and item.city != city else ""
        met = f"（会见{item.met_with}）" if item.met_with else ""
        said.append(f"{item.half or ''}：{place}{item.activity}{met}".lstrip("："))
        city = item.city
    return said


def _day(day: Any) -> str:
    if isinstance(day, date):
        return f"{day.month}月{day.day}日（{weekday_chinese(day)}）"
    return chinese(day)


def _hosts(trip: OutboundTrip) -> str:
    """What the register knows of the hosts: 示例大学（EXAMPLE UNIVERSITY，公立大学，……）."""
    from models.entities.outbound_trip import TripLeg

    found = []
    for leg in trip.lines(TripLeg):
        partner = leg.partner
        if partner is not None:
            inside = [w for w in (partner.foreign_name, partner.kind, partner.level) if w]
            found.append(f"{partner.name}（{'，'.join(inside)}）" if inside else partner.name)
    return "；".join(dict.fromkeys(found))


def _budget(trip: OutboundTrip) -> dict[str, Any] | None:
    """The sums by item and what the host bears; None without any line."""
    if not trip.lines(BudgetLine):
        return None
    found = budget_facts(trip)
    return {name: found[name] for name in ("by_item", "total", "capitals", "by_host", "unknown")}


def _iso(day: Any) -> str:
    return day.isoformat() if isinstance(day, date) else ""


# ---- numbers that must not stand there ----


def known_numbers(trip: OutboundTrip) -> Callable[[str], str | None]:
    """The numbers of the members' own papers, whatever form they have."""
    known: dict[str, str] = {}
    for member in words.members_of(trip):
        staff = member.staff_member
        for paper in staff.lines(StaffTravelDocument):
            if paper.number:
                known[str(paper.number).upper()] = privacy.PASSPORT
        if staff.id_no:
            known[str(staff.id_no).upper()] = privacy.IDENTITY
    return known.get


def masked(part: Any, known: privacy.Known | None = None) -> Any:
    """The same data with every number of a paper or card covered, in whatever text it stands."""
    if isinstance(part, str):
        hits = [hit for hit in privacy.scan(part, known) if hit.sort in _HIDDEN]
        return without_birthdays(privacy.cover(part, hits))
    if isinstance(part, dict):
        return {name: masked(value, known) for name, value in part.items()}
    if isinstance(part, list):
        return [masked(value, known) for value in part]
    return part


def without_birthdays(text: str) -> str:
    """1980年5月6日出生 → ****年**月出生: a day beside 生 is a birthday."""
    for _day_found, start, end in reversed(privacy.dates_in(text)):
        around = text[max(start - 5, 0):start] + text[end:end + 2]
        if "生" in around:
            text = f"{text[:start]}****{text[end:]}"
    return text
