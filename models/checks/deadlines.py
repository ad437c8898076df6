"""Deadlines of people's papers and stays: permits, residence, passports, contracts, insurance."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from models import codes
from models.checks import samples
from models.checks.base import Look, full, months_later
from models.checks.deadline import DeadlineRule, Due
from models.checks.students import LEFT, StudentFacts, students
from models.checks.teachers import TeacherFacts, last_day, teachers
from models.entities.foreign_teacher import Engagement, ForeignTeacher, TeacherDocument
from models.entities.international_student import InternationalStudent
from models.entities.staff_member import StaffMember, StaffTravelDocument
from models.entity import Entity

NO_STAY_VISAS = ("Z", "X1")
"""These become a residence permit and are not prolonged themselves."""


def _here(look: Look) -> Iterator[tuple[Entity, TeacherFacts | StudentFacts, date]]:
    """Foreign teachers and students in service or studying, with the day their stay ends."""
    for teacher in teachers(look):
        if teacher.is_here(look.today):
            yield teacher.teacher, teacher, max(last_day(e) for e in teacher.engagements)
    for student in students(look):
        if student.is_here(look.today):
            yield student.student, student, student.last_day


def _window(
    record: Entity, look: Look, rule: str, *, until: date, words: str, values: dict[str, Any],
    part: str = "",
) -> Iterator[Due]:
    """A paper that runs out on `until`: its window, from the rule's days before that."""
    opens = until - timedelta(days=look.number(rule, "opens"))
    latest = until - timedelta(days=look.number(rule, "latest"))
    yield Due(record, words, opens, latest, values, part=part)


def _paper(look: Look, rule: str, kind: str, words: str) -> Iterator[Due]:
    """The newest paper of a kind, where the stay goes on after it ends."""
    for record, facts, ends in _here(look):
        day = facts.until(kind)
        until = full(day)
        if until is not None and until < ends:
            yield from _window(
                record, look, rule, until=until, words=f"{words}（{until} 到期）",
                values={"until": until}, part=kind,
            )


def _permit(look: Look) -> Iterator[Due]:
    yield from _paper(look, "D-PERMIT", "工作许可", "工作许可延期")


def _residence(look: Look) -> Iterator[Due]:
    yield from _paper(look, "D-RESIDENCE", "居留许可", "居留许可延期")


def _insurance(look: Look) -> Iterator[Due]:
    yield from _paper(look, "D-INSURANCE", "保险", "续保")


def _visa(look: Look) -> Iterator[Due]:
    for record, facts, ends in _here(look):
        if facts.papers.get("居留许可") or not codes.is_foreign(getattr(record, "nationality", "")):
            continue
        visas = [
            (until, p) for p in facts.papers.get("签证", [])
            if (until := full(p.valid_until)) and (p.category or "").upper() not in NO_STAY_VISAS
        ]
        until, paper = max(visas, key=lambda pair: pair[0], default=(None, None))
        if until and paper and until < ends:
            yield from _window(
                record, look, "D-VISA", until=until, values={"until": until},
                words=f"停留签证{paper.category or ''}延期（{until} 到期）",
            )


def _passports(look: Look) -> Iterator[Due]:
    for record, facts, _ends in _here(look):
        if until := full(facts.until("护照")):
            yield from _window(record, look, "D-PASSPORT", until=until, part="护照",
                               words=f"护照换发（{until} 到期）", values={"until": until})
    state, day = StaffTravelDocument.state, StaffTravelDocument.valid_until
    soon = look.today + timedelta(days=look.number("D-PASSPORT", "opens") + 100)
    rows = (
        StaffTravelDocument.active(StaffTravelDocument, StaffMember).join(StaffMember)
        .where(
            day.within(look.today - timedelta(days=60), soon)
            & (state.is_null() | state.not_in(("注销", "遗失")))
        )
    )
    for paper in rows:
        if until := full(paper.valid_until):
            yield from _window(
                paper.staff_member, look, "D-PASSPORT", until=until, part=str(paper.id),
                words=f"{paper.kind}换发（{until} 到期）", values={"until": until},
            )


def _contract(look: Look) -> Iterator[Due]:
    for facts in teachers(look):
        stay = facts.engagements[-1]
        until = full(stay.engaged_until)
        if until and not stay.left_on and stay.renewed is None and facts.is_here(look.today):
            yield from _window(
                facts.teacher, look, "D-CONTRACT", until=until, part=str(stay.id),
                words=f"商定是否续聘（合同 {until} 到期）", values={"until": until, "renewed": None},
            )


def _cancelling(look: Look) -> Iterator[Due]:
    """Left in the last weeks, with a work permit that still runs."""
    days = look.number("D-CANCEL", "working_days")
    since = look.today - timedelta(days=60)
    for stay in Engagement.active().where(Engagement.left_on.within(since, look.today)):
        left = full(stay.left_on)
        permits = [
            until for p in TeacherDocument.active().where(
                (TeacherDocument.teacher == stay.teacher) & (TeacherDocument.kind == "工作许可")
            ) if (until := full(p.valid_until))
        ]
        if left and permits and max(permits) > left:
            latest = look.calendar.add(left, days)
            yield Due(
                stay.teacher, f"注销工作许可（{left} 离任）", left, latest,
                {"left": left, "permit": max(permits)}, part=str(stay.id),
                note=look.calendar.note(left, latest),
            )


