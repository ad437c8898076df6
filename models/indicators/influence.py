"""国际影响: what the 国际影响表 counts, 国外 only; old-version counts that include 港澳台 say so."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from peewee import Case, fn

from models.entities.achievements import (
    Adoption,
    CompetitionAward,
    JointProgramme,
    OverseasPost,
    OverseasSite,
    ProgrammeCount,
    SiteCount,
)
from models.entities.event import Event, Speaker
from models.entities.foreign_teacher import Engagement, ForeignTeacher
from models.entities.international_student import Enrolment, InternationalStudent
from models.entities.outbound_trip import OutboundTrip, TripMember
from models.entities.staff_member import StaffMember
from models.indicators.base import (
    Indicator,
    Measure,
    Period,
    Query,
    by_field,
    count,
    declare_dimensions,
    distinct,
    python_measure,
    total_in,
)
from models.indicators.dates import (
    begins_by_end,
    latest_sql,
    overlaps,
    perhaps_within,
    surely_within,
)
from models.indicators.events import same_name
from models.indicators.places import is_foreign, place_dimensions
from models.indicators.rules import parameter
from models.indicators.students import enrolments, international, one_each, present
from models.indicators.teachers import ended_sql
from models.indicators.trips import destination_sql, member_days_sql, under_way_in

SOURCE = "高等职业教育质量年度报告“国际影响表”（2022年度起版式）；口径以当年填报说明为准"
SEPARATORS = re.compile(r"[,;/\n\u3001\uff0c\uff1b]+")


def names_in(text: str | None) -> set[str]:
    """The different names in a cell that lists several, separated by 顿号 or the like."""
    return {name.strip() for name in SEPARATORS.split(text or "") if name.strip()}


def listed_names(column: Any) -> Measure:
    """Counts different names over cells that list several (专业)."""

    def compute(query: Query, period: Period) -> int:  # noqa: ARG001
        found: set[str] = set()
        for (text,) in query.select(column).tuples():
            found |= names_in(text)
        return len(found)

    return python_measure("名称去重", compute)


def _counts(stay: Any) -> Any:
    """SQL: the stay counts here: 短期生 are left out unless the rule says otherwise."""
    if parameter("influence.short_term_students").value == "是":
        return stay.id.is_null(False)
    return (fn.COALESCE(stay.study_kind, "") != "短期生") & (fn.COALESCE(stay.category, "") != "10")


def _abroad() -> Any:
    return international() & is_foreign(InternationalStudent.nationality)


def _students(period: Period) -> Query:
    """The last stay that counts of each international student of the period."""
    return one_each(period, _counts).where(_abroad())


def _stays(period: Period) -> Query:
    """Every stay that counts: a student may have been in two programmes."""
    return enrolments().where(present(period) & _counts(Enrolment) & _abroad())


def _visiting_teachers(period: Period) -> Query:
    """Foreign teachers who spoke or studied here and are not employed here in the period."""
    names = Engagement.select(same_name(ForeignTeacher.passport_name))
    employed = names.join(ForeignTeacher).where(
        Engagement.retired_at.is_null() & ForeignTeacher.retired_at.is_null()
        & overlaps(Engagement.engaged_from, ended_sql(), period)
    )
    return Speaker.select().join(Event).where(
        Speaker.retired_at.is_null() & Event.retired_at.is_null()
        & surely_within(Event.held_on, period) & is_foreign(Speaker.nationality)
        & same_name(Speaker.name).not_in(employed)
    )


def _adopted(period: Period, *kinds: str) -> Query:
    return Adoption.active().where(
        surely_within(Adoption.adopted_on, period) & Adoption.kind.in_(kinds)
        & is_foreign(Adoption.country)
    )


def counted_at_end(line: Any, link: Any, own: Any, period: Period) -> Any:
    """SQL: students at the period's end by the last yearly line, else the record's own number.

    NULL where lines exist but none so early: the own number is today's, and never stands for then.
    """
    inner = line.alias()
    column = getattr(inner, link.name)
    of_record = (column == link.rel_field) & inner.retired_at.is_null()
    last = (
        inner.select(inner.student_count)
        .where(of_record & begins_by_end(inner.counted_on, period))
        .order_by(inner.counted_on.desc(), inner.id.desc()).limit(1)
    )
    any_line = fn.EXISTS(inner.select(inner.id).where(of_record))
    return fn.COALESCE(last, Case(None, [(~any_line, own)], None)).coerce(False)


def site_students_sql(period: Period) -> Any:
    """SQL: a site's students at the period's end."""
    return counted_at_end(SiteCount, SiteCount.site, OverseasSite.student_count, period)


def programme_students_sql(period: Period) -> Any:
    """SQL: a joint programme's students at the period's end."""
    return counted_at_end(ProgrammeCount, ProgrammeCount.programme, JointProgramme.student_count,
                          period)


def exists_at_end(period: Period) -> Any:
    """SQL: the site is there on the period's last day: from 成立日期 on, until before 终止日期.

    So 期末＝期初＋成立－终止 holds (G05). A half-known day of closing is read as its last.
    """
    return begins_by_end(OverseasSite.opened_on, period) & _not_closed(period.end)


def exists_in(period: Period) -> Any:
    """SQL: the site is there on some day of the period, by the same rule."""
    return begins_by_end(OverseasSite.opened_on, period) & _not_closed(period.start)


def _not_closed(day: date) -> Any:
    closed = OverseasSite.closed_on
    return closed.is_null() | (latest_sql(closed) > day.isoformat())


def runs_at_end(period: Period) -> Any:
    """SQL: the programme recruits on the period's last day, or has students left; any partner."""
    until = JointProgramme.recruits_until
    begun = fn.COALESCE(JointProgramme.recruits_from, JointProgramme.approved_on).coerce(False)
    left = fn.COALESCE(programme_students_sql(period), 0) > 0
    return (begun <= period.end.isoformat()) & (until.is_null() | until.reaches(period.end) | left)


