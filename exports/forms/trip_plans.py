"""F08 年度因公临时出国计划, F09 赴港澳计划, F09b 赴台计划: lists of planned trips, never one sum.

The form of a year is asked for at its end and holds the plan of the next (次年).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from exports.forms.base import (
    AnnualForm,
    Check,
    Column,
    DetailSheet,
    FilledForm,
    LeadColumn,
    Row,
    Source,
)
from exports.forms.checking import ColumnsAddUp, ColumnWithin, RowsAddUp, Rule
from exports.forms.terms import rows_of
from exports.forms.trip_checks import (
    hong_kong_macao_limits,
    inside_period,
    leaders_apart,
    limits,
    one_place_at_a_time,
    rows_behind,
    sound_days,
    sound_legs,
    temporary,
)
from exports.forms.trip_rows import (
    TripRow,
    day_words,
    in_order,
    month_words,
    place_words,
    read_rows,
    said,
    words,
)
from models.codes import HMT
from models.indicators import Period, indicator_by_id
from models.indicators.places import show_country

ABROAD, HONG_KONG_MACAO, TAIWAN = "出国", "赴港澳", "赴台"
LEVELS = ("厅局级", "处级", "处级以下")
_LEADER, _WHEN, _BUDGET, _APPROVAL = "负责人", "出访时间", "预算（万元）", "审批"
_MONEY: dict[str, Any] = {"indicator": "trip_plans.budget", "divisor": 10000, "decimals": 2,
                          "width": 8}
COLUMNS = (
    Column("category", ("团组类别",), width=11),
    Column("plan_kind", ("计划类型",), width=9.5),
    Column("joint", ("自主/双跨",), width=7),
    Column("level", ("团组级别",), width=7.5),
    Column("leader", (_LEADER, "姓名"), width=7.5),
    Column("position", (_LEADER, "行政职务"), width=9.5),
    Column("rank", (_LEADER, "行政级别"), width=7.5),
    Column("title", (_LEADER, "技术职务"), width=8),
    Column("places", ("拟访国家\n（地区）",), width=12),
    Column("purpose", ("出访任务",), width=15),
    Column("groups", ("团组数",), "批", "trip_plans.groups", width=6.5),
    Column("person_times", ("团组人数",), "人次", "trip_plans.person_times", width=7),
    Column("month", (_WHEN, "月份"), width=9.5),
    Column("days", (_WHEN, "在外天数"), "天", "trip_plans.days", width=7),
    Column("budget_own", (_BUDGET, "省本级"), where={"budget_source": "省本级"}, **_MONEY),
    Column("budget_other", (_BUDGET, "其他"), where={"budget_source": "其他"}, **_MONEY),
    Column("budget_none", (_BUDGET, "未归类"), where={"budget_source": None}, if_any=True, **_MONEY),
    Column("budget", (_BUDGET, "合计"), **_MONEY),
    Column("approval_no", (_APPROVAL, "批件文号"), width=17),
    Column("approved_on", (_APPROVAL, "批复时间"), width=10),
    Column("status", (_APPROVAL, "状态"), width=7),
)
ADDITIVE = ("groups", "person_times", "budget_own", "budget_other", "budget")
_BUDGETS = frozenset({"budget_own", "budget_other", "budget_none", "budget"})
_JOINT = {True: "02 双跨", False: "01 自主", None: "01 自主"}


def _trip_row(number: int, row: TripRow, kinds: dict[str, dict[str, str]], where: Any) -> Row:
    """A planned trip: its words, and figures cut to this one trip."""
    trip, category = row.trip, kinds.get(row.trip.category_then or "", {})
    status = trip.status or ("已执行" if trip.returned_on else "计划")
    return Row(
        row.key, trip.title, lead=(str(number), trip.title), where={**where, "trip": trip.id},
        cells=words(
            category=category.get("code", "未归类"), plan_kind=category.get("plan_kind"),
            joint=_JOINT[trip.is_joint], level=trip.level_then, leader=row.of_leader("name"),
            position=row.leader_position(), rank=row.of_leader("level"),
            title=row.of_leader("title"), places=place_words(row), purpose=trip.purpose,
            month=month_words(trip.departed_on), approval_no=trip.approval_no,
            approved_on=day_words(trip.approved_on), status=status,
        ),
    )


def _read(period: Period, destination: str) -> list[TripRow]:
    """The planned trips of one destination, each with its category and level."""
    from models.entities.outbound_trip import OutboundTrip
    from models.indicators.trips import category_sql, level_sql

    figure = indicator_by_id("trip_plans.groups").at(period, destination_kind=destination)
    trips = figure.query().select(
        OutboundTrip, category_sql().alias("category_then"), level_sql().alias("level_then"),
    )
    return read_rows(in_order(trips))


def _summary(rows: list[TripRow], kinds: list[dict[str, str]], where: dict[str, Any]) -> list[Row]:
    """类别 × 级别 × 国别: every category, of the levels and places those that occur."""
    made = []
    for kind in kinds:
        mine = {**where, "trip_category": kind["key"]}
        made.append(Row(f"category:{kind['key']}", kind["label"], lead=(kind["no"], kind["label"]),
                        where=mine, strong=True))
        for level in (*LEVELS, None):
            label = level or "未归类（级别未填）"
            key = f"level:{kind['key']}:{level or 'none'}"
            cut = {**mine, "level": level}
            made.append(Row(key, label, 1, cut, lead=("其中", label), if_any=True))
            places = dict.fromkeys(
                place for row in rows for place in row.places
                if (row.trip.category_then, row.trip.level_then) == (kind["key"], level)
            )
            made += [
                Row(f"place:{kind['key']}:{level or 'none'}:{place}", show_country(place), 2,
                    {**cut, "country": place}, lead=("—", show_country(place)), dashes=_BUDGETS,
                    if_any=True)
                for place in sorted(places, key=lambda code: (code in HMT, code))
            ]
    loose = "未归类（任务类别未填）"
    return [*made, Row("category:none", loose, lead=("—", loose),
                       where={**where, "trip_category": None}, if_any=True, strong=True)]


def _rows_for(destination: str) -> Callable[[Period], Sequence[Row]]:
    def rows(period: Period) -> Sequence[Row]:
        where = {"destination_kind": destination}
        found = _read(period, destination)
        kinds = rows_of("F08", period.end.year)
        by_key = {kind["key"]: kind for kind in kinds}
        listed = [_trip_row(number, row, by_key, where) for number, row in enumerate(found, 1)]
        return [
            *listed,
            Row("total", f"{destination}计划合计", lead=("—", f"{destination}计划合计"), where=where,
                strong=True),
            Row("by_category", f"按团组类别、级别、国别（地区）汇总：本表只含{destination}"
                "（一团到几地的在各地重复计，不可相加）", heading=True),
            *_summary(found, kinds, where),
        ]

    return rows


def _notes(destination: str) -> Callable[[Period], Sequence[tuple[str, Source]]]:
    def notes(period: Period) -> Sequence[tuple[str, Source]]:
        return (
            ("计划外拟出访（批）",
             indicator_by_id("trip_plans.off_plan").at(period, destination_kind=destination)),
            ("出访性质未填、未列入任何一张计划表（批）", indicator_by_id("trip_plans.unplaced").at(period)),
        )

    return notes


def _member_list(filled: FilledForm, masked: bool) -> DetailSheet:  # noqa: ARG001
    """成员子表: 姓名、单位、职务、级别 of everybody on a planned trip."""
    trips = read_rows(in_order(filled.cell("total", "groups").records()))
    rows, members = [], []
    for row in trips:
        for member in row.members:
            person = member.staff_member
            members.append(member)
            rows.append((
                len(members), row.trip.title, person.name, said(member.role),
                said(member.dispatching_unit or person.department),
                said(member.position_then or person.position), said(person.level),
                said(person.title), "是" if person.is_academic else "否",
            ))
    return DetailSheet(
        "成员名单", ("序号", "团组", "姓名", "团内身份", "单位", "职务", "行政级别", "技术职务", "教学科研人员"),
        tuple(rows), (6, 40, 9, 10, 28, 16, 10, 12, 9), tuple(members),
        "未列名单的团组不在此表，人数按登记数计。",
    )


def _task_list(filled: FilledForm, masked: bool) -> DetailSheet:  # noqa: ARG001
    """What a plan is decided by: task, invitation, necessity."""
    trips = read_rows(in_order(filled.cell("total", "groups").records()))
    rows = tuple(
        (number, row.trip.title, place_words(row), said(row.trip.inviting_party),
         said(row.trip.purpose), said(row.trip.task_kind), said(row.trip.necessity),
         said(row.trip.expected_outcome))
        for number, row in enumerate(trips, 1)
    )
    return DetailSheet(
        "任务说明",
        ("序号", "团组名称", "拟访国家（地区）", "邀请单位", "出访任务", "任务类别", "目的和必要性", "预期成果"),
        rows, (6, 34, 18, 26, 20, 18, 34, 34), tuple(row.trip for row in trips),
    )


def _placed(filled: FilledForm) -> tuple[bool, str]:
    number = int(filled.notes[1].value or 0)
    return not number, f"{number}个计划团组未填出访性质" if number else "计划团组都已分清出国、赴港澳、赴台"


def _budgeted(filled: FilledForm) -> tuple[bool, str]:
    bare = [cell.row_label for (row, column), cell in filled.cells.items()
            if row.startswith("trip:") and column == "budget" and not cell.exact]
    return not bare, f"{len(bare)}个团组没有预算：{'、'.join(bare[:5])}" if bare else "各团组都有预算"


def _in_its_own_table(destination: str) -> Callable[[FilledForm], tuple[bool, str]]:
    """G10: 港澳台 alone never stands among the countries, nor a country among them."""

    def test(filled: FilledForm) -> tuple[bool, str]:
        rows, wrong = _behind_total(filled), []
        for row in rows:
            abroad = any(code not in HMT for code in row.places)
            taiwan = "TWN" in row.places
            found = ABROAD if abroad else TAIWAN if taiwan else HONG_KONG_MACAO
            if row.places and found != destination:
                wrong.append(f"{row.trip.title}（{place_words(row)}）")
        return not wrong, "；".join(wrong) or f"{len(rows)}个团组的到访地与本表相符"

    return test


_behind_total = rows_behind("total", "groups")


def _checks(destination: str) -> tuple[Check, ...]:
    own = {
        ABROAD: Rule("限额：行政类团组的人数、国家数、天数（学术类不限）", limits(_behind_total), "警"),
        HONG_KONG_MACAO: Rule("限额：赴港、赴澳的天数", hong_kong_macao_limits(_behind_total), "警"),
    }.get(destination)
    return (
        RowsAddUp("合计＝各团组之和", "total", ("trip:*",), ADDITIVE),
        RowsAddUp("合计＝各团组类别之和", "total", ("category:*",), ADDITIVE),
        *(RowsAddUp(f"{kind}＝各级别之和", f"category:{kind}", (f"level:{kind}:*",), ADDITIVE)
          for kind in ("行政类", "学术交流合作类", "教学科研人员类")),
        ColumnsAddUp("预算合计＝省本级＋其他", "budget", ("budget_own", "budget_other", "budget_none")),
        ColumnWithin("团组数不大于人次", "groups", "person_times", level="警"),
        Rule("到访地属于本表", _in_its_own_table(destination)),
        Rule("离境日期都在计划年度内", inside_period(_behind_total, "departed_on")),
        Rule("天数＝抵境－离境＋1，至少1天", sound_days(_behind_total)),
        Rule("行程段连续、不重叠", sound_legs(_behind_total)),
        Rule("同一人同一时段只在一个团组", one_place_at_a_time(_behind_total)),
        *((own,) if own else ()),
        Rule("因公临时出访不超过最长天数", temporary(_behind_total), "警"),
        Rule("校领导不同团", leaders_apart(_behind_total), "警"),
        Rule("各团组都有预算", _budgeted, "警"),
        Rule("计划团组都已分清出访性质", _placed, "警"),
    )


def _form(code: str, destination: str, scope: str) -> AnnualForm:
    return AnnualForm(
        code=code, lead=(LeadColumn("序号", 5.5), LeadColumn("团组名称", 24)),
        columns=lambda _period: COLUMNS, rows=_rows_for(destination),
        notes=_notes(destination), scope=scope, checks=_checks(destination),
        details=(_member_list, _task_list),
    )


FORM = _form("F08", ABROAD, "国外")
HONG_KONG_MACAO_FORM = _form("F09", HONG_KONG_MACAO, "港澳台")
TAIWAN_FORM = _form("F09b", TAIWAN, "港澳台")
