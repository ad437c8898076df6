"""承诺书 (A10): discipline and secrecy, and coming back in time; one sheet each, or signed jointly.

Members bound to secrecy get a further clause, and a record of the talk that reminds them.
"""

from __future__ import annotations

from typing import Any

from exports.prints.blocks import (
    Band,
    Block,
    Cell,
    Document,
    Members,
    Page,
    Paragraph,
    Row,
    Signing,
    Space,
    Table,
    Title,
    label,
    opinion,
    value,
)
from exports.prints.printable import Facts, Missing, Option, Printable, Wishes
from exports.prints.texts import Texts, fill, texts_of
from exports.prints.trips import words
from exports.prints.trips.form import (
    chosen_members,
    document,
    member_option,
    members_facts,
    usual_options,
)
from models.entities.outbound_trip import OutboundTrip, TripMember
from models.partial_date import chinese

CODE = "A10"
RULES = ("R-OUT-12", "R-OUT-27", "R-OUT-28")
DISCIPLINE, RETURN, BOTH = "discipline", "return", ""
EACH, JOINT = "", "joint"
_NUMBERS = "一二三四五六七八九十"
_SIGNED_AT = 19
"""Characters from the left edge at which the line for the signature begins."""
_SECRET = ("一般", "重要", "核心")


def _options(trip: OutboundTrip) -> tuple[Option, ...]:
    return (
        *usual_options(), member_option(trip),
        Option("kind", "承诺书", "choice", BOTH, (
            (BOTH, "两种都印"), (DISCIPLINE, "外事纪律与保密承诺书"), (RETURN, "按批准天数返回承诺书"),
        )),
        Option("form", "签署方式", "choice", EACH, ((EACH, "每人一张"), (JOINT, "全团联签一张"))),
        Option("talk", "涉密人员附保密提醒谈话记录", "flag", True),
    )


def _missing(trip: OutboundTrip, wishes: Wishes) -> list[Missing]:
    dated = ("departed_on", "returned_on") if wishes["kind"] != DISCIPLINE else ("departed_on",)
    return words.missing_of(trip, *dated)


def _notices(trip: OutboundTrip, wishes: Wishes) -> list[str]:  # noqa: ARG001
    blank = [m.staff_member.name for m in words.members_of(trip) if not m.pledge_on]
    said = [f"{'、'.join(blank)}还没有登记承诺书日期；签完后请补登记。"] if blank else []
    return [*said, *words.findings(trip, RULES)]


def _facts(trip: OutboundTrip, wishes: Wishes) -> Facts:
    days = words.days_abroad(trip)
    # The dates are the real ones: where they are not what was approved, they are not promised.
    as_approved = trip.approved_days in (None, days)
    common = members_facts(trip, wishes)
    return {
        **common, "period": f"{common['period']} {wishes['kind']}".strip(),
        "pledge": str(wishes["kind"]), "is_joint": wishes["form"] == JOINT,
        "with_talk": bool(wishes["talk"]),
        "places": words.places(trip), "task": trip.purpose or "",
        "period_words": words.period_words(trip), "out": _day(trip.departed_on),
        "back": _day(trip.returned_on) if as_approved else "",
        "approved_by": trip.approved_by or "",
        "days": str(trip.approved_days or days or ""),
        "people": [_person(member) for member in chosen_members(trip, wishes)],
    }


def _day(day: Any) -> str:
    return chinese(day) if day else ""


def _person(member: TripMember) -> dict[str, Any]:
    staff = member.staff_member
    return {
        "name": staff.name, "unit": words.unit_of(member), "post": words.post_of(member),
        "role": member.role or "", "is_secret": staff.secrecy_level in _SECRET,
    }


def _layout(facts: Facts) -> Document:
    texts = texts_of(CODE, int(facts["issued_on"][:4]))
    kinds = [k for k in (DISCIPLINE, RETURN) if facts["pledge"] in (BOTH, k)]
    people = facts["people"]
    pages: list[Page] = []
    if facts["is_joint"]:
        pages += [_joint(facts, texts, kind) for kind in kinds]
    else:
        pages += [_single(facts, texts, kind, p) for p in people for kind in kinds]
    if facts["with_talk"] and DISCIPLINE in kinds:
        pages += [_talk(facts, texts, p) for p in people if p["is_secret"]]
    return document(CODE, facts, texts[f"title.{kinds[0]}"], pages)


