"""聘用关系解除（合同终止）证明 (B5): signed by both parties, for cancelling the work permit."""

from __future__ import annotations

from datetime import date

from exports.prints.blocks import (
    Band,
    Block,
    Cell,
    Document,
    Margins,
    NumberLine,
    Page,
    Paragraph,
    Row,
    Signing,
    Table,
    Title,
    Value,
    opinion,
    value,
)
from exports.prints.certificate import (
    BOTH,
    day_chinese,
    missing_about_person,
    newest,
    number_words,
    passport_notices,
    person_facts,
)
from exports.prints.form import both, ticked_rows
from exports.prints.printable import (
    Facts,
    Missing,
    Option,
    Printable,
    Wishes,
    day_english,
    issue_date,
)
from exports.prints.teachers.contracts import (
    chosen,
    departure_option,
    end_of,
    english_notices,
    english_of,
    english_options,
    not_over,
    papers_of,
)
from exports.prints.teachers.departure import REASONS, departure_notices, reason_option
from exports.prints.texts import Texts, fill, texts_of
from models.codes import HMT
from models.entities.foreign_teacher import ForeignTeacher

CODE = "B5"
_MARGINS = Margins(20, 20, 16, 20)
_ALWAYS = {"language": BOTH, "passport": "全号", "purpose": "", "purpose_en": ""}
"""What certificates ask and this form does not: it is bilingual and shows the whole number."""


def _options(teacher: ForeignTeacher) -> tuple[Option, ...]:
    return (
        *departure_option(teacher), reason_option(teacher),
        Option("settled", "薪酬及费用结算", "choice", "",
               (("", "留空手写"), ("yes", "已结清"), ("no", "未结清，另附清单")), per_record=True),
        issue_date(), *english_options(),
    )


def _missing(teacher: ForeignTeacher, wishes: Wishes) -> list[Missing]:
    found = missing_about_person(teacher, papers_of(teacher), {**wishes, **_ALWAYS})
    contract = chosen(teacher, wishes)
    if contract is None:
        return [*found, Missing("聘期", teacher, "")]
    return [*found, *not_over(contract, date.fromisoformat(str(wishes["issued_on"])))]


def _notices(teacher: ForeignTeacher, wishes: Wishes) -> list[str]:
    found = passport_notices(teacher, papers_of(teacher), wishes)
    found += departure_notices(teacher, wishes)
    contract = chosen(teacher, wishes)
    if contract is None:
        return found
    if contract.release_signed_on is None:
        found.append("双方签字后，请在聘期里登记“终止证明双方签字日期”，并把签字件扫描进附件。")
    return [*found, *english_notices(contract, wishes)]


def _facts(teacher: ForeignTeacher, wishes: Wishes) -> Facts:
    papers = papers_of(teacher)
    facts = person_facts(teacher, papers, {**wishes, **_ALWAYS})
    contract = chosen(teacher, wishes)
    assert contract is not None, "missing() asks for it"
    end, permit = end_of(contract), newest("工作许可", papers)
    english = (english_of(contract, wishes, "post"), english_of(contract, wishes, "department"))
    facts["zh"] |= {
        "department": contract.department or "", "post": contract.post or "",
        "place": " ".join(part for part in (contract.department, contract.post) if part),
        "end": day_chinese(end), "term": _term(day_chinese(contract.engaged_from),
                                               day_chinese(contract.engaged_until)),
        "permit": (permit.number or "") if permit else "", "contract": contract.contract_no or "",
    }
    facts["en"] |= {
        "post": english[0], "department": english[1], "end": day_english(end),
        "term": _term(day_english(contract.engaged_from), day_english(contract.engaged_until)),
        "place": ", ".join(part for part in english if part),
    }
    return {
        **facts, "reason": wishes["reason"], "settled": wishes["settled"],
        "whose": "hmt" if teacher.nationality in HMT else "foreign",
        "period": f"{contract.id}:ended",
    }


def _term(start: str, end: str) -> str:
    return f"{start} — {end}"


