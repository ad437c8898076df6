"""Set lines and strokes, and the PDF operators that draw them.

A Drawing is measured from its top left corner, y downwards, in points. The pen writes each
drawing used more than once into a form of its own, so that what does not change from one
certificate to the next is drawn, and stored, once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from exports.prints.text import Line, Piece

if TYPE_CHECKING:
    from exports.prints.embedding import Face

MM = 72 / 25.4
CHECKED_BOX = "☑"
RED = "0.75 0 0 rg\n"
"""Dark enough to be read from a grey print."""
GAP = ("〔待填：", "〕")
"""What is still to be filled in stands between these; it is drawn on grey."""
_GAP_GREY = 0.84


class Stroke(NamedTuple):
    """A straight line of `weight` points; grey 0 is black."""

    x1: float
    y1: float
    x2: float
    y2: float
    weight: float = 0.5
    grey: float = 0
    dash: float = 0


class Text(NamedTuple):
    """A set line whose baseline stands at `y` and whose x is counted from `x`."""

    x: float
    y: float
    line: Line


@dataclass(frozen=True, slots=True)
class Picture:
    """PNG or JPEG bytes (a school emblem) in a box."""

    x: float
    y: float
    width: float
    height: float
    data: bytes


Item = Stroke | Text | Picture


@dataclass(frozen=True, slots=True, eq=False)
class Drawing:
    """Items in a box of `width` × `height`; compared by identity, so that reuse is seen."""

    width: float
    height: float
    items: tuple[Item, ...]


class Placed(NamedTuple):
    """A drawing whose top left corner stands at (x, y) of a page, y counted downwards."""

    x: float
    y: float
    drawing: Drawing


@dataclass(frozen=True, slots=True)
class Sheet:
    """One physical page."""

    width: float
    height: float
    placed: tuple[Placed, ...]


def moved(items: Iterable[Item], dx: float, dy: float) -> list[Item]:
    """The items shifted by (dx, dy)."""
    shifted: list[Item] = []
    for item in items:
        if isinstance(item, Text):
            shifted.append(Text(item.x + dx, item.y + dy, item.line))
        elif isinstance(item, Stroke):
            ends = (item.x1 + dx, item.y1 + dy, item.x2 + dx, item.y2 + dy)
            shifted.append(Stroke(*ends, item.weight, item.grey, item.dash))
        else:
            size = (item.width, item.height)
            shifted.append(Picture(item.x + dx, item.y + dy, *size, item.data))
    return shifted


_BEYOND = "|"


class _Codes(dict[int, str]):
    """Character to the two hexadecimal digits of its code in the font's first subset.

    Fills itself as characters are met; a character beyond the first 255 gives `_BEYOND`.
    """

    def __init__(self, font: Any, document: Any) -> None:
        super().__init__()
        self._font = font
        self._document = document

    def __missing__(self, character: int) -> str:
        subset, code = self._font.splitString(chr(character), self._document)[0]
        found = self[character] = str(code.hex()) if subset == 0 else _BEYOND
        return found

    @cached_property
    def name(self) -> str:
        """Resource name of the first subset."""
        return str(self._font.getSubsetInternalName(0, self._document))


class Pen:
    """Writes sheets onto a reportlab canvas."""

    def __init__(self, canvas: Any) -> None:
        from exports.prints.embedding import StreamWriter

        self._document = canvas._doc
        self._streams = StreamWriter(canvas)
        self._forms: dict[int, str] = {}
        self._uses: Counter[int] = Counter()
        self._tables: dict[Face, _Codes] = {}

    def announce(self, sheets: Iterable[Sheet]) -> None:
        """Count how often each drawing will be used, before anything is drawn."""
        for sheet in sheets:
            self._uses.update(id(placed.drawing) for placed in sheet.placed)

    def draw(self, sheet: Sheet) -> None:
        """Append the sheet as the next page."""
        code: list[str] = []
        for x, y, drawing in sheet.placed:
            code.append(f"q 1 0 0 1 {x:.3f} {sheet.height - y:.3f} cm\n")
            name = self._form(drawing)
            code.append(f"/{name} Do\nQ\n" if name else f"{self._stream(drawing)}Q\n")
        self._streams.add_page("".join(code), width=sheet.width, height=sheet.height)

    def _form(self, drawing: Drawing) -> str:
        """The name of the form that holds the drawing; empty where it is drawn in place."""
        key = id(drawing)
        if self._uses[key] < 2:
            return ""
        if key not in self._forms:
            name = self._forms[key] = f"Part{len(self._forms) + 1}"
            size = {"width": drawing.width, "height": drawing.height}
            self._streams.add_form(name, self._stream(drawing), **size)
        return self._forms[key]

    def _stream(self, drawing: Drawing) -> str:
        parts: list[str] = []
        texts = [item for item in drawing.items if isinstance(item, Text)]
        strokes = [item for item in drawing.items if isinstance(item, Stroke)]
        for stroke in (*_gaps(texts), *strokes):
            parts.append(_stroke(stroke))
        if texts:
            parts.append("BT\n")
            self._texts(texts, parts)
            parts.append("ET\n")
        for text in texts:
            parts.extend(_stroke(stroke) for stroke in _ticks(text))
        for item in drawing.items:
            if isinstance(item, Picture):
                box = (item.x, -item.y - item.height, item.width, item.height)
                parts.append(self._streams.picture(item.data, box))
        return "".join(parts)

    def _texts(self, texts: Sequence[Text], parts: list[str]) -> None:
        font, air, blank, ink = "", 0.0, 0.0, "0 g\n"
        for text in texts:
            line = text.line
            wanted_ink = RED if line.red else f"{line.grey:g} g\n"
            if wanted_ink != ink:
                ink = wanted_ink
                parts.append(ink)
            parts.append(f"1 0 0 1 {text.x + line.x:.3f} {-text.y:.3f} Tm\n")
            if line.blank_air != blank:
                blank = line.blank_air
                parts.append(f"{blank:.4f} Tw\n")
            for piece in line.pieces:
                wanted = line.latin_air if piece.latin else line.chinese_air
                if wanted != air:
                    air = wanted
                    parts.append(f"{air:.4f} Tc\n")
                for name, code in self._codes(piece):
                    chosen = f"{name} {line.size:g} Tf\n"
                    if chosen != font:
                        font = chosen
                        parts.append(chosen)
                    parts.append(f"<{code}>Tj\n")
                if piece.gap:
                    parts.append(f"[{-piece.gap / line.size * 1000:.2f}]TJ\n")

    def _codes(self, piece: Piece) -> list[tuple[str, str]]:
        """The piece in the font's own codes: resource name and hexadecimal string."""
        font = piece.face.font
        document = self._document
        table = self._tables.get(piece.face)
        if table is None:
            table = self._tables[piece.face] = _Codes(font, document)
        code = piece.text.translate(table)
        if _BEYOND not in code:
            return [(table.name, code)]
        return [
            (font.getSubsetInternalName(subset, document), code.hex())
            for subset, code in font.splitString(piece.text, document)
        ]


