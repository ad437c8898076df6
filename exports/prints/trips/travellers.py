"""出访人员名单 (A4): who travels, and their official journeys of the last years.

Columns are text that the office may change; a long list is printed across (横).
"""

from __future__ import annotations

from typing import Any

from exports.prints.blocks import (
    Band,
    Block,
    Cell,
    Document,
    Heading,
    Page,
    Paragraph,
    Row,
    Table,
    Title,
    label,
    value,
)
from exports.prints.declared import Column, approval_bands, columns
from exports.prints.printable import Facts, Missing, Option, Printable, Wishes
from exports.prints.texts import Texts, fill, texts_of
from exports.prints.trips import words
from exports.prints.trips.form import document, title_of, usual_facts, usual_options
from models.entities.outbound_trip import OutboundTrip, TripMember
from models.entities.staff_member import StaffMember
from models.partial_date import chinese, earliest, years_earlier

CODE = "A4"
RULES = ("R-OUT-05", "R-OUT-06", "R-OUT-07", "R-OUT-08", "R-OUT-09", "R-OUT-12")
MANY = 15
"""From so many people on the list is printed across; so it is where it has one more column."""
KNOWN = {
    "no": "序号", "name": "姓名", "latin": "拼音", "sex": "性别", "born": "出生年月",
    "work": "工作单位及职务（职称）", "level": "级别", "kind": "人员属性", "role": "团内身份",
    "id_no": "身份证号", "politics": "政治面貌", "last": "上次出访时间",
}
TRIPS = {"name": "姓名", "out": "出访时间", "back": "回国时间", "places": "国家（地区）", "task": "事由"}
NOTHING = "nothing"
"""Key of a row that has one word for all its columns but the first."""
_WIDTHS = {False: 170.0, True: 257.0}


def _options(trip: OutboundTrip) -> tuple[Option, ...]:  # noqa: ARG001
    papers = (("", f"自动（满 {MANY} 人或印身份证号时横印）"), ("upright", "纵向"), ("across", "横向"))
    return (
        *usual_options(),
        Option("with_id", "印身份证号", "flag", False, help="上级外办要求时才印"),
        Option("years", "出访记录", "choice", "2", (("2", "近两年"), ("3", "近三年"), ("", "不印"))),
        Option("paper", "纸张方向", "choice", "", papers),
        Option("with_signing", "印签字盖章栏", "flag", True),
    )


def _missing(trip: OutboundTrip, wishes: Wishes) -> list[Missing]:  # noqa: ARG001
    return words.missing_of(trip, "departed_on")


def _notices(trip: OutboundTrip, wishes: Wishes) -> list[str]:
    found = []
    wanted = ("sex", "born_on", "position", *(("id_no",) if wishes["with_id"] else ()))
    for member in words.members_of(trip):
        staff = member.staff_member
        blank = [k.label for k in map(StaffMember.field_named, wanted) if not k.read(staff)]
        if member.position_then and "职务" in blank:
            blank.remove("职务")
        if blank:
            found.append(f"{staff.name}未填{'、'.join(blank)}，名单上留空。")
    return [*found, *words.findings(trip, RULES)]


def _facts(trip: OutboundTrip, wishes: Wishes) -> Facts:
    members = words.members_of(trip)
    with_id, years = bool(wishes["with_id"]), str(wishes["years"])
    is_wide = with_id or len(members) >= MANY
    across = wishes["paper"] == "across" or (wishes["paper"] == "" and is_wide)
    return {
        **usual_facts(trip, wishes), "across": across, "with_id": with_id, "years": years,
        "with_signing": bool(wishes["with_signing"]),
        "places": words.places(trip), "period_words": words.period_words(trip),
        "count": f"{len(members)} 人",
        "people": [_person(trip, m, number, with_id=with_id)
                   for number, m in enumerate(members, start=1)],
        "trips": [row for m in members for row in _trips(trip, m, int(years))] if years else [],
    }


