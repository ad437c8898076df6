"""The vocabulary of a draft: parts, sections, paragraphs, sentences, and what becomes of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from exports.drafts.blocks import Run, Table, runs_of, text_of
from exports.drafts.exhibits import Exhibit
from exports.drafts.pieces import (
    PLACEHOLDER,
    WORDS,
    Blank,
    Clause,
    Incident,
    Incidents,
    Lack,
    Passage,
    Piece,
    Sentence,
    Told,
    TypedFact,
)
from exports.drafts.terms import COUNTS, YEAR, Term, term_of
from exports.drafts.tokens import Facts
from models.indicators.base import Figure, Value

__all__ = [
    "PLACEHOLDER", "WORDS", "Blank", "Clause", "ComposedDraft", "ComposedParagraph",
    "ComposedSection", "Draft", "Fact", "Incident", "Incidents", "Lack", "OpenPoint", "Part",
    "Passage", "Piece", "Proof", "Reminder", "Section", "Sentence", "Stale", "ToConfirm", "Told",
    "TypedFact", "Unmentioned", "kept_code",
]


@dataclass(frozen=True)
class Section:
    """One heading (一、 …) with its paragraphs.

    nothing: said when no paragraph has anything to say. facts: figures shown beside the text
    although no sentence needs them. tables: made behind the paragraphs, or, where there is an
    annex, in it (附件 of that title). gaps: what they lack. is_optional: the office may leave the
    section out.
    """

    key: str
    title: str
    passages: tuple[Passage, ...]
    nothing: str = ""
    facts: tuple[str, ...] = ()
    tables: Callable[[Facts], Iterable[Table]] | None = None
    annex: str = ""
    gaps: Callable[[Facts, str], list[OpenPoint]] | None = None
    is_optional: bool = False


@dataclass(frozen=True)
class Part:
    """第一部分 … with its sections; the opening stands before the first.

    A part without title has no heading of its own.
    """

    title: str
    sections: tuple[Section, ...]
    opening: Passage | None = None


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A paper for one term. listings: how the records of an entity are named in a list.

    spans: for which kinds of term it is written, the usual one first. signer: the token of who
    signs. needs: a number without which the year-end package has no such paper; blank for one
    that is always there. reminders: what is due for this paper, seen from a day. tells_the_year:
    it is a summary, so that a record without a sentence has been forgotten.
    """

    code: str
    label: str
    title: str
    opening: Passage
    parts: tuple[Part, ...]
    typed_facts: tuple[TypedFact, ...] = ()
    listings: dict[str, Callable[[Any], str]]
    spans: tuple[str, ...] = (YEAR,)
    signer: str = "school"
    needs: str = ""
    reminders: Callable[[Term, date], list[Reminder]] | None = None
    tells_the_year: bool = True

    def term(self, year: int) -> Term:
        """The term it is usually written for: of parts of a year the last that has ended."""
        return term_of(self.spans[0], year)

    def terms(self, year: int) -> list[Term]:
        """Every term of a year that it can be written for."""
        return [
            Term(year, kind, number)
            for kind in self.spans for number in range(1, COUNTS[kind] + 1)
        ]

    def passages(self) -> Iterator[Passage]:
        """Every paragraph in reading order."""
        yield self.opening
        for part in self.parts:
            if part.opening is not None:
                yield part.opening
            for section in part.sections:
                yield from section.passages

    def typed_fact(self, key: str) -> TypedFact:
        """The declaration of a typed number; LookupError when the draft has none such."""
        for fact in self.typed_facts:
            if fact.key == key:
                return fact
        raise LookupError(key)


@dataclass(frozen=True)
class Stale:
    """A number inside hand-written words that has changed since they were written."""

    token: str
    old: str
    new: str


@dataclass(frozen=True)
class Reminder:
    """A day by which something has to be handed in. days_left: below 0 when it has passed."""

    what: str
    due_on: date
    days_left: int
    entity: str = ""
    record_ids: tuple[int, ...] = ()

    @property
    def is_late(self) -> bool:
        """Whether the day has passed."""
        return self.days_left < 0


@dataclass(frozen=True)
class Unmentioned:
    """One record that no number of a text counts. label: of its register; day: when it was."""

    entity: str
    label: str
    id: int
    title: str
    day: str


