"""收集表: what a workbook sent to a department carries along, so that its return is understood.

A hidden sheet names the register and the columns, and holds for every row sent the record's id
and a digest of each cell. With them a return is compared three ways: as sent, as returned, as the
database has it now. No value stands there, only digests salted for each workbook.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from models import cells
from models.entities import entity_by_key
from models.entity import Entity
from models.fields import Kind, Link
from models.intake.drafts import Draft
from models.intake.header import Header
from models.intake.registers import Register, Target, full_register, naming_field
from models.intake.sheet import Heading, heading_key
from models.three_states import INAPPLICABLE

INFO, LISTS = "收集表信息", "选项"
"""The two hidden sheets: what was sent, and the words of the drop-downs."""
ID_LABEL = "记录编号"
"""The hidden first column; an import without the hidden sheet passes over it."""

_MAGIC, _VERSION = "外事台账收集表", "1"
_LOOKED_AT = 60
_DIGITS = 10
_LETTERS = str.maketrans("0123456789abcdef", "abcdefghijklmnop")
"""Digests without figures are taken for nobody's passport number."""


@dataclass(frozen=True)
class SentRow:
    """One record as it was sent. birth: digest of when it was entered, by which a record of
    another database is noticed. marks: for each column, digest of the value and of the words."""

    birth: str
    marks: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Sent:
    """A collection sheet as it was sent; `columns` are field names, in the order of `labels`."""

    register: str
    sheet: str
    made_on: str
    receiver: str
    salt: str
    columns: tuple[str, ...]
    labels: tuple[str, ...]
    rows: Mapping[int, SentRow] = field(default_factory=dict)

    @property
    def entity(self) -> type[Entity]:
        """Whose records it holds; LookupError when this program has no such register."""
        return entity_by_key(self.register)

    def digest(self, words: str) -> str:
        """A few letters that are the same for the same words, in this workbook only."""
        found = hashlib.sha256(f"{self.salt}|{words}".encode()).hexdigest()[:_DIGITS]
        return found.translate(_LETTERS)

    def mark(self, stored: Any, words: str) -> tuple[str, str]:
        """The digests of a cell: of what it means and of what is written."""
        return self.digest(canonical(stored)), self.digest(cells.text(words) or "")

    def as_rows(self) -> list[list[str]]:
        """The hidden sheet."""
        head = [
            [_MAGIC, _VERSION], ["register", self.register], ["sheet", self.sheet],
            ["made_on", self.made_on], ["receiver", self.receiver], ["salt", self.salt],
            ["columns", *self.columns], ["labels", *self.labels],
        ]
        return head + [
            [str(record_id), row.birth, *("".join(mark) for mark in row.marks)]
            for record_id, row in self.rows.items()
        ]


def from_rows(grid: Sequence[Sequence[object]]) -> Sent | None:
    """What a sheet made by `as_rows` says; None when it is none, or no longer whole."""
    rows = [[cells.text(value) or "" for value in row] for row in grid]
    if len(rows) < 8 or rows[0][:2] != [_MAGIC, _VERSION]:
        return None
    head = {row[0]: row[1:] for row in rows[1:8]}
    if set(head) != {"register", "sheet", "made_on", "receiver", "salt", "columns", "labels"}:
        return None
    names = tuple(word for word in head["columns"] if word)
    single = {key: values[0] if values else "" for key, values in head.items()}
    found: dict[int, SentRow] = {}
    for record_id, birth, *marks in rows[8:]:
        if not record_id.isdecimal() or len(marks) < len(names):
            continue
        pairs = tuple((m[:_DIGITS], m[_DIGITS:]) for m in marks[:len(names)])
        found[int(record_id)] = SentRow(birth, pairs)
    return Sent(
        single["register"], single["sheet"], single["made_on"], single["receiver"], single["salt"],
        names, tuple(word for word in head["labels"] if word), found,
    )


def canonical(stored: Any) -> str:
    """A stored value as text, equal for equal values whatever the type they came in."""
    if stored is None or stored == "":
        return ""
    if stored is INAPPLICABLE:
        return "\0"
    if isinstance(stored, Draft):
        return f"#{stored.record_id or str(stored)}"
    if isinstance(stored, bool):
        return str(int(stored))
    if isinstance(stored, int | float | Decimal):
        return format(Decimal(str(stored)).normalize(), "f")
    return str(stored)


def value_of(draft: Draft, name: str) -> Any:
    """What a record holds in a field now; the record it is a line of for the link to that."""
    owner = draft.entity.owner_link()
    return draft.owner if owner is not None and owner.name == name else draft.known(name)


def collectable(entity: type[Entity]) -> list[Kind]:
    """The fields that a department can be asked for, in declared order."""
    register = full_register(entity)
    return [kind for kind in entity.kinds() if target_of(register, kind.name) is not None]


def target_of(register: Register, name: str) -> Target | None:
    """What the column of a field fills: the field, or the name of the record it links to."""
    kind = register.entity.field_named(name)
    for target in register.targets:
        slot = target.slot
        if isinstance(kind, Link):
            role = "owner" if kind.part_of else "linked"
            if slot.role == role and slot.link == name and target.kind is naming_field(slot.entity):
                return target
        elif slot.role == "own" and target.kind is kind and not target.is_range:
            return target
    return None


def births(sent: Sent, ids: Iterable[int]) -> dict[int, str]:
    """For each record the digest of when it was entered."""
    entity: Any = sent.entity
    query = entity.select(entity.id, entity.created_at).where(entity.id.in_(list(ids))).tuples()
    return {record_id: sent.digest(f"born {moment}") for record_id, moment in query}


def header_of(grid: Sequence[Sequence[object]], sent: Sent) -> Header | None:
    """Where the header stands on a returned sheet, whatever was inserted above or beside it."""
    wanted = {heading_key(label) for label in sent.labels}
    for index, row in enumerate(grid[:_LOOKED_AT]):
        keys = [heading_key(cells.text(value) or "") for value in row]
        if len(wanted.intersection(keys)) >= max(1, 0.6 * len(wanted)):
            headings = tuple(
                Heading(column, (cells.text(row[column]) or "").rstrip("*＊ "), key)
                for column, key in enumerate(keys)
            )
            title = next((w for v in grid[0] if (w := cells.text(v))), "") if index else ""
            return Header(index, index, headings, title)
    return None
