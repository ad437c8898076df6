"""学分转换认定表 (C12): courses abroad against courses here, judged as the checks judge them.

Landscape. A 思政课 is refused on the paper itself, and a difference of credits beyond the rule is
said beside the course; thresholds are those of R-STU-12, the office's own where it has set them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from exports.prints.blocks import (
    Band,
    Document,
    Margins,
    Page,
    Paragraph,
    Row,
    Table,
    Title,
    label,
    value,
)
from exports.prints.certificate import day_chinese
from exports.prints.declared import approval_bands, columns
from exports.prints.form import document, pairs, plain_label, usual_facts, usual_options
from exports.prints.printable import Facts, Missing, Option, Printable, Wishes
from exports.prints.students import placements
from exports.prints.texts import Texts, texts_of
from models.checks.base import Look, full
from models.checks.outbound_students import application_ends, is_ideological, unequal_credits
from models.entities.outbound_student import CreditTransfer, OutboundStudent
from models.partial_date import chinese

CODE = "C12"
RULE = "R-STU-12"
WIDTH = 261.0
FEWEST = 7
"""Lines of the table at least: room for courses that are added by hand."""
KNOWN = {
    "no": "序号", "host_course": "境外课程名称", "host_hours": "学时", "host_credits": "学分",
    "host_grade": "成绩", "own_code": "课程代码", "own_course": "校内课程名称", "own_kind": "课程性质",
    "own_hours": "学时", "own_credits": "学分", "own_grade": "认定成绩", "verdict": "规则核对",
    "decision": "学院意见",
}
"""Columns that the table can fill."""


def _options(student: OutboundStudent) -> tuple[Option, ...]:
    return (*placements.stay_option(student), *usual_options())


def _courses(student: OutboundStudent) -> list[CreditTransfer]:
    found: list[CreditTransfer] = student.lines(CreditTransfer)
    return found


def _missing(student: OutboundStudent, wishes: Wishes) -> list[Missing]:
    found = placements.missing(student, wishes, "host_name")
    return found if _courses(student) else [*found, Missing("学分认定课程", student)]


def _notices(student: OutboundStudent, wishes: Wishes) -> list[str]:
    """Refused courses, unequal credits, applications that came too late."""
    look = Look()
    found = []
    for row in _courses(student):
        if verdict := _verdict(row, look, texts_of(CODE, look.today.year)):
            found.append(f"“{row.own_course}”：{verdict}。")
    stay = placements.chosen(student, wishes)
    back = full(stay.returned_on) if stay else None
    applied = _applied(_courses(student))
    if back and applied and applied > (limit := application_ends(back, look)):
        found.append(f"{applied} 才申请，{back} 返校的应在 {limit} 前申请。")
    return found


def _applied(rows: Sequence[CreditTransfer]) -> Any:
    """The last day on which a course was applied for; None while none is known to the day."""
    return max((day for row in rows if (day := full(row.applied_on))), default=None)


def _verdict(row: CreditTransfer, look: Look, texts: Texts) -> str:
    """What the rules say of one course; blank where they have nothing to say."""
    if is_ideological(row, look):
        return texts["refused"]
    counted = unequal_credits(row, look)
    if counted is None:
        return ""
    return texts["unequal"].format(counted=f"{counted:g}", percent=look.number(RULE, "percent"))


def _facts(student: OutboundStudent, wishes: Wishes) -> Facts:
    stay = placements.chosen(student, wishes)
    assert stay is not None, "missing() asks for it"
    look, rows = Look(), _courses(student)
    texts = texts_of(CODE, int(str(wishes["issued_on"])[:4]))
    applied = _applied(rows)
    rule = {name: look.number(RULE, name) for name in ("weeks", "hours_per_credit", "percent")}
    return {
        **usual_facts(wishes, student.student_no or f"派出学生 {student.id}"),
        "holder": student.name, "tail": (student.student_no or str(student.id))[-4:],
        "period": f"{stay.id}:{len(rows)}", "rule": rule,
        "said": {
            **_person(student), **placements.journey(stay),
            "applied": chinese(applied) if applied else "",
            "back": day_chinese(stay.returned_on),
        },
        "rows": [_line(at, row, look, texts) for at, row in enumerate(rows, start=1)],
        "total": f"{_recognised(rows, look):g}",
    }


def _person(student: OutboundStudent) -> dict[str, str]:
    return {
        "name": student.name, "student_no": student.student_no or "",
        "department": student.department or "", "programme": student.programme or "",
        "grade": student.grade or "",
    }


def _line(at: int, row: CreditTransfer, look: Look, texts: Texts) -> dict[str, str]:
    refused = is_ideological(row, look)
    return {
        "no": str(at), "host_course": row.host_course, "host_hours": _number(row.host_hours),
        "host_credits": _number(row.host_credits), "host_grade": row.host_grade or "",
        "own_code": row.own_course_code or "", "own_course": row.own_course,
        "own_kind": row.own_kind or "", "own_hours": _number(row.own_hours),
        "own_credits": _number(row.own_credits),
        "own_grade": "" if refused else row.own_grade or "",
        "verdict": _verdict(row, look, texts) or texts["in_order"],
        "decision": texts["refusal"] if refused else row.decision or "",
    }


def _recognised(rows: Sequence[CreditTransfer], look: Look) -> float:
    """Credits of the courses here that are, or may be, recognised."""
    return sum(
        float(row.own_credits or 0) for row in rows
        if row.decision != "不认定" and not is_ideological(row, look)
    )


def _number(number: float | None) -> str:
    return "" if number is None else f"{number:g}"


def _layout(facts: Facts) -> Document:
    texts = texts_of(CODE, int(facts["issued_on"][:4]))
    table = Table((*_head(facts["said"], texts), *_rows(facts, texts),
                   *approval_bands(texts["steps"], width=WIDTH)))
    note = Paragraph(texts["note"].format(**facts["rule"]), size=9, indent=0, before=1.5,
                     leading=1.35, align="left")
    page = Page((Title(texts["title"], size=18, role="hei", after=3), table, note),
                Margins(16, 18, 15, 18), landscape=True)
    return document(CODE, facts, texts["title"], (page,))


def _head(said: dict[str, str], texts: Texts) -> tuple[Band, ...]:
    return (
        Band((22, 42, 18, 40, 18, 50, 18, None), (
            Row(pairs(said, texts, "name", "student_no", "department", "programme"), 8),
        )),
        Band((22, 100, 18, 50, 18, None), (
            Row((*pairs(said, texts, "host", "span"), plain_label(texts, "applied"),
                 value(said["applied"], align="center")), 8),
        )),
    )


def _rows(facts: Facts, texts: Texts) -> tuple[Band, ...]:
    """The courses and room for more; which columns they have is the text `columns`."""
    shown = columns(texts["columns"], KNOWN)
    head = Row(tuple(label(column.label) for column in shown), 10)
    lines = [*facts["rows"], *[{}] * (FEWEST - len(facts["rows"]))]
    rows = tuple(
        Row(tuple(value(line.get(column.key, ""), align="center") for column in shown), 8.5,
            grow=True)
        for line in lines
    )
    total = Row((label(texts["total"]), value(texts["credits"].format(total=facts["total"]))), 8)
    return (
        Band(tuple(column.width for column in shown), (head, *rows), head=1),
        Band((40, None), (total,)),
    )


CREDIT_TRANSFER = Printable(
    code=CODE, title="学分转换认定表", entity=OutboundStudent, prefix="",
    options=_options, missing=_missing, facts=_facts, layout=_layout, notices=_notices,
)