def _coming_of_age(look: Look) -> Iterator[Due]:
    for facts in students(look):
        born = full(facts.student.born_on)
        if born and facts.student.guardian and facts.is_here(look.today):
            day = months_later(born, 18 * 12)
            if day >= look.today - timedelta(days=30):
                yield Due(
                    facts.student, f"年满 18 周岁（{day}），更新监护人信息",
                    day - timedelta(days=look.number("D-AGE18", "opens")), day, {"born": born},
                )


def _leaving(look: Look) -> Iterator[Due]:
    days = look.number("D-STU-LEAVE", "days")
    for facts in students(look):
        ends, until = full(facts.stay.enrolled_until), full(facts.until("居留许可"))
        over = facts.stay.outcome in LEFT
        if over and ends and until and until > ends and until >= look.today:
            yield Due(
                facts.student, f"离校、报公安出入境（{facts.stay.outcome}，{ends} 结束）",
                ends - timedelta(days=days), ends + timedelta(days=days),
                {"ended": ends, "outcome": facts.stay.outcome, "until": until},
            )


def _teacher_paper(today: date, kind: str, days: int) -> ForeignTeacher:
    return samples.teacher(today, papers={kind: {"valid_until": today + timedelta(days=days)}})


def _quitting(today: date, permit: int) -> ForeignTeacher:
    """Left three days ago, with a permit that ends so many days from now."""
    stay = {"left_on": today - timedelta(days=3)}
    paper = {"valid_until": today + timedelta(days=permit)}
    return samples.teacher(today, engaged=stay, papers={"工作许可": paper})


def _ending_contract(today: date, **facts: Any) -> ForeignTeacher:
    stay = {"engaged_until": today + timedelta(days=80), **facts}
    return samples.teacher(today, engaged=stay)


def _visitor(today: date, days: int) -> InternationalStudent:
    visa = {"category": "X2", "valid_until": today + timedelta(days=days)}
    return samples.student(today, papers={"居留许可": None, "签证": visa})


def _seventeen(today: date, **facts: Any) -> InternationalStudent:
    """Comes of age in ten days."""
    birthday = months_later(today, -18 * 12) + timedelta(days=10)
    return samples.student(today, born_on=birthday, **facts)


def _graduated(today: date, residence: int) -> InternationalStudent:
    stay = {"outcome": "毕业", "enrolled_until": today - timedelta(days=5)}
    return samples.student(
        today, enrolled=stay, papers={"居留许可": {"valid_until": today + timedelta(days=residence)}}
    )


PEOPLE_DEADLINES = (
    DeadlineRule("D-PERMIT", "工作许可延期", "届满前规定天数内不申请，须按新办重走程序，期间不能上课。",
                 _permit, lambda t: _teacher_paper(t, "工作许可", 40),
                 lambda t: _teacher_paper(t, "工作许可", 300)),
    DeadlineRule("D-RESIDENCE", "居留许可延期", "外国人应在居留证件有效期届满前提出延期申请。",
                 _residence, lambda t: _teacher_paper(t, "居留许可", 40),
                 lambda t: _teacher_paper(t, "居留许可", 300)),
    DeadlineRule("D-VISA", "停留签证延期", "延长停留期限应在签证停留期限届满前申请。", _visa,
                 lambda t: _visitor(t, 15), lambda t: _visitor(t, 150)),
    DeadlineRule("D-PASSPORT", "护照、通行证换发", "有效期不足六个月时不能办签证、许可和居留延期。", _passports,
                 lambda t: _teacher_paper(t, "护照", 150), lambda t: _teacher_paper(t, "护照", 900)),
    DeadlineRule("D-CONTRACT", "外教续聘意向", "续聘与否要在许可延期之前定下来。", _contract,
                 _ending_contract, lambda t: _ending_contract(t, renewed="否")),
    DeadlineRule("D-INSURANCE", "保险续保", "保险中断期间发生的费用无人承担，学生不予注册。", _insurance,
                 lambda t: _teacher_paper(t, "保险", 40), lambda t: _teacher_paper(t, "保险", 300)),
    DeadlineRule("D-CANCEL", "外教离任注销工作许可", "聘用关系提前解除后须按工作日期限注销，否则影响单位再聘。",
                 _cancelling, lambda t: _quitting(t, 90), lambda t: _quitting(t, -4)),
    DeadlineRule("D-AGE18", "学生年满 18 周岁", "监护关系结束，登记的监护人应更新。", _coming_of_age,
                 lambda t: _seventeen(t, guardian="受托人"), _seventeen),
    DeadlineRule("D-STU-LEAVE", "结业、退学后离校", "离校后居留仍有效的，应报公安出入境并办理注销或变更。", _leaving,
                 lambda t: _graduated(t, 60), lambda t: _graduated(t, -1)),
)
