"""The texts of texts/ made into reports: numbers filled in, errors seeded, traps marked.

Markup: {…} a number (numbers.py); [[b1 RECORDS/digit|right => wrong]] an error of variant b;
[[b1~|words]] the other end of it; [[!reason|words]] a trap; | a | b | a row of a table; # a title.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from exports.proofreading.base import Kind
from tests.corpus.base import Cells, Seed, Spot, Trap, Written
from tests.corpus.numbers import written
from tests.corpus.truth import Truth

TEXTS = Path(__file__).parent / "texts"
_BRACES = re.compile(r"\{([^{}]+)\}")
_MARK = re.compile(r"\[\[(!|[a-z]\d~|[a-z]\d )(.*?)\]\]")


@dataclass
class _Marks:
    """What was marked in a report while its blocks are put together."""

    variant: str
    truth: Truth
    year: int
    wrong: dict[str, tuple[Kind, str, Spot, str]] = field(default_factory=dict)
    related: dict[str, list[Spot]] = field(default_factory=dict)
    traps: list[Trap] = field(default_factory=list)

    def filled(self, text: str) -> str:
        return _BRACES.sub(lambda match: written(match[1], self.truth, self.year), text)

    def plain(self, text: str, place: Spot) -> str:
        """A paragraph or cell without its marks, which are kept with their places in it."""
        made = ""
        end = 0
        for match in _MARK.finditer(text):
            made += self.filled(text[end:match.start()])
            spot = Spot(place.block, len(made), "", place.row, place.column)
            made += self._marked(match[1].strip(), match[2], spot)
            end = match.end()
        return made + self.filled(text[end:])

    def _marked(self, sign: str, inside: str, spot: Spot) -> str:
        label, _, body = inside.partition("|")
        if sign == "!":
            words = self.filled(body)
            self.traps.append(Trap(label, _with(spot, words)))
            return words
        if sign.endswith("~"):
            words = self.filled(body)
            self.related.setdefault(sign[:-1], []).append(_with(spot, words))
            return words
        right, wrong = (self.filled(part) for part in body.split(" => "))
        if not sign.startswith(self.variant):
            return right
        kind, _, flaw = label.partition("/")
        self.wrong[sign] = (Kind[kind], flaw, _with(spot, wrong), right)
        return wrong


def _with(spot: Spot, words: str) -> Spot:
    return Spot(spot.block, spot.start, words, spot.row, spot.column)


def corpus(truth: Truth) -> list[Written]:
    """Every report in every variant, in the order of the files."""
    return [report for path in sorted(TEXTS.glob("*.txt")) for report in _variants(path, truth)]


def is_held_out(report: Written) -> bool:
    """Every third text: its results are never shown to those who improve proof-reading."""
    return int(report.name[:-1]) % 3 == 0


def _variants(path: Path, truth: Truth) -> Iterator[Written]:
    head, _, body = path.read_text(encoding="utf-8").partition("---\n")
    facts = dict(line.split(": ", 1) for line in head.splitlines())
    lines = [line for line in body.splitlines() if line.strip()]
    for variant in facts["variants"].split(", "):
        letter, year = variant.split()
        yield _report(path.stem + letter, facts, lines, _Marks(letter, truth, int(year)))


def _report(name: str, facts: dict[str, str], lines: list[str], marks: _Marks) -> Written:
    blocks: list[str | Cells] = []
    for line in lines:
        if not line.startswith("|"):
            text = line.removeprefix("# ")
            blocks.append(marks.plain(text, Spot(len(blocks), 0, "")))
            continue
        above = blocks[-1] if blocks and isinstance(blocks[-1], tuple) else ()
        number = len(blocks) - bool(above)
        cells = re.split(r" \| ", line.removeprefix("| ").removesuffix(" |"))
        row = tuple(
            marks.plain(cell.strip(), Spot(number, 0, "", len(above), column))
            for column, cell in enumerate(cells)
        )
        blocks[number:] = [(*above, row)]
    seeds = tuple(
        Seed(sign, kind, flaw, spot, right, tuple(marks.related.get(sign, ())))
        for sign, (kind, flaw, spot, right) in marks.wrong.items()
    )
    titles = sum(line.startswith("# ") for line in lines)
    return Written(name, facts["kind"], facts["style"], marks.year, tuple(blocks), titles, seeds,
                   tuple(marks.traps))
