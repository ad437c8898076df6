"""合作办学与境外办学: programmes, their students and courses, and the schools abroad, year by year."""

from __future__ import annotations

from typing import Any

from peewee import fn

from models.entities.achievements import (
    JointProgramme,
    OverseasSite,
    ProgrammeCount,
    ProgrammeCourse,
    SiteCount,
)
from models.indicators.base import (
    Dimension,
    Indicator,
    Period,
    Query,
    by_field,
    count,
    declare_dimensions,
    total,
    total_in,
)
from models.indicators.dates import perhaps_within, surely_within
from models.indicators.influence import (
    exists_at_end,
    exists_in,
    listed_names,
    programme_students_sql,
    runs_at_end,
    site_students_sql,
)
from models.indicators.places import place_dimensions
from models.indicators.rules import parameter

PLATFORM = "职业院校数据中台“中外合作办学基础数据”；内地与港澳台合作办学单列"
REVIEW = "中外合作办学评估（自评）表基本信息"
SITES = "境外办学情况统计（外事办年度统计）"
CORE, BROUGHT_IN = "专业核心", "引进外方"


def _one(column: Any, entity: Any, key: str, label: str) -> Dimension:
    """Cut to one record by its id; `column` holds the id in the indicator's query."""
    return Dimension(
        key, label, lambda id: column.is_null() if id is None else column == id,
        lambda query: [row[0] for row in query.select(column).distinct().tuples()],
        lambda id: "未归类" if id is None else str(entity.get_by_id(id)),
        lambda text: None if text == "未归类" else int(text), expression=lambda: column,
    )


def programmes(period: Period) -> Query:
    """Programmes that run on the period's last day, 港澳台 partners and unknown ones included."""
    return JointProgramme.active().where(runs_at_end(period))


def courses(period: Period) -> Query:
    """Courses of the programmes that run on the period's last day."""
    return ProgrammeCourse.select().join(JointProgramme).where(
        ProgrammeCourse.retired_at.is_null() & JointProgramme.retired_at.is_null()
        & runs_at_end(period)
    )


def _taught(period: Period) -> Query:
    """Courses that the partner's teachers give; only core ones where the rule says so."""
    found = courses(period).where(
        (ProgrammeCourse.taught_by_partner == True)  # noqa: E712
        | (ProgrammeCourse.partner_hours > 0))
    if parameter("joint.partner_courses").value == CORE:
        return found.where(ProgrammeCourse.kind == CORE)
    return found


def _year_lines(line: Any, owner: Any, period: Period) -> Query:
    return line.select().join(owner).where(
        line.retired_at.is_null() & owner.retired_at.is_null()
        & surely_within(line.counted_on, period)
    )


def _perhaps_lines(line: Any, owner: Any, period: Period) -> Query:
    return line.select().join(owner).where(
        line.retired_at.is_null() & owner.retired_at.is_null()
        & perhaps_within(line.counted_on, period)
    )


def sites(period: Period) -> Query:
    """Sites that exist on some day of the period, whatever their kind."""
    return OverseasSite.active().where(exists_in(period))


def _at_end(period: Period) -> Query:
    return OverseasSite.active().where(exists_at_end(period))


def _in_period(name: str) -> Any:
    """SQL: a site's yearly lines of the period added up; its own number where it has no lines."""

    def expression(period: Period) -> Any:
        line: Any = SiteCount.alias()
        of_site = (line.site == OverseasSite.id) & line.retired_at.is_null()
        in_year = line.select(fn.SUM(getattr(line, name)).coerce(False)).where(
            of_site & surely_within(line.counted_on, period))
        any_line = fn.EXISTS(line.select(line.id).where(of_site))
        own = getattr(OverseasSite, name)
        return fn.COALESCE(in_year, fn.IIF(any_line, 0, own), 0).coerce(False)

    return expression


declare_dimensions(
    JointProgramme, _one(JointProgramme.id, JointProgramme, "joint_programme", "合作办学项目"))
declare_dimensions(
    ProgrammeCount, *place_dimensions(JointProgramme.country),
    _one(ProgrammeCount.programme, JointProgramme, "joint_programme", "合作办学项目"))
declare_dimensions(
    ProgrammeCourse, *place_dimensions(JointProgramme.country),
    _one(ProgrammeCourse.programme, JointProgramme, "joint_programme", "合作办学项目"),
    by_field(ProgrammeCourse.kind, label="课程类别"), by_field(ProgrammeCourse.origin, label="课程来源"))
declare_dimensions(OverseasSite, _one(OverseasSite.id, OverseasSite, "site", "境外办学点"))

_PLACES = ("region", "country")
_OWN = "有年度记录的计统计日期在统计期内各条之和，没有年度记录的取登记数；未填的按0计。"


def _programme(id: str, label: str, unit: str, definition: str, measure: Any,
               **more: Any) -> Indicator:
    return Indicator(
        f"joint.{id}", label, unit, definition, PLATFORM, JointProgramme, programmes, measure,
        period_kind="时点", scope="国（境）外", breakdowns=_PLACES, **more,
    )


