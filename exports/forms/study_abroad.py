"""F17b 出国留学人员: out and back, by funding, country and level; F17c what teachers learnt."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from exports.forms.base import (
    AnnualForm,
    Column,
    FilledForm,
    LeadColumn,
    Row,
    Source,
    Sum,
)
from exports.forms.checking import ColumnsAddUp, ColumnWithin, RowsAddUp, Rule
from exports.forms.listing import behind, computed, from_sql, listing, of
from models.codes import HMT
from models.entities.outbound_student import Placement
from models.entities.outbound_trip import FUNDING_KINDS, OutboundTrip, TripMember
from models.indicators import Period, indicator_by_id
from models.indicators.outbound_students import study_funding_sql
from models.indicators.places import show_country
from models.indicators.rules import parameter
from models.indicators.study_abroad import (
    back_sql,
    left_sql,
    staff_funding_sql,
    staff_term_sql,
)
from models.indicators.trips import visited_legs
from models.indicators.year_work import to_date

CLASSES = ("国家公派", "单位公派", "自费")
LEVELS = (("专科", "专科"), ("本科", "本科"), ("硕士", "硕士"), ("博士", "博士"), ("非学历", "非学历"))
_DIRECTIONS = (("out", "出国"), ("back", "回国"))
_MANY = 10
"""So many people may go without a report on them; more need one (分析报告)."""


def columns(_period: Period) -> Sequence[Column]:
    """Out and back, each with the students by level and the staff."""
    found: list[Column] = []
    for key, word in _DIRECTIONS:
        students = f"study_abroad.students_{key}"
        found += [
            Column(f"{key}:all", (word, "合计"), "人", width=8),
            *(Column(f"{key}:{level}", (word, "学生", label), "人", students,
                     {"study_level": level}, width=8) for level, label in LEVELS),
            Column(f"{key}:none", (word, "学生", "未归类"), "人", students, {"study_level": None},
                   width=8, if_any=True),
            Column(f"{key}:staff", (word, "教职工"), "人", f"study_abroad.staff_{key}", width=8),
        ]
    return found


def _row(period: Period, key: str, label: str, indent: int = 0, **more: Any) -> Row:
    """A row whose 合计 adds the students and the staff of its slice."""
    where = more.pop("where", {})
    cells: dict[str, Source] = {
        f"{direction}:all": Sum(tuple(
            (1, indicator_by_id(f"study_abroad.{who}_{direction}").at(period, **where))
            for who in ("students", "staff")), "人")
        for direction, _ in _DIRECTIONS
    }
    return Row(key, label, indent, where, cells, **more)


def _countries(period: Period) -> list[str]:
    found: dict[str, None] = {}
    for direction, _ in _DIRECTIONS:
        for who in ("students", "staff"):
            figure = indicator_by_id(f"study_abroad.{who}_{direction}").at(period)
            found |= dict.fromkeys(code for code in figure.split("country")
                                   if code and code not in HMT)
    return list(found)


def rows(period: Period) -> Sequence[Row]:
    """The whole by class, then each country by class."""
    by_class = [_row(period, f"class:{name}", name, 1, where={"study_funding": name})
                for name in CLASSES]
    listed: list[Row] = []
    for code in _countries(period):
        listed.append(_row(period, f"country:{code}", show_country(code), 1,
                           where={"country": code}))
        listed += [
            _row(period, f"in:{code}:{name or '未归类'}", name or "未归类（资助类型未填）", 2, if_any=True,
                 where={"country": code, "study_funding": name})
            for name in (*CLASSES, None)
        ]
    return [
        _row(period, "total", "总计", strong=True),
        *by_class,
        _row(period, "class:none", "未归类（资助类型未填）", 1, where={"study_funding": None},
             if_any=True),
        Row("by_country", "按国别（不含港澳台）", heading=True),
        *listed,
    ]


def _report(filled: FilledForm) -> tuple[bool, str] | None:
    """More than ten people: a report goes with the form."""
    people = [int(filled.number("total", f"{key}:all") or 0) for key, _ in _DIRECTIONS]
    if max(people) <= _MANY:
        return None
    return False, f"出国{people[0]}人、回国{people[1]}人，超过{_MANY}人，须附分析报告"


def _back_within_sent(filled: FilledForm) -> tuple[bool, str]:
    """回国≤累计派出: nobody comes back who never went."""
    ever = to_date(filled.period.end)
    sent = sum(int(indicator_by_id(f"study_abroad.{who}_out").at(ever).value())
               for who in ("students", "staff"))
    back = int(filled.number("total", "back:all") or 0)
    return back <= sent, f"回国{back}人，累计派出{sent}人"


def _no_hmt(filled: FilledForm) -> tuple[bool, str]:
    """G10: 出国 never counts 港澳台."""
    wrong = [r for r in behind("total", column="out:staff")(filled) if not _is_abroad(r)]
    codes = [r.country for level, _ in LEVELS
             for r in behind("total", column=f"out:{level}")(filled) if r.country in HMT]
    return not wrong and not codes, "没有计入港澳台" if not wrong and not codes else "计入了港澳台"


def _is_abroad(member: Any) -> bool:
    return any(leg.country not in HMT for leg in visited_legs().where(
        OutboundTrip.id == member.trip_id))


_STUDENT_COLUMNS = tuple(f"{key}:{level}" for key, _ in _DIRECTIONS
                         for level in (*(k for k, _ in LEVELS), "none"))


def _all(columns: Sequence[str]) -> Any:
    """The records behind the total row of several columns, each once."""

    def records(filled: FilledForm) -> list[Any]:
        found: dict[int, Any] = {}
        for column in columns:
            found |= {r.id: r for r in behind("total", column=column)(filled)}
        return [found[id] for id in sorted(found)]

    return records


STUDENTS = listing(
    "出国留学学生", Placement,
    (of("student.name", width=9), of("student.sex", width=5), of("student.student_no", width=13),
     of("student.programme", width=16), of("country", "国家", 10), of("host_name", width=24),
     of("programme_kind", width=14), of("level", width=9), of("departed_on", "出国日期", 12),
     of("returned_on", "回国日期", 12), of("funding", "资助类型", 10),
     computed("统计类别", 10, from_sql(Placement, lambda _p: study_funding_sql())),
     of("amount", width=11)),
    records=_all(_STUDENT_COLUMNS), note="全额外方资助的统计类别为自费，学校资助的为单位公派。",
)


def places(trips: Sequence[int], _period: Period) -> dict[int, str]:
    """The visited countries and regions of each trip in words, by the trip's id."""
    found: dict[int, dict[str, None]] = {}
    for leg in visited_legs().where(OutboundTrip.id.in_(trips)):
        found.setdefault(leg.trip_id, {})[show_country(leg.country)] = None
    return {trip: "、".join(names) for trip, names in found.items()}


