"""What the targets of a plan still lack, said from the same reckoning as F22."""

from __future__ import annotations

from typing import Any

from exports.drafts.phrases import printed
from exports.drafts.tokens import Facts

MOST = 4
"""So many targets are named; the annex has them all."""


def behind_targets(facts: Facts) -> list[Any]:
    """The targets that lag behind the plan's time at the end of the year."""
    from exports.forms.plan_targets import FORM, behind

    return behind(FORM.fill(facts.year))


def behind_words(facts: Facts) -> str:
    """A problem: which targets lag; blank when none does."""
    names = _names(facts)
    return f"规划指标中，{names}的完成率低于时序进度。" if names else ""


def gap_words(facts: Facts) -> str:
    """A plan: those targets are to be caught up with; blank when none lags."""
    names = _names(facts)
    return f"对照规划指标的差距，把{names}列为{{next_year}}年重点推进事项，逐项明确措施。" if names else ""


def _names(facts: Facts) -> str:
    titles = [f"“{printed(record.title)}”" for record in behind_targets(facts)]
    return "".join(titles[:MOST]) + ("等指标" if len(titles) > MOST else "")
