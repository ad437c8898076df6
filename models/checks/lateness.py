"""What lies behind a deadline's last day, as findings of a check."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from models.checks.base import Finding, Look, Severity
from models.checks.deadline import DeadlineRule
from models.entity import Entity

LONG_OVERDUE_DAYS = 30
"""After this long what is overdue becomes an error, where the check says so."""


def late(
    rules: Iterable[DeadlineRule], rule_id: str, *, entity: type[Entity] = Entity, long: str = "",
) -> Callable[[Look], list[Finding]]:
    """A check's find: what of a deadline about an entity's records lies behind the look's day.

    long: said, as E, of what is overdue for more than thirty days.
    """
    rule = next(each for each in rules if each.id == rule_id)

    def find(look: Look) -> list[Finding]:
        found = []
        for due in rule.find(look):
            late_by = -due.days_left(look.today)
            if late_by > 0 and isinstance(due.record, entity):
                is_long = bool(long) and late_by > LONG_OVERDUE_DAYS
                severity: Severity | None = "E" if is_long else None
                more = f"{long if is_long else ''}{due.note}"
                found.append(Finding(
                    due.record, f"{due.words}：应在 {due.latest} 前办结，已逾期。{more}",
                    {**due.values, "is_long": is_long}, part=due.part, severity=severity,
                ))
        return found

    return find
