"""The rows of a form as one line of text, so that an office adds, drops and renames boxes itself.

rows: from top to bottom, separated by ；; a + puts boxes side by side. A box is
`key=label|height in mm|width of its value in mm`, height and width may be left out; a * after a
height lets that row take what is left of the page. `#words` is a subheading, `@name` stands for a
part that only code can draw (a list of people, the boxes for signatures).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from exports.prints.blocks import Band, Heading, Members, Row, Table, label, value
from exports.prints.text import Align
from models.errors import UserError

HEIGHT, HEADING, HIGHEST_STEP = 9.0, 8.0, 39.0
"""Millimetres of a row and a subheading that do not say their own; no signature box is higher."""
FIRST, SECOND, LATER = 24.0, 24.0, 20.0
"""Widths of labels in mm: the first of a row, the second of two, the others of three or more.

The first two stand over the titles of the signature boxes.
"""
WIDTH = 170.0
BILINGUAL = 9.0
"""Points of a label in two languages, which takes two lines."""
_LATIN = re.compile(r"[\u2e80-\uffff] ?[A-Z][a-z-]")
SIGN, SAFE = 3.7, 1.6
"""Millimetres of a character of 10.5 pt; lines of a text that a usual row surely holds."""

SIGNED = ("steps", "inner", "outer")
"""Names of parts that are boxes for signatures."""

Part = Band | Heading | Members
Parts = Mapping[str, Sequence[Part]]


@dataclass(frozen=True)
class Box:
    """One box: the fact that stands in it, its label, and the width of its value in mm."""

    key: str
    label: str
    width: float | None = None


@dataclass(frozen=True)
class Line:
    """Boxes side by side, a subheading (no boxes) or a named part; `grows`: takes what is left."""

    boxes: tuple[Box, ...] = ()
    height: float = HEIGHT
    grows: bool = False
    heading: str = ""
    part: str = ""


def lines(text: str) -> list[Line]:
    """The rows. Raises UserError naming the one that cannot be read."""
    parts = [part.strip() for part in text.replace(";", "；").split("；") if part.strip()]
    if not parts:
        raise UserError("表格没有任何栏目。", "请至少写一行，如“title=团组名称”。")
    return [_line(part) for part in parts]


def _line(part: str) -> Line:
    if part.startswith("@"):
        return Line(part=part[1:].strip())
    if part.startswith("#"):
        words, _, height = part[1:].partition("|")
        return Line(heading=words.strip(), height=_number(height, part) or HEADING)
    boxes, heights, grows = [], [], False
    for written in part.split("+"):
        named, *sizes = (piece.strip() for piece in written.split("|"))
        key, equals, words = named.partition("=")
        if not equals or not words.strip() or len(sizes) > 2:
            raise UserError(f"栏目“{written.strip()}”读不懂。", "写法：代码=栏目名|行高|宽度，后两项可省。")
        height, width = (*sizes, *("",) * (2 - len(sizes)))
        grows = grows or height.endswith("*")
        heights.append(_number(height.removesuffix("*"), written) or HEIGHT)
        boxes.append(Box(key.strip(), words.strip(), _number(width, written)))
    return Line(tuple(boxes), max(heights), grows)


def _number(written: str, part: str) -> float | None:
    if not written.strip():
        return None
    try:
        number = float(written)
    except ValueError:
        raise UserError(f"“{part.strip()}”里的“{written}”不是数。", "请写毫米数，如 18。") from None
    if not 5 <= number <= 200:
        raise UserError(f"“{part.strip()}”里的 {written} 毫米不合适。", "请写 5 至 200 之间的数。")
    return number


def form_table(
    text: str, said: Mapping[str, str], *, room: float = 0, parts: Parts | None = None,
    grow: bool = False,
) -> Table:
    """The table of a page.

    said: what stands in each box. parts: what a `@name` stands for. room: height in mm that the
    table should fill: rows with a * and the signature boxes, these up to 39 mm, share what is left.
    grow: a row becomes higher for a text of more than a line or two; such a paper has no annex.
    Raises UserError for a box or part that the paper does not know.
    """
    known = parts or {}
    bands: list[Part] = []
    growing: list[int] = []
    signed: list[int] = []
    for line in lines(text):
        if line.part:
            if line.part not in known:
                raise UserError(f"没有“@{line.part}”这一部分。", f"可用的：{'、'.join(known) or '无'}。")
            at = len(bands)
            bands += known[line.part]
            signed += [i for i in range(at, len(bands)) if line.part in SIGNED]
        elif line.heading:
            bands.append(Heading(line.heading, line.height))
        else:
            growing += [len(bands)] if line.grows else []
            bands.append(_band(line, said, grow=grow))
    left = room - sum(height_of(band) for band in bands)
    if left > 0:
        part = left * len(signed) / max(len(signed) + len(growing), 1)
        used = _share(bands, signed, part, most=HIGHEST_STEP)
        _share(bands, growing, left - used)
    return Table(tuple(bands))


def _band(line: Line, said: Mapping[str, str], *, grow: bool) -> Band:
    if unknown := [box.key for box in line.boxes if box.key not in said]:
        raise UserError(f"没有“{unknown[0]}”这一栏。", f"可用的：{'、'.join(said)}。")
    many = len(line.boxes)
    labels = [FIRST, *[SECOND if many == 2 else LATER] * (many - 1)]
    fixed = sum(box.width or 0 for box in line.boxes)
    free = sum(box.width is None for box in line.boxes)
    each = (WIDTH - sum(labels) - fixed) / free if free else 0
    columns: list[float | None] = []
    cells = []
    for at, box in enumerate(line.boxes):
        columns += [labels[at], None if at == many - 1 else box.width or each]
        align: Align = "left" if many == 1 else "center"
        size = BILINGUAL if _LATIN.search(box.label) else 10.5
        filled = value(said[box.key], align=align, field=box.label)
        cells += [label(box.label, size=size), filled]
    widths = [box.width or each for box in line.boxes]
    is_full = grow and any(
        _signs(said[box.key]) * SIGN > SAFE * width
        for box, width in zip(line.boxes, widths, strict=True)
    )
    return Band(tuple(columns), (Row(tuple(cells), line.height, is_full),))


def _signs(words: str) -> float:
    """How wide a text is in Chinese characters; a Latin one takes half the room."""
    return sum(1.0 if ord(sign) > 255 else 0.5 for sign in words)


def _share(bands: list[Part], which: Sequence[int], left: float, *, most: float = 200) -> float:
    """Make some bands of one row higher by `left` together, none above `most`; what they took."""
    taken = 0.0
    for index in which:
        band = bands[index]
        assert isinstance(band, Band)
        row = band.rows[0]
        more = max(0.0, min(left / len(which), most - row.height))
        bands[index] = replace(band, rows=(replace(row, height=row.height + more),))
        taken += more
    return taken


def height_of(band: Part) -> float:
    """Millimetres that a part of a table takes."""
    if isinstance(band, Heading):
        return band.height
    if isinstance(band, Members):
        return band.head_height + band.slots * band.height
    return sum(row.height for row in band.rows)