def _sites(period: Period) -> Query:
    """Schools abroad that exist on the period's last day, of the kinds that the rule counts."""
    return OverseasSite.active().where(
        exists_at_end(period) & is_foreign(OverseasSite.country)
        & OverseasSite.kind.in_(parameter("influence.site_kinds").words())
    )


def _joint_programmes(period: Period) -> Query:
    """Joint programmes that run on the period's last day: recruiting, or with students left."""
    return JointProgramme.active().where(
        runs_at_end(period) & is_foreign(JointProgramme.country)
    )


def _guidance(period: Period) -> Query:
    """Full-time teachers on trips to teach, guide or train others, 港澳台 included."""
    tasks = parameter("influence.guidance_tasks").words()
    return (
        TripMember.select().join(OutboundTrip).switch(TripMember).join(StaffMember)
        .where(TripMember.retired_at.is_null() & under_way_in(period)
               & OutboundTrip.task_kind.in_(tasks))
    )


def _teachers_only(period: Period) -> Query:
    return _guidance(period).where(StaffMember.is_full_time_teacher == True)  # noqa: E712


def _maybe_teachers(period: Period) -> Query:
    return _guidance(period).where(StaffMember.is_full_time_teacher.is_null())


def _posts(period: Period) -> Query:
    until = OverseasPost.serves_until
    return OverseasPost.select().join(StaffMember).where(
        OverseasPost.retired_at.is_null() & begins_by_end(OverseasPost.serves_from, period)
        & (until.is_null() | until.reaches(period.start)) & is_foreign(OverseasPost.country)
    )


declare_dimensions(Adoption, *place_dimensions(Adoption.country), by_field(Adoption.kind))
declare_dimensions(OverseasSite, *place_dimensions(OverseasSite.country),
                   by_field(OverseasSite.kind))
