"""Whose number and whose birthday: what the leak guard knows of the people in the registers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from models import cells, privacy, sharing
from models.entities import ENTITIES
from models.entity import Entity
from models.fields import Date, Kind, Text

SHORTEST = 6
"""A shorter number is too likely to stand in a text by chance."""


@dataclass(frozen=True)
class KnownPeople:
    """numbers: number → its sort and the record it stands in. births: name → birth dates."""

    numbers: dict[str, tuple[str, str, int]] = field(default_factory=dict)
    births: dict[str, frozenset[date]] = field(default_factory=dict)

    def sort_of(self, word: str) -> str | None:
        """The sort of a number that belongs to somebody."""
        found = self.numbers.get(word) or self.numbers.get(word.replace("-", "").replace(" ", ""))
        return found[0] if found else None

    def whose(self, number: str) -> str:
        """Whose number it is; blank when it is nobody's in the registers."""
        found = self.numbers.get("".join(c for c in number.upper() if c not in "- "))
        if found is None:
            return ""
        entity = next(e for e in ENTITIES if e.key() == found[1])
        record = entity.get_or_none(entity.id == found[2])
        return str(record) if record is not None else ""


def read() -> KnownPeople:
    """The numbers and birthdays of everybody, in two reads for each register."""
    numbers: dict[str, tuple[str, str, int]] = {}
    births: dict[str, set[date]] = {}
    own = _own_numbers()
    for entity in ENTITIES:
        if entity.is_settings:
            continue
        for kind in entity.kinds():
            sort = sharing.sort_of(kind) if isinstance(kind, Text) else ""
            if sort in privacy.NUMBER_SORTS:
                _take_numbers(entity, kind, sort, into=numbers, but=own)
        _take_births(entity, births)
    return KnownPeople(numbers, {name: frozenset(days) for name, days in births.items()})


def _own_numbers() -> set[str]:
    """The office's own telephone is no secret."""
    office = next(entity for entity in ENTITIES if entity.is_settings)
    found: set[str] = set()
    for record in office.active():
        found |= {cells.compact(str(kind.read(record) or "")).upper() for kind in office.kinds()}
    return found


def _take_numbers(
    entity: type[Entity], kind: Kind, sort: str, *, into: dict[str, Any], but: Iterable[str],
) -> None:
    column: Any = kind
    owner = entity.owner_link()
    wanted = [column, entity.id] if owner is None else [column, owner]
    for number, holder in entity.active(*wanted).where(column.is_null(False)).tuples():
        plain = "".join(c for c in str(number).upper() if c not in "- ")
        if len(plain) >= SHORTEST and any(c.isdigit() for c in plain) and plain not in but:
            key = entity.key() if owner is None else owner.rel_model.key()
            into.setdefault(plain, (sort, key, holder))


def _take_births(entity: type[Entity], births: dict[str, set[date]]) -> None:
    kinds = entity.kinds()
    born: Any = next(
        (k for k in kinds if isinstance(k, Date) and sharing.sort_of(k) == privacy.BORN), None
    )
    names: list[Any] = [
        k for k in kinds if isinstance(k, Text) and sharing.sort_of(k) == privacy.NAME
    ]
    if born is None or not names:
        return
    for day, *found in entity.active(born, *names).where(born.is_null(False)).tuples():
        if isinstance(day, date):
            for name in found:
                if name:
                    births.setdefault(str(name), set()).add(day)
