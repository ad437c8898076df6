"""Reads a summary back from a Word file: its paragraphs, their headings and marked numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from exports.drafts.place_marks import PlaceMark, read_mark
from exports.drafts.tokens import Token
from exports.drafts.word_xml import read_alias
from exports.proofreading import reading, word_text
from exports.proofreading.base import Report

_ANNEX = re.compile(r"附件?\s*[\d一二三四五六七八九十]*\s*[:：]?")
"""The line by which an annex begins."""


@dataclass(frozen=True)
class WordNumber:
    """A number in a content control of ours: characters [start, end) of its paragraph.

    year: the year of the paper it was written for. written: what was written into the file, blank
    where the file does not say; `text` is what stands there now.
    """

    token: str
    text: str
    start: int
    end: int
    year: int | None = None
    written: str = ""

    @property
    def was_typed_over(self) -> bool:
        """Whether somebody has changed the number in Word."""
        return bool(self.written) and self.text != self.written


@dataclass(frozen=True)
class WordParagraph:
    """A body paragraph. headings: those above it, outermost first. mark: None where it has none.

    block: its number in `reading.read` of the file.
    """

    text: str
    headings: tuple[str, ...]
    numbers: tuple[WordNumber, ...] = ()
    mark: PlaceMark | None = None
    block: int = -1

    @property
    def is_untouched(self) -> bool:
        """Whether it is one of ours and says exactly what was written into the file."""
        return self.mark is not None and self.mark.fits(self.text)


@dataclass(frozen=True)
class WordPaper:
    """A summary as it lies in a Word file. code and year: of our own papers, else blank and None.

    said_year: the year that the text itself speaks of.
    """

    paragraphs: tuple[WordParagraph, ...]
    code: str = ""
    year: int | None = None
    said_year: int | None = None
    title: str = ""

    @property
    def is_ours(self) -> bool:
        """Whether this program wrote it."""
        return bool(self.code)


def read_paper(content: bytes) -> WordPaper:
    """Body paragraphs in reading order; headings, tables, title, signature and annexes are no body.

    Raises Unreadable for whatever is no sound .docx, with what to do.
    """
    package = word_text.open_package(content)
    report = reading.read(content)
    found: list[WordParagraph] = []
    headings: dict[int, str] = {}
    open_mark: tuple[str, PlaceMark] | None = None
    for spot, block in zip(word_text.spots(package), report.blocks, strict=True):
        if _ANNEX.fullmatch(block.text.strip()):
            break
        if spot.cells or spot.part != package.main:
            continue
        if block.level:
            headings = {k: v for k, v in headings.items() if k < block.level}
            headings[block.level] = bare_heading(block.text)
            open_mark = None
            continue
        begins, ends = _marks(spot.element)
        paragraph = WordParagraph(
            block.text, tuple(headings[k] for k in sorted(headings)), tuple(_numbers(spot.element)),
            open_mark[1] if open_mark else None, block.number,
        )
        if open_mark is not None:
            found[-1] = _joined(found[-1], paragraph)
        elif begins is not None or _is_body(block.text, report, found):
            found.append(replace(paragraph, mark=begins[1] if begins else None))
        if begins is not None and begins[0] not in ends:
            open_mark = begins
        elif open_mark is not None and open_mark[0] in ends:
            open_mark = None
    marks = [paragraph.mark for paragraph in found if paragraph.mark is not None]
    first = marks[0] if marks else None
    return WordPaper(
        tuple(found), first.code if first else "", first.year if first else None,
        report.year, report.title,
    )


def bare_heading(text: str) -> str:
    """A heading without its number: 三、外籍教师 is 外籍教师."""
    words = text.strip().replace("\u3000", " ")
    for sign in ("、", "）", ")", ".", "．", " "):
        head, found, tail = words.partition(sign)
        if found and tail and len(head) <= 5 and not any(c in head for c in "年的与和"):
            return tail.strip()
    return words


def _is_body(text: str, report: Report, before: list[WordParagraph]) -> bool:
    """Whole sentences; not the title, 主送, 附件说明, signature, or a caption."""
    words = text.strip()
    if words == report.title or words.replace("\n", "") == report.title:
        return False
    is_sentence = words.endswith(("。", "；", "！", "”", "）", "：")) or any(s in words for s in "。；")
    return is_sentence and not (words.endswith("：") and not before and len(words) < 40)


def _joined(first: WordParagraph, second: WordParagraph) -> WordParagraph:
    """A paragraph of ours that somebody has broken in two, as one again."""
    shift = len(first.text)
    moved = tuple(
        WordNumber(n.token, n.text, n.start + shift, n.end + shift, n.year, n.written)
        for n in second.numbers
    )
    return WordParagraph(
        first.text + second.text, first.headings, first.numbers + moved, first.mark, first.block,
    )


def _marks(paragraph: Any) -> tuple[tuple[str, PlaceMark] | None, set[str]]:
    """The bookmark of ours that begins here, and the numbers of those that end here."""
    begins = None
    for start in paragraph.iter("{*}bookmarkStart"):
        mark = read_mark(word_text.attribute(start, "name") or "")
        if mark is not None and begins is None:
            begins = (word_text.attribute(start, "id") or "", mark)
    ends = {word_text.attribute(end, "id") or "" for end in paragraph.iter("{*}bookmarkEnd")}
    return begins, ends


def _numbers(paragraph: Any) -> Iterator[WordNumber]:
    """The numbers in content controls that carry a figure id, by place in the text."""
    place = 0
    pending: tuple[Any, int, str] | None = None
    for piece in word_text.pieces(paragraph):
        control = _control(piece.element, paragraph)
        if pending is not None and control is pending[0]:
            pending = (control, pending[1], pending[2] + piece.text)
        else:
            yield from _finished(pending)
            pending = None if control is None else (control, place, piece.text)
        place += len(piece.text)
    yield from _finished(pending)


def _finished(pending: tuple[Any, int, str] | None) -> Iterable[WordNumber]:
    if pending is None or not pending[2]:
        return
    control, start, text = pending
    year, written = read_alias(_property(control, "alias"))
    yield WordNumber(_property(control, "tag"), text, start, start + len(text), year, written)


def _control(element: Any, paragraph: Any) -> Any:
    """The content control of ours around an element of the paragraph; None without one."""
    for around in element.iterancestors():
        if around is paragraph:
            return None
        if word_text.local(around) == "sdt" and _is_token(_property(around, "tag")):
            return around
    return None


def _is_token(text: str) -> bool:
    try:
        Token.parse(text)
    except ValueError:
        return False
    return True


def _property(control: Any, name: str) -> str:
    for found in control.iterfind(f"{{*}}sdtPr/{{*}}{name}"):
        return word_text.attribute(found, "val") or ""
    return ""
