"""Reading history and taking back a batch or one change of it, months later if need be."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

from models import store
from models.audit import AuditEntry, Batch
from models.entity import Entity
from models.errors import UserError
from models.references import users_of

_DICTS = ("extra", "inapplicable")
"""Fields that hold several things by name, each changed and taken back by itself."""

_RETIRED_BY_UNDO = ("created", "restored")
"""Actions whose reversal puts the record into the recycle bin."""

Resolve = Callable[[str], type[Entity]]
"""Entity key → entity; given by whoever knows the registry."""


UNDOABLE_NEVER = ("导出记录",)
"""Sources of batches that are no action of hers: undoing passes over them."""


def batches(limit: int = 200) -> list[Batch]:
    """The latest batches, newest first."""
    return list(Batch.select().order_by(Batch.id.desc()).limit(limit))


def entries_of(record: Entity) -> list[AuditEntry]:
    """Every change of a record and of its lines (those in the recycle bin too), newest first."""
    condition = (AuditEntry.entity == record.key()) & (AuditEntry.record_id == record.id)
    for entity in record.line_entities():
        link = entity.owner_link()
        ids = entity.select(entity.id).where(link == record.id)
        condition |= (AuditEntry.entity == entity.key()) & AuditEntry.record_id.in_(ids)
    query = AuditEntry.select(AuditEntry, Batch).join(Batch)
    return list(query.where(condition).order_by(AuditEntry.id.desc()))


def undo(batch: Batch, resolve: Resolve) -> Batch:
    """Reverse a whole batch as a new batch; UserError names what has changed since."""
    _refuse_the_log(batch)
    if batch.is_undone():
        raise UserError(f"“{batch.label}”({batch.at})已经撤销过。")
    query = AuditEntry.select().where(AuditEntry.batch == batch)
    entries = list(query.order_by(AuditEntry.id.desc()))
    return _reverse(entries, batch, resolve, label=f"撤销：{batch.label}")


def undo_entry(entry: AuditEntry, resolve: Resolve) -> Batch:
    """Reverse one change of one record; UserError when the same fields changed since."""
    _refuse_the_log(entry.batch)
    return _reverse([entry], None, resolve, label="撤销一处修改")


def _refuse_the_log(batch: Batch) -> None:
    if batch.source in UNDOABLE_NEVER:
        raise UserError(f"“{batch.label}”不能撤销。", "文件已经写出，导出记录只增不改。")


def _reverse(
    entries: list[AuditEntry], batch: Batch | None, resolve: Resolve, *, label: str
) -> Batch:
    for (key, action), found in _alike(entries).items():
        if action in _RETIRED_BY_UNDO and (entity := resolve(key)).undo_refusal:
            store.refuse_taking_away(entity.get_by_id(found[0].record_id))
    own = {(e.entity, e.record_id) for e in entries}
    latest, earlier = _latest(entries)
    conflicts = [
        reason for (key, action), found in _alike(latest).items()
        for reason in _conflicts(resolve(key), action, found, own=own)
    ]
    if conflicts:
        listed = "；".join(dict.fromkeys(conflicts[:5]))
        more = f"等{len(conflicts)}处" if len(conflicts) > 5 else ""
        raise UserError(f"不能撤销，因为之后又有改动：{listed}{more}。", "请先撤销后来的改动，或逐条修改。")
    with store.batch(label, source=store.BY_HAND, undoes=batch) as row:
        while latest:
            for (key, action), found in _alike(latest).items():
                _put_back(resolve(key), action, found)
            latest, earlier = _latest(earlier)
    return row


def _latest(entries: list[AuditEntry]) -> tuple[list[AuditEntry], list[AuditEntry]]:
    """The last entry of each record, and all earlier ones; both newest first."""
    seen: dict[tuple[str, int], AuditEntry] = {}
    earlier = []
    for entry in entries:
        if seen.setdefault((entry.entity, entry.record_id), entry) is not entry:
            earlier.append(entry)
    return list(seen.values()), earlier


def _alike(entries: list[AuditEntry]) -> dict[tuple[str, str], list[AuditEntry]]:
    """The entries by entity and action, which are taken back together."""
    found: dict[tuple[str, str], list[AuditEntry]] = {}
    for entry in entries:
        found.setdefault((entry.entity, entry.action), []).append(entry)
    return found


def _conflicts(
    entity: type[Entity], action: str, entries: list[AuditEntry], *, own: set[tuple[str, int]]
) -> Iterator[str]:
    """Why records cannot go back. own: the records that go back with them."""
    ids = [entry.record_id for entry in entries]
    standing = store.stored_of_many(entity, ids)
    used = users_of(entity, ids, besides=own) if action == "created" else {}
    labels = {kind.name: kind.label for kind in entity.kinds()}
    for entry in entries:
        if user := used.get(entry.record_id):
            record = entity.get_by_id(entry.record_id)
            yield f"{entity.label}“{record}”已被{user.label}“{user}”引用"
        elif differing := _differing(entry, standing[entry.record_id]):
            record = entity.get_by_id(entry.record_id)
            names = "、".join(labels.get(name, "状态") for name in differing)
            yield f"{entity.label}“{record}”的{names}"


def _differing(entry: AuditEntry, current: dict[str, Any]) -> list[str]:
    """The fields that are no longer as the entry left them."""
    differing: list[str] = []
    if entry.action == "created":
        del current["retired_at"]
        differing = [k for k, v in current.items() if v != entry.after.get(k) and not _empty(v)]
    known = set(differing)
    return differing + [
        name for name in entry.after
        if name in current and name not in known and not _stands(entry, name, current)
    ]


def _stands(entry: AuditEntry, name: str, current: dict[str, Any]) -> bool:
    """Whether a field is still as the entry left it; of a dict only what the entry changed."""
    if name not in _DICTS:
        return bool(current.get(name) == entry.after[name])
    changed, now = _changed_keys(entry, name), json.loads(current.get(name) or "{}")
    return all(now.get(key) == new for key, (_, new) in changed.items())


def _changed_keys(entry: AuditEntry, name: str) -> dict[str, tuple[Any, Any]]:
    """Key → (old, new) of a dict field, None where it was not there."""
    old, new = (json.loads(side.get(name) or "{}") for side in (entry.before, entry.after))
    return {
        key: (old.get(key), new.get(key)) for key in {*old, *new} if old.get(key) != new.get(key)
    }


def _former(entity: type[Entity], entry: AuditEntry, name: str, current: dict[str, Any]) -> Any:
    """What a field goes back to; a dict keeps what came into it by other changes."""
    if name not in _DICTS:
        return entry.before.get(name)
    found = json.loads(current.get(name) or "{}")
    for key, (old, _) in _changed_keys(entry, name).items():
        found.pop(key, None)
        if old is not None:
            found[key] = old
    return entity._meta.fields[name].db_value(found)


def _empty(value: Any) -> bool:
    return value in (None, "", "{}")


def _put_back(entity: type[Entity], action: str, entries: list[AuditEntry]) -> None:
    """As it was before; a field that a later schema step gave up is left out."""
    if action == "created":
        bin_: dict[str, Any] = {"retired_at": store.now()}
        values = {entry.record_id: bin_ for entry in entries}
        store.set_many(entity, values, action="retired", source="撤销")
        return
    standing = store.stored_of_many(entity, [entry.record_id for entry in entries])
    values = {
        entry.record_id: {
            name: _former(entity, entry, name, standing[entry.record_id])
            for name in {*entry.before, *entry.after} & set(standing[entry.record_id])
        }
        for entry in entries
    }
    reverse = {"retired": "restored", "restored": "retired"}.get(action, "changed")
    store.set_many(entity, values, action=reverse, source="撤销")
