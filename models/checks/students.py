"""International students: papers for the whole stay, insurance, guardians, leaving."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from models import codes
from models.checks import samples
from models.checks.base import Check, Finding, Look, age_on, full, months_later
from models.entities.international_student import (
    Enrolment,
    InternationalStudent,
    StudentDocument,
)
from models.partial_date import Day, earliest, latest

LEFT = ("毕业", "结业", "退学", "转学")
RECENT_DAYS = 120
"""How long after leaving a student is still looked at."""

Said = tuple[str, dict[str, Any]]


@dataclass
class StudentFacts:
    """A student with the stay that counts now, and the papers by kind."""

    student: InternationalStudent
    stay: Enrolment
    papers: dict[str, list[StudentDocument]] = field(default_factory=lambda: defaultdict(list))

    def until(self, kind: str) -> Day | None:
        """The last day of the newest paper of a kind; None without any."""
        days = [p.valid_until for p in self.papers.get(kind, []) if p.valid_until]
        return max(days, key=latest, default=None)

    @property
    def last_day(self) -> date:
        """The last day of study; far away where it is not known."""
        return latest(self.stay.enrolled_until) if self.stay.enrolled_until else date.max

    def is_here(self, day: date) -> bool:
        """Studying on a day."""
        return (self.stay.outcome not in LEFT and earliest(self.stay.enrolled_from) <= day
                and self.last_day >= day)


def students(look: Look) -> list[StudentFacts]:
    """Foreign students whose last stay is not long over; 港澳台侨 are none."""
    return look.once("students", lambda: _read(look))


def _read(look: Look) -> list[StudentFacts]:
    until = Enrolment.enrolled_until
    now = until.is_null() | until.reaches(look.today - timedelta(days=RECENT_DAYS))
    chosen = Enrolment.select(Enrolment.student).where(now & Enrolment.retired_at.is_null())
    stays = {
        stay.__data__["student"]: stay
        for stay in Enrolment.active().where(now).order_by(Enrolment.enrolled_from)
    }
    found = {
        student.id: StudentFacts(student, stays[student.id])
        for student in InternationalStudent.active().where(InternationalStudent.id.in_(chosen))
        if codes.is_foreign(student.nationality) and student.id in stays
    }
    for paper in StudentDocument.active().where(StudentDocument.student.in_(chosen)):
        if facts := found.get(paper.__data__["student"]):
            facts.papers[paper.kind].append(paper)
    return list(found.values())


def _per_student(
    judge: Callable[[StudentFacts, Look], Iterable[Said | Finding]],
) -> Callable[[Look], list[Finding]]:
    def find(look: Look) -> list[Finding]:
        return [
            said if isinstance(said, Finding) else Finding(facts.student, said[0], said[1])
            for facts in students(look) for said in judge(facts, look)
        ]

    return find


def _papers_last(facts: StudentFacts, look: Look) -> Iterator[Finding]:
    if not facts.is_here(look.today) or facts.stay.enrolled_until is None:
        return
    for kind in ("护照", "居留许可"):
        until = facts.until(kind)
        if until is not None and latest(until) < facts.last_day:
            yield Finding(
                facts.student, f"{kind} {until} 到期，早于学习结束日 {facts.stay.enrolled_until}。",
                {"until": until, "study": facts.stay.enrolled_until}, part=kind,
            )


def _insurance(facts: StudentFacts, look: Look) -> Iterator[Said]:
    if not facts.is_here(look.today):
        return
    until, ends = facts.until("保险"), facts.stay.enrolled_until
    if until is None:
        if not facts.papers.get("保险"):
            yield "没有登记保险；国际学生须全员投保。", {"insurance": None, "study": ends}
    elif latest(until) < min(facts.last_day, months_later(look.today, 12)):
        yield f"保险 {until} 到期，早于学习结束日{f' {ends}' if ends else ''}，须续保。", {
            "insurance": until, "study": ends}


def _minor(facts: StudentFacts, look: Look) -> Iterator[Said]:
    born = full(facts.student.born_on)
    begins = max(earliest(facts.stay.enrolled_from), look.today)
    if born and age_on(born, begins) < 18 and not facts.student.guardian:
        yield "未满 18 周岁，没有登记监护人；父母不在境内常住的须书面委托。", {"born": born}


def _visa_kind(facts: StudentFacts, look: Look) -> Iterator[Said]:
    days = look.number("R-STU-04", "days")
    begins, ends = full(facts.stay.enrolled_from), full(facts.stay.enrolled_until)
    kinds = {(p.category or "").upper().replace(" ", "") for p in facts.papers.get("签证", [])}
    if (facts.is_here(look.today) and "X2" in kinds and "X1" not in kinds and begins and ends
            and (ends - begins).days + 1 > days and not facts.papers.get("居留许可")):
        yield f"学习 {(ends - begins).days + 1} 天，持 X2 签证；超过 {days} 天应持 X1 并办理居留许可。", {
            "from": begins, "until": ends}


def _chinese(facts: StudentFacts, look: Look) -> Iterator[Said]:
    ends = full(facts.stay.enrolled_until)
    soon = look.today + timedelta(days=look.number("R-STU-10", "days_before"))
    if (facts.is_here(look.today) and facts.stay.study_kind == "学历生" and ends and ends <= soon
            and not facts.student.chinese_level):
        yield "将毕业，没有登记汉语水平；中文授课专业有毕业要求，高职数值不统一，以校规为准。", {
            "until": ends, "level": None}


def _still_resident(facts: StudentFacts, look: Look) -> Iterator[Said]:
    ends, days = full(facts.stay.enrolled_until), look.number("R-STU-11", "days")
    until = facts.until("居留许可")
    left = facts.stay.outcome in LEFT or (ends is not None and ends < look.today)
    if (left and ends and until and latest(until) >= look.today
            and ends + timedelta(days=days) < look.today):
        yield (f"学习已于 {ends} 结束（{facts.stay.outcome or '状态未改'}），居留许可仍有效至 {until}；"
               "请确认离校、居留注销或变更。"), {"until": until, "ended": ends,
                                        "outcome": facts.stay.outcome}


def _ended(today: date, residence: date) -> InternationalStudent:
    stay = {"enrolled_from": today - timedelta(days=400), "outcome": "结业",
            "enrolled_until": today - timedelta(days=30)}
    return samples.student(today, enrolled=stay, papers={"居留许可": {"valid_until": residence}})


def _visitor(today: date, days: int) -> InternationalStudent:
    stay = {"enrolled_from": today - timedelta(days=9),
            "enrolled_until": today + timedelta(days=days - 10), "study_kind": "短期生"}
    return samples.student(today, enrolled=stay, papers={
        "居留许可": None, "签证": {"category": "X2"}})


def _graduate(today: date, level: str | None) -> InternationalStudent:
    return samples.student(today, chinese_level=level,
                           enrolled={"enrolled_until": today + timedelta(days=60)})


STUDENT_CHECKS = (
    Check("R-STU-01", "护照、居留早于学习结束", "W", InternationalStudent, "证件应覆盖整个学习期限，否则中途须延期。",
          _per_student(_papers_last),
          lambda t: samples.student(t, papers={"居留许可": {"valid_until": t + timedelta(days=200)}}),
          samples.student),
    Check("R-STU-02", "国际学生保险", "E", InternationalStudent, "未按规定投保的，限期投保，逾期不予注册。",
          _per_student(_insurance),
          lambda t: samples.student(t, papers={"保险": None}), samples.student),
    Check("R-STU-03", "未成年学生监护人", "E", InternationalStudent, "未满 18 周岁须有在境内常住的监护人。",
          _per_student(_minor),
          lambda t: samples.student(t, born_on=date(t.year - 16, 1, 1)),
          lambda t: samples.student(t, born_on=date(t.year - 16, 1, 1), guardian="受托人")),
    Check("R-STU-04", "X2 签证与学习期限", "E", InternationalStudent, "长期学习应持 X1 签证，入境后办理居留许可。",
          _per_student(_visa_kind), lambda t: _visitor(t, 220), lambda t: _visitor(t, 120)),
    Check("R-STU-10", "毕业汉语水平", "I", InternationalStudent, "毕业前要有汉语水平成绩。",
          _per_student(_chinese), lambda t: _graduate(t, None), lambda t: _graduate(t, "HSK4")),
    Check("R-STU-11", "离校后居留仍有效", "W", InternationalStudent, "结业、退学后应离校并办理居留注销或变更。",
          _per_student(_still_resident),
          lambda t: _ended(t, t + timedelta(days=60)), lambda t: _ended(t, t - timedelta(days=20))),
)
