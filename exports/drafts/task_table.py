"""S4: the ledger's table, a row for each task with what the quarter (or the year) brought."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from exports.drafts.base import OpenPoint, Reminder
from exports.drafts.blocks import Content, Run, Table
from exports.drafts.phrases import number_text, printed
from exports.drafts.terms import QUARTER, YEAR, Term
from exports.drafts.tokens import Facts, Token
from models import year_ledger
from models.codes import figures
from models.entities.partner_school import Agreement
from models.entities.year_work import WorkTask
from models.indicators import indicator_by_id
from models.indicators.base import Period
from models.indicators.year_work import QUARTERS
from models.partial_date import chinese

COLUMNS = (
    "序号", "主要任务", "分管领导", "牵头处室", "配合处室", "实施单位", "本季进展", "支撑数据", "完成率",
    "问题", "下季安排", "更新日期",
)
WIDTHS = (8.0, 28.0, 14.5, 18.0, 18.0, 15.0, 36.0, 27.0, 14.0, 17.0, 17.0, 12.5)
_CENTRED = (0, 2, 8, 11)

DAYS_AFTER_QUARTER = 10
"""A quarter is reported within so many days of its end (季末 10 日内)."""
YEARLY_REPORT = (12, 15)
"""Month and day of the reminder of the year's report, which is due at the end of December."""
BEFORE_END = (45, 30)
"""Days before an agreement ends: when its closing report is spoken of, and when it is due."""
LATE_FOR = 30
"""A day that is longer past is not brought up any more."""

_NAMED = re.compile(r"\{([^{}]+)\}")
_STATED = re.compile(r"(?:完成率|完成|进度)(?:已|约|达到|达|为|\s)*(\d+(?:\.\d+)?)\s*[%％]")


def until(term: Term) -> int:
    """Up to which quarter the reports of a term go."""
    return term.number if term.kind == QUARTER else len(QUARTERS)


def report_of(one: year_ledger.YearOfTask, term: Term) -> Any:
    """A task's report of the term: the quarter's own, or the year's last; None for none."""
    if term.kind == YEAR:
        return one.last
    return next((line for line in one.lines if line.quarter == QUARTERS[term.number - 1]), None)


def task_tables(facts: Facts) -> Iterator[Table]:
    """The ledger as one table; without tasks there is none."""
    term = facts.term
    listed = year_ledger.assemble(term.year, until=until(term))
    rows = tuple(_row(number, one, facts) for number, one in enumerate(listed, 1))
    if not rows:
        return
    is_year = term.kind == YEAR
    columns = tuple(
        {"本季进展": "全年进展", "下季安排": "下年安排"}.get(name, name) if is_year else name
        for name in COLUMNS
    )
    yield Table(
        columns, rows, WIDTHS,
        note="支撑数据为截至本期末的本年累计数，时点数取期末；完成率按填报状态计：完成为100%，未启动为0%，推进中和滞后"
             "取进展中写明的完成率。",
        alignments=tuple("center" if each in _CENTRED else "left" for each in range(len(columns))),
        small=True,
    )


def _row(serial: int, one: year_ledger.YearOfTask, facts: Facts) -> tuple[Content, ...]:
    task, line = one.task, report_of(one, facts.term)

    def told(name: str) -> str:
        if line is None:
            return ""
        return one.told(name) if facts.term.kind == YEAR else getattr(line, name) or ""

    return (
        str(task.serial or serial), printed(task.title), task.leader or "", task.lead_office or "",
        task.helping_offices or "", task.units or "",
        _with_figures(told("done"), facts) if line else "未填报",
        _evidence(task, told("evidence"), facts),
        share_of(line), _with_figures(told("problems_met"), facts),
        _with_figures((line.next_steps if line else "") or "", facts),
        _day(line.reported_on, facts) if line is not None and line.reported_on else "",
    )


def _day(day: Any, facts: Facts) -> str:
    """The day without the year that stands in the title."""
    return chinese(day).removeprefix(f"{facts.year}年")


def share_of(line: Any) -> str:
    """完成率 of a report: by its state, else as its 进展 states it; 推进中 where it does not."""
    if line is None:
        return ""
    if line.state in ("完成", "未启动"):
        return "100%" if line.state == "完成" else "0%"
    stated = _STATED.findall(line.done or "")
    return f"{stated[-1]}%" if stated else line.state or ""


def _evidence(task: Any, words: str, facts: Facts) -> Content:
    """The bound figure so far this year, and the quarter's own evidence behind it."""
    bound = _figure(task.figure or "", facts)
    told = _with_figures(words, facts)
    if not bound or any(run.figure == bound[1].figure for run in told if isinstance(run, Run)):
        return told
    between = "\n" if facts.term.kind == YEAR else "；"
    return (*bound, *((between, *told) if told else ()))


