"""来访接待: groups by the leader's country, person-times by each guest's own; 国内 told apart."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from peewee import fn

from models.codes import HOME
from models.entities.inbound_visit import InboundVisit, Visitor
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
    total_of_slice,
)
from models.indicators.dates import perhaps_within, surely_within
from models.indicators.places import (
    in_continent,
    in_region,
    is_foreign,
    place_dimensions,
)

SOURCE = "来访接待统计（外事办年度统计）；国内来访单列，不计入外宾"


def arrived(period: Period) -> Query:
    """Visits that began in the period."""
    return InboundVisit.active().where(surely_within(InboundVisit.arrived_on, period))


def _perhaps_arrived(period: Period) -> Query:
    return InboundVisit.active().where(perhaps_within(InboundVisit.arrived_on, period))


def _visitors(condition: Any = None) -> Any:
    """SQL: how many named guests of a visit meet a condition on their nationality."""
    guest = Visitor.alias()
    query = guest.select(fn.COUNT(guest.id)).where(
        (guest.visit == InboundVisit.id) & guest.retired_at.is_null()
    )
    # Wrapped, because peewee reads query + number as UNION ALL.
    return fn.COALESCE(query if condition is None else query.where(condition(guest.nationality)), 0)


def guests_sql() -> Any:
    """SQL: guests of a visit: the number on record, or the named guests where those are more."""
    return fn.MAX(fn.COALESCE(InboundVisit.head_count, 0), _visitors()).coerce(False)


def _unnamed() -> Any:
    """SQL: guests whose own nationality is not known; they follow the delegation's."""
    return guests_sql() - _visitors(lambda nationality: nationality.is_null(False))


def _guests_from(place: Any) -> Any:
    """SQL: guests of a visit from one place; `place` makes a condition from a column."""
    of_visit = fn.COALESCE(place(InboundVisit.country), 0).coerce(False)
    named = _visitors(lambda nationality: place(nationality) & nationality.is_null(False))
    return named + _unnamed() * of_visit


def _in_all(where: Mapping[str, Any], base: Any) -> Any:
    """The condition on a place that a slice and the indicator together make."""

    def place(column: Any) -> Any:
        condition = base(column)
        for key, test in (("guest_region", in_region), ("guest_continent", in_continent)):
            if key in where:
                condition = condition & test(column, where[key])
        if "guest_country" in where:
            code = where["guest_country"]
            condition = condition & (column.is_null() if code is None else column == code)
        return condition

    return place


def _person_times(base: Any) -> Measure:
    """Guests from the places that `base` allows, cut further by the slice."""
    return total_of_slice(lambda where: _guests_from(_in_all(where, base)))


def _anywhere(column: Any) -> Any:
    return column.is_null() | column.is_null(False)


def _outside(column: Any) -> Any:
    """Not 国内; a blank counts and shows as 未归类."""
    return column.is_null() | (column != HOME)


def _has_guests(place: Any) -> Any:
    guest = Visitor.alias()
    named = guest.select(guest.id).where(
        (guest.visit == InboundVisit.id) & guest.retired_at.is_null()
        & guest.nationality.is_null(False) & place(guest.nationality)
    )
    return place(InboundVisit.country) | fn.EXISTS(named)


def _by_guest(plain: Dimension, place: Any) -> Dimension:
    """The same split, but by the guests' own nationalities: a mixed group lies in several."""

    def values(query: Query) -> list[Any]:
        named: Any = Visitor.select(Visitor.id).where(
            Visitor.retired_at.is_null() & Visitor.nationality.is_null(False)
            & Visitor.visit.in_(query.select(InboundVisit.id)))
        found = dict.fromkeys(plain.values(query))
        by_key = {d.key: d for d in place_dimensions(Visitor.nationality)}
        return list(found | dict.fromkeys(by_key[plain.key].values(named)))

    return Dimension(
        f"guest_{plain.key}", f"{plain.label}（按来宾国籍）",
        lambda value: _has_guests(lambda column: place(column, value)),
        values, plain.show, plain.parse, overlapping=True,
    )


