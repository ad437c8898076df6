"""居留许可公函 of foreign teachers (C4T): the same letter, for a permit of work."""

from __future__ import annotations

from exports.prints import residence_letter as letter
from exports.prints.certificate import newest
from exports.prints.printable import Facts, Missing, Option, Printable, Wishes
from exports.prints.teachers.contracts import chosen, contract_option
from models.entities.foreign_teacher import (
    Engagement,
    ForeignTeacher,
    TeacherDocument,
    TeacherLodging,
)
from models.partial_date import to_text

CODE = "C4T"
KINDS = (letter.NEW, letter.EXTENSION, "变更")


def _stay(contract: Engagement | None) -> letter.Stay:
    if contract is None:
        return letter.Stay(None, None)
    return letter.Stay(contract.engaged_from, contract.engaged_until)


def _options(teacher: ForeignTeacher) -> tuple[Option, ...]:
    which = contract_option(teacher)
    contract = chosen(teacher, {"engagement": which[0].default}) if which else None
    has_permit = any(paper.kind == "居留许可" for paper in teacher.lines(TeacherDocument))
    usual = letter.EXTENSION if has_permit else letter.NEW
    return (*which, *letter.options(KINDS, usual, _stay(contract).ends))


def _missing(teacher: ForeignTeacher, wishes: Wishes) -> list[Missing]:
    contract = chosen(teacher, wishes)
    if contract is None:
        return [Missing("聘期", teacher)]
    return letter.missing(teacher, teacher.lines(TeacherDocument), wishes, _stay(contract))


def _notices(teacher: ForeignTeacher, wishes: Wishes) -> list[str]:
    papers = teacher.lines(TeacherDocument)
    found = letter.notices(papers, wishes, _stay(chosen(teacher, wishes)))
    permit = newest("工作许可", papers)
    if permit is None or not permit.number:
        found.append("没有登记工作许可，函中留空。")
    return found


def _facts(teacher: ForeignTeacher, wishes: Wishes) -> Facts:
    contract = chosen(teacher, wishes)
    assert contract is not None, "missing() asks for it"
    papers = teacher.lines(TeacherDocument)
    found = letter.facts(CODE, teacher, papers, wishes, _stay(contract))
    permit = newest("工作许可", papers)
    lodgings: list[TeacherLodging] = teacher.lines(TeacherLodging)
    lodging = max(lodgings, key=lambda row: to_text(row.lived_from), default=None)
    department = contract.department or ""
    post = contract.post or ""
    found["values"] |= {"department": department, "post": post}
    found["table"] += [
        ["department", department], ["post", post],
        ["permit", permit.number or "" if permit else ""],
        ["period", f"{found['values']['begins']}至{found['values']['ends']}"],
        ["address", lodging.address if lodging else teacher.address or ""],
    ]
    return {**found, "period": letter.period(contract, wishes)}


TEACHER_RESIDENCE_LETTER = Printable(
    code=CODE, title="居留许可公函（教师）", entity=ForeignTeacher, prefix="WJJL",
    options=_options, missing=_missing, facts=_facts, layout=letter.layout, notices=_notices,
    is_submission=True, private=("address",),
)
