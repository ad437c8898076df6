"""Before a form is printed: what the rules find about its records, and how their days count.

Any entity with rules can be looked at so; what makes a form unfit to go is an error (E) that
nobody has answered with a reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from models.checks import CHECKS
from models.checks.answers import Found, answers, holding
from models.checks.base import SEVERITIES, Look
from models.entities.outbound_trip import OutboundTrip
from models.entity import Entity
from models.errors import UserError

NAMES: dict[type[Entity], str] = {OutboundTrip: "出访预检"}
"""What the office calls the look at a record of an entity before printing, where it has a word."""
COMMON_NAME = "打印前检查"


@dataclass(frozen=True)
class Counted:
    """How the numbers of one record were counted, line by line."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Told:
    """One finding with everything that is said beside it, read once beside the window."""

    found: Found
    title: str
    source: str
    certainty: str


@dataclass(frozen=True)
class Review:
    """Everything that is said of some records, the gravest first; answered ones stay in sight."""

    told: tuple[Told, ...] = ()
    counted: tuple[Counted, ...] = ()

    @property
    def found(self) -> tuple[Found, ...]:
        """The findings themselves."""
        return tuple(each.found for each in self.told)

    @property
    def blocking(self) -> tuple[Found, ...]:
        """Errors without an answer: the form must not go like this."""
        return tuple(f for f in self.found if f.severity == "E" and not f.answer)

    def count(self, severity: str) -> int:
        """Findings of one severity that wait for an answer."""
        return sum(f.severity == severity and not f.answer for f in self.found)


def has_rules(entity: type[Entity]) -> bool:
    """Whether any rule speaks of records of this entity."""
    return any(check.entity is entity for check in CHECKS)


def name_of(entity: type[Entity]) -> str:
    """出访预检, or 打印前检查 where the office has no word of its own."""
    return NAMES.get(entity, COMMON_NAME)


def review(records: Sequence[Entity], today: date | None = None) -> Review:
    """Look at records of one entity: every finding with its answer, and the counting of days."""
    if not records:
        return Review()
    entity, known = type(records[0]), answers()
    ids = {record.id for record in records}
    is_one_trip = entity is OutboundTrip and len(ids) == 1
    look = Look(today, trip_id=min(ids) if is_one_trip else None)
    found = [
        Found(check, finding, holding(known, Found(check, finding).place, finding.fingerprint))
        for check in CHECKS if check.entity is entity
        for finding in check.findings(look) if finding.record.id in ids
    ]
    grave = list(SEVERITIES)
    found.sort(key=lambda each: (bool(each.answer), grave.index(each.severity)))
    titles = {record.id: str(record) for record in records}
    told = tuple(
        Told(each, titles[each.finding.record.id], each.check.source, each.check.certainty)
        for each in found
    )
    return Review(told, tuple(_counted(entity, records)))


def blocking(records: Sequence[Entity], today: date | None = None) -> tuple[Found, ...]:
    """The unanswered errors of some records."""
    return review(records, today).blocking


def refuse_unfit(records: Sequence[Entity], title: str, today: date | None = None) -> None:
    """UserError while an error about these records has no answer; title: of the form."""
    waits = blocking(records, today)
    if waits:
        said = "；".join(f"{each.check.label}：{each.finding.words}" for each in waits[:3])
        more = f"（共 {len(waits)} 项）" if len(waits) > 3 else ""
        raise UserError(
            f"{title}现在不能出具：{said.rstrip('。')}{more}。",
            "请改正记录，或在打印前检查里写明为什么可以这样。预览不受影响。",
        )


def said(found: Found) -> str:
    """One finding as one line: 错误·一般公务团组天数：出访 1 国在外 6 天……"""
    return f"{SEVERITIES[found.severity]}·{found.check.label}：{found.finding.words}"


def _counted(entity: type[Entity], records: Sequence[Entity]) -> Iterable[Counted]:
    """By every way of counting that a rule of the entity declares, each once."""
    ways = dict.fromkeys(c.explain for c in CHECKS if c.entity is entity and c.explain)
    for record in records:
        for explain in ways:
            if explain is not None and (lines := explain(record)):
                yield Counted(str(record), tuple(lines))
