"""Last year's paragraphs with this year's numbers and years; what is not sure is marked 【待核】."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from exports.drafts.base import ComposedDraft
from exports.drafts.hand_edits import NUMBER, hand_written, without_braces
from exports.drafts.pieces import CHECK
from exports.drafts.placing import place_paragraphs
from exports.drafts.proposals import Proposal, Proposals, section_titles
from exports.drafts.recognising import KnownNumber, known_numbers, numeral_end
from exports.drafts.reopening import one_paragraph, value_now
from exports.drafts.tokens import Facts, Token
from exports.drafts.word_reading import WordParagraph, read_paper
from exports.drafts.wordings import UNSAID
from exports.proofreading.numbers import mentions_of
from models.codes import HOME, countries
from models.errors import UserError

_SCHOOL_YEAR = re.compile(r"(?<!\d)(20\d\d)(\s*[-—–~～至]+\s*)(20\d\d)(?=\s*学年)")
_UNTIL = r"(?:\s*[-—–~～至]\s*(?:\d{1,2}月)?\d{1,2}日)?"
_DATED = re.compile(rf"(?<!\d)(20\d\d)年\s*\d{{1,2}}月(?:\d{{1,2}}日|底|末)?{_UNTIL}")
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?=\s*年)")
_DAY = re.compile(rf"(?<![\d年—–~～至-])\d{{1,2}}月(?:\d{{1,2}}日|底|末)?{_UNTIL}")
_TURN_OF_YEAR = re.compile(r"12月(?:31日|底|末)|1月1日|9月1日|8月31日|^1\s*[-—–~～至]\s*12月")
_SINCE = re.compile(r"(?:自|于|从|始于|早在)\s*$")
_FIXED = re.compile(r"年(?:度)?(?:以来|起|签订|签署|成立|启动|获批|建立|设立|开办|缔结)")
_TITLE = re.compile(r"《[^》]+》|(?<=即)[^，。；]{2,20}")
_COMPARED = re.compile(r"(?:较|比|与|同|和|对)\s*$")


@dataclass(frozen=True)
class Rolled:
    """Words for the new year. doubts: what stands marked in them. notes: what else to look at."""

    words: str
    doubts: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    renewed: int = 0
    """How many numbers are live figures of the new year."""


@dataclass(frozen=True)
class _Edit:
    start: int
    end: int
    words: str
    doubt: str = ""
    note: str = ""
    is_live: bool = False


def roll_file(content: bytes, composed: ComposedDraft) -> Proposals:
    """A summary of an earlier year as proposals for this one, paragraph by paragraph.

    Paragraphs of our own file that the program wrote itself are left out: it writes them anew.
    Raises UserError for a file of the same year, Unreadable for what is no sound .docx.
    """
    paper = read_paper(content)
    year = composed.year
    of = paper.year or paper.said_year or year - 1
    if of >= year:
        raise UserError(
            f"这份文件写的是{of}年，不是{year}年以前的总结。",
            "要取回在 Word 中改过的本年文稿，请用“打开改过的 Word”；或先在窗口上方换年度。",
        )
    then = Facts(replace(composed.term, year=of))
    now = Facts(composed.term)
    unmarked = known_numbers(content, then)
    keys = place_paragraphs(
        paper, composed, {block: [n.token for n in one] for block, one in unmarked.items()},
    )
    found: list[Proposal] = []
    titles = section_titles(composed)
    standing = {paragraph.key: paragraph for paragraph in composed.paragraphs()}
    for paragraph, key in zip(paper.paragraphs, keys, strict=True):
        if paragraph.is_untouched and paragraph.mark and not paragraph.mark.is_by_hand:
            continue
        known = _all_known(paragraph, unmarked.get(paragraph.block, ()))
        rolled = roll_words(paragraph.text, known, of, now)
        heading = paragraph.headings[-1] if paragraph.headings else ""
        found.append(Proposal(
            key, titles.get(key, heading), paragraph.text, rolled.words, rolled.notes,
            rolled.doubts, standing.get(key), bool(rolled.notes),
        ))
    return Proposals(of, tuple(found))


def roll_kept(composed: ComposedDraft) -> Proposals:
    """The paragraphs that the office wrote by hand a year ago, as proposals for this year."""
    of = composed.year - 1
    now = Facts(composed.term)
    kept = hand_written(composed.code, of)
    titles = section_titles(composed)
    standing = {paragraph.key: paragraph for paragraph in composed.paragraphs()}
    found = []
    for key in titles:
        if key in kept:
            text, known = _taken_apart(kept[key])
            rolled = roll_words(text, known, of, now)
            found.append(Proposal(
                key, titles[key], text, rolled.words, rolled.notes, rolled.doubts,
                standing.get(key), bool(rolled.notes),
            ))
    return Proposals(of, tuple(found))


def roll_words(text: str, known: Sequence[KnownNumber], of: int, now: Facts) -> Rolled:
    """One paragraph of the year `of` as words for the year of `now`."""
    edits: list[_Edit] = []
    for edit in (*_figures(text, known, now), *_years(text, of, now.year), *_others(text, of)):
        if not any(edit.start < other.end and other.start < edit.end for other in edits):
            edits.append(edit)
    edits.sort(key=lambda edit: edit.start)
    words, done = "", 0
    for edit in edits:
        words += without_braces(text[done : edit.start]) + edit.words
        done = edit.end
    words += without_braces(text[done:])
    notes = dict.fromkeys([*(edit.note for edit in edits if edit.note), *_names(text)])
    return Rolled(
        one_paragraph(words), tuple(edit.doubt for edit in edits if edit.doubt), tuple(notes),
        sum(edit.is_live for edit in edits),
    )


def _figures(text: str, known: Iterable[KnownNumber], now: Facts) -> Iterable[_Edit]:
    for number in known:
        old = text[number.start : number.end]
        if number.is_last_year:
            yield _last_year(number, old, now)
            continue
        new = value_now(number.token, old, now)
        label = f"{number.label}：" if number.label else ""
        if not number.agrees or new is None or new in UNSAID:
            why = "" if new is None else f"，本年台账 {new}"
            if number.label and not number.agrees:
                why = f"，本年台账“{number.label}”为 {new}" if new else ""
            yield _Edit(number.start, number.end, CHECK.format(f"上年 {old}{why}"),
                        doubt=f"{label}上年 {old}{why}")
        else:
            yield _Edit(number.start, number.end, f"{{{number.token}|{new}}}", is_live=True)


def _last_year(number: KnownNumber, old: str, now: Facts) -> _Edit:
    """What was the year before last is last year now; plain words, since that number is settled."""
    before = Facts(replace(now.term, year=now.year - 1))
    new = value_now(number.token, old, before)
    if new is None or now.last_year(Token.parse(Token.parse(number.token).plain)) is None:
        return _Edit(number.start, number.end, CHECK.format(old), doubt=f"上年数 {old}")
    return _Edit(number.start, number.end, new, note=f"上年数 {old} 已改为 {new}")


def _years(text: str, of: int, year: int) -> Iterable[_Edit]:
    """Years of the report and its neighbours move on; dates of single events cannot."""
    step = year - of
    for found in _SCHOOL_YEAR.finditer(text):
        if int(found[3]) in (of, of + 1):
            moved = f"{int(found[1]) + step}{found[2]}{int(found[3]) + step}"
            yield _Edit(found.start(), found.end(), moved)
        else:
            yield _Edit(found.start(), found.end(), found[0], note=f"“{found[0]}学年”没有改动")
    for found in _DATED.finditer(text):
        rest = found[0].partition("年")[2]
        if _TURN_OF_YEAR.match(rest) and abs(int(found[1]) - of) <= 1:
            yield _Edit(found.start(), found.start() + 4, str(int(found[1]) + step))
        else:
            yield _Edit(found.start(), found.end(), CHECK.format(found[0]), doubt=found[0])
    for found in _YEAR.finditer(text):
        yield _year(text, found, of, step)
    for found in _DAY.finditer(text):
        if not _TURN_OF_YEAR.search(found[0]):
            yield _Edit(found.start(), found.end(), CHECK.format(found[0]), doubt=found[0])


def _year(text: str, found: re.Match[str], of: int, step: int) -> _Edit:
    said = int(found[1])
    is_fixed = bool(_SINCE.search(text[: found.start()]) or _FIXED.match(text, found.end()))
    is_compared = bool(_COMPARED.search(text[: found.start()]))
    if (said in (of, of + 1) and not is_fixed) or (said == of - 1 and is_compared):
        return _Edit(found.start(), found.end(), str(said + step))
    return _Edit(found.start(), found.end(), found[0], note=f"“{said}年”没有改动，请看是否仍合适")


def _others(text: str, of: int) -> Iterable[_Edit]:
    """Numbers that count something, and whose figure is not known."""
    for mention in mentions_of(text, of):
        start = mention.place.start
        end = numeral_end(text, start, mention.place.end)
        if mention.unit or mention.noun:
            old = text[start:end]
            yield _Edit(start, end, CHECK.format(old), doubt=mention.text)


def _names(text: str) -> Iterable[str]:
    """Countries and titles are named as they were: they may be others this year."""
    named = [
        entry.name for entry in countries().entries
        if entry.code != HOME and len(entry.name) > 1 and entry.name in text
    ]
    longest = [name for name in named if not any(name in other for other in named if other != name)]
    if longest:
        yield f"写到{'、'.join(longest[:6])}{'等' if len(longest) > 6 else ''}，请核对本年是否仍是"
    titles = _TITLE.findall(text)
    if titles:
        yield f"写到{'、'.join(titles[:4])}{'等' if len(titles) > 4 else ''}，请核对本年是否仍是"


def _all_known(paragraph: WordParagraph, unmarked: Iterable[KnownNumber]) -> list[KnownNumber]:
    marked = [KnownNumber(n.start, n.end, n.token) for n in paragraph.numbers]
    return marked + [
        number for number in unmarked
        if not any(number.start < m.end and m.start < number.end for m in marked)
    ]


def _taken_apart(words: str) -> tuple[str, list[KnownNumber]]:
    """Kept words as plain text, and where in it the live numbers stand."""
    text, known, token = "", [], ""
    for position, part in enumerate(NUMBER.split(words)):
        if position % 3 == 1:
            token = part
            continue
        if position % 3 == 2:
            known.append(KnownNumber(len(text), len(text) + len(part), token))
        text += part
    return text, known
