"""Why a number is what it is: its shares record by record, and what a difference is made of.

The parts of an explanation add up to the difference exactly, whatever the indicator counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from models.entity import Entity
from models.fields import Kind, Link
from models.indicators.base import RECORDS, Figure, Query, Value, dimension_of

JOINED, LEFT, MOVED, CHANGED = "新增", "减少", "改列", "份额变化"
REDEFINED, REST = "口径变化", "其余"
KINDS = (JOINED, LEFT, MOVED, CHANGED, REDEFINED, REST)


@dataclass(frozen=True)
class Share:
    """One person's (record's) part of a number, and the records it comes from."""

    key: str
    value: Value
    record_ids: tuple[int, ...]


@dataclass(frozen=True)
class Part:
    """One step from the earlier number to the later: who, what happened, by how much."""

    kind: str
    title: str
    before: Value
    after: Value
    record_ids: tuple[int, ...] = ()
    why: str = ""

    @property
    def change(self) -> Value:
        """By how much this part changes the number."""
        return self.after - self.before


@dataclass(frozen=True)
class Explanation:
    """The difference of two numbers in parts that add up to it exactly."""

    entity: type[Entity]
    unit: str
    before: Value
    after: Value
    parts: tuple[Part, ...]

    @property
    def difference(self) -> Value:
        """Later less earlier."""
        return self.after - self.before

    def by_kind(self) -> dict[str, Value]:
        """The change of each kind of part, in their order; only kinds that occur."""
        found: dict[str, Value] = {}
        for kind in KINDS:
            of_kind = [part.change for part in self.parts if part.kind == kind]
            if of_kind:
                found[kind] = sum(of_kind[1:], of_kind[0])
        return found


def shares(figure: Figure) -> dict[str, Share]:
    """Who makes up a number: person by person where people are counted, else record by record.

    The shares add up to the number exactly. What is counted once over several records (names in
    a list of programmes) goes to the first record that brings it.
    """
    whole = figure.value()
    for way in (_distinct, _added, _each_alone, _one_after_another):
        found = way(figure)
        if found is not None and sum(share.value for share in found.values()) == whole:
            return found
    raise ArithmeticError(f"{figure.id} does not add up")


def explain(before: Figure, after: Figure) -> Explanation:
    """Why `after` differs from `before`: two periods, and perhaps two definitions.

    Another definition (or slice) is its own step: the earlier period is counted again with the
    later definition, and what that alone changes is 口径变化.
    """
    parts: list[Part] = []
    middle = before
    if (before.indicator, before.where) != (after.indicator, after.where):
        middle = Figure(after.indicator, before.period, after.where)
        why = f"由“{before.indicator.label}”改按“{after.indicator.label}”计"
        parts += [Part(REDEFINED, p.title, p.before, p.after, p.record_ids, why)
                  for p in _compared(before, middle)]
    parts += _compared(middle, after)
    return _explanation(after, before.value(), parts)


def explain_filed(filed: Mapping[str, Any], now: Figure) -> Explanation:
    """Why a cell differs from what was filed. filed: the cell as `exports.filing.frozen` keeps it.

    A record without its own share then (older filings of sums) is explained as far as the
    records tell; what remains is said as one part 其余.
    """
    then = number_of(filed["value"])
    kept = {str(key): number_of(value) for key, value in (filed.get("parts") or {}).items()}
    entity = now.indicator.entity
    if not kept and now.indicator.measure.name == RECORDS:
        kept = {f"{entity.key()}:{id}": 1 for id in filed.get("records", ())}
    present = shares(now)
    earlier = {key: Share(key, value, _ids_of(key, entity)) for key, value in kept.items()}
    redefined = bool(filed.get("definition")) and filed["definition"] != now.indicator.definition
    why = "报送后口径说明有改动" if redefined else ""
    parts = _parts(now, earlier, present, why=why) if kept else []
    rest = (now.value() - then) - sum((part.change for part in parts), 0)
    if rest:
        kind, title = (REDEFINED, "报送时的口径") if redefined else (REST, "报送时没有逐条留存的部分")
        parts.append(Part(kind, title, then if not parts else 0,
                          now.value() if not parts else rest))
    return _explanation(now, then, parts)


def number_of(kept: Any) -> Value:
    """A number as kept in a filing (whole, or text with decimals); blank and words count as 0."""
    if isinstance(kept, int | Decimal):
        return kept
    try:
        found = Decimal(str(kept))
    except ArithmeticError:
        return 0
    return int(found) if found == found.to_integral_value() else found


def kept_shares(figure: Figure) -> dict[str, str] | None:
    """The shares as a filing keeps them; None where each record counts as one."""
    if figure.indicator.measure.name == RECORDS:
        return None
    return {share.key: str(share.value) for share in shares(figure).values() if share.value}


# ---- shares, by the way the indicator counts ----


def _distinct(figure: Figure) -> dict[str, Share] | None:
    """Each thing that is counted once, with all its records."""
    entity: Any = figure.indicator.entity
    column = figure.indicator.measure.distinct_of
    if column is None:
        return None
    found: dict[Any, list[int]] = {}
    rows = figure.query().select(entity.id, column.alias("counted")).order_by(entity.id).tuples()
    for record_id, value in rows:
        if value is not None:
            found.setdefault(value, []).append(record_id)
    prefix = column.rel_model.key() if isinstance(column, Link) else ""
    return {
        key: Share(key, 1, tuple(dict.fromkeys(ids)))
        for value, ids in found.items() for key in [f"{prefix}:{value}"]
    }


def _added(figure: Figure) -> dict[str, Share] | None:
    """Each record's own count or sum."""
    entity: Any = figure.indicator.entity
    if figure.indicator.measure.aggregate is None:
        return None
    query = figure.query().select(entity.id, figure.aggregate())
    rows = query.group_by(entity.id).order_by(entity.id).tuples()
    return {(share := _of_record(figure, row[0], int(row[1] or 0))).key: share for row in rows}


