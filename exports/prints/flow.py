"""Blocks onto pages: setting each block, breaking pages, annex pages and footers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from exports.prints.blocks import (
    Block,
    ContactFooter,
    Document,
    FormFooter,
    Margins,
    Page,
    PageNumber,
    Paragraph,
    SideBySide,
    Space,
    Stretch,
    Table,
    Title,
)
from exports.prints.drawing import MM, Drawing, Item, Placed, Sheet, moved
from exports.prints.fonts import FontBook
from exports.prints.furniture import (
    contact_footer,
    form_footer,
    furniture,
    lines_drawing,
    page_number,
    paragraph_lines,
)
from exports.prints.grid import Annex, TableParts, lay_table
from exports.prints.overlay import mark_placed, spot_placed
from exports.prints.placed import Frame, Spot
from exports.prints.text import Line, Style

PAPER = (210.0, 297.0)
_SCALES = (1.0, 0.95, 0.9, 0.85)


@dataclass(frozen=True)
class Laid:
    """A block that has been set: its drawing, and how to part it between two pages."""

    height: float
    drawing: Drawing | None = None
    stretch: float = 0
    split: Callable[[float], tuple[Laid, Laid] | None] | None = None
    keep: bool = False
    """It may not be the last on its page."""
    tail: float = 0
    """Points of its end that go on to the next page with what follows."""

    @property
    def blank(self) -> bool:
        return self.drawing is None


def arrange(document: Document, book: FontBook) -> list[Sheet]:
    """The pages of the document with its annex pages and footers."""
    annex = Annex()
    sides = _sides(document, book, annex)
    if annex.entries:
        extra, numbers = _annex_sides(document, book, annex)
        # Set again: now the form can say on which annex page each text stands.
        sides = _sides(document, book, Annex(numbers)) + extra
    return [
        _with_footer(document, side, book, number=index + 1, total=len(sides))
        for index, side in enumerate(sides)
    ]


@dataclass(frozen=True)
class _Side:
    page: Page
    placed: tuple[Placed, ...]


def _size(page: Page) -> tuple[float, float]:
    paper = page.paper or PAPER
    width, height = paper[0] * MM, paper[1] * MM
    return (height, width) if page.landscape else (width, height)


def _sides(document: Document, book: FontBook, annex: Annex) -> list[_Side]:
    sides: list[_Side] = []
    for page in document.pages:
        found = _flow(page, book, annex)[0]
        if page.over:
            over = _over(page, book, annex)
            found[0] = _Side(page, (*found[0].placed, *over))
        sides += found
    return sides


def _over(page: Page, book: FontBook, annex: Annex) -> list[Placed]:
    """What stands at fixed places of the page."""
    placed: list[Placed] = []
    for part in page.over:
        if isinstance(part, Frame):
            inside = Page(part.blocks, Margins(part.top, 0, 0, part.left), shrink=True)
            room = part.height * MM
            laid = _fitted(inside, part.width * MM, room, book, annex)
            placed += _place(laid, inside, room)
        elif isinstance(part, Spot):
            placed.append(spot_placed(part, book))
        else:
            placed.append(mark_placed(part))
    return placed


def _flow(page: Page, book: FontBook, annex: Annex) -> tuple[list[_Side], list[int]]:
    """The sides one page needs, and on which of them (from 0) each block begins."""
    paper_width, paper_height = _size(page)
    width = paper_width - (page.margins.left + page.margins.right) * MM
    room = paper_height - (page.margins.top + page.margins.bottom) * MM
    laid = _fitted(page, width, room, book, annex)
    stacks: list[list[Laid]] = [[]]
    starts: list[int] = []
    used = 0.0
    for index, part in enumerate(laid):
        waiting: Laid | None = part
        begun = False
        if part.keep and stacks[-1] and not _holds(laid[index:], room - used):
            stacks.append([])
            used = 0.0
        while waiting is not None:
            if waiting.blank and not stacks[-1] and len(stacks) > 1:
                break
            rest = sum(after.height for after in laid[index + 1:])
            tailed = _tailed(waiting, room - used, rest)
            if tailed is not None:
                here, waiting = tailed
            elif used + waiting.height <= room + 0.01:
                here, waiting = waiting, None
            else:
                most = min(room - used, waiting.height - waiting.tail)
                parted = waiting.split(most) if waiting.split else None
                if parted is None and not stacks[-1]:
                    raise ValueError("a block is higher than its page")
                if parted is None:
                    stacks.append([])
                    used = 0.0
                    continue
                here, waiting = parted
            if not begun:
                starts.append(len(stacks) - 1)
                begun = True
            stacks[-1].append(here)
            used += here.height
            if waiting is not None:
                stacks.append([])
                used = 0.0
        if not begun:
            starts.append(len(stacks) - 1)
    return [_Side(page, _place(stack, page, room)) for stack in stacks], starts


def _tailed(part: Laid, room: float, rest: float) -> tuple[Laid, Laid] | None:
    """The part parted before its tail where it would fit but the rest of the page would not."""
    fits, is_last = part.height <= room + 0.01, part.height + rest <= room + 0.01
    if not part.tail or part.split is None or not fits or is_last:
        return None
    return part.split(part.height - part.tail)


def _holds(laid: Sequence[Laid], room: float) -> bool:
    """Whether the first part, those it is kept with and the beginning of the next have room."""
    for part in laid:
        if part.height > room + 0.01:
            return not part.keep and part.split is not None and part.split(room) is not None
        if not part.keep:
            return True
        room -= part.height
    return True


def _fitted(page: Page, width: float, room: float, book: FontBook, annex: Annex) -> list[Laid]:
    """The blocks set; on a shrinking page in the first scale that keeps them on one side."""
    scales = _SCALES if page.shrink else _SCALES[:1]
    chosen: list[Laid] = []
    # What an attempt moves to the annex counts only if the attempt does.
    before, moved_out = len(annex.entries), annex.entries[:0]
    for scale in scales:
        del annex.entries[before:]
        attempt = [lay(block, width, book, annex, scale=scale) for block in page.blocks]
        if sum(part.height for part in attempt) <= room + 0.01:
            return attempt
        if not chosen:
            chosen, moved_out = attempt, annex.entries[before:]
    annex.entries[before:] = moved_out
    return chosen


def _place(stack: Sequence[Laid], page: Page, room: float) -> tuple[Placed, ...]:
    weights = sum(part.stretch for part in stack)
    spare = max(room - sum(part.height for part in stack), 0.0)
    x, y = page.margins.left * MM, page.margins.top * MM
    placed: list[Placed] = []
    for part in stack:
        if part.drawing is not None and part.drawing.items:
            placed.append(Placed(x, y, part.drawing))
        y += part.height + (spare * part.stretch / weights if part.stretch else 0.0)
    return tuple(placed)


def lay(block: Block, width: float, book: FontBook, annex: Annex, *, scale: float) -> Laid:
    """One block set in `width` points; `scale` makes running text smaller."""
    if isinstance(block, Space):
        return Laid(block.height * MM)
    if isinstance(block, Stretch):
        return Laid(0.0, stretch=block.weight)
    if isinstance(block, Table):
        parts = lay_table(block, width, book, annex)
        return _laid_table(parts, block.before * MM, block.after * MM, block.tail * MM)
    if isinstance(block, SideBySide):
        return _side_by_side(block, width, book, annex, scale=scale)
    return _lay_plain(block, width, book, scale)


@lru_cache(maxsize=512)
def _lay_plain(block: Block, width: float, book: FontBook, scale: float) -> Laid:
    """Kept for equal blocks: a letterhead is set once for a thousand certificates."""
    if isinstance(block, Paragraph):
        style, lines = paragraph_lines(block, width, book, scale)
        laid = _laid_lines(lines, style, width, (block.before * MM, block.after * MM))
        return replace(laid, keep=block.keep)
    drawing = furniture(block, width, book)
    return Laid(drawing.height, drawing)


def _laid_lines(
    lines: Sequence[Line], style: Style, width: float, around: tuple[float, float]
) -> Laid:
    """Lines of a paragraph with the white space before and after it; parts between lines."""
    before, after = around
    step = style.size * style.leading

    def split(room: float) -> tuple[Laid, Laid] | None:
        count = int((room - before + 0.01) // step)
        # No single line is left behind or carried over alone.
        count = min(count, len(lines) - 2)
        if count < 2:
            return None
        first = _laid_lines(lines[:count], style, width, (before, 0.0))
        return first, _laid_lines(lines[count:], style, width, (0.0, after))

    drawing = lines_drawing(lines, style, width, before)
    return Laid(drawing.height + after, drawing, split=split)


def _laid_table(parts: TableParts, before: float, after: float, tail: float = 0) -> Laid:
    def split(room: float) -> tuple[Laid, Laid] | None:
        halves = parts.split(room - before)
        if halves is None or not halves[1].groups:
            return None
        return _laid_table(halves[0], before, 0.0), _laid_table(halves[1], 0.0, after, tail)

    drawing = parts.drawing()
    items = tuple(moved(drawing.items, 0, before)) if before else drawing.items
    whole = Drawing(drawing.width, before + drawing.height, items)
    return Laid(whole.height + after, whole, split=split, tail=tail)


def _side_by_side(
    block: SideBySide, width: float, book: FontBook, annex: Annex, *, scale: float
) -> Laid:
    half = (width - block.gap * MM) / 2
    items: list[Item] = []
    heights: list[float] = []
    for x, column in ((0.0, block.left), (width - half, block.right)):
        y = 0.0
        for inner in column:
            part = lay(inner, half, book, annex, scale=scale)
            if part.drawing is not None:
                items += moved(part.drawing.items, x, y)
            y += part.height
        heights.append(y)
    return Laid(max(heights), Drawing(width, max(heights), tuple(items)))


def _annex_sides(document: Document, book: FontBook, annex: Annex) -> tuple[list[_Side], list[int]]:
    """The annex pages, and for every entry the number of the page on which it begins."""
    blocks: list[Block] = []
    firsts: list[int] = []
    for heading, block in annex.entries:
        firsts.append(len(blocks))
        blocks.append(Paragraph(heading, role="hei", indent=0, before=3, after=1.5))
        blocks.append(block)
    model = document.pages[0]
    top = replace(model.margins, top=model.margins.top + 14)
    page = Page(tuple(blocks), top, model.landscape)
    # Text that overflows even here is a table cell of the annex itself: it is met no more.
    sides, starts = _flow(page, book, Annex())
    headed = []
    for number, side in enumerate(sides, start=1):
        title = Title(f"{document.title} 附页{number}", size=14, role="hei")
        width = _size(page)[0] - (model.margins.left + model.margins.right) * MM
        drawing = furniture(title, width, book)
        head = Placed(model.margins.left * MM, model.margins.top * MM, drawing)
        headed.append(_Side(page, (head, *side.placed)))
    return headed, [starts[first] + 1 for first in firsts]


def _with_footer(
    document: Document, side: _Side, book: FontBook, *, number: int, total: int
) -> Sheet:
    width, height = _size(side.page)
    margins = side.page.margins
    inner = width - (margins.left + margins.right) * MM
    placed = side.placed
    if isinstance(document.footer, ContactFooter):
        drawing = contact_footer(document.footer, inner, book)
        y = height - (margins.bottom - 4) * MM
        placed = (*placed, Placed(margins.left * MM, y, drawing))
    elif isinstance(document.footer, PageNumber):
        drawing = page_number(inner, book, number=number)
        y = height - (margins.bottom - document.footer.below) * MM
        placed = (*placed, Placed(margins.left * MM, y, drawing))
    elif isinstance(document.footer, FormFooter):
        drawing = form_footer(document.footer, inner, book, number=number, total=total)
        y = height - 9 * MM - drawing.height
        placed = (*placed, Placed(margins.left * MM, y, drawing))
    return Sheet(width, height, placed)
