"""离上报还差: what stands between now and the reports of a year, each with the records behind it.

Read in a look-up thread: it runs every rule and fills every form.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from models import papers
from models.checks import Look, run
from models.entities import ENTITIES
from models.entity import Entity
from models.list_shares import incomplete
from models.listing import Group, Listing, columns_of

ERRORS, BLANKS, PAPERS = "errors", "blanks", "papers"
WORDS = {ERRORS: "有错误未答复", BLANKS: "待补", PAPERS: "缺材料"}
NAMED = 4
"""Fields, rules or papers that are named; the rest is 等."""


@dataclass(frozen=True)
class Share:
    """Records of one kind that lack one sort of thing; names: of the fields, rules or papers."""

    sort: str
    entity: type[Entity]
    ids: tuple[int, ...]
    names: tuple[str, ...]

    @property
    def detail(self) -> str:
        """护照复印件、最高学历证书、保险单、聘用合同 等."""
        return "、".join(self.names[:NAMED]) + (" 等" if len(self.names) > NAMED else "")

    @property
    def title(self) -> str:
        """Of the list that it opens."""
        said = f"{self.entity.label} {WORDS[self.sort]}：{len(self.ids):,} 条"
        return f"{said}（{self.detail}）" if self.names else said


@dataclass(frozen=True)
class FormDue:
    """One form of the year that was not filed; blank_cells: still to be typed before it can go."""

    code: str
    title: str
    blank_cells: int


@dataclass(frozen=True)
class Report:
    """Everything that is lacking for one year."""

    shares: tuple[Share, ...] = ()
    forms: tuple[FormDue, ...] = ()
    office: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        """Records, forms and facts of the office that somebody still has to see to."""
        return sum(len(s.ids) for s in self.shares) + len(self.forms) + len(self.office)

    def entities(self) -> list[type[Entity]]:
        """Kinds of record with something lacking, in menu order."""
        found = {share.entity for share in self.shares}
        return [entity for entity in ENTITIES if entity in found]

    def share(self, entity: type[Entity], sort: str) -> Share | None:
        """What one kind of record lacks of one sort."""
        return next((s for s in self.shares if s.entity is entity and s.sort == sort), None)


def read_report(year: int, today: date | None = None) -> Report:
    """Ask the rules, the records, the paper lists and the forms."""
    entities = [e for e in ENTITIES if e.group and not e.is_settings and e.owner_link() is None]
    in_use = [e for e in entities if e.active(e.id).exists()]
    return Report(
        (*_errors(in_use, year, today), *_blanks(in_use, year), *_papers(in_use, year)),
        tuple(_forms(year)), tuple(_office()),
    )


def _errors(entities: list[type[Entity]], year: int, today: date | None) -> Iterator[Share]:
    """Unanswered errors about records of the year."""
    by_entity: dict[type[Entity], dict[int, list[str]]] = {}
    for found in run(Look(today)):
        if found.severity == "E" and not found.answer:
            entity, number = _holder(found.finding.record)
            by_entity.setdefault(entity, {}).setdefault(number, []).append(found.check.label)
    for entity in entities:
        faulty = by_entity.get(entity, {})
        query = papers.query_of_year(entity, year).where(entity.id.in_(list(faulty)))
        ids = tuple(record.id for record in query) if faulty else ()
        if ids:
            names = dict.fromkeys(label for each in ids for label in faulty[each])
            yield Share(ERRORS, entity, ids, tuple(names))


def _holder(record: Entity) -> tuple[type[Entity], int]:
    """The record whose list shows it: a line's owner, else itself."""
    link = record.owner_link()
    return (link.rel_model, link.read(record)) if link is not None else (type(record), record.id)


def _blanks(entities: list[type[Entity]], year: int) -> Iterator[Share]:
    """Records of the year in which something wanted is blank."""
    for entity in entities:
        blank = incomplete(entity)
        if blank is None:
            continue
        of_year = [row[0] for row in papers.query_of_year(entity, year).select(entity.id).tuples()]
        ids = list(Listing(entity, group=Group("gap", "", blank)).ids())
        wanted = set(of_year)
        if ids := [each for each in ids if each in wanted]:
            yield Share(BLANKS, entity, tuple(ids), tuple(_blank_fields(entity, ids)))


def _blank_fields(entity: type[Entity], ids: list[int]) -> Iterator[str]:
    for column in columns_of(entity):
        if column.derived is None and column.kind.wanted:
            some: Any = entity.select(entity.id).where(entity.id.in_(ids[:5_000]) & column.blank())
            if some.exists():
                yield column.label


def _papers(entities: list[type[Entity]], year: int) -> Iterator[Share]:
    for entity in entities:
        if not papers.has_rules(entity):
            continue
        if lists := papers.lacking_in_year(entity, year):
            names = dict.fromkeys(row.paper.name for each in lists for row in each.lacking)
            yield Share(PAPERS, entity, tuple(each.record.id for each in lists), tuple(names))


def _forms(year: int) -> Iterator[FormDue]:
    """Forms without a filing of the year."""
    from exports.filing import filings
    from exports.forms import FORMS

    for form in FORMS:
        if not filings(form.code, year):
            filled = form.fill(year)
            yield FormDue(form.code, filled.title, len(filled.missing()))


def _office() -> list[str]:
    for entity in ENTITIES:
        if entity.is_settings:
            profile: Any = entity.active().first()
            return list((profile or entity()).missing())
    return []
