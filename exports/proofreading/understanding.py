"""What a number of a report may be: the theme of its clause, the figures, the slice, how surely."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from exports.proofreading.base import Mention, Report
from exports.proofreading.nouns import (
    PLACES,
    Hit,
    Lexicon,
    Row,
    Spec,
    continents_in,
    lexicon,
    places_in,
)
from exports.proofreading.numerals import punctuated

NUMBER = "#"
_LEFT_END = re.compile(r"[，。；：！？\n]")
_RIGHT_END = re.compile(r"[，。；：、！？\n]")
_KEPT = re.compile(r"[（(][^（）()\d，。；：、]{1,8}[）)]")
_BLANK = re.compile(r"^(?:共|约|近|计|和|及|与|、|，|分别为|[（(]|\s)*$")
_TOTAL = re.compile(r"全年|本年度?|今年|年内|年度|共|累计|总计|合计|20\d\d年|年末|年底|截至|上半年|下半年|学年")
_REGION = re.compile(r"赴?(?:台湾|台湾地区|台|港澳|港澳地区|香港|澳门|国内|外国|国外)")
"""Marks that say nothing in a list of places (日本、韩国和台湾地区), where all are meant."""
_AND_REGION = re.compile(r"(?:国家|外国)(?:和|及|以及|、)|(?:和|及|以及)(?:台湾|港澳|香港|澳门|国内)")
_INCLUDING = re.compile(r"(?:包括|含)[^，。；#]{1,12}?(?:在内)的?|[（(]含[^）)]*[）)]")
_OF_THINGS = ("批", "批次", "份", "项", "所", "场", "家", "团次")
"""Measure words by which no persons are counted: 19批国际学生."""
_ONE_EVENT = re.compile(r"一行|率团|带队|率队|随团")
_ONE_GROUP = re.compile(r"赴[一-鿿、]{2,20}(?:团组|团)#(?!个|批)$")
"""赴英国、法国团组4人 is a single group where it is named by its countries."""
_COUNTRIES = re.compile(r"(?:友好)?(?:国家|国|地区|“?一带一路”?[^，]{0,4}国家)")
_CHANGES = re.compile(
    r"(?:同比|环比|(?:较|比|与|同|和)(?:上年|去年|上一年|上年度)(?:同期|度)?(?:相比)?"
    r"|净?增加|净?减少|增长|下降|[增减多少])了?"
)
_SIGNS = re.compile(r"《[^》]*(?:协议|备忘录|意向书)[^》]*》|[0-9\s,.，。、；：（）()【】《》%#—\-·…“”]")
_NARROWING = re.compile(r"一带一路|东盟|沿线|欧盟|金砖|上合|RCEP|中亚|发达国家|发展中国家|新增|新建|新结|拓展|首次|首批")
"""Words that make a part of the whole, whatever is counted."""
_EXPIRING = ("work_permits", "residence")
"""Papers that are made out and that run out: which of the two may be said once for several."""
_TELLING = frozenset("新老男女旧退未非无转调换休缺停撤拒首末主副正另原补续改试")
"""Single characters that tell a part from the whole; any other one may be left over."""
_AND = ("和", "与", "及", "、")
_MAIN = ("teachers", "students", "outbound_students", "trips", "visits", "hmt_teachers")
_NEEDS = {
    "scholarships": re.compile(r"留学生|国际学生|来华|外国"),
    "lectures": re.compile(r"外国|外籍|外教|国际|境外|涉外|外事|海外|专家|国外"),
    "listeners": re.compile(r"外国|外籍|外教|国际|境外|涉外|外事|海外|专家|国外"),
    "forums": re.compile(r"国际|涉外|外事|境外|中外|国外"),
    "adoptions": re.compile(r"国外|国（境）外|境外|国际|外国|采用"),
}
"""Themes that a college also has at home; they are judged only where these words stand near."""


@dataclass(frozen=True)
class Clause:
    """The words about one number: text with # in its place, and what follows up to the next one."""

    text: str
    after: str
    """What follows in the sentence up to the next number; words right before that belong to it."""
    before: str
    """The sentence up to the number."""
    is_bracketed: bool = False
    """The number stands in brackets behind a name (研修团（9人次）)."""


