"""因公出国（赴港澳、赴台）任务申报表 (A15A): a province's form of two pages, for its authority."""

from __future__ import annotations

from datetime import date

from exports.prints.blocks import (
    Band,
    Cell,
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
from exports.prints.printable import Facts, Missing, Option, Printable, Wishes
from exports.prints.texts import Texts, fill, texts_of
from exports.prints.trips import words
from exports.prints.trips.form import (
    document,
    headed_boxes,
    title_of,
    usual_facts,
    usual_options,
)
from exports.wording import date_chinese
from models.entities.outbound_trip import OutboundTrip, TripMember
from models.entities.staff_member import StaffMember

CODE = "A15A"
KNOWN = {
    "name": "姓名", "sex": "性别", "age": "年龄", "unit": "单位", "post": "职务或职称",
    "level": "行政级别", "id_no": "身份证号", "role": "团内身份",
}
_SLOTS, _PLACES = 10, 5


def _options(trip: OutboundTrip) -> tuple[Option, ...]:  # noqa: ARG001
    return (*usual_options(), Option("with_id", "印身份证号", "flag", True))


def _missing(trip: OutboundTrip, wishes: Wishes) -> list[Missing]:  # noqa: ARG001
    return words.missing_of(trip, "departed_on", "returned_on", "purpose")


def _notices(trip: OutboundTrip, wishes: Wishes) -> list[str]:
    wanted = ("sex", "born_on", *(("id_no",) if wishes["with_id"] else ()))
    found = []
    for member in words.members_of(trip):
        staff = member.staff_member
        blank = [k.label for k in map(StaffMember.field_named, wanted) if not k.read(staff)]
        if blank:
            found.append(f"{staff.name}未填{'、'.join(blank)}，表上留空。")
    return [*found, *words.findings(trip)]


def _facts(trip: OutboundTrip, wishes: Wishes) -> Facts:
    members = words.members_of(trip)
    leader = next((m for m in members if m.role == "团长"), None)
    on = date.fromisoformat(str(wishes["issued_on"]))
    said = (trip.purpose, trip.necessity, trip.expected_outcome)
    return {
        **usual_facts(trip, wishes), "count": f"{len(members)} 人",
        "leader": leader.staff_member.name if leader else "",
        "funding": trip.funding_source or trip.funding_kind or "",
        "period_words": words.period_words(trip), "days": words.days_words(trip),
        "stays": words.stays(trip), "route": trip.route or "",
        "task": "\n".join(dict.fromkeys(part for part in said if part)),
        "handled_by": trip.handled_by or "", "handler_phone": trip.handler_phone or "",
        "people": [_person(m, on, with_id=bool(wishes["with_id"])) for m in members],
    }


def _person(member: TripMember, on: date, *, with_id: bool) -> dict[str, str]:
    staff = member.staff_member
    found = {
        "name": staff.name, "sex": staff.sex or "", "age": words.age(staff.born_on, on),
        "unit": words.unit_of(member), "role": member.role or "",
        "post": member.position_then or staff.position or staff.title or "",
        "level": "" if staff.level in (None, "无") else staff.level, "id_no": "",
    }
    return {**found, "id_no": staff.id_no or ""} if with_id else found


def _layout(facts: Facts) -> Document:
    texts = texts_of(CODE, int(facts["issued_on"][:4]))
    title = title_of(texts, facts["kind"])
    pages = [_task_page(facts, texts, title), _people_page(facts, texts)]
    return document(CODE, facts, title, pages)


def _task_page(facts: Facts, texts: Texts, title: str) -> Page:
    on = date_chinese(date.fromisoformat(facts["issued_on"]))
    stays = tuple(
        (s["place"], f"{s['days']} 天" if s["days"] else "", s["host"]) for s in facts["stays"]
    )
    table = Table((
        Band((27, None, 24, 20, 26, 28), (
            Row((label(texts["unit"]), value(facts["organiser"]), label(texts["count"]),
                 value(facts["count"], align="center"), label(texts["leader"]),
                 value(facts["leader"], align="center")), 12),
        )),
        Band((27, 32, 24, None, 26, 18), (
            Row((label(texts["funding"]), value(facts["funding"], align="center"),
                 label(texts["period"]), value(facts["period_words"], align="center"),
                 label(texts["days"]), value(facts["days"], align="center")), 13),
        )),
        Members(((texts["places"], 62), (texts["stay"], 22), (texts["host"], None)), stays,
                slots=_PLACES, height=9, head_height=9, name=texts["places"], unit="处"),
        Band((27, None), (
            Row((label(texts["route"]), value(facts["route"])), 13),
            Row((label(texts["task"]), Cell(facts["task"], size=12)), 126),
        )),
        Band((27, 58, 27, None), (
            Row((label(texts["handled_by"]), value(facts["handled_by"], align="center"),
                 label(texts["phone"]), value(facts["handler_phone"], align="center")), 12),
        )),
    ))
    return Page((
        Title(title, size=20, role="hei", after=4),
        Paragraph(fill(texts["head"], {"day": on}), size=11, indent=0, align="left", leading=1.4,
                  after=1),
        table,
    ))


def _people_page(facts: Facts, texts: Texts) -> Page:
    shown = columns(texts["columns"], KNOWN)
    people = tuple(tuple(p[column.key] for column in shown) for p in facts["people"])
    table = Table((
        Members(tuple((c.label, c.width) for c in shown), people, slots=_SLOTS, height=11,
                head_height=9, name=texts["people"]),
        *headed_boxes(texts["steps"]), *approval_bands(texts["steps.decision"]),
    ))
    note = Paragraph(texts["note"], size=9.5, indent=0, before=1.5, leading=1.3, align="left")
    return Page((table, note))


TASK_REPORT = Printable(
    code=CODE, title="因公出国（赴港澳、赴台）任务申报表", entity=OutboundTrip, prefix="",
    options=_options, missing=_missing, facts=_facts, layout=_layout, notices=_notices,
    is_submission=True, private=("id_no", "handler_phone"),
)
