"""勾稽 of the forms on official trips: days and legs (G08), limits (G09), the period (G16)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

from exports.forms.base import FilledForm
from exports.forms.trip_rows import TripRow, days_of, read_rows
from models import codes
from models.checks.base import Look, full
from models.indicators.places import show_country
from models.indicators.rules import parameter

OFFICIAL = "行政类"
_NORTH = ("USA", "CAN")
Found = tuple[bool, str] | None


def rows_behind(row: str, column: str) -> Callable[[FilledForm], list[TripRow]]:
    """The trips behind a cell."""
    return lambda filled: read_rows(filled.cell(row, column).records())


def _told(wrong: list[str], asked: int, unit: str = "个团组") -> tuple[bool, str]:
    return not wrong, "；".join(wrong[:6]) or f"{asked}{unit}全部相符"


def category_of(trip: Any) -> str | None:
    """团组类别 in plain Python: the same three as the indicators' dimension."""
    if trip.is_academic:
        return "教学科研人员类"
    if trip.task_kind is None:
        return None
    return OFFICIAL if trip.task_kind == "一般性工作交流" else "学术交流合作类"


def is_far(code: str) -> bool:
    """Latin America or Africa, where connections are poor."""
    continent = codes.continent(code)
    return continent in ("非洲", "南美洲") or (continent == "北美洲" and code not in _NORTH)


def exceeded(row: TripRow, look: Look) -> list[str]:
    """What of the limits on official trips abroad a trip exceeds; nothing for academic ones."""
    if category_of(row.trip) != OFFICIAL:
        return []
    places, days, found = row.places, row.days, []
    most = look.number("R-OUT-05", "people")
    if not row.trip.is_joint and row.size > most:
        found.append(f"{row.size}人＞{most}人")
    countries = look.number("R-OUT-03", "countries")
    if len(places) > countries:
        found.append(f"{len(places)}国＞{countries}国")
    if days is not None and places:
        which = "R-OUT-02" if all(is_far(code) for code in places) else "R-OUT-01"
        allowed = look.number(which, f"days_{min(len(places), 3)}")
        if days > allowed:
            found.append(f"{len(places)}国{days}天＞{allowed}天")
    return found


def limits(get: Callable[[FilledForm], list[TripRow]]) -> Callable[[FilledForm], Found]:
    """G09: people, countries and days, of the official trips only."""

    def test(filled: FilledForm) -> Found:
        look = Look()
        official = [row for row in get(filled) if category_of(row.trip) == OFFICIAL]
        wrong = [f"{row.trip.title}（{'，'.join(found)}）" for row in official
                 if (found := exceeded(row, look))]
        return _told(wrong, len(official), "个行政类团组")

    return test


def allowed_in_hong_kong_and_macao(places: tuple[str, ...]) -> int:
    """Days that the province may approve: each region has its own."""
    days = {"HKG": parameter("trip_plans.hong_kong_days").number(),
            "MAC": parameter("trip_plans.macao_days").number()}
    return sum(days.get(code, 0) for code in places)


def hong_kong_macao_limits(get: Callable[[FilledForm], list[TripRow]]) -> Callable[
        [FilledForm], Found]:
    """赴港、赴澳 have limits of their own; beyond them the State Council's office decides."""

    def test(filled: FilledForm) -> Found:
        rows, wrong = get(filled), []
        for row in rows:
            allowed = allowed_in_hong_kong_and_macao(row.places)
            if row.days is not None and allowed and row.days > allowed:
                where = "、".join(show_country(code) for code in row.places)
                wrong.append(f"{row.trip.title}（{where}{row.days}天＞{allowed}天）")
        return _told(wrong, len(rows))

    return test


def temporary(get: Callable[[FilledForm], list[TripRow]]) -> Callable[[FilledForm], Found]:
    """因公临时出国（境）: no longer than some 90 days."""

    def test(filled: FilledForm) -> Found:
        most, rows = parameter("trip_plans.temporary_days").number(), get(filled)
        wrong = [f"{row.trip.title}（{row.days}天＞{most}天）" for row in rows
                 if row.days is not None and row.days > most]
        return _told(wrong, len(rows))

    return test


def leaders_apart(get: Callable[[FilledForm], list[TripRow]]) -> Callable[[FilledForm], Found]:
    """Leaders of the college do not travel in one group."""

    def test(filled: FilledForm) -> Found:
        rows, wrong = get(filled), []
        for row in rows:
            led = [m.staff_member.name for m in row.members if m.staff_member.is_school_leader]
            if len(led) > 1:
                wrong.append(f"{row.trip.title}（{'、'.join(led)}）")
        return _told(wrong, len(rows))

    return test


