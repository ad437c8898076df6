"""What was done to records after a moment: when, in which step, and what was changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from models.audit import AuditEntry, Batch
from models.entity import Entity

WORDS = {"created": "新增", "retired": "删除", "restored": "恢复", "changed": "修改"}


@dataclass(frozen=True)
class Edit:
    """One change of one record. by: the step and where it came from (手工, 导入 a file)."""

    record_id: int
    at: str
    by: str
    what: str


def edits_since(entity: type[Entity], ids: Iterable[int], since: str) -> list[Edit]:
    """The changes of some records and of their lines after a moment, newest first."""
    wanted = list(dict.fromkeys(ids))
    found: list[Edit] = []
    for at in range(0, len(wanted), 900):
        some = wanted[at:at + 900]
        found += _of(entity, {id: id for id in some}, since, whose="")
        line: Any
        for line in entity.line_entities():
            link: Any = line.owner_link()
            owners = {row[0]: row[1] for row in
                      line.select(line.id, link).where(link.in_(some)).tuples()}
            found += _of(line, owners, since, whose=line.label)
        owner: Any = entity.owner_link()
        if owner is not None:
            own: Any = entity
            rows = own.select(own.id, owner).where(own.id.in_(some)).tuples()
            holders = {row[1]: row[0] for row in rows}
            found += _of(owner.rel_model, holders, since, whose=owner.rel_model.label)
    return sorted(found, key=lambda edit: edit.at, reverse=True)


def _of(entity: type[Entity], ids: dict[int, int], since: str, *, whose: str) -> list[Edit]:
    """ids: the changed record → the record it is told under."""
    if not ids:
        return []
    labels = {kind.name: kind.label for kind in entity.kinds()}
    query = AuditEntry.select(AuditEntry, Batch).join(Batch).where(
        (AuditEntry.entity == entity.key()) & AuditEntry.record_id.in_(list(ids))
        & (Batch.at >= since)
    )
    found = []
    for entry in query:
        names = "、".join(labels[name] for name, *_ in entry.fields() if name in labels)
        what = f"{WORDS.get(entry.action, entry.action)}{whose}"
        if entry.action == "changed" and names:
            what += f"：{names}"
        source = entry.batch.source
        by = f"{entry.batch.label}（{source}）" if source else entry.batch.label
        found.append(Edit(ids[entry.record_id], entry.batch.at, by, what))
    return found
