"""A cross table as a file: for a spreadsheet, for paper (A4), for the clipboard."""

from __future__ import annotations

from decimal import Decimal

from models.cross_table import Answer, Cell
from models.entities.office import OfficeProfile


def to_tsv(answer: Answer) -> str:
    """Tab-separated, as a spreadsheet takes it from the clipboard; plain numbers."""
    return "\n".join("\t".join(str(value) for value in row) for row in answer.grid())


def to_workbook(answer: Answer) -> bytes:
    """One sheet: the table with its notes."""
    from exports.sheets import as_bytes, new_workbook, write_table

    head, *rows = _said(answer)
    labels = len(answer.row_labels)
    workbook = new_workbook()
    write_table(
        workbook, "交叉统计", title=answer.title, headers=tuple(str(word) for word in head),
        rows=tuple(tuple(row) for row in rows),
        widths=(*[24.0] * labels, *[11.0] * (len(head) - labels)), note=note_of(answer),
    )
    return as_bytes(workbook)


def to_pdf(answer: Answer) -> bytes:
    """A4, upright where the columns fit, header repeated, as many sheets as rows ask for."""
    from exports.prints.base import render
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

    head, *rows = _said(answer)
    labels = len(answer.row_labels)
    across = len(head) - labels > 6
    room = (297 if across else 210) - 24.0
    first = min(46.0, room * 0.6 / labels)
    each = (room - first * labels) / max(len(head) - labels, 1)
    lines = [Row(tuple(Cell(str(word), size=9, align="center", label=True) for word in head), 7.5,
                 grow=True)]
    lines += [
        Row(tuple(
            Cell(shown(value), size=9, role="song", align="left" if at < labels else "right")
            for at, value in enumerate(row)
        ), 6.5, grow=True)
        for row in rows
    ]
    widths = (*[first] * labels, *[each] * (len(head) - labels))
    school = OfficeProfile.current().school_name or ""
    page = Page((
        Title(answer.title, size=14, role="hei", before=0, after=1),
        Table((Band(widths, tuple(lines), head=1),)),
        Paragraph(note_of(answer), size=9, indent=0),
    ), margins=Margins(14, 12, 15, 12), landscape=across)
    return render(Document(answer.title, school, (page,), footer=FormFooter(school)))


def note_of(answer: Answer) -> str:
    """计量单位 and what the reader must know."""
    return "".join([f"计量单位：{answer.unit}。" if answer.unit else "", *answer.notes])


def _said(answer: Answer) -> list[list[str | int | Decimal]]:
    """The grid with 20（最多 22） in place of numbers that are not sure."""
    head, *rows = answer.grid()
    labels = len(answer.row_labels)
    for at, row in enumerate(answer.rows):
        for across, column in enumerate(answer.columns):
            if (cell := answer.cell(row, column)).is_open:
                rows[at][labels + across] = cell_words(cell)
    return [head, *rows]


def cell_words(cell: Cell) -> str:
    """A number as it is read: 20（最多 22） where records without a date might count too."""
    return shown(cell.value) + (f"（最多 {shown(cell.most)}）" if cell.is_open else "")


def shown(value: str | int | Decimal) -> str:
    """A number with separators; words as they are."""
    if isinstance(value, str):
        return value
    return f"{value:,}" if value == int(value) else f"{value:,.2f}"
