"""学籍异动 against 离校日期 and 学籍状态: the same person must not be here by one and gone by the other."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from models.checks import samples
from models.checks.base import Check, Finding, Look
from models.checks.student_facts import LEFT, StudentFacts, students
from models.entities.international_student import InternationalStudent, StatusChange
from models.partial_date import earliest, latest

_TURNS = (*LEFT, "休学", "复学")


def _changes(look: Look) -> dict[int, list[StatusChange]]:
    """By student, in the order of the days: the changes that strike off or take back."""
    found: dict[int, list[StatusChange]] = {}
    asked = StatusChange.active().where(
        StatusChange.kind.in_(_TURNS)
        & StatusChange.student.in_([facts.student.id for facts in students(look)]))
    for change in asked.order_by(StatusChange.happened_on, StatusChange.id):
        found.setdefault(change.__data__["student"], []).append(change)
    return found


def _disagree(look: Look) -> Iterator[Finding]:
    """Only what makes numbers differ: gone by the change, and still here by the stay."""
    spare = timedelta(days=look.number("R-STU-14", "days"))
    changes = look.once("status changes", lambda: _changes(look))
    for facts in students(look):
        begun = earliest(facts.stay.enrolled_from)
        turns = [c for c in changes.get(facts.student.id, ())
                 if latest(c.happened_on) >= begun and earliest(c.happened_on) <= look.today]
        if turns and turns[-1].kind != "复学":
            yield from _of_stay(facts, turns[-1], spare)


def _of_stay(facts: StudentFacts, last: StatusChange, spare: timedelta) -> Iterator[Finding]:
    stay, until = facts.stay, facts.stay.enrolled_until
    said = f"{last.happened_on} {last.kind}"
    values = {"change": last.happened_on, "kind": last.kind, "until": until,
              "outcome": stay.outcome}
    if last.kind in LEFT and (until is None or earliest(until) > latest(last.happened_on) + spare):
        stands = "没有填离校日期" if until is None else f"离校日期仍是 {until}"
        yield Finding(
            facts.student, f"学籍异动 {said}，{stands}；按离校日期统计的表还把他计入在校，请改离校日期。",
            values, part="离校日期")
    if stay.outcome == "在读":
        yield Finding(facts.student, f"学籍异动 {said}，学籍状态仍是“在读”；请改学籍状态，或补登复学。",
                      values, part="学籍状态")


def _left(today: date, **stay: object) -> InternationalStudent:
    """One who left forty days ago by the change, and by the stay as said."""
    day = today - timedelta(days=40)
    facts = {"enrolled_until": day, "outcome": "退学", **stay}
    found: InternationalStudent = samples.with_line(
        samples.student(today, enrolled=facts), StatusChange, happened_on=day, kind="退学")
    return found


STUDENT_STATUS_CHECKS = (
    Check("R-STU-14", "学籍异动与离校日期不一致", "W", InternationalStudent,
          "高基报表、日报按学籍异动除名，影响力表、简明统计按离校日期计；两处不一致，同一批人数就不同。", _disagree,
          lambda t: _left(t, enrolled_until=t + timedelta(days=300)), _left),
)