def _course(id: str, label: str, unit: str, definition: str, measure: Any,
            *, query: Any = courses) -> Indicator:
    return Indicator(
        f"joint.{id}", label, unit, definition, REVIEW, ProgrammeCourse, query, measure,
        period_kind="时点", scope="国（境）外", breakdowns=("kind", "origin"),
    )


def _site(id: str, label: str, unit: str, definition: str, measure: Any, *,
          query: Any = sites, **more: Any) -> Indicator:
    return Indicator(
        f"sites.{id}", label, unit, definition, SITES, OverseasSite, query, measure,
        scope="国（境）外", breakdowns=("region", "country", "kind"), **more,
    )


def _lines(id: str, label: str, column: Any, what: str) -> Indicator:
    return Indicator(
        f"joint.{id}", label, "人", f"统计日期在统计期内的合作办学在校生记录所填{what}之和；未填的按0计。",
        PLATFORM, ProgrammeCount,
        lambda period: _year_lines(ProgrammeCount, JointProgramme, period),
        total(fn.COALESCE(column, 0)), scope="国（境）外", breakdowns=_PLACES,
        uncertain=lambda period: _perhaps_lines(ProgrammeCount, JointProgramme, period),
    )


INDICATORS = (
    _programme("programmes", "合作办学项目（机构）数", "个",
               "期末在办（在招生，或已停招但仍有在校生）的合作办学项目和机构；与港澳台合作的也计，按国别（地区）分列。",
               count()),
    _programme("students", "合作办学在校生数", "人",
               "期末在办的合作办学项目的在校生数之和，与港澳台合作的也计：有在校生记录的取期末及以前最近一次统计日期的人数，"
               "没有的取登记的在校生数；未填的按0计，列为待核。",
               total_in(lambda period: fn.COALESCE(programme_students_sql(period), 0)),
               uncertain=lambda period: programmes(period).where(
                   programme_students_sql(period).is_null())),
    _programme("majors", "合作办学专业数", "个",
               "期末在办的合作办学项目开设的不同专业，按名称去重，一个项目写几个专业的分别计；与港澳台合作的也计。",
               listed_names(JointProgramme.programme)),
    _programme("sessions", "合作办学开办期数", "期", "期末在办的合作办学项目登记的开办期数之和；未填的按0计。",
               total(fn.COALESCE(JointProgramme.sessions, 0))),
    _programme("yearly_quota", "合作办学每期招生人数", "人",
               "期末在办的合作办学项目登记的每期招生人数之和；未填的按0计。",
               total(fn.COALESCE(JointProgramme.yearly_quota, 0))),
    _lines("recruited", "合作办学当年招生人数", ProgrammeCount.recruited, "当年招生"),
    _lines("graduated", "合作办学当年毕业人数", ProgrammeCount.graduated, "当年毕业"),
    _course("courses", "合作办学课程门数", "门", "期末在办的合作办学项目登记的课程，逐门计。", count()),
    _course("course_hours", "合作办学课程学时", "学时", "期末在办的合作办学项目登记的课程学时之和；未填的按0计。",
            total(fn.COALESCE(ProgrammeCourse.hours, 0))),
    _course("partner_courses", "合作办学外方教师授课门数", "门",
            "外方教师授课（填“是”，或填有外方教师学时）的课程；只计专业核心课程还是计全部课程见计数参数。",
            count(), query=_taught),
    _course("partner_hours", "合作办学外方教师授课学时", "学时",
            "外方教师授课的课程所填外方教师学时之和；未填的按0计；只计专业核心课程还是计全部课程见计数参数。",
            total(fn.COALESCE(ProgrammeCourse.partner_hours, 0)), query=_taught),
    _site("existing", "境外办学点数", "个", "期末当天存在的境外办学点（成立当天起计，终止当天起不计），各种类型都计；国际影响表只计其中几类。", count(),
          query=_at_end, period_kind="时点"),
    _site("students", "境外办学点在校生数", "人",
          "期末当天存在的境外办学点的在校生数之和，不含短训：有年度记录的取期末及以前最近一次统计日期的人数，"
          "没有的取登记的在校生数；未填的按0计，列为待核。",
          total_in(lambda period: fn.COALESCE(site_students_sql(period), 0)), query=_at_end,
          period_kind="时点",
          uncertain=lambda period: _at_end(period).where(site_students_sql(period).is_null())),
    _site("graduates", "境外办学点累计毕业人数", "人", "统计期内存在的境外办学点登记的累计毕业人数之和；未填的按0计。",
          total(fn.COALESCE(OverseasSite.graduates, 0))),
    _site("trained", "境外办学点培训人次", "人次", f"统计期内存在的境外办学点的培训人次：{_OWN}",
          total_in(_in_period("trained"))),
    _site("training_days", "境外办学点培训人日", "人日", f"统计期内存在的境外办学点的培训人日：{_OWN}",
          total_in(_in_period("training_person_days"))),
    _site("teacher_days", "境外办学点中方派出教师人日", "人日", f"统计期内存在的境外办学点的中方派出教师人日：{_OWN}",
          total_in(_in_period("teacher_days"))),
    _site("investment", "境外办学点设备投入", "元", "统计期内存在的境外办学点登记的设备投入（累计）之和；未填的按0计。",
          total(fn.COALESCE(OverseasSite.investment, 0), is_money=True)),
)
