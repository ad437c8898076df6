"""The frame of the bilingual forms of international students: questions, facts, page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from exports.prints.blocks import (
    Band,
    Block,
    Cell,
    Document,
    Margins,
    Page,
    Paragraph,
    Row,
    Table,
    Title,
    value,
)
from exports.prints.form import both, both_pairs, document, usual_facts, usual_options
from exports.prints.printable import Facts, Option, Wishes
from exports.prints.students import foreigner
from exports.prints.students.stays import chosen, stay_option
from exports.prints.texts import Texts, texts_of
from models.entities.international_student import InternationalStudent

MARGINS = Margins(15, 18, 14, 22)
FOUR = (29.0, 57.0, 29.0, None)
"""Two facts on a line."""


def options(student: InternationalStudent) -> tuple[Option, ...]:
    """Which stay, the day, the footer."""
    return (*stay_option(student), *usual_options())


def facts(student: InternationalStudent, wishes: Wishes) -> Facts:
    """The person and the stay; the caller adds what its form asks besides."""
    period = chosen(student, wishes)
    assert period is not None, "missing() asks for it"
    labels = texts_of(foreigner.TEXTS, int(str(wishes["issued_on"])[:4]))
    said = {**foreigner.person(student), **foreigner.study(period, labels)}
    return {
        **usual_facts(wishes, student.student_no or f"国际学生 {student.id}"),
        "holder": said["name"], "tail": (said["passport"] or said["student_no"])[-4:],
        "period": f"{period.id}", "said": said,
    }


def pairs(said: dict[str, Any], labels: Texts, *lines: tuple[str, str], height: float = 9) -> Band:
    """Lines of two facts each; a long one makes its line higher."""
    return Band(FOUR, tuple(
        Row(both_pairs(said, labels, *keys), height,
            grow=any(_is_long(str(said.get(key, ""))) for key in keys))
        for keys in lines
    ))


def _is_long(words: str) -> bool:
    """Surely more than two lines in a half of the width; Chinese letters are twice as wide."""
    widths = [sum(2 if letter > "\u2e80" else 1 for letter in line) for line in words.split("\n")]
    return sum(-(-width // 34) for width in widths) > 2


def whole(said: dict[str, Any], labels: Texts, *keys: str, height: float = 9) -> Band:
    """Facts that take a line each."""
    return Band((29, None), tuple(
        Row((both(labels, key), value(said.get(key, ""))), height) for key in keys
    ))


def page(texts: Texts, table: Table, *more: Block) -> Page:
    """Title in both languages over the table, on one page."""
    title = Title(texts["title"], texts["title_en"], size=18, role="hei", after=2.5)
    return Page((title, table, *more), MARGINS)


def note(words: str) -> Paragraph:
    """Small print below a form."""
    english = words.isascii()
    return Paragraph(words, size=9, indent=0, before=1.2, leading=1.3, align="left",
                     english=english)


def finished(code: str, made: Facts, texts: Texts, pages: Sequence[Page]) -> Document:
    """The pages as a document named in Chinese."""
    return document(code, made, texts["title"], pages)


def small(words: str, *, span: int = 1) -> Cell:
    """Running text of a form in nine points."""
    return Cell(words, span, size=9)
