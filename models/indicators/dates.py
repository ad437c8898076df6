"""Dates in SQL: certain and possible membership of a period, spans, and days cut at its ends."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from peewee import Case, fn

from models.indicators.base import Period


def surely_within(column: Any, period: Period) -> Any:
    """SQL: every day the (perhaps partial) date can mean lies in the period."""
    before = (period.start - timedelta(days=1)).isoformat()
    after = (period.end + timedelta(days=1)).isoformat()
    return (column > before) & (column.concat("~") < after)


def perhaps_within(column: Any, period: Period) -> Any:
    """SQL: the partial date may lie in the period, but need not; or there is no date at all."""
    return column.is_null() | (column.within(period.start, period.end)
                               & ~surely_within(column, period))


def begins_by_end(column: Any, period: Period) -> Any:
    """SQL: begun on or before the last day of the period."""
    return column <= period.end.isoformat()


def reaches_start(column: Any, period: Period) -> Any:
    """SQL: lasting to the first day of the period or longer; `column` may be an expression."""
    return column.concat("~") >= period.start.isoformat()


def overlaps(begin: Any, end: Any, period: Period) -> Any:
    """SQL: the span shares at least one day with the period; both ends must be known."""
    return begins_by_end(begin, period) & reaches_start(end, period)


def earliest_sql(column: Any) -> Any:
    """SQL: the first day a partial date can mean."""
    return fn.SUBSTR(column.concat("-01-01"), 1, 10)


def latest_sql(column: Any) -> Any:
    """SQL: the last day a partial date can mean."""
    return Case(fn.LENGTH(column), [
        (4, column.concat("-12-31")),
        (7, fn.DATE(column.concat("-01"), "+1 month", "-1 day")),
    ], column)


def is_full(column: Any) -> Any:
    """SQL: year, month and day are known."""
    return fn.LENGTH(column) == 10


def days_within(begin: Any, end: Any, period: Period) -> Any:
    """SQL: days of a span inside the period, both ends counted; 0 when outside. Full dates only."""
    first = fn.MAX(begin, period.start.isoformat()).coerce(False)
    last = fn.MIN(end, period.end.isoformat()).coerce(False)
    days = (fn.JULIANDAY(last) - fn.JULIANDAY(first) + 1).cast("INTEGER")
    return fn.MAX(days, 0).coerce(False)


def lasts_months(begin: Any, end: Any, months: int) -> Any:
    """SQL: the span covers `months` whole months (1 March to 31 May are three)."""
    last_needed = fn.DATE(earliest_sql(begin), f"+{months} months", "-1 day")
    return last_needed <= latest_sql(end)
