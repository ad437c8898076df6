"""薪酬待遇明细单 (B9): bilingual, for a month or a term; only what the contract says is filled in.

Nothing is calculated but salary × months: overtime, tax and net amount are the finance office's.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from exports.prints.blocks import (
    Band,
    Document,
    Heading,
    Page,
    Paragraph,
    Row,
    Table,
    Title,
    value,
)
from exports.prints.declared import approval_bands, columns
from exports.prints.form import (
    both_pairs,
    document,
    list_band,
    listed,
    two_languages,
    usual_facts,
    usual_options,
)
from exports.prints.printable import Facts, Missing, Option, Printable, Wishes, office_missing
from exports.prints.teachers.contracts import (
    chosen,
    contract_option,
    day_words,
    end_of,
    papers_of,
    person_words,
)
from exports.prints.texts import Texts, fill, texts_of
from models.entities.foreign_teacher import Engagement, ForeignTeacher
from models.partial_date import earliest, latest

CODE = "B9"
COLUMNS = {"no": "序号", "item": "项目", "basis": "标准或说明", "amount": "金额（元）"}


def _options(teacher: ForeignTeacher) -> tuple[Option, ...]:
    today = date.today()
    return (
        *contract_option(teacher),
        Option("span", "发放期间", "text", f"{today.year}年{today.month}月",
               help="一个月，如 2026年11月；或一学期，如 2026—2027学年第一学期"),
        Option("months", "月数", "text", "1", help="月薪按几个月发；留空则月薪金额手写"),
        *usual_options(),
    )


def _months(wishes: Wishes) -> Decimal | None:
    """The months that are paid, more than 0 and not more than 24; None for anything else."""
    try:
        months = Decimal(str(wishes["months"]).strip())
    except InvalidOperation:
        return None
    return months if months.is_finite() and 0 < months <= 24 else None


def _missing(teacher: ForeignTeacher, wishes: Wishes) -> list[Missing]:
    found = office_missing("school_name")
    if chosen(teacher, wishes) is None:
        found.append(Missing("聘期", teacher, ""))
    if str(wishes["months"]).strip() and _months(wishes) is None:
        found.append(Missing("月数（应为数字，不超过 24）", teacher, ""))
    if not str(wishes["span"]).strip():
        found.append(Missing("发放期间（在打印选项里填写）", teacher, ""))
    return found


def _notices(teacher: ForeignTeacher, wishes: Wishes) -> list[str]:
    contract = chosen(teacher, wishes)
    if contract is None:
        return []
    found = [] if contract.monthly_pay else ["聘期没有填月薪：金额留空手写。"]
    day = date.fromisoformat(str(wishes["issued_on"]))
    if not earliest(contract.engaged_from) <= day <= latest(end_of(contract)):
        found.append(f"出具日期 {day} 不在所选聘期之内，请确认发放期间。")
    return found


def _facts(teacher: ForeignTeacher, wishes: Wishes) -> Facts:
    contract = chosen(teacher, wishes)
    assert contract is not None, "missing() asks for it"
    who = person_words(teacher, papers_of(teacher))
    months = _months(wishes)
    span = str(wishes["span"]).strip()
    return {
        **usual_facts(wishes, f"外教 {teacher.id}"), **who, "holder": who["name"],
        "tail": who["passport"][-4:] or str(teacher.id), "period": f"{contract.id}:{span}",
        "department": " ".join(part for part in (contract.department, contract.post) if part),
        "contract": contract.contract_no or "", "span": span,
        "term": f"{day_words(contract.engaged_from)}至{day_words(contract.engaged_until)}",
        "pay": _plain(contract.monthly_pay), "months": _plain(months),
        "salary": f"{contract.monthly_pay * months:,.2f}"
        if contract.monthly_pay and months else "",
        "basis": _basis(contract),
    }


def _plain(number: Any) -> str:
    """11,000 or 1.5; blank for none."""
    return "" if number is None else f"{Decimal(number).normalize():,f}"


def _basis(contract: Engagement) -> dict[str, str]:
    """What the contract says of each benefit, in its own words."""
    return {
        "housing": contract.housing_terms or "", "airfare": contract.airfare_terms or "",
        "insurance": contract.insurance_terms or "", "holiday": contract.holiday_terms or "",
    }


def _layout(facts: Facts) -> Document:
    texts = texts_of(CODE, int(facts["issued_on"][:4]))
    said = {**facts, "period": facts["span"]}
    keyed = (("name", "chinese_name"), ("department", "contract"), ("term", "period"))
    table = Table((
        Band((32, 53, 32, None), tuple(
            Row(both_pairs(said, texts, *keys), 10.5) for keys in keyed
        )),
        *_items(facts, texts, "pay", "gross"), *_items(facts, texts, "deductions", "less"),
        Band((64, None, 34), (
            Row((two_languages(texts["net"]), value(texts["capitals"]), value("")), 11),
        )),
        *approval_bands(texts["steps"]),
    ))
    return document(CODE, facts, texts["title"], [Page((
        Title(texts["title"], texts["title_en"], size=20, role="hei", after=3), table,
        Paragraph(texts["note"], size=9, indent=0, before=1.5, leading=1.3, align="left"),
        Paragraph(texts["note_en"], english=True, size=9, leading=1.3, align="left"),
    ))])


def _items(facts: Facts, texts: Texts, part: str, total: str) -> list[Band | Heading]:
    """One part of the statement: its heading, its lines, and the room for their sum."""
    found = columns(texts["columns"], COLUMNS)
    lines = []
    for number, each in enumerate(listed(texts[f"items.{part}"]), start=1):
        key, _, words = each.partition("=")
        line = {"no": str(number), "item": words.replace("|", "\n"),
                "basis": facts["basis"].get(key, "")}
        if key == "salary":
            is_known = facts["pay"] and facts["months"]
            basis = fill(texts["salary"], facts) if is_known else facts["pay"]
            line |= {"basis": "".join(str(part) for part in basis), "amount": facts["salary"]}
        lines.append(line)
    head = 10 if part == "pay" else 0
    amounts = list_band(found, lines, height=10.1, head=head, left=("item",), grow=False,
                        size=9.5)
    return [
        Heading(texts[part], 8), amounts,
        Band((64, None, 34), (Row((two_languages(texts[total]), value(""), value("")), 10),)),
    ]


PAY_SLIP = Printable(
    code=CODE, title="外教薪酬待遇明细单", entity=ForeignTeacher, prefix="",
    options=_options, missing=_missing, facts=_facts, layout=_layout, notices=_notices,
)
