"""Papers of visits, invitations, events, gifts and agreements (D1–D12), most wanted first."""

from __future__ import annotations

from exports.prints.printable import Printable
from exports.prints.visits.event_approval import EVENT_APPROVAL
from exports.prints.visits.invitation_approval import GUARANTEE_LETTER, INVITATION_APPROVAL
from exports.prints.visits.invitation_letter import INVITATION_LETTER
from exports.prints.visits.lecture_approval import LECTURE_APPROVAL
from exports.prints.visits.visit_approval import VISIT_APPROVAL

PRINTABLES: tuple[Printable, ...] = (
    VISIT_APPROVAL, EVENT_APPROVAL, LECTURE_APPROVAL, INVITATION_LETTER, INVITATION_APPROVAL,
    GUARANTEE_LETTER,
)
"""Adding one: its file, and its line here."""
