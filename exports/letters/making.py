"""Letters made: a template tried on one record, one letter, many letters, numbers taken."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

from exports import issue
from exports.file_names import legal
from exports.handing_over import About
from exports.leak_guard import Leak, find
from exports.letters.filling import BLANK, FILLED, NONE, Filled, Said, fill, say
from exports.letters.repeating import problems_of
from exports.letters.sources import source_of
from exports.letters.template import LetterForm, Mention, Package, read_form
from exports.letters.words import ROW_NUMBER, Words, is_end
from models import attachments, known_people, letter_templates, privacy
from models.entities import ENTITIES, entity_by_key
from models.entities.letter_template import LetterTemplate
from models.entities.office import IssuedPaper
from models.entity import Entity
from models.errors import UserError
from models.jobs import Progress, Silent
from models.known_people import KnownPeople
from models.sharing import EVERYTHING, Sharing

UNKNOWN = "不是字段"
REPEATS = "重复"
LATER = "（登记时取号）"
"""Stands in a trial where the number will be."""
EVERY_SORT = frozenset(privacy.SECRET_SORTS)
"""What the guard lets pass after this module has looked itself."""


@dataclass(frozen=True)
class Wishes:
    """How letters are made. marks_blanks: 【待补：字段】 where nothing is known, else a line to
    write on. reason: why personal numbers are written in full; blank = they are masked.
    made_on: the day in the letter, blank today. numbered: a number will be taken.
    """

    marks_blanks: bool = False
    reason: str = ""
    made_on: date | None = None
    numbered: bool = False

    @property
    def day(self) -> date:
        """The day that 今天 means."""
        return self.made_on or date.today()

    @property
    def sharing(self) -> Sharing:
        """How far personal values are written."""
        reason = self.reason.strip()
        return Sharing(picked=EVERYTHING, reason=reason) if reason else Sharing()


@dataclass(frozen=True)
class Letter:
    """One letter that has not been written yet. title: of its template."""

    title: str
    record: Entity
    filled: Filled
    wishes: Wishes
    shown_in_form: frozenset[tuple[str, str]] = field(default=frozenset(), repr=False)
    """Sort and masked words of the numbers that she typed into the template herself."""

    @property
    def content(self) -> bytes:
        """The .docx."""
        return self.filled.content

    @property
    def name(self) -> str:
        """模板_对象.docx."""
        return legal(f"{self.title}_{self.record}", suffix=".docx", instead="_", most=100)

    @property
    def about(self) -> About:
        """What the export log keeps of it."""
        reason = self.wishes.reason.strip()
        return About(
            f"文书“{self.title}”", issue.ISSUED if reason else "内部", receiver=str(self.record),
            people=1, columns="、".join(self.filled.full) if reason else "",
            masked=not self.filled.full if self.filled.full or self.filled.hidden else None,
            reason=reason,
        )

    @property
    def allowed(self) -> frozenset[str]:
        """The sorts of number that the template asks for and shows in full."""
        return frozenset(self.filled.sorts)

    def leaks(self, people: KnownPeople) -> list[Leak]:
        """Numbers in the letter for which no field asked and which the template did not hold."""
        found = find(self.content, self.name, people=people, allowed=self.allowed).leaks
        return [leak for leak in found if (leak.sort, leak.shown) not in self.shown_in_form]


def form_of(template: LetterTemplate) -> LetterForm:
    """A kept template, with its words understood."""
    return read_form(
        letter_templates.content_of(template), entity_by_key(template.register),
        mapping=template.mapping, name=template.file_name,
    )


def register_of(template: LetterTemplate) -> type[Entity]:
    """The entity from whose records its letters are made."""
    return entity_by_key(template.register or "")


def leaks_of(letter: Letter) -> list[Leak]:
    """What the guard would ask about before a letter is written."""
    return letter.leaks(known_people.read())


def registers() -> list[type[Entity]]:
    """The entities from whose records letters can be made."""
    return [entity for entity in ENTITIES if attachments.takes(entity)]


@dataclass(frozen=True)
class Understood:
    """How much of a file a register knows: the number of its fields, and what is none."""

    known: int
    unknown: tuple[str, ...]
    own: int = 0


def understood(package: Package, entity: type[Entity]) -> Understood:
    """What a register makes of the words between the marks, without a record."""
    words = Words(entity)
    inside = dict.fromkeys(
        placeholder.words for part in package.parts for paragraph in part.paragraphs
        for placeholder in paragraph.placeholders()
    )
    asked = {each: words.find(each) for each in inside}
    known = [found for found in asked.values() if found is not None]
    unknown = tuple(
        each for each, found in asked.items()
        if found is None and not is_end(each) and words.loop(each) is None
    )
    return Understood(len(known), unknown, sum(a.word.group == entity.label for a in known))


def likely_registers(package: Package) -> list[type[Entity]]:
    """All registers, those that know most of the template's words first."""
    found = {entity: understood(package, entity) for entity in registers()}
    return sorted(found, key=lambda each: (len(found[each].unknown), -found[each].own))


