"""Printable papers: the PDF engine, one file per certificate or form, and their registry."""

from __future__ import annotations

from exports.prints.employment_certificate import EMPLOYMENT_CERTIFICATE
from exports.prints.enrolment_certificate import ENROLMENT_CERTIFICATE
from exports.prints.printable import Printable
from exports.prints.trip_approval import TRIP_APPROVAL
from models.entity import Entity

PRINTABLES: tuple[Printable, ...] = (
    ENROLMENT_CERTIFICATE, EMPLOYMENT_CERTIFICATE, TRIP_APPROVAL,
)
"""Every kind of paper that can be printed. Adding one: its file, and its line here."""


def printable_by_code(code: str) -> Printable:
    """The printable of a code (C5, B4 …); LookupError when there is none."""
    for printable in PRINTABLES:
        if printable.code == code.upper():
            return printable
    raise LookupError(code)


def printables_for(entity: type[Entity]) -> list[Printable]:
    """The papers that can be printed from records of an entity."""
    return [printable for printable in PRINTABLES if printable.entity is entity]