def _member(sql: Any) -> Any:
    """Values of an expression over the member and the group."""

    def by_id(ids: Sequence[int], _period: Period) -> dict[int, Any]:
        members: Any = TripMember.select(TripMember.id, sql())
        query = members.join(OutboundTrip).where(TripMember.id.in_(ids)).tuples()
        return {row[0]: "" if row[1] is None else row[1] for row in query}

    return by_id


def _staff_list(title: str, records: Any, note: str) -> Any:
    return listing(
        title, TripMember,
        (of("staff_member.name", "姓名", 9), of("staff_member.staff_no", "工号", 9),
         of("staff_member.department", "部门", 20), of("staff_member.is_full_time_teacher", width=9),
         of("trip.task_kind", "类别", 11), of("trip.title", "项目", 26),
         computed("国家（地区）", 14, places, link="trip"), of("trip.inviting_party", "院校（单位）", 24),
         computed("离境日期", 12, _member(left_sql)), computed("抵境日期", 12, _member(back_sql)),
         computed("长短期", 7, _member(staff_term_sql)), of("trip.funding_source", "资助来源", 14),
         of("trip.funding_kind", "经费类别", 10),
         computed("出国留学类别", 10, _member(staff_funding_sql))),
        records=records, note=note,
    )


STUDY_FORM = AnnualForm(
    code="F17b",
    lead=(LeadColumn("类别", 24),),
    columns=columns,
    rows=rows,
    scope="国外（不含港澳台）",
    checks=(
        *(ColumnsAddUp(f"{word}合计＝学生各层次＋教职工", f"{key}:all",
                       (*(f"{key}:{level}" for level, _ in LEVELS), f"{key}:none", f"{key}:staff"))
          for key, word in _DIRECTIONS),
        RowsAddUp("总计＝各资助类别之和", "total", ("class:*",), ("out:all", "back:all")),
        RowsAddUp("总计不大于各国之和", "total", ("country:*",), ("out:all", "back:all"),
                  overlapping=True),
        Rule("没有计入港澳台", _no_hmt),
        Rule("回国人数不大于累计派出", _back_within_sent),
        Rule("超过10人的附分析报告", _report, "警"),
    ),
    details=(STUDENTS, _staff_list("出国留学教职工", _all(("out:staff", "back:staff")),
                                "随因公团组在外研修满3个月的教职工。")),
)

