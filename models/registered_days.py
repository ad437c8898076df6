"""在册 day by day: 今日＝昨日＋新增－减少, the reports' change against that of the registers."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from models.entities.foreign_teacher import Engagement
from models.entities.international_student import Enrolment, StatusChange
from models.partial_date import earliest, latest
from models.year_ledger import PERSON_KINDS, on_the_books

_DAY = timedelta(days=1)
_OF_TEACHERS = (Engagement.engaged_from, Engagement.engaged_until, Engagement.left_on)
_OF_STUDENTS = (Enrolment.enrolled_from, Enrolment.enrolled_until, StatusChange.happened_on)


@dataclass(frozen=True)
class Jump:
    """A day whose 在册 is not that of the day before and what the registers added and took."""

    report: Any
    before: Any
    joined: int
    left: int

    @property
    def words(self) -> str:
        """2025-12-19 外国留学生：昨日17＋新增1－减少0≠今日17."""
        return (f"{self.report}：昨日{self.before.registered}＋新增{self.joined}"
                f"－减少{self.left}≠今日{self.report.registered}")


def jumps(reports: Sequence[Any]) -> list[Jump]:
    """The days on which 在册 changed otherwise than the registers, in the order of the days.

    Only days of which the day before has a report of the same kind; of families and short visits
    there is no register.
    """
    found: list[Jump] = []
    for kind in PERSON_KINDS:
        by_day = {each.day: each for each in reports
                  if each.person_kind == kind and isinstance(each.day, date)}
        books = _Books(kind, sorted(by_day))
        for day, report in by_day.items():
            before = by_day.get(day - _DAY)
            if before is None or None in (report.registered, before.registered):
                continue
            yesterday, today = books.people(day - _DAY), books.people(day)
            joined, left = len(today - yesterday), len(yesterday - today)
            if report.registered != before.registered + joined - left:
                found.append(Jump(report, before, joined, left))
    return sorted(found, key=lambda jump: (jump.report.day, jump.report.id))


class _Books:
    """Who is on the books of one kind: asked of the registers only where anything can change."""

    def __init__(self, kind: str, days: Sequence[date]) -> None:
        self._kind = kind
        self._person: Any = Engagement.teacher if kind.endswith("教师") else Enrolment.student
        self._turns = _turns(kind, days[0], days[-1]) if days else []
        self._known: dict[int, frozenset[int]] = {}

    def people(self, day: date) -> frozenset[int]:
        """Ids of the people on the books on a day."""
        since = bisect_right(self._turns, day)
        if since not in self._known:
            query = on_the_books(day, self._kind).select(self._person)
            self._known[since] = frozenset(row[0] for row in query.tuples())
        return self._known[since]


def _turns(kind: str, first: date, last: date) -> list[date]:
    """The days between two on which somebody may come onto the books or leave them.

    A span begins or ends with any day that its partial dates can mean, and its last day counts.
    """
    turns = set()
    for column in _OF_TEACHERS if kind.endswith("教师") else _OF_STUDENTS:
        rows = column.model.active(column).where(column.is_null(False)).distinct().tuples()
        for (day,) in rows:
            turns |= {earliest(day), latest(day), _after(latest(day))}
    return sorted(turn for turn in turns if first <= turn <= last)


def _after(day: date) -> date:
    return day + _DAY if day < date.max else day
