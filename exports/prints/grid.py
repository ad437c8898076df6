"""Tables: cells in millimetres, text fitted into them, lines between them, a frame around."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from exports.prints.blocks import (
    Band,
    Cell,
    Heading,
    Members,
    Paragraph,
    Row,
    Table,
    Words,
    label,
    plain,
)
from exports.prints.drawing import MM, Drawing, Item, Stroke, Text, moved
from exports.prints.fitting import fit_text, text_height
from exports.prints.fonts import FontBook
from exports.prints.text import ASCENT, Line, Style, set_text, text_width

PAD_X = 1.4 * MM
PAD_Y = 0.45 * MM
FRAME, INNER = 1.0, 0.5
WIDE_BOX = 105.0
"""Opinion boxes at least this wide (mm) have signer and date on one line."""

LOWEST_MEMBER_ROW = 6.0
HIGHEST_GROWN = 90.0 * MM


@dataclass
class Annex:
    """What did not fit its place in the form, in the order met.

    `pages` tells on which annex page an entry begins, once the annex pages have been laid out.
    """

    pages: Sequence[int] = ()
    entries: list[tuple[str, Paragraph | Table]] = field(default_factory=list)

    def add(self, heading: str, block: Paragraph | Table) -> str:
        """Keep the block for the annex; returns the words that stand in its place."""
        self.entries.append((heading, block))
        index = len(self.entries) - 1
        number = self.pages[index] if index < len(self.pages) else 1
        return f"见附页{number}"


@dataclass(frozen=True)
class Group:
    """Rows that stay together on a page, because a cell spans them or only one is there."""

    height: float
    items: tuple[Item, ...]
    head: bool = False
    leads: bool = False
    """A subheading: never the last on a page, for it speaks of what follows."""


@dataclass(frozen=True)
class TableParts:
    """A laid-out table that can still be parted between groups."""

    width: float
    groups: tuple[Group, ...]

    @property
    def height(self) -> float:
        return sum(group.height for group in self.groups)

    def split(self, room: float) -> tuple[TableParts, TableParts] | None:
        """The groups that fit into `room`, and the rest under the repeated head."""
        used, count = 0.0, 0
        for group in self.groups:
            if used + group.height > room + 0.01:
                break
            used += group.height
            count += 1
        while count and (self.groups[count - 1].head or self.groups[count - 1].leads):
            count -= 1
        if not count:
            return None
        heads = tuple(group for group in self.groups[:count] if group.head)
        rest = (*heads, *self.groups[count:])
        return TableParts(self.width, self.groups[:count]), TableParts(self.width, rest)

    def drawing(self) -> Drawing:
        items: list[Item] = []
        y = 0.0
        for index, group in enumerate(self.groups):
            if index:
                items.append(Stroke(0, y, self.width, y, INNER))
            items.extend(moved(group.items, 0, y))
            y += group.height
        half = FRAME / 2
        items += [
            Stroke(-half, 0, self.width + half, 0, FRAME),
            Stroke(-half, y, self.width + half, y, FRAME),
            Stroke(0, 0, 0, y, FRAME),
            Stroke(self.width, 0, self.width, y, FRAME),
        ]
        return Drawing(self.width, y, tuple(items))


def lay_table(table: Table, width: float, book: FontBook, annex: Annex) -> TableParts:
    """The table laid out in `width` points; overflowing text is handed to `annex`."""
    groups: list[Group] = []
    for part in table.bands:
        if isinstance(part, Heading):
            cell = Cell(part.words, align="center", role="hei", size=11)
            band = Band((None,), (Row((cell,), part.height),))
        elif isinstance(part, Members):
            band = _members_band(part, width, book, annex)
        else:
            band = part
        made = _band_groups(band, width, book, annex)
        is_heading = isinstance(part, Heading)
        groups.extend(replace(group, leads=True) if is_heading else group for group in made)
    return TableParts(width, tuple(groups))


def _edges(columns: Sequence[float | None], width: float) -> list[float]:
    """Left edges of the columns and the right edge of the last, in points.

    Raises ValueError when the widths do not fill the table: a slip in the printable.
    """
    fixed = sum(column for column in columns if column is not None) * MM
    free = [column for column in columns if column is None]
    rest = (width - fixed) / len(free) if free else 0.0
    if (free and rest < 2 * MM) or (not free and abs(fixed - width) > 0.5):
        raise ValueError(f"columns {columns} do not fill {width / MM:.1f} mm")
    edges = [0.0]
    for column in columns:
        edges.append(edges[-1] + (rest if column is None else column * MM))
    edges[-1] = width
    return edges


@dataclass(frozen=True)
class _Spot:
    """A cell and where it stands: row, first column, end column."""

    cell: Cell
    row: int
    start: int
    end: int
    name: str


def _spots(band: Band) -> list[_Spot]:
    taken: set[tuple[int, int]] = set()
    spots: list[_Spot] = []
    for row_index, row in enumerate(band.rows):
        column = 0
        name = ""
        for cell in row.cells:
            while (row_index, column) in taken:
                column += 1
            end = column + cell.span
            name = plain(cell.words) if cell.label else name
            spots.append(_Spot(cell, row_index, column, end, cell.field or name))
            rows = range(row_index, row_index + cell.rows)
            taken.update((row, across) for row in rows for across in range(column, end))
            column = end
        while (row_index, column) in taken:
            column += 1
        if column != len(band.columns):
            raise ValueError(f"row {row_index + 1} fills {column} of {len(band.columns)} columns")
    return spots


def _band_groups(band: Band, width: float, book: FontBook, annex: Annex) -> list[Group]:
    edges = _edges(band.columns, width)
    spots = _spots(band)
    heights = _row_heights(band, spots, edges, book)
    tops = [0.0]
    for height in heights:
        tops.append(tops[-1] + height)
    joined = {row for spot in spots for row in range(spot.row + 1, spot.row + spot.cell.rows)}
    starts = [row for row in range(len(band.rows)) if row not in joined]
    groups: list[Group] = []
    for start, end in zip(starts, [*starts[1:], len(band.rows)], strict=True):
        items: list[Item] = []
        for spot in spots:
            if not start <= spot.row < end:
                continue
            top = tops[spot.row] - tops[start]
            bottom = tops[min(spot.row + spot.cell.rows, len(heights))] - tops[start]
            left, right = edges[spot.start], edges[spot.end]
            if left:
                items.append(Stroke(left, top, left, bottom, INNER))
            if spot.row > start:
                items.append(Stroke(left, top, right, top, INNER))
            inside = _cell_items(spot, right - left, bottom - top, book, annex)
            items.extend(moved(inside, left, top))
        height = tops[end] - tops[start]
        groups.append(Group(height, tuple(items), head=end <= band.head))
    return groups


def _row_heights(
    band: Band, spots: Sequence[_Spot], edges: Sequence[float], book: FontBook
) -> list[float]:
    heights = [row.height * MM for row in band.rows]
    for spot in spots:
        if not band.rows[spot.row].grow or spot.cell.rows > 1:
            continue
        room = edges[spot.end] - edges[spot.start] - 2 * PAD_X
        fitted = fit_text(
            book, plain(spot.cell.words), _style(spot.cell), width=room, height=HIGHEST_GROWN
        )
        if fitted is not None:
            needed = text_height(len(fitted[0]), fitted[1]) + 5 * PAD_Y
            heights[spot.row] = max(heights[spot.row], needed)
    return heights


def _style(cell: Cell) -> Style:
    return Style(cell.size, cell.role, cell.align, leading=1.26, red=cell.red)


def _signing_height(cell: Cell, width: float) -> float:
    if cell.signing is None:
        return 0.0
    return (8 if width >= WIDE_BOX * MM else 16) * MM


def _cell_items(
    spot: _Spot, width: float, height: float, book: FontBook, annex: Annex
) -> list[Item]:
    cell = spot.cell
    foot = _signing_items(cell, width, height, book) if cell.signing else []
    pad_x, pad_y = (2.4 * MM, 2 * MM) if cell.signing else (PAD_X, PAD_Y)
    room_x = width - 2 * pad_x
    room_y = height - 2 * pad_y - _signing_height(cell, width)
    text = plain(cell.words)
    if not text:
        return foot
    style = _style(cell)
    if cell.signing:
        # An opinion is a sentence: it begins like a paragraph.
        style = replace(style, indent=2, leading=1.5, align="justify")
    fitted = fit_text(book, text, style, width=room_x, height=room_y)
    if fitted is None:
        mark = annex.add(spot.name, Paragraph(cell.words, size=10.5, leading=1.6))
        centred = replace(style, align="center", indent=0)
        fitted = fit_text(book, mark, centred, width=room_x, height=room_y)
        if fitted is None:
            raise ValueError(f"cell {spot.name!r} is too small for {mark!r}")
    lines, style = fitted
    high = text_height(len(lines), style)
    top = pad_y if cell.valign == "top" else pad_y + (room_y - high) / 2
    return [*_text_items(lines, style, pad_x, top), *foot]


def _text_items(lines: Sequence[Line], style: Style, x: float, top: float) -> list[Item]:
    first = top + ASCENT * style.size
    step = style.size * style.leading
    return [Text(x, first + index * step, line) for index, line in enumerate(lines)]


def _signing_items(cell: Cell, width: float, height: float, book: FontBook) -> list[Item]:
    """Signer and date at the bottom right, with room to write between them.

    In a narrow box the signer stands above the date.
    """
    assert cell.signing is not None
    style = Style(cell.size, cell.role)
    who, on = cell.signing.who, plain(cell.signing.on)
    who_width = text_width(book, who, style)
    on_width = text_width(book, on, style)
    base = height - 3.4 * MM
    on_x = width - 8 * MM - on_width
    if width >= WIDE_BOX * MM:
        who_x, who_y = max(width - 82 * MM - who_width, 3 * MM), base
    else:
        who_x, who_y = max(width - 50 * MM - who_width, PAD_X), base - 8 * MM
    date_line = set_text(book, on, style, on_width + 1)[0]
    return [
        Text(who_x, who_y, set_text(book, who, style, who_width + 1)[0]),
        Text(on_x, base, date_line),
    ]


def _members_band(members: Members, width: float, book: FontBook, annex: Annex) -> Band:
    columns = tuple(column for _name, column in members.columns)
    head = Row(tuple(label(name) for name, _column in members.columns), members.head_height)
    space = members.slots * members.height
    count = max(len(members.people), members.slots)
    height = space / count
    blank = ("",) * len(columns)
    people = (*members.people, *((blank,) * (count - len(members.people))))
    rows = tuple(Row(_person_cells(members, person), height) for person in people)
    if height >= LOWEST_MEMBER_ROW and _all_fit(rows, columns, width, book):
        return Band(columns, (head, *rows))
    listed = tuple(
        Row(_person_cells(members, person), members.height, grow=True) for person in members.people
    )
    mark = annex.add(members.name, Table((Band(columns, (head, *listed), head=1),)))
    words = f"{members.name}{mark}（共 {len(members.people)} {members.unit}）"
    whole = Cell(words, span=len(columns), align="center", field=members.name)
    return Band(columns, (head, Row((whole,), space)))


def _person_cells(members: Members, person: tuple[Words, ...]) -> tuple[Cell, ...]:
    return tuple(
        Cell(words, align="center", field=name)
        for (name, _column), words in zip(members.columns, person, strict=True)
    )


def _all_fit(
    rows: Sequence[Row], columns: tuple[float | None, ...], width: float, book: FontBook
) -> bool:
    edges = _edges(columns, width)
    return all(
        fit_text(
            book,
            plain(cell.words),
            _style(cell),
            width=edges[index + 1] - edges[index] - 2 * PAD_X,
            height=row.height * MM - 2 * PAD_Y,
        )
        for row in rows
        for index, cell in enumerate(row.cells)
        if plain(cell.words)
    )