@dataclass(frozen=True)
class Understanding:
    """How a mention is understood.

    specs: the figures it may be, the likeliest first; none when only the theme is known. slices:
    dimension and value that the clause cuts to, each with its alternatives. places: countries
    it names. continents: likewise. said: the clause with its number. is_plain: nothing in the
    clause is left that was not understood. is_own: the clause itself
    names the theme. is_total: the sentence says that it speaks of the whole year. has_detail: more
    is said behind the clause that may narrow it down. is_cut: a mark or a slice was found.
    is_other_unit: the measure word is none of the theme's, the figures are those of persons.
    is_marked: a mark was found. context: the sentence with the heading above it.
    is_near: the theme was named before in the same sentence.
    """

    theme: str = ""
    specs: tuple[Spec, ...] = ()
    slices: tuple[tuple[tuple[str, str], ...], ...] = ()
    places: tuple[str, ...] = ()
    continents: tuple[str, ...] = ()
    is_plain: bool = False
    is_own: bool = False
    is_total: bool = False
    has_detail: bool = False
    is_cut: bool = False
    is_near: bool = False
    is_marked: bool = False
    is_other_unit: bool = False
    context: str = ""
    rest: str = ""
    said: str = ""


@dataclass
class Reader:
    """Goes through the mentions of a report in order and remembers what was spoken of last."""

    report: Report
    _clauses: dict[int, Clause] = field(default_factory=dict)
    _themes: list[str] = field(default_factory=list)
    _block: tuple[int, int, int] = (-1, -1, -1)
    _last: Clause | None = None

    def understand(self, mention: Mention, before: Mention | None, after: Mention | None,
                   ) -> Understanding:
        """What a mention may be; before and after are its neighbours in the report."""
        here = (mention.place.block, mention.place.row, mention.place.column)
        if here != self._block:
            self._block, self._last = here, None
            self._themes = self._heading_themes(mention.place.block)
        clause, is_continued = self.clause(mention, before, after)
        self._last = clause
        found = read_clause(clause, mention, self._themes, is_continued=is_continued)
        if found.specs and found.is_own:
            self._themes = [found.theme, *(t for t in self._themes if t != found.theme)]
        heading = self._heading(mention.place.block)
        is_near = before is not None and _cell(before) == here and (
            before.sentence == mention.sentence)
        number = f"…{mention.text.strip()}" if is_continued else mention.text.strip()
        return replace(
            found, context=f"{heading}{mention.sentence}",
            said=clause.text.replace(NUMBER, number, 1), is_near=is_near and not found.is_own,
        )

    def _heading(self, block: int) -> str:
        """The heading above a paragraph; blank for none."""
        above = (one for one in reversed(self.report.blocks[:block]) if one.level)
        return next((punctuated(one.text) for one in above), "")

    def _heading_themes(self, block: int) -> list[str]:
        """What the heading above a paragraph is about; the weakest hint of all."""
        return list(dict.fromkeys(hit.theme for hit in lexicon().hits(self._heading(block))))

    def clause(
        self, mention: Mention, before: Mention | None, after: Mention | None,
    ) -> tuple[Clause, bool]:
        """The clause of a mention; that of the one before when it adds only a unit (、21人次)."""
        text = punctuated(text_at(self.report, mention))
        start, end = mention.place.start, mention.place.end
        same = (mention.place.block, mention.place.row, mention.place.column)
        last = before.place.end if before and _cell(before) == same else 0
        following = after.place.start if after and _cell(after) == same else len(text)
        left = _tail(text[last:start], _LEFT_END)
        right_all = _head(text[end:following], re.compile(r"[。！？\n]"))
        is_followed = end + len(right_all) == following < len(text)
        right = _with_places(right_all, _head(right_all, _RIGHT_END), is_followed=is_followed)
        earlier = _tail(text[:start], re.compile(r"[。！？\n]"))
        is_bracketed = text[:start].rstrip().endswith(("（", "("))
        if not left.strip() and is_bracketed:
            left = _tail(text[last:start].rstrip()[:-1], _LEFT_END)
        if _BLANK.match(left) and self._last and not right.strip(" ）)"):
            return replace(self._last, after=right_all, before=earlier), True
        if mention.unit in ("国", "个") and re.match(r"\s*(?:国家|地区|国|专业)", right or "国"):
            behind = _head(text[end:], re.compile(r"[。！？\n]"))
            right = _with_places(behind, _head(behind, _RIGHT_END))
        joined = re.sub(r"\s+", "", f"{left.lstrip('）)、 ')}{NUMBER}{right}")
        after_it = right_all[len(right):]
        if is_followed:
            after_it = re.sub(r"(?:^|(?<=[，、；：]))[^，、；：]*$", "", after_it)
        return Clause(_INCLUDING.sub("", joined), after_it, earlier, is_bracketed), False


def _with_places(text: str, right: str, *, is_followed: bool = False) -> str:
    """The words behind a number, on through a list of places (赴韩国、日本合作院校).

    is_followed: at the end of the text stands the next number, whose place the last one is.
    """
    while places_in(right) and text[len(right):len(right) + 1] == "、":
        more = _head(text[len(right) + 1:], _RIGHT_END)
        named = places_in(more)
        is_next = is_followed and len(right) + 1 + len(more) == len(text)
        if not named or named[0][0] > 0 or is_next:
            break
        right = f"{right}、{more}"
    return right


