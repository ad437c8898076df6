"""Every number of a report that counts something, with its noun, its year and what it says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from exports.proofreading.base import Block, Mention, Place, Report, Role
from exports.proofreading.numerals import Numeral, numerals, punctuated
from exports.proofreading.times import opens_next_year, plan_blocks, span_of, year_shift

_SENTENCE = re.compile(r"[^。！？!?\n]*[。！？!?\n]?")
_BREAK = "，。；：、！？,;:!?（）()《》“”【】\n"
_KEPT_BRACKETS = re.compile(r"[（(][^（）()\d，。；：、]{1,8}[）)]")
_FILLERS = re.compile(
    r"^(?:\s|(?:20\d\d\s*[-—–~～至]\s*)?20\d\d\s*(?:年度|学年|年)|去年|上一?年度?|明年|[上下]半年"
    r"|其中|共计|共有|共|合计|总计|累计|分别为|分别|先后|约|近(?!年)|为(?!期)|计(?!划)|达到|达|另有|另"
    r"|有(?![效关限])|并|和|及(?!时)|与|以及|等|全年|本年度|本年|今年|年内|我校|我院|学校(?!与)|学院|已|了|包括"
    r"|各(?!类|级)|则|还|均|的|是|分(?!别|管)|涉及到?|在(?![聘校读岗册籍编])|于|到(?![期访校])|\x00)+"
)
_TAIL = re.compile(
    r"(?:\s|共计|共有|共|合计|累计|分别为|约|近|为|计|达到|达|有|了|各|等|数|的|超过|逾|不少于|[:：])+$"
)
_VERB = re.compile(
    r"赴(?!.{1,6}(?:团组|项目|人员))|到(?!访|校的)|来(?!访|华|校)|在(?![聘校读岗册籍编])|参加(?!.{1,10}的)|前往"
    r"|开展|进行|为|从|执行|由|随|与|和|被|分别|获(?!奖)|已|均|全部|用于|左右|以上|以下|以内|次|的|及|以及|并"
    r"|是|需|须|于|通过|完成|未|因(?!公)|尚|接受|承担|任教|就读|入学|享受|列入|占|比|较|外(?![籍国教宾事方语来])"
    r"|内(?!地)|不|没有|报|回国$|或|也|来自|中$|加"
)
_BESIDE = re.compile(r"(?:个)?(?:国家|地区|国|专业|方面|洲)")
_CHANGED = re.compile(r"(?:总)?数?(?:与上年|与去年|同比|较|比|净?增|净?减|多|少|下降|上升|提高|降低).*$")
_CHANGE = re.compile(
    r"(?:增加|增长|减少|下降|上升|提高|降低|净增|净减|增|减"
    r"|(?:^|[，；、])[多少]了|(?:比|较)[^，。；]*?[多少])了?\s*$"
)


@dataclass
class _Memory:
    """What the numbers of a paragraph go on from: the last noun, and the whole behind 其中."""

    noun: str = ""
    whole: str = ""
    shift: int | None = 0


@dataclass(frozen=True)
class _Stretch:
    """A text that mentions are found in: a paragraph, or a cell with sentences."""

    text: str
    block: int
    row: int = -1
    column: int = -1
    is_plan: bool = False
    year: int | None = None
    span: str = ""
    memory: _Memory = field(default_factory=_Memory)


def mentions(report: Report) -> list[Mention]:
    """The numbers of a report in reading order; those of headings and bare table cells left out."""
    found: list[Mention] = []
    plans = plan_blocks(report)
    for block in report.blocks:
        is_plan = block.number in plans or opens_next_year(block.text, report.year)
        for stretch in _stretches(block, report, is_plan):
            found += _of_stretch(stretch)
    return found


def mentions_of(text: str, year: int | None = None) -> list[Mention]:
    """The numbers of one paragraph of a report on a year."""
    return _of_stretch(_Stretch(text, 0, year=year))


def sentences(text: str) -> Iterator[tuple[int, str]]:
    """The sentences of a text with where they begin; a line break ends one."""
    for match in _SENTENCE.finditer(punctuated(text)):
        if match[0].strip():
            yield match.start(), text[match.start():match.end()]


def _stretches(block: Block, report: Report, is_plan: bool) -> Iterator[_Stretch]:
    span = "" if is_plan else span_of(report.title.partition("总结")[0])
    if not block.is_table:
        if not block.level and block.text.strip() != report.title:
            yield _Stretch(
                block.text, block.number, is_plan=is_plan, year=report.year, span=span,
            )
        return
    if any("口径" in cell for cell in block.rows[0]):
        return
    for row, cells in enumerate(block.rows):
        for column, cell in enumerate(cells):
            if len(cell) >= 12 and any(sign in cell for sign in "，。；"):
                yield _Stretch(
                    cell, block.number, row, column, is_plan=is_plan, year=report.year, span=span,
                )


def _of_stretch(stretch: _Stretch) -> list[Mention]:
    found: list[Mention] = []
    numbers = numerals(stretch.text)
    for start, sentence in sentences(stretch.text):
        inside = [n for n in numbers if start <= n.start < start + len(sentence)]
        for position, number in enumerate(inside):
            before = inside[position - 1] if position else None
            after = inside[position + 1] if position + 1 < len(inside) else None
            found.append(_mention(stretch, (start, sentence), number, (before, after)))
    return found


def _mention(
    stretch: _Stretch, at: tuple[int, str], number: Numeral,
    beside: tuple[Numeral | None, Numeral | None],
) -> Mention:
    start, sentence = at
    text, memory = punctuated(stretch.text), stretch.memory
    prefix = text[start:number.start]
    is_first = beside[0] is None
    noun = _noun(text, number, beside, (start, start + len(sentence)))
    is_part = _is_part(prefix)
    if is_first and not is_part:
        memory.whole = ""
    shift = year_shift(prefix, stretch.year, is_plan=stretch.is_plan)
    if is_part and is_first and shift == (1 if stretch.is_plan else 0):
        shift = memory.shift
    if is_part and not memory.whole:
        memory.whole = memory.noun
    lead = memory.whole if is_part else memory.noun
    role = Role.RATE if number.unit in ("%", "个百分点") else Role.LEVEL
    if role is Role.LEVEL and _CHANGE.search(prefix):
        role = Role.CHANGE
    if role is Role.CHANGE:
        noun = _CHANGED.sub("", noun)
    mention = Mention(
        Place(stretch.block, number.start, number.end, stretch.row, stretch.column),
        stretch.text[number.start:number.end], number.value, number.unit, noun,
        sentence.strip(), number.about, shift, role, lead,
        span_of(prefix) or stretch.span, is_part,
    )
    if role is Role.LEVEL and noun and not is_part and not _BESIDE.match(noun):
        memory.noun, memory.whole = noun, ""
    memory.shift = shift
    return mention


_BY = re.compile(r"按[^，。；]{1,10}?(?:分|计|看|统计|划分)(?:，|：|,|$)")


def _is_part(prefix: str) -> bool:
    """Whether 其中 or 按…分 governs this number, and no new statement has begun since.

    Behind a semicolon the list goes on only where the number stands first (；1个团组).
    """
    starts = [match.start() for match in _BY.finditer(prefix)] + [prefix.rfind("其中")]
    at = max(starts)
    if at < 0:
        return False
    last = prefix[at:].rpartition("；")
    return not last[1] or "按" in last[2] or bool(re.match(r"\s*(?:$|[\d一二两三四五六七八九十])", last[2]))


def _noun(
    text: str, number: Numeral, beside: tuple[Numeral | None, Numeral | None],
    sentence: tuple[int, int],
) -> str:
    """The words that a number counts: behind its measure word, else before the number."""
    after = beside[1].start if beside[1] else sentence[1]
    right = _until_break(text[number.end:after])
    trimmed = re.sub(r"[\s、]+", "", right).removesuffix("共").removesuffix("、")
    if len(trimmed) >= 2 and not _VERB.match(trimmed):
        return _cut_at_verb(trimmed)
    before = beside[0].end if beside[0] else sentence[0]
    left = _back_to_break(text[before:number.start])
    if not left and text[:number.start].endswith(("（", "(")):
        left = _back_to_break(text[before:number.start - 1])
    left = _FILLERS.sub("", re.sub(r"\s+", "", left))
    return _TAIL.sub("", left)


def _until_break(text: str) -> str:
    shielded = _KEPT_BRACKETS.sub(lambda match: "\x01" * len(match[0]), text)
    end = next((i for i, sign in enumerate(shielded) if sign in _BREAK), len(text))
    return text[:end]


def _back_to_break(text: str) -> str:
    shielded = _KEPT_BRACKETS.sub(lambda match: "\x01" * len(match[0]), text)
    start = max((i + 1 for i, sign in enumerate(shielded) if sign in _BREAK), default=0)
    return text[start:]


_CUT = re.compile(r"(?<=..)(?:来自|来校|到(?![期访])|赴|前往|参加|开展|进行|在我|在校|从事|担任|被录取|申报|保持)")


def _cut_at_verb(noun: str) -> str:
    """外籍教师到我校任教 is about 外籍教师."""
    match = _CUT.search(noun)
    return noun[: match.start()] if match else noun
