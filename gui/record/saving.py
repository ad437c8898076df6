"""Keeping a form: the record and its changed lines as one batch, and who looks like it already."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from models import search, store
from models.entity import Entity
from models.fields import Kind, Text

MOST_SHOWN = 6
SHORTEST_NUMBER = 5
"""A number of a paper is looked for from so many characters on; a name from two."""


@dataclass
class LineChanges:
    """What a grid wants kept of one line entity: its present lines, and those taken out."""

    entity: type[Entity]
    kept: list[Entity] = field(default_factory=list)
    removed: list[Entity] = field(default_factory=list)


@dataclass(frozen=True)
class Likeness:
    """A record that may be the same thing, and why it is thought so. `is_same`: by identity."""

    record: Entity
    reason: str
    is_same: bool = False


def keep(record: Entity, changes: Sequence[LineChanges]) -> None:
    """Write the record and its lines as one batch.

    Raises UserError with nothing written. Both are drafts of the form, made anew at each try.
    """
    label = ("修改" if record.id else "新增") + record.label
    with store.batch(label):
        store.save(record)
        for change in changes:
            link = change.entity.owner_link()
            assert link is not None
            for line in change.kept:
                setattr(line, link.name, record.id)
                store.save(line)
            for line in change.removed:
                store.retire(line)


def named_field(problem: str, kinds: Sequence[Kind]) -> Kind | None:
    """The field that a problem's sentence names first (“聘期止”早于…)."""
    labels = {kind.label: kind for kind in kinds}
    for word in re.findall("“([^”]+)”", problem):
        if word in labels:
            return labels[word]
    return None


def likenesses(draft: Entity, lines: Sequence[Entity] = ()) -> list[Likeness]:
    """Active records that may be the same as `draft`: by identity, by a paper's number, by name."""
    found: dict[int, Likeness] = {}
    for each in (*_same(draft), *_with_number(draft, lines), *_alike(draft)):
        if each.record.id != draft.id:
            found.setdefault(each.record.id, each)
    return list(found.values())[:MOST_SHOWN]


def _same(draft: Entity) -> Iterator[Likeness]:
    for group in draft.identity:
        kinds = [draft.field_named(name) for name in group]
        values = [kind.read(draft) for kind in kinds]
        if any(value in (None, "") for value in values):
            continue
        query = type(draft).active()
        for kind, value in zip(kinds, values, strict=True):
            query = query.where(_equals(kind, value))
        reason = "、".join(kind.label for kind in kinds) + "相同"
        for record in query.limit(MOST_SHOWN):
            yield Likeness(record, reason, is_same=True)


def _equals(kind: Any, value: Any) -> Any:
    if isinstance(kind, Text):
        return kind.collate("NOCASE") == value
    return kind == value


def _with_number(draft: Entity, lines: Sequence[Entity]) -> Iterator[Likeness]:
    """Whoever is found by the same passport, permit or staff number."""
    for holder in (draft, *lines):
        for kind in holder.kinds():
            number = kind.read(holder)
            if not (isinstance(kind, Text) and kind.compact and kind.searchable and number):
                continue
            if len(str(number)) < SHORTEST_NUMBER:
                continue
            folded = search.fold(str(number))
            for record in _found(type(draft), str(number)):
                if folded in record.search_key.split("\n"):
                    yield Likeness(record, f"{kind.label}相同", is_same=True)


def _alike(draft: Entity) -> Iterator[Likeness]:
    """New records only: whoever is found by the words of the title."""
    kind = title_kind(type(draft))
    words = (kind.read(draft) or "") if kind else ""
    if draft.id or kind is None or len(words.replace(",", "").strip()) < 2:
        return
    for record in _found(type(draft), re.sub(r"[,，、·]", " ", str(words))):
        yield Likeness(record, f"{kind.label}相近")


def _found(entity: type[Entity], words: str) -> list[Any]:
    query = entity.active().where(search.matching(entity, words))
    return list(query.order_by(entity.id.desc()).limit(MOST_SHOWN))


def title_kind(entity: type[Entity]) -> Kind | None:
    """The text by which a record is called (its name, its title)."""
    for kind in entity.kinds():
        if isinstance(kind, Text) and kind.searchable:
            return kind
    return next((kind for kind in entity.kinds() if isinstance(kind, Text)), None)


def add_named(names: dict[type[Entity], list[str]]) -> int:
    """Enter records of which only the name is known, as one batch; how many there are now.

    UserError when a kind of record cannot be kept with a name alone; then none is written.
    """
    count = 0
    with store.batch("按姓名新建记录"):
        for entity, words in names.items():
            kind = title_kind(entity)
            assert kind is not None, entity
            for each in words:
                record = entity()
                setattr(record, kind.name, kind.parse(each))
                store.save(record)
                count += 1
    return count
