"""出访情况报告: what was approved beside what was done, and whether the report came in time."""

from __future__ import annotations

from typing import Any

from peewee import Case, fn

from models.entities.outbound_trip import OutboundTrip, days_abroad_sql, party_size_sql
from models.indicators.base import (
    Indicator,
    Period,
    Query,
    by_expression,
    count,
    declare_dimensions,
    total,
)
from models.indicators.dates import latest_sql
from models.indicators.trips import returned_in

SOURCE = "因公临时出国（境）任务批件与出访报告管理要求"
IN_TIME, LATE, UNDATED, MISSING = "按期提交", "逾期提交", "已提交（日期未填）", "未提交"


def report_days() -> int:
    """Days after the return within which the report is due; the checks ask the same parameter."""
    from models.checks.base import Look

    return Look().number("D-OUT-REPORT", "days")


def report_state_sql() -> Any:
    """SQL: whether the report of a trip that is back came, and in time."""
    due = fn.DATE(latest_sql(OutboundTrip.returned_on), f"+{report_days()} days")
    return Case(None, [
        (OutboundTrip.reported_on.is_null() & (OutboundTrip.report_submitted == True),  # noqa: E712
         UNDATED),
        (OutboundTrip.reported_on.is_null(), MISSING),
        (due >= OutboundTrip.reported_on, IN_TIME),
    ], LATE)


def _returned(period: Period) -> Query:
    return OutboundTrip.select().where(returned_in(period))


def _actual_days() -> Any:
    return fn.COALESCE(days_abroad_sql(), OutboundTrip.stated_days).coerce(False)


def _exceeds() -> Any:
    trip = OutboundTrip
    return (_actual_days() > trip.approved_days) | (
        party_size_sql() > trip.approved_head_count
    )


declare_dimensions(OutboundTrip, by_expression("report_state", "出访报告", report_state_sql))

_WHICH = "已执行且实际入境日期在统计期内的团组"


def _one(id: str, label: str, unit: str, definition: str, **more: Any) -> Indicator:
    return Indicator(
        f"trip_reports.{id}", label, unit, definition, SOURCE, OutboundTrip,
        more.pop("query", _returned), more.pop("measure", count()), scope="国（境）外",
        breakdowns=("report_state", "destination_kind"), **more,
    )


INDICATORS: tuple[Indicator, ...] = (
    _one("approved_people", "批准人数", "人次", _WHICH + "，批件上的批准人数之和；未填的按0计。",
         measure=total(fn.COALESCE(OutboundTrip.approved_head_count, 0)),
         uncertain=lambda period: _returned(period).where(
             OutboundTrip.approved_head_count.is_null())),
    _one("approved_days", "批准天数", "天", _WHICH + "，批件上的批准在外天数之和；未填的按0计。",
         measure=total(fn.COALESCE(OutboundTrip.approved_days, 0)),
         uncertain=lambda period: _returned(period).where(OutboundTrip.approved_days.is_null())),
    _one("days", "实际在外天数", "天",
         _WHICH + "，抵境日期减离境日期加1之和，离、抵境当日都计；日期不全的按登记的在外天数。"
         "跨年团组按全程计，不拆分。",
         measure=total(fn.COALESCE(_actual_days(), 0).coerce(False)),
         uncertain=lambda period: _returned(period).where(_actual_days().is_null())),
    _one("exceeding", "实际超过批准的团组数", "批", _WHICH + "中，实际天数多于批准天数，或本校人数多于批准人数的。",
         query=lambda period: _returned(period).where(_exceeds())),
    _one("shortened", "实际少于批准的团组数", "批",
         _WHICH + "中，实际天数少于批准天数，或本校人数少于批准人数的（提前离境、减员）。",
         query=lambda period: _returned(period).where(
             (_actual_days() < OutboundTrip.approved_days)
             | (party_size_sql() < OutboundTrip.approved_head_count))),
)
