"""Lines of mixed Chinese and Latin text: breaking, spacing and justification.

Lengths are points, widths of characters em. Chinese punctuation never starts a line, opening
brackets never end one, a number keeps its unit; two marks in a row share their blank halves;
a mark at the end of a line counts half, so that the right edge looks straight.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, pairwise
from operator import add
from typing import TYPE_CHECKING, Literal, NamedTuple

from exports.prints.fonts import FontBook, Role, clean

if TYPE_CHECKING:
    from exports.prints.embedding import Face

Align = Literal["left", "center", "right", "justify"]

ASCENT = 0.88
"""Top of a Chinese character above the baseline, in em; it ends 0.12 below."""

AUTOSPACE = 0.09
"""Air between a Chinese character and a Latin letter or digit.

Below a tenth of an em viewers do not take it for a blank when the text is copied out.
"""

_CLOSING = frozenset("，。、；：！？）》」』】〕”’")
_OPENING = frozenset("（《「『【〔“‘")
_NO_START = _CLOSING | frozenset("—…·～‰％%℃!),.:;?]}°々")
_NO_END = _OPENING | frozenset("([{￥$£€#№")
_UNITS = frozenset("年月日号天人个元万")
"""What a number carries with it: no line begins with the unit of the number before."""
_WORDS = re.compile(r" +|[^ /-]+[/-]*|[/-]+")

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

_MOST_CHINESE_STRETCH = 0.18
_MOST_ENGLISH_STRETCH = 0.45


@dataclass(frozen=True)
class Style:
    """How a piece of text is set: size in points, leading as a multiple of the size.

    `indent` counts characters of the first line, `spread` is extra air after each
    character in em, `english` gives shared punctuation to the Latin font.
    """

    size: float = 10.5
    role: Role = "song"
    align: Align = "left"
    leading: float = 1.3
    indent: float = 0
    spread: float = 0
    english: bool = False
    grey: float = 0
    red: bool = False


class Piece(NamedTuple):
    """Characters of one face in a line; `gap` is the air after them in points."""

    face: Face
    text: str
    latin: bool
    gap: float


class Line(NamedTuple):
    """One set line: `x` where it starts, `width` what it fills, all in points.

    The airs are added after every Chinese character, Latin character and blank.
    """

    pieces: tuple[Piece, ...]
    x: float
    width: float
    size: float
    chinese_air: float = 0
    latin_air: float = 0
    blank_air: float = 0
    grey: float = 0
    red: bool = False


class _Atom(NamedTuple):
    """What is never broken: a Chinese character, a word, or a blank."""

    face: Face
    text: str
    latin: bool
    width: float
    first: str
    last: str
    blank: bool
    mark: str  # "closing" or "opening" for a full-width mark, else empty


def set_text(
    book: FontBook, text: str | Sequence[str], style: Style, width: float
) -> tuple[Line, ...]:
    """`text` in lines of at most `width`; a line end in the text starts a new paragraph.

    Text given in parts is set as one; parts that return (fixed wording) are measured once.
    """
    lines: list[Line] = []
    for parts in _paragraphs(book, text, style):
        lines.extend(_break(_Measured(parts), style, width))
    return tuple(lines)


def _paragraphs(book: FontBook, text: str | Sequence[str], style: Style) -> list[list[_Part]]:
    paragraphs: list[list[_Part]] = [[]]
    for part in (text,) if isinstance(text, str) else text:
        for index, line in enumerate(clean(part).split("\n")):
            if index:
                paragraphs.append([])
            if line:
                measured = _measure(book, line, style.role, style.english, style.spread)
                paragraphs[-1].append(measured)
    return paragraphs


def text_width(book: FontBook, text: str, style: Style) -> float:
    """Width of `text` on one line, in points."""
    measured = _Measured(_paragraphs(book, text, style)[0])
    return measured.ends[-1] * style.size


def longest_word(book: FontBook, text: str | Sequence[str], style: Style) -> float:
    """Width of the widest part that should not be broken, in points."""
    paragraphs = _paragraphs(book, text, style)
    widths = [width for parts in paragraphs for part in parts for width in part.widths]
    return max(widths, default=0.0) * style.size


class _Part(NamedTuple):
    """Atoms of a stretch of text, and what is known about each of them.

    `gaps` are em before each atom; `joints` is 1 where a Chinese line may be drawn apart before
    the atom; `blanks` counts blanks; `starts` are the indexes at which a new piece begins.
    """

    atoms: tuple[_Atom, ...]
    widths: tuple[float, ...]
    gaps: tuple[float, ...]
    joints: tuple[int, ...]
    blanks: tuple[int, ...]
    texts: tuple[str, ...]
    starts: tuple[int, ...]


@lru_cache(maxsize=8192)
def _measure(book: FontBook, text: str, role: Role, english: bool, spread: float) -> _Part:
    atoms: list[_Atom] = []
    for run in book.runs(text, role, english):
        parts = _WORDS.findall(run.text) if run.latin else run.text
        atoms.extend([_atom(run.face, part, run.latin, spread) for part in parts])
    return _part_of(tuple(atoms))


def _part_of(atoms: tuple[_Atom, ...]) -> _Part:
    gaps = (0.0, *(_gap(before, after) for before, after in pairwise(atoms)))
    return _Part(
        atoms,
        tuple([atom.width for atom in atoms]),
        gaps,
        (0, *(_joint(before, after) for before, after in pairwise(atoms))),
        tuple([atom.text.count(" ") + atom.text.count("\u00a0") for atom in atoms]),
        tuple([atom.text for atom in atoms]),
        tuple(
            index
            for index in range(1, len(atoms))
            if gaps[index] or not _same_piece(atoms[index - 1], atoms[index])
        ),
    )


@lru_cache(maxsize=20_000)
def _atom(face: Face, part: str, latin: bool, spread: float) -> _Atom:
    width = face.measure(part) + spread * len(part)
    mark = ""
    if not latin and width > 0.9:
        mark = "closing" if part in _CLOSING else "opening" if part in _OPENING else ""
    return _Atom(face, part, latin, width, part[0], part[-1], part.isspace(), mark)


def _gap(before: _Atom, after: _Atom) -> float:
    """Air between two neighbours in em; negative where two blank halves of marks meet."""
    if before.latin != after.latin:
        return AUTOSPACE if before.last.isalnum() and after.first.isalnum() else 0.0
    if before.mark == "closing" and after.mark:
        return -0.5
    if before.mark == "opening" and after.mark == "opening":
        return -0.5
    return 0.0


def _joint(before: _Atom, after: _Atom) -> int:
    return not (before.latin and after.latin)


def _same_piece(before: _Atom, after: _Atom) -> bool:
    return before.face is after.face and before.latin == after.latin


class _Measured:
    """A paragraph: its parts joined, with sums from the start of it up to each atom (em)."""

    def __init__(self, parts: Sequence[_Part]) -> None:
        self.atoms: list[_Atom] = []
        self.gaps: list[float] = []
        self.texts: list[str] = []
        self.starts: list[int] = []
        widths: list[float] = []
        joints: list[int] = []
        blanks: list[int] = []
        for part in parts:
            at = len(self.atoms)
            self.atoms += part.atoms
            self.gaps += part.gaps
            self.texts += part.texts
            widths += part.widths
            joints += part.joints
            blanks += part.blanks
            if at:
                before, after = self.atoms[at - 1], self.atoms[at]
                self.gaps[at] = _gap(before, after)
                joints[at] = _joint(before, after)
                if self.gaps[at] or not _same_piece(before, after):
                    self.starts.append(at)
            self.starts += [at + start for start in part.starts]
        self.ends: list[float] = [0.0, *accumulate(map(add, self.gaps, widths))]
        self.joint_sums: list[int] = [0, *accumulate(joints)]
        self.blank_sums: list[int] = [0, *accumulate(blanks)]


def _may_break(atoms: Sequence[_Atom], index: int) -> bool:
    """Whether a line may end before the atom at `index`."""
    before, after = atoms[index - 1], atoms[index]
    if before.blank:
        return not after.blank and not _together(atoms[max(index - 2, 0)].text, after.text)
    if after.blank or after.first in _NO_START or before.last in _NO_END:
        return False
    if before.latin and after.latin:
        return before.last in "-/"
    return not (before.last.isdigit() and after.text in _UNITS)


def _together(word: str, following: str) -> bool:
    """A day and its month, "No." and its number stand on one line."""
    return word.endswith("No.") or (word[-1:].isdigit() and following.startswith(_MONTHS))


def _break(measured: _Measured, style: Style, width: float) -> list[Line]:
    limit = width / style.size
    lines: list[Line] = []
    start, indent = 0, float(style.indent)
    while start < len(measured.atoms):
        end = _line_end(measured, start, limit - indent)
        if end == start:
            parts = _cut_word(measured.atoms[start], limit - indent, style)
            measured = _Measured([_part_of((*parts, *measured.atoms[start + 1 :]))])
            start, end = 0, 1
        lines.append(_set_line(measured, (start, end), style, width, indent=indent))
        start, indent = end, 0.0
        while start < len(measured.atoms) and measured.atoms[start].blank:
            start += 1
        if start < len(measured.atoms) and style.align in ("left", "justify"):
            # The ink of an opening bracket is in its right half: let the line begin there.
            indent = -0.5 if measured.atoms[start].mark == "opening" else 0.0
    return lines or [Line((), 0, 0, style.size)]


def _line_end(measured: _Measured, start: int, room: float) -> int:
    """Index after the last atom of the line that begins at `start`.

    It is moved back to a place where a line may end; `start` itself when not even the first
    atom fits.
    """
    atoms, ends = measured.atoms, measured.ends
    limit = ends[start] + measured.gaps[start] + room + 0.001
    fit = bisect_right(ends, limit, lo=start + 1) - 1
    if fit < len(atoms) and atoms[fit].mark == "closing" and ends[fit + 1] - 0.5 <= limit:
        fit += 1
    while fit < len(atoms) and atoms[fit].blank:
        fit += 1
    if fit >= len(atoms):
        return len(atoms)
    end = fit
    while end > start and not _may_break(atoms, end):
        end -= 1
    return end if end > start else fit


def _cut_word(word: _Atom, room: float, style: Style) -> list[_Atom]:
    """A word longer than a whole line, cut where it fits."""
    used, count = 0.0, 0
    for character in word.text:
        used += word.face.measure(character) + style.spread
        if used > room and count:
            break
        count += 1
    parts = [part for part in (word.text[:count], word.text[count:]) if part]
    return [_atom(word.face, part, word.latin, style.spread) for part in parts]


def _set_line(
    measured: _Measured, span: tuple[int, int], style: Style, width: float, *, indent: float
) -> Line:
    size = style.size
    start, end = span
    last = end >= len(measured.atoms)
    while end > start and measured.atoms[end - 1].blank:
        end -= 1
    if end == start:
        return Line((), 0, 0, size)
    sum_of_widths = measured.ends[end] - measured.ends[start] - measured.gaps[start]
    natural = (sum_of_widths - style.spread) * size
    visible = natural - (0.5 * size if measured.atoms[end - 1].mark == "closing" else 0.0)
    slack = width - indent * size - visible
    air = blank_air = 0.0
    if style.align == "justify" and (not last or slack < 0):
        air, blank_air = _stretch(measured, (start, end), slack, style)
    x = indent * size
    if style.align == "center":
        x += max((width - indent * size - natural) / 2, 0.0)
    elif style.align == "right":
        x += slack
    pieces = _pieces(measured, (start, end), size, air)
    filled = width - x if air or blank_air else visible
    spread = style.spread * size
    return Line(pieces, x, filled, size, air + spread, spread, blank_air, style.grey, style.red)


def _stretch(
    measured: _Measured, span: tuple[int, int], slack: float, style: Style
) -> tuple[float, float]:
    """How far every Chinese junction and every blank of a line is drawn apart, in points."""
    start, end = span
    blanks = measured.blank_sums[end] - measured.blank_sums[start]
    if style.english:
        each = slack / blanks if blanks else 0.0
        return (0.0, each) if each <= _MOST_ENGLISH_STRETCH * style.size else (0.0, 0.0)
    places = blanks + measured.joint_sums[end] - measured.joint_sums[start + 1]
    each = slack / places if places else 0.0
    return (each, each) if each <= _MOST_CHINESE_STRETCH * style.size else (0.0, 0.0)


def _pieces(
    measured: _Measured, span: tuple[int, int], size: float, air: float
) -> tuple[Piece, ...]:
    """Neighbours of one face joined; a Latin piece carries its own share of the stretch."""
    begun, end = span
    starts = measured.starts
    inside = starts[bisect_right(starts, begun) : bisect_left(starts, end)]
    pieces: list[Piece] = []
    for index in inside:
        atom, following = measured.atoms[begun], measured.atoms[index]
        stretch = air if atom.latin and not following.latin else 0.0
        text = "".join(measured.texts[begun:index])
        gap = measured.gaps[index] * size + stretch
        pieces.append(Piece(atom.face, text, atom.latin, gap))
        begun = index
    last = measured.atoms[begun]
    pieces.append(Piece(last.face, "".join(measured.texts[begun:end]), last.latin, 0.0))
    return tuple(pieces)
