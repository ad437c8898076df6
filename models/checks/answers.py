"""Answers to findings and deadlines: kept with a reason, good until the data behind them change."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from models import store
from models.checks.base import Check, Finding, Severity
from models.checks.deadline import DeadlineRule, Due
from models.entities.office import CheckAnswer
from models.errors import UserError

Place = tuple[str, str, int, str]
"""Rule, entity key, record id (0 without a record), part."""


@dataclass(frozen=True)
class Found:
    """One finding of one check, with its answer ("" = none that still holds)."""

    check: Check
    finding: Finding
    answer: str = ""

    @property
    def severity(self) -> Severity:
        """What it counts for."""
        return self.check.severity_of(self.finding)

    @property
    def place(self) -> Place:
        """What an answer to it is kept under."""
        record = self.finding.record
        return self.check.id, record.key(), record.id, self.finding.part


@dataclass(frozen=True)
class Waiting:
    """One deadline with its rule and its answer ("" = none that still holds)."""

    rule: DeadlineRule
    due: Due
    answer: str = ""

    @property
    def place(self) -> Place:
        """What an answer to it is kept under."""
        record = self.due.record
        key, number = (record.key(), record.id) if record is not None else ("", 0)
        return self.rule.id, key, number, self.due.part


def answers() -> dict[Place, CheckAnswer]:
    """Every answer that was not withdrawn."""
    return {_place(row): row for row in CheckAnswer.active()}


def holding(known: dict[Place, CheckAnswer], place: Place, fingerprint: str) -> str:
    """The reason given for something, while its data are as they were; else ""."""
    row = known.get(place)
    return str(row.reason) if row is not None and row.fingerprint == fingerprint else ""


def give(subject: Found | Waiting, reason: str, *, today: date | None = None) -> None:
    """Keep the reason why something stands. Raises UserError for a blank reason."""
    words = reason.strip()
    if not words:
        raise UserError("答复没有保存：没有写原因。", "请写明为什么可以这样，或已怎样办理。")
    rule, key, number, part = subject.place
    about = subject.finding if isinstance(subject, Found) else subject.due
    row = _row(subject.place) or CheckAnswer(
        check_id=rule, holder_entity=key, holder_id=number, part=part
    )
    row.fingerprint, row.finding, row.reason = about.fingerprint, about.words, words
    row.answered_on = today or date.today()
    store.save(row, label="答复检查")


def withdraw(subject: Found | Waiting) -> None:
    """Take an answer back; the finding speaks again."""
    row = _row(subject.place)
    if row is not None:
        store.retire(row)


def _row(place: Place) -> CheckAnswer | None:
    rule, key, number, part = place
    found: Iterable[CheckAnswer] = CheckAnswer.active().where(
        (CheckAnswer.check_id == rule) & (CheckAnswer.holder_entity == key)
        & (CheckAnswer.holder_id == number)
    )
    return next((row for row in found if (row.part or "") == part), None)


def _place(row: CheckAnswer) -> Place:
    return row.check_id, row.holder_entity or "", int(row.holder_id or 0), row.part or ""

