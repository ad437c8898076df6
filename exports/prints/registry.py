"""Every kind of paper that can be printed. It loads them all: the engine never asks it."""

from __future__ import annotations

from exports.prints.printable import Printable
from exports.prints.students import papers as students
from exports.prints.teachers import papers as teachers
from exports.prints.trips import papers as trips
from exports.prints.visits import papers as visits
from models.entity import Entity

PRINTABLES: tuple[Printable, ...] = (
    *students.PRINTABLES, *teachers.PRINTABLES, *trips.PRINTABLES, *visits.PRINTABLES,
)
"""Each family lists its own."""


def printable_by_code(code: str) -> Printable:
    """The printable of a code (C5, B4 …); LookupError when there is none."""
    for printable in PRINTABLES:
        if printable.code == code.upper():
            return printable
    raise LookupError(code)


def printables_for(entity: type[Entity]) -> list[Printable]:
    """The papers that can be printed from records of an entity."""
    return [printable for printable in PRINTABLES if printable.entity is entity]
