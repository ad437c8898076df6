"""F10 from trips, members and legs: 批次 by the day of return, 人天 day by day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from tests.oracle.days import Span, days, full, inside, touches, year_of
from tests.oracle.places import REGIONS
from tests.oracle.tables import Cells, Record, Tables, live, of

TASKS = ("国际会议", "合作研究/学术访问", "教育教学/讲学/指导培训", "国际组织履职", "培训进修")
FUNDINGS = ("财政预算", "科研项目", "校自筹", "外方承担", "混合")


class Trip:
    """One trip with what belongs to it."""

    def __init__(self, tables: Tables, record: Record) -> None:
        self.record = record
        self.members = of(tables, "trip_member", "trip", record["id"])
        self.legs = [leg for leg in of(tables, "trip_leg", "trip", record["id"])
                     if not leg["airport_only"]]
        self.staff = {person["id"]: person for person in tables["staff_member"]}

    @property
    def carried_out(self) -> bool:
        """Marked as carried out, or unmarked and back."""
        status, back = self.record["status"], self.record["returned_on"]
        return bool(status == "已执行" or (status is None and back is not None))

    @property
    def party(self) -> int:
        """Our own people: those listed, else the number of the register."""
        return len(self.members) or self.record["head_count"] or 0

    @property
    def places(self) -> set[str]:
        """Countries and regions visited."""
        return {leg["country"] for leg in self.legs}

    @property
    def destination(self) -> str | None:
        """出国, 赴港澳 or 赴台, as recorded, else by the places."""
        if self.record["destination_kind"]:
            return str(self.record["destination_kind"])
        if self.places - set(REGIONS):
            return "出国"
        return "赴台" if "TWN" in self.places else "赴港澳" if self.places else None

    @property
    def level(self) -> str | None:
        """团组级别: as recorded, else that of the leader (教师 counts as 处级以下)."""
        if self.record["level"]:
            return str(self.record["level"])
        leaders = [m for m in self.members if m["role"] == "团长"]
        known = [self.staff[m["staff_member"]]["level"] for m in leaders]
        if not known or known[0] is None:
            return None
        return known[0] if known[0] in ("厅局级", "处级") else "处级以下"

    def back_in(self, span: Span) -> bool:
        """Carried out, and back inside the period."""
        return self.carried_out and inside(self.record["returned_on"], span)

    def days(self, span: Span) -> set[date]:
        """The days of it that lie in the period."""
        return days(self.record["departed_on"], self.record["returned_on"], span)

    def away(self, member: Record) -> tuple[str | None, str | None]:
        """When one of them left and came home: their own days where known, else the group's."""
        out, back = member["left_home_on"], member["came_home_on"]
        return (out if full(out) else self.record["departed_on"],
                back if full(back) else self.record["returned_on"])

    def member_days(self, member: Record, span: Span) -> int:
        """Days of one of them; without full dates the stated days, in the year of return."""
        out, back = self.away(member)
        if full(out, back):
            return len(days(out, back, span))
        return (self.record["stated_days"] or 0) if inside(back, span) else 0

    def person_days(self, span: Span) -> int:
        """The days of all who are listed, else people × days of the group."""
        if not self.carried_out:
            return 0
        if self.members:
            return sum(self.member_days(member, span) for member in self.members)
        if full(self.record["departed_on"], self.record["returned_on"]):
            return self.party * len(self.days(span))
        stated = self.record["stated_days"] or 0
        return self.party * stated if inside(self.record["returned_on"], span) else 0

    def under_way(self, span: Span) -> bool:
        """A day abroad of the group, or of one with own dates, lies in the period.

        A leg dated after the return (a slip of the register) makes no day abroad.
        """
        stays = [(self.record["departed_on"], self.record["returned_on"])]
        stays += [self.away(m) for m in self.members
                  if full(m["left_home_on"]) or full(m["came_home_on"])]
        return any(out is not None and touches(out, back, span) for out, back in stays)

    def person_days_in(self, place: str, span: Span) -> int:
        """People × days in one place: by its dated legs, else the whole trip."""
        here = [leg for leg in self.legs if leg["country"] == place]
        has_own = any(full(m["left_home_on"]) or full(m["came_home_on"]) for m in self.members)
        is_back = self.record["returned_on"] or any(full(m["came_home_on"]) for m in self.members)
        if not self.carried_out or not here or not is_back or not self.under_way(span):
            return 0  # not known to be back: doubtful, in no country and not in the total
        here = [leg for leg in here if full(leg["arrived_on"], leg["left_on"])]
        if not here:
            return self.person_days(span)
        if has_own:
            return sum(len(self._days_there(member, here, span)) for member in self.members)
        stayed: set[date] = set()
        for leg in here:
            stayed |= days(leg["arrived_on"], leg["left_on"], span)
        return self.party * len(stayed)

    def _days_there(self, member: Record, legs: list[Record], span: Span) -> set[date]:
        """One person's days in some legs; the first and last leg reach to their own days."""
        out, back = self.away(member)
        went, came = self.record["departed_on"], self.record["returned_on"]
        found: set[date] = set()
        for leg in legs:
            begin, end = leg["arrived_on"], leg["left_on"]
            if full(out):
                begin = out if begin <= went else max(begin, out)
            if full(back):
                end = back if came is not None and full(came) and end >= came else min(end, back)
            found |= days(begin, end, span)
        return found