def _layout(facts: Facts) -> Document:
    day = date.fromisoformat(facts["issued_on"])
    texts, common = texts_of(CODE, day.year), texts_of("certificate", day.year)
    chinese = fill(texts[f"zh.{facts['whose']}"], _said(facts["zh"]))
    english = fill(texts[f"en.{facts['whose']}"], _said(facts["en"]))
    blocks: list[Block] = [
        NumberLine(number_words(facts, common)),
        Title(texts["title"], texts["title_en"].upper(), size=20, after=4),
        Paragraph(chinese, size=11.5, leading=1.6),
        Paragraph(english, english=True, size=10.5, leading=1.35, before=2, after=4),
        Table((*_person_bands(facts, texts), *_end_bands(facts, texts), _signatures(texts))),
        Paragraph(texts["note"], size=9, indent=0, before=2, leading=1.3, align="left"),
    ]
    return Document(
        f"{texts['title']} {facts['holder']}", facts["office"]["school_name"],
        (Page(tuple(blocks), _MARGINS, shrink=True),), person=facts["holder"], made_on=day,
    )


def _said(words: dict[str, str]) -> dict[str, Value | str]:
    return {"end": Value(words["end"], "离任日期")}


def _two(chinese: str, english: str, *, span: int = 1) -> Cell:
    """A value in both languages, one above the other."""
    lines = [chinese] if chinese == english else [chinese, english]
    return value("\n".join(line for line in lines if line), align="center", span=span)


def _person_bands(facts: Facts, texts: Texts) -> tuple[Band, ...]:
    zh, en, office = facts["zh"], facts["en"], facts["office"]
    centre = [value(zh[key], align="center") for key in ("name", "chinese_name", "paper", "permit")]
    return (
        Band((34, None), (
            Row((both(texts, "employer"),
                 _two(office["school_name"], office["school_name_en"])), 12),
        )),
        Band((34, 51, 34, None), (
            Row((both(texts, "name"), centre[0], both(texts, "chinese_name"), centre[1]), 12),
            Row((both(texts, "sex"), _two(zh["sex"], en["sex"]),
                 both(texts, "born"), _two(zh["born"], en["born"].removeprefix("on ")
                                           .removeprefix("in "))), 12),
            Row((both(texts, "nationality"), _two(zh["nationality"], en["nationality"]),
                 both(texts, "paper"), centre[2]), 12),
            Row((both(texts, "permit"), centre[3], both(texts, "contract"),
                 value(zh["contract"], align="center")), 12),
        )),
        Band((34, None), (
            Row((both(texts, "post"), _two(zh["place"], en["place"])), 12),
            Row((both(texts, "term"), _two(zh["term"], en["term"])), 12),
        )),
    )


def _end_bands(facts: Facts, texts: Texts) -> tuple[Band, ...]:
    zh, en = facts["zh"], facts["en"]
    reasons = [texts[f"reason.{key}"].split("|") for key in REASONS]
    chosen_one = texts.get(f"reason.{facts['reason']}").partition("|")[0]
    settled = [texts[f"settled.{key}"].split("|") for key in ("yes", "no")]
    paid = texts.get(f"settled.{facts['settled']}").partition("|")[0]
    ended = _two(zh["end"], en["end"])
    return (
        Band((34, 51, 34, None), (
            Row((both(texts, "end"), ended, both(texts, "last"), ended), 12),
        )),
        Band((34, None), (
            Row((both(texts, "reason"), value(_ticked(reasons, chosen_one))), 18),
            Row((both(texts, "settled"), value(_ticked(settled, paid))), 12),
        )),
    )


def _ticked(options: list[list[str]], chosen_one: str) -> str:
    """☑合同期满 Expiry of contract  □…, each option in both languages, two on a line."""
    words = [" ".join(option) for option in options]
    picked = [" ".join(option) for option in options if option[0] == chosen_one]
    return ticked_rows(words, picked, each=2)


def _signatures(texts: Texts) -> Band:
    boxes = tuple(
        opinion(texts[f"party_{party}"], field="签字栏",
                signing=Signing(texts[f"sign_{party}"], texts["date"]))
        for party in ("a", "b")
    )
    return Band((85, None), (Row(boxes, 54),))


TERMINATION = Printable(
    code=CODE, title="聘用关系解除（合同终止）证明", entity=ForeignTeacher, prefix="WJZZ",
    options=_options, missing=_missing, facts=_facts, layout=_layout, notices=_notices,
)
