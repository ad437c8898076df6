"""因公临时出国（赴港澳、赴台）人员备案表 (A6): one page for each member, filed with 组织人事部门.

Health, family and secrecy stand here because the form asks for them; it is the only paper of a
trip that does.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from exports.prints.blocks import (
    Band,
    Cell,
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
    plain,
    value,
)
from exports.prints.declared import approval_bands
from exports.prints.printable import Facts, Missing, Option, Printable, Wishes
from exports.prints.texts import Texts, fill, texts_of
from exports.prints.trips import words
from exports.prints.trips.form import (
    chosen_members,
    document,
    going,
    member_option,
    members_facts,
    title_of,
    usual_options,
)
from models.entities.outbound_trip import OutboundTrip, TripMember
from models.entities.staff_member import FamilyMember, StaffMember
from models.partial_date import chinese

CODE = "A6"
RULES = ("R-OUT-12", "R-OUT-26", "R-OUT-27", "R-OUT-32b")
"""Rules about the people; that the record form is missing (R-OUT-25) this paper mends itself."""
ABROAD = ("无", "外国国籍", "永久居留资格", "长期居留许可")
SECRET = ("核心", "重要", "一般")
_FAMILY_ROWS, _MOST_FAMILY_ROWS = 4, 6
_RELATIVE = (("relation", 17), ("name", 22), ("age", 13), ("politics", 23), ("work", None))


def _options(trip: OutboundTrip) -> tuple[Option, ...]:
    return (
        *usual_options(), member_option(trip),
        Option("extended", "加印涉密、脱密期和家庭成员境外身份勾选", "flag", False,
               help="有的省备案表有这几栏"),
    )


def _missing(trip: OutboundTrip, wishes: Wishes) -> list[Missing]:  # noqa: ARG001
    return words.missing_of(trip, "departed_on", "purpose")


def _notices(trip: OutboundTrip, wishes: Wishes) -> list[str]:
    found = []
    for member in chosen_members(trip, wishes):
        staff = member.staff_member
        fields = ("sex", "born_on", "political_status", "health", "secrecy_level")
        blank = [k.label for k in map(StaffMember.field_named, fields) if not k.read(staff)]
        if not staff.lines(FamilyMember):
            blank.append("家庭主要成员")
        if blank:
            found.append(f"{staff.name}未填{'、'.join(blank)}，表上留空手写。")
    unfiled = [m.staff_member.name for m in chosen_members(trip, wishes) if not m.record_filed_on]
    if unfiled:
        found.append(f"{'、'.join(unfiled)}还没有登记备案表日期；报组织人事部门后请补登记。")
    return [*found, *words.findings(trip, RULES)]


def _facts(trip: OutboundTrip, wishes: Wishes) -> Facts:
    return {
        **members_facts(trip, wishes), "extended": bool(wishes["extended"]),
        "task": "；".join(part for part in (trip.purpose, _stays(trip)) if part),
        "approved_by": trip.approved_by or "", "approval_no": words.approval(trip),
        "people": [_person(trip, member, str(wishes["issued_on"]))
                   for member in chosen_members(trip, wishes)],
    }


def _stays(trip: OutboundTrip) -> str:
    """赴泰国（曼谷）、老挝（万象），2023年5月15日至5月22日（8天）."""
    said = (f"赴{words.places(trip)}", words.period_words(trip))
    return "，".join(part for part in said if part)


def _person(trip: OutboundTrip, member: TripMember, issued_on: str) -> dict[str, Any]:
    staff = member.staff_member
    secrecy = staff.secrecy_level or ""
    post = "".join(p for p in (words.unit_of(member), words.post_of(member)) if p)
    level = {"": "", "非涉密": "（非涉密人员）"}.get(secrecy, f"（涉密人员，{secrecy}）")
    return {
        "name": staff.name, "sex": staff.sex or "", "born": words.birth_month(staff.born_on),
        "politics": staff.political_status or "", "work": f"{post}{level}",
        "secrecy": secrecy, "health": staff.health or "",
        "declassified": chinese(staff.declassified_on) if staff.declassified_on else "",
        "role": member.role or "", "last": member.last_trip or _last(trip, member),
        "family": [_relative(line, date.fromisoformat(issued_on))
                   for line in staff.lines(FamilyMember)],
    }


def _last(trip: OutboundTrip, member: TripMember) -> str:
    """2023年5月，泰国、老挝，合作洽谈与签约; 无 without any."""
    earlier = words.earlier_trips(member, trip)
    if not earlier:
        return words.NO_EARLIER_TRIP
    last = earlier[0]
    said = (words.period_words(last), "、".join(words.country_names(last)), last.purpose)
    return "，".join(part for part in said if part)


def _relative(line: FamilyMember, on: date) -> dict[str, str]:
    abroad = line.foreign_status or ""
    where = "；".join(part for part in (line.work, line.residence) if part)
    return {
        "relation": line.relation, "name": line.name, "age": words.age(line.born_on, on),
        "politics": line.political_status or "", "work": where, "abroad": abroad,
    }


def _layout(facts: Facts) -> Document:
    texts = texts_of(CODE, int(facts["issued_on"][:4]))
    title = title_of(texts, facts["kind"])
    pages = [_page(facts, person, texts, title) for person in facts["people"]]
    return document(CODE, facts, title, pages)


def _page(facts: Facts, person: dict[str, Any], texts: Texts, title: str) -> Page:
    is_abroad = going(facts["kind"]) == "出国"
    area = texts["area"] if is_abroad else texts["area.own"]
    said = {"going": going(facts["kind"]), "area": area}

    def named(key: str) -> Cell:
        return label(plain(fill(texts[key], said)))

    spare = 0.0 if facts["extended"] else 1.0
    task = (
        Row((named("organiser"), value(facts["organiser"]), named("role"),
             value(person["role"], align="center")), 13),
    )
    table = Table((
        *_head(person, named, 14 + 2 * spare),
        *_family(facts, person, texts, spare),
        Band((36, None, 34, 30), task),
        Band((48, None), (
            Row((named("task"), value(facts["task"])), 20 + 5 * spare),
            *_approved(facts, named),
            Row((named("last"), value(person["last"])), 18 + 6 * spare),
        )),
        *(_secrecy(person, named) if facts["extended"] else ()),
        *approval_bands(texts["steps"]),
    ))
    note = Paragraph(
        fill(texts["note"], said), size=10, indent=0, before=2, leading=1.35, align="left"
    )
    return Page((Title(title, size=20, role="hei", after=5), table, note), shrink=True)


def _head(person: dict[str, Any], named: Any, height: float) -> tuple[Band, ...]:
    short = [(named(key), value(person[key], align="center"))
             for key in ("name", "sex", "born", "politics")]
    return (
        Band((18, 32, 14, 16, 20, 22, 20, None),
             (Row(tuple(cell for pair in short for cell in pair), 13),)),
        Band((48, None, 20, 28), (
            Row((named("work"), value(person["work"]), named("health"),
                 value(person["health"], align="center")), height + 4),
        )),
    )


def _approved(facts: Facts, named: Any) -> tuple[Row, ...]:
    rows = [Row((named("approver"), value(facts["approved_by"])), 12)]
    if facts["extended"]:
        rows.append(Row((named("approval_no"), value(facts["approval_no"])), 10))
    return tuple(rows)


def _family(
    facts: Facts, person: dict[str, Any], texts: Texts, spare: float
) -> tuple[Band | Heading | Members, ...]:
    """Relatives beside their heading; more than the form has room for go to an annex page."""
    relatives = person["family"]
    names = [texts[f"family.{key}"] for key, _ in _RELATIVE]
    rows = [
        tuple(_work(line, facts, texts) if key == "work" else line[key] for key, _ in _RELATIVE)
        for line in relatives
    ]
    space = (10.5 + 4 * spare) * _FAMILY_ROWS
    if len(rows) > _MOST_FAMILY_ROWS:
        widths = [width for _, width in _RELATIVE]
        return (Heading(texts["family"], 7), Members(
            tuple(zip(names, widths, strict=True)), tuple(rows), slots=_FAMILY_ROWS,
            height=space / _FAMILY_ROWS, head_height=12, name=texts["family"],
        ),)
    count = max(len(rows), _FAMILY_ROWS)
    nobody = dict.fromkeys(("work", "abroad"), "")
    blank = ("",) * (len(_RELATIVE) - 1) + (_work(nobody, facts, texts),)
    head = Row((label(texts["family"], rows=count + 1), *(label(name) for name in names)), 12)
    lines = (
        Row(tuple(value(words, align="left" if key == "work" else "center", field=texts["family"])
                  for (key, _), words in zip(_RELATIVE, row, strict=True)), space / count)
        for row in (*rows, *((blank,) * (count - len(rows))))
    )
    return (Band((18, *(width for _, width in _RELATIVE)), (head, *lines)),)


def _work(line: dict[str, str], facts: Facts, texts: Texts) -> str:
    """Work and residence, and the status abroad: ticked on the extended form, else said."""
    if facts["extended"]:
        return f"{line['work']}\n{checkboxes(ABROAD, line['abroad'])}".lstrip()
    abroad = plain(fill(texts["family.abroad"], line)) if line["abroad"] else ""
    return "；".join(part for part in (line["work"], abroad) if part)


def _secrecy(person: dict[str, Any], named: Any) -> tuple[Band, ...]:
    """What some provinces add; unit and level of the former post are written by hand."""
    level = checkboxes(SECRET, person["secrecy"])
    return (
        Band((30, 62, 46, None), (
            Row((named("secrecy"), value(level, align="center"), named("secrecy_review"),
                 value("")), 10),
        )),
        Band((30, 62, 46, None), (
            Row((label(plain(named("former").words), rows=2), named("former.unit"),
                 named("former.level"), named("former.until")), 7),
            Row((value(""), value(""), value(person["declassified"], align="center")), 9),
        )),
    )


PERSONNEL_FILING = Printable(
    code=CODE, title="因公临时出国（赴港澳、赴台）人员备案表", entity=OutboundTrip, prefix="",
    options=_options, missing=_missing, facts=_facts, layout=_layout, notices=_notices,
    private=("health", "family", "secrecy_level", "declassified_on", "political_status"),
)
