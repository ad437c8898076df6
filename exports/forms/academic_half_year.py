"""F11 教学科研人员出访半年总结与计划: the academic slice of F10 for half a year, and the next half.

F11 sums up January to June (handed in in July), F11b July to December.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from exports.forms.base import AnnualForm, Column, FilledForm, LeadColumn, Row, Source, Sum
from exports.forms.checking import ColumnWithin, RowsAddUp, Rule
from exports.forms.trip_checks import inside_period, one_place_at_a_time, rows_behind, sound_days
from exports.forms.trip_reports import typed
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
from models.entities.outbound_trip import DESTINATION_KINDS, TASK_KINDS
from models.indicators import Figure, Period, indicator_by_id

ACADEMIC = {"task_group": "教学科研"}
TASK_NOTE = "此团执行学术交流合作任务"
COLUMNS = (
    Column("places", ("国家（地区）",), width=13),
    Column("dates", ("时间",), width=13),
    Column("groups", ("批次",), "批", "trips.groups", width=7),
    Column("person_times", ("人次",), "人次", "trips.person_times", width=7),
    Column("persons", ("人数\n（去重）",), "人", "trips.persons", width=8),
    Column("countries", ("国家数",), "个", "trips.countries", width=8),
    Column("person_days", ("人天",), "人天", "trips.person_days", width=8),
    Column("cost", ("经费（预算）",), "万元", "trips.cost", divisor=10000, decimals=2, width=10),
    Column("task", ("完成（拟执行）任务、项目",), width=22),
    Column("result", ("达成（预期）协议或成果",), width=22),
)
ADDITIVE = ("groups", "person_times", "cost")
_PLANNED = {"groups": "trip_plans.groups", "person_times": "trip_plans.person_times",
            "cost": "trip_plans.budget"}


def next_half(period: Period) -> Period:
    """The half year that follows."""
    year = period.end.year
    return Period.half_year(year, 2) if period.end.month == 6 else Period.half_year(year + 1, 1)


def _planned(coming: Period, where: dict[str, Any]) -> dict[str, Source]:
    """Figures of the plan for the coming half; the columns of what has happened are dashed."""
    found: dict[str, Source] = dict(words(persons="", countries="", person_days=""))
    for column, id in _PLANNED.items():
        found[column] = indicator_by_id(id).at(coming, **where)
    return found


def _done_row(number: int, row: TripRow) -> Row:
    trip = row.trip
    return Row(
        f"trip:{trip.id}", trip.title, 0, {"trip": trip.id}, lead=(str(number), trip.title),
        cells={
            **words(places=place_words(row),
                    dates=f"{day_words(trip.departed_on)}至{day_words(trip.returned_on)}"),
            "task": typed(trip, "done", "任务执行情况"),
            "result": typed(trip, "result", "达成协议或成果（没有填“无”）"),
        },
    )


def _plan_row(number: int, row: TripRow, coming: Period) -> Row:
    trip = row.trip
    return Row(
        f"plan_trip:{trip.id}", trip.title, 0, lead=(str(number), trip.title),
        cells={
            **_planned(coming, {**ACADEMIC, "trip": trip.id}),
            **words(places=place_words(row), dates=month_words(trip.departed_on),
                    task=f"{said(trip.purpose)}（{TASK_NOTE}）", result=trip.expected_outcome),
        },
    )


def _trips(figure: Figure) -> list[TripRow]:
    return read_rows(in_order(figure.query()))


def rows(period: Period) -> Sequence[Row]:
    """What was done in the half: sum, destinations, tasks, trips; then the plan for the next."""
    coming = next_half(period)
    done = _trips(indicator_by_id("trips.groups").at(period, **ACADEMIC))
    planned = _trips(indicator_by_id("trip_plans.groups").at(coming, **ACADEMIC))

    def part(prefix: str, key: str, where: dict[str, Any], *, loose: bool = False) -> Row:
        label = "未归类（出访性质未填）" if loose else key
        return Row(f"{prefix}:{'none' if loose else key}", label, 1, {**ACADEMIC, **where},
                   lead=("其中", label), if_any=loose,
                   cells=_planned(coming, {**ACADEMIC, **where})
                   if prefix.startswith("plan") else {})

    def split(prefix: str) -> list[Row]:
        return [
            *(part(f"{prefix}place", kind, {"destination_kind": kind})
              for kind in DESTINATION_KINDS),
            part(f"{prefix}place", "", {"destination_kind": None}, loose=True),
            *(part(f"{prefix}task", kind, {"task_kind": kind}) for kind in TASK_KINDS[1:]),
        ]

    return [
        Row("summary", f"一、{period.label}总结", heading=True),
        *(_done_row(number, row) for number, row in enumerate(done, 1)),
        Row("done", "出访合计", 0, ACADEMIC, lead=("—", "出访合计"), strong=True),
        *split(""),
        Row("plan", f"二、{coming.label}计划", heading=True),
        *(_plan_row(number, row, coming) for number, row in enumerate(planned, 1)),
        Row("planned", "计划合计", 0, lead=("—", "计划合计"), strong=True,
            cells=_planned(coming, ACADEMIC)),
        *split("plan_"),
    ]


def notes(period: Period) -> Sequence[tuple[str, Source]]:
    """人天 is cut at the half year's end, so a group back in the next half is in the sum only."""
    days, back = (indicator_by_id(id) for id in ("trips.person_days", "trips.groups"))
    listed = back.at(period, **ACADEMIC).record_ids()
    others = Sum(((1, days.at(period, **ACADEMIC)),
                  *((-1, days.at(period, trip=trip)) for trip in listed)), "人天")
    return (("合计中不在本半年入境的团组人天（团组列在入境的半年）", others),)


