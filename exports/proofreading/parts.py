"""Which numbers a text names as the parts of a total, and whether it claims to name them all."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from exports.proofreading import numbers
from exports.proofreading.aspects import CROSSING, aspect, is_loose, is_pair
from exports.proofreading.base import Mention
from exports.proofreading.counts import PERSONS, Count, Line, exact
from exports.proofreading.numerals import chinese_value

SUM_CUE = re.compile(r"(?:共|总计|合计|累计|总数|全年)[^，。；：、]{0,8}$")
_MARKER = re.compile(r"其中|(?<!不)包括(?![^，。；]*在内)|包含|分别(?:为|是|有)|：(?!其中|一是)|（(?!其中|包括|含|不含|包含)")
_WITHIN = re.compile(r"其中|包括|包含|(?<!不)含|分别(?:为|是|有)")
_ALL_SUMMED = re.compile(
    r"(?:^|[，；：、）])(?:以上|两项|三项|各项)?(?:加起来(?:正好)?|合计|总计|共计|一共|总共|合共|共)(?:有|为|是)?"
    r"(?:\d+[^，。；]{0,8})?$"
)
_REST = re.compile(r"其余|剩余|余下|其他的?均|余者")
_AND = re.compile(r"^[^，。；]{0,14}?(?:、|，)?(?:和|及|以及|与)")
_ONE_BY_ONE = re.compile(r"(?<=[。；：])[一二三四五六七八九十]是")
_DIVIDED = re.compile(r"按[^，。；：]{1,12}分(?:类|布|别)?[，：]")
_NEXT_IN_LIST = re.compile(r"^）(?:、|，|和|及|以及|与)[^，。；：、（）]{1,12}（$")
_NEXT = re.compile(r"^(?:另有|另外|其余|还有|此外|另|剩余)")
_ANOTHER = re.compile(
    r"^(?:另|并|同时|此外|还|又|全年|学校|我校)*(?:接待|派出|选派|聘请|聘用|招收|举办|签署|签订|组织|邀请|录取"
    r"|资助|培训|引进|输送|新增|接收)"
)
_OTHER_NOUNS = ("国家", "地区", "院校", "学校", "专业", "城市", "单位", "部门", "企业", "学院", "大学")
_NUMBERINGS = tuple(
    re.compile(pattern) for pattern in (
        r"([一二三四五六七八九十]+)、", r"（([一二三四五六七八九十]+)）", r"(\d{1,2})(?:[.．](?!\d)|、)",
        r"（(\d{1,2})）", r"([一二三四五六七八九十])是", r"第([一二三四五六七八九十])(?:，|、|：|类|种|个)",
    )
)


@dataclass(frozen=True)
class Part:
    """A number as a part. text: what the report says it is. is_optional: perhaps it is none.

    aspect: from which side the whole is divided (sex, degree, country), blank where unknown.
    """

    count: Count
    text: str
    is_optional: bool = False

    @property
    def aspect(self) -> str:
        """From which side it looks at the whole, blank where that is unknown."""
        return aspect(self.text)

    @property
    def is_rest(self) -> bool:
        """Whether it is what the other parts leave (其余)."""
        return bool(_REST.search(self.count.line.text[self.count.start - 8 : self.count.start]))


@dataclass(frozen=True)
class Run:
    """Parts named behind one word such as 其中, and the totals they may belong to.

    is_complete: the text claims that they are all. has_gap: one of the listed things has no number.
    """

    totals: tuple[Count, ...]
    counts: tuple[Part, ...]
    is_complete: bool
    has_gap: bool = False


def runs(line: Line, counts: Sequence[Count], earlier: Sequence[Count]) -> Iterator[Run]:
    """The runs of a line. earlier: the numbers of the paragraph before, for 其中 at the beginning."""
    for marker in _MARKER.finditer(line.text):
        word, at = marker[0], marker.end()
        depth = line.text[:at].count("（") - line.text[:at].count("）")
        is_bracket = word == "（" or line.text[marker.start() - 1 : marker.start()] == "（"
        opening = marker.start() if word == "（" or not is_bracket else marker.start() - 1
        totals = _totals(line, counts, opening, depth - is_bracket, word=word)
        if not totals and word == "其中" and not line.text[: marker.start()].strip("，（"):
            totals = _nearest(earlier)
        end = _end(line, at, depth)
        inside = [c for c in counts if at <= c.start < end and c.depth == depth]
        if not depth and word == "其中":
            inside += _following(line, counts, inside, end)
        inside = _until_new_total(line, inside, totals, at)
        if word == "（":
            groups = Counter(c.group for c in inside)
            inside = [c for c in inside if groups[c.group] > 1]
        if totals and inside:
            yield _run(line, totals, inside, (word, at))
    yield from _told_one_by_one(line, counts)
    yield from _in_brackets(line, counts)
    for total, pair in pairs_behind(line, counts):
        if total.group == pair[0].count.group:
            yield Run((total,), pair, is_complete=True)


def _in_brackets(line: Line, counts: Sequence[Count]) -> Iterator[Run]:
    """The run of a list with a number in brackets behind each item: 来自美国（3人）、英国（4人）."""
    taken = -1
    for position, first in enumerate(counts):
        if position <= taken or line.text[first.start - 1 : first.start] != "（":
            continue
        found = [first]
        for count in counts[position + 1 :]:
            between = line.text[found[-1].end : count.start]
            if count.group != first.group or not _NEXT_IN_LIST.match(between):
                break
            found.append(count)
        taken = position + len(found) - 1
        total = next((c for c in reversed(counts[:position]) if c.group == first.group), None)
        if len(found) < 2 or total is None or total.depth != first.depth - 1:
            continue
        between = line.text[total.end : first.start]
        if len(between) <= 30 and not re.search("[。；）]", between):
            is_open = "等" in line.text[found[-1].end :][:2]
            items = tuple(Part(c, line.text[c.start - 8 : c.start - 1]) for c in found)
            yield Run((total,), items, not is_open)


def pairs_behind(
    line: Line, counts: Sequence[Count]
) -> Iterator[tuple[Count, tuple[Part, Part]]]:
    """A total with the two halves right behind it, without a word like 其中: 14人，专职12人、兼职2人."""
    for position, left in enumerate(counts[1:-1], 1):
        right = counts[position + 1]
        likes = (left.group, "人次") if left.group == PERSONS else (left.group,)
        total = next((c for c in reversed(counts[:position]) if c.group in likes), None)
        if total is None or left.group != right.group or total.depth != left.depth:
            continue
        words = line.text[left.end : right.start], line.text[total.end : left.start]
        near = all(len(text) <= 20 and not re.search("[。；]", text) for text in words)
        if near and left.label and right.label and is_pair(left.label, right.label):
            yield total, (Part(left, left.label), Part(right, right.label))


def _told_one_by_one(line: Line, counts: Sequence[Count]) -> Iterator[Run]:
    """The run of 一是…；二是…, each giving its part by its first number."""
    begins = [match.start() for match in _ONE_BY_ONE.finditer(line.text)]
    if len(begins) < 2 or not line.text.startswith("一是", begins[0]):
        return
    start, _ = line.sentence(begins[0] - 1 if line.text[begins[0] - 1] == "：" else begins[0] - 2)
    totals = [
        c for c in _nearest([c for c in counts if start <= c.start < begins[0] and not c.depth])
        if SUM_CUE.search(line.text[: c.start][-12:])
    ]
    for total in totals:
        firsts: list[Count | None] = []
        for begin, end in pairwise([*begins, len(line.text)]):
            here = [c for c in counts if begin < c.start < end and c.group == total.group]
            firsts.append(next((c for c in here if not c.depth and fits(total, c)), None))
        named = [first for first in firsts if first]
        if len(named) > 1:
            found = tuple(Part(c, _description(c, None)) for c in named)
            is_all = line.text[begins[0] - 1] == "：" and len(named) == len(firsts)
            yield Run((total,), found, is_all)


def _run(line: Line, totals: list[Count], inside: list[Count], at: tuple[str, int]) -> Run:
    word, start = at
    parts = []
    for position, count in enumerate(inside):
        follows = inside[position + 1].start if position + 1 < len(inside) else None
        before = line.text[start : count.start]
        clause = before.rpartition("；")[2]
        begins = re.split("[，；。]", before)[-1]
        nested = bool(_WITHIN.search(clause)) if clause is not before or word != "（" else False
        optional = nested or (position > 0 and bool(_ANOTHER.match(begins)))
        parts.append(Part(count, _description(count, follows), optional))
    complete = word in ("：", "（") or word.startswith("分别")
    if word in ("包括", "包含") and len(inside) > 1:
        between = line.text[inside[-2].end : inside[-1].start]
        complete = bool(_AND.match(between)) and "等" not in line.text[inside[-1].end :][:12]
    complete = complete or any(part.is_rest for part in parts)
    return Run(tuple(totals), tuple(parts), complete, _has_gap(line, inside))


def _totals(
    line: Line, counts: Sequence[Count], at: int, depth: int, *, word: str
) -> list[Count]:
    """The totals that parts behind a position may have: nearest of each measure word first."""
    start, _ = line.sentence(max(at - 1, 0) if line.text[at - 1 : at] != "。" else at)
    before = [c for c in counts if start <= c.start < at and c.depth == depth]
    if word in ("：", "（"):
        return [
            c for c in _nearest(before)
            if not re.search("[，。；]", line.text[c.end : at]) and at - c.end <= 16
        ]
    if not before and start > 0 and word == "其中" and not line.text[start:at].strip("，（"):
        earlier, _ = line.sentence(start - 2)
        divided = _DIVIDED.search(line.text, earlier, start - 1)
        if divided and earlier > 1:
            # 按类别分，… lists parts of what was told before: 其中 goes on with that whole.
            start, (earlier, _) = earlier, line.sentence(earlier - 2)
        before = [c for c in counts if earlier <= c.start < start - 1 and c.depth == depth]
    totals = _nearest(before)
    opened = line.text[start:at].rstrip("，")
    if opened.endswith("；"):
        totals = [*[c for c in before if SUM_CUE.search(line.text[: c.start][-12:])], *totals]
    cued = [c for c in before if SUM_CUE.search(line.text[: c.start][-12:]) and c not in totals]
    return [*totals, *cued]


def _nearest(counts: Sequence[Count]) -> list[Count]:
    """The last number of each measure word."""
    return list({count.group: count for count in counts}.values())


def _end(line: Line, at: int, depth: int) -> int:
    """Where the sentence or the bracket that a position lies in ends."""
    level = depth
    for position in range(at, len(line.text)):
        sign = line.text[position]
        level += (sign == "（") - (sign == "）")
        if level < depth or (sign in "。！？" and level <= depth):
            return position
    return len(line.text)


def _following(
    line: Line, counts: Sequence[Count], inside: Sequence[Count], end: int
) -> list[Count]:
    """Parts in the sentences that go on with the list (另有3个。, 3个团组赴……。)."""
    found: list[Count] = []
    sides = {aspect(_description(count, None)) for count in inside} - {""}
    while end + 1 < len(line.text):
        start, close = line.sentence(end + 1)
        here = [c for c in counts if start <= c.start < close and not c.depth]
        text = line.text[start:close]
        if not here or SUM_CUE.search(line.text[start : here[0].start]):
            break
        goes_on = _NEXT.match(text) or here[0].start == start
        if not goes_on and not (len(text) <= 24 and sides & {aspect(text)}):
            break
        found += here
        end = close
    return found


def _until_new_total(
    line: Line, inside: list[Count], totals: Sequence[Count], at: int
) -> list[Count]:
    """The numbers before another total of the same measure word begins (；共接待5个)."""
    groups = {total.group for total in totals}
    for position, count in enumerate(inside):
        before = line.text[at : count.start]
        clause = re.split("[，；。]", before)[-1]
        if count.group in groups and len(before) > len(clause) and re.search(
            r"共|合计|总计|累计|全年", clause
        ):
            return inside[:position]
    return inside


def _description(count: Count, follows: int | None) -> str:
    """What the text says a part is: the words before it, or behind where there are none."""
    if count.label.strip("的") and not count.noun:
        return count.label
    end = count.line.sentence(count.start)[1] if follows is None else follows
    behind = count.line.text[count.end : min(end, count.end + 40)]
    behind = re.split("；", behind)[0]
    return f"{count.label}{behind}"


def _has_gap(line: Line, inside: Sequence[Count]) -> bool:
    """Whether a listed thing between two numbers has no number itself (讲座5场、论坛、展览3场)."""
    return any(
        line.text[left.end : right.start].count("、") > 1 for left, right in pairwise(inside)
    )


def fits(total: Count, count: Count) -> bool:
    """Whether a number may count some of the things that the total counts."""
    if count.group == PERSONS or count.group == "人次":
        return not count.label.endswith(("导师", "每"))
    whole = total.noun or total.label
    if "等奖" in count.label + count.noun and "奖" not in whole:
        return False
    if count.noun:
        same = count.noun[-2:] in whole or whole[-2:] in count.noun or count.noun[-1] in whole[-2:]
        return not whole or same
    foreign = next((noun for noun in _OTHER_NOUNS if count.label.endswith(noun)), "")
    return not foreign or whole.endswith(foreign)


def part_of(count: Count, counts: Sequence[Count]) -> Part:
    """A number as a part, described up to the next number of the line."""
    later = [c.start for c in counts if c.line is count.line and c.start > count.start]
    return Part(count, _description(count, min(later, default=None)))


def sides(found: Sequence[Part]) -> list[list[Part]]:
    """The parts that divide the whole from one side each; parts of unknown sides only alone."""
    known = {part.aspect for part in found} - {""}
    if len(known - CROSSING) <= 1 and not known & CROSSING and _is_enumeration(found):
        return [list(found)]
    repeats = all(part.count.noun and not part.count.label.strip("的") for part in found)
    if len(known) <= 1 and (repeats or all(part.aspect for part in found)):
        return [list(found)]
    groups = [[part for part in found if part.aspect == side] for side in sorted(known)]
    if not known and not any(is_loose(part.text) for part in found):
        groups.append(list(found))
    return groups


def _is_enumeration(found: Sequence[Part]) -> bool:
    """Whether parts are named in one manner: three or more short names, or one noun in all."""
    labels = [part.count.label for part in found]
    if any(is_loose(part.text) for part in found) or not all(labels):
        return False
    return len(found) > 2 or len({label[-2:] for label in labels}) == 1


def is_one_side(found: Sequence[Part]) -> bool:
    """Whether nothing says that the parts overlap."""
    return len({part.aspect for part in found if not part.is_rest} - {""}) <= 1


def is_exhaustive(found: Sequence[Part]) -> bool:
    """Whether two parts leave nothing: 男 and 女, 上半年 and 下半年, or one is 其余."""
    sure = [part for part in found if not part.is_optional]
    return len(sure) == 2 and is_pair(sure[0].text, sure[1].text)


def sums_up(text: str) -> bool:
    """Whether a sentence's beginning ends in a word that sums up what stands before it (，共)."""
    return bool(_ALL_SUMMED.search(text))


