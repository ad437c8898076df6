"""How a date that runs out is shown: days left with a sign, so that colour is never alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from models import partial_date
from models.partial_date import OPEN_ENDED, Day
from models.three_states import INAPPLICABLE

SOON_DAYS = 60
URGENT_DAYS = 30
SOON_DEADLINE_DAYS = 7
"""A deadline this near calls as loudly as one that has passed."""
OLD_DAYS = 180
"""After this long an expired paper is history and no longer calls."""


@dataclass(frozen=True)
class Expiry:
    """words stand behind the date; colour is the name of one of the theme's colours."""

    words: str
    colour: str


@lru_cache(maxsize=8192)
def expiry_of(value: Day | str | None, today: date) -> Expiry | None:
    """The mark of one date; none while there is plenty of time. Stored text is taken too."""
    if not value or value is INAPPLICABLE:
        return None
    day = partial_date.from_text(value) if isinstance(value, str) else value
    if day == OPEN_ENDED:
        return None
    left = (partial_date.latest(day) - today).days
    if left < -OLD_DAYS:
        return Expiry("✕", "faint")
    if left < 0:
        return Expiry("已过期 ✕", "bad")
    if left <= URGENT_DAYS:
        return Expiry("今天 !" if left == 0 else f"{left}天 !", "bad")
    return Expiry(f"{left}天", "warn") if left <= SOON_DAYS else None


def deadline_mark(days_left: int) -> Expiry:
    """The mark of a deadline: days until its last day, or how many ago that was."""
    if days_left < 0:
        return Expiry(f"逾期{-days_left}天 ✕", "bad")
    if days_left <= SOON_DEADLINE_DAYS:
        return Expiry("今天 !" if not days_left else f"{days_left}天 !", "bad")
    return Expiry(f"{days_left}天", "warn" if days_left <= URGENT_DAYS else "muted")
