"""Deadlines of trips and official passports, and of the round of the year."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from models.checks import samples
from models.checks.base import Look, full
from models.checks.deadline import DeadlineRule, Due
from models.checks.trip_facts import TripFacts, trips
from models.entities.outbound_trip import OutboundTrip, TripMember
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
)

YEARLY_DEADLINES = (
    DeadlineRule("D-YEAR-PLAN", "年度出访计划", "计划外团组难以获批。", _year_plan, _any, _any),
    DeadlineRule("D-YEAR-REPORT", "年度总结", "日期以本单位当年责任书为准。", _year_report, _any, _any),
    DeadlineRule("D-QUARTER", "季度台账", "日期以本单位当年责任书为准。", _quarter, _any, _any),
    DeadlineRule("D-TEACHER-CHECK", "外教聘请自查", "各地年检时间不同，以当年通知为准。", _self_check, _any, _any),
)
"""What comes round by the calendar, whatever the records say."""
