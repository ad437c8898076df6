"""规划指标, 任务台账 and 涉外人员日报: what the year's own ledgers hold, and spans of a quarter."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from peewee import Case, fn

from models.entities.year_work import (
    STATES,
    DailyReport,
    PlanTarget,
    QuarterProgress,
    TargetValue,
    WorkTask,
)
from models.entity import Entity
from models.indicators.base import (
    Dimension,
    Indicator,
    Measure,
    Period,
    Query,
    by_field,
    count,
    declare_dimensions,
    distinct,
    total,
    total_in,
)
from models.indicators.dates import surely_within
from models.partial_date import years_earlier

QUARTERS = ("第一季度", "第二季度", "第三季度", "第四季度")
UNREPORTED = "未填报"
_PLAN = "教育对外开放规划主要指标监测表"
_TASKS = "任务台账与季度推进表"
_DAYS = "涉外人员情况日报（零报告制度）"
_BEGINNING = date(1900, 1, 1)


@dataclass(frozen=True)
class Span(Period):
    """Any span of days: a quarter, the year up to a quarter's end, everything to date (累计)."""

    def previous(self) -> Period:
        """The same span one year earlier; what is counted from the beginning stays so."""
        start = self.start if self.start == _BEGINNING else years_earlier(self.start, 1)
        end = years_earlier(self.end, 1)
        return Span(self.kind, start, end, self.label.replace(str(self.end.year), str(end.year)))


def quarter(year: int, number: int) -> Span:
    """第一季度 … 第四季度 of a year."""
    start = date(year, 3 * number - 2, 1)
    return Span("季度", start, _quarter_end(year, number), f"{year}年{QUARTERS[number - 1]}")


def year_to(end: date) -> Span:
    """From 1 January to a day (本年累计)."""
    return Span("本年累计", date(end.year, 1, 1), end, f"{end.year}年1月1日至{end.month}月{end.day}日")


def to_date(end: date) -> Span:
    """Everything up to a day (历年累计)."""
    return Span("历年累计", _BEGINNING, end, f"截至{end.year}年{end.month}月{end.day}日")


def _quarter_end(year: int, number: int) -> date:
    return date(year, 3 * number, 30 if number in (2, 3) else 31)


def quarters_in(period: Period) -> tuple[str, ...]:
    """The quarters that lie wholly in a period."""
    year = period.end.year
    return tuple(
        name for number, name in enumerate(QUARTERS, 1)
        if period.start <= date(year, 3 * number - 2, 1)
        and _quarter_end(year, number) <= period.end
    )


def rank_sql(column: Any) -> Any:
    """SQL: 1 to 4 of a quarter's name (the characters do not sort that way)."""
    return Case(column, [(name, number) for number, name in enumerate(QUARTERS, 1)], 0)


# Targets ------------------------------------------------------------------------------------


def targets(period: Period) -> Query:
    """Targets of the plans that run in the period; one without its years always counts.

    The base year (基期) is the state before the plan: a plan of 2020 to 2025 runs 2021 to 2025.
    """
    year = period.end.year
    return PlanTarget.active().where(
        (PlanTarget.base_year.is_null() | (PlanTarget.base_year < year))
        & (PlanTarget.target_year.is_null() | (PlanTarget.target_year >= year)))


def _values(period: Period) -> Query:
    return TargetValue.active().where(
        TargetValue.year.between(period.start.year, period.end.year)
        & TargetValue.value.is_null(False))


def _hundredths(column: Any) -> Measure:
    """A sum of measures with two decimals, exactly."""
    return total(fn.ROUND(fn.COALESCE(column, 0) * 100).cast("INTEGER"), is_money=True)


def _passed(period: Period) -> Any:
    """SQL: years from the base to the period's, never more than the plan has."""
    return fn.COALESCE(
        fn.MIN(period.end.year, PlanTarget.target_year) - PlanTarget.base_year, 0).coerce(False)


