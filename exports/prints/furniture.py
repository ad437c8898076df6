"""The set pieces of a page: letterhead, title, running text, signature area, footers."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from exports.prints.blocks import (
    Block,
    ContactFooter,
    FormFooter,
    Letterhead,
    NumberLine,
    Paragraph,
    Rule,
    SignOff,
    Title,
    Words,
    parts,
    plain,
)
from exports.prints.drawing import MM, Drawing, Item, Picture, Stroke, Text, moved
from exports.prints.fonts import FontBook
from exports.prints.text import ASCENT, Line, Style, set_text, text_width

SEAL = 42.0
"""Diameter in mm kept free for the seal of the school."""

_FOOTER_GREY = 0.45


class _Stack:
    """Lines set one below the other in a column."""

    def __init__(self, width: float, book: FontBook) -> None:
        self.width = width
        self.book = book
        self.items: list[Item] = []
        self.y = 0.0

    def write(self, words: Words, style: Style) -> None:
        lines = set_text(self.book, parts(words), style, self.width)
        drawing = lines_drawing(lines, style, self.width, self.y)
        self.items += drawing.items
        self.y = drawing.height

    def space(self, height: float) -> None:
        self.y += height * MM

    def drawing(self) -> Drawing:
        return Drawing(self.width, self.y, tuple(self.items))


def lines_drawing(lines: Sequence[Line], style: Style, width: float, top: float) -> Drawing:
    """The lines from `top` on; each takes its leading, half of it above and half below."""
    step = style.size * style.leading
    first = top + (step - style.size) / 2 + ASCENT * style.size
    items = tuple(
        Text(0.0, first + index * step, line) for index, line in enumerate(lines) if line.pieces
    )
    return Drawing(width, top + len(lines) * step, items)


def paragraph_lines(
    block: Paragraph, width: float, book: FontBook, scale: float
) -> tuple[Style, tuple[Line, ...]]:
    """The lines of running text in the manner of its language, `scale` times the size."""
    usual = 1.42 if block.english else 1.75
    role = block.role or ("latin" if block.english else "song")
    if block.indent is None:
        indent = 0.0 if block.english or block.align != "justify" else 2.0
    else:
        indent = block.indent
    style = Style(
        size=round(block.size * scale, 2),
        role=role,
        align=block.align,
        leading=block.leading or usual,
        indent=indent,
        english=block.english,
    )
    return style, set_text(book, parts(block.words), style, width)


def furniture(block: Block, width: float, book: FontBook) -> Drawing:
    """A block that is set as one piece and never parted between pages."""
    if isinstance(block, Letterhead):
        return _letterhead(block, width, book)
    if isinstance(block, NumberLine):
        stack = _Stack(width, book)
        stack.write(block.words, Style(block.size, align="right", leading=1.5))
        return stack.drawing()
    if isinstance(block, Title):
        return _title(block, width, book)
    if isinstance(block, Rule):
        return Drawing(width, 0.0, (Stroke(0, 0, width, 0, block.weight, block.grey),))
    if isinstance(block, SignOff):
        return _sign_off(block, width, book)
    raise ValueError(f"{type(block).__name__} is not set as one piece")


def _letterhead(block: Letterhead, width: float, book: FontBook) -> Drawing:
    stack = _Stack(width, book)
    stack.write(block.chinese, Style(22, "bold", "center", 1.25, spread=0.08))
    if block.english:
        stack.space(0.8)
        stack.write(block.english, Style(12, "latin", "center", 1.3, spread=0.02, english=True))
    items = list(stack.items)
    if block.emblem:
        side = stack.y
        name_width = text_width(book, block.chinese, Style(22, "bold", spread=0.08))
        x = max((width - name_width) / 2 - side - 5 * MM, 0.0)
        items.append(Picture(x, 0.0, side, side, block.emblem))
    stack.space(2.6)
    items.append(Stroke(0, stack.y, width, stack.y, 0.5 * MM))
    return Drawing(width, stack.y + 0.5 * MM, tuple(items))


def _title(block: Title, width: float, book: FontBook) -> Drawing:
    words = plain(block.words)
    spread = 0.5 if len(words) <= 4 else 0.25 if len(words) <= 6 else 0.03
    stack = _Stack(width, book)
    stack.space(block.before)
    stack.write(words, Style(block.size, block.role, "center", 1.35, spread=spread))
    if block.english:
        stack.space(0.6)
        style = Style(14, "latin_bold", "center", 1.3, spread=1 / 14, english=True)
        stack.write(block.english, style)
    stack.space(block.after)
    return stack.drawing()


def _sign_off(block: SignOff, width: float, book: FontBook) -> Drawing:
    """Contact at the bottom left, the rest centred in a column of 78 mm at the right."""
    column = 78 * MM
    right = _Stack(column, book)
    if block.signer:
        right.space(11)
        ends = (column / 2 - 30 * MM, column / 2 + 30 * MM)
        right.items.append(Stroke(ends[0], right.y, ends[1], right.y, 0.5))
        right.write(block.signer, Style(9.5, "song", "center", 1.6))
        right.space(3)
    sealed_from = right.y
    for index, line in enumerate(block.issuer):
        right.write(line, _bilingual(index, 12.0, 10.5))
    if block.seal:
        right.write(block.seal, Style(10, "song", "center", 1.6))
    right.space(1)
    for index, line in enumerate(block.dates):
        right.write(line, _bilingual(index, 12.0, 11.0))
    # The seal lies over issuer and dates, its middle on theirs; all of it stays inside the area.
    below = (sealed_from + right.y) / 2 + SEAL * MM / 2
    height = max(right.y, below)
    left = _Stack(width - column - 6 * MM, book)
    for words in block.contact:
        left.write(words, Style(10, "song", "left", 1.55))
    items = moved(right.items, width - column, 0)
    items += moved(left.items, 0, right.y - left.y)
    return Drawing(width, height, tuple(items))


def _bilingual(index: int, chinese: float, english: float) -> Style:
    """The first line of a pair is Chinese, the second English."""
    if index % 2 == 0:
        return Style(chinese, "song", "center", 1.5)
    return Style(english, "latin", "center", 1.4, english=True)


@lru_cache(maxsize=64)
def contact_footer(footer: ContactFooter, width: float, book: FontBook) -> Drawing:
    """The contact lines centred under a hairline."""
    stack = _Stack(width, book)
    stack.items.append(Stroke(0, 0, width, 0, 0.4, _FOOTER_GREY))
    stack.space(1.2)
    for line in footer.lines:
        stack.write(line, Style(8, "song", "center", 1.5, grey=0.3))
    return stack.drawing()


@lru_cache(maxsize=256)
def page_number(width: float, book: FontBook, *, number: int) -> Drawing:
    """— 1 — one character from the right edge of an odd page, from the left edge of an even one.

    The drawing's top is where the middle of the dash stands.
    """
    words, size = f"— {number} —", 14.0
    style = Style(size, "song")
    x = width - text_width(book, words, style) - size if number % 2 else size
    line = set_text(book, words, style, width)[0]
    return Drawing(width, size, (Text(x, 0.28 * size, line),))


@lru_cache(maxsize=256)
def form_footer(
    footer: FormFooter, width: float, book: FontBook, *, number: int, total: int
) -> Drawing:
    """Form code, time of printing, number of the record and of the page, at the right."""
    parts = [
        footer.code,
        f"打印时间：{footer.printed}" if footer.printed else "",
        f"记录编号：{footer.record}" if footer.record else "",
        f"第 {number} 页 共 {total} 页",
    ]
    stack = _Stack(width, book)
    words = "    ".join(part for part in parts if part)
    stack.write(words, Style(8, "label", "right", 1.3, grey=_FOOTER_GREY))
    return stack.drawing()
