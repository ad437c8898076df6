"""Printable papers: the PDF engine, one room per family of papers, and their registry."""

from __future__ import annotations

from exports.prints import students, teachers, trips, visits
from exports.prints.printable import Printable
from models.entity import Entity

PRINTABLES: tuple[Printable, ...] = (
    *students.PRINTABLES, *teachers.PRINTABLES, *trips.PRINTABLES, *visits.PRINTABLES,
)
"""Every kind of paper that can be printed; each family lists its own."""


def printable_by_code(code: str) -> Printable:
    """The printable of a code (C5, B4 …); LookupError when there is none."""
    for printable in PRINTABLES:
        if printable.code == code.upper():
            return printable
    raise LookupError(code)


def printables_for(entity: type[Entity]) -> list[Printable]:
    """The papers that can be printed from records of an entity."""
    return [printable for printable in PRINTABLES if printable.entity is entity]
