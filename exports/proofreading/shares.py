"""Shares (占35.7%) held against their part and their whole, and added up to a hundred."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from exports.proofreading.aspects import aspect
from exports.proofreading.base import Finding, Kind, Mention, Verdict
from exports.proofreading.counts import Count, Line, exact, extent, plain
from exports.proofreading.rounding import decimals, is_rounded, rounded
from exports.proofreading.sums import statement_totals

_SHARE = re.compile(r"(?:占比?|比例|比重)(?P<of>[^，。；：、（）0-9]{0,14}?)(?:的|为|达到?|约|近)*$")
_LISTED = re.compile(r"(?:%(?:、|和|，|与|及))$")
_NEUTRAL = re.compile(r"总数|总量|总人数|全部|总|人数|人次|团组|比|其|的|约|近|为|达|到|数")


@dataclass(frozen=True)
class _Share:
    start: int
    end: int
    mention: Mention
    of: str


def check_line(line: Line, mentions: Sequence[Mention]) -> Iterator[Finding]:
    """The shares of a paragraph that its numbers do not give, and those that exceed a hundred."""
    found = list(_shares(line, mentions))
    if not found:
        return
    counts = exact(line, mentions)
    totals = {part.count.start: total for total, part in statement_totals(line, counts)}
    for share in found:
        if finding := _judge(line, share, counts, totals):
            yield finding
    yield from _beyond_hundred(line, found)


def _shares(line: Line, mentions: Sequence[Mention]) -> Iterator[_Share]:
    earlier = ""
    for mention in mentions:
        place = extent(line, mention)
        if place is None or mention.unit != "%":
            continue
        before = line.text[: place[0]]
        if match := _SHARE.search(before[-30:]):
            earlier = match["of"]
            yield _Share(*place, mention, match["of"])
        elif earlier is not None and _LISTED.search(before):
            yield _Share(*place, mention, earlier)


def _judge(
    line: Line, share: _Share, counts: Sequence[Count], totals: dict[int, Count]
) -> Finding | None:
    start, _ = line.sentence(share.start)
    if finding := _told_behind(line, share, counts):
        return finding
    ahead = [c for c in counts if start <= c.start < share.start]
    if not ahead:
        return None
    part = ahead[-1]
    between = line.text[part.end : share.start]
    if re.search("[；。]", between) or between.count("，") > 1 or "分别" in between:
        return None
    possible = [c for c in counts if c.group == part.group and c.start < part.start]
    parts = [c for c in ahead if len(ahead) - ahead.index(c) <= 3]
    if any(
        c.value and is_rounded(share.mention, p.value * 100 / c.value)
        for c in counts for p in parts if c.value >= p.value and c is not p
    ):
        return None
    total = totals.get(part.start) or (possible[0] if len(possible) == 1 else None)
    if total is None or not total.value or part.value > total.value:
        return None
    named = _NEUTRAL.sub("", share.of)
    if named and named[-2:] not in f"{total.label}{total.noun}":
        return None
    should = rounded(share.mention, part.value * 100 / total.value)
    message = (
        f"{plain(part.value)}{part.unit}占{plain(total.value)}{total.unit}的比例是"
        f"{plain(part.value)}÷{plain(total.value)}＝{should}%，文中写的是{plain(share.mention.value)}%。"
    )
    places = (line.place(share.start, share.end), part.place, total.place)
    said = line.text[part.start : share.end]
    return Finding(Kind.CHANGE, Verdict.DIFFERS, places, said, message)


def _told_behind(line: Line, share: _Share, counts: Sequence[Count]) -> Finding | None:
    """国际学生中，学历生占61.5%（16人）: the part in brackets, the whole earlier by its name."""
    part = next((c for c in counts if c.start == share.end + 1), None)
    if part is None or line.text[share.end] != "（" or share.of:
        return None
    start, _ = line.sentence(share.start)
    named = re.match(r"(?P<whole>[^，。；（）0-9]{2,12})(?:中|里)，", line.text[start : share.start])
    if not named:
        return None
    wholes = [
        c for c in counts
        if c.group == part.group and named["whole"] in f"{c.label}{c.noun}" and c.start < start
    ]
    values = [part.value * 100 / c.value for c in wholes if c.value]
    if len(wholes) != 1 or not values or is_rounded(share.mention, values[0]):
        return None
    total = wholes[0]
    message = (
        f"{plain(part.value)}{part.unit}占{plain(total.value)}{total.unit}的比例是{plain(part.value)}÷"
        f"{plain(total.value)}＝{rounded(share.mention, values[0])}%，"
        f"文中写的是{plain(share.mention.value)}%。"
    )
    places = (line.place(share.start, share.end), part.place, total.place)
    said = line.text[share.start : part.end]
    return Finding(Kind.CHANGE, Verdict.DIFFERS, places, said, message)


def _beyond_hundred(line: Line, found: Sequence[_Share]) -> Iterator[Finding]:
    """Shares of one whole from one side that add to more than 100, or with 其余 not to 100."""
    sentences = {line.sentence(share.start) for share in found}
    for start, end in sorted(sentences):
        inside = [share for share in found if start <= share.start < end]
        if len(inside) < 2 or len({share.of for share in inside}) > 1:
            continue
        text = line.text[start:end]
        amount = sum((share.mention.value for share in inside), Decimal(0))
        slack = sum(Decimal(1).scaleb(-decimals(s.mention)) for s in inside) / 2
        sides = {aspect(_label(line, share)) for share in inside}
        rest = bool(re.search(r"其余|剩余", text)) and not any(s.mention.about for s in inside)
        is_over = amount > 100 + slack and ((sides != {""} and len(sides) == 1) or rest)
        if not is_over and not (rest and amount < 100 - slack and len(sides - {""}) <= 1):
            continue
        if any(s.mention.about for s in inside):
            continue
        added = "＋".join(plain(share.mention.value) for share in inside)
        what = "超过100%" if amount > 100 else "不足100%"
        message = f"各部分所占比例相加{added}＝{plain(amount)}%，{what}。"
        places = tuple(line.place(share.start, share.end) for share in inside)
        yield Finding(Kind.CHANGE, Verdict.DIFFERS, places, text, message)


def _label(line: Line, share: _Share) -> str:
    before = line.text[: share.start]
    cut = max(before.rfind(sign) for sign in "，。；：、") + 1
    return before[cut:]
