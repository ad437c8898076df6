"""国际影响 as the table of 2021 and before counts it: 国（境）外, 港澳台 included."""

from __future__ import annotations

from typing import Any

from peewee import Case, fn

from models.codes import HOME
from models.entities.achievements import (
    Adoption,
    CompetitionAward,
    OverseasPost,
    OverseasSite,
    SiteCount,
)
from models.entities.international_student import Enrolment, InternationalStudent
from models.entities.staff_member import StaffMember
from models.indicators.base import (
    Indicator,
    Measure,
    Period,
    Query,
    count,
    distinct,
    total,
    total_in,
)
from models.indicators.dates import (
    begins_by_end,
    days_within,
    is_full,
    lasts_months,
    perhaps_within,
    surely_within,
)
from models.indicators.influence import exists_at_end
from models.indicators.rules import parameter
from models.indicators.students import enrolments, one_each, present
from models.indicators.students_yearbook import ROW_OF_CATEGORY, category_sql, group_sql

SOURCE = "高等职业教育质量年度报告“国际影响表”（2017—2021年度版式）；国（境）外含港澳台"


def _outside(place: Any) -> Any:
    """SQL: 国（境）外: anywhere but the mainland; a blank is nowhere."""
    return place != HOME


def _people_from_outside() -> Any:
    """SQL: students from abroad and from 港澳台; overseas Chinese with a Chinese passport are not."""
    return _outside(InternationalStudent.nationality)


def _trained(period: Period) -> Query:
    """Stays for training (not for a degree) that share a day with the period."""
    return enrolments().where(
        _people_from_outside() & present(period) & (group_sql() == "培训"))


def _training_days(period: Period) -> Any:
    begun, ended = Enrolment.enrolled_from, Enrolment.enrolled_until
    return Case(None, [(is_full(begun) & is_full(ended), days_within(begun, ended, period))], 0)


def _undated_training(period: Period) -> Query:
    known = is_full(Enrolment.enrolled_from) & fn.COALESCE(is_full(Enrolment.enrolled_until), 0)
    return _trained(period).where(~known)


def _long_full_time(period: Period) -> Query:
    """Full-time degree students whose stay covers a year or more."""
    return one_each(period, lambda stay: (
        category_sql(stay).in_(tuple(ROW_OF_CATEGORY))
        & lasts_months(stay.enrolled_from, stay.enrolled_until, 12)
    )).where(_people_from_outside())


def _site_counts(period: Period) -> Query:
    return SiteCount.select().join(OverseasSite).where(
        SiteCount.retired_at.is_null() & OverseasSite.retired_at.is_null()
        & surely_within(SiteCount.counted_on, period) & _outside(OverseasSite.country))


def _adopted(period: Period, *kinds: str) -> Query:
    return Adoption.active().where(
        surely_within(Adoption.adopted_on, period) & Adoption.kind.in_(kinds)
        & _outside(Adoption.country))


def _posts(period: Period) -> Query:
    until = OverseasPost.serves_until
    return OverseasPost.select().join(StaffMember).where(
        OverseasPost.retired_at.is_null() & begins_by_end(OverseasPost.serves_from, period)
        & (until.is_null() | until.reaches(period.start)) & _outside(OverseasPost.country))


def _sites(period: Period) -> Query:
    return OverseasSite.active().where(
        exists_at_end(period) & _outside(OverseasSite.country)
        & OverseasSite.kind.in_(parameter("influence.site_kinds").words()))


def _row(id: str, label: str, unit: str, definition: str, **rest: Any) -> Indicator:
    entity, query = rest.pop("entity"), rest.pop("query")
    measure: Measure = rest.pop("measure")
    return Indicator(f"influence.old_{id}", label, unit, definition, SOURCE, entity, query, measure,
                     period_kind="学年", scope="国（境）外", **rest)


def _standards(id: str, label: str, *kinds: str) -> Indicator:
    return _row(
        id, label, "个",
        f"采用时间在统计期内、被国（境）外（含港澳台）采用的{'、'.join(kinds)}，按名称去重，同一标准被多地采用只计1个。",
        entity=Adoption, query=lambda period: _adopted(period, *kinds),
        measure=distinct(Adoption.kind.concat(Adoption.title)),
        uncertain=lambda period: Adoption.active().where(
            Adoption.kind.in_(kinds) & perhaps_within(Adoption.adopted_on, period)),
    )


INDICATORS = (
    _row("training_days", "来校国（境）外人员培训量", "人日",
         "国（境）外（含港澳台）非学历学习者在统计期内的学习天数之和，首末日都计，跨期按日切开；学历生不计；日期不全的不计，列为待核。",
         entity=Enrolment, query=_trained, measure=total_in(_training_days),
         uncertain=_undated_training),
    _row("site_training_days", "境外办学点培训量", "人日",
         "统计日期在统计期内的办学点年度记录所填“当年培训人日”之和；未填的按0计，列为待核。", entity=SiteCount,
         query=_site_counts, measure=total(fn.COALESCE(SiteCount.training_person_days, 0)),
         uncertain=lambda period: _site_counts(period).where(
             SiteCount.training_person_days.is_null())),
    _row("full_time_students", "全日制国（境）外留学生人数（一年以上）", "人",
         "统计期内在校、学习期满一年的国（境）外（含港澳台）学历生，去重。", entity=Enrolment,
         query=_long_full_time, measure=distinct(Enrolment.student)),
    _row("posts", "在国（境）外专业性组织担任职务的专任教师人数", "人",
         "统计期内在国（境）外（含港澳台）专业性组织任职的专任教师，去重，一人多职计1人。", entity=OverseasPost,
         query=lambda period: _posts(period).where(StaffMember.is_full_time_teacher),
         measure=distinct(OverseasPost.staff_member),
         uncertain=lambda period: _posts(period).where(
             StaffMember.is_full_time_teacher.is_null())),
    _standards("programme_standards", "开发并被国（境）外采用的专业教学标准数", "专业标准"),
    _standards("course_standards", "开发并被国（境）外采用的课程标准数", "课程标准"),
    _standards("standards", "开发国（境）外认可的行业或专业教学标准和课程标准数", "专业标准", "课程标准"),
    _row("awards", "国（境）外技能大赛获奖数量", "项",
         "获奖时间在统计期内、在国（境）外（含港澳台）举办的技能大赛奖项，按奖项计，不按获奖人数。", entity=CompetitionAward,
         query=lambda period: CompetitionAward.active().where(
             surely_within(CompetitionAward.awarded_on, period)
             & _outside(CompetitionAward.country)),
         measure=count(),
         uncertain=lambda period: CompetitionAward.active().where(
             perhaps_within(CompetitionAward.awarded_on, period))),
    _row("sites", "国（境）外办学点数量", "个", "期末当天存在的国（境）外（含港澳台）办学点（计入哪些类型见计数参数）。",
         entity=OverseasSite, query=_sites, measure=count()),
)
