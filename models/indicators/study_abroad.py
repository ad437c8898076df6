"""出国留学人员 and 教师国（境）外研修: three months and longer, out and back; teachers who learn."""

from __future__ import annotations

from typing import Any

from peewee import Case, fn

from models.entities.outbound_student import Placement
from models.entities.outbound_trip import OutboundTrip, TripMember
from models.entities.staff_member import StaffMember
from models.indicators.base import (
    Indicator,
    Period,
    Query,
    by_expression,
    by_field,
    count,
    declare_dimensions,
    distinct,
    total_in,
)
from models.indicators.dates import days_within, is_full, lasts_months, overlaps, surely_within
from models.indicators.outbound_students import in_person, placements, term_sql
from models.indicators.places import is_foreign
from models.indicators.rules import parameter
from models.indicators.trips import destination_sql, executed

STUDY = "福建省2016年度出国留学人员统计：在外3个月及以上，不含港澳台；全额外方资助计自费，中外共同资助计单位公派"
TRAINING = "教师国（境）外研修统计；以3个月为界，与高基教师国（境）外培训同源"
_SENT_BY_STATE = ("留学基金", "国家公派", "CSC")


def left_sql() -> Any:
    """SQL: the day this member left: the own one where it differs from the group's."""
    return fn.COALESCE(TripMember.left_home_on, OutboundTrip.departed_on).coerce(False)


def back_sql() -> Any:
    """SQL: the day this member came back."""
    return fn.COALESCE(TripMember.came_home_on, OutboundTrip.returned_on).coerce(False)


def staff_term_sql() -> Any:
    """SQL: 长期 or 短期 of one member's stay; NULL without a return date."""
    months = parameter("outbound.long_stay_months").number()
    is_long = lasts_months(left_sql(), back_sql(), months)
    return Case(None, [(back_sql().is_null(), None), (is_long, "长期")], "短期")


def staff_funding_sql() -> Any:
    """SQL: class of 出国留学人员统计: named state funds, all borne abroad = 自费, else the unit's."""
    words = fn.UPPER(fn.COALESCE(OutboundTrip.funding_source, ""))
    by_state: Any = fn.INSTR(words, _SENT_BY_STATE[0]) > 0
    for word in _SENT_BY_STATE[1:]:
        by_state = by_state | (fn.INSTR(words, word) > 0)
    return Case(None, [
        (by_state, "国家公派"), (OutboundTrip.funding_kind == "外方承担", "自费"),
        (OutboundTrip.funding_kind.is_null(False), "单位公派"),
    ], None)


def learning() -> Query:
    """Own people on executed trips to be trained (the rule names the tasks); never to teach."""
    tasks = parameter("staff_training.tasks").words()
    return (
        TripMember.select().join(OutboundTrip).switch(TripMember).join(StaffMember)
        .where(TripMember.retired_at.is_null() & executed() & OutboundTrip.task_kind.in_(tasks))
    )


def _back_in(period: Period) -> Query:
    return learning().where(surely_within(back_sql(), period))


def _away_in(period: Period) -> Query:
    return learning().where(overlaps(left_sql(), back_sql(), period))


def _days(period: Period) -> Any:
    out, back = left_sql(), back_sql()
    return Case(None, [(is_full(out) & is_full(back), days_within(out, back, period))], 0)


def _no_days(period: Period) -> Query:
    out, back = left_sql(), back_sql()
    return _away_in(period).where(~(is_full(out) & is_full(back)))


def _staff_abroad(day: Any, period: Period) -> Query:
    """Three months and longer in a foreign country, with the day of leaving or coming in it."""
    return learning().where(surely_within(day, period) & (destination_sql() == "出国")
                            & (staff_term_sql() == "长期"))


def _students_abroad(day: Any, period: Period) -> Query:
    return placements().where(in_person() & surely_within(day, period)
                              & is_foreign(Placement.country) & (term_sql() == "长期"))


def _unsure(period: Period) -> Query:
    """Left in the period and no day of return: nobody can tell whether it was three months."""
    return placements().where(in_person() & surely_within(Placement.departed_on, period)
                              & is_foreign(Placement.country) & Placement.returned_on.is_null())


declare_dimensions(Placement, by_field(Placement.level, "study_level", "在外学习层次"))
declare_dimensions(
    TripMember,
    by_expression("study_funding", "出国留学资助类别", staff_funding_sql),
    by_expression("term", "长短期", staff_term_sql),
)

_LONG = "在外学习满3个月、去往外国（不含港澳台）"
_CLASSES = "资助类别：国家公派、单位公派（含学校资助）、自费（含全额外方资助）。"


def _student(id: str, label: str, which: str, day: Any, uncertain: Any = None) -> Indicator:
    return Indicator(
        f"study_abroad.{id}", label, "人", f"{which}在统计期内、{_LONG}的学生，去重；线上不计。{_CLASSES}",
        STUDY, Placement, lambda period: _students_abroad(day, period),
        distinct(Placement.student), scope="国外",
        breakdowns=("study_funding", "country", "study_level"), uncertain=uncertain,
    )


def _staff(id: str, label: str, which: str, day: Any) -> Indicator:
    return Indicator(
        f"study_abroad.{id}", label, "人",
        f"{which}在统计期内、随团组{_LONG}的教职工（任务类别为研修，见计数参数），去重。"
        "经费来源写明留学基金（CSC）或国家公派的计国家公派，全由外方承担的计自费，其余计单位公派；经费类别未填的不归类。",
        STUDY, TripMember, lambda period: _staff_abroad(day(), period),
        distinct(TripMember.staff_member), scope="国外", breakdowns=("study_funding",),
    )


def _training(id: str, label: str, unit: str, definition: str, measure: Any, *,
              query: Any = _back_in, **more: Any) -> Indicator:
    return Indicator(
        f"staff_training.{id}", label, unit, definition, TRAINING, TripMember, query, measure,
        scope="国（境）外", breakdowns=("term", "destination_kind", "funding_kind"), **more,
    )


_BACK = "抵境日期在统计期内、去国（境）外研修（任务类别见计数参数；讲学、指导、参会、访问不计）"

INDICATORS = (
    _student("students_out", "出国留学学生人数", "派出时间", Placement.departed_on, _unsure),
    _student("students_back", "留学回国学生人数", "返回时间", Placement.returned_on),
    _staff("staff_out", "出国留学教职工人数", "离境日期", left_sql),
    _staff("staff_back", "留学回国教职工人数", "抵境日期", back_sql),
    _training("person_times", "教师国（境）外研修人次", "人次", f"{_BACK}的本校人员，一人两次计2人次。", count()),
    _training("persons", "教师国（境）外研修人数", "人", f"{_BACK}的本校人员，去重。",
              distinct(TripMember.staff_member)),
    _training("women", "教师国（境）外研修女教师人数", "人", f"{_BACK}的本校女性人员，去重。",
              distinct(TripMember.staff_member),
              query=lambda period: _back_in(period).where(StaffMember.sex == "女")),
    _training("full_time", "专任教师国（境）外研修人数", "人", f"{_BACK}的专任教师，去重。",
              distinct(TripMember.staff_member),
              query=lambda period: _back_in(period).where(
                  StaffMember.is_full_time_teacher == True)),  # noqa: E712
    _training("person_days", "教师国（境）外研修人天", "人天",
              "去国（境）外研修的本校人员在统计期内的天数之和，含离、抵境当日，跨期按日切开；日期不全的不计，列为待核。",
              total_in(_days), query=_away_in, uncertain=_no_days),
)
