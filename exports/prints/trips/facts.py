"""What the approval form of a trip (A3) says, read from trip, members, legs and budget once."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from exports.amounts import amount_in_capitals
from exports.prints.printable import Facts, Missing, Wishes
from exports.prints.trips import words
from exports.prints.trips.words import counted, members_of, money, post_of, yes_no
from models import budget
from models.codes import countries
from models.entities.outbound_trip import BudgetLine, OutboundTrip, TripMember
from models.entities.staff_member import StaffMember
from models.partial_date import to_text

BUDGET_RULES = ("R-OUT-19", "R-OUT-20", "R-OUT-21")
"""Rules of the checks that `budget.findings` has already put into words."""


def missing(trip: OutboundTrip, wishes: Wishes) -> list[Missing]:
    """What the authority's form cannot be without."""
    found = words.missing_of(trip, "departed_on", "returned_on", "purpose")
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
    return words.findings(trip, but=BUDGET_RULES if with_budget else ())


def facts(trip: OutboundTrip, wishes: Wishes) -> Facts:
    """Every word of both pages; blanks stay blank for the pen."""
    members = members_of(trip)
    leader = next((m for m in members if m.role == "团长"), None)
    return {
        **words.common(trip, wishes),
        "leader": leader.staff_member.name if leader else "",
        "leader_post": post_of(leader) if leader else "",
        "count": f"{len(members)} 人", "period_words": words.period_words(trip),
        "places": words.places(trip), "days": words.days_words(trip),
        "task": trip.purpose or "", "necessity": trip.necessity or "",
        "members": [_person(trip, member) for member in members],
        "in_plan": yes_no(trip.in_plan), "quota": counted(trip.plan_quota, "人次"),
        "quota_used": counted(trip.plan_used, "人次"), "invitation": yes_no(trip.invitation_direct),
        "host": trip.inviting_party or "", "route": trip.route or "",
        "publicised": words.publicised(trip), "publicity_place": trip.publicity_place or "",
        "approval": words.approval(trip), "handled_by": trip.handled_by or "",
        "handler_phone": trip.handler_phone or "",
        "annual_budget": money(trip.annual_budget), "annual_used": money(trip.annual_budget_used),
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
        "unknown": list(sums.unknown), "gaps": [gap.words for gap in budget.gaps(trip, lines)],
    }


def _columns(sums: budget.Totals) -> dict[str, Decimal]:
    """The form's columns: 城市间交通费 has none of its own and goes with 其他费用."""
    by_item = dict(sums.by_item)
    between = by_item.pop("城市间交通费")
    by_item["其他费用"] += between
    return by_item


def _budget_line(line: BudgetLine) -> dict[str, str]:
    foreign, yuan = line.foreign_amount(), line.yuan()
    # Lodging counted by days (the office's other rule) has as many as the whole journey.
    by_night = line.item == "住宿费" and line.days != words.days_abroad(line.trip)
    unit = "晚" if by_night else "天"
    return {
        "item": line.item,
        "place": f"{countries().name_of(line.country) if line.country else ''}{line.city or ''}",
        "currency": line.currency or "",
        "standard": "" if line.standard is None else f"{line.standard:,.10g}",
        "persons": counted(line.persons, ""), "days": counted(line.days, ""), "unit": unit,
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


def _person(trip: OutboundTrip, member: TripMember) -> list[str]:
    staff = member.staff_member
    return [
        staff.name, staff.sex or "", words.birth_month(staff.born_on), words.unit_of(member),
        post_of(member), staff.person_kind or "",
        member.last_trip or words.last_trip(member, trip),
    ]
