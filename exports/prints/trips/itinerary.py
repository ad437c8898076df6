"""出访日程表 (A5): every day with its morning and afternoon, week by week on a long stay.

Half days without an entry are printed empty, to be filled in by hand.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from exports.prints.blocks import (
    Band,
    Block,
    Cell,
    Document,
    Page,
    Paragraph,
    Row,
    Table,
    Title,
    label,
    value,
)
from exports.prints.declared import Column, columns
from exports.prints.printable import Facts, Missing, Option, Printable, Wishes
from exports.prints.texts import Texts, fill, texts_of
from exports.prints.trips import words
from exports.prints.trips.form import document, title_of, usual_facts, usual_options
from exports.wording import weekday_chinese
from models.entities.outbound_trip import OutboundTrip, ScheduleItem
from models.partial_date import Day, chinese, to_text

CODE = "A5"
RULES = ("R-OUT-16", "R-OUT-17", "R-OUT-18", "R-OUT-30", "R-OUT-30b")
DAILY = 30
"""Up to so many days every half day is printed, beyond it one row for each week."""
USUAL_HALVES = ("上午", "下午")
HALVES = (*USUAL_HALVES, "晚上")
KNOWN = {
    "day": "日期", "half": "时间", "city": "城市", "activity": "公务活动内容",
    "transport": "交通", "lodging": "住宿",
}
_HEIGHTS, _LOWEST = ((18, 10.5), (44, 8.5)), 7.0
"""Height of a half day in millimetres by how many there are: a month stays on two pages."""
_SHORT = ("day", "half", "city")


def _options(trip: OutboundTrip) -> tuple[Option, ...]:  # noqa: ARG001
    return (
        *usual_options(),
        Option("with_signing", "印团长签字栏", "flag", True),
    )


def _missing(trip: OutboundTrip, wishes: Wishes) -> list[Missing]:  # noqa: ARG001
    return words.missing_of(trip, "departed_on", "returned_on")


def _notices(trip: OutboundTrip, wishes: Wishes) -> list[str]:  # noqa: ARG001
    blank = [] if trip.lines(ScheduleItem) else ["还没有登记日程，表上逐日留空手写。"]
    return [*blank, *words.findings(trip, RULES)]


def _facts(trip: OutboundTrip, wishes: Wishes) -> Facts:
    leader = next((m for m in words.members_of(trip) if m.role == "团长"), None)
    return {
        **usual_facts(trip, wishes), "with_signing": bool(wishes["with_signing"]),
        "leader": leader.staff_member.name if leader else "",
        "count": f"{len(words.members_of(trip))} 人", "period_words": words.period_words(trip),
        "stays": words.stays(trip), "route": trip.route or "", "days": _days(trip),
    }


def _days(trip: OutboundTrip) -> list[dict[str, Any]]:
    """One entry for a day (or week): its words and its rows by half day."""
    items: list[ScheduleItem] = trip.lines(ScheduleItem)
    order = {half: at for at, half in enumerate(HALVES)}
    items.sort(key=lambda i: (to_text(i.day), order.get(i.half or "", 3), i.id))
    out, back = trip.departed_on, trip.returned_on
    if not (isinstance(out, date) and isinstance(back, date)):
        return [_day(day, found) for day, found in _grouped(items).items()]
    count = (back - out).days + 1
    if count > DAILY:
        return list(_weeks(out, back, items))
    found = _grouped(items)
    known = [out + timedelta(days=number) for number in range(max(count, 0))]
    return [_day(day, found.get(day, [])) for day in sorted({*known, *found}, key=to_text)]


def _grouped(items: Iterable[ScheduleItem]) -> dict[Day, list[ScheduleItem]]:
    found: dict[Day, list[ScheduleItem]] = {}
    for item in items:
        found.setdefault(item.day, []).append(item)
    return found


def _day(day: Day, items: Sequence[ScheduleItem]) -> dict[str, Any]:
    """Morning and afternoon are always there; the evening and whole days where entered."""
    named = chinese(day)
    if isinstance(day, date):
        named = f"{day.month}月{day.day}日\n（{weekday_chinese(day)}）"
    if items and not any(item.half for item in items):
        return {"day": named, "rows": [_row("全天", items)]}
    halves = [h for h in HALVES if h in USUAL_HALVES or any(i.half == h for i in items)]
    rows = [_row(half, [item for item in items if item.half == half]) for half in halves]
    loose = [item for item in items if not item.half]
    return {"day": named, "rows": [*rows, *([_row("", loose)] if loose else [])]}


def _weeks(out: date, back: date, items: Sequence[ScheduleItem]) -> Iterator[dict[str, Any]]:
    """A month and more: 每周安排, from the day of departure on."""
    first = out
    while first <= back:
        last = min(first + timedelta(days=6), back)
        found = [i for i in items if isinstance(i.day, date) and first <= i.day <= last]
        named = f"{first.month}月{first.day}日至\n{last.month}月{last.day}日"
        yield {"day": named, "rows": [_row("本周", found)]}
        first = last + timedelta(days=1)


def _row(half: str, items: Sequence[ScheduleItem]) -> dict[str, str]:
    def all_of(name: str) -> str:
        return "；".join(dict.fromkeys(w for i in items if (w := getattr(i, name))))

    return {
        "half": half, "city": "、".join(dict.fromkeys(i.city for i in items if i.city)),
        "activity": "；".join(dict.fromkeys(_activity(item) for item in items)),
        "transport": all_of("transport"), "lodging": all_of("lodging"),
    }


def _activity(item: ScheduleItem) -> str:
    return f"{item.activity}（会见{item.met_with}）" if item.met_with else str(item.activity)


def _layout(facts: Facts) -> Document:
    texts = texts_of(CODE, int(facts["issued_on"][:4]))
    title = title_of(texts, facts["kind"])
    shown = columns(texts["columns"], KNOWN)
    blocks: list[Block] = [
        Title(title, size=20, role="hei", after=4),
        Table((*_head(facts, texts), _list(shown, facts["days"]))),
        Paragraph(texts["note"], size=9.5, indent=0, before=1.5, leading=1.3, align="left"),
    ]
    if facts["with_signing"]:
        blocks.append(Paragraph(texts["signing"], indent=0, align="right", before=8, after=2))
    return document(CODE, facts, title, [Page(tuple(blocks))])


def _head(facts: Facts, texts: Texts) -> tuple[Band, ...]:
    legs = "\n".join(
        "".join(map(str, fill(texts["leg"], stay))) for stay in facts["stays"]
    )
    return (
        Band((27, None, 20, 42), (
            Row((label(texts["group"]), value(facts["title"]), label(texts["leader"]),
                 value(facts["leader"], align="center")), 9.5),
            Row((label(texts["period"]), value(facts["period_words"]), label(texts["count"]),
                 value(facts["count"], align="center")), 9.5),
        )),
        Band((27, None), (
            Row((label(texts["route"]), value(facts["route"])), 9, grow=True),
            Row((label(texts["legs"]), value(legs)), 9.5, grow=True),
        )),
    )


def _list(shown: list[Column], days: Sequence[dict[str, Any]]) -> Band:
    """The days; the date stands once beside its half days."""
    rows = [Row(tuple(label(column.label) for column in shown), 11)]
    count = sum(len(day["rows"]) for day in days)
    height = next((high for most, high in _HEIGHTS if count <= most), _LOWEST)
    for day in days:
        for number, half in enumerate(day["rows"]):
            cells: list[Cell] = []
            for column in shown:
                if column.key == "day" and number == 0:
                    cells.append(value(day["day"], rows=len(day["rows"]), align="center"))
                elif column.key != "day":
                    cell = value(half[column.key], field=column.label)
                    cells.append(replace(cell, align="center") if column.key in _SHORT else cell)
            rows.append(Row(tuple(cells), height, grow=True))
    return Band(tuple(column.width for column in shown), tuple(rows), head=1)


ITINERARY = Printable(
    code=CODE, title="出访日程表", entity=OutboundTrip, prefix="",
    options=_options, missing=_missing, facts=_facts, layout=_layout, notices=_notices,
)
