"""What of a template is written once for each line of a record: rows of tables, and passages.

A table row with a word of lines (成员·姓名) is written for each of them. From the paragraph with
《每位成员》 to the paragraph with 《完》 everything is written for each; a paragraph in which
nothing stands but such a mark is left out. Where a record has no line at all, the row or passage
stays once, with its blanks.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from exports.letters.part_xml import Element
from exports.letters.placeholders import Paragraph, Placeholder
from exports.letters.template import LetterForm, Part
from exports.letters.words import is_end
from models.entity import Entity


@dataclass(frozen=True)
class Unit:
    """The bytes from start to end, written for each line of a kind. marks: what only opens and
    closes it.
    """

    start: int
    end: int
    lines: type[Entity]
    marks: tuple[tuple[Paragraph, Placeholder], ...] = ()

    def holds(self, element: Element) -> bool:
        """Whether an element stands inside."""
        return self.start <= element.start and element.end <= self.end


def units_of(form: LetterForm, part: Part) -> list[Unit]:
    """Passages and rows of a part; one inside another comes after it."""
    passages = [found for found in _passages(form, part) if isinstance(found, Unit)]
    units = {(unit.start, unit.end): unit for unit in passages}
    for paragraph in part.paragraphs:
        row = paragraph.element.ancestor("tr")
        if row is None:
            continue
        for placeholder in paragraph.placeholders():
            asked = form.asked(placeholder)
            if asked is None or not asked.repeats or asked.word.rows is None:
                continue
            is_within = any(
                unit.lines is asked.word.rows and unit.holds(paragraph.element)
                for unit in passages
            )
            if not is_within:
                units.setdefault((row.start, row.end), Unit(row.start, row.end, asked.word.rows))
    return sorted(units.values(), key=lambda unit: (unit.start, -unit.end))


def problems_of(form: LetterForm) -> list[str]:
    """What is wrong with the repetitions, as sentences."""
    return [
        found for part in form.package.parts for found in _passages(form, part)
        if isinstance(found, str)
    ]


def _passages(form: LetterForm, part: Part) -> Iterator[Unit | str]:
    begun: tuple[Paragraph, Placeholder, type[Entity]] | None = None
    for paragraph in part.paragraphs:
        for placeholder in paragraph.placeholders():
            lines = form.loop(placeholder)
            if lines is not None:
                if begun is not None:
                    yield f"《{begun[1].words}》之后没有《完》，又开始了《{placeholder.words}》。"
                begun = (paragraph, placeholder, lines)
            elif is_end(placeholder.words) and form.asked(placeholder) is None:
                if begun is None:
                    yield "有《完》而前面没有《每位…》。"
                else:
                    yield _passage(begun, (paragraph, placeholder))
                begun = None
    if begun is not None:
        yield f"《{begun[1].words}》之后没有《完》，这一段不会重复。"


def _passage(
    begun: tuple[Paragraph, Placeholder, type[Entity]], ended: tuple[Paragraph, Placeholder],
) -> Unit | str:
    first, last = begun[0].element, ended[0].element
    if first.parent is not last.parent:
        return f"《{begun[1].words}》和《完》不在同一处（例如一个在表格里，一个在外面），这一段不会重复。"
    return Unit(first.start, last.end, begun[2], (begun[:2], ended))
