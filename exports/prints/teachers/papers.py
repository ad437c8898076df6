"""Papers of foreign teachers (B1–B12), in the order in which she needs them."""

from __future__ import annotations

from exports.prints.printable import Printable
from exports.prints.teachers.approval_form import APPROVAL_FORM
from exports.prints.teachers.clearance import CLEARANCE
from exports.prints.teachers.contact_card import CONTACT_CARD
from exports.prints.teachers.contract_terms import CONTRACT_TERMS
from exports.prints.teachers.dossier import DOSSIER
from exports.prints.teachers.employment_certificate import EMPLOYMENT_CERTIFICATE
from exports.prints.teachers.evaluation import EVALUATION
from exports.prints.teachers.pay_slip import PAY_SLIP
from exports.prints.teachers.recommendation import RECOMMENDATION
from exports.prints.teachers.release_letter import RELEASE_LETTER
from exports.prints.teachers.residence_letter import TEACHER_RESIDENCE_LETTER
from exports.prints.teachers.self_check import SELF_CHECK
from exports.prints.teachers.termination import TERMINATION
from exports.prints.teachers.year_plan import YEAR_PLAN

PRINTABLES: tuple[Printable, ...] = (
    EMPLOYMENT_CERTIFICATE, TERMINATION, RELEASE_LETTER, APPROVAL_FORM, RECOMMENDATION,
    CLEARANCE, YEAR_PLAN, DOSSIER, CONTRACT_TERMS, EVALUATION, PAY_SLIP, CONTACT_CARD, SELF_CHECK,
    TEACHER_RESIDENCE_LETTER,
)
"""Adding one: its file, and its line here."""
