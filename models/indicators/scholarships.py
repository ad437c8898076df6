"""奖学金 of international students: persons, payments and money are three different counts."""

from __future__ import annotations

from typing import Any

from peewee import fn

from models.country_groups import belongs_sql
from models.entities.international_student import Enrolment, InternationalStudent, Scholarship
from models.indicators.base import (
    Indicator,
    Period,
    Query,
    by_expression,
    by_field,
    count,
    declare_dimensions,
    distinct,
    total,
)
from models.indicators.dates import perhaps_within, surely_within
from models.indicators.places import place_dimensions
from models.indicators.students import international
from models.indicators.students_yearbook import group_sql

SOURCE = "留学生与奖学金统计（省教育厅、财政、学校奖学金管理）"


def awards() -> Query:
    """Payments joined with their student, both outside the recycle bin; 港澳台侨 left out."""
    return Scholarship.select().join(InternationalStudent).where(
        Scholarship.retired_at.is_null() & InternationalStudent.retired_at.is_null()
        & international())


def _paid(period: Period) -> Query:
    return awards().where(surely_within(Scholarship.paid_on, period))


def _perhaps(period: Period) -> Query:
    return awards().where(perhaps_within(Scholarship.paid_on, period))


def _no_amount(period: Period) -> Query:
    in_doubt = perhaps_within(Scholarship.paid_on, period)
    missing = surely_within(Scholarship.paid_on, period) & Scholarship.amount.is_null()
    return awards().where(in_doubt | missing)


def _group_then() -> Any:
    """SQL: 学历 or 培训, of the stay in which the student was when the money was paid."""
    stays = Enrolment.select(group_sql()).where(
        (Enrolment.student == Scholarship.student) & Enrolment.retired_at.is_null()
        & (Enrolment.enrolled_from <= Scholarship.paid_on.concat("~"))
    ).order_by(Enrolment.enrolled_from.desc(), Enrolment.id.desc()).limit(1)
    return fn.COALESCE(stays, None).coerce(False)


def _on_belt() -> Any:
    """SQL: 1 where the student's country belonged to 一带一路 on the day of payment, else 0."""
    found = belongs_sql(InternationalStudent.nationality, "一带一路", Scholarship.paid_on)
    return fn.COALESCE(found, 0).coerce(False)


declare_dimensions(
    Scholarship, *place_dimensions(InternationalStudent.nationality),
    by_field(InternationalStudent.sex), by_field(Scholarship.title), by_field(Scholarship.level),
    by_expression("study_group", "学历/非学历", _group_then, show={"培训": "非学历"}),
    by_expression("belt_and_road", "一带一路国家", _on_belt, show={1: "一带一路国家", 0: "其他国家"}),
)

_SPLITS = ("level", "title", "country", "sex")
_WHEN = "发放日期在统计期内、发给国际学生的奖学金；港澳台侨学生不计。"
_CENTS = fn.ROUND(fn.COALESCE(Scholarship.amount, 0) * 100).coerce(False).cast("INTEGER")

INDICATORS = (
    Indicator("scholarships.winners", "获奖学金的国际学生人数", "人",
              f"{_WHEN}按学生去重：一人兼得多项、分学期发放都只计1人。", SOURCE, Scholarship, _paid,
              distinct(Scholarship.student), scope="国外", breakdowns=_SPLITS,
              uncertain=_perhaps),
    Indicator("scholarships.payments", "奖学金发放人次", "人次",
              f"{_WHEN}每发一次计1人次。", SOURCE, Scholarship, _paid, count(), scope="国外",
              breakdowns=_SPLITS, uncertain=_perhaps),
    Indicator("scholarships.paid", "奖学金实发金额", "元", f"{_WHEN}金额之和，先合计再舍入；未填金额的按0计，列为待核。",
              SOURCE, Scholarship, _paid, total(_CENTS, is_money=True), scope="国外",
              breakdowns=_SPLITS, uncertain=_no_amount),
)
