"""Two records become one: chosen values, all lines and all references move, the other is retired.

One batch of the store, so that it is undone as a whole: every line and reference goes back.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from models import aliases, store, three_states
from models.audit import Batch
from models.entities import ENTITIES
from models.entity import Entity
from models.errors import UserError
from models.fields import Kind, Link, LongText

Side = Literal["kept", "other"]

HOLDER = ("holder_entity", "holder_id")
"""Fields by which papers and answers name their record without a link."""


@dataclass(frozen=True)
class Row:
    """One field of both records. both: what keeps the two, where that makes sense (备注)."""

    kind: Kind
    kept: Any
    other: Any

    @property
    def is_same(self) -> bool:
        """Whether there is nothing to choose."""
        return bool(self.kept == self.other)

    @property
    def at_first(self) -> Side:
        """What is proposed: the kept record's value unless it is blank."""
        return "other" if self.kept in (None, "") else "kept"

    @property
    def both(self) -> str | None:
        """The two texts below each other; None where only one can stand."""
        if not isinstance(self.kind, LongText) or self.is_same or not (self.kept and self.other):
            return None
        return f"{self.kept}\n{self.other}"


@dataclass(frozen=True)
class Moving:
    """Records of one entity that would change their owner or what they refer to."""

    entity: type[Entity]
    count: int
    are_lines: bool


def compared(kept: Entity, other: Entity) -> list[Row]:
    """Every field in which either record holds something."""
    rows = (
        Row(kind, three_states.read(kept, kind), three_states.read(other, kind))
        for kind in type(kept).kinds()
    )
    return [row for row in rows if row.kept not in (None, "") or row.other not in (None, "")]


def moving(other: Entity) -> list[Moving]:
    """What hangs on a record and goes over to the kept one: its lines first."""
    counts: dict[tuple[type[Entity], bool], int] = {}
    for entity, _, is_line, found in _hanging_on(other):
        active = sum(each.retired_at is None for each in found)
        if active:
            counts[entity, is_line] = counts.get((entity, is_line), 0) + active
    found_all = [Moving(entity, count, is_line) for (entity, is_line), count in counts.items()]
    return sorted(found_all, key=lambda each: not each.are_lines)


def merge(kept: Entity, other: Entity, values: Mapping[str, Any] | None = None) -> Batch:
    """Make `kept` the one record and retire `other`; history.undo of the batch restores both.

    values: field name → value for the kept record; without them each blank takes the other's.
    A line that says nothing more than one the kept record has already is retired, not doubled.
    The name that goes is kept as another name (又称) where the register has those.
    Raises UserError when a record is gone or the result may not be kept; nothing is written then.
    """
    if type(kept) is not type(other) or kept.id == other.id:
        raise ValueError(f"{kept!r} and {other!r} cannot become one")
    _refuse_gone(kept, other)
    chosen = {r.kind.name: r.other for r in compared(kept, other) if r.at_first == "other"}
    chosen |= dict(values or {})
    label = f"合并{kept.label}：“{other}”并入“{kept}”"
    names = [*aliases.own_names(kept), *aliases.own_names(other)]
    with store.batch(label) as batch:
        for entity, values_of, is_line, found in _hanging_on(other):
            _move(entity, found, values_of(kept))
            if is_line:
                _retire_doubled(entity, [each.id for each in found], kept)
        for name, value in chosen.items():
            three_states.put(kept, name, value)
        kept.extra = {**other.extra, **kept.extra}
        store.save(kept)
        store.retire(type(other).get_by_id(other.id))
        for words in names:
            aliases.learn(kept, words)
    return batch


def _refuse_gone(*records: Entity) -> None:
    for record in records:
        stored = type(record).get_or_none(type(record).id == record.id)
        if stored is None or stored.retired_at:
            raise UserError(f"{record.label}“{record}”已被删除或合并。", "请重新查找后再合并。")


def _hanging_on(record: Entity) -> Iterator[tuple[type[Entity], Any, bool, list[Any]]]:
    """(entity, what makes its records hang on another record, whether lines, the records).

    Those in the recycle bin come along, so that they can be restored to the right record.
    """
    for foreign_key, entity in record._meta.backrefs.items():
        if isinstance(foreign_key, Link) and issubclass(entity, Entity):
            found = list(entity.select().where(foreign_key == record.id).order_by(entity.id))
            if found:
                name = foreign_key.name
                yield entity, lambda kept, n=name: {n: kept.id}, foreign_key.part_of, found
    for entity in ENTITIES:
        names = {kind.name for kind in entity.kinds()}
        if not names.issuperset(HOLDER) or entity.is_append_only:
            continue
        fields: list[Any] = [entity.field_named(name) for name in HOLDER]
        found = list(entity.select().where(fields[0] == record.key(), fields[1] == record.id))
        if found:
            yield entity, lambda kept: {HOLDER[1]: kept.id}, False, found


def _move(entity: type[Entity], found: list[Any], values: dict[str, Any]) -> None:
    """Point stored records elsewhere; what they hold was checked when it was entered."""
    store.set_many(
        entity, {each.id: values for each in found}, action="changed", source=store.BY_HAND
    )


def _retire_doubled(entity: type[Entity], moved: list[int], kept: Entity) -> None:
    lines = kept.lines(entity)
    own = [line for line in lines if line.id not in moved]
    for line in lines:
        if line.id in moved and any(_says_all(each, line) for each in own):
            store.retire(line)


def _says_all(one: Entity, other: Entity) -> bool:
    """Whether the first line holds everything that the other holds."""
    kinds = [kind for kind in type(one).kinds() if kind is not type(one).owner_link()]
    extra = all(one.extra.get(name) == value for name, value in other.extra.items())
    return extra and all(
        three_states.is_gap(other, kind)
        or three_states.read(other, kind) == three_states.read(one, kind) for kind in kinds
    )
