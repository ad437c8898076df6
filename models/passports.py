"""What a read passport would put into a record and its lines, beside what stands there already."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from models import mrz_names
from models.entity import Entity
from models.fields import Kind, Text
from models.mrz import Reading

State = Literal["新", "相同", "不同"]
Lines = Mapping[type[Entity], Mapping[int, Entity]]
"""Line entity → row number → the line as it stands (`FormBody.line_drafts`)."""


@dataclass(frozen=True)
class Offer:
    """One value of the passport for one field.

    entity and row: where it goes; row is None for the record itself, and -1 for a new line, which
    also gets what its entity says in `passport_line`.
    is_doubtful: its check digit does not fit.
    """

    entity: type[Entity]
    row: int | None
    kind: Kind
    new: Any
    old: Any = None
    is_doubtful: bool = False

    @property
    def state(self) -> State:
        """新 where nothing stood; names count as the same in every spelling of the zone."""
        if self.old in (None, ""):
            return "新"
        if self.old == self.new:
            return "相同"
        if type(self.kind) is Text and mrz_names.same_name(str(self.old), str(self.new)):
            return "相同"
        return "不同"

    @property
    def is_taken_at_first(self) -> bool:
        """Only what adds something and is not in doubt; a difference is hers to decide."""
        return self.state == "新" and not self.is_doubtful


def can_fill(entity: type[Entity]) -> bool:
    """Whether a passport says anything about this kind of record or its lines."""
    return bool(entity.passport_fields) or any(e.passport_fields for e in entity.line_entities())


def offers(draft: Entity, lines: Lines, reading: Reading) -> list[Offer]:
    """Everything that the reading can fill: the record's own fields, then those of one line each.

    A passport that is known by its number is compared with its line; another one becomes a new
    line, so that papers of earlier years stay.
    """
    entity = type(draft)
    found = _offered(entity, None, draft, reading)
    for line_entity in entity.line_entities():
        if line_entity.passport_fields:
            row, line = _line_for(line_entity, lines.get(line_entity, {}), reading)
            found += _offered(line_entity, row, line, reading)
    return found


def _offered(
    entity: type[Entity], row: int | None, record: Entity | None, reading: Reading
) -> list[Offer]:
    found = []
    for name, field in entity.passport_fields.items():
        kind, new = entity.field_named(field), reading.values.get(name)
        if new not in (None, ""):
            old = kind.read(record) if record is not None else None
            found.append(Offer(entity, row, kind, new, old, name in reading.doubtful))
    return found


def _line_for(
    entity: type[Entity], lines: Mapping[int, Entity], reading: Reading
) -> tuple[int, Entity | None]:
    """The line of this very passport: by its number, else by the person's name; -1 = a new one."""
    candidates = [
        (row, line) for row, line in lines.items()
        if all(entity.field_named(n).read(line) == v for n, v in entity.passport_line.items())
    ]
    for telling in ("number", "passport_name"):
        field = entity.passport_fields.get(telling)
        wanted = reading.values.get(telling)
        if field is None or not wanted:
            continue
        for row, line in candidates:
            value = str(entity.field_named(field).read(line) or "")
            is_same = (
                mrz_names.same_name(value, wanted) if telling == "passport_name"
                else value.upper() == wanted
            )
            if is_same:
                return row, line
    return -1, None


def taken(found: Sequence[Offer]) -> dict[tuple[type[Entity], int | None], list[Offer]]:
    """The chosen offers by the record or line they go to, in their order."""
    groups: dict[tuple[type[Entity], int | None], list[Offer]] = {}
    for offer in found:
        groups.setdefault((offer.entity, offer.row), []).append(offer)
    return groups
