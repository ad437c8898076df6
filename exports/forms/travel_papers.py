"""F13 因公证照管理统计表: what is kept, what came and went, and whether it was handed back."""

from __future__ import annotations

from collections.abc import Sequence

from exports.forms.base import (
    AnnualForm,
    Column,
    DetailSheet,
    FilledForm,
    LeadColumn,
    Row,
    Share,
    Source,
)
from exports.forms.checking import ColumnsAddUp, RowWithin, Rule
from exports.forms.listing import listing, of
from exports.forms.terms import rows_of
from exports.forms.trip_rows import day_words, said
from models.entities.outbound_trip import OutboundTrip, TripMember
from models.entities.staff_member import StaffTravelDocument
from models.indicators import Figure, Period, indicator_by_id
from models.indicators.dates import surely_within

CODE = "F13"
_OPTIONAL = frozenset({"unknown"})


def columns(period: Period) -> Sequence[Column]:
    """The kinds as valid in the year, then what they come to together."""
    kinds = rows_of(CODE, period.end.year)
    made = [
        Column(kind["key"], (kind["label"],), width=14, where={"kind": kind["kind"]},
               if_any=kind["always"] != "是")
        for kind in kinds
    ]
    none = Column("none", ("未归类（种类未填）",), width=12, where={"kind": None}, if_any=True)
    return [*made, none, Column("all", ("合计",), width=11)]


_STOCK = (
    ("at_start", "期初在册", "本"), ("issued", "本年新办", "本"), ("cancelled", "本年注销", "本"),
    ("lost", "本年遗失", "本"), ("at_end", "期末在册", "本"),
    ("expiring", "其中：有效期不足6个月", "本"),
)
_LOANS = (
    ("loans", "本年领用", "次"), ("on_time", "按期交回", "次"), ("late", "逾期交回", "次"),
    ("out", "未交回", "次"), ("unknown", "未归类（交回期限不明）", "次"),
)


def rows(period: Period) -> Sequence[Row]:
    """Stock and flow first, then the loans and how many came back in time."""

    def figure(id: str, column: Column) -> Figure:
        return indicator_by_id(f"travel_papers.{id}").at(period, **column.where)

    def line(number: int, id: str, label: str, unit: str) -> Row:
        strong = id in ("at_start", "at_end", "loans")
        return Row(
            id, label, 0 if strong else 1, lead=(str(number), label, unit), unit=unit,
            cells={column.key: figure(id, column) for column in columns(period)},
            strong=strong, if_any=id in _OPTIONAL,
        )

    share: dict[str, Source] = {
        column.key: Share(figure("on_time", column), figure("loans", column))
        for column in columns(period)
    }
    stock = [line(number, *what) for number, what in enumerate(_STOCK, 1)]
    loans = [line(number, *what) for number, what in enumerate(_LOANS, len(stock) + 1)]
    rate = Row("rate", "按期交回率", 0, cells=share, lead=("—", "按期交回率", "%"), unit="%")
    return [Row("stock", "一、在册", heading=True), *stock,
            Row("lending", "二、领用与交回", heading=True), *loans, rate]


def notes(period: Period) -> Sequence[tuple[str, Source]]:
    """Loans that no kind can be given to."""
    return (
        ("未登记所持证照的领用（次，不在上表内）",
         indicator_by_id("travel_papers.unnamed_loans").at(period)),
    )


def _balance(filled: FilledForm) -> tuple[bool, str]:
    """期末＝期初＋新办－注销－遗失 in every column (G05): each counted by itself."""
    wrong, seen = [], 0
    for key in dict.fromkeys(column for _, column in (*filled.cells, *filled.hidden)):
        start, new, cancelled, lost, end = (
            int(filled.number(id, key) or 0)
            for id in ("at_start", "issued", "cancelled", "lost", "at_end")
        )
        seen += 1
        if start + new - cancelled - lost != end:
            label = filled.cell("at_end", key).column_label
            wrong.append(f"{label}：{start}＋{new}－{cancelled}－{lost}≠{end}")
    return not wrong, "；".join(wrong) or f"{seen}列全部相符"


def _loans_add_up(filled: FilledForm) -> tuple[bool, str]:
    """领用＝按期＋逾期＋未交, and those without a due day."""
    wrong, seen = [], 0
    for key in dict.fromkeys(column for _, column in (*filled.cells, *filled.hidden)):
        taken = int(filled.number("loans", key) or 0)
        parts = [int(filled.number(id, key) or 0) for id in ("on_time", "late", "out", "unknown")]
        seen += 1
        if taken != sum(parts):
            label = filled.cell("loans", key).column_label
            wrong.append(f"{label}：{taken}≠{'＋'.join(map(str, parts))}")
    return not wrong, "；".join(wrong) or f"{seen}列全部相符"


