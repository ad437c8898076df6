"""What the approval form of a trip (A3) says, read from trip, members, legs and budget once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from exports.amounts import amount_in_capitals
from exports.prints.printable import Facts, Missing, Wishes, office_missing
from exports.wording import date_chinese, period_chinese
from models import budget
from models.codes import countries
from models.entities.office import OfficeProfile
from models.entities.outbound_trip import BudgetLine, OutboundTrip, TripLeg, TripMember
from models.entities.staff_member import StaffMember
from models.partial_date import Day, PartialDate, chinese, to_text

BUDGET_RULES = ("R-OUT-19", "R-OUT-20", "R-OUT-21")
"""Rules of the checks that `budget.findings` has already put into words."""
NO_EARLIER_TRIP = "无"
YES, NO = "是", "否"


def missing(trip: OutboundTrip, wishes: Wishes) -> list[Missing]:
    """What the authority's form cannot be without."""
    found = office_missing("school_name")
    for name in ("departed_on", "returned_on", "purpose"):
        if not getattr(trip, name):
            found.append(Missing(OutboundTrip.field_named(name).label, trip, name))
    if not trip.lines(TripLeg):
        found.append(Missing("出访国家（行程段）", trip))
    if not trip.lines(TripMember):
        found.append(Missing("出访人员", trip))
    if wishes["with_budget"] and not trip.lines(BudgetLine):
        found.append(Missing("预算", trip))
    return found


def notices(trip: OutboundTrip, wishes: Wishes) -> list[str]:
    """What the form would say that somebody should look at first."""
    lines = trip.lines(BudgetLine)
    found: list[str] = []
    if wishes["with_budget"]:
        found += [f"{name}：算不出金额，未计入合计。" for name in budget.totals(lines).unknown]
        found += [f"{words}。" for words in budget.findings(trip, lines)]
    for member in trip.lines(TripMember):
        staff = member.staff_member
        fields = [StaffMember.field_named(name) for name in ("sex", "born_on")]
        blank = [kind.label for kind in fields if not kind.read(staff)]
        if blank:
            found.append(f"{staff.name}未填{'、'.join(blank)}，表上留空。")
    return [*found, *_findings(trip, with_budget=bool(wishes["with_budget"]))]


def _findings(trip: OutboundTrip, *, with_budget: bool) -> list[str]:
    """What the rules say of the trip, without what the budget's own notices have said."""
    from models.checks import precheck
    from models.checks.before_printing import said

    told = BUDGET_RULES if with_budget else ()
    return [said(each) for each in precheck(trip) if each.check.id not in told]


def facts(trip: OutboundTrip, wishes: Wishes) -> Facts:
    """Every word of both pages; blanks stay blank for the pen."""
    members = _members(trip)
    leader = next((m for m in members if m.role == "团长"), None)
    days = _days(trip)
    return {
        "holder": trip.title, "tail": (trip.approval_no or str(trip.id))[-4:],
        "period": f"{trip.id}", "purpose": "", "issued_on": str(wishes["issued_on"]),
        "kind": trip.destination_kind or "", "record": trip.approval_no or f"团组 {trip.id}",
        "school": OfficeProfile.current().school_name or "",
        "title": trip.title,
        "organiser": trip.organised_by or OfficeProfile.current().school_name or "",
        "leader": leader.staff_member.name if leader else "",
        "leader_post": _post(leader) if leader else "",
        "count": f"{len(members)} 人", "period_words": _period(trip, days),
        "places": _places(trip), "days": "" if days is None else f"{days} 天",
        "task": trip.purpose or "", "necessity": trip.necessity or "",
        "members": [_person(trip, member) for member in members],
        "in_plan": _yes(trip.in_plan), "quota": _count(trip.plan_quota, "人次"),
        "quota_used": _count(trip.plan_used, "人次"), "invitation": _yes(trip.invitation_direct),
        "host": trip.inviting_party or "", "route": trip.route or "",
        "publicised": _publicised(trip), "publicity_place": trip.publicity_place or "",
        "approval": _approval(trip), "handled_by": trip.handled_by or "",
        "handler_phone": trip.handler_phone or "",
        "annual_budget": _money(trip.annual_budget), "annual_used": _money(trip.annual_budget_used),
        "prior": trip.prior_approvals or "",
        "funding": trip.funding_source or trip.funding_kind or "",
        "with_details": bool(wishes["with_details"]),
        "budget": budget_facts(trip) if wishes["with_budget"] else None,
    }


def budget_facts(trip: OutboundTrip) -> dict[str, Any]:
    """The sums by item, in figures and capitals, and how each came about."""
    lines: list[BudgetLine] = trip.lines(BudgetLine)
    sums = budget.totals(lines)
    paid = [line for line in lines if not line.paid_by_host]
    return {
        "by_item": {item: f"{amount:,.2f}" for item, amount in _columns(sums).items()},
        "total": f"{sums.total:,.2f}", "capitals": amount_in_capitals(sums.total),
        "lines": [_budget_line(line) for line in paid],
        "rates": _rates(paid), "by_host": [budget.describe(x) for x in lines if x.paid_by_host],
        "unknown": list(sums.unknown),
    }


def _columns(sums: budget.Totals) -> dict[str, Decimal]:
    """The form's columns: 城市间交通费 has none of its own and goes with 其他费用."""
    by_item = dict(sums.by_item)
    between = by_item.pop("城市间交通费")
    by_item["其他费用"] += between
    return by_item


