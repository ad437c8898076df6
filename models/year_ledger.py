"""年度台账: last quarter's words carried over, the year assembled, and a day's heads proposed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from peewee import fn

from models import store
from models.codes import HMT, figures
from models.entities.foreign_teacher import Engagement, TeacherDocument
from models.entities.international_student import (
    Enrolment,
    InternationalStudent,
    StudentDocument,
)
from models.entities.year_work import DailyReport, QuarterProgress, WorkTask
from models.errors import UserError
from models.indicators import Figure, Period, indicator_by_id
from models.indicators.students import registered_on
from models.indicators.year_work import QUARTERS, quarter, year_to

__all__ = [
    "PERSON_KINDS", "Carried", "YearOfTask", "assemble", "carry_over", "confirm_day",
    "figures_in", "gaps", "missing_days", "next_quarter", "on_the_books", "propose_day",
    "registered", "said",
]

PERSON_KINDS = ("外籍教师", "外国留学生", "港澳台教师", "港澳台学生")
"""The kinds that every day's report has (零报告 too); families and guests only when there are any."""
_PAPERS = ("护照", "签证", "居留许可", "工作许可")
_NAMED = re.compile(r"\{([^{}]+)\}")


@dataclass(frozen=True)
class Carried:
    """A task without a report for a quarter, and the unsaved one proposed from the last."""

    task: Any
    quarter: str
    proposal: Any
    from_quarter: str
    """"" when no earlier quarter has anything."""


def _lines(tasks: Sequence[Any]) -> dict[int, dict[str, Any]]:
    """Task id → quarter → its report; the later entered one where a quarter has two."""
    found: dict[int, dict[str, Any]] = {task.id: {} for task in tasks}
    query = QuarterProgress.active().where(QuarterProgress.task.in_(list(found)))
    for line in query.order_by(QuarterProgress.id):
        found[line.task_id][line.quarter] = line
    return found


def _tasks(year: int) -> list[Any]:
    return list(WorkTask.active().where(WorkTask.year == year)
                .order_by(WorkTask.serial.asc(nulls="LAST"), WorkTask.id))


def carry_over(year: int, number: int) -> list[Carried]:
    """Every task that lacks a report for the quarter, with last quarter's words as a proposal.

    A finished task stays finished; what was 未启动, 推进中 or 滞后 has to be stated anew.
    """
    tasks = _tasks(year)
    lines, wanted = _lines(tasks), QUARTERS[number - 1]
    found = []
    for task in tasks:
        if wanted in lines[task.id]:
            continue
        before = next((lines[task.id][name] for name in reversed(QUARTERS[:number - 1])
                       if name in lines[task.id]), None)
        found.append(Carried(task, wanted, proposed(task, wanted, before),
                             before.quarter if before else ""))
    return found


def proposed(task: Any, wanted: str, before: Any) -> Any:
    """An unsaved report for a quarter with the words of an earlier one."""
    if before is None:
        return QuarterProgress(task=task, quarter=wanted)
    return QuarterProgress(
        task=task, quarter=wanted, done=before.next_steps or before.done,
        evidence=before.evidence, problems_met=before.problems_met,
        next_steps=before.next_steps, state="完成" if before.state == "完成" else None,
    )


def next_quarter(task: Any, lines: Sequence[Any]) -> tuple[Any, str]:
    """The unsaved report of the first quarter that no line has, and the quarter it comes from."""
    by_quarter = {line.quarter: line for line in lines}
    wanted = next((name for name in QUARTERS if name not in by_quarter), None)
    if wanted is None:
        return None, ""
    before = next((by_quarter[name] for name in reversed(QUARTERS[:QUARTERS.index(wanted)])
                   if name in by_quarter), None)
    return proposed(task, wanted, before), before.quarter if before else ""


@dataclass(frozen=True)
class YearOfTask:
    """One task with the year's reports put together. lacking: quarters without a report."""

    task: Any
    lines: tuple[Any, ...]
    lacking: tuple[str, ...]

    def told(self, name: str) -> str:
        """A field of the four quarters in order; but for 进展, repetitions are left out."""
        parts, last = [], ""
        for line in self.lines:
            text = said(getattr(line, name), year_to(_end(line)))
            if text and (name == "done" or text != last):
                parts.append(f"{line.quarter}：{text}")
            last = text or last
        return "\n".join(parts)

    @property
    def last(self) -> Any:
        """The latest report; None when there is none."""
        return self.lines[-1] if self.lines else None


def assemble(year: int, *, until: int = 4) -> list[YearOfTask]:
    """The year's report from the quarters up to `until`, task by task."""
    tasks = _tasks(year)
    lines = _lines(tasks)
    asked = QUARTERS[:until]
    return [
        YearOfTask(task, tuple(lines[task.id][name] for name in asked if name in lines[task.id]),
                   tuple(name for name in asked if name not in lines[task.id]))
        for task in tasks
    ]


def gaps(year: int, *, until: int = 4) -> list[tuple[Any, str, str]]:
    """What is still lacking: task, quarter, and what (进展 or its 完成状态)."""
    found = []
    for one in assemble(year, until=until):
        found += [(one.task, name, "没有填报") for name in one.lacking]
        found += [(one.task, line.quarter, "进展未写") for line in one.lines if not line.done]
        found += [(one.task, line.quarter, "完成状态未填") for line in one.lines if not line.state]
    return found


def _end(line: Any) -> date:
    return quarter(int(line.task.year), QUARTERS.index(line.quarter) + 1).end


