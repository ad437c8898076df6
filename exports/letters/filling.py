"""Fills a template from one record: the words of the record in place of 《…》, all else untouched."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from exports.letters import formats
from exports.letters.part_xml import Edit, Element, spliced
from exports.letters.placeholders import Paragraph, Placeholder, edits_of
from exports.letters.repeating import Unit, units_of
from exports.letters.sources import Source
from exports.letters.template import LetterForm, Part
from exports.letters.words import Asked
from models import privacy, three_states
from models.errors import UserError
from models.fields import Date, Kind
from models.sharing import KEEP, MASK, MONTH, Sharing, sort_of

LINE, MARK = "＿＿＿", "【待补：{}】"
"""What stands where nothing is known: a line to write on, or what is still to be filled in."""

FILLED, BLANK, HIDDEN, NONE, FAULT = "", "空白", "已遮盖", "不适用", "写不出"


@dataclass(frozen=True)
class Said:
    """What stands for a word of one record: the words, and whether that is all of it."""

    words: str
    state: str = FILLED


@dataclass
class Filled:
    """A letter. blanks: words of the list about which nothing is known. hidden: those masked.
    full: labels of personal values that are written in full; sorts: of what sort these are.
    faults: why a value could not be written as the template asks, as sentences.
    """

    content: bytes = b""
    blanks: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    full: list[str] = field(default_factory=list)
    sorts: set[str] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)


def fill(form: LetterForm, source: Source, *, sharing: Sharing, marks_blanks: bool) -> Filled:
    """The letter. sharing: how far personal values are written. marks_blanks: MARK, not LINE."""
    filler = _Filler(form, sharing, marks_blanks)
    changed = {}
    for part in form.package.parts:
        edits = filler.edits(part, source)
        if edits:
            changed[part.name] = spliced(part.content, edits)
    done = filler.filled
    done.content = _rewritten(form.package.content, changed)
    for names in (done.blanks, done.hidden, done.full, done.faults):
        names[:] = dict.fromkeys(names)
    return done


def say(asked: Asked, source: Source, *, sharing: Sharing) -> Said:
    """What a word of the list says about a record, as it would be written."""
    word, kind = asked.word, asked.word.kind
    value = word.read(source)
    if asked.place and isinstance(value, list):
        is_there = asked.place <= len(value)
        return _one(kind, value[asked.place - 1], asked, sharing) if is_there else Said("", NONE)
    if not isinstance(value, list):
        return _one(kind, value, asked, sharing)
    parts = [_one(kind, each, asked, sharing) for each in value]
    found = [part for part in parts if part.words]
    states = {part.state for part in found}
    state = next((each for each in (FAULT, HIDDEN) if each in states), FILLED)
    return Said("、".join(part.words for part in found), state if found else BLANK)


def _one(kind: Kind, value: Any, asked: Asked, sharing: Sharing) -> Said:
    if value is three_states.INAPPLICABLE:
        return Said(three_states.WORD, NONE)
    if value in (None, ""):
        return Said("", BLANK)
    treatment = sharing.treatment(kind, name=asked.word.name)
    if treatment == MONTH and isinstance(kind, Date):
        return Said(formats.written(kind, value, "年月"), HIDDEN)
    if treatment != KEEP:
        shown, sort = kind.show(value), sort_of(kind)
        is_number = treatment == MASK and sort in privacy.NUMBER_SORTS
        return Said(privacy.masked_as(sort, shown) if is_number else privacy.masked(shown), HIDDEN)
    if isinstance(value, str) and isinstance(kind, Date):
        return Said(value)  # words that a column of hers holds in place of a date
    try:
        return Said(formats.written(kind, value, asked.way))
    except UserError as error:
        return Said("", f"{FAULT}：{error.message}")


class _Filler:
    """Fills parts one after the other and remembers what was missing."""

    def __init__(self, form: LetterForm, sharing: Sharing, marks_blanks: bool) -> None:
        self._form, self._sharing, self._marks_blanks = form, sharing, marks_blanks
        self.filled = Filled()

    def edits(self, part: Part, source: Source) -> list[Edit]:
        """The changes of one part."""
        return self._inside(part, part.paragraphs, units_of(self._form, part), source=source)

    def _inside(
        self, part: Part, paragraphs: Sequence[Paragraph], units: list[Unit], *, source: Source,
        marks: Sequence[tuple[Paragraph, Placeholder]] = (),
    ) -> list[Edit]:
        """The changes of some paragraphs; the units among them are written out for their lines."""
        outer: list[Unit] = []
        for unit in units:
            if not any(each.start <= unit.start and unit.end <= each.end for each in outer):
                outer.append(unit)
        found = [
            Edit(unit.start, unit.end, self._repeated(part, unit, units, source)) for unit in outer
        ]
        for paragraph in paragraphs:
            if not any(unit.holds(paragraph.element) for unit in outer):
                found += self._paragraph(part, paragraph, source=source, marks=marks)
        return _without_overlap(found)

    def _repeated(self, part: Part, unit: Unit, units: list[Unit], source: Source) -> bytes:
        inner = [
            each for each in units
            if each is not unit and unit.start <= each.start and each.end <= unit.end
        ]
        held = [paragraph for paragraph in part.paragraphs if unit.holds(paragraph.element)]
        gone = [p for p, _ in unit.marks if _is_only_marks(p, unit) and _may_go(p.element)]
        stay = [paragraph for paragraph in held if not any(paragraph is each for each in gone)]
        lines = source.lines(unit.lines) or [None]
        copies = []
        for place, line in enumerate(lines, start=1):
            inside = source.at(line, place if line is not None else 0)
            edits = [Edit(p.element.start, p.element.end, b"") for p in gone]
            edits += self._inside(part, stay, inner, source=inside, marks=unit.marks)
            if place > 1:
                edits += _names_in(part, unit)
            edits = _without_overlap(edits)
            copies.append(spliced(part.content, edits, start=unit.start, end=unit.end))
        return b"".join(copies)

    def _paragraph(
        self, part: Part, paragraph: Paragraph, *, source: Source,
        marks: Sequence[tuple[Paragraph, Placeholder]],
    ) -> list[Edit]:
        taken_out = [mark for each, mark in marks if each is paragraph]
        replaced = []
        for placeholder in paragraph.placeholders():
            if placeholder in taken_out:
                replaced.append((placeholder, ""))
            elif (asked := self._form.asked(placeholder)) is not None:
                replaced.append((placeholder, self._words(asked, source)))
        return edits_of(part.content, paragraph, replaced) if replaced else []

    def _words(self, asked: Asked, source: Source) -> str:
        name, done = asked.word.name, self.filled
        said = say(asked, source, sharing=self._sharing)
        if said.state.startswith(FAULT):
            done.faults.append(f"《{name}》：{said.state.partition('：')[2]}")
        if said.state == HIDDEN:
            done.hidden.append(name)
        elif said.words and (sort := sort_of(asked.word.kind)) in privacy.SECRET_SORTS:
            done.sorts.add(sort)
            if asked.word.kind.sensitive:
                done.full.append(name)
        if said.words or said.state == NONE:
            return said.words
        done.blanks.append(name)
        return MARK.format(name) if self._marks_blanks else LINE


def _is_only_marks(paragraph: Paragraph, unit: Unit) -> bool:
    own = [mark for each, mark in unit.marks if each is paragraph]
    words = paragraph.words
    for mark in sorted(own, key=lambda mark: mark.start, reverse=True):
        words = words[:mark.start] + words[mark.end:]
    return not words.strip()


def _may_go(element: Element) -> bool:
    """A cell or text box must end in a paragraph, and the end of a section hangs on one."""
    if any(child.name == "sectPr" for child in element.walk()):
        return False
    above = element.parent
    return above is None or above.name == "body" or above.children[-1] is not element


_PARAGRAPH_ID = re.compile(rb'\s+[\w]+:(?:paraId|textId)="[^"]*"')


def _names_in(part: Part, unit: Unit) -> list[Edit]:
    """Takes out of a second copy what must be the only one of its name in a document: bookmarks,
    numbers of content controls and paragraphs.
    """
    found: list[Edit] = []
    for element in part.root.walk():
        if not (unit.start <= element.start and element.end <= unit.end):
            continue
        above = element.parent.name if element.parent else ""
        if element.name in ("bookmarkStart", "bookmarkEnd") or (
            element.name == "id" and above == "sdtPr"
        ):
            found.append(Edit(element.start, element.end, b""))
        elif element.name in ("p", "tr"):
            tag = part.content[element.start:element.inside_from]
            found += [
                Edit(element.start + match.start(), element.start + match.end(), b"")
                for match in _PARAGRAPH_ID.finditer(tag)
            ]
    return found


def _without_overlap(edits: list[Edit]) -> list[Edit]:
    """Edits inside a span that is exchanged as a whole are dropped."""
    kept: list[Edit] = []
    for edit in sorted(edits, key=lambda edit: (edit.start, -edit.end)):
        if not kept or edit.start >= kept[-1].end:
            kept.append(edit)
    return kept


def _rewritten(content: bytes, changed: dict[str, bytes]) -> bytes:
    """The package with some parts exchanged; all others keep their bytes, order and dates."""
    output = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for info in source.infolist():
            target.writestr(info, changed.get(info.filename, source.read(info)))
    return output.getvalue()