TRAINING = (
    Column("person_times", ("人次",), "人次", "staff_training.person_times"),
    Column("persons", ("人数（去重）",), "人", "staff_training.persons"),
    Column("women", ("其中女",), "人", "staff_training.women"),
    Column("full_time", ("其中专任教师",), "人", "staff_training.full_time", width=12),
    Column("person_days", ("人天",), "人天", "staff_training.person_days"),
)


def training_rows(period: Period) -> Sequence[Row]:
    """The whole by length, by destination, by funding and by country."""
    months = parameter("outbound.long_stay_months").number()
    codes = [code for code in indicator_by_id("staff_training.person_times").at(period)
             .split("country") if code]
    return [
        Row("total", "总计", strong=True),
        Row("by_term", "按在外时间", heading=True),
        Row("term:long", f"{months}个月及以上", 1, {"term": "长期"}),
        Row("term:short", f"{months}个月以下", 1, {"term": "短期"}),
        Row("term:none", "未归类（返回日期未填）", 1, {"term": None}, if_any=True),
        Row("by_destination", "按去向", heading=True),
        Row("to:abroad", "国外", 1, {"destination_kind": "出国"}),
        Row("to:hong_kong_macao", "港澳", 1, {"destination_kind": "赴港澳"}),
        Row("to:taiwan", "台湾", 1, {"destination_kind": "赴台"}),
        Row("to:none", "未归类（出访性质未填）", 1, {"destination_kind": None}, if_any=True),
        Row("by_funding", "按经费来源", heading=True),
        *(Row(f"funding:{kind}", kind, 1, {"funding_kind": kind}) for kind in FUNDING_KINDS),
        Row("funding:none", "未归类（经费类别未填）", 1, {"funding_kind": None}, if_any=True),
        Row("by_country", "按国别（地区）（一团多国重复计，不可相加为总计）", heading=True),
        *(Row(f"country:{code}", show_country(code), 1, {"country": code},
              dashes=frozenset({"person_days"}))
          for code in sorted(codes, key=lambda code: code in HMT)),
    ]


_EXACT = ("person_times", "person_days")

TRAINING_FORM = AnnualForm(
    code="F17c",
    lead=(LeadColumn("项目", 40),),
    columns=lambda _period: TRAINING,
    rows=training_rows,
    scope="国（境）外",
    checks=(
        RowsAddUp("总计＝长短期之和", "total", ("term:*",), _EXACT),
        RowsAddUp("总计＝各去向之和", "total", ("to:*",), _EXACT),
        RowsAddUp("总计＝各经费来源之和", "total", ("funding:*",), _EXACT),
        RowsAddUp("总人次不大于各国（地区）之和", "total", ("country:*",), ("person_times",),
                  overlapping=True),
        ColumnWithin("人数不大于人次", "persons", "person_times"),
        ColumnWithin("其中女不大于人数", "women", "persons"),
        ColumnWithin("其中专任教师不大于人数", "full_time", "persons"),
        ColumnWithin("人次不大于人天", "person_times", "person_days", level="警"),
    ),
    details=(_staff_list("研修名单", behind("total", column="person_times"),
                         "抵境日期在统计期内、去国（境）外研修的本校人员，一人两次列两行。"),),
)