declare_dimensions(JointProgramme, *place_dimensions(JointProgramme.country))
declare_dimensions(OverseasPost, *place_dimensions(OverseasPost.country))
declare_dimensions(CompetitionAward, *place_dimensions(CompetitionAward.country))


def _row(id: str, label: str, unit: str, definition: str, **rest: Any) -> Indicator:
    """One row of the 国际影响表: 学年, 国外, its source."""
    entity, query, measure = rest.pop("entity"), rest.pop("query"), rest.pop("measure")
    return Indicator(
        f"influence.{id}", label, unit, definition, SOURCE, entity, query, measure,
        period_kind=rest.pop("period_kind", "学年"), scope=rest.pop("scope", "国外"), **rest,
    )


def _adoption(id: str, label: str, *kinds: str) -> Indicator:
    measure = distinct(Adoption.kind.concat(Adoption.title))
    return _row(
        id, label, "个",
        f"采用时间在统计期内、被国外采用的{'、'.join(kinds)}，按成果名称去重，同一成果被多国采用只计1个；"
        "港澳台采用的不计。", entity=Adoption, query=lambda period: _adopted(period, *kinds),
        measure=measure,
        breakdowns=("country", "kind"),
        uncertain=lambda period: Adoption.active().where(
            Adoption.kind.in_(kinds) & perhaps_within(Adoption.adopted_on, period)),
    )


