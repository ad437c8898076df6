"""What a check is: a rule with its source, and what it finds in the records on one day.

Thresholds, sources and how sure they are stand in resources/rules/checks.csv, not in code. A rule
that is only 不确定 (U) never counts for more than a hint, and says its doubt.
"""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache, partial
from pathlib import Path
from typing import Any, Literal, TypeVar

from models import partial_date
from models.checks.working_days import Calendar, calendar
from models.entity import Entity
from models.own_values import SURE, OwnValue, own_values

FILE = Path(__file__).resolve().parents[2] / "resources" / "rules" / "checks.csv"

Severity = Literal["E", "W", "I"]
SEVERITIES: dict[str, str] = {"E": "错误", "W": "警告", "I": "提示"}
CERTAINTIES = {
    SURE: "本单位已确定",
    "V": "已与公布的规定或多校制度核对",
    "V2": "见于部分地方或学校的做法，以本省本校规定为准",
    "K": "现行法规或通行做法，条文未逐字核对",
    "U": "不确定，请向省外办、教育厅或主管部门确认",
}

T = TypeVar("T")


@dataclass(frozen=True)
class Parameter:
    """One line of checks.csv: a threshold (or, without a name, only the rule's source)."""

    id: str
    parameter: str
    meaning: str
    value: str
    unit: str
    source: str
    checked_on: str
    certainty: str
    valid_from: str

    @property
    def words(self) -> str:
        """一国最多天数：5 天."""
        return f"{self.meaning}：{self.value} {self.unit}".strip()


@cache
def all_parameters() -> tuple[Parameter, ...]:
    """Every line of the file, read once."""
    return lines_of(FILE)


def lines_of(file: Path) -> tuple[Parameter, ...]:
    """Every line of a file of thresholds, in its order."""
    with file.open(encoding="utf-8-sig", newline="") as opened:
        return tuple(Parameter(**row) for row in csv.DictReader(opened))


def parameters_of(rule: str, today: date | None = None) -> list[Parameter]:
    """The lines of a rule in force on a day; of several versions of one, the newest."""
    day = (today or date.today()).isoformat()
    found: dict[str, Parameter] = {}
    for line in all_parameters():
        if line.id == rule and line.valid_from <= day:
            before = found.get(line.parameter)
            if before is None or before.valid_from <= line.valid_from:
                found[line.parameter] = line
    if not found:
        raise LookupError(f"checks.csv has no rule {rule}")
    own = own_values(rule)
    return [_with_own(line, own.get(line.parameter)) for line in found.values()]


def _with_own(line: Parameter, own: OwnValue | None) -> Parameter:
    """The office's own value in place of the shipped one, on its own ground."""
    if own is None or not line.parameter:
        return line
    source = own.source or f"本单位确定：{own.reason}"
    return replace(
        line, value=own.value, source=source, checked_on=own.decided_on, certainty=SURE,
    )


class Look:
    """One look at the records on one day. trip_id: only this trip (the check before printing).

    What several checks need is read once and kept for the length of the look.
    """

    def __init__(self, today: date | None = None, *, trip_id: int | None = None) -> None:
        self.today = today or date.today()
        self.trip_id = trip_id
        self._kept: dict[str, Any] = {}

    def once(self, name: str, make: Callable[[], T]) -> T:
        """The value of that name, made at its first use."""
        if name not in self._kept:
            self._kept[name] = make()
        found: T = self._kept[name]
        return found

    @property
    def calendar(self) -> Calendar:
        """The office's working days."""
        return self.once("calendar", calendar)

    @property
    def since(self) -> date:
        """The first day of the years that are looked at; older ones were filed long ago."""
        return date(self.today.year - self.number("GENERAL", "years_back"), 1, 1)

    def keeps(self, *columns: Any) -> bool:
        """Whether the office fills one of these columns at all: some record in use has it.

        A rule about a blank is silent over a column that nobody keeps, instead of accusing
        every record; `unchecked` in the registry says so once.
        """
        return any(
            self.once(f"kept {column.model.key()}.{column.name}", partial(_is_kept, column))
            for column in columns
        )

    def may_run(self, needs: tuple[Any, ...]) -> bool:
        """Whether a rule with such needs has anything to go by."""
        return not needs or self.keeps(*needs)

    @property
    def recent(self) -> date:
        """The first day on which somebody who left or came back is still looked at."""
        return self.today - timedelta(days=self.number("GENERAL", "recent_days"))

    def number(self, rule: str, parameter: str) -> int:
        """A threshold as a whole number; LookupError when the file lacks it."""
        return int(self.word(rule, parameter))

    def word(self, rule: str, parameter: str) -> str:
        """A threshold as it stands in the file."""
        lines = self.once(rule, lambda: parameters_of(rule, self.today))
        for line in lines:
            if line.parameter == parameter:
                return line.value
        raise LookupError(f"{rule} {parameter}")

    def words(self, rule: str, parameter: str) -> tuple[str, ...]:
        """A threshold that is a list (separated by |)."""
        return tuple(word for word in self.word(rule, parameter).split("|") if word)


