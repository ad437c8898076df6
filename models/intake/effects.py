"""What one row would do to records: collected, checked as a whole, and only then counted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from models import three_states
from models.entity import Entity
from models.fields import Date, Text, masked
from models.intake import readings
from models.intake.drafts import Draft, identity_key
from models.intake.plan import Change, Problem, RowPlan
from models.intake.readings import Reading
from models.three_states import INAPPLICABLE

if TYPE_CHECKING:
    from models.intake.planner import TableWork

Fields = dict[str, Reading]


@dataclass
class Effects:
    """The records that a row would make (`new`), change (`edits`) or add words to (`extras`).

    Nothing of it can be seen by other rows before `commit`.
    """

    table: TableWork
    result: RowPlan
    source: str
    new: list[Draft] = field(default_factory=list)
    edits: dict[Draft, Fields] = field(default_factory=dict)
    extras: dict[Draft, dict[str, Any]] = field(default_factory=dict)
    said: list[tuple[Draft, str]] = field(default_factory=list)

    def make(
        self, entity: type[Entity], fields: Mapping[str, Reading], *, owner: Draft | None = None
    ) -> Draft:
        """A record to come, with what the cells say."""
        draft = Draft(entity, self.source)
        draft.owner = owner
        for name, reading in fields.items():
            draft.set(name, reading.value, reading.stored)
        self.new.append(draft)
        return draft

    def make_plain(
        self, entity: type[Entity], form: Mapping[str, Any], *, owner: Draft | None = None
    ) -> Draft:
        """A record to come, with texts and links (drafts) as they are stored."""
        plain = {name: Reading(value, value) for name, value in form.items()}
        return self.make(entity, plain, owner=owner)

    def propose(self, draft: Draft, fields: Mapping[str, Reading], *, fill_only: bool) -> None:
        """Values for a record that is there already: blanks are filled, the rest is changed, but
        what an earlier row of this import said is kept, and so is what the row only refers to."""
        for name, reading in fields.items():
            old = draft.known(name)
            new = INAPPLICABLE if reading.value is INAPPLICABLE else reading.stored
            is_spelled_so = bool(reading.spelled) and old == reading.spelled
            is_same = _same_words(draft.entity, name, old, reading.stored)
            if old == new or is_spelled_so or is_same:
                self.said.append((draft, name))
            elif old is None or not (fill_only or draft.is_said(name)):
                self.edits.setdefault(draft, {})[name] = reading
            else:
                kind, kept = draft.entity.field_named(name), draft.shown(name)
                self.result.notes.append(
                    f"{draft.entity.label}“{draft}”的{kind.label}"
                    f"已有“{masked(kept) if kind.sensitive else kept}”，"
                    f"没有改为“{three_states.mask(kind, reading.value)}”"
                )

    def link(self, draft: Draft, name: str, linked: Draft) -> None:
        """Refer to a record; what refers to another one already is left as it is, and this said."""
        if draft in self.new:
            draft.form[name] = linked
        elif draft.form.get(name) is not linked:
            label = draft.entity.field_named(name).label
            self.result.notes.append(
                f"{draft.entity.label}“{draft}”的{label}已是“{draft.shown(name)}”，没有改为“{linked}”"
            )

    def add_extra(self, draft: Draft, extra: Mapping[str, Any]) -> None:
        """Words that no field takes, unless they are kept with the record already."""
        known = draft.extra | draft.new_extra
        differing = {label: words for label, words in extra.items() if known.get(label) != words}
        if draft in self.new:
            draft.new_extra.update(differing)
        elif differing:
            brought = draft.new_extra
            added = {label: words for label, words in differing.items() if label not in brought}
            self.extras.setdefault(draft, {}).update(added)

    def mark(self, draft: Draft, name: str, value: str) -> None:
        """One plain value for a record that is counted already, by this row or another."""
        if draft.record_id is None:
            draft.set(name, value, value)
            assert draft.record is not None
            draft.record.__data__[name] = value
        else:
            self.edits.setdefault(draft, {})[name] = Reading(value, value)

    def any(self) -> bool:
        """Whether the row would do anything at all."""
        return bool(self.new or self.edits or self.extras)

    def check(self, holder: Draft, lines: Iterable[Draft]) -> None:
        """Every record must be one that the store would keep; blanks are inferred if possible."""
        for draft in (*self.new, *self.edits):
            if draft is not holder:
                self._check(draft, ())
        if holder in self.new or holder in self.edits:
            self._check(holder, lines)

    def _check(self, draft: Draft, lines: Iterable[Draft]) -> None:
        record = draft.build()
        for name, reading in self.edits.get(draft, {}).items():
            _put(record, name, -1 if isinstance(reading.value, Draft) else reading.value)
        related = [line.record or line.build() for line in lines]
        meant = three_states.marks(record)
        for name, value in record.inferred(related).items():
            if name in meant:
                continue
            self._infer(draft, record, name, value)
        for reason in record.problems():
            self.result.problems.append(self._placed(draft, reason))
        if draft.record_id is None and draft.record is None:
            draft.record = record

    def _infer(self, draft: Draft, record: Entity, name: str, value: Any) -> None:
        kind: Any = draft.entity.field_named(name)
        reading = Reading(value, readings.stored_form(kind, value))
        record.__data__[name] = value
        if draft in self.new:
            draft.set(name, value, reading.stored)
        else:
            self.edits[draft][name] = reading
        said = Change(
            draft.entity.label, kind.label, "", kind.show(value), inferred=True,
            sensitive=kind.sensitive,
        )
        self.result.inferred.append(said)

    def _placed(self, draft: Draft, reason: str) -> Problem:
        """A reason of the record itself, with the column that it speaks of where there is one."""
        columns = [
            column for column, target in self.table.mapping.columns.items()
            if target.slot.entity is draft.entity and f"“{target.kind.label}”" in reason
            and all(draft.form.get(name) == value for name, value in target.slot.where)
        ]
        if not columns:
            return Problem("", "", "", f"{draft.entity.label}的{reason}")
        raw = self.table.cells_of(self.result.number)[columns[0]]
        return self.table.problem(columns[0], raw, reason)

    def commit(self) -> None:
        """Let the other rows see what this one brings."""
        found = self.table.planner.found
        for draft in self.new:
            self.table.index(draft.entity).add(draft)
            found.new.setdefault(draft.entity, []).append(draft)
            self.result.created.append(draft)
        for draft, fields in self.edits.items():
            for name, reading in fields.items():
                self._edit(draft, name, reading)
            self.table.index(draft.entity).learn(draft, fields)
        for draft, extra in self.extras.items():
            for label, words in extra.items():
                old = str(draft.extra.get(label, ""))
                self.result.changes.append(Change(draft.entity.label, label, old, str(words)))
            draft.new_extra.update(extra)
        for draft in (*self.edits, *self.extras):
            if draft.record_id is not None:
                found.changed[draft] = None
                draft.source = draft.source or self.source
        for draft, name in self.said:
            draft.confirmed = (*draft.confirmed, name)
        self.new, self.edits, self.extras, self.said = [], {}, {}, []

    def _edit(self, draft: Draft, name: str, reading: Reading) -> None:
        old = draft.shown(name)
        draft.set(name, reading.value, reading.stored)
        if draft.record is not None:
            _put(draft.record, name, reading.value)
        kind, record = draft.entity.field_named(name), draft.entity.label
        guessed = any((c.record, c.label) == (record, kind.label) for c in self.result.inferred)
        self.result.changes.append(
            Change(record, kind.label, old, draft.shown(name), guessed, kind.sensitive)
        )


def _put(record: Entity, name: str, value: Any) -> None:
    """A value as it comes (links as ids, drafts as they are), or 不适用."""
    if value is INAPPLICABLE:
        three_states.put(record, name, value)
    else:
        record.__data__[name] = value


def _same_words(entity: type[Entity], name: str, old: object, new: object) -> bool:
    """Whether an identity field differs only in spaces, commas, width or case; or a date says
    less of the day that is known."""
    if not isinstance(old, str) or not isinstance(new, str):
        return False
    if isinstance(entity.field_named(name), Date):
        return old.startswith(f"{new}-")
    is_identity = any(name in group for group in entity.identity)
    return is_identity and isinstance(entity.field_named(name), Text) and (
        identity_key(old) == identity_key(new)
    )
