"""A row of a collection sheet that came back: as sent, as returned and as it is now, compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from models import cells
from models.fields import Kind, Link, masked
from models.intake.collection import ID_LABEL, Sent, births, canonical, value_of
from models.intake.drafts import Draft
from models.intake.effects import Effects, Fields
from models.intake.plan import RowPlan
from models.intake.readings import BLANK, Reading
from models.intake.sheet import SheetTable, SourceRow, heading_key
from models.three_states import INAPPLICABLE

if TYPE_CHECKING:
    from models.intake.planner import TableWork
    from models.intake.rowwork import Values

_COPIED = "这一行是由第 {} 行复制来的，按新的一行核对"


class Conflict(NamedTuple):
    """A field that the department and the office changed differently."""

    kind: Kind
    theirs: Reading
    ours: str


class Returned:
    """The rows of one returned table by record; `absent` are those that are no longer there."""

    def __init__(self, work: TableWork, sent: Sent) -> None:
        self.work = work
        self.sent = sent
        self.columns = {
            target.slot.link or target.kind.name: column
            for column, target in work.mapping.columns.items()
        }
        self.births = births(sent, sent.rows)
        self.copies: dict[int, int] = {}
        self.ids = self._ids(work.table)

    def _ids(self, table: SheetTable) -> dict[int, str]:
        """Row number → record id as it stands there; a row copied from another has none."""
        key = heading_key(ID_LABEL)
        column = next((h.column for h in table.headings if h.key == key), None)
        if column is None:
            return {}
        written = {r.number: words for r in table.rows if (words := cells.text(r.values[column]))}
        rows = {row.number: row for row in table.rows}
        several = [words for words, count in Counter(written.values()).items() if count > 1]
        for words in several:
            numbers = [number for number, each in written.items() if each == words]
            first = max(numbers, key=lambda n: (self._unchanged(words, rows[n]), -n))
            for number in numbers:
                if number != first:
                    self.copies[number] = first
                    del written[number]
        return written

    def _unchanged(self, words: str, row: SourceRow) -> int:
        """How many cells of a row are as they were sent for a record."""
        sent = self.sent.rows.get(int(words)) if words.isdecimal() else None
        if sent is None:
            return 0
        return sum(
            self.sent.digest(cells.text(row.values[column]) or "") == sent.marks[at][1]
            for at, name in enumerate(self.sent.columns)
            if (column := self.columns.get(name)) is not None
        )

    def absent(self) -> list[Draft]:
        """The records that were sent and are not on the returned sheet."""
        there = set(self.ids.values())
        known = self.work.index(self.sent.entity).by_id
        return [known[i] for i in self.sent.rows if str(i) not in there and i in known]

    def prepare(self, row: SourceRow, result: RowPlan, values: Values) -> bool:
        """Refuse what is in no drop-down; True for a row that is a record which was sent."""
        number = row.number
        for column, target in self.work.mapping.columns.items():
            words = values.extra.pop(self.work.labels[column], "")
            if words:
                said = f"“{self.work.labels[column]}”"  # that it was kept is not so here
                result.notes = [note for note in result.notes if not note.startswith(said)]
                self.work.refuse_words(column, target, words, result)
        if number in self.copies:
            result.notes.append(_COPIED.format(self.copies[number]))
        return number in self.ids

    def plan(self, row: SourceRow, result: RowPlan, values: Values) -> None:
        """What the row would change."""
        draft = self._record(self.ids[row.number], result)
        if draft is None:
            result.action = "退回"
            return
        ReturnedRow(self, row, result, values).go(draft)

    def _record(self, words: str, result: RowPlan) -> Draft | None:
        record_id = int(words) if words.isdecimal() else 0
        sent = self.sent.rows.get(record_id)
        draft = self.work.index(self.sent.entity).by_id.get(record_id)
        if sent is None:
            reason = f"记录编号“{words}”不是这份收集表发出的，可能是从别的表复制来的；请在空白行重新填写"
        elif record_id in self.births and self.births[record_id] != sent.birth:
            reason = "这份收集表不是从现在打开的这份数据发出的，不能按记录编号核对"
        elif draft is None:
            reason = "这条记录已经被删除，请先从回收站恢复，或在空白行按新记录填写"
        else:
            return draft
        result.problems.append(self.work.problem(None, "", reason))
        return None


class ReturnedRow:
    """The comparison of one row."""

    def __init__(
        self, returned: Returned, row: SourceRow, result: RowPlan, values: Values
    ) -> None:
        self.returned = returned
        self.work = returned.work
        self.row = row
        self.result = result
        self.values = values
        self.effects = Effects(self.work, result, self.work.table.where(row.number))

    def go(self, draft: Draft) -> None:
        """Changes, conflicts and refusals of the row; nothing is counted before all is clear."""
        sent = self.returned.sent
        marks = sent.rows[int(self.returned.ids[self.row.number])].marks
        self._drop_old_problems(marks)
        changes: Fields = {}
        conflicts: list[Conflict] = []
        for at, name in enumerate(sent.columns):
            column = self.returned.columns.get(name)
            if column is None or self._is_as_written(column, marks[at]):
                continue
            reading = self._reading(draft, name, column)
            if reading is None or sent.digest(canonical(_meant(reading))) == marks[at][0]:
                continue
            now = value_of(draft, name)
            if canonical(now) == canonical(_meant(reading)):
                continue
            if sent.digest(canonical(now)) == marks[at][0]:
                changes[name] = reading
            else:
                kind = draft.entity.field_named(name)
                conflicts.append(Conflict(kind, reading, draft.shown(name)))
        self.result.about = (draft.owner, draft) if draft.owner is not None else (draft,)
        self._settle(draft, changes, conflicts)

    def _settle(self, draft: Draft, changes: Fields, conflicts: Sequence[Conflict]) -> None:
        answer = self.work.planner.answer((*self.work.table.place, self.row.number))
        if conflicts and answer not in ("theirs", "ours"):
            self.result.question = "conflict"
            self.result.problems += [self._asked(each) for each in conflicts]
        elif answer == "theirs":
            changes |= {each.kind.name: each.theirs for each in conflicts}
        if changes:
            self.effects.edits[draft] = changes
        self.effects.add_extra(draft, self.values.extra)
        if self.effects.any() and not self.result.problems:
            self.effects.check(draft, ())
        if self.result.problems:
            is_asked = bool(self.result.question) and len(self.result.problems) == len(conflicts)
            self.result.action = "待定" if is_asked else "退回"
            return
        self.effects.commit()
        self.result.action = "更新" if self.result.changes else "相同"

    def _is_as_written(self, column: int, mark: tuple[str, str]) -> bool:
        words = cells.text(self.row.values[column]) or ""
        return self.returned.sent.digest(words) == mark[1]

    def _drop_old_problems(self, marks: Sequence[tuple[str, str]]) -> None:
        """What nobody touched is no reason to refuse a row."""
        names = self.returned.sent.columns
        same = {
            self.work.letter(column) for at, name in enumerate(names)
            if (column := self.returned.columns.get(name)) is not None
            and self._is_as_written(column, marks[at])
        }
        self.result.problems = [p for p in self.result.problems if p.column not in same]

    def _reading(self, draft: Draft, name: str, column: int) -> Reading | None:
        """The value of the returned cell; None when it was refused (the reason is noted)."""
        target = self.work.mapping.columns[column]
        fields = self.values.by_slot.get(target.slot, {})
        reading = fields.get(target.kind.name, BLANK)
        kind = draft.entity.field_named(name)
        if any(problem.column == self.work.letter(column) for problem in self.result.problems):
            return None
        if reading is BLANK:
            if kind.required:
                self._refuse(column, "", f"“{kind.label}”是必填项，不能清空")
                return None
            return reading
        return self._linked(kind, reading, column) if isinstance(kind, Link) else reading

    def _linked(self, kind: Link, reading: Reading, column: int) -> Reading | None:
        target = self.work.mapping.columns[column]
        entity: Any = kind.rel_model
        found = self.work.index(entity).match({target.kind.name: reading.stored})
        draft = found.draft
        if draft is None and not found.others and (names := self.work.planner.names(entity)):
            draft = self.work.index(entity).by_id.get(names.called(str(reading.value)) or 0)
        if kind.part_of:
            self._refuse(column, str(reading.value), f"{kind.label}不能在收集表里改换")
        elif draft is None:
            several = "有几条同名的" if found.others > 1 else "没有这个"
            self._refuse(column, str(reading.value), f"登记中{several}{entity.label}")
        else:
            return Reading(draft, draft)
        return None

    def _refuse(self, column: int, words: str, reason: str) -> None:
        self.result.problems.append(self.work.problem(column, words, reason))

    def _asked(self, conflict: Conflict) -> Any:
        column = self.returned.columns[conflict.kind.name]
        theirs = conflict.kind.show(conflict.theirs.value) or "空"
        ours = conflict.ours or "空"
        if conflict.kind.sensitive:
            theirs, ours = masked(theirs), masked(ours)
        reason = f"发出后两边都改过：部门改成“{theirs}”，现在是“{ours}”"
        return self.work.problem(column, theirs, reason)


def _meant(reading: Reading) -> Any:
    return INAPPLICABLE if reading.value is INAPPLICABLE else reading.stored