def last_run(text: str) -> int:
    """Where the last 其中 or 分别为 of a text ends, 0 without one."""
    return max((match.end() for match in _WITHIN.finditer(text)), default=0)


def is_total(count: Count, *, is_colon: bool) -> bool:
    """Whether a number claims to be the sum of what stands below."""
    return is_colon or bool(SUM_CUE.search(count.line.text[: count.start][-12:]))


def numbered_below(lines: Sequence[Line]) -> Iterator[Line]:
    """The paragraphs directly below the first that are numbered 1, 2, 3 in one manner."""
    if len(lines) < 2:
        return
    style = next((style for style in _NUMBERINGS if style.match(lines[1].text)), None)
    if style is None or style.match(lines[0].text):
        return
    for expected, line in enumerate(lines[1:], 1):
        found = style.match(line.text)
        if not found or _ordinal(found[1]) != expected:
            return
        yield line


def _ordinal(text: str) -> int:
    return int(text) if text.isdigit() else int(chinese_value(text) or 0)


def first_of(
    total: Count, line: Line, mentions: Sequence[Mention], *, is_strict: bool
) -> Count | None:
    """The number by which a numbered paragraph names its part of the total, None without one.

    is_strict: it must name the same noun as the total itself.
    """
    if line.block.level:
        mentions = [
            replace(mention, place=replace(mention.place, block=line.block.number))
            for mention in numbers.mentions_of(line.block.text)
        ]
    shift = total.mention.shift
    for count in exact(line, mentions, shift=shift):
        if count.group == total.group and not count.depth and fits(total, count):
            named = (total.noun or total.label)[-2:]
            return count if not is_strict or named in f"{count.label}{count.noun}" else None
    return None
