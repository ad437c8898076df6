"""The budget of a trip against its sums, the published standards, and what the host bears."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from models import budget
from models.checks import samples
from models.checks.base import Check, Finding, Look
from models.checks.trip_facts import Said, TripFacts, per_trip
from models.codes import countries
from models.entities.outbound_trip import BudgetLine, OutboundTrip

_BY_STANDARD = ("住宿费", "伙食费", "公杂费")


def _sums(facts: TripFacts, look: Look) -> Iterator[Said | Finding]:
    lacks, differ = [], []
    most = Decimal(look.word("R-OUT-19", "tolerance"))
    for line in facts.budget:
        foreign, yuan = line.foreign_amount(), line.yuan()
        if line.paid_by_host:
            continue
        if foreign is not None and line.rate is None and line.amount is None:
            lacks.append(f"{budget.describe(line)}缺汇率")
        elif yuan is None:
            lacks.append(f"{budget.describe(line)}算不出金额")
        elif line.amount is not None and abs(yuan - Decimal(str(line.amount))) > most:
            differ.append(f"{budget.describe(line)}填 {line.amount:,.2f} 元，"
                          f"标准×人数×天数×汇率为 {yuan:,.2f} 元")
    if lacks:
        yield f"预算合计不完整：{'、'.join(lacks)}。", {"lacks": lacks}
    if differ:
        yield Finding(facts.trip, f"{'；'.join(differ)}。", {"differ": differ}, part="amounts")
    yield from _settled(facts, most)


def _settled(facts: TripFacts, most: Decimal) -> Iterator[Finding]:
    """Spent by item against the whole, once every item has been settled: one of them is old."""
    own = [line for line in facts.budget if not line.paid_by_host]
    if facts.trip.cost is None or not own or any(line.spent is None for line in own):
        return
    spent = sum((Decimal(str(line.spent)) for line in own), Decimal(0))
    if abs(spent - Decimal(str(facts.trip.cost))) > most:
        yield Finding(
            facts.trip, f"各项决算相加 {spent:,.2f} 元，团组“费用”填 {facts.trip.cost:,.2f} 元。",
            {"spent": spent, "cost": facts.trip.cost}, part="spent", severity="W",
        )


def _standards(facts: TripFacts, _: Look) -> Iterator[Finding]:
    """No standard in the table, one source only (单源), another currency, a place left out."""
    none, doubtful = [], []
    for line in facts.budget:
        if line.paid_by_host or line.item not in _BY_STANDARD:
            continue
        match = budget.standard_for(line.country, line.city, on=facts.out)
        if match.standard is None:
            none.append(match.reason)
        elif match.standard.status not in budget.CHECKED:
            doubtful.append(f"{match.standard.place}的标准为单源（只核到一个来源）")
        elif line.currency and line.currency != match.standard.currency:
            doubtful.append(f"{budget.describe(line)}的币种应为{match.standard.currency}")
    none += [gap.words for gap in budget.gaps(facts.trip, facts.budget, facts.legs)]
    for part, said in (("none", none), ("doubtful", doubtful)):
        if said:
            said = list(dict.fromkeys(said))
            yield Finding(facts.trip, f"{'；'.join(said)}；请与财政部现行标准原文核对。", {"said": said},
                          part=part)


def _above(facts: TripFacts, _: Look) -> Iterator[Finding]:
    for line in facts.budget:
        match = budget.standard_for(line.country, line.city, on=facts.out)
        allowed = match.standard.amount(line.item or "") if match.standard else None
        if line.paid_by_host or line.standard is None or allowed is None or (
            match.standard and line.currency not in (None, match.standard.currency)
        ):
            continue
        if Decimal(str(line.standard)) > allowed and not line.over_standard_approved:
            yield Finding(
                facts.trip,
                f"{budget.describe(line)}每人每天 {line.standard:g} {line.currency or ''}，"
                f"标准 {allowed:g}，没有注明事先报批。",
                {"line": line.id, "standard": line.standard}, part=str(line.id),
            )


def _paid_twice(facts: TripFacts, _: Look) -> Iterator[Finding]:
    def places(by_host: bool) -> set[tuple[str | None, str | None]]:
        return {(line.item, line.country) for line in facts.budget
                if bool(line.paid_by_host) == by_host and line.item in _BY_STANDARD}

    for item, country in sorted(places(True) & places(False), key=str):
        place = countries().name_of(country) if country else ""
        yield Finding(
            facts.trip, f"{place}{item}已由外方负担，又列入预算；外方提供的不再领取。",
            {"item": item, "country": country}, part=f"{item}{country or ''}",
        )


def _budgeted(today: date) -> OutboundTrip:
    return samples.budget(samples.trip(today))


def _fed_twice(today: date) -> OutboundTrip:
    return samples.budget(samples.budget(samples.trip(today)), paid_by_host=True)


def _fed_by_host(today: date) -> OutboundTrip:
    made = samples.budget(samples.trip(today))
    samples.kept(BudgetLine(trip=made, item="伙食费", country="JPN", paid_by_host=True))
    return made


BUDGET_CHECKS = (
    Check("R-OUT-19", "预算合计", "E", OutboundTrip, "缺汇率、缺金额或对不上的行，合计就不准。",
          per_trip(_sums), lambda t: samples.budget(samples.trip(t), rate=None), _budgeted),
    Check("R-OUT-20", "经费标准是否匹配", "W", OutboundTrip, "没有标准的国家、城市须手工核对现行标准。",
          per_trip(_standards), lambda t: samples.budget(samples.trip(t), country="DEU", city="柏林"),
          _budgeted),
    Check("R-OUT-21", "超出费用标准", "E", OutboundTrip, "超标准须事先报批，否则不予报销。",
          per_trip(_above), lambda t: samples.budget(samples.trip(t), standard=99999), _budgeted),
    Check("R-OUT-22", "外方已负担又列预算", "E", OutboundTrip, "外方以现金或实物提供的，不再领取包干费用。",
          per_trip(_paid_twice), _fed_twice, _fed_by_host),
)
