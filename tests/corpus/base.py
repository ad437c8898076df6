"""The vocabulary of the measuring corpus: a written report with its seeded errors and its traps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from exports.proofreading.base import Kind

Cells = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Spot:
    """Some words of one block; row and column name the cell of a table, -1 in a paragraph."""

    block: int
    start: int
    words: str
    row: int = -1
    column: int = -1


@dataclass(frozen=True)
class Seed:
    """One error put in on purpose.

    flaw: the sort of slip (digit, transposed, lastyear, zero, unit, same, next, across, repeat,
    missing, prose, total, difference, percent, swap). spot: the wrong words. right: what should
    stand there. related: the other end of the contradiction (parts, last year's number).
    """

    name: str
    kind: Kind
    flaw: str
    spot: Spot
    right: str
    related: tuple[Spot, ...] = ()

    def spots(self) -> Iterator[Spot]:
        """Every place where a finding about this error may point."""
        yield self.spot
        yield from self.related


@dataclass(frozen=True)
class Trap:
    """A number that is right or none of our business; reason is a word or two of Chinese."""

    reason: str
    spot: Spot


@dataclass(frozen=True)
class Written:
    """One report. name: skeleton and variant (07b). style: word, wps or plain typing habits.

    title_blocks: how many paragraphs at the top are its title.
    """

    name: str
    kind: str
    style: str
    year: int
    blocks: tuple[str | Cells, ...]
    title_blocks: int
    seeds: tuple[Seed, ...] = ()
    traps: tuple[Trap, ...] = field(default=())

    def text_of(self, spot: Spot) -> str:
        """The whole paragraph or cell that a spot lies in."""
        block = self.blocks[spot.block]
        return block if isinstance(block, str) else block[spot.row][spot.column]

    def pieces(self) -> Iterator[tuple[int, int, int, str]]:
        """Block, row, column and text of every paragraph and cell, in reading order."""
        for number, block in enumerate(self.blocks):
            if isinstance(block, str):
                yield number, -1, -1, block
                continue
            for row, cells in enumerate(block):
                for column, text in enumerate(cells):
                    yield number, row, column, text