def all_trips(tables: Tables) -> list[Trip]:
    """Every trip that is not in the recycle bin."""
    return [Trip(tables, record) for record in live(tables, "outbound_trip")]


def _line(trips: list[Trip], span: Span) -> dict[str, Any]:
    back = [trip for trip in trips if trip.back_in(span)]
    return {
        "groups": len(back),
        "person_times": sum(trip.party for trip in back),
        "persons": len({m["staff_member"] for trip in back for m in trip.members}),
        "person_days": sum(trip.person_days(span) for trip in trips),
        "cost": sum(trip.record["cost"] or 0 for trip in back),
        "in_plan": sum(trip.record["in_plan"] is True for trip in back),
        "joint": sum(trip.record["is_joint"] is True for trip in back),
    }


def f10(tables: Tables, year: int) -> Cells:
    """All lines of F10."""
    span, trips, cells = year_of(year), all_trips(tables), Cells()

    def put(key: str, keep: Callable[[Trip], bool]) -> None:
        cells.line(key, _line([trip for trip in trips if keep(trip)], span))

    def abroad(trip: Trip) -> bool:
        return trip.destination == "出国"

    put("total", lambda _: True)
    put("abroad", abroad)
    put("task:official", lambda t: abroad(t) and t.record["task_kind"] == "一般性工作交流")
    put("task:academic", lambda t: abroad(t) and t.record["task_kind"] in TASKS)
    put("task:none", lambda t: abroad(t) and t.record["task_kind"] is None)
    for task in TASKS:
        put(f"task:{task}", lambda t, task=task: abroad(t) and t.record["task_kind"] == task)
    put("hong_kong_macao", lambda t: t.destination == "赴港澳")
    for place in ("HKG", "MAC"):
        put(f"place:{place}",
            lambda t, place=place: t.destination == "赴港澳" and place in t.places)
    put("taiwan", lambda t: t.destination == "赴台")
    put("nowhere", lambda t: t.destination is None)
    for level in ("厅局级", "处级", "处级以下", None):
        put(f"level:{level or 'none'}", lambda t, level=level: t.level == level)
    for kind in (*FUNDINGS, None):
        put(f"funding:{kind or 'none'}",
            lambda t, kind=kind: t.record["funding_kind"] == kind)
    for place in {place for trip in trips for place in trip.places}:
        here = [trip for trip in trips if place in trip.places]
        line = _line(here, span)
        cells.line(f"country:{place}", {
            "groups": line["groups"], "person_times": line["person_times"],
            "person_days": sum(trip.person_days_in(place, span) for trip in here)})
    line = _line([trip for trip in trips if not trip.places], span)
    cells.line("country:none", {k: line[k] for k in ("groups", "person_times")})
    return cells