def figures_in(text: str | None, period: Period) -> dict[str, Figure]:
    """The figures that a text names in braces, by what stands there (id or Chinese label)."""
    found = {}
    for word in _NAMED.findall(text or ""):
        try:
            found[word] = indicator_by_id(figures().code_of(word.strip())).at(period)
        except (ValueError, LookupError):
            continue
    return found


def said(text: str | None, period: Period) -> str:
    """A text with the figures it names put in: {trips.groups} becomes 因公出国（境）团组数3批."""
    known = figures_in(text, period)
    return _NAMED.sub(
        lambda match: match[0] if match[1] not in known else
        f"{known[match[1]].label}{known[match[1]].value():,}{known[match[1]].unit}", text or "")


# 日报


def _on(day: date, indicator: str) -> Figure:
    return indicator_by_id(indicator).at(Period.as_of(day))


def propose_day(day: date) -> list[Any]:
    """The day's reports as the registers have it, unsaved: one for each kind, zeros included.

    Who is off campus is carried over from the day before; 入境, 返校, 异常 only people know, so
    they begin at 0. A kind that has a report already is left out.
    """
    kept = {r.person_kind for r in DailyReport.active().where(DailyReport.day == day.isoformat())}
    before = _before(day)
    return [_proposal(day, kind, before.get(kind)) for kind in PERSON_KINDS if kind not in kept]


def _before(day: date) -> dict[str, Any]:
    """Each kind's last report before a day."""
    found = {}
    yesterday = (day - timedelta(days=1)).isoformat()
    for report in DailyReport.active().where(DailyReport.day == yesterday):
        found[report.person_kind] = report
    return found


def on_the_books(day: date, kind: str) -> Any:
    """The contracts or stays of one kind of person on a day; who is struck off is not there."""
    if kind in ("外籍教师", "港澳台教师"):
        prefix = "" if kind == "外籍教师" else "hmt_"
        return _on(day, f"teachers.{prefix}at_year_end").query()
    if kind == "外国留学生":
        return _on(day, "students.at_end").query()
    return registered_on(day).where(InternationalStudent.nationality.in_(HMT))


def registered(day: date, kind: str) -> int:
    """在册 of one kind on a day, by the registers; each person once."""
    person = Engagement.teacher if kind.endswith("教师") else Enrolment.student
    found = on_the_books(day, kind).select(fn.COUNT(person.distinct())).tuples().first()
    return int(found[0] or 0)


def _proposal(day: date, kind: str, before: Any) -> Any:
    whole = registered(day, kind)
    places = {"in_province": 0, "other_provinces": 0, "abroad": 0}
    left = whole
    for name in places:
        places[name] = min(left, (getattr(before, name) or 0) if before else 0)
        left -= places[name]
    on_leave = min(whole, (before.on_leave or 0) if before else 0)
    return DailyReport(
        day=day, person_kind=kind, registered=whole, on_campus=left, entered=0, returned=0,
        on_leave=on_leave, abnormal=0, expiring=_expiring(day, kind),
        is_zero=not any((on_leave, *places.values())), **places,
    )


def _expiring(day: date, kind: str) -> int:
    """People of a kind on the books whose passport, visa or permit ends within 30 days."""
    is_teacher = kind.endswith("教师")
    paper: Any = TeacherDocument if is_teacher else StudentDocument
    owner = TeacherDocument.teacher if is_teacher else StudentDocument.student
    people = on_the_books(day, kind).select(Engagement.teacher if is_teacher
                                             else Enrolment.student)
    newer = paper.alias()
    ending = paper.active(fn.COUNT(owner.distinct())).where(
        owner.in_(people) & paper.kind.in_(_PAPERS)
        & paper.valid_until.within(day, day + timedelta(days=30))
        & ~fn.EXISTS(newer.select(newer.id).where(
            (getattr(newer, owner.name) == owner) & (newer.kind == paper.kind)
            & newer.retired_at.is_null() & (newer.valid_until > paper.valid_until))))
    return int(ending.scalar() or 0)


def confirm_day(reports: Sequence[Any], *, reporter: str, checked_by: str) -> list[Any]:
    """Keep a day's looked-through reports with who reported and who checked, all at once.

    UserError when the heads of one do not add up, or a kind has a report for the day already.
    """
    for report in reports:
        placed = sum(getattr(report, name) or 0 for name in
                     ("on_campus", "in_province", "other_provinces", "abroad"))
        if placed != report.registered:
            raise UserError(
                f"{report}：在册{report.registered}人，而在校、校外和境外共{placed}人",
                "请核对各栏人数，使在册＝在校＋省内校外＋省外＋在境外",
            )
        if DailyReport.active().where(
                (DailyReport.day == report.day.isoformat())
                & (DailyReport.person_kind == report.person_kind)).exists():
            raise UserError(f"{report}：当天已有日报", "请在涉外人员日报中修改原有的一条")
        report.reporter, report.checked_by = reporter, checked_by
    with store.batch("确认涉外人员日报", source="日报"):
        for report in reports:
            store.save(report)
    return list(reports)


def missing_days(period: Period, *, until: date | None = None) -> list[tuple[date, str]]:
    """连续天数不可缺: days between the first report of the period and its last (or `until`)
    on which a kind has none."""
    seen = {
        (report.day, report.person_kind) for report in DailyReport.active().where(
            DailyReport.day.between(period.start.isoformat(), period.end.isoformat()))
    }
    days = [day for day, _ in seen if isinstance(day, date)]
    if not days:
        return []
    return [(day, kind) for day in _each_day(min(days), until or max(days))
            for kind in PERSON_KINDS if (day, kind) not in seen]


def _each_day(start: date, end: date) -> Iterator[date]:
    for number in range((end - start).days + 1):
        yield start + timedelta(days=number)
