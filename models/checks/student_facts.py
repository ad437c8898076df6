"""What the rules know of each international student: read once for a look, in four queries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from models import codes
from models.checks.base import Look, months_later
from models.checks.person_facts import PersonFacts, take_papers
from models.entities.international_student import (
    Enrolment,
    InternationalStudent,
    StudentDocument,
    StudentLodging,
)
from models.partial_date import earliest, latest

LEFT = ("毕业", "结业", "退学", "转学")


@dataclass(kw_only=True)
class StudentFacts(PersonFacts):
    """A student with the stay that counts now."""

    stay: Enrolment

    @property
    def student(self) -> InternationalStudent:
        """The person by her own name."""
        found: InternationalStudent = self.person
        return found

    @property
    def last_day(self) -> date:
        """The last day of study; far away where it is not known."""
        return latest(self.stay.enrolled_until) if self.stay.enrolled_until else date.max

    @property
    def stays_until(self) -> date:
        """The last day of study."""
        return self.last_day

    def is_here(self, day: date) -> bool:
        """Studying on a day."""
        return (self.stay.outcome not in LEFT and earliest(self.stay.enrolled_from) <= day
                and self.last_day >= day)


def students(look: Look) -> list[StudentFacts]:
    """Foreign students whose last stay is not long over; 港澳台 and 华侨 are none."""
    return look.once("students", lambda: _read(look))


def _read(look: Look) -> list[StudentFacts]:
    until, years = Enrolment.enrolled_until, look.number("GENERAL", "open_stay_years")
    open_since = months_later(look.today, -12 * years)
    now = until.reaches(look.recent) | (
        until.is_null() & Enrolment.enrolled_from.reaches(open_since)
    )
    chosen = Enrolment.select(Enrolment.student).where(now & Enrolment.retired_at.is_null())
    stays = {
        stay.__data__["student"]: stay
        for stay in Enrolment.active().where(now).order_by(Enrolment.enrolled_from)
    }
    found = {
        student.id: StudentFacts(person=student, stay=stays[student.id])
        for student in InternationalStudent.active().where(InternationalStudent.id.in_(chosen))
        if codes.is_foreign(student.nationality) and not student.is_overseas_chinese
        and student.id in stays
    }
    take_papers(found, StudentDocument, StudentLodging, chosen=chosen)
    return list(found.values())
