"""International students beside the classroom: papers that agree, work outside, counsellors."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from models import store
from models.checks import samples
from models.checks.base import Check, Finding, Look
from models.checks.student_facts import StudentFacts, students
from models.checks.students import per_student
from models.entities.international_student import Enrolment, InternationalStudent, StudentDocument
from models.partial_date import Day, earliest, latest

PAPERS = (("录取通知书", "admitted"), ("JW 表", "jw"), ("居留公函", "letter"))
OUTSIDE = ("校外勤工助学", "校外实习")
NAMES_SHOWN = 8


def _agree(facts: StudentFacts, look: Look) -> Iterator[Finding]:
    """Only days that are written are compared; 2026年9月 agrees with every day of it."""
    if facts.stays_until < look.today:
        return
    for end, side in (("from", "起"), ("until", "止")):
        known: list[tuple[str, Day]] = [
            (label, day) for label, name in PAPERS
            if (day := getattr(facts.stay, f"{name}_{end}")) is not None
        ]
        if known and max(earliest(day) for _, day in known) > min(latest(day) for _, day in known):
            said = "，".join(f"{label} {day}" for label, day in known)
            yield Finding(facts.student, f"学习期{side}不一致：{said}。",
                          dict(known), part=end)


def _outside(facts: StudentFacts, look: Look) -> Iterator[Finding]:
    """E once the office writes annotations at all; before that W: the work itself is written."""
    work = facts.student.outside_work
    if work not in OUTSIDE or not facts.is_here(look.today):
        return
    permit = facts.newest("居留许可")
    if permit is None or not permit.annotation:
        kept = look.keeps(StudentDocument.annotation)
        yield Finding(
            facts.student, f"{work}，居留许可没有登记加注；须学校同意并到公安出入境加注。",
            {"work": work, "annotation": None}, severity=None if kept else "W",
        )


def _counsellors(look: Look) -> Iterator[Finding]:
    """One finding for a counsellor with too many, said of the first of the students."""
    most = look.number("R-STU-09", "students")
    below: dict[str, list[StudentFacts]] = defaultdict(list)
    for facts in students(look):
        if facts.student.counsellor and facts.is_here(look.today):
            below[facts.student.counsellor].append(facts)
    for name, group in sorted(below.items()):
        if len(group) > most:
            yield Finding(
                group[0].student, f"辅导员{name}带在读国际学生 {len(group)} 人，超过 {most} 人：{_names(group)}。",
                {"counsellor": name, "students": sorted(f.student.id for f in group)}, part=name,
            )


def _without_counsellor(look: Look) -> Iterator[Finding]:
    """One finding for all, said of the first of them; once the office writes counsellors."""
    group = [f for f in students(look) if f.is_here(look.today) and not f.student.counsellor]
    if group:
        yield Finding(
            group[0].student, f"在读国际学生 {len(group)} 人没有登记辅导员：{_names(group)}。",
            {"students": sorted(f.student.id for f in group)},
        )


def _names(group: list[StudentFacts]) -> str:
    shown = "、".join(str(facts.student) for facts in group[:NAMES_SHOWN])
    return f"{shown}等" if len(group) > NAMES_SHOWN else shown


def _admitted(today: date, days: int) -> InternationalStudent:
    """Admission and JW form whose ends differ by so many days."""
    ends = today + timedelta(days=300)
    return samples.student(today, enrolled={
        "admitted_until": ends, "jw_until": ends + timedelta(days=days)})


def _worker(today: date, annotation: str | None) -> InternationalStudent:
    return samples.student(today, outside_work="校外实习", papers={
        "居留许可": {"annotation": annotation}})


def _crowd(today: date, more: int) -> InternationalStudent:
    """As many students of one counsellor as allowed, and so many more."""
    count = Look(today).number("R-STU-09", "students") - 1 + more
    first = samples.student(today, counsellor="陈老师")
    group = [
        InternationalStudent(passport_name=f"STUDENT {n}", nationality="KOR", counsellor="陈老师")
        for n in range(count)
    ]
    with store.batch("样例", source="样例"):
        ids = store.add_many(InternationalStudent, [(student, "样例") for student in group])
        store.add_many(Enrolment, [(_stay(number, today), "样例") for number in ids])
    return first


def _stay(student: Any, today: date) -> Enrolment:
    return Enrolment(student=student, enrolled_from=today - timedelta(days=50), outcome="在读",
                     enrolled_until=today + timedelta(days=200))


def _bare(today: date, name: str, **facts: Any) -> InternationalStudent:
    made: InternationalStudent = samples.kept(
        InternationalStudent(passport_name=name, nationality="KOR", **facts)
    )
    samples.kept(_stay(made, today))
    return made


def _unguided(today: date, counsellor: str | None) -> InternationalStudent:
    first = _bare(today, "FIRST", counsellor=counsellor)
    _bare(today, "SECOND", counsellor="陈老师")
    return first


STUDENT_LIFE_CHECKS = (
    Check("R-STU-05", "录取、JW 表、居留公函的学习期", "E", InternationalStudent, "三份文件的学习起止应一致，否则公安不受理。",
          per_student(_agree), lambda t: _admitted(t, 30), lambda t: _admitted(t, 0)),
    Check("R-STU-08", "校外勤工助学、实习的居留加注", "E", InternationalStudent, "没有加注在校外工作，属非法就业。",
          per_student(_outside), lambda t: _worker(t, None), lambda t: _worker(t, "实习 2026.9—12")),
    Check("R-STU-09", "国际学生辅导员配备", "I", InternationalStudent, "配备比例不低于中国学生辅导员。",
          _counsellors, lambda t: _crowd(t, 1), lambda t: _crowd(t, 0)),
    Check("R-STU-09b", "没有辅导员的国际学生", "I", InternationalStudent, "应设国际学生辅导员，落实到每个学生。",
          _without_counsellor, lambda t: _unguided(t, None), lambda t: _unguided(t, "李老师"),
          needs=(InternationalStudent.counsellor,)),
)
