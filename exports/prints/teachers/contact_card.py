"""紧急联系卡 (B10C): two A6 sides on one A4 sheet, to be cut out and folded; never on the net.

The back speaks to a stranger: who this is, and whom to call.
"""

from __future__ import annotations

from exports.prints.blocks import (
    Band,
    Cell,
    Document,
    Heading,
    Margins,
    Page,
    Paragraph,
    Row,
    Table,
    label,
    value,
)
from exports.prints.certificate import newest
from exports.prints.form import both, document, listed, usual_facts, usual_options
from exports.prints.printable import Facts, Missing, Option, Printable, Wishes, office_missing
from exports.prints.teachers.contracts import (
    chosen,
    contract_option,
    papers_of,
    person_words,
)
from exports.prints.texts import Texts, fill, texts_of
from models.entities.foreign_teacher import ForeignTeacher
from models.entities.office import OfficeProfile

CODE = "B10C"
_MARGINS = Margins(22, 31, 18, 31)
"""Leave the 148 mm of an A6 card."""


def _options(teacher: ForeignTeacher) -> tuple[Option, ...]:
    return (
        *contract_option(teacher),
        Option("duty", "24 小时值班电话", "text", "", help="留空则手写"),
        Option("handler", "学校联系人", "text", "", help="姓名和手机；留空用本单位信息里的联系人和电话"),
        *usual_options(),
    )


def _missing(teacher: ForeignTeacher, wishes: Wishes) -> list[Missing]:  # noqa: ARG001
    return office_missing("school_name", "phone")


def _notices(teacher: ForeignTeacher, wishes: Wishes) -> list[str]:
    names = ("phone", "address", "emergency_contact", "emergency_abroad")
    fields = [ForeignTeacher.field_named(name) for name in names]
    blank = [kind.label for kind in fields if not kind.read(teacher)]
    found = [f"未填{'、'.join(blank)}，卡上留空手写。"] if blank else []
    if not str(wishes["duty"]).strip():
        found.append("没有填 24 小时值班电话，卡上留空手写。")
    return found


def _facts(teacher: ForeignTeacher, wishes: Wishes) -> Facts:
    papers, office = papers_of(teacher), OfficeProfile.current()
    who, contract = person_words(teacher, papers), chosen(teacher, wishes)
    insurance = newest("保险", papers)
    usual = " ".join(part for part in (office.contact_name, office.phone) if part)
    return {
        **usual_facts(wishes, f"外教 {teacher.id}"), **who, "holder": who["name"],
        "tail": who["passport"][-4:] or str(teacher.id), "period": str(wishes["issued_on"]),
        "school_en": office.school_name_en or "",
        "department": (contract.department or "") if contract else "",
        "address": teacher.address or "", "phone": teacher.phone or "",
        "handler": str(wishes["handler"]).strip() or usual, "office": office.phone or "",
        "duty": str(wishes["duty"]).strip(), "emergency": teacher.emergency_contact or "",
        "abroad": teacher.emergency_abroad or "",
        "insurance": "，".join(
            part for part in (insurance.issuer, insurance.number) if part) if insurance else "",
    }


def _layout(facts: Facts) -> Document:
    texts = texts_of(CODE, int(facts["issued_on"][:4]))
    front, back = _front(facts, texts), _back(facts, texts)
    page = Page((
        Table((*front, *back)),
        Paragraph(texts["cut"], size=9, indent=0, before=3, leading=1.3, align="center"),
    ), _MARGINS)
    return document(CODE, facts, texts["title"], [page])


def _front(facts: Facts, texts: Texts) -> tuple[Band | Heading, ...]:
    """105 mm: school, title, the person with a photograph, where she lives, whom to ask."""
    keys = ("name", "chinese_name", "nationality", "passport", "department")
    photo = Cell(texts["photo"], rows=len(keys), align="center", size=9)
    rows = [
        Row((both(texts, key), value(facts[key], align="center"), *(() if at else (photo,))), 9.2)
        for at, key in enumerate(keys)
    ]
    title = f"{texts['title']}  {texts['title_en']}"
    return (
        Heading(facts["school"], 11), Heading(title, 11),
        Band((31, None, 35), tuple(rows)),
        Band((31, None), tuple(
            Row((both(texts, key), value(facts[key], align="center")), height)
            for key, height in (("address", 13), ("phone", 12), ("handler", 12))
        )),
    )


def _back(facts: Facts, texts: Texts) -> tuple[Band | Heading, ...]:
    """105 mm: what to say, and the numbers to call."""
    chinese = fill(texts["zh"], {"school": facts["school"]})
    english = fill(texts["en"], {"school": facts["school_en"] or facts["school"]})
    calls: list[Cell] = []
    for part in listed(texts["numbers"]):
        words, _, number = part.partition("=")
        calls += [label(words.replace("|", "\n"), size=9.5),
                  Cell(number, align="center", role="bold", size=14)]
    keys = ("office", "duty", "emergency", "abroad", "insurance")
    return (
        Heading(texts["help"], 9),
        Band((None,), (Row((value(chinese, field="求助用语"),), 13),
                       Row((value(english, field="求助用语（英文）"),), 13))),
        Band((24, 25.3, 24, 25.3, 24, None), (Row(tuple(calls), 14),)),
        Band((42, None), tuple(
            Row((both(texts, key), value(facts[key], align="center")), 11.2) for key in keys
        )),
    )


CONTACT_CARD = Printable(
    code=CODE, title="外籍教师紧急联系卡", entity=ForeignTeacher, prefix="",
    options=_options, missing=_missing, facts=_facts, layout=_layout, notices=_notices,
    private=("phone", "address", "emergency_contact"),
)
