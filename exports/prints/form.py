"""What the forms of foreign teachers share: questions, the page, rows of labels and values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from exports.prints.blocks import (
    Band,
    Cell,
    Document,
    FormFooter,
    Page,
    Row,
    checkboxes,
    label,
    value,
)
from exports.prints.declared import Column
from exports.prints.printable import Facts, Option, Wishes, issue_date
from exports.prints.texts import Texts
from models.entities.office import OfficeProfile


def usual_options() -> tuple[Option, ...]:
    """The questions that every form asks."""
    return (issue_date(), Option("with_footer", "页脚印表号和页码", "flag", False))


def usual_facts(wishes: Wishes, record: str) -> Facts:
    """The school, the day, the footer; no purpose. record: how the footer names the record."""
    office = OfficeProfile.current()
    return {
        "purpose": "", "issued_on": str(wishes["issued_on"]), "record": record,
        "with_footer": bool(wishes["with_footer"]), "school": office.school_name or "",
        "office_name": office.office_name or "",
    }


def document(code: str, facts: Facts, title: str, pages: Sequence[Page]) -> Document:
    """The pages as a form of this school."""
    footer = FormFooter(code, facts["issued_on"], facts["record"]) if facts["with_footer"] else None
    return Document(title, facts["school"], tuple(pages), person=facts["holder"], footer=footer)


def plain_label(texts: Texts, key: str, *, span: int = 1, rows: int = 1) -> Cell:
    """A label whose | is a line end."""
    return label(texts[f"label.{key}"].replace("|", "\n"), span=span, rows=rows)


def both(texts: Texts, key: str, *, span: int = 1, rows: int = 1) -> Cell:
    """A label in two languages from the text 姓名|Full name: Chinese above, English below."""
    return two_languages(texts[f"label.{key}"], span=span, rows=rows)


def two_languages(words: str, *, span: int = 1, rows: int = 1) -> Cell:
    """姓名|Full name as a label of two lines."""
    return label(words.replace("|", "\n"), span=span, rows=rows, size=9.5)


def pairs(said: Mapping[str, Any], texts: Texts, *keys: str) -> tuple[Cell, ...]:
    """Label and value, label and value; a value that is not there is blank."""
    cells: list[Cell] = []
    for key in keys:
        cells += [plain_label(texts, key), value(said.get(key, ""), align="center")]
    return tuple(cells)


def both_pairs(said: Mapping[str, Any], texts: Texts, *keys: str) -> tuple[Cell, ...]:
    """The same with labels in two languages."""
    cells: list[Cell] = []
    for key in keys:
        cells += [both(texts, key), value(said.get(key, ""), align="center")]
    return tuple(cells)


def listed(text: str) -> list[str]:
    """The parts of a list of words: 甲；乙；丙."""
    return [part.strip() for part in text.split("；") if part.strip()]


def heads(found: Sequence[Column]) -> tuple[tuple[str, float | None], ...]:
    """The columns as a list of members wants them: labels, widths in mm."""
    return tuple((column.label, column.width) for column in found)


def head_row(found: Sequence[Column], height: float = 9) -> Row:
    """The labels of the columns, in two languages where a | stands between them."""
    return Row(tuple(
        two_languages(column.label) if "|" in column.label else label(column.label)
        for column in found
    ), height)


def list_band(
    found: Sequence[Column], lines: Sequence[Mapping[str, str]], *, height: float = 9,
    head: float = 9, left: Sequence[str] = (), grow: bool = True, size: float = 10.5,
) -> Band:
    """A list under its head, which is repeated on every page; rows grow with their text.

    left: keys of the columns whose text begins at the left edge, of this size; the others are
    centred. head 0: the list has none.
    """
    rows = [
        Row(tuple(
            Cell(line.get(column.key, ""), align="left" if column.key in left else "center",
                 size=size if column.key in left else 10.5,
                 field=column.label.partition("|")[0])
            for column in found
        ), height, grow=grow)
        for line in lines
    ]
    widths = tuple(column.width for column in found)
    return Band(widths, (head_row(found, head), *rows), head=1) if head else Band(widths, (*rows,))


def ticked_rows(names: Sequence[str], chosen: Sequence[str], *, each: int) -> str:
    """Boxes to tick, so many on a line."""
    lines = [tuple(names[start:start + each]) for start in range(0, len(names), each)]
    return "\n".join(checkboxes(line, tuple(chosen)) for line in lines)
