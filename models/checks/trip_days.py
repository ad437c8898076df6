"""How the days of a trip are counted, said line by line so that anybody can check it."""

from __future__ import annotations

from datetime import date, timedelta

from models import codes
from models.checks.base import Look, full
from models.checks.trip_facts import trips
from models.entities.outbound_trip import OutboundTrip, TripLeg

WEEKDAYS = "一二三四五六日"


def explain_days(trip: OutboundTrip) -> list[str]:
    """Each day with where it counts, then the sum and the limit; or why it cannot be counted."""
    out, back = full(trip.departed_on), full(trip.returned_on)
    if out is None or back is None:
        return ["出境日期或入境日期没有填到日，不能计算在外天数。"]
    total = (back - out).days + 1
    lines = ["离境、抵境当日都计入在外天数，以出入境章为准。"]
    legs = [leg for leg in trip.lines(TripLeg) if not leg.airport_only]
    for number in range(total):
        day = out + timedelta(days=number)
        place = _place(legs, day, is_last=number == total - 1)
        mark = "离境" if number == 0 else "抵境" if number == total - 1 else ""
        lines.append(
            f"第 {number + 1} 天　{day}（周{WEEKDAYS[day.weekday()]}）"
            + "　".join(["", *(word for word in (mark, place) if word)])
        )
    lines.append(f"{back} − {out} + 1 = {total} 天")
    if trip.stated_days and trip.stated_days != total:
        lines.append(f"登记表上写 {trip.stated_days} 天，与日期不符。")
    return [*lines, *_limit(trip, total)]


def _place(legs: list[TripLeg], day: date, *, is_last: bool) -> str:
    """The leg reached by that day; a day over two countries belongs to the one of its night."""
    dated = sorted(
        ((on, leg) for leg in legs if (on := full(leg.arrived_on))), key=lambda pair: pair[0]
    )
    reached = [leg for on, leg in dated if on <= day]
    chosen = reached[-1] if reached else legs[0] if legs else None
    if chosen is None:
        return ""
    name = codes.countries().name_of(chosen.country or "")
    return f"{name}{chosen.city or ''}" + ("（返程日归最后一国）" if is_last and len(legs) > 1 else "")


def _limit(trip: OutboundTrip, total: int) -> list[str]:
    look = Look(trip_id=trip.id)
    facts = next(iter(trips(look)), None)
    if trip.is_academic:
        return ["教学科研人员执行学术交流合作任务，不计入限量；须单列计划并注明。"]
    if facts is None or not facts.countries or trip.destination_kind not in (None, "出国"):
        return []
    count = len(facts.countries)
    allowed = look.number("R-OUT-01", f"days_{min(count, 3)}")
    verdict = "符合" if total <= allowed else f"超出 {total - allowed} 天"
    return [f"出访 {count} 国，一般公务团组不超过 {allowed} 天：{verdict}。"]
