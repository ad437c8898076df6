"""What a score means: its grade, whether it passes, and the sums of a transcript."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from exports.prints.texts import Texts
from models.entities.international_student import CourseScore

PASS = 60.0
"""From this score of 100 on a course is passed."""
_FAILED = ("不及格", "不合格", "不通过", "F", "缺考", "旷考", "取消")


@dataclass(frozen=True)
class Scale:
    """Grades by lowest score, the highest first, and grades by word; each 优秀|Excellent."""

    steps: tuple[tuple[float, str], ...]
    words: dict[str, str]

    @classmethod
    def of(cls, texts: Texts) -> Scale:
        """From the texts `grades` (90=优秀|Excellent；…) and `words` (合格=Pass；…)."""
        found = ((float(low), words) for low, words in _pairs(texts["grades"]))
        steps = sorted(found, reverse=True)
        return cls(tuple(steps), dict(_pairs(texts["words"])))

    def grade(self, score: str) -> str:
        """优秀|Excellent of 91; 合格|Pass of 合格; blank for words that the scale does not know."""
        points = number_of(score)
        if points is None:
            english = self.words.get(score.strip())
            return f"{score.strip()}|{english}" if english else ""
        return next((words for low, words in self.steps if points >= low), "")

    def passed(self, score: str) -> bool:
        """Whether the course counts: 60 of 100, or any word that does not say otherwise."""
        points = number_of(score)
        return score.strip() not in _FAILED if points is None else points >= PASS


def _pairs(text: str) -> list[tuple[str, str]]:
    parts = (part.partition("=") for part in text.split("；") if part.strip())
    return [(name.strip(), words.strip()) for name, _, words in parts]


def number_of(score: str) -> float | None:
    """The points of a score of 100; None for words and letters."""
    return float(score) if re.fullmatch(r"\s*\d{1,3}(\.\d+)?\s*", score) else None


@dataclass(frozen=True)
class Totals:
    """Credits of the courses passed; average of the scores of 100 by credits, None without any."""

    credits: float
    average: float | None


def totals(rows: Iterable[CourseScore], scale: Scale) -> Totals:
    """The sums below a transcript. A course without credits counts in neither."""
    earned = weighed = weight = 0.0
    for row in rows:
        credits, score = float(row.credits or 0), row.score or ""
        if scale.passed(score):
            earned += credits
        if (points := number_of(score)) is not None:
            weighed += points * credits
            weight += credits
    return Totals(earned, weighed / weight if weight else None)
