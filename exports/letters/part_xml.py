"""One XML part of a Word file as a tree of byte spans, so that what is not touched keeps its bytes.

Nothing is parsed and written again: the tree only says from which byte to which byte an element
and its text reach, and the filled part is the old bytes with a few spans exchanged.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from models.errors import Unreadable

WORD = frozenset((
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
))
"""The namespaces of Word's own elements: as all programs write them, and the strict variant."""

_TAG = re.compile(rb"""<[^\s/>]+(?:\s+[^\s=>]+\s*=\s*(?:"[^"]*"|'[^']*'))*\s*/?>""")


@dataclass(eq=False)
class Element:
    """name: the local name of Word's own elements (p, r, t, tr …); others begin with a tilde.

    start and end: the whole element. inside_from and inside_to: what stands between its tags;
    both are `end` for an element without content. text: the characters directly inside it.
    """

    name: str
    start: int
    parent: Element | None = field(default=None, repr=False)
    end: int = 0
    inside_from: int = 0
    inside_to: int = 0
    text: str = ""
    children: list[Element] = field(default_factory=list, repr=False)

    def walk(self) -> Iterator[Element]:
        """This element and everything inside it, in document order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def ancestor(self, *names: str) -> Element | None:
        """The nearest element around this one that has one of the names."""
        above = self.parent
        while above is not None and above.name not in names:
            above = above.parent
        return above


def parse(content: bytes) -> Element:
    """The root of a part. Raises Unreadable where it is no sound XML, or holds a DTD."""
    parser = expat.ParserCreate(namespace_separator=" ")
    top = Element("", 0, end=len(content))
    builder = _Builder(content, parser, top)
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        builder.check_encoding("", "utf-16", 0)
    parser.buffer_text = True
    parser.StartElementHandler = builder.begin
    parser.EndElementHandler = builder.finish
    parser.CharacterDataHandler = builder.take
    parser.StartDoctypeDeclHandler = builder.refuse
    parser.XmlDeclHandler = builder.check_encoding
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        raise Unreadable("这个Word文件已损坏，读不出文字。", "请用Word或WPS打开，另存一份后再试。") from error
    return top.children[0]


class _Builder:
    """Listens to expat, which says at which byte each tag begins."""

    def __init__(self, content: bytes, parser: expat.XMLParserType, top: Element) -> None:
        self._content, self._parser, self._here = content, parser, top

    def check_encoding(self, _: str, encoding: str | None, __: int) -> None:
        """Spans of bytes are only exchanged where a sign < is one byte, as all programs write."""
        if (encoding or "utf-8").lower() not in ("utf-8", "us-ascii"):
            raise Unreadable("这个Word文件的编码不是UTF-8，不能填写。", "请用Word或WPS打开，另存一份后再试。")

    def begin(self, name: str, attributes: dict[str, str]) -> None:  # noqa: ARG002
        """An opening tag, or one that opens and closes."""
        namespace, _, local = name.rpartition(" ")
        at = self._parser.CurrentByteIndex
        element = Element(local if namespace in WORD else f"~{local}", at, self._here)
        match = _TAG.match(self._content, at)
        assert match is not None
        element.inside_from = match.end()
        self._here.children.append(element)
        self._here = element

    def finish(self, _: str) -> None:
        """A closing tag; for an empty element expat stands behind it or at its beginning."""
        element, at = self._here, self._parser.CurrentByteIndex
        is_empty = self._content[element.inside_from - 2:element.inside_from] == b"/>"
        if is_empty:
            element.inside_to = element.end = element.inside_from
        else:
            element.inside_to = at
            element.end = self._content.index(b">", at) + 1
        assert element.parent is not None
        self._here = element.parent

    def take(self, text: str) -> None:
        """Characters, entities resolved."""
        self._here.text += text

    def refuse(self, *_: object) -> None:
        """No Word file has a DTD; one that has would blow itself up."""
        raise Unreadable("这个文件含有不该有的定义，不像Word文档。", "请检查是否选错了文件。")


@dataclass(frozen=True)
class Edit:
    """One span of bytes and what stands there instead."""

    start: int
    end: int
    instead: bytes


def spliced(content: bytes, edits: list[Edit], *, start: int = 0, end: int | None = None) -> bytes:
    """The bytes from start to end with the edits inside them made; edits must not overlap."""
    end = len(content) if end is None else end
    pieces, at = [], start
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        if edit.start < at:
            raise ValueError(f"edits overlap at byte {edit.start}")
        pieces += [content[at:edit.start], edit.instead]
        at = edit.end
    return b"".join([*pieces, content[at:end]])
