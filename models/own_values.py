"""The office's own values of shipped parameters: thresholds, counting rules."""

from __future__ import annotations

from dataclasses import dataclass

from models.entity import DATABASE

COUNTING = "COUNTING"
"""The rule under which counting parameters are kept; `parameter` is their key."""

SURE = "O"
"""The certainty of a value that the office itself has settled."""

_READ = (
    "SELECT parameter, value, coalesce(source, ''), coalesce(reason, ''), coalesce(decided_on, '')"
    " FROM rule_parameter WHERE rule = ? AND retired_at IS NULL"
)


@dataclass(frozen=True)
class OwnValue:
    """What the office uses instead of the shipped value, on what ground, and since when."""

    value: str
    source: str
    reason: str
    decided_on: str


def own_values(rule: str) -> dict[str, OwnValue]:
    """The own values of a rule by parameter; none while no college is open."""
    if DATABASE.deferred:
        return {}
    return {row[0]: OwnValue(*row[1:]) for row in DATABASE.execute_sql(_READ, (rule,)).fetchall()}
