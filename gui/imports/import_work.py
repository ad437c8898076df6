"""What an import is about while it is being prepared: files, tables, choices, and the plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from models.codes import CodeList, Entry
from models.errors import UserError
from models.fields import Coded
from models.intake import recognise
from models.intake.plan import Answer, ImportPlan, Meant, RowKey
from models.intake.recognise import Decided, TableMapping
from models.intake.registers import Register, Target
from models.intake.sheet import Place, SheetTable, told_apart
from models.jobs import Progress

SKIP = "skip"
"""In place of a register: this table is left out."""

EXTRA = "extra"
"""In place of a field: the column is kept with the record under its own name."""

IGNORED = recognise.LEFT_OUT
"""Columns that only number or compute, and those that she leaves out."""


@dataclass
class ImportWork:
    """Kept in the wizard; `read` and `make_plan` run in the worker.

    faults: why a file could not be read, by path. skipped: places of tables left out. meant:
    unknown names that she said lead to a kept record.
    """

    paths: list[Path] = field(default_factory=list)
    faults: dict[Path, UserError] = field(default_factory=dict)
    skipped: set[Place] = field(default_factory=set)
    decided: dict[Place, Decided] = field(default_factory=dict)
    answers: dict[RowKey, Answer] = field(default_factory=dict)
    meant: list[Meant] = field(default_factory=list)
    _read: dict[Path, list[SheetTable]] = field(default_factory=dict)

    def add(self, paths: Sequence[Path]) -> None:
        """More files; each once. A file added again is read again."""
        for path in paths:
            self._read.pop(path, None)
            self.faults.pop(path, None)
            if path not in self.paths:
                self.paths.append(path)

    def remove(self, path: Path) -> None:
        """Leave a file out."""
        self.paths.remove(path)
        self.faults.pop(path, None)

    @property
    def tables(self) -> list[SheetTable]:
        """Every table of the files that could be read."""
        return [table for path in self.paths for table in self._read.get(path, [])]

    def read(self, progress: Progress) -> None:
        """Read the files that were not read yet; a bad one does not hold up the others."""
        from models.intake.registers import vocabulary
        from models.intake.workbook import read_tables

        for done, path in enumerate(self.paths):
            progress.step(done, len(self.paths), f"正在读取 {path.name}")
            if path in self._read or path in self.faults:
                continue
            try:
                found = read_tables(path, vocabulary=vocabulary())
                name = self.name_of(path)
                self._read[path] = [replace(table, file=name) for table in found]
            except UserError as error:
                self.faults[path] = error

    def name_of(self, path: Path) -> str:
        """The file as tables, rows and history name it; files of one name are told apart."""
        return told_apart(self.paths)[self.paths.index(path)]

    def tables_of(self, path: Path) -> list[SheetTable]:
        """The tables of one file."""
        return self._read.get(path, [])

    def make_plan(self, progress: Progress) -> ImportPlan:
        """What would happen, with all choices made so far; nothing is written."""
        from models.intake.planner import Planner

        wanted = [table for table in self.tables if table.place not in self.skipped]
        chosen = {p: choice for p, choice in self.decided.items() if p not in self.skipped}
        return Planner(chosen, dict(self.answers), progress, self.meant).plan(wanted)

    def mapping(self, table: SheetTable) -> TableMapping | str:
        """How a table is read now, or why it is not."""
        choice = self.decided.get(table.place)
        return recognise.decided(table, choice) if choice else recognise.recognise(table)

    def choose_register(self, table: SheetTable, key: str) -> None:
        """Another register for a table (or SKIP); its columns are matched by name again."""
        place = table.place
        self.skipped.discard(place)
        if key == SKIP:
            self.skipped.add(place)
            return
        known = recognise.recognise(table)
        if not isinstance(known, str) and known.register.entity.key() == key:
            self.decided.pop(place, None)
        else:
            self.decided[place] = Decided(key, {})

    def choose_column(self, table: SheetTable, column: int, path: str) -> None:
        """Another meaning for a column; the column that had it before is kept as extra."""
        mapping = self.mapping(table)
        if isinstance(mapping, str):
            return
        paths = {h.column: "" for h in table.headings if h.column not in mapping.ignored}
        paths |= {c: target.path for c, target in mapping.columns.items()}
        chosen = "" if path == EXTRA else path
        for other, taken in paths.items():
            if chosen not in ("", IGNORED) and taken == chosen and other != column:
                paths[other] = ""
        paths[column] = chosen
        before = self.decided.get(table.place)
        kept = dict(before.columns) if before else {}
        register = mapping.register.entity.key()
        self.decided[table.place] = Decided(register, {**kept, **paths})


def column_kind(register: Register) -> Coded:
    """A field whose values are everything that a column of this register can mean."""
    entries = [Entry(EXTRA, "附加列（原样保留）"), Entry(IGNORED, "不导入")]
    names: set[str] = set()
    for target in register.targets:
        name = target_name(target, register)
        if name not in names:
            names.add(name)
            entries.append(Entry(target.path, name))
    kind = Coded("对应栏目", lambda: CodeList("栏目", entries))
    kind.name = "target"
    return kind


def target_name(target: Target, register: Register) -> str:
    """A field as the office calls it; fields of other records with their record before it."""
    slot = target.slot
    span = "（起止）" if target.is_range and "起止" not in target.label else ""
    label = f"{target.label}{span}"
    if slot.role == "own" or slot.where or slot.role == "names":
        return label
    if slot.role == "linked":
        link = register.entity.field_named(slot.link).label
        return label if label == link else f"{link}·{label}"
    return f"{slot.entity.label}·{label}"
