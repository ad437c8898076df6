"""F07 外籍教师聘请情况统计表: period and year-end side by side, 港澳台 apart, with the roster."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from exports.forms.base import AnnualForm, Column, FilledForm, LeadColumn, Row
from exports.forms.checking import ColumnsAddUp, ColumnWithin, RowsAddUp, RowWithin, Rule
from exports.forms.listing import ById, behind, computed, from_sql, listing, of
from models.checks.base import full
from models.entities.foreign_teacher import Engagement, TeacherDocument
from models.indicators import Period, indicator_by_id
from models.indicators.places import show_country
from models.indicators.teachers import long_term_months, permit_sql, term_sql

_KIND, _DEGREE, _PERMIT = "按教学类别", "按最高学历", "按工作许可"
_ALL = "teachers.headcount"
_LASTING = ("护照", "工作许可", "居留许可")


def _part(key: str, *headers: str, if_any: bool = False, **where: Any) -> Column:
    return Column(key, headers, "人", _ALL, where, width=6.8, if_any=if_any)


COLUMNS = (
    Column("at_end", ("期末在聘",), "人", "teachers.at_year_end", width=8),
    Column("headcount", ("全年聘用",), "人", _ALL, width=8),
    Column("person_times", ("人次",), "人次", "teachers.person_times", width=7),
    Column("person_months", ("人月",), "人月", "teachers.person_months", width=7),
    _part("women", "其中女", sex="女"),
    _part("language", _KIND, "语言类", subject_kind="语言类"),
    _part("subject", _KIND, "专业类", subject_kind="专业类"),
    _part("other_kind", _KIND, "其他", subject_kind="其他", if_any=True),
    _part("no_kind", _KIND, "未归类", subject_kind=None, if_any=True),
    _part("doctor", _DEGREE, "博士", degree="博士"),
    _part("master", _DEGREE, "硕士", degree="硕士"),
    _part("bachelor", _DEGREE, "本科", degree="本科"),
    _part("college", _DEGREE, "专科", degree="专科", if_any=True),
    _part("other_degree", _DEGREE, "其他", degree="其他", if_any=True),
    _part("no_degree", _DEGREE, "未归类", degree=None, if_any=True),
    _part("permit_a", _PERMIT, "A类", permit="A"),
    _part("permit_b", _PERMIT, "B类", permit="B"),
    _part("permit_c", _PERMIT, "C类", permit="C"),
)
COUNTS = tuple(column.key for column in COLUMNS if column.key != "person_months")
_HMT = {
    f"teachers.{name}": f"teachers.hmt_{name}"
    for name in ("headcount", "at_year_end", "person_times", "person_months")
}


def rows(period: Period) -> list[Row]:
    """合计, 长期, 短期, each country; 港澳台 on a line of its own, never in the sum."""
    by_country = sorted(indicator_by_id(_ALL).at(period).split("country"),
                        key=lambda code: code is None)
    return [
        Row("total", "合计（外籍）", strong=True),
        Row("long", f"长期（聘期满{long_term_months()}个月）", 1, {"term": "长期"}),
        Row("short", "短期（含讲学、访问、培训专家）", 1, {"term": "短期"}),
        Row("by_country", "按国别", heading=True),
        *(Row(f"country:{code or 'none'}", show_country(code) if code else "未归类（国籍未填）", 1,
              {"country": code})
          for code in by_country),
        Row("hmt", "港澳台专家（单列，不计入外籍）", instead=_HMT, strong=True),
    ]


def _permits(filled: FilledForm) -> tuple[bool, str]:
    """A＋B＋C≤全年聘用: those on short stays work with other visas."""
    wrong, seen = [], 0
    for row in filled.row_keys():
        whole = filled.number(row, "headcount")
        parts = [int(filled.number(row, key) or 0) for key in ("permit_a", "permit_b", "permit_c")]
        if whole is None:
            continue
        seen += 1
        if sum(parts) > whole:
            name = filled.cell(row, "headcount").row_label
            wrong.append(f"{name}：{'＋'.join(map(str, parts))}＞{whole}")
    return not wrong, "；".join(wrong) or f"{seen}行全部相符"


def _papers_last(filled: FilledForm) -> tuple[bool, str]:
    """The work permit, the residence permit and the passport last as long as the contract (G17)."""
    stays = filled.cell("total", "at_end").records()
    until: dict[tuple[int, str], date] = {}
    for paper in TeacherDocument.active().where(TeacherDocument.kind.in_(_LASTING)):
        if (day := full(paper.valid_until)) is not None:
            key = (paper.teacher_id, paper.kind)
            until[key] = max(day, until.get(key, day))
    wrong = []
    for stay in stays:
        ends = full(stay.engaged_until)
        short = [kind for kind in _LASTING
                 if ends and (day := until.get((stay.teacher_id, kind))) and day < ends]
        if short:
            wrong.append(f"{stay.teacher.passport_name}（{'、'.join(short)}早于合同止期{ends}）")
    return not wrong, "；".join(wrong[:6]) or f"期末在聘{len(stays)}人的证件均不早于合同止期"


def _paper(kind: str, field: str) -> ById:
    """A field of the teacher's newest paper of one kind, by teacher."""
    shown = TeacherDocument.field_named(field)

    def by_id(ids: Sequence[int], period: Period) -> dict[int, Any]:  # noqa: ARG001
        papers = (
            TeacherDocument.active(TeacherDocument.teacher, getattr(TeacherDocument, field))
            .where(TeacherDocument.teacher.in_(ids) & (TeacherDocument.kind == kind))
            .order_by(TeacherDocument.valid_until, TeacherDocument.id.desc())
        )
        return {teacher: shown.show(value) for teacher, value in papers.tuples()}

    return by_id


