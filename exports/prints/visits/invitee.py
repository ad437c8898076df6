"""What the three papers of an invitation say of the foreigner who is invited, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from exports.prints.blocks import Value
from exports.prints.certificate import office_facts, printed_name
from exports.prints.printable import Facts, Missing, Option, Wishes, day_english, office_missing
from exports.prints.texts import Texts, fill
from exports.prints.visits import saying
from exports.wording import date_english, period_english
from models.codes import countries
from models.entities.inbound_visit import Invitation
from models.entities.office import IssuedPaper
from models.partial_date import Day, PartialDate

NEEDED = ("nationality", "passport_no", "purpose", "arrives_on", "leaves_on", "cost_borne_by")
"""Without these no consulate takes an invitation (R-INV-03)."""
LABELS = {
    "name": "姓名", "post": "职务", "purpose": "来华事由", "cities": "访问城市", "host": "接待单位",
    "school": "学校全称", "paper": "护照号", "nationality": "国籍",
}
LETTER = "D7"


def missing(invitation: Invitation, *, english: bool = False) -> list[Missing]:
    """School, names, days, reason, passport and who pays."""
    found = office_missing("school_name", *(("school_name_en",) if english else ()))
    for name in NEEDED:
        kind = Invitation.field_named(name)
        if kind.read(invitation) in (None, ""):
            found.append(Missing(kind.label, invitation, name))
    return found


def english_options() -> tuple[Option, ...]:
    """What only the English half needs; blank takes what was said of the same words before."""
    return tuple(
        Option(f"{key}_en", f"{label}（英文）", "text", "", per_record=True, help=help_words)
        for key, label, help_words in (
            ("purpose", "来华事由", "留空时用记录里的英文，没有则只写“访问”"),
            ("unit", "所在单位", "留空时用以前用过的译名，没有则不写"),
            ("position", "职务", "留空时用以前用过的译名，没有则不写"),
            ("cities", "访问城市", "留空时用拼音"),
        )
    )


def facts(invitation: Invitation, wishes: Wishes) -> Facts:
    """Everything that is said of the person, their journey and their host."""
    office = office_facts()
    days = saying.days_between(invitation.arrives_on, invitation.leaves_on)
    name = printed_name(invitation.invitee or "")
    return {
        "holder": name, "tail": (invitation.passport_no or str(invitation.id))[-4:],
        "period": str(invitation.id), "purpose": invitation.purpose or "",
        "issued_on": str(wishes["issued_on"]), "record": f"邀请 {invitation.id}", "office": office,
        "school": office["school_name"], "reference": invitation.letter_no or "",
        "name": name, "sex": invitation.sex or "", "cost": invitation.cost_borne_by or "",
        "born": saying.day_words(invitation.born_on),
        "nationality": saying.place_name(invitation.nationality),
        "paper": invitation.passport_no or "", "unit": invitation.unit or "",
        "position": invitation.position or "", "why": invitation.purpose or "",
        "period_words": saying.span_words(invitation.arrives_on, invitation.leaves_on),
        "days": "" if days is None else f"{days}天", "day_count": days or 0,
        "cities": invitation.cities or "", "entries": invitation.entries or "",
        "relation": invitation.relation or "",
        "valid_until": saying.day_words(invitation.valid_until),
        "host": invitation.host_unit or office["school_name"], "visa": invitation.visa_kind or "",
    }


def english(invitation: Invitation, wishes: Wishes) -> dict[str, str]:
    """The same in English, blank where nobody has said it."""
    place = countries().fact(invitation.nationality, "name_en")
    start, end = invitation.arrives_on, invitation.leaves_on
    return {
        "born": _day(invitation.born_on), "born_words": _born(invitation.born_on),
        "nationality": place,
        "valid_until": _day(invitation.valid_until), "period": _period(start, end),
        "purpose": str(wishes["purpose_en"]).strip() or invitation.purpose_en
        or before("why", invitation.purpose, "purpose"),
        "unit": _translated(invitation.unit, "unit", wishes),
        "position": _translated(invitation.position, "position", wishes),
        "cities": str(wishes["cities_en"]).strip() or spelt(invitation.cities),
    }


def _day(day: Day | None) -> str:
    return "" if day is None else day_english(day)


def _born(day: Day | None) -> str:
    """on 12 April 1980, in 1980; blank where nobody knows."""
    if day is None:
        return ""
    return f"{'in' if isinstance(day, PartialDate) else 'on'} {day_english(day)}"


def _period(start: Any, end: Any) -> str:
    if type(start) is type(end) and hasattr(start, "isoformat"):
        return period_english(start, end) if start != end else f"on {date_english(start)}"
    return f"from {_day(start)} to {_day(end)}"


def _translated(chinese: str | None, key: str, wishes: Wishes) -> str:
    if typed := str(wishes[f"{key}_en"]).strip():
        return typed
    if not chinese or chinese.isascii():
        return chinese or ""
    return before(key, chinese, key)


def before(key: str, chinese: str | None, english_key: str) -> str:
    """The English that an earlier letter had for the same Chinese words."""
    if not chinese:
        return ""
    issued = IssuedPaper.active(IssuedPaper.snapshot).where(IssuedPaper.printable == LETTER)
    for paper in issued.order_by(IssuedPaper.id.desc()).limit(200):
        if paper.snapshot.get(key) == chinese:
            return str(paper.snapshot.get("en", {}).get(english_key, ""))
    return ""


def spelt(cities: str | None) -> str:
    """澜港、省城 → Langang, Shengcheng: the cities in pinyin."""
    from pypinyin import Style, lazy_pinyin

    if not cities or cities.isascii():
        return cities or ""
    named = [part.strip() for part in cities.replace("，", "、").split("、") if part.strip()]
    return ", ".join(
        "".join(lazy_pinyin(name.removesuffix("市"), style=Style.NORMAL)).capitalize()
        for name in named
    )


def filled(texts: Texts, key: str, said: Mapping[str, str]) -> tuple[str | Value, ...]:
    """A sentence of the texts with what is said, each value named for messages."""
    return fill(texts[key], {
        name: Value(words, LABELS[name]) if name in LABELS else words
        for name, words in said.items()
    })