def _single(facts: Facts, texts: Texts, kind: str, person: dict[str, Any]) -> Page:
    about = Table((Band((24, 50, 24, None), (
        Row((label(texts["name"]), value(person["name"], align="center"), label(texts["role"]),
             value(person["role"], align="center")), 10),
        Row((label(texts["unit"]), value(person["unit"]), label(texts["post"]),
             value(person["post"], align="center")), 11),
    )),), after=4)
    sign = (
        Space(10),
        Paragraph(texts["signing"], size=14, indent=_SIGNED_AT, align="left", leading=2),
        Paragraph(texts["signing.day"], size=14, indent=_SIGNED_AT, align="left", leading=2),
    )
    body = _body(facts, texts, kind, texts["one"], is_secret=person["is_secret"])
    return Page((_title(texts, kind), about, *body, *sign), shrink=True)


def _joint(facts: Facts, texts: Texts, kind: str) -> Page:
    secret = any(person["is_secret"] for person in facts["people"])
    people = tuple((p["name"], p["unit"], p["post"], "", "") for p in facts["people"])
    heads = (("name", 22), ("unit", None), ("post", 36), ("signature", 32), ("day", 28))
    signed = Table((Members(
        tuple((texts[key], width) for key, width in heads), people, slots=max(len(people), 1),
        height=11, head_height=9, name=texts["people"],
    ),), before=5)
    body = _body(facts, texts, kind, texts["all"], is_secret=secret)
    return Page((_title(texts, kind), *body, signed), shrink=True)


def _title(texts: Texts, kind: str) -> Title:
    return Title(texts[f"title.{kind}"], size=22, role="bold", before=4, after=8)


def _body(
    facts: Facts, texts: Texts, kind: str, who: str, *, is_secret: bool
) -> tuple[Block, ...]:
    """Opening words, numbered promises, closing words; `who`: 本人 or 我们."""
    said = {
        name: facts[name]
        for name in ("title", "places", "task", "period_words", "out", "back", "days",
                     "approved_by")
    }
    values = {**said, "who": who}
    clauses = _listed(texts[f"clauses.{kind}"])
    if is_secret and kind == DISCIPLINE:
        clauses.append(texts["clause.secret"])
    listed = [
        Paragraph(fill(f"{_numbered(at)}、{clause}。", values), size=14, leading=1.8)
        for at, clause in enumerate(clauses)
    ]
    return (
        Paragraph(fill(texts[f"opening.{kind}"], values), size=14, leading=1.8), *listed,
        Paragraph(fill(texts["closing"], values), size=14, leading=1.8),
    )


def _listed(text: str) -> list[str]:
    return [part.strip() for part in text.split("；") if part.strip()]


def _numbered(at: int) -> str:
    """一, 二 … 十, 十一 for 0, 1 …."""
    if at < 10:
        return _NUMBERS[at]
    return "十" + (_NUMBERS[at - 11] if at > 10 else "")


def _talk(facts: Facts, texts: Texts, person: dict[str, Any]) -> Page:
    """保密提醒谈话记录 of one member bound to secrecy."""
    reminder = "\n".join(
        f"{_numbered(at)}、{each}。" for at, each in enumerate(_listed(texts["talk.reminder"]))
    )
    room = "        年      月      日"
    table = Table((
        Band((30, 55, 30, None), (
            Row((label(texts["talk.name"]), value(person["name"], align="center"),
                 label(texts["post"]), value(person["post"], align="center")), 11),
            Row((label(texts["talk.unit"]), value(person["unit"]), label(texts["talk.group"]),
                 value(facts["title"])), 12),
            Row((label(texts["talk.places"]), value(facts["places"]), label(texts["talk.period"]),
                 value(facts["period_words"])), 12),
            Row((label(texts["talk.by"]), value(""), label(texts["talk.on"]), value(room)), 11),
        )),
        Band((30, None), (
            Row((label(texts["talk.words"]), Cell(reminder, size=12)), 72),
            Row((label(texts["talk.answer"]),
                 opinion(signing=Signing(texts["talk.answer.signing"]))), 50),
            Row((label(texts["talk.by.words"]),
                 opinion(signing=Signing(texts["talk.by.signing"]))), 36),
        )),
    ))
    return Page((Title(texts["talk.title"], size=20, role="hei", after=5), table))


PLEDGES = Printable(
    code=CODE, title="外事纪律与保密承诺书、按期返回承诺书", entity=OutboundTrip, prefix="",
    options=_options, missing=_missing, facts=_facts, layout=_layout, notices=_notices,
    private=("secrecy_level",),
)