def _each_alone(figure: Figure) -> dict[str, Share] | None:
    """Each record counted by itself, for what Python counts."""
    entity: Any = figure.indicator.entity
    return {
        (share := _of_record(figure, id, _count(figure, entity.id == id))).key: share
        for id in figure.record_ids()
    }


def _one_after_another(figure: Figure) -> dict[str, Share]:
    """What each record adds to those before it."""
    entity: Any = figure.indicator.entity
    ids, found, so_far = figure.record_ids(), {}, 0
    for id in ids:
        upto = _count(figure, entity.id <= id)
        share = _of_record(figure, id, upto - so_far)
        found[share.key], so_far = share, upto
    return found


def _count(figure: Figure, condition: Any) -> int:
    """The number over some of the figure's records, in the measure's own whole units."""
    measure, query = figure.indicator.measure, figure.query().where(condition)
    if measure.compute is not None:
        return int(measure.compute(query, figure.period))
    return int(query.select(figure.aggregate()).tuples().first()[0] or 0)


def _of_record(figure: Figure, id: int, number: int) -> Share:
    value: Value = Decimal(number) / 100 if figure.indicator.measure.is_money else number
    return Share(f"{figure.indicator.entity.key()}:{id}", value, (id,))


# ---- comparing ----


def _all_keys(*sides: Mapping[str, Share]) -> list[str]:
    return list(dict.fromkeys(key for side in sides for key in side))


def _all_changed(before: Mapping[str, Share], after: Mapping[str, Share]) -> list[str]:
    return [
        key for key in _all_keys(before, after)
        if (before[key].value if key in before else 0) != (after[key].value if key in after else 0)
    ]


def _parts(
    figure: Figure, before: Mapping[str, Share], after: Mapping[str, Share], *, why: str = "",
) -> list[Part]:
    """One part for each holder whose share changed, with its name, in the order of the keys."""
    keys = _all_changed(before, after)
    titles, parts = holder_titles(figure, keys), []
    for key in keys:
        old, new = before.get(key), after.get(key)
        kind = CHANGED if old and new else JOINED if new else LEFT
        ids = dict.fromkeys(id for side in (old, new) if side for id in side.record_ids)
        values = (old.value if old else 0, new.value if new else 0)
        parts.append(Part(kind, titles[key], *values, tuple(ids), why))
    return parts


