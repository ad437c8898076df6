"""S3: the tasks of the year that are still open at the end of the half-year."""

from __future__ import annotations

from exports.drafts.phrases import printed
from exports.drafts.tokens import Facts
from models import year_ledger
from models.partial_date import chinese

MOST = 4


def unfinished_words(facts: Facts) -> str:
    """Which tasks of the ledger go on, with their limits; blank when none is open."""
    until = (facts.term.whole().end.month + 2) // 3
    open_ones = [
        one.task for one in year_ledger.assemble(facts.year, until=until)
        if one.last is None or one.last.state != "完成"
    ]
    if not open_ones:
        return ""
    names = "、".join(
        f"“{printed(task.title)}”" + (f"（{chinese(task.due_on)}前）" if task.due_on else "")
        for task in open_ones[:MOST]
    )
    return f"继续推进台账中尚未完成的{names}{'等' if len(open_ones) > MOST else ''}任务。"
