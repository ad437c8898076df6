"""F04 高基表供数: the cells of the state's yearbook that the foreign affairs office answers for."""

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
    Words,
)
from exports.forms.checking import ColumnsAddUp, RowsAddUp, RowWithin, Rule
from exports.forms.listing import behind, computed, listing, of
from models.entities.foreign_teacher import Engagement
from models.entities.international_student import Enrolment
from models.entities.outbound_trip import TripMember
from models.indicators import Period, indicator_by_id
from models.indicators.students_yearbook import LENGTHS, stock_day
from models.indicators.yearbook_staff import EDUCATION, RANKS, training_length, with_trip

_HIRED, _TRAINED = "teachers.yearbook", "training.person_times"
_HMT_SPLIT = (("香港", "HKG"), ("澳门", "MAC"), ("台湾", "TWN"))


def _supply(key: str, label: str, table: str, place: str, **rest: Any) -> Row:
    """A line of the list: which table and cell, and the figure that goes there."""
    source: Source = rest.pop("source")
    unit = rest.pop("unit", "人")
    return Row(key, label, rest.pop("indent", 1), lead=(table, label, place, unit), unit=unit,
               cells={"number": source}, **rest)


def _students_part(period: Period) -> list[Row]:
    def figure(id: str, **where: Any) -> Source:
        return indicator_by_id(f"students.{id}").at(period, **where)

    return [
        Row("by341", "高基341　在校生其他情况", heading=True),
        _supply("341:hmt", "港澳台学生", "341", "在校生·港澳台列", source=figure("yearbook_hmt")),
        *(_supply(f"341:{code}", f"其中：{name}", "341", "（分地区备查）", indent=2,
                  source=figure("yearbook_hmt", country=code)) for name, code in _HMT_SPLIT),
        _supply("341:overseas", "华侨学生", "341", "在校生·华侨列",
                source=figure("yearbook_overseas_chinese")),
        Row("by322", "高基322　招生、在校生来源情况", heading=True),
        _supply("322:intake", "港澳台侨招生数", "322", "招生·港澳台侨行（33）",
                source=figure("yearbook_not_foreign_intake")),
        _supply("322:stock", "港澳台侨在校生数", "322", "在校·港澳台侨行（33）",
                source=figure("yearbook_not_foreign")),
        Row("by361", "高基361　其他学生情况（进修及培训；短期班入高基371的，此处为0）", heading=True),
        _supply("361:finished", "短期来华培训结业生数", "361", "结业生数·计", unit="人次",
                source=figure("short_finished")),
        *(_supply(f"361:finished:{name}", name, "361", "结业生数", unit="人次", indent=2,
                  source=figure("short_finished", length=name)) for name in LENGTHS),
        _supply("361:finished:none", "未归类（离校日期未填）", "361", "结业生数", unit="人次", indent=2,
                source=figure("short_finished", length=None), if_any=True),
        _supply("361:registered", "短期来华培训注册学生数", "361", "注册学生数·计",
                source=figure("short_registered")),
        *(_supply(f"361:registered:{name}", name, "361", "注册学生数", indent=2,
                  source=figure("short_registered", length=name)) for name in LENGTHS),
        _supply("361:registered:none", "未归类（离校日期未填）", "361", "注册学生数", indent=2,
                source=figure("short_registered", length=None), if_any=True),
    ]


def supply_rows(period: Period) -> list[Row]:
    """The cells by table; 422 and 441 with their total here, in full in F04-422 and F04-441."""
    def hired(**where: Any) -> Source:
        return indicator_by_id(_HIRED).at(period, **where)

    trained = indicator_by_id(_TRAINED).at(period)
    return [
        Row("by422", "高基422　聘请校外教师学历（位）情况（各列见F04-422）", heading=True),
        _supply("422", "外籍教师", "422", "行10·合计", source=hired()),
        Row("by421", "高基421　聘请校外教师授课情况", heading=True),
        _supply("421", "外籍教师授课", "421", "聘请校外教师栏", source=hired()),
        _supply("421:common", "其中：公共课", "421", "公共课（基础课）", indent=2,
                source=hired(course_kind="公共课")),
        _supply("421:special", "其中：专业课", "421", "专业课", indent=2,
                source=hired(course_kind="专业课")),
        _supply("421:none", "未归类（教学类别未填）", "421", "—", indent=2,
                source=hired(course_kind=None), if_any=True),
        Row("by441", "高基441　专任教师接受培训情况（各列见F04-441）", heading=True),
        _supply("441", "国（境）外培训", "441", "总计·列8", source=trained, unit="人次"),
        Row("by461", "高基461　教职工其他情况", heading=True),
        _supply("461:hmt", "港澳台教师（聘请）", "461", "港澳台列",
                source=indicator_by_id("teachers.yearbook_hmt").at(period)),
        _supply("461:overseas", "华侨教职工", "461", "华侨列", source=Words("人事处填")),
        *_students_part(period),
    ]


