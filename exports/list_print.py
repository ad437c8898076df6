"""Any list on paper: A4 with title, filter in words, groups, repeated header, page x of y.

Columns are as wide as on the screen relative to one another, never narrower than a date or a
number in them; long text wraps and is never cut. Columns that do not fit beside one another go
on to further sheets, where the first column is repeated. Sensitive columns are masked unless she
shows them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from exports.prints.blocks import (
    Band,
    Cell,
    Document,
    FormFooter,
    Margins,
    Page,
    Paragraph,
    Row,
    Table,
    Title,
)
from exports.prints.text import Align
from models.counting import word_for
from models.entities.office import OfficeProfile
from models.errors import UserError
from models.fields import Date, LongText, Money, Number
from models.jobs import Progress, Silent
from models.list_groups import Head
from models.listing import Column, Listing, words_of
from models.listing import Row as ListRow

ROW_LIMIT = 20_000
"""More rows are some five hundred pages: a file serves better."""

BLOCK = 500
MARGINS = Margins(14, 11, 15, 11)
SIZE = 9.0
CHARACTER = 3.2
"""Width of a Chinese character in millimetres at this size; Latin letters take half."""

PADDING = 3.4
UPRIGHT, ACROSS = "portrait", "landscape"
_ROOM = {UPRIGHT: 210 - 22, ACROSS: 297 - 22}


@dataclass(frozen=True)
class PrintedList:
    """What is printed: the rows in their order under their heads, and the columns with widths.

    widths: column name → pixels on the screen. asked: the filter in words. way: "" chooses.
    """

    listing: Listing
    columns: tuple[Column, ...]
    ids: Sequence[int]
    heads: tuple[Head, ...] = ()
    title: str = ""
    asked: str = ""
    widths: dict[str, int] = field(default_factory=dict)
    masked: bool = True
    way: str = ""


def pdf(printed: PrintedList, progress: Progress | None = None, today: date | None = None) -> bytes:
    """The list as a PDF file. UserError when it is too long for paper."""
    from exports.prints.base import render

    return render(document(printed, progress, today))


def document(
    printed: PrintedList, progress: Progress | None = None, today: date | None = None
) -> Document:
    """The list as pages, one run of pages for each set of columns."""
    count = len(printed.ids)
    if count > ROW_LIMIT:
        raise UserError(
            f"共 {count:,} 行，打印出来超过 {count // 40:,} 页。", "请先筛选，或改用“导出”。"
        )
    lines = list(_lines(printed, progress or Silent()))
    sample = [words for head, words in lines if head is None][:400]
    needed = needs(printed, sample)
    way = printed.way or (UPRIGHT if sum(n.best for n in needed) <= _ROOM[UPRIGHT] else ACROSS)
    sheets = strips(needed, _ROOM[way])
    day = (today or date.today()).isoformat()
    school = OfficeProfile.current().school_name or ""
    title = printed.title or printed.listing.entity.label
    pages = tuple(
        Page(
            (
                Title(title, size=15, role="hei", before=0, after=0),
                Paragraph(_caption(printed, at, len(sheets)), size=9, indent=0, leading=1.4,
                          align="center", after=1.5),
                _table(printed, lines, columns, widths),
            ),
            margins=MARGINS, landscape=way == ACROSS,
        )
        for at, (columns, widths) in enumerate(sheets)
    )
    return Document(
        title, school, pages, footer=FormFooter(school, day), made_on=date.fromisoformat(day)
    )


def _caption(printed: PrintedList, at: int, sheets: int) -> str:
    """How many, asked how, masked or not, which set of columns."""
    hidden = printed.masked and any(c.kind.sensitive for c in printed.columns)
    parts = (
        f"共 {len(printed.ids):,} {word_for(printed.listing.entity)}", printed.asked,
        "证件号等已遮盖" if hidden else "", f"列分 {sheets} 部分，第 {at + 1} 部分" if sheets > 1 else "",
    )
    return "　".join(part for part in parts if part)


def _lines(
    printed: PrintedList, progress: Progress
) -> Iterator[tuple[Head | None, list[str]]]:
    """Heads and rows in their order; a row's words for every column."""
    heads: dict[int, list[Head]] = {}
    for head in printed.heads:
        heads.setdefault(head.start, []).append(head)
    place = 0
    columns = list(printed.columns)
    for start in range(0, len(printed.ids), BLOCK):
        part = list(printed.ids[start:start + BLOCK])
        rows: list[ListRow] = list(printed.listing.rows(part, columns))
        words = dict(zip((row.id for row in rows),
                         words_of(columns, rows, masked=printed.masked), strict=True))
        for record_id in part:
            for head in heads.get(place, ()):
                yield head, []
            place += 1
            if record_id in words:
                yield None, words[record_id]
        progress.step(place, len(printed.ids), "正在排版")


@dataclass(frozen=True)
class Need:
    """Millimetres of one column: below `least` dates and words would break; `best` is enough."""

    least: float
    best: float


