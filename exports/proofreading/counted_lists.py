"""Lists that stand beside their number: 四个专业（A、B、C、D）, 来自A、B等5个国家."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from exports.proofreading import aspects, list_items
from exports.proofreading.base import Finding, Kind, Mention, Place, Report, Verdict
from exports.proofreading.counts import Count, Line, exact, lines_of, plain
from exports.proofreading.list_items import Item, Items
from exports.proofreading.numerals import chinese_value

_OPENED = re.compile(
    r"^(?P<noun>[^，。；：、！？（）0-9]{0,16})(?P<sign>（|：|[，]?(?:分别|具体)(?:是|为)|，即|，包括|包括|[，]?即)"
)
_NO_LIST = re.compile(r"^(?:见|详见|含|其中|共|约|按|以|不含|占|较|比|均|如|上年|\d)")
_ONE_BY_ONE = re.compile(r"(?:^|[：；。])([一二三四五六七八九十])是")
_ONE_PLACE = re.compile(r"(?:到访|访问|前往|出访|赴|来自|涉及|覆盖)(?P<place>[一-鿿]{2,8})$")
_KINDS = ("类", "种")
"""Measure words of divisions: what stands before them is the division itself."""
_SIDES = re.compile(r"^(?:大)?(?:方面|环节|层面|维度|领域|问题|不足|工作|重点|任务|措施|特点|举措|原则|阶段)")


@dataclass(frozen=True)
class _Counted:
    """A number with the list that it counts."""

    count: Count
    items: Items
    is_named: bool
    """The text says that the list is the things counted (a bracket, 分别为, a colon)."""


def check(report: Report, mentions: Sequence[Mention]) -> list[Finding]:
    """Every list whose items are more or fewer than its number says, or name a thing twice.

    Behind 等 the items may be fewer. 和, 与 and 及 divide items or stand inside of a name: a list
    that fits in one of the two readings is right. A list of other things than the counted ones
    (英语、日语12名教师) is not held against the number.
    """
    found: list[Finding] = []
    for line in lines_of(report):
        shifts = {m.shift for m in mentions if m.place.block == line.block.number}
        for shift in sorted(shifts, key=str):
            for count in exact(line, mentions, shift=shift):
                found += _of_count(line, count)
        for count in _nations(line):
            found += _of_count(line, count)
    return found


def _nations(line: Line) -> Iterator[Count]:
    """日本、韩国、泰国三国: a number without a measure word of its own, not among the mentions."""
    for match in re.finditer(r"(?<=[一-鿿])([两三四五六七八九十])国(?![一-鿿]?际|家|外|内)", line.text):
        items = list_items.ending_at(line.text, match.start())
        value = chinese_value(match[1])
        if items is None or value is None or not list_items.is_of("国家", items):
            continue
        place = line.place(match.start(), match.end())
        mention = Mention(place, match[0], value, "国", "", line.text)
        yield Count(line, mention, match.start(), match.end(), "国", "国", "国家", "", 0)


def _of_count(line: Line, count: Count) -> Iterator[Finding]:
    if count.value > 60 or count.value != int(count.value):
        return
    for counted in (_before(line, count), _behind(line, count)):
        if counted is not None and (finding := _judge(counted)):
            yield finding
            return
    if finding := _numbered(line, count) or _single(line, count):
        yield finding


def _single(line: Line, count: Count) -> Finding | None:
    """到访新加坡2个国家: one country before a number of several."""
    before = _ONE_PLACE.search(line.text[: count.start])
    if count.value < 2 or not before or not count.noun.startswith("国家"):
        return None
    if before["place"] not in aspects.place_names():
        return None
    number = f"{plain(count.value)}{count.unit}"
    message = f"写的是{number}国家，只列出{before['place']}1个，少{plain(count.value - 1)}个。"
    said = f"{before[0]}{count.said}{count.noun}"
    start = before.start("place")
    places = (count.place, line.place(start, count.start))
    return Finding(Kind.LIST, Verdict.DIFFERS, places, said, message)


def _before(line: Line, count: Count) -> _Counted | None:
    """The list that ends at the number: A、B、C三个专业, 《A》《B》等文件2份."""
    items = list_items.ending_at(line.text, count.start)
    return _Counted(count, items, False) if items else None


def _behind(line: Line, count: Count) -> _Counted | None:
    """The list that begins behind the number and its noun: 3所院校：A、B、C."""
    opened = _OPENED.match(line.text[count.end :])
    if not opened:
        return None
    start = count.end + opened.end()
    text = line.text[start:]
    is_bracket = opened["sign"] == "（"
    text = text[: _closing(text)] if is_bracket else re.split("[。；！？]", text)[0]
    text = text.removeprefix("：")
    start += len(line.text[start:]) - len(line.text[start:].removeprefix("："))
    if _NO_LIST.match(text) or list_items.has_numbers(text):
        return None
    items = list_items.whole(text, start, is_bracket=is_bracket)
    return _Counted(count, items, True) if items else None


def _closing(text: str) -> int:
    depth = 1
    for position, sign in enumerate(text):
        depth += (sign == "（") - (sign == "）")
        if not depth:
            return position
    return 0


def _judge(counted: _Counted) -> Finding | None:
    count, items = counted.count, counted.items
    number = int(count.value)
    noun = list_items.noun_of(count.noun, items)
    twice = items.repeated()
    if twice and _may_repeat(counted, number, noun):
        return _repeated(count, items, twice)
    if count.unit in _KINDS and not items.is_open and not items.fewest <= number <= items.most:
        return _differs(count, items) if abs(items.fewest - number) <= 3 else None
    if items.is_open:
        return _too_many(count, items) if items.fewest > number and _same(noun, items) else None
    if items.fewest <= number <= items.most or not _same(noun, items):
        return None
    return _differs(count, items)


def _same(noun: str, items: Items) -> bool:
    return list_items.is_of(noun, items)


def _may_repeat(counted: _Counted, number: int, noun: str) -> bool:
    """Whether a repeated name is a mistake: the list is as long as its number, or of its noun."""
    items = counted.items
    return items.fewest <= number <= items.most or items.is_open or _same(noun, items)


def _names(items: Items) -> str:
    return "、".join(item.text for item in items.items)


def _repeated(count: Count, items: Items, twice: tuple[Item, Item]) -> Finding:
    line = count.line
    different = len({item.text for item in items.items})
    number = f"{plain(count.value)}{count.unit}"
    message = (
        f"“{twice[0].text}”列了两次：写的是{number}，"
        f"列出{len(items.items)}项，不重复的只有{different}项。"
    )
    places = (_place(line, twice[1]), _place(line, twice[0]), count.place)
    return Finding(Kind.LIST, Verdict.DIFFERS, places, _said(count, items), message)


def _too_many(count: Count, items: Items) -> Finding:
    message = (
        f"写的是{plain(count.value)}{count.unit}，“等”字前已经列出{items.fewest}项"
        f"（{_names(items)}），比总数多{items.fewest - int(count.value)}项。"
    )
    return Finding(Kind.LIST, Verdict.DIFFERS, _places(count, items), _said(count, items), message)


def _differs(count: Count, items: Items) -> Finding:
    number = int(count.value)
    listed = items.fewest if items.fewest > number else items.most
    more = "多" if listed > number else "少"
    message = (
        f"写的是{number}{count.unit}，列出的是{listed}项（{_names(items)}），"
        f"{more}{abs(listed - number)}项。"
    )
    return Finding(Kind.LIST, Verdict.DIFFERS, _places(count, items), _said(count, items), message)


def _places(count: Count, items: Items) -> tuple[Place, ...]:
    line = count.line
    return (count.place, line.place(items.items[0].start, items.items[-1].end))


def _place(line: Line, item: Item) -> Place:
    return line.place(item.start, item.end)


def _said(count: Count, items: Items) -> str:
    start, end = items.items[0].start, items.items[-1].end
    return count.line.text[min(start, count.start) : max(end, count.end)]


def _numbered(line: Line, count: Count) -> Finding | None:
    """三个方面：一是…二是… held against the last ordinal that is told."""
    behind = line.text[count.end :]
    if not _SIDES.match(behind):
        return None
    opened = re.match(r"[^。；：]{0,12}[：，。]一是", behind)
    if not opened:
        return None
    told = [match[1] for match in _ONE_BY_ONE.finditer(line.text, count.end)]
    order = "一二三四五六七八九十"
    run = 0
    for ordinal in told:
        if run >= len(order) or ordinal != order[run]:
            break
        run += 1
    if run < 2 or run == count.value:
        return None
    message = f"写的是{plain(count.value)}{count.unit}，下文从“一是”说到“{order[run - 1]}是”，只有{run}项。"
    if run > count.value:
        message = message.replace("只有", "共有")
    return Finding(
        Kind.LIST, Verdict.DIFFERS, (count.place,),
        f"{count.label}{count.said}{count.noun}", message,
    )
