"""TrueType faces as reportlab embeds them, with its faults mended.

This is the one module that imports reportlab at its top; import it inside functions only.
Mended here, until reportlab (pinned exactly) does it itself:
- ToUnicode of characters beyond U+FFFF was not UTF-16, so 𠮷 copied out as another character;
  more than 100 entries stood in one bfchar section, which the PDF standard forbids.
- Every subset copied the whole glyph table (10 MB) before taking a few hundred glyphs from it.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from reportlab import rl_config
from reportlab.pdfbase import pdfdoc, pdfmetrics, ttfonts

# Text armour around compressed streams: a quarter larger and the slowest step of all.
rl_config.useA85 = 0
rl_config.pdfComments = 0

# ☑ is drawn as □ with a tick over it: hardly any Chinese font has the character itself.
_BOXES = {0x2611: 0x25A1, 0x2610: 0x25A1}


class _GlyphTable:
    """The glyph outlines of a font file, read slice by slice where they lie."""

    def __init__(self, data: bytes, start: int) -> None:
        self.data = data
        self.start = start

    def __getitem__(self, wanted: slice) -> bytes:
        return self.data[self.start + wanted.start : self.start + wanted.stop]


class MendedFace(ttfonts.TTFontFace):  # type: ignore[misc]
    """A font file whose □ also serves for ☑ and ☐, and whose glyph table is never copied."""

    def __init__(self, filename: str, subfont: int) -> None:
        super().__init__(filename, subfontIndex=subfont)
        for code, stand_in in _BOXES.items():
            if stand_in in self.charToGlyph:
                self.charToGlyph[code] = self.charToGlyph[stand_in]
                self.charWidths[code] = self.charWidths[stand_in]

    def get_table(self, tag: str) -> Any:
        if tag != "glyf":
            return super().get_table(tag)
        start, _length = self.get_table_pos("glyf")
        return _GlyphTable(self._ttf_data, start)


class MendedFont(ttfonts.TTFont):  # type: ignore[misc]
    """A font that writes its own, right ToUnicode table for every subset."""

    def __init__(self, name: str, filename: str, subfont: int) -> None:
        # The base class would load the file a second time: set what it sets, with our face.
        self.fontName = name
        self.face = MendedFace(filename, subfont)
        self.encoding = ttfonts.TTEncoding()
        from weakref import WeakKeyDictionary

        self.state: Any = WeakKeyDictionary()
        self._asciiReadable = False
        self.shapable = False

    def addObjects(self, doc: Any) -> None:  # noqa: N802 (reportlab's name)
        """Write font, descriptor, subset and ToUnicode table of every 256 characters in use."""
        state = self.state[doc]
        state.frozen = 1
        for number, codes in enumerate(state.subsets):
            internal = self.getSubsetInternalName(number, doc)[1:]
            prefix = ttfonts.SUBSETN(number)
            base = b"+".join((prefix, self.face.name + self.face.subfontNameX)).decode("pdfdoc")
            font = pdfdoc.PDFTrueTypeFont()
            font.Name = internal
            font.BaseFont = base
            font.FirstChar = 0
            font.LastChar = len(codes) - 1
            # One string: reportlab formats numbers of an array one by one, and slowly.
            widths = (self.face.getCharWidth(code) for code in codes)
            font.Widths = pdfdoc.PDFArray([" ".join(f"{width:.4g}" for width in widths)])
            table = pdfdoc.PDFStream()
            table.content = to_unicode_table(base, codes)
            if doc.compression:
                table.filters = [pdfdoc.PDFZCompress]
            font.ToUnicode = doc.Reference(table, "toUnicodeCMap:" + base)
            font.FontDescriptor = self.face.addSubsetObjects(doc, base, codes)
            doc.Reference(font, internal)
            doc.idToObject["BasicFonts"].dict[internal] = font
        del self.state[doc]


def to_unicode_table(name: str, codes: Sequence[int]) -> str:
    """The CMap by which a viewer turns the subset's codes back into text."""
    entries = [
        f"<{index:02X}> <{chr(code).encode('utf-16-be').hex().upper()}>"
        for index, code in enumerate(codes)
    ]
    sections = [entries[start : start + 100] for start in range(0, len(entries), 100)]
    lines = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        f"/CIDSystemInfo << /Registry ({name}) /Ordering ({name}) /Supplement 0 >> def",
        f"/CMapName /{name} def",
        "/CMapType 2 def",
        "1 begincodespacerange",
        f"<00> <{max(len(codes) - 1, 0):02X}>",
        "endcodespacerange",
    ]
    for section in sections:
        lines += [f"{len(section)} beginbfchar", *section, "endbfchar"]
    lines += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"]
    return "\n".join(lines)


class Face:
    """One loaded font file: what it covers, how wide its characters are (in em)."""

    def __init__(self, path: Path, subfont: int) -> None:
        self.path = path
        self.font = MendedFont(f"{path.stem}-{subfont}", str(path), subfont)
        pdfmetrics.registerFont(self.font)
        scaled = self.font.face.charWidths.items()
        self.widths: dict[str, float] = {chr(code): width / 1000 for code, width in scaled}
        self.known = frozenset(map(chr, self.font.face.charToGlyph))
        self._words: dict[str, float] = {}

    def __repr__(self) -> str:
        return f"Face({self.path.name})"

    def measure(self, word: str) -> float:
        """Width of `word` in em; characters the face lacks count as the missing-glyph box."""
        known = self._words.get(word)
        if known is None:
            widths = self.widths
            blank = self.font.face.defaultWidth / 1000
            known = sum(widths.get(character, blank) for character in word)
            if len(self._words) > 20_000:
                self._words.clear()
            self._words[word] = known
        return known


class RawPage(pdfdoc.PDFObject):  # type: ignore[misc]
    """A page that is little more than a reference to its stream and the shared resources."""

    __RefOnly__ = 1

    def __init__(self, width: float, height: float, stream: Any, resources: Any) -> None:
        self.size = f"{width:.3f} {height:.3f}"
        self.stream = stream
        self.resources = resources

    def format(self, document: Any) -> bytes:
        parts = (document.Reference(document.Pages), self.resources, self.stream)
        parent, resources, stream = (part.format(document).decode("ascii") for part in parts)
        return (
            f"<< /Type /Page /Parent {parent} /MediaBox [0 0 {self.size}]"
            f" /Resources {resources} /Contents {stream} >>"
        ).encode("ascii")


class RawStream(pdfdoc.PDFObject):  # type: ignore[misc]
    """A stream, compressed when it is made."""

    __RefOnly__ = 1

    def __init__(self, content: str) -> None:
        self.packed = zlib.compress(content.encode("ascii"))

    def format(self, document: Any) -> bytes:  # noqa: ARG002 (reportlab's signature)
        head = f"<< /Filter /FlateDecode /Length {len(self.packed)} >>\nstream\n"
        return head.encode("ascii") + self.packed + b"\nendstream\n"


def shared_resources() -> Any:
    """Resources for every page: all fonts; forms are added to its XObject as they are made."""
    resources = pdfdoc.PDFResourceDictionary()
    resources.basicFonts()
    resources.allProcs()
    return resources
