"""因公证照: papers kept at the two ends of a period, what came and went, and how loans came back.

A paper enters the ledger on its 签发日期 and leaves it cancelled or lost on its 注销（遗失）日期; older
records have that day in 交还日期. A loan is a member's 证照领用日期, or the paper's own where no
member has it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from peewee import Case, fn

from models.entities.outbound_trip import OutboundTrip, TripMember
from models.entities.staff_member import StaffMember, StaffTravelDocument
from models.indicators.base import (
    Indicator,
    Period,
    Query,
    by_field,
    count,
    declare_dimensions,
    total_in,
)
from models.indicators.dates import latest_sql, perhaps_within, surely_within

SOURCE = "因公证照管理规定（回国后限期交回）；版式为办公惯例"
ON_TIME, LATE, OUT, UNKNOWN = "按期", "逾期", "未交", "期限不明"
GONE = ("注销", "遗失")
Paper = StaffTravelDocument


def _kept() -> Query:
    """Papers on record, of people on record."""
    return Paper.select().join(StaffMember).where(
        Paper.retired_at.is_null() & StaffMember.retired_at.is_null()
    )


def _is_gone() -> Any:
    return Paper.state.is_null(False) & Paper.state.in_(GONE)


def _gone_on() -> Any:
    """SQL: the day of a paper's leaving the ledger, for those that left."""
    return fn.COALESCE(Paper.gone_on, Paper.handed_in_on).coerce(False)


def _dated() -> Any:
    """SQL: entered, and left where it left, on days that are known at least in part."""
    return Paper.issued_on.is_null(False) & (~_is_gone() | _gone_on().is_null(False))


def _before(column: Any, period: Period) -> Any:
    """SQL: surely before the first day of the period."""
    return latest_sql(column) < period.start.isoformat()


def _by_end(column: Any, period: Period) -> Any:
    return latest_sql(column) <= period.end.isoformat()


def at_start(period: Period) -> Query:
    """Papers in the ledger when the period begins."""
    left = _is_gone() & _before(_gone_on(), period)
    return _kept().where(_dated() & _before(Paper.issued_on, period) & ~left)


def at_end(period: Period) -> Query:
    """Papers in the ledger when the period ends."""
    left = _is_gone() & _by_end(_gone_on(), period)
    return _kept().where(_dated() & _by_end(Paper.issued_on, period) & ~left)


def _perhaps_gone(period: Period) -> Any:
    """SQL: the day of leaving is missing, or so rough that it may lie in the period."""
    own, old = Paper.gone_on, Paper.handed_in_on
    return Case(None, [(own.is_null(False), perhaps_within(own, period))],
                perhaps_within(old, period))


def _issued(period: Period) -> Query:
    return _kept().where(_dated() & surely_within(Paper.issued_on, period))


def _went(state: str) -> Callable[[Period], Query]:
    return lambda period: _kept().where(
        (Paper.state == state) & Paper.issued_on.is_null(False)
        & surely_within(_gone_on(), period)
    )


def _undated(period: Period) -> Query:
    """Papers whose day of entering or leaving is missing, and that may matter to the period."""
    unsure = Paper.issued_on.is_null() | (_is_gone() & _gone_on().is_null())
    begun = Paper.issued_on.is_null() | (Paper.issued_on <= period.end.isoformat())
    return _kept().where(unsure & begun)


def _went_perhaps(state: str) -> Callable[[Period], Query]:
    return lambda period: _kept().where(
        (Paper.state == state) & _perhaps_gone(period)
        & (Paper.issued_on.is_null() | (Paper.issued_on <= period.end.isoformat()))
    )


def _due_days() -> int:
    """Days after the return within which a paper is due; the checks ask the same parameter."""
    from models.checks.base import Look

    return Look().number("D-OUT-CUSTODY", "days")


def _months_on(period: Period, months: int) -> date:
    """So many months after the last day; half a year after 31 December is 30 June."""
    from models.checks.base import months_later

    return months_later(period.end, months)


def _outcome(returned: Any, due: Any) -> Any:
    """SQL: how one loan ended."""
    return Case(None, [
        (returned.is_null(), OUT),
        (due.is_null(), UNKNOWN),
        (due >= returned, ON_TIME),
    ], LATE)


def _member_loans(period: Period, outcome: str | None) -> Any:
    """SQL: loans of one paper that members took in the period, of one outcome or all."""
    member, trip = TripMember.alias(), OutboundTrip.alias()
    back = fn.COALESCE(member.came_home_on, trip.returned_on).coerce(False)
    due = fn.DATE(latest_sql(back), f"+{_due_days()} days")
    query = member.select(fn.COUNT(member.id)).join(trip, on=(member.trip == trip.id)).where(
        member.retired_at.is_null() & trip.retired_at.is_null()
        & (member.travel_document == Paper.id) & surely_within(member.document_taken_on, period)
    )
    if outcome is None:
        return query
    return query.where(_outcome(member.document_returned_on, due) == outcome)


