"""History in words: which field of which record went from what to what, as people read it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from peewee import fn

from models.audit import AuditEntry, Batch
from models.entities import entity_by_key
from models.entity import Entity
from models.three_states import INAPPLICABLE

ACTIONS = {"created": "新增", "changed": "修改", "retired": "删除", "restored": "恢复"}


@dataclass(frozen=True)
class FieldChange:
    """One field of one entry. Sensitive values come masked unless they were asked for."""

    label: str
    old: str
    new: str


@dataclass(frozen=True)
class BatchLine:
    """One action as a list shows it."""

    batch: Batch
    what: str
    is_undone: bool

    @property
    def state(self) -> str:
        """已撤销, 撤销操作, or blank for what stands."""
        return "↶ 已撤销" if self.is_undone else "撤销操作" if self.batch.undoes_id else ""


def entry_title(entry: AuditEntry) -> str:
    """修改 外籍教师 HARRIS, JAMES."""
    entity = entity_by_key(entry.entity)
    record = entity.get_or_none(entity.id == entry.record_id)
    name = str(record) if record is not None else f"第{entry.record_id}号"
    called = name if name.startswith(entity.label) else f"{entity.label} {name}"
    return f"{ACTIONS.get(entry.action, '修改')} {called}"


def entry_changes(entry: AuditEntry, *, reveals: bool = False) -> list[FieldChange]:
    """The changed fields in the order in which the entity declares them."""
    entity = entity_by_key(entry.entity)
    kinds = {kind.name: kind for kind in entity.kinds()}
    order = list(kinds)
    before, after = (_stored_dict(side, "inapplicable") for side in (entry.before, entry.after))
    told = {name: (old, new) for name, old, new in entry.fields()}
    for name in before.keys() ^ after.keys():
        told.setdefault(name, (None, None))
    found = []
    for name, (old, new) in sorted(
        told.items(), key=lambda each: order.index(each[0]) if each[0] in order else len(order)
    ):
        if name == "retired_at":
            found.append(FieldChange("状态", _bin(old), _bin(new)))
            continue
        owner = entity.owner_link()
        if owner is not None and name == owner.name:
            continue
        if name == "extra":
            found += _extra_changes(entry)
        elif name != "inapplicable":
            label = kinds[name].label if name in kinds else name
            words = [
                str(INAPPLICABLE) if value in (None, "") and name in marks
                else _words(entity, name, value, reveals=reveals)
                for value, marks in ((old, before), (new, after))
            ]
            found.append(FieldChange(label, *words))
    return found


def _stored_dict(side: dict[str, Any], name: str) -> dict[str, Any]:
    """A dict among the stored values of one side of an entry; empty where it did not change."""
    found = json.loads(side.get(name) or "{}")
    assert isinstance(found, dict), name
    return found


def _extra_changes(entry: AuditEntry) -> list[FieldChange]:
    """Her own columns, each by itself."""
    old, new = (_stored_dict(side, "extra") for side in (entry.before, entry.after))
    return [
        FieldChange(f"附加列“{name}”", str(old.get(name, "")), str(new.get(name, "")))
        for name in dict.fromkeys((*old, *new)) if old.get(name) != new.get(name)
    ]


def batch_lines(limit: int = 200, *, before: int | None = None) -> list[BatchLine]:
    """The latest actions, newest first; `before` an id for the older ones."""
    query = Batch.select().order_by(Batch.id.desc()).limit(limit)
    if before is not None:
        query = query.where(Batch.id < before)
    batches = list(query)
    what = _what([batch.id for batch in batches])
    undone = undone_ids()
    return [BatchLine(b, what.get(b.id, ""), b.id in undone) for b in batches]


def undone_ids() -> set[int]:
    """Ids of the actions that were taken back and not brought forth again."""
    query: Any = Batch.select(Batch.id, Batch.undoes).where(Batch.undoes.is_null(False))
    pairs: list[tuple[int, int]] = list(query.order_by(Batch.id).tuples())
    latest = {undoes: reverse for reverse, undoes in pairs}
    found: set[int] = set()
    for undoes in sorted(latest, reverse=True):
        if latest[undoes] not in found:
            found.add(undoes)
    return found


def _what(ids: Sequence[int]) -> dict[int, str]:
    """Batch id → 外籍教师 3 · 聘期 5."""
    records = fn.COUNT(AuditEntry.record_id.distinct())
    query: Any = (
        AuditEntry.select(AuditEntry.batch, AuditEntry.entity, records)
        .where(AuditEntry.batch.in_(ids)).group_by(AuditEntry.batch, AuditEntry.entity)
        .order_by(fn.MIN(AuditEntry.id))
    )
    rows: list[tuple[int, str, int]] = list(query.tuples())
    found: dict[int, list[str]] = {}
    for batch, key, count in rows:
        found.setdefault(batch, []).append(f"{entity_by_key(key).label} {count}")
    return {batch: " · ".join(parts) for batch, parts in found.items()}


def _bin(moment: Any) -> str:
    return "在回收站" if moment else "正常"


def _words(entity: type[Entity], name: str, stored: Any, *, reveals: bool) -> str:
    if stored is None:
        return ""
    field = entity._meta.fields.get(name)
    if field is None:
        return str(stored)
    value = field.python_value(stored)
    if isinstance(value, dict):
        value = value if value else json.loads(stored or "{}")
        return "；".join(f"{key}：{each}" for key, each in value.items())
    if not hasattr(field, "show"):
        return str(value)
    return str(field.show(value) if reveals else field.mask(value))