def trial(
    form: LetterForm, record: Entity, wishes: Wishes | None = None,
) -> list[tuple[Mention, Said]]:
    """What each placeholder would be for a record, in the order in which they stand."""
    wishes = wishes or Wishes()
    number = LATER if wishes.numbered else ""
    source, found = source_of(record, today=wishes.day, number=number), []
    for mention in form.mentions:
        if mention.asked is not None:
            said = say(mention.asked, source, sharing=wishes.sharing)
            word = mention.asked.word
            rows = source.lines(word.rows) if word.part == ROW_NUMBER and word.rows else []
            if rows:
                # Each row knows its own; the record has none.
                said = Said(_row_numbers(len(rows)), FILLED)
        elif mention.repeats:
            lines = form.words.loop(mention.words)
            said = Said(f"{len(source.lines(lines))} 次" if lines else "到此为止", REPEATS)
        else:
            said = Said(f"《{mention.words}》", NONE if mention.is_kept else UNKNOWN)
        found.append((mention, said))
    return found


def _row_numbers(count: int) -> str:
    """1、2、3 for few lines, 1 至 12 for many."""
    return "、".join(map(str, range(1, count + 1))) if count < 5 else f"1 至 {count}"


def blanks(form: LetterForm, record: Entity, wishes: Wishes | None = None) -> list[str]:
    """The words of the list about which nothing is known for a record (待补)."""
    return list(dict.fromkeys(
        mention.asked.word.name for mention, said in trial(form, record, wishes)
        if mention.asked is not None and said.state == BLANK
    ))


def notices(form: LetterForm) -> list[str]:
    """What is to be said about the template itself."""
    unknown = [f"《{mention.words}》" for mention in form.mentions if mention.is_unknown]
    said = [f"{'、'.join(unknown)}不是字段，照原样保留。"] if unknown else []
    if not any(mention.asked for mention in form.mentions):
        said.append("模板里没有认出任何《字段》：每一份都会和模板一样。")
    return problems_of(form) + said


def make(
    form: LetterForm, title: str, record: Entity, wishes: Wishes | None = None, *, number: str = "",
) -> Letter:
    """One letter in memory."""
    wishes = wishes or Wishes()
    source = source_of(record, today=wishes.day, number=number)
    filled = fill(form, source, sharing=wishes.sharing, marks_blanks=wishes.marks_blanks)
    return Letter(title, record, filled, wishes, _typed_in(form))


def make_many(
    form: LetterForm, title: str, records: Sequence[Entity], wishes: Wishes | None = None, *,
    progress: Progress | None = None,
) -> list[Letter]:
    """A letter for each record; cancelling makes none."""
    progress, made = progress or Silent(), []
    for done, record in enumerate(records):
        progress.step(done, len(records), str(record))
        made.append(make(form, title, record, wishes))
    return made


def register_many(
    form: LetterForm, title: str, records: Sequence[Entity], wishes: Wishes | None = None, *,
    progress: Progress | None = None, write: Callable[[Letter], None] | None = None,
) -> list[tuple[IssuedPaper, Letter]]:
    """A numbered letter for each record, kept among the issued papers: all of them or none.

    write: called with each letter before its number counts; where it fails, no number was taken.
    Raises UserError where a letter holds a number that no field asked for, unless a reason is
    given: what is kept and what is written must be the same file.
    """
    wishes, progress = wishes or Wishes(), progress or Silent()
    people = known_people.read()
    digest = hashlib.sha256(form.package.content).hexdigest()
    facts = {"template": title, "template_digest": digest, "file": "docx", "period": ""}
    made: list[Letter] = []

    def draw(record: Entity, number: str) -> bytes:
        progress.step(len(made), len(records), str(record))
        made.append(make(form, title, record, wishes, number=number))
        _refuse_leaks(made[-1], people)
        if write is not None:
            write(made[-1])
        return made[-1].content

    papers = issue.issue_letters(title, records, draw, facts=facts, issued_on=wishes.day)
    return list(zip(papers, made, strict=True))


def names_of(letters: Sequence[Letter]) -> list[str]:
    """A file name for each; one that occurs twice gets the record's id."""
    taken: set[str] = set()
    names = []
    for letter in letters:
        name = letter.name
        if name.casefold() in taken:
            name = f"{name.removesuffix('.docx')}_{letter.record.id}.docx"
        taken.add(name.casefold())
        names.append(name)
    return names


def _refuse_leaks(letter: Letter, people: KnownPeople) -> None:
    if letter.wishes.reason.strip() or not (found := letter.leaks(people)):
        return
    listed = "；".join(f"{leak.place} {leak.sort} {leak.shown}" for leak in found[:5])
    raise UserError(
        f"“{letter.record}”的文书里有 {len(found)} 处没有要求的号码或生日：{listed}。没有登记。",
        "请从记录的文字里去掉，或写明理由后再登记。",
    )


def _typed_in(form: LetterForm) -> frozenset[tuple[str, str]]:
    """Numbers that the empty template shows already (the telephone of the consulate)."""
    found = find(form.package.content, "x.docx", people=KnownPeople())
    return frozenset((leak.sort, leak.shown) for leak in found.leaks)
