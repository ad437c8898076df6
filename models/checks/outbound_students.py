"""派出学生: ready before they leave, and their credits recognised by the rules when they are back.

Nothing here is asked of 线上 programmes, and nothing of stays that are over (but their credits).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from models.checks import samples
from models.checks.base import Check, Finding, Look, full
from models.checks.deadline import DeadlineRule, Due
from models.entities.outbound_student import CreditTransfer, OutboundStudent, Placement
from models.partial_date import earliest, latest

ONLINE = "线上"
RECOGNISED = ("认定", "部分认定")
CREDIT_KINDS = ("交换", "双学位/联合培养")


def _leaving(look: Look) -> Iterator[tuple[Placement, date]]:
    """Stays that begin soon or are under way, with the first day; the student already read."""
    soon = look.today + timedelta(days=look.number("R-STU-13", "days_before"))
    def read() -> list[Placement]:
        rows = Placement.active(Placement, OutboundStudent).join(OutboundStudent).where(
            Placement.departed_on.begins_by(soon) & Placement.departed_on.reaches(look.since)
            & OutboundStudent.retired_at.is_null()
            & (Placement.returned_on.reaches(look.today)
               | (Placement.returned_on.is_null() & Placement.departed_on.reaches(look.today)))
        )
        return [row for row in rows if row.programme_kind != ONLINE]

    for row in look.once("placements", read):
        yield row, earliest(row.departed_on)


def _ready(look: Look) -> Iterator[Finding]:
    """A blank counts only where the office has begun to write that column; a 否 always does."""
    for stay, out in _leaving(look):
        faults = list(_faults(stay, look))
        if faults:
            yield Finding(
                stay.student, f"{out} 派出{stay.host_name or ''}：{'；'.join(faults)}。",
                {"out": out, "faults": faults}, part=str(stay.id),
            )


def _faults(stay: Placement, look: Look) -> Iterator[str]:
    if stay.fees_paid is False:
        yield "没有缴清学费"
    if stay.failed_courses:
        yield f"有 {stay.failed_courses:g} 门不及格"
    if stay.parent_consent_on is None and look.keeps(Placement.parent_consent_on):
        yield "没有家长同意书"
    if stay.pledge_on is None and look.keeps(Placement.pledge_on):
        yield "没有安全承诺书"
    until, back = full(stay.insurance_until), full(stay.returned_on)
    if stay.insurance_until is None:
        if not stay.insurance_no and look.keeps(Placement.insurance_until):
            yield "没有保险"
    elif until and back and until < back:
        yield f"保险 {until} 到期，早于返回日 {back}"


def _transfers(look: Look) -> list[tuple[CreditTransfer, date]]:
    """Courses of students who came back within the years looked at, with the day they did."""
    def read() -> list[tuple[CreditTransfer, date]]:
        back: dict[int, date] = {}
        stays = Placement.active().where(
            Placement.returned_on.within(look.since, look.today)
        ).order_by(Placement.returned_on)
        for stay in stays:
            if stay.programme_kind != ONLINE:
                back[stay.__data__["student"]] = latest(stay.returned_on)
        rows = CreditTransfer.active(CreditTransfer, OutboundStudent).join(OutboundStudent)
        return [
            (row, back[row.student.id])
            for row in rows.where(OutboundStudent.retired_at.is_null()) if row.student.id in back
        ]

    return look.once("credit transfers", read)


def _credits(look: Look) -> Iterator[Finding]:
    """Credits and lateness only while undecided or lately back: a decision made stands."""
    percent = look.number("R-STU-12", "percent")
    for row, back in _transfers(look):
        if row.decision == "不认定":
            continue
        if is_ideological(row, look):
            yield Finding(row.student, f"思政课“{row.own_course}”不得以境外课程认定。",
                          {"course": row.own_course, "decision": row.decision}, part=f"思政{row.id}")
            continue
        own = row.own_credits
        is_open = not row.decision or back >= look.recent
        if is_open and (counted := unequal_credits(row, look)) is not None:
            yield Finding(
                row.student, f"“{row.host_course}”折合 {counted:g} 学分，与“{row.own_course}”"
                f"的 {own:g} 学分相差超过 {percent}%。",
                {"host": counted, "own": own, "course": row.own_course}, part=f"学分{row.id}",
                severity="W",
            )
        limit, applied = application_ends(back, look), full(row.applied_on)
        if is_open and applied and applied > limit:
            yield Finding(
                row.student, f"“{row.own_course}”{applied} 才申请认定，{back} 返校的应在 {limit} 前申请。",
                {"applied": applied, "back": back}, part=f"期限{row.id}", severity="W",
            )


def is_ideological(row: CreditTransfer, look: Look) -> bool:
    """Whether the course here is one of 思政课: as written, else by its name."""
    if row.is_ideological is not None:
        return bool(row.is_ideological)
    words = look.words("R-STU-12", "ideological_words")
    return any(word in (row.own_course or "") for word in words)


def unequal_credits(row: CreditTransfer, look: Look) -> float | None:
    """What the course abroad is worth, where it differs too much from the one here; else None."""
    own, counted = row.own_credits, credits_of(row, look)
    if not own or counted is None:
        return None
    percent = look.number("R-STU-12", "percent")
    return counted if abs(counted - float(own)) * 100 > float(own) * percent else None


def credits_of(row: CreditTransfer, look: Look) -> float | None:
    """What the course abroad is worth here, by its hours or its own credits; None unknown.

    Of the two the nearer to the course here: schemes abroad weigh their credits differently.
    """
    hours = look.number("R-STU-12", "hours_per_credit")
    worth = [round(float(row.host_hours) / hours, 1)] if row.host_hours else []
    worth += [float(row.host_credits)] if row.host_credits is not None else []
    own = float(row.own_credits or 0)
    return min(worth, key=lambda each: abs(each - own), default=None)


def application_ends(back: date, look: Look) -> date:
    """So many weeks after the term begins that the student returns into, or after the return.

    Who comes back in the middle of a term has it counted from the next one.
    """
    weeks = timedelta(weeks=look.number("R-STU-12", "weeks"))
    starts = [
        date(year, *(int(part) for part in text.split("-")))
        for year in (back.year, back.year + 1) for text in look.words("R-STU-12", "term_starts")
    ]
    start = min(day for day in starts if day >= back - weeks)
    return max(start, back) + weeks


def _to_apply(look: Look) -> Iterator[Due]:
    """Back from an exchange with credits promised, and no course recognised yet."""
    rows = list(Placement.active(Placement, OutboundStudent).join(OutboundStudent).where(
        Placement.returned_on.within(look.recent, look.today)
        & Placement.programme_kind.in_(CREDIT_KINDS)
        & (Placement.credits_recognised == True)  # noqa: E712
        & OutboundStudent.retired_at.is_null()
    ))
    if not rows:
        return
    known: dict[int, list[CreditTransfer]] = defaultdict(list)
    for row in CreditTransfer.active().where(
        CreditTransfer.student.in_([stay.__data__["student"] for stay in rows])
    ):
        known[row.__data__["student"]].append(row)
    for stay in rows:
        back = full(stay.returned_on)
        if back and not known[stay.student.id]:
            yield Due(stay.student, f"申请学分认定（{back} 返校）", back,
                      application_ends(back, look), {"back": back}, part=str(stay.id))


def _reports(look: Look) -> Iterator[Due]:
    """Once the office writes the day of the report."""
    days = look.number("D-STU-BACK", "days")
    rows = Placement.active(Placement, OutboundStudent).join(OutboundStudent).where(
        Placement.returned_on.within(look.recent, look.today) & Placement.reported_on.is_null()
        & OutboundStudent.retired_at.is_null()
    )
    for stay in rows:
        back = full(stay.returned_on)
        if back and stay.programme_kind != ONLINE:
            yield Due(stay.student, f"返校报告与总结（{back} 返回）", back,
                      back + timedelta(days=days), {"back": back}, part=str(stay.id))


def _student(today: date, *, out: int, back: int, **facts: Any) -> OutboundStudent:
    """Away from one day to another, counted from today."""
    made = samples.kept(OutboundStudent(name="何青", sex="女", student_no=f"20240{len(facts)}{out}"))
    found: OutboundStudent = samples.with_line(
        made, Placement, country="KOR", host_name="示例大学", programme_kind="交换",
        departed_on=today + timedelta(days=out), returned_on=today + timedelta(days=back), **facts,
    )
    return found


def _transferred(today: date, **facts: Any) -> OutboundStudent:
    """Back for a month, with one course."""
    usual = {"host_course": "Nursing", "own_course": "护理学基础", "host_credits": 4,
             "own_credits": 4, "decision": "认定"}
    student = _student(today, out=-150, back=-30)
    found: OutboundStudent = samples.with_line(student, CreditTransfer, **{**usual, **facts})
    return found


def _returned(today: date, reported: date | None) -> OutboundStudent:
    """Back for a week; another student's report is written."""
    _student(today, out=-90, back=-20, reported_on=today, fees_paid=True)
    return _student(today, out=-80, back=-7, reported_on=reported)


