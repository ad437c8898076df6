"""A list in groups (按国籍, 按部门再按性别): its rows under heads with counts and sums, in one query.

A date groups by its year. The sums are those of the shown columns that mean something added up.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from peewee import fn

from models.entity import DATABASE
from models.errors import UserError
from models.fields import Date, Link
from models.listing import Column, Listing, shown, titles_of
from models.three_states import INAPPLICABLE, WORD

LEVELS = 2
"""A list is grouped by a column, or by two, one inside the other."""

MOST_GROUPS = 3_000
"""More groups would be a list of their own."""

BLANK = "（空）"


@dataclass(frozen=True)
class Head:
    """One group: what its rows have in common, how many they are, and what they add up to.

    path: the stored values that make the group, the outer one first. start: place of its first
    row in the list. totals: column name → sum as people count it (yuan, 人). name: the column's.
    """

    level: int
    path: tuple[str, ...]
    label: str
    words: str
    masked_words: str
    count: int
    start: int
    totals: tuple[tuple[str, Any], ...] = ()
    name: str = ""


@dataclass(frozen=True)
class Grouped:
    """All rows in their order, and the heads that stand before them."""

    ids: array[int]
    heads: tuple[Head, ...] = ()


def can_group(column: Column) -> bool:
    """Whether rows of equal values are likely: not a long text, nothing that is counted."""
    return not column.is_summed and not hasattr(column.kind, "decimals") and not column.is_long


def grouped(listing: Listing, columns: Sequence[Column] = ()) -> Grouped:
    """The rows of a listing under their heads, with the sums of `columns`.

    Without grouping these are the plain ids. Raises UserError when there would be too many groups.
    """
    known = listing.columns()
    chosen = [known[name] for name in listing.grouping if name in known][:LEVELS]
    if not chosen:
        return Grouped(listing.ids())
    summed = [column for column in columns if column.is_summed]
    rows = DATABASE.execute(_query(listing, chosen, summed)).fetchall()
    if len(rows) > MOST_GROUPS:
        labels = "、".join(column.label for column in chosen)
        raise UserError(
            f"按“{labels}”会分成 {MOST_GROUPS:,} 组以上。", "请换一列分组，或者先筛选。"
        )
    ids = array("q")
    heads: list[Head] = []
    words = [_words(column, {row[at] for row in rows}) for at, column in enumerate(chosen)]
    for row in rows:
        keys, (count, joined), sums = row[:len(chosen)], row[len(chosen):len(chosen) + 2], \
            row[len(chosen) + 2:]
        totals = tuple(
            (column.name, _python(column, value))
            for column, value in zip(summed, sums, strict=True)
        )
        _add_heads(heads, keys, chosen, words, count=count, start=len(ids), totals=totals)
        ids.extend(array("q", map(int, joined.split(","))))
    return Grouped(ids, tuple(heads))


def _query(listing: Listing, chosen: Sequence[Column], summed: Sequence[Column]) -> Any:
    entity = listing.entity
    keys = [column.group_key() for column in chosen]
    joined = fn.GROUP_CONCAT(entity.id).order_by(*listing.order_inside())
    sums = [fn.SUM(column.stored()) for column in summed]
    query = entity.select(*keys, fn.COUNT(entity.id), joined, *sums)
    return (
        query.where(listing.condition()).group_by(*keys)
        .order_by(*listing.order_of_groups()).limit(MOST_GROUPS + 1)
    )


def _add_heads(
    heads: list[Head], keys: Sequence[Any], chosen: Sequence[Column],
    words: Sequence[dict[Any, tuple[str, str]]], *,
    count: int, start: int, totals: tuple[tuple[str, Any], ...],
) -> None:
    """The head of one innermost group; before it, or added to, the head of the group around it."""
    path = tuple("" if key is None else str(key) for key in keys)
    inner = len(chosen) - 1
    made = [
        Head(
            level, path[:level + 1], column.label, *words[level][keys[level]], count, start,
            totals, column.name,
        )
        for level, column in enumerate(chosen)
    ]
    if inner:
        outer = next((at for at in reversed(range(len(heads))) if heads[at].level == 0), None)
        if outer is not None and heads[outer].path == path[:1]:
            old = heads[outer]
            added = tuple(
                (name, _plus(one, other))
                for (name, one), (_, other) in zip(old.totals, totals, strict=True)
            )
            heads[outer] = replace(old, count=old.count + count, totals=added)
        else:
            heads.append(made[0])
    heads.append(made[inner])


def _words(column: Column, keys: set[Any]) -> dict[Any, tuple[str, str]]:
    """Each key as people read it, in full and masked."""
    if isinstance(column.kind, Date):
        return {
            key: (key if key == WORD else f"{key}年" if key else BLANK,) * 2 for key in keys
        }
    if isinstance(column.kind, Link) and column.derived is None:
        titles = titles_of(column, keys) or {}
        return {key: (titles.get(key, key if key == WORD else BLANK),) * 2 for key in keys}
    found = {}
    for key in keys:
        value = INAPPLICABLE if key == WORD else key
        full = shown(column, value, masked=False) or BLANK
        found[key] = (full, shown(column, value) or BLANK)
    return found


def _python(column: Column, value: Any) -> Any:
    python_value = getattr(column.kind, "python_value", None)
    return python_value(value) if python_value and value is not None else value


def _plus(one: Any, other: Any) -> Any:
    return other if one is None else one if other is None else one + other

