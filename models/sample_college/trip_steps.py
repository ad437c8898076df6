"""The steps of a trip from application to archive, and the papers of each member."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from models.entities.outbound_trip import BudgetLine, OutboundTrip, TripMember
from models.sample_college import trip_papers
from models.sample_college.maker import Maker, fill
from models.sample_college.plan import Planned

_UNPREPARED = "赴泰国丝路学院教学指导团"
"""R-OUT-28: nobody was taught before leaving, and the report is overdue besides."""
_BIG = "赴印度尼西亚合作院校访问团"
"""Too long and too many, and the record form of one member is missing (R-OUT-25)."""
_AHEAD = "赴越南合作院校访问团"
"""R-OUT-27: still to leave, a member is bound to secrecy and nobody has reviewed it."""


def complete(plan: Planned) -> None:
    """What the office did and when; steps that lie ahead stay blank."""
    trip, out, back = plan.trip, plan.out, plan.back
    fill(
        trip, expected_outcome="形成会谈纪要，明确下一步合作事项。", applied_on=out - timedelta(days=43),
        publicity_objection="无", plan_change="按计划" if trip.in_plan else "增补",
        off_plan_reason=None if trip.in_plan else "年中新增合作任务，报分管校领导同意。",
        academic_note="执行学术交流合作任务，按教学科研人员区别管理。" if trip.is_academic else None,
    )
    if plan.title != _AHEAD:
        fill(trip, secrecy_reviewed_on=out - timedelta(days=55))
    if plan.title.startswith("赴德国双元制"):
        trip.publicity_objection = "有"
        fill(trip, objection_note="有教师询问人选条件，已书面答复，公示期内再无异议。",
             prior_approvals="会议注册费超预算部分事先报批。")
    if trip.approval_no:
        fill(trip, approved_by="示例省台湾事务办公室" if trip.destination_kind == "赴台"
             else "示例省外事办公室")
    if trip.status == "已执行":
        _afterwards(trip, plan.title, out, back)


def _afterwards(trip: OutboundTrip, title: str, out: date, back: date) -> None:
    fill(trip, stated_days=(back - out).days + 1, papers_collected_on=out - timedelta(days=6),
         settled_on=back + timedelta(days=20), archived_on=back + timedelta(days=40))
    if title != _UNPREPARED:
        fill(trip, briefed_on=out - timedelta(days=8), briefed_by="林若溪",
             result_publicised_from=back + timedelta(days=14),
             result_publicised_until=back + timedelta(days=21))


def complete_member(maker: Maker, plan: Planned, member: TripMember) -> None:
    """The passport, the record form and the pledge of one member."""
    number = str(member.staff_member.staff_no)
    out, back = plan.out, plan.back
    gone = plan.trip.status == "已执行"
    facts: dict[str, Any] = {"with_family": False}
    if (plan.title, number) != (_BIG, "108"):  # R-OUT-25: one record form is missing
        facts["record_filed_on"] = out - timedelta(days=41)
    if plan.title.startswith("随全国职教集团"):
        facts["with_family"] = True  # R-OUT-12
    if plan.title.startswith("赴柬埔寨"):
        facts["last_trip"] = "无" if number == "108" else None
    paper = maker.passports.get(number)
    if plan.trip.destination_kind == "出国" and paper is not None and _covers(paper, plan):
        facts["travel_document"] = paper
    if gone and plan.title != _UNPREPARED:
        facts |= {"pledge_on": out - timedelta(days=8)}
    if gone:
        facts["document_taken_on"] = out - timedelta(days=6)
        if (plan.title, number) != (_UNPREPARED, "112"):  # R-OUT-32: his passport is still out
            facts["document_returned_on"] = back + timedelta(days=4)
    fill(member, **facts)


def _covers(paper: Any, plan: Planned) -> bool:
    return bool(paper.issued_on <= plan.out and paper.valid_until >= plan.back)


def settle(plan: Planned) -> None:
    """The trip cost what its lines say (R-OUT-19), where there are such lines."""
    lines = [complete_budget(plan, line) for line in trip_papers.budgets([plan])]
    spent = [Decimal(line.spent) for line in lines if line.spent is not None]
    if spent:
        plan.trip.cost = sum(spent, Decimal(0))


def complete_budget(plan: Planned, line: BudgetLine) -> BudgetLine:
    """What was spent in the end: a little less than planned, tickets to the last 分.

    The published example was spent as planned.
    """
    fill(line, over_standard_approved=False, paid_by_host=False)
    planned = line.yuan()
    if plan.trip.status == "已执行" and planned is not None:
        as_planned = line.item == "国际旅费" or plan.facts.get("budget") == "golden"
        fill(line, spent=planned if as_planned else (planned * 97 / 100).quantize(
            planned.__class__("0.01")))
    return line
