"""F12 出访情况报告（任务执行反馈）: one row for each trip that came back, approved beside actual."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from exports.forms.base import (
    NOT_APPLICABLE,
    AnnualForm,
    Column,
    DetailSheet,
    FilledForm,
    LeadColumn,
    Row,
    Source,
    Typed,
)
from exports.forms.checking import ColumnWithin, RowsAddUp, Rule
from exports.forms.trip_checks import (
    inside_period,
    one_place_at_a_time,
    rows_behind,
    sound_days,
    sound_legs,
    within_approval,
)
from exports.forms.trip_rows import (
    TripRow,
    day_words,
    in_order,
    place_words,
    read_rows,
    said,
    words,
)
from models.checks.base import full
from models.entities.office import OfficeProfile
from models.entities.staff_member import StaffTravelDocument
from models.fields import masked as half_hidden
from models.indicators import Period, indicator_by_id
from models.indicators.trip_reports import (
    IN_TIME,
    LATE,
    MISSING,
    UNDATED,
    report_days,
)

CODE = "F12"
_LEADER, _PEOPLE, _DAYS, _BORDER = "团长", "人数", "在外天数", "出入境"
_DONE, _REPORT = "任务执行", "报告"
COLUMNS = (
    Column("organiser", ("组团单位",), width=11),
    Column("places", ("出访国家\n（地区）",), width=10.5),
    Column("leader", (_LEADER, "姓名"), width=7.5),
    Column("unit", (_LEADER, "单位"), width=11),
    Column("position", (_LEADER, "职务"), width=8.5),
    Column("passport", (_LEADER, "护照号码及有效期"), width=12.5),
    Column("approval_no", ("批件文号",), width=14),
    Column("groups", ("团组数",), "批", "trips.groups", width=6.5),
    Column("approved_people", (_PEOPLE, "批准"), "人次", "trip_reports.approved_people", width=6.5),
    Column("people", (_PEOPLE, "实际"), "人次", "trips.person_times", width=6.5),
    Column("approved_days", (_DAYS, "批准"), "天", "trip_reports.approved_days", width=6),
    Column("days", (_DAYS, "实际"), "天", "trip_reports.days", width=6),
    Column("out", (_BORDER, "出境"), width=10.5),
    Column("back", (_BORDER, "入境"), width=10.5),
    Column("visa", (_BORDER, "签证时间"), width=9),
    Column("done", (_DONE, "任务执行情况"), width=17),
    Column("undone", (_DONE, "未完成内容及原因"), width=12),
    Column("due", (_REPORT, "应交日期"), width=10.5),
    Column("reported", (_REPORT, "提交日期"), width=10.5),
)
ADDITIVE = ("groups", "approved_people", "people", "approved_days", "days")
_ONLY_GROUPS = frozenset(ADDITIVE[1:])


def typed(trip: Any, key: str, label: str) -> Typed:
    """Words about one trip that no record has; F11 and F12 ask them once."""
    return Typed(f"trip.{trip.id}.{key}", f"{trip.title}：{label}", words=True)


def _passport(row: TripRow, *, masked: bool = True) -> str:
    """The leader's travel paper with its last day."""
    paper_id = row.leader and row.leader.travel_document_id
    paper = paper_id and StaffTravelDocument.get_by_id(paper_id)
    if not paper or not paper.number:
        return NOT_APPLICABLE
    number = half_hidden(paper.number) if masked else paper.number
    return f"{number}，至{day_words(paper.valid_until)}"


def _due(row: TripRow) -> str:
    back = full(row.trip.returned_on)
    return NOT_APPLICABLE if back is None else (back + timedelta(days=report_days())).isoformat()


def _reported(trip: Any) -> str:
    if trip.reported_on is not None:
        return day_words(trip.reported_on)
    return "已交（日期未填）" if trip.report_submitted else "未交"


def _organiser(trip: Any) -> str:
    return said(trip.organised_by or OfficeProfile.current().school_name or "本校")


