"""What the rules know of one foreigner: the papers by kind, the lodgings, whether she is here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from models import codes
from models.checks.base import full
from models.entity import Entity
from models.partial_date import Day, latest

Facts = TypeVar("Facts", bound="PersonFacts")


@dataclass(kw_only=True)
class PersonFacts:
    """A teacher or a student with the papers and lodgings below.

    papers and lodgings hold the lines as the entity of the person has them.
    """

    person: Any
    papers: dict[str, list[Any]] = field(default_factory=lambda: defaultdict(list))
    lodgings: list[Any] = field(default_factory=list)

    @property
    def record(self) -> Entity:
        """The person, as what a finding is about."""
        person: Entity = self.person
        return person

    @property
    def is_foreign(self) -> bool:
        """Permits, visas and residence do not concern 港澳台 and Chinese; blank counts as foreign."""
        code = self.person.nationality
        return code is None or codes.is_foreign(code)

    def is_here(self, day: date) -> bool:
        """In service or studying on a day."""
        raise NotImplementedError

    @property
    def stays_until(self) -> date:
        """The last day of the stay; far away where it is not known."""
        raise NotImplementedError

    def valid(self, kind: str) -> list[Any]:
        """The papers of a kind that were not cancelled."""
        return [p for p in self.papers.get(kind, []) if not getattr(p, "cancelled_on", None)]

    def newest(self, kind: str) -> Any:
        """The paper of a kind that runs longest; None without a dated one."""
        dated = [p for p in self.valid(kind) if p.valid_until]
        return max(dated, key=lambda p: latest(p.valid_until), default=None)

    def until(self, kind: str) -> Day | None:
        """The last day of the newest paper of a kind; None without any."""
        paper = self.newest(kind)
        return paper.valid_until if paper is not None else None

    def applied_since(self, kind: str, day: date) -> bool:
        """Whether a paper of a kind was applied for, or issued, on that day or later."""
        return any(
            (known := full(on)) is not None and known >= day
            for p in self.papers.get(kind, []) for on in (p.applied_on, p.issued_on)
        )

    def living(self, day: date) -> list[Any]:
        """The lodgings in which she still lives on a day, with the day they began known."""
        return [
            place for place in self.lodgings
            if full(place.lived_from)
            and (place.lived_until is None or latest(place.lived_until) >= day)
        ]


def lines_of(
    found: Mapping[int, Facts], entity: type[Entity], chosen: Any, *, order: Any = None,
) -> Iterator[tuple[Facts, Any]]:
    """The lines of the people that `chosen` selects, each beside the facts of its person.

    One query; lines of people that were not found are left out. order: a field, None = as kept.
    """
    link: Any = entity.owner_link()
    query = entity.active().where(link.in_(chosen))
    for line in query if order is None else query.order_by(order):
        if facts := found.get(link.read(line)):
            yield facts, line


def take_papers(
    found: Mapping[int, Facts], papers: type[Entity], lodgings: type[Entity], *, chosen: Any,
) -> None:
    """Read the papers and lodgings of the people that `chosen` selects, two queries."""
    for facts, paper in lines_of(found, papers, chosen):
        facts.papers[paper.kind].append(paper)
    for facts, place in lines_of(found, lodgings, chosen):
        facts.lodgings.append(place)
