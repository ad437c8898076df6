"""境外非政府组织与捐赠: bodies, projects, money and people, and what has money but no filing."""

from __future__ import annotations

from typing import Any

from peewee import fn

from models.entities.ngo_activity import NgoActivity
from models.indicators.base import (
    Indicator,
    Period,
    Query,
    by_expression,
    by_field,
    count,
    declare_dimensions,
    distinct,
    total,
)
from models.indicators.dates import overlaps, perhaps_within, surely_within
from models.indicators.events import same_name
from models.indicators.places import place_dimensions

SOURCE = "境外非政府组织合作和接受境外捐赠情况（年度排查）；列由外事办公室设定"
DONATION = "接受捐赠"


def _ends() -> Any:
    """SQL: the last day; a project without one ends on the day it began."""
    return fn.COALESCE(NgoActivity.ends_on, NgoActivity.begins_on).coerce(False)


def under_way(period: Period) -> Query:
    """Projects with at least one day in the period."""
    return NgoActivity.active().where(overlaps(NgoActivity.begins_on, _ends(), period))


def _begun(period: Period) -> Query:
    return NgoActivity.active().where(surely_within(NgoActivity.begins_on, period))


def has_money() -> Any:
    """SQL: an amount in yuan or in its own currency."""
    return fn.COALESCE(NgoActivity.amount > 0, 0) | fn.COALESCE(NgoActivity.original_amount > 0, 0)


def filing_sql() -> Any:
    """SQL: 已备案, 不适用 (the law leaves schools, hospitals, research bodies to other rules) or 未备案."""
    number = fn.COALESCE(NgoActivity.filing_no, "")
    left_out = fn.JSON_EXTRACT(NgoActivity.inapplicable, "$.filing_no")
    return fn.IIF(number != "", "已登记（备案）", fn.IIF(left_out.is_null(False), "不适用", "未登记（备案）"))


def unfiled_with_money(period: Period) -> Query:
    """Projects under way with money and without any filing, where one is asked for."""
    return under_way(period).where(has_money() & (filing_sql() == "未登记（备案）"))


declare_dimensions(
    NgoActivity, *place_dimensions(NgoActivity.country), by_field(NgoActivity.kind),
    by_field(NgoActivity.risk), by_field(NgoActivity.department), by_field(NgoActivity.body_kind),
    by_expression("filing", "登记（备案）", filing_sql),
)


def _ngo(id: str, label: str, unit: str, definition: str, measure: Any, *,
         query: Any = under_way, uncertain: Any = None) -> Indicator:
    return Indicator(
        f"ngos.{id}", label, unit, definition, SOURCE, NgoActivity, query, measure,
        scope="国（境）外", breakdowns=("kind", "country", "risk", "filing"), uncertain=uncertain,
    )


_UNDER_WAY = "统计期内有一天以上在进行的合作项目、活动和捐赠（结束日期未填的按开始当天计），跨年的各年都计"


def _perhaps(period: Period) -> Query:
    return NgoActivity.active().where(perhaps_within(NgoActivity.begins_on, period))


INDICATORS = (
    _ngo("bodies", "境外非政府组织和捐赠方数", "家", f"{_UNDER_WAY}所涉的组织，按名称和国家（地区）去重。",
         distinct(same_name(NgoActivity.ngo_name).concat(fn.COALESCE(NgoActivity.country, "")))),
    _ngo("projects", "境外非政府组织合作和捐赠项目数", "项", f"{_UNDER_WAY}，逐项计。", count()),
    _ngo("begun", "新开展境外非政府组织合作和捐赠项目数", "项", "开始日期在统计期内的合作项目、活动和捐赠。", count(),
         query=_begun, uncertain=_perhaps),
    _ngo("amount", "境外非政府组织合作和捐赠金额", "元",
         "开始日期在统计期内的项目登记的金额（折人民币）之和：跨年项目的金额只计在开始的一年；未填的按0计，列为待核。",
         total(fn.COALESCE(NgoActivity.amount, 0), is_money=True), query=_begun,
         uncertain=lambda period: _begun(period).where(NgoActivity.amount.is_null())),
    _ngo("people", "境外非政府组织合作涉及师生人次", "人次",
         f"{_UNDER_WAY}登记的涉及师生人数之和，一人参加几项计几次；未填的按0计，列为待核。",
         total(fn.COALESCE(NgoActivity.people, 0)),
         uncertain=lambda period: under_way(period).where(NgoActivity.people.is_null())),
    _ngo("unfiled", "有资金而未登记（备案）的项目数", "项",
         f"{_UNDER_WAY}中有金额而登记（备案）号未填的；登记（备案）号标为“不适用”的不计。", count(),
         query=unfiled_with_money),
)
