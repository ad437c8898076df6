"""F23 任务台账: each quarter's progress on the year's tasks, and the year put together from four."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from exports.forms.base import (
    AnnualForm,
    Column,
    DetailSheet,
    FilledForm,
    LeadColumn,
    Row,
    Source,
    Words,
)
from exports.forms.checking import RowsAddUp, Rule
from exports.forms.trip_rows import day_words, words
from models import year_ledger
from models.entities.year_work import STATES, QuarterProgress
from models.indicators import Period, indicator_by_id
from models.indicators.year_work import QUARTERS, STATE_INDICATORS, year_to

CODE = "F23"
_WHO, _PROOF = "责任分工", "数据佐证"
_UNREPORTED = Words("未填报")


def _columns(done: str) -> tuple[Column, ...]:
    return (
        Column("leader", (_WHO, "分管领导"), width=8.5),
        Column("lead_office", (_WHO, "牵头处室"), width=11),
        Column("helping", (_WHO, "配合处室"), width=11),
        Column("units", (_WHO, "实施单位"), width=10),
        Column("done", (done,), width=28),
        Column("number", (_PROOF, "本年累计数"), width=9.5),
        Column("evidence", (_PROOF, "佐证"), width=20),
        Column("problems", ("存在问题",), width=15),
        Column("next", ("下步打算",), width=17),
        Column("state", ("完成状态",), width=8.5),
        Column("reporter", ("填报人",), width=7.5),
        Column("reported_on", ("填报时间",), width=10.5),
    )


def _number_of(period: Period) -> int:
    """Which quarter a period is; 4 for the whole year (its reports go up to the fourth)."""
    return (period.end.month + 2) // 3


def _is_year(period: Period) -> bool:
    return period.start.month == 1 and period.end.month == 12


def _row(serial: int, one: year_ledger.YearOfTask, period: Period) -> Row:
    """A task: the quarter's own words, or the year's put together."""
    task, wanted = one.task, QUARTERS[_number_of(period) - 1]
    line = one.last if _is_year(period) else next(
        (each for each in one.lines if each.quarter == wanted), None)
    cells: dict[str, Source] = dict(words(
        leader=task.leader, lead_office=task.lead_office, helping=task.helping_offices,
        units=task.units))
    if task.figure and (found := year_ledger.figures_in(f"{{{task.figure}}}",
                                                        year_to(period.end))):
        cells["number"] = next(iter(found.values()))
    if line is None:
        cells |= dict.fromkeys(("done", "state"), _UNREPORTED)
    else:
        told = {
            name: one.told(name) if _is_year(period)
            else year_ledger.said(getattr(line, name), year_to(period.end))
            for name in ("done", "evidence", "problems_met")
        }
        cells |= words(
            done=told["done"] or "未填", evidence=told["evidence"], problems=told["problems_met"],
            next=line.next_steps, state=line.state or "未填", reporter=line.reporter,
            reported_on=day_words(line.reported_on),
        )
    number = str(task.serial or serial)
    return Row(f"task:{task.id}", task.title, lead=(number, task.title), cells=cells)


def rows(period: Period) -> Sequence[Row]:
    """The tasks of the year, then how many stand where."""

    def counted(key: str, label: str, id: str, *, if_any: bool = False) -> Row:
        return Row(key, label, 0 if key == "total" else 1, unit="项", lead=("—", label),
                   strong=key == "total", if_any=if_any,
                   cells={"state": indicator_by_id(id).at(period)})

    listed = year_ledger.assemble(period.end.year, until=_number_of(period))
    return [
        *(_row(number, one, period) for number, one in enumerate(listed, 1)),
        counted("total", "任务合计（项）", "tasks.count"),
        *(counted(f"state:{state}", f"{state}（项）", STATE_INDICATORS[state]) for state in STATES),
        counted("state:none", "未归类（完成状态未填，项）", "tasks.no_state", if_any=True),
        counted("state:unreported", "未填报（项）", "tasks.unreported", if_any=True),
    ]


def _gaps(filled: FilledForm) -> list[tuple[Any, str, str]]:
    """What the form's own quarters lack."""
    number = _number_of(filled.period)
    found = year_ledger.gaps(filled.period.end.year, until=number)
    if _is_year(filled.period):
        return found
    return [gap for gap in found if gap[1] == QUARTERS[number - 1]]