def _trip_row(number: int, row: TripRow) -> Row:
    trip = row.trip
    cells: dict[str, Source] = {
        **words(
            organiser=_organiser(trip), places=place_words(row), leader=row.of_leader("name"),
            unit=row.of_leader("department"), position=row.leader_position(),
            passport=_passport(row), approval_no=trip.approval_no,
            out=day_words(trip.departed_on), back=day_words(trip.returned_on), due=_due(row),
            reported=_reported(trip),
        ),
        "visa": typed(trip, "visa", "签证时间（免签填“免签”）"),
        "done": typed(trip, "done", "任务执行情况"),
        "undone": typed(trip, "undone", "未完成内容及原因（没有填“无”）"),
    }
    if trip.approved_head_count is None:
        cells |= words(approved_people="")
    if trip.approved_days is None:
        cells |= words(approved_days="")
    return Row(row.key, trip.title, lead=(str(number), trip.title), where={"trip": trip.id},
               cells=cells)


def rows(period: Period) -> Sequence[Row]:
    """The trips by their return, their sum, the same by report, and what was not carried out."""

    def only(key: str, label: str, indicator: str) -> Row:
        return Row(key, label, 1, lead=("其中", label), dashes=_ONLY_GROUPS,
                   cells={"groups": indicator_by_id(indicator).at(period)})

    trips = in_order(indicator_by_id("trips.groups").at(period).query())
    states = [
        Row(f"report:{state}", f"报告{state}", 1, {"report_state": state},
            lead=("其中", f"报告{state}"), if_any=state == UNDATED)
        for state in (IN_TIME, LATE, UNDATED, MISSING)
    ]
    beside = ("—", "取消的团组（不计入合计）"), ("—", "计划、已批复而未执行的团组（不计入合计）")
    return [
        *(_trip_row(number, row) for number, row in enumerate(read_rows(trips), 1)),
        Row("total", "合计（已执行）", lead=("—", "合计（已执行）"), strong=True),
        *states,
        only("exceeding", "实际超过批准", "trip_reports.exceeding"),
        only("shortened", "实际少于批准（提前离境、减员）", "trip_reports.shortened"),
        *(Row(key, lead[1], 0, lead=lead, dashes=_ONLY_GROUPS,
              cells={"groups": indicator_by_id(f"trips.{key}").at(period)})
          for key, lead in zip(("cancelled", "not_executed"), beside, strict=True)),
    ]


_behind_total = rows_behind("total", "groups")


def report_blocks(filled: FilledForm, masked: bool) -> DetailSheet:
    """The report of each trip as the authority's single sheet asks it, item by item."""
    items: list[tuple[Any, ...]] = []
    by_key = {row.key: row for row in _behind_total(filled)}
    for row in filled.rows:
        if row.key not in by_key:
            continue
        passport = _passport(by_key[row.key], masked=masked)
        for column in filled.columns:
            cell = filled.cell(row.key, column.key)
            shown = passport if column.key == "passport" else cell.show()
            items.append((len(items) + 1, row.label, column.label.replace("\n", ""), shown))
    return DetailSheet(
        "逐团报告", ("序号", "标题", "项目", "内容"), tuple(items), (6, 36, 24, 60),
        note="每团逐项列出，可据以填写外事部门的出访情况报告单表；填报人、电话见主表。",
    )


def _reported_in_time(filled: FilledForm) -> tuple[bool, str]:
    late = int(filled.number(f"report:{LATE}", "groups") or 0)
    missing = int(filled.number(f"report:{MISSING}", "groups") or 0)
    return not late + missing, f"逾期{late}批，未交{missing}批" if late + missing else "报告全部按期提交"


FORM = AnnualForm(
    code=CODE, lead=(LeadColumn("序号", 5.5), LeadColumn("标题（团组名称）", 22)),
    columns=lambda _period: COLUMNS, rows=rows, scope="国（境）外",
    checks=(
        RowsAddUp("合计＝各团组之和", "total", ("trip:*",), ADDITIVE),
        RowsAddUp("合计＝按报告情况之和", "total", ("report:*",), ADDITIVE),
        ColumnWithin("团组数不大于人次", "groups", "people"),
        Rule("抵境日期都在统计期内", inside_period(_behind_total, "returned_on")),
        Rule("天数＝抵境－离境＋1，至少1天", sound_days(_behind_total)),
        Rule("行程段连续、不重叠", sound_legs(_behind_total)),
        Rule("同一人同一时段只在一个团组", one_place_at_a_time(_behind_total)),
        Rule("实际天数、人数不超过批准（超过的有说明）", within_approval(_behind_total)),
        Rule("报告按期提交", _reported_in_time, "警"),
    ),
    details=(report_blocks,),
)
