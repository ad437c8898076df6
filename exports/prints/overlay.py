"""Text and lines at fixed places of the paper: what is printed on stock, and cutting lines."""

from __future__ import annotations

from dataclasses import replace

from exports.prints.blocks import parts, plain
from exports.prints.drawing import MM, Drawing, Placed, Stroke
from exports.prints.fonts import FontBook
from exports.prints.furniture import lines_drawing
from exports.prints.placed import Mark, Spot
from exports.prints.text import ASCENT, Line, Style, longest_word, set_text
from models.errors import UserError

SMALLEST = 7.0
"""Points below which a text on stock is not set: it could not be read."""


def spot_placed(spot: Spot, book: FontBook) -> Placed:
    """The text on its line, smaller where it is too wide; several rows end at the line.

    Raises UserError when it has no room at the smallest size: it is never cut.
    """
    width = spot.width * MM
    lines, style = _fitted(spot, book, width)
    step = style.size * style.leading
    above = (step - style.size) / 2 + ASCENT * style.size + (len(lines) - 1) * step
    drawing = lines_drawing(lines, style, width, 0.0)
    return Placed(spot.left * MM, spot.line * MM - above, drawing)


def _fitted(spot: Spot, book: FontBook, width: float) -> tuple[tuple[Line, ...], Style]:
    style = Style(spot.size, spot.role, spot.align, 1.2, english=spot.english)
    size = spot.size
    words = parts(spot.words)
    while size >= SMALLEST:
        leading = max(spot.step * MM / size, 1.0) if spot.rows > 1 else 1.2
        style = replace(style, size=size, leading=leading)
        lines = set_text(book, words, style, width)
        narrow = all(line.x + line.width <= width + 0.01 for line in lines)
        fits = narrow and len(lines) <= spot.rows
        if fits and (longest_word(book, words, style) <= width or size - 0.5 < SMALLEST):
            return lines, style
        size -= 0.5
    raise UserError(
        f"套打的“{spot.field or '文字'}”位置放不下“{plain(spot.words)}”。", "请缩短内容，或在“设置›打印件›套打校准”里把这一格加宽。"
    )


def mark_placed(mark: Mark) -> Placed:
    """The line from its first to its second end."""
    stroke = Stroke(
        0, 0, (mark.x2 - mark.x1) * MM, (mark.y2 - mark.y1) * MM, mark.weight, mark.grey,
        mark.dash * MM,
    )
    size = (abs(stroke.x2) + mark.weight, abs(stroke.y2) + mark.weight)
    return Placed(mark.x1 * MM, mark.y1 * MM, Drawing(*size, (stroke,)))
