"""One table found on one sheet, as values, with everything that was left out and why."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from models import cells

if TYPE_CHECKING:
    from models.intake.collection import Sent

Place = tuple[str, str]
"""File and sheet, with its number for the second and further tables of a sheet."""

_BRACKETS = str.maketrans("〔［【{〕］】}", "(((())))")


class SourceRow(NamedTuple):
    """One row of data: its number as the spreadsheet program shows it, and its raw values.

    A blank cell is the empty string; a number is int or float, a day date or datetime.
    """

    number: int
    values: tuple[object, ...]


class Heading(NamedTuple):
    """One column: its place in `SourceRow.values`, its words for people, its words for matching."""

    column: int
    label: str
    key: str

    @property
    def letter(self) -> str:
        """The column as the spreadsheet program names it (A, B … AA)."""
        return column_letter(self.column)


class DroppedRow(NamedTuple):
    """A row that is no record: which, why, and its first words."""

    number: int
    reason: str
    words: str


class Flaw(NamedTuple):
    """A cell of a kept row whose value is lost or damaged in the file itself."""

    number: int
    column: int
    message: str


class Block(NamedTuple):
    """A cell merged over several rows: its value stands for all of them."""

    column: int
    first: int
    last: int


@dataclass(frozen=True)
class SheetTable:
    """A table as it was found; nothing is interpreted yet.

    title: the rows above the header, joined by line breaks. year: the year that title, sheet
    name or file name speak of. merged: vertical merges among the rows, by row number.
    notices: what the file holds besides values and was not read (macros, pictures, links).
    part: which table of its sheet it is, from the top, beginning with 1. sent: for a collection
    sheet (收集表) that came back, what was sent. is_form: a page about one person, names of
    fields beside their values, and no table at all.
    """

    file: str
    sheet: str
    title: str
    header_rows: tuple[int, ...]
    headings: tuple[Heading, ...]
    rows: tuple[SourceRow, ...]
    dropped: tuple[DroppedRow, ...] = ()
    flaws: tuple[Flaw, ...] = ()
    merged: tuple[Block, ...] = ()
    year: int | None = None
    hidden: bool = False
    notices: tuple[str, ...] = field(default=())
    part: int = 1
    sent: Sent | None = None
    is_form: bool = False

    @property
    def name(self) -> str:
        """The sheet as people call it, further tables of one sheet numbered."""
        return self.sheet if self.part == 1 else f"{self.sheet}（第 {self.part} 张表）"

    @property
    def place(self) -> Place:
        """What tells this table from all others of an import."""
        return self.file, self.name

    def where(self, number: int, column: int | None = None) -> str:
        """File, sheet, row and column for people, as kept in the history of each record."""
        label = next((h.label for h in self.headings if h.column == column), "")
        at = f"“{label}”（{column_letter(column or 0)}列）" if label else ""
        sheet = f"工作表“{self.sheet}”" if self.sheet else ""
        return f"{self.file} {sheet}第{number}行{at}"

    def filled_down(self, column: int) -> dict[int, object]:
        """Row number → value of a column where a blank means "as in the row above".

        Where the column has merged cells, they say which rows share a value, and a blank
        elsewhere is a blank; without any, a blank repeats the last value above it.
        """
        blocks = [block for block in self.merged if block.column == column]
        shared = {n: block.first for block in blocks for n in range(block.first, block.last + 1)}
        found: dict[int, object] = {}
        last: object = ""
        for number, values in self.rows:
            value = values[column]
            if not cells.is_blank(value):
                last = value
            elif blocks and shared.get(number, number) == number:
                last = ""
            found[number] = last
        return found


def column_letter(column: int) -> str:
    """0 → A, 26 → AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """A → 0, AA → 26."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def heading_key(label: str) -> str:
    """A heading for comparison: half-width, no spaces, one kind of bracket, no colon or star."""
    words = cells.compact(label).translate(_BRACKETS).casefold()
    return re.sub(r"^[*☆★]+|[*☆★:]+$", "", words)


def heading_label(parts: Sequence[str]) -> str:
    """The words of one column over its header rows, as people should read them: 护照/号码."""
    shown = [re.sub(r"\s*\n\s*", "", part).strip() for part in parts]
    return "/".join(dict.fromkeys(part for part in shown if part))


def told_apart(paths: Sequence[Path]) -> list[str]:
    """A name for each file: its own, with the folder before it where several bear the same."""
    found: list[str] = []
    for path in paths:
        parts = path.parts
        names = ["/".join(parts[-depth:]) for depth in range(1, len(parts) + 1)]
        found.append(next((name for name in names if name not in found), names[-1]))
    return found
