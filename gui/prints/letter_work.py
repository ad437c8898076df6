"""What the windows for letters read and write beside the window: templates tried, letters made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from exports.letters import making
from exports.letters.making import Wishes
from exports.letters.template import open_package
from exports.proofreading.base import Report
from gui.paper.handing_over import Paper
from models import attachments, letter_templates
from models.entity import Entity
from models.errors import UserError
from models.jobs import Progress

TRIED = 60
"""Records whose blanks are looked at before many letters are made."""


@dataclass(frozen=True)
class Tried:
    """A template as it would be for a record. lacking: what is blank, with the names.

    letter: the filled letter as it reads; None where there is no record to try it on.
    """

    form: Any = None
    rows: list[tuple[Any, Any]] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    lacking: list[str] = field(default_factory=list)
    fault: str = ""
    letter: Report | None = None


@dataclass(frozen=True)
class LookedAt:
    """A file that may become a template; registers: those that know most of its words first."""

    path: Path
    content: bytes
    package: Any
    registers: list[type[Entity]]


def look_at(path: Path) -> LookedAt:
    """Read a file. Raises UserError for what is no Word file that can be filled."""
    content = attachments.read(path)
    package = open_package(content, path.name)
    return LookedAt(path, content, package, making.likely_registers(package))


def try_on(
    template: Any, ids: Sequence[int], *, at: int = 0, wishes: Wishes | None = None,
) -> Tried:
    """Read a kept template and try it on one of some records; without any on a blank one."""
    try:
        form = making.form_of(template)
    except UserError as error:
        return Tried(fault=str(error))
    entity = form.words.entity
    record = entity.get_by_id(ids[at]) if ids else entity()
    rows = making.trial(form, record, wishes)
    letter = _letter(form, record, wishes) if ids else None
    return Tried(form, rows, making.notices(form), _lacking(form, ids, wishes), letter=letter)


def _letter(form: Any, record: Entity, wishes: Wishes | None) -> Report | None:
    """The words of the letter; None where Word alone can show them."""
    from exports.proofreading import reading

    number = making.LATER if wishes is not None and wishes.numbered else ""
    try:
        return reading.read(making.make(form, "", record, wishes, number=number).content)
    except UserError:
        return None


def _lacking(form: Any, ids: Sequence[int], wishes: Wishes | None) -> list[str]:
    """《邮箱》：王伟、李娜 等 5 条 for each word that is blank somewhere."""
    entity, found = form.words.entity, dict[str, list[str]]()
    for record_id in ids[:TRIED]:
        record = entity.get_by_id(record_id)
        for name in making.blanks(form, record, wishes):
            found.setdefault(name, []).append(str(record))
    many = len(ids) > 1
    said = []
    for name, names in found.items():
        more = f" 等 {len(names)} 条" if len(names) > 3 else ""
        said.append(f"《{name}》：{'、'.join(names[:3])}{more}" if many else f"《{name}》")
    if len(ids) > TRIED:
        said.append(f"只看了前 {TRIED} 条")
    return said


def papers(
    template: Any, entity: type[Entity], ids: Sequence[int], *,
    wishes: Wishes, target: Path, progress: Progress,
) -> list[Paper]:
    """The letters as files: target is a file for one record, a folder for many."""
    form = making.form_of(template)
    records = [entity.get_by_id(record_id) for record_id in ids]
    if wishes.numbered:
        made = making.register_many(form, template.name, records, wishes, progress=progress)
        letters = [letter for _, letter in made]
    else:
        letters = making.make_many(form, template.name, records, wishes, progress=progress)
    people = making.known_people.read()
    names = [target] if len(letters) == 1 else [target / n for n in making.names_of(letters)]
    return [
        # What stands in the empty template needs no question.
        Paper(path, letter.content, letter.about,
              letter.allowed if letter.leaks(people) else making.EVERY_SORT)
        for path, letter in zip(names, letters, strict=True)
    ]


def templates_for(entity: type[Entity], year: int) -> list[Any]:
    """The templates of a register as they hold in a year."""
    return letter_templates.in_use(entity, year=year)
