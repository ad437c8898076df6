"""The vocabulary in which a printable is written; the engine turns it into pages.

Lengths are millimetres, type sizes points. Everything is frozen and compared by value: a block
that is equal in a thousand certificates is set and stored once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from exports.prints.fonts import Role
from exports.prints.placed import Frame, Mark, Spot
from exports.prints.text import Align


@dataclass(frozen=True, slots=True)
class Value:
    """A piece of text that came from a record; `field` names it in messages."""

    text: str
    field: str = ""


Words = str | Value | tuple[str | Value, ...]
"""What is printed: fixed wording, a value, or both mixed."""


def plain(words: Words) -> str:
    """The words as one string."""
    if isinstance(words, str):
        return words
    if isinstance(words, Value):
        return words.text
    return "".join(part if isinstance(part, str) else part.text for part in words)


def parts(words: Words) -> tuple[str, ...]:
    """The words as strings, one for each part."""
    if isinstance(words, str):
        return (words,)
    if isinstance(words, Value):
        return (words.text,)
    return tuple(part if isinstance(part, str) else part.text for part in words)


def sentence(template: str, values: Mapping[str, Value | str]) -> tuple[str | Value, ...]:
    """The template with every {name} replaced.

    Raises LookupError when a {name} has no value: a slip in a printable, not in a record.
    """
    import string

    parts: list[str | Value] = []
    for literal, name, _format, _conversion in string.Formatter().parse(template):
        if literal:
            parts.append(literal)
        if name is not None:
            parts.append(values[name])
    return tuple(parts)


def checkboxes(options: tuple[str, ...], chosen: str | tuple[str, ...] = ()) -> str:
    """The options in a row, the chosen ones ticked: ☑是  □否."""
    picked = (chosen,) if isinstance(chosen, str) else chosen
    return "  ".join(("☑" if option in picked else "□") + option for option in options)


@dataclass(frozen=True, slots=True)
class Margins:
    """Distances from the paper's edges to the text."""

    top: float
    right: float
    bottom: float
    left: float


FORM_MARGINS = Margins(20, 18, 18, 22)
CERTIFICATE_MARGINS = Margins(25, 25, 22, 25)


@dataclass(frozen=True, slots=True)
class Letterhead:
    """School name in Chinese over English, an emblem if there is one, and a rule below."""

    chinese: str
    english: str = ""
    emblem: bytes | None = None


@dataclass(frozen=True, slots=True)
class NumberLine:
    """The number of the paper, at the right edge."""

    words: Words
    size: float = 10


@dataclass(frozen=True, slots=True)
class Title:
    """Centred title; short Chinese titles are spaced out, English stands below in capitals."""

    words: Words
    english: str = ""
    size: float = 22
    role: Role = "bold"
    before: float = 0
    after: float = 4


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text. Chinese is indented by two characters and justified, English not indented.

    keep: it stands on one page with the beginning of the next block, as a heading does.
    """

    words: Words
    english: bool = False
    size: float = 12
    role: Role | None = None
    align: Align = "justify"
    leading: float | None = None
    indent: float | None = None
    before: float = 0
    after: float = 0
    keep: bool = False


@dataclass(frozen=True, slots=True)
class Space:
    """Fixed white space; dropped at the head of a page."""

    height: float


@dataclass(frozen=True, slots=True)
class Stretch:
    """White space that takes its share of what is left on the page."""

    weight: float = 1


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across the text."""

    weight: float = 0.5
    grey: float = 0


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Two columns of blocks, for a Chinese text with its English beside it."""

    left: tuple[Block, ...]
    right: tuple[Block, ...]
    gap: float = 6


@dataclass(frozen=True, slots=True)
class SignOff:
    """The end of a certificate: contact on the left; on the right issuer, line, seal, dates.

    A circle of 42 mm over issuer and dates stays free of other text: the seal is pressed by hand.
    """

    contact: tuple[Words, ...] = ()
    issuer: tuple[str, ...] = ()
    signer: str = "负责人签字 / Signature"
    dates: tuple[str, ...] = ()
    seal: str = "（盖章 / Official Seal）"


@dataclass(frozen=True, slots=True)
class Signing:
    """Bottom line of an opinion box: who signs, and the date or room for it."""

    who: str = "签字（公章）："
    on: Words = "年        月        日"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table; text that does not fit shrinks to 9 pt, then moves to an annex page.

    `field` names the cell in messages and on the annex page; blank means the label before it. What
    is red must be told by its words too: most forms are printed grey.
    """

    words: Words = ""
    span: int = 1
    rows: int = 1
    align: Align = "left"
    valign: Literal["top", "middle"] = "middle"
    role: Role = "fangsong"
    size: float = 10.5
    field: str = ""
    label: bool = False
    signing: Signing | None = None
    red: bool = False


def label(words: Words, *, span: int = 1, rows: int = 1, size: float = 10.5) -> Cell:
    """The name of a column or field, centred."""
    return Cell(words, span, rows, "center", "middle", "label", size, label=True)


