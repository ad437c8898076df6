"""What the rules know of each foreign teacher: read once for a look, in five queries."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from models.checks.base import Look, full
from models.checks.person_facts import PersonFacts, lines_of, take_papers
from models.entities.foreign_teacher import (
    Engagement,
    ForeignTeacher,
    TeacherDocument,
    TeacherLodging,
    WorkExperience,
)
from models.partial_date import earliest, latest


@dataclass(kw_only=True)
class TeacherFacts(PersonFacts):
    """A teacher in service, or to begin.

    engagements: those that have not ended, the earliest first; engagement: the first of them.
    all_engagements: with the ended ones.
    """

    engagements: list[Engagement]
    all_engagements: list[Engagement]
    experiences: list[WorkExperience] = field(default_factory=list)

    @property
    def teacher(self) -> ForeignTeacher:
        """The person by her own name."""
        found: ForeignTeacher = self.person
        return found

    @property
    def engagement(self) -> Engagement:
        """The engagement that counts now."""
        return self.engagements[0]

    def is_here(self, day: date) -> bool:
        """In service on a day, not left early."""
        return earliest(self.engagement.engaged_from) <= day <= last_day(self.engagement)

    @property
    def stays_until(self) -> date:
        """The last day of the last engagement."""
        return max(last_day(stay) for stay in self.engagements)

    @property
    def is_class_a(self) -> bool:
        """高端人才: no limit of age, degree or experience."""
        return any((p.category or "").upper().startswith("A") for p in self.valid("工作许可"))


@dataclass(frozen=True)
class Departure:
    """A foreign teacher who left early: when, and her work permits."""

    stay: Engagement
    left: date
    permits: list[TeacherDocument]


def last_day(stay: Engagement) -> date:
    """The day on which an engagement really ends."""
    days = [latest(day) for day in (stay.engaged_until, stay.left_on) if day]
    return min(days, default=date.max)


def teachers(look: Look) -> list[TeacherFacts]:
    """Those in service, or to begin, each with the engagements that have not ended."""
    return look.once("teachers", lambda: _read(look))


def _read(look: Look) -> list[TeacherFacts]:
    chosen = Engagement.select(Engagement.teacher).where(
        Engagement.engaged_until.reaches(look.today) & Engagement.retired_at.is_null()
    )
    every: dict[int, list[Engagement]] = defaultdict(list)
    rows = Engagement.active().where(Engagement.teacher.in_(chosen))
    for stay in rows.order_by(Engagement.engaged_from):
        every[stay.__data__["teacher"]].append(stay)
    found: dict[int, TeacherFacts] = {}
    for teacher in ForeignTeacher.active().where(ForeignTeacher.id.in_(chosen)):
        stays = [stay for stay in every[teacher.id] if last_day(stay) >= look.today]
        if stays:
            found[teacher.id] = TeacherFacts(
                person=teacher, engagements=stays, all_engagements=every[teacher.id]
            )
    take_papers(found, TeacherDocument, TeacherLodging, chosen=chosen)
    order = WorkExperience.worked_from
    for facts, line in lines_of(found, WorkExperience, chosen, order=order):
        facts.experiences.append(line)
    return list(found.values())


def departures(look: Look) -> list[Departure]:
    """Foreigners who left within the days looked back, and serve under no other contract now."""
    return look.once("departures", lambda: _departures(look))


def _departures(look: Look) -> list[Departure]:
    serving = {
        facts.teacher.id for facts in teachers(look)
        if any(stay.left_on is None or earliest(stay.left_on) > look.today
               for stay in facts.engagements)
    }
    left = Engagement.left_on.within(look.recent, look.today)
    rows = list(
        Engagement.active(Engagement, ForeignTeacher).join(ForeignTeacher)
        .where(left & ForeignTeacher.retired_at.is_null())
    )
    permits: dict[int, list[TeacherDocument]] = defaultdict(list)
    wanted = TeacherDocument.teacher.in_([row.__data__["teacher"] for row in rows])
    for paper in TeacherDocument.active().where(wanted & (TeacherDocument.kind == "工作许可")):
        permits[paper.__data__["teacher"]].append(paper)
    return [
        Departure(row, day, permits[row.teacher.id]) for row in rows
        if (day := full(row.left_on)) and row.teacher.id not in serving
        and TeacherFacts(person=row.teacher, engagements=[row], all_engagements=[]).is_foreign
    ]