def _by_record(key: str, label: str, column: Any, entity: type[Entity]) -> Dimension:
    """One record of a ledger as a slice, shown by its title."""
    record: Any = entity
    return Dimension(
        key, label, lambda id: column == id,
        lambda query: [row[0] for row in query.select(column).distinct().tuples()],
        lambda id: str(record.get_or_none(record.id == id) or id), int,
        expression=lambda: column,
    )


declare_dimensions(PlanTarget, _by_record("target", "规划指标", PlanTarget.id, PlanTarget),
                   by_field(PlanTarget.kind), by_field(PlanTarget.plan))
declare_dimensions(TargetValue, _by_record("target", "规划指标", TargetValue.target, PlanTarget))


def _target(id: str, label: str, unit: str, definition: str, measure: Measure) -> Indicator:
    return Indicator(f"targets.{id}", label, unit, definition, _PLAN, PlanTarget, targets, measure)


_RUNNING = "基期年份早于、目标年份不早于统计年度的规划指标（年份未填的也列入）"

TARGETS = (
    _target("count", "监测中的规划指标数", "项", f"{_RUNNING}，逐项计。", count()),
    _target("base", "规划指标基期值", "见各指标", f"{_RUNNING}登记的基期值，单位见各指标；只可分指标看，不可相加。",
            _hundredths(PlanTarget.base_value)),
    _target("goal", "规划指标目标值", "见各指标", f"{_RUNNING}登记的目标值，单位见各指标；只可分指标看，不可相加。",
            _hundredths(PlanTarget.target_value)),
    _target("years_passed", "规划已过年数", "年", "统计年度减基期年份，超过目标年份的按目标年份计。", total_in(_passed)),
    _target("years_planned", "规划总年数", "年", "目标年份减基期年份，不足一年的按年份之差计。",
            total(fn.COALESCE(PlanTarget.target_year - PlanTarget.base_year, 0))),
    Indicator("targets.value", "规划指标年度完成值", "见各指标",
              "在规划指标“年度值”中登记的统计期各年完成值，单位见各指标；没有绑定取数指标的逐年手填。",
              _PLAN, TargetValue, _values, _hundredths(TargetValue.value)),
)


# Tasks --------------------------------------------------------------------------------------


def tasks(period: Period) -> Query:
    """The tasks of the year in which the period ends."""
    return WorkTask.active().where(WorkTask.year == period.end.year)


def _last_report(period: Period) -> Any:
    """SQL: the id of the task's last report in the period's quarters."""
    line = QuarterProgress.alias()
    return line.select(line.id).where(
        (line.task == WorkTask.id) & line.retired_at.is_null()
        & line.quarter.in_(quarters_in(period))
    ).order_by(rank_sql(line.quarter).desc(), line.id.desc()).limit(1)


def _in_state(state: str | None) -> Callable[[Period], Query]:
    def query(period: Period) -> Query:
        line = QuarterProgress.alias()
        stated = line.state.is_null() if state is None else line.state == state
        return tasks(period).where(fn.EXISTS(
            line.select(line.id).where(stated & (line.id == _last_report(period)))))

    return query


def _unreported(period: Period) -> Query:
    return tasks(period).where(~fn.EXISTS(_last_report(period)))


def progress(period: Period) -> Query:
    """The reports of the period's quarters on the year's tasks."""
    return QuarterProgress.active().join(WorkTask).where(
        WorkTask.retired_at.is_null() & (WorkTask.year == period.end.year)
        & QuarterProgress.quarter.in_(quarters_in(period)))


def _task(id: str, label: str, definition: str, query: Callable[[Period], Query]) -> Indicator:
    return Indicator(f"tasks.{id}", label, "项", definition, _TASKS, WorkTask, query, count())


_KEYS = ("not_begun", "under_way", "done", "behind")
declare_dimensions(WorkTask, by_field(WorkTask.lead_office))

