"""Who refers to a record: what is in use cannot be taken away."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from models import bulk
from models.entity import Entity


def references(record: Entity) -> list[Entity]:
    """Active records that link to this one without being its lines."""
    found: list[Entity] = []
    for link, model in _links_to(type(record)):
        found.extend(model.active().where(link == record.id).limit(20))
    return found


def users_of(
    entity: type[Entity], ids: Sequence[int], *, besides: set[tuple[str, int]]
) -> dict[int, Entity]:
    """For each of some records that is in use an active record that links to it."""
    found: dict[int, Entity] = {}
    for link, model in _links_to(entity):
        for part in bulk.portions(ids):
            for user in model.active().where(link.in_(part)).order_by(model.id):
                if (model.key(), user.id) not in besides:
                    found.setdefault(link.read(user), user)
    return found


def _links_to(entity: type[Entity]) -> Iterator[tuple[Any, Any]]:
    """The links of other entities to this one, those of its lines left out."""
    for link, model in entity._meta.backrefs.items():
        if issubclass(model, Entity) and not getattr(link, "part_of", False):
            yield link, model
