"""Papers of visits, invitations, events, gifts and agreements (D1–D12), most wanted first."""

from __future__ import annotations

from exports.prints.printable import Printable
from exports.prints.visits.agreement_approval import AGREEMENT_APPROVAL
from exports.prints.visits.archive_list import ARCHIVE_LIST
from exports.prints.visits.conference_application import CONFERENCE_APPLICATION
from exports.prints.visits.emergency import EMERGENCY_LIST, STUDENT_PLAN, TEACHER_PLAN
from exports.prints.visits.event_approval import EVENT_APPROVAL
from exports.prints.visits.gift_register import GIFT_REGISTER
from exports.prints.visits.invitation_approval import GUARANTEE_LETTER, INVITATION_APPROVAL
from exports.prints.visits.invitation_letter import INVITATION_LETTER
from exports.prints.visits.lecture_approval import LECTURE_APPROVAL
from exports.prints.visits.lecture_certificate import LECTURE_CERTIFICATE, LECTURE_THANKS
from exports.prints.visits.ngo_approval import NGO_APPROVAL
from exports.prints.visits.partner_record import CONTACT_CARD, PARTNER_RECORD
from exports.prints.visits.programme_checklist import PROGRAMME_CHECKLIST
from exports.prints.visits.reception_minutes import RECEPTION_MINUTES
from exports.prints.visits.reception_plan import RECEPTION_PLAN
from exports.prints.visits.visit_approval import VISIT_APPROVAL

PRINTABLES: tuple[Printable, ...] = (
    VISIT_APPROVAL, RECEPTION_PLAN, RECEPTION_MINUTES, EVENT_APPROVAL, LECTURE_APPROVAL,
    LECTURE_CERTIFICATE, LECTURE_THANKS, CONFERENCE_APPLICATION, INVITATION_LETTER,
    INVITATION_APPROVAL, GUARANTEE_LETTER, AGREEMENT_APPROVAL, NGO_APPROVAL, GIFT_REGISTER,
    PARTNER_RECORD, CONTACT_CARD, ARCHIVE_LIST, PROGRAMME_CHECKLIST, EMERGENCY_LIST, TEACHER_PLAN,
    STUDENT_PLAN,
)
"""Adding one: its file, and its line here."""
