"""Of what whole a number of the prose speaks, where nothing narrows it down."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from exports.proofreading.counts import PERSONS, Count

OUT, IN = "出访", "来访"

_DIRECTIONS = (
    (OUT, re.compile(r"派出|组派|选派|派遣|出访|因公|出国|出境|赴")),
    (IN, re.compile(r"接待|来访|来自|到访|来宾")),
)
_TAKING_ON = re.compile(r"聘请|聘用|聘任|聘|招收|录取|接收|派出|组派|选派|派遣|接待|签署|签订|举办|开展|组织")
_STANDING = re.compile(r"现有|在校|在读|在册|在籍|目前|截至|拥有|已有|有")
_NEUTRAL = re.compile(
    r"20\d\d年度?|年度|全年|本年|今年|年内|我校|我院|我处|学校|全校|总共|一共|共计|共有|共|总计|合计|累计|总数|人数|人次|数量|总"
    r"|达到|达|为|是|了|的|已|先后|分别|数|其|由|实际|执行|期间|因公|临时|出国|出境|（境）|境|国|到校|到访"
)
_TOTAL = re.compile(r"共|总|合计|全校|全年|我校|学校|现有")
_FOREIGN = re.compile(r"[一-鿿]{2,}(?:学院|系|分院|中心|研究院)")
_ABOUT_SOME = re.compile(r"(?:为|对|向|给|由|与|和|邀请|安排|随|同|有|等|分|另有?|该|这|上述|以上|新|首次|续)$")
_GOES_ON = re.compile(r"(?:共?\d|到校|来校|在校|在我校|任教|来华|在册|在读|从事|承担|执行|出访|赴|到|就读|全部|均)")


@dataclass(frozen=True)
class Scope:
    """What is counted: the noun without neutral words, the direction, and how it is told.

    manner: 招 for who is taken on, 在 for who is there, blank. is_cued: 共, 全年 or 我校 says that
    it is the whole.
    """

    core: str
    direction: str
    manner: str
    is_cued: bool


def words(counts: Sequence[Count], position: int) -> str:
    """The words a number counts, those of the number before it for 10个、31人次."""
    count = counts[position]
    own = f"{count.label}{count.noun}"
    if position and not strip(own) and not direction(own):
        before = counts[position - 1]
        gap = before.line.text[before.end : count.start]
        if before.line is count.line and len(gap.removeprefix(before.noun)) <= 3 and (
            "。" not in gap and "；" not in gap
        ):
            return words(counts, position - 1) + own
    return own


def direction(text: str) -> str:
    """出访 or 来访 as words say it, blank where they do not or say both."""
    found = [name for name, pattern in _DIRECTIONS if pattern.search(text)]
    return found[0] if len(found) == 1 else ""


def strip(text: str) -> str:
    """Words without those that narrow nothing down and those of direction and taking on."""
    for pattern in (_DIRECTIONS[0][1], _DIRECTIONS[1][1], _TAKING_ON, _STANDING, _NEUTRAL):
        text = pattern.sub("", text)
    return text


def scope_of(counts: Sequence[Count], position: int) -> Scope | None:
    """The whole that a number speaks of; None where its sentence narrows it down."""
    count = counts[position]
    mention, line = count.mention, count.line
    if mention.is_part or mention.span or count.depth:
        return None
    start, _ = line.sentence(count.start)
    sentence = line.text[start : count.start]
    if _FOREIGN.search(sentence.replace("我校", "")) or re.search("其中|累计|上半年|下半年", sentence):
        return None
    behind = line.text[count.end :].removeprefix(count.noun)
    if behind and behind[0] not in "，。；、：（" and not _GOES_ON.match(behind):
        return None
    if _ABOUT_SOME.search(count.label) and not re.search(r"(?:现|共|拥|已|设)有$", count.label):
        return None
    text = words(counts, position)
    core = strip(text)
    if count.group in (PERSONS, "人次"):
        core = re.sub(r"团组|批次|教师|师生|人员", "", core) if direction(text) == OUT else core
    manner = "招" if _TAKING_ON.search(text) else "在" if _STANDING.search(text) else ""
    return Scope(core, direction(text), manner, bool(_TOTAL.search(f"{sentence[-14:]}{text}")))
