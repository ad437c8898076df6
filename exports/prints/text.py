"""Lines of mixed Chinese and Latin text: breaking, spacing and justification.

Lengths are points, widths of characters em. Chinese punctuation never starts a line, opening
brackets never end one; two marks in a row share their blank halves; a mark at the end of a
line counts half, so that the right edge looks straight.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from exports.prints.fonts import FontBook, Role, clean

if TYPE_CHECKING:
    from exports.prints.embedding import Face

Align = Literal["left", "center", "right", "justify"]

AUTOSPACE = 0.09
"""Air between a Chinese character and a Latin letter or digit.

Below a tenth of an em viewers do not take it for a blank when the text is copied out.
"""

_CLOSING = frozenset("，。、；：！？）》」』】〕”’")
_OPENING = frozenset("（《「『【〔“‘")
_NO_START = _CLOSING | frozenset("—…·～‰％%℃!),.:;?]}°々")
_NO_END = _OPENING | frozenset("([{￥$£€#№")
_WORDS = re.compile(r" +|[^ /-]+[/-]*|[/-]+")

# A day and its month, "No." and its number stand together on one line.
_MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November|December"
)
_TOGETHER = re.compile(rf"(?<=\bNo\.) (?=\S)|(?<=\d) (?=(?:{_MONTHS})\b)")

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


class Piece(NamedTuple):
    """Characters of one face in a line; `gap` is the air after them in points."""

    face: Face
    text: str
    latin: bool
    gap: float


@dataclass(frozen=True, slots=True)
class Line:
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


class _Atom(NamedTuple):
    """What is never broken: a Chinese character, a word, or a blank."""

    face: Face
    text: str
    latin: bool
    width: float
    first: str
    last: str
    blank: bool


def set_text(book: FontBook, text: str, style: Style, width: float) -> tuple[Line, ...]:
    """`text` in lines of at most `width`; a line end in the text starts a new paragraph."""
    lines: list[Line] = []
    text = clean(text)
    if style.english:
        text = _TOGETHER.sub("\u00a0", text)
    for paragraph in text.split("\n"):
        atoms = _atoms(book, paragraph, style)
        lines.extend(_break(atoms, style, width))
    return tuple(lines)


def text_width(book: FontBook, text: str, style: Style) -> float:
    """Width of `text` on one line, in points."""
    atoms = _atoms(book, clean(text), style)
    gaps = sum(_gap(atoms[index - 1], atoms[index]) for index in range(1, len(atoms)))
    return (sum(atom.width for atom in atoms) + gaps) * style.size


def longest_word(book: FontBook, text: str, style: Style) -> float:
    """Width of the widest part that should not be broken, in points."""
    parts = [_atoms(book, line, style) for line in clean(text).split("\n")]
    return max((atom.width for atoms in parts for atom in atoms), default=0.0) * style.size


def _atoms(book: FontBook, text: str, style: Style) -> list[_Atom]:
    atoms: list[_Atom] = []
    for run in book.runs(text, style.role, style.english):
        face = run.face
        parts = _WORDS.findall(run.text) if run.latin else run.text
        atoms.extend([_atom(face, part, run.latin, style.spread) for part in parts])
    return atoms


@lru_cache(maxsize=20_000)
def _atom(face: Face, part: str, latin: bool, spread: float) -> _Atom:
    width = face.measure(part) + spread * len(part)
    return _Atom(face, part, latin, width, part[0], part[-1], part.isspace())


def _gap(before: _Atom, after: _Atom) -> float:
    """Air between two neighbours in em; negative where two blank halves of marks meet."""
    if before.latin != after.latin:
        if before.last.isalnum() and after.first.isalnum():
            return AUTOSPACE
        return 0
    if before.latin:
        return 0
    if before.last in _CLOSING and before.width > 0.9:
        if after.first in _CLOSING or after.first in _OPENING:
            return -0.5 if after.width > 0.9 else 0
    elif before.last in _OPENING and after.first in _OPENING and after.width > 0.9:
        return -0.5
    return 0


def _may_break(before: _Atom, after: _Atom) -> bool:
    if before.blank:
        return not after.blank
    if after.blank or after.first in _NO_START or before.last in _NO_END:
        return False
    if before.latin and after.latin:
        return before.last in "-/"
    return True


def _break(atoms: Sequence[_Atom], style: Style, width: float) -> list[Line]:
    size = style.size
    limit = width / size
    lines: list[Line] = []
    start, indent = 0, float(style.indent)
    waiting = list(atoms)
    while start < len(waiting):
        end = _line_end(waiting, start, limit - indent)
        if end == start:
            waiting[start : start + 1] = _cut_word(waiting[start], limit - indent, style)
            end = start + 1
        last = end >= len(waiting)
        lines.append(_set_line(waiting[start:end], style, width, indent, last=last))
        start, indent = end, 0
        while start < len(waiting) and waiting[start].blank:
            start += 1
        if start < len(waiting) and style.align in ("left", "justify"):
            # The ink of an opening bracket is in its right half: let the line begin there.
            opens = waiting[start].first in _OPENING and waiting[start].width > 0.9
            indent = -0.5 if opens else 0
    return lines or [Line((), 0, 0, size)]


def _line_end(atoms: Sequence[_Atom], start: int, room: float) -> int:
    """Index after the last atom that fits, moved back to a place where a line may end."""
    filled = 0.0
    allowed = start
    for index in range(start, len(atoms)):
        atom = atoms[index]
        if index > start:
            before = atoms[index - 1]
            if _may_break(before, atom):
                allowed = index
            filled += _gap(before, atom)
        filled += atom.width
        hanging = 0.5 if not atom.latin and atom.last in _CLOSING and atom.width > 0.9 else 0
        if filled - hanging > room + 0.001 and not atom.blank:
            if allowed > start:
                return allowed
            return start if index == start or atoms[start].latin else index
    return len(atoms)


def _cut_word(word: _Atom, room: float, style: Style) -> list[_Atom]:
    """A word longer than a whole line, cut where it fits."""
    used, count = 0.0, 0
    for character in word.text:
        used += word.face.measure(character) + style.spread
        if used > room and count:
            break
        count += 1
    parts = [part for part in (word.text[:count], word.text[count:]) if part]
    return [
        word._replace(
            text=part,
            width=word.face.measure(part) + style.spread * len(part),
            first=part[0],
            last=part[-1],
        )
        for part in parts
    ]


def _set_line(
    atoms: Sequence[_Atom], style: Style, width: float, indent: float, *, last: bool
) -> Line:
    size = style.size
    while atoms and atoms[-1].blank:
        atoms = atoms[:-1]
    if not atoms:
        return Line((), 0, 0, size)
    gaps = [_gap(atoms[index], atoms[index + 1]) for index in range(len(atoms) - 1)]
    natural = (sum(atom.width for atom in atoms) + sum(gaps) - style.spread) * size
    closing = atoms[-1]
    half = not closing.latin and closing.last in _CLOSING and closing.width > 0.9
    visible = natural - (0.5 * size if half else 0)
    slack = width - indent * size - visible
    between = words = 0.0
    if style.align == "justify" and slack < 0:
        last = False
    if style.align == "justify" and not last:
        between, words = _stretch(atoms, slack, style)
    x = indent * size
    if style.align == "center":
        x += max((width - indent * size - natural) / 2, 0.0)
    elif style.align == "right":
        x += slack
    pieces = _pieces(atoms, gaps, size, between)
    filled = width - x if between or words else visible
    spread = style.spread * size
    return Line(pieces, x, filled, size, between + spread, spread, words, style.grey)


def _stretch(atoms: Sequence[_Atom], slack: float, style: Style) -> tuple[float, float]:
    """How far every Chinese junction and every blank of a line is drawn apart, in points."""
    blanks = sum(atom.text.count(" ") + atom.text.count("\u00a0") for atom in atoms)
    if style.english:
        each = slack / blanks if blanks else 0
        return (0, each) if each <= _MOST_ENGLISH_STRETCH * style.size else (0, 0)
    joints = sum(
        1
        for index in range(len(atoms) - 1)
        if not (atoms[index].latin and atoms[index + 1].latin)
    )
    places = joints + blanks
    each = slack / places if places else 0
    return (each, each) if each <= _MOST_CHINESE_STRETCH * style.size else (0, 0)


def _pieces(
    atoms: Sequence[_Atom], gaps: Sequence[float], size: float, between: float
) -> tuple[Piece, ...]:
    """Neighbours of one face joined; a Latin piece carries its own share of the stretch."""
    pieces: list[Piece] = []
    face, latin, parts = atoms[0].face, atoms[0].latin, [atoms[0].text]
    for index in range(1, len(atoms)):
        atom, gap = atoms[index], gaps[index - 1]
        if atom.face is face and atom.latin == latin and not gap:
            parts.append(atom.text)
            continue
        stretch = between if latin and not atom.latin else 0
        pieces.append(Piece(face, "".join(parts), latin, gap * size + stretch))
        face, latin, parts = atom.face, atom.latin, [atom.text]
    pieces.append(Piece(face, "".join(parts), latin, 0))
    return tuple(pieces)