TASKS = (
    _task("count", "年度任务数", "统计期末所在年度的台账任务，逐项计。", tasks),
    *(_task(key, f"{state}的任务数", f"统计期各季度中最后一次填报的完成状态为“{state}”的年度任务。",
            _in_state(state)) for key, state in zip(_KEYS, STATES, strict=True)),
    _task("no_state", "完成状态未填的任务数", "统计期内最后一次填报没有写完成状态的年度任务。", _in_state(None)),
    _task("unreported", "未填报进展的任务数", "统计期各季度中没有任何填报的年度任务。", _unreported),
    Indicator("tasks.reports", "季度进展填报份数", "份", "统计期各季度的进展填报，一项任务一个季度计1份。", _TASKS,
              QuarterProgress, progress, count()),
)
STATE_INDICATORS = dict(zip(STATES, (f"tasks.{key}" for key in _KEYS), strict=True))


# Daily reports ------------------------------------------------------------------------------


def daily(period: Period) -> Query:
    """The daily reports of the period."""
    return DailyReport.active().where(surely_within(DailyReport.day, period))


def _last_day(period: Period) -> Query:
    """The reports of the last day that has any, in the period."""
    last = DailyReport.alias()
    newest = last.select(fn.MAX(last.day).coerce(False)).where(
        last.retired_at.is_null() & surely_within(last.day, period))
    return daily(period).where(DailyReport.day == newest)


def _day(id: str, label: str, unit: str, definition: str, measure: Measure, *,
         query: Callable[[Period], Query] = daily) -> Indicator:
    return Indicator(f"daily.{id}", label, unit, definition, _DAYS, DailyReport, query, measure,
                     breakdowns=("person_kind",))


def _sum(*columns: Any) -> Measure:
    added: Any = fn.COALESCE(columns[0], 0)
    for column in columns[1:]:
        added = added + fn.COALESCE(column, 0)
    return total(added)


declare_dimensions(DailyReport, by_field(DailyReport.person_kind))
_LAST = "统计期内最后一个日报日的"
_FLOW = "统计期内各日日报登记的"

DAILY = (
    _day("days", "已报日报天数", "天", "统计期内有日报的天数，一天几类人员只计1天。", distinct(DailyReport.day)),
    _day("reports", "日报份数", "份", "统计期内的日报，一天一类人员计1份；零报告也计。", count()),
    _day("zero", "零报告份数", "份", "统计期内勾选“零报告”的日报。", count(),
         query=lambda period: daily(period).where(DailyReport.is_zero == True)),  # noqa: E712
    _day("registered", "期末在册涉外人员", "人", f"{_LAST}在册总数。", _sum(DailyReport.registered),
         query=_last_day),
    _day("on_campus", "期末在校涉外人员", "人", f"{_LAST}在校人数。", _sum(DailyReport.on_campus),
         query=_last_day),
    _day("in_province", "期末省内校外涉外人员", "人", f"{_LAST}省内校外人数。", _sum(DailyReport.in_province),
         query=_last_day),
    _day("other_provinces", "期末省外涉外人员", "人", f"{_LAST}省外人数。",
         _sum(DailyReport.other_provinces), query=_last_day),
    _day("abroad", "期末在境外涉外人员", "人", f"{_LAST}在境外人数。", _sum(DailyReport.abroad),
         query=_last_day),
    _day("expiring", "期末证件30天内到期人数", "人", f"{_LAST}证件30天内到期人数。",
         _sum(DailyReport.expiring), query=_last_day),
    _day("entered", "入境涉外人员", "人次", f"{_FLOW}当日入境人数之和。", _sum(DailyReport.entered)),
    _day("returned", "返校涉外人员", "人次", f"{_FLOW}当日返校人数之和。", _sum(DailyReport.returned)),
    _day("on_leave", "请假离校涉外人员", "人次", f"{_FLOW}请假离校人数之和，一人请假几天计几次。",
         _sum(DailyReport.on_leave)),
    _day("abnormal", "异常（健康、安全）", "人次", f"{_FLOW}异常人数之和，一人几天计几次。",
         _sum(DailyReport.abnormal)),
)

INDICATORS = (*TARGETS, *TASKS, *DAILY)


def decimals_of(*numbers: float | None) -> int:
    """How many decimals (two at most) are needed to write all of the numbers."""
    return max((0, *(len(f"{n:.2f}".rstrip("0").partition(".")[2])
                     for n in numbers if n is not None)))