def _person(
    trip: OutboundTrip, member: TripMember, number: int, *, with_id: bool
) -> dict[str, str]:
    staff = member.staff_member
    found = {
        "no": str(number), "name": staff.name, "sex": staff.sex or "",
        "latin": " ".join(p for p in (staff.surname_pinyin, staff.given_name_pinyin) if p),
        "born": words.birth_month(staff.born_on), "work": _work(member),
        "level": "" if staff.level in (None, "无") else staff.level,
        "kind": staff.person_kind or "", "role": member.role or "",
        "politics": staff.political_status or "",
        "last": member.last_trip or words.last_trip(member, trip),
    }
    return {**found, "id_no": staff.id_no or ""} if with_id else found


def _work(member: TripMember) -> str:
    """Unit and post, 职称 in brackets unless the post says it already."""
    staff = member.staff_member
    post, rank = member.position_then or staff.position or "", staff.title or ""
    said = f"{post}（{rank}）" if post and rank and rank not in post else post or rank
    return f"{words.unit_of(member)}{said}"


def _trips(trip: OutboundTrip, member: TripMember, years: int) -> list[dict[str, str]]:
    """The official journeys of one member in the years before this trip; one row without any."""
    first = years_earlier(earliest(trip.departed_on), years)
    rows = [
        {
            "name": member.staff_member.name, "out": chinese(earlier.departed_on),
            "back": chinese(earlier.returned_on), "task": earlier.purpose or earlier.title,
            "places": "、".join(words.country_names(earlier)),
        }
        for earlier in words.earlier_trips(member, trip) if earliest(earlier.departed_on) >= first
    ]
    return rows or [{"name": member.staff_member.name, NOTHING: words.NO_EARLIER_TRIP}]


def _layout(facts: Facts) -> Document:
    texts = texts_of(CODE, int(facts["issued_on"][:4]))
    title = title_of(texts, facts["kind"])
    across = facts["across"]
    listed = columns(texts["columns.across" if across else "columns"], KNOWN)
    shown = [column for column in listed if column.key != "id_no" or facts["with_id"]]
    blocks: list[Block] = [
        Title(title, size=20, role="hei", after=4), Table((*_head(facts, texts),), after=4),
        Table((Heading(texts["people"]), _list(shown, facts["people"], 10))),
    ]
    if facts["trips"]:
        heading = fill(texts["trips"], {"years": {"2": "两", "3": "三"}[facts["years"]]})
        trips = columns(texts["trips.columns"], TRIPS)
        blocks += [
            Table((Heading("".join(map(str, heading))), _list(trips, facts["trips"], 8)), before=5),
            Paragraph(texts["note"], size=9.5, indent=0, before=1.5, leading=1.3, align="left"),
        ]
    if facts["with_signing"]:
        bands = approval_bands(texts["steps"], width=_WIDTHS[across])
        blocks.append(Table(bands, before=5))
    return document(CODE, facts, title, [Page(tuple(blocks), landscape=across)])


def _head(facts: Facts, texts: Texts) -> tuple[Band, ...]:
    return (
        Band((26, None, 22, 22), (
            Row((label(texts["group"]), value(facts["title"]), label(texts["count"]),
                 value(facts["count"], align="center")), 9.5),
        )),
        Band((26, None, 22, 58), (
            Row((label(texts["places"]), value(facts["places"]), label(texts["period"]),
                 value(facts["period_words"], align="center")), 11),
        )),
    )


def _list(shown: list[Column], rows: list[dict[str, Any]], height: float) -> Band:
    """A list with its head repeated on further pages; what is a sentence stands left."""

    def cells(row: dict[str, Any]) -> tuple[Cell, ...]:
        if NOTHING in row and len(shown) > 1:
            first = value(row.get(shown[0].key, ""), align="center")
            return first, value(row[NOTHING], span=len(shown) - 1, align="center")
        return tuple(
            value(row.get(column.key, ""), align="left" if column.width is None else "center")
            for column in shown
        )

    head = Row(tuple(label(column.label) for column in shown), 9)
    body = (Row(cells(row), height, grow=True) for row in rows)
    return Band(tuple(column.width for column in shown), (head, *body), head=1)


TRAVELLERS = Printable(
    code=CODE, title="出访人员名单", entity=OutboundTrip, prefix="",
    options=_options, missing=_missing, facts=_facts, layout=_layout, notices=_notices,
    private=("id_no",),
)
