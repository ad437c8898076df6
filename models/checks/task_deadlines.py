"""Deadlines of what the office does: trips, visits, events, agreements, the round of the year."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from peewee import fn

from models import codes
from models.checks import samples
from models.checks.agreements import in_force
from models.checks.base import Look, full
from models.checks.deadline import DeadlineRule, Due
from models.checks.events import events, has_foreigners
from models.checks.trip_facts import TripFacts, trips
from models.entities.inbound_visit import InboundVisit
from models.entities.outbound_trip import OutboundTrip, TripMember
from models.entities.partner_school import Agreement
from models.entities.staff_member import StaffMember, StaffTravelDocument
from models.entity import Entity

TAIWAN = "赴台"


def _ahead(look: Look) -> Iterator[tuple[TripFacts, date]]:
    """Trips that have not left, not yet approved, with the day of departure."""
    for facts in trips(look):
        trip, out = facts.trip, facts.out
        if out and out >= look.today and not (
            trip.approved_on or trip.approval_no or trip.status in ("已批复", "已执行")
        ):
            yield facts, out


def _approval_of(look: Look, facts: TripFacts, out: date) -> tuple[date, date]:
    rule = "D-OUT-TAIWAN" if facts.trip.destination_kind == TAIWAN else "D-OUT-APPROVAL"
    days = [look.number(rule, name) for name in ("opens", "latest")]
    return out - timedelta(days=days[0]), out - timedelta(days=days[1])


def _approvals(look: Look, *, to_taiwan: bool) -> Iterator[Due]:
    for facts, out in _ahead(look):
        if (facts.trip.destination_kind == TAIWAN) == to_taiwan:
            opens, latest = _approval_of(look, facts, out)
            yield Due(facts.trip, f"报批（{out} 出发）", opens, latest, {"out": out})


def _approval(look: Look) -> Iterator[Due]:
    yield from _approvals(look, to_taiwan=False)


def _taiwan(look: Look) -> Iterator[Due]:
    yield from _approvals(look, to_taiwan=True)


def _publicity(look: Look) -> Iterator[Due]:
    """So many working days must be over before the trip is submitted."""
    days = look.number("D-OUT-PUBLICITY", "working_days")
    for facts, out in _ahead(look):
        if facts.trip.publicised_from is None:
            _, submit = _approval_of(look, facts, out)
            latest = look.calendar.add(submit, -days)
            opens = latest - timedelta(days=look.number("D-OUT-PUBLICITY", "opens"))
            yield Due(facts.trip, f"开始事前公示（{out} 出发）", opens, latest, {"out": out},
                      note=look.calendar.note(latest, submit))


def _custody(look: Look) -> Iterator[Due]:
    """Papers that are out: back by their own date, else so many days after the last return."""
    days = look.number("D-OUT-CUSTODY", "days")
    rows = StaffTravelDocument.active().where(StaffTravelDocument.state == "借出")
    for paper in rows:
        due, back = full(paper.due_on), _last_return(paper)
        latest = due or (back + timedelta(days=days) if back else None)
        if latest is not None and paper.handed_in_on is None:
            yield Due(
                paper.staff_member, f"收回{paper.kind}", latest - timedelta(days=days), latest,
                {"paper": paper.id, "due": due, "back": back, "state": "借出"}, part=str(paper.id),
            )


def _last_return(paper: StaffTravelDocument) -> date | None:
    """When the trip for which a paper was taken came back."""
    if paper.taken_on is None or paper.due_on is not None:
        return None
    found = (
        OutboundTrip.active().join(TripMember, on=TripMember.trip == OutboundTrip.id)
        .where(
            (TripMember.staff_member == paper.staff_member) & TripMember.retired_at.is_null()
            & (OutboundTrip.departed_on >= str(paper.taken_on))
        ).order_by(OutboundTrip.departed_on).first()
    )
    return full(found.returned_on) if found else None


def _report(look: Look) -> Iterator[Due]:
    days = look.number("D-OUT-REPORT", "days")
    for facts in trips(look):
        trip, back = facts.trip, facts.back
        done = trip.report_submitted or trip.reported_on or trip.status in ("计划", "已批复")
        if back and back < look.today and not done:
            yield Due(trip, f"交出访报告（{back} 回国）", back, back + timedelta(days=days),
                      {"back": back, "submitted": trip.report_submitted})


def _visits(look: Look) -> Iterator[Due]:
    opens, days = (look.number("D-VISIT", name) for name in ("opens", "latest"))
    for visit in InboundVisit.active().where(InboundVisit.arrived_on.reaches(look.today)):
        day = full(visit.arrived_on)
        if day and not visit.reported_to and visit.country != codes.HOME:
            yield Due(visit, f"来访报批、报备（{day} 到访）", day - timedelta(days=opens),
                      day - timedelta(days=days), {"arrived": day, "reported": visit.reported_to})


def _events(look: Look) -> Iterator[Due]:
    for event, speakers in events(look):
        held = full(event.held_on)
        if not held or held < look.today or event.approved_on:
            continue
        values = {"held": held, "kind": event.kind}
        if event.kind == "国际会议":
            opens, days = (look.number("D-CONFERENCE", name) for name in ("opens", "latest"))
            yield Due(event, f"国际会议申报（{held} 召开）", held - timedelta(days=opens),
                      held - timedelta(days=days), values)
        elif has_foreigners(speakers):
            opens, days = (look.number("D-EVENT", name) for name in ("opens", "latest"))
            latest = look.calendar.add(held, -days)
            yield Due(event, f"涉外{event.kind}审批（{held} 举办）", look.calendar.add(held, -opens),
                      latest, values, note=look.calendar.note(latest, held))


def _only(look: Look, *, conferences: bool) -> Iterator[Due]:
    for due in _events(look):
        if (due.values["kind"] == "国际会议") == conferences:
            yield due


def _lectures(look: Look) -> Iterator[Due]:
    yield from _only(look, conferences=False)


def _conferences(look: Look) -> Iterator[Due]:
    yield from _only(look, conferences=True)


def _agreements(look: Look) -> Iterator[Due]:
    opens, days = (look.number("D-AGREEMENT", name) for name in ("opens", "latest"))
    later = Agreement.alias()
    newer = later.select(later.id).where(
        (later.partner == Agreement.partner) & later.retired_at.is_null()
        & (later.valid_until > Agreement.valid_until)
    )
    rows = Agreement.active().where(
        in_force(look) & ~fn.EXISTS(newer)
        & Agreement.valid_until.within(look.today, look.today + timedelta(days=opens + 100))
        & (Agreement.auto_renewed.is_null() | (Agreement.auto_renewed == False))  # noqa: E712
    )
    for row in rows:
        if until := full(row.valid_until):
            yield Due(row, f"商谈续签（{until} 到期）", until - timedelta(days=opens),
                      until - timedelta(days=days), {"until": until})


def _yearly(look: Look, rule: str, words: str, page: str) -> Iterator[Due]:
    """A day that comes round; past ones are kept for ten days."""
    opens = look.number(rule, "opens")
    for year in (look.today.year, look.today.year + 1):
        for text in look.words(rule, "on"):
            day = date(year, *(int(part) for part in text.split("-")))
            if look.today <= day + timedelta(days=10):
                yield Due(None, words, day - timedelta(days=opens), day, {"on": day},
                          part=day.isoformat(), page=page)
                if day >= look.today:
                    return


def _year_plan(look: Look) -> Iterator[Due]:
    yield from _yearly(look, "D-YEAR-PLAN", "申报下一年度因公出访计划", "outbound_trip")


def _year_report(look: Look) -> Iterator[Due]:
    yield from _yearly(look, "D-YEAR-REPORT", "年度外事工作总结", "drafts")


def _quarter(look: Look) -> Iterator[Due]:
    yield from _yearly(look, "D-QUARTER", "季度台账", "home")


def _self_check(look: Look) -> Iterator[Due]:
    yield from _yearly(look, "D-TEACHER-CHECK", "外教聘请工作自查", "forms")


def _planned(today: date, ahead: int, **facts: Any) -> OutboundTrip:
    return samples.trip(today, ahead=ahead, **facts)


def _returned(today: date, **facts: Any) -> OutboundTrip:
    return samples.trip(today, ahead=-20, **{"status": "已执行", **facts})


def _any(today: date) -> Entity:
    return samples.staff(f"职工{today}")


def _holder(today: date, **facts: Any) -> StaffMember:
    return samples.custody(today, due_on=today + timedelta(days=3), **facts)


def _coming(today: date, *, approved: date | None, kind: str = "讲座", ahead: int = 25) -> Entity:
    return samples.event(today, kind=kind, approved_on=approved,
                         held_on=today + timedelta(days=ahead))


TASK_DEADLINES = (
    DeadlineRule("D-OUT-APPROVAL", "出访报批", "材料不齐或报得太晚，赶不上签证。", _approval,
                 lambda t: _planned(t, 70), lambda t: _planned(t, 70, approved_on=t)),
    DeadlineRule("D-OUT-TAIWAN", "赴台报批", "赴台立项和入台手续所需时间更长，各地要求 60 至 90 天不等。", _taiwan,
                 lambda t: _planned(t, 85, destination_kind=TAIWAN),
                 lambda t: _planned(t, 85, destination_kind=TAIWAN, approved_on=t)),
    DeadlineRule("D-OUT-PUBLICITY", "事前公示", "公示期满才能报批，期限按工作日计。", _publicity,
                 lambda t: _planned(t, 80, publicised_from=None, publicised_until=None),
                 lambda t: _planned(t, 80)),
    DeadlineRule("D-OUT-CUSTODY", "因公证照收缴", "逾期不交会影响本人乃至全校新的出访申请。", _custody,
                 _holder, lambda t: _holder(t, state="在库")),
    DeadlineRule("D-OUT-REPORT", "出访报告", "报告和批件、日程一起归档，审计、巡视会看。", _report,
                 _returned, lambda t: _returned(t, report_submitted=True)),
    DeadlineRule("D-VISIT", "来访报批", "需要签证的来访，邀请函和签证另需时间。", _visits,
                 lambda t: samples.visit(t, reported_to=None, arrived_on=t + timedelta(days=45)),
                 lambda t: samples.visit(t, arrived_on=t + timedelta(days=45))),
    DeadlineRule("D-EVENT", "涉外讲座、论坛审批", "一会一报：涉境外人员的要提前审批。", _lectures,
                 lambda t: _coming(t, approved=None), lambda t: _coming(t, approved=t)),
    DeadlineRule("D-CONFERENCE", "国际会议申报", "主管部门审批周期长，批准之前不得对外承诺。", _conferences,
                 lambda t: _coming(t, approved=None, kind="国际会议", ahead=110),
                 lambda t: _coming(t, approved=t, kind="国际会议", ahead=110)),
    DeadlineRule("D-AGREEMENT", "协议续签", "续签要经双方内部程序，到期前留出时间。", _agreements,
                 lambda t: samples.agreement(t, valid_until=t + timedelta(days=60)),
                 lambda t: samples.agreement(t, auto_renewed=True,
                                             valid_until=t + timedelta(days=60))),
)

YEARLY_DEADLINES = (
    DeadlineRule("D-YEAR-PLAN", "年度出访计划", "计划外团组难以获批。", _year_plan, _any, _any),
    DeadlineRule("D-YEAR-REPORT", "年度总结", "日期以本单位当年责任书为准。", _year_report, _any, _any),
    DeadlineRule("D-QUARTER", "季度台账", "日期以本单位当年责任书为准。", _quarter, _any, _any),
    DeadlineRule("D-TEACHER-CHECK", "外教聘请自查", "各地年检时间不同，以当年通知为准。", _self_check, _any, _any),
)
"""What comes round by the calendar, whatever the records say."""
