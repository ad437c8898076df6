"""存根: the part of a certificate that stays, beside or above it, with the number across the cut.

A circle of 42 mm in the middle of the cut stays free of text: the seal is pressed over both parts.
Lengths are millimetres from the paper's top left corner.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from exports.prints.blocks import Band, Row, Stretch, Table, Title, label, value
from exports.prints.furniture import SEAL
from exports.prints.placed import Frame, Mark, Spot

SIDE, TOP = 90.0, 99.0
"""Width of a counterfoil at the left of a landscape paper, height of one above a portrait one."""
CLEAR = SEAL / 2 + 1
"""Millimetres on both sides of the cut, about its middle, in which no text stands."""
NUMBER_SIZE = 11.0
DASH = 1.6
_EDGE = 12.0


@dataclass(frozen=True)
class Counterfoil:
    """What stays: its title, the number on both parts, and (label, words) of each line.

    Blank words leave room to be written by hand.
    """

    title: str
    number: str
    lines: Sequence[tuple[str, str]]


def beside(stub: Counterfoil, *, height: float = 210.0) -> tuple[Frame | Mark | Spot, ...]:
    """At the left of a landscape paper, 90 mm wide, parted by an upright broken line."""
    at = 34.0
    inner = SIDE - CLEAR - _EDGE - 2
    rows = tuple(
        Row((label(name, size=9.5), value(words)), 11.5, grow=True) for name, words in stub.lines
    )
    table = Table((Band((18, None), rows),))
    title = Title(stub.title, size=16, role="hei", after=4)
    gap = (at - 6, at + 3)
    return (
        Frame(_EDGE, 16, inner, height - 32, (title, table, Stretch())),
        *_broken((SIDE, 0), (SIDE, gap[0])), *_broken((SIDE, gap[1]), (SIDE, height)),
        Spot(stub.number, SIDE - 35, at, 70, NUMBER_SIZE, "center", "song", field="编号"),
    )


def above(stub: Counterfoil, *, width: float = 210.0) -> tuple[Frame | Mark | Spot, ...]:
    """Above a portrait paper, 99 mm high, parted by a level broken line; two columns of lines."""
    half = (len(stub.lines) + 1) // 2
    pairs = [*zip(stub.lines[:half], [*stub.lines[half:], ("", "")], strict=False)]
    rows = tuple(
        Row((label(one[0], size=9.5), value(one[1]), label(two[0], size=9.5), value(two[1])), 9,
            grow=True)
        for one, two in pairs
    )
    room = width - 40
    table = Table((Band((20, room / 2 - 20, 20, None), rows),))
    title = Title(stub.title, size=16, role="hei", after=3)
    # A character of the number stands half above and half below the cut.
    middle = TOP + NUMBER_SIZE * 0.38 * 25.4 / 72
    ends = (30.0, 82.0)
    return (
        Frame(20, 12, room, TOP - CLEAR - 12, (title, table, Stretch())),
        *_broken((0, TOP), (ends[0], TOP)), *_broken((ends[1] - 8, TOP), (width, TOP)),
        Spot(stub.number, ends[0], middle, ends[1] - ends[0] - 8, NUMBER_SIZE, "center", "song",
             field="编号"),
    )


def _broken(start: tuple[float, float], end: tuple[float, float]) -> tuple[Mark, ...]:
    return (Mark(*start, *end, weight=0.6, dash=DASH, grey=0.3),)


def border(left: float, top: float, right: float, bottom: float) -> tuple[Mark, ...]:
    """A double frame: a strong line outside, a hairline 1.6 mm inside."""
    found: list[Mark] = []
    for inset, weight in ((0.0, 1.6), (1.6, 0.4)):
        x1, y1, x2, y2 = left + inset, top + inset, right - inset, bottom - inset
        found += [
            Mark(*ends, weight=weight)
            for ends in ((x1, y1, x2, y1), (x1, y2, x2, y2), (x1, y1, x1, y2), (x2, y1, x2, y2))
        ]
    return tuple(found)
