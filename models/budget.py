"""The budget of an official trip: days and nights by place, standards, sums, and what is wrong.

Rule: 财行〔2013〕516号. Lodging is paid within the standard, meals and sundries as a flat sum per
day. A place without a standard is said to have none (无标准) and is never computed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
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
    """Where the budget leaves the standards: none published, one source only, above, no rate."""
    on = trip.departed_on if isinstance(trip.departed_on, date) else None
    found: list[str] = []
    for line in lines:
        if line.paid_by_host or line.item not in dict(_ITEMS):
            continue
        match = standard_for(line.country, line.city, on=on)
        if match.standard is None:
            found.append(f"{describe(line)}：{match.reason}")
            continue
        standard = match.standard
        allowed = standard.amount(line.item)
        if standard.status not in CHECKED:
            found.append(f"{describe(line)}：标准只有一个来源，请与原文核对")
        if line.currency and line.currency != standard.currency:
            found.append(f"{describe(line)}：币种应为{standard.currency}")
        elif (
            allowed is not None and line.standard is not None
            and Decimal(str(line.standard)) > allowed and not line.over_standard_approved
        ):
            found.append(f"{describe(line)}：{line.standard:g} 高于标准 {allowed:g}，未注明已报批")
        if line.foreign_amount() is not None and line.rate is None:
            found.append(f"{describe(line)}：缺汇率")
    return list(dict.fromkeys(found))
