"""TrueType faces as reportlab embeds them, with its faults mended.

Mended here, until reportlab (pinned exactly) does it itself:
- ToUnicode of characters beyond U+FFFF was not UTF-16, so 𠮷 copied out as another character;
  more than 100 entries stood in one bfchar section, which the PDF standard forbids.
- Every subset copied the whole glyph table (10 MB) before taking a few hundred glyphs from it.
- The first font of a canvas is Helvetica, named in the file and not embedded.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from functools import lru_cache, partial
from io import BytesIO
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Any, NamedTuple

# ☑ is drawn as □ with a tick over it: hardly any Chinese font has the character itself.
_BOXES = {0x2611: 0x25A1, 0x2610: 0x25A1}


class Face:
    """One loaded font file: which codes it covers, how wide its characters are (in em).

    Raises reportlab's TTFError when the file has no TrueType outlines.
    """

    def __init__(self, path: Path, subfont: int) -> None:
        from reportlab.pdfbase import pdfmetrics, ttfonts

        self.path = path
        name = f"{path.stem}-{subfont}"
        self.font: Any = ttfonts.TTFont(
            name, str(path), subfontIndex=subfont, asciiReadable=False, shapable=False
        )
        face = self.font.face
        for code, stand_in in _BOXES.items():
            if stand_in in face.charToGlyph:
                face.charToGlyph[code] = face.charToGlyph[stand_in]
                face.charWidths[code] = face.charWidths[stand_in]
        # The file is looked into where it lies instead of being kept in memory (14 MB each);
        # the reverse table serves only text shaping, which we do not use.
        with path.open("rb") as file:
            face._ttf_data = mmap(file.fileno(), 0, access=ACCESS_READ)
        face.glyphToChar = {}
        glyphs = _GlyphTable(face._ttf_data, face.get_table_pos("glyf")[0])
        face.get_table = partial(_table, face.get_table, glyphs)
        self.font.addObjects = partial(_add_objects, self)
        pdfmetrics.registerFont(self.font)
        self.known = frozenset(face.charToGlyph)
        self._words: dict[str, float] = {}

    def __repr__(self) -> str:
        return f"Face({self.path.name})"

    def measure(self, word: str) -> float:
        """Width of `word` in em; characters the face lacks count as the missing-glyph box."""
        known = self._words.get(word)
        if known is None:
            widths, blank = self.font.face.charWidths, self.font.face.defaultWidth
            known = sum([widths.get(ord(character), blank) for character in word]) / 1000
            if len(self._words) > 20_000:
                self._words.clear()
            self._words[word] = known
        return known

    def covers(self, text: str) -> bool:
        """Whether the face has every character of `text`."""
        return self.known.issuperset(map(ord, text))


class _GlyphTable:
    """The glyph outlines of a font file, read slice by slice where they lie."""

    def __init__(self, data: mmap, start: int) -> None:
        self.data = data
        self.start = start

    def __getitem__(self, wanted: slice) -> bytes:
        return self.data[self.start + wanted.start : self.start + wanted.stop]


def _table(original: Any, glyphs: _GlyphTable, tag: str) -> Any:
    return glyphs if tag == "glyf" else original(tag)


def _add_objects(loaded: Face, document: Any) -> None:
    """Write font, descriptor, subset and ToUnicode table of every 256 characters in use."""
    from reportlab.pdfbase import pdfdoc, ttfonts

    font, face = loaded.font, loaded.font.face
    state = font.state[document]
    state.frozen = 1
    for number, codes in enumerate(state.subsets):
        prefix = ttfonts.SUBSETN(number)
        base = b"+".join((prefix, face.name + face.subfontNameX)).decode("pdfdoc")
        subset = _subset(loaded, base, tuple(codes))
        internal = font.getSubsetInternalName(number, document)[1:]

        def keep(kind: str, content: bytes, name: str = internal) -> str:
            reference = document.Reference(content, f"{kind}{name}")
            return str(reference.format(document).decode("ascii"))

        program, table = keep("Program", subset.program), keep("Unicode", subset.table)
        box = " ".join(f"{edge:.4g}" for edge in face.bbox)
        symbolic = face.flags & ~ttfonts.FF_NONSYMBOLIC | ttfonts.FF_SYMBOLIC
        name = pdfdoc.PDFName(base)
        descriptor = keep(
            "Descriptor",
            f"<< /Type /FontDescriptor /FontName {name} /Flags {symbolic} /FontBBox [{box}]"
            f" /Ascent {face.ascent:.4g} /Descent {face.descent:.4g} /StemV {face.stemV:.4g}"
            f" /CapHeight {face.capHeight:.4g} /ItalicAngle {face.italicAngle:.4g}"
            f" /MissingWidth {face.defaultWidth:.4g} /FontFile2 {program} >>".encode("ascii"),
        )
        entry = (
            f"<< /Type /Font /Subtype /TrueType /BaseFont {name} /FirstChar 0"
            f" /LastChar {len(codes) - 1} /Widths [{subset.widths}]"
            f" /FontDescriptor {descriptor} /ToUnicode {table} >>"
        )
        fonts = document.idToObject["BasicFonts"].dict
        fonts[internal] = document.Reference(entry.encode("ascii"), f"Font{internal}")
    del font.state[document]


class _Subset(NamedTuple):
    """The parts of an embedded font that follow from its characters alone."""

    program: bytes
    table: bytes
    widths: str


@lru_cache(maxsize=64)
def _subset(loaded: Face, base: str, codes: tuple[int, ...]) -> _Subset:
    """Kept, because titles and letterheads are the same in certificate after certificate."""
    face = loaded.font.face
    program = face.makeSubset(codes)
    widths = " ".join(f"{face.getCharWidth(code):.4g}" for code in codes)
    table = to_unicode_table(base, codes).encode("ascii")
    return _Subset(_stream(program, f"/Length1 {len(program)}"), _stream(table), widths)


def _stream(content: bytes, entries: str = "") -> bytes:
    packed = zlib.compress(content)
    head = f"<< {entries} /Filter /FlateDecode /Length {len(packed)} >>\nstream\n"
    return head.encode("ascii") + packed + b"\nendstream\n"


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


def new_canvas(output: BytesIO, first: Face) -> Any:
    """A canvas that embeds every font it names and writes the same bytes every time."""
    from reportlab.pdfgen.canvas import Canvas

    return Canvas(
        output,
        pageCompression=1,
        invariant=1,
        initialFontName=first.font.fontName,
        lang="zh-CN",
        pdfVersion=(1, 7),
    )


class StreamWriter:
    """Appends pages and forms that share one set of resources.

    They are written as finished bytes: reportlab's own page objects cost more than the text,
    and wrap every stream in an armour that makes it a quarter larger.
    """

    def __init__(self, canvas: Any) -> None:
        from reportlab.pdfbase.pdfdoc import PDFResourceDictionary

        self._canvas = canvas
        self._document = canvas._doc
        self._resources = PDFResourceDictionary()
        self._resources.basicFonts()
        self._resources.allProcs()
        self._shared = self._referred(self._document.Reference(self._resources))
        self._parent = self._referred(self._document.Reference(self._document.Pages))

    def _referred(self, reference: Any) -> str:
        return str(reference.format(self._document).decode("ascii"))

    def _add_stream(self, name: str, entries: str, content: str) -> str:
        """Keep the compressed operators under `name`; returns the reference to them."""
        self._document.updateSignature(content)
        stream = _stream(content.encode("ascii"), entries)
        return self._referred(self._document.Reference(stream, name))

    def add_form(self, name: str, content: str, *, width: float, height: float) -> None:
        """Let pages draw these operators by `name`; y runs from 0 down to -height."""
        # Generous box: strokes and accents reach a little over the edges.
        box = f"[-12 {-height - 12:.3f} {width + 12:.3f} 12]"
        entries = f"/Type /XObject /Subtype /Form /BBox {box} /Resources {self._shared}"
        self._resources.XObject[name] = self._add_stream(name, entries, content)

    def picture(self, data: bytes, box: tuple[float, float, float, float]) -> str:
        """Operators that draw the PNG or JPEG into a box (x, y, width, height)."""
        from reportlab.lib.utils import ImageReader

        canvas = self._canvas
        canvas.drawImage(ImageReader(BytesIO(data)), *box, mask="auto")
        self._resources.XObject.update(self._document.xobjDict(canvas._formsinuse).dict)
        operators = "\n".join(canvas._code) + "\n"
        canvas._code.clear()
        return operators

    def add_page(self, content: str, *, width: float, height: float) -> None:
        """Append a page with these operators; its size is in points."""
        from reportlab.pdfbase.pdfdoc import PDFObjectReference

        document = self._document
        name = document.thisPageName()
        stream = self._add_stream(f"Content{document.pageCounter}", "", content)
        entries = f"/Type /Page /Parent {self._parent} /Resources {self._shared}"
        box = f"/MediaBox [0 0 {width:.3f} {height:.3f}]"
        page = f"<< {entries} {box} /Contents {stream} >>"
        document.Reference(page.encode("ascii"), name)
        document.Pages.addPage(PDFObjectReference(name))
        document.pageCounter += 1
