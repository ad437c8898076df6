"""F17b and F17c: months of study abroad, students and staff, out and back; our own who learn."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tests.oracle.days import Span, days, inside, whole_months, year_of
from tests.oracle.places import is_foreign
from tests.oracle.tables import Cells, Record, Tables, by_id, live
from tests.oracle.trips import FUNDINGS, Trip, all_trips

LONG_MONTHS = 3
LEARNING = "培训进修"
LEVELS = ("专科", "本科", "硕士", "博士", "非学历")
CLASSES = ("国家公派", "单位公派", "自费")
_CLASS = {"国家公派": "国家公派", "单位公派": "单位公派", "学校资助": "单位公派", "外方资助": "自费",
          "自费": "自费", None: None}


@dataclass
class Learner:
    """One of our people on one trip to learn; their own days where they differ."""

    trip: Trip
    member: Record

    @property
    def left(self) -> str:
        """离境."""
        return str(self.member["left_home_on"] or self.trip.record["departed_on"])

    @property
    def back(self) -> str | None:
        """抵境."""
        found: str | None = self.member["came_home_on"] or self.trip.record["returned_on"]
        return found

    @property
    def person(self) -> Record:
        """Of the staff register."""
        return self.trip.staff[self.member["staff_member"]]

    @property
    def term(self) -> str | None:
        """长期 from three months on; None while nobody knows the end."""
        if self.back is None:
            return None
        return "长期" if whole_months(self.left, self.back) >= LONG_MONTHS else "短期"

    @property
    def paid_by(self) -> str | None:
        """国家公派 where the source says so, 自费 where the host pays all, else 单位公派."""
        source = (self.trip.record["funding_source"] or "").upper()
        if any(word in source for word in ("留学基金", "国家公派", "CSC")):
            return "国家公派"
        kind = self.trip.record["funding_kind"]
        return None if kind is None else "自费" if kind == "外方承担" else "单位公派"


def learners(tables: Tables) -> list[Learner]:
    """Everybody on a trip that was carried out and went to learn."""
    return [Learner(trip, member) for trip in all_trips(tables)
            if trip.carried_out and trip.record["task_kind"] == LEARNING
            for member in trip.members]


def scholars(tables: Tables) -> list[Learner]:
    """Those of them who studied three months or more abroad; 出访性质 as recorded tells."""
    return [one for one in learners(tables)
            if one.term == "长期" and one.trip.destination == "出国"]


def students_abroad(tables: Tables) -> list[Record]:
    """Stays of three months or more in a foreign country; 线上 is none."""
    people = by_id(tables, "outbound_student")
    return [
        s for s in live(tables, "placement")
        if s["student"] in people and s["programme_kind"] != "线上" and is_foreign(s["country"])
        and s["returned_on"] and whole_months(s["departed_on"], s["returned_on"]) >= LONG_MONTHS
    ]


def f17b(tables: Tables, year: int) -> Cells:
    """All lines of F17b."""
    span, cells = year_of(year), Cells()
    students = {"out": [s for s in students_abroad(tables) if inside(s["departed_on"], span)],
                "back": [s for s in students_abroad(tables) if inside(s["returned_on"], span)]}
    staff = {"out": [s for s in scholars(tables) if inside(s.left, span)],
             "back": [s for s in scholars(tables) if inside(s.back, span)]}

    def put(key: str, ours: Callable[[Record], bool], theirs: Callable[[Learner], bool]) -> None:
        for way in ("out", "back"):
            here = [s for s in students[way] if ours(s)]
            people = {s.member["staff_member"] for s in staff[way] if theirs(s)}
            cells[key, f"{way}:all"] = len({s["student"] for s in here}) + len(people)
            cells[key, f"{way}:staff"] = len(people)
            for level in (*LEVELS, None):
                cells[key, f"{way}:{level or 'none'}"] = len(
                    {s["student"] for s in here if s["level"] == level})

    put("total", lambda _: True, lambda _: True)
    for name in (*CLASSES, None):
        put(f"class:{name or 'none'}", lambda s, name=name: _CLASS[s["funding"]] == name,
            lambda s, name=name: s.paid_by == name)
    places = {s["country"] for way in students.values() for s in way} | {
        place for way in staff.values() for s in way for place in s.trip.places}
    for code in filter(is_foreign, places):
        put(f"country:{code}", lambda s, code=code: s["country"] == code,
            lambda s, code=code: code in s.trip.places)
        for name in (*CLASSES, None):
            put(f"in:{code}:{name or '未归类'}",
                lambda s, code=code, name=name: s["country"] == code
                and _CLASS[s["funding"]] == name,
                lambda s, code=code, name=name: code in s.trip.places and s.paid_by == name)
    return cells


def _training(some: list[Learner], span: Span) -> dict[str, int]:
    home = [one for one in some if inside(one.back, span)]
    people = {one.member["staff_member"]: one.person for one in home}
    return {
        "person_times": len(home), "persons": len(people),
        "women": sum(p["sex"] == "女" for p in people.values()),
        "full_time": sum(p["is_full_time_teacher"] is True for p in people.values()),
        "person_days": sum(len(days(one.left, one.back, span)) for one in some),
    }


def f17c(tables: Tables, year: int) -> Cells:
    """All lines of F17c."""
    span, cells, some = year_of(year), Cells(), learners(tables)

    def put(key: str, keep: Callable[[Learner], bool]) -> None:
        cells.line(key, _training([one for one in some if keep(one)], span))

    put("total", lambda _: True)
    for key, name in (("long", "长期"), ("short", "短期"), ("none", None)):
        put(f"term:{key}", lambda one, name=name: one.term == name)
    for key, name in (("abroad", "出国"), ("hong_kong_macao", "赴港澳"), ("taiwan", "赴台"),
                      ("none", None)):
        put(f"to:{key}", lambda one, name=name: one.trip.destination == name)
    for kind in (*FUNDINGS, None):
        put(f"funding:{kind or 'none'}",
            lambda one, kind=kind: one.trip.record["funding_kind"] == kind)
    for place in {p for one in some if inside(one.back, span) for p in one.trip.places}:
        line = _training([one for one in some if place in one.trip.places], span)
        del line["person_days"]
        cells.line(f"country:{place}", line)
    return cells
