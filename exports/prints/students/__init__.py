"""Papers of international students and of students sent abroad (C1–C13), most wanted first."""

from __future__ import annotations

from exports.prints.printable import Printable
from exports.prints.students.enrolment_certificate import ENROLMENT_CERTIFICATE

PRINTABLES: tuple[Printable, ...] = (ENROLMENT_CERTIFICATE,)
"""Adding one: its file, and its line here."""
