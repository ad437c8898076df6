"""外教在职证明 (B4): that a teacher is, was or will be employed here; tense by the contract."""

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
    contract_option,
    end_of,
    engagements,
    english_notices,
    english_of,
    english_options,
    state_of,
)
from exports.prints.texts import texts_of
from models.entities.foreign_teacher import ForeignTeacher, TeacherDocument
from models.partial_date import PartialDate

CODE = "B4"


def _options(teacher: ForeignTeacher) -> tuple[Option, ...]:
    which = contract_option(teacher)
    if not which:
        return options_about_person()
    return (
        *which,
        Option("from_first", "从首个连续聘期算起", "flag", True,
               help="前后聘期首尾相接时，“受聘于我校”从最早的一段算起"),
        *options_about_person(),
        *english_options(),
        Option("with_permit", "写明工作许可证号", "flag", False),
        Option("with_pay", "写明合同月薪", "flag", False, help="按聘期记录中的月薪，不另作税前税后说明"),
    )


def _missing(teacher: ForeignTeacher, wishes: Wishes) -> list[Missing]:
    papers = teacher.lines(TeacherDocument)
    found = missing_about_person(teacher, papers, wishes)
    contract = chosen(teacher, wishes)
    if contract is None:
        return [*found, Missing("聘期", teacher, "")]
    permit = newest("工作许可", papers)
    if wishes["with_permit"] and (permit is None or not permit.number):
        found.append(Missing("工作许可证号", teacher, ""))
    if wishes["with_pay"] and not contract.monthly_pay:
        found.append(Missing("月薪", contract, "monthly_pay"))
    return found


def _notices(teacher: ForeignTeacher, wishes: Wishes) -> list[str]:
    found = passport_notices(teacher, teacher.lines(TeacherDocument), wishes)
    contract = chosen(teacher, wishes)
    if contract is None or wishes["language"] == CHINESE:
        return found
    return [*found, *english_notices(contract, wishes)]


def _facts(teacher: ForeignTeacher, wishes: Wishes) -> Facts:
    papers = teacher.lines(TeacherDocument)
    facts = person_facts(teacher, papers, wishes)
    contract = chosen(teacher, wishes)
    assert contract is not None, "missing() asks for it"
    day = date.fromisoformat(facts["issued_on"])
    texts = texts_of(CODE, day.year)
    start, end = contract.engaged_from, end_of(contract)
    since = continuous_since(contract, engagements(teacher)) if wishes["from_first"] else start
    permit = newest("工作许可", papers)
    pay = contract.monthly_pay
    shared = {
        "permit": permit.number if wishes["with_permit"] and permit else "",
        "pay": type(contract).monthly_pay.show(pay) if wishes["with_pay"] and pay else "",
    }
    facts["zh"] |= shared | {
        "department": contract.department or "", "post": contract.post or texts["post"],
        "courses": contract.courses or "", "since": day_chinese(since),
        "start": day_chinese(start), "end": day_chinese(end),
    }
    facts["en"] |= shared | {
        "school": facts["office"]["school_name_en"],
        "department": english_of(contract, wishes, "department"),
        "post": english_of(contract, wishes, "post") or texts["post_en"],
        "since": day_english(since), "start": day_english(start), "end": day_english(end),
        "ended": f"{'in' if isinstance(end, PartialDate) else 'on'} {day_english(end)}",
    }
    state = state_of(contract, day)
    return {**facts, "state": state, "period": f"{contract.id}:{state}"}


def _layout(facts: Facts) -> Document:
    return certificate(CODE, facts)


EMPLOYMENT_CERTIFICATE = Printable(
    code=CODE, title="外教在职证明", entity=ForeignTeacher, prefix="WJZM",
    options=_options, missing=_missing, facts=_facts, layout=_layout, notices=_notices,
)