def _budget_line(line: BudgetLine) -> dict[str, str]:
    foreign, yuan = line.foreign_amount(), line.yuan()
    unit = "晚" if line.item == "住宿费" else "天"
    return {
        "item": line.item,
        "place": f"{countries().name_of(line.country) if line.country else ''}{line.city or ''}",
        "currency": line.currency or "",
        "standard": "" if line.standard is None else f"{line.standard:,.10g}",
        "persons": _count(line.persons, ""), "days": _count(line.days, ""), "unit": unit,
        "foreign": "" if foreign is None else f"{foreign:,.2f}".removesuffix(".00"),
        "rate": "" if line.rate is None else f"{line.rate:.10g}",
        "yuan": "" if yuan is None else f"{yuan:,.2f}",
    }


def _rates(lines: Sequence[BudgetLine]) -> list[str]:
    """参考汇率：1 日元 = 0.06093 元（2025-03-13）, each once."""
    found = [
        f"1 {line.currency} = {line.rate:.10g} 元"
        + (f"（{to_text(line.rate_on)}）" if line.rate_on else "")
        for line in lines if line.rate and line.currency
    ]
    return list(dict.fromkeys(found))


def _members(trip: OutboundTrip) -> list[TripMember]:
    """The leader first, then the deputy, then the others as entered."""
    order = {"团长": 0, "副团长": 1}
    members: list[TripMember] = trip.lines(TripMember)
    return sorted(members, key=lambda m: (order.get(m.role, 2), m.id))


def _post(member: TripMember) -> str:
    """职务及职别 at the time of the trip, with the rank where the staff list has one."""
    staff = member.staff_member
    then = member.position_then or staff.position or staff.title or ""
    level = staff.level if staff.level not in (None, "无", "处级以下") else ""
    return f"{then}（{level}）" if then and level and level not in then else then or level


def _person(trip: OutboundTrip, member: TripMember) -> list[str]:
    staff = member.staff_member
    unit = member.dispatching_unit or OfficeProfile.current().school_name or ""
    department = staff.department or ""
    return [
        staff.name, staff.sex or "", _birth_month(staff.born_on),
        unit if department in unit else f"{unit}{department}",
        _post(member), staff.person_kind or "", member.last_trip or last_trip(member, trip),
    ]


def _birth_month(day: Day | None) -> str:
    """1980.05, the form's way."""
    if day is None:
        return ""
    if isinstance(day, PartialDate) and day.month is None:
        return str(day.year)
    return f"{day.year}.{day.month:02}"


def last_trip(member: TripMember, trip: OutboundTrip) -> str:
    """上次出访时间 from the earlier trips of the same person: 2023年5月（德国）; 无 without any.

    Planned and cancelled trips do not count, nor does one without a date of return.
    """
    earlier = (
        OutboundTrip.active().join(TripMember, on=TripMember.trip == OutboundTrip.id)
        .where(
            (TripMember.staff_member == member.staff_member) & TripMember.retired_at.is_null()
            & (OutboundTrip.id != trip.id) & (OutboundTrip.departed_on < to_text(trip.departed_on))
            & OutboundTrip.returned_on.is_null(False)
            & (OutboundTrip.status.is_null() | OutboundTrip.status.not_in(("计划", "取消", "已批复")))
        )
        .order_by(OutboundTrip.departed_on.desc()).first()
    )
    if earlier is None:
        return NO_EARLIER_TRIP
    day = earlier.departed_on
    month = chinese(PartialDate(day.year, day.month))
    names = "、".join(_country_names(earlier))
    return f"{month}（{names}）" if names else month


def _country_names(trip: OutboundTrip) -> list[str]:
    names = [countries().name_of(leg.country) for leg in trip.lines(TripLeg) if leg.country]
    return list(dict.fromkeys(names))


def _places(trip: OutboundTrip) -> str:
    """泰国（曼谷）、老挝（万象；经停）: every country, transit marked as such."""
    said = []
    for leg in trip.lines(TripLeg):
        inside = [words for words in (leg.city, "经停" if leg.airport_only else "") if words]
        name = countries().name_of(leg.country)
        said.append(f"{name}（{'，'.join(inside)}）" if inside else name)
    return "、".join(dict.fromkeys(said))


def _days(trip: OutboundTrip) -> int | None:
    """Days abroad, both border days counted; None while a date is not known to the day."""
    out, back = trip.departed_on, trip.returned_on
    if isinstance(out, date) and isinstance(back, date):
        return (back - out).days + 1
    return None


def _period(trip: OutboundTrip, days: int | None) -> str:
    out, back = trip.departed_on, trip.returned_on
    if out is None or back is None:
        return ""
    if isinstance(out, date) and isinstance(back, date):
        return f"{period_chinese(out, back)}（{days}天）"
    return f"{chinese(out)}至{chinese(back)}"


def _publicised(trip: OutboundTrip) -> str:
    start, end = trip.publicised_from, trip.publicised_until
    if start is None:
        return ""
    if isinstance(start, date) and isinstance(end, date):
        return period_chinese(start, end)
    return chinese(start) + (f"至{chinese(end)}" if end else "起")


def _approval(trip: OutboundTrip) -> str:
    day = trip.approved_on
    on = date_chinese(day) if isinstance(day, date) else ""
    return "　".join(words for words in (trip.approval_no or "", on) if words)


def _yes(flag: bool | None) -> str:
    return "" if flag is None else YES if flag else NO


def _count(number: int | float | None, unit: str) -> str:
    return "" if number is None else f"{number:g} {unit}".strip()


def _money(amount: Decimal | None) -> str:
    return "" if amount is None else f"{amount:,.2f} 元"