def _with_year(filled: FilledForm) -> tuple[bool, str]:
    """Both halves together are the academic row of F10 (出国, 赴港澳 and 赴台 together)."""
    year = filled.period.end.year
    groups = indicator_by_id("trips.groups")
    halves = [int(groups.at(Period.half_year(year, half), **ACADEMIC).value()) for half in (1, 2)]
    whole = int(groups.at(Period.calendar_year(year), **ACADEMIC).value())
    return sum(halves) == whole, f"上半年{halves[0]}批＋下半年{halves[1]}批，全年{whole}批"


_behind_done = rows_behind("done", "groups")


def _form(code: str) -> AnnualForm:
    return AnnualForm(
        code=code, lead=(LeadColumn("序号", 5.5), LeadColumn("团组（项目）", 25)),
        columns=lambda _period: COLUMNS, rows=rows, notes=notes, scope="国（境）外",
        checks=(
            RowsAddUp("出访合计＝各团组之和", "done", ("trip:*",), ADDITIVE),
            RowsAddUp("出访合计＝出国＋赴港澳＋赴台", "done", ("place:*",), (*ADDITIVE, "person_days")),
            RowsAddUp("出访合计＝各任务类别之和", "done", ("task:*",), (*ADDITIVE, "person_days")),
            RowsAddUp("计划合计＝各团组之和", "planned", ("plan_trip:*",), ADDITIVE),
            RowsAddUp("计划合计＝出国＋赴港澳＋赴台", "planned", ("plan_place:*",), ADDITIVE),
            RowsAddUp("计划合计＝各任务类别之和", "planned", ("plan_task:*",), ADDITIVE),
            ColumnWithin("人数不大于人次", "persons", "person_times"),
            ColumnWithin("批次不大于人次", "groups", "person_times", level="警"),
            Rule("抵境日期都在半年之内", inside_period(_behind_done, "returned_on")),
            Rule("天数＝抵境－离境＋1，至少1天", sound_days(_behind_done)),
            Rule("同一人同一时段只在一个团组", one_place_at_a_time(_behind_done)),
            Rule("两个半年之和＝全年（F10）", _with_year, "警"),
        ),
    )


FORM = _form("F11")
SECOND_HALF_FORM = _form("F11b")
