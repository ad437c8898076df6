"""An official paper drawn as PDF: the blocks of the Word page in its own measures."""

from __future__ import annotations

from dataclasses import dataclass, field

from exports.drafts import blocks as written
from exports.drafts.lettering import one_line, title_lines, width_in_characters
from exports.drafts.numbering import PART, Numbering, chinese_date
from exports.drafts.page_setup import (
    BOTTOM_MM,
    LEFT_MM,
    RIGHT_MM,
    TOP_MM,
    TYPE_HEIGHT_MM,
    TYPE_WIDTH_MM,
)
from exports.drafts.page_styles import LINE
from exports.prints.blocks import (
    Band,
    Block,
    Cell,
    Document,
    Margins,
    Page,
    PageNumber,
    Paragraph,
    Row,
    Table,
)
from exports.prints.fonts import Role
from exports.prints.official_paper import OfficialPaper

UPRIGHT = Margins(TOP_MM, RIGHT_MM, BOTTOM_MM, LEFT_MM)
LYING = Margins(LEFT_MM, TOP_MM, RIGHT_MM, BOTTOM_MM)
"""The upright page turned with its head to the binding edge."""
CHARACTERS = 28
"""On a full line."""
SIZE = int(TYPE_WIDTH_MM / 25.4 * 72 / CHARACTERS * 100) / 100
"""Points of a body character, so that a full line holds as many as the standard asks for."""
LINE_POINTS = LINE / 20
LINE_MM = LINE_POINTS / 72 * 25.4
TITLE_SIZE, CELL_SIZE, SMALL_CELL_SIZE = 22.0, 12.0, 10.5
_ABOVE_SIGNATURE, _ABOVE_SEALED = 1, 3
_LEVELS: dict[int, Role] = {1: "hei", 2: "kai", 3: "fangsong", 4: "fangsong"}


def drawn(paper: OfficialPaper, *, person: str) -> Document:
    """The pages of the paper, its annexes behind the signature."""
    annexes = [block for block in paper.blocks if isinstance(block, written.Annex)]
    pages = _Pages()
    pages.add(*_title(paper.title, byline=paper.byline))
    if paper.addressee:
        pages.add(_line(one_line(paper.addressee).rstrip(":：") + "：", indent=0))
    numbering = Numbering()
    text = [block for block in paper.blocks if not isinstance(block, written.Annex)]
    for block in text:
        pages.turn(lying=_is_wide(block))
        held = block is text[-1] and paper.signature is not None
        pages.add(*_block(block, numbering, held=held))
    pages.turn(lying=False)
    pages.add(*_foot(paper, [annex.title for annex in annexes]))
    for position, annex in enumerate(annexes, start=1):
        pages.begin(lying=any(_is_wide(block) for block in annex.blocks))
        number = str(position) if len(annexes) > 1 else ""
        pages.add(_line(f"附件{number}", role="hei", indent=0), *_title(annex.title))
        numbering = Numbering()
        for block in annex.blocks:
            pages.add(*_block(block, numbering))
    return Document(
        one_line(paper.title), paper.school, pages.finish(), person=person, footer=PageNumber(),
        made_on=paper.issued_on,
    )


@dataclass
class _Pages:
    """Collects blocks into upright and lying pages."""

    _done: list[Page] = field(default_factory=list)
    _blocks: list[Block] = field(default_factory=list)
    _lying: bool = False

    def add(self, *blocks: Block) -> None:
        self._blocks += blocks

    def turn(self, *, lying: bool) -> None:
        """A new page where the direction changes."""
        if lying != self._lying:
            self.begin(lying=lying)

    def begin(self, *, lying: bool) -> None:
        """A new page in any case."""
        self._close()
        self._lying = lying

    def finish(self) -> tuple[Page, ...]:
        self._close()
        return tuple(self._done)

    def _close(self) -> None:
        if self._blocks:
            margins = LYING if self._lying else UPRIGHT
            self._done.append(Page(tuple(self._blocks), margins, landscape=self._lying))
        self._blocks = []


def _line(
    words: str, *, role: Role = "fangsong", indent: float = 2, keep: bool = False, before: int = 0,
) -> Paragraph:
    """Body text; `before` counts blank lines above."""
    return Paragraph(
        words, size=SIZE, role=role, leading=LINE_POINTS / SIZE, indent=indent, keep=keep,
        before=before * LINE_MM,
    )


