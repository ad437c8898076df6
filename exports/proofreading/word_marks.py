"""Puts comment marks around words of a Word part by splicing bytes: nothing is written again.

A run is split where the words begin or end inside of it; both halves keep its properties, so the
look and the text of the document stay as they were.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from exports.letters import part_xml
from exports.letters.part_xml import Edit, Element, spliced
from exports.proofreading import word_text
from models.errors import Unreadable

_THROUGH = frozenset((
    "hyperlink", "ins", "moveTo", "smartTag", "customXml", "sdt", "sdtContent", "fldSimple", "dir",
    "bdo",
))
"""What may hold marks of its own; inside of anything else they stand around the whole."""
_PLAIN_CONTROLS = frozenset(("text", "date", "dropDownList", "comboBox", "dataBinding", "picture"))
"""Content controls that hold nothing but words: marks inside would be refused or lost."""
_NAME = re.compile(rb"<([^\s/>]+)")
_SIGN = re.compile(r"&[^;]+;|\r\n|.", re.DOTALL)


@dataclass(frozen=True)
class Range:
    """The words of one comment. start, end: characters of the paragraphs' text, joined by a line
    break; equal for the whole of the first paragraph."""

    comment: int
    paragraphs: tuple[Any, ...]
    start: int = 0
    end: int = 0


@dataclass
class _Marks:
    """What stands at one point: ranges that end there, then ranges that begin."""

    ends: list[int] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    run: Element | None = None
    """The run that is parted here, None between runs."""


def marked(content: bytes, tree: Any, ranges: Iterable[Range]) -> bytes:
    """The part with the marks of these ranges. tree: the part as word_text read it.

    Raises Unreadable where the part is written in a way whose bytes cannot be followed.
    """
    marker = _Marker(content, tree)
    for one in ranges:
        marker.add(one)
    return spliced(content, marker.edits())


class _Marker:
    """Collects the points of one part."""

    def __init__(self, content: bytes, tree: Any) -> None:
        self._content = content
        elements = [one for one in tree.iter() if isinstance(one.tag, str)]
        spans = list(part_xml.parse(content).walk())
        if len(spans) != len(elements):
            raise Unreadable("这个Word文件的写法少见，不能加批注。", "请用Word或WPS打开，另存一份后再试。")
        self._spans = dict(zip(elements, spans, strict=True))
        self._between: dict[int, _Marks] = {}
        self._inside: dict[int, tuple[Element, dict[int, _Marks]]] = {}
        name = _NAME.match(content, spans[0].start)
        prefix = name[1].rpartition(b":")[0] if name else b""
        space = str(tree.tag).partition("}")[0].strip("{").encode()
        self._prefix = prefix + b":" if prefix else b"w:"
        self._declared = b"" if prefix else b' xmlns:w="%s"' % space

    def add(self, one: Range) -> None:
        """Find where a range begins and ends."""
        if one.start >= one.end:
            self._around(one)
            return
        pieces: list[tuple[int, word_text.Piece, Any]] = []
        at = 0
        for paragraph in one.paragraphs:
            for piece in word_text.pieces(paragraph):
                pieces.append((at, piece, paragraph))
                at += len(piece.text)
            at += 1
        touched = [p for p in pieces if p[0] < one.end and p[0] + len(p[1].text) > one.start]
        if not touched:
            self._around(one)
            return
        first, last = touched[0], touched[-1]
        self._begin(first, max(one.start - first[0], 0)).starts.append(one.comment)
        self._finish(last, min(one.end - last[0], len(last[1].text))).ends.append(one.comment)

    def _around(self, one: Range) -> None:
        span = self._spans[one.paragraphs[0]]
        head = next((child for child in span.children if child.name == "pPr"), None)
        self._point(head.end if head else span.inside_from).starts.append(one.comment)
        self._point(span.inside_to).ends.append(one.comment)

    def _begin(self, where: tuple[int, word_text.Piece, Any], offset: int) -> _Marks:
        _, piece, paragraph = where
        if offset and (inside := self._within(piece, paragraph, offset)) is not None:
            return inside
        atom, span = self._atom(piece.element, paragraph)
        if not self._is_divisible(atom, span) or _content(atom)[0] is span:
            return self._point(atom.start)
        return self._point(span.start, atom)

    def _finish(self, where: tuple[int, word_text.Piece, Any], offset: int) -> _Marks:
        _, piece, paragraph = where
        is_inner = offset < len(piece.text)
        if is_inner and (inside := self._within(piece, paragraph, offset)) is not None:
            return inside
        atom, span = self._atom(piece.element, paragraph)
        if not self._is_divisible(atom, span) or _content(atom)[-1] is span:
            return self._point(atom.end)
        return self._point(span.end, atom)

    def _within(self, piece: word_text.Piece, paragraph: Any, offset: int) -> _Marks | None:
        """The point between two characters of a w:t; None where that cannot be parted."""
        atom, span = self._atom(piece.element, paragraph)
        raw = self._content[span.inside_from:span.inside_to]
        if not self._is_divisible(atom, span) or span.name != "t" or b"<" in raw:
            return None
        if len(_SIGN.findall(raw.decode("utf-8"))) != len(piece.text):
            return None
        points = self._inside.setdefault(span.start, (span, {}))[1]
        return points.setdefault(offset, _Marks(run=atom))

    def _atom(self, element: Any, paragraph: Any) -> tuple[Element, Element]:
        """The outermost thing around an element that marks cannot stand in, and the element."""
        path = [element]
        while path[-1].getparent() is not paragraph:
            path.append(path[-1].getparent())
        for node in reversed(path):
            span = self._spans[node]
            is_plain = span.name == "sdt" and any(
                word_text.local(one) in _PLAIN_CONTROLS for one in node.iterfind("{*}sdtPr/*")
            )
            if span.name not in _THROUGH or is_plain:
                return span, self._spans[element]
        return self._spans[element], self._spans[element]

    @staticmethod
    def _is_divisible(atom: Element, span: Element) -> bool:
        return atom.name == "r" and span.parent is atom

    def _point(self, at: int, run: Element | None = None) -> _Marks:
        return self._between.setdefault(at, _Marks(run=run))

    def edits(self) -> list[Edit]:
        """All points as insertions into the part."""
        found = []
        for at, marks in self._between.items():
            words = self._written(marks)
            if marks.run is not None:
                words = self._closed(marks.run) + words + self._opened(marks.run)
            found.append(Edit(at, at, words))
        for span, points in self._inside.values():
            found += self._parted(span, points)
        return found

    def _parted(self, span: Element, points: dict[int, _Marks]) -> list[Edit]:
        """The insertions that part one w:t; a half with blanks at its edge says that they count."""
        tag = self._content[span.start:span.inside_from]
        name = _name(tag)
        signs = _SIGN.findall(self._content[span.inside_from:span.inside_to].decode("utf-8"))
        cuts = sorted(points)
        halves = [
            "".join(signs[start:end])
            for start, end in zip([0, *cuts], [*cuts, len(signs)], strict=True)
        ]
        keeps = b"preserve" in tag
        kept = b'<%s xml:space="preserve">' % name
        found = []
        if not keeps and halves[0] != halves[0].strip():
            at = span.start + 1 + len(name)
            found.append(Edit(at, at, b' xml:space="preserve"'))
        for cut, half in zip(cuts, halves[1:], strict=True):
            marks = points[cut]
            assert marks.run is not None
            at = span.inside_from + len("".join(signs[:cut]).encode("utf-8"))
            again = tag if keeps or half == half.strip() else kept
            found.append(Edit(at, at, b"".join((
                b"</%s>" % name, self._closed(marks.run), self._written(marks),
                self._opened(marks.run), again,
            ))))
        return found

    def _closed(self, run: Element) -> bytes:
        return b"</%s>" % _name(self._content[run.start:run.inside_from])

    def _opened(self, run: Element) -> bytes:
        """The run's own tag once more, with its properties."""
        look = next((child for child in run.children if child.name == "rPr"), None)
        properties = self._content[look.start:look.end] if look else b""
        return self._content[run.start:run.inside_from] + properties

    def _written(self, marks: _Marks) -> bytes:
        w, declared = self._prefix, self._declared
        found = []
        for number in marks.ends:
            found.append(b'<%scommentRangeEnd%s %sid="%d"/>' % (w, declared, w, number))
            found.append(b'<%sr%s><%scommentReference %sid="%d"/></%sr>' % (
                w, declared, w, w, number, w))
        for number in marks.starts:
            found.append(b'<%scommentRangeStart%s %sid="%d"/>' % (w, declared, w, number))
        return b"".join(found)


def _content(run: Element) -> Sequence[Element]:
    """What a run holds beside its properties."""
    return [child for child in run.children if child.name != "rPr"]


def _name(tag: bytes) -> bytes:
    found = _NAME.match(tag)
    assert found is not None
    return found[1]
