"""Changing many cells of a list at once: what would happen first, then one action."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from gui.fields import choices
from models import extra_columns, store, three_states
from models.audit import Batch
from models.entity import Entity
from models.jobs import Progress
from models.listing import Column
from models.three_states import INAPPLICABLE


@dataclass(frozen=True)
class Wish:
    """Words that are to stand in one cell; -1, -2 … = the first, second … new record."""

    record_id: int
    column: Column
    words: str


@dataclass(frozen=True)
class CellChange:
    """One cell as it is and as it would be; a reason says why it cannot be."""

    record_id: int
    title: str
    column: Column
    before: str
    after: str
    value: Any = None
    reason: str = ""


def can_edit(column: Column) -> bool:
    """Everything but computed columns, and what only the program writes."""
    return column.derived is None and not column.entity.is_made_by_program


def shown_in(column: Column, value: Any) -> str:
    """A value as the column shows it, nothing hidden; words that do not fit its type as such."""
    if column.is_extra and isinstance(value, str):
        return value
    return three_states.show(column.kind, value)


def plan(entity: type[Entity], wishes: Iterable[Wish]) -> list[CellChange]:
    """What each wish would do, cells that stay as they are left out."""
    wanted = list(wishes)
    ids = {wish.record_id for wish in wanted}
    records: dict[int, Any] = {
        record.id: record for part in _parts(sorted(ids))
        for record in entity.active().where(entity.id.in_(part))
    }
    found = []
    for wish in wanted:
        record = records.get(wish.record_id)
        if record is not None and (change := _change(record, wish)) is not None:
            found.append(change)
    new: dict[int, list[Wish]] = {}
    for wish in wanted:
        if wish.record_id < 0 and wish.words:
            new.setdefault(wish.record_id, []).append(wish)
    for wishes in new.values():
        found += _new_record(entity, wishes)
    return found


def apply(
    entity: type[Entity], changes: Sequence[CellChange], *, label: str, progress: Progress
) -> Batch:
    """Write the changes that have no reason against them, as one action."""
    by_record: dict[int, list[CellChange]] = {}
    for change in changes:
        if not change.reason:
            by_record.setdefault(change.record_id, []).append(change)
    with store.batch(label) as batch:
        for done, (record_id, parts) in enumerate(by_record.items()):
            progress.step(done, len(by_record))
            kept = entity.get_by_id(record_id) if record_id > 0 else entity()
            for part in parts:
                extra_columns.put(kept, part.column, part.value)
            store.save(kept)
    return batch


def _new_record(entity: type[Entity], wishes: Sequence[Wish]) -> list[CellChange]:
    """The cells of a record that is not there yet; what it lacks refuses all of them."""
    record: Any = entity()
    found = []
    for wish in wishes:
        kind, reason, value = wish.column.kind, "", None
        title = f"（新增第 {-wish.record_id} 条）"
        if not can_edit(wish.column):
            continue
        try:
            value = choices.resolve(kind, wish.words)
            extra_columns.put(record, wish.column, value)
        except ValueError as error:
            reason = str(error)
        after = wish.words if reason else shown_in(wish.column, value)
        found.append(CellChange(wish.record_id, title, wish.column, "", after, value, reason))
    against = "；".join(change.reason for change in found if change.reason) or "；".join(
        record.problems()
    )
    if against:
        found = [replace(c, reason=c.reason or f"这条记录还不能新增：{against}") for c in found]
    return found


def _change(record: Any, wish: Wish) -> CellChange | None:
    kind = wish.column.kind
    present = extra_columns.read(record, wish.column)
    before = shown_in(wish.column, present)
    refused = CellChange(wish.record_id, str(record), wish.column, before, wish.words)
    if not can_edit(wish.column):
        return replace(refused, reason="自动计算的列，请打开记录修改")
    try:
        value = choices.resolve(kind, wish.words)
    except ValueError as error:
        return replace(refused, reason=str(error))
    if value == present:
        return None
    reasons = "；".join(_problems(record, wish.column, value))
    return replace(refused, after=shown_in(wish.column, value), value=value, reason=reasons)


def _problems(record: Any, column: Column, value: Any) -> list[str]:
    """What the record would say against this one value."""
    if column.is_extra:
        return []
    before = record.__data__.get(column.name)
    had = set(record.problems())
    record.__data__[column.name] = None if value is INAPPLICABLE else value
    found = [problem for problem in record.problems() if problem not in had]
    record.__data__[column.name] = before
    return found


def _parts(ids: Sequence[int], size: int = 10_000) -> Iterable[list[int]]:
    for start in range(0, len(ids), size):
        yield list(ids[start:start + size])
