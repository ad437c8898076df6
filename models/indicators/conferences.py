"""国际会议 hosted by the college: how many, how large, how many delegates from abroad."""

from __future__ import annotations

from typing import Any

from peewee import Case, fn

from models.codes import HOME
from models.entities.event import Event, Speaker
from models.indicators.base import (
    Dimension,
    Indicator,
    Measure,
    Period,
    Query,
    by_expression,
    by_field,
    count,
    declare_dimensions,
    distinct,
    total,
)
from models.indicators.dates import perhaps_within
from models.indicators.events import held

SOURCE = "在华举办国际会议管理要求；按开始日期归年"
CONFERENCE = "国际会议"


def conferences(period: Period) -> Query:
    """Conferences that began in the period."""
    return held(period, CONFERENCE)


def _perhaps(period: Period) -> Query:
    return Event.active().where(
        perhaps_within(Event.held_on, period) & (Event.kind == CONFERENCE)
    )


declare_dimensions(
    Event,
    by_field(Event.conference_kind, label="会议类型"),
    by_expression("mode", "举办方式", lambda: Case(None, [
        (Event.is_online == True, "线上"), (Event.is_online == False, "线下"),  # noqa: E712
    ], None)),
    Dimension(
        "event", "会议", lambda id: Event.id.is_null() if id is None else Event.id == id,
        lambda query: [row[0] for row in query.select(Event.id).tuples()],
        lambda id: "未归类" if id is None else str(Event.get_by_id(id)),
        lambda text: None if text == "未归类" else int(text), expression=lambda: Event.id,
        one_record=True,
    ),
)


def _listed(period: Period) -> Query:
    """Those named as coming from abroad or 港澳台 at the conferences of the period."""
    return Speaker.active().where(
        Speaker.event.in_(conferences(period).select(Event.id))
        & Speaker.nationality.is_null(False) & (Speaker.nationality != HOME))


def _one(id: str, label: str, unit: str, definition: str, measure: Measure, **more: Any) -> Any:
    return Indicator(
        f"conferences.{id}", label, unit, definition, SOURCE, Event,
        more.pop("query", conferences), measure, scope="国（境）外",
        breakdowns=("conference_kind", "mode"), uncertain=more.pop("uncertain", _perhaps),
    )


def _lacking(column: Any) -> Any:
    return lambda period: conferences(period).where(column.is_null())


_WHICH = "类别为“国际会议”、开始日期在统计期内的涉外活动"

INDICATORS: tuple[Indicator, ...] = (
    _one("held", "举办国际会议场次", "场", _WHICH + "，每场计1场；系列会议每场分别登记。", count()),
    _one("attendance", "国际会议参会人数", "人次", _WHICH + "登记的参加人数（含境外代表）之和；未填的按0计。",
         total(fn.COALESCE(Event.audience, 0)), uncertain=_lacking(Event.audience)),
    _one("from_abroad", "国际会议境外代表", "人次", _WHICH + "登记的境外人数之和，含港澳台代表；未填的按0计。",
         total(fn.COALESCE(Event.foreign_audience, 0)), uncertain=_lacking(Event.foreign_audience)),
    _one("places", "国际会议境外国家（地区）数", "个",
         _WHICH + "登记的境外国家（地区）数；只在单场有意义，各场之间有重复，合计只供核对。",
         total(fn.COALESCE(Event.foreign_countries, 0)),
         uncertain=_lacking(Event.foreign_countries)),
    Indicator(
        "conferences.listed_places", "国际会议境外国家（地区）数（去重）", "个",
        _WHICH + "参会名单（主讲人）中的不同国籍（地区），各场之间重复的只计1个；名单不全的会少计。",
        SOURCE, Speaker, _listed, distinct(Speaker.nationality), scope="国（境）外",
        uncertain=lambda period: Speaker.active().where(
            Speaker.event.in_(conferences(period).select(Event.id))
            & Speaker.nationality.is_null())),
    _one("reported", "报备公安的国际会议", "场", _WHICH + "中，“报备公安”为是的。", count(), uncertain=None,
         query=lambda period: conferences(period).where(
             Event.reported_to_police == True)),  # noqa: E712
    _one("approved", "有批件的国际会议", "场", _WHICH + "中，填有批件文号的。", count(), uncertain=None,
         query=lambda period: conferences(period).where(Event.approval_no.is_null(False))),
)
