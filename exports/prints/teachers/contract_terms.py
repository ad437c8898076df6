"""聘用合同 (B3): the office's own contract text filled in, or its terms as a bilingual sheet.

The program writes no clause: the text of the contract is the office's Word template, filled
through exports/letters with the chosen contract period; the sheet lists what such a text needs.
"""

from __future__ import annotations

import base64
from datetime import date
from typing import Any

from exports.drafts.blocks import Block, Run, Signature, Table
from exports.drafts.page_setup import TYPE_WIDTH_MM
from exports.prints.blocks import Document
from exports.prints.certificate import newest, passport_of, printed_name
from exports.prints.official import to_document, to_word
from exports.prints.official_paper import OfficialPaper
from exports.prints.official_parts import line, paragraphs, section
from exports.prints.official_words import gap, gaps_of
from exports.prints.printable import (
    Facts,
    Missing,
    Option,
    Printable,
    Wishes,
    day_english,
    issue_date,
    office_missing,
)
from exports.prints.teachers.contracts import (
    chosen,
    contract_option,
    day_words,
    english_of,
    english_options,
    nationality_words,
    papers_of,
)
from exports.prints.texts import Texts, texts_of
from models import letter_templates
from models.codes import HMT, countries
from models.entities.foreign_teacher import Engagement, ForeignTeacher
from models.entities.letter_template import LetterTemplate
from models.entities.office import OfficeProfile
from models.errors import UserError
from models.partial_date import OPEN_ENDED, Day

CODE = "B3"
SHEET = ""
"""The answer that asks for the sheet instead of the office's own text."""
REASON = "签订聘用合同"
"""Why personal numbers stand in the contract in full."""
NEEDED = ("engaged_from", "engaged_until", "weekly_hours", "monthly_pay")
"""聘期, 课时 and 薪酬: without one of them no contract is made."""
SECTIONS = ("party_a", "party_b", "period", "duties", "pay", "benefits", "ending")
_LABEL_MM = 52.0


def _templates() -> list[LetterTemplate]:
    return letter_templates.in_use(ForeignTeacher)


def _options(teacher: ForeignTeacher) -> tuple[Option, ...]:
    kept = tuple((str(each.id), f"本校模板：{each}") for each in _templates())
    return (
        issue_date(), *contract_option(teacher),
        Option("template", "合同文本", "choice", SHEET, ((SHEET, "合同要素表（中英文）"), *kept),
               help="本校的合同文本在“文书模板”里存为外籍教师的模板，这里按所选聘期填写"),
        *english_options(),
    )


def _missing(teacher: ForeignTeacher, wishes: Wishes) -> list[Missing]:
    found = office_missing("school_name")
    contract = chosen(teacher, wishes)
    if contract is None:
        return [*found, Missing("聘期记录", teacher)]
    for name in NEEDED:
        value = getattr(contract, name)
        if value in (None, OPEN_ENDED) or (name in NEEDED[2:] and value <= 0):
            found.append(Missing(Engagement.field_named(name).label, contract, name))
    return found


def _notices(teacher: ForeignTeacher, wishes: Wishes) -> list[str]:
    if _missing(teacher, wishes):
        return []
    found = _rules(teacher)
    template = _chosen_template(wishes)
    if template is None:
        gaps = gaps_of(_paper(_facts(teacher, wishes)).blocks)
        said = f"要素表上有 {len(gaps)} 项〔待填〕：{'；'.join(gaps[:5])}。"
        return [*found, *([said] if gaps else []), "合同条款用本校的合同文本，本表只列要素，不能代替合同。"]
    from exports.letters import making

    filled = _filled(template, teacher, wishes)
    blanks = f"合同里没有数据、留空的：{'、'.join(filled.blanks)}。" if filled.blanks else ""
    return [
        *found, "存档和导出的是按本校模板填写的合同全文；这里显示的是填入的要素。",
        *([blanks] if blanks else []), *filled.faults, *making.notices(making.form_of(template)),
    ]


def _rules(teacher: ForeignTeacher) -> list[str]:
    from models.checks.before_printing import review, said

    return [said(found) for found in review([teacher]).found if not found.answer]


def _chosen_template(wishes: Wishes) -> LetterTemplate | None:
    wanted = str(wishes.get("template", SHEET))
    return next((each for each in _templates() if str(each.id) == wanted), None)


def _filled(template: LetterTemplate, teacher: ForeignTeacher, wishes: Wishes) -> Any:
    """The template filled with the chosen contract period and no other."""
    from exports.letters import making
    from exports.letters.filling import fill
    from exports.letters.sources import source_of

    asked = making.Wishes(reason=REASON, made_on=date.fromisoformat(str(wishes["issued_on"])))
    source = source_of(teacher, today=asked.day)
    source.read.lines[Engagement] = [chosen(teacher, wishes)]
    return fill(making.form_of(template), source, sharing=asked.sharing, marks_blanks=False)


# ---- facts ----


def _facts(teacher: ForeignTeacher, wishes: Wishes) -> Facts:
    contract = chosen(teacher, wishes)
    if contract is None:
        raise UserError(f"“{teacher}”没有聘期记录。", "请先登记聘期。")
    template = _chosen_template(wishes)
    passport = passport_of(teacher, papers_of(teacher))
    office = OfficeProfile.current()
    return {
        "holder": printed_name(teacher.passport_name),
        "tail": str(passport.number)[-4:] if passport and passport.number else str(teacher.id),
        "period": f"{contract.engaged_from}/{contract.engaged_until}", "purpose": "",
        "issued_on": str(wishes["issued_on"]), "school": office.school_name or "",
        "department": office.office_name or office.school_name or "",
        "terms": {**_party_a(office), **_party_b(teacher), **_terms(contract, wishes)},
        "template": str(template) if template else "",
        "file": _as_text(_filled(template, teacher, wishes).content) if template else "",
    }


