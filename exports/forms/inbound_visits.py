"""F14 来访接待情况统计表: foreign, 港澳, 台湾; 国内 below the line and never in the total."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from exports.forms.base import AnnualForm, Column, FilledForm, LeadColumn, Row
from exports.forms.checking import ColumnWithin, RowsAddUp, Rule
from exports.forms.listing import Item, chunks, listing, of
from models.entities.inbound_visit import BODY_KINDS, InboundVisit, Visitor
from models.entities.ngo_activity import Gift
from models.indicators import Period, indicator_by_id
from models.indicators.places import CONTINENTS

_BY_GUEST = {"region": "guest_region", "continent": "guest_continent", "country": "guest_country"}
COLUMNS = (
    Column("groups", ("批次",), "批", "visits.outside_groups", width=10),
    Column("person_times", ("人次",), "人次", "visits.outside_person_times", rename=_BY_GUEST,
           width=10),
    Column("school_level", ("其中", "校级接待"), "批", "visits.outside_groups", {"reception_level": "校级"},
           width=11),
    Column("high_level", ("其中", "部级以上或政府代表团"), "批", "visits.outside_groups", {"is_high_level": 1},
           width=14),
    Column("agreements", ("签署协议数",), "份", "visits.agreements_signed", width=11),
)
KEYS = tuple(column.key for column in COLUMNS)
PURPOSES = tuple(InboundVisit.field_named("purpose_kind").option_words())
_DOMESTIC = {
    "visits.outside_groups": "visits.domestic_groups",
    "visits.outside_person_times": "visits.domestic_person_times",
    "visits.agreements_signed": "visits.domestic_agreements_signed",
}


def rows(period: Period) -> list[Row]:  # noqa: ARG001
    """总计, the three regions, the same whole by continent and by purpose, and 国内 apart."""
    foreign = {"region": "外国"}
    return [
        Row("total", "总计（外国＋港澳＋台湾）", strong=True),
        Row("foreign", "一、外国来访", 0, foreign, strong=True),
        *(Row(f"body:{kind}", kind, 1, {**foreign, "body_kind": kind}) for kind in BODY_KINDS),
        Row("body:none", "未归类（来访方类别未填）", 1, {**foreign, "body_kind": None}, if_any=True),
        Row("hong_kong_macao", "二、港澳来访", 0, {"region": "港澳"}, strong=True),
        Row("taiwan", "三、台湾来访", 0, {"region": "台湾"}, strong=True),
        Row("nowhere", "未归类（国家/地区未填）", 0, {"region": None}, if_any=True, strong=True),
        Row("by_continent", "按洲别", heading=True),
        *(Row(f"continent:{name}", name, 1, {"continent": name}) for name in (*CONTINENTS, "港澳台")),
        Row("continent:none", "未归类（国家/地区未填）", 1, {"continent": None}, if_any=True),
        Row("by_purpose", "按来访目的", heading=True),
        *(Row(f"purpose:{kind}", kind, 1, {"purpose_kind": kind}) for kind in PURPOSES),
        Row("purpose:none", "未归类（目的分类未填）", 1, {"purpose_kind": None}, if_any=True),
        Row("domestic", "〔国内来访〕（单列，不计入总计）", instead=_DOMESTIC, strong=True),
    ]


def _records(filled: FilledForm) -> list[Any]:
    """Every visit of the year, the domestic ones last."""
    visits = indicator_by_id("visits.groups").at(filled.period).records()
    return sorted(visits,
                  key=lambda v: (v.country == "CHN", InboundVisit.arrived_on.show(v.arrived_on),
                                 v.id))


def _names_within(filled: FilledForm) -> tuple[bool, str]:
    """Σ名单≤来访人数."""
    named: dict[int, int] = {}
    for (visit,) in Visitor.active(Visitor.visit).tuples():
        named[visit] = named.get(visit, 0) + 1
    wrong = [
        f"{visit.title}登记{visit.head_count or 0}人，名单{named[visit.id]}人"
        for visit in _records(filled) if named.get(visit.id, 0) > (visit.head_count or 0)
    ]
    return not wrong, "；".join(wrong) or "相符"


def _remark(visit: Any) -> str:
    at_home = "国内来访，不计入总计" if visit.country == "CHN" else ""
    return "；".join(part for part in (at_home, visit.remarks) if part)


def _gifts(visits: Sequence[Any], _period: Period) -> Iterator[str]:
    """What was given and received at each visit, with the number."""
    found: dict[int, list[str]] = {}
    for ids in chunks([visit.id for visit in visits]):
        for gift in Gift.active().where(Gift.visit.in_(ids)):
            number = f"×{gift.quantity}" if gift.quantity else ""
            found.setdefault(gift.visit_id, []).append(f"{gift.direction}{gift.title}{number}")
    return ("；".join(found.get(visit.id, ())) for visit in visits)


VISITS = listing(
    "来访明细", InboundVisit,
    (
        of("arrived_on", width=11), of("left_on", width=11), of("title", "来访团组", 26),
        of("country", width=9),
        of("body_kind", width=10), of("head_count", "人数", 6), of("leader_name", width=10),
        of("leader_position", width=12), of("purpose", width=16), of("purpose_kind", width=9),
        of("department", width=18), of("reception_level", width=8), of("met_by_leader", "校领导会见", 7),
        of("reported_to", width=7), of("reported_to_police", "报备公安", 7), of("funding", width=10),
        Item("礼品", 12, _gifts), of("agreements_signed", "签署协议（份）", 7),
        of("outcome", width=16),
        Item("备注", 14, lambda visits, _period: [_remark(visit) for visit in visits]),
    ),
    records=_records,
    note="全部来访团组，国内来访列在最后、不计入总计。",
)

def _visitors(filled: FilledForm) -> list[Any]:
    """The named guests of the year's visits, visit by visit."""
    order = {visit.id: number for number, visit in enumerate(_records(filled))}
    found = [one for ids in chunks(list(order))
             for one in Visitor.active().where(Visitor.visit.in_(ids))]
    return sorted(found, key=lambda one: (order[one.visit_id], one.id))


VISITORS = listing(
    "来访人员名单", Visitor,
    (of("visit.title", "来访团组", 34), of("visit.arrived_on", width=11), of("name", width=26),
     of("sex", width=6), of("nationality", width=10), of("position", width=22)),
    records=_visitors, note="列有名单的来访团组；混合团按各人国籍分摊人次，批次计入团长（主宾）所属国家（地区）。",
)

FORM = AnnualForm(
    code="F14",
    lead=(LeadColumn("项目", 38),),
    columns=lambda _period: COLUMNS,
    rows=rows,
    scope="国（境）外（国内单列）",
    checks=(
        RowsAddUp("总计＝外国＋港澳＋台湾", "total", ("foreign", "hong_kong_macao", "taiwan", "nowhere"),
                  KEYS),
        RowsAddUp("外国＝各类来访方之和", "foreign", ("body:*",), KEYS),
        RowsAddUp("总计＝各洲与港澳台之和", "total", ("continent:*",), KEYS),
        RowsAddUp("总计＝各来访目的之和", "total", ("purpose:*",), KEYS),
        ColumnWithin("批次不大于人次", "groups", "person_times", level="警"),
        ColumnWithin("校级接待不大于批次", "school_level", "groups"),
        ColumnWithin("部级以上或政府代表团不大于批次", "high_level", "groups"),
        Rule("名单人数不大于登记人数", _names_within, "警"),
    ),
    details=(VISITS, VISITORS),
)
