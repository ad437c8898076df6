"""离职证明 / Release Letter (B5R): what the next employer needs to apply for a work permit."""

from __future__ import annotations

from datetime import date

from exports.prints.blocks import Document
from exports.prints.certificate import (
    CHINESE,
    certificate,
    day_chinese,
    missing_about_person,
    newest,
    options_about_person,
    passport_notices,
    person_facts,
)
from exports.prints.printable import Facts, Missing, Option, Printable, Wishes, day_english
from exports.prints.teachers.contracts import (
    chosen,
    continuous_since,
    departure_option,
    end_of,
    engagements,
    english_notices,
    english_of,
    english_options,
    not_over,
    papers_of,
)
from exports.prints.teachers.departure import departure_notices, reason_option
from exports.prints.texts import texts_of
from models.entities.foreign_teacher import Evaluation, ForeignTeacher
from models.partial_date import PartialDate, to_text

CODE = "B5R"
CLEAR, LISTED, SILENT = "clear", "listed", ""


def _options(teacher: ForeignTeacher) -> tuple[Option, ...]:
    return (
        *departure_option(teacher), reason_option(teacher),
        Option("duties", "未了义务", "choice", SILENT, (
            (SILENT, "不写"), (CLEAR, "写明无未了义务"), (LISTED, "列明未了事项"),
        ), per_record=True, help="校内手续办清（B12）以后再写“无未了义务”"),
        Option("pending", "未了事项", "text", "", per_record=True, help="选“列明”时填写"),
        Option("pending_en", "未了事项（英文）", "text", "", per_record=True),
        Option("consent", "写明同意转聘", "flag", True, help="本校同意其受聘于其他单位"),
        Option("with_grade", "写明最近一次考核等级", "flag", False),
        *options_about_person(), *english_options(),
    )


def _missing(teacher: ForeignTeacher, wishes: Wishes) -> list[Missing]:
    found = missing_about_person(teacher, papers_of(teacher), wishes)
    contract = chosen(teacher, wishes)
    if contract is None:
        return [*found, Missing("聘期", teacher, "")]
    found += not_over(contract, date.fromisoformat(str(wishes["issued_on"])))
    if wishes["with_grade"] and _grade(teacher) == "":
        found.append(Missing("考核等级", teacher, ""))
    if wishes["duties"] == LISTED and not str(wishes["pending"]).strip():
        found.append(Missing("未了事项（在打印选项里填写）", teacher, ""))
    return found


def _notices(teacher: ForeignTeacher, wishes: Wishes) -> list[str]:
    found = passport_notices(teacher, papers_of(teacher), wishes)
    found += departure_notices(teacher, wishes)
    contract = chosen(teacher, wishes)
    if contract is None or wishes["language"] == CHINESE:
        return found
    if wishes["duties"] == LISTED and not str(wishes["pending_en"]).strip():
        found.append("未了事项没有英文：英文部分不写。")
    return [*found, *english_notices(contract, wishes)]


def _grade(teacher: ForeignTeacher) -> str:
    """等级 of the newest assessment that has one."""
    graded = [each for each in teacher.lines(Evaluation) if each.grade]
    newest_one = max(graded, key=lambda each: to_text(each.held_on), default=None)
    return newest_one.grade if newest_one else ""


def _facts(teacher: ForeignTeacher, wishes: Wishes) -> Facts:
    papers = papers_of(teacher)
    facts = person_facts(teacher, papers, wishes)
    contract = chosen(teacher, wishes)
    assert contract is not None, "missing() asks for it"
    texts = texts_of(CODE, int(facts["issued_on"][:4]))
    permit = newest("工作许可", papers)
    since, end = continuous_since(contract, engagements(teacher)), end_of(contract)
    grade = _grade(teacher) if wishes["with_grade"] else ""
    reason = texts.get(f"reason.{wishes['reason']}", "|").split("|")
    duties = wishes["duties"]
    facts["zh"] |= {
        "permit": (permit.number or "") if permit else "", "reason": reason[0], "grade": grade,
        "department": contract.department or "", "post": contract.post or texts["post"],
        "courses": contract.courses or "", "since": day_chinese(since), "end": day_chinese(end),
        "clear": texts["clear"] if duties == CLEAR else "",
        "pending": str(wishes["pending"]).strip() if duties == LISTED else "",
        "consent": texts["consent"] if wishes["consent"] else "",
    }
    facts["en"] |= {
        "permit": (permit.number or "") if permit else "", "reason": reason[-1],
        "grade": texts.get(f"grade_en.{grade}"), "school": facts["office"]["school_name_en"],
        "department": english_of(contract, wishes, "department"),
        "post": english_of(contract, wishes, "post") or texts["post_en"],
        "since": day_english(since), "end": day_english(end),
        "ended": f"{'in' if isinstance(end, PartialDate) else 'on'} {day_english(end)}",
        "clear": texts["clear_en"] if duties == CLEAR else "",
        "pending": str(wishes["pending_en"]).strip() if duties == LISTED else "",
        "consent": texts["consent_en"] if wishes["consent"] else "",
    }
    return {**facts, "state": "ended", "period": f"{contract.id}:left"}


def _layout(facts: Facts) -> Document:
    return certificate(CODE, facts)


RELEASE_LETTER = Printable(
    code=CODE, title="外教离职证明", entity=ForeignTeacher, prefix="WJLZ",
    options=_options, missing=_missing, facts=_facts, layout=_layout, notices=_notices,
)
