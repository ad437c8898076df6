"""Other names of a record (又称): kept as its lines, learned once, and understood ever after."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from difflib import SequenceMatcher
from typing import Any, NamedTuple

from models import store
from models.entities.partner_alias import PartnerAlias
from models.entity import Entity
from models.fields import Text
from models.intake.drafts import identity_key

LINES: tuple[Any, ...] = (PartnerAlias,)
"""The line entities that hold other names, in a field `words`."""

TEXTS = {
    ("enrolment", "home_school"): "partner_school", ("placement", "host_name"): "partner_school",
}
"""(entity, field) of plain texts that name a record of a register, and which register."""

_LEAST_LIKENESS = 0.55
_ORDINARY = re.compile(r"\(.*?\)|国立|公立|私立|大学校|大学|学院|学校|university|college|institute|of|the")


class Near(NamedTuple):
    """A record that a name may mean."""

    id: int
    title: str


def lines_for(entity: type[Entity]) -> Any | None:
    """The line entity that holds the other names of an entity; None where it has none."""
    return next((a for a in LINES if a.owner_link().rel_model is entity), None)


def own_names(record: Entity) -> Iterator[str]:
    """Every name that the record itself bears (中文名称, 英文名称)."""
    fields = dict.fromkeys(group[0] for group in record.identity if len(group) == 1)
    for name in fields:
        kind = record.field_named(name)
        if isinstance(kind, Text) and (words := kind.read(record)):
            yield words


class Names:
    """All names of the active records of one entity, as they are at this moment."""

    def __init__(self, entity: type[Entity]) -> None:
        self.entity = entity
        self._own: dict[str, list[int]] = {}
        self._other: dict[str, int] = {}
        self._titles: dict[int, str] = {}
        for record in entity.active():
            self._titles[record.id] = str(record)
            for words in own_names(record):
                self._own.setdefault(identity_key(words), []).append(record.id)
        lines = lines_for(entity)
        if lines is not None:
            link = lines.owner_link()
            query = lines.active(lines.words, link).order_by(lines.id).tuples()
            self._other = {
                identity_key(words): owner for words, owner in query if owner in self._titles
            }

    def called(self, words: str) -> int | None:
        """The one record called so, by its own or another name; None for none or several."""
        key = identity_key(words)
        own = self._own.get(key, [])
        return own[0] if len(own) == 1 else None if own else self._other.get(key)

    def title(self, record_id: int) -> str:
        """The name that the record itself bears."""
        return self._titles[record_id]

    def teach(self, words: str, record_id: int) -> None:
        """Count a name as known from now on, without keeping it."""
        if record_id in self._titles:
            self._other[identity_key(words)] = record_id

    def near(self, words: str, *, limit: int = 5) -> list[Near]:
        """Records whose names look like these words, the most alike first."""
        wanted = _core(words)
        found: dict[int, float] = {}
        for key, ids in (*self._own.items(), *((k, [i]) for k, i in self._other.items())):
            likeness = _likeness(wanted, _core(key))
            for record_id in ids:
                found[record_id] = max(likeness, found.get(record_id, 0))
        ranked = sorted((i for i in found if found[i] >= _LEAST_LIKENESS), key=lambda i: -found[i])
        return [Near(i, self._titles[i]) for i in ranked[:limit]]


def called(entity: type[Entity], words: str) -> int | None:
    """The record that another name leads to; None for an entity without other names."""
    return Names(entity).called(words) if words and lines_for(entity) is not None else None


def learn(record: Entity, words: str, *, source: str = store.BY_HAND) -> bool:
    """Keep another name of a record; False when it bears it already."""
    lines: Any = lines_for(type(record))
    known = {identity_key(each) for each in own_names(record)}
    if lines is not None:
        known |= {identity_key(line.words) for line in record.lines(lines)}
    if lines is None or not words or identity_key(words) in known:
        return False
    line = lines(words=words, learned_on=date.today())
    setattr(line, lines.owner_link().name, record.id)
    return bool(store.save(line, source=source))


def _core(words: str) -> str:
    """A name without what every school is called; the whole name where nothing else is left."""
    key = identity_key(words)
    return _ORDINARY.sub("", key) or key


def _likeness(one: str, other: str) -> float:
    """1 for the same; a name inside the other counts as very alike."""
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) >= 2 and shorter in longer:
        return 0.8 + 0.2 * len(shorter) / len(longer)
    return SequenceMatcher(None, one, other).ratio()
