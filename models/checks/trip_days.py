"""How the days of a trip are counted, said line by line so that anybody can check it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from models import codes
from models.checks.base import Look, full
from models.checks.trip_facts import TripFacts, trips
from models.entities.outbound_trip import OutboundTrip, TripLeg

WEEKDAYS = "一二三四五六日"


@dataclass(frozen=True)
class CountedDay:
    """One day abroad: where it counts, why, and whether a night is spent there."""

    number: int
    day: date
    place: str
    country: str
    why: str
    night: bool

    @property
    def words(self) -> str:
        """第 1 天　2027-03-20（周六）　离境，计入　日本东京　1 晚."""
        weekday = WEEKDAYS[self.day.weekday()]
        night = "1 晚" if self.night else ""
        parts = (f"第 {self.number} 天", f"{self.day}（周{weekday}）", self.why, self.place, night)
        return "　".join(part for part in parts if part)


@dataclass(frozen=True)
class DayCount:
    """All days of a trip. fault: why they cannot be counted; then there are none."""

    days: tuple[CountedDay, ...] = ()
    by_country: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    verdict: tuple[str, ...] = ()
    fault: str = ""

    @property
    def total(self) -> int:
        """Days abroad: both border days counted."""
        return len(self.days)

    @property
    def nights(self) -> int:
        """Nights abroad."""
        return sum(day.night for day in self.days)

    @property
    def sum_words(self) -> str:
        """2027-03-25 − 2027-03-20 + 1 = 6 天，5 晚."""
        first, last = self.days[0].day, self.days[-1].day
        return f"{last} − {first} + 1 = {self.total} 天，{self.nights} 晚"


def count_days(trip: OutboundTrip) -> DayCount:
    """The days of a trip as its dates and legs have them."""
    facts = next(iter(trips(Look(trip_id=trip.id))), None) if trip.id else None
    if facts is None:
        facts = TripFacts(trip)
    out, back = full(trip.departed_on), full(trip.returned_on)
    if out is None or back is None:
        return DayCount(fault="出境日期或入境日期没有填到日，不能计算在外天数。")
    if back < out:
        return DayCount(fault="入境日期早于出境日期，不能计算在外天数。")
    visited = [leg for leg in facts.legs if not leg.airport_only]
    total = (back - out).days + 1
    days = tuple(_day(visited, out, number=number, total=total) for number in range(total))
    return DayCount(days, _by_country(days), tuple(_notes(facts, visited, total)),
                    tuple(_verdict(facts, total)))


def explain_days(trip: OutboundTrip) -> list[str]:
    """Each day with where it counts, then the sum and the limit; or why it cannot be counted."""
    count = count_days(trip)
    if count.fault:
        return [count.fault]
    return ["离境、抵境当日都计入在外天数，以出入境章为准。", *(day.words for day in count.days),
            *([f"分国（地区）：{'；'.join(count.by_country)}"] if count.by_country else []),
            *count.notes, count.sum_words, *count.verdict]


def _day(legs: list[TripLeg], out: date, *, number: int, total: int) -> CountedDay:
    """A day over two countries belongs to the one of its night, the last to the last country."""
    day, is_last = out + timedelta(days=number), number == total - 1
    leg, reached = _leg_of(legs, day), [x for x in legs if full(x.arrived_on) == day]
    why = "离境日，计入" if number == 0 else "抵境日，计入" if is_last else ""
    if number and not is_last and reached and leg is not None and len(legs) > 1:
        why = "转赴当日，归过夜国"
    elif is_last and len(legs) > 1:
        why += "，归最后一国"
    place = f"{codes.countries().name_of(leg.country or '')}{leg.city or ''}" if leg else ""
    country = leg.country or "" if leg else ""
    return CountedDay(number + 1, day, place, country, why, night=not is_last)


def _leg_of(legs: list[TripLeg], day: date) -> TripLeg | None:
    """The leg reached by that day; before the first arrival, the first."""
    dated = sorted(
        ((on, leg) for leg in legs if (on := full(leg.arrived_on))), key=lambda pair: pair[0]
    )
    reached = [leg for on, leg in dated if on <= day]
    return reached[-1] if reached else legs[0] if legs else None


def _by_country(days: tuple[CountedDay, ...]) -> tuple[str, ...]:
    """日本 3 天 3 晚, in order of travel; the sum of days is the whole."""
    said = []
    for country in dict.fromkeys(day.country for day in days if day.country):
        mine = [day for day in days if day.country == country]
        nights = sum(day.night for day in mine)
        said.append(f"{codes.countries().name_of(country)} {len(mine)} 天 {nights} 晚")
    return tuple(said)


def _notes(facts: TripFacts, visited: list[TripLeg], total: int) -> list[str]:
    """Transit, an undated itinerary, the register's own number, and members' own days."""
    names, notes = codes.countries().name_of, []
    for leg in facts.legs:
        if leg.airport_only:
            place = f"{names(leg.country or '')}{leg.city or ''}"
            notes.append(f"经停{place}不出机场：不计入国家数，不单列天数。")
    if len(visited) > 1 and any(full(leg.arrived_on) is None for leg in visited):
        notes.append("有行程段没有填抵达日期，分国天数只作参考。")
    if facts.trip.stated_days and facts.trip.stated_days != total:
        notes.append(f"登记表上写 {facts.trip.stated_days} 天，与日期不符。")
    for member, person in facts.staff():
        if facts.has_own_days(member):
            out, back = facts.span_of(member)
            days = facts.days_of(member)
            notes.append(f"{person.name}本人 {out} 出境、{back} 入境，在外 {days} 天。")
    return notes


def _verdict(facts: TripFacts, total: int) -> list[str]:
    from models.checks.trip_limits import allowed_days

    if facts.trip.is_academic:
        return ["教学科研人员执行学术交流合作任务，不计入限量；须单列计划并注明。"]
    if not facts.countries or facts.trip.destination_kind not in (None, "出国"):
        return []
    count = len(facts.countries)
    general, longer = allowed_days(facts, Look())
    said = [_compared(f"出访 {count} 国，一般公务团组不超过 {general} 天", total, general)]
    if longer > general:
        said.append(_compared(f"拉美、非洲航班衔接不便的不超过 {longer} 天", total, longer))
    return said


def _compared(words: str, total: int, allowed: int) -> str:
    verdict = "符合" if total <= allowed else f"超出 {total - allowed} 天"
    return f"{words}：{verdict}。"
