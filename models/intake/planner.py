"""Going through the rows: what each one means for the records kept and the records to come."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from models import cells, extra_columns
from models.aliases import TEXTS, Names, lines_for
from models.entities import entity_by_key
from models.entity import Entity
from models.fields import Coded, Kind, Money
from models.intake import readings, recognise
from models.intake.collector import collector_paused
from models.intake.drafts import Book, Index
from models.intake.named import NamedPeople
from models.intake.plan import Answer, ImportPlan, Meant, Problem, RowKey, RowPlan, TablePlan
from models.intake.readings import Reader, Reading
from models.intake.recognise import Decided, TableMapping
from models.intake.registers import Slot, Target, end_of
from models.intake.returned import Returned
from models.intake.rowwork import RowWork, Values
from models.intake.sheet import Flaw, Place, SheetTable, SourceRow, column_letter
from models.jobs import Progress
from models.three_states import INAPPLICABLE

_STEP = 200
"""Rows between two reports of progress."""


class Planner:
    """Plans tables one after the other; later rows see what earlier ones would bring."""

    def __init__(
        self, decided: dict[Place, Decided], answers: dict[RowKey, Answer],
        progress: Progress, meant: Sequence[Meant] = (),
    ) -> None:
        self.found = ImportPlan(decided=decided, meant=list(meant))
        self._answers = answers
        self._progress = progress
        self._book = Book()
        self._people = NamedPeople(self._book)
        self._names: dict[type[Entity], Names | None] = {}
        self._done = self._total = 0

    def plan(self, tables: Iterable[SheetTable]) -> ImportPlan:
        """The plan of all tables, listed in their order whatever the order of the work."""
        for table in tables:
            self.found.tables.append(self._recognised(table))
        useful = [t for t in self.found.tables if t.mapping is not None]
        self._total = sum(len(t.table.rows) for t in useful)
        with collector_paused():
            for each in sorted(useful, key=_rank):
                TableWork(self, each).run()
            self._people.settle()
        return self.found

    def _recognised(self, table: SheetTable) -> TablePlan:
        if table.hidden:
            return TablePlan(table, refusal="是隐藏的工作表，没有导入")
        choice = self.found.decided.get(table.place)
        mapping = recognise.decided(table, choice) if choice else recognise.recognise(table)
        if isinstance(mapping, str):
            return TablePlan(table, refusal=mapping)
        return TablePlan(table, mapping)

    @property
    def book(self) -> Book:
        """All records, kept and to come."""
        return self._book

    @property
    def people(self) -> NamedPeople:
        """The names whose records are looked for at the end."""
        return self._people

    def names(self, entity: type[Entity]) -> Names | None:
        """All names of the records of an entity; None for one whose records have only one."""
        if entity not in self._names:
            found = Names(entity) if lines_for(entity) is not None else None
            for each in self.found.meant if found is not None else ():
                if each.entity is entity and found is not None:
                    found.teach(each.words, each.record_id)
            self._names[entity] = found
        return self._names[entity]

    def answer(self, key: RowKey) -> Answer | None:
        """What the user said about a row that could not be told apart."""
        return self._answers.get(key)

    def step(self, text: str) -> None:
        """One row further."""
        if self._done % _STEP == 0:
            self._progress.step(self._done, self._total, text)
        self._done += 1


def _rank(planned: TablePlan) -> int:
    """Records of their own first, then their lines, then tables that only name people."""
    assert planned.mapping is not None
    targets = planned.mapping.columns.values()
    if any(t.slot.role == "names" and not t.slot.entity.listed_by for t in targets):
        return 2
    return 1 if any(t.slot.role == "owner" for t in targets) else 0


class _Column(NamedTuple):
    """One column being read; each different cell of it is understood once (`known`).

    is_list: a cell may hold several countries or people. in_wan: the heading says 万元.
    """

    column: int
    target: Target
    is_list: bool
    in_wan: bool
    known: dict[object, Reading]


class TableWork:
    """One table being planned."""

    def __init__(self, planner: Planner, planned: TablePlan) -> None:
        assert planned.mapping is not None
        self.planner = planner
        self.planned = planned
        self.table = planned.table
        self.mapping: TableMapping = planned.mapping
        self.entity = self.mapping.register.entity
        self.told = {
            name: self._told(name, words)
            for name, words in recognise.from_title(self.entity, self.table).items()
        }
        self._reader = Reader(self.table.year)
        self._extra_kinds = extra_columns.kinds_of(self.entity)
        self._filled = self._columns_filled_down()
        self._plan = [self._column(c, target) for c, target in self.mapping.columns.items()]
        self._by_number = {row.number: row.values for row in self.table.rows}
        self._where: dict[Slot, dict[str, Reading]] = {}
        self._flaws: dict[int, list[Flaw]] = {}
        for flaw in self.table.flaws:
            self._flaws.setdefault(flaw.number, []).append(flaw)
        used = set(self.mapping.columns) | self.mapping.ignored
        self._spare = [h for h in self.table.headings if h.column not in used]
        self.labels = {h.column: h.label for h in self.table.headings}
        sent = self.table.sent
        self._returned = Returned(self, sent) if sent is not None else None

    def index(self, entity: Any) -> Index:
        """All records of an entity, kept and to come."""
        return self.planner.book.index(entity)

    def run(self) -> None:
        """Plan every row."""
        text = f"正在核对 {self.table.file} {self.table.sheet}"
        for row in self.table.rows:
            self.planner.step(text)
            result = RowPlan(row.number)
            self.planned.rows.append(result)
            values = self._read(row, result)
            if self._returned is not None and self._returned.prepare(row, result, values):
                self._returned.plan(row, result, values)
            elif result.problems:
                result.action = "退回"
            else:
                RowWork(self, result, values).go()
        if self._returned is not None:
            self.planned.absent = [str(draft) for draft in self._returned.absent()]

    def cells_of(self, number: int) -> tuple[object, ...]:
        """The raw cells of a row by its number."""
        return self._by_number[number]

    def where_fields(self, slot: Slot) -> dict[str, Reading]:
        """The values that make a line what it is (kind: 护照)."""
        found = self._where.get(slot)
        if found is None:
            found = self._where[slot] = {
                name: Reading(value, value) for name, value in slot.where
            }
        return found

    def problem(self, column: int | None, raw: object, reason: str) -> Problem:
        """A reason with the place that it is about."""
        if column is None:
            return Problem("", "", "", reason)
        heading = next(h for h in self.table.headings if h.column == column)
        return Problem(heading.letter, heading.label, cells.text(raw) or "", reason)

    def letter(self, column: int) -> str:
        """The column as the spreadsheet program names it."""
        return column_letter(column)

    def refuse_words(self, column: int, target: Target, words: str, result: RowPlan) -> None:
        """Words that are none of the options: kept as they are elsewhere, refused here."""
        try:
            target.kind.parse(words)
            reason = f"“{words}”不能这样填"
        except ValueError as error:
            reason = str(error)
        result.problems.append(self.problem(column, words, reason))

    def column_of(self, kind: Kind, slot: Slot) -> int:
        """The column that fills a field."""
        mapped = self.mapping.columns.items()
        return next(c for c, target in mapped if target.kind is kind and target.slot is slot)

    def _column(self, column: int, target: Target) -> _Column:
        role, kind = target.slot.role, target.kind
        lists = role == "names" or (role in ("line", "sibling") and isinstance(kind, Coded))
        heading = next(h.key for h in self.table.headings if h.column == column)
        return _Column(column, target, lists, isinstance(kind, Money) and "万元" in heading, {})

    def _told(self, name: str, words: str) -> Reading:
        kind = self.entity.field_named(name)
        value = kind.parse(words)
        return Reading(value, readings.stored_form(kind, value))

    def _columns_filled_down(self) -> dict[int, dict[int, object]]:
        """Columns whose blanks repeat what stands above: the owner's, and merged cells."""
        merged = {block.column for block in self.table.merged}
        wanted = [
            column for column, target in self.mapping.columns.items()
            if column in merged or (target.slot.role == "owner" and self.table.sent is None)
        ]
        return {column: self.table.filled_down(column) for column in wanted}

    def _read(self, row: SourceRow, result: RowPlan) -> Values:
        """The meaning of every cell of a row; problems go to the result."""
        values = Values()
        cells_of_row, by_slot = row.values, values.by_slot
        for column, target, is_list, in_wan, known in self._plan:
            raw = cells_of_row[column]
            if column in self._filled:
                raw = self._filled[column][row.number]
            if raw == "":
                continue
            if in_wan:
                raw = readings.in_wan(raw)
            if is_list and target.slot.role == "names":
                values.names.append((column, target, raw))
                continue
            if is_list:
                reading, *others = self._reader.read_list(column, target, raw)
                if others:
                    several = values.several.setdefault(target.slot, {})
                    several[target.kind.name] = [reading, *others]
                for other in others:
                    self._note(other, column, raw, result)
            else:
                found = known.get(raw)
                if found is None:
                    found = known[raw] = self._by_its_name(target, self._reader.read(target, raw))
                reading = found
            if reading.error or reading.note or reading.kept or reading.until:
                self._keep(values, column, target, reading)
                self._note(reading, column, raw, result)
            elif reading.value is not None:
                fields = by_slot.get(target.slot)
                if fields is None:
                    fields = by_slot[target.slot] = {}
                fields[target.kind.name] = reading
        self._set_aside(values)
        for heading in self._spare:
            raw = cells_of_row[heading.column]
            if raw != "" and not cells.is_blank(raw):
                self._keep_extra(values, heading.label, raw, result)
        for flaw in self._flaws.get(row.number, ()):
            if flaw.column in self.mapping.columns:
                raw = cells_of_row[flaw.column]
                result.problems.append(self.problem(flaw.column, raw, flaw.message))
            else:
                result.notes.append(f"“{self.labels[flaw.column]}”：{flaw.message}")
        return values

    def _keep_extra(self, values: Values, label: str, raw: object, result: RowPlan) -> None:
        """A cell of one of her own columns, as the type of that column wants it."""
        kind = self._extra_kinds.get(label)
        words = cells.text(raw) or ""
        kept, note = (words, "") if kind is None else extra_columns.understood(kind, raw)
        values.extra[label] = kept
        if note:
            result.notes.append(f"“{label}”{note}")

    def _set_aside(self, values: Values) -> None:
        """不适用 in every column of a line is no line; the words stay as extra ones."""
        for slot, fields in list(values.by_slot.items()):
            if slot.role != "own" and all(r.value is INAPPLICABLE for r in fields.values()):
                del values.by_slot[slot]
                for column, target, *_ in self._plan:
                    if target.slot is slot and target.kind.name in fields:
                        values.extra[self.labels[column]] = str(INAPPLICABLE)

    def _by_its_name(self, target: Target, reading: Reading) -> Reading:
        """A text that calls a record by another name (又称) becomes the record's own name."""
        register = TEXTS.get((target.slot.entity.key(), target.kind.name))
        if register is None or not isinstance(reading.value, str):
            return reading
        names = self.planner.names(entity_by_key(register))
        known = names.called(reading.value) if names is not None else None
        title = names.title(known) if names is not None and known is not None else reading.value
        if title == reading.value:
            return reading
        note = f"“{reading.value}”是又称，按“{title}”记"
        return reading._replace(value=title, stored=title, spelled=reading.stored, note=note)

    def _keep(self, values: Values, column: int, target: Target, reading: Reading) -> None:
        if reading.kept:
            values.extra[self.labels[column]] = reading.kept
        if reading.value is None:
            return
        fields = values.by_slot.setdefault(target.slot, {})
        fields[target.kind.name] = reading
        if reading.until is not None:
            end = end_of(target.kind, target.slot.entity)
            assert end is not None
            fields.setdefault(end.name, reading.until)

    def _note(self, reading: Reading, column: int, raw: object, result: RowPlan) -> None:
        if reading.error:
            result.problems.append(self.problem(column, raw, reading.error))
        if reading.note:
            result.notes.append(f"“{self.labels[column]}”{reading.note}")


