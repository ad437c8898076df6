"""合作院校与协议: signed, valid, new, renewed and expired are five different numbers."""

from __future__ import annotations

from typing import Any

from peewee import fn

from models.codes import HOME
from models.country_groups import BELT_AND_ROAD, members_of
from models.entities.partner_school import Agreement, PartnerSchool
from models.indicators.base import (
    Indicator,
    Period,
    Query,
    by_field,
    count,
    declare_dimensions,
    distinct,
)
from models.indicators.dates import begins_by_end, perhaps_within, surely_within
from models.indicators.places import is_foreign, is_hmt, place_dimensions

SOURCE = "合作协议与友好学校统计（外事办年度统计）；份、所、对分别计"


def agreements() -> Query:
    """Agreements joined with their partner, both outside the recycle bin."""
    return Agreement.select().join(PartnerSchool).where(
        Agreement.retired_at.is_null() & PartnerSchool.retired_at.is_null()
    )


def ended_by(period: Period) -> Any:
    """SQL: not valid any more on the last day: run out and not renewed by itself, or ended."""
    last = period.end.isoformat()
    run_out = (
        (Agreement.valid_until.concat("~") < last)
        & (Agreement.auto_renewed.is_null() | (Agreement.auto_renewed == False))  # noqa: E712
    )
    ended = Agreement.terminated_on.is_null(False) & (Agreement.terminated_on <= last)
    return fn.COALESCE(run_out, 0) | fn.COALESCE(ended, 0)


def signed_by(period: Period) -> Query:
    """Agreements signed by the end of the period, whatever became of them."""
    return agreements().where(begins_by_end(Agreement.signed_on, period))


def valid_at_end(period: Period) -> Query:
    """Agreements in force on the period's last day; an end must be known (长期 is known)."""
    known = Agreement.valid_until.is_null(False) | (Agreement.auto_renewed == True)  # noqa: E712
    return signed_by(period).where(known & ~ended_by(period))


def _ended_after_it_ran_out() -> Any:
    """SQL: 提前终止 comes after the last day; half-known days are read as their last."""
    return Agreement.terminated_on.concat("~") > Agreement.valid_until.concat("~")


def _expired(period: Period) -> Query:
    """Run out before the end of the period, and not renewed by itself nor ended before."""
    return signed_by(period).where(
        (Agreement.valid_until.concat("~") < period.end.isoformat()) & ended_by(period)
        & (Agreement.terminated_on.is_null() | _ended_after_it_ran_out())
    )


def _running_out(period: Period) -> Query:
    """Agreements whose last day lies in the period, unless renewed by itself or ended before."""
    return agreements().where(
        surely_within(Agreement.valid_until, period)
        & (Agreement.auto_renewed.is_null() | (Agreement.auto_renewed == False))  # noqa: E712
        & (Agreement.terminated_on.is_null() | _ended_after_it_ran_out())
    )


def _unknown(period: Period) -> Query:
    return agreements().where(
        (Agreement.signed_on.is_null() | Agreement.signed_on.begins_by(period.end))
        & (Agreement.signed_on.is_null() | Agreement.valid_until.is_null())
        & (Agreement.auto_renewed.is_null() | (Agreement.auto_renewed == False))  # noqa: E712
        & ~ended_by(period)
    )


def _renews(yes: bool) -> Any:
    flag = Agreement.renews == True  # noqa: E712
    return flag if yes else fn.COALESCE(flag, 0) == 0


def _signed_in(period: Period, *, renewed: bool) -> Query:
    return agreements().where(surely_within(Agreement.signed_on, period) & _renews(renewed))


def _perhaps_signed(period: Period) -> Query:
    return agreements().where(perhaps_within(Agreement.signed_on, period))


def schools(period: Period) -> Query:
    """Partners known by the end of the period (no date known: always)."""
    since = PartnerSchool.related_since
    return PartnerSchool.active().where(since.is_null() | begins_by_end(since, period))


declare_dimensions(Agreement, *place_dimensions(PartnerSchool.country), by_field(Agreement.kind),
                   by_field(PartnerSchool.kind, "partner_kind", "机构类型"))
declare_dimensions(PartnerSchool, *place_dimensions(PartnerSchool.country),
                   by_field(PartnerSchool.kind, "partner_kind", "机构类型"))

_SPLITS = ("region", "country", "continent", "kind")


def _agreements(id: str, label: str, query: Any, definition: str, **options: Any) -> Indicator:
    return Indicator(
        id, label, "份", definition, SOURCE, Agreement, query, count(), scope="国（境）外",
        breakdowns=_SPLITS, **options,
    )


def _valid_abroad(place: Any) -> Any:
    return lambda period: valid_at_end(period).where(place(PartnerSchool.country))