def _engagement(expression: Callable[[], Any]) -> ById:
    return from_sql(Engagement, lambda _period: expression())


ROSTER = listing(
    "外籍教师花名册", Engagement,
    (
        of("teacher.passport_name", "姓名（护照）", 18), of("teacher.chinese_name", width=8),
        of("teacher.sex", width=4.5), of("teacher.nationality", width=7),
        of("teacher.born_on", width=10.5),
        computed("护照号码", 10, _paper("护照", "number"), link="teacher", sensitive=True),
        computed("护照签发日", 10.5, _paper("护照", "issued_on"), link="teacher"),
        computed("护照有效期至", 10.5, _paper("护照", "valid_until"), link="teacher"),
        of("teacher.degree", width=5.5), of("teacher.degree_authenticated", width=6),
        of("teacher.chinese_level", width=7), of("post", width=7), of("department", width=12),
        of("engaged_from", width=10.5), of("engaged_until", width=10.5), of("left_on", width=10.5),
        of("left_for", "离任去向", 10),
        computed("许可证号", 11, _paper("工作许可", "number"), link="teacher", sensitive=True),
        computed("许可类别", 5, _engagement(permit_sql)),
        computed("许可有效期至", 10.5, _paper("工作许可", "valid_until"), link="teacher"),
        computed("居留许可有效期至", 10.5, _paper("居留许可", "valid_until"), link="teacher"),
        computed("无犯罪记录", 10, _paper("无犯罪记录", "issued_on"), link="teacher"),
        computed("保险有效期至", 10.5, _paper("保险", "valid_until"), link="teacher"),
        of("courses", width=14), of("weekly_hours", width=5), of("full_time", width=5),
        of("subject_kind", width=6), computed("长短期", 5, _engagement(term_sql)),
        of("monthly_pay", "月薪（元）", 7.5), of("funding", width=7), of("renewed", width=5),
        of("remarks", width=10),
    ),
    records=behind("total", "hmt", column="person_times"),
    note="聘期与统计期有重叠的全部聘期，一人续签列两行；港澳台专家列在最后。护照号、许可证号和月薪默认隐去中间几位。",
)

FORM = AnnualForm(
    code="F07",
    lead=(LeadColumn("类别", 36),),
    columns=lambda _period: COLUMNS,
    rows=rows,
    scope="国外（港澳台单列）",
    checks=(
        RowsAddUp("合计＝长期＋短期", "total", ("long", "short"), tuple(k for k in COUNTS)),
        RowsAddUp("合计＝各国之和", "total", ("country:*",), tuple(k for k in COUNTS)),
        ColumnsAddUp("全年聘用＝各教学类别之和", "headcount", ("language", "subject", "other_kind", "no_kind")),
        ColumnsAddUp("全年聘用＝各学历之和", "headcount",
                     ("doctor", "master", "bachelor", "college", "other_degree", "no_degree")),
        ColumnWithin("期末在聘不大于全年聘用", "at_end", "headcount", rows=("total", "hmt", "country:*")),
        ColumnWithin("全年聘用不大于人次", "headcount", "person_times"),
        ColumnWithin("人月不大于人数×12", "person_months", "headcount", times=12,
                     rows=("total", "hmt", "country:*")),
        ColumnWithin("其中女不大于全年聘用", "women", "headcount"),
        Rule("A类＋B类＋C类不大于全年聘用", _permits),
        Rule("证件有效期不早于合同止期", _papers_last, "警"),
        RowWithin("长期不大于合计", "long", "total", COUNTS),
    ),
    details=(ROSTER,),
)
