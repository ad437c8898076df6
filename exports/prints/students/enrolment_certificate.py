"""在读证明 and 学习证明 (C5): that a student studies, or studied, here; tense by state of study."""

from __future__ import annotations

from datetime import date

from exports.prints.blocks import Document
from exports.prints.certificate import (
    CHINESE,
    certificate,
    day_chinese,
    missing_about_person,
    options_about_person,
    passport_notices,
    person_facts,
    with_article,
)
from exports.prints.printable import Facts, Missing, Option, Printable, Wishes, day_english
from exports.prints.students.stays import chosen, state_of, stay_option
from exports.prints.texts import in_english, texts_of
from models.codes import HMT
from models.entities.international_student import InternationalStudent, StudentDocument

CODE = "C5"


def _options(student: InternationalStudent) -> tuple[Option, ...]:
    return (*stay_option(student), *options_about_person())


def _missing(student: InternationalStudent, wishes: Wishes) -> list[Missing]:
    found = missing_about_person(student, student.lines(StudentDocument), wishes)
    period = chosen(student, wishes)
    if period is None:
        return [*found, Missing("学籍段", student, "")]
    day = date.fromisoformat(str(wishes["issued_on"]))
    if state_of(period, day) == "ended" and period.enrolled_until is None:
        found.append(Missing("离校日期", period, "enrolled_until"))
    if not period.programme:
        found.append(Missing("专业", period, "programme"))
    return found


def _notices(student: InternationalStudent, wishes: Wishes) -> list[str]:
    found = passport_notices(student, student.lines(StudentDocument), wishes)
    period = chosen(student, wishes)
    if period is None:
        return found
    state = state_of(period, date.fromisoformat(str(wishes["issued_on"])))
    if state == "ended" and period.outcome in (None, "在读"):
        found.append("离校日期已过而学籍状态仍是“在读”或空白：按已结束的学习开具，不写毕业或结业。")
    if wishes["language"] != CHINESE and not period.programme_en:
        found.append("没有填专业英文名：英文部分不写专业。")
    return found


def _facts(student: InternationalStudent, wishes: Wishes) -> Facts:
    facts = person_facts(student, student.lines(StudentDocument), wishes)
    period = chosen(student, wishes)
    assert period is not None, "missing() asks for it"
    day = date.fromisoformat(facts["issued_on"])
    texts, common = texts_of(CODE, day.year), texts_of("certificate", day.year)
    kind = texts[f"kind.{period.study_kind or ''}"]
    kind_en = texts[f"kind_en.{period.study_kind or ''}"]
    if student.nationality in HMT or student.is_overseas_chinese:
        kind = kind.replace("国际学生", common["plain_student"])
        kind_en = kind_en.replace("international ", "")
    full_time = bool(period.full_time)
    shared = {"student_no": student.student_no or ""}
    facts["zh"] |= shared | {
        "kind": kind, "full_time": common["full_time"] if full_time else "",
        "department": period.department or "", "programme": period.programme or "",
        "start": day_chinese(period.enrolled_from), "end": day_chinese(period.enrolled_until),
        "academic_year": _academic_year(day, "—"),
        "outcome": texts.get(f"outcome.{period.outcome or ''}"),
    }
    described = f"{common['full_time_en']} {kind_en}" if full_time else kind_en
    facts["en"] |= shared | {
        "description": with_article(described), "school": facts["office"]["school_name_en"],
        "department": in_english("部门", period.department), "programme": period.programme_en or "",
        "start": day_english(period.enrolled_from),
        "end": day_english(period.enrolled_until) if period.enrolled_until else "",
        "academic_year": _academic_year(day, "–"),
        "outcome": texts.get(f"outcome_en.{period.outcome or ''}"),
    }
    state = state_of(period, day)
    year = f":{_academic_year(day, '-')}" if state == "studying" else ""
    return {**facts, "state": state, "period": f"{period.id}:{state}{year}"}


def _academic_year(day: date, dash: str) -> str:
    """学年 of a day: from 1 September to 31 August."""
    first = day.year if day.month >= 9 else day.year - 1
    return f"{first}{dash}{first + 1}"


def _layout(facts: Facts) -> Document:
    return certificate(CODE, facts)


ENROLMENT_CERTIFICATE = Printable(
    code=CODE, title="在读/学习证明", entity=InternationalStudent, prefix="XSZM",
    options=_options, missing=_missing, facts=_facts, layout=_layout, notices=_notices,
)
