"""The plan of an import: for every row what would happen and why; nothing is written yet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal, NamedTuple

from models.entity import Entity
from models.errors import UserError
from models.fields import masked
from models.intake.drafts import Draft
from models.intake.recognise import Decided, TableMapping
from models.intake.sheet import Place, SheetTable, told_apart
from models.jobs import Progress, Silent

Action = Literal["新增", "更新", "相同", "待定", "退回"]
ACTIONS: tuple[Action, ...] = ("新增", "更新", "相同", "待定", "退回")
"""待定: the identity is partly blank and the row may be a record kept already."""

Answer = Literal["same", "new", "theirs", "ours"]
"""To a row that may be a record kept already: it is, or is another one. To a returned row that
was changed on both sides since it was sent: what the department wrote, or what is kept now."""

RowKey = tuple[str, str, int]
"""The place of the table (file, sheet) and the row number."""


class Change(NamedTuple):
    """One field of one record: old is "" for a blank; `inferred` where no cell says it.

    sensitive: to be shown only on demand (`covered`).
    """

    record: str
    label: str
    old: str
    new: str
    inferred: bool = False
    sensitive: bool = False

    def covered(self) -> Change:
        """The same change with the middle of sensitive values hidden."""
        if not self.sensitive:
            return self
        return self._replace(old=masked(self.old), new=masked(self.new))


class Meant(NamedTuple):
    """What she said a name in a register means; kept as another name of that record (又称)."""

    entity: type[Entity]
    words: str
    record_id: int


class Problem(NamedTuple):
    """Why a row cannot be taken: column letter and heading ("" = the whole row), value."""

    column: str
    heading: str
    value: str
    reason: str

    def __str__(self) -> str:
        at = f"{self.column}列“{self.heading}”" if self.column else ""
        return f"{at}：{self.reason}" if at else self.reason


@dataclass
class RowPlan:
    """What one row would do; `about` are the records that tell it from other rows.

    changes: to records kept already. created: records to come. inferred: values of either that
    no cell says but that follow from the others. notes: what the user should know but need not
    decide. question: what an answer decides: "" whether it is the record found, "conflict" which
    side of a returned row counts.
    """

    number: int
    action: Action = "相同"
    about: tuple[Draft, ...] = ()
    changes: list[Change] = field(default_factory=list)
    inferred: list[Change] = field(default_factory=list)
    created: list[Draft] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    question: Literal["", "conflict"] = ""

    @property
    def title(self) -> str:
        """The record that the row is about: 赴日团 · 张三; "" for a row that is refused."""
        return " · ".join(map(str, self.about))

    def details(self) -> list[Change]:
        """Every field that would be written, those of records to come with a blank before."""
        guessed = {(c.record, c.label) for c in self.inferred}
        found = list(self.changes)
        for draft in self.created:
            for name in draft.fresh:
                kind = draft.entity.field_named(name)
                record = draft.entity.label
                is_guessed = (record, kind.label) in guessed
                found.append(Change(
                    record, kind.label, "", draft.shown(name), is_guessed, kind.sensitive,
                ))
            found += [Change(draft.entity.label, k, "", str(v)) for k, v in draft.new_extra.items()]
        return found


@dataclass
class TablePlan:
    """One table: how it is read, or in `refusal` why not; its rows in their order.

    absent: titles of records that were sent to a department and did not come back.
    """

    table: SheetTable
    mapping: TableMapping | None = None
    refusal: str = ""
    rows: list[RowPlan] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)

    @property
    def place(self) -> Place:
        """What tells its table from the others."""
        return self.table.place

    @property
    def extra_columns(self) -> list[str]:
        """Headings that no field takes; their values are kept with the record."""
        if self.mapping is None:
            return []
        used = set(self.mapping.columns) | self.mapping.ignored
        return [h.label for h in self.table.headings if h.column not in used]


    @property
    def read_by_meaning(self) -> list[str]:
        """Which headings were understood although they are worded differently, in sentences."""
        mapping = self.mapping
        return [] if mapping is None else [
            f"“{h.label}”列按含义对应到“{mapping.columns[h.column].label}”"
            for h in self.table.headings if h.column in mapping.by_meaning
        ]


@dataclass
class ImportPlan:
    """Everything that an import would do.

    new: records to come, by entity, in the order of their rows. changed: kept records that
    would change. decided: the user's own choices of register and columns, to be remembered.
    meant: names that she said lead to a kept record, to be kept as 又称.
    """

    tables: list[TablePlan] = field(default_factory=list)
    new: dict[type[Entity], list[Draft]] = field(default_factory=dict)
    changed: dict[Draft, None] = field(default_factory=dict)
    decided: dict[Place, Decided] = field(default_factory=dict)
    meant: list[Meant] = field(default_factory=list)

    def counts(self) -> dict[str, int]:
        """Rows by what would happen to them; every word is there, with 0 if need be."""
        counted = Counter(row.action for table in self.tables for row in table.rows)
        return {action: counted[action] for action in ACTIONS}

    def rows(self, *actions: Action) -> Iterator[tuple[TablePlan, RowPlan]]:
        """The rows with one of these actions (all of them without any)."""
        for table in self.tables:
            for row in table.rows:
                if not actions or row.action in actions:
                    yield table, row

    def refused(self) -> list[TablePlan]:
        """Visible tables with rows that no register was found for."""
        return [t for t in self.tables if t.refusal and not t.table.hidden]

    def is_clean(self) -> bool:
        """Whether everything can be taken as it stands."""
        counts = self.counts()
        return not (counts["退回"] or counts["待定"] or self.refused())

    def writes(self) -> bool:
        """Whether anything would be written at all."""
        return bool(self.changed or any(self.new.values()))

    def problems(self) -> list[str]:
        """Sentences for everything that stands in the way, each with file, sheet, row, column."""
        found = [
            f"{refused.table.file} 工作表“{refused.table.sheet}”：{refused.refusal}"
            for refused in self.refused()
        ]
        for table, row in self.rows("退回", "待定"):
            reasons = "；".join(map(str, row.problems))
            found.append(f"{table.table.where(row.number)}：{reasons}")
        return found


def plan(
    paths: Sequence[Path | str],
    *,
    decided: Mapping[Place, Decided] | None = None,
    answers: Mapping[RowKey, Answer] | None = None,
    meant: Sequence[Meant] = (),
    progress: Progress | None = None,
) -> ImportPlan:
    """Read the files and say for each row what an import would do; nothing is written.

    decided: for the place of a table, the register and columns chosen by hand. answers: for
    rows that were 待定, whether they are the record found ("same") or another one ("new").
    meant: names that lead to records kept already.
    Raises Unreadable for a file that is no workbook, UserError when no table is recognised.
    """
    from models.intake.planner import Planner
    from models.intake.registers import vocabulary
    from models.intake.workbook import read_tables

    progress = progress or Silent()
    tables: list[SheetTable] = []
    names = told_apart([Path(path) for path in paths])
    for done, path in enumerate(paths):
        progress.step(done, len(paths), f"正在读取 {Path(path).name}")
        tables += [
            replace(table, file=names[done])
            for table in read_tables(path, vocabulary=vocabulary())
        ]
    found = Planner(dict(decided or {}), dict(answers or {}), progress, meant).plan(tables)
    if found.tables and all(table.refusal for table in found.tables):
        reasons = "；".join(
            f"{t.table.file} 工作表“{t.table.sheet}”{t.refusal}" for t in found.tables[:5]
        )
        raise UserError(
            f"没有可以导入的表：{reasons}。", "请确认选对了文件，或在导入时指定登记表和各列的含义。"
        )
    return found
