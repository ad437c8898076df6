"""居留许可公函 of international students (C4): 新办, 延期, 变更, annotations of a permit."""

from __future__ import annotations

from exports.prints import residence_letter as letter
from exports.prints.certificate import day_chinese
from exports.prints.printable import Facts, Missing, Option, Printable, Wishes
from exports.prints.students import foreigner
from exports.prints.students.stays import chosen, stay_option
from models.entities.international_student import (
    Enrolment,
    InternationalStudent,
    StudentDocument,
    StudentLodging,
)
from models.partial_date import Day, earliest, latest, to_text

CODE = "C4"
WORK, LODGING = "实习加注", "校外住宿加注"
KINDS = (letter.NEW, letter.EXTENSION, "变更", WORK, LODGING)
_SOURCES = (("letter", "居留公函"), ("admitted", "录取通知书"), ("jw", "JW 表"), ("enrolled", "学籍段"))
"""Where the period of study is read, the first that has both days; all of them must agree."""


def _stay(period: Enrolment | None) -> letter.Stay:
    for name, _ in _SOURCES:
        begins, ends = _days(period, name)
        if begins and ends:
            return letter.Stay(begins, ends)
    return letter.Stay(None, None)


def _days(period: Enrolment | None, name: str) -> tuple[Day | None, Day | None]:
    return getattr(period, f"{name}_from", None), getattr(period, f"{name}_until", None)


def _options(student: InternationalStudent) -> tuple[Option, ...]:
    which = stay_option(student)
    period = chosen(student, {"enrolment": which[0].default}) if which else None
    has_permit = any(paper.kind == "居留许可" for paper in student.lines(StudentDocument))
    usual = letter.EXTENSION if has_permit else letter.NEW
    return (*which, *letter.options(KINDS, usual, _stay(period).ends))


def _missing(student: InternationalStudent, wishes: Wishes) -> list[Missing]:
    period = chosen(student, wishes)
    papers = student.lines(StudentDocument)
    if period is None:
        return [Missing("学籍段", student)]
    found = [
        Missing("离校日期（或录取学习期止）", period, "enrolled_until") if gap.label == "起止日期" else gap
        for gap in letter.missing(student, papers, wishes, _stay(period))
    ]
    if wishes["kind"] == LODGING and _off_campus(student) is None:
        found.append(Missing("校外住宿登记", student))
    return found


def _notices(student: InternationalStudent, wishes: Wishes) -> list[str]:
    period = chosen(student, wishes)
    stay = _stay(period)
    found = letter.notices(student.lines(StudentDocument), wishes, stay)
    for name, words in _SOURCES[1:3]:
        begins, ends = _days(period, name)
        for end, ours, theirs in (("起", stay.begins, begins), ("止", stay.ends, ends)):
            if ours and theirs and not _agree(ours, theirs):
                found.append(f"学习期{end}：公函 {to_text(ours)}，{words} {to_text(theirs)}，应当一致。")
    lodging = _off_campus(student)
    if wishes["kind"] == LODGING and lodging is not None and lodging.permitted_on is None:
        found.append("校外住宿没有登记批准日期，应先批准再办理。")
    return found


def _agree(one: Day, other: Day) -> bool:
    return max(earliest(one), earliest(other)) <= min(latest(one), latest(other))


def _off_campus(student: InternationalStudent) -> StudentLodging | None:
    rows = [row for row in student.lines(StudentLodging) if row.off_campus]
    return max(rows, key=lambda row: to_text(row.lived_from), default=None)


def _facts(student: InternationalStudent, wishes: Wishes) -> Facts:
    period = chosen(student, wishes)
    assert period is not None, "missing() asks for it"
    stay = _stay(period)
    found = letter.facts(CODE, student, student.lines(StudentDocument), wishes, stay)
    is_lodging = wishes["kind"] == LODGING
    lodging = _off_campus(student) if is_lodging else foreigner.lodging(student)
    address = lodging.address if lodging else student.housing or ""
    permitted = day_chinese(lodging.permitted_on) if lodging else ""
    found["values"] |= {
        "kind": period.study_kind or "学生", "address": address, "permitted": permitted,
        "programme": period.programme or "",
    }
    found["table"] += [
        ["student_no", student.student_no or ""], ["study_kind", period.study_kind or ""],
        ["department", period.department or ""], ["programme", period.programme or ""],
        ["period", f"{found['values']['begins']}至{found['values']['ends']}"],
        ["address", address],
    ]
    return {**found, "period": letter.period(period, wishes)}


RESIDENCE_LETTER = Printable(
    code=CODE, title="居留许可公函", entity=InternationalStudent, prefix="XSJL",
    options=_options, missing=_missing, facts=_facts, layout=letter.layout, notices=_notices,
    is_submission=True, private=("housing",),
)
