"""What a hint is: a gentle sentence at a field while it is typed; it never stands against saving.

Thresholds are resources/rules/hints.csv, in the shape of checks.csv; the office's own values
(本单位参数) go before them. A rule that has nothing to compare with is silent.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from models import partial_date
from models.checks.base import Parameter, lines_of
from models.entities.kept_settings import RuleParameter
from models.entity import Entity
from models.fields import Date, Kind
from models.partial_date import OPEN_ENDED

FILE = Path(__file__).resolve().parents[2] / "resources" / "rules" / "hints.csv"

RECENT = 2_000
"""So many of the latest records are looked at for how a word is usually written."""


@dataclass(frozen=True)
class Hint:
    """One sentence about one field. rule: the id by which its thresholds are found."""

    field: str
    words: str
    rule: str


@cache
def all_parameters() -> tuple[Parameter, ...]:
    """Every line of the file, read once."""
    return lines_of(FILE)


@dataclass(frozen=True)
class Thresholds:
    """The values in force: the office's own, else those that ship.

    kept: what one moment of typing looked up, so that every line need not ask again.
    """

    own: Mapping[tuple[str, str], str] = field(default_factory=dict)
    kept: dict[tuple[str, str], dict[str, int]] = field(default_factory=dict, compare=False)

    @classmethod
    def now(cls) -> Thresholds:
        """As they stand in the database."""
        kept = RuleParameter.active().where(RuleParameter.rule.startswith("H-"))
        return cls({(each.rule, each.parameter): each.value for each in kept})

    def word(self, rule: str, parameter: str) -> str:
        """One value; "" when the rule says nothing of it."""
        shipped = (p.value for p in all_parameters() if (p.id, p.parameter) == (rule, parameter))
        return self.own.get((rule, parameter)) or next(shipped, "")

    def number(self, rule: str, parameter: str) -> int:
        """One value as a whole number; 0 when the rule says nothing of it."""
        return int(self.word(rule, parameter) or 0)


@dataclass(frozen=True)
class Draft:
    """What is being typed. record may be unsaved and incomplete.

    owner: of a line, the record that it is typed in. lines: of a record, its lines as they
    stand; of a line, the others beside it.
    """

    record: Entity
    owner: Entity | None = None
    lines: Sequence[Entity] = ()
    today: date = field(default_factory=date.today)
    thresholds: Thresholds = field(default_factory=Thresholds)

    def value(self, name: str) -> Any:
        """A field's value; None where the record has no such field."""
        return self.record.__data__.get(name)

    def siblings(self) -> list[Entity]:
        """The other lines of the same kind beside this one."""
        return [
            each for each in self.lines
            if each is not self.record and type(each) is type(self.record)
            and (each.id is None or each.id != self.record.id)
        ]

    def others(self) -> Any:
        """A query over the kept records of the same kind, this one left out."""
        entity = type(self.record)
        return entity.active().where(entity.id != (self.record.id or 0))


@dataclass(frozen=True)
class HintRule:
    """One kind of hint. entities: keys of those it knows; none = all."""

    id: str
    label: str
    find: Callable[[Draft], Iterator[Hint]]
    entities: tuple[str, ...] = ()

    def speaks_of(self, entity: type[Entity]) -> bool:
        """Whether the rule has anything to say of records of an entity."""
        return not self.entities or entity.key() in self.entities


def dates_of(record: Entity) -> Iterator[tuple[Date, Any]]:
    """The dates that are filled in, an open end left out."""
    for kind in record.kinds():
        if isinstance(kind, Date) and (day := kind.read(record)) not in (None, OPEN_ENDED):
            yield kind, day


def spell(record: Entity) -> tuple[Kind, date, date] | None:
    """The first pair of dates: where it starts, its first and last possible day; None if blank.

    A blank or open end counts to the end of time.
    """
    for start, end in record.date_pairs():
        if (first := start.read(record)) is None or first == OPEN_ENDED:
            return None
        last = end.read(record)
        until = date.max if last in (None, OPEN_ENDED) else partial_date.latest(last)
        return start, partial_date.earliest(first), until
    return None