def _complete(filled: FilledForm) -> tuple[bool, str]:
    found = _gaps(filled)
    said = "、".join(f"{task.title}（{quarter}{what}）" for task, quarter, what in found[:4])
    return not found, f"缺{len(found)}处：{said}" if found else "每项任务每季都已填报"


def _not_late(filled: FilledForm) -> tuple[bool, str]:
    """A task whose time has run out by the period's end and is not finished; one that lags
    behind without a word why."""
    wrong = []
    for one in year_ledger.assemble(filled.period.end.year, until=_number_of(filled.period)):
        state = one.last.state if one.last else None
        if state == "滞后" and not one.last.problems_met:
            wrong.append(f"{one.task.title}：滞后而没有写原因")
        until = one.task.due_on
        if until is not None and state != "完成" and type(one.task).due_on.show(until) <= (
                filled.period.end.isoformat()[:len(type(one.task).due_on.show(until))]):
            wrong.append(f"{one.task.title}：时限{day_words(until)}已到，{state or '未填报'}")
    return not wrong, "；".join(wrong) or "没有逾期未完成的任务"


def gap_list(filled: FilledForm, masked: bool) -> DetailSheet:  # noqa: ARG001
    """缺报清单: who still owes what."""
    found = _gaps(filled)
    return DetailSheet(
        "缺报清单", ("序号", "主要任务", "牵头处室", "季度", "缺什么"),
        tuple((number, task.title, task.lead_office or "", quarter, what)
              for number, (task, quarter, what) in enumerate(found, 1)),
        (6, 44, 20, 12, 18), tuple(task for task, _, _ in found),
        "据此催报；全部补齐后本清单为空。",
    )


def carried(filled: FilledForm, masked: bool) -> DetailSheet:  # noqa: ARG001
    """上季带出: last quarter's words as a proposal for what is not yet reported."""
    found = year_ledger.carry_over(filled.period.end.year, _number_of(filled.period))
    return DetailSheet(
        "上季内容带出（待核）",
        ("序号", "主要任务", "本季", "取自", "本季进展（建议稿）", "数据佐证", "存在问题", "下步打算", "完成状态"),
        tuple((number, c.task.title, c.quarter, c.from_quarter or "无上季内容", c.proposal.done or "",
               c.proposal.evidence or "", c.proposal.problems_met or "",
               c.proposal.next_steps or "", c.proposal.state or "")
              for number, c in enumerate(found, 1)),
        (6, 34, 10, 10, 36, 26, 22, 28, 9), tuple(c.task for c in found),
        "由上季内容带出，供起草本季进展；核对保存后才计入本表。",
    )


def reports(filled: FilledForm, masked: bool) -> DetailSheet:  # noqa: ARG001
    """The reports as entered, quarter by quarter."""
    lines = list(indicator_by_id("tasks.reports").at(filled.period).query().order_by(
        QuarterProgress.task, QuarterProgress.id))
    lines.sort(key=lambda line: (line.task.serial or 0, line.task_id,
                                 QUARTERS.index(line.quarter)))
    return DetailSheet(
        "季度进展明细",
        ("序号", "主要任务", "季度", "进展", "数据佐证", "存在问题", "下步打算", "完成状态", "填报人", "填报日期"),
        tuple((number, line.task.title, line.quarter, line.done or "", line.evidence or "",
               line.problems_met or "", line.next_steps or "", line.state or "",
               line.reporter or "", day_words(line.reported_on))
              for number, line in enumerate(lines, 1)),
        (6, 34, 10, 36, 26, 22, 28, 9, 9, 12), tuple(lines), "佐证中的{指标}是取数标记，主表已换成数字。",
    )


def _form(code: str, done: str, details: tuple[Any, ...]) -> AnnualForm:
    columns = _columns(done)
    return AnnualForm(
        code=code, lead=(LeadColumn("序号", 5.5), LeadColumn("主要任务", 24)),
        columns=lambda _period: columns, rows=rows, scope="不分",
        checks=(
            RowsAddUp("任务合计＝各完成状态之和", "total", ("state:*",), ("state",)),
            Rule("每项任务都已填报进展和状态", _complete),
            Rule("到期任务都已完成，滞后的写明原因", _not_late, "警"),
        ),
        details=details,
    )


FORM = _form(CODE, "全年进展（四季合成）", (reports, gap_list))
QUARTER_FORMS = tuple(
    _form(f"{CODE}-{number}", "本季进展", (reports, carried, gap_list)) for number in range(1, 5))
