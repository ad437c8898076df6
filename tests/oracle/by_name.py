"""Numbers that several forms ask for, each over any period, by the names under which they ask."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from tests.oracle.conferences import conferences
from tests.oracle.days import Span, inside
from tests.oracle.influence import adopted, posts, studied_in
from tests.oracle.papers_with_partners import known_to, papers, valid
from tests.oracle.places import REGIONS, is_foreign
from tests.oracle.projects import begun, money
from tests.oracle.schools_together import existing, running, students_of
from tests.oracle.sent_students import term
from tests.oracle.students import category, newest, possible_stays
from tests.oracle.study import learners, scholars
from tests.oracle.tables import Record, Tables, by_id, live
from tests.oracle.teachers import serves
from tests.oracle.trips import Trip, all_trips
from tests.oracle.visits import guests, region

Named = Callable[[Tables, Span], Any]


def _teachers(tables: Tables, span: Span, *, near: bool = False) -> int:
    people = by_id(tables, "foreign_teacher")
    return len({
        c["teacher"] for c in live(tables, "engagement")
        if c["teacher"] in people and serves(c, span)
        and (people[c["teacher"]]["nationality"] in REGIONS if near
             else people[c["teacher"]]["nationality"] not in (*REGIONS, "CHN"))
    })


def trips_home(tables: Tables, span: Span) -> list[Trip]:
    """Carried out and back in the period."""
    return [trip for trip in all_trips(tables) if trip.back_in(span)]


def _students(tables: Tables, span: Span) -> list[Record]:
    """The last stay of everybody who studied here in the period."""
    return list(newest(s for s in possible_stays(tables) if studied_in(s, span)).values())


def sent(tables: Tables, span: Span) -> list[Record]:
    """Stays abroad begun in the period; 线上 is none."""
    people = by_id(tables, "outbound_student")
    return [s for s in live(tables, "placement") if s["student"] in people
            and s["programme_kind"] != "线上" and inside(s["departed_on"], span)]


def _visits(tables: Tables, span: Span) -> list[Record]:
    return [v for v in live(tables, "inbound_visit") if inside(v["arrived_on"], span)]


def _guests(tables: Tables, span: Span, wanted: Callable[[str | None], bool]) -> int:
    return sum(wanted(place) for v in _visits(tables, span) for place in guests(tables, v))


def leaders(tables: Tables, span: Span) -> list[int]:
    """校领导 on trips back in the period, once for each trip."""
    return [m["staff_member"] for trip in trips_home(tables, span) for m in trip.members
            if trip.staff[m["staff_member"]]["is_school_leader"] is True]


def donations(tables: Tables, span: Span) -> list[Record]:
    """接受捐赠 begun in the period."""
    return [p for p in begun(tables, span) if p["kind"] == "接受捐赠"]


def _awards(tables: Tables, span: Span) -> int:
    return sum(is_foreign(a["country"]) and inside(a["awarded_on"], span)
               for a in live(tables, "competition_award"))


def _countries_of_students(tables: Tables, span: Span) -> int:
    people = by_id(tables, "international_student")
    return len({people[s["student"]]["nationality"] for s in _students(tables, span)} - {None})


def _home_from_study(tables: Tables, span: Span) -> int:
    return sum(inside(one.back, span) for one in learners(tables))


def _targets(tables: Tables, span: Span) -> int:
    return len(targets_of(tables, span.end.year))


def targets_of(tables: Tables, year: int) -> list[Record]:
    """Targets whose plan runs in the year, after its base; a blank year bounds nothing."""
    return [t for t in live(tables, "plan_target")
            if (t["base_year"] is None or t["base_year"] < year)
            and (t["target_year"] is None or t["target_year"] >= year)]


BY_NAME: dict[str, Named] = {
    "targets.count": _targets,
    "teachers.headcount": _teachers,
    "teachers.at_year_end": lambda t, s: _teachers(t, Span(s.end, s.end)),
    "teachers.hmt_headcount": lambda t, s: _teachers(t, s, near=True),
    "staff_training.person_times": _home_from_study,
    "study_abroad.staff_out": lambda t, s: len({
        o.member["staff_member"] for o in scholars(t) if inside(o.left, s)}),
    "study_abroad.staff_back": lambda t, s: len({
        o.member["staff_member"] for o in scholars(t) if inside(o.back, s)}),
    "trips.groups": lambda t, s: len(trips_home(t, s)),
    "trips.person_times": lambda t, s: sum(trip.party for trip in trips_home(t, s)),
    "trips.cost": lambda t, s: sum(
        (Decimal(str(trip.record["cost"] or 0)) for trip in trips_home(t, s)), Decimal(0)),
    "influence.posts": posts,
    "students.headcount": lambda t, s: len(_students(t, s)),
    "students.degree": lambda t, s: sum(
        category(one) in ("01", "02", "03", "04") for one in _students(t, s)),
    "students.countries": _countries_of_students,
    "outbound_students.person_times[term=长期]": lambda t, s: sum(
        term(one) == "长期" for one in sent(t, s)),
    "outbound_students.person_times[term=短期]": lambda t, s: sum(
        term(one) == "短期" for one in sent(t, s)),
    "influence.standards": lambda t, s: adopted(t, s, "专业标准", "课程标准"),
    "influence.resources": lambda t, s: adopted(t, s, "教学资源"),
    "joint.programmes": lambda t, s: len(running(t, s)),
    "joint.students": lambda t, s: sum(students_of(t, p, s) for p in running(t, s)),
    "sites.existing": lambda t, s: len(existing(t, s)),
    "visits.outside_person_times": lambda t, s: _guests(t, s, lambda place: place != "CHN"),
    "visits.foreign_person_times": lambda t, s: _guests(
        t, s, lambda place: region(place) == "外国"),
    "visits.foreign_groups": lambda t, s: sum(
        region(v["country"]) == "外国" for v in _visits(t, s)),
    "conferences.held": lambda t, s: len(conferences(t, s)),
    "agreements.valid": lambda t, s: sum(valid(p, s) for p in papers(t)),
    "partners.countries": lambda t, s: len({
        p["country"] for p in papers(t) if valid(p, s) and is_foreign(p["country"])}),
    "partners.sister_pairs": lambda t, s: sum(
        p["is_sister_school"] is True for p in known_to(live(t, "partner_school"), s)),
    "influence.awards": _awards,
    "ngos.amount": lambda t, s: money(begun(t, s)),
    "city.leader_trips": lambda t, s: len(leaders(t, s)),
    "city.leaders": lambda t, s: len(set(leaders(t, s))),
    "city.donations": lambda t, s: len(donations(t, s)),
    "city.donated": lambda t, s: money(donations(t, s)),
}
