"""季度进展带出: last quarter's words put before her for the next, and kept when she confirms."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from models import store
from models.entities.year_work import QuarterProgress
from models.errors import UserError
from models.indicators.year_work import QUARTERS
from models.year_ledger import Carried, carry_over

SOURCE = "季度进展带出"


def next_open(year: int, *, today: date) -> int:
    """The quarter that is to be reported: the current one of the year, the last of a past one."""
    return (today.month + 2) // 3 if today.year == year else 4


def proposals(year: int, number: int) -> list[Carried]:
    """Every task of the year without a report for a quarter, with what the last one said."""
    return carry_over(year, number)


def keep(lines: Sequence[Any], *, reporter: str, reported_on: date) -> int:
    """Keep the confirmed reports in one batch; how many.

    UserError when nobody has signed, or one lacks its 进展 or 完成状态; then nothing is kept.
    """
    if not reporter.strip():
        raise UserError("填报人没有填写。", "填好后再确认。")
    for line in lines:
        lacking = [QuarterProgress.field_named(name).label for name in ("done", "state")
                   if not getattr(line, name)]
        if lacking:
            raise UserError(f"“{line.task}”缺{'、'.join(lacking)}。", "请按本季实际情况填好后再确认。")
        if QuarterProgress.active().where((QuarterProgress.task == line.task) & (
                QuarterProgress.quarter == line.quarter)).exists():
            raise UserError(f"“{line.task}”的{line.quarter}进展已经填报。", "请关闭后重新打开，或在任务台账中修改。")
    with store.batch(f"填报{len(lines)}项任务的季度进展", source=SOURCE):
        for line in lines:
            line.reporter, line.reported_on = reporter.strip(), reported_on
            store.save(line)
    return len(lines)


def last_reporter() -> str:
    """Who reported last; blank before the first report."""
    one = QuarterProgress.active().where(QuarterProgress.reporter.is_null(False)).order_by(
        QuarterProgress.id.desc()).first()
    return "" if one is None else str(one.reporter or "")


def quarter_name(number: int) -> str:
    """1 → 第一季度."""
    return QUARTERS[number - 1]
