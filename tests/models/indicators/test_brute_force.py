"""F10 and F14 counted again, record by record in plain Python, over invented small colleges."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

import pytest

from exports.forms import form_by_code
from models.codes import continent
from models.entities import InboundVisit, OutboundTrip, StaffMember, TripLeg, TripMember, Visitor
from models.entity import DATABASE
from models.indicators import Period, indicator_by_id
from models.indicators.base import values_of

YEAR = 2024
HMT = ("HKG", "MAC", "TWN")
COUNTRIES = ("GBR", "JPN", "THA", "HKG", "MAC", "TWN")
LEVELS = ("厅局级", "处级", "处级以下", None)
FUNDINGS = ("财政预算", "科研项目", "校自筹", "外方承担", "混合", None)
TASKS = ("一般性工作交流", "国际会议", "培训进修", None)
DESTINATIONS = ("出国", "赴港澳", "赴台")


@contextmanager
def thrown_away() -> Iterator[None]:
    """Whatever is written inside is gone afterwards."""
    with DATABASE.atomic() as transaction:
        yield
        transaction.rollback()


def make_trips(dice: random.Random) -> list[dict[str, Any]]:
    """Up to eight trips around one year, as plain dicts that are also put into the database."""
    trips = []
    for person in range(1, 7):
        StaffMember.insert(id=person, name=f"教师{person}").execute()
    for id in range(1, dice.randrange(2, 9)):
        out = date(YEAR - 1, 11, 1) + timedelta(days=dice.randrange(480))
        trip = {
            "id": id, "title": f"团组{id}", "departed_on": out,
            "returned_on": dice.choice([None, *[out + timedelta(days=dice.randrange(40))] * 9]),
            "status": dice.choice([None, None, None, "已执行", "计划", "已批复", "取消"]),
            "destination_kind": dice.choice([None, None, *DESTINATIONS]),
            "task_kind": dice.choice(TASKS), "level": dice.choice(LEVELS),
            "funding_kind": dice.choice(FUNDINGS),
            "is_joint": dice.choice([None, True, False]),
            "in_plan": dice.choice([None, True, False]),
            "head_count": dice.choice([None, 1, 3]), "cost": dice.choice([None, 12345]),
            "retired_at": dice.choice([None] * 9 + ["2024-01-01 00:00:00"]),
        }
        OutboundTrip.insert(**trip).execute()
        trip["members"] = dice.sample(range(1, 7), dice.randrange(0, 5))
        for person in trip["members"]:
            TripMember.insert(trip=id, staff_member=person).execute()
        trip["places"] = []
        for country in dice.sample(COUNTRIES, dice.randrange(0, 4)):
            airport_only = dice.choice([None, False, True])
            TripLeg.insert(trip=id, country=country, airport_only=airport_only).execute()
            if not airport_only:
                trip["places"].append(country)
        trips.append(trip)
    return trips


def executed(trip: dict[str, Any]) -> bool:
    marked = trip["status"] == "已执行" or (trip["status"] is None and trip["returned_on"] is not None)
    return trip["retired_at"] is None and marked


def returned(trip: dict[str, Any]) -> bool:
    return executed(trip) and trip["returned_on"] is not None and trip["returned_on"].year == YEAR


def destination(trip: dict[str, Any]) -> str | None:
    if trip["destination_kind"]:
        return trip["destination_kind"]
    if any(place not in HMT for place in trip["places"]):
        return "出国"
    return "赴台" if "TWN" in trip["places"] else "赴港澳" if trip["places"] else None


def days(trip: dict[str, Any]) -> int:
    """Days of the trip that lie in the year, one by one."""
    if not executed(trip) or trip["returned_on"] is None:
        return 0
    span = (trip["returned_on"] - trip["departed_on"]).days
    return sum((trip["departed_on"] + timedelta(days=n)).year == YEAR for n in range(span + 1))


def party(trip: dict[str, Any]) -> int:
    return len(trip["members"]) or trip["head_count"] or 0


def lies_in(trip: dict[str, Any], where: dict[str, Any]) -> bool:
    """Whether a trip belongs to a row of the form."""
    group = None if trip["task_kind"] is None else "公务" if trip["task_kind"] == TASKS[0] else "教学科研"
    own = {**trip, "destination_kind": destination(trip), "task_group": group}
    places = trip["places"] or [None]
    return all(value in places if key == "country" else own[key] == value for key,
               value in where.items())


def recount(trips: list[dict[str, Any]], where: dict[str, Any]) -> dict[str, Any]:
    """All columns of one row of F10."""
    here = [trip for trip in trips if lies_in(trip, where)]
    back = [trip for trip in here if returned(trip)]
    return {
        "groups": len(back),
        "person_times": sum(party(trip) for trip in back),
        "persons": len({person for trip in back for person in trip["members"]}),
        "person_days": sum(party(trip) * days(trip) for trip in here),
        "cost": sum(trip["cost"] or 0 for trip in back),
        "in_plan": sum(trip["in_plan"] is True for trip in back),
        "joint": sum(trip["is_joint"] is True for trip in back),
    }


COLUMNS = {
    "groups": "trips.groups", "person_times": "trips.person_times", "persons": "trips.persons",
    "person_days": "trips.person_days", "joint": "trips.joint_groups",
}


@pytest.mark.parametrize("block", range(4))
def test_trips_of_two_hundred_colleges_counted_again(college, block):
    year = Period.calendar_year(YEAR)
    rows = [{}, *({"destination_kind": kind} for kind in (*DESTINATIONS, None)), {"country": "GBR"},
            {"country": "HKG", "destination_kind": "赴港澳"}]
    figures = {(key, tuple(where.items())): indicator_by_id(id).at(year, **where)
               for key, id in COLUMNS.items() for where in rows}
    for seed in range(block * 50, block * 50 + 50):
        dice = random.Random(seed)
        asked = dice.sample(rows, 2)
        with thrown_away():
            trips = make_trips(dice)
            numbers = values_of(f for (_, where), f in figures.items() if dict(where) in asked)
            for where in asked:
                wanted = recount(trips, where)
                got = {key: numbers[figures[key, tuple(where.items())]] for key in COLUMNS}
                assert got == {key: wanted[key] for key in COLUMNS}, (seed, where)


@pytest.mark.parametrize("seed", range(1000, 1006))
def test_every_cell_of_f10_counted_again(college, seed):
    with thrown_away():
        trips = make_trips(random.Random(seed))
        filled = form_by_code("F10").fill(YEAR)
        for row in filled.rows:
            if row.heading:
                continue
            wanted = recount(trips, dict(row.where))
            for column in filled.columns:
                got = filled.number(row.key, column.key)
                assert got is None or got == wanted[column.key], (seed, row.key, column.key)
        assert not [check for check in filled.checks() if check.level == "错" and not check.ok]


def make_visits(dice: random.Random) -> list[dict[str, Any]]:
    """Up to eight visits around one year, with named guests of several nationalities."""
    places = (*COUNTRIES, "CHN", None)
    visits = []
    for id in range(1, dice.randrange(2, 9)):
        visit = {
            "id": id, "title": f"来访{id}", "country": dice.choice(places),
            "arrived_on": date(YEAR - 1, 12, 1) + timedelta(days=dice.randrange(420)),
            "head_count": dice.choice([None, 1, 4, 9]),
            "body_kind": dice.choice(["政府", "院校", None]),
            "purpose_kind": dice.choice(["友好访问", "其他", None]),
            "reception_level": dice.choice(["校级", "院级", None]),
            "is_high_level": dice.choice([None, True]),
            "agreements_signed": dice.choice([None, 1, 2]),
        }
        InboundVisit.insert(**visit).execute()
        visit["named"] = [dice.choice(places) for _ in range(dice.randrange(0, 5))]
        for number, nationality in enumerate(visit["named"]):
            Visitor.insert(visit=id, name=f"客{number}", nationality=nationality).execute()
        visits.append(visit)
    return visits


def region(code: str | None) -> str | None:
    return None if code is None else {"HKG": "港澳", "MAC": "港澳", "TWN": "台湾", "CHN": "国内"}.get(code,
                                                                                              "外国")


def guests(visit: dict[str, Any]) -> list[str | None]:
    """Each guest's place: their own nationality, else that of the delegation."""
    size = max(visit["head_count"] or 0, len(visit["named"]))
    known = [nationality for nationality in visit["named"] if nationality is not None]
    return known + [visit["country"]] * (size - len(known))


