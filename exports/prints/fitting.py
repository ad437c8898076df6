"""Text into a box of fixed size: smaller sizes, fewer lines, never cut."""

from __future__ import annotations

from dataclasses import replace

from exports.prints.fonts import FontBook
from exports.prints.text import Line, Style, longest_word, set_text

SMALLEST = 9.0
"""No text in a form is set smaller than this, in points."""

_LADDER = ((10.0, 1.24), (9.5, 1.22), (9.0, 1.2), (9.0, 1.1))


def text_height(lines: int, style: Style) -> float:
    """Height of so many lines from the top of the first to the foot of the last, in points."""
    return style.size * (1 + (lines - 1) * style.leading) if lines else 0.0


def fit_text(
    book: FontBook, text: str, style: Style, *, width: float, height: float
) -> tuple[tuple[Line, ...], Style] | None:
    """The text at the largest size, down to 9 pt, at which it fits; None where none does.

    A word or number is cut in two only at the smallest size. Where one or two characters would
    stand alone on the last line, a size that saves this line is preferred.
    """
    sizes = [(style.size, style.leading)]
    sizes += [(size, leading) for size, leading in _LADDER if size <= style.size]
    best: tuple[tuple[Line, ...], Style] | None = None
    for size, leading in sizes:
        attempt = replace(style, size=size, leading=leading)
        if size > SMALLEST and longest_word(book, text, attempt) > width:
            continue
        lines = set_text(book, text, attempt, width)
        high = text_height(len(lines), attempt) <= height + 0.01
        if not high or any(line.x + line.width > width + 0.01 for line in lines):
            continue
        if best is None:
            best = (lines, attempt)
            if len(lines) == 1 or lines[-1].width > 2.5 * size:
                break
            if size == style.size and _folded(book, text, best, width):
                break
        elif len(lines) < len(best[0]):
            best = (lines, attempt)
            break
    if best is not None and style.align == "center" and len(best[0]) > 1:
        return _folded(book, text, best, width) or _balanced(book, text, best, width), best[1]
    if best is not None and style.align == "left" and len(best[0]) == 2:
        return _folded(book, text, best, width) or best[0], best[1]
    return best


def _folded(
    book: FontBook, text: str, fitted: tuple[tuple[Line, ...], Style], width: float
) -> tuple[Line, ...]:
    """A text that ends in brackets, broken before them: 出访国家 over （地区）; else nothing."""
    lines, style = fitted
    whole, bracket, rest = text.rpartition("（")
    if not whole.strip() or not rest.endswith("）"):
        return ()
    folded = set_text(book, f"{whole.rstrip()}\n{bracket}{rest}", style, width)
    if len(folded) != len(lines):
        return ()
    if style.align != "left":
        return folded
    # The ink of the bracket is in its right half: the line begins there.
    return (*folded[:-1], folded[-1]._replace(x=folded[-1].x - style.size / 2))


def _balanced(
    book: FontBook, text: str, fitted: tuple[tuple[Line, ...], Style], width: float
) -> tuple[Line, ...]:
    """Centred lines of about equal length instead of full ones over a short one."""
    lines, style = fitted
    room = max(sum(line.width for line in lines) / len(lines), style.size)
    while room < width:
        if longest_word(book, text, style) <= room:
            even = set_text(book, text, style, room)
            if len(even) == len(lines):
                return tuple(line._replace(x=line.x + (width - room) / 2) for line in even)
        room += style.size / 4
    return lines
