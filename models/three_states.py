"""0, blank and 不适用 are three things: the third is a blank field that is marked as meant.

In the database the value is NULL and the field's name stands in the record's `inapplicable`.
Wherever a value travels by itself (editors, grids, rows of a list, an import) the third state is
`INAPPLICABLE` in place of it; `put` and `read` change the one form into the other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from models import cells
from models.fields import Flag, Kind, Link

if TYPE_CHECKING:
    from models.entity import Entity

WORD = "不适用"
WORDS = frozenset({WORD, "无此项", "N/A", "n/a"})
"""What registers write for it. “/”, “—” and “无” stay blanks: they are also written for unknown."""


class Inapplicable:
    """The third state as a value; there is only one, `INAPPLICABLE`."""

    def __str__(self) -> str:
        return WORD

    def __repr__(self) -> str:
        return "INAPPLICABLE"


INAPPLICABLE = Inapplicable()


def may_be(kind: Kind) -> bool:
    """Whether a field can be 不适用: nothing required, no 是/否, nothing a line hangs on."""
    is_owner = isinstance(kind, Link) and kind.part_of
    return not (kind.required or isinstance(kind, Flag) or is_owner)


def is_meant(words: object) -> bool:
    """Whether a typed word or a cell of a register says 不适用."""
    return isinstance(words, str) and (cells.text(words) or "") in WORDS


def marks(record: Entity) -> dict[str, Any]:
    """The marked fields by name; none for a record that was read without them."""
    return record.__data__.get("inapplicable") or {}


def is_marked(record: Entity, name: str) -> bool:
    """Whether a blank field of a record is meant."""
    return name in marks(record) and record.__data__.get(name) in (None, "")


def read(record: Entity, kind: Kind) -> Any:
    """The field's value, or INAPPLICABLE."""
    return INAPPLICABLE if is_marked(record, kind.name) else kind.read(record)


def is_gap(record: Entity, kind: Kind) -> bool:
    """Whether nothing is known of the field: blank, and not 不适用."""
    return kind.read(record) in (None, "") and kind.name not in marks(record)


def put(record: Entity, name: str, value: Any) -> None:
    """Give a field a value, a blank (None) or INAPPLICABLE; a value or a blank lifts the mark."""
    kept = {other: True for other in marks(record) if other != name}
    if value is INAPPLICABLE:
        value = None
        kept[name] = True
    setattr(record, name, value)
    record.inapplicable = kept


def tidy(record: Entity) -> None:
    """Lift the marks of fields that hold a value by now, whoever put it there."""
    if found := marks(record):
        record.inapplicable = {name: True for name in found if is_marked(record, name)}


def parse(kind: Kind, raw: object) -> Any:
    """`kind.parse`, but 不适用 is INAPPLICABLE; ValueError where the field must be filled in."""
    if is_meant(raw):
        if may_be(kind):
            return INAPPLICABLE
        if kind.required:
            raise ValueError(f"“{kind.label}”必须填写，不能填“{cells.text(raw)}”")
    return kind.parse(raw)


def show(kind: Kind, value: Any) -> str:
    """`kind.show`, or 不适用."""
    return WORD if value is INAPPLICABLE else kind.show(value)


def mask(kind: Kind, value: Any) -> str:
    """`kind.mask`, or 不适用."""
    return WORD if value is INAPPLICABLE else kind.mask(value)