@dataclass(frozen=True)
class OpenPoint:
    """待补: something the office must still write, type or enter.

    fact: the typed number that is missing, if that is what it is. entity and record_ids: records
    that lack something (国别, a date). paragraph: key of the paragraph it stands in.
    """

    place: str
    what: str
    paragraph: str = ""
    fact: TypedFact | None = None
    entity: str = ""
    record_ids: tuple[int, ...] = ()


@dataclass(frozen=True)
class ToConfirm:
    """待确认: an incident of which nobody has said yet whether it happened."""

    place: str
    incident: Incident


@dataclass(frozen=True)
class Fact:
    """One number with what it means; `proofs.prove` finds its records and last year.

    figure: None for a typed value. is_said: some sentence says it.
    """

    token: str
    text: str
    value: Value
    label: str
    unit: str
    definition: str
    period: str
    source: str
    figure: Figure | None
    is_said: bool


@dataclass(frozen=True)
class Proof:
    """The records behind a fact and the same number a year before, None where it was not kept.

    entity and record_ids lead to a list that can be opened: owners in place of lines, so that
    record_count (of the lines) may be larger.
    """

    entity: str
    record_ids: tuple[int, ...]
    record_count: int
    last_year: Value | None


@dataclass(frozen=True)
class ComposedParagraph:
    """A paragraph as it stands now.

    words: the same with {token|value} in place of numbers, as an editor wants it. automatic: what
    the program would say; the same as `runs` unless `is_by_hand`.
    """

    key: str
    title: str
    runs: tuple[Run, ...]
    words: str
    automatic: tuple[Run, ...]
    is_by_hand: bool = False
    stale: tuple[Stale, ...] = ()

    @property
    def text(self) -> str:
        """What it says."""
        return text_of(runs_of(self.runs))


@dataclass(frozen=True)
class ComposedSection:
    """A section as it stands now. part: the heading above it, blank for the opening."""

    key: str
    part: str
    title: str
    paragraphs: tuple[ComposedParagraph, ...]
    data: tuple[Fact, ...] = ()
    exhibits: tuple[Exhibit, ...] = ()
    """Charts and tables behind the paragraphs (`exports.drafts.exhibits`)."""
    tables: tuple[Table, ...] = ()
    """Tables that belong to the paper itself."""
    annex: str = ""
    """The title of the 附件 that holds the tables; blank where they stand in the text."""

    def runs(self) -> Iterator[Run]:
        """Paragraphs and tables as runs, in reading order."""
        for paragraph in self.paragraphs:
            yield from paragraph.runs
        for table in self.tables:
            for row in table.rows:
                for cell in row:
                    yield from runs_of(cell)


@dataclass(frozen=True)
class ComposedDraft:
    """The whole paper of one term. left_out: the optional sections that the office leaves out."""

    draft: Draft
    term: Term
    title: str
    school: str
    sections: tuple[ComposedSection, ...]
    open_points: tuple[OpenPoint, ...]
    to_confirm: tuple[ToConfirm, ...]
    facts: dict[str, Fact]
    """Every number in the text by its token, in reading order."""
    signed_on: date
    signer: str = ""
    reminders: tuple[Reminder, ...] = ()
    left_out: tuple[Section, ...] = ()
    unmentioned: tuple[Unmentioned, ...] = ()
    """总结未提到的记录 (`exports.drafts.unmentioned`)."""

    @property
    def year(self) -> int:
        """The year, or the year of the half or quarter."""
        return self.term.year

    @property
    def code(self) -> str:
        """Under which code hand-written words are kept: S1, S3-H1."""
        return kept_code(self.draft.code, self.term)

    def paragraphs(self) -> Iterator[ComposedParagraph]:
        """Every paragraph in reading order."""
        for section in self.sections:
            yield from section.paragraphs

    @property
    def text(self) -> str:
        """The text without headings, one line for each paragraph."""
        return "\n".join(paragraph.text for paragraph in self.paragraphs())


def kept_code(code: str, term: Term) -> str:
    """The code of a draft and its term, as hand-written words are kept."""
    return f"{code}-{term.key}" if term.key else code
