"""校内因公临时出国（境）申请审批表 (A2): who, where and what for; then money and the departments.

The block of a department is repeated for every department that sends somebody; more than four go
on to a third page.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from exports.prints.blocks import (
    Band,
    Cell,
    Document,
    Heading,
    Margins,
    Members,
    Page,
    Paragraph,
    Row,
    Signing,
    Table,
    Title,
    checkboxes,
    label,
    opinion,
    value,
)
from exports.prints.declared import approval_bands, columns
from exports.prints.printable import Facts, Missing, Option, Printable, Wishes
from exports.prints.texts import Texts, fill, texts_of
from exports.prints.trips import words
from exports.prints.trips.facts import budget_facts
from exports.prints.trips.form import (
    document,
    title_of,
    usual_facts,
    usual_options,
    yes_no_cell,
)
from exports.prints.trips.money import budget_rows
from exports.wording import date_chinese
from models.entities.outbound_trip import BudgetLine, OutboundTrip, TripMember
from models.partial_date import chinese, earliest, years_earlier

CODE = "A2"
LEFT_OUT = ("R-OUT-13", "R-OUT-14", "R-OUT-25", "R-OUT-28", "R-OUT-29")
"""Rules about steps that come after this application."""
KNOWN = {
    "role": "身份", "name": "姓名", "unit": "学院（部门）", "post": "职称、职务", "id_no": "身份证号",
    "sex": "性别", "born": "出生年月", "last": "上次出访时间",
}
LATELY = 2
"""Years before the trip whose journeys are listed."""
_SECRET = ("一般", "重要", "核心")
_SLOTS, _PLACES = 7, 3
_BUDGET = (20, 38, None, 25, 26)


def _options(trip: OutboundTrip) -> tuple[Option, ...]:  # noqa: ARG001
    return (
        *usual_options(),
        Option("with_budget", "填入预算金额", "flag", True, help="不填则第二页金额留空手写"),
        Option("with_id", "印身份证号", "flag", True),
    )


def _missing(trip: OutboundTrip, wishes: Wishes) -> list[Missing]:  # noqa: ARG001
    return words.missing_of(trip, "departed_on", "returned_on", "purpose")


def _notices(trip: OutboundTrip, wishes: Wishes) -> list[str]:
    found = []
    if wishes["with_budget"] and not trip.lines(BudgetLine):
        found.append("还没有做预算，第二页金额留空手写。")
    without = [m.staff_member.name for m in trip.lines(TripMember) if not m.staff_member.id_no]
    if wishes["with_id"] and without:
        found.append(f"{'、'.join(without)}未填身份证号，表上留空。")
    return [*found, *words.findings(trip, but=LEFT_OUT)]


def _facts(trip: OutboundTrip, wishes: Wishes) -> Facts:
    members = words.members_of(trip)
    has_budget = bool(wishes["with_budget"] and trip.lines(BudgetLine))
    return {
        **usual_facts(trip, wishes),
        "people": [_person(trip, m, with_id=bool(wishes["with_id"])) for m in members],
        "departments": _departments(members), "stays": words.stays(trip),
        "out": chinese(trip.departed_on), "back": chinese(trip.returned_on),
        "period_words": words.period_words(trip), "days": words.days_words(trip),
        "task": trip.purpose or "",
        "lately": _lately(trip, members), "task_kind": trip.task_kind or "",
        "academic": words.yes_no(trip.is_academic),
        "in_plan": words.yes_no(trip.in_plan), "off_plan": trip.off_plan_reason or "",
        "publicised": words.publicised(trip), "secrecy": _secrecy(trip, members),
        "family": _family(members), "direct": words.yes_no(trip.invitation_direct),
        "funding": trip.funding_source or trip.funding_kind or "",
        "budget": budget_facts(trip) if has_budget else None,
    }


def _person(trip: OutboundTrip, member: TripMember, *, with_id: bool) -> dict[str, str]:
    staff = member.staff_member
    post, rank = member.position_then or staff.position or "", staff.title or ""
    return {
        "role": "领队" if member.role == "团长" else member.role or "团员", "name": staff.name,
        "unit": staff.department or "", "sex": staff.sex or "",
        "post": "、".join(dict.fromkeys(w for w in (rank, post) if w)),
        "born": words.birth_month(staff.born_on), "id_no": (staff.id_no or "") if with_id else "",
        "last": member.last_trip or words.last_trip(member, trip),
    }


def _lately(trip: OutboundTrip, members: Sequence[TripMember]) -> str:
    """The official journeys of the last two years: 王某：2025年4月（韩国）、……；其余人员无."""
    first = years_earlier(earliest(trip.departed_on), LATELY)
    said = []
    for member in members:
        trips = [t for t in words.earlier_trips(member, trip) if earliest(t.departed_on) >= first]
        if trips:
            said.append(f"{member.staff_member.name}：{'、'.join(map(words.trip_words, trips))}")
    if len(said) < len(members):
        said.append("其余人员无" if said else words.NO_EARLIER_TRIP)
    return "；".join(said)


def _departments(members: Sequence[TripMember]) -> list[dict[str, str]]:
    """Each department with those whom it sends; of the leaders of the school none has to agree."""
    found: dict[str, list[str]] = {}
    for member in members:
        staff = member.staff_member
        if staff.department and not staff.is_school_leader:
            found.setdefault(staff.department, []).append(staff.name)
    return [{"department": name, "names": "、".join(who)} for name, who in found.items()] or [
        {"department": "", "names": ""}
    ]


def _secrecy(trip: OutboundTrip, members: Sequence[TripMember]) -> str:
    """Who is bound to secrecy, and when that was reviewed."""
    bound = [
        f"{m.staff_member.name}（{m.staff_member.secrecy_level}）" for m in members
        if m.staff_member.secrecy_level in _SECRET
    ]
    known = all(m.staff_member.secrecy_level for m in members)
    reviewed = trip.secrecy_reviewed_on
    said = "、".join(bound) or ("无涉密人员" if known else "")
    return said + (f"；{chinese(reviewed)}完成保密审查" if reviewed and said else "")


def _family(members: Sequence[TripMember]) -> str:
    """是 where somebody takes the family, 否 where it was said of everybody, else blank."""
    if any(m.with_family for m in members):
        return words.YES
    return words.NO if all(m.with_family is False for m in members) else ""


def _layout(facts: Facts) -> Document:
    texts = texts_of(CODE, int(facts["issued_on"][:4]))
    title = title_of(texts, facts["kind"])
    return document(
        CODE, facts, title, [_request_page(facts, texts, title), _money_page(facts, texts)]
    )


def _request_page(facts: Facts, texts: Texts, title: str) -> Page:
    from datetime import date

    on = date_chinese(date.fromisoformat(facts["issued_on"]))
    shown = columns(texts["columns"], KNOWN)
    people = tuple(tuple(p[column.key] for column in shown) for p in facts["people"])
    stays = tuple(
        (s["place"], f"{s['days']} 天" if s["days"] else "", s["host"]) for s in facts["stays"]
    )
    table = Table((
        Members(tuple((c.label, c.width) for c in shown), people, slots=_SLOTS, height=7.8,
                head_height=7.6, name=texts["people"]),
        Members(((texts["places"], 62), (texts["stay"], 22), (texts["host"], None)), stays,
                slots=_PLACES, height=7, head_height=7.4, name=texts["places"], unit="处"),
        *_about(facts, texts), Heading(texts["approvals"], 7), *approval_bands(texts["steps"]),
    ))
    return Page((
        Title(title, size=18, role="hei", after=1),
        Paragraph((texts["applied_on"], on), size=10.5, indent=0, align="right", leading=1.3,
                  after=1.5),
        table,
    ), Margins(17, 18, 18, 22))


def _about(facts: Facts, texts: Texts) -> tuple[Band, ...]:
    period = "".join(map(str, fill(texts["period.words"], facts)))
    academic = {"": "", words.YES: texts["academic.yes"], words.NO: texts["academic.no"]}
    kinds = (texts["academic.no"], texts["academic.yes"])
    plan = checkboxes((words.YES, words.NO), facts["in_plan"])
    plan += f"（{facts['off_plan']}）" if facts["off_plan"] else ""
    shown = checkboxes((words.YES, words.NO), words.YES if facts["publicised"] else "")
    shown += f"　{facts['publicised']}" if facts["publicised"] else ""
    budget = facts["budget"]
    total = f"{budget['total']} 元" if budget else "                    元"
    return (
        Band((27, None, 27, 50), (
            Row((label(texts["period"]), value(period), label(texts["total"]),
                 value(total, align="center")), 8.4),
            Row((label(texts["academic"]), value(checkboxes(kinds, academic[facts["academic"]])),
                 label(texts["task_kind"]), value(facts["task_kind"], align="center")), 8.4),
            Row((label(texts["in_plan"]), value(plan), label(texts["publicised"]),
                 value(shown)), 10.6),
            Row((label(texts["secrecy"]), value(facts["secrecy"]), label(texts["family"]),
                 yes_no_cell(facts["family"])), 10.6),
        )),
        Band((27, None), (
            Row((label(texts["invitation"]),
                 value(checkboxes((texts["invitation.direct"],),
                                  texts["invitation.direct"] if facts["direct"] == words.YES
                                  else ""))), 8.4),
            Row((label(texts["lately"]), value(facts["lately"])), 11.5),
            Row((label(texts["task"]), value(facts["task"])), 20),
            Row((label(texts["applicant"]),
                 opinion(texts["applicant.words"], signing=Signing(texts["applicant.signing"]))),
                17),
        )),
    )


def _money_page(facts: Facts, texts: Texts) -> Page:
    departments = facts["departments"]
    table = Table((
        Heading(texts["budget"], 7), *_budget_bands(facts, texts),
        Heading(texts["departments"], 7),
        Band((None,), (Row((value(texts["departments.hint"]),), 7.5),)),
        *_department_bands(departments, texts), Heading(texts["offices"], 7),
        *approval_bands(texts["steps.offices"]),
    ))
    return Page((table,))


def _budget_bands(facts: Facts, texts: Texts) -> tuple[Band, ...]:
    budget = facts["budget"] or {}
    head = Row(tuple(label(texts[f"budget.{key}"])
                     for key in ("group", "item", "how", "foreign", "yuan")), 7.5)
    rows = [head]
    for group in budget_rows(texts["rows.actual"], texts["rows.fixed"], budget.get("lines", ())):
        for number, line in enumerate(group):
            heading = (label(texts["budget." + ("fixed" if group[0]["fixed"] else "actual")],
                             rows=len(group)),) if number == 0 else ()
            rows.append(Row((*heading, value(line["name"]), value(line["how"]),
                             value(line["foreign"], align="right"),
                             value(line["yuan"], align="right")), 6.4, grow=True))
    return (
        Band(_BUDGET, tuple(rows)),
        Band((24, 34, 24, None), (
            Row((label(texts["budget.total"]), value(budget.get("total", ""), align="center"),
                 label(texts["budget.capitals"]), value(budget.get("capitals", ""))), 8.5),
            Row((label(texts["budget.funding"]), value(facts["funding"], align="center"),
                 label(texts["budget.rates"]), value(_rates(budget))), 9.5),
        )),
        Band((60, None), (
            Row((label(texts["budget.review"]), opinion(signing=Signing(texts["budget.reviewer"]))),
                11),
        )),
    )


def _rates(budget: Mapping[str, Any]) -> str:
    said = ["；".join(budget.get("rates", ()))]
    if budget.get("by_host"):
        said.append(f"外方负担：{'、'.join(budget['by_host'])}")
    return "；".join(part for part in said if part)


def _department_bands(departments: Sequence[Mapping[str, str]], texts: Texts) -> tuple[Band, ...]:
    """Two departments side by side; one that is left over takes the whole width."""
    height = 36 if len(departments) <= 2 else 32

    def box(department: Mapping[str, str]) -> Cell:
        return opinion(fill(texts["department"], department), field=department["department"],
                       signing=Signing(texts["department.signing"]))

    bands = []
    for first in range(0, len(departments), 2):
        pair = departments[first:first + 2]
        widths: tuple[float | None, ...] = (None,) if len(pair) == 1 else (85, None)
        bands.append(Band(widths, (Row(tuple(box(each) for each in pair), height),)))
    return tuple(bands)


APPLICATION = Printable(
    code=CODE, title="校内因公临时出国（境）申请审批表", entity=OutboundTrip, prefix="",
    options=_options, missing=_missing, facts=_facts, layout=_layout, notices=_notices,
    private=("id_no", "secrecy_level"),
)