def _cell(mention: Mention) -> tuple[int, int, int]:
    return mention.place.block, mention.place.row, mention.place.column


def text_at(report: Report, mention: Mention) -> str:
    """The paragraph or cell that a mention stands in."""
    block = report.blocks[mention.place.block]
    if mention.place.row < 0:
        return block.text
    return block.rows[mention.place.row][mention.place.column]


def _tail(text: str, end: re.Pattern[str]) -> str:
    shielded = _KEPT.sub(lambda match: "x" * len(match[0]), text)
    starts = [match.end() for match in end.finditer(shielded)]
    return text[starts[-1]:] if starts else text


def _head(text: str, end: re.Pattern[str]) -> str:
    shielded = _KEPT.sub(lambda match: "x" * len(match[0]), text)
    match = end.search(shielded)
    return text[: match.start()] if match else text


def read_clause(
    clause: Clause, mention: Mention, themes_before: Sequence[str] = (), *,
    is_continued: bool = False,
) -> Understanding:
    """The theme nearest to the number that knows its unit, with its figures and slices.

    themes_before: what the paragraph spoke of until here, the last one first; a clause that names
    no theme of its own goes on with the first that knows its unit.
    """
    words = lexicon()
    unit = unit_of(clause, mention, is_continued=is_continued)
    at = clause.text.find(NUMBER)
    if mention.is_part and themes_before:
        # 按任务类别分，国际会议3个 is a part of what was spoken of, not a conference.
        part = _resolve(clause, unit, Hit(themes_before[0], 0, 0), words, is_own=False)
        if part.specs and part.slices:
            return part
    hits = sorted(words.hits(clause.text), key=lambda hit: _distance(hit, at))
    for hit in hits:
        if list(words.rows_of(hit.theme, unit)):
            return _resolve(clause, unit, hit, words)
    said_before = sorted(words.hits(clause.before), key=lambda hit: -hit.end)
    for theme in dict.fromkeys([*themes_before, *(hit.theme for hit in said_before)]):
        inherited = _resolve(clause, unit, Hit(theme, 0, 0), words, is_own=False)
        if inherited.specs:
            return inherited
    if hits and unit in _OF_THINGS and any(True for _ in words.rows_of(hits[0].theme, "人")):
        return replace(_resolve(clause, "人", hits[0], words), is_other_unit=True)
    return Understanding(hits[0].theme if hits else "", is_own=bool(hits))


def _distance(hit: Hit, at: int) -> tuple[int, int]:
    """Themes beside the number first; of two that end together the longer."""
    if hit.start <= at < hit.end:
        return 0, hit.start - hit.end
    gap = hit.start - at - 1 if hit.start > at else at - hit.end
    return gap, hit.start - hit.end


def unit_of(clause: Clause, mention: Mention, *, is_continued: bool = False) -> str:
    """The measure word; 国 and 专业 where 个 counts those."""
    right = "" if is_continued else clause.text[clause.text.find(NUMBER) + 1:]
    if mention.unit == "国" or (mention.unit in ("个", "") and _COUNTRIES.match(right)):
        return PLACES
    left = clause.text.partition(NUMBER)[0]
    if mention.unit == "个" and left.endswith(("国家", "国家和地区", "国家（地区）")):
        return PLACES
    if mention.unit == "个" and (right.startswith("专业") or left.endswith("专业")):
        return "专业"
    return mention.unit


