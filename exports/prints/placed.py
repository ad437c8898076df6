"""What stands at a fixed place of the paper instead of flowing: texts, lines, frames of blocks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from exports.prints.fonts import Role
from exports.prints.text import Align

if TYPE_CHECKING:
    from exports.prints.blocks import Block, Words


@dataclass(frozen=True, slots=True)
class Spot:
    """A text at its own place on the paper; `line` is the line it is written on (its baseline).

    left, line, width: millimetres from the paper's top left corner. It shrinks to its width, down
    to 7 pt; `rows` lets it take lines above `line` first, `step` millimetres apart.
    """

    words: Words
    left: float
    line: float
    width: float
    size: float = 12
    align: Align = "left"
    role: Role = "song"
    english: bool = False
    field: str = ""
    rows: int = 1
    step: float = 7


@dataclass(frozen=True, slots=True)
class Mark:
    """A straight line anywhere on the paper; dash: millimetres of ink and of gap, 0 = unbroken."""

    x1: float
    y1: float
    x2: float
    y2: float
    weight: float = 0.5
    dash: float = 0
    grey: float = 0


@dataclass(frozen=True, slots=True)
class Frame:
    """Blocks in a box of their own on the paper: a counterfoil beside its certificate.

    left, top, width, height: millimetres from the paper's top left corner. Running text shrinks
    down to 85 % to stay inside.
    """

    left: float
    top: float
    width: float
    height: float
    blocks: tuple[Block, ...]