def _own_loan(period: Period, outcome: str | None) -> Any:
    """SQL: 1 for the loan on the paper itself, unless a member had it then; else 0."""
    member, trip, still = TripMember.alias(), OutboundTrip.alias(), "9999"
    own_end = fn.COALESCE(Paper.handed_in_on, Paper.gone_on, Paper.due_on, still).coerce(False)
    its_end = fn.COALESCE(member.document_returned_on, still).coerce(False)
    with_trip = member.select(member.id).join(trip, on=(member.trip == trip.id))
    said = fn.EXISTS(with_trip.where(
        (member.travel_document == Paper.id) & member.retired_at.is_null()
        & trip.retired_at.is_null() & (latest_sql(own_end) >= member.document_taken_on)
        & (latest_sql(its_end) >= Paper.taken_on)
    ))
    counted = surely_within(Paper.taken_on, period) & ~said
    left_so = _is_gone() & Paper.gone_on.is_null()
    returned = Case(None, [(left_so, None)], Paper.handed_in_on)
    if outcome is not None:
        counted = counted & (_outcome(returned, latest_sql(Paper.due_on)) == outcome)
    return Case(None, [(counted, 1)], 0)


def loans_sql(period: Period, outcome: str | None = None) -> Any:
    """SQL: how often a paper was taken in the period, of one outcome or in all."""
    by_members = fn.COALESCE(_member_loans(period, outcome), 0).coerce(False)
    return by_members + _own_loan(period, outcome)


def _lent(outcome: str | None) -> Callable[[Period], Query]:
    return lambda period: _kept().where(loans_sql(period, outcome) > 0)


def _without_paper(period: Period) -> Query:
    """Members who took a paper nobody named: its kind is not known."""
    return TripMember.select().join(OutboundTrip).where(
        TripMember.retired_at.is_null() & OutboundTrip.retired_at.is_null()
        & TripMember.travel_document.is_null()
        & surely_within(TripMember.document_taken_on, period)
    )


declare_dimensions(Paper, by_field(Paper.kind, label="证照种类"))


def _paper(id: str, label: str, query: Any, definition: str, **options: Any) -> Indicator:
    return Indicator(
        f"travel_papers.{id}", label, options.pop("unit", "本"), definition, SOURCE, Paper, query,
        options.pop("measure", count()), scope="国（境）外", breakdowns=("kind",), **options,
    )


def _loan(id: str, label: str, outcome: str | None, definition: str) -> Indicator:
    return _paper(
        id, label, _lent(outcome), definition, unit="次",
        measure=total_in(lambda period: loans_sql(period, outcome)),
    )


_LEDGER = "以签发日期为入册日；状态为“注销”“遗失”的，以“注销（遗失）日期”为出册日，留空的按交还日期，都没有的列为待核。"
_LOANS = (
    "领用日期在统计期内的领用：团组成员所持证照的“证照领用日期”，加证照上登记、与团组领用时间不重叠的领用，每领一次计1次。"
)

INDICATORS: tuple[Indicator, ...] = (
    _paper("at_start", "期初在册因公证照", at_start, "统计期第一天之前已在册的因公证照。" + _LEDGER,
           uncertain=_undated),
    _paper("issued", "新办因公证照", _issued, "签发日期在统计期内的因公证照，换发按新办计。" + _LEDGER),
    _paper("cancelled", "注销因公证照", _went("注销"), "状态为“注销”、出册日在统计期内的因公证照。" + _LEDGER,
           uncertain=_went_perhaps("注销")),
    _paper("lost", "遗失因公证照", _went("遗失"), "状态为“遗失”、出册日在统计期内的因公证照。" + _LEDGER,
           uncertain=_went_perhaps("遗失")),
    _paper("at_end", "期末在册因公证照", at_end, "统计期最后一天在册的因公证照。" + _LEDGER,
           uncertain=_undated),
    _loan("loans", "因公证照领用次数", None, _LOANS),
    _loan("on_time", "按期交回次数", ON_TIME,
          _LOANS + "只计在应交日（回国后规定天数内，或证照上登记的应还日期）当天或之前交还的。"),
    _loan("late", "逾期交回次数", LATE, _LOANS + "只计交还日期晚于应交日的。"),
    _loan("out", "未交回次数", OUT, _LOANS + "只计没有交还日期的，含尚未到期的；遗失、注销的证照也列在此。"),
    _loan("unknown", "交回期限不明次数", UNKNOWN, _LOANS + "只计已经交还、但回国日期和应还日期都未填的。"),
    _paper("expiring", "六个月内到期的在册因公证照",
           lambda period: at_end(period).where(
               latest_sql(Paper.valid_until) < _months_on(period, 6).isoformat()),
           "统计期末在册、有效期距期末不足6个月（含已过期）的因公证照。"),
    Indicator(
        "travel_papers.unnamed_loans", "未登记所持证照的领用次数", "次",
        "团组成员填有证照领用日期、但没有选定所持证照的，分不清证照种类，不在各类领用次数内。",
        SOURCE, TripMember, _without_paper, count(), scope="国（境）外",
    ),
)
