"""The registry of entities, in menu order. Adding one: its file, and its lines here."""

from __future__ import annotations

from models.entities.achievements import (
    Adoption,
    CompetitionAward,
    JointProgramme,
    OverseasPost,
    OverseasSite,
    ProgrammeCount,
    ProgrammeCourse,
    SiteCount,
)
from models.entities.attachment import Attachment
from models.entities.cross_table import CrossTable
from models.entities.draft_exhibit import DraftExhibit
from models.entities.draft_wording import DraftWording
from models.entities.event import Event, Participant, Speaker
from models.entities.extra_column import ExtraColumn
from models.entities.foreign_teacher import (
    Engagement,
    Evaluation,
    ForeignTeacher,
    TeacherDocument,
    TeacherLodging,
    WorkExperience,
)
from models.entities.form_mapping import FormMapping
from models.entities.inbound_visit import InboundVisit, Invitation, Visitor
from models.entities.international_student import (
    CourseScore,
    Enrolment,
    InternationalStudent,
    Scholarship,
    StatusChange,
    StudentDocument,
    StudentLodging,
)
from models.entities.kept_figure import KeptFigure
from models.entities.kept_settings import ExportLog, RuleParameter, SubsistenceRate
from models.entities.letter_template import LetterTemplate
from models.entities.ngo_activity import Gift, NgoActivity
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
from models.entities.outbound_student import CreditTransfer, OutboundStudent, Placement
from models.entities.outbound_trip import (
    BudgetLine,
    OutboundTrip,
    ScheduleItem,
    TripLeg,
    TripMember,
)
from models.entities.partner_alias import PartnerAlias
from models.entities.partner_school import Agreement, PartnerContact, PartnerSchool
from models.entities.print_text import PrintText, StockLayout
from models.entities.staff_member import FamilyMember, StaffMember, StaffTravelDocument
from models.entities.year_work import (
    DailyReport,
    PlanTarget,
    QuarterProgress,
    TargetValue,
    WorkTask,
)
from models.entity import Entity

ENTITIES: tuple[type[Entity], ...] = (
    ForeignTeacher, Engagement, TeacherDocument, Evaluation, WorkExperience, TeacherLodging,
    InternationalStudent, Enrolment, StudentDocument, Scholarship, StudentLodging, StatusChange,
    CourseScore,
    OutboundStudent, Placement, CreditTransfer,
    StaffMember, StaffTravelDocument, FamilyMember,
    OutboundTrip, TripMember, TripLeg, ScheduleItem, BudgetLine,
    InboundVisit, Visitor, Invitation, Gift,
    Event, Speaker, Participant,
    PartnerSchool, PartnerContact, PartnerAlias, Agreement,
    JointProgramme, ProgrammeCount, ProgrammeCourse, OverseasSite, SiteCount,
    Adoption, OverseasPost, CompetitionAward, NgoActivity,
    PlanTarget, TargetValue, WorkTask, QuarterProgress, DailyReport,
    TypedValue, KeptFigure, DraftParagraph, Filing, IssuedPaper, ExportLog, ColumnMapping,
    ExtraColumn, Distinct, CrossTable, DraftExhibit, DraftWording,
    Attachment,
    FormMapping, LetterTemplate, PrintText, StockLayout,
    CheckAnswer, CalendarDay, RuleParameter, SubsistenceRate, OfficeProfile,
)
"""Every kind of record: menu entries in their order, each followed by its lines."""


def entity_by_key(key: str) -> type[Entity]:
    """The entity of a stable name; LookupError when there is none."""
    for entity in ENTITIES:
        if entity.key() == key:
            return entity
    raise LookupError(key)
