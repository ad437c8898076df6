"""The registry of checks and deadlines, and the functions that run them."""

from __future__ import annotations

from datetime import date, timedelta

from models.checks.agreements import AGREEMENT_CHECKS, AGREEMENT_DEADLINES
from models.checks.answers import Found, Place, Waiting, answers, holding
from models.checks.base import Check, Finding, Look
from models.checks.deadline import DeadlineRule
from models.checks.deadlines import PEOPLE_DEADLINES
from models.checks.events import EVENT_CHECKS, EVENT_DEADLINES
from models.checks.lodging import LODGING_CHECKS
from models.checks.ngo import GIFT_CHECKS, NGO_CHECKS, NGO_DEADLINES
from models.checks.outbound import PREPARATION_CHECKS
from models.checks.outbound_students import (
    OUTBOUND_STUDENT_CHECKS,
    OUTBOUND_STUDENT_DEADLINES,
)
from models.checks.overdue import OVERDUE_CHECKS
from models.checks.papers import PAPER_CHECKS
from models.checks.stay_deadlines import STAY_DEADLINES
from models.checks.student_life import STUDENT_LIFE_CHECKS
from models.checks.student_status import STUDENT_STATUS_CHECKS
from models.checks.students import STUDENT_CHECKS
from models.checks.task_deadlines import OFFICE_DEADLINES, YEARLY_DEADLINES
from models.checks.teacher_papers import TEACHER_PAPER_CHECKS
from models.checks.teachers import TEACHER_CHECKS
from models.checks.trip_budget import BUDGET_CHECKS
from models.checks.trip_deadlines import TRIP_DEADLINES
from models.checks.trip_limits import LIMIT_CHECKS
from models.checks.trip_people import PEOPLE_CHECKS
from models.checks.trip_publicity import PUBLICITY_CHECKS
from models.checks.trip_words import WORD_CHECKS
from models.checks.visits import VISIT_CHECKS, VISIT_DEADLINES
from models.entities.office import CheckAnswer
from models.entities.outbound_trip import OutboundTrip
from models.jobs import Progress, Silent

__all__ = [
    "CHECKS",
    "DEADLINES",
    "Check",
    "DeadlineRule",
    "Finding",
    "Found",
    "Look",
    "Waiting",
    "precheck",
    "run",
    "unchecked",
    "waiting",
]

CHECKS: tuple[Check, ...] = (
    *LIMIT_CHECKS, *PREPARATION_CHECKS, *PUBLICITY_CHECKS, *BUDGET_CHECKS, *PEOPLE_CHECKS,
    *WORD_CHECKS, *OVERDUE_CHECKS, *TEACHER_CHECKS,
    *TEACHER_PAPER_CHECKS, *LODGING_CHECKS, *STUDENT_CHECKS, *STUDENT_LIFE_CHECKS,
    *STUDENT_STATUS_CHECKS,
    *OUTBOUND_STUDENT_CHECKS, *AGREEMENT_CHECKS, *EVENT_CHECKS, *VISIT_CHECKS,
    *NGO_CHECKS, *GIFT_CHECKS, *PAPER_CHECKS,
)
"""Every rule. Adding one: its declaration in its theme's file, its line in checks.csv."""

DEADLINES: tuple[DeadlineRule, ...] = (
    *PEOPLE_DEADLINES, *STAY_DEADLINES, *OUTBOUND_STUDENT_DEADLINES, *TRIP_DEADLINES,
    *VISIT_DEADLINES, *EVENT_DEADLINES, *AGREEMENT_DEADLINES, *NGO_DEADLINES, *YEARLY_DEADLINES,
    *OFFICE_DEADLINES,
)
"""Every kind of deadline."""

_ORDER = {"E": 0, "W": 1, "I": 2}


def run(look: Look | None = None, progress: Progress | None = None) -> list[Found]:
    """Every finding, the gravest first, answered ones with their answer."""
    seen, known, told = look or Look(), answers(), progress or Silent()
    found: list[Found] = []
    for done, check in enumerate(CHECKS):
        told.step(done, len(CHECKS), check.label)
        found += [_found(check, finding, known) for finding in check.findings(seen)]
    return sorted(found, key=lambda each: _ORDER[each.severity])


def _found(check: Check, finding: Finding, known: dict[Place, CheckAnswer]) -> Found:
    asked = Found(check, finding)
    return Found(check, finding, holding(known, asked.place, finding.fingerprint))


def waiting(look: Look | None = None, *, days: int = 0) -> list[Waiting]:
    """Deadlines that are open, or will end within so many days; the most urgent first."""
    seen, known = look or Look(), answers()
    until = seen.today + timedelta(days=days)
    found: list[Waiting] = []
    for rule in DEADLINES:
        for due in rule.dues(seen):
            if due.opens <= seen.today or due.latest <= until:
                asked = Waiting(rule, due)
                found.append(Waiting(rule, due, holding(known, asked.place, due.fingerprint)))
    return sorted(found, key=lambda each: each.due.latest)


def precheck(trip: OutboundTrip, today: date | None = None) -> list[Found]:
    """What the rules say of one trip, unanswered, before its papers are printed."""
    look, known = Look(today, trip_id=trip.id), answers()
    found = [
        _found(check, finding, known) for check in CHECKS if check.entity is OutboundTrip
        for finding in check.findings(look) if finding.record == trip
    ]
    return sorted((f for f in found if not f.answer), key=lambda each: _ORDER[each.severity])


def unchecked(look: Look | None = None) -> list[str]:
    """One sentence for each rule and deadline that columns nobody keeps leave without an answer."""
    seen = look or Look()
    rules: tuple[Check | DeadlineRule, ...] = (*CHECKS, *DEADLINES)
    return [
        f"{rule.label}：{'、'.join(f'“{c.model.label}”的“{c.label}”' for c in rule.needs)}"
        "一栏全部为空，未检查。"
        for rule in rules if not seen.may_run(rule.needs)
    ]
