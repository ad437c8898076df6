"""F02 国际影响表（旧版）: the eight rows of 2017 to 2021, 国（境）外 with 港澳台; rows are data."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from exports.forms.base import AnnualForm, Column, FilledForm, LeadColumn, Row, Source, Sum
from exports.forms.checking import Rule
from exports.forms.influence_lists import member_days
from exports.forms.listing import behind, computed, from_sql, listing, of
from exports.forms.terms import rows_of
from models.entities.achievements import Adoption, CompetitionAward, OverseasPost, OverseasSite
from models.entities.international_student import Enrolment
from models.entities.outbound_student import Placement
from models.entities.outbound_trip import TripMember
from models.indicators import Period, indicator_by_id
from models.indicators.dates import days_within, is_full

CODE = "F02"
TRAINING = ("influence.old_training_days", "influence.old_site_training_days")
"""What the row 国（境）外人员培训量 adds up: here, and at our sites abroad."""


def columns(period: Period) -> Sequence[Column]:
    """上年 and 本年, named by their periods."""
    return (
        Column("last", ("上年", period.previous().label), years_back=1, width=15),
        Column("this", ("本年", period.label), width=15),
    )


def _source(indicator: str, period: Period) -> Source:
    if indicator == "training":
        parts = tuple((1, indicator_by_id(id).at(period)) for id in TRAINING)
        return Sum(parts, "人日")
    return indicator_by_id(indicator).at(period)


def rows(period: Period) -> Sequence[Row]:
    """The rows as valid in the year, from resources/forms/F02.csv."""
    return [
        Row(
            item["indicator"].split(".")[-1].removeprefix("old_"), item["label"],
            int(item["indent"]), lead=(item["no"], item["label"], item["unit"]),
            unit=item["unit"],
            cells={"last": _source(item["indicator"], period.previous()),
                   "this": _source(item["indicator"], period)},
        )
        for item in rows_of(CODE, period.end.year)
    ]


def notes(period: Period) -> Sequence[tuple[str, Source]]:
    """The two parts of the training row, each a door; and the part of guidance outside 港澳台."""
    here, abroad = (indicator_by_id(id).at(period) for id in TRAINING)
    return (
        ("培训量中来校培训（人日）", here), ("境外办学点培训（人日）", abroad),
        ("指导和培训时间中国外部分（人日）", indicator_by_id("influence.guidance_days").at(period)),
    )


def _guidance(filled: FilledForm) -> tuple[bool, str] | None:
    """The old row holds the new one: 国（境）外 is 国外 and 港澳台."""
    days = filled.number("guidance_days_with_hmt", "this")
    abroad = indicator_by_id("influence.guidance_days").at(filled.period).value()
    return None if days is None else (days >= abroad, f"国（境）外{days}人日，其中国外{abroad}人日")


def _trained_here(filled: FilledForm) -> list[Any]:
    figure = filled.notes[0].figure
    return [] if figure is None else figure.records()


def _this(*keys: str) -> Callable[[FilledForm], list[Any]]:
    return behind(*keys, column="this")


_DAYS = from_sql(
    Enrolment,
    lambda period: days_within(Enrolment.enrolled_from, Enrolment.enrolled_until, period),
    is_full(Enrolment.enrolled_from) & is_full(Enrolment.enrolled_until))
_AWAY = from_sql(
    Placement, lambda period: days_within(Placement.departed_on, Placement.returned_on, period),
    is_full(Placement.departed_on) & is_full(Placement.returned_on))

DETAILS = (
    listing(
        "1 来校培训", Enrolment,
        (of("student.passport_name", "护照姓名", 26), of("student.nationality", width=10),
         of("study_kind", width=10), of("home_school", width=26), of("enrolled_from", width=12),
         of("enrolled_until", width=12), computed("本期天数", 9, _DAYS)),
        records=_trained_here, note="本期天数合计即来校培训人日数；境外办学点的培训量见办学点年度记录。",
    ),
    listing(
        "2 走出去企业实习", Placement,
        (of("student.name", "学生", 10), of("student.programme", width=18), of("country", width=10),
         of("host_name", width=26), of("departed_on", width=12), of("returned_on", width=12),
         computed("本期天数", 9, _AWAY)),
        records=_this("internship_days"),
    ),
    listing(
        "3 指导和培训", TripMember,
        (of("staff_member.name", "教师", 10), of("staff_member.department", width=22),
         of("trip.title", "团组", 30), of("trip.task_kind", width=20),
         of("trip.departed_on", "离境日期", 12), of("trip.returned_on", "抵境日期", 12),
         of("left_home_on", width=12), of("came_home_on", width=12),
         computed("本期天数", 9, member_days)),
        records=_this("guidance_days_with_hmt"), note="本人日期与团组不同的按本人；含赴港澳台；天数含离、抵境当日。",
    ),
    listing(
        "4 组织任职", OverseasPost,
        (of("staff_member.name", "教师", 10), of("organisation", width=32),
         of("country", width=12), of("post", width=16), of("serves_from", width=12),
         of("serves_until", width=12)),
        records=_this("posts"),
    ),
    listing(
        "5-6 标准", Adoption,
        (of("kind", width=11), of("title", width=32), of("country", width=12),
         of("adopted_by", width=26), of("adopted_on", width=12), of("evidence", width=28)),
        records=_this("programme_standards", "course_standards", "standards"),
        note="同一标准被多地采用列多行，个数按名称去重。",
    ),
    listing(
        "7 技能大赛获奖", CompetitionAward,
        (of("competition", width=32), of("event", width=18), of("award", width=12),
         of("country", width=12), of("awarded_on", width=12), of("winners", width=24)),
        records=_this("awards"),
    ),
    listing(
        "8 办学点", OverseasSite,
        (of("title", width=26), of("kind", width=10), of("country", width=10), of("host", width=24),
         of("opened_on", width=12), of("closed_on", width=12), of("student_count", width=9)),
        records=_this("sites"),
    ),
)

FORM = AnnualForm(
    code=CODE,
    lead=(LeadColumn("序号", 6), LeadColumn("指标", 46), LeadColumn("单位", 8)),
    columns=columns,
    rows=rows,
    notes=notes,
    scope="国（境）外",
    checks=(Rule("国（境）外指导和培训时间不小于其中国外部分", _guidance),),
    details=DETAILS,
)
