"""Reading history and taking back a batch or one change of it, months later if need be."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from models import store
from models.audit import AuditEntry, Batch
from models.entity import Entity
from models.errors import UserError

_RETIRED_BY_UNDO = ("created", "restored")
"""Actions whose reversal puts the record into the recycle bin."""

Resolve = Callable[[str], type[Entity]]
"""Entity key → entity; given by whoever knows the registry."""


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
    if batch.is_undone():
        raise UserError(f"“{batch.label}”({batch.at})已经撤销过。")
    query = AuditEntry.select().where(AuditEntry.batch == batch)
    entries = list(query.order_by(AuditEntry.id.desc()))
    return _reverse(entries, batch, resolve, label=f"撤销:{batch.label}")


def undo_entry(entry: AuditEntry, resolve: Resolve) -> Batch:
    """Reverse one change of one record; UserError when the same fields changed since."""
    return _reverse([entry], None, resolve, label="撤销一处修改")


def _reverse(
    entries: list[AuditEntry], batch: Batch | None, resolve: Resolve, *, label: str
) -> Batch:
    for entry in entries:
        if entry.action in _RETIRED_BY_UNDO:
            store.refuse_taking_away(resolve(entry.entity).get_by_id(entry.record_id))
    own = {(e.entity, e.record_id) for e in entries}
    reasons = (_conflict(entry, own, resolve) for entry in _latest_first(entries))
    conflicts = [reason for reason in reasons if reason]
    if conflicts:
        listed = ";".join(dict.fromkeys(conflicts[:5]))
        more = f"等{len(conflicts)}处" if len(conflicts) > 5 else ""
        raise UserError(f"不能撤销,因为之后又有改动:{listed}{more}。", "请先撤销后来的改动,或逐条修改。")
    with store.batch(label, source=store.BY_HAND, undoes=batch) as row:
        for entry in entries:
            entity = resolve(entry.entity)
            record = entity.get_by_id(entry.record_id)
            _put_back(record, entry)
    return row


def _latest_first(entries: list[AuditEntry]) -> list[AuditEntry]:
    """The last entry of each record: the state that must still stand."""
    seen: dict[tuple[str, int], AuditEntry] = {}
    for entry in entries:
        seen.setdefault((entry.entity, entry.record_id), entry)
    return list(seen.values())


def _conflict(entry: AuditEntry, own: set[tuple[str, int]], resolve: Resolve) -> str:
    """Why this record cannot go back ("" = it can). own: the records that go back with it."""
    entity = resolve(entry.entity)
    current = store.stored_values(entity, entry.record_id)
    record = entity.get_by_id(entry.record_id)
    if entry.action == "created":
        current.pop("retired_at", None)
        differing = [k for k, v in current.items() if v != entry.after.get(k) and not _empty(v)]
        known = set(differing)
        differing += [k for k, v in entry.after.items() if k not in known and current.get(k) != v]
        others = [r for r in store.references(record) if (r.key(), r.id) not in own]
        if others:
            return f"{record.label}“{record}”已被{others[0].label}“{others[0]}”引用"
    else:
        differing = [k for k, v in entry.after.items() if current.get(k) != v]
    if not differing:
        return ""
    labels = {kind.name: kind.label for kind in entity.kinds()}
    names = "、".join(labels.get(name, "状态") for name in differing)
    return f"{record.label}“{record}”的{names}"


def _empty(value: Any) -> bool:
    return value in (None, "", "{}")


def _put_back(record: Entity, entry: AuditEntry) -> None:
    if entry.action == "created":
        store.set_stored(
            record, {"retired_at": store.now()}, action="retired", source="撤销"
        )
        return
    values = {name: entry.before.get(name) for name in {*entry.before, *entry.after}}
    action = {"retired": "restored", "restored": "retired"}.get(entry.action, "changed")
    store.set_stored(record, values, action=action, source="撤销")
