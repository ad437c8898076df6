"""The budget of an official trip: days and nights by place, standards, sums, and what is wrong.

Rule: 财行〔2013〕516号. Lodging is paid within the standard, meals and sundries as a flat sum per
day. A place without a standard is said to have none (无标准) and is never computed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from models.codes import countries
from models.entities.office import OfficeProfile
from models.entities.outbound_trip import (
    BUDGET_ITEMS,
    BudgetLine,
    OutboundTrip,
    TripLeg,
    TripMember,
)
from models.entity import Entity
from models.partial_date import Day, PartialDate
from models.subsistence import CHECKED as CHECKED
from models.subsistence import ITEMS as _ITEMS
from models.subsistence import NO_STANDARD as NO_STANDARD
from models.subsistence import Standard as Standard
from models.subsistence import standard_for as standard_for
from models.subsistence import standards as standards


@dataclass(frozen=True)
class Stay:
    """Days and nights of a trip that belong to one place."""

    country: str
    city: str
    days: int
    nights: int


@dataclass(frozen=True)
class Proposal:
    """Unsaved budget lines for a trip, and what kept others from being proposed."""

    lines: list[BudgetLine]
    problems: list[str]


@dataclass(frozen=True)
class Totals:
    """Sums in yuan by item, each line rounded to 分 before it is added."""

    by_item: dict[str, Decimal]
    unknown: tuple[str, ...]
    """Lines whose yuan amount cannot be told: they are in no sum."""

    @property
    def total(self) -> Decimal:
        """合计."""
        return sum(self.by_item.values(), Decimal("0.00"))


def nights_of(days: int, *, nights_are_days: bool) -> int:
    """晚数 of so many days abroad: one less, unless the office counts lodging by days."""
    return days if nights_are_days else max(days - 1, 0)


def stays(trip: OutboundTrip, legs: Sequence[TripLeg], *, nights_are_days: bool) -> list[Stay]:
    """Days and nights by place, in order of travel; both border days count.

    A day over two countries belongs to the country of its night, the return day to the last.
    Raises ValueError with a Chinese clause when dates or legs do not say it.
    """
    out, back = _full(trip.departed_on, "出境日期"), _full(trip.returned_on, "入境日期")
    visited = [leg for leg in legs if not leg.airport_only]
    if not visited:
        raise ValueError("没有行程段")
    if len(visited) > 1 and any(not isinstance(leg.arrived_on, date) for leg in visited):
        raise ValueError("行程段的抵达日期不全")
    if any(isinstance(leg.arrived_on, date) and leg.arrived_on > back for leg in visited):
        raise ValueError("行程段的抵达日期在入境日期之后")
    if len(visited) > 1:
        visited.sort(key=lambda leg: leg.arrived_on)
    places: dict[tuple[str, str], list[int]] = {}
    total = (back - out).days + 1
    for number in range(total):
        day = out + timedelta(days=number)
        leg = _place_of_night(visited, day)
        counted = places.setdefault((leg.country or "", leg.city or ""), [0, 0])
        counted[0] += 1
        counted[1] += nights_are_days or number < total - 1
    return [Stay(*place, days, nights) for place, (days, nights) in places.items()]


def _full(day: Day | None, label: str) -> date:
    if day is None or isinstance(day, PartialDate):
        raise ValueError(f"“{label}”未填到日")
    return day


def _place_of_night(legs: Sequence[TripLeg], day: date) -> TripLeg:
    """The leg reached by the evening; before the first arrival, the first."""
    if len(legs) == 1:
        return legs[0]
    reached = [leg for leg in legs if leg.arrived_on <= day]
    return reached[-1] if reached else legs[0]


def propose(
    trip: OutboundTrip, *, persons: int | None = None,
    rates: Mapping[str, tuple[Decimal, date]] | None = None,
    nights_are_days: bool | None = None,
    below: Callable[[type[Entity]], Sequence[Any]] | None = None,
) -> Proposal:
    """Lines of lodging, meals and sundries for a trip: place × persons × days (nights) × standard.

    persons: blank counts the listed members, else the head count of the register. rates: yuan for
    one unit by currency, with its day; blank takes those already used in this trip's budget.
    nights_are_days: blank takes the office's setting. below: the trip's lines as they stand in a
    form; blank takes those that are kept.
    """
    below = below or trip.lines
    if nights_are_days is None:
        nights_are_days = bool(OfficeProfile.current().nights_are_days)
    try:
        places = stays(trip, below(TripLeg), nights_are_days=nights_are_days)
    except ValueError as error:
        return Proposal([], [f"{error}，不能推算天数"])
    people = persons or len(below(TripMember)) or trip.head_count
    if not people:
        return Proposal([], ["没有团组成员，也没有填人数"])
    known = {**_rates_used(below(BudgetLine)), **(rates or {})}
    lines: list[BudgetLine] = []
    problems: list[str] = []
    if persons is None and any(_has_own_days(member, trip) for member in below(TripMember)):
        problems.append("有成员的出入境日期与团组不同，请按各人天数核对")
    for stay in places:
        match = standard_for(stay.country, stay.city, on=_full(trip.departed_on, "出境日期"))
        if match.standard is None:
            problems.append(f"{match.reason}，请按财政部现行标准手工填写")
            continue
        if match.standard.status not in CHECKED:
            problems.append(f"{match.standard.place}的标准只有一个来源，请与原文核对")
        if match.standard.currency not in known:
            problems.append(lacking_rate(match.standard.currency))
        lines += _lines(trip, stay, match.standard, people=people, rates=known)
    return Proposal(lines, list(dict.fromkeys(problems)))


def _has_own_days(member: TripMember, trip: OutboundTrip) -> bool:
    return (member.left_home_on or trip.departed_on, member.came_home_on or trip.returned_on) != (
        trip.departed_on, trip.returned_on)


def lacking_rate(currency: str) -> str:
    """What is said of a currency whose rate nobody has typed."""
    return f"缺{currency}汇率"


def latest_rate(currency: str) -> BudgetLine | None:
    """The budget line with the newest rate of a currency, whichever trip it belongs to."""
    found: BudgetLine | None = BudgetLine.active().where(
        (BudgetLine.currency == currency) & BudgetLine.rate.is_null(False)
    ).order_by(BudgetLine.rate_on.desc(nulls="LAST"), BudgetLine.id.desc()).first()
    return found


def _rates_used(lines: Iterable[BudgetLine]) -> dict[str, tuple[Decimal, date | None]]:
    return {
        line.currency: (Decimal(str(line.rate)), line.rate_on)
        for line in lines if line.currency and line.rate
    }


def _lines(
    trip: OutboundTrip, stay: Stay, standard: Standard, *, people: int,
    rates: Mapping[str, tuple[Decimal, date | None]],
) -> list[BudgetLine]:
    rate, rate_on = rates.get(standard.currency, (None, None))
    return [
        BudgetLine(
            trip=trip, item=item, country=stay.country, city=stay.city or None,
            currency=standard.currency, standard=_plain(standard.amount(item)), persons=people,
            days=stay.nights if item == "住宿费" else stay.days,
            rate=None if rate is None else float(rate), rate_on=rate_on,
        )
        for item, _ in _ITEMS
    ]


def _plain(amount: Decimal | None) -> int | float | None:
    if amount is None:
        return None
    return int(amount) if amount == amount.to_integral_value() else float(amount)


def totals(lines: Iterable[BudgetLine]) -> Totals:
    """What each item comes to; what the host bears is no cost of ours and is left out."""
    sums = dict.fromkeys(BUDGET_ITEMS, Decimal("0.00"))
    unknown = []
    for line in lines:
        if line.paid_by_host:
            continue
        yuan = line.yuan()
        if yuan is None:
            unknown.append(describe(line))
        else:
            sums[line.item] += yuan
    return Totals(sums, tuple(unknown))


def describe(line: BudgetLine) -> str:
    """住宿费（日本松山）."""
    country = countries().name_of(line.country) if line.country else ""
    place = f"{country}{line.city or ''}"
    return f"{line.item}（{place}）" if place else str(line.item)


def findings(trip: OutboundTrip, lines: Iterable[BudgetLine]) -> list[str]:
    """Where the budget leaves standards and itinerary, lacks a rate or its day, or overruns.

    none published, one source only, above the standard, more days than the journey has, no rate,
    places without any line, and more than is left of the year's budget.
    """
    every = list(lines)
    own = [line for line in every if not line.paid_by_host]
    on = trip.departed_on if isinstance(trip.departed_on, date) else None
    found: list[str] = []
    for line in own:
        if line.item in dict(_ITEMS):
            found += _against_standard(line, on)
        if line.foreign_amount() is not None and line.rate is None:
            found.append(f"{describe(line)}：缺汇率")
        elif line.rate is not None and line.rate_on is None and line.foreign_amount() is not None:
            found.append(f"{describe(line)}：没有注明汇率日期")
    found += [gap.words for gap in gaps(trip, every)]
    return list(dict.fromkeys([*found, *_too_many_days(trip, own), *_overrun(trip, own)]))


def _against_standard(line: BudgetLine, on: date | None) -> Iterator[str]:
    match = standard_for(line.country, line.city, on=on)
    if match.standard is None:
        if line.country is not None or line.standard is not None:
            yield f"{describe(line)}：{match.reason}"
        return
    standard, allowed = match.standard, match.standard.amount(line.item or "")
    if standard.status not in CHECKED:
        yield f"{describe(line)}：标准只有一个来源，请与原文核对"
    if line.currency and line.currency != standard.currency:
        yield f"{describe(line)}：币种应为{standard.currency}"
    elif (
        allowed is not None and line.standard is not None
        and Decimal(str(line.standard)) > allowed and not line.over_standard_approved
    ):
        yield f"{describe(line)}：{line.standard:g} 高于标准 {allowed:g}，未注明已报批"


@dataclass(frozen=True)
class Gap:
    """A place of the itinerary for which the budget has no line, because it has no standard."""

    place: str
    items: tuple[str, ...]

    @property
    def words(self) -> str:
        """德国柏林：住宿费、伙食费、公杂费无标准，未计算."""
        return f"{self.place}：{'、'.join(self.items)}{NO_STANDARD}，未计算"


def gaps(
    trip: OutboundTrip, lines: Iterable[BudgetLine], legs: Sequence[TripLeg] | None = None
) -> list[Gap]:
    """Places without a standard and without a line: nothing of them is in the sums.

    A line without country stands for the whole journey, one without city for the whole country.
    legs: of the trip where they were read already.
    """
    on = trip.departed_on if isinstance(trip.departed_on, date) else None
    budgeted = {(line.item, line.country, line.city) for line in lines}
    if not budgeted:
        return []
    found = []
    visited = trip.lines(TripLeg) if legs is None else legs
    for country, city in dict.fromkeys(
        (leg.country, leg.city) for leg in visited if not leg.airport_only
    ):
        if standard_for(country, city, on=on).standard is not None:
            continue
        items = tuple(item for item, _ in _ITEMS if budgeted.isdisjoint(
            {(item, country, city), (item, country, None), (item, None, None)}))
        if items:
            name = countries().name_of(country) if country else ""
            found.append(Gap(f"{name}{city or ''}", items))
    return found


def _too_many_days(trip: OutboundTrip, own: Sequence[BudgetLine]) -> Iterator[str]:
    """An item paid for more days than the journey has, whichever way nights are counted."""
    out, back = trip.departed_on, trip.returned_on
    if not (isinstance(out, date) and isinstance(back, date)):
        return
    most = (back - out).days + 1
    for item, _ in _ITEMS:
        by_people: dict[int, int] = {}
        for line in own:
            if line.item == item and line.days is not None:
                by_people[line.persons or 0] = by_people.get(line.persons or 0, 0) + line.days
        worst = max(by_people.values(), default=0)
        if worst > most:
            yield f"{item}按 {worst} 天（晚）计，在外只有 {most} 天"


def _overrun(trip: OutboundTrip, own: Sequence[BudgetLine]) -> Iterator[str]:
    """More than is left of the year's budget, or spent above what was planned."""
    planned = totals(own)
    if trip.annual_budget is not None:
        left = Decimal(trip.annual_budget) - Decimal(trip.annual_budget_used or 0)
        if planned.total > left:
            yield f"预算合计 {planned.total:,.2f} 元，超出本年度预算余额 {left:,.2f} 元"
    for item, amount in planned.by_item.items():
        mine = [line for line in own if line.item == item]
        spent = sum((Decimal(str(line.spent)) for line in mine if line.spent is not None),
                    Decimal("0.00"))
        if mine and all(line.yuan() is not None for line in mine) and spent > amount:
            yield f"{item}决算 {spent:,.2f} 元，超出预算 {amount:,.2f} 元"
