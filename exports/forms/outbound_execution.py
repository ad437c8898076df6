"""F10 因公临时出国（境）执行情况统计表, with its group list and name list."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from exports.forms.base import (
    AnnualForm,
    Column,
    FilledForm,
    LeadColumn,
    Row,
    Share,
    Source,
)
from exports.forms.checking import ColumnWithin, RowsAddUp, Rule
from exports.forms.outbound_lists import member_list, trip_list
from exports.forms.trip_checks import (
    inside_period,
    limits,
    one_place_at_a_time,
    rows_behind,
    sound_days,
    sound_legs,
    within_approval,
)
from models.codes import HMT
from models.entities.outbound_trip import FUNDING_KINDS, TASK_KINDS, BudgetLine
from models.indicators import Period, indicator_by_id
from models.indicators.places import occurring, show_country

_ALSO = "其中"
COLUMNS = (
    Column("groups", ("团组数",), "批", "trips.groups"),
    Column("person_times", ("人次",), "人次", "trips.person_times"),
    Column("persons", ("人数（去重）",), "人", "trips.persons"),
    Column("person_days", ("人天",), "人天", "trips.person_days"),
    Column("cost", ("经费",), "万元", "trips.cost", divisor=10000, decimals=2, width=11),
    Column("in_plan", (_ALSO, "计划内"), "批", "trips.in_plan_groups"),
    Column("joint", (_ALSO, "双跨（参团）"), "批", "trips.joint_groups", width=11),
)
ADDITIVE = ("groups", "person_times", "person_days", "cost", "in_plan", "joint")
_NOT_BY_COUNTRY = frozenset({"persons", "cost", "in_plan", "joint"})
LEVELS = (("厅局级", "厅局级"), ("处级", "处级"), ("处级以下", "处级以下及教师"))


def _destination_rows() -> list[Row]:
    abroad = {"destination_kind": "出国"}
    hong_kong_macao = {"destination_kind": "赴港澳"}
    academic = [
        Row(f"task:{kind}", f"2.{number} {kind}", 2, {**abroad, "task_kind": kind})
        for number, kind in enumerate(TASK_KINDS[1:], 1)
    ]
    return [
        Row("abroad", "一、出国小计", 0, abroad, strong=True),
        Row("task:official", "1 一般性工作交流（公务）", 1, {**abroad, "task_group": "公务"}),
        Row("task:academic", "2 教学科研学术交流合作", 1, {**abroad, "task_group": "教学科研"}),
        *academic,
        Row("task:none", "未归类（任务类别未填）", 1, {**abroad, "task_group": None}, if_any=True),
        Row("hong_kong_macao", "二、赴港澳小计", 0, hong_kong_macao, strong=True),
        Row("place:HKG", "香港", 1, {**hong_kong_macao, "country": "HKG"}),
        Row("place:MAC", "澳门", 1, {**hong_kong_macao, "country": "MAC"}),
        Row("taiwan", "三、赴台小计", 0, {"destination_kind": "赴台"}, strong=True),
        Row("nowhere", "未归类（出访性质未填）", 0, {"destination_kind": None}, if_any=True, strong=True),
    ]


def _country_rows(period: Period) -> list[Row]:
    """Countries first, the three regions after them; both by person-times."""
    parts = occurring("country", indicator_by_id("trips.person_times").at(period),
                      indicator_by_id("trips.country_person_days").at(period))
    codes = sorted((code for code in parts if code), key=lambda code: code in HMT)
    listed = [
        Row(f"country:{code}", show_country(code), 1, {"country": code},
            instead={"trips.person_days": "trips.country_person_days"}, dashes=_NOT_BY_COUNTRY)
        for code in codes
    ]
    bare = Row("country:none", "未归类（行程段未填）", 1, {"country": None},
               dashes=_NOT_BY_COUNTRY | {"person_days"},
               if_any=True)
    return [*listed, bare]


def rows(period: Period) -> list[Row]:
    """总计, the three destinations, then the same whole by level, by funding and by country."""
    return [
        Row("total", "总计（出国＋赴港澳＋赴台）", 0, strong=True),
        *_destination_rows(),
        Row("by_level", "按团组级别", heading=True),
        *(Row(f"level:{value}", label, 1, {"level": value}) for value, label in LEVELS),
        Row("level:none", "未归类（级别未填）", 1, {"level": None}, if_any=True),
        Row("by_funding", "按经费来源", heading=True),
        *(Row(f"funding:{kind}", kind, 1, {"funding_kind": kind}) for kind in FUNDING_KINDS),
        Row("funding:none", "未归类（经费类别未填）", 1, {"funding_kind": None}, if_any=True),
        Row("by_country", "按国别（地区）（一团多国重复计，不可相加为总计）", heading=True),
        *_country_rows(period),
    ]


def notes(period: Period) -> Sequence[tuple[str, Source]]:
    """What the table leaves out: planned, cancelled; and how far the plan was carried out."""

    def figure(id: str) -> Source:
        return indicator_by_id(id).at(period)

    planned = indicator_by_id("trips.planned").at(period)
    done = indicator_by_id("trips.in_plan_groups").at(period)
    return (
        ("自组团（批）", figure("trips.own_groups")),
        ("未执行（批）", figure("trips.not_executed")),
        ("取消（批）", figure("trips.cancelled")),
        ("计划外（批）", figure("trips.off_plan_groups")),
        ("计划调整、增补（批）", figure("trips.changed_groups")),
        ("列入年度计划（批）", planned),
        ("计划执行率", Share(done, planned)),
        ("到访国家（个）", figure("trips.countries")),
        ("未交出访报告（批）", figure("trips.missing_reports")),
    )


def _countries_cover(filled: FilledForm) -> tuple[bool, str]:
    """The countries reach the total (Σ国别人次≥总人次): every trip has at least one place."""
    listed = [row for row in filled.row_keys() if row.startswith("country:")]
    summed = sum(int(filled.number(row, "person_times") or 0) for row in listed)
    whole = int(filled.number("total", "person_times") or 0)
    return summed >= whole, f"国别人次之和{summed}，总人次{whole}（一团多国重复计）"


def _party_size(filled: FilledForm) -> tuple[bool, str]:
    """行政类每团不超过 6 人: as an average here; group by group in the data checks."""
    groups = int(filled.number("task:official", "groups") or 0)
    people = int(filled.number("task:official", "person_times") or 0)
    return people <= groups * 6, f"公务类{people}人次，{groups}批×6＝{groups * 6}"


def _as_spent(filled: FilledForm) -> tuple[bool, str]:
    """经费合计＝明细和: the groups one by one, and where there are accounts, those of each group."""
    trips = filled.cell("total", "groups").records()
    whole = Decimal(str(filled.number("total", "cost") or 0))
    listed = sum((Decimal(str(trip.cost or 0)) for trip in trips), Decimal(0))
    lines: dict[int, list[Decimal | None]] = {}
    for line in BudgetLine.active():
        if not line.paid_by_host:
            own = None if line.spent is None else Decimal(str(line.spent))
            lines.setdefault(line.trip_id, []).append(own)
    wrong = []
    for trip in trips:
        settled = [amount for amount in lines.get(trip.id, ()) if amount is not None]
        whole_trip = sum(settled, Decimal(0))
        if settled and len(settled) == len(lines[trip.id]) and (
                whole_trip != Decimal(str(trip.cost or 0))):
            wrong.append(f"{trip.title}（费用{trip.cost or 0}元，决算明细{whole_trip}元）")
    if whole != listed:
        wrong.insert(0, f"合计{whole}元，各团之和{listed}元")
    return not wrong, "；".join(wrong[:6]) or f"{len(trips)}个团组之和{listed:,}元，与决算明细相符"


def _names_listed(filled: FilledForm) -> tuple[bool, str]:
    """人数 can only be distinct where the members are named."""
    from models.entities.outbound_trip import TripMember

    trips = filled.cell("total", "groups").records()
    named = {row[0] for row in TripMember.active(TripMember.trip).distinct().tuples()}
    bare = [str(trip) for trip in trips if trip.id not in named]
    return not bare, f"{len(bare)}个团组未列名单，人数（去重）未含：{'、'.join(bare[:5])}" if bare else "全部团组列有名单"


_behind_total = rows_behind("total", "groups")

FORM = AnnualForm(
    code="F10",
    lead=(LeadColumn("项目", 34),),
    columns=lambda _period: COLUMNS,
    rows=rows,
    notes=notes,
    scope="国（境）外",
    checks=(
        RowsAddUp("总计＝出国＋赴港澳＋赴台", "total", ("abroad", "hong_kong_macao", "taiwan", "nowhere"),
                  ADDITIVE),
        RowsAddUp("出国＝公务＋教学科研", "abroad", ("task:official", "task:academic", "task:none"),
                  ADDITIVE),
        RowsAddUp("教学科研＝各任务类别之和", "task:academic",
                  tuple(f"task:{kind}" for kind in TASK_KINDS[1:]), ADDITIVE),
        RowsAddUp("总计＝各级别之和", "total", ("level:*",), ADDITIVE),
        RowsAddUp("总计＝各经费来源之和", "total", ("funding:*",), ADDITIVE),
        Rule("国别人次之和不小于总人次", _countries_cover),
        ColumnWithin("人数不大于人次", "persons", "person_times"),
        ColumnWithin("团组数不大于人次", "groups", "person_times"),
        ColumnWithin("人次不大于人天", "person_times", "person_days", level="警"),
        ColumnWithin("计划内批次不大于团组数", "in_plan", "groups"),
        ColumnWithin("双跨批次不大于团组数", "joint", "groups"),
        Rule("抵境日期都在统计期内", inside_period(_behind_total, "returned_on")),
        Rule("天数＝抵境－离境＋1，至少1天", sound_days(_behind_total)),
        Rule("行程段连续、不重叠", sound_legs(_behind_total)),
        Rule("同一人同一时段只在一个团组", one_place_at_a_time(_behind_total)),
        Rule("实际天数、人数不超过批准（超过的有说明）", within_approval(_behind_total)),
        Rule("限额：行政类出国团组的人数、国家数、天数（学术类不限）",
             limits(rows_behind("abroad", "groups")), "警"),
        Rule("公务类人次不大于批次×6", _party_size, "警"),
        Rule("经费合计与各团组、决算明细相等", _as_spent, "警"),
        Rule("团组名单齐全", _names_listed, "警"),
    ),
    details=(trip_list, member_list),
)
