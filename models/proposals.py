"""Lines that the program can propose for a record: the registry that any form offers them from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from models import budget, year_ledger
from models.entities.outbound_trip import BudgetLine
from models.entities.year_work import QuarterProgress
from models.entity import Entity

Lines = Callable[[type[Entity]], Sequence[Any]]
"""Line entity → the record's lines as they stand, kept or not."""


@dataclass(frozen=True)
class Line:
    """One unsaved line. inferred: values to be shown as 推断 until somebody takes them."""

    record: Entity
    inferred: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Proposed:
    """Lines to be looked through, and what could not be proposed or must be checked (notes).

    left_out: how many more there would be, had the record not such lines already.
    """

    lines: list[Line]
    notes: list[str]
    left_out: int = 0


@dataclass(frozen=True)
class Proposer:
    """How the lines of one entity are proposed; label: what the button says."""

    entity: type[Entity]
    label: str
    help: str
    make: Callable[[Any, Lines], Proposed]

    def propose(self, owner: Entity, lines: Lines) -> Proposed:
        """Lines for the record that are not there yet (told apart by their identity)."""
        found = self.make(owner, lines)
        kept = {self._identity(each) for each in lines(self.entity)}
        new = [line for line in found.lines if self._identity(line.record) not in kept]
        return Proposed(new, found.notes, left_out=len(found.lines) - len(new))

    def _identity(self, record: Entity) -> tuple[Any, ...]:
        kinds = [self.entity.field_named(name) for name in self.entity.identity[0]]
        return tuple(kind.read(record) or None for kind in kinds)


def proposer_for(entity: type[Entity]) -> Proposer | None:
    """How lines of this entity are proposed; None where nobody knows."""
    return next((each for each in PROPOSERS if each.entity is entity), None)


def _budget(trip: Any, lines: Lines) -> Proposed:
    """住宿, 伙食 and 公杂 by the published standards; a rate of another trip is only inferred."""
    found = budget.propose(trip, below=lines)
    notes, proposed = list(found.problems), []
    for line in found.lines:
        known = budget.latest_rate(line.currency) if line.rate is None else None
        inferred: dict[str, Any] = {}
        if known is not None:
            inferred = {"rate": known.rate, "rate_on": known.rate_on}
            day = type(known).rate_on.show(known.rate_on) or "日期未填"
            said = f"{line.currency}汇率取自以前的预算（{day}），请核对后采用"
            notes = [said if n == budget.lacking_rate(line.currency) else n for n in notes]
        proposed.append(Line(line, {k: v for k, v in inferred.items() if v is not None}))
    return Proposed(proposed, notes)


def _quarter(task: Any, lines: Lines) -> Proposed:
    """The first quarter without a report, with the words of the one before, all to be confirmed."""
    line, source = year_ledger.next_quarter(task, lines(QuarterProgress))
    if line is None:
        return Proposed([], ["四个季度都已填报"])
    if not source:
        return Proposed([Line(line)], ["没有上季内容可带出"])
    names = ("done", "evidence", "problems_met", "next_steps", "state")
    inferred = {name: value for name in names if (value := getattr(line, name)) is not None}
    blank = QuarterProgress(quarter=line.quarter)
    return Proposed([Line(blank, inferred)], [f"内容由{source}带出，请按{line.quarter}实际情况核对"])


PROPOSERS: tuple[Proposer, ...] = (
    Proposer(
        BudgetLine, "按标准提出预算", "按行程、人数和现行标准算出住宿费、伙食费、公杂费，填入后可改，保存才生效",
        _budget,
    ),
    Proposer(
        QuarterProgress, "带出上季内容", "为下一个未填报的季度带出上季的进展、问题和打算，核对后采用，保存才生效",
        _quarter,
    ),
)
"""Every kind of line that can be proposed."""
