"""The 2019 sample workbooks put into records row by row, without the program's own intake.

So the golden numbers are also proved when the intake errs.
"""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

from models import store
from models.cells import date_parts
from models.entities import (
    Agreement,
    Engagement,
    Enrolment,
    Event,
    ForeignTeacher,
    InboundVisit,
    InternationalStudent,
    OutboundStudent,
    OutboundTrip,
    Participant,
    PartnerSchool,
    Placement,
    Speaker,
    StaffMember,
    TripLeg,
    TripMember,
)
from models.entity import Entity
from models.partial_date import from_parts


def rows_of(folder: Path, name: str, sheet: str, first: int) -> list[tuple[Any, ...]]:
    """The data rows of one sheet: from row `first`, without total rows."""
    import openpyxl

    workbook = openpyxl.load_workbook(folder / f"{name}.xlsx", data_only=True)
    rows = list(workbook[sheet].iter_rows(min_row=first, values_only=True))
    workbook.close()
    return [r for r in rows if not any(str(v).startswith(("合计", "总计")) for v in r if v is not None)]


def keep(entity: type[Entity], lines: tuple[Entity, ...] = (), **values: Any) -> Any:
    """A saved record of typed words; what follows from them is put in as the intake does."""
    record = entity()
    for name, raw in values.items():
        parsed = raw if isinstance(raw, Entity | date) and not isinstance(raw, datetime) else (
            entity.field_named(name).parse(raw)
        )
        setattr(record, name, parsed)
    for name, value in record.inferred(lines).items():
        setattr(record, name, value)
    store.save(record, source="样例")
    return record


def load(folder: Path) -> None:
    """Every record of the year 2019."""
    with store.batch("样例", source="样例"):
        _teachers(folder)
        _students(folder)
        _sent(folder)
        _trips(folder)
        _visits(folder)
        _events(folder)
        _partners(folder)


def _teachers(folder: Path) -> None:
    for row in rows_of(folder, "2019年外籍教师台账", "外教", 3):
        teacher = keep(ForeignTeacher, passport_name=row[1], chinese_name=row[2],
                       nationality=row[3],
                       sex=row[4], born_on=row[5], degree=row[8])
        keep(Engagement, teacher=teacher, courses=row[9], engaged_from=row[10],
             engaged_until=row[11],
             monthly_pay=row[15])


def _students(folder: Path) -> None:
    for row in rows_of(folder, "2019年来华留学生名单", "留学生", 3):
        student = keep(InternationalStudent, passport_name=row[1], nationality=row[3], sex=row[4],
                       born_on=row[5])
        keep(Enrolment, student=student, home_school=row[8], study_kind=row[9], programme=row[10],
             enrolled_from=row[12], enrolled_until=row[13], funding=row[14])


def _sent(folder: Path) -> None:
    for row in rows_of(folder, "2019年派出学生统计", "Sheet1", 2):
        student = keep(OutboundStudent, name=row[1], sex=row[2], student_no=row[3],
                       programme=row[4])
        keep(Placement, student=student, country=row[6], host_name=row[7], programme_kind=row[8],
             departed_on=row[9], returned_on=row[10], remarks=row[11])


def _trips(folder: Path) -> None:
    name = "2019年因公出国（境）团组统计表"
    trips = {}
    for row in rows_of(folder, name, "团组汇总", 3):
        codes = [TripLeg.field_named("country").parse(word) for word in row[3].split("、")]
        legs = tuple(TripLeg(country=code) for code in codes)
        trip = keep(OutboundTrip, legs, title=row[1], purpose=row[4], inviting_party=row[5],
                    departed_on=row[6], returned_on=row[7], stated_days=row[8], head_count=row[9],
                    approval_no=row[10], funding_source=row[11], cost=row[12],
                    report_submitted=row[13])
        for code in codes:
            keep(TripLeg, trip=trip, country=code)
        trips[row[1]] = trip
    staff: dict[tuple[str, str], StaffMember] = {}
    trip = None
    for title, person, sex, department, position, role in rows_of(folder, name, "人员名单", 2):
        trip = trips[title] if title else trip
        if (person, department) not in staff:
            staff[person, department] = keep(
                StaffMember, name=person, sex=sex, department=department, position=position)
        keep(TripMember, trip=trip, staff_member=staff[person, department], role=role)


def _visits(folder: Path) -> None:
    for row in rows_of(folder, "2019年来访接待登记", "来访", 3):
        keep(InboundVisit, title=row[0], country=row[1], body_kind=row[2], arrived_on=row[3],
             head_count=row[4], purpose=row[5], department=row[6])


def _events(folder: Path) -> None:
    name = "2019年讲座与培训"
    for row in rows_of(folder, name, "专家讲座", 2):
        event = keep(Event, kind="讲座", held_on=row[0], title=row[4], audience=row[5])
        keep(Speaker, event=event, name=row[1], nationality=row[2], unit=row[3])
    staff: dict[str, StaffMember] = {}
    for row in rows_of(folder, name, "外事培训", 2):
        event = keep(Event, kind="外事培训", held_on=row[0], title=row[1], host_unit=row[2])
        for person in row[3].split("、"):
            staff.setdefault(person, StaffMember.get_or_none(StaffMember.name == person)
                             or keep(StaffMember, name=person))
            keep(Participant, event=event, staff_member=staff[person])
    for row in rows_of(folder, name, "外语能力提升班", 2):
        begin, end = (from_parts(*date_parts(part)) for part in row[3].split("-"))
        event = keep(Event, kind="外语培训", title=row[0], held_on=begin, ends_on=end, audience=row[4])
        keep(Speaker, event=event, name=row[1], nationality=row[2])


def _partners(folder: Path) -> None:
    for row in rows_of(folder, "合作院校及协议一览", "合作院校", 3):
        partner = keep(PartnerSchool, name=row[0], foreign_name=row[1], country=row[2], kind=row[3])
        if row[4]:
            keep(Agreement, partner=partner, title=row[4], signed_on=row[5], valid_until=row[6],
                 content=row[7])