def value(
    words: Words, *, span: int = 1, rows: int = 1, align: Align = "left", field: str = ""
) -> Cell:
    """What is filled in; centred by `align="center"` where the value is short."""
    return Cell(words, span, rows, align, field=field)


def opinion(
    words: Words = "", *, signing: Signing | None = Signing(), span: int = 1, field: str = ""
) -> Cell:
    """A box for an opinion, its text at the top, the line for signature and seal at the bottom."""
    return Cell(words, span, valign="top", field=field, signing=signing)


@dataclass(frozen=True, slots=True)
class Row:
    """Cells of one height; `grow` lets the row become higher where its text needs it."""

    cells: tuple[Cell, ...]
    height: float = 9
    grow: bool = False


@dataclass(frozen=True, slots=True)
class Band:
    """Rows with the same columns; one width may be None and takes what is left.

    The first `head` rows are repeated where the table goes on to another page.
    """

    columns: tuple[float | None, ...]
    rows: tuple[Row, ...]
    head: int = 0


@dataclass(frozen=True, slots=True)
class Heading:
    """A subheading across the table."""

    words: str
    height: float = 8


@dataclass(frozen=True, slots=True)
class Members:
    """A list of persons (or courses) in a fixed space of `slots` × `height`.

    More of them make lower rows, down to 6 mm; beyond that the list moves to an annex page.
    unit: what they are counted by there (人, 门).
    """

    columns: tuple[tuple[str, float | None], ...]
    people: tuple[tuple[Words, ...], ...]
    slots: int = 6
    height: float = 8
    head_height: float = 8
    name: str = "人员名单"
    unit: str = "人"


@dataclass(frozen=True, slots=True)
class Table:
    """Bands one below the other in one frame.

    tail: so much of its end goes on to the next page with all that follows, where that has no
    room: signatures never stand on a page without anything that they sign.
    """

    bands: tuple[Band | Heading | Members, ...]
    before: float = 0
    after: float = 0
    tail: float = 0


Block = (
    Letterhead | NumberLine | Title | Paragraph | Space | Stretch | Rule | SideBySide | SignOff
    | Table
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Page:
    """One side of the paper; what does not fit goes on to further pages.

    `shrink` first tries the running text smaller, down to 85 %, to stay on one page. over: what
    stands at fixed places, on the first side only. paper: width and height in millimetres of
    another paper than A4, as it lies upright.
    """

    blocks: tuple[Block, ...]
    margins: Margins = FORM_MARGINS
    landscape: bool = False
    shrink: bool = False
    over: tuple[Spot | Mark | Frame, ...] = ()
    paper: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class FormFooter:
    """Small grey line at the bottom right of a form; page numbers follow by themselves."""

    code: str
    printed: str = ""
    record: str = ""


@dataclass(frozen=True, slots=True)
class ContactFooter:
    """Address, telephone and how to verify, centred under a hairline."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PageNumber:
    """— 1 — below the text of an official page, at the outer edge; `below`: mm under the text."""

    below: float = 7


@dataclass(frozen=True, slots=True)
class Document:
    """What is rendered: `author` (the school) and `title` become the file's properties.

    `person` names whom the paper concerns in messages; `made_on` is the date in the file's
    properties, blank means a fixed one, so that equal documents give equal bytes.
    """

    title: str
    author: str
    pages: tuple[Page, ...]
    person: str = ""
    footer: FormFooter | ContactFooter | PageNumber | None = None
    made_on: date | None = None


_TEXT_FIELDS: dict[type, tuple[str, ...]] = {
    Letterhead: ("chinese", "english"),
    NumberLine: ("words",),
    Title: ("words", "english"),
    Paragraph: ("words",),
    SideBySide: ("left", "right"),
    SignOff: ("contact", "issuer", "signer", "dates", "seal"),
    Signing: ("who", "on"),
    Cell: ("words", "signing"),
    Band: ("rows",),
    Heading: ("words",),
    Table: ("bands",),
    Page: ("blocks", "over"),
    Frame: ("blocks",),
    FormFooter: ("code", "printed", "record"),
    ContactFooter: ("lines",),
    Document: ("title", "pages", "footer"),
}
"""Which attributes hold printed text; a block without any is white space."""


def texts(part: object, field: str = "") -> Iterator[tuple[str, str]]:
    """Every printed text under `part` with the name of its field."""
    if isinstance(part, str):
        yield part, field
    elif isinstance(part, Value):
        yield part.text, part.field or field
    elif isinstance(part, tuple):
        for entry in part:
            yield from texts(entry, field)
    elif isinstance(part, Row):
        named = field
        for cell in part.cells:
            if cell.label:
                named = plain(cell.words)
            yield from texts(cell, cell.field or named)
    elif isinstance(part, Spot):
        yield from texts(part.words, part.field or field)
    elif isinstance(part, Members):
        for index, (name, _width) in enumerate(part.columns):
            yield name, name
            for person in part.people:
                yield from texts(person[index], name)
        yield part.name, ""
    else:
        for name in _TEXT_FIELDS.get(type(part), ()):
            yield from texts(getattr(part, name), field)
