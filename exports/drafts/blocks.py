"""The parts a written paper is put together from: headings, paragraphs, tables, annexes."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from exports.drafts.numbering import DEEPEST, PART

LONGEST_FIGURE_ID = 64
"""Word calls a file damaged whose content controls carry a longer tag."""

Align = Literal["left", "center", "right"]


@dataclass(frozen=True)
class Run:
    """A stretch of text; with a figure id it is a number that can be found again in the file.

    year: the year the figure is of, kept beside its id; None where the paper has no year.
    marked: highlighted, for what somebody still has to fill in.
    """

    text: str
    figure: str | None = None
    year: int | None = None
    marked: bool = False

    def __post_init__(self) -> None:
        if self.figure is not None and not 1 <= len(self.figure) <= LONGEST_FIGURE_ID:
            raise ValueError(f"figure id must have 1 to {LONGEST_FIGURE_ID} characters")


Content = str | Run | tuple[Run | str, ...]


def runs_of(content: Content) -> tuple[Run, ...]:
    """Whatever stands for text in a block, as runs."""
    parts = content if isinstance(content, tuple) else (content,)
    return tuple(Run(part) if isinstance(part, str) else part for part in parts)


def text_of(content: Content) -> str:
    """The plain text of a content, figures included."""
    return "".join(run.text for run in runs_of(content))


@dataclass(frozen=True)
class Heading:
    """A heading; its number is counted while writing and is not part of `text`.

    Level 1 to 4 are 一、 (一) 1. (1); level 0 is 第一部分, centred.
    """

    level: int
    text: str
    numbered: bool = True

    def __post_init__(self) -> None:
        if not PART <= self.level <= DEEPEST:
            raise ValueError(f"no such heading level: {self.level}")


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of body text with the first line indented by two characters.

    `hand_edited` (人工) says that a person rewrote it; it steers refreshing and is never printed.
    `mark`: name of the bookmark by which it is known again (`place_marks`), blank for none.
    """

    content: Content
    hand_edited: bool = False
    mark: str = ""

    @property
    def text(self) -> str:
        """What the paragraph says."""
        return text_of(self.content)


@dataclass(frozen=True)
class Table:
    """A ruled table whose header row returns on every page.

    Widths in mm. Wider than the type area of an upright page (156 mm) it is put on a page lying on
    its side; wider than that (225 mm) it is scaled down. `alignments` blank: columns of short
    entries are centred, others set to the left. `note` stands below, for sources and definitions.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Content, ...], ...]
    widths_mm: tuple[float, ...]
    caption: str = ""
    note: str = ""
    alignments: tuple[Align, ...] = ()
    small: bool = False
    """五号 in place of 小四, for tables of many columns."""

    def __post_init__(self) -> None:
        count = len(self.columns)
        if count == 0 or len(self.widths_mm) != count or min(self.widths_mm) <= 0:
            raise ValueError("a table needs columns and one positive width for each")
        if self.alignments and len(self.alignments) != count:
            raise ValueError("alignments must be blank or one for each column")
        if any(len(row) != count for row in self.rows):
            raise ValueError("every row must have one entry for each column")


@dataclass(frozen=True)
class Picture:
    """A picture (PNG) with its caption below, in the middle of the line, kept on one page.

    `description` is read out to who cannot see it (替代文字). `note` stands below the caption.
    """

    png: bytes
    width_mm: float
    height_mm: float
    caption: str
    description: str
    note: str = ""

    def __post_init__(self) -> None:
        if min(self.width_mm, self.height_mm) <= 0 or not self.description:
            raise ValueError("a picture needs a size and a description")


BodyBlock = Heading | Paragraph | Table | Picture


@dataclass(frozen=True)
class Annex:
    """附件: begins on a new page and is numbered when the paper has more than one.

    Lies on its side throughout when one of its tables is too wide for an upright page, so that its
    title stays with the table.
    """

    title: str
    blocks: tuple[BodyBlock, ...]


Block = BodyBlock | Annex


@dataclass(frozen=True)
class Signature:
    """署名 and 成文日期; `sealed` leaves the room and the position a stamp asks for."""

    organisation: str
    signed_on: date
    sealed: bool = False
