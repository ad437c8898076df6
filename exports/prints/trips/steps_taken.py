"""What has been done about a trip, and by when the rest must be: the steps of the sheet A0."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from exports.prints.trips import words
from models.checks import DEADLINES
from models.checks.base import Look, full
from models.checks.trip_deadlines import hand_in_by
from models.entities.office import IssuedPaper
from models.entities.outbound_trip import BudgetLine, OutboundTrip, ScheduleItem, TripMember
from models.partial_date import Day, chinese

_NOT_MADE = ("计划", "已批复", "取消")
_SECRET = ("一般", "重要", "核心")


@dataclass(frozen=True)
class Standing:
    """How far a step has come: what the records say of it, and whether that is all of it."""

    said: str = ""
    is_done: bool = False


def _on(day: Day | None, words_before: str = "") -> Standing:
    return Standing(f"{words_before}{chinese(day)}", True) if day else Standing()


def _share(done: Iterable[bool], unit: str) -> Standing:
    """3／5 人; done when everybody is."""
    flags = list(done)
    if not any(flags):
        return Standing()
    if all(flags):
        return Standing(f"{len(flags)} {unit}", True)
    return Standing(f"{sum(flags)}／{len(flags)} {unit}")


def _printed(trip: OutboundTrip, code: str) -> Standing:
    """That a paper was issued; whether it was signed nobody has told the program."""
    paper = IssuedPaper.active().where(
        (IssuedPaper.printable == code) & (IssuedPaper.holder_entity == trip.key())
        & (IssuedPaper.holder_id == trip.id) & (IssuedPaper.state != "作废")
    ).order_by(IssuedPaper.id.desc()).first()
    return Standing(f"{chinese(paper.issued_on)}出具") if paper else Standing()


def _plan(trip: OutboundTrip) -> Standing:
    if trip.in_plan is None:
        return Standing()
    return Standing("已列入" if trip.in_plan else "计划外", bool(trip.in_plan or trip.off_plan_reason))


def _invitation(trip: OutboundTrip) -> Standing:
    said = trip.inviting_party or ""
    return Standing(said, bool(said and trip.invitation_direct))


def _people(trip: OutboundTrip) -> Standing:
    count = len(words.members_of(trip))
    return Standing(f"{count} 人", True) if count else Standing()


def _itinerary(trip: OutboundTrip) -> Standing:
    """Done when every half day between the two borders is planned."""
    have = {(item.day, item.half) for item in trip.lines(ScheduleItem) if item.half != "晚上"}
    wanted = 2 * (words.days_abroad(trip) or 0)
    return Standing(f"{len(have)}／{wanted} 个半天", len(have) >= wanted > 0) if have else Standing()


def _budget(trip: OutboundTrip) -> Standing:
    from models import budget

    lines = trip.lines(BudgetLine)
    if not lines:
        return Standing()
    sums = budget.totals(lines)
    return Standing(f"{sums.total:,.2f} 元", not sums.unknown)


def _publicity(trip: OutboundTrip) -> Standing:
    objection = {"有": "，有异议", "无": "，无异议"}.get(trip.publicity_objection or "", "")
    said = words.publicised(trip)
    return Standing(said + objection if said else "", trip.publicised_until is not None)


def _approval(trip: OutboundTrip) -> Standing:
    return Standing(words.approval(trip), bool(trip.approval_no))


def _secrecy(trip: OutboundTrip) -> Standing:
    bound = [m for m in words.members_of(trip) if m.staff_member.secrecy_level in _SECRET]
    if not bound:
        return Standing("无涉密人员", True)
    return _on(trip.secrecy_reviewed_on)


def _papers(trip: OutboundTrip) -> Standing:
    members = words.members_of(trip)
    if trip.papers_collected_on:
        return _on(trip.papers_collected_on)
    return _share((m.document_taken_on is not None for m in members), "人")


def _travel(trip: OutboundTrip) -> Standing:
    return Standing(words.period_words(trip), trip.status == "已执行")


def _members(name: str) -> Callable[[OutboundTrip], Standing]:
    def standing(trip: OutboundTrip) -> Standing:
        people: list[TripMember] = words.members_of(trip)
        return _share((getattr(m, name) is not None for m in people), "人")

    return standing


STEPS: dict[str, tuple[str, Callable[[OutboundTrip], Standing]]] = {
    "plan": ("列入年度计划", _plan),
    "application": ("校内申请审批表", lambda t: _printed(t, "A2")),
    "invitation": ("邀请函及译文", _invitation),
    "people": ("出访人员名单", _people),
    "itinerary": ("出访日程表", _itinerary),
    "budget": ("任务和预算审批意见表", _budget),
    "publicity": ("事前公示", _publicity),
    "filing": ("人员备案表", _members("record_filed_on")),
    "request": ("请示报批", lambda t: _on(t.applied_on)),
    "approval": ("任务批件", _approval),
    "secrecy": ("保密审查", _secrecy),
    "papers": ("领取证照", _papers),
    "briefing": ("行前教育", lambda t: _on(t.briefed_on)),
    "pledges": ("承诺书", _members("pledge_on")),
    "travel": ("出访", _travel),
    "handin": ("交还证照", _members("document_returned_on")),
    "report": ("出访报告", lambda t: _on(t.reported_on)),
    "result": ("事后公示", lambda t: _on(t.result_publicised_from)),
    "settle": ("报销", lambda t: _on(t.settled_on)),
    "archive": ("归档", lambda t: _on(t.archived_on)),
}
"""Every step by its key, with its usual name, in the order of A0."""
_DUES = {
    "D-OUT-PUBLICITY": "publicity", "D-OUT-APPROVAL": "request", "D-OUT-TAIWAN": "request",
    "D-OUT-COLLECT": "papers", "D-OUT-REPORT": "report", "D-OUT-RESULT": "result",
}


def last_days(trip: OutboundTrip, today: date) -> dict[str, date]:
    """The last day in order of each step that the rules give one, as they stand today."""
    look = Look(today, trip_id=trip.id)
    found: dict[str, date] = {}
    for rule in DEADLINES:
        if rule.id in _DUES:
            for due in rule.dues(look):
                if due.record == trip:
                    found[_DUES[rule.id]] = due.latest
    back = full(trip.returned_on)
    # A trip that nobody has said was made holds no papers once its days are over.
    is_made = trip.status not in _NOT_MADE
    if back is not None and (is_made or (back >= today and trip.status != "取消")):
        found["handin"] = hand_in_by(look, back)
    return found
