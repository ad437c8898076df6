"""材料清单: which papers a record must have, which it has, and which are still lacking."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from models import attachments, bulk, store
from models.entities.attachment import Attachment
from models.entities.office import CheckAnswer
from models.entity import Entity
from models.errors import UserError
from models.fields import Date
from models.jobs import Progress, Silent

FILE = Path(__file__).resolve().parents[1] / "resources" / "rules" / "papers.csv"
RULE = "PAPERS"
"""Under this an answer about a paper is kept among the answers to checks."""

HELD, LACKING, OPTIONAL, NOT_NEEDED = "已有", "缺", "视情况", "不适用"
ON_PAPER = "纸质已收"
ANSWERS = (NOT_NEEDED, ON_PAPER)


@dataclass(frozen=True)
class Paper:
    """One 材料 of one kind of record, as the rules know it.

    cases: for what it is wanted (建档, 居留许可材料). only_if: when it is wanted at all, "" = always.
    english: its name on a bilingual slip. words: what a file's name says that holds it.
    by_office: the office itself makes it, so it is not asked of a foreigner.
    """

    name: str
    cases: tuple[str, ...]
    only_if: str = ""
    english: str = ""
    words: tuple[str, ...] = ()
    source: str = ""
    certainty: str = ""
    by_office: bool = False

    @property
    def is_required(self) -> bool:
        """Whether its lack is counted."""
        return not self.only_if


@dataclass(frozen=True)
class _Line:
    """One line of the rules: a paper for a case, under conditions on the record's fields."""

    case: str
    conditions: tuple[tuple[str, bool, tuple[str, ...]], ...]
    paper: Paper


@dataclass
class Row:
    """One paper of one record: whether it is there, as which files, or why not (reason)."""

    paper: Paper
    state: str
    files: list[Attachment] = field(default_factory=list)
    reason: str = ""

    @property
    def is_held(self) -> bool:
        """Whether it is there, as a file or on paper."""
        return self.state == HELD


@dataclass
class Checklist:
    """The papers of one record, and its attachments that are none of them."""

    record: Entity
    rows: list[Row]
    others: list[Attachment]

    @property
    def lacking(self) -> list[Row]:
        """Required and not there, in the order of the rules."""
        return [row for row in self.rows if row.state == LACKING]

    @property
    def cases(self) -> list[str]:
        """For what papers are wanted."""
        return list(dict.fromkeys(case for row in self.rows for case in row.paper.cases))

    def of_case(self, case: str) -> list[Row]:
        """The papers wanted for one case; "" = all."""
        return [row for row in self.rows if not case or case in row.paper.cases]


def has_rules(entity: type[Entity]) -> bool:
    """Whether anything is said about the papers of this entity."""
    return entity.key() in _rules()


def checklist(record: Entity) -> Checklist:
    """The papers of a record (which may be new) as they stand."""
    found = checklists(type(record), [record])
    return found[0]


def checklists(entity: type[Entity], records: Sequence[Entity]) -> list[Checklist]:
    """The same for many records of one entity, with a few queries for all of them."""
    ids = [record.id for record in records if record.id]
    files, answers = attachments.of_many(entity, ids), _answers(entity, ids)
    facts = _Facts(entity, ids)
    return [
        _checklist(record, facts, files.get(record.id, []), answers.get(record.id, {}))
        for record in records
    ]


def lacking_in_year(
    entity: type[Entity], year: int, progress: Progress | None = None,
) -> list[Checklist]:
    """Every record of a register that was alive in a year and lacks a required paper."""
    progress = progress or Silent()
    records = of_year(entity, year)
    found: list[Checklist] = []
    for start in range(0, len(records), 200):
        progress.step(start, len(records), "核对材料")
        found += [c for c in checklists(entity, records[start:start + 200]) if c.lacking]
    return found


def of_year(entity: type[Entity], year: int) -> list[Entity]:
    """The records of a year: those dated in it, or whose lines (聘期, 学籍段) touch it.

    A standing register (协议) gives what was begun by then and had not ended before.
    """
    return list(query_of_year(entity, year))


