"""The store: the one door through which records are written.

It validates, saves, keeps history and announces, in one transaction. Everything that one action
of the user writes is a batch: it stands or falls together and can be undone together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from peewee import BlobField, fn

from models import bulk, search, search_keys, three_states
from models.audit import AuditEntry, Batch
from models.entity import DATABASE, Entity
from models.errors import UserError
from models.references import references

UNTRACKED = ("id", "search_key", "created_at", "changed_at")
"""Columns that are bookkeeping: no history, no undo."""

BY_HAND = "手工录入"

_ENTRY = ("batch_id", "entity", "record_id", "action", "before", "after", "source")

@dataclass(frozen=True)
class Change:
    """What one committed batch touched: entity key → record ids."""

    batch: int
    ids: dict[str, frozenset[int]]


@dataclass
class _Open:
    """The batch being written by this thread."""

    row: Batch
    touched: dict[type[Entity], set[int]] = field(default_factory=dict)
    stale: set[tuple[type[Entity], int]] = field(default_factory=set)
    complete: set[tuple[type[Entity], int]] = field(default_factory=set)


listeners: list[Callable[[Change], None]] = []
"""Called after each commit, in the thread that wrote."""

_open: ContextVar[_Open | None] = ContextVar("open_batch", default=None)


def now() -> str:
    """The moment as kept in history: local time, seconds."""
    return datetime.now().isoformat(sep=" ", timespec="seconds")


@contextmanager
def batch(label: str, *, source: str = BY_HAND, undoes: Batch | None = None) -> Iterator[Batch]:
    """Group several writes; an exception rolls all of them back. An inner batch joins the outer."""
    current = _open.get()
    if current is not None:
        yield current.row
        return
    with DATABASE.atomic("IMMEDIATE"):
        row = Batch.create(at=now(), label=label, source=source, undoes=undoes)
        opened = _Open(row)
        token = _open.set(opened)
        try:
            yield row
            _refresh_search_keys(opened)
            if not opened.touched:
                Batch.delete().where(Batch.id == row.id).execute()
        finally:
            _open.reset(token)
    if opened.touched:
        change = Change(row.id, {e.key(): frozenset(ids) for e, ids in opened.touched.items()})
        for listener in list(listeners):
            listener(change)


def save(record: Entity, *, source: str = BY_HAND, label: str = "") -> bool:
    """Keep a new or changed record; False when nothing differed.

    Raises UserError with every reason when the record has problems; then nothing is written.
    """
    if reasons := record.problems():
        raise UserError(f"{record.label}“{record}”没有保存：{'；'.join(reasons)}。", "请改正后再保存。")
    three_states.tidy(record)
    with batch(label or ("修改" if record.id else "新增") + record.label, source=source):
        before = stored_values(type(record), record.id) if record.id else {}
        after = _values(record)
        changed = {k for k in after if not record.id or before.get(k) != after[k]}
        if record.id and not changed:
            return False
        if record.id and record.is_append_only:
            raise UserError(f"{record.label}“{record}”不能修改。", record.undo_refusal)
        _write(record, created=not record.id)
        _note(
            record, "changed" if before else "created",
            before={k: before[k] for k in changed} if before else {},
            after={k: after[k] for k in changed if after[k] is not None},
            source=source,
        )
    return True


def add_many(
    entity: type[Entity], records: Iterable[tuple[Entity, str]], *, lines: Sequence[Any] = ()
) -> list[int]:
    """Keep many new records of one entity at once; each comes with its source. Needs a batch.

    The records must have been checked (`problems()`); ids are given in order. lines: those that
    will follow for each record, by which it is found as well.
    """
    opened = _needed()
    moment = now()
    fields = [f for f in entity._meta.sorted_fields if f.name != "id"]
    blanks = [f.db_value(None) for f in fields]
    tracked = {f.name for f in _tracked(entity)}
    places = {f.name: (at, f.db_value, f.name in tracked) for at, f in enumerate(fields)}
    always = {f.name: v for f, v in zip(fields, blanks, strict=True) if v and f.name in tracked}
    link = entity.owner_link()
    key, encoded = entity.key(), AuditEntry.after.db_value
    next_id = (entity.select(fn.MAX(entity.id)).scalar() or 0) + 1
    rows, entries, ids = [], [], []
    for number, (record, source) in enumerate(records):
        held, found_by = record.__data__, (record, *lines[number]) if lines else (record,)
        held["created_at"] = held["changed_at"] = moment
        held["search_key"] = search.key_for(word for r in found_by for word in r.searchable())
        row, after = list(blanks), dict(always)
        for name, value in held.items():
            if value is not None and name in places:
                at, stored, is_tracked = places[name]
                row[at] = stored(value)
                if is_tracked:
                    after[name] = row[at]
        rows.append((next_id, *row))
        entries.append((opened.row.id, key, next_id, "created", "{}", encoded(after), source))
        record.id = next_id
        ids.append(next_id)
        if link is not None and (owner := link.read(record)):
            opened.stale.add((link.rel_model, owner))
        next_id += 1
    opened.complete |= {(entity, record_id) for record_id in ids if lines}
    opened.stale -= opened.complete
    bulk.insert(entity._meta.table_name, ["id", *(f.column_name for f in fields)], rows)
    bulk.insert("audit_entry", _ENTRY, entries)
    opened.touched.setdefault(entity, set()).update(ids)
    return ids


def retire(record: Entity, *, source: str = BY_HAND) -> None:
    """Move a record and its lines to the recycle bin; refused while other records refer to it."""
    refuse_taking_away(record)
    if users := references(record):
        raise UserError(
            f"{record.label}“{record}”仍被{len(users)}条记录引用，例如{users[0].label}“{users[0]}”。",
            "请先修改或删除那些记录。",
        )
    with batch(f"删除{record.label}", source=source):
        for entity in record.line_entities():
            for line in record.lines(entity):
                retire(line, source=source)
        _set_retired(record, _retiring_moment(), source)


def restore(record: Entity, *, source: str = BY_HAND) -> None:
    """Bring a record back from the recycle bin, with the lines that went there with it."""
    moment = record.retired_at
    with batch(f"恢复{record.label}", source=source):
        _set_retired(record, None, source)
        for entity in record.line_entities():
            link = entity.owner_link()
            together = (link == record.id) & (entity.retired_at == moment)
            for line in list(entity.select().where(together)):
                restore(line, source=source)


def refuse_taking_away(record: Entity) -> None:
    """UserError for a record that its entity keeps for good (报送存档, 已出具文件)."""
    if record.undo_refusal:
        raise UserError(f"{record.label}“{record}”不能撤销或删除。", record.undo_refusal)


def stored_values(entity: type[Entity], record_id: int) -> dict[str, Any]:
    """The tracked fields of a record in stored form; LookupError when it does not exist."""
    return stored_of_many(entity, [record_id])[record_id]


def stored_of_many(entity: type[Entity], ids: Iterable[int]) -> dict[int, dict[str, Any]]:
    """The tracked fields of some records in stored form, by id; LookupError for any that lacks."""
    fields, found = _tracked(entity), {}
    wanted = list(ids)
    for part in bulk.portions(wanted):
        rows: Any = entity.select(entity.id, *fields).where(entity.id.in_(part)).tuples()
        for row in rows:
            values = zip(fields, row[1:], strict=True)
            found[row[0]] = {f.name: f.db_value(value) for f, value in values}
    if lacking := set(wanted) - set(found):
        raise LookupError(f"{entity.key()} {sorted(lacking)}")
    return found


def set_stored(record: Entity, values: dict[str, Any], *, action: str, source: str) -> None:
    """Put stored values back into a record as history knows them; no validation."""
    set_many(type(record), {record.id: values}, action=action, source=source)
    for field_ in _tracked(type(record)):
        if field_.name in values:
            setattr(record, field_.name, field_.python_value(values[field_.name]))


def set_many(
    entity: type[Entity], values: dict[int, dict[str, Any]], *, action: str, source: str
) -> None:
    """The same for many records of one entity, by id. Needs a batch."""
    opened, key, moment = _needed(), entity.key(), now()
    columns = {f.name: f.column_name for f in _tracked(entity)}
    link = entity.owner_link()
    encoded = AuditEntry.after.db_value
    alike: dict[tuple[str, ...], list[tuple[Any, ...]]] = {}
    entries, ids = [], set()
    for record_id, before in stored_of_many(entity, values).items():
        new = values[record_id]
        names = tuple(name for name in columns if name in new and new[name] != before[name])
        if names:
            old, after = ({name: side[name] for name in names} for side in (before, new))
            alike.setdefault(names, []).append((*after.values(), moment, record_id))
            entries.append(
                (opened.row.id, key, record_id, action, encoded(old), encoded(after), source)
            )
            ids.add(record_id)
            if link is not None and (former := old.get(link.name)):
                opened.stale.add((link.rel_model, former))
    for names, rows in alike.items():
        bulk.update(key, [*(columns[name] for name in names), "changed_at"], rows)
    bulk.insert("audit_entry", _ENTRY, entries)
    if ids:
        opened.touched.setdefault(entity, set()).update(ids)
        opened.stale.update((entity, record_id) for record_id in ids)


def _retiring_moment() -> str:
    """When, and in which batch: what went together comes back together."""
    return f"{now()} #{_needed().row.id}"


def _set_retired(record: Entity, moment: str | None, source: str) -> None:
    values = {"retired_at": moment}
    set_stored(record, values, action="retired" if moment else "restored", source=source)


def _tracked(entity: type[Entity]) -> list[Any]:
    """The fields that history keeps: no bookkeeping, no file contents (digests are kept)."""
    return [
        f for f in entity._meta.sorted_fields
        if f.name not in UNTRACKED and not isinstance(f, BlobField)
    ]


def _values(record: Entity) -> dict[str, Any]:
    return {f.name: f.db_value(record.__data__.get(f.name)) for f in _tracked(type(record))}


def _write(record: Entity, *, created: bool) -> None:
    record.changed_at = now()
    if created:
        record.created_at = record.changed_at
    record.search_key = search.key_for(record.searchable())
    record.save(force_insert=created)


def _note(record: Entity, action: str, **what: Any) -> None:
    opened = _needed()
    entity = type(record)
    AuditEntry.create(
        batch=opened.row, entity=entity.key(), record_id=record.id, action=action, **what
    )
    opened.touched.setdefault(entity, set()).add(record.id)
    link = entity.owner_link()
    if link is not None and (owner := link.read(record)):
        opened.stale.add((link.rel_model, owner))


def _needed() -> _Open:
    opened = _open.get()
    if opened is None:
        raise LookupError("records are written inside store.batch()")
    return opened


def _refresh_search_keys(opened: _Open) -> None:
    """A record is also found by its lines, so their change renews its key (and is announced)."""
    while opened.stale:
        entity = next(iter(opened.stale))[0]
        ids = sorted(record_id for other, record_id in opened.stale if other is entity)
        opened.stale.difference_update((entity, record_id) for record_id in ids)
        opened.stale |= search_keys.renew(entity, ids)
        opened.touched.setdefault(entity, set()).update(ids)
