"""双跨团组派员意见表 (A15D) with the reply to the organiser: our people in another unit's group."""

from __future__ import annotations

from datetime import date

from exports.prints.blocks import (
    Band,
    Document,
    Members,
    Page,
    Paragraph,
    Row,
    SignOff,
    Space,
    Table,
    Title,
    checkboxes,
    label,
    value,
)
from exports.prints.declared import approval_bands, columns
from exports.prints.printable import Facts, Missing, Option, Printable, Wishes
from exports.prints.texts import Texts, fill, texts_of
from exports.prints.trips import words
from exports.prints.trips.form import document, usual_facts, usual_options
from exports.wording import date_chinese
from models.entities.outbound_trip import OutboundTrip

CODE = "A15D"
LEFT_OUT = ("R-OUT-13", "R-OUT-14", "R-OUT-16", "R-OUT-17", "R-OUT-25", "R-OUT-28", "R-OUT-29")
"""Rules about what the organiser does, or what comes after this consent."""
KNOWN = {
    "name": "姓名", "sex": "性别", "born": "出生年月", "work": "工作单位及职务", "level": "级别",
    "role": "在团中身份", "last": "上次出访时间",
}
AGREED, REFUSED, OPEN = "agreed", "refused", ""
_SLOTS = 4


def _options(trip: OutboundTrip) -> tuple[Option, ...]:  # noqa: ARG001
    return (
        *usual_options(),
        Option("asked_by", "征求意见函文号", "text", "", per_record=True,
               help="组团单位来函的文号或标题，留空手写"),
        Option("shares", "费用分担", "text", "", per_record=True,
               help="如：往返旅费由组团单位承担，食宿由我校承担；留空时取经费来源"),
        Option("answer", "回执答复", "choice", OPEN, (
            (OPEN, "留空勾选"), (AGREED, "同意派员"), (REFUSED, "不同意派员"))),
        Option("with_reply", "附征求意见函回执（第 2 页）", "flag", True),
    )


def _missing(trip: OutboundTrip, wishes: Wishes) -> list[Missing]:  # noqa: ARG001
    found = words.missing_of(trip, "departed_on", "purpose")
    for name in ("is_joint", "organised_by"):
        if not getattr(trip, name):
            found.append(Missing(OutboundTrip.field_named(name).label, trip, name))
    return found


def _notices(trip: OutboundTrip, wishes: Wishes) -> list[str]:  # noqa: ARG001
    return words.findings(trip, but=LEFT_OUT)


def _facts(trip: OutboundTrip, wishes: Wishes) -> Facts:
    members = words.members_of(trip)
    return {
        **usual_facts(trip, wishes), "asked_by": str(wishes["asked_by"]).strip(),
        "answer": str(wishes["answer"]), "with_reply": bool(wishes["with_reply"]),
        "task": trip.purpose or "", "places": words.places(trip),
        "period_words": words.period_words(trip), "host": trip.inviting_party or "",
        "shares": str(wishes["shares"]).strip() or trip.funding_source or trip.funding_kind or "",
        "in_plan": words.yes_no(trip.in_plan), "names": "、".join(
            m.staff_member.name for m in members),
        "people": [
            {
                "name": m.staff_member.name, "sex": m.staff_member.sex or "",
                "born": words.birth_month(m.staff_member.born_on), "role": m.role or "",
                "work": words.unit_of(m) + (m.position_then or m.staff_member.position or ""),
                "level": m.staff_member.level or "",
                "last": m.last_trip or words.last_trip(m, trip),
            }
            for m in members
        ],
    }


def _layout(facts: Facts) -> Document:
    texts = texts_of(CODE, int(facts["issued_on"][:4]))
    pages = [_form(facts, texts)]
    if facts["with_reply"]:
        pages.append(_reply(facts, texts))
    return document(CODE, facts, texts["title"], pages)


def _form(facts: Facts, texts: Texts) -> Page:
    shown = columns(texts["columns"], KNOWN)
    people = tuple(tuple(p[column.key] for column in shown) for p in facts["people"])
    plan = value(checkboxes((words.YES, words.NO), facts["in_plan"]), align="center")
    table = Table((
        Band((27, None), (
            Row((label(texts["organiser"]), value(facts["organiser"])), 10),
            Row((label(texts["group"]), value(facts["title"])), 10),
            Row((label(texts["task"]), value(facts["task"])), 14),
        )),
        Band((27, None, 24, 54), (
            Row((label(texts["places"]), value(facts["places"]), label(texts["period"]),
                 value(facts["period_words"], align="center")), 11),
            Row((label(texts["host"]), value(facts["host"]), label(texts["in_plan"]), plan), 11),
        )),
        Members(tuple((c.label, c.width) for c in shown), people, slots=_SLOTS, height=9.5,
                head_height=9, name=texts["people"]),
        Band((27, None), (
            Row((label(texts["shares"]), value(facts["shares"])), 14),
            Row((label(texts["asked_by"]), value(facts["asked_by"])), 10),
        )),
        *approval_bands(texts["steps"]),
    ))
    note = Paragraph(texts["note"], size=9.5, indent=0, before=1.5, leading=1.3, align="left")
    return Page((Title(texts["title"], size=20, role="hei", after=5), table, note))


def _reply(facts: Facts, texts: Texts) -> Page:
    """The letter back: agreed or not, ticked by hand while nobody has decided."""
    on = date_chinese(date.fromisoformat(facts["issued_on"]))
    values = {
        name: facts[name] for name in ("organiser", "title", "asked_by", "names", "task", "places",
                                       "period_words", "shares", "school")
    }
    answers = (texts["answer.agreed"], texts["answer.refused"])
    chosen = {AGREED: answers[:1], REFUSED: answers[1:]}.get(facts["answer"], ())
    body = [
        Paragraph(fill(texts[key], values), size=16, leading=1.8)
        for key in ("reply.opening", "reply.people", "reply.shares") if texts.get(key)
    ]
    return Page((
        Title(texts["reply.title"], size=22, role="bold", before=10, after=10),
        Paragraph(fill(texts["reply.to"], values), size=16, indent=0, leading=1.8), *body,
        Paragraph(checkboxes(answers, chosen), size=16, leading=2, before=2),
        Paragraph(texts["reply.remarks"], size=16, leading=1.8), Space(24),
        SignOff(issuer=(facts["school"],), signer="", dates=(on,), seal=texts["reply.seal"]),
    ), shrink=True)


JOINT_GROUP = Printable(
    code=CODE, title="双跨团组派员意见表、征求意见函回执", entity=OutboundTrip, prefix="",
    options=_options, missing=_missing, facts=_facts, layout=_layout, notices=_notices,
)
