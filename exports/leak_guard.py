"""The leak guard: what is personal in a file that is about to leave and was not asked for.

It reads what was built in memory (workbook, Word page, PDF, plain text), so it sees remarks, her
own columns and hand-written paragraphs as well as the declared fields.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from models import privacy
from models.known_people import KnownPeople
from models.privacy import BORN, Hit

HEAD_ROWS = 6
"""Where the headers of a sheet stand; further down only 出生日期 is taken for one."""

ASKED_NOTHING: frozenset[str] = frozenset()
CAN_MASK = (".xlsx", ".docx", ".csv", ".txt", ".ics")
"""What a masked copy can be made of; a PDF is drawn again instead."""


@dataclass(frozen=True)
class Leak:
    """One number or birthday: where it stands, its sort, what is shown of it, and whose it is."""

    place: str
    sort: str
    shown: str
    whose: str
    column: str = ""


@dataclass(frozen=True)
class Piece:
    """A cell, paragraph or line. around: the texts of its row, by which a birthday has a name."""

    place: str
    value: str | date
    header: str = ""
    around: tuple[str, ...] = ()
    cell: tuple[str, str] = ("", "")
    """Sheet and address, of a workbook's cell."""


@dataclass(frozen=True)
class Found:
    """What was found, and the texts that would stand instead in a masked copy."""

    leaks: list[Leak] = field(default_factory=list)
    cells: dict[tuple[str, str], str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.leaks)


def find(
    content: bytes, name: str, *, people: KnownPeople, allowed: frozenset[str] = ASKED_NOTHING,
) -> Found:
    """Everything personal in a file's content that `allowed` (sorts) does not cover."""
    leaks: list[Leak] = []
    cells: dict[tuple[str, str], str] = {}
    for piece in pieces(content, name):
        for sort, shown, whose, covered in _in_piece(piece, people, allowed):
            leaks.append(Leak(piece.place, sort, shown, whose, piece.header))
            cells[piece.cell] = covered
    cells.pop(("", ""), None)
    return Found(leaks, cells)


def _in_piece(
    piece: Piece, people: KnownPeople, allowed: frozenset[str],
) -> Iterator[tuple[str, str, str, str]]:
    """Sort, masked words, whose, and the whole piece with everything hidden."""
    value = piece.value
    if isinstance(value, date):
        if BORN not in allowed and (whose := _birthday(value, piece, people)) is not None:
            shown = privacy.month_only(value)
            yield BORN, shown, whose, shown
        return
    hits = [hit for hit in privacy.scan(value, people.sort_of) if hit.sort not in allowed]
    births = [] if BORN in allowed else births_in(value, piece, people)
    if not hits and not births:
        return
    whole = cover(value, hits, [(day, start, end) for day, start, end, _ in births])
    for hit in hits:
        yield hit.sort, hit.masked, people.whose(hit.text), whole
    for day, _, _, whose in births:
        yield BORN, privacy.month_only(day), whose, whole


def cover(text: str, hits: list[Hit], births: list[tuple[date, int, int]]) -> str:
    """The text with numbers masked and birthdays left with their month."""
    changes = [(h.start, h.end, h.masked) for h in hits]
    changes += [(start, end, privacy.month_only(day)) for day, start, end in births]
    for start, end, instead in sorted(changes, reverse=True):
        text = text[:start] + instead + text[end:]
    return text


def _birthday(day: date, piece: Piece, people: KnownPeople) -> str | None:
    """Whose birthday it is: somebody's of the same row, or anybody's under such a header."""
    for words in piece.around:
        if day in people.births.get(words, ()):
            return words
    return "" if privacy.is_birth_header(piece.header) else None


def births_in(
    text: str, piece: Piece, people: KnownPeople
) -> list[tuple[date, int, int, str]]:
    """Birthdays in a text: the day, where it stands, and whose it is (blank = nobody known)."""
    found = []
    for day, start, end in privacy.dates_in(text):
        whose = _birthday(day, piece, people)
        if whose is None:
            whose = next((name for name in _names_in(text, people) if day in people.births[name]),
                         None)
        before = text[max(0, start - 8):start]
        if whose is not None or re.search("出生|生日|生于", before):
            found.append((day, start, end, whose or ""))
    return found


def _names_in(text: str, people: KnownPeople) -> Iterator[str]:
    return (name for name in people.births if len(name) > 1 and name in text)


# ---- reading ----


def pieces(content: bytes, name: str) -> Iterator[Piece]:
    """The texts and dates of a file, by the kind that its name says."""
    suffix = name.lower().rpartition(".")[2]
    if suffix in ("xlsx", "xlsm"):
        return _cells(content)
    if suffix == "docx":
        return _paragraphs(content)
    if suffix == "pdf":
        return _pages(content)
    return _lines(content)


def _cells(content: bytes) -> Iterator[Piece]:
    from openpyxl.utils import get_column_letter
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    for sheet in book.sheet_names:
        headers: dict[int, str] = {}
        for row, values in enumerate(
            book.get_sheet_by_name(sheet).to_python(skip_empty_area=False), start=1
        ):
            words = [value for value in values if isinstance(value, str) and value]
            around = tuple(dict.fromkeys(words))
            for at, value in enumerate(values, start=1):
                shown = _readable(value)
                if shown is None:
                    continue
                address = f"{get_column_letter(at)}{row}"
                yield Piece(
                    f"{sheet} {address}", shown, headers.get(at, ""), around, (sheet, address)
                )
                if isinstance(shown, str) and len(shown) < 16 and (
                    row <= HEAD_ROWS or privacy.is_birth_header(shown)
                ):
                    headers[at] = shown


def _readable(value: Any) -> str | date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, float) and value == int(value) and value > 10**9:
        return str(int(value))  # a telephone or identity number kept as a number
    return value if isinstance(value, str) and value else None


def _paragraphs(content: bytes) -> Iterator[Piece]:
    for part, root in word_parts(content):
        where = {"document": "正文", "comments": "批注"}.get(part, "页眉页脚")
        for number, paragraph in enumerate(root.iter(f"{W}p"), start=1):
            text = "".join(run.text or "" for run in paragraph.iter(f"{W}t"))
            if text:
                yield Piece(f"{where}第 {number} 段", text)


W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_WORD_PART = re.compile(r"word/(document|comments|footnotes|endnotes|header\d*|footer\d*)\.xml")


def word_parts(content: bytes) -> Iterator[tuple[str, Any]]:
    """The parts of a Word page that hold text, parsed."""
    from zipfile import ZipFile

    from lxml import etree

    with ZipFile(io.BytesIO(content)) as package:
        for name in package.namelist():
            if match := _WORD_PART.fullmatch(name):
                yield match.group(1), etree.fromstring(package.read(name))


def _pages(content: bytes) -> Iterator[Piece]:
    import pypdfium2

    document = pypdfium2.PdfDocument(content)
    try:
        for number in range(len(document)):
            page = document[number].get_textpage()
            for line in page.get_text_range().splitlines():
                yield Piece(f"第 {number + 1} 页", line)
    finally:
        document.close()


def _lines(content: bytes) -> Iterator[Piece]:
    for number, line in enumerate(content.decode("utf-8-sig", "replace").splitlines(), start=1):
        yield Piece(f"第 {number} 行", line)
