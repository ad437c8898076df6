"""An international student in the words of a bilingual form, and the papers that are held."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from exports.prints.certificate import (
    day_chinese,
    newest,
    passport_notices,
    passport_of,
    printed_name,
    span_chinese,
)
from exports.prints.printable import Missing, Wishes, office_missing
from exports.prints.students.stays import chosen
from exports.prints.texts import Texts, in_english
from exports.wording import mask_passport
from models.codes import HMT, countries, student_funding
from models.entities.international_student import (
    Enrolment,
    InternationalStudent,
    StudentDocument,
    StudentLodging,
)
from models.partial_date import to_text

TEXTS = "foreign_student"
"""The labels and kinds that the bilingual papers share."""
SEXES = {"男": "男 Male", "女": "女 Female"}


def papers_of(student: InternationalStudent) -> list[StudentDocument]:
    """Every paper of the student, old ones too."""
    papers: list[StudentDocument] = student.lines(StudentDocument)
    return papers


def missing(student: InternationalStudent, wishes: Wishes, *names: str) -> list[Missing]:
    """The school, a period of study, a nationality, and the fields among `names`."""
    found = office_missing("school_name")
    if chosen(student, wishes) is None:
        found.append(Missing("学籍段", student))
    for name in ("nationality", *names):
        if not getattr(student, name):
            found.append(Missing(InternationalStudent.field_named(name).label, student, name))
    return found


def without_passport(student: InternationalStudent) -> list[Missing]:
    """护照号 (通行证号) where none is registered."""
    passport = passport_of(student, papers_of(student))
    if passport is not None and passport.number:
        return []
    return [Missing("通行证号" if student.nationality in HMT else "护照号", student)]


def notices(student: InternationalStudent, wishes: Wishes) -> list[str]:
    """A passport that has run out by the day of the form."""
    return passport_notices(student, papers_of(student), wishes)


def person(student: InternationalStudent, *, is_masked: bool = False) -> dict[str, str]:
    """Who it is; what is not known is blank."""
    passport = passport_of(student, papers_of(student))
    number = (passport.number or "") if passport else ""
    return {
        "name": printed_name(student.passport_name), "chinese_name": student.chinese_name or "",
        "sex": SEXES.get(student.sex or "", ""), "born": day_chinese(student.born_on),
        "birthplace": student.birthplace or "", "nationality": nationality(student),
        "marital": student.marital_status or "", "student_no": student.student_no or "",
        "passport": mask_passport(number) if is_masked else number,
        "passport_until": day_chinese(passport.valid_until) if passport else "",
        "degree": student.degree or "", "language": student.native_language or "",
        "chinese_level": student.chinese_level or "", "counsellor": student.counsellor or "",
    }


def nationality(student: InternationalStudent) -> str:
    """老挝 Laos; 中国香港 Hong Kong, China."""
    if not student.nationality:
        return ""
    name = countries().name_of(student.nationality)
    english = countries().fact(student.nationality, "name_en")
    return f"中国{name} {english}" if student.nationality in HMT else f"{name} {english}".strip()


def study(period: Enrolment, texts: Texts) -> dict[str, str]:
    """What is studied, where, for how long and by whose means; `texts` has the kinds in English."""
    kind = period.study_kind or ""
    english = in_english("部门", period.department)
    return {
        "kind": f"{kind} {texts.get(f'kind_en.{kind}')}".strip(),
        "programme": two_lines(period.programme, period.programme_en),
        "department": two_lines(period.department, english),
        "years": "" if period.years is None else f"{period.years:g} 年",
        "teaching": period.teaching_language or "", "home_school": period.home_school or "",
        "begins": day_chinese(period.enrolled_from), "ends": day_chinese(period.enrolled_until),
        "span": span_chinese(period.enrolled_from, period.enrolled_until),
        "admission_no": period.admission_no or "",
        "funding": student_funding().name_of(period.funding) if period.funding else "",
        "tuition": "" if period.tuition is None else f"{period.tuition:,.10g} 元",
    }


def two_lines(chinese: str | None, english: str | None) -> str:
    """Chinese over English, one of them where the other is unknown."""
    return "\n".join(words for words in (chinese, english) if words)


def paper_words(papers: Sequence[StudentDocument], kind: str) -> dict[str, str]:
    """Number, category, first and last day of the paper of one kind that is valid longest."""
    paper: Any = newest(kind, papers)
    if paper is None:
        return dict.fromkeys(("number", "category", "issued", "until", "entered"), "")
    return {
        "number": paper.number or "", "category": paper.category or "",
        "issued": day_chinese(paper.issued_on), "until": day_chinese(paper.valid_until),
        "entered": day_chinese(paper.entered_on),
    }


def lodging(student: InternationalStudent) -> StudentLodging | None:
    """Where the student lives: the newest registration."""
    rows: list[StudentLodging] = student.lines(StudentLodging)
    return max(rows, key=lambda row: to_text(row.lived_from), default=None)


def address(student: InternationalStudent) -> str:
    """The registered address, else the 住址 of the record."""
    held = lodging(student)
    return held.address if held else student.housing or ""
