"""出访计划: trips that stand in a year's plan, by the day on which they mean to leave."""

from __future__ import annotations

from typing import Any

from peewee import Case, fn

from models.entities.outbound_trip import BudgetLine, OutboundTrip, days_abroad_sql, party_size_sql
from models.indicators.base import (
    Indicator,
    Period,
    Query,
    by_expression,
    count,
    declare_dimensions,
    total,
)
from models.indicators.dates import perhaps_within, surely_within
from models.indicators.trips import destination_sql

SOURCE = "年度因公临时出国（境）计划申报要求（各省市外办）"
SPLITS = ("destination_kind", "trip_category", "level", "country")


def is_listed() -> Any:
    """SQL: stands in a plan: marked so, or unmarked and still planned or approved."""
    trip = OutboundTrip
    waiting = trip.in_plan.is_null() & trip.status.in_(("计划", "已批复"))
    return trip.retired_at.is_null() & ((trip.in_plan == True) | waiting)  # noqa: E712


def planned_in(period: Period) -> Query:
    """Trips of the plan that mean to leave in the period, whatever became of them."""
    return OutboundTrip.select().where(
        is_listed() & surely_within(OutboundTrip.departed_on, period)
    )


def _perhaps(period: Period) -> Query:
    return OutboundTrip.select().where(
        is_listed() & perhaps_within(OutboundTrip.departed_on, period)
    )


def planned_days_sql() -> Any:
    """SQL: days of a trip by its two dates, else as stated, else as approved."""
    stated = (OutboundTrip.stated_days, OutboundTrip.approved_days)
    return fn.COALESCE(days_abroad_sql(), *stated, 0).coerce(False)


def budget_sql() -> Any:
    """SQL: the budget of a trip in 分, what the host pays left out; NULL without any line.

    Half a 分 is rounded up as BudgetLine.yuan does, though 192232.5 may be held as …499999999.
    """
    line = BudgetLine.alias()
    foreign = line.standard * line.persons * line.days * line.rate * 100 + 1e-7
    cents = Case(None, [(foreign.is_null(False), fn.ROUND(foreign).cast("INTEGER"))], line.amount)
    kept = line.retired_at.is_null() & (fn.COALESCE(line.paid_by_host, 0) == 0)
    return line.select(fn.SUM(cents).coerce(False)).where((line.trip == OutboundTrip.id) & kept)


def _has_budget() -> Any:
    line = BudgetLine.alias()
    return fn.EXISTS(line.select(line.id).where(
        (line.trip == OutboundTrip.id) & line.retired_at.is_null()))


declare_dimensions(OutboundTrip, by_expression("budget_source", "预算来源", lambda: Case(None, [
    (OutboundTrip.funding_kind == "财政预算", "省本级"),
    (OutboundTrip.funding_kind.is_null(False), "其他"),
], None)))

_WHICH = (
    "“列入年度计划”为是，或该项未填而状态为“计划”“已批复”，且拟出境日期在统计期内的团组；"
    "后来已执行、取消的仍是当年计划，计在内；标明计划外的不计。"
)


def _plan(id: str, label: str, unit: str, *, definition: str, **options: Any) -> Indicator:
    return Indicator(
        f"trip_plans.{id}", label, unit, definition, SOURCE, OutboundTrip,
        options.pop("query", planned_in), options.pop("measure", count()),
        scope=options.pop("scope", "国（境）外"), uncertain=options.pop("uncertain", _perhaps),
        **options,
    )


INDICATORS: tuple[Indicator, ...] = (
    _plan("groups", "计划出访团组数", "批", definition=_WHICH + "每团计1批。", breakdowns=SPLITS),
    _plan("person_times", "计划出访人次", "人次",
          definition=_WHICH + "列有名单的按名单人数，未列名单的按登记人数；双跨（参团）团组只计本校人员。",
          measure=total(fn.COALESCE(party_size_sql(), 0)), breakdowns=SPLITS),
    _plan("days", "计划在外天数", "天",
          definition=_WHICH + "天数为拟入境日期减拟出境日期加1，离、抵境当日都计；日期不全的按登记的在外天数，"
          "再没有的按批准天数。各团天数之和只供核对。",
          measure=total(planned_days_sql()), breakdowns=SPLITS[:1]),
    _plan("budget", "计划出访预算", "元",
          definition=_WHICH + "金额为团组预算明细之和：有外币标准的按标准×人数×天（晚）数×汇率，其余按填写的人民币金额；"
          "外方负担的项目不计。",
          measure=total(fn.COALESCE(budget_sql(), 0).coerce(False), is_money=True),
          breakdowns=("destination_kind", "trip_category", "level"),
          uncertain=lambda period: planned_in(period).where(~_has_budget())),
    _plan("unplaced", "出访性质未填的计划团组数", "批",
          definition=_WHICH + "只计既未填出访性质、也没有行程段可以推断的；不在出国、赴港澳、赴台任何一张计划表内。",
          query=lambda period: planned_in(period).where(destination_sql().is_null())),
    _plan("off_plan", "计划外拟出访团组数", "批",
          definition="“列入年度计划”为否、拟出境日期在统计期内且未取消的团组；不在计划表内，另行报批。",
          query=lambda period: OutboundTrip.active().where(
              (OutboundTrip.in_plan == False)  # noqa: E712
              & surely_within(OutboundTrip.departed_on, period)
              & (OutboundTrip.status.is_null() | (OutboundTrip.status != "取消"))),
          breakdowns=("destination_kind",), uncertain=None),
)
