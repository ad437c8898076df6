"""Differences, rates of growth and shares recomputed from the numbers beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise, product

from exports.proofreading import shares
from exports.proofreading.base import Finding, Kind, Mention, Report, Role, Verdict
from exports.proofreading.counts import Line, extent, lines_of, plain, unit_group
from exports.proofreading.numerals import chinese_value
from exports.proofreading.rounding import is_rounded, rounded

_UP, _DOWN = 1, -1
_GROWN = re.compile(
    r"(?:增长|增加|提高|上升|增幅|涨幅|净增|(?<!新)增|(?:比|较)[^，。；]{0,12}多|(?:^"
    r"|，)多)(?:率?(?:约?为|达到?|了|约|近))?$"
)
_SHRUNK = re.compile(
    r"(?:下降|减少|降低|降幅|减幅|降|减|(?:比|较)[^，。；]{0,12}少|(?:^"
    r"|，)少)(?:率?(?:约?为|达到?|了|约|近))?$"
)
_EARLIER = re.compile(
    r"(?:(?:比|较|与|同|和)20\d\d年度?的?|上一?年度?|去年|同期|前一年|上一?学年|原来|原有|此前"
    r"|上期)(?:同期|全年|为|的|是|仅|只有|仅有|派出|接待|聘请|有|共|底|末)*[^，。；：、（）0-9]{0,6}$"
)
_FROM = re.compile(r"(?:从|由|自)[^，。；：、（）0-9]{0,12}$")
_TO = re.compile(
    r"^[^，。；：、（0-9]{0,8}(?:增|减|升|降|提高|扩大|发展|扩展|回落)[^，。；：、（0-9]{0,4}(?:至|到|为)[^，。；：、（0-9]{0,6}$"
)
_TIMES = re.compile(
    r"(?:是|为|达到?)?(?:上年|去年|上一年|前者|原来|同期)(?:同期)?的(?P<times>\d+(?:\.\d+)?|[一两二三四五六七八九十])倍"
    r"|翻了?(?P<doubled>[一两二]?)番"
)


@dataclass(frozen=True)
class _Level:
    """A number of things or a percentage that a change is measured between."""

    start: int
    end: int
    value: Decimal
    unit: str
    mention: Mention

    @property
    def said(self) -> str:
        """As the message writes it."""
        return f"{plain(self.value)}{self.unit}"


@dataclass(frozen=True)
class _Change:
    """增加3个 or 增长42.9%: its direction, and whether it is a rate."""

    level: _Level
    direction: int
    is_rate: bool


@dataclass(frozen=True)
class _Sentence:
    """The levels and changes of one sentence. before: of the last year; now: of this one."""

    line: Line
    start: int
    end: int
    before: tuple[_Level, ...]
    now: tuple[_Level, ...]
    changes: tuple[_Change, ...]
    pairs: tuple[tuple[_Level, _Level], ...]


def check(report: Report, mentions: Sequence[Mention]) -> list[Finding]:
    """Every change and share that the two numbers beside it do not give.

    A rate may be rounded to the decimals shown. Where several pairs are possible a change is right
    if one of them gives it.
    """
    found: list[Finding] = []
    for line in lines_of(report):
        own = [m for m in mentions if m.place.block == line.block.number and m.place.row < 0]
        for sentence in _sentences(line, own):
            found += _of_sentence(sentence)
        found += shares.check_line(line, own)
    return found


def _sentences(line: Line, mentions: Sequence[Mention]) -> Iterator[_Sentence]:
    start = 0
    while start < len(line.text):
        _, end = line.sentence(start)
        found = [
            (mention, place) for mention in mentions
            if (place := extent(line, mention)) and start <= place[0] < end
        ]
        if len(found) > 1:
            yield _sentence(line, (start, end), found)
        start = end + 1


def _sentence(
    line: Line, at: tuple[int, int], found: Sequence[tuple[Mention, tuple[int, int]]]
) -> _Sentence:
    before: list[_Level] = []
    now: list[_Level] = []
    changes: list[_Change] = []
    levels: list[_Level] = []
    for mention, (start, end) in found:
        level = _Level(start, end, mention.value, mention.unit, mention)
        ahead = re.sub("[约近]$", "", line.text[at[0] : start])[-24:]
        direction = _UP if _GROWN.search(ahead) else _DOWN if _SHRUNK.search(ahead) else 0
        if direction and (mention.unit in ("%", "个百分点") or mention.role is Role.CHANGE):
            changes.append(_Change(level, direction, mention.unit == "%"))
            continue
        levels.append(level)
        is_more = mention.about == "多" and re.match(r"了|\d", line.text[end : end + 1])
        if mention.about and not is_more:
            continue
        joined = bool(before) and line.text[before[-1].end : start] in ("、", "和", "，")
        is_earlier = mention.shift == -1 or _EARLIER.search(ahead) or joined
        if mention.shift in (0, -1) and mention.unit != "%":
            (before if is_earlier else now).append(level)
    pairs = tuple(
        (left, right) for left, right in pairwise(levels)
        if unit_group(left.unit) == unit_group(right.unit)
        and _FROM.search(line.text[at[0] : left.start])
        and _TO.match(line.text[left.end : right.start])
        and not left.mention.about and not right.mention.about
    )
    return _Sentence(line, *at, tuple(before), tuple(now), tuple(changes), pairs)


def _of_sentence(sentence: _Sentence) -> Iterator[Finding]:
    for change in sentence.changes:
        pairs = _pairs_for(sentence, change)
        if pairs and not any(_gives(change, *pair) for pair in pairs):
            clause = _clause(sentence.line, change.level)
            named = [pair for pair in pairs if pair[1].unit in clause[:-1]]
            yield _finding(sentence.line, change, (named or pairs)[0])
        elif not pairs and change.is_rate and (finding := _from_difference(sentence, change)):
            yield finding
    yield from _times(sentence)


def _pairs_for(sentence: _Sentence, change: _Change) -> list[tuple[_Level, _Level]]:
    """The numbers that a change may lie between, the likeliest first."""
    unit = change.level.unit
    own = [pair for pair in sentence.pairs if pair[1].end <= change.level.start]
    if own:
        return [p for p in own if _has_unit(p, unit)][-1:]
    combined = [
        (before, now) for before, now in product(sentence.before, sentence.now)
        if unit_group(before.unit) == unit_group(now.unit) and _has_unit((before, now), unit)
        and before.value
    ]
    start = change.level.start
    combined = [p for p in combined if max(p[0].end, p[1].end) <= start] or combined
    groups = {unit_group(before.unit) for before, _ in combined}
    return combined if len(combined) <= 6 and (len(groups) == 1 or unit == "%") else []


def _has_unit(pair: tuple[_Level, _Level], unit: str) -> bool:
    if pair[0].unit == "%":
        return unit in ("%", "个百分点")
    return unit == "%" or unit_group(pair[0].unit) == unit_group(unit)


def _gives(change: _Change, before: _Level, now: _Level) -> bool:
    said, about = change.level.value, bool(change.level.mention.about)
    difference = (now.value - before.value) * change.direction
    if not change.is_rate:
        return difference == said or (about and abs(difference - said) * 10 <= abs(said))
    if before.unit == "%" and difference == said:
        return True
    return bool(before.value) and is_rounded(
        change.level.mention, difference * 100 / before.value
    )


def _finding(line: Line, change: _Change, pair: tuple[_Level, _Level]) -> Finding:
    before, now = pair
    word = "增加" if now.value >= before.value else "减少"
    gap = abs(now.value - before.value)
    larger, smaller = max(before.value, now.value), min(before.value, now.value)
    subtraction = f"{plain(larger)}－{plain(smaller)}"
    level = change.level
    if change.is_rate:
        rate = rounded(level.mention, gap * 100 / before.value) if before.value else ""
        should = f"（{subtraction}）÷{plain(before.value)}＝{rate}%"
        word = "增长" if word == "增加" else "下降"
    else:
        should = f"{subtraction}＝{plain(gap)}{level.unit}"
    said = "增长" if change.is_rate else "增加"
    if change.direction == _DOWN:
        said = "下降" if change.is_rate else "减少"
    message = (
        f"由{before.said}到{now.said}，应{word}{should}，"
        f"文中写的是{said}{plain(level.value)}{level.unit}。"
    )
    places = tuple(line.place(one.start, one.end) for one in (level, before, now))
    return Finding(
        Kind.CHANGE, Verdict.DIFFERS, places, _clause(line, level), message,
    )


def _clause(line: Line, level: _Level) -> str:
    start = max(line.text.rfind(sign, 0, level.start) for sign in "，。；（：") + 1
    return line.text[start : level.end]


def _from_difference(sentence: _Sentence, rate: _Change) -> Finding | None:
    """10个，较上年增加3个，增长42.9%: the last year's number is 10 less 3."""
    others = [c for c in sentence.changes if not c.is_rate and c.direction == rate.direction]
    amounts = [c for c in others if c.level.end <= rate.level.start and c.level.unit != "个百分点"]
    if len(amounts) != 1 or len(sentence.changes) != 2 or amounts[0].level.mention.about:
        return None
    amount = amounts[0].level
    now = [n for n in sentence.now if unit_group(n.unit) == unit_group(amount.unit)]
    now = [n for n in now if n.end <= amount.start]
    if not now or "累计" in sentence.line.text[sentence.start : now[0].start]:
        return None
    bases = [n.value - amount.value * rate.direction for n in now]
    if any(b > 0 and is_rounded(rate.level.mention, amount.value * 100 / b) for b in bases):
        return None
    base = bases[0]
    if len(now) != 1 or base <= 0:
        return None
    should = rounded(rate.level.mention, amount.value * 100 / base)
    sign, word = ("－", "增长") if rate.direction == _UP else ("＋", "下降")
    message = (
        f"现为{now[0].said}，上年应为{plain(now[0].value)}{sign}{plain(amount.value)}＝{plain(base)}"
        f"{amount.unit}，{word}{plain(amount.value)}÷{plain(base)}＝{should}%，"
        f"文中写的是{plain(rate.level.value)}%。"
    )
    line = sentence.line
    places = tuple(line.place(one.start, one.end) for one in (rate.level, amount, now[0]))
    return Finding(Kind.CHANGE, Verdict.DIFFERS, places, _clause(line, rate.level), message)


