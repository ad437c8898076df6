"""What the lists of a year share: which year is asked for, and a landscape page of rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from exports.prints.blocks import (
    Band,
    Block,
    Document,
    FormFooter,
    Heading,
    Margins,
    Page,
    Paragraph,
    Row,
    SideBySide,
    Space,
    Table,
    Title,
    label,
    value,
)
from exports.prints.declared import Column, columns
from exports.prints.printable import Facts, Missing, Option, Wishes, issue_date, office_missing
from exports.prints.text import Align
from exports.prints.texts import Texts
from models.entities.office import OfficeProfile
from models.partial_date import Day

MARGINS = Margins(18, 16, 16, 16)
"""Of a landscape list."""
LEFT_COLUMNS = ("title", "name", "unit", "party", "occasion", "remarks", "address", "lacking")
"""Columns of running words; all others are short and centred."""
YEARS_BACK = 6
TAIL = 16.5
"""Millimetres of two rows, which stay with the signatures."""


def year_options(years: Sequence[int], *more: Option) -> tuple[Option, ...]:
    """年度: the present one where it has records, else the newest that has; and six years back."""
    this = date.today().year
    offered = sorted({*range(this - YEARS_BACK, this + 1), *years}, reverse=True)
    held = [year for year in years if year <= this]
    newest = max(held) if held else this
    return (
        Option("year", "年度", "choice", str(newest), tuple((str(y), f"{y} 年") for y in offered)),
        *more, issue_date(),
        Option("with_footer", "页脚印表号和页码", "flag", True),
    )


def year_missing(wishes: Wishes) -> list[Missing]:  # noqa: ARG001
    """Nothing but the school's name."""
    return office_missing("school_name")


def year_facts(office: OfficeProfile, wishes: Wishes, *, code: str, title: str) -> Facts:
    """What every snapshot of a year's list holds."""
    year = str(wishes["year"])
    return {
        "holder": f"{year}年{title}", "tail": year, "period": year, "purpose": "", "code": code,
        "issued_on": str(wishes["issued_on"]), "record": f"{year} 年", "year": year,
        "school": OfficeProfile.current().school_name or "",
        "office_name": OfficeProfile.current().office_name or "",
        "with_footer": bool(wishes["with_footer"]), "profile": office.id or 0,
    }


def year_of(day: Day | None) -> int | None:
    """The year of a full or partial date."""
    return None if day is None else day.year


def listed(text: str, known: Mapping[str, str]) -> list[Column]:
    """The columns as the office wants them."""
    return columns(text, known)


def list_table(
    shown: Sequence[Column], rows: Sequence[Mapping[str, Any]], *, blank: int = 0,
    height: float = 9,
) -> Table:
    """The rows under a head that is repeated on each page; `blank` rows for the pen at least."""
    empty: list[Mapping[str, Any]] = [{}] * max(0, blank - len(rows))
    body = _rows(shown, (*rows, *empty), height)
    return Table((Band(_widths(shown), (_head(shown), *body), head=1),), tail=TAIL)


def grouped_table(
    shown: Sequence[Column], groups: Sequence[tuple[str, Sequence[Mapping[str, Any]]]]
) -> Table:
    """One table, each group of rows under its subheading; a group without any has a blank row."""
    bands: list[Band | Heading] = [Band(_widths(shown), (_head(shown),), head=1)]
    for heading, rows in groups:
        bands += [Heading(heading, 7.5), Band(_widths(shown), _rows(shown, rows or ({},), 8))]
    return Table(tuple(bands), tail=TAIL)


def _widths(shown: Sequence[Column]) -> tuple[float | None, ...]:
    return tuple(column.width for column in shown)


def _head(shown: Sequence[Column]) -> Row:
    return Row(tuple(label(column.label) for column in shown), 10)


def _rows(
    shown: Sequence[Column], rows: Sequence[Mapping[str, Any]], height: float
) -> tuple[Row, ...]:
    return tuple(
        Row(tuple(
            value(str(row.get(column.key, "")), field=column.label,
                  align="left" if column.key in LEFT_COLUMNS else "center")
            for column in shown
        ), height, grow=True)
        for row in rows
    )


def list_document(
    facts: Facts, texts: Texts, tables: Sequence[Block], *, landscape: bool = True
) -> Document:
    """Title, unit and day above, the tables, who made and checked it below, a note."""
    title = texts["title"].format(year=facts["year"])
    said = {"school": facts["school"], "office": facts["office_name"], "date": facts["issued_on"],
            "year": facts["year"]}
    sides: tuple[tuple[str, Align], ...] = (("above", "left"), ("above_right", "right"))
    line = [
        Paragraph(texts[key].format(**said), size=10.5, indent=0, leading=1.3, align=side)
        for key, side in sides
    ]
    below = [
        Paragraph(texts[key].format(**said), size=size, indent=0, before=2.5, leading=1.4,
                  align="left")
        for key, size in (("signed", 10.5), ("note", 9)) if texts.get(key)
    ]
    blocks = (
        Title(title, size=18, role="hei", after=3), SideBySide((line[0],), (line[1],)), Space(1.5),
        *tables, *below,
    )
    footer = FormFooter(facts["code"], facts["issued_on"]) if facts["with_footer"] else None
    page = Page(blocks, MARGINS, landscape=landscape)
    return Document(title, facts["school"], (page,), person=facts["holder"], footer=footer)


def line_below(words: str) -> Paragraph:
    """A line of sums or remarks under a table."""
    return Paragraph(words, size=10.5, indent=0, before=2, leading=1.4, align="left")
