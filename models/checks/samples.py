"""Records for the samples that every check declares: in order in every respect, but for one."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from models import store
from models.entities.event import Event, Speaker
from models.entities.foreign_teacher import Engagement, ForeignTeacher, TeacherDocument
from models.entities.inbound_visit import InboundVisit
from models.entities.international_student import (
    Enrolment,
    InternationalStudent,
    StudentDocument,
)
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

AHEAD = 120
"""Days until the sample trip leaves: before any of its deadlines."""


def kept(record: Any) -> Any:
    """Save one sample record and give it back."""
    store.save(record, source="样例")
    return record


def with_line(owner: Any, entity: type[Entity], **values: Any) -> Any:
    """Save one line below a record and give the record back."""
    link = entity.owner_link()
    assert link is not None
    kept(entity(**{link.name: owner, **values}))
    return owner


def staff(name: str = "王安", **facts: Any) -> StaffMember:
    """One colleague."""
    found: StaffMember = kept(StaffMember(name=name, department="外语系", sex="女", **facts))
    return found


def passport(person: StaffMember, today: date, **facts: Any) -> StaffTravelDocument:
    """A valid official passport in the office's safe."""
    usual = {"kind": "因公普通护照", "number": f"PE{person.id:07}", "state": "在库",
             "valid_until": today + timedelta(days=1200)}
    found: StaffTravelDocument = kept(StaffTravelDocument(
        staff_member=person, **{**usual, **facts}
    ))
    return found


def trip(
    today: date, *, days: int = 5, places: tuple[tuple[str, str], ...] = (("JPN", "东京"),),
    people: tuple[StaffMember, ...] = (), ahead: int = AHEAD, papers: bool = True,
    member: dict[str, Any] | None = None, leg: dict[str, Any] | None = None, **facts: Any,
) -> OutboundTrip:
    """A trip that nothing can be said against: planned, publicised, scheduled, invited.

    member and leg: further facts of every member and of every leg.
    """
    out = today + timedelta(days=ahead)
    back = out + timedelta(days=days - 1)
    usual: dict[str, Any] = {
        "title": "赴日本访问团", "destination_kind": "出国", "purpose": "访问交流",
        "task_kind": "一般性工作交流", "status": "计划", "in_plan": True, "invitation_direct": True,
        "inviting_party": "示例大学", "route": "澜港—东京—澜港", "funding_source": "学校经费",
        "publicised_from": out - timedelta(days=60), "publicised_until": out - timedelta(days=46),
        "publicity_place": "校园网", "necessity": "落实年度合作计划",
    }
    made: OutboundTrip = kept(OutboundTrip(
        departed_on=out, returned_on=back, **{**usual, **facts}
    ))
    for place, (country, city) in enumerate(places):
        kept(TripLeg(trip=made, country=country, city=city,
                     arrived_on=out + timedelta(days=min(place, days - 1)), **(leg or {})))
    for number, person in enumerate(people or (staff(),)):
        if not people and papers:
            passport(person, today)
        usual = {"role": "团员" if number else "团长", "position_then": "教师", "last_trip": "无"}
        kept(TripMember(trip=made, staff_member=person, **{**usual, **(member or {})}))
    return made


def schedule(made: OutboundTrip, *, city: str = "东京", official: bool = True) -> OutboundTrip:
    """Morning and afternoon of each day of a trip."""
    for number in range((made.returned_on - made.departed_on).days + 1):
        for half in ("上午", "下午"):
            kept(ScheduleItem(trip=made, day=made.departed_on + timedelta(days=number), half=half,
                              city=city, activity="会谈", is_official=official))
    return made


def budget(made: OutboundTrip, **facts: Any) -> OutboundTrip:
    """One line of lodging within the standard of Tokyo."""
    usual: dict[str, Any] = {
        "item": "住宿费", "country": "JPN", "city": "东京", "currency": "日元", "standard": 100,
        "persons": 1, "days": 4, "rate": 0.05,
    }
    kept(BudgetLine(trip=made, **{**usual, **facts}))
    return made


