"""F18c 中外合作办学年度办学报告数据表: students from year to year, and the four thirds of each programme."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from exports.forms.base import AnnualForm, Column, FilledForm, LeadColumn, Row, Share, Source, Words
from exports.forms.checking import ColumnWithin, RowsAddUp, Rule
from exports.forms.joint_programme_review import (
    COURSES,
    THIRDS,
    VERDICT,
    thirds_words,
    within_validity,
)
from exports.forms.joint_programmes import COUNTS, same_as_influence
from exports.forms.record_cells import shown
from models.codes import HMT, HOME
from models.entities.achievements import JointProgramme
from models.indicators import Period, indicator_by_id
from models.indicators.joint_programmes import BROUGHT_IN, CORE, programmes
from models.indicators.places import show_country
from models.indicators.rules import parameter

_STUDENTS, _ALL, _CORE, _TAUGHT = "学生", "全部课程", "专业核心课程", "外方教师授课"
_COUNTED: tuple[tuple[str, tuple[str, str], str, str, dict[str, str]], ...] = (
    ("before", (_STUDENTS, "上期末在校"), "人", "joint.students", {}),
    ("recruited", (_STUDENTS, "本期招生"), "人", "joint.recruited", {}),
    ("graduated", (_STUDENTS, "本期毕业"), "人", "joint.graduated", {}),
    ("students", (_STUDENTS, "期末在校"), "人", "joint.students", {}),
    ("courses", (_ALL, "门数"), "门", "joint.courses", {}),
    ("brought", (_ALL, "引进外方"), "门", "joint.courses", {"origin": BROUGHT_IN}),
    ("core", (_CORE, "门数"), "门", "joint.courses", {"kind": CORE}),
    ("core_brought", (_CORE, "引进外方"), "门", "joint.courses",
     {"origin": BROUGHT_IN, "kind": CORE}),
    ("taught", (_TAUGHT, "门数"), "门", "joint.partner_courses", {}),
    ("hours", (_TAUGHT, "总学时"), "学时", "joint.course_hours", {}),
    ("partner_hours", (_TAUGHT, "外方学时"), "学时", "joint.partner_hours", {}),
)
_SHARES = (("brought_share", (_ALL, "引进占比%"), "third:brought", "brought"),
           ("core_share", (_CORE, "引进占比%"), "third:core", "core_brought"),
           ("taught_share", (_TAUGHT, "门数占比%"), "third:taught", "taught"),
           ("hours_share", (_TAUGHT, "学时占比%"), "third:hours", "partner_hours"))
_SUMMED = tuple(key for key, *_ in _COUNTED)


def columns(_period: Period) -> Sequence[Column]:
    """Where from, students, courses with their shares, the verdict and how long the papers hold."""
    after = {last: Column(key, headers, width=8) for key, headers, _, last in _SHARES}
    counted: list[Column] = []
    for key, headers, unit, id, where in _COUNTED:
        counted.append(Column(key, headers, unit, id, where, width=7.5))
        counted += [after[key]] if key in after else []
    return [
        Column("country", ("合作国家（地区）",), width=9), *counted,
        Column("verdict", ("四项是否均不低于三分之一",), width=17),
        Column("approval_until", ("有效期至", "批准书"), width=11.5),
        Column("agreement_until", ("有效期至", "协议"), width=11.5),
    ]


def _cells(period: Period, where: dict[str, Any]) -> dict[str, Source]:
    """The students of a year ago, and the four shares of a slice."""
    parts = {key: pair for key, _, pair in THIRDS}
    cells: dict[str, Source] = {
        "before": indicator_by_id("joint.students").at(period.previous(), **where)}
    for key, _, third, _ in _SHARES:
        (part, part_where), (whole, whole_where) = parts[third]
        cells[key] = Share(indicator_by_id(part).at(period, **where, **part_where),
                           indicator_by_id(whole).at(period, **where, **whole_where))
    return cells


def _row(record: Any, number: int, period: Period) -> Row:
    where = {"joint_programme": record.id}
    cells = _cells(period, where) | {
        "country": Words(show_country(record.country) if record.country else "未填"),
        "verdict": Words(thirds_words(period, record.id)),
        "approval_until": shown(record, "approval_valid_until"),
        "agreement_until": shown(record, "agreement_valid_until"),
    }
    return Row(f"programme:{record.id}", record.title, 1, where, cells,
               lead=(str(number), record.title))


_REGIONS: tuple[tuple[str, str, dict[str, Any], Callable[[str | None], bool]], ...] = (
    ("foreign", "中外合作办学小计", {"region": "外国"},
     lambda code: code is not None and code not in (*HMT, HOME)),
    ("hmt:港澳", "内地与港澳合作办学小计（单列）", {"region": "港澳"}, lambda code: code in HMT[:2]),
    ("hmt:台湾", "内地与台湾合作办学小计（单列）", {"region": "台湾"}, lambda code: code == HMT[2]),
    ("nowhere", "未归类（合作国家、地区未填）", {"region": None}, lambda code: code is None),
    ("home", "国内（不应列入，请核对）", {"region": "国内"}, lambda code: code == HOME),
)


def rows(period: Period) -> Sequence[Row]:
    """Each programme that runs at the end of the period; those with 港澳台 apart."""
    records = list(programmes(period).order_by(JointProgramme.id))
    found = [Row("total", "合计", cells=_cells(period, {}), lead=("计", "合计"), strong=True)]
    for number, (key, label, where, holds) in enumerate(_REGIONS):
        found.append(Row(key, label, 0, where, _cells(period, where), strong=True,
                         lead=("一二三四五"[number], label), if_any=key != "foreign"))
        found += [_row(record, n, period) for n, record in enumerate(
            (r for r in records if holds(r.country)), 1)]
    return found


def notes(period: Period) -> Sequence[tuple[str, Source]]:
    """Programmes and majors, and which courses of the partner's teachers count."""
    counts_core = parameter("joint.partner_courses").value == CORE
    return (
        ("中外合作办学项目（机构）（个）", indicator_by_id("influence.joint_programme_count").at(period)),
        ("中外合作办学专业（个，去重）", indicator_by_id("influence.joint_programmes").at(period)),
        ("外方教师授课", Words("只计专业核心课程" if counts_core else "计全部课程")),
    )