def _centred(words: str, role: Role, size: float, *, before: int = 0, after: int = 0) -> Paragraph:
    return Paragraph(
        words, size=size, role=role, align="center", leading=LINE_POINTS / size, keep=True,
        before=before * LINE_MM, after=after * LINE_MM,
    )


def _title(title: str, *, byline: str = "") -> list[Block]:
    lines = "\n".join(title_lines(title))
    made: list[Block] = [_centred(lines, "bold", TITLE_SIZE, before=1, after=0 if byline else 1)]
    if byline:
        made.append(_centred(one_line(byline), "kai", SIZE, after=1))
    return made


def _block(
    block: written.BodyBlock, numbering: Numbering, *, held: bool = False
) -> list[Block]:
    """held: a paragraph stays with what follows, so that no signature stands alone."""
    match block:
        case written.Heading(level, text, numbered):
            words = (numbering.next(level) if numbered else "") + one_line(text)
            if level == PART:
                return [_centred(words, "hei", SIZE, before=1, after=1)]
            return [_line(words, role=_LEVELS[level], keep=True)]
        case written.Paragraph():
            return [_line(block.text, keep=held)]
        case written.Table():
            return _table(block)
        case written.Picture():
            raise ValueError("official papers of the print centre hold no pictures")


def _is_wide(block: written.BodyBlock) -> bool:
    return isinstance(block, written.Table) and sum(block.widths_mm) > TYPE_WIDTH_MM


def _table(table: written.Table) -> list[Block]:
    """Caption, table over the whole width, and note."""
    whole = TYPE_HEIGHT_MM if _is_wide(table) else TYPE_WIDTH_MM
    scale = whole / sum(table.widths_mm)
    widths: list[float | None] = [width * scale for width in table.widths_mm]
    widths[widths.index(max(width or 0 for width in widths))] = None
    size = SMALL_CELL_SIZE if table.small else CELL_SIZE
    head = Row(tuple(
        Cell(name, align="center", role="hei", size=size, label=True) for name in table.columns
    ), 8, grow=True)
    columns = list(zip(*table.rows, strict=True)) or [()] * len(table.columns)
    aligns = table.alignments or tuple(
        "center" if all(width_in_characters(written.text_of(cell)) <= 8 for cell in column)
        else "left" for column in columns
    )
    rows = tuple(
        Row(tuple(
            Cell(written.text_of(cell), align=align, size=size)
            for cell, align in zip(row, aligns, strict=True)
        ), 8, grow=True)
        for row in table.rows
    )
    made: list[Block] = [_centred(table.caption, "hei", CELL_SIZE)] if table.caption else []
    made.append(Table((Band(tuple(widths), (head, *rows), head=1),), before=1, after=2.5))
    if table.note:
        made.append(Paragraph(table.note, size=SMALL_CELL_SIZE, role="fangsong", indent=0,
                              leading=1.4, before=1, after=2))
    return made


def _foot(paper: OfficialPaper, annexes: list[str]) -> list[Block]:
    """附件说明, signature and 附注; name and date stand where the Word page puts them."""
    made: list[Block] = []
    for position, title in enumerate(annexes):
        label = "附件：" if position == 0 else "　　　"
        number = f"{position + 1}." if len(annexes) > 1 else ""
        made.append(_line(f"{label}{number}{one_line(title)}", keep=True, before=position == 0))
    if paper.signature is not None:
        made += _signature(paper.signature, held=bool(paper.remark))
    if paper.remark:
        made.append(_line(f"（{one_line(paper.remark).strip('()（）')}）"))
    return made


def _signature(signature: written.Signature, *, held: bool) -> list[Block]:
    organisation, day = one_line(signature.organisation), chinese_date(signature.signed_on)
    wide, narrow = width_in_characters(organisation), width_in_characters(day)
    if signature.sealed:
        day_at = CHARACTERS - narrow - 4
        name_at = day_at + (narrow - wide) / 2
        if wide > narrow + 8:
            name_at, day_at = CHARACTERS - wide, CHARACTERS - (wide + narrow) / 2
    elif narrow <= wide:
        name_at, day_at = CHARACTERS - 2 - wide, CHARACTERS - wide
    else:
        name_at, day_at = CHARACTERS - narrow - 4, CHARACTERS - narrow - 2
    above = _ABOVE_SEALED if signature.sealed else _ABOVE_SIGNATURE
    return [
        _line(organisation, indent=max(name_at, 0), keep=True, before=above),
        _line(day, indent=max(day_at, 0), keep=held),
    ]
