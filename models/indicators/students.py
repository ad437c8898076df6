"""国际学生: stays by overlap with the period, new intake by its begin; 港澳台侨 told apart."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from peewee import fn

from models.codes import HMT, HOME, student_categories, student_funding
from models.entities.international_student import Enrolment, InternationalStudent, StatusChange
from models.indicators.base import (
    Indicator,
    Period,
    Query,
    by_field,
    count,
    declare_dimensions,
    distinct,
)
from models.indicators.dates import (
    begins_by_end,
    earliest_sql,
    latest_sql,
    perhaps_within,
    reaches_start,
    surely_within,
)
from models.indicators.places import is_foreign, place_dimensions

SOURCE = "学校招收和培养国际学生管理办法；高基371：国际学生不含港澳台侨"
_AWAY = ("休学", "退学", "转学", "毕业", "结业")


def enrolments() -> Query:
    """Stays joined with their student, both outside the recycle bin."""
    return Enrolment.select().join(InternationalStudent).where(
        Enrolment.retired_at.is_null() & InternationalStudent.retired_at.is_null()
    )


def international() -> Any:
    """SQL: an international student; 港澳台, Chinese nationals and overseas Chinese are not."""
    student = InternationalStudent
    return (
        (student.nationality.is_null() | student.nationality.not_in((*HMT, HOME)))
        & (student.is_overseas_chinese.is_null()
           | (student.is_overseas_chinese == False))  # noqa: E712
    )


def present(period: Period) -> Any:
    """SQL: the stay shares a day with the period. Without an end: begun in it, or marked 在读."""
    return _present(Enrolment, period)


def _present(stay: Any, period: Period) -> Any:
    begun_in_it = reaches_start(stay.enrolled_from, period)
    open_end = stay.enrolled_until.is_null() & (begun_in_it | (stay.outcome == "在读"))
    return begins_by_end(stay.enrolled_from,
                         period) & (reaches_start(stay.enrolled_until, period) | open_end)


def one_each(period: Period, counts: Callable[[Any], Any] | None = None) -> Query:
    """The last stay of each student in the period: every person falls into exactly one box.

    counts: SQL over a stay, where only some stays are asked for (the last of these is taken).
    """
    later = Enrolment.alias()
    newer = (later.enrolled_from > Enrolment.enrolled_from) | (
        (later.enrolled_from == Enrolment.enrolled_from) & (later.id > Enrolment.id)
    )
    if counts is not None:
        newer &= counts(later)
    query = enrolments().where(present(period) & ~fn.EXISTS(later.select(later.id).where(
        (later.student == Enrolment.student) & later.retired_at.is_null() & newer
        & _present(later, period)
    )))
    return query if counts is None else query.where(counts(Enrolment))


def perhaps_present(period: Period) -> Query:
    """International stays begun before the period, without an end and not marked 在读."""
    stay = Enrolment
    return enrolments().where(
        international() & stay.enrolled_until.is_null() & begins_by_end(stay.enrolled_from, period)
        & ~reaches_start(stay.enrolled_from, period) & stay.outcome.is_null()
    )


def struck_off_on(day: date) -> Any:
    """SQL: by the 学籍异动 up to a day not registered: 休学 without 复学, or left with 退学, 毕业 …

    Marked 休学 without a dated change counts as suspended.
    """
    change = StatusChange.alias()
    changes = change.select(change.kind).where(
        (change.student == Enrolment.student) & change.retired_at.is_null()
        & change.kind.in_((*_AWAY, "复学"))
        & (latest_sql(change.happened_on) >= earliest_sql(Enrolment.enrolled_from))
    )
    last = changes.where(change.happened_on <= day.isoformat()).order_by(
        change.happened_on.desc(), change.id.desc()).limit(1)
    undated = fn.COALESCE(Enrolment.outcome, "") == "休学"
    return fn.COALESCE(last, "").in_(_AWAY) | (undated & ~fn.EXISTS(changes))


def registered_on(day: date) -> Query:
    """Everybody on the books on a day, each with the stay of that day; 港澳台侨 are among them."""
    return one_each(Period.as_of(day)).where(~struck_off_on(day))


def _received(period: Period) -> Query:
    return one_each(period).where(international())


def _begun(period: Period) -> Query:
    return enrolments().where(international() & surely_within(Enrolment.enrolled_from, period))


declare_dimensions(
    Enrolment, *place_dimensions(InternationalStudent.nationality),
    by_field(InternationalStudent.sex),
    by_field(Enrolment.study_kind), by_field(Enrolment.category), by_field(Enrolment.funding),
    by_field(Enrolment.programme), by_field(Enrolment.department),
)

_SPLITS = ("country", "continent", "study_kind", "funding", "sex")
_WHO = "持外国护照、不具有中国国籍的来校学习者，不含港澳台侨"
_DEGREE_CODES = tuple(e.code for e in student_categories().entries if e.facts.get("group") == "学历生")
_GOVERNMENT_CODES = student_funding().codes_where("row", "中国政府资助")

INDICATORS = (
    Indicator(
        "students.headcount", "接收国际学生人数", "人",
        f"学习期间与统计期有重叠的国际学生（{_WHO}），去重；一人多段只计1人，按统计期内最后一段归类。"
        "离校日期未填的：本期内来校的计入，以前来校的只有“在读”才计入。",
        SOURCE, Enrolment, _received, distinct(Enrolment.student), scope="国外", breakdowns=_SPLITS,
        uncertain=perhaps_present,
    ),
    Indicator(
        "students.new", "新接收国际学生人数", "人",
        f"来校日期在统计期内的国际学生（{_WHO}），去重；上年来校、本年仍在校的不计。",
        SOURCE, Enrolment, _begun, distinct(Enrolment.student), scope="国外", breakdowns=_SPLITS,
        uncertain=lambda period: enrolments().where(
            international() & perhaps_within(Enrolment.enrolled_from, period)),
    ),
    Indicator(
        "students.at_end", "期末在校国际学生人数", "人",
        f"统计期最后一天在校的国际学生（{_WHO}），去重；按学籍异动休学未复学的，已退学、转学、毕（结）业的不计。",
        SOURCE, Enrolment,
        lambda period: registered_on(period.end).where(international()),
        distinct(Enrolment.student), period_kind="时点",
        scope="国外", breakdowns=_SPLITS, uncertain=lambda period: perhaps_present(period.at_end()),
    ),
    Indicator(
        "students.exchange", "接收交换生人数", "人",
        "统计期内在校的国际学生中学生类别为“交换生”的，去重。", SOURCE, Enrolment,
        lambda period: _received(period).where(Enrolment.study_kind == "交换生"),
        distinct(Enrolment.student), scope="国外", breakdowns=("country", "sex"),
    ),
    Indicator(
        "students.degree", "国际学历生人数", "人",
        "统计期内在校的国际学生中类别代码为01—04的，未填代码的按学生类别“学历生”，去重。", SOURCE, Enrolment,
        lambda period: _received(period).where(
            Enrolment.category.in_(_DEGREE_CODES)
            | (Enrolment.category.is_null() & (Enrolment.study_kind == "学历生"))),
        distinct(Enrolment.student), scope="国外", breakdowns=("country", "sex"),
    ),
    Indicator(
        "students.government_funded", "中国政府资助的国际学生人数", "人",
        "统计期内在校的国际学生中经费来源属“中国政府资助”（国家、地方、部门奖学金）的，去重。",
        "教育行业标准JY/T 1001经费来源代码", Enrolment,
        lambda period: _received(period).where(Enrolment.funding.in_(_GOVERNMENT_CODES)),
        distinct(Enrolment.student), scope="国外", breakdowns=("country",),
    ),
    Indicator(
        "students.countries", "国际学生来自国家数", "个",
        "统计期内在校的国际学生的不同国籍数；国籍未填的不计。", SOURCE, Enrolment,
        lambda period: _received(period).where(is_foreign(InternationalStudent.nationality)),
        distinct(InternationalStudent.nationality), scope="国外", breakdowns=("country",),
    ),
    Indicator(
        "students.hmt_headcount", "港澳台侨学生人数", "人",
        "统计期内在校的港澳台学生和华侨学生，去重；不计入国际学生。", "高基322、341：港澳台侨单列", Enrolment,
        lambda period: one_each(period).where(
            InternationalStudent.nationality.in_(HMT)
            | (InternationalStudent.is_overseas_chinese == True)),  # noqa: E712
        distinct(Enrolment.student), scope="港澳台", breakdowns=("country",),
    ),
    Indicator(
        "students.graduated", "国际学生毕（结）业人数", "人",
        "学籍状态为毕业或结业、离校日期在统计期内的国际学生，去重。", SOURCE, Enrolment,
        lambda period: enrolments().where(
            international() & Enrolment.outcome.in_(("毕业", "结业"))
            & surely_within(Enrolment.enrolled_until, period)),
        distinct(Enrolment.student), scope="国外", breakdowns=("country",),
    ),
    Indicator(
        "students.stays", "国际学生学习段数", "人次",
        f"学习期间与统计期有重叠的国际学生（{_WHO}）学习段数，一人两段计2人次。", SOURCE, Enrolment,
        lambda period: enrolments().where(international() & present(period)), count(),
        scope="国外", breakdowns=_SPLITS,
    ),
)