def fits(code: str | None, where: dict[str, Any]) -> bool:
    """Whether a place belongs to a row of F14 (〔国内〕 is asked for apart)."""
    tests = {"region": region, "continent": lambda c: None if c is None else continent(c)}
    return all(tests[key](code) == value for key, value in where.items() if key in tests)


@pytest.mark.parametrize("block", range(5))
def test_every_cell_of_f14_counted_again(college, block):
    for seed in range(block * 4, block * 4 + 4):
        with thrown_away():
            visits = [v for v in make_visits(random.Random(seed)) if v["arrived_on"].year == YEAR]
            filled = form_by_code("F14").fill(YEAR)
            for row in filled.rows:
                if row.heading:
                    continue
                domestic = row.key == "domestic"
                where = dict(row.where)
                kept = [v for v in visits
                        if all(v[k] == w for k, w in where.items() if k.endswith("_kind"))]
                groups = [v for v in kept if (v["country"] == "CHN") == domestic
                          and fits(v["country"], where)]
                people = [c for v in kept for c in guests(v) if (c == "CHN") == domestic
                          and fits(c, where)]
                wanted = {
                    "groups": len(groups), "person_times": len(people),
                    "school_level": sum(v["reception_level"] == "校级" for v in groups),
                    "high_level": sum(v["is_high_level"] is True for v in groups),
                    "agreements": sum(v["agreements_signed"] or 0 for v in groups),
                }
                got = {column.key: filled.number(row.key, column.key) for column in filled.columns}
                assert got == wanted, (seed, row.key)
            assert not [check for check in filled.checks() if check.level == "错" and not check.ok]
