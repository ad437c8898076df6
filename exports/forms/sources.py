"""What a cell of a form may hold: a figure, a typed value, words, a share or a sum of such."""

from __future__ import annotations

from dataclasses import dataclass

from models.indicators import Figure

NOT_APPLICABLE = "—"


@dataclass(frozen=True)
class Typed:
    """A value that nobody can compute: kept as TypedValue under `key`, blank until typed.

    words: the answer is text (是/否 …), not a number.
    """

    key: str
    label: str
    unit: str = ""
    words: bool = False


@dataclass(frozen=True)
class Words:
    """Fixed text in a cell; — where nothing applies."""

    text: str


@dataclass(frozen=True)
class Scaled:
    """A figure in the unit of its row (百人, 万人): divided, then rounded once."""

    figure: Figure
    divisor: int = 1
    decimals: int = 0


@dataclass(frozen=True)
class Sum:
    """Plain arithmetic over other cells: 增减 (this year less last), 合计 of what was typed.

    parts: each with its sign. Blank typed values count as 0, but all blank shows —.
    strict: one blank is enough to show —. decimals: rounded to so many, where given.
    """

    parts: tuple[tuple[int, Figure | Typed | Scaled], ...]
    unit: str = ""
    strict: bool = False
    decimals: int | None = None


@dataclass(frozen=True)
class Share:
    """A percentage, computed from whole numbers and never entered (G04).

    whole: a figure, or a number of the office's own profile (全日制在校生数).
    part: a Sum for a rate of growth. whole: a Sum for a share of the way (完成率).
    """

    part: Figure | Sum
    whole: Figure | int | Sum


Source = Figure | Typed | Words | Share | Sum | Scaled
BLANK = Words(NOT_APPLICABLE)
