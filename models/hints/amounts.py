"""Hints about amounts: against the line before it, and against what last year was usual."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median
from typing import Any

from models import partial_date
from models.hints.base import Draft, Hint, HintRule, dates_of

FOLLOWING: dict[str, tuple[str, ...]] = {
    "engagement": ("monthly_pay", "weekly_hours"),
    "enrolment": ("tuition",),
    "scholarship": ("amount",),
    "placement": ("amount",),
}
"""Line → numbers that rarely jump from one line of a person to the next."""

USUAL: dict[str, tuple[tuple[str, str, str, str], ...]] = {
    "outbound_trip": (
        ("head_count", "departed_on", "destination_kind", ""),
        ("cost", "departed_on", "destination_kind", "head_count"),
    ),
    "inbound_visit": (
        ("head_count", "arrived_on", "country", ""), ("cost", "arrived_on", "", "head_count"),
    ),
}
"""Entity → (number, its date, by what records are alike or "", per what it is counted or "")."""


def _change(draft: Draft) -> Iterator[Hint]:
    percent = draft.thresholds.number("H-CHANGE", "percent")
    before = _line_before(draft)
    if not percent or before is None:
        return
    for name in FOLLOWING[draft.record.key()]:
        new, old = draft.value(name), before.__data__.get(name)
        if not new or not old:
            continue
        change = round((float(new) - float(old)) / float(old) * 100)
        if abs(change) > percent:
            kind = draft.record.field_named(name)
            way = f"多 {change}%" if change > 0 else f"少 {-change}%"
            amount = "上一条" if kind.sensitive else f"上一条的 {kind.show(old)}{kind.unit} "
            yield Hint(name, f"比{amount}{way}，请核对。", "H-CHANGE")


def _line_before(draft: Draft) -> Any:
    """The line whose first date is the latest before this one's; None when there is none."""
    own = next((day for _, day in dates_of(draft.record)), None)
    if own is None:
        return None
    dated = [
        (partial_date.to_text(day), each) for each in draft.siblings()
        if (day := next((day for _, day in dates_of(each)), None)) is not None
    ]
    earlier = [pair for pair in dated if pair[0] < partial_date.to_text(own)]
    return max(earlier, key=lambda pair: pair[0])[1] if earlier else None


def _usual(draft: Draft) -> Iterator[Hint]:
    times = draft.thresholds.number("H-USUAL", "times")
    fewest = draft.thresholds.number("H-USUAL", "records")
    for name, dated_by, alike_by, per in USUAL[draft.record.key()]:
        own, day = _share(draft.record, name, per), draft.value(dated_by)
        if own is None or day is None or times < 2:
            continue
        year = partial_date.earliest(day).year - 1
        group, found = _last_year(draft, (name, dated_by, alike_by, per), year)
        if len(found) < max(1, fewest):
            continue
        middle = float(median(found))
        if middle <= 0 or middle / times <= own <= middle * times:
            continue
        kind = draft.record.field_named(name)
        each = "人均" if per else ""
        shown = f"{middle:,.0f}{kind.unit}" if middle >= 10 else f"{middle:g}{kind.unit}"
        way = "高" if own > middle else "低"
        yield Hint(
            name, f"{year} 年{group}{len(found)} 条，{each}中位数 {shown}；这里{each} "
            f"{own:,.0f}{kind.unit}，明显偏{way}，请核对。", "H-USUAL",
        )


def _last_year(
    draft: Draft, wanted: tuple[str, str, str, str], year: int
) -> tuple[str, list[float]]:
    """What the records are called, and their numbers in a year; those alike where there are any."""
    name, dated_by, alike_by, per = wanted
    entity: Any = type(draft.record)
    query = draft.others().where(getattr(entity, dated_by).startswith(str(year)))
    records = list(query.select(*(getattr(entity, n) for n in wanted if n)))
    alike = draft.value(alike_by) if alike_by else None
    group = "同类"
    if alike is not None:
        same = [each for each in records if each.__data__.get(alike_by) == alike]
        kind = draft.record.field_named(alike_by)
        records, group = same, f"“{kind.show(alike)}”的"
    shares = [_share(each, name, per) for each in records]
    return group, [share for share in shares if share is not None]


def _share(record: Any, name: str, per: str) -> float | None:
    value = record.__data__.get(name)
    if not value:
        return None
    if not per:
        return float(value)
    heads = record.__data__.get(per)
    return float(value) / float(heads) if heads else None


RULES = (
    HintRule("H-CHANGE", "与上一条相比变化是否过大", _change, tuple(FOLLOWING)),
    HintRule("H-USUAL", "与上年同类相比是否反常", _usual, tuple(USUAL)),
)
