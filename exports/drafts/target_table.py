"""S5: the targets as F22 reckons them, and the year's key projects, as tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from exports.drafts.base import OpenPoint
from exports.drafts.blocks import Align, Content, Run, Table
from exports.drafts.phrases import number_text, printed
from exports.drafts.target_sentences import behind_targets
from exports.drafts.tokens import Facts, Token
from models.entities.year_work import PlanTarget, WorkTask
from models.indicators import indicator_by_id
from models.indicators.base import Figure
from models.partial_date import chinese

COLUMNS = ("序号", "指标", "基期值", "目标值", "属性", "当前值", "完成率", "说明")
WIDTHS = (11.0, 54.0, 30.0, 30.0, 18.0, 18.0, 20.0, 44.0)
_NOTE = ("完成率＝（当前值－基期值）÷（目标值－基期值）；目标值与基期值相同的只看是否保持。存量指标取年末数，"
         "流量指标取全年数。")
PROJECT_COLUMNS = ("序号", "重点工程", "建设内容")
PROJECT_WIDTHS = (16.0, 66.0, 143.0)
_ALIGNED: tuple[Align, ...] = (
    "center", "left", "center", "center", "center", "center", "center", "left",
)
_END_OF_NAME = re.compile(r"[。：:；;]")


def target_tables(facts: Facts) -> Iterator[Table]:
    """A table for each plan that runs in the year."""
    from exports.forms.plan_targets import FORM

    filled = FORM.fill(facts.year)
    records = _records(facts)
    plans = list(dict.fromkeys(record.plan for record in records))
    for plan in plans:
        rows = tuple(
            _row(number, record, filled, facts)
            for number, record in enumerate((r for r in records if r.plan == plan), 1)
        )
        yield Table(
            COLUMNS, rows, WIDTHS, plan if len(plans) > 1 else "",
            note=_NOTE if plan == plans[-1] else "",
            alignments=_ALIGNED, small=True,
        )


def _records(facts: Facts) -> list[Any]:
    whole = indicator_by_id("targets.count").at(facts.term.whole())
    return list(whole.query().order_by(
        PlanTarget.plan, PlanTarget.serial.asc(nulls="LAST"), PlanTarget.id))


def _row(number: int, record: Any, filled: Any, facts: Facts) -> tuple[Content, ...]:
    key = f"target:{record.id}"

    def stated(name: str, id: str, year: Any) -> Content:
        cell = filled.cell(key, name)
        if isinstance(cell.value, str) or cell.value is None:
            return str(cell.show())
        token = f"{id}[target={record.id}]"
        return (Run(cell.show(), token), f"（{year}年）" if year else "")

    return (
        str(record.serial or number), printed(f"{record.title}（{record.unit or '单位未填'}）"),
        stated("base", "targets.base", record.base_year),
        stated("goal", "targets.goal", record.target_year),
        record.kind or "未归类", _now(record, filled.cell(key, "now"), facts),
        _rate(filled.cell(key, "rate")), _note(record, filled, facts),
    )


def _now(record: Any, cell: Any, facts: Facts) -> Content:
    """What the year reached; with its figure where the paper shows the figure itself."""
    if cell.is_missing or cell.value is None:
        return "未填"
    token = _token(record, facts)
    is_itself = token is not None and cell.divisor == 1 and facts.value(token) == cell.exact
    return Run(cell.show(), token.text if token is not None and is_itself else None)


def _token(record: Any, facts: Facts) -> Token | None:
    """The token of the figure behind a target, where it speaks of the same days."""
    text = record.figure or f"targets.value[target={record.id}]"
    try:
        token = Token.parse(text)
        figure = facts.figure(token)
    except (ValueError, LookupError):
        return None
    return token if _is_same(record, figure, facts) else None


def _is_same(record: Any, figure: Figure, facts: Facts) -> bool:
    """A stock is counted on the last day, whatever its figure is usually counted over."""
    return not record.figure or not record.is_stock or (
        figure.period == facts.term.whole().at_end())


def _rate(cell: Any) -> str:
    return "" if cell.value is None else str(cell.show())


def _note(record: Any, filled: Any, facts: Facts) -> Content:
    """The figure that a scaled value comes from, then what the plan or the year says of it."""
    words = filled.cell(f"target:{record.id}", "note").show()
    words = "" if words == "—" else printed(words)
    token = _token(record, facts) if int(record.divide_by or 1) > 1 else None
    if token is None:
        return words
    figure = facts.figure(token)
    number = Run(number_text(token, facts) or "0", token.text)
    return (printed(figure.label), number, figure.unit, f"；{words}" if words else "")


def target_gaps(facts: Facts, place: str) -> list[OpenPoint]:
    """Targets without this year's value, and those without a target."""
    from exports.forms.plan_targets import FORM

    filled, records = FORM.fill(facts.year), _records(facts)
    groups = (
        ("没有填当年完成值", [r for r in records if filled.cell(f"target:{r.id}", "now").is_missing]),
        ("没有填目标值或基期值", [r for r in records if None in (r.target_value, r.base_value)]),
    )
    return [
        OpenPoint(place, f"{len(found)}项规划指标{what}：" + "、".join(str(r) for r in found[:3]),
                  entity=PlanTarget.key(), record_ids=tuple(record.id for record in found))
        for what, found in groups if found
    ]


def late_words(facts: Facts) -> str:
    """Which targets lag, the binding ones by themselves; blank when none does."""
    late = behind_targets(facts)
    said = []
    for kind in ("约束性", "预期性"):
        names = "、".join(f"“{printed(r.title)}”" for r in late if r.kind == kind)
        if names:
            said.append(f"{kind}指标中，{names}的完成率低于时序进度。")
    return "".join(said)


def project_tables(facts: Facts) -> Iterator[Table]:
    """重点工程: the tasks of the year's ledger, by name and content."""
    tasks = list(WorkTask.active().where(WorkTask.year == facts.year).order_by(
        WorkTask.serial.asc(nulls="LAST"), WorkTask.id))
    rows = tuple(
        (str(task.serial or number), *_project(task)) for number, task in enumerate(tasks, 1))
    if rows:
        yield Table(PROJECT_COLUMNS, rows, PROJECT_WIDTHS,
                    note="取自本年度任务台账。", alignments=("center", "left", "left"))


def _project(task: Any) -> tuple[str, str]:
    """The name of a task and what it consists of: behind the first stop, else who does it when."""
    text = printed(str(task.title)).strip()
    found = _END_OF_NAME.search(text)
    name, content = (text[:found.start()], text[found.end():].strip()) if found else (text, "")
    who = [
        f"{words}{value}" for words, value in (
            ("牵头：", task.lead_office), ("配合：", task.helping_offices), ("实施：", task.units),
            ("时限：", chinese(task.due_on) if task.due_on else ""),
        ) if value
    ]
    parts = [content.rstrip("。"), "；".join(who)]
    return name, "。".join(part for part in parts if part) + ("。" if any(parts) else "")


def project_gaps(facts: Facts, place: str) -> list[OpenPoint]:
    """Without a ledger there are no projects to list."""
    if facts.value(Token.parse("tasks.count")):
        return []
    return [OpenPoint(place, "任务台账没有本年度任务，重点工程表没有列出", entity=WorkTask.key())]
