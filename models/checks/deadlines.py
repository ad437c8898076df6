"""Deadlines of people's papers and stays: permits, residence, passports, contracts, insurance."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from models.checks import samples
from models.checks.base import Look, full, months_later
from models.checks.deadline import DeadlineRule, Due
from models.checks.person_facts import PersonFacts
from models.checks.student_facts import LEFT, students
from models.checks.teacher_facts import departures, teachers
from models.entities.foreign_teacher import ForeignTeacher
from models.entities.international_student import InternationalStudent
from models.entity import Entity

NO_STAY_VISAS = ("Z", "X1")
"""These become a residence permit and are not prolonged themselves."""
NOTICE_LEAD = 30
"""Days in which to settle the matter before the notice that a contract asks for must be out."""


def here(look: Look, *, everybody: bool = False) -> Iterator[PersonFacts]:
    """Foreigners in service or studying on the day of the look; everybody: 港澳台 teachers too."""
    for facts in (*teachers(look), *students(look)):
        if facts.is_here(look.today) and (everybody or facts.is_foreign):
            yield facts


def _window(
    record: Entity, look: Look, rule: str, *, until: date, words: str, values: dict[str, Any],
    part: str = "",
) -> Iterator[Due]:
    """A paper that runs out on `until`: its window, from the rule's days before that."""
    opens = until - timedelta(days=look.number(rule, "opens"))
    latest = until - timedelta(days=look.number(rule, "latest"))
    yield Due(record, words, opens, latest, values, part=part)


def _paper(
    look: Look, rule: str, kind: str, *, words: str, everybody: bool = False,
) -> Iterator[Due]:
    """The newest paper of a kind, where the stay goes on after it ends.

    Done once a paper of the kind was applied for since the window opened (申办日期).
    """
    opens = timedelta(days=look.number(rule, "opens"))
    for facts in here(look, everybody=everybody):
        until = full(facts.until(kind))
        if until is not None and until < facts.stays_until and not any(
            (applied := full(p.applied_on)) and applied >= until - opens for p in facts.papers[kind]
        ):
            yield from _window(
                facts.record, look, rule, until=until, words=f"{words}（{until} 到期）",
                values={"until": until}, part=kind,
            )


def _permit(look: Look) -> Iterator[Due]:
    yield from _paper(look, "D-PERMIT", "工作许可", words="工作许可延期")


def _residence(look: Look) -> Iterator[Due]:
    yield from _paper(look, "D-RESIDENCE", "居留许可", words="居留许可延期")


def _insurance(look: Look) -> Iterator[Due]:
    yield from _paper(look, "D-INSURANCE", "保险", words="续保", everybody=True)


def _visa(look: Look) -> Iterator[Due]:
    """停留期至 where the border wrote one; else the visa's own last day."""
    for facts in here(look):
        if facts.papers.get("居留许可"):
            continue
        visas = [
            (until, p) for p in facts.valid("签证")
            if (until := full(p.stay_until or p.valid_until)) and not becomes_residence(p)
        ]
        until, paper = max(visas, key=lambda pair: pair[0], default=(None, None))
        if until and paper and until < facts.stays_until:
            yield from _window(
                facts.record, look, "D-VISA", until=until, values={"until": until},
                words=f"停留签证{paper.category or ''}延期（{until} 到期）",
            )


def becomes_residence(visa: Any) -> bool:
    """Whether it is exchanged for a residence permit after entry (Z, X1)."""
    return (visa.category or "").upper().replace(" ", "") in NO_STAY_VISAS


def _passports(look: Look) -> Iterator[Due]:
    for facts in here(look, everybody=True):
        if until := full(facts.until("护照")):
            yield from _window(facts.record, look, "D-PASSPORT", until=until, part="护照",
                               words=f"护照换发（{until} 到期）", values={"until": until})


def _contract(look: Look) -> Iterator[Due]:
    """Settled before the office's own lead, or before the notice that the contract asks for."""
    for facts in teachers(look):
        stay = facts.engagements[-1]
        until = full(stay.engaged_until)
        if until and not stay.left_on and stay.renewed is None and facts.is_here(look.today):
            notice = int(stay.notice_days or 0)
            days = max(look.number("D-CONTRACT", "latest"), notice)
            opens = max(look.number("D-CONTRACT", "opens"), notice + NOTICE_LEAD)
            said = f"，合同约定提前 {notice} 天通知" if notice else ""
            yield Due(
                facts.teacher, f"商定是否续聘（合同 {until} 到期{said}）",
                until - timedelta(days=opens), until - timedelta(days=days),
                {"until": until, "renewed": None}, part=str(stay.id),
            )


def _cancelling(look: Look) -> Iterator[Due]:
    """Left in the last months, with a work permit that was still to run and is not cancelled."""
    days = look.number("D-CANCEL", "working_days")
    for gone in departures(look):
        running = [
            until for p in gone.permits
            if not p.cancelled_on and (until := full(p.valid_until)) and until > gone.left
        ]
        if running:
            latest = look.calendar.add(gone.left, days)
            yield Due(
                gone.stay.teacher, f"注销工作许可（{gone.left} 离任）", gone.left, latest,
                {"left": gone.left, "permit": max(running)}, part=str(gone.stay.id),
                note=look.calendar.note(gone.left, latest),
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
        over = facts.stay.outcome in LEFT and not facts.stay.exit_reported_on
        if over and ends and until and until > ends and until >= look.today:
            yield Due(
                facts.student, f"办理离校、居留注销或变更（{facts.stay.outcome}，{ends} 结束）",
                ends - timedelta(days=days), ends + timedelta(days=days),
                {"ended": ends, "outcome": facts.stay.outcome, "until": until},
            )


def _teacher_paper(today: date, kind: str, days: int) -> ForeignTeacher:
    return samples.teacher(today, papers={kind: {"valid_until": today + timedelta(days=days)}})


def _quitting(today: date, cancelled: date | None) -> ForeignTeacher:
    """Left three days ago, with a permit that had ninety days to run."""
    stay = {"left_on": today - timedelta(days=3)}
    paper = {"valid_until": today + timedelta(days=90), "cancelled_on": cancelled}
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
    DeadlineRule("D-PASSPORT", "护照换发", "有效期不足六个月时不能办签证、许可和居留延期。", _passports,
                 lambda t: _teacher_paper(t, "护照", 150), lambda t: _teacher_paper(t, "护照", 900)),
    DeadlineRule("D-CONTRACT", "外教续聘意向", "续聘与否要在许可延期之前定下来。", _contract,
                 _ending_contract, lambda t: _ending_contract(t, renewed="否")),
    DeadlineRule("D-INSURANCE", "保险续保", "保险中断期间发生的费用无人承担，学生不予注册。", _insurance,
                 lambda t: _teacher_paper(t, "保险", 40), lambda t: _teacher_paper(t, "保险", 300)),
    DeadlineRule("D-CANCEL", "外教离任注销工作许可", "聘用关系提前解除后须按工作日期限注销，否则影响单位再聘。",
                 _cancelling, lambda t: _quitting(t, None), lambda t: _quitting(t, t)),
    DeadlineRule("D-AGE18", "学生年满 18 周岁", "监护关系结束，登记的监护人应更新。", _coming_of_age,
                 lambda t: _seventeen(t, guardian="受托人"), _seventeen),
    DeadlineRule("D-STU-LEAVE", "结业、退学后离校", "毕业、结业、退学后限期离校，居留仍有效的办理注销或变更。", _leaving,
                 lambda t: _graduated(t, 60), lambda t: _graduated(t, -1)),
)
