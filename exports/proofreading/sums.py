"""Totals of the prose against the parts named with them (共…，其中…), over the whole paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations, groupby

from exports.proofreading import parts
from exports.proofreading.base import Finding, Kind, Mention, Report, Verdict
from exports.proofreading.counts import Count, Line, exact, lines_of, plain
from exports.proofreading.parts import Part, Run


@dataclass(frozen=True)
class _Statement:
    """A run of parts in one measure word with the totals it may belong to, the likeliest first."""

    run: Run
    totals: tuple[Count, ...]
    parts: tuple[Part, ...]

    @property
    def is_complete(self) -> bool:
        """Whether the parts claim to be all there are."""
        return self.run.is_complete or parts.is_exhaustive(self.parts)


def check(report: Report, mentions: Sequence[Mention]) -> list[Finding]:
    """Every total that its parts exceed, or that they miss where they claim to be all.

    Equality is demanded behind 分别为, a colon, a bracket of parts alone, 包括…和…, 其余, and of
    pairs like 男 and 女; behind a mere 其中 the parts may be fewer. Parts seen from different sides
    (women, doctors) are never added.
    """
    lines = lines_of(report)
    found: list[Finding] = []
    before: list[Count] = []
    for position, line in enumerate(lines):
        years = {mention.shift for mention in mentions if mention.place.block == line.block.number}
        for shift in sorted(years, key=str):
            counts = exact(line, mentions, shift=shift)
            earlier = [c for c in before if c.mention.shift == shift]
            for run in parts.runs(line, counts, earlier):
                found += [f for s in _statements(run) if (f := _judge(s))]
            found += [f for count in counts if (f := _total_behind(count, counts))]
        counts = [c for shift in years for c in exact(line, mentions, shift=shift)]
        found += _listed_below(lines[position:], mentions, counts)
        before = counts
    return found


def statement_totals(line: Line, counts: Sequence[Count]) -> Iterator[tuple[Count, Part]]:
    """Each part of the runs of a line with the total it most likely belongs to."""
    for run in parts.runs(line, counts, ()):
        for statement in _statements(run):
            for part in statement.parts:
                yield statement.totals[0], part


def _statements(run: Run) -> Iterator[_Statement]:
    """The run by measure words: 7个团组31人次、1个团组1人次 are two statements."""
    by_group = sorted(run.counts, key=lambda part: part.count.group)
    for group, members in groupby(by_group, key=lambda part: part.count.group):
        totals = [t for t in run.totals if t.group == group]
        named = tuple(
            part for part in sorted(members, key=lambda part: part.count.start)
            if any(parts.fits(total, part.count) for total in totals)
        )
        if totals and named:
            yield _Statement(run, tuple(totals), named)


def _judge(statement: _Statement) -> Finding | None:
    sure = [part for part in statement.parts if not part.is_optional]
    doubtful = [part for part in statement.parts if part.is_optional]
    if not sure:
        return None
    if any(_agrees(total, sure, doubtful) for total in statement.totals):
        return None
    total = statement.totals[0]
    largest = max(sure, key=lambda part: part.count.value)
    if largest.count.value > max(t.value for t in statement.totals):
        return _finding(total, [largest], "一个分项比总数还大")
    if len(sure) < 2:
        return None
    if statement.is_complete and parts.is_one_side(sure):
        return None if statement.run.has_gap else _finding(total, sure, "分项之和与总数不符")
    for side in parts.sides(sure):
        amount = sum(part.count.value for part in side)
        if len(side) > 1 and all(amount > t.value for t in statement.totals):
            return _finding(total, side, "分项之和超过总数")
        if parts.is_exhaustive(side) and all(amount != t.value for t in statement.totals):
            return _finding(total, side, "分项之和与总数不符")
    return None


def _agrees(total: Count, sure: Sequence[Part], doubtful: Sequence[Part]) -> bool:
    """Whether the parts, with any of the doubtful ones, come to exactly the total."""
    amount = sum((part.count.value for part in sure), Decimal(0))
    if amount == total.value:
        return True
    return any(
        amount + sum(part.count.value for part in some) == total.value
        for size in range(1, min(len(doubtful), 6) + 1)
        for some in combinations(doubtful[:8], size)
    )


def _finding(total: Count, found: Sequence[Part] | Sequence[Count], what: str) -> Finding:
    counts = [part.count if isinstance(part, Part) else part for part in found]
    amount = sum((count.value for count in counts), Decimal(0))
    unit, name = total.unit, total.name
    said = f"“{name}”" if name else ""
    if len(counts) == 1:
        sums = f"总数{said}写的是{plain(total.value)}{unit}，其中一项却是{plain(amount)}{unit}"
    else:
        added = "＋".join(plain(count.value) for count in counts)
        gap = abs(amount - total.value)
        more = "多" if amount > total.value else "少"
        sums = (
            f"总数{said}写的是{plain(total.value)}{unit}，分项{added}＝{plain(amount)}{unit}，"
            f"比总数{more}{plain(gap)}{unit}"
        )
    places = (total.place, *(count.place for count in counts))
    return Finding(Kind.SUM, Verdict.DIFFERS, places, _said(total), f"{sums}：{what}。")


def _said(total: Count) -> str:
    return f"{total.label}{total.said}{total.noun}"


def _total_behind(total: Count, counts: Sequence[Count]) -> Finding | None:
    """A total that follows its parts: 讲座3场、论坛2场，共5场."""
    line = total.line
    start, _ = line.sentence(total.start)
    if not parts.sums_up(line.text[start : total.start]):
        return None
    earlier = [
        c for c in counts
        if start <= c.start < total.start and c.group == total.group and c.depth == total.depth
        and parts.fits(total, c)
    ]
    within = parts.last_run(line.text[start : total.start])
    earlier = [c for c in earlier if c.start - start >= within]
    if len(earlier) < 2:
        return None
    if any(re.search("共|计|总", line.text[start : c.start][-8:]) for c in earlier):
        return None
    sums = {sum(c.value for c in earlier[k:]) for k in range(len(earlier) - 1)}
    if total.value in sums or not parts.is_one_side([parts.part_of(c, counts) for c in earlier]):
        return None
    return _finding(total, earlier, "各项相加与合计不符")


def _listed_below(
    lines: Sequence[Line], mentions: Sequence[Mention], counts: Sequence[Count]
) -> list[Finding]:
    """A total whose parts are the numbered paragraphs below it, one part each."""
    line = lines[0]
    is_colon = line.text.rstrip("。").endswith(("：", "如下", "如下："))
    sentence_start = line.sentence(max(len(line.text) - 2, 0))[0]
    totals = [
        c for c in counts
        if c.start >= sentence_start and not c.depth and parts.is_total(c, is_colon=is_colon)
    ]
    items = list(parts.numbered_below(lines))
    if not totals or len(items) < 2:
        return []
    found = []
    for total in totals:
        named = [parts.first_of(total, item, mentions, is_strict=not is_colon) for item in items]
        members = [count for count in named if count]
        if len(members) < len(items) or len({c.mention.shift for c in [total, *members]}) > 1:
            continue
        if sum(c.value for c in members) != total.value and parts.is_one_side(
            [parts.part_of(c, members) for c in members]
        ):
            found.append(_finding(total, members, "下列各项相加与总数不符"))
    return found
