"""The registry of entities, in menu order. Adding one: its file, and its lines here."""

from __future__ import annotations

from models.entities.achievements import (
    Adoption,
    CompetitionAward,
    JointProgramme,
    OverseasPost,
    OverseasSite,
)
from models.entities.event import Event, Participant, Speaker
from models.entities.foreign_teacher import Engagement, Evaluation, ForeignTeacher, TeacherDocument
from models.entities.inbound_visit import InboundVisit, Visitor
from models.entities.international_student import (
    Enrolment,
    InternationalStudent,
    Scholarship,
    StudentDocument,
)
from models.entities.office import (
    CalendarDay,
    CheckAnswer,
    ColumnMapping,
    Distinct,
    DraftParagraph,
    Filing,
    IssuedPaper,
    OfficeProfile,
    TypedValue,
)
from models.entities.outbound_student import OutboundStudent, Placement
from models.entities.outbound_trip import (
    BudgetLine,
    OutboundTrip,
    ScheduleItem,
    TripLeg,
    TripMember,
)
from models.entities.partner_school import Agreement, PartnerSchool
from models.entities.staff_member import StaffMember, StaffTravelDocument
from models.entity import Entity

ENTITIES: tuple[type[Entity], ...] = (
    ForeignTeacher, Engagement, TeacherDocument, Evaluation,
    InternationalStudent, Enrolment, StudentDocument, Scholarship,
    OutboundStudent, Placement,
    StaffMember, StaffTravelDocument,
    OutboundTrip, TripMember, TripLeg, ScheduleItem, BudgetLine,
    InboundVisit, Visitor,
    Event, Speaker, Participant,
    PartnerSchool, Agreement,
    JointProgramme, OverseasSite, Adoption, OverseasPost, CompetitionAward,
    TypedValue, DraftParagraph, Filing, IssuedPaper, ColumnMapping, Distinct,
    CheckAnswer, CalendarDay, OfficeProfile,
)
"""Every kind of record: menu entries in their order, each followed by its lines."""


def entity_by_key(key: str) -> type[Entity]:
    """The entity of a stable name; LookupError when there is none."""
    for entity in ENTITIES:
        if entity.key() == key:
            return entity
    raise LookupError(key)