INDICATORS = (
    _row("student_programmes", "接收国外留学生专业数", "个",
         "统计期内有国外留学生就读的不同专业数，有专业代码的按代码、没有的按名称去重；未填专业的（如语言进修）不计。",
         entity=Enrolment, query=_stays,
         measure=distinct(fn.COALESCE(fn.NULLIF(Enrolment.programme_code, ""),
                                      Enrolment.programme))),
    _row("students", "接收国外留学生人数", "人",
         "统计期内在校学习过的国外留学生，去重；含学历生和非学历长期生，短期生默认不计（计数参数可改）。港澳台侨不计。",
         entity=Enrolment, query=_students, measure=distinct(Enrolment.student),
         breakdowns=("country",)),
    _row("visiting_teachers", "接收国外访学教师人数", "人",
         "统计期内来校授课、讲学、访学的国外教师（主讲人“教师”为是），按姓名和国籍去重；在聘外籍教师不重复计入。",
         entity=Speaker,
         query=lambda period: _visiting_teachers(period).where(Speaker.is_teacher),
         measure=distinct(same_name(Speaker.name).concat(Speaker.nationality)),
         breakdowns=("country",),
         uncertain=lambda period: _visiting_teachers(period).where(Speaker.is_teacher.is_null())),
    _adoption("standards", "开发并被国外采用的职业教育标准数量", "专业标准", "课程标准"),
    _adoption("programme_standards", "开发并被国外采用的专业标准数量", "专业标准"),
    _adoption("course_standards", "开发并被国外采用的课程标准数量", "课程标准"),
    _adoption("resources", "开发并被国外采用的职业教育资源数量", "教学资源"),
    _adoption("equipment", "开发并被国外采用的职业教育装备数量", "教学装备"),
    _row("sites", "在国外开办学校数", "所", "期末当天存在的国外办学点（成立当天起计，终止当天起不计；计入哪些类型见计数参数）；港澳台的不计。",
         entity=OverseasSite, query=_sites, measure=count(), period_kind="时点",
         breakdowns=("country", "kind")),
    _row("site_programmes", "在国外开办学校的专业数量", "个", "期末当天存在的国外办学点开设的专业，按名称去重。",
         entity=OverseasSite, query=_sites, measure=listed_names(OverseasSite.programmes),
         period_kind="时点"),
    _row("site_students", "在国外开办学校的在校生数", "人",
         "期末当天存在的国外办学点的在校生数之和，不含短训：有年度记录的取期末及以前最近一次统计日期的人数，没有的取登记的"
         "在校生数；未填的按0计，列为待核。",
         entity=OverseasSite, query=_sites, period_kind="时点",
         measure=total_in(lambda period: fn.COALESCE(site_students_sql(period), 0)),
         uncertain=lambda period: _sites(period).where(site_students_sql(period).is_null())),
    _row("joint_programmes", "中外合作办学专业数", "个",
         "期末在办（在招生，或已停招但仍有在校生）的中外合作办学项目的不同专业数，一个项目写几个专业的分别计；"
         "与港澳台合作的不计。", entity=JointProgramme, query=_joint_programmes,
         measure=listed_names(JointProgramme.programme), period_kind="时点", breakdowns=("country",)),
    _row("joint_programme_count", "中外合作办学项目数", "个", "期末在办的中外合作办学项目（机构）；与港澳台合作的不计。",
         entity=JointProgramme, query=_joint_programmes, measure=count(), period_kind="时点",
         breakdowns=("country",)),
    _row("joint_students", "中外合作办学在校生数", "人",
         "期末在办的中外合作办学项目的在校生数之和：有在校生记录的取期末及以前最近一次统计日期的人数，没有的取登记的在校生数；"
         "未填的按0计，列为待核。",
         entity=JointProgramme, query=_joint_programmes, period_kind="时点",
         measure=total_in(lambda period: fn.COALESCE(programme_students_sql(period), 0)),
         uncertain=lambda period: _joint_programmes(period).where(
             programme_students_sql(period).is_null())),
    _row("guidance_days", "专任教师赴国外指导和开展培训时间", "人日",
         "专任教师随出国团组去指导、讲学、培训别人（任务类别见计数参数）在统计期内的天数之和，含离、抵境当日，"
         "跨期按日切开，本人出入境日期与团组不同的按本人；学习进修、参会、访问不计，赴港澳台不计。", entity=TripMember,
         query=lambda period: _teachers_only(period).where(destination_sql() == "出国"),
         measure=total_in(member_days_sql), breakdowns=("country",),
         uncertain=lambda period: _maybe_teachers(period).where(destination_sql() == "出国")),
    _row("guidance_teachers", "赴国外指导和开展培训的专任教师数", "人", "计入“专任教师赴国外指导和开展培训时间”的教师，去重，一人多次只计1人。",
         entity=TripMember,
         query=lambda period: _teachers_only(period).where(destination_sql() == "出国"),
         measure=distinct(TripMember.staff_member)),
    _row("guidance_days_with_hmt", "（专任）教师赴国（境）外指导和开展培训时间", "人日",
         "同“专任教师赴国外指导和开展培训时间”，但含赴港澳台（旧版国际影响表第3行）。", entity=TripMember,
         query=_teachers_only, measure=total_in(member_days_sql), scope="国（境）外",
         uncertain=_maybe_teachers),
    _row("posts", "在国外组织担任职务的专任教师人数", "人", "统计期内在国外组织任职的专任教师，去重，一人多职计1人。",
         entity=OverseasPost,
         query=lambda period: _posts(period).where(StaffMember.is_full_time_teacher),
         measure=distinct(OverseasPost.staff_member), breakdowns=("country",),
         uncertain=lambda period: _posts(period).where(StaffMember.is_full_time_teacher.is_null())),
    _row("awards", "国外技能大赛获奖数量", "项", "获奖时间在统计期内、在国外举办的技能大赛奖项，按奖项计，不按获奖人数；港澳台的不计。",
         entity=CompetitionAward,
         query=lambda period: CompetitionAward.active().where(
             surely_within(CompetitionAward.awarded_on, period)
             & is_foreign(CompetitionAward.country)),
         measure=count(), breakdowns=("country",),
         uncertain=lambda period: CompetitionAward.active().where(
             perhaps_within(CompetitionAward.awarded_on, period))),
)
