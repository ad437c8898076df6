"""Papers of international students and of students sent abroad (C1–C13), most wanted first."""

from __future__ import annotations

from exports.prints.printable import Printable
from exports.prints.students.enrolment_certificate import ENROLMENT_CERTIFICATE
from exports.prints.students.residence_letter import RESIDENCE_LETTER

PRINTABLES: tuple[Printable, ...] = (
    ENROLMENT_CERTIFICATE, RESIDENCE_LETTER,
)
"""Adding one: its file, and its line here."""