def _with_figures(text: str, facts: Facts) -> tuple[Run | str, ...]:
    """A text with the figures that it names in braces put in, each with its id."""
    parts: list[Run | str] = []
    for position, part in enumerate(_NAMED.split(text)):
        if position % 2 == 0:
            parts += [printed(part)] if part else []
        else:
            parts += _figure(part.strip(), facts) or [f"｛{part}｝"]
    return tuple(parts)


def _figure(word: str, facts: Facts) -> list[Any]:
    """Label, number and unit of a figure by its id or name; nothing for another word."""
    try:
        token = Token.parse(f"{figures().code_of(word)}@year")
        indicator = indicator_by_id(token.id)
    except (ValueError, LookupError):
        return []
    text = number_text(token, facts) or "0"
    return [printed(indicator.label), Run(text, token.text), indicator.unit]


def task_gaps(facts: Facts, place: str) -> list[OpenPoint]:
    """What the ledger lacks for the term: reports, their words, states, 完成率, reasons."""
    term = facts.term
    wanted = None if term.kind == YEAR else QUARTERS[term.number - 1]
    lacking: dict[str, list[Any]] = {}
    for task, quarter, what in year_ledger.gaps(term.year, until=until(term)):
        if wanted in (None, quarter):
            lacking.setdefault(f"{quarter}{what}", []).append(task)
    for one in year_ledger.assemble(term.year, until=until(term)):
        line = report_of(one, term)
        if line is not None and line.state in ("推进中", "滞后") and share_of(line) == line.state:
            lacking.setdefault("进展里没有写明完成率（如“完成率60%”）", []).append(one.task)
        if line is not None and line.state == "滞后" and not line.problems_met:
            lacking.setdefault("滞后而没有写问题", []).append(one.task)
    return [
        OpenPoint(place, f"{len(tasks)}项任务{what}：" + "、".join(str(t) for t in tasks[:3])
                  + ("等" if len(tasks) > 3 else ""),
                  entity=WorkTask.key(), record_ids=tuple(task.id for task in tasks))
        for what, tasks in lacking.items()
    ]


def late_words(facts: Facts) -> str:
    """The tasks whose time has run out at the end of the term without being done; else blank."""
    end = facts.term.whole().end
    late = [
        f"“{printed(one.task.title)}”（时限{chinese(one.task.due_on)}）"
        for one in year_ledger.assemble(facts.year, until=until(facts.term))
        if one.task.due_on is not None and _is_past(one.task, end)
        and (one.last is None or one.last.state != "完成")
    ]
    return f"已到时限而未完成的任务有{'、'.join(late)}。" if late else ""


def _is_past(task: Any, end: date) -> bool:
    shown = WorkTask.due_on.show(task.due_on)
    return bool(shown <= end.isoformat()[:len(shown)])


def reminders(term: Term, today: date) -> list[Reminder]:
    """The days by which the ledger, the year's report and closing reports are due."""
    end = term.whole().end
    tasks = WorkTask.active().where(WorkTask.year == term.year)
    ids = tuple(row[0] for row in tasks.select(WorkTask.id).order_by(WorkTask.id).tuples())
    days: list[tuple[str, date, str, tuple[int, ...]]] = []
    if ids and term.kind == QUARTER:
        days.append((f"报送{term.label}台账", end + timedelta(days=DAYS_AFTER_QUARTER),
                     WorkTask.key(), ids))
    if ids:
        days.append((f"起草{term.year}年年度报告（12月底前形成）", date(term.year, *YEARLY_REPORT),
                     WorkTask.key(), ids))
    days += [
        (f"《{str(one.title).strip('《》')}》（{one.partner.name}）总体报告，协议{chinese(one.valid_until)}期满",
         one.valid_until - timedelta(days=BEFORE_END[1]), Agreement.key(), (one.id,))
        for one in _ending(today)
    ]
    found = [Reminder(what, day, (day - today).days, entity, records)
             for what, day, entity, records in days if (day - today).days >= -LATE_FOR]
    return sorted(found, key=lambda reminder: reminder.due_on)


def _ending(today: date) -> list[Any]:
    """Agreements that end within the days in which their closing report is spoken of."""
    span = Period("期满", today, today + timedelta(days=BEFORE_END[0]), "")
    ending = indicator_by_id("plan.agreements_ending").at(span).records()
    return [one for one in ending if type(one.valid_until) is date]
