"""来华邀请函 (D7): a bilingual letter on the school's head, for the visa; numbered."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
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
    Space,
    Stretch,
    Title,
    Words,
    plain,
)
from exports.prints.certificate import BOTH, footer_lines, number_words, sign_off
from exports.prints.printable import Facts, Missing, Option, Printable, Wishes, issue_date
from exports.prints.texts import Texts, fill, texts_of
from exports.prints.visits import invitee, saying
from exports.prints.visits.rows import form_table
from models.entities.inbound_visit import Invitation

CODE = invitee.LETTER
MARGINS = Margins(15, 20, 31, 20)


def _options(invitation: Invitation) -> tuple[Option, ...]:  # noqa: ARG001
    return (issue_date(), *invitee.english_options())


def _missing(invitation: Invitation, wishes: Wishes) -> list[Missing]:  # noqa: ARG001
    return invitee.missing(invitation, english=True)


def _notices(invitation: Invitation, wishes: Wishes) -> list[str]:
    found = saying.findings(invitation)
    if invitation.approved_on is None:
        found.append("还没有登记审批日期：未经批准不得对外发出邀请函。")
    english = invitee.english(invitation, wishes)
    for name, label in (("purpose", "来华事由"), ("unit", "所在单位"), ("position", "职务")):
        if getattr(invitation, name) and not english[name]:
            found.append(f"没有“{label}”的英文，英文部分不写这一项。")
    if invitation.cities and not wishes["cities_en"] and not invitation.cities.isascii():
        found.append(f"访问城市的英文按拼音写作 {english['cities']}，请核对。")
    return found


def _facts(invitation: Invitation, wishes: Wishes) -> Facts:
    return {
        **invitee.facts(invitation, wishes), "en": invitee.english(invitation, wishes),
        "language": BOTH,
    }


def _layout(facts: Facts) -> Document:
    day = date.fromisoformat(facts["issued_on"])
    texts, common = texts_of(CODE, day.year), texts_of("certificate", day.year)
    office = facts["office"]
    number = number_words(facts, common)
    lines = [line for line in footer_lines(common, office, BOTH) if line != common["verify"]]
    reference = fill(texts["reference"], {"reference": facts["reference"]})
    blocks: list[Block] = [
        Letterhead(office["school_name"], office["school_name_en"]), Space(2),
        NumberLine((*reference, number)), Space(3), Stretch(0.6),
        Title(texts["title"], texts["title_en"].upper(), size=22, after=3),
        *_chinese(texts, facts), Space(1),
        form_table(texts["rows"], _boxes(texts, facts), grow=True), Space(2),
        *_english(texts, facts), Stretch(1),
        replace(sign_off(common, office, BOTH, day), signer=texts["signer"]),
    ]
    return Document(
        f"{texts['title']} {facts['holder']}", office["school_name"],
        (Page(tuple(blocks), MARGINS, shrink=True),), person=facts["holder"],
        footer=ContactFooter((*lines, *((texts["verify"],) if office["phone"] else ()))),
        made_on=day,
    )


def _chinese(texts: Texts, facts: Facts) -> list[Block]:
    said = {**_words(facts), "cost_words": texts[f"cost.{facts['cost']}"]}
    greeting = invitee.filled(texts, f"greeting.{facts['sex']}", said)
    return [
        Paragraph(greeting, size=12, indent=0, leading=1.6, role="song"),
        Paragraph(invitee.filled(texts, "zh", said), size=12, leading=1.6),
    ]


def _english(texts: Texts, facts: Facts) -> list[Block]:
    english = facts["en"]
    said = {
        **{key: words for key, words in english.items() if key != "cities"},
        "name": facts["name"], "school": facts["office"]["school_name_en"],
        "cities": english["cities"], "cost_words": texts[f"cost_en.{facts['cost']}"],
        "purpose": english["purpose"] or texts["purpose_en"],
    }
    words: Words = invitee.filled(texts, "en", said)
    return [Paragraph(words, english=True, size=11.5, leading=1.35)]


def _words(facts: Facts) -> dict[str, str]:
    names = ("name", "unit", "position", "why", "period_words", "days", "cities", "entries",
             "host", "valid_until")
    return {name: facts[name] for name in names}


def _boxes(texts: Texts, facts: Facts) -> dict[str, str]:
    """The particulars, Chinese and English in one box."""
    english: dict[str, Any] = facts["en"]
    count = facts["day_count"]
    days = "" if not count else f"{count} 天 {count} day{'s' if count > 1 else ''}"
    pair = _pair
    return {
        "name": facts["name"], "sex": pair(facts["sex"], texts.get(f"sex_en.{facts['sex']}")),
        "nationality": pair(facts["nationality"], english["nationality"]),
        "born": pair(facts["born"], english["born"]), "paper": facts["paper"],
        "post": pair("".join((facts["unit"], facts["position"])), _post(english)),
        "purpose": pair(facts["why"], english["purpose"]),
        "arrives": "\n".join((facts["period_words"], english["period"])), "days": days,
        "entries": pair(facts["entries"], texts.get(f"entries_en.{facts['entries']}")),
        "cities": pair(facts["cities"], english["cities"]), "host": facts["host"],
        "cost": pair(texts.get(f"payer.{facts['cost']}"), texts.get(f"payer_en.{facts['cost']}")),
        "relation": facts["relation"],
        "contact": "  ".join(
            facts["office"][key] for key in ("contact_name", "phone", "email")
            if facts["office"][key]
        ),
    }


def _post(english: dict[str, Any]) -> str:
    return plain(", ".join(english[key] for key in ("position", "unit") if english[key]))


def _pair(chinese: str, english: str) -> str:
    return "  ".join(words for words in (chinese, english) if words)


INVITATION_LETTER = Printable(
    code=CODE, title="来华邀请函", entity=Invitation, prefix="LHYQ", options=_options,
    missing=_missing, facts=_facts, layout=_layout, notices=_notices, is_submission=True,
)