def custody(today: date, **facts: Any) -> StaffMember:
    """A colleague who holds a passport of the office."""
    person = staff("李和")
    passport(person, today, **{"state": "借出", **facts})
    return person


def teacher(
    today: date, *, engaged: dict[str, Any] | None = None,
    papers: dict[str, dict[str, Any] | None] | None = None, **facts: Any,
) -> ForeignTeacher:
    """A teacher in service with every paper. papers: kind → other facts, or None for none."""
    usual: dict[str, Any] = {
        "passport_name": "DOE, JANE", "nationality": "GBR", "sex": "女", "degree": "硕士",
        "native_language": "英语", "born_on": date(today.year - 40, 1, 1),
    }
    made: ForeignTeacher = kept(ForeignTeacher(**{**usual, **facts}))
    stay = {"engaged_from": today - timedelta(days=100),
            "engaged_until": today + timedelta(days=300), "subject_kind": "语言类"}
    kept(Engagement(teacher=made, **{**stay, **(engaged or {})}))
    until = today + timedelta(days=500)
    standard: dict[str, dict[str, Any]] = {
        "护照": {"valid_until": until + timedelta(days=400)}, "工作许可": {"category": "B"},
        "居留许可": {}, "保险": {},
    }
    for kind, values in {**standard, **(papers or {})}.items():
        if values is not None:
            kept(TeacherDocument(teacher=made, **{"kind": kind, "valid_until": until, **values}))
    return made


def student(
    today: date, *, enrolled: dict[str, Any] | None = None,
    papers: dict[str, dict[str, Any] | None] | None = None, **facts: Any,
) -> InternationalStudent:
    """A student in residence with every paper. papers: kind → other facts, or None for none."""
    usual: dict[str, Any] = {
        "passport_name": "KIM MINJI", "nationality": "KOR", "sex": "女",
        "born_on": date(today.year - 20, 1, 1), "chinese_level": "HSK5",
    }
    made: InternationalStudent = kept(InternationalStudent(**{**usual, **facts}))
    stay = {"enrolled_from": today - timedelta(days=100), "study_kind": "学历生",
            "enrolled_until": today + timedelta(days=300), "outcome": "在读"}
    kept(Enrolment(student=made, **{**stay, **(enrolled or {})}))
    until = today + timedelta(days=500)
    standard: dict[str, dict[str, Any]] = {"护照": {}, "居留许可": {}, "保险": {}}
    for kind, values in {**standard, **(papers or {})}.items():
        if values is not None:
            kept(StudentDocument(student=made, **{"kind": kind, "valid_until": until, **values}))
    return made


def agreement(today: date, **facts: Any) -> Agreement:
    """An agreement in force for two more years."""
    partner = kept(PartnerSchool(name="示例大学", country="JPN"))
    usual: dict[str, Any] = {
        "title": "交流协议", "signed_on": today - timedelta(days=700), "signatory": "校长",
        "valid_until": today + timedelta(days=700), "level": "校级", "kind": "框架协议",
    }
    found: Agreement = kept(Agreement(partner=partner, **{**usual, **facts}))
    return found


def event(today: date, *, foreign: bool = True, **facts: Any) -> Event:
    """A lecture in forty days, approved, with its summary."""
    usual: dict[str, Any] = {
        "title": "护理教育讲座", "kind": "讲座", "held_on": today + timedelta(days=40),
        "topic": "护理教育的比较", "approved_on": today - timedelta(days=1),
    }
    made: Event = kept(Event(**{**usual, **facts}))
    kept(Speaker(event=made, name="SMITH, ANN", nationality="GBR" if foreign else "CHN"))
    return made


def visit(today: date, **facts: Any) -> InboundVisit:
    """A delegation in a hundred days."""
    usual: dict[str, Any] = {
        "title": "示例大学代表团", "country": "JPN", "arrived_on": today + timedelta(days=100),
        "head_count": 4, "body_kind": "院校", "reported_to": True,
    }
    found: InboundVisit = kept(InboundVisit(**{**usual, **facts}))
    return found