def _thirds(filled: FilledForm) -> tuple[bool, str] | None:
    said = {filled.cell(row, "verdict").row_label: filled.cell(row, "verdict").show()
            for row in filled.row_keys() if row.startswith("programme:")}
    short = [f"{title}：{words}" for title, words in said.items() if words != VERDICT]
    return (not short, "；".join(short) or "各项目四项均不低于三分之一") if said else None


def _carried_on(filled: FilledForm) -> tuple[bool, str]:
    """G05: 期末＝期初＋招生－毕业; what differs left in between, and has to be explained."""
    wrong = []
    for row in filled.row_keys():
        if not row.startswith("programme:"):
            continue
        before, came, left, now = (filled.number(row, key) or 0
                                   for key in ("before", "recruited", "graduated", "students"))
        if before + came - left != now:
            wrong.append(f"{filled.cell(row, 'students').row_label}："
                         f"{before}＋{came}－{left}≠{now}（差{now - before - came + left}人）")
    return not wrong, "；".join(wrong) or "各项目都相符"


FORM = AnnualForm(
    code="F18c", lead=(LeadColumn("序号", 5.5), LeadColumn("项目名称", 26)),
    columns=columns, rows=rows, notes=notes, scope="国外（内地与港澳台单列）",
    checks=(
        RowsAddUp("合计＝中外＋内地与港澳＋内地与台湾", "total", ("foreign", "hmt:*", "nowhere", "home"),
                  _SUMMED),
        RowsAddUp("合计＝各项目之和", "total", ("programme:*",),
                  tuple(key for key in _SUMMED if key != "before")),
        ColumnWithin("引进课程不大于全部课程", "brought", "courses"),
        ColumnWithin("专业核心课程不大于全部课程", "core", "courses"),
        ColumnWithin("引进核心课程不大于核心课程", "core_brought", "core"),
        ColumnWithin("外方教师授课门数不大于全部课程", "taught", "courses"),
        ColumnWithin("外方教师学时不大于总学时", "partner_hours", "hours"),
        Rule("在校生与国际影响表第13行一致", same_as_influence),
        Rule("期末在校＝上期末＋招生－毕业", _carried_on, "警"),
        Rule("四个三分之一", _thirds, "警"),
        Rule("批准书和协议在有效期内", within_validity, "警"),
    ),
    details=(COURSES, COUNTS),
)
