"""学生出国（境）交流学习申请审批表 (C11): the student's and the family's page, then the college's."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from exports.prints.blocks import (
    Band,
    Document,
    Heading,
    Members,
    Page,
    Paragraph,
    Row,
    Table,
    Title,
    checkboxes,
    label,
    value,
)
from exports.prints.declared import approval_bands, columns, steps
from exports.prints.form import document, pairs, plain_label, usual_facts, usual_options
from exports.prints.printable import Facts, Missing, Option, Printable, Wishes
from exports.prints.students import placements
from exports.prints.students.placements import FULL
from exports.prints.texts import Texts, texts_of
from models.entities.outbound_student import (
    PROGRAMME_KINDS,
    CreditTransfer,
    OutboundStudent,
    Placement,
)

CODE = "C11"
FUNDING = ("国家公派", "单位公派", "学校资助", "外方资助", "自费")
KNOWN = {"no": "序号", "host_course": "境外课程", "host_credits": "学分", "own_course": "本校课程",
         "own_code": "课程代码", "own_credits": "学分"}
"""Columns that the plan of study can fill."""


def _options(student: OutboundStudent) -> tuple[Option, ...]:
    return (
        *placements.stay_option(student),
        Option("project", "项目名称", "text", "", help="例如 2026 年秋季交换生项目；留空手写"),
        Option("costs", "费用预算", "text", "", per_record=True, help="往返旅费、学费、食宿、保险等；留空手写"),
        Option("reason", "申请理由", "text", "", per_record=True, help="留空由学生手写"),
        placements.identity_option(FULL), *usual_options(),
    )


def _missing(student: OutboundStudent, wishes: Wishes) -> list[Missing]:
    return placements.missing(student, wishes, "programme_kind", "country", "host_name")


def _facts(student: OutboundStudent, wishes: Wishes) -> Facts:
    stay = placements.chosen(student, wishes)
    assert stay is not None, "missing() asks for it"
    typed = {key: str(wishes[key]).strip() for key in ("project", "costs", "reason")}
    return {
        **usual_facts(wishes, student.student_no or f"派出学生 {student.id}"), **typed,
        "holder": student.name, "tail": (student.student_no or str(student.id))[-4:],
        "period": f"{stay.id}", "person": placements.person(student, wishes),
        "stay": placements.journey(stay), "plan": _plan(student, stay),
    }


def _plan(student: OutboundStudent, stay: Placement) -> list[dict[str, str]]:
    """The courses to be taken, where the stay is one with credits."""
    if not stay.credits_recognised:
        return []
    rows: list[CreditTransfer] = student.lines(CreditTransfer)
    return [
        {"no": str(at), "host_course": row.host_course, "host_credits": _number(row.host_credits),
         "own_course": row.own_course, "own_code": row.own_course_code or "",
         "own_credits": _number(row.own_credits)}
        for at, row in enumerate(rows, start=1)
    ]


def _number(number: float | None) -> str:
    return "" if number is None else f"{number:g}"


def _layout(facts: Facts) -> Document:
    texts = texts_of(CODE, int(facts["issued_on"][:4]))
    own = steps(texts["steps.first"])[0][0].title
    said = "\n".join(part for part in (facts["reason"], texts["pledge"]) if part)
    first = Table((
        *_person(facts["person"], texts), Heading(texts["project"], 7),
        *_project(facts, texts), Heading(texts["plan"], 7), _courses(facts["plan"], texts),
        *approval_bands(texts["steps.first"], {own: said}),
    ))
    second = Table(approval_bands(texts["steps"]))
    note = Paragraph(texts["note"], size=9, indent=0, before=2, leading=1.35, align="left")
    title = texts["title"]
    return document(CODE, facts, title, (
        Page((Title(title, size=18, role="hei", after=3), first)), Page((second, note)),
    ))


def _person(said: dict[str, str], texts: Texts) -> tuple[Band, ...]:
    wide = value(said["department"], span=3, align="center")
    photo = label(texts["photo"], rows=5)
    return (
        Band((22, 30, 18, 24, 18, 23, None), (
            Row((*pairs(said, texts, "name", "sex", "ethnicity"), photo)),
            Row(pairs(said, texts, "born", "political", "student_no")),
            Row((plain_label(texts, "department"), wide, *pairs(said, texts, "grade"))),
            Row((plain_label(texts, "programme"),
                 value(said["programme"], span=3, align="center"),
                 *pairs(said, texts, "grade_point"))),
            Row((plain_label(texts, "id_no"), value(said["id_no"], span=3, align="center"),
                 *pairs(said, texts, "phone"))),
        )),
        Band((22, 63, 22, None), (
            Row(pairs(said, texts, "passport", "language"), 8),
            Row(pairs(said, texts, "parent", "parent_phone"), 8),
        )),
        Band((22, None), (Row((plain_label(texts, "home"), value(said["home"])), 8),)),
    )


def _project(facts: Facts, texts: Texts) -> tuple[Band, ...]:
    stay = facts["stay"]
    named = {**stay, "project": facts["project"]}
    money = checkboxes(FUNDING, stay["funding"])
    if stay["amount"]:
        money += f"    {texts['amount'].format(amount=stay['amount'])}"
    state = texts["state"].format(
        paid=checkboxes(("是", "否"), stay["fees_paid"]),
        failed=checkboxes(("无", "有"), {"": "", "0": "无"}.get(stay["failed"], "有")),
    )
    return (
        Band((22, None), (
            Row((plain_label(texts, "kind"), value(checkboxes(PROGRAMME_KINDS, stay["kind"]))), 8),
        )),
        Band((22, 63, 22, None), (
            Row(pairs(named, texts, "project", "country"), 8),
        )),
        Band((22, None), (
            Row((plain_label(texts, "host"), value(stay["host"])), 8),
            Row((plain_label(texts, "span"), value(f"{stay['span']}　{stay['days']}".strip())), 8),
            Row((plain_label(texts, "funding"), value(money)), 8),
            Row((plain_label(texts, "costs"), value(facts["costs"])), 9),
            Row((plain_label(texts, "state"), value(state)), 8),
        )),
    )


def _courses(rows: Sequence[dict[str, Any]], texts: Texts) -> Members:
    shown = columns(texts["columns"], KNOWN)
    return Members(
        tuple((column.label, column.width) for column in shown),
        tuple(tuple(row[column.key] for column in shown) for row in rows),
        slots=5, height=7, head_height=7, name=texts["plan"], unit="门",
    )


EXCHANGE_APPROVAL = Printable(
    code=CODE, title="学生出国（境）交流学习审批表", entity=OutboundStudent, prefix="",
    options=_options, missing=_missing, facts=_facts, layout=_layout,
    notices=placements.notices, private=placements.PRIVATE,
)
