"""F16 合作协议与友好（姊妹）学校统计表: 份, 所 and 对 apart; signed, valid, new, renewed, run out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from peewee import Case, fn

from exports.forms.base import AnnualForm, Column, FilledForm, LeadColumn, Row, Source
from exports.forms.checking import ColumnWithin, RowsAddUp, Rule
from exports.forms.listing import behind, computed, listing, of
from models.codes import HMT, HOME, continent
from models.country_groups import BELT_AND_ROAD, LIST_VERSION, belongs
from models.entities.partner_school import AGREEMENT_KINDS, Agreement, PartnerSchool
from models.indicators import Period, indicator_by_id
from models.indicators.partner_activity import (
    programmes_sql,
    students_come_sql,
    students_sent_sql,
    trips_sql,
    visits_sql,
)
from models.indicators.partners import ended_by
from models.indicators.places import show_country

_SCHOOLS, _PAPERS, _LIVE = "签约院校（机构）", "协议", "当年实质活动"
COLUMNS = (
    Column("schools", (_SCHOOLS, "累计"), "所", "partners.signed", width=8),
    Column("schools_valid", (_SCHOOLS, "其中有效"), "所", "partners.with_valid_agreement", width=8),
    Column("papers", (_PAPERS, "累计"), "份", "agreements.signed_total", width=8),
    Column("papers_valid", (_PAPERS, "其中有效"), "份", "agreements.valid", width=8),
    Column("new", (_PAPERS, "本年新签"), "份", "agreements.new", width=8),
    Column("renewed", (_PAPERS, "本年续签"), "份", "agreements.renewed", width=8),
    Column("expired", (_PAPERS, "本年到期"), "份", "agreements.expired_in_period", width=8),
    Column("ended", (_PAPERS, "本年终止"), "份", "agreements.terminated", width=8),
    Column("pairs", ("友好（姊妹）学校",), "对", "partners.sister_pairs", width=13),
    Column("active", (_LIVE, "合作方"), "所", "partners.active", width=8),
    Column("visits", (_LIVE, "来访"), "批", "partners.visits", width=7),
    Column("trips", (_LIVE, "出访"), "批", "partners.trips", width=7),
    Column("sent", (_LIVE, "派出学生"), "人次", "partners.students_sent", width=8),
    Column("come", (_LIVE, "来华学生"), "人", "partners.students_come", width=8),
    Column("programmes", (_LIVE, "合作办学"), "个", "partners.programmes", width=8),
)
_ALL = tuple(column.key for column in COLUMNS)
_BY_KIND = ("papers", "papers_valid", "new", "renewed", "expired", "ended")
_NOT_BY_KIND = frozenset(set(_ALL) - set(_BY_KIND))


def _country_rows(period: Period) -> list[Row]:
    """Every country that a partner or an agreement names, by agreements; 港澳台 stands above,
    what was entered as 国内 too."""
    found = dict.fromkeys([
        *indicator_by_id("agreements.signed_total").at(period).split("country"),
        *indicator_by_id("partners.count").at(period).split("country"),
    ])
    return [Row(f"country:{code}", show_country(code), 1, {"country": code}, if_any=True)
            for code in found if code and code not in (*HMT, HOME)]


def rows(period: Period) -> Sequence[Row]:
    """The whole by region, then by country and by kind of agreement."""
    kinds = [Row(f"kind:{kind}", kind, 1, {"kind": kind}, dashes=_NOT_BY_KIND)
             for kind in AGREEMENT_KINDS]
    return [
        Row("total", "总计", strong=True),
        Row("foreign", "一、外国", 0, {"region": "外国"}, strong=True),
        Row("hong_kong_macao", "二、港澳", 0, {"region": "港澳"}, strong=True),
        Row("place:HKG", "香港", 1, {"country": "HKG"}),
        Row("place:MAC", "澳门", 1, {"country": "MAC"}),
        Row("taiwan", "三、台湾", 0, {"region": "台湾"}, strong=True),
        Row("home", "国内（不应列入，请核对）", 0, {"region": "国内"}, if_any=True),
        Row("nowhere", "未归类（国家、地区未填）", 0, {"region": None}, if_any=True),
        Row("by_country", "按国别（只列外国）", heading=True),
        *_country_rows(period),
        Row("by_kind", "按协议类型", heading=True),
        *kinds,
        Row("kind:none", "未归类（协议类型未填）", 1, {"kind": None}, dashes=_NOT_BY_KIND, if_any=True),
    ]


def notes(period: Period) -> Sequence[tuple[str, Source]]:
    """Countries, and what stands unsaid in the table."""

    def figure(id: str) -> Source:
        return indicator_by_id(id).at(period)

    return (
        ("累计签约涉及国家（个）", figure("partners.signed_countries")),
        ("有效协议涉及国家（个）", figure("partners.countries")),
        ("其中共建“一带一路”国家（个）", figure("partners.belt_and_road_countries")),
        ("有有效协议的港澳台院校（所）", figure("partners.hmt_with_valid_agreement")),
        ("登记在册合作方（所，不论是否签约）", figure("partners.count")),
        ("有有效协议且当年有实质活动（所）", figure("partners.active_signed")),
    )


def _countries_counted(filled: FilledForm) -> tuple[bool, str]:
    """国家数＝去重: as many country rows hold agreements as the note says."""
    listed = sum(1 for row in filled.row_keys() if row.startswith("country:")
                 and filled.number(row, "papers"))
    said = indicator_by_id("partners.signed_countries").at(filled.period).value()
    return listed == said, f"分国别{listed}行，累计签约涉及国家{said}个"


def _carried_on(filled: FilledForm) -> tuple[bool, str]:
    """G05: 期末＝期初＋增－减, and what came in was signed in the period."""
    valid = indicator_by_id("agreements.valid")
    before, now = (set(valid.at(period).record_ids())
                   for period in (filled.period.previous(), filled.period))
    signed = {id for name in ("new", "renewed")
              for id in indicator_by_id(f"agreements.{name}").at(filled.period).record_ids()}
    found = [a.title for a in Agreement.select().where(Agreement.id.in_(now - before - signed))]
    said = f"期初{len(before)}＋增{len(now - before)}－减{len(before - now)}＝期末{len(now)}"
    return not found, said + (f"；不是本年签署而计入有效：{'、'.join(found)}" if found else "")


def _no_home(filled: FilledForm) -> tuple[bool, str]:
    inside = [filled.number("home", key) or 0 for key in ("schools", "papers")]
    return not any(inside), f"国内{inside[0]}所、{inside[1]}份" if any(inside) else "没有国内单位"


def _idle(filled: FilledForm) -> tuple[bool, str]:
    """Valid agreements of which nothing came in the year."""
    live = indicator_by_id("partners.active_signed").at(filled.period).value()
    valid = filled.number("total", "schools_valid") or 0
    return live >= valid, f"有效签约院校{valid}所，其中当年有实质活动{live}所"


def _state(ids: Sequence[int], period: Period) -> dict[int, Any]:
    last = period.end.isoformat()
    ended = Agreement.terminated_on.is_null(False) & (Agreement.terminated_on <= last)
    state = Case(None, [
        (ended, "终止"), (ended_by(period), "到期"),
        (Agreement.valid_until.is_null() & (fn.COALESCE(Agreement.auto_renewed, 0) == 0), "待核"),
    ], "有效")
    query: Any = Agreement.select(Agreement.id, state).where(Agreement.id.in_(ids))
    return {row[0]: row[1] for row in query.tuples()}


def _country_of(ids: Sequence[int]) -> Any:
    return PartnerSchool.select(PartnerSchool.id, PartnerSchool.country).where(
        PartnerSchool.id.in_(ids)).tuples()


def _continents(ids: Sequence[int], _period: Period) -> dict[int, Any]:
    return {id: continent(code) for id, code in _country_of(ids)}


def _on_belt_and_road(ids: Sequence[int], _period: Period) -> dict[int, Any]:
    """是 or 否 on the day of signing; blank where the day or the country is not known."""
    rows: Any = Agreement.select(Agreement.id, Agreement.signed_on, PartnerSchool.country)
    query = rows.join(PartnerSchool).where(Agreement.id.in_(ids)).tuples()
    words = {True: "是", False: "否", None: ""}
    return {id: words[belongs(code, BELT_AND_ROAD, day)] for id, day, code in query}


_ACTIVITY = (("来访", visits_sql, "批"), ("出访", trips_sql, "批"), ("派出", students_sent_sql, "人次"),
             ("来华", students_come_sql, "人"), ("合作办学", programmes_sql, "个"))


def _activity(ids: Sequence[int], period: Period) -> dict[int, Any]:
    columns = [sql(period) for _, sql, _ in _ACTIVITY]
    query: Any = PartnerSchool.select(PartnerSchool.id, *columns).where(PartnerSchool.id.in_(ids))
    return {
        row[0]: "、".join(f"{name}{number}{unit}" for (name, _, unit), number
                         in zip(_ACTIVITY, row[1:], strict=True) if number) or "无"
        for row in query.tuples()
    }


def _by_signing(filled: FilledForm) -> list[Any]:
    found = behind("total", column="papers")(filled)
    return sorted(found, key=lambda a: (str(a.signed_on or date.max), a.id))


AGREEMENTS = listing(
    "协议明细", Agreement,
    (
        of("partner.name", "合作方", 21), of("partner.foreign_name", "合作方外文名", 23),
        of("partner.country", "国家（地区）", 9),
        computed("洲别", 8, _continents, link="partner"), of("partner.kind", "机构类型", 11),
        of("title", width=20), of("kind", width=9), of("signed_on", width=11),
        of("valid_until", width=11), of("auto_renewed", width=8), computed("状态", 7, _state),
        computed("签署时为共建“一带一路”国家", 11, _on_belt_and_road), of("renews", width=7),
        of("signatory", width=10), of("foreign_signatory", width=12), of("signed_at", width=12),
        computed("当年实质活动", 22, _activity, link="partner"),
    ),
    records=_by_signing, note=f"截至期末签署过的全部协议，不论现在是否有效；份数按协议计，一所可有多份。{LIST_VERSION}。",
)

SISTERS = listing(
    "友好（姊妹）学校", PartnerSchool,
    (
        of("name", "中文名称", 28), of("foreign_name", "外文名称", 32), of("country", width=10),
        computed("洲别", 8, _continents), of("kind", "机构类型", 12), of("related_since", width=12),
        computed("当年实质活动", 28, _activity),
    ),
    records=behind("total", column="pairs"), note="按对计；港澳台的学校不是外国友好学校，单列在后。",
)

FORM = AnnualForm(
    code="F16",
    lead=(LeadColumn("项目", 27),),
    columns=lambda _period: COLUMNS,
    rows=rows,
    notes=notes,
    scope="国（境）外",
    checks=(
        RowsAddUp("总计＝外国＋港澳＋台湾", "total",
                  ("foreign", "hong_kong_macao", "taiwan", "home", "nowhere"), _ALL),
        RowsAddUp("港澳＝香港＋澳门", "hong_kong_macao", ("place:*",), _ALL),
        RowsAddUp("外国＝各国之和", "foreign", ("country:*",), _ALL),
        RowsAddUp("总计＝各协议类型之和", "total", ("kind:*",), _BY_KIND),
        ColumnWithin("有效院校不大于累计", "schools_valid", "schools"),
        ColumnWithin("有效协议不大于累计", "papers_valid", "papers"),
        ColumnWithin("份数不小于所数（累计）", "schools", "papers"),
        ColumnWithin("份数不小于所数（有效）", "schools_valid", "papers_valid"),
        ColumnWithin("本年新签不大于累计", "new", "papers"),
        Rule("国家数与分国别行数一致", _countries_counted),
        Rule("没有列入国内单位", _no_home),
        Rule("有效协议期末＝期初＋增－减", _carried_on, "警"),
        Rule("有效签约院校当年都有实质活动", _idle, "警"),
    ),
    details=(AGREEMENTS, SISTERS),
)
