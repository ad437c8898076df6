"""市级综合报表: what the city asks that no other form counts: leaders on visits abroad, donations."""

from __future__ import annotations

from typing import Any

from peewee import fn

from models.entities.ngo_activity import NgoActivity
from models.entities.outbound_trip import OutboundTrip, TripMember
from models.entities.staff_member import StaffMember
from models.indicators.base import Indicator, Period, Query, count, distinct, total
from models.indicators.dates import surely_within
from models.indicators.ngos import DONATION
from models.indicators.trips import executed

SOURCE = "市级《对外交流与合作情况统计报表》八块"


def leaders(period: Period) -> Query:
    """校领导 on executed trips that came back in the period."""
    return (
        TripMember.select().join(OutboundTrip).switch(TripMember).join(StaffMember)
        .where(TripMember.retired_at.is_null() & executed()
               & surely_within(OutboundTrip.returned_on, period)
               & (StaffMember.is_school_leader == True))  # noqa: E712
    )


def donations(period: Period) -> Query:
    """接受捐赠 that began in the period."""
    return NgoActivity.active().where(
        surely_within(NgoActivity.begins_on, period) & (NgoActivity.kind == DONATION))


def _city(id: str, label: str, unit: str, definition: str, measure: Any, *, entity: Any,
          query: Any, uncertain: Any = None) -> Indicator:
    return Indicator(f"city.{id}", label, unit, definition, SOURCE, entity, query, measure,
                     scope="国（境）外", uncertain=uncertain)


_LEADERS = "抵境日期在统计期内的已执行团组中，在教职工表登记为校领导的成员"
_DONATIONS = "合作方式为“接受捐赠”、开始日期在统计期内的记录"

INDICATORS = (
    _city("leader_trips", "领导出国（境）访问人次", "人次", f"{_LEADERS}，一人两次计2人次。", count(),
          entity=TripMember, query=leaders),
    _city("leaders", "出国（境）访问的领导人数", "人", f"{_LEADERS}，去重。",
          distinct(TripMember.staff_member), entity=TripMember, query=leaders),
    _city("donations", "接受国（境）外捐赠项数", "项", f"{_DONATIONS}，逐项计。", count(),
          entity=NgoActivity, query=donations),
    _city("donated", "接受国（境）外捐赠金额", "元", f"{_DONATIONS}金额（折人民币）之和；未填的按0计，列为待核。",
          total(fn.COALESCE(NgoActivity.amount, 0), is_money=True), entity=NgoActivity,
          query=donations,
          uncertain=lambda period: donations(period).where(NgoActivity.amount.is_null())),
)
