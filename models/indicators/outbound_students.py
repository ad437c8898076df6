"""派出学生: by the day of departure; days abroad are cut at the ends of the period."""

from __future__ import annotations

from typing import Any

from peewee import Case, fn

from models.entities.outbound_student import OutboundStudent, Placement
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
from models.indicators.dates import (
    days_within,
    is_full,
    lasts_months,
    overlaps,
    perhaps_within,
    surely_within,
)
from models.indicators.places import is_foreign, is_hmt, place_dimensions
from models.indicators.rules import parameter

SOURCE = "学生出国（境）交流统计；长短期以3个月为界（福建省2016年度出国留学人员统计）"
ONLINE = "线上"


def placements() -> Query:
    """Stays abroad joined with their student, both outside the recycle bin."""
    return Placement.select().join(OutboundStudent).where(
        Placement.retired_at.is_null() & OutboundStudent.retired_at.is_null()
    )


def in_person() -> Any:
    """SQL: not an online programme."""
    return Placement.programme_kind.is_null() | (Placement.programme_kind != ONLINE)


def term_sql() -> Any:
    """SQL: 长期 (three months or more) or 短期; NULL without a return date."""
    months = parameter("outbound.long_stay_months").number()
    is_long = lasts_months(Placement.departed_on, Placement.returned_on, months)
    return Case(None, [(Placement.returned_on.is_null(), None), (is_long, "长期"), (~is_long, "短期")],
                None)


def study_funding_sql() -> Any:
    """SQL: class of 出国留学人员统计: full foreign funding counts as 自费, the college's as 单位公派."""
    return Case(Placement.funding, [
        ("国家公派", "国家公派"), ("单位公派", "单位公派"), ("学校资助", "单位公派"),
        ("外方资助", "自费"), ("自费", "自费"),
    ], None)


def _sent(period: Period) -> Query:
    return placements().where(in_person() & surely_within(Placement.departed_on, period))


def _abroad(period: Period) -> Query:
    return placements().where(in_person()
                              & overlaps(Placement.departed_on, Placement.returned_on, period))


def _days(period: Period) -> Any:
    out, back = Placement.departed_on, Placement.returned_on
    return Case(None, [(is_full(out) & is_full(back), days_within(out, back, period))], 0)


def _unknown_days(period: Period) -> Query:
    out, back = Placement.departed_on, Placement.returned_on
    known = is_full(out) & fn.COALESCE(is_full(back), 0)
    return placements().where(in_person() & out.begins_by(period.end) & ~known
                              & (back.is_null() | back.reaches(period.start)))


def _perhaps_sent(period: Period) -> Query:
    return placements().where(in_person() & perhaps_within(Placement.departed_on, period))


declare_dimensions(
    Placement, *place_dimensions(Placement.country), by_field(OutboundStudent.sex),
    by_field(Placement.programme_kind), by_field(Placement.funding),
    by_expression("term", "长短期", term_sql),
    by_expression("study_funding", "出国留学资助类别", study_funding_sql),
    by_expression("serves_enterprise", "服务走出去企业",
                  lambda: fn.COALESCE(Placement.serves_outgoing_enterprise, 0).coerce(False),
                  show={1: "服务走出去企业", 0: "其他"}),
    by_field(OutboundStudent.department), by_field(OutboundStudent.programme),
)

_SPLITS = ("country", "programme_kind", "term", "funding", "sex")
_COUNTED = "派出时间在统计期内的出国（境）经历；线上项目不计，另列。"