def _compared(a: Figure, b: Figure) -> list[Part]:
    """Two figures of one definition; a holder in another slice of the other one was moved."""
    before, after = shares(a), shares(b)
    parts = _parts(b, before, after)
    if not b.where:
        return parts
    keys = _all_changed(before, after)
    return [_perhaps_moved(part, key, a, b) for part, key in zip(parts, keys, strict=True)]


def _perhaps_moved(part: Part, key: str, a: Figure, b: Figure) -> Part:
    """Counted on the other side too, but in another slice there: moved, not joined or left."""
    other = {JOINED: a, LEFT: b}.get(part.kind)
    if other is None:
        return part
    whole = Figure(other.indicator, other.period)
    ids = _ids_elsewhere(whole, key, part.record_ids)
    if not ids:
        return part
    entity: Any = whole.indicator.entity
    query, words = whole.query().where(entity.id.in_(ids)), []
    for name, value in other.where:
        dimension = dimension_of(entity, name)
        words += [f"{dimension.label}“{dimension.show(found)}”"
                  for found in dimension.values(query) if found != value]
    when = "上期列在" if part.kind == JOINED else "本期列在"
    return Part(MOVED, part.title, part.before, part.after, part.record_ids,
                when + "、".join(words) if words else "")


def _ids_elsewhere(whole: Figure, key: str, ids: Sequence[int]) -> list[int]:
    """The records by which a holder counts in a whole figure."""
    entity: Any = whole.indicator.entity
    column = whole.indicator.measure.distinct_of
    query: Query = whole.query()
    if column is None:
        query = query.where(entity.id.in_(list(ids)))
    else:
        prefix, _, value = key.partition(":")
        query = query.where(column == (int(value) if prefix else value))
    return [row[0] for row in query.select(entity.id).tuples()]


def _ids_of(key: str, entity: type[Entity]) -> tuple[int, ...]:
    prefix, _, value = key.partition(":")
    return (int(value),) if prefix == entity.key() and value.isdigit() else ()


# ---- titles ----


def holder_titles(figure: Figure, keys: Sequence[str]) -> dict[str, str]:
    """What each holder is called: the person, the record with its owner, or the counted name."""
    entity: Any = figure.indicator.entity
    column: Any = figure.indicator.measure.distinct_of
    known: dict[str, type[Entity]] = {entity.key(): entity}
    if isinstance(column, Link):
        known[column.rel_model.key()] = column.rel_model
    found: dict[str, str] = {}
    for prefix, holder in known.items():
        ids = [int(value) for key in keys
               for name, _, value in [key.partition(":")] if name == prefix]
        for at in range(0, len(ids), 5000):
            some = holder.select().where(holder.id.in_(ids[at:at + 5000]))
            found |= {f"{prefix}:{record.id}": title_of(record) for record in some}

    def show(text: str) -> str:
        field: Any = column if isinstance(column, Kind) and not isinstance(column, Link) else None
        return text if field is None else str(field.show(field.python_value(text)))

    return found | {key: show(key.partition(":")[2]) for key in keys if key not in found}


def title_of(record: Entity) -> str:
    """A record as named in lists; a line with the record it is part of before it."""
    link = record.owner_link()
    owner = None if link is None else getattr(record, link.name)
    return str(record) if owner is None else f"{owner} · {record}"


def _explanation(figure: Figure, before: Value, parts: Iterable[Part]) -> Explanation:
    order = {kind: at for at, kind in enumerate(KINDS)}
    by_size = sorted(parts, key=lambda p: (order[p.kind], -abs(Decimal(p.change)), p.title))
    return Explanation(figure.indicator.entity, figure.unit, before, figure.value(), tuple(by_size))