def _back_with_credits(today: date, *, has_applied: bool) -> OutboundStudent:
    student = _student(today, out=-150, back=-7, credits_recognised=True)
    if has_applied:
        samples.with_line(student, CreditTransfer, host_course="Nursing", own_course="护理学基础")
    return student


OUTBOUND_STUDENT_CHECKS = (
    Check("R-STU-12", "学分认定", "E", OutboundStudent, "思政课不得认定，学分要相当，返校后限期申请。", _credits,
          lambda t: _transferred(t, own_course="形势与政策"), _transferred),
    Check("R-STU-13", "派出学生行前条件", "E", OutboundStudent, "缴清费用、没有挂科、家长同意、买好保险才能派出。", _ready,
          lambda t: _student(t, out=20, back=140, fees_paid=False),
          lambda t: _student(t, out=20, back=140, fees_paid=True)),
)

OUTBOUND_STUDENT_DEADLINES = (
    DeadlineRule("D-CREDITS", "学分认定申请", "返校当学期开学后限期申请，过期不予认定。", _to_apply,
                 lambda t: _back_with_credits(t, has_applied=False),
                 lambda t: _back_with_credits(t, has_applied=True)),
    DeadlineRule("D-STU-BACK", "派出学生返校报告", "返校后交总结，办理复学和学分认定。", _reports,
                 lambda t: _returned(t, None), lambda t: _returned(t, t),
                 needs=(Placement.reported_on,)),
)
