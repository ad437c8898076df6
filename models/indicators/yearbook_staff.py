"""Teachers in the state's yearbook: foreign ones hired (高基422), own ones trained abroad (441)."""

from __future__ import annotations

from typing import Any

from peewee import Case, fn

from models.entities.foreign_teacher import Engagement, ForeignTeacher
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
)
from models.indicators.dates import lasts_months, perhaps_within
from models.indicators.places import is_hmt, not_known_as_ours
from models.indicators.rules import parameter
from models.indicators.students_yearbook import length_sql, school_year, stock_day
from models.indicators.teachers import ended_sql, one_each
from models.indicators.trips import executed, returned_in

EDUCATION = ("博士研究生", "硕士研究生", "本科", "专科及以下")
RANKS = ("正高级", "副高级", "中级", "初级", "未定职级")

_RANK_WORDS = (
    ("未定", "未定职级"), ("无", "未定职级"), ("正高", "正高级"), ("副", "副高级"), ("助理研究员", "中级"),
    ("助理", "初级"), ("助教", "初级"), ("实习", "初级"), ("初级", "初级"), ("技术员", "初级"),
    ("教授", "正高级"), ("研究员", "正高级"), ("主任医师", "正高级"), ("主任药师", "正高级"),
    ("主任护师", "正高级"), ("主任技师", "正高级"), ("高级", "副高级"), ("讲师", "中级"), ("中级", "中级"),
    ("主管", "中级"), ("主治", "中级"), ("护师", "初级"), ("护士", "初级"), ("医师", "初级"), ("药师", "初级"),
    ("二级教师", "初级"), ("三级教师", "初级"), ("教员", "初级"), ("师", "中级"), ("馆员", "中级"),
)
"""The first word found in a 职称 says its rank."""


def rank_sql() -> Any:
    """SQL: 职称级别 from the words of 职称; NULL (未归类) where blank or unknown."""
    return Case(None, [(StaffMember.title.contains(word), rank) for word, rank in _RANK_WORDS],
                None)


def education_sql() -> Any:
    """SQL: 学历 as the yearbook groups it."""
    return Case(ForeignTeacher.degree, [
        ("博士", EDUCATION[0]), ("硕士", EDUCATION[1]), ("本科", EDUCATION[2]), ("专科", EDUCATION[3]),
        ("其他", EDUCATION[3]),
    ], None)


def awarded_sql() -> Any:
    """SQL: 学位: the register keeps one word for both, so a 博士 holds a doctor's degree."""
    return Case(ForeignTeacher.degree, [("博士", "博士"), ("硕士", "硕士")], "其他")


def course_kind_sql() -> Any:
    """SQL: 公共课 or 专业课, by the kind of teaching."""
    common = parameter("teachers.common_course_kinds").words()
    kind = Engagement.subject_kind
    return Case(None, [(kind.is_null(), None), (kind.in_(common), "公共课")], "专业课")


def _on(period: Period) -> Period:
    return Period.as_of(stock_day(period))


def hired(period: Period) -> Query:
    """Foreign teachers under contract on the 时点 whose contract covers a term or more."""
    months = parameter("teachers.yearbook_months").number()
    return one_each(_on(period), lambda contract: lasts_months(
        contract.engaged_from, ended_sql(contract), months,
    )).where(not_known_as_ours(ForeignTeacher.nationality))


def _not_foreign(period: Period) -> Query:
    return one_each(_on(period)).where(is_hmt(ForeignTeacher.nationality))


def _tasks() -> Any:
    return OutboundTrip.task_kind.in_(parameter("staff_training.tasks").words())


def with_trip() -> Query:
    """Members of trips, with the trip and the person."""
    return TripMember.select().join(OutboundTrip).switch(TripMember).join(StaffMember).where(
        TripMember.retired_at.is_null())


def trained(period: Period) -> Query:
    """Full-time teachers back from training abroad in the school year."""
    return with_trip().where(
        StaffMember.is_full_time_teacher & _tasks() & returned_in(school_year(period)))


def _perhaps_trained(period: Period) -> Query:
    year = school_year(period)
    unknown = StaffMember.is_full_time_teacher.is_null() & returned_in(year)
    teacher = StaffMember.is_full_time_teacher == True  # noqa: E712
    undated = teacher & executed() & perhaps_within(OutboundTrip.returned_on, year)
    return with_trip().where(_tasks() & (unknown | undated))


def training_length() -> Any:
    """SQL: how long somebody was away, by their own days where these are noted."""
    return length_sql(
        fn.COALESCE(TripMember.left_home_on, OutboundTrip.departed_on).coerce(False),
        fn.COALESCE(TripMember.came_home_on, OutboundTrip.returned_on).coerce(False))


declare_dimensions(
    Engagement,
    by_expression("education", "高基422学历", education_sql),
    by_expression("awarded", "学位", awarded_sql),
    by_expression("course_kind", "公共课/专业课", course_kind_sql),
)
declare_dimensions(
    TripMember,
    by_field(StaffMember.sex, key="staff_sex"),
    by_expression("rank", "职称级别", rank_sql),
    by_expression("length", "培训时长", training_length),
)

_DAY = "时点（默认9月1日，见计数参数）"

INDICATORS = (
    Indicator(
        "teachers.yearbook", "高基422聘请校外教师·外籍教师", "人",
        f"{_DAY}在聘、聘期满一学期（月数见计数参数）的外籍教师，去重；港澳台教师不计。登记只有一项最高学历（学位），学历与学位都按它归类。",
        "高等教育学校（机构）统计报表·高基422行10", Engagement, hired, count(), period_kind="学年",
        scope="国外", breakdowns=("education", "course_kind", "sex", "country"),
    ),
    Indicator(
        "teachers.yearbook_hmt", "时点在聘港澳台教师数", "人", f"{_DAY}在聘的港澳台教师，去重；不计入外籍教师。",
        "高基461：港澳台列", Engagement, _not_foreign, count(), period_kind="学年", scope="港澳台",
        breakdowns=("country", "sex"),
    ),
    Indicator(
        "training.person_times", "专任教师接受国（境）外培训人次", "人次",
        "专任教师参加任务类别为“培训进修”（见计数参数）的团组、在上学年（9月1日至次年8月31日）内入境的人次，含赴港澳台；"
        "参会、访问、讲学和指导别人的不计；时长按本人出入境日期，未另填的按团组。",
        "高等教育学校（机构）统计报表·高基441列8—13", TripMember, trained, count(),
        period_kind="学年", scope="国（境）外", breakdowns=("rank", "length"),
        uncertain=_perhaps_trained,
    ),
)