def needs(printed: PrintedList, sample: Sequence[Sequence[str]]) -> list[Need]:
    """What each column needs: as wide as on the screen, never more than its longest words."""
    found = []
    for at, column in enumerate(printed.columns):
        words = [line[at] for line in sample if line[at]]
        longest = max((_width(word) for word in words), default=0.0)
        label = _width(column.label)
        least = max(_whole(column, words), min(label, 3 * CHARACTER))
        screen = printed.widths.get(column.name, 100) * 0.22
        best = max(least, min(label, 5 * CHARACTER), min(screen, longest))
        found.append(Need(PADDING + least, PADDING + best))
    return found


def strips(needed: Sequence[Need], room: float) -> list[tuple[list[int], list[float]]]:
    """Columns that stand beside one another, with widths that fill the paper exactly.

    What does not fit even at its least goes on to further sheets under the first column.
    """
    sheets: list[list[int]] = [[]]
    used = 0.0
    for at, need in enumerate(needed):
        if used + need.least > room and len(sheets[-1]) > 1:
            sheets.append([0])
            used = needed[0].least
        sheets[-1].append(at)
        used += need.least
    return [(sheet, _widths([needed[at] for at in sheet], room)) for sheet in sheets]


def _widths(needed: Sequence[Need], room: float) -> list[float]:
    """What is left over the least is shared by what is missing; then by how wide columns are."""
    least, best = sum(n.least for n in needed), sum(n.best for n in needed)
    if best <= room:
        return [n.best * room / best for n in needed]
    if least >= room:
        return [n.least * room / least for n in needed]
    share = (room - least) / (best - least)
    return [n.least + (n.best - n.least) * share for n in needed]


def _table(
    printed: PrintedList, lines: Sequence[tuple[Head | None, list[str]]], columns: Sequence[int],
    widths: Sequence[float],
) -> Table:
    """Header, rows in bands, a line across for each group, and the sums below."""
    shown = [printed.columns[at] for at in columns]
    bands: list[Any] = []
    exact: tuple[float | None, ...] = (*(round(width, 2) for width in widths[:-1]), None)
    header = Row(tuple(
        Cell(c.label, align="center", role="label", size=SIZE, label=True) for c in shown
    ), 7, grow=True)
    rows: list[Row] = [header]
    head_rows = 1
    for head, words in lines:
        if head is None:
            cells = tuple(_cell(printed.columns[at], words[at]) for at in columns)
            rows.append(Row(cells, 6, grow=True))
            continue
        if rows:
            bands.append(Band(exact, tuple(rows), head=head_rows))
        rows, head_rows = [], 0
        bands.append(_across(_head_words(printed, head), bold=head.level == 0, inside=head.level))
    if rows:
        bands.append(Band(exact, tuple(rows), head=head_rows))
    if total := _total_words(printed):
        bands.append(_across(total, bold=True, inside=0))
    return Table(tuple(bands))


def _cell(column: Column, words: str) -> Cell:
    align: Align = "right" if column.kind.align_right else "left"
    if isinstance(column.kind, Date):
        align = "center"
    return Cell(words, align=align, size=SIZE, field=column.label)


def _across(words: str, *, bold: bool, inside: int) -> Band:
    cell = Cell("　" * inside + words, align="left", role="hei" if bold else "label", size=SIZE)
    return Band((None,), (Row((cell,), 6.5, grow=True),))


def _head_words(printed: PrintedList, head: Head) -> str:
    words = head.masked_words if printed.masked else head.words
    unit = word_for(printed.listing.entity)
    return "　".join([f"{head.label}：{words}　{head.count:,} {unit}", *_sums(printed, head.totals)])


def _total_words(printed: PrintedList) -> str:
    """合计 with the sums of all rows; nothing where nothing is summed."""
    summed = [c for c in printed.columns if c.is_summed]
    if not summed or not len(printed.ids):
        return ""
    found = tuple((c.name, printed.listing.summary(printed.ids, c).total) for c in summed)
    unit = word_for(printed.listing.entity)
    return "　".join([f"合计　{len(printed.ids):,} {unit}", *_sums(printed, found)])


def _sums(printed: PrintedList, totals: Sequence[tuple[str, Any]]) -> list[str]:
    known = {c.name: c for c in printed.columns}
    return [
        f"{known[name].label} {_number(total)} {known[name].kind.unit}"
        for name, total in totals if total is not None and name in known
    ]


def _number(value: Any) -> str:
    number = float(value)
    return f"{number:,.0f}" if number.is_integer() else f"{number:,.2f}"


def _width(words: str) -> float:
    """Millimetres of a text on one line, about."""
    return CHARACTER * sum(
        1.0 if ord(c) > 0x2E7F else 0.76 if c.isupper() else 0.55 for c in words
    )


def _whole(column: Column, words: Sequence[str]) -> float:
    """Millimetres of what must stay on one line: a date, a number, a code, a word."""
    kind = column.kind
    if isinstance(kind, Date | Number | Money):
        return max((_width(word) for word in words), default=0.0)
    if isinstance(kind, LongText):
        return 8 * CHARACTER
    parts = [part for word in words for part in word.split()]
    latin = max((_width(part) for part in parts if part.isascii()), default=0.0)
    return max(min(latin, 30.0), 3 * CHARACTER if words else 0.0)
