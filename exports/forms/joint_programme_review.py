"""F18b 中外合作办学自评基本信息: a column for each programme; courses by kind and origin, four thirds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from exports.forms.base import (
    BLANK,
    AnnualForm,
    Check,
    CheckResult,
    Column,
    FilledForm,
    LeadColumn,
    Row,
    Share,
    Source,
    Words,
)
from exports.forms.checking import RowsAddUp, RowWithin, Rule
from exports.forms.listing import listing, of
from exports.forms.record_cells import NOT_KNOWN, shown
from models.entities.achievements import JointProgramme, ProgrammeCourse
from models.entities.office import OfficeProfile
from models.indicators import Figure, Period, indicator_by_id
from models.indicators.joint_programmes import BROUGHT_IN, CORE, courses, programmes
from models.indicators.places import show_country
from models.indicators.rules import parameter
from models.partial_date import latest

KINDS = ("公共", "专业基础", CORE, "选修", "实践")
ORIGINS = ("中方开设", "共同开发", BROUGHT_IN, "其他")
ALL = "all"
VERDICT = "四项均达到"


def _columns(period: Period) -> Sequence[Column]:
    """合计, then each programme that runs at the end of the period."""
    return [Column(ALL, ("合计",), width=9), *(
        Column(str(record.id), (record.title,), width=22)
        for record in programmes(period).order_by(JointProgramme.id)
    )]


def _figure(id: str, column: str, period: Period, **where: Any) -> Figure:
    cut = {} if column == ALL else {"joint_programme": int(column)}
    return indicator_by_id(id).at(period, **cut, **where)


def _words_row(key: str, label: str, records: Sequence[Any], *names: str) -> Row:
    """One item of the basics: one or several fields of each programme, side by side."""
    cells: dict[str, Source] = {ALL: BLANK}
    for record in records:
        parts = [shown(record, name).text for name in names]
        known = [part for part in parts if part != NOT_KNOWN.text]
        cells[str(record.id)] = Words("　".join(known)) if known else NOT_KNOWN
    return Row(key, label, 1, cells=cells)


def _parties(records: Sequence[Any]) -> Row:
    school = OfficeProfile.current().school_name or "（本单位信息未填学校全称）"
    cells: dict[str, Source] = {ALL: BLANK}
    cells |= {str(r.id): Words(f"{school}；{r.partner_name or NOT_KNOWN.text}") for r in records}
    return Row("parties", "中方；外方", 1, cells=cells)


def _places(records: Sequence[Any]) -> Row:
    cells: dict[str, Source] = {ALL: BLANK}
    cells |= {str(r.id): Words(show_country(r.country) if r.country else NOT_KNOWN.text)
              for r in records}
    return Row("country", "合作国家（地区）", 1, cells=cells)


_BASICS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("kind", "办学类别", ("kind",)), ("address", "办学地址", ("address",)),
    ("approval", "批准书编号", ("approval_no",)),
    ("approver", "发证机关、日期", ("approver", "approved_on")),
    ("approval_until", "批准书有效期至", ("approval_valid_until",)),
    ("agreement_until", "协议有效期至", ("agreement_valid_until",)),
    ("majors", "专业及代码", ("programme", "programme_code")), ("level", "办学层次", ("level",)),
    ("years", "培养年限（年）", ("years",)), ("recruitment", "招生方式", ("recruitment",)),
    ("certificates", "颁发证书", ("certificates",)),
)


def _numbers(key: str, label: str, id: str, period: Period, columns: Sequence[str], *,
             indent: int = 1, strong: bool = False, **where: Any) -> Row:
    cells: dict[str, Source] = {c: _figure(id, c, period, **where) for c in columns}
    if_any = None in where.values()
    return Row(key, label, indent, cells=cells, strong=strong, if_any=if_any)


def _shares(key: str, label: str, parts: tuple[Any, Any], period: Period,
            columns: Sequence[str]) -> Row:
    """A share for each programme; parts: (indicator, slice) of the part and of the whole."""
    (part, part_where), (whole, whole_where) = parts
    return Row(key, label, 1, unit="%", cells={
        c: Share(_figure(part, c, period, **part_where), _figure(whole, c, period, **whole_where))
        for c in columns
    })


_COURSES = "joint.courses"
THIRDS: tuple[tuple[str, str, tuple[Any, Any]], ...] = (
    ("third:brought", "引进外方课程占全部课程", (
        (_COURSES, {"origin": BROUGHT_IN}), (_COURSES, {}))),
    ("third:core", "引进外方专业核心课程占专业核心课程", (
        (_COURSES, {"origin": BROUGHT_IN, "kind": CORE}), (_COURSES, {"kind": CORE}))),
    ("third:taught", "外方教师授课门数占全部课程门数", (("joint.partner_courses", {}), (_COURSES, {}))),
    ("third:hours", "外方教师授课学时占全部学时", (
        ("joint.partner_hours", {}), ("joint.course_hours", {}))),
)


def _verdicts(period: Period, columns: Sequence[str]) -> Row:
    """达到 where all four reach a third; else how many do not. Nothing without courses."""
    cells: dict[str, Source] = {ALL: BLANK}
    for column in columns:
        if column == ALL:
            continue
        cells[column] = Words(thirds_words(period, int(column)))
    return Row("third:all", "是否均不低于三分之一", 1, cells=cells)


def thirds_words(period: Period, programme: int) -> str:
    """Whether a programme reaches all four thirds, or how many it does not."""
    reached = [_reaches(parts, period, str(programme)) for _, _, parts in THIRDS]
    if None in reached and not any(reached):
        return "未登记课程"
    short = reached.count(False) + reached.count(None)
    return VERDICT if not short else f"{short}项未达三分之一"


def _reaches(parts: tuple[Any, Any], period: Period, column: str) -> bool | None:
    (part, part_where), (whole, whole_where) = parts
    of_all = _figure(whole, column, period, **whole_where).value()
    if not of_all:
        return None
    return _figure(part, column, period, **part_where).value() * 3 >= of_all


def _course_rows(period: Period, columns: Sequence[str]) -> list[Row]:
    """Each kind with its origins, then the origins over all, in courses and as shares."""
    found = [_numbers("courses", "课程总门数", _COURSES, period, columns, strong=True)]
    for kind in (*KINDS, None):
        name = kind or "未归类（课程类别未填）"
        found.append(_numbers(f"kind:{kind or '未归类'}", name, _COURSES, period, columns, kind=kind))
        found += [
            _numbers(f"in:{kind or '未归类'}:{origin or '未归类'}", origin or "未归类（来源未填）", _COURSES,
                     period, columns, indent=2, kind=kind, origin=origin)
            for origin in ((*ORIGINS, None) if kind else (None,))
        ]
    found.append(Row("by_origin", "课程来源及比例", heading=True))
    for origin in (*ORIGINS, None):
        name = origin or "未归类（来源未填）"
        found.append(_numbers(f"origin:{origin or '未归类'}", f"{name}（门）", _COURSES, period, columns,
                              origin=origin))
        if origin:
            found.append(_shares(f"share:{origin}", f"{name}占比", (
                (_COURSES, {"origin": origin}), (_COURSES, {})), period, columns))
    return found


def rows(period: Period) -> Sequence[Row]:
    """Basics, students, courses and the four thirds."""
    records = list(programmes(period).order_by(JointProgramme.id))
    columns = [column.key for column in _columns(period)]
    only_core = parameter("joint.partner_courses").value == CORE
    scope = "只计专业核心课程" if only_core else "计全部课程"
    return [
        Row("basics", "一、基本信息", heading=True), _parties(records), _places(records),
        *(_words_row(key, label, records, *names) for key, label, names in _BASICS),
        Row("people", "二、招生和学生", heading=True),
        _numbers("quota", "每期招生人数（人）", "joint.yearly_quota", period, columns),
        _numbers("sessions", "开办期数（期）", "joint.sessions", period, columns),
        _numbers("recruited", "统计期内招生（人）", "joint.recruited", period, columns),
        _numbers("students", "期末在校生（人）", "joint.students", period, columns),
        _numbers("graduated", "统计期内毕业（人）", "joint.graduated", period, columns),
        Row("by_kind", "三、课程统计（门）", heading=True), *_course_rows(period, columns),
        Row("thirds", f"四、四个三分之一（外方教师授课{scope}）", heading=True),
        _numbers("hours", "课程总学时（学时）", "joint.course_hours", period, columns),
        _numbers("taught", "外方教师授课（门）", "joint.partner_courses", period, columns),
        _numbers("partner_hours", "外方教师授课学时（学时）", "joint.partner_hours", period, columns),
        *(_shares(key, label, parts, period, columns) for key, label, parts in THIRDS),
        _verdicts(period, columns),
    ]


def _thirds(filled: FilledForm) -> tuple[bool, str] | None:
    said = {c.label: filled.cell("third:all", c.key).show() for c in filled.columns if c.key != ALL}
    if not said:
        return None
    short = [f"{name}：{words}" for name, words in said.items() if words != VERDICT]
    return not short, "；".join(short) or "各项目四项均不低于三分之一"


def within_validity(filled: FilledForm) -> tuple[bool, str]:
    """G17: the paper still holds at the end of the period."""
    late = [
        record.title for record in programmes(filled.period)
        for day in (record.approval_valid_until, record.agreement_valid_until)
        if day and latest(day) < filled.period.end
    ]
    return not late, f"批准书或协议已过期：{'、'.join(dict.fromkeys(late))}" if late else "批准书、协议均在有效期内"


COURSES = listing(
    "课程逐门明细", ProgrammeCourse,
    (of("programme.title", "项目名称", 36), of("title", width=22), of("kind", width=10),
     of("origin", width=10), of("hours", width=8), of("taught_by_partner", width=11),
     of("partner_hours", width=11)),
    records=lambda filled: courses(filled.period).order_by(ProgrammeCourse.programme,
                                                           ProgrammeCourse.id),
)


def _adds_up(filled: FilledForm) -> list[CheckResult]:
    """四来源和＝总门数, kind by kind and over all, in every column."""
    columns = tuple(column.key for column in filled.columns)
    checks: list[Check] = [
        RowsAddUp("总门数＝各课程类别之和", "courses", ("kind:*",), columns),
        RowsAddUp("总门数＝四来源之和", "courses", ("origin:*",), columns),
        *(RowsAddUp(f"{kind}＝四来源之和", f"kind:{kind}", (f"in:{kind}:*",), columns)
          for kind in KINDS),
        RowWithin("外方教师授课门数不大于总门数", "taught", "courses", columns),
        RowWithin("外方教师授课学时不大于总学时", "partner_hours", "hours", columns),
    ]
    return [result for check in checks for result in check(filled)]


FORM = AnnualForm(
    code="F18b",
    lead=(LeadColumn("项目", 34),),
    columns=_columns,
    rows=rows,
    scope="国（境）外",
    checks=(
        _adds_up,
        Rule("四个三分之一", _thirds, "警"),
        Rule("批准书和协议在有效期内", within_validity, "警"),
    ),
    details=(COURSES,),
)