def _times(sentence: _Sentence) -> Iterator[Finding]:
    """是上年的2倍, 翻番."""
    line = sentence.line
    for match in _TIMES.finditer(line.text, sentence.start, sentence.end):
        times = _multiple(match)
        pairs = [pair for pair in sentence.pairs if pair[1].end <= match.start()][-1:] or [
            pair for pair in product(sentence.before, sentence.now)
            if unit_group(pair[0].unit) == unit_group(pair[1].unit)
        ]
        if not pairs or not times or line.text[: match.start()].endswith(("近", "约", "超过", "逾")):
            continue
        shown = Decimal(1).scaleb(times.as_tuple().exponent) / 2  # type: ignore[arg-type]
        slack = Decimal("0.1") if match["doubled"] is not None else shown
        if any(b.value and abs(n.value / b.value - times) <= slack for b, n in pairs):
            continue
        before, now = pairs[0]
        if len({unit_group(b.unit) for b, _ in pairs}) > 1 or not before.value:
            continue
        is_more = now.value > before.value and now.value / before.value > times
        if match["doubled"] is not None and is_more:
            continue
        exactly = plain(round(now.value / before.value, 1))
        message = (
            f"由{before.said}到{now.said}是{plain(now.value)}÷{plain(before.value)}＝{exactly}倍，"
            f"文中写的是“{match[0]}”（{plain(times)}倍）。"
        )
        places = (
            line.place(match.start(), match.end()), line.place(before.start, before.end),
            line.place(now.start, now.end),
        )
        yield Finding(Kind.CHANGE, Verdict.DIFFERS, places, match[0], message)


def _multiple(match: re.Match[str]) -> Decimal:
    if match["doubled"] is not None:
        return Decimal(4 if match["doubled"] in ("两", "二") else 2)
    times = match["times"]
    return Decimal(times) if times[0].isdigit() else chinese_value(times) or Decimal(0)
