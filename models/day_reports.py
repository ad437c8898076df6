"""日报补齐: which days lack reports, what the registers propose for one, and keeping a stretch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from models import store
from models.codes import HOME
from models.entities.foreign_teacher import Engagement
from models.entities.inbound_visit import InboundVisit
from models.entities.international_student import Enrolment
from models.entities.year_work import DailyReport
from models.errors import UserError
from models.jobs import Progress, Silent
from models.year_ledger import PERSON_KINDS, confirm_day, on_the_books, propose_day

GUESTS = "短期来访"
LONGEST = 400
"""Days that one look may span: a year and a little."""
_VISIT_DAYS = 60
"""Guests who came longer ago are no short visitors any more."""

PLACES = ("on_campus", "in_province", "other_provinces", "abroad")
FLOWS = ("entered", "returned", "on_leave", "abnormal")


@dataclass(frozen=True)
class DayState:
    """One day of a stretch. lacking: the kinds of person that still need a report."""

    day: date
    kept: int
    lacking: tuple[str, ...]

    @property
    def words(self) -> str:
        """How the day stands."""
        if not self.lacking:
            return "✓ 已报"
        return "! 未报" if not self.kept else f"! 缺{'、'.join(self.lacking)}"


@dataclass(frozen=True)
class Proposal:
    """One unsaved report, and what in the registers it follows from."""

    report: Any
    why: str


@dataclass(frozen=True)
class Kept:
    """What became of a stretch: days kept, and days left out because something happened."""

    days: tuple[date, ...]
    left_out: tuple[date, ...]


def stretch(year: int, *, today: date) -> tuple[date, date]:
    """Where the gaps of a year are to be looked for: from its first report to today or its end.

    A year without any report begins where it ends: with the latest day.
    """
    last = min(today, date(year, 12, 31))
    days = [one.day for one in DailyReport.active(DailyReport.day).where(
        DailyReport.day.between(f"{year}-01-01", last.isoformat()))]
    first = min((day for day in days if isinstance(day, date)), default=last)
    return first, max(first, last)


def states(first: date, last: date) -> list[DayState]:
    """Every day of a stretch. UserError when it runs backwards or over more than a year."""
    count = (last - first).days + 1
    if count < 1 or count > LONGEST:
        raise UserError("起止日期不对。", f"止日应不早于起日，且不超过{LONGEST}天。")
    found: dict[date, set[str]] = {}
    query = DailyReport.active(DailyReport.day, DailyReport.person_kind).where(
        DailyReport.day.between(first.isoformat(), last.isoformat()))
    for day, kind in query.tuples():
        found.setdefault(day, set()).add(kind)
    days = [first + timedelta(days=number) for number in range(count)]
    return [
        DayState(day, len(found.get(day, ())),
                 tuple(kind for kind in PERSON_KINDS if kind not in found.get(day, ())))
        for day in days
    ]


def kept_on(day: date) -> list[Any]:
    """The reports of a day, in the order of the sheet."""
    order = list(DailyReport.field_named("person_kind").option_words())
    found = DailyReport.active().where(DailyReport.day == day.isoformat())
    return sorted(found, key=lambda one: (order.index(one.person_kind), one.id))


def proposals(day: date) -> list[Proposal]:
    """What the registers say of a day, one for each kind that lacks a report.

    Who appears in a register for the first time is proposed as 入境; guests of a visit that day
    are a line of their own. 返校, 请假 and 异常 only people know: they begin at 0 or as yesterday.
    """
    found = []
    for report in propose_day(day):
        before, now = (_people(each, report.person_kind) for each in (_yesterday(day), day))
        fresh = _first_time(day, report.person_kind, now - before)
        report.entered = len(fresh)
        report.is_zero = is_quiet(report)
        found.append(Proposal(report, _why(len(now - before), len(before - now), len(fresh))))
    guests = _guests(day)
    return found if guests is None else [*found, guests]


def is_quiet(report: Any) -> bool:
    """Whether nothing happened that day: 零报告."""
    return not any(getattr(report, name) for name in FLOWS)


def confirm(reports: Sequence[Any], *, reporter: str, checked_by: str) -> None:
    """Keep one day as it was looked through; 零报告 follows from the numbers.

    UserError when nobody has signed, or heads do not add up.
    """
    _signed(reporter, checked_by)
    for report in reports:
        report.is_zero = is_quiet(report)
    confirm_day(reports, reporter=reporter.strip(), checked_by=checked_by.strip())


def confirm_stretch(
    days: Sequence[date], *, reporter: str, checked_by: str, progress: Progress | None = None,
) -> Kept:
    """Keep the quiet days as 零报告, all in one batch; days with movements are left out.

    UserError when nobody has signed, or a day's heads do not add up; then nothing is kept.
    """
    _signed(reporter, checked_by)
    progress = progress or Silent()
    quiet, moved = [], []
    ordered = sorted(days)
    with store.batch(f"补齐{len(ordered)}天涉外人员日报", source="日报"):
        for done, day in enumerate(ordered):
            progress.step(done, len(ordered), day.isoformat())
            found = proposals(day)
            if not found:
                continue
            if not all(is_quiet(one.report) for one in found):
                moved.append(day)
                continue
            confirm([one.report for one in found], reporter=reporter, checked_by=checked_by)
            quiet.append(day)
    return Kept(tuple(quiet), tuple(moved))


def last_signed() -> tuple[str, str]:
    """Who reported and who checked the latest day; blanks before the first."""
    one = DailyReport.active().where(DailyReport.reporter.is_null(False)).order_by(
        DailyReport.day.desc(), DailyReport.id.desc()).first()
    return ("", "") if one is None else (one.reporter or "", one.checked_by or "")


def _signed(reporter: str, checked_by: str) -> None:
    for words, name in ((reporter, "报告人"), (checked_by, "审核人")):
        if not words.strip():
            raise UserError(f"{name}没有填写。", "日报须有报告人和审核人，填好后再确认。")


def _yesterday(day: date) -> date:
    return day - timedelta(days=1)


def _person(kind: str) -> Any:
    return Engagement.teacher if kind.endswith("教师") else Enrolment.student


def _people(day: date, kind: str) -> set[int]:
    """Ids of the people of a kind on the books on a day."""
    return {row[0] for row in on_the_books(day, kind).select(_person(kind)).tuples()}


def _first_time(day: date, kind: str, people: set[int]) -> set[int]:
    """Those of them whose very first contract or stay begins that day."""
    line: Any = Engagement if kind.endswith("教师") else Enrolment
    begins = line.engaged_from if kind.endswith("教师") else line.enrolled_from
    earlier = line.active(_person(kind)).where(
        _person(kind).in_(people) & (begins < day.isoformat()))
    return people - {row[0] for row in earlier.tuples()} if people else set()


def _why(joined: int, left: int, fresh: int) -> str:
    known = joined - fresh
    said = (f"首次在册{fresh}人，按入境提出" if fresh else "", f"续聘、续学{known}人" if known else "",
            f"较前一日减少{left}人" if left else "")
    return "；".join(words for words in said if words) or "名册与前一日相同"


def _guests(day: date) -> Proposal | None:
    """The visitors of a day; None when nobody visits or they have a report."""
    if any(one.person_kind == GUESTS for one in kept_on(day)):
        return None
    came: list[tuple[Any, bool]] = []
    for visit in InboundVisit.active().where(
            InboundVisit.arrived_on.within(day - timedelta(days=_VISIT_DAYS), day)):
        arrived, left = visit.arrived_on, visit.left_on or visit.arrived_on
        exact = isinstance(arrived, date) and isinstance(left, date)
        if exact and arrived <= day <= left and visit.country not in (None, HOME):
            came.append((visit, arrived == day))
    heads = sum(visit.head_count or 0 for visit, _ in came)
    if not heads:
        return None
    entered = sum(visit.head_count or 0 for visit, is_new in came if is_new)
    report = DailyReport(
        day=day, person_kind=GUESTS, registered=heads, on_campus=heads, in_province=0,
        other_provinces=0, abroad=0, entered=entered, returned=0, on_leave=0, abnormal=0,
        expiring=0, is_zero=not entered,
    )
    return Proposal(report, "、".join(visit.title for visit, _ in came))
