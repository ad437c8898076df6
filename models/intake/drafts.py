"""Records as the import sees them before anything is written: those kept already, those to come."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from models import cells
from models.entity import DATABASE, Entity
from models.fields import Kind, Link, Text
from models.three_states import INAPPLICABLE

_PLAIN = str.maketrans("〔［【{〕］】}[]", "(((())))()", " \t\r\n,'’‘`·•・")


class Draft:
    """One record: its stored form as it would be after the import, and what the import sets.

    `form` holds stored values by field name, links as drafts. `fresh` holds the values to be
    written, as the program wants them. `meant` names the blanks that are 不适用.
    `record_id` is None for a record to come; `record` is its instance, whose links are -1 until
    those are written.
    """

    __slots__ = (
        "confirmed", "entity", "extra", "form", "fresh", "meant", "new_extra", "owner", "record",
        "record_id", "source",
    )

    def __init__(
        self, entity: type[Entity], source: str = "", record_id: int | None = None
    ) -> None:
        self.entity = entity
        self.source = source
        self.record_id = record_id
        self.form: dict[str, Any] = {}
        self.fresh: dict[str, Any] = {}
        self.meant: set[str] = set()
        self.extra: dict[str, Any] = {}
        self.new_extra: dict[str, Any] = {}
        self.confirmed: tuple[str, ...] = ()
        self.owner: Draft | None = None
        self.record: Entity | None = None

    def is_said(self, name: str) -> bool:
        """Whether a row of this import has brought or confirmed this value."""
        return name in self.fresh or name in self.confirmed

    def set(self, name: str, value: Any, stored: Any) -> None:
        """A value that the import brings."""
        self.fresh[name] = value
        if value is INAPPLICABLE:
            self.form.pop(name, None)
            self.meant.add(name)
        else:
            self.form[name] = stored
            self.meant.discard(name)

    def known(self, name: str) -> Any:
        """The stored form of a field, INAPPLICABLE, or None."""
        return INAPPLICABLE if name in self.meant else self.form.get(name)

    def shown(self, name: str) -> str:
        """A field as people read it."""
        if name in self.meant:
            return str(INAPPLICABLE)
        kind = self.entity.field_named(name)
        stored = self.form.get(name)
        if isinstance(stored, Draft):
            return str(stored)
        return kind.show(None if stored is None else python_value(kind, stored))

    def build(self) -> Entity:
        """An instance with these values; links to records to come are -1."""
        record = self.entity()
        data = record.__data__
        data.update(self.fresh)
        for name in self.meant:
            data[name] = None
        if self.meant:
            data["inapplicable"] = dict.fromkeys(sorted(self.meant), True)
        for name, stored in self.form.items():
            if stored.__class__ is Draft:
                data[name] = stored.record_id or -1
            elif name not in data:
                data[name] = python_value(self.entity._meta.fields[name], stored)
        link = self.entity.owner_link()
        if link is not None and self.owner is not None:
            data[link.name] = self.owner.record_id or -1
        if self.record_id is not None:
            data["id"] = self.record_id
        if self.extra or self.new_extra:
            data["extra"] = self.extra | self.new_extra
        return record

    def __str__(self) -> str:
        return str(self.record or self.build())


def python_value(kind: Kind, stored: Any) -> Any:
    """The value that a stored form stands for."""
    convert: Any = getattr(kind, "python_value", None)
    return stored if convert is None else convert(stored)


@lru_cache(maxsize=200_000)
def identity_key(words: str) -> str:
    """Names and numbers compared without spaces, commas, apostrophes, width or case."""
    return (words if words.isascii() else cells.compact(words)).translate(_PLAIN).casefold()


@dataclass(frozen=True)
class Match:
    """What an identity led to: the record, or none.

    unsure: the identity was partly blank, in the row or in the record. others: how many records
    it might then be.
    """

    draft: Draft | None = None
    unsure: bool = False
    others: int = 0


class Index:
    """All active records of one entity, and those planned so far, by identity."""

    def __init__(self, entity: type[Entity], book: Book) -> None:
        self.entity = entity
        self.by_id: dict[int, Draft] = {}
        self.of_owner: dict[Draft, list[Draft]] = defaultdict(list)
        self._owner = entity.owner_link()
        kinds = {kind.name: kind for kind in entity.kinds()}
        owner_name = self._owner.name if self._owner else ""
        self._groups = [tuple(n for n in g if n != owner_name) for g in entity.identity]
        self._names = tuple(dict.fromkeys(name for group in self._groups for name in group))
        self._name_set = frozenset(self._names)
        self._naming = next(
            (k.name for k in kinds.values() if isinstance(k, Text) and k.required), ""
        )
        self._texts = {n for n in self._names if isinstance(kinds[n], Text)}
        self._by_value: dict[str, dict[Any, list[Draft]]] = {
            name: defaultdict(list) for name in self._names
        }
        self._load(book)

    def add(self, draft: Draft) -> None:
        """Make a draft findable."""
        if draft.owner is not None:
            self.of_owner[draft.owner].append(draft)
        else:
            for name in self._names:
                value = draft.form.get(name)
                if value is not None:
                    self._by_value[name][self._key(name, value)].append(draft)

    def learn(self, draft: Draft, names: Iterable[str]) -> None:
        """Make a draft findable by identity fields that were blank before."""
        for name in names:
            if draft.owner is None and name in self._by_value:
                self._by_value[name][self._key(name, draft.form[name])].append(draft)

    def match(self, form: Mapping[str, Any], owner: Draft | None = None) -> Match:
        """The record with this identity, by the strongest group that is complete."""
        given = self._name_set.intersection(form)
        complete = [i for i, group in enumerate(self._groups) if given.issuperset(group)]
        for index in complete:
            alike = [
                draft for draft in self._alike(self._groups[index], form, owner)
                if not self._contradicts(draft, form, index)
            ]
            if alike:
                return self._one_of(alike, form, owner)
        alike = self._barely_known(form) if complete else self.candidates(form, owner)
        if complete and not alike:
            return Match()
        return self._one_of(alike, form, owner, vague=True)

    def _one_of(
        self, alike: list[Draft], form: Mapping[str, Any], owner: Draft | None, *,
        vague: bool = False,
    ) -> Match:
        """Lines are told apart by what fits best; records of their own are never guessed at."""
        if owner is not None:
            said = form.items()
            fitting = [d for d in alike if all(d.form.get(n) in (None, v) for n, v in said)]
            first = fitting or (alike if len(alike) == 1 or not vague else [])
            return Match(first[0] if first else None)
        if len(alike) == 1:
            return Match(alike[0], unsure=vague, others=1)
        return Match(unsure=vague or len(alike) > 1, others=len(alike))

    def candidates(self, form: Mapping[str, Any], owner: Draft | None = None) -> list[Draft]:
        """The records that agree with every identity field given."""
        known = [name for name in self._names if form.get(name) is not None]
        return self._alike(known, form, owner) if known else []

    def lacking(self, form: Mapping[str, Any]) -> list[str]:
        """Labels of what the strongest identity would still need."""
        blank = [n for n in self._groups[-1] if form.get(n) is None]
        return [self.entity.field_named(name).label for name in blank]

    def _barely_known(self, form: Mapping[str, Any]) -> list[Draft]:
        """Records of the same name whose other identity fields are all blank."""
        name = self._naming
        if self._owner is not None or name not in self._by_value or form.get(name) is None:
            return []
        same = self._by_value[name].get(self._key(name, form[name]), [])
        others = [other for other in self._names if other != name]
        return [d for d in same if others and all(d.form.get(other) is None for other in others)]

    def _alike(
        self, names: Iterable[str], form: Mapping[str, Any], owner: Draft | None
    ) -> list[Draft]:
        keys = [(name, self._key(name, form[name])) for name in names]
        if self._owner is not None:
            pool = self.of_owner.get(owner, []) if owner is not None else []
            return [draft for draft in pool if self._has(draft, keys)]
        pools = []
        for name, key in keys:
            pool = self._by_value[name].get(key, [])
            if not pool:
                return []
            pools.append(pool)
        return [draft for draft in min(pools, key=len) if self._has(draft, keys)]

    def _has(self, draft: Draft, keys: list[tuple[str, Any]]) -> bool:
        for name, key in keys:
            value = draft.form.get(name)
            if value is None or self._key(name, value) != key:
                return False
        return True

    def _contradicts(self, draft: Draft, form: Mapping[str, Any], index: int) -> bool:
        """A stronger group speaks against it: both have a value there, and they differ."""
        for name in (name for group in self._groups[:index] for name in group):
            ours, theirs = form.get(name), draft.form.get(name)
            if None not in (ours, theirs) and self._key(name, ours) != self._key(name, theirs):
                return True
        return False

    def _key(self, name: str, value: Any) -> Any:
        return identity_key(value) if name in self._texts and isinstance(value, str) else value

    def _load(self, book: Book) -> None:
        """Every active record in its stored form; links become drafts."""
        entity = self.entity
        fields: list[Any] = [f for f in entity._meta.sorted_fields if isinstance(f, Kind)]
        links = {f.name: book.index(f.rel_model) for f in fields if isinstance(f, Link)}
        columns = ", ".join(f'"{f.column_name}"' for f in fields)
        table = entity._meta.table_name
        active = 'WHERE "retired_at" IS NULL ORDER BY "id"'
        sql = f'SELECT "id", "extra", "inapplicable", {columns} FROM "{table}" {active}'
        for record_id, extra, meant, *values in DATABASE.execute_sql(sql):
            draft = Draft(entity, record_id=record_id)
            draft.meant = set(json.loads(meant)) if meant and meant != "{}" else set()
            draft.extra = json.loads(extra) if extra and extra != "{}" else {}
            form = draft.form
            for kind, value in zip(fields, values, strict=True):
                if value is not None:
                    form[kind.name] = value
            for name, linked in links.items():
                if name in form and form[name] in linked.by_id:
                    form[name] = linked.by_id[form[name]]
            if self._owner is not None:
                found = form.pop(self._owner.name, None)
                if not isinstance(found, Draft):
                    continue
                draft.owner = found
            self.by_id[record_id] = draft
            self.add(draft)


class Book:
    """The indexes of all entities that an import touches, each loaded when first asked for."""

    def __init__(self) -> None:
        self._indexes: dict[type[Entity], Index] = {}

    def index(self, entity: type[Entity]) -> Index:
        """The index of one entity."""
        found = self._indexes.get(entity)
        if found is None:
            found = self._indexes[entity] = Index(entity, self)
        return found
