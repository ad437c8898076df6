"""What a deadline is: a window of days with its source, and where today stands in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from models.checks.base import Look, Sourced, fingerprint
from models.entity import Entity


@dataclass(frozen=True)
class Due:
    """One thing to do between two days. record: None for what comes round every year.

    opens: the first day on which it can or should be begun. latest: the last day in order.
    values: the data behind it; an answer is good while they stay. page: where to go without a
    record. ids: the records of that page's register that it is about, where it speaks of several
    at once. note: what makes the days uncertain (no table of holidays).
    """

    record: Entity | None
    words: str
    opens: date
    latest: date
    values: dict[str, Any] = field(hash=False)
    part: str = ""
    page: str = ""
    note: str = ""
    ids: tuple[int, ...] = ()

    @property
    def fingerprint(self) -> str:
        """Changes exactly when the values behind it do."""
        return fingerprint(self.values)

    @property
    def title(self) -> str:
        """Whose deadline it is."""
        return str(self.record) if self.record is not None else "本单位"

    def days_left(self, today: date) -> int:
        """Days until the last day; negative once it has passed."""
        return (self.latest - today).days

    def is_open(self, today: date) -> bool:
        """Whether it can be worked on already."""
        return self.opens <= today

    def standing(self, today: date) -> str:
        """逾期 3 天, 今天截止, 还有 5 天 or 12 天后可办."""
        left = self.days_left(today)
        if left < 0:
            return f"逾期 {-left} 天"
        if not self.is_open(today):
            return f"{(self.opens - today).days} 天后可办"
        return f"还有 {left} 天" if left else "今天截止"


@dataclass(frozen=True)
class DeadlineRule(Sourced):
    """One kind of deadline. bad: makes a record with something due; good: one where it is done.

    needs: the columns whose blank means that it is not done; see `Check`.
    """

    id: str
    label: str
    why: str
    find: Callable[[Look], Iterable[Due]]
    bad: Callable[[date], Entity]
    good: Callable[[date], Entity]
    needs: tuple[Any, ...] = ()

    def dues(self, look: Look) -> list[Due]:
        """What it finds; nothing while the columns that it needs are not kept."""
        return list(self.find(look)) if look.may_run(self.needs) else []
