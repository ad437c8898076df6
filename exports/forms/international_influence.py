"""F01 国际影响表 (2022 on): last year and this year side by side; rows are data, counts are code."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from exports.forms.base import AnnualForm, Column, FilledForm, LeadColumn, Row
from exports.forms.checking import RowsAddUp, Rule
from exports.forms.influence_lists import DETAILS, member_days
from exports.forms.student_differences import INFLUENCE, differences, explained
from exports.forms.terms import rows_of
from models.entities.office import OfficeProfile
from models.indicators import Period, indicator_by_id

CODE = "F01"
DEGREE = ("01", "02", "03", "04")
"""学生类别 of JY/T 1001 that study for a degree: they have a 专业; others may have none."""


def columns(period: Period) -> Sequence[Column]:
    """上年 and 本年, named by their periods."""
    return (
        Column("last", ("上年", period.previous().label), years_back=1, width=15),
        Column("this", ("本年", period.label), width=15),
    )


def rows(period: Period) -> Sequence[Row]:
    """The rows as valid in the year: name, number, unit and order from resources/forms/F01.csv."""
    return [
        Row(
            item["indicator"].removeprefix("influence."), item["label"], int(item["indent"]),
            lead=(item["no"], item["label"], item["unit"]), unit=item["unit"],
            cells={
                "last": indicator_by_id(item["indicator"]).at(period.previous()),
                "this": indicator_by_id(item["indicator"]).at(period),
            },
        )
        for item in rows_of(CODE, period.end.year)
    ]


def _this(filled: FilledForm, row: str) -> int | None:
    number = filled.number(row, "this")
    return None if number is None else int(number)


def _students(filled: FilledForm) -> tuple[bool, str] | None:
    programmes, people = _this(filled, "student_programmes"), _this(filled, "students")
    if programmes is None or people is None:
        return None
    cell = filled.cell("students", "this")
    of_programmes = sum(
        1 for stay in cell.records()
        if stay.study_kind == "学历生" or stay.category in DEGREE or stay.programme)
    fits = programmes <= people and (programmes > 0 or not of_programmes)
    words = f"专业{programmes}个，留学生{people}人"
    if people and not of_programmes and not cell.is_read_off:
        words += "（都是语言生等无专业的，不计专业）"
    return fits, words


def _sites(filled: FilledForm) -> tuple[bool, str] | None:
    sites, inside = _this(filled,
                          "sites"), [_this(filled, k) or 0
                                     for k in ("site_programmes", "site_students")]
    return None if sites is None else (sites > 0 or not any(inside),
                                       f"学校{sites}所，专业{inside[0]}个，在校生{inside[1]}人")


def _joint(filled: FilledForm) -> tuple[bool, str] | None:
    programmes, people = _this(filled, "joint_programmes"), _this(filled, "joint_students")
    if programmes is None or people is None:
        return None
    return people == 0 or programmes > 0, f"专业{programmes}个，在校生{people}人"


def _guidance(filled: FilledForm) -> tuple[bool, str] | None:
    days = _this(filled, "guidance_days")
    teachers = int(indicator_by_id("influence.guidance_teachers").at(filled.period).value())
    return None if days is None else (days >= teachers and (days > 0) == (teachers > 0),
                                      f"{days}人日，{teachers}名教师")


def _posts(filled: FilledForm) -> tuple[bool, str] | None:
    posts, teachers = _this(filled, "posts"), OfficeProfile.current().full_time_teachers
    return None if posts is None or teachers is None else (posts <= teachers,
                                                           f"{posts}人，专任教师{teachers}人")


_LISTED: dict[str, Callable[[Any], Any]] = {
    "students": lambda stay: stay.student_id,
    **dict.fromkeys(
        ("standards", "programme_standards", "course_standards", "resources", "equipment"),
        lambda adoption: adoption.title),
    "sites": lambda site: site.id,
    "posts": lambda post: post.staff_member_id,
    "awards": lambda award: award.id,
}
"""What the lists under the table are counted by, row by row."""


def _as_listed(filled: FilledForm) -> tuple[bool, str]:
    """R7: each row is what its list comes to, counted once more from the list."""
    wrong, seen = [], 0
    for row, of in _LISTED.items():
        number = _this(filled, row)
        if number is None:
            continue
        seen += 1
        cell = filled.cell(row, "this")
        listed = len({of(record) for record in cell.records()})
        if listed != number and not cell.is_read_off:
            wrong.append(f"{cell.row_label}{number}，明细{listed}")
    if (days := _this(filled, "guidance_days")) is not None:
        cell, seen = filled.cell("guidance_days", "this"), seen + 1
        listed = sum(member_days(cell.record_ids(), filled.period).values())
        if listed != days and not cell.is_read_off:
            wrong.append(f"{cell.row_label}{days}，明细{listed}")
    return not wrong, "；".join(wrong) or f"{seen}行与支撑明细全部相符"


def _notes(period: Period) -> Any:
    return (
        ("指导和培训的教师（人）", indicator_by_id("influence.guidance_teachers").at(period)),
        ("中外合作办学项目（个）", indicator_by_id("influence.joint_programme_count").at(period)),
        ("统计期内在校国际学生（人，含短期生）", indicator_by_id("students.headcount").at(period)),
    )


FORM = AnnualForm(
    code=CODE,
    lead=(LeadColumn("序号", 6), LeadColumn("指标", 46), LeadColumn("单位", 8)),
    columns=columns,
    rows=rows,
    notes=_notes,
    scope="国外",
    checks=(
        RowsAddUp("标准数量＝专业标准＋课程标准", "standards", ("programme_standards", "course_standards"),
                  ("last", "this")),
        Rule("有留学生才有专业，专业数不大于人数", _students, "警"),
        Rule("没有国外学校就没有其专业和在校生", _sites),
        Rule("有合作办学在校生就有专业", _joint),
        Rule("指导培训人日不小于教师人数", _guidance),
        Rule("任职教师不多于专任教师", _posts),
        Rule("各行与支撑明细的条数、合计相等", _as_listed),
        explained(INFLUENCE),
    ),
    details=(*DETAILS, differences),
)
