"""指标: one file per theme; base.py says what a figure is. Adding one: its theme's tuple."""

from __future__ import annotations

from functools import cache

from models import codes
from models.indicators import (
    adoptions,
    city_report,
    conferences,
    events,
    influence,
    influence_old,
    joint_programmes,
    ngos,
    outbound_students,
    partner_activity,
    partners,
    plans,
    scholarships,
    students,
    students_yearbook,
    study_abroad,
    teachers,
    travel_papers,
    trip_plans,
    trip_reports,
    trips,
    visits,
    year_work,
    yearbook_staff,
)
from models.indicators.base import Figure, Indicator, Period

__all__ = ["INDICATORS", "THEMES", "Figure", "Indicator", "Period", "indicator_by_id"]

THEMES: tuple[tuple[str, tuple[Indicator, ...]], ...] = (
    ("外籍教师", (*teachers.INDICATORS, *yearbook_staff.INDICATORS)),
    ("国际学生", (
        *students.INDICATORS, *students_yearbook.INDICATORS, *scholarships.INDICATORS)),
    ("派出学生", outbound_students.INDICATORS),
    ("出国留学与教师研修", study_abroad.INDICATORS),
    ("因公出国（境）", trips.INDICATORS),
    ("出访计划", trip_plans.INDICATORS),
    ("出访报告", trip_reports.INDICATORS),
    ("因公证照", travel_papers.INDICATORS),
    ("来访接待", visits.INDICATORS),
    ("涉外活动", events.INDICATORS),
    ("国际会议", conferences.INDICATORS),
    ("合作院校与协议", partners.INDICATORS),
    ("合作方当年活动", partner_activity.INDICATORS),
    ("国际影响", (*influence.INDICATORS, *influence_old.INDICATORS)),
    ("合作办学与境外办学", joint_programmes.INDICATORS),
    ("成果采用", adoptions.INDICATORS),
    ("境外非政府组织与捐赠", ngos.INDICATORS),
    ("日常办理与到期", plans.INDICATORS),
    ("规划指标、任务台账与日报", year_work.INDICATORS),
    ("市级综合报表", city_report.INDICATORS),
)
"""The indicators by theme, in the order of the 指标口径 manual."""

INDICATORS: tuple[Indicator, ...] = tuple(i for _, group in THEMES for i in group)
"""Every indicator."""

_BY_ID = {indicator.id: indicator for indicator in INDICATORS}


def indicator_by_id(id: str) -> Indicator:
    """The indicator of a stable id (trips.groups); LookupError when there is none."""
    return _BY_ID[id]


@cache
def as_codes() -> codes.CodeList:
    """The indicators as a list to choose from: the stable id is kept, the label is read."""
    return codes.CodeList("指标", [codes.Entry(each.id, each.label) for each in INDICATORS])


codes.give("figures", as_codes)
