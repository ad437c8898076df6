"""The items of a list in running text, with the doubt whether 和 divides two or joins a name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from exports.proofreading import aspects
from exports.proofreading.numerals import UNITS, numerals

_PAIRS = {"（": "）", "“": "”", "《": "》", "‘": "’", "【": "】"}
_ENDS = "，。；：！？"
_ETC = re.compile(r"(?<![高中初同平均相])等(?![级次于奖待])")
_AND = re.compile(r"以及|和(?![平谐睦])|及(?![时格其])|与(?!会)|暨|跟")
_LEADING = re.compile(
    r"^.*?(?:分别来自|来自|分别赴|分赴|去往|到访|赴|前往|分别与|分别在|包括|涉及|涵盖|覆盖|分布在|主要有|分别为|分别是|确定在|围绕|确定|开设|开展|新开"
    r"|共建|签署|签订|举办|制定|制订|出台|印发|修订|完善|发布|完成|建成|引进|新增|设立|建立|接待|访问|走访|邀请|选派|组织|成立|通过"
    r"|推进|聚焦|做好|抓好|抓住|突出|紧扣|构建|形成|立足|服务|实现|加强|深化|提升|推动|落实|编制|申报|获批|获得|入选|参加|承办|支持"
    r"|联合|依托|针对|统筹|兼顾|先后与|先后赴|先后|下发|上报|打造|用好|强化|从|在|与|和|同|向|对|为|是|有|由|于|将|把|到|即|如|以)"
)
_INNER_VERB = re.compile(r"(?:分别)?(?:来自|赴(?!.$)|前往|签署|签订|举办|开展|建设|设立|支持|促进|推动|提高|开拓)")
_SAME_NOUN = {
    "专业": ("", 12), "课程": ("", 14), "语种": ("语", 6), "方面": ("", 14), "环节": ("", 10),
    "领域": ("", 12), "部门": ("", 14), "岗位": ("", 12), "层面": ("", 8), "维度": ("", 8),
    "国家和地区": ("place", 12), "国家": ("place", 12), "国": ("place", 12), "国家（地区）": ("place", 12),
    "地区": ("place", 12), "洲": ("", 6), "语言": ("语", 6),
    "院校": ("school", 24), "学校": ("school", 24), "高校": ("school", 24), "大学": ("school", 24),
    "合作院校": ("school", 24), "友好院校": ("school", 24), "企业": ("firm", 24), "公司": ("firm", 24),
    "学院": ("school", 24), "城市": ("", 8), "合作区": ("", 8),
    "制度": ("title", 60), "文件": ("title", 60), "办法": ("title", 60), "规定": ("title", 60),
    "方案": ("title", 60), "协议": ("title", 60), "备忘录": ("title", 60), "教材": ("title", 60),
    "通知": ("title", 60), "管理制度": ("title", 60), "规章制度": ("title", 60),
}
_SCHOOL = re.compile(r"(?:大学|学院|学校|中学|小学|院校|职院|高专|职教中心|[一-鿿]院|School|College|University)$")
_FIRM = re.compile(r"(?:公司|集团|企业|中心|厂|银行|酒店|工厂)$")
_NUMERAL_ONLY = re.compile(r"^第?[0-9一二三四五六七八九十]+$")
_UNIT = "|".join(UNITS)


@dataclass(frozen=True)
class Item:
    """One item: characters [start, end) of the line."""

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Items:
    """A list. fewest: items that 、 divides; most: with 和, 与 and 及 dividing too. is_open: 等."""

    items: tuple[Item, ...]
    fewest: int
    most: int
    is_open: bool

    def repeated(self) -> tuple[Item, Item] | None:
        """An item that stands twice, with the first of the two; None without one."""
        seen: dict[str, Item] = {}
        for item in self.items:
            if item.text in seen and len(item.text) > 1:
                return seen[item.text], item
            seen[item.text] = item
        return None


def ending_at(text: str, end: int) -> Items | None:
    """The list that ends right before a position, its 等 and up to eight signs of noun allowed."""
    stretch = text[:end]
    titles = _titles_ending(stretch)
    if titles:
        return titles
    etc = re.search(r"等(?P<noun>[^，。；：！？、（）\d]{0,6})(?:共|共计|合计)?$", stretch[-12:])
    is_open = bool(etc and _ETC.search(etc[0]))
    cut = end - len(etc[0]) if etc and is_open else end
    stretch = stretch[:cut].removesuffix("共").removesuffix("这").removesuffix("共计")
    start = _begin(stretch)
    items = _split(stretch[start:], start, lead=True)
    if not items or len(items) < 2 or any(_NUMERAL_ONLY.match(item.text) for item in items):
        return None
    return _items(items, is_open)


def whole(text: str, start: int, *, is_bracket: bool) -> Items | None:
    """The list that a text is, None where it is none. start: where the text begins on its line."""
    etc = _ETC.search(text)
    is_open = bool(etc)
    if etc:
        text = text[: etc.start()]
    if "、" not in text and "》《" not in text:
        separators = "，" if is_bracket and "，" in text else ""
        if not separators and not _AND.search(text):
            return None
        text = text.replace("，", "、") if separators else text
    elif "，" in text:
        if is_bracket:
            return None
        text = text.split("，")[0]
    if "、" not in text and "》《" not in text:
        return None
    items = _split(text, start, lead=False)
    if not items or len(items) < 2 or any(len(item.text) > 30 for item in items):
        return None
    return _items(items, is_open)


def has_numbers(text: str) -> bool:
    """Whether a text counts things, which makes it a sum and no list."""
    return any(number.unit or number.about for number in numerals(text))


def noun_of(noun: str, items: Items) -> str:
    """The word of a noun phrase that says of what kind the listed things are."""
    if all(item.text.startswith("《") for item in items.items):
        return "文件"
    known = sorted(_SAME_NOUN, key=len, reverse=True)
    phrase = re.sub(r"^(?:共建|沿线|“一带一路”|重点|核心|主要|不同)+", "", noun)
    return next((word for word in known if phrase.startswith(word)), "") or next(
        (word for word in known if len(word) > 1 and word in phrase[:8]), ""
    )


def is_of(noun: str, items: Items) -> bool:
    """Whether the items are of the kind that a noun names, as far as their words can tell."""
    kind, longest = _SAME_NOUN.get(noun, (None, 0))
    if kind is None or any(len(item.text) > longest for item in items.items):
        return False
    texts = [item.text for item in items.items]
    if kind == "place":
        return sum(text in aspects.place_names() for text in texts) * 2 > len(texts)
    if kind == "school":
        return all(_SCHOOL.search(text) for text in texts)
    if kind == "firm":
        return all(_FIRM.search(text) for text in texts)
    if kind == "title":
        return all(text.startswith("《") for text in texts)
    if kind == "语":
        return all(text.endswith(("语", "文")) for text in texts)
    return not any(
        _SCHOOL.search(text) or text in aspects.place_names() for text in texts
    ) if noun != "城市" else True


def _titles_ending(text: str) -> Items | None:
    """《A》《B》《C》等5项制度."""
    found = re.search(
        r"(?P<list>(?:《[^《》]*(?:《[^《》]*》[^《》]*)*》(?:、|，|和|及|以及"
        r"|与)?)+)(?P<etc>等)?(?P<noun>[^，。；：！？、（）《》\d]{0,8})$",
        text,
    )
    if not found:
        return None
    items = [
        Item(match[0], found.start() + match.start(), found.start() + match.end())
        for match in re.finditer(r"《[^《》]*(?:《[^《》]*》[^《》]*)*》", found["list"])
    ]
    if len(items) < 2:
        return None
    return Items(tuple(items), len(items), len(items), bool(found["etc"]))


def _begin(text: str) -> int:
    """Where the list begins that ends with a text: behind the last sign that ends a clause."""
    depth = 0
    for position in range(len(text) - 1, -1, -1):
        sign = text[position]
        depth += (sign in _PAIRS.values()) - (sign in _PAIRS)
        if depth < 0 or (depth == 0 and (sign in _ENDS or _is_digit_with_unit(text, position))):
            return position + 1
    return 0


def _is_digit_with_unit(text: str, position: int) -> bool:
    """Whether another number with its measure word ends at a position: lists do not reach over."""
    return bool(re.search(rf"\d(?:{_UNIT})$", text[max(0, position - 3) : position + 1]))


def _split(text: str, start: int, *, lead: bool) -> list[Item] | None:
    """The items of a text divided by 、 outside of brackets and marks; None where it is no list."""
    cuts, depth = [0], 0
    for position, sign in enumerate(text):
        depth += (sign in _PAIRS) - (sign in _PAIRS.values())
        if sign == "、" and depth == 0:
            cuts.append(position + 1)
    ends = [*[cut - 1 for cut in cuts[1:]], len(text)]
    if len(cuts) < 2 and not (lead and _AND.search(text)):
        return None
    items = [Item(text[a:b], start + a, start + b) for a, b in zip(cuts, ends, strict=True)]
    if lead:
        items = _named_places(_without_earlier(items))
        first = items[0]
        if found := _LEADING.match(first.text):
            taken = _lead_length(first.text, found.end())
            items[0] = Item(first.text[taken:], first.start + taken, first.end)
    return [item for item in items if item.text]


def _named_places(items: list[Item]) -> list[Item]:
    """The first item without the words before its place, where all the others are places."""
    names = aspects.place_names()
    first, others = items[0], items[1:]
    if first.text in names or not others or not all(item.text in names for item in others[:-1]):
        return items
    known = [name for name in names if first.text.endswith(name)]
    if not known or len(others) < 2:
        return items
    start = first.end - len(max(known, key=len))
    return [Item(first.text[start - first.start :], start, first.end), *others]


def _lead_length(text: str, shortest: int) -> int:
    """How much of a first item is the words that lead to the list: up to the last such word."""
    taken = shortest
    while taken < len(text) - 1 and (more := _LEADING.match(text[taken:])):
        if more.end() + taken >= len(text):
            break
        taken += more.end()
    return taken


def _without_earlier(items: list[Item]) -> list[Item]:
    """The items of the last list only: a verb or 等 inside of an item begins a new list."""
    for position in range(len(items) - 1, 0, -1):
        item = items[position]
        etc = _ETC.search(item.text)
        verb = _INNER_VERB.search(item.text)
        if etc or (verb and verb.start() > 1):
            cut = etc.end() if etc else 0
            return [Item(item.text[cut:], item.start + cut, item.end), *items[position + 1 :]]
    return items


def _items(items: Sequence[Item], is_open: bool) -> Items:
    """With the doubt of 和: the last item is divided where its both sides look like the others."""
    last = items[-1]
    joined = [match for match in _AND.finditer(_masked(last.text)) if match.start()]
    ands = sum(
        len([match for match in _AND.finditer(_masked(item.text)) if match.start()])
        for item in items
    )
    divided = list(items)
    if joined and joined[-1].end() < len(last.text):
        cut = joined[-1]
        divided[-1:] = [
            Item(last.text[: cut.start()], last.start, last.start + cut.start()),
            Item(last.text[cut.end() :], last.start + cut.end(), last.end),
        ]
    return Items(tuple(divided), len(items), len(items) + ands, is_open)


def _masked(text: str) -> str:
    """The text with its brackets and quotations blotted out."""
    return re.sub(r"（[^）]*）|“[^”]*”|《[^》]*》", lambda match: "\x00" * len(match[0]), text)