def _stroke(stroke: Stroke) -> str:
    colour = f"{stroke.grey:g} G " if stroke.grey else ""
    dash = f"[{stroke.dash:g}] 0 d " if stroke.dash else ""
    ends = f"{stroke.x1:.3f} {-stroke.y1:.3f} m {stroke.x2:.3f} {-stroke.y2:.3f} l S"
    plain = f"{stroke.weight:g} w {ends}\n"
    return f"q {colour}{dash}{plain[:-1]} Q\n" if colour or dash else plain


def _characters(text: Text) -> Iterator[tuple[str, float, float]]:
    """Every character of a line with its left edge and width."""
    line = text.line
    x, size = text.x + line.x, line.size
    for piece in line.pieces:
        air = line.latin_air if piece.latin else line.chinese_air
        for character in piece.text:
            width = piece.face.measure(character) * size
            yield character, x, width
            x += width + air + (line.blank_air if character in " \u00a0" else 0)
        x += piece.gap


def _ticks(text: Text) -> list[Stroke]:
    """The tick strokes over every ☑ of a line."""
    if not any(CHECKED_BOX in piece.text for piece in text.line.pieces):
        return []
    size, y, strokes = text.line.size, text.y - 0.36 * text.line.size, []
    for character, x, _width in _characters(text):
        if character == CHECKED_BOX:
            middle = (x + 0.45 * size, y + 0.22 * size)
            start = (x + 0.26 * size, y + 0.02 * size)
            end = (x + 0.86 * size, y - 0.40 * size)
            weight = 0.09 * size
            strokes.append(Stroke(*start, *middle, weight))
            strokes.append(Stroke(*middle, *end, weight))
    return strokes


def _gaps(texts: Sequence[Text]) -> list[Stroke]:
    """Grey behind every gap, line by line; a gap may go on in the next line."""
    opening, closing = GAP
    if not any(opening[0] in piece.text for text in texts for piece in text.line.pieces):
        return []
    placed = [(text, *each) for text in texts for each in _characters(text)]
    words = "".join(character for _text, character, _x, _width in placed)
    strokes, start = [], words.find(opening)
    while start >= 0:
        end = words.find(closing, start) + 1
        if not end:
            break
        lines: dict[int, list[tuple[Text, float, float]]] = {}
        for text, _character, x, width in placed[start:end]:
            lines.setdefault(id(text), []).append((text, x, x + width))
        for parts in lines.values():
            text, left, right = parts[0][0], parts[0][1], parts[-1][2]
            y = text.y - 0.36 * text.line.size
            strokes.append(Stroke(left, y, right, y, 1.2 * text.line.size, _GAP_GREY))
        start = words.find(opening, end)
    return strokes
