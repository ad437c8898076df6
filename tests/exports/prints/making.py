"""People, trips and an office to print papers of, with the fewest words."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from exports.prints.base import render
from exports.prints.registry import printable_by_code
from models import store
from models.entities import (
    BudgetLine,
    Engagement,
    Enrolment,
    ForeignTeacher,
    InternationalStudent,
    OfficeProfile,
    OutboundTrip,
    StaffMember,
    StudentDocument,
    TeacherDocument,
    TripLeg,
    TripMember,
)
from tests.exports.prints.looking import text_of

C5, B4, A3 = printable_by_code("C5"), printable_by_code("B4"), printable_by_code("A3")
SCHOOL = "示例职业技术学院"
IN_TERM = {"issued_on": "2025-10-15"}


def fill_in_office():
    """What certificates need of the office."""
    store.save(OfficeProfile(
        school_name=SCHOOL, school_name_en="Example Vocational College", phone="000-12345678",
        office_name="国际处", contact_name="林若溪",
    ))


def student(name="KAMAU, PETER MWANGI", passport="AB1234567", sex="男", **study):
    made = InternationalStudent(
        passport_name=name, nationality="KEN", sex=sex, born_on=date(2003, 3, 5),
        student_no="J25001",
    )
    store.save(made)
    if passport:
        store.save(StudentDocument(student=made, kind="护照", number=passport))
    store.save(Enrolment(student=made, **{
        "study_kind": "学历生", "programme": "机电一体化技术", "programme_en": "Mechatronics Technology",
        "enrolled_from": date(2025, 9, 1), "enrolled_until": date(2028, 6, 30),
        "outcome": "在读", **study,
    }))
    return made


def teacher(*contracts, passport="P9988776", **more):
    made = ForeignTeacher(**{
        "passport_name": "HARRIS, JAMES", "nationality": "GBR", "born_on": date(1980, 4, 12), **more
    })
    store.save(made)
    store.save(TeacherDocument(teacher=made, kind="护照", number=passport))
    for start, end, *rest in contracts:
        store.save(Engagement(
            teacher=made, engaged_from=start, engaged_until=end, post="语言教师", department="外语学院",
            courses="英语口语", monthly_pay=Decimal(11000), **(rest[0] if rest else {}),
        ))
    return made


def said(printable, record, **wishes):
    """The printed words without line ends or blanks between Chinese."""
    pdf = render(printable.layout(printable.snapshot(record, wishes)))
    return text_of(pdf)


def flat(text):
    return "".join(text.split())


def trip(people=1, **more):
    made = OutboundTrip(**{
        "title": "赴日本学术访问", "purpose": "学术访问", "departed_on": date(2025, 5, 12),
        "returned_on": date(2025, 5, 16), "destination_kind": "出国", **more,
    })
    store.save(made)
    store.save(TripLeg(trip=made, country="JPN", city="松山"))
    for number in range(people):
        person = StaffMember(name=f"教师{number:02}", staff_no=f"{number}", department="护理学院")
        store.save(person)
        store.save(TripMember(trip=made, staff_member=person, role="团员" if number else "团长"))
    return made


def golden(made):
    common = {"country": "JPN", "city": "松山", "currency": "日元", "persons": 1, "days": 5,
              "rate": 0.06093, "rate_on": date(2025, 3, 13)}
    for item, standard in (("住宿费", 9000), ("伙食费", 10000), ("公杂费", 5000)):
        store.save(BudgetLine(trip=made, item=item, standard=standard, **common))
    for item, amount in (("国际旅费", 25000), ("城市间交通费", 6000), ("其他费用", 2000)):
        store.save(BudgetLine(trip=made, item=item, amount=Decimal(amount)))
    return made


YEARS = [(date(2023, 9, 1), date(2024, 8, 31)), (date(2024, 9, 1), date(2026, 8, 31))]
"""Two contracts without a break."""
