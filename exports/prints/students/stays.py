"""Which period of study a paper is about: the question, its answer, and the state on a day."""

from __future__ import annotations

from datetime import date

from exports.prints.printable import Option, Wishes
from models.entities.international_student import Enrolment, InternationalStudent
from models.partial_date import earliest, latest, to_text


def enrolments(student: InternationalStudent) -> list[Enrolment]:
    """The periods of study, newest first."""
    periods: list[Enrolment] = student.lines(Enrolment)
    return sorted(periods, key=lambda e: (to_text(e.enrolled_from), e.id), reverse=True)


def stay_option(student: InternationalStudent) -> tuple[Option, ...]:
    """学籍段, the one under way at first; no question while there is none."""
    periods = enrolments(student)
    if not periods:
        return ()
    choices = tuple((str(e.id), _period_words(e)) for e in periods)
    today = date.today()
    current = next((e for e in periods if state_of(e, today) == "studying"), periods[0])
    return (Option("enrolment", "学籍段", "choice", str(current.id), choices, per_record=True),)


def _period_words(period: Enrolment) -> str:
    kind = type(period).enrolled_from
    days = f"{kind.show(period.enrolled_from)} 至 {kind.show(period.enrolled_until) or '今'}"
    return "  ".join(part for part in (period.study_kind, days, period.programme) if part)


def chosen(student: InternationalStudent, wishes: Wishes) -> Enrolment | None:
    """The period that was picked; None while the student has none."""
    periods = enrolments(student)
    return next((e for e in periods if str(e.id) == wishes.get("enrolment")), None)


def state_of(period: Enrolment, day: date) -> str:
    """studying, leave (休学), ended or admitted (not yet come), as seen on a day."""
    if earliest(period.enrolled_from) > day:
        return "admitted"
    has_passed = period.enrolled_until is not None and latest(period.enrolled_until) < day
    if has_passed or period.outcome in ("毕业", "结业", "退学", "转学"):
        return "ended"
    return "leave" if period.outcome == "休学" else "studying"
