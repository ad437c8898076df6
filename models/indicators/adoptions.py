"""成果采用: standards, resources and equipment taken up abroad, record by record and to date."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from peewee import fn

from models.codes import HOME
from models.country_groups import BELT_AND_ROAD, GROUPS, belongs_sql
from models.entities.achievements import Adoption
from models.indicators.base import (
    Dimension,
    Indicator,
    Period,
    Query,
    by_expression,
    count,
    declare_dimensions,
    distinct,
    python_measure,
    total,
)
from models.indicators.dates import begins_by_end, perhaps_within, surely_within
from models.indicators.places import is_foreign, is_hmt
from models.partial_date import latest

PLATFORM = "职业院校数据中台“教学资源采纳基础数据”；国家组按采用时间当天的名单判定"
IMPACT = "具有国际影响力的标准、资源、装备申报门槛（以当年通知为准）"
SEPARATOR = "｜"
FIVE_YEARS = 5


def achievement_sql() -> Any:
    """SQL: one achievement, by kind and title, however many countries took it up."""
    return Adoption.kind.concat(SEPARATOR).concat(Adoption.title)


def adopted(period: Period) -> Query:
    """Adoptions abroad dated within the period; 港澳台 is not 国外."""
    return Adoption.active().where(
        surely_within(Adoption.adopted_on, period) & is_foreign(Adoption.country))


def _perhaps(period: Period) -> Query:
    return Adoption.active().where(
        perhaps_within(Adoption.adopted_on, period) & is_foreign(Adoption.country))


def to_date(period: Period) -> Query:
    """Adoptions outside the mainland by the end of the period, 港澳台 included."""
    return Adoption.active().where(
        begins_by_end(Adoption.adopted_on, period) & (Adoption.country != HOME))


def _whole_years(query: Query, period: Period) -> int:
    """Whole years since the first certain day of use, five at most; the first and the last day
    count, as everywhere (1 January to 31 December is a year)."""
    days = [latest(row[0]) for row in query.select(Adoption.adopted_on).tuples()]
    if not days:
        return 0
    first, end = min(days), period.end + timedelta(days=1)
    return max(0, min(FIVE_YEARS, end.year - first.year
                      - ((end.month, end.day) < (first.month, first.day))))


def _in_group(group: str) -> Any:
    return lambda: fn.COALESCE(
        belongs_sql(Adoption.country, group, Adoption.adopted_on), 0).coerce(False)


declare_dimensions(
    Adoption,
    Dimension("adoption", "采用记录", lambda id: Adoption.id == id,
              lambda query: [row[0] for row in query.select(Adoption.id).tuples()],
              lambda id: "未归类" if id is None else str(Adoption.get_by_id(id)),
              lambda text: None if text == "未归类" else int(text),
              expression=lambda: Adoption.id),
    by_expression("achievement", "成果", achievement_sql),
    *(by_expression(f"group{number}", group, _in_group(group), show={1: group, 0: "其他"})
      for number, group in enumerate(GROUPS, 1)),
)


def _adoption(id: str, label: str, unit: str, definition: str, measure: Any,
              **more: Any) -> Indicator:
    usual: dict[str, Any] = {
        "query": adopted, "scope": "国外", "breakdowns": ("country", "kind"), "source": PLATFORM,
        "period_kind": "学年",
    }
    rest = {**usual, **more}
    return Indicator(f"adoptions.{id}", label, unit, definition, rest.pop("source"), Adoption,
                     rest.pop("query"), measure, **rest)


INDICATORS = (
    _adoption("records", "教学资源采纳记录数", "项",
              "采用时间在统计期内、被国外采用的标准、资源和装备，逐条计：同一成果被几个国家采用计几项；港澳台采用的不计。",
              count(), uncertain=_perhaps),
    _adoption("foreign_students", "采用成果涉及外方学生数", "人",
              "采用时间在统计期内、被国外采用的成果登记的涉及外方学生数之和；未填的按0计，列为待核。",
              total(fn.COALESCE(Adoption.foreign_students, 0)),
              uncertain=lambda period: adopted(period).where(Adoption.foreign_students.is_null())),
    _adoption("countries", "采用成果的国家数", "个", "采用时间在统计期内采用本校成果的不同国家数；港澳台不是国家，不计。",
              distinct(Adoption.country), breakdowns=("country",)),
    _adoption("belt_and_road_countries", "采用成果的共建“一带一路”国家数", "个",
              "采用时间在统计期内采用本校成果、且采用当天属于共建“一带一路”国家的不同国家数。",
              distinct(Adoption.country), breakdowns=("country",),
              query=lambda period: adopted(period).where(
                  belongs_sql(Adoption.country, BELT_AND_ROAD, Adoption.adopted_on))),
    _adoption("hmt_records", "港澳台采用成果记录数", "项", "采用时间在统计期内、被港澳台采用的成果，逐条计；不计入国外采用。",
              count(), scope="港澳台",
              query=lambda period: Adoption.active().where(
                  surely_within(Adoption.adopted_on, period) & is_hmt(Adoption.country))),
    _adoption("achievements_to_date", "累计被采用成果数", "个",
              "采用时间不晚于期末、被国（境）外采用的标准、资源和装备，按类型和名称去重。",
              distinct(Adoption.kind.concat(SEPARATOR).concat(Adoption.title)), scope="国（境）外",
              query=to_date, source=IMPACT, period_kind="时点", breakdowns=("kind",)),
    _adoption("places_to_date", "累计采用成果的国家（地区）数", "个",
              "采用时间不晚于期末、采用本校成果的不同国家和地区，港澳台各计1个地区。",
              distinct(Adoption.country), scope="国（境）外", query=to_date, source=IMPACT,
              period_kind="时点", breakdowns=("country",)),
    _adoption("students_to_date", "累计采用成果涉及外方学生数", "人",
              "采用时间不晚于期末、被国（境）外采用的成果登记的涉及外方学生数之和；未填的按0计。",
              total(fn.COALESCE(Adoption.foreign_students, 0)), scope="国（境）外", query=to_date,
              source=IMPACT, period_kind="时点", breakdowns=("kind",)),
    _adoption("years_in_use", "近五年内国（境）外应用年数", "年",
              "自最早采用时间起到期末的整年数（首末日都计），最多计5年；采用时间不全的按可能的最晚一天计。",
              python_measure("整年数", _whole_years), scope="国（境）外", query=to_date, source=IMPACT,
              period_kind="时点", breakdowns=()),
)