def _valid_on_belt_and_road(period: Period) -> Query:
    codes = members_of(BELT_AND_ROAD, period.end)
    return valid_at_end(period).where(PartnerSchool.country.in_(codes))


INDICATORS = (
    _agreements("agreements.signed_total", "累计签署协议数", signed_by, "签署日期不晚于期末的协议，不论现在是否有效。",
                period_kind="时点",
                uncertain=lambda _period: agreements().where(Agreement.signed_on.is_null())),
    _agreements("agreements.valid", "有效协议数", valid_at_end,
                "期末当天有效的协议：已签署、未到期（当天到期的仍有效）、未提前终止；“长期”和自动续期的视为未到期。"
                "有效期未填的不计，列为待核。", period_kind="时点", uncertain=_unknown),
    _agreements("agreements.new", "新签协议数", lambda period: _signed_in(period, renewed=False),
                "签署日期在统计期内的协议；“续签”为是的不计。", uncertain=_perhaps_signed),
    _agreements("agreements.renewed", "续签协议数", lambda period: _signed_in(period, renewed=True),
                "签署日期在统计期内且“续签”为是的协议。", uncertain=_perhaps_signed),
    _agreements("agreements.expired", "已到期协议数", _expired,
                "截至期末，有效期已过、没有自动续期也没有在到期前终止的协议（累计）。", period_kind="时点",
                uncertain=_unknown),
    _agreements("agreements.expired_in_period", "统计期内到期协议数", _running_out,
                "有效期至在统计期内的协议（期末当天到期的也计）；自动续期和在到期前终止的不计。"),
    _agreements("agreements.terminated", "统计期内终止协议数",
                lambda period: agreements().where(surely_within(Agreement.terminated_on, period)),
                "提前终止日期在统计期内的协议。"),
    Indicator(
        "partners.count", "合作院校（机构）数", "所",
        "登记在册、建立联系日期不晚于期末（未填视为已建立）的国（境）外合作院校和机构，不论是否签约。", SOURCE, PartnerSchool,
        lambda period: schools(period).where(fn.COALESCE(PartnerSchool.country, "") != HOME),
        count(), period_kind="时点", scope="国（境）外", breakdowns=_SPLITS[:3],
    ),
    Indicator(
        "partners.signed", "累计签约院校（机构）数", "所", "截至期末签署过协议的合作方，去重；一所多份协议计1所。", SOURCE,
        Agreement, signed_by, distinct(Agreement.partner), period_kind="时点", scope="国（境）外",
        breakdowns=_SPLITS[:3],
    ),
    Indicator(
        "partners.with_valid_agreement", "有有效协议的院校（机构）数", "所", "期末有有效协议的合作方，去重。", SOURCE, Agreement,
        valid_at_end, distinct(Agreement.partner), period_kind="时点", scope="国（境）外",
        breakdowns=_SPLITS[:3], uncertain=_unknown,
    ),
    Indicator(
        "partners.countries", "有效协议涉及国家数", "个",
        "期末有有效协议的合作方的不同国家数；港澳台不是国家，不计。", SOURCE, Agreement, _valid_abroad(is_foreign),
        distinct(PartnerSchool.country), period_kind="时点", scope="国外", breakdowns=("country",),
    ),
    Indicator(
        "partners.signed_countries", "累计签约涉及国家数", "个",
        "截至期末签署过协议的合作方的不同国家数；港澳台不是国家，不计。", SOURCE, Agreement,
        lambda period: signed_by(period).where(is_foreign(PartnerSchool.country)),
        distinct(PartnerSchool.country), period_kind="时点", scope="国外", breakdowns=("country",),
    ),
    Indicator(
        "partners.belt_and_road_countries", "有效协议涉及共建“一带一路”国家数", "个",
        "期末有有效协议的合作方所在国中，期末当天属于共建“一带一路”国家的不同国家数；名单按加入、退出日期判定。",
        "中国一带一路网国家名单（2023年6月152国及此后变动）", Agreement, _valid_on_belt_and_road,
        distinct(PartnerSchool.country), period_kind="时点", scope="国外", breakdowns=("country",),
    ),
    Indicator(
        "partners.hmt_with_valid_agreement", "有有效协议的港澳台院校（机构）数", "所",
        "期末有有效协议的港澳台合作方，去重；不计入外国院校。", SOURCE, Agreement, _valid_abroad(is_hmt),
        distinct(Agreement.partner), period_kind="时点", scope="港澳台",
    ),
    Indicator(
        "partners.sister_pairs", "姊妹学校", "对", "“姊妹学校”为是、建立联系不晚于期末的合作院校，按对计。", SOURCE,
        PartnerSchool,
        lambda period: schools(period).where(PartnerSchool.is_sister_school == True),  # noqa: E712
        count(), period_kind="时点", scope="国（境）外", breakdowns=_SPLITS[:3],
    ),
)