def supply_notes(period: Period) -> Sequence[tuple[str, Source]]:
    """What the table of foreign students says, beside those who are not foreign (T10)."""
    return (
        ("高基371在校国际学生（人）", indicator_by_id("students.yearbook_stock").at(period)),
        ("时点在校港澳台侨学生（人）", indicator_by_id("students.yearbook_not_foreign").at(period)),
    )


def _as_f07(filled: FilledForm) -> tuple[bool, str]:
    """422 行10 and F07's 期末在聘, both on the 时点: they differ by contracts under a term."""
    day = Period.as_of(stock_day(filled.period))
    hired = int(indicator_by_id(_HIRED).at(filled.period).value())
    every = int(indicator_by_id("teachers.at_year_end").at(day).value())
    return hired == every, f"受聘一学期及以上{hired}人，当日全部在聘{every}人（F07口径）"


def _hired_columns() -> tuple[Column, ...]:
    found = []
    for name, where in (("合计", {}), *((each, {"education": each}) for each in EDUCATION)):
        key = name if where else "total"
        found += [
            Column(key, (name, "计"), indicator=_HIRED, where=where, width=6.5),
            Column(f"{key}:doctor", (name, "其中获博士学位"), indicator=_HIRED,
                   where={**where, "awarded": "博士"}, width=8),
            Column(f"{key}:master", (name, "其中获硕士学位"), indicator=_HIRED,
                   where={**where, "awarded": "硕士"}, width=8),
        ]
    return (*found, Column("none", ("未归类（学历未填）",), indicator=_HIRED, where={"education": None},
                           width=9, if_any=True))


def _hired_rows(period: Period) -> list[Row]:  # noqa: ARG001
    return [
        Row("foreign", "外籍教师", lead=("外籍教师", "10"), unit="人", strong=True),
        Row("women", "其中：女（并入行9）", 1, {"sex": "女"}, lead=("其中：女（并入行9）", "—"), unit="人"),
    ]


_TRAINED_COLUMNS = (
    Column("abroad", ("国（境）外", "计"), "人次", _TRAINED, width=11),
    *(Column(name, ("国（境）外", name), "人次", _TRAINED, {"length": name}, width=11)
      for name in LENGTHS),
    Column("none", ("国（境）外", "未归类（日期未填）"), "人次", _TRAINED, {"length": None}, width=11,
           if_any=True),
)
_TRAINED_KEYS = tuple(column.key for column in _TRAINED_COLUMNS)


def _trained_rows(period: Period) -> list[Row]:  # noqa: ARG001
    return [
        Row("total", "总计", lead=("总计", "1"), strong=True),
        Row("women", "其中：女", 1, {"staff_sex": "女"}, lead=("其中：女", "2")),
        *(Row(f"rank:{rank}", rank, 1, {"rank": rank}, lead=(rank, str(number)))
          for number, rank in enumerate(RANKS, 3)),
        Row("rank:none", "未归类（职称未填）", 1, {"rank": None}, lead=("未归类（职称未填）", "—"),
            if_any=True),
    ]


_DEGREES = tuple(f"{name}{part}" for name in ("total", *EDUCATION)
                 for part in ("", ":doctor", ":master"))