INDICATORS = (
    Indicator(
        "outbound_students.headcount", "派出学生人数", "人",
        f"{_COUNTED}按学生去重，一人派出两次只计1人。上年派出、本年仍在外的不计。", SOURCE, Placement, _sent,
        distinct(Placement.student), scope="国（境）外", breakdowns=_SPLITS, uncertain=_perhaps_sent,
    ),
    Indicator(
        "outbound_students.person_times", "派出学生人次", "人次",
        f"{_COUNTED}一人派出两次计2人次。", SOURCE, Placement, _sent, count(), scope="国（境）外",
        breakdowns=_SPLITS, uncertain=_perhaps_sent,
    ),
    Indicator(
        "outbound_students.person_days", "学生在外人天", "人天",
        "统计期内在外的天数之和，含离、抵境当日，跨期按日切开；返回时间未填或日期不全的不计，列为待核。", SOURCE,
        Placement, _abroad, total_in(_days), scope="国（境）外", breakdowns=_SPLITS,
        uncertain=_unknown_days,
    ),
    Indicator(
        "outbound_students.abroad", "在外学生人数", "人",
        "统计期内曾在国（境）外的学生（含以前派出、本期仍在外的），去重；线上项目不计。", SOURCE, Placement, _abroad,
        distinct(Placement.student), scope="国（境）外", breakdowns=_SPLITS,
    ),
    Indicator(
        "outbound_students.programmes", "派出学生涉及专业数", "个",
        f"{_COUNTED}所涉学生的不同专业数；专业未填的不计。", SOURCE, Placement, _sent,
        distinct(OutboundStudent.programme), scope="国（境）外",
    ),
    Indicator(
        "outbound_students.online", "线上交流学生人次", "人次",
        "项目类型为“线上”、开始时间在统计期内的；不出境，不计入派出。", SOURCE, Placement,
        lambda period: placements().where(
            (Placement.programme_kind == ONLINE) & surely_within(Placement.departed_on, period)),
        count(), scope="国（境）外",
    ),
    Indicator(
        "outbound_students.online_headcount", "线上交流学生人数", "人",
        "项目类型为“线上”、开始时间在统计期内的学生，去重；不出境，不计入派出。", SOURCE, Placement,
        lambda period: placements().where(
            (Placement.programme_kind == ONLINE) & surely_within(Placement.departed_on, period)),
        distinct(Placement.student), scope="国（境）外",
    ),
    Indicator(
        "outbound_students.countries", "派出学生去往国家数", "个",
        f"{_COUNTED}所去的不同国家数；港澳台不是国家，不计。", SOURCE, Placement,
        lambda period: _sent(period).where(is_foreign(Placement.country)),
        distinct(Placement.country), scope="国外", breakdowns=("country",),
    ),
    Indicator(
        "outbound_students.hmt_person_times", "赴港澳台学生人次", "人次",
        f"{_COUNTED}只计去往港澳台的。", SOURCE, Placement,
        lambda period: _sent(period).where(is_hmt(Placement.country)), count(), scope="港澳台",
        breakdowns=("country",),
    ),
    Indicator(
        "outbound_students.exchange", "派出交换生人数", "人",
        f"{_COUNTED}只计项目类型为“交换”的，按学生去重。", SOURCE, Placement,
        lambda period: _sent(period).where(Placement.programme_kind == "交换"),
        distinct(Placement.student), scope="国（境）外", breakdowns=("country",),
    ),
    Indicator(
        "outbound_students.internship_days", "学生服务走出去企业实习人日", "人日",
        "项目类型为“实习”且服务走出去企业的经历在统计期内的天数之和，跨期按日切开。", "国际影响表（旧版）第2行", Placement,
        lambda period: _abroad(period).where(
            (Placement.programme_kind == "实习")
            & (Placement.serves_outgoing_enterprise == True)),  # noqa: E712
        total_in(_days), period_kind="学年", scope="国（境）外", uncertain=_unknown_days,
    ),
    Indicator(
        "outbound_students.study_abroad", "出国留学人数", "人",
        "派出时间在统计期内、在外学习满3个月、去往外国（不含港澳台）的学生，去重；"
        "资助类别中全额外方资助计自费，学校资助计单位公派。", "福建省2016年度出国留学人员统计", Placement,
        lambda period: _sent(period).where(is_foreign(Placement.country) & (term_sql() == "长期")),
        distinct(Placement.student), scope="国外", breakdowns=("study_funding", "country"),
        uncertain=lambda period: _sent(period).where(Placement.returned_on.is_null()),
    ),
)
