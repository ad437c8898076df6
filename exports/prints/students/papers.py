"""Papers of international students and of students sent abroad (C1–C13), most wanted first."""

from __future__ import annotations

from exports.prints.printable import Printable
from exports.prints.students.admission_letter import ADMISSION_LETTER
from exports.prints.students.completion_certificate import COMPLETION_CERTIFICATE
from exports.prints.students.consent import PARENTAL_CONSENT, SAFETY_PLEDGE
from exports.prints.students.credit_transfer import CREDIT_TRANSFER
from exports.prints.students.departure import DEPARTURE_FORM
from exports.prints.students.enrolment_certificate import ENROLMENT_CERTIFICATE
from exports.prints.students.exchange_approval import EXCHANGE_APPROVAL
from exports.prints.students.leave import LEAVE_FORM
from exports.prints.students.off_campus import OFF_CAMPUS_APPLICATION
from exports.prints.students.permit_warning import PERMIT_WARNING
from exports.prints.students.registration import REGISTRATION_FORM
from exports.prints.students.residence_letter import RESIDENCE_LETTER
from exports.prints.students.study_abroad_certificate import STUDY_ABROAD_CERTIFICATE
from exports.prints.students.transcript import TRANSCRIPT
from exports.prints.students.visa_data import VISA_DATA

PRINTABLES: tuple[Printable, ...] = (
    ENROLMENT_CERTIFICATE, RESIDENCE_LETTER, ADMISSION_LETTER, COMPLETION_CERTIFICATE,
    EXCHANGE_APPROVAL, PARENTAL_CONSENT, SAFETY_PLEDGE,
    CREDIT_TRANSFER, TRANSCRIPT, OFF_CAMPUS_APPLICATION, DEPARTURE_FORM,
    REGISTRATION_FORM, VISA_DATA, PERMIT_WARNING, LEAVE_FORM, STUDY_ABROAD_CERTIFICATE,
)
"""Adding one: its file, and its line here."""
