"""F17a 学生出国（境）交流情况统计表: by the day of departure; online programmes on a line of their own."""

from __future__ import annotations

from collections.abc import Sequence

from peewee import fn

from exports.forms.base import (
    AnnualForm,
    Column,
    FilledForm,
    LeadColumn,
    Row,
    Share,
    Source,
    Words,
)
from exports.forms.checking import ColumnWithin, RowsAddUp, RowWithin, Rule
from exports.forms.listing import behind, computed, from_sql, listing, of
from models.codes import HMT
from models.entities.office import OfficeProfile
from models.entities.outbound_student import PROGRAMME_KINDS, Placement
from models.indicators import Period, indicator_by_id
from models.indicators.dates import days_within, is_full
from models.indicators.outbound_students import ONLINE, term_sql
from models.indicators.places import occurring, show_country
from models.indicators.rules import parameter

_PEOPLE = "outbound_students.headcount"
COLUMNS = (
    Column("headcount", ("人数",), "人", _PEOPLE),
    Column("person_times", ("人次",), "人次", "outbound_students.person_times"),
    Column("person_days", ("人天",), "人天", "outbound_students.person_days", width=10),
    Column("women", ("其中女",), "人", _PEOPLE, {"sex": "女"}),
    Column("programmes", ("涉及专业数",), "个", "outbound_students.programmes", width=11),
)
FUNDINGS = tuple(Placement.field_named("funding").option_words())
_ONLINE = {
    _PEOPLE: "outbound_students.online_headcount",
    "outbound_students.person_times": "outbound_students.online",
}
EXACT = ("person_times", "person_days")
OVERLAPPING = ("headcount", "women")


def _country_rows(period: Period) -> list[Row]:
    """Countries by person-times, those with days of earlier stays only, then 港澳台."""
    codes = occurring("country", indicator_by_id("outbound_students.person_times").at(period),
                      indicator_by_id("outbound_students.person_days").at(period))
    abroad = [code for code in codes if code and code not in HMT]
    places = [code for code in codes if code in HMT]
    return [
        *(Row(f"country:{code}", show_country(code), 1, {"country": code}) for code in abroad),
        Row("country:hmt", "港澳台小计", 1, {"continent": "港澳台"}),
        *(Row(f"place:{code}", show_country(code), 2, {"country": code}) for code in places),
        Row("country:none", "未归类（国家/地区未填）", 1, {"country": None}, if_any=True),
    ]


def rows(period: Period) -> list[Row]:
    """The whole by length, by kind, by country and by funding; 线上 apart."""
    months = parameter("outbound.long_stay_months").number()
    kinds = [kind for kind in PROGRAMME_KINDS if kind != ONLINE]
    enterprise = Row("kind：实习：enterprise", "其中：服务走出去企业", 2,
                     {"programme_kind": "实习", "serves_enterprise": 1})
    by_kind: list[Row] = []
    for kind in kinds:
        by_kind.append(Row(f"kinds:{kind}", kind, 1, {"programme_kind": kind}))
        by_kind += [enterprise] if kind == "实习" else []
    return [
        Row("total", "总计", strong=True),
        Row("by_term", "按在外时间", heading=True),
        Row("term:long", f"长期（{months}个月及以上）", 1, {"term": "长期"}),
        Row("term:short", f"短期（{months}个月以下）", 1, {"term": "短期"}),
        Row("term:none", "未归类（返回时间未填）", 1, {"term": None}, if_any=True),
        Row("by_kind", "按项目类型", heading=True),
        *by_kind,
        Row("kinds:none", "未归类（项目类型未填）", 1, {"programme_kind": None}, if_any=True),
        Row("by_country", "按国别（地区）", heading=True),
        *_country_rows(period),
        Row("by_funding", "按资助方式", heading=True),
        *(Row(f"funding:{kind}", kind, 1, {"funding": kind}) for kind in FUNDINGS),
        Row("funding:none", "未归类（资助类型未填）", 1, {"funding": None}, if_any=True),
        Row("online", "线上交流（单列，不计入总计）", instead=_ONLINE, strong=True,
            dashes=frozenset({"person_days", "programmes"})),
    ]


def notes(period: Period) -> Sequence[tuple[str, Source]]:
    """Countries, those still abroad, and the share of all full-time students."""
    enrolled = OfficeProfile.current().full_time_students
    sent = indicator_by_id("outbound_students.person_times").at(period)
    share: Source = Share(sent, int(enrolled)) if enrolled else Words("本单位信息未填全日制在校生数")
    return (
        ("去往国家（个）", indicator_by_id("outbound_students.countries").at(period)),
        ("统计期内在外学生（人，含以前派出）", indicator_by_id("outbound_students.abroad").at(period)),
        ("派出人次占全日制在校生", share),
    )


def _as_influence(filled: FilledForm) -> tuple[bool, str]:
    """F02-2 人日＝F17a 实习（走出去企业）人天, counted over the same period."""
    here = filled.number("kind：实习：enterprise", "person_days") or 0
    said = indicator_by_id("outbound_students.internship_days").at(filled.period).value()
    return here == said, f"本表{here}人天，国际影响表口径{said}人日"


_DAYS = from_sql(
    Placement,
    lambda period: days_within(Placement.departed_on, Placement.returned_on, period),
    is_full(Placement.departed_on) & fn.COALESCE(is_full(Placement.returned_on), 0),
)
_TERM = from_sql(Placement, lambda _period: term_sql())

STUDENTS = listing(
    "派出学生名单", Placement,
    (
        of("student.name", width=9), of("student.sex", width=5), of("student.student_no", width=12),
        of("student.programme", width=14), of("student.department", width=18),
        of("country", width=9),
        of("host_name", width=22), of("programme_kind", width=13), of("departed_on", width=11),
        of("returned_on", "（预计）返回时间", 11), computed("长短期", 6, _TERM), computed("本期天数", 7, _DAYS),
        of("funding", width=9), of("serves_outgoing_enterprise", width=8),
        of("credits_recognised", width=8),
        of("remarks", width=14),
    ),
    records=behind("total", "online", column="person_times"),
    note="派出时间在统计期内的全部经历，一人两次列两行；线上交流列在最后、不计入总计。",
)

FORM = AnnualForm(
    code="F17a",
    lead=(LeadColumn("项目", 38),),
    columns=lambda _period: COLUMNS,
    rows=rows,
    notes=notes,
    scope="国（境）外",
    checks=(
        *(
            RowsAddUp(f"总计＝{name}之和", "total", parts, EXACT)
            for name, parts in (
                ("长短期", ("term:*",)), ("各项目类型", ("kinds:*",)), ("各国家（地区）", ("country:*",)),
                ("各资助方式", ("funding:*",)),
            )
        ),
        *(
            RowsAddUp(f"总人数不大于{name}之和", "total", parts, OVERLAPPING, overlapping=True)
            for name, parts in (("各项目类型", ("kinds:*",)), ("各国家（地区）", ("country:*",)))
        ),
        RowsAddUp("港澳台小计＝各地之和", "country:hmt", ("place:*",), EXACT),
        ColumnWithin("人数不大于人次", "headcount", "person_times"),
        ColumnWithin("其中女不大于人数", "women", "headcount"),
        ColumnWithin("人次不大于人天", "person_times", "person_days", level="警"),
        RowWithin("服务走出去企业不大于实习", "kind：实习：enterprise", "kinds:实习", EXACT),
        Rule("服务走出去企业人天与国际影响表（旧版）第2行同期同数", _as_influence),
    ),
    details=(STUDENTS,),
)
