"""The counted things of a paragraph in reading order, on its text without blanks.

A report set in lines has blanks around its numbers ("10 个团组"); every check of the report
against itself reads the same squeezed text and hands back places of the text as it stands.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from exports.proofreading.base import Block, Mention, Place, Report, Role
from exports.proofreading.numerals import UNITS

PERSONS = "人"
"""The class of the measure words 人, 名 and 位; 人次 is a class of its own."""

_SAME_UNIT = {
    "人": PERSONS, "名": PERSONS, "位": PERSONS, "场次": "场", "批次": "批", "团次": "团",
}
_UNCOUNTED = {
    "%", "个百分点", "天", "人天", "人日", "人月", "课时", "学时", "节",
}
_UNIT = "|".join(UNITS)
_HALF = str.maketrans("()!?%", "（）！？%")
_BLANK_SIDES = re.compile(r"[0-9A-Za-z]")
_RANGE_BEFORE = re.compile(r"\d(?:[万亿]?[个名人项所家场次]?)[—–~～\-至到]+$")
_RANGE_AFTER = re.compile(r"[—–~～\-至到]+\d")
_MORE_OR_LESS = re.compile(
    r"(?:增加|减少|增长|下降|(?<!新)增|减|(?:比|较)[^，。；]{0,8}[多少]|增多|提高|降低|扩大|上升)(?:了|到)?(?:约|近)?$"
)
_EACH = re.compile(r"(?:每|平均|人均|年均|不少于|不低于|至少|以上)[^，。；：、（）]{0,4}$")
_STOPS = "，。；：、（）！？“”《》"
_VERBS = re.compile(
    r"共|均|都|赴|到|前往|参加|访问|分别|来校|来自|来我|(?<=.)在|在(?!读|校|册)|为|进行|开展|执行|接受|获|被|已|由|从|与|和|及|是|占|比|较"
    r"|随|分布|涵盖|覆盖|通过|完成|担任|承担|任教|就读|入选|出席"
)
_STARTERS = re.compile(
    r"^(?:其中|另外|另有|另|还有|此外|包括|包含|分别|有|为|是|含|的|即|其余|年|全年|今年|本年度?|我校|学校|，)+"
)


@dataclass(frozen=True)
class Line:
    """One paragraph without blanks. at: for each character its position in the block's text."""

    block: Block
    text: str
    at: tuple[int, ...]

    def place(self, start: int, end: int) -> Place:
        """The place of characters [start, end) of the squeezed text."""
        return Place(self.block.number, self.at[start], self.at[end - 1] + 1)

    def sentence(self, position: int) -> tuple[int, int]:
        """Start and end of the sentence around a position, its full stop excluded."""
        start = max(self.text.rfind(sign, 0, position) for sign in "。！？") + 1
        ends = [self.text.find(sign, position) for sign in "。！？"]
        return start, min([end for end in ends if end >= 0], default=len(self.text))


@dataclass(frozen=True)
class Count:
    """One exact number of things on a line. start, end: with its measure word, in Line.text.

    group: the class of its measure word, so that 名 and 人 can be added. noun: the words behind
    it. label: the words before it within its clause. depth: of brackets around it.
    """

    line: Line
    mention: Mention
    start: int
    end: int
    group: str
    unit: str
    noun: str
    label: str
    depth: int

    @property
    def value(self) -> Decimal:
        """The number itself."""
        return self.mention.value

    @property
    def said(self) -> str:
        """The number with its measure word as written."""
        return self.line.text[self.start : self.end]

    @property
    def place(self) -> Place:
        """Where it stands."""
        return self.line.place(self.start, self.end)

    @property
    def name(self) -> str:
        """What it counts as far as the clause says: the noun behind it, else the words before."""
        return self.noun or self.label