def query_of_year(entity: type[Entity], year: int) -> Any:
    """The same as a query, for those who only want to know which ones."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    query = entity.active().order_by(entity.id)
    pairs = list(entity.date_pairs())
    if entity.is_standing and pairs:
        return query.where(_touches(*pairs[0], first, last=last))
    if entity.newest_first:
        kind: Any = entity.field_named(entity.newest_first)
        is_dated = isinstance(kind, Date)
        return query.where(kind.within(first, last) if is_dated else kind == year)
    for line in entity.line_entities():
        if line_pairs := list(line.date_pairs()):
            alive = line.active(line.owner_link()).where(
                _touches(*line_pairs[0], first, last=last)
            )
            return query.where(entity.id.in_(alive))
    return query


def answer(record: Entity, paper: str, verdict: str, reason: str = "") -> None:
    """Keep that a paper does not apply (不适用, with a reason) or is held on paper (纸质已收)."""
    if verdict not in ANSWERS:
        raise ValueError(verdict)
    words = reason.strip()
    if verdict == NOT_NEEDED and not words:
        raise UserError("没有保存：“不适用”要写明理由。", "例如“在境外取得，按规定免交”。")
    row = _answer_of(record, paper) or CheckAnswer(
        check_id=RULE, holder_entity=record.key(), holder_id=record.id, part=paper
    )
    row.fingerprint, row.finding = verdict, f"材料“{paper}”"
    row.reason, row.answered_on = words or "纸质材料已收，没有扫描", date.today()
    store.save(row, label=f"{record.label}“{record}”的{paper}：{verdict}")


def withdraw(record: Entity, paper: str) -> None:
    """Take such an answer back."""
    row = _answer_of(record, paper)
    if row is not None:
        store.retire(row)


def guess(file_name: str, rows: Iterable[Row]) -> str:
    """The paper that a file's name speaks of: the longest word counts; "" when it says nothing.

    Among papers spoken of alike one that is still lacking comes first.
    """
    name = file_name.casefold()
    best: tuple[int, bool, str] = (0, False, "")
    for row in rows:
        length = max((len(w) for w in (row.paper.name, *row.paper.words)
                      if w.casefold() in name), default=0)
        if length and (length, not row.files) > best[:2]:
            best = (length, not row.files, row.paper.name)
    return best[2]


def names_of(entity: type[Entity]) -> list[str]:
    """Every paper that the rules know for an entity, in their order."""
    return list(dict.fromkeys(line.paper.name for line in _rules().get(entity.key(), ())))


def is_bilingual(rows: Iterable[Row]) -> bool:
    """Whether a slip with these papers is for foreigners: each has its English name."""
    found = [row.paper.english for row in rows]
    return bool(found) and all(found)


def _checklist(
    record: Entity, facts: _Facts, files: list[Attachment], answers: dict[str, CheckAnswer],
) -> Checklist:
    by_paper: dict[str, list[Attachment]] = {}
    for each in files:
        by_paper.setdefault(each.paper or "", []).append(each)
    rows = [
        _row(paper, by_paper.get(paper.name, []), answers.get(paper.name))
        for paper in _wanted(record, facts)
    ]
    known = {row.paper.name for row in rows}
    return Checklist(record, rows, [each for each in files if (each.paper or "") not in known])


def _row(paper: Paper, files: list[Attachment], told: CheckAnswer | None) -> Row:
    if files:
        return Row(paper, HELD, files)
    if told is not None:
        state = HELD if told.fingerprint == ON_PAPER else NOT_NEEDED
        return Row(paper, state, reason=str(told.reason))
    return Row(paper, LACKING if paper.is_required else OPTIONAL)


def _wanted(record: Entity, facts: _Facts) -> list[Paper]:
    """The papers whose conditions the record meets; one wanted for two cases comes once.

    It is required when any of its cases requires it.
    """
    found: dict[str, Paper] = {}
    for line in _rules().get(record.key(), ()):
        if not all(facts.meets(record, condition) for condition in line.conditions):
            continue
        paper, known = line.paper, found.get(line.paper.name)
        if known is not None:
            paper = Paper(
                paper.name, (*known.cases, *paper.cases),
                known.only_if and paper.only_if, known.english, known.words, known.source,
                known.certainty, known.by_office,
            )
        found[paper.name] = paper
    return list(found.values())


class _Facts:
    """What conditions ask of records; computed columns are read for all records at once."""

    def __init__(self, entity: type[Entity], ids: Sequence[int]) -> None:
        self._entity = entity
        self._ids = ids
        self._computed: dict[str, dict[int, Any]] = {}
        self._inferred: dict[int, dict[str, Any]] = {}
        self._lines: dict[int, list[Entity]] | None = None

    def meets(self, record: Entity, condition: tuple[str, bool, tuple[str, ...]]) -> bool:
        """field, whether it must be one of the words or none of them, the words."""
        name, must_be, words = condition
        return bool(self._said(record, name) & set(words)) is must_be

    def _said(self, record: Entity, name: str) -> set[str]:
        """The value as stored and as shown; what follows from other fields counts too."""
        derived = {each.name: each for each in self._entity.derived()}
        if name in derived:
            if name not in self._computed:
                self._computed[name] = self._read(derived[name])
            value = self._computed[name].get(record.id)
            return {str(value)} if value is not None else set()
        kind = record.field_named(name)
        value = kind.read(record)
        if value in (None, "") and record.id:
            if record.id not in self._inferred:
                self._inferred[record.id] = record.inferred(self._lines_of(record.id))
            value = self._inferred[record.id].get(name)
        return {str(value), kind.show(value)} if value not in (None, "") else set()

    def _lines_of(self, record_id: int) -> list[Entity]:
        """A record's lines of every kind, read for all records at once."""
        if self._lines is None:
            self._lines = {}
            for entity in self._entity.line_entities():
                link: Any = entity.owner_link()
                for part in bulk.portions(list(self._ids)):
                    for line in entity.active().where(link.in_(part)).order_by(entity.id):
                        self._lines.setdefault(link.read(line), []).append(line)
        return self._lines.get(record_id, [])

    def _read(self, column: Any) -> dict[int, Any]:
        entity: Any = self._entity
        found: dict[int, Any] = {}
        for part in bulk.portions(list(self._ids)):
            query = entity.select(entity.id, column.expression(entity))
            found |= dict(query.where(entity.id.in_(part)).tuples())
        return found


