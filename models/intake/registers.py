"""What the columns of a register can mean: every heading of an entity, its lines and its links.

A register is flat: one row fills a record, lines of it, and records it refers to. The rows may
also be lines themselves (a list of trip members), each naming the record it belongs to.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from models import cells
from models.entities import ENTITIES
from models.entity import Entity
from models.fields import Date, Kind, Link, Text
from models.intake.meaning import meaning_of
from models.intake.sheet import heading_key

Role = Literal["own", "owner", "linked", "line", "sibling", "names", "refers"]


@dataclass(frozen=True, eq=False)
class Slot:
    """One record that a row fills; compared by identity, there is one object for each.

    own: the record of the row. owner: the record it is a line of. linked: what its field `link`
    refers to. line: a line of it, told from others by `where`; sibling: another line of its
    owner. names: lines of it, one for each name in a cell, referring by their field `link`.
    refers: what its optional field `link` refers to, by name alone and never made.
    """

    role: Role
    entity: type[Entity]
    where: tuple[tuple[str, str], ...] = ()
    link: str = ""


@dataclass(frozen=True, eq=False)
class Target:
    """One field that a column can fill, and the headings by which it is known."""

    slot: Slot
    kind: Kind
    label: str
    keys: tuple[str, ...]
    is_range: bool = False
    """The heading speaks of a period: the cell must hold two dates (聘期: 2019.3.1-2020.2.29)."""

    @property
    def path(self) -> str:
        """A stable name, under which a column's meaning is remembered."""
        where = "".join(f"|{name}={value}" for name, value in self.slot.where)
        through = f"{self.slot.link}:" if self.slot.link else ""
        span = "|range" if self.is_range else ""
        return f"{through}{self.slot.entity.key()}.{self.kind.name}{where}{span}"


@dataclass(frozen=True)
class Register:
    """Everything that the columns of one kind of register can mean."""

    entity: type[Entity]
    targets: tuple[Target, ...]

    def by_key(self) -> dict[str, Target]:
        """Heading key → target; where several claim a heading, the nearest to the row wins."""
        found: dict[str, Target] = {}
        for target in self.targets:
            for key in target.keys:
                found.setdefault(key, target)
        return found

    def by_meaning(self) -> dict[str, Target]:
        """Plainest words of a heading → target."""
        found: dict[str, Target] = {}
        for key, target in self.by_key().items():
            if not target.is_range:
                found.setdefault(meaning_of(key), target)
        return found

    def by_path(self) -> dict[str, Target]:
        """Remembered name → target."""
        return {target.path: target for target in self.targets}

    @property
    def main(self) -> type[Entity]:
        """The entity whose list this register belongs to: its own, or that of its owner."""
        owner = self.entity.owner_link()
        return owner.rel_model if owner else self.entity

    @property
    def label(self) -> str:
        """What the office calls this register."""
        if self.main is self.entity:
            return self.entity.label
        return f"{self.main.label}的{self.entity.label}"


@cache
def registers() -> tuple[Register, ...]:
    """Every kind of register that can be imported: what title words speak for, and its lines."""
    found = []
    for entity in ENTITIES:
        register = full_register(entity)
        if register.main.title_words:
            found.append(register)
    return tuple(found)


@cache
def full_register(entity: type[Entity]) -> Register:
    """Everything that the columns of any entity can mean, also of one that takes no import."""
    return Register(entity, tuple(_targets(entity)))


def register_of(key: str) -> Register:
    """The register whose rows are records of one entity; LookupError when it takes no import."""
    for register in registers():
        if register.entity.key() == key:
            return register
    raise LookupError(key)


@cache
def vocabulary() -> frozenset[str]:
    """Every heading key that any register knows."""
    return frozenset(key for r in registers() for t in r.targets for key in t.keys)


def _targets(entity: type[Entity]) -> Iterator[Target]:
    """Nearest first: the record itself, its owner, its lines, what it refers to, its siblings."""
    yield from _fields(Slot("own", entity))
    owner = entity.owner_link()
    if owner is not None:
        yield from _fields(Slot("owner", owner.rel_model, link=owner.name))
    for line in entity.line_entities():
        yield from _flat(line) if line.flat_columns else _fields(Slot("line", line))
    for kind in entity.kinds():
        if isinstance(kind, Link) and not kind.part_of:
            yield from _linked(kind)
    for line in owner.rel_model.line_entities() if owner is not None else ():
        if line is not entity and not line.flat_columns:
            yield from _fields(Slot("sibling", line))


def _fields(slot: Slot) -> Iterator[Target]:
    for kind in slot.entity.kinds():
        if not isinstance(kind, Link):
            yield Target(slot, kind, kind.label, keys_of(kind.label, *kind.aliases))
    if slot.role != "owner":
        for start, _ in slot.entity.date_pairs():
            headings = _period_headings(start, slot.entity.label)
            yield Target(slot, start, headings[0], keys_of(*headings), is_range=True)


def _period_headings(start: Kind, owner: str) -> list[str]:
    """What a column is called that holds both ends of a period: 聘期, 聘期起止, 学习起止日期."""
    words = (start.label, *start.aliases)
    begins = re.compile(r"\(?起\)?$")
    bases = [begins.sub("", word) for word in map(cells.half_width, words) if begins.search(word)]
    endings = ("起止", "起止日期", "起止时间", "期限", "期间")
    return [f"{base}{end}" for base in (*bases, owner, "") for end in endings] + bases


def _flat(line: type[Entity]) -> Iterator[Target]:
    slots: dict[tuple[tuple[str, str], ...], Slot] = {}
    for column in line.flat_columns:
        kind = line.field_named(column.field)
        where = tuple(column.where.items())
        keys = keys_of(column.label, *column.aliases)
        if isinstance(kind, Link):
            named = naming_field(kind.rel_model)
            yield Target(Slot("names", line, where, kind.name), named, column.label, keys)
        else:
            slot = slots.setdefault(where, Slot("line", line, where))
            yield Target(slot, kind, column.label, keys)


def _linked(link: Link) -> Iterator[Target]:
    """The linked record by its name, under the link's own heading, then its other fields.

    A link that may stay blank takes the name only: its register is not told by the other's
    headings. A record that has no name of its own (证照) is linked by hand.
    """
    own = keys_of(link.label, *link.aliases)
    named = _named(link.rel_model)
    if named is None:
        return
    if not link.required:
        yield Target(Slot("refers", link.rel_model, link=link.name), named, link.label, own)
        return
    slot = Slot("linked", link.rel_model, link=link.name)
    for target in _fields(slot):
        if target.kind is named:
            yield Target(slot, named, link.label, (*own, *target.keys))
        elif target.kind.name != "remarks":
            yield target


def naming_field(entity: type[Entity]) -> Kind:
    """The field by which people name a record of this entity; LookupError when it has none."""
    found = _named(entity)
    if found is None:
        raise LookupError(entity.key())
    return found


def _named(entity: type[Entity]) -> Kind | None:
    return next((k for k in entity.kinds() if isinstance(k, Text) and k.required), None)


def keys_of(*words: str) -> tuple[str, ...]:
    """Heading keys of labels and aliases."""
    return tuple(dict.fromkeys(heading_key(word) for word in words))


def end_of(kind: Kind, entity: type[Entity]) -> Date | None:
    """The date that ends the period which this date begins."""
    return next((end for start, end in entity.date_pairs() if start.name == kind.name), None)
