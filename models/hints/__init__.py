"""The registry of hints: what is said gently while a record is typed, against what is kept."""

from __future__ import annotations

from collections.abc import Sequence

from models.entity import Entity
from models.hints import amounts, dates, people, words
from models.hints.base import Draft, Hint, HintRule, Thresholds

HINTS: tuple[HintRule, ...] = (*dates.RULES, *amounts.RULES, *people.RULES, *words.RULES)


def hints_of(
    record: Entity, *, owner: Entity | None = None, lines: Sequence[Entity] = (),
    thresholds: Thresholds | None = None,
) -> list[Hint]:
    """What may be worth a second look in a record as it is typed; one hint for a field.

    record: unsaved and incomplete as it may be. lines: its lines, or the lines beside it.
    """
    draft = Draft(record, owner, lines, thresholds=thresholds or Thresholds.now())
    found: dict[str, Hint] = {}
    for rule in HINTS:
        if rule.speaks_of(type(record)):
            for hint in rule.find(draft):
                found.setdefault(hint.field, hint)
    return list(found.values())