_PLAIN = place_dimensions(InboundVisit.country)
declare_dimensions(
    InboundVisit, *_PLAIN,
    _by_guest(_PLAIN[0], lambda column, code: column.is_null() if code is None else column == code),
    _by_guest(_PLAIN[1], in_continent), _by_guest(_PLAIN[2], in_region),
    by_field(InboundVisit.body_kind), by_field(InboundVisit.purpose_kind),
    by_field(InboundVisit.reception_level), by_field(InboundVisit.department),
    by_expression("is_high_level", "部级以上或政府代表团",
                  lambda: fn.COALESCE(InboundVisit.is_high_level, 0).coerce(False),
                  show={1: "部级以上或政府代表团", 0: "其他"}),
)

_SPLITS = ("region", "country", "continent", "body_kind", "purpose_kind")
_GUEST_SPLITS = ("guest_region", "guest_country", "guest_continent", "body_kind", "purpose_kind")
_GROUP = "来访日期在统计期内的来访团组，每团计1批；混合团组归团长国籍。"
_GUEST = (
    "来访日期在统计期内的来宾人次：以登记人数为准，名单多于登记人数的按名单；"
    "混合团组中列有国籍的按各人国籍分摊，其余随团组的国别（地区）。"
)


def _groups(prefix: str, who: str, scope: str, place: Any) -> Indicator:
    note = {"": "外国、港澳、台湾和国内来访都计在内。"}.get(prefix, f"只计{who}。")
    return Indicator(
        f"visits.{prefix}groups", f"{who}批次", "批", _GROUP + note, SOURCE, InboundVisit,
        lambda period: arrived(period).where(place(InboundVisit.country)), count(), scope=scope,
        breakdowns=_SPLITS,
        uncertain=lambda period: _perhaps_arrived(period).where(place(InboundVisit.country)),
    )


def _guests(prefix: str, who: str, scope: str, place: Any) -> Indicator:
    note = {"": "外国、港澳、台湾和国内来访都计在内。"}.get(prefix, f"只计{who}。")
    return Indicator(
        f"visits.{prefix}person_times", f"{who}人次", "人次", _GUEST + note, SOURCE, InboundVisit,
        lambda period: arrived(period).where(_has_guests(place)), _person_times(place), scope=scope,
        breakdowns=_GUEST_SPLITS,
        uncertain=lambda period: arrived(period).where(
            _has_guests(place) & InboundVisit.head_count.is_null()),
    )


_KINDS: tuple[tuple[str, str, str, Any], ...] = (
    ("", "来访（含国内）", "", _anywhere),
    ("outside_", "外宾及港澳台来访", "国（境）外", _outside),
    ("foreign_", "外国来访", "国外", lambda column: in_region(column, "外国")),
    ("hong_kong_macao_", "港澳来访", "港澳台", lambda column: in_region(column, "港澳")),
    ("taiwan_", "台湾来访", "港澳台", lambda column: in_region(column, "台湾")),
    ("domestic_", "国内来访", "", lambda column: in_region(column, "国内")),
)

INDICATORS = (
    *(_groups(*kind) for kind in _KINDS),
    *(_guests(*kind) for kind in _KINDS),
    Indicator(
        "visits.countries", "来访国家数", "个",
        "统计期内来访团组的不同国家数；港澳台不是国家，不计。", SOURCE, InboundVisit,
        lambda period: arrived(period).where(is_foreign(InboundVisit.country)),
        distinct(InboundVisit.country), scope="国外", breakdowns=("country",),
    ),
    Indicator(
        "visits.agreements_signed", "来访期间签署协议数", "份",
        "统计期内外国和港澳台来访登记的签署协议数之和；未填的按0计。", SOURCE, InboundVisit,
        lambda period: arrived(period).where(_outside(InboundVisit.country)),
        total(fn.COALESCE(InboundVisit.agreements_signed, 0)),
        scope="国（境）外", breakdowns=_SPLITS,
    ),
    Indicator(
        "visits.domestic_agreements_signed", "国内来访签署协议数", "份",
        "统计期内国内来访登记的签署协议数之和；未填的按0计。", SOURCE, InboundVisit,
        lambda period: arrived(period).where(InboundVisit.country == HOME),
        total(fn.COALESCE(InboundVisit.agreements_signed, 0)),
    ),
    Indicator(
        "visits.met_by_leader", "校领导会见批次", "批",
        "统计期内外国和港澳台来访中校领导会见的团组数。", SOURCE, InboundVisit,
        lambda period: arrived(period).where(
            _outside(InboundVisit.country) & (InboundVisit.met_by_leader == True)),  # noqa: E712
        count(), scope="国（境）外", breakdowns=_SPLITS,
    ),
)
