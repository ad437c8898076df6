"""涉外活动: lectures, forums, conferences and trainings, counted in the year in which they begin."""

from __future__ import annotations

from typing import Any

from peewee import fn

from models.entities.event import Event, Participant, Speaker
from models.indicators.base import (
    Indicator,
    Period,
    Query,
    by_field,
    count,
    declare_dimensions,
    distinct,
    total,
)
from models.indicators.dates import perhaps_within, surely_within
from models.indicators.places import is_foreign, place_dimensions

SOURCE = "办公惯例（活动按开始日期归年）"


def held(period: Period, *kinds: str) -> Query:
    """Events that began in the period, of some kinds or of all."""
    query = Event.active().where(surely_within(Event.held_on, period))
    return query.where(Event.kind.in_(kinds)) if kinds else query


def attendance_sql() -> Any:
    """SQL: own people at an event: the listed ones, else the number on record."""
    person = Participant.alias()
    listed = person.select(fn.COUNT(person.id)).where(
        (person.event == Event.id) & person.retired_at.is_null()
    )
    return fn.COALESCE(fn.NULLIF(listed, 0), Event.audience, 0).coerce(False)


def foreign_speaker() -> Any:
    """SQL: a foreign speaker is listed."""
    guest = Speaker.alias()
    return fn.EXISTS(guest.select(guest.id).where(
        (guest.event == Event.id) & guest.retired_at.is_null() & is_foreign(guest.nationality)
    ))


def _speakers(period: Period) -> Query:
    return Speaker.select().join(Event).where(
        Speaker.retired_at.is_null() & Event.retired_at.is_null()
        & surely_within(Event.held_on, period) & is_foreign(Speaker.nationality)
    )


def same_name(column: Any) -> Any:
    """SQL: a passport name without the comma, spaces and case that registers write differently."""
    bare = fn.REPLACE(fn.REPLACE(fn.REPLACE(column, ",", ""), "\uff0c", ""), " ", "")
    return fn.UPPER(bare).coerce(False)


declare_dimensions(Event, by_field(Event.kind, label="类别"))
declare_dimensions(Speaker, *place_dimensions(Speaker.nationality),
                   by_field(Event.kind, label="类别"))


def _uncertain(*kinds: str) -> Any:
    return lambda period: Event.active().where(
        perhaps_within(Event.held_on, period)
        & (Event.kind.in_(kinds) if kinds else Event.id.is_null(False)))


def _events(id: str, label: str, unit: str, *kinds: str) -> Indicator:
    what = f"类别为{'、'.join(f'“{kind}”' for kind in kinds)}、" if kinds else ""
    return Indicator(
        id, label, unit, f"{what}开始日期在统计期内的涉外活动，每场计1。", SOURCE, Event,
        lambda period: held(period, *kinds), count(), breakdowns=("kind",),
        uncertain=_uncertain(*kinds),
    )


INDICATORS = (
    _events("events.count", "涉外活动场次", "场"),
    _events("events.lectures", "专家讲座场次", "场", "讲座"),
    _events("events.forums", "论坛场次", "场", "论坛"),
    _events("events.conferences", "国际会议场次", "场", "国际会议"),
    _events("events.trainings", "外事培训场次", "场", "外事培训"),
    _events("events.language_trainings", "外语培训班数", "期", "外语培训"),
    Indicator(
        "events.foreign_expert_lectures", "外国专家讲座场次", "场",
        "类别为“讲座”、开始日期在统计期内且有外国籍主讲人的；港澳台和国内专家的不计。", SOURCE, Event,
        lambda period: held(period, "讲座").where(foreign_speaker()), count(), scope="国外",
        uncertain=_uncertain("讲座"),
    ),
    Indicator(
        "events.foreign_experts", "来校授课讲学外国专家人数", "人",
        "统计期内开始的活动的外国籍主讲人，按姓名和国籍去重（不分大小写、逗号和空格）。", SOURCE, Speaker,
        _speakers, distinct(same_name(Speaker.name).concat(Speaker.nationality)), scope="国外",
        breakdowns=("country", "kind"),
    ),
    Indicator(
        "events.lecture_audience", "讲座听众人次", "人次",
        "统计期内讲座的参加人数之和；列有名单的按名单。", SOURCE, Event,
        lambda period: held(period, "讲座"), total(attendance_sql()),
        uncertain=lambda period: held(period, "讲座").where(attendance_sql() == 0),
    ),
    Indicator(
        "events.training_person_times", "外事培训人次", "人次",
        "类别为“外事培训”、开始日期在统计期内的参加人次：列有名单的按名单人数，未列的按参加人数；一人参加几次计几次。",
        SOURCE, Event, lambda period: held(period, "外事培训"),
        total(attendance_sql()),
        uncertain=lambda period: held(period, "外事培训").where(attendance_sql() == 0),
    ),
    Indicator(
        "events.language_training_teachers", "外语培训教师人次", "人次",
        "类别为“外语培训”、开始日期在统计期内的培训班参加教师数之和；列有名单的按名单。", SOURCE, Event,
        lambda period: held(period, "外语培训"), total(attendance_sql()),
        uncertain=lambda period: held(period, "外语培训").where(attendance_sql() == 0),
    ),
    Indicator(
        "events.conference_foreigners", "国际会议境外代表人数", "人次",
        "统计期内国际会议登记的境外人数之和；未填的按0计。", SOURCE, Event,
        lambda period: held(period, "国际会议"),
        total(fn.COALESCE(Event.foreign_audience, 0)), scope="国（境）外",
        uncertain=lambda period: held(period, "国际会议").where(Event.foreign_audience.is_null()),
    ),
)
