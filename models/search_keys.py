"""Search keys renewed after their records, or lines of these, have changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from models import bulk, search
from models.entity import Entity


def renew(entity: type[Entity], ids: Sequence[int]) -> set[tuple[type[Entity], int]]:
    """Renew some records' keys; gives the owners, whose keys hold the words of these lines."""
    owners: set[tuple[type[Entity], int]] = set()
    for part in bulk.portions(ids):
        owners |= _renew(entity, part)
    return owners


def _renew(entity: type[Entity], ids: Sequence[int]) -> set[tuple[type[Entity], int]]:
    """One query for the records, and one for each kind of line."""
    owners: set[tuple[type[Entity], int]] = set()
    before: dict[int, str] = {}
    texts: dict[int, list[str]] = {}
    link = entity.owner_link()
    records: list[Any] = list(entity.select().where(entity.id.in_(ids)))
    for record in records:
        if link is not None and (owner := link.read(record)):
            owners.add((link.rel_model, owner))
        before[record.id] = record.search_key
        record_id, record.id = record.id, None  # without an id it has no lines to ask for
        texts[record_id] = list(record.searchable())
    for line_entity in entity.line_entities():
        if any(kind.searchable for kind in line_entity.kinds()):
            part_of: Any = line_entity.owner_link()
            found = line_entity.active().where(part_of.in_(ids)).order_by(line_entity.id)
            for line in list(found):
                texts[part_of.read(line)].extend(line.searchable())
    keys = ((search.key_for(words), record_id) for record_id, words in texts.items())
    changed = [(key, record_id) for key, record_id in keys if key != before[record_id]]
    bulk.update(entity.key(), ["search_key"], changed)
    return owners