TEACHERS = listing(
    "外籍教师", Engagement,
    (of("teacher.passport_name", "护照姓名", 26), of("teacher.sex", width=6),
     of("teacher.nationality", width=10), of("teacher.degree", width=10),
     of("engaged_from", width=12), of("engaged_until", width=12), of("left_on", width=12),
     of("subject_kind", width=10), of("full_time", width=8), of("department", width=20)),
    records=behind("422", column="number"), note="时点在聘、聘期满一学期；一人多个聘期列时点当天的一个。",
)
_OF_422 = listing(
    "外籍教师", Engagement,
    (of("teacher.passport_name", "护照姓名", 26), of("teacher.sex", width=6),
     of("teacher.nationality", width=10), of("teacher.degree", width=10),
     of("teacher.degree_school", width=24), of("engaged_from", width=12),
     of("engaged_until", width=12), of("subject_kind", width=10), of("courses", width=26)),
    records=behind("foreign", column="total"), note="登记只有一项最高学历（学位），学历与学位都按它归类。",
)
_NOT_FOREIGN = listing(
    "港澳台侨学生", Enrolment,
    (of("student.passport_name", "护照姓名", 26), of("student.chinese_name", width=10),
     of("student.sex", width=6), of("student.nationality", "地区", 9),
     of("student.is_overseas_chinese", width=6), of("study_kind", width=9),
     of("programme", width=18), of("enrolled_from", width=12), of("enrolled_until", width=12)),
    records=behind("322:stock", "322:intake", column="number"),
    note="计入普通专科生；招生与在校任一计入的都列。",
)


def _how_long(ids: Sequence[int], period: Period) -> dict[int, str]:  # noqa: ARG001
    """The length of each training as the table classes it, by member."""
    rows: Any = with_trip().where(TripMember.id.in_(ids)).select(TripMember.id, training_length())
    return {row[0]: row[1] or "" for row in rows.tuples()}


_TRAINED_LIST = listing(
    "国（境）外培训人员", TripMember,
    (of("staff_member.name", "教师", 10), of("staff_member.title", width=12),
     of("staff_member.department", width=20), of("trip.title", "团组", 30),
     computed("培训时长", 12, _how_long),
     of("trip.departed_on", "离境日期", 12), of("trip.returned_on", "抵境日期", 12)),
    records=behind("total", column="abroad"), note="一人参加两次列两行（人次）。",
)

FORM = AnnualForm(
    code="F04",
    lead=(LeadColumn("表", 6), LeadColumn("项目", 34), LeadColumn("位置", 26), LeadColumn("单位", 8)),
    columns=lambda _period: (Column("number", ("数",), width=12),),
    rows=supply_rows,
    notes=supply_notes,
    scope="国（境）外",
    checks=(
        RowsAddUp("外籍教师授课＝公共课＋专业课", "421", ("421:common", "421:special", "421:none"),
                  ("number",)),
        RowsAddUp("港澳台学生＝各地区之和", "341:hmt", tuple(f"341:{c}" for _, c in _HMT_SPLIT),
                  ("number",)),
        RowsAddUp("港澳台侨在校生＝港澳台＋华侨", "322:stock", ("341:hmt", "341:overseas"), ("number",)),
        RowsAddUp("高基361结业生数＝各时长之和", "361:finished", ("361:finished:*",), ("number",)),
        RowsAddUp("高基361注册学生数＝各时长之和", "361:registered", ("361:registered:*",), ("number",)),
        Rule("高基422外籍教师与F07同日在聘人数一致", _as_f07, "警"),
    ),
    details=(TEACHERS, _NOT_FOREIGN),
)

HIRED_FORM = AnnualForm(
    code="F04-422",
    lead=(LeadColumn("项目", 22), LeadColumn("行号", 6)),
    columns=lambda _period: _hired_columns(),
    rows=_hired_rows,
    scope="国外",
    checks=(
        ColumnsAddUp("合计＝各学历之和", "total", (*EDUCATION, "none")),
        *(ColumnsAddUp(f"获{name}学位＝各学历之和", f"total:{key}",
                       tuple(f"{each}:{key}" for each in EDUCATION))
          for name, key in (("博士", "doctor"), ("硕士", "master"))),
        RowWithin("其中女不大于外籍教师", "women", "foreign", _DEGREES),
        Rule("高基422外籍教师与F07同日在聘人数一致", _as_f07, "警"),
    ),
    details=(_OF_422,),
)

TRAINED_FORM = AnnualForm(
    code="F04-441",
    lead=(LeadColumn("项目", 20), LeadColumn("行号", 6)),
    columns=lambda _period: _TRAINED_COLUMNS,
    rows=_trained_rows,
    scope="国（境）外",
    checks=(
        ColumnsAddUp("国（境）外计＝各时长之和", "abroad", _TRAINED_KEYS[1:]),
        RowsAddUp("总计＝各职称之和", "total", ("rank:*",), _TRAINED_KEYS),
        RowWithin("其中女不大于总计", "women", "total", _TRAINED_KEYS),
    ),
    details=(_TRAINED_LIST,),
)