def _touches(start: Any, end: Any, first: date, *, last: date) -> Any:
    return start.begins_by(last) & (end.is_null() | end.reaches(first))


def _answers(entity: type[Entity], ids: Sequence[int]) -> dict[int, dict[str, CheckAnswer]]:
    found: dict[int, dict[str, CheckAnswer]] = {}
    for part in bulk.portions(list(ids)):
        query = CheckAnswer.active().where(
            (CheckAnswer.check_id == RULE) & (CheckAnswer.holder_entity == entity.key())
            & CheckAnswer.holder_id.in_(part)
        )
        for row in query:
            found.setdefault(int(row.holder_id), {})[row.part or ""] = row
    return found


def _answer_of(record: Entity, paper: str) -> CheckAnswer | None:
    return _answers(type(record), [record.id]).get(record.id, {}).get(paper)


@cache
def _rules() -> dict[str, tuple[_Line, ...]]:
    found: dict[str, list[_Line]] = {}
    with FILE.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            paper = Paper(
                row["paper"], (row["case"],), "" if row["need"] == "必备" else row["only_if"],
                row["english"], tuple(w for w in row["words"].split("|") if w), row["source"],
                row["certainty"], row["handed_in_by"] == "本处",
            )
            line = _Line(row["case"], tuple(_conditions(row["when"])), paper)
            found.setdefault(row["entity"], []).append(line)
    return {entity: tuple(lines) for entity, lines in found.items()}


def _conditions(text: str) -> Iterator[tuple[str, bool, tuple[str, ...]]]:
    """field=a|b and field!=a|b, joined by ; — all must hold."""
    for part in filter(None, text.split(";")):
        name, sign, words = part.partition("=")
        if not sign:
            raise ValueError(f"{FILE.name}: {part}")
        yield name.removesuffix("!"), not name.endswith("!"), tuple(words.split("|"))