@dataclass(frozen=True)
class Finding:
    """What one check says of one record.

    values: the data behind it, of which the fingerprint is made, so never today's date. part:
    which part of the record, where one record can be found twice. severity: where it differs from
    the check's (an exemption). days_over: days past a deadline.
    """

    record: Entity
    words: str
    values: dict[str, Any] = field(hash=False)
    part: str = ""
    severity: Severity | None = None

    @property
    def fingerprint(self) -> str:
        """Changes exactly when the values behind the finding do."""
        return fingerprint(self.values)


class Sourced:
    """What a rule and a deadline share: thresholds, source and certainty, by their id."""

    id: str

    @property
    def parameters(self) -> list[Parameter]:
        """The thresholds or days, and the source, as in force today."""
        return parameters_of(self.id)

    @property
    def source(self) -> str:
        """Whose rule it is."""
        return "；".join(dict.fromkeys(line.source for line in self.parameters))

    @property
    def certainty(self) -> str:
        """The weakest mark among its lines: V, V2, K or U."""
        order = list(CERTAINTIES)
        return max((line.certainty for line in self.parameters), key=order.index)


@dataclass(frozen=True)
class Check(Sourced):
    """One rule. bad and good: make records (in an empty college) of which it speaks or is silent.

    severity: E refuses nothing by itself, it means that a form should not go out like this; W look
    at it; I good to know. explain: how a record's numbers were counted, line by line. needs: the
    columns it judges by being blank; while the office keeps none of them it is not run.
    """

    id: str
    label: str
    severity: Severity
    entity: type[Entity]
    why: str
    find: Callable[[Look], Iterable[Finding]]
    bad: Callable[[date], Entity]
    good: Callable[[date], Entity]
    explain: Callable[[Any], list[str]] | None = None
    needs: tuple[Any, ...] = ()

    def findings(self, look: Look) -> list[Finding]:
        """What it finds; nothing while the columns that it needs are not kept."""
        return list(self.find(look)) if look.may_run(self.needs) else []

    def severity_of(self, finding: Finding) -> Severity:
        """The finding's own severity; what is uncertain is only a hint."""
        return "I" if self.certainty == "U" else finding.severity or self.severity


def _is_kept(column: Any) -> bool:
    return bool(column.model.active().where(column.is_null(False) & (column != "")).exists())


def fingerprint(values: dict[str, Any]) -> str:
    """A digest of values: dates as text, order of names without meaning."""
    text = json.dumps(values, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def full(day: partial_date.Day | None) -> date | None:
    """The day where it is known to the day and has an end; else None."""
    return day if isinstance(day, date) and day != partial_date.OPEN_ENDED else None


def months_later(day: date, months: int) -> date:
    """The same day so many months later (earlier if negative); the last of a shorter month."""
    from calendar import monthrange

    total = day.year * 12 + day.month - 1 + months
    year, month = divmod(total, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def age_on(born: date, day: date) -> int:
    """周岁 on a day."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
