"""F02 from everything: the eight rows of 2017 to 2021; 国（境）外 holds 港澳台 too."""

from __future__ import annotations

from tests.oracle.days import Span, days, first, inside, last, school_year_to, touches
from tests.oracle.influence import GUIDANCE, SITE_KINDS
from tests.oracle.students import group
from tests.oracle.tables import Cells, Record, Tables, by_id, live
from tests.oracle.trips import all_trips


def is_outside(code: str | None) -> bool:
    """国（境）外: known, and not the mainland."""
    return code not in (None, "CHN")


def training(tables: Tables, span: Span) -> int:
    """Row 1: days here of those who do not study for a degree, and days at our sites abroad."""
    people = by_id(tables, "international_student")
    here = [
        len(days(stay["enrolled_from"], stay["enrolled_until"], span))
        for stay in live(tables, "enrolment") if stay["student"] in people
        and is_outside(people[stay["student"]]["nationality"]) and group(stay) == "培训"
    ]
    sites = {s["id"] for s in live(tables, "overseas_site") if is_outside(s["country"])}
    there = [count["training_person_days"] or 0 for count in live(tables, "site_count")
             if count["site"] in sites and inside(count["counted_on"], span)]
    return sum(here) + sum(there)


def internships(tables: Tables, span: Span) -> int:
    """Row 2: days of our students in enterprises that went abroad."""
    people = by_id(tables, "outbound_student")
    return sum(
        len(days(stay["departed_on"], stay["returned_on"], span))
        for stay in live(tables, "placement") if stay["student"] in people
        and stay["programme_kind"] == "实习" and stay["serves_outgoing_enterprise"]
    )


def guidance(tables: Tables, span: Span) -> int:
    """Row 3: days of full-time teachers who went out to teach others, wherever that was."""
    staff = by_id(tables, "staff_member")
    return sum(
        trip.member_days(member, span)
        for trip in all_trips(tables)
        if trip.carried_out and trip.record["task_kind"] == GUIDANCE
        for member in trip.members if staff[member["staff_member"]]["is_full_time_teacher"]
    )


def standards(tables: Tables, span: Span, kind: str) -> int:
    """Rows 5 and 6: titles, however many took them up."""
    return len({a["title"] for a in live(tables, "adoption")
                if a["kind"] == kind and is_outside(a["country"])
                and inside(a["adopted_on"], span)})


def _stands(site: Record, span: Span) -> bool:
    closed = site["closed_on"]
    return first(site["opened_on"]) <= span.end and (closed is None or last(closed) > span.end)


def _column(tables: Tables, span: Span) -> dict[str, int]:
    staff = by_id(tables, "staff_member")
    in_office = {
        p["staff_member"] for p in live(tables, "overseas_post")
        if staff[p["staff_member"]]["is_full_time_teacher"] and is_outside(p["country"])
        and touches(p["serves_from"], p["serves_until"], span)
    }
    return {
        "training": training(tables, span), "internship_days": internships(tables, span),
        "guidance_days_with_hmt": guidance(tables, span), "posts": len(in_office),
        "programme_standards": standards(tables, span, "专业标准"),
        "course_standards": standards(tables, span, "课程标准"),
        "awards": sum(is_outside(a["country"]) and inside(a["awarded_on"], span)
                      for a in live(tables, "competition_award")),
        "sites": sum(s["kind"] in SITE_KINDS and is_outside(s["country"]) and _stands(s, span)
                     for s in live(tables, "overseas_site")),
    }


def f02(tables: Tables, year: int) -> Cells:
    """All rows of F02, both years."""
    cells = Cells()
    for column, ending in (("last", year - 1), ("this", year)):
        for row, number in _column(tables, school_year_to(ending)).items():
            cells[row, column] = number
    return cells
