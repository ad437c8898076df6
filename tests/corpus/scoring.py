"""What proof-reading made of a report: errors found and missed, false alarms, traps touched.

Places are compared as stretches of the whole text without its blanks, because a Word file, a
text file and the corpus split the same report into blocks differently.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from exports.proofreading.base import Finding, Place, Report, Verdict
from tests.corpus.base import Seed, Spot, Trap, Written

Stretch = tuple[int, int]


@dataclass(frozen=True)
class Score:
    """One report read once. alarms: findings of 不符 that hit no seeded error.

    nearby: by the name of a missed error what was said about its words instead. verdicts: how many
    findings of each.
    """

    written: Written
    found: tuple[Seed, ...]
    missed: tuple[Seed, ...]
    right: tuple[Finding, ...]
    alarms: tuple[Finding, ...]
    touched: tuple[Trap, ...]
    nearby: dict[str, tuple[Finding, ...]] = field(default_factory=dict)
    verdicts: Counter[Verdict] = field(default_factory=Counter)

    @property
    def approved(self) -> tuple[Seed, ...]:
        """Errors that were called right (相符): worse than one that was not understood."""
        return tuple(seed for seed in self.missed
                     if any(one.verdict is Verdict.AGREES for one in self.nearby[seed.name]))


@dataclass
class Total:
    """Many scores added up."""

    scores: list[Score] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """The share of the findings of 不符 that hit a seeded error; 1 when nothing was found."""
        right = sum(len(score.right) for score in self.scores)
        wrong = sum(len(score.alarms) for score in self.scores)
        return right / (right + wrong) if right + wrong else 1.0

    @property
    def recall(self) -> float:
        """The share of the seeded errors that some finding of 不符 hits; 1 when none was seeded."""
        found = sum(len(score.found) for score in self.scores)
        seeded = found + sum(len(score.missed) for score in self.scores)
        return found / seeded if seeded else 1.0

    def by(self, what: str) -> dict[str, tuple[int, int]]:
        """Found and seeded errors by their `kind` or `flaw`."""
        found: Counter[str] = Counter()
        seeded: Counter[str] = Counter()
        for score in self.scores:
            for seed in (*score.found, *score.missed):
                key = f"{seed.kind.value} {seed.flaw}" if what == "flaw" else seed.kind.value
                seeded[key] += 1
                found[key] += seed in score.found
        return {key: (found[key], seeded[key]) for key in sorted(seeded)}


def score(written: Written, report: Report, findings: Iterable[Finding]) -> Score:
    """Hold the findings about a report against what was seeded in it."""
    where = _Offsets(written, report)
    findings = list(findings)
    differs = [one for one in findings if one.verdict is Verdict.DIFFERS]
    hit = {seed.name: [one for one in differs if where.meets(one, seed.spots())]
           for seed in written.seeds}
    right = tuple(one for one in differs if any(one in ones for ones in hit.values()))
    alarms = tuple(one for one in differs if one not in right)
    missed = tuple(seed for seed in written.seeds if not hit[seed.name])
    return Score(
        written, tuple(seed for seed in written.seeds if hit[seed.name]), missed, right, alarms,
        tuple(trap for trap in written.traps
              if any(where.meets(one, [trap.spot]) for one in alarms)),
        {seed.name: tuple(one for one in findings if where.meets(one, seed.spots()))
         for seed in missed},
        Counter(one.verdict for one in findings),
    )


def _dense(text: str) -> int:
    """How many characters of a text are no blanks."""
    return sum(not sign.isspace() for sign in text)


class _Offsets:
    """Places of the report as read and spots of the report as written, in one text."""

    def __init__(self, written: Written, report: Report) -> None:
        self._written = written
        self._report = report
        self._own: dict[tuple[int, int, int], int] = {}
        self._read: dict[tuple[int, int, int], int] = {}
        length = 0
        for block, row, column, text in written.pieces():
            self._own[block, row, column] = length
            length += _dense(text)
        self.length = length
        length = 0
        for found in report.blocks:
            for row, column, text in _texts(found.rows, found.text):
                self._read[found.number, row, column] = length
                length += _dense(text)
        if length != self.length:
            raise ValueError(f"{written.name}: {length} characters were read of {self.length}")

    def meets(self, finding: Finding, spots: Iterable[Spot]) -> bool:
        """Whether any place of a finding shares a character with any of the spots."""
        places = [self._of_place(place) for place in finding.places]
        return any(start < last and first < end
                   for first, last in map(self._of_spot, spots) for start, end in places)

    def _of_spot(self, spot: Spot) -> Stretch:
        text = self._written.text_of(spot)
        start = self._own[spot.block, spot.row, spot.column] + _dense(text[:spot.start])
        return start, start + _dense(spot.words)

    def _of_place(self, place: Place) -> Stretch:
        block = next(one for one in self._report.blocks if one.number == place.block)
        text = block.rows[place.row][place.column] if block.is_table else block.text
        start = self._read[place.block, place.row, place.column] + _dense(text[:place.start])
        return start, start + _dense(text[place.start:place.end])


def _texts(rows: tuple[tuple[str, ...], ...], text: str) -> list[tuple[int, int, str]]:
    if not rows:
        return [(-1, -1, text)]
    return [(row, column, cell) for row, cells in enumerate(rows)
            for column, cell in enumerate(cells)]
