"""Deadlines that have passed, as findings: passports not handed in, reports not written."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from models.checks import samples
from models.checks.base import Check, Finding, Look, Severity
from models.checks.deadline import DeadlineRule
from models.checks.deadlines import PEOPLE_DEADLINES
from models.checks.task_deadlines import TASK_DEADLINES
from models.entities.foreign_teacher import ForeignTeacher
from models.entities.outbound_trip import OutboundTrip
from models.entities.staff_member import StaffMember

LONG_OVERDUE_DAYS = 30
"""因公证照: after this long the holder should not go on another trip."""


def _rule(rule_id: str) -> DeadlineRule:
    return next(r for r in (*PEOPLE_DEADLINES, *TASK_DEADLINES) if r.id == rule_id)


def overdue(rule_id: str, *, long: str = "") -> Callable[[Look], list[Finding]]:
    """A check's find: what of a deadline lies behind today. long: said after thirty days, as E."""
    rule = _rule(rule_id)

    def find(look: Look) -> list[Finding]:
        found = []
        for due in rule.find(look):
            late = -due.days_left(look.today)
            if late > 0 and due.record is not None:
                is_long = bool(long) and late > LONG_OVERDUE_DAYS
                severity: Severity | None = "E" if is_long else None
                more = f"{long if is_long else ''}{due.note}"
                found.append(Finding(
                    due.record, f"{due.words}：应在 {due.latest} 前办结，已逾期。{more}",
                    {**due.values, "is_long": is_long}, part=due.part, severity=severity,
                ))
        return found

    return find


def _late_holder(today: date) -> StaffMember:
    return samples.custody(today, due_on=today - timedelta(days=9))


def _back_long_ago(today: date, **facts: Any) -> OutboundTrip:
    return samples.trip(today, ahead=-60, **{"status": "已执行", **facts})


def _left_long_ago(today: date, permit: int) -> ForeignTeacher:
    stay = {"left_on": today - timedelta(days=40)}
    paper = {"valid_until": today + timedelta(days=permit)}
    return samples.teacher(today, engaged=stay, papers={"工作许可": paper})


OVERDUE_CHECKS = (
    Check("R-OUT-31", "赴台报批太晚", "W", OutboundTrip, "赴台所需时间更长，临近出发难以办妥。",
          overdue("D-OUT-TAIWAN"),
          lambda t: samples.trip(t, ahead=40, destination_kind="赴台"),
          lambda t: samples.trip(t, ahead=80, destination_kind="赴台")),
    Check("R-OUT-32", "因公证照逾期未交", "W", StaffMember, "逾期不交会影响本人乃至全校新的出访申请。",
          overdue("D-OUT-CUSTODY", long="逾期超过 30 天，本人不宜再列入新团组。"),
          _late_holder, lambda t: samples.custody(t, due_on=t + timedelta(days=3))),
    Check("R-OUT-33", "出访报告逾期", "W", OutboundTrip, "报告和批件、日程一起归档，审计、巡视会看。",
          overdue("D-OUT-REPORT"), _back_long_ago,
          lambda t: _back_long_ago(t, report_submitted=True)),
    Check("R-FT-13", "离任后工作许可未注销", "W", ForeignTeacher, "不注销影响本人转聘和单位再聘。",
          overdue("D-CANCEL"), lambda t: _left_long_ago(t, 90), lambda t: _left_long_ago(t, -41)),
)
