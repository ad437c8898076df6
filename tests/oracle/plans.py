"""F08, F09, F09b, F11, F11b and F12 from trips, members, legs and budgets."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from tests.oracle.days import Span, days, first, full, inside, last, year_of
from tests.oracle.places import REGIONS
from tests.oracle.tables import Cells, Record, Tables, live, of
from tests.oracle.trips import TASKS, Trip, all_trips

OFFICIAL = "一般性工作交流"
CATEGORIES = ("行政类", "学术交流合作类", "教学科研人员类")
LEVELS = ("厅局级", "处级", "处级以下", None)
REPORT_DAYS = 30
EVER = Span(date.min, date.max)


def is_planned(trip: Trip, span: Span) -> bool:
    """Stands in a plan, and means to leave in the period."""
    record = trip.record
    waiting = record["in_plan"] is None and record["status"] in ("计划", "已批复")
    return bool(record["in_plan"] or waiting) and inside(record["departed_on"], span)


def category(trip: Trip) -> str | None:
    """团组类别: 教学科研人员 as marked, else by the task."""
    task = trip.record["task_kind"]
    if trip.record["is_academic"]:
        return "教学科研人员类"
    return None if task is None else "行政类" if task == OFFICIAL else "学术交流合作类"


def length(trip: Trip) -> int | None:
    """Days from border to border, both counted; else as the register states."""
    out, back = trip.record["departed_on"], trip.record["returned_on"]
    if full(out, back):
        return len(days(out, back, EVER))
    stated: int | None = trip.record["stated_days"]
    return stated


def planned_days(trip: Trip) -> int:
    """Days of a plan: known, stated, or at least approved."""
    known = length(trip)
    return int(known if known is not None else trip.record["approved_days"] or 0)


def _yuan(line: Record) -> Decimal:
    """A line of a budget: standard × people × days × rate to the 分, else as typed."""
    parts = [line[name] for name in ("standard", "persons", "days", "rate")]
    if None in parts:
        return Decimal(str(line["amount"] or 0))
    product = Decimal(1)
    for part in parts:
        product *= Decimal(str(part))
    return product.quantize(Decimal("0.01"), ROUND_HALF_UP)


def budget(tables: Tables, trips: list[Trip]) -> Decimal:
    """What the trips are to cost us; what the host pays is left out."""
    lines = [line for trip in trips
             for line in of(tables, "budget_line", "trip", trip.record["id"])]
    return sum((_yuan(line) for line in lines if not line["paid_by_host"]), Decimal(0))


def _plan_line(tables: Tables, trips: list[Trip]) -> dict[str, Any]:
    money = {
        "budget_own": [t for t in trips if t.record["funding_kind"] == "财政预算"],
        "budget_other": [t for t in trips if t.record["funding_kind"] not in ("财政预算", None)],
        "budget_none": [t for t in trips if t.record["funding_kind"] is None], "budget": trips,
    }
    return {
        "groups": len(trips), "person_times": sum(trip.party for trip in trips),
        "days": sum(map(planned_days, trips)),
        **{column: budget(tables, some) for column, some in money.items()},
    }


def in_order(trips: list[Trip]) -> list[Trip]:
    """By the day of leaving, then by entry."""
    return sorted(trips, key=lambda trip: (trip.record["departed_on"], trip.record["id"]))


def _plan(destination: str) -> Callable[[Tables, int], Cells]:
    """The plan of the year after, of one destination."""

    def count(tables: Tables, year: int) -> Cells:
        cells, every = Cells(), all_trips(tables)
        span = year_of(year + 1)
        trips = [t for t in every if is_planned(t, span) and t.destination == destination]

        def put(row: str, keep: Callable[[Trip], bool], *, money: bool = True) -> None:
            line = _plan_line(tables, [trip for trip in trips if keep(trip)])
            cells.line(row, {column: number for column, number in line.items()
                             if money or not column.startswith("budget")})

        for trip in trips:
            put(f"trip:{trip.record['id']}", lambda t, trip=trip: t is trip)
        cells.order["trip:"] = [f"trip:{trip.record['id']}" for trip in in_order(trips)]
        put("total", lambda _: True)
        for kind in (*CATEGORIES, None):
            put(f"category:{kind or 'none'}", lambda t, kind=kind: category(t) == kind)
        for kind in CATEGORIES:
            for level in LEVELS:
                mine = [t for t in trips if (category(t), t.level) == (kind, level)]
                key = f"{kind}:{level or 'none'}"
                put(f"level:{key}", lambda t, mine=mine: t in mine)
                for place in {place for trip in mine for place in trip.places}:
                    put(f"place:{key}:{place}", lambda t, mine=mine, place=place: (
                        t in mine and place in t.places), money=False)
        cells["note0", "note"] = sum(
            t.record["in_plan"] is False and inside(t.record["departed_on"], span)
            and t.record["status"] != "取消" and t.destination == destination for t in every)
        cells["note1", "note"] = sum(
            is_planned(t, span) and t.destination is None for t in every)
        return cells

    return count


f08, f09, f09b = _plan("出国"), _plan("赴港澳"), _plan("赴台")


def _is_academic(trip: Trip) -> bool:
    return trip.record["task_kind"] in TASKS


def _done_line(trips: list[Trip], span: Span) -> dict[str, Any]:
    back = [trip for trip in trips if trip.back_in(span)]
    return {
        "groups": len(back), "person_times": sum(trip.party for trip in back),
        "persons": len({m["staff_member"] for trip in back for m in trip.members}),
        "countries": len({p for trip in back for p in trip.places} - set(REGIONS)),
        "person_days": sum(trip.person_days(span) for trip in trips),
        "cost": sum(trip.record["cost"] or 0 for trip in back),
    }


def _half(year: int, half: int) -> Span:
    return Span(date(year, 1, 1), date(year, 6, 30)) if half == 1 else Span(
        date(year, 7, 1), date(year, 12, 31))


def _half_year(half: int) -> Callable[[Tables, int], Cells]:
    """What academic staff did in the half, and mean to do in the next."""

    def count(tables: Tables, year: int) -> Cells:
        cells, span = Cells(), _half(year, half)
        coming = _half(year, 2) if half == 1 else _half(year + 1, 1)
        every = [trip for trip in all_trips(tables) if _is_academic(trip)]
        planned = [trip for trip in every if is_planned(trip, coming)]

        def put(row: str, keep: Callable[[Trip], bool]) -> None:
            cells.line(row, _done_line([t for t in every if keep(t)], span))
            line = _plan_line(tables, [t for t in planned if keep(t)])
            plan_row = {"done": "planned"}.get(row, f"plan_{row}")
            cells.line(plan_row, {"groups": line["groups"], "cost": line["budget"],
                                  "person_times": line["person_times"]})

        put("done", lambda _: True)
        for kind in ("出国", "赴港澳", "赴台", None):
            put(f"place:{kind or 'none'}", lambda t, kind=kind: t.destination == kind)
        for task in TASKS:
            put(f"task:{task}", lambda t, task=task: t.record["task_kind"] == task)
        back = [trip for trip in every if trip.back_in(span)]
        for trip in back:
            cells.line(f"trip:{trip.record['id']}", _done_line([trip], span))
        for trip in planned:
            cells.line(f"plan_trip:{trip.record['id']}", {
                "groups": 1, "person_times": trip.party, "cost": budget(tables, [trip])})
        cells.order["trip:"] = [f"trip:{trip.record['id']}" for trip in in_order(back)]
        cells.order["plan_trip:"] = [f"plan_trip:{trip.record['id']}" for trip in in_order(planned)]
        return cells

    return count


f11, f11b = _half_year(1), _half_year(2)


def _report(trip: Trip) -> str:
    """Whether the report came within thirty days of the return."""
    reported = trip.record["reported_on"]
    if reported is None:
        return "已提交（日期未填）" if trip.record["report_submitted"] else "未提交"
    due = last(trip.record["returned_on"]) + timedelta(days=REPORT_DAYS)
    return "按期提交" if first(reported) <= due else "逾期提交"


def _beyond(trip: Trip, sign: int) -> bool:
    """More (1) or fewer (-1) days or people than approved."""
    known = len(trip.members) or trip.record["head_count"]
    pairs = ((length(trip), trip.record["approved_days"]),
             (known, trip.record["approved_head_count"]))
    return any(was is not None and allowed is not None and (was - allowed) * sign > 0
               for was, allowed in pairs)


def f12(tables: Tables, year: int) -> Cells:
    """All rows of F12."""
    cells, span = Cells(), year_of(year)
    trips = [trip for trip in all_trips(tables) if trip.back_in(span)]

    def put(row: str, some: list[Trip]) -> None:
        cells.line(row, {
            "groups": len(some), "people": sum(trip.party for trip in some),
            "approved_people": sum(t.record["approved_head_count"] or 0 for t in some),
            "approved_days": sum(t.record["approved_days"] or 0 for t in some),
            "days": sum(length(t) or 0 for t in some),
        })

    for trip in trips:
        put(f"trip:{trip.record['id']}", [trip])
    cells.order["trip:"] = [f"trip:{trip.record['id']}" for trip in in_order(trips)]
    put("total", trips)
    for state in ("按期提交", "逾期提交", "已提交（日期未填）", "未提交"):
        put(f"report:{state}", [trip for trip in trips if _report(trip) == state])
    cells["exceeding", "groups"] = sum(_beyond(trip, 1) for trip in trips)
    cells["shortened", "groups"] = sum(_beyond(trip, -1) for trip in trips)
    meant = [r for r in live(tables, "outbound_trip") if inside(r["departed_on"], span)]
    cells["cancelled", "groups"] = sum(r["status"] == "取消" for r in meant)
    cells["not_executed", "groups"] = sum(r["status"] in ("计划", "已批复") for r in meant)
    return cells
