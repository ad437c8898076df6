"""《字段》 in the paragraphs of a part, however many runs Word has cut them into."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.sax.saxutils import escape

from exports.letters.part_xml import Edit, Element

LONGEST = 60
"""Characters between the marks; more is a title, whatever stands in it."""

_MARKED = re.compile(rf"《([^《》\x00]{{1,{LONGEST}}})》")
_GAP = "\x00"
"""Stands where something lies between two texts that no placeholder reaches across."""
_GAPS = frozenset((
    "tab", "ptab", "br", "cr", "sym", "object", "drawing", "pict", "footnoteReference",
    "endnoteReference", "commentReference",
))
_NOT_SHOWN = frozenset(("del", "moveFrom"))
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@dataclass(frozen=True)
class Text:
    """One w:t of a paragraph, and at which character of the paragraph it begins."""

    element: Element
    at: int


@dataclass(frozen=True)
class Placeholder:
    """One 《…》 of a paragraph: what stands inside, and its characters there, both marks counted."""

    words: str
    start: int
    end: int


@dataclass(frozen=True)
class Paragraph:
    """A w:p with its own texts; those of a text box inside it are paragraphs of their own."""

    element: Element
    texts: tuple[Text, ...]
    words: str

    def placeholders(self) -> list[Placeholder]:
        """In their order; what is no field is among them."""
        return [
            Placeholder(match.group(1), match.start(), match.end())
            for match in _MARKED.finditer(self.words)
        ]


def paragraphs(root: Element) -> Iterator[Paragraph]:
    """Every paragraph below an element that holds text, in document order."""
    for element in root.walk():
        if element.name == "p":
            yield _paragraph(element)


def _paragraph(element: Element) -> Paragraph:
    texts: list[Text] = []
    words = ""

    def visit(inside: Element) -> None:
        nonlocal words
        for child in inside.children:
            if child.name == "t" and child.inside_from < child.end:
                texts.append(Text(child, len(words)))
                words += child.text
            elif child.name in _GAPS:
                words += _GAP
            elif child.name not in _NOT_SHOWN and child.name not in ("p", "~AlternateContent"):
                visit(child)
            else:
                words += _GAP

    visit(element)
    return Paragraph(element, tuple(texts), words)


def edits_of(
    content: bytes, paragraph: Paragraph, replaced: list[tuple[Placeholder, str]],
) -> list[Edit]:
    """The changes of bytes that put words in the places of placeholders.

    The words stand in the text where the first mark stood, and so have its formatting; the rest
    of the placeholder is taken out of the texts behind it. Texts that no placeholder reaches keep
    their bytes.
    """
    found: list[Edit] = []
    for text in paragraph.texts:
        old, begin = text.element.text, text.at
        new, at, touched = "", 0, False
        for placeholder, words in replaced:
            start, end = placeholder.start - begin, placeholder.end - begin
            if end <= 0 or start >= len(old):
                continue
            touched = True
            new += old[at:max(start, at)]
            new += words if start >= 0 else ""
            at = min(max(end, 0), len(old))
        if touched:
            found += _rewritten(content, text.element, new + old[at:])
    return found


def _rewritten(content: bytes, element: Element, words: str) -> list[Edit]:
    """New words in a w:t: line ends and tabs become the elements that Word has for them."""
    tag = content[element.start:element.inside_from]
    name = re.match(rb"<([^\s/>]+)", tag)
    assert name is not None
    prefix = name.group(1)[:-1]  # "w:" of "w:t", or nothing
    words = _CONTROL.sub("", words.replace("\r\n", "\n").replace("\r", "\n"))
    is_spaced = bool(re.search(r"^\s|\s$|\s{2}", words)) or re.search(r"[\n\t]", words)
    edits = []
    if is_spaced and b"xml:space" not in tag:
        at = element.start + len(name.group(0))
        edits.append(Edit(at, at, b' xml:space="preserve"'))
    opening, closing = b"<" + prefix + b't xml:space="preserve">', b"</" + prefix + b"t>"
    between = {
        "\n": closing + b"<" + prefix + b"br/>" + opening,
        "\t": closing + b"<" + prefix + b"tab/>" + opening,
    }
    inside = b"".join(
        between.get(piece) or escape(piece).encode() for piece in re.split(r"([\n\t])", words)
    )
    edits.append(Edit(element.inside_from, element.inside_to, inside))
    return edits