def _as_text(file: bytes) -> str:
    return base64.b64encode(file).decode("ascii")


def _party_a(office: OfficeProfile) -> dict[str, list[str]]:
    return {
        "school": [office.school_name or "", office.school_name_en or ""],
        "school_address": [office.address or "", office.address_en or ""],
        "school_phone": [office.phone or "", ""], "legal": ["", ""],
    }


def _party_b(teacher: ForeignTeacher) -> dict[str, list[str]]:
    papers = papers_of(teacher)
    passport, permit = passport_of(teacher, papers), newest("工作许可", papers)
    country = countries().fact(teacher.nationality, "name_en") if teacher.nationality else ""
    place = f"{country}, China" if teacher.nationality in HMT and country else country
    return {
        "name": [printed_name(teacher.passport_name), teacher.chinese_name or ""],
        "sex": [teacher.sex or "", {"男": "Male", "女": "Female"}.get(teacher.sex or "", "")],
        "born": _day(teacher.born_on), "nationality": [nationality_words(teacher), place],
        "passport": _passport(passport),
        "permit": [(permit.number or "") if permit else "", ""], "home_address": ["", ""],
        "degree": ["，".join(w for w in (
            teacher.degree, teacher.degree_school, teacher.degree_major) if w), ""],
    }


def _passport(passport: Any) -> list[str]:
    """Number, and below it until when it is valid, in both languages."""
    if passport is None or not passport.number:
        return ["", ""]
    until = _day(passport.valid_until)
    return [str(passport.number), f"有效期至 {until[0]} / valid until {until[1]}" if until[0] else ""]


def _terms(contract: Engagement, wishes: Wishes) -> dict[str, list[str]]:
    english = {name: english_of(contract, wishes, name) for name in ("post", "department")}
    start, end = _day(contract.engaged_from), _day(contract.engaged_until)
    return {
        "contract_no": [contract.contract_no or "", ""],
        "term": [f"{start[0]}至{end[0]}", f"from {start[1]} to {end[1]}"],
        "probation": _day(contract.probation_until), "signed_on": _day(contract.signed_on),
        "post": [contract.post or "", english["post"]],
        "work_department": [contract.department or "", english["department"]],
        "courses": [contract.courses or "", ""],
        "weekly_hours": _number(contract.weekly_hours, "学时", "hours per week"),
        "monthly_pay": [f"人民币{contract.monthly_pay:,.2f}元", f"RMB {contract.monthly_pay:,.2f}"]
        if contract.monthly_pay is not None else ["", ""],
        "pay_months": _number(contract.pay_months, "个月", "months"), "tax": ["", ""],
        "housing": [contract.housing_terms or "", ""],
        "airfare": [contract.airfare_terms or "", ""],
        "insurance": [contract.insurance_terms or "", ""],
        "holiday": [contract.holiday_terms or "", ""],
        "notice_days": _number(contract.notice_days, "天", "days"),
        "language": ["", ""], "copies": ["", ""],
    }


def _day(day: Day | None) -> list[str]:
    return ["", ""] if day is None else [day_words(day), day_english(day)]


def _number(value: float | None, unit: str, english: str) -> list[str]:
    return ["", ""] if value is None else [f"{value:g}{unit}", f"{value:g} {english}"]


# ---- the sheet ----


def _paper(facts: Facts) -> OfficialPaper:
    texts = texts_of(CODE, int(facts["issued_on"][:4]))
    day = date.fromisoformat(facts["issued_on"])
    blocks: list[Block] = [*paragraphs(texts, facts, "opening")]
    for key in SECTIONS:
        blocks += section(texts, key, [_table(facts, texts, key)])
    return OfficialPaper(
        title=line(texts, "title", facts), byline=line(texts, "byline", facts),
        school=facts["school"], issued_on=day, blocks=tuple(blocks),
        signature=Signature(facts["department"], day),
    )


def _table(facts: Facts, texts: Texts, key: str) -> Table:
    rows = []
    for name in texts[f"rows.{key}"].split("；"):
        chinese, _, english = texts[f"label.{name.strip()}"].partition("|")
        rows.append((f"{chinese}\n{english}", _said(facts["terms"][name.strip()], chinese)))
    heads = tuple(texts["heads"].replace("|", " ").split("；"))
    return Table(heads, tuple(rows), (_LABEL_MM, TYPE_WIDTH_MM - _LABEL_MM),
                 alignments=("center", "left"), small=True)


def _said(words: list[str], label: str) -> Run | str:
    chinese, english = words
    if not chinese:
        return gap(label)
    return f"{chinese}\n{english}" if english else chinese


def _word(facts: Facts) -> bytes:
    """The office's own contract where one was chosen, else the sheet."""
    if facts["file"]:
        return base64.b64decode(facts["file"])
    return to_word(_paper(facts))


def _layout(facts: Facts) -> Document:
    return to_document(_paper(facts), person=facts["holder"])


CONTRACT_TERMS = Printable(
    code=CODE, title="聘用合同（要素表）", entity=ForeignTeacher, prefix="", options=_options,
    missing=_missing, facts=_facts, layout=_layout, notices=_notices, word=_word,
)