def plain(value: Decimal) -> str:
    """A number without superfluous zeros: 12, 12.5."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def line_of(block: Block) -> Line:
    """The paragraph without blanks and with full-width punctuation, of the same characters."""
    text = block.text
    kept: list[int] = []
    for index, sign in enumerate(text):
        if sign.isspace() or sign in "\u200b\ufeff":
            before, after = text[:index].rstrip()[-1:], text[index:].lstrip()[:1]
            both = _BLANK_SIDES.match(before) and _BLANK_SIDES.match(after)
            if not (both and kept and not text[kept[-1]].isspace()):
                continue
        kept.append(index)
    signs = [text[index] for index in kept]
    for index, sign in enumerate(signs):
        if sign in ",;:" and not _between_digits(signs, index):
            signs[index] = {",": "，", ";": "；", ":": "："}[sign]
        elif sign == "." and index and not signs[index - 1].isascii():
            signs[index] = "。"
    return Line(block, "".join(signs).translate(_HALF), tuple(kept))


def _between_digits(signs: list[str], index: int) -> bool:
    around = [*signs[index - 1 : index], *signs[index + 1 : index + 2]]
    return len(around) == 2 and all(sign.isascii() and sign.isalnum() for sign in around)


def lines_of(report: Report) -> list[Line]:
    """The paragraphs of a report."""
    return [line_of(block) for block in report.paragraphs() if block.text.strip()]


def exact(line: Line, mentions: Iterable[Mention], *, shift: int | None = 0) -> list[Count]:
    """The exact numbers of things of a year on a line: no rates, changes, dates or ranges."""
    found: dict[int, Count] = {}
    for mention in mentions:
        count = _count(line, mention)
        if count and not mention.about and mention.shift == shift and _is_level(count):
            found.setdefault(count.start, count)
    return [found[start] for start in sorted(found)]


def _is_level(count: Count) -> bool:
    """新增4个 says how many are new, not by how many more there are."""
    is_new = count.line.text[: count.start].endswith("新增")
    return count.mention.role is Role.LEVEL or (count.mention.role is Role.CHANGE and is_new)


def extent(line: Line, mention: Mention) -> tuple[int, int] | None:
    """Start and end of a mention on its squeezed line; None if it is elsewhere."""
    place = mention.place
    if place.block != line.block.number or place.row >= 0:
        return None
    start, end = bisect_left(line.at, place.start), bisect_left(line.at, place.end)
    return (start, end) if start < end else None


def unit_group(unit: str) -> str:
    """The class of a measure word."""
    return _SAME_UNIT.get(unit, unit)


def _count(line: Line, mention: Mention) -> Count | None:
    found = extent(line, mention)
    if found is None:
        return None
    start, end = found
    unit = mention.unit
    before, after = line.text[:start], line.text[end:]
    loose = before.endswith(("第", "约", "近", "超", "超过", "逾", "达到或超过", "“", "《"))
    loose = loose or after.startswith(("余", "多", "左右", "以上", "以内", "级", "届"))
    is_range = _RANGE_BEFORE.search(before[-8:]) or _RANGE_AFTER.match(after)
    changed = _MORE_OR_LESS.search(before[-6:]) or _EACH.search(before[-12:])
    if loose or is_range or changed or not unit or unit in _UNCOUNTED:
        return None
    depth = before.count("（") - before.count("）")
    label = _STARTERS.sub("", _tail(before))
    return Count(
        line, mention, start, end, unit_group(unit), unit, noun_after(after), label, depth
    )


def noun_after(text: str) -> str:
    """The noun phrase a text begins with: to the next sign, number or verb, at most 14 signs."""
    text = _unbracketed(text)
    cut = next((i for i, sign in enumerate(text) if sign in _STOPS or sign.isdigit()), len(text))
    phrase = text[: min(cut, 14)].removeprefix("的")
    verb = _VERBS.search(phrase)
    return phrase[: verb.start()] if verb else phrase


def _unbracketed(text: str) -> str:
    """A text whose short brackets inside of words (出国（境）) are dropped."""
    return re.sub(r"（[境含外]{1,2}）", "", text[:40])


def _tail(text: str) -> str:
    """The words of the clause that ends here."""
    text = re.sub(r"（([境外])）", r"\1", text[-60:])
    cut = max(text.rfind(sign) for sign in _STOPS) + 1
    digits = [match.end() for match in re.finditer(rf"\d(?:{_UNIT})?", text)]
    return text[max([cut, *digits]) :]