def _resolve(
    clause: Clause, unit: str, hit: Hit, words: Lexicon, *, is_own: bool = True,
) -> Understanding:
    """The figures of a theme: those of the most telling mark, and what the clause cuts them to."""
    text = clause.text
    is_list = len(places_in(text)) > 1 or bool(_AND_REGION.search(text))
    best: list[tuple[int, Row, tuple[int, int]]] = []
    for row in words.rows_of(hit.theme, unit):
        match = row.marks.search(text) if row.marks else None
        if match and is_list and _REGION.fullmatch(match[0]):
            continue
        if row.marks is None or match:
            span = match.span() if match else (0, 0)
            best.append((span[1] - span[0], row, span))
    if not best:
        return Understanding(hit.theme, is_own=is_own)
    longest = max(length for length, _, _ in best)
    chosen = [(row, span) for length, row, span in best if length == longest]
    specs = tuple(dict.fromkeys(spec for row, _ in chosen for spec in row.specs))
    rest = text
    for start, end in [(hit.start, hit.end), *(span for _, span in chosen)]:
        rest = _blotted(rest, start, end)
    # Whatever a mark has said already (赴台) is no slice besides.
    marked = text
    for _, (start, end) in chosen:
        marked = _blotted(marked, start, end)
    slices, rest = _slices(marked, rest, hit.theme, words)
    places = tuple(dict.fromkeys(code for _, _, code in places_in(marked)))
    if len(places) == 1 and _AND_REGION.search(text):
        places = ()
    for start, end, _ in places_in(text):
        rest = _blotted(rest, start, end)
    continents = tuple(continents_in(marked))
    for continent in continents:
        rest = rest.replace(continent, "　" * len(continent))
    if is_list or unit == PLACES:
        rest = re.sub("港澳台(?:地区)?", "　", _REGION.sub("　", rest))
    if unit == PLACES:
        rest = re.sub("国家和地区|国家（地区）|国家|地区|国", "　", rest)
    rest = _left_over(rest, words, is_own=is_own)
    behind = clause.after.partition("其中")[0]
    has_detail = bool(places_in(behind) or continents_in(behind)) or bool(
        next((s for s in words.slices_of(hit.theme) if s.words.search(behind)), None))
    return Understanding(
        hit.theme, specs, tuple(dict.fromkeys(slices)), places, continents,
        is_plain=_is_plain(clause, rest, hit, is_own=is_own), is_own=is_own,
        is_total=bool(_TOTAL.search(clause.before)), has_detail=has_detail,
        is_marked=bool(longest), is_cut=bool(longest or slices or places or continents), rest=rest,
    )


_NARROW = re.compile(r"访问|走访|考察|调研|洽谈|对接|到访|参加|参与|获得|获|享受|承担|接受|前往|报名|申请|担任|被评|指导|陪同")
_PEOPLE = ("teachers", "hmt_teachers", "students", "hmt_students", "partners", "experts")


def _is_plain(clause: Clause, rest: str, hit: Hit, *, is_own: bool) -> bool:
    """Whether every word of a clause was understood, and none tells some people from the rest."""
    if len(rest) > 1 or rest in _TELLING or _ONE_EVENT.search(clause.text):
        return False
    if _NARROWING.search(clause.text) or _ONE_GROUP.search(clause.text):
        return False
    if hit.theme in _EXPIRING and "到期" in clause.before and "到期" not in clause.text:
        return False
    if clause.is_bracketed and is_own:
        return False
    beside = clause.text[: hit.start] + clause.text[hit.end:]
    if is_own and any(
        other.theme in _MAIN and other.theme != hit.theme and (
            clause.text[other.end:hit.start] in _AND or clause.text[hit.end:other.start] in _AND)
        for other in lexicon().hits(clause.text)
    ):
        return False
    return hit.theme not in _PEOPLE or not _NARROW.search(beside)


def _slices(
    marked: str, rest: str, theme: str, words: Lexicon,
) -> tuple[list[tuple[tuple[str, str], ...]], str]:
    found: list[tuple[tuple[str, str], ...]] = []
    for one in words.slices_of(theme):
        match = one.words.search(marked)
        keys = {options[0][0] for options in found}
        if match and one.options[0][0] not in keys:
            found.append(one.options)
            rest = _blotted(rest, *match.span())
    return found, rest


def _blotted(text: str, start: int, end: int) -> str:
    kept = "".join(NUMBER if sign == NUMBER else "　" for sign in text[start:end])
    return text[:start] + kept + text[end:]


def _left_over(text: str, words: Lexicon, *, is_own: bool) -> str:
    """The Chinese characters of a clause that no word of the lexicon explains.

    Where the clause does not name its theme, a noun (团组, 教师) may be another one.
    """
    text = _CHANGES.sub("　", text)
    text = re.sub(r"(?:19|20)\d\d\s*(?:年|学年|年度)", "　", text)
    text = (words.plain if is_own else words.adverbs).sub("　", text)
    return _SIGNS.sub("", text).replace("　", "")


def is_at_home(understood: Understanding) -> bool:
    """Whether the theme is one a college also has at home, and nothing foreign is named."""
    needed = _NEEDS.get(understood.theme)
    return needed is not None and not needed.search(understood.context)


def is_of_the_field(sentence: str) -> bool:
    """Whether a sentence is about foreign affairs at all."""
    return bool(lexicon().field.search(sentence))


def understand_all(
    report: Report, mentions: Sequence[Mention],
) -> list[tuple[Mention, Understanding]]:
    """Every mention with how it is understood, in the order of the report."""
    reader = Reader(report)
    found = []
    for position, mention in enumerate(mentions):
        before = mentions[position - 1] if position else None
        after = mentions[position + 1] if position + 1 < len(mentions) else None
        found.append((mention, reader.understand(mention, before, after)))
    return found
