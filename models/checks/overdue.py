"""Deadlines that have passed, as findings: passports not handed in, reports not written."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from models.checks import samples
from models.checks.base import Check
from models.checks.deadlines import PEOPLE_DEADLINES
from models.checks.lateness import late
from models.checks.trip_deadlines import TRIP_DEADLINES
from models.entities.foreign_teacher import ForeignTeacher
from models.entities.outbound_trip import OutboundTrip
from models.entities.staff_member import StaffMember

_RULES = (*PEOPLE_DEADLINES, *TRIP_DEADLINES)


def _late_holder(today: date) -> StaffMember:
    return samples.custody(today, due_on=today - timedelta(days=9))


def _back_long_ago(today: date, **facts: Any) -> OutboundTrip:
    return samples.trip(today, ahead=-60, **{"status": "已执行", **facts})


def _unpublished(today: date, **facts: Any) -> OutboundTrip:
    """Back for two months; another trip has been made public, so that the column is kept."""
    _back_long_ago(today, title="另一团", people=(samples.staff("孙齐"),),
                   result_publicised_from=today)
    return _back_long_ago(today, **facts)


def _left_long_ago(today: date, permit: int) -> ForeignTeacher:
    stay = {"left_on": today - timedelta(days=40)}
    paper = {"valid_until": today + timedelta(days=permit)}
    return samples.teacher(today, engaged=stay, papers={"工作许可": paper})


OVERDUE_CHECKS = (
    Check("R-OUT-31", "赴台报批太晚", "W", OutboundTrip, "赴台所需时间更长，临近出发难以办妥。",
          late(_RULES, "D-OUT-TAIWAN"),
          lambda t: samples.trip(t, ahead=40, destination_kind="赴台"),
          lambda t: samples.trip(t, ahead=80, destination_kind="赴台")),
    Check("R-OUT-32", "因公证照逾期未交", "W", StaffMember, "逾期不交会影响本人乃至全校新的出访申请。",
          late(_RULES, "D-OUT-CUSTODY", long="逾期超过 30 天，本人不宜再列入新团组。"),
          _late_holder, lambda t: samples.custody(t, due_on=t + timedelta(days=3))),
    Check("R-OUT-33", "出访报告逾期", "W", OutboundTrip, "报告和批件、日程一起归档，审计、巡视会看。",
          late(_RULES, "D-OUT-REPORT"), _back_long_ago,
          lambda t: _back_long_ago(t, report_submitted=True)),
    Check("R-OUT-33b", "事后公示逾期", "W", OutboundTrip, "回国后公布执行情况和出访报告，与事前公示对照。",
          late(_RULES, "D-OUT-RESULT"), _unpublished,
          lambda t: _unpublished(t, result_publicised_from=t),
          needs=(OutboundTrip.result_publicised_from,)),
    Check("R-FT-13", "离任后工作许可未注销", "W", ForeignTeacher, "不注销影响本人转聘和单位再聘。",
          late(_RULES, "D-CANCEL", long="逾期超过 30 天，影响单位再聘。"),
          lambda t: _left_long_ago(t, 90), lambda t: _left_long_ago(t, -41)),
)