def sound_days(get: Callable[[FilledForm], list[TripRow]]) -> Callable[[FilledForm], Found]:
    """G08: 天数＝抵境－离境＋1 and at least 1."""

    def test(filled: FilledForm) -> Found:
        rows = get(filled)
        wrong = [f"{row.trip.title}（{row.days}天）" for row in rows
                 if row.days is not None and row.days < 1]
        return _told(wrong, len(rows))

    return test


def sound_legs(get: Callable[[FilledForm], list[TripRow]]) -> Callable[[FilledForm], Found]:
    """G08: legs follow each other inside the trip, without gap or overlap."""

    def test(filled: FilledForm) -> Found:
        rows = get(filled)
        wrong = [f"{row.trip.title}（{said}）" for row in rows if (said := _leg_fault(row))]
        return _told(wrong, len(rows))

    return test


def _leg_fault(row: TripRow) -> str:
    """The first thing wrong with the dated legs; they may share the day of moving on."""
    dated = sorted(
        (begin, end, leg.country) for leg in row.legs
        if (begin := full(leg.arrived_on)) and (end := full(leg.left_on))
    )
    span = days_of(row)
    for begin, end, country in dated:
        if end < begin:
            return f"{show_country(country)}离开早于抵达"
        if span and (begin < span[0] or end > span[1]):
            return f"{show_country(country)}不在离、抵境日期之内"
    for (_, before, first), (after, _, second) in pairwise(dated):
        pair = f"{show_country(first)}与{show_country(second)}"
        if after < before:
            return f"{pair}重叠"
        if (after - before).days > 1:
            return f"{pair}之间空{(after - before).days - 1}天"
    return ""


def one_place_at_a_time(get: Callable[[FilledForm], list[TripRow]]) -> Callable[
        [FilledForm], Found]:
    """G08: nobody is on two trips on one day."""

    def test(filled: FilledForm) -> Found:
        rows = get(filled)
        wrong = [f"{name}（{first.trip.title}、{second.trip.title}）"
                 for name, first, second in _clashes(rows)]
        return _told(wrong, sum(len(row.members) for row in rows), "人次")

    return test


def _clashes(rows: list[TripRow]) -> Iterator[tuple[str, TripRow, TripRow]]:
    """Two trips of one person that share a day, by each one's own days."""
    spans: dict[int, list[tuple[Any, Any, str, TripRow]]] = {}
    for row in rows:
        for member in row.members:
            out = full(member.left_home_on) or full(row.trip.departed_on)
            back = full(member.came_home_on) or full(row.trip.returned_on)
            if out and back:
                person = member.staff_member
                spans.setdefault(person.id, []).append((out, back, person.name, row))
    for found in spans.values():
        found.sort(key=lambda span: (span[0], span[3].trip.id))
        for (_, before, name, first), (after, _, _, second) in pairwise(found):
            if after <= before:
                yield name, first, second


def inside_period(
    get: Callable[[FilledForm], list[TripRow]], day: str,
) -> Callable[[FilledForm], Found]:
    """G16: every trip that counts has its day (returned_on, departed_on) in the period."""

    def test(filled: FilledForm) -> Found:
        rows, period = get(filled), filled.period
        wrong = []
        for row in rows:
            when = full(getattr(row.trip, day))
            if when is not None and not period.start <= when <= period.end:
                wrong.append(f"{row.trip.title}（{when}）")
        return _told(wrong, len(rows))

    return test


def within_approval(get: Callable[[FilledForm], list[TripRow]]) -> Callable[[FilledForm], Found]:
    """实际天数≤批准天数, 实际人数≤批准人数, unless 与批件不一致的说明 says why."""

    def test(filled: FilledForm) -> Found:
        rows, wrong = get(filled), []
        for row in rows:
            trip = row.trip
            over = []
            days = row.days if row.days is not None else trip.stated_days
            if days and trip.approved_days is not None and days > trip.approved_days:
                over.append(f"{days}天＞批准{trip.approved_days}天")
            most = trip.approved_head_count
            if most is not None and row.size > most:
                over.append(f"{row.size}人＞批准{most}人")
            if over and not trip.deviation_note:
                wrong.append(f"{trip.title}（{'，'.join(over)}，未填说明）")
        return _told(wrong, len(rows))

    return test
