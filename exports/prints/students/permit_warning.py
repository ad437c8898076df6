"""签证预警告知书 (C10): tells a student when visa or permit runs out, and takes the receipt."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from exports.prints.blocks import (
    Block,
    ContactFooter,
    Document,
    Letterhead,
    Margins,
    NumberLine,
    Page,
    Paragraph,
    Rule,
    SignOff,
    Space,
    Stretch,
    Title,
    plain,
)
from exports.prints.certificate import BOTH, newest, number_words, office_facts, printed_name
from exports.prints.printable import (
    Facts,
    Missing,
    Option,
    Printable,
    Wishes,
    issue_date,
    office_missing,
)
from exports.prints.students import foreigner
from exports.prints.texts import fill, texts_of
from exports.wording import date_chinese, date_english
from models.entities.international_student import InternationalStudent
from models.partial_date import OPEN_ENDED, latest

CODE = "C10"
EARLY = 90
"""Days before the end that are too many for a warning."""
DAYS_BEFORE = 30
"""A permit is prolonged so many days before it ends."""


def _running_out(student: InternationalStudent) -> list[Any]:
    """The newest permit and visa that have a last day, the permit at first."""
    papers = foreigner.papers_of(student)
    held = [newest(kind, papers) for kind in ("居留许可", "签证")]
    return [p for p in held if p and p.valid_until and p.valid_until != OPEN_ENDED]


def _options(student: InternationalStudent) -> tuple[Option, ...]:
    held = _running_out(student)
    today = date.today()
    asked: tuple[Option, ...] = ()
    by = today + timedelta(days=7)
    if held:
        choices = tuple((str(p.id), f"{p.kind}（至 {latest(p.valid_until)}）") for p in held)
        asked = (Option("paper", "证件", "choice", choices[0][0], choices, per_record=True),)
        by = max(by, latest(held[0].valid_until) - timedelta(days=DAYS_BEFORE))
    return (
        *asked,
        Option("by", "前来办理的最后日期", "date", by.isoformat(), per_record=True,
               help=f"一般在到期前 {DAYS_BEFORE} 天以前"),
        issue_date(),
    )


def _chosen(student: InternationalStudent, wishes: Wishes) -> Any:
    return next((p for p in _running_out(student) if str(p.id) == wishes.get("paper")), None)


def _missing(student: InternationalStudent, wishes: Wishes) -> list[Missing]:
    found = office_missing("school_name", "school_name_en", "office_name")
    if _chosen(student, wishes) is None:
        found.append(Missing("签证或居留许可的有效期", student))
    return found


def _notices(student: InternationalStudent, wishes: Wishes) -> list[str]:
    paper, by = _chosen(student, wishes), date.fromisoformat(str(wishes["by"]))
    if paper is None:
        return []
    ends = latest(paper.valid_until)
    if ends < date.fromisoformat(str(wishes["issued_on"])):
        return [f"{paper.kind}已于 {ends} 过期，应立即报告公安并处理。"]
    found = [f"办理日期 {by} 晚于{paper.kind}到期日 {ends}。"] if by > ends else []
    left = (ends - date.fromisoformat(str(wishes["issued_on"]))).days
    return [*found, f"距到期还有 {left} 天，请核对是否现在告知。"] if left > EARLY else found


def _facts(student: InternationalStudent, wishes: Wishes) -> Facts:
    paper = _chosen(student, wishes)
    ends, issued = latest(paper.valid_until), date.fromisoformat(str(wishes["issued_on"]))
    by = date.fromisoformat(str(wishes["by"]))
    office, name = office_facts(), printed_name(student.passport_name)
    chinese = f"{name}（{student.chinese_name}）" if student.chinese_name else name
    return {
        "holder": name, "tail": (student.student_no or str(student.id))[-4:],
        "period": f"{paper.id}:{ends}", "purpose": "", "issued_on": issued.isoformat(),
        "language": BOTH, "office": office, "kind": paper.kind,
        "state": "over" if ends < issued else "soon",
        "zh": {"name": chinese, "student_no": student.student_no or "", "kind": paper.kind,
               "paper": paper.number or "", "ends": date_chinese(ends), "by": date_chinese(by),
               "days": str(max((ends - issued).days, 0)), "office": office["office_name"]},
        "en": {"name": name, "student_no": student.student_no or "", "paper": paper.number or "",
               "ends": date_english(ends), "by": date_english(by),
               "days": str(max((ends - issued).days, 0)),
               "office": office["office_name_en"] or office["office_name"]},
    }


def _layout(facts: Facts) -> Document:
    day = date.fromisoformat(facts["issued_on"])
    texts, common = texts_of(CODE, day.year), texts_of("certificate", day.year)
    office, state = facts["office"], facts["state"]
    said = {**facts["en"], "kind": texts[f"kind_en.{facts['kind']}"]}
    blocks: list[Block] = [
        Letterhead(office["school_name"], office["school_name_en"]), Space(2),
        NumberLine(number_words(facts, common)), Stretch(0.6),
        Title(texts["title"], texts["title_en"].upper(), size=20, after=5),
        Paragraph(fill(texts["to"], facts["zh"]), indent=0, size=12.5),
        *(Paragraph(fill(texts[key], facts["zh"]), size=12.5, leading=1.65)
          for key in (f"zh.{state}", f"zh.todo.{state}", "zh.law")), Space(3),
        Paragraph(fill(texts["to_en"], said), english=True, size=11.5),
        *(Paragraph(fill(texts[key], said), english=True, size=11.5, before=2)
          for key in (f"en.{state}", f"en.todo.{state}", "en.law")), Stretch(0.6),
        SignOff(contact=(texts["contact"].format(**office),) if office["phone"] else (),
                issuer=(office["school_name"], office["school_name_en"]), signer="",
                dates=(date_chinese(day), date_english(day)), seal=common["seal"]),
        Space(2), Rule(grey=0.4),
        Paragraph(texts["receipt"], size=12, align="center", indent=0, role="hei", before=3,
                  after=1),
        Paragraph(fill(texts["zh.receipt"], facts["zh"]), size=11, leading=1.5),
        Paragraph(fill(texts["en.receipt"], said), english=True, size=10.5, after=4),
        Paragraph(texts["signature"], size=11, align="right", indent=0),
    ]
    reach = plain(fill(common["reach"], office)).strip()
    return Document(
        f"{texts['title']} {facts['holder']}", office["school_name"],
        (Page(tuple(blocks), Margins(18, 25, 20, 25), shrink=True),), person=facts["holder"],
        footer=ContactFooter((reach,) if reach else ()), made_on=day,
    )


PERMIT_WARNING = Printable(
    code=CODE, title="签证预警告知书", entity=InternationalStudent, prefix="QZGZ",
    options=_options, missing=_missing, facts=_facts, layout=_layout, notices=_notices,
)
