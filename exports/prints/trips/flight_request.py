"""乘坐非国内航空公司航班、改变中转地审批表 (A15B): the flights, why, and what they cost beside others.

Rule: 公务机票购买管理 (财库〔2014〕33号) wants carriers of this country first; the form itself is
not prescribed, so its wording and boxes are the office's own.
"""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise
from typing import Any

from exports.prints.blocks import (
    Band,
    Document,
    Heading,
    Members,
    Page,
    Paragraph,
    Row,
    Table,
    Title,
    checkboxes,
    label,
    value,
)
from exports.prints.declared import approval_bands
from exports.prints.form import ticked_rows
from exports.prints.printable import Facts, Missing, Option, Printable, Wishes
from exports.prints.texts import Texts, texts_of
from exports.prints.trips import words
from exports.prints.trips.form import document, usual_facts, usual_options
from models.entities.outbound_trip import OutboundTrip, ScheduleItem
from models.partial_date import chinese

CODE = "A15B"
CARRIER, TRANSIT, BOTH = "carrier", "transit", "both"
_ROWS = 4
_BETWEEN = re.compile(r"\s*[—–―\-－→~～至]+\s*")


def _options(trip: OutboundTrip) -> tuple[Option, ...]:  # noqa: ARG001
    return (
        *usual_options(),
        Option("matter", "申请事项", "choice", "", (
            ("", "留空勾选"), (CARRIER, "乘坐非国内航空公司航班"), (TRANSIT, "改变中转地"),
            (BOTH, "两项都有"))),
        Option("flights", "拟乘航班", "text", "", per_record=True,
               help="写航空公司和航班号；留空时取日程中登记的交通"),
        Option("reason", "理由", "text", "", per_record=True),
    )


def _missing(trip: OutboundTrip, wishes: Wishes) -> list[Missing]:  # noqa: ARG001
    return words.missing_of(trip, "departed_on")


def _notices(trip: OutboundTrip, wishes: Wishes) -> list[str]:
    found = [] if trip.route else ["未填往返航线，航段留空手写。"]
    return found if wishes["reason"] else [*found, "没有写理由，表上留空手写。"]


def _facts(trip: OutboundTrip, wishes: Wishes) -> Facts:
    members = words.members_of(trip)
    return {
        **usual_facts(trip, wishes), "matter": str(wishes["matter"]),
        "places": words.places(trip), "period_words": words.period_words(trip),
        "task": trip.purpose or "", "count": f"{len(members)} 人",
        "people": "；".join(
            "，".join(p for p in (m.staff_member.name, words.post_of(m)) if p) for m in members
        ),
        "segments": _segments(trip, str(wishes["flights"]).strip()),
        "reason": str(wishes["reason"]).strip(),
        "funding": trip.funding_source or trip.funding_kind or "",
    }


def _segments(trip: OutboundTrip, flights: str) -> list[dict[str, str]]:
    """The route cut at its stops; of the days only the first and the last are known."""
    stops = [stop for stop in _BETWEEN.split(trip.route or "") if stop]
    pairs = list(pairwise(stops))
    found = []
    for at, (start, end) in enumerate(pairs):
        day = trip.departed_on if at == 0 else trip.returned_on if at == len(pairs) - 1 else None
        found.append({
            "segment": f"{start}—{end}", "day": chinese(day) if day else "",
            "flight": flights or _flight(trip, day),
        })
    return found


def _flight(trip: OutboundTrip, day: Any) -> str:
    """What the schedule says of the transport of a day."""
    if not isinstance(day, date):
        return ""
    said = [i.transport for i in trip.lines(ScheduleItem) if i.day == day and i.transport]
    return "；".join(dict.fromkeys(said))


def _layout(facts: Facts) -> Document:
    texts = texts_of(CODE, int(facts["issued_on"][:4]))
    segments = tuple(
        (str(number), s["segment"], s["day"], s["flight"], "", "")
        for number, s in enumerate(facts["segments"], start=1)
    )
    heads = (("no", 12), ("segment", 42), ("day", 30), ("flight", None), ("transit", 26),
             ("fare", 24))
    table = Table((
        *_head(facts, texts),
        Members(tuple((texts[f"segment.{key}"], width) for key, width in heads), segments,
                slots=_ROWS, height=8.5, head_height=9, name=texts["segments"], unit="段"),
        Heading(texts["quotes"], 7.5), _quotes(texts),
        Band((27, None), (Row((label(texts["reason"]), value(_reasons(facts, texts))), 26),)),
        *approval_bands(texts["steps"]),
    ))
    note = Paragraph(texts["note"], size=9.5, indent=0, before=1.5, leading=1.3, align="left")
    page = Page((Title(texts["title"], size=18, role="hei", after=4), table, note))
    return document(CODE, facts, texts["title"], [page])


def _head(facts: Facts, texts: Texts) -> tuple[Band, ...]:
    matters = (texts["matter.carrier"], texts["matter.transit"])
    chosen = {CARRIER: matters[:1], TRANSIT: matters[1:], BOTH: matters}.get(facts["matter"], ())
    return (
        Band((27, None, 22, 42), (
            Row((label(texts["group"]), value(facts["title"]), label(texts["count"]),
                 value(facts["count"], align="center")), 9),
            Row((label(texts["places"]), value(facts["places"]), label(texts["funding"]),
                 value(facts["funding"], align="center")), 9),
            Row((label(texts["period"]), value(facts["period_words"]), label(texts["task"]),
                 value(facts["task"], align="center")), 9),
        )),
        Band((27, None), (
            Row((label(texts["people"]), value(facts["people"])), 14),
            Row((label(texts["matter"]), value(checkboxes(matters, chosen))), 9),
        )),
    )


def _quotes(texts: Texts) -> Band:
    """Room to compare: the carriers of this country beside the flight that is asked for."""
    rows = [part.strip() for part in texts["quotes.rows"].split("；") if part.strip()]
    heads = ("plan", "flight", "route", "fare", "total")
    return Band((36, None, 40, 26, 26), (
        Row(tuple(label(texts[f"quotes.{key}"]) for key in heads), 8),
        *(Row((label(name), *(value("") for _ in heads[1:])), 8.5) for name in rows),
    ))


def _reasons(facts: Facts, texts: Texts) -> str:
    """The usual reasons to tick, and the office's own words below."""
    usual = tuple(part.strip() for part in texts["reasons"].split("；") if part.strip())
    return "\n".join(part for part in (ticked_rows(usual, (), each=2), facts["reason"]) if part)


FLIGHT_REQUEST = Printable(
    code=CODE, title="乘坐非国内航空公司航班、改变中转地审批表", entity=OutboundTrip, prefix="",
    options=_options, missing=_missing, facts=_facts, layout=_layout, notices=_notices,
)