def _last_year(filled: FilledForm) -> tuple[bool, str]:
    """期初 is what last year ended with (G05 across years)."""
    now = indicator_by_id("travel_papers.at_start").at(filled.period).value()
    before = indicator_by_id("travel_papers.at_end").at(filled.period.previous()).value()
    return now == before, f"期初{now}，上年期末{before}"


def _undated(filled: FilledForm) -> tuple[bool, str]:
    ids = indicator_by_id("travel_papers.at_end").at(filled.period).uncertain_ids()
    return not ids, (f"{len(ids)}本缺签发日期，或已注销、遗失而未填注销（遗失）日期，未计入本表"
                     if ids else "全部可以归年")


def _due_soon(filled: FilledForm) -> tuple[bool, str]:
    number = int(filled.number("expiring", "all") or 0)
    return not number, f"{number}本在册证照有效期不足6个月" if number else "没有"


def _not_back(filled: FilledForm) -> tuple[bool, str]:
    number = int(filled.number("out", "all") or 0)
    return not number, f"{number}次领用尚未交回" if number else "全部交回"


def _ledger(filled: FilledForm) -> list[StaffTravelDocument]:
    """Papers in the ledger at some time of the period, each once."""
    found: dict[int, StaffTravelDocument] = {}
    for id in ("at_start", "issued", "cancelled", "lost", "at_end"):
        found |= {paper.id: paper for paper in filled.cell(id, "all").records()}
    return [found[id] for id in sorted(found)]


def loan_list(filled: FilledForm, masked: bool) -> DetailSheet:  # noqa: ARG001
    """Loans taken by members of groups, with the group they belong to."""
    members = list(
        TripMember.select(TripMember, OutboundTrip).join(OutboundTrip).where(
            TripMember.retired_at.is_null() & OutboundTrip.retired_at.is_null()
            & surely_within(TripMember.document_taken_on, filled.period)
        ).order_by(TripMember.document_taken_on, TripMember.id)
    )
    rows = tuple(
        (number, member.staff_member.name, said(member.staff_member.department),
         said(member.travel_document and member.travel_document.kind), member.trip.title,
         day_words(member.document_taken_on),
         day_words(member.came_home_on or member.trip.returned_on),
         day_words(member.document_returned_on))
        for number, member in enumerate(members, 1)
    )
    return DetailSheet(
        "领用明细", ("序号", "持有人", "部门", "证照种类", "关联团组", "领用日期", "回国日期", "交还日期"),
        rows, (6, 10, 24, 22, 36, 12, 12, 12), tuple(members),
        "只列随团组的领用；不随团组的领用见证照明细的领用日期。",
    )


FORM = AnnualForm(
    code=CODE,
    lead=(LeadColumn("序号", 6), LeadColumn("项目", 30), LeadColumn("单位", 7)),
    columns=columns, rows=rows, notes=notes, scope="国（境）外",
    checks=(
        Rule("期末＝期初＋新办－注销－遗失", _balance),
        Rule("领用＝按期＋逾期＋未交", _loans_add_up),
        ColumnsAddUp("合计＝各种类之和", "all",
                     ("passport", "service", "hong_kong_macao", "taiwan", "none"),
                     tuple(id for id, *_ in (*_STOCK, *_LOANS))),
        Rule("期初＝上年期末", _last_year),
        RowWithin("有效期不足6个月的不大于期末在册", "expiring", "at_end", ("all",)),
        Rule("证照的入册、出册日期齐全", _undated, "警"),
        Rule("没有有效期不足6个月的在册证照", _due_soon, "警"),
        Rule("领用的证照都已交回", _not_back, "警"),
    ),
    details=(
        listing(
            "证照明细", StaffTravelDocument,
            (of("staff_member.name", "持有人", 10), of("staff_member.department", width=22),
             of("kind", width=22), of("number", width=16), of("issued_on", width=12),
             of("valid_until", width=12), of("state", width=8), of("taken_on", width=12),
             of("due_on", width=12), of("handed_in_on", width=12), of("gone_on", width=12),
             of("remarks", width=24)),
            records=_ledger, note="统计期内曾经在册的证照；注销、遗失的，按注销（遗失）日期出册，留空的按交还日期。",
        ),
        loan_list,
    ),
)
