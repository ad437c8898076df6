"""行前教育记录表 (A9): what was taught before leaving, and the signature of everybody who was there."""

from __future__ import annotations

from exports.prints.blocks import (
    Band,
    Document,
    Members,
    Page,
    Paragraph,
    Row,
    Table,
    Title,
    label,
    value,
)
from exports.prints.declared import approval_bands, columns
from exports.prints.form import ticked_rows
from exports.prints.printable import Facts, Missing, Option, Printable, Wishes
from exports.prints.texts import Texts, texts_of
from exports.prints.trips import words
from exports.prints.trips.form import document, title_of, usual_facts, usual_options
from models.entities.outbound_trip import OutboundTrip
from models.partial_date import chinese

CODE = "A9"
RULES = ("R-OUT-28",)
KNOWN = {
    "no": "序号", "name": "姓名", "work": "工作单位及职务", "role": "团内身份", "signature": "签名",
    "day": "日期",
}
_SLOTS = 8


def _options(trip: OutboundTrip) -> tuple[Option, ...]:
    return (
        *usual_options(),
        Option("place", "教育地点", "text", "", per_record=True),
        Option("host", "主持人", "text", "", per_record=True),
        Option("ticked", "教育内容全部打勾", "flag", bool(trip.briefed_on),
               help="没有登记教育日期的，默认留空现场勾选"),
    )


def _missing(trip: OutboundTrip, wishes: Wishes) -> list[Missing]:  # noqa: ARG001
    return words.missing_of(trip, "departed_on")


def _notices(trip: OutboundTrip, wishes: Wishes) -> list[str]:  # noqa: ARG001
    blank = [] if trip.briefed_on else ["还没有登记行前教育日期，表上留空手写；办完后请补登记。"]
    return [*blank, *words.findings(trip, RULES)]


def _facts(trip: OutboundTrip, wishes: Wishes) -> Facts:
    members = words.members_of(trip)
    return {
        **usual_facts(trip, wishes), "ticked": bool(wishes["ticked"]),
        "places": words.places(trip), "period_words": words.period_words(trip),
        "count": f"{len(members)} 人", "place": str(wishes["place"]).strip(),
        "host": str(wishes["host"]).strip(), "teacher": trip.briefed_by or "",
        "on": chinese(trip.briefed_on) if trip.briefed_on else "",
        "people": [
            {"no": str(number), "name": m.staff_member.name, "role": m.role or "",
             "work": words.unit_of(m) + words.post_of(m), "signature": "", "day": ""}
            for number, m in enumerate(members, start=1)
        ],
    }


def _layout(facts: Facts) -> Document:
    texts = texts_of(CODE, int(facts["issued_on"][:4]))
    title = title_of(texts, facts["kind"])
    shown = columns(texts["columns"], KNOWN)
    people = tuple(tuple(p[column.key] for column in shown) for p in facts["people"])
    table = Table((
        *_head(facts, texts),
        Members(tuple((c.label, c.width) for c in shown), people, slots=_SLOTS, height=9,
                head_height=8.5, name=texts["people"]),
        *approval_bands(texts["steps"]),
    ))
    note = Paragraph(texts["note"], size=10, indent=0, before=2, leading=1.35, align="left")
    page = Page((Title(title, size=20, role="hei", after=5), table, note))
    return document(CODE, facts, title, [page])


def _head(facts: Facts, texts: Texts) -> tuple[Band, ...]:
    topics = tuple(t.strip() for t in texts["topics"].split("；") if t.strip())
    said = ticked_rows(topics, topics if facts["ticked"] else (), each=4)
    on = facts["on"] or "        年      月      日      时"
    return (
        Band((27, None, 24, 40), (
            Row((label(texts["group"]), value(facts["title"]), label(texts["count"]),
                 value(facts["count"], align="center")), 10),
            Row((label(texts["places"]), value(facts["places"]), label(texts["teacher"]),
                 value(facts["teacher"], align="center")), 10),
            Row((label(texts["period"]), value(facts["period_words"]), label(texts["host"]),
                 value(facts["host"], align="center")), 10),
            Row((label(texts["on"]), value(on), label(texts["place"]),
                 value(facts["place"], align="center")), 10),
        )),
        Band((27, None), (
            Row((label(texts["topics.label"]), value(said)), 24),
            Row((label(texts["record"]), value("")), 36),
        )),
    )


BRIEFING = Printable(
    code=CODE, title="出访人员行前教育记录表", entity=OutboundTrip, prefix="",
    options=_options, missing=_missing, facts=_facts, layout=_layout, notices=_notices,
)
