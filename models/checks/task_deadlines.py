"""Deadlines of the office's own year: plan, ledger, summary, file, daily reports."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from models import codes
from models.checks import samples
from models.checks.base import Look
from models.checks.deadline import DeadlineRule, Due
from models.entities.event import Event
from models.entities.inbound_visit import InboundVisit
from models.entities.ngo_activity import NgoActivity
from models.entities.outbound_trip import OutboundTrip
from models.entities.partner_school import Agreement
from models.entities.year_work import DailyReport, QuarterProgress, WorkTask
from models.entity import Entity

QUARTERS = ("第一季度", "第二季度", "第三季度", "第四季度")
_KEPT_DAYS = 10
"""A day that comes round stays so long after it has passed."""

_FILED: tuple[tuple[type[Entity], str, str], ...] = (
    (OutboundTrip, "archived_on", "returned_on"), (InboundVisit, "archived_on", "arrived_on"),
    (Event, "archived_on", "held_on"), (Agreement, "archive_no", "signed_on"),
    (NgoActivity, "archived_on", "ends_on"),
)
"""What goes to the archive: the column that says it did, and the day that gives its year."""


def _rounds(look: Look, rule: str, *, kept_days: int = _KEPT_DAYS) -> Iterator[tuple[date, date]]:
    """First and last day of what comes round: lately passed ones, then the next."""
    opens = look.number(rule, "opens")
    for year in (look.today.year - 1, look.today.year, look.today.year + 1):
        for text in look.words(rule, "on"):
            day = date(year, *(int(part) for part in text.split("-")))
            if look.today <= day + timedelta(days=kept_days):
                yield day - timedelta(days=opens), day
                if day >= look.today:
                    return


def _yearly(look: Look, rule: str, words: str, page: str) -> Iterator[Due]:
    for opens, day in _rounds(look, rule):
        yield Due(None, words, opens, day, {"on": day}, part=day.isoformat(), page=page)


def _year_plan(look: Look) -> Iterator[Due]:
    yield from _yearly(look, "D-YEAR-PLAN", "申报下一年度因公出访计划", "outbound_trip")


def _year_report(look: Look) -> Iterator[Due]:
    yield from _yearly(look, "D-YEAR-REPORT", "年度外事工作总结", "drafts")


def _self_check(look: Look) -> Iterator[Due]:
    yield from _yearly(look, "D-TEACHER-CHECK", "外教聘请工作自查", "forms")


def _quarter(look: Look) -> Iterator[Due]:
    """How many tasks lack the quarter's progress; a plain reminder where no tasks are kept."""
    for opens, day in _rounds(look, "D-QUARTER"):
        quarter = QUARTERS[(day.month - 1) // 3]
        tasks, lacks = _without_progress(day, quarter)
        if tasks and not lacks:
            continue
        names = "、".join(str(task.serial or task.title) for task in lacks[:6])
        more = f"等 {len(lacks)} 项" if len(lacks) > 6 else f"（共 {len(lacks)} 项）"
        said = f"，还缺任务 {names}{more}的进展" if lacks else ""
        yield Due(None, f"{quarter}台账{said}", opens, day, {"on": day}, part=day.isoformat(),
                  page="work_task" if tasks else "home",
                  ids=tuple(task.id for task in lacks))


def _without_progress(day: date, quarter: str) -> tuple[int, list[WorkTask]]:
    """Tasks of the year, and those of them with nothing written for a quarter.

    What was said to be 完成 in an earlier quarter of the year needs nothing more.
    """
    tasks = list(WorkTask.active().where(WorkTask.year == day.year)
                 .order_by(WorkTask.serial, WorkTask.id))
    said = QuarterProgress
    rows = (
        said.active(said.task, said.quarter, said.done, said.state)
        .join(WorkTask, on=said.task == WorkTask.id).where(WorkTask.year == day.year).tuples()
    )
    settled = {
        task for task, told, done, state in rows
        if (told == quarter and done) or (
            state == "完成" and told in QUARTERS[:QUARTERS.index(quarter)]
        )
    }
    return len(tasks), [task for task in tasks if task.id not in settled]


def _archive(look: Look) -> Iterator[Due]:
    """How much of the last year is not said to be filed, register by register.

    Said until the year is over. A plain reminder where no register has a day of filing; one
    register without any, beside others that have it, is not accused record by record.
    """
    kept = [
        (entity, getattr(entity, filed), getattr(entity, day)) for entity, filed, day in _FILED
        if look.keeps(getattr(entity, filed))
    ]
    if not kept:
        for opens, day in _rounds(look, "D-ARCHIVE"):
            yield Due(None, f"{day.year - 1} 年外事材料归档", opens, day, {"on": day},
                      part=day.isoformat(), page="outbound_trip")
        return
    for opens, day in _rounds(look, "D-ARCHIVE", kept_days=366):
        if day.year < look.today.year:
            continue
        year = day.year - 1
        for entity, filed, column in kept:
            if ids := _not_filed(entity, filed, column.startswith(f"{year}")):
                yield Due(
                    None, f"{year} 年{entity.label}归档，{len(ids):,} 条没有登记归档", opens, day,
                    {"on": day, "ids": ids}, part=f"{entity.key()} {year}", page=entity.key(),
                    ids=ids,
                )


def _not_filed(entity: type[Entity], filed: Any, of_year: Any) -> tuple[int, ...]:
    """What of a register should be in the archive and is not said to be; by id."""
    rows: Any = entity.active(entity.id).where((filed.is_null() | (filed == "")) & of_year)
    if entity is OutboundTrip:
        rows = rows.where(OutboundTrip.status.is_null() | (OutboundTrip.status != "取消"))
    if entity is InboundVisit:
        rows = rows.where(InboundVisit.country.is_null() | (InboundVisit.country != codes.HOME))
    return tuple(number for (number,) in rows.order_by(entity.id).tuples())


def _daily(look: Look) -> Iterator[Due]:
    """Days without a report of a kind of people since its first one lately; today's counts.

    Nothing once no report was made for so many days: the office has stopped keeping them.
    """
    since = look.today - timedelta(days=look.number("D-DAILY", "days"))
    told: dict[str, set[date]] = defaultdict(set)
    for row in DailyReport.active(DailyReport.day, DailyReport.person_kind).where(
        DailyReport.day.within(since, look.today)
    ):
        if isinstance(row.day, date):
            told[row.person_kind].add(row.day)
    lacks: dict[date, list[str]] = defaultdict(list)
    for kind, days in told.items():
        first = min(days)
        for day in (first + timedelta(days=n) for n in range((look.today - first).days + 1)):
            if day not in days:
                lacks[day].append(kind)
    if lacks:
        first = min(lacks)
        said = "、".join(
            f"{day.month}月{day.day}日{_of_kinds(lacks[day], told)}" for day in sorted(lacks)[:5]
        )
        more = f"等 {len(lacks)} 天" if len(lacks) > 5 else ""
        yield Due(None, f"补报涉外人员日报：{said}{more}", first, first, {"first": first},
                  part="daily", page="daily_report")


def _of_kinds(lacks: list[str], told: dict[str, set[date]]) -> str:
    """Which kinds a day lacks, where it does not lack them all."""
    return "" if len(lacks) == len(told) else f"（{'、'.join(lacks)}）"


def _any(today: date) -> Entity:
    return samples.staff(f"职工{today}")


def _task(today: date, done: str | None) -> Entity:
    """One task whose progress of the running quarter is written or not."""
    task = samples.kept(WorkTask(year=today.year, serial=1, title="拓展合作院校"))
    quarter = QUARTERS[(today.month - 1) // 3]
    samples.with_line(task, QuarterProgress, quarter=quarter, done=done, state="推进中")
    return _any(today)


def _last_year(today: date, filed: bool) -> Entity:
    """A trip of last year, and one in the archive."""
    ahead = (date(today.year - 1, 5, 10) - today).days
    samples.trip(today, ahead=ahead, title="已归档团", archived_on=today)
    return samples.trip(today, ahead=ahead, people=(samples.staff("吴存"),),
                        archived_on=today if filed else None)


def _reports(today: date, *days_ago: int) -> Entity:
    for ago in days_ago:
        samples.kept(DailyReport(day=today - timedelta(days=ago), person_kind="外籍教师",
                                 registered=0, is_zero=True))
    return _any(today)


YEARLY_DEADLINES = (
    DeadlineRule("D-YEAR-PLAN", "年度出访计划", "计划外团组难以获批。", _year_plan, _any, _any),
    DeadlineRule("D-YEAR-REPORT", "年度总结", "日期以本单位当年责任书为准。", _year_report, _any, _any),
    DeadlineRule("D-QUARTER", "季度台账", "日期以本单位当年责任书为准。", _quarter,
                 lambda t: _task(t, None), lambda t: _task(t, "新签两份协议")),
    DeadlineRule("D-TEACHER-CHECK", "外教聘请自查", "各地年检时间不同，以当年通知为准。", _self_check, _any, _any),
    DeadlineRule("D-ARCHIVE", "归档", "上一年的团组、来访、活动、协议材料在次年六月前移交档案馆。", _archive,
                 lambda t: _last_year(t, False), lambda t: _last_year(t, True)),
)
"""What comes round by the calendar; where the office keeps the records, only while some lack."""

OFFICE_DEADLINES = (
    DeadlineRule("D-DAILY", "涉外人员日报", "日报断了一天，零报告就不能证明平安。", _daily,
                 lambda t: _reports(t, 3, 1, 0), lambda t: _reports(t, 3, 2, 1, 0)),
)
"""What the office owes by itself, with no record to open."""
