"""The expected number: which choice of counting gives what somebody else says (她说是 10)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from models.codes import HMT
from models.entities.outbound_trip import OutboundTrip, TripMember
from models.explaining import shares
from models.indicators import INDICATORS, indicator_by_id
from models.indicators.base import (
    RECORDS,
    Figure,
    Indicator,
    Period,
    Value,
    dimension_of,
    dimensions_of,
    values_of,
)
from models.indicators.trips import members

FEW_VALUES = 12
"""A dimension of more values is no choice of counting (团组, 专业)."""


@dataclass(frozen=True)
class Choice:
    """One way of counting: its number, what it does otherwise, and the indicator it stands on.

    figure: opens the records; None where two numbers were put together. steps: how many things
    differ from the way the number is counted now.
    """

    value: Value
    sentence: str
    indicator_id: str
    figure: Figure | None
    steps: int = 1


def choices_giving(figure: Figure, expected: Value) -> list[Choice]:
    """The choices whose number is the expected one, the nearest to today's way first."""
    found: dict[str, Choice] = {}
    for choice in choices(figure):
        if choice.value == expected:
            found.setdefault(choice.sentence, choice)
    return sorted(found.values(), key=lambda choice: choice.steps)


def choices(figure: Figure) -> Iterator[Choice]:
    """Every choice that is tried: period, scope, measure, kind of trip, uncertain records."""
    yield from _other_periods(figure)
    yield from _slices(figure)
    yield from _without_hmt(figure)
    yield from _with_uncertain(figure)
    yield from _with_unexecuted(figure)
    yield from _other_indicators(figure)


def periods_of(period: Period) -> list[Period]:
    """The other periods somebody may have meant, each named by the same year."""
    year = period.end.year
    found = [
        Period.calendar_year(year), Period.academic_year(year), Period.academic_year(year + 1),
        Period.half_year(year, 1), Period.half_year(year, 2), period.at_end(), period.previous(),
    ]
    return [one for one in dict.fromkeys(found) if one != period]


def _other_periods(figure: Figure) -> Iterator[Choice]:
    for period in periods_of(figure.period):
        other = replace(figure, period=period)
        yield Choice(other.value(), f"按{period.kind}（{period.label}）统计", other.id, other)


def _slices(figure: Figure) -> Iterator[Choice]:
    """Only, or without, one value of each dimension: 自组 without 双跨（参团）, one level …"""
    entity: Any = figure.indicator.entity
    taken = {name for name, _ in figure.where}
    for name, value in figure.where:
        wider = replace(figure, where=tuple(w for w in figure.where if w[0] != name))
        dimension = dimension_of(entity, name)
        yield Choice(wider.value(), f"不限{dimension.label}（现在只计“{dimension.show(value)}”）",
                     wider.id, wider)
    for name in dict.fromkeys((*figure.indicator.breakdowns, "is_joint")):
        if name in taken or name not in dimensions_of(entity):
            continue
        dimension = dimension_of(entity, name)
        values = dimension.values(figure.query())
        if not 1 < len(values) <= FEW_VALUES:
            continue
        parts = {value: figure.sliced(**{name: value}) for value in values}
        numbers = values_of(parts.values())
        for value, part in parts.items():
            shown = f"{dimension.label}“{dimension.show(value)}”"
            yield Choice(numbers[part], f"只计{shown}", part.id, part)
            rest = _kept_only(figure, ~dimension.condition(value), f"不含{shown}")
            yield Choice(rest.value(), f"不含{shown}", figure.id, rest)


def _without_hmt(figure: Figure) -> Iterator[Choice]:
    entity: Any = figure.indicator.entity
    if "country" not in dimensions_of(entity):
        return
    dimension = dimension_of(entity, "country")
    inside = None
    for code in HMT:
        one = dimension.condition(code)
        inside = one if inside is None else inside | one
    without = _kept_only(figure, ~inside, "不含港澳台")  # type: ignore[operator]
    yield Choice(without.value(), "不含港澳台", figure.id, without)
    only = _kept_only(figure, inside, "只计港澳台")
    yield Choice(only.value(), "只计港澳台", figure.id, only)


def _kept_only(figure: Figure, condition: Any, words: str) -> Figure:
    """The same figure over those of its records that meet a condition."""
    base = figure.indicator

    def query(period: Period) -> Any:
        return base.query(period).where(condition)

    return replace(figure, indicator=replace(
        base, query=query, label=f"{base.label}（{words}）", definition=f"{base.definition}{words}。"))


def _with_uncertain(figure: Figure) -> Iterator[Choice]:
    base = figure.indicator
    if base.uncertain is None:
        return
    perhaps = replace(figure, indicator=replace(base, query=base.uncertain))
    yield _together(figure, perhaps, "连同缺日期或缺值、可能计入的记录")


def _with_unexecuted(figure: Figure) -> Iterator[Choice]:
    """Trips that were cancelled, planned or approved, counted along in the same measure."""
    base = figure.indicator
    if base.entity not in (OutboundTrip, TripMember) or not base.id.startswith("trips."):
        return
    for id, words in (("trips.cancelled", "取消的团组"),
                      ("trips.not_executed", "计划和已批复未执行的团组")):
        source = indicator_by_id(id)
        if source is base:
            continue

        def query(period: Period, source: Indicator = source) -> Any:
            if base.entity is OutboundTrip:
                return source.query(period)
            trips = source.query(period).select(OutboundTrip.id)
            return members().where(OutboundTrip.id.in_(trips))

        more = replace(figure, indicator=replace(base, query=query, label=words))
        yield _together(figure, more, f"连同{words}")


def _together(figure: Figure, more: Figure, words: str) -> Choice:
    """Both counted together, nobody twice."""
    if figure.indicator.measure.name == RECORDS:
        value: Value = len({*figure.record_ids(), *more.record_ids()})
    else:
        now = shares(figure)
        fresh = [share.value for key, share in shares(more).items() if key not in now]
        value = figure.value() + (sum(fresh[1:], fresh[0]) if fresh else 0)
    return Choice(value, words, figure.id, None)


def _other_indicators(figure: Figure) -> Iterator[Choice]:
    """Indicators of the same theme (人数, 人次, 批, 国外 …), also in another period."""
    theme = figure.indicator.id.split(".")[0]
    for indicator in INDICATORS:
        if indicator.id.split(".")[0] != theme or indicator.id == figure.indicator.id:
            continue
        if any(name not in dimensions_of(indicator.entity) for name, _ in figure.where):
            continue
        words = f"改用“{indicator.label}”（{indicator.unit}"
        words += f"，范围{indicator.scope}）" if indicator.scope else "）"
        same = Figure(indicator, figure.period, figure.where)
        yield Choice(same.value(), words, same.id, same, 2)
        for period in periods_of(figure.period)[:3]:
            other = replace(same, period=period)
            yield Choice(other.value(), f"{words}，按{period.label}统计", other.id, other, 3)
