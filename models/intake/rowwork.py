"""One row: the records it is about are found or made, and nothing of it counts if it cannot be
taken whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from models import cells
from models.entity import Entity
from models.fields import Link, Text
from models.intake import named, readings
from models.intake.drafts import Draft, Match
from models.intake.plan import Change, Problem, RowPlan
from models.intake.readings import Reading
from models.intake.registers import Slot, Target, naming_field

if TYPE_CHECKING:
    from models.intake.planner import TableWork

Fields = dict[str, Reading]


@dataclass
class Values:
    """The understood cells of one row.

    several: cells that list more than one country, by slot and field. names: cells that list
    people, with column and target. extra: what no field takes.
    """

    by_slot: dict[Slot, Fields] = field(default_factory=dict)
    several: dict[Slot, dict[str, list[Reading]]] = field(default_factory=dict)
    names: list[tuple[int, Target, object]] = field(default_factory=list)
    extra: dict[str, str] = field(default_factory=dict)

    def of(self, slot: Slot) -> Fields:
        """The fields of one record, to be added to."""
        found = self.by_slot.get(slot)
        if found is None:
            found = self.by_slot[slot] = {}
        return found


class RowWork:
    """What one row would do, collected first and counted only when all of it is sound."""

    def __init__(self, table: TableWork, result: RowPlan, values: Values) -> None:
        self.table = table
        self.result = result
        self.values = values
        self.source = table.table.where(result.number)
        self.new: list[Draft] = []
        self.edits: dict[Draft, Fields] = {}
        self.extras: dict[Draft, dict[str, str]] = {}
        self.root: Draft | None = None
        self._is_unsure = False

    def go(self) -> None:
        """Plan the row and say what became of it."""
        owner = self._find_owner()
        links = self._find_links()
        if self.result.problems:
            self.result.action = "退回"
            return
        holder = self._find_root(owner, links)
        lines = self._find_lines(holder) if self.root is not None else []
        self._add_extra(holder, self.values.extra)
        if self.root is not None:
            named.add_inline(self, self.root)
        self._check(holder, lines)
        if self.result.problems:
            self.result.action = "待定" if self._is_unsure else "退回"
            return
        self.result.title = self._title(holder, owner, links)
        self.commit()
        self.conclude()
        if self.root is not None:
            self.table.planner.people.expect(self, self.root)

    # Finding the records

    def _find_owner(self) -> Draft | None:
        """The record that this row is a line of; made when the row says enough."""
        entity = self.table.entity
        link = entity.owner_link()
        if link is None:
            return None
        fields = next((f for s, f in self.values.by_slot.items() if s.role == "owner"), {})
        owner = link.rel_model
        index = self.table.index(owner)
        match = index.match(_form(fields)) if fields else Match()
        draft = match.draft or self._of_that_year(owner, fields)
        if draft is not None:
            self._propose(draft, fields, fill_only=True)
            return draft
        column = self._owner_column()
        if not fields:
            self._refuse(column, "", f"没有写明是哪个{owner.label}的")
        elif match.others > 1:
            self._refuse(column, _words(fields), f"有 {match.others} 个{owner.label}都可能是它,请写明日期或批件号")
        elif any(k.required and k.name not in fields for k in owner.kinds()):
            self._refuse(column, _words(fields), f"没有找到这个{owner.label},请把它的登记表一起导入")
        else:
            return self._make(owner, fields)
        return None

    def _of_that_year(self, owner: type[Entity], fields: Fields) -> Draft | None:
        """Among several of the same name, the only one of the year that the table speaks of."""
        year, name = self.table.table.year, owner.newest_first
        if not fields or not year or not name:
            return None
        found = [
            d for d in self.table.index(owner).candidates(_form(fields))
            if str(d.form.get(name, "")).startswith(str(year))
        ]
        return found[0] if len(found) == 1 else None

    def _owner_column(self) -> int | None:
        mapped = self.table.mapping.columns.items()
        return next((c for c, t in mapped if t.slot.role == "owner"), None)

    def _find_links(self) -> dict[str, Draft]:
        """The records that the row refers to: found by name, filled where blank, or made."""
        found = {}
        for slot, fields in self.values.by_slot.items():
            if slot.role != "linked":
                continue
            naming = naming_field(slot.entity)
            if naming.name not in fields:
                continue
            match = self.table.index(slot.entity).match(_form(fields))
            if match.draft is not None:
                self._propose(match.draft, fields, fill_only=True)
                found[slot.link] = match.draft
            elif match.others > 1:
                column = self.table.column_of(naming.label, slot)
                reason = f"有 {match.others} 位(个)同名的{slot.entity.label},请补充其他列以便区分"
                self._refuse(column, naming.show(fields[naming.name].value), reason)
            else:
                found[slot.link] = self._make(slot.entity, fields)
        return found

    def _find_root(self, owner: Draft | None, links: dict[str, Draft]) -> Draft:
        """The record of the row itself; a row that only describes what it refers to has none."""
        entity = self.table.entity
        own = next((f for s, f in self.values.by_slot.items() if s.role == "own"), {})
        fields = {**self.table.told, **own}
        if links and self._says_nothing_of_its_own(fields):
            holder = next(iter(links.values()))
            told = {entity.field_named(n).label: r for n, r in fields.items() if n not in self.table.told}
            self._add_extra(holder, {
                label: cells.text(entity_show(entity, label, r)) or "" for label, r in told.items()
            })
            return holder
        form: dict[str, Any] = {**_form(fields), **links}
        match = self.table.index(entity).match(form, owner)
        answer = self.table.planner.answer((*self.table.planned.place, self.result.number))
        root = None if answer == "new" else match.draft
        if match.unsure and answer is None and (root is not None or match.others > 1):
            self._is_unsure = True
        if root is None:
            root = self._make(entity, fields, owner=owner)
            if match.unsure and not self._is_unsure:
                lacking = "、".join(self.table.index(entity).lacking(form))
                self.result.notes.append(f"缺少{lacking},以后再导入时无法判断是否重复")
        else:
            self._propose(root, fields, fill_only=False)
        for name, linked in links.items():
            if root.form.get(name) is not linked:
                if root in self.new:
                    root.form[name] = linked
                elif root.form.get(name) is None:
                    self.edits.setdefault(root, {})[name] = Reading(linked, linked)
        self.root = root
        return root

    def _says_nothing_of_its_own(self, fields: Mapping[str, Reading]) -> bool:
        entity = self.table.entity
        named = {n for group in entity.identity for n in group}
        needed = {
            kind.name for kind in entity.kinds()
            if (kind.required or kind.name in named) and not isinstance(kind, Link)
        } - set(self.table.told)
        return bool(needed) and not any(name in fields for name in needed)

    def _find_lines(self, root: Draft) -> list[Draft]:
        """The lines of the row's record that its cells speak of."""
        found: list[Draft] = []
        is_new = root in self.new
        for slot, fields in self.values.by_slot.items():
            if slot.role != "line":
                continue
            for each in self._spread(slot, fields):
                complete = self.table.where_fields(slot) | each
                form = _form(complete)
                if any(d.entity is slot.entity and d.form == form for d in found):
                    continue
                match = Match() if is_new else self.table.index(slot.entity).match(form, root)
                if match.draft is not None:
                    self._propose(match.draft, complete, fill_only=False)
                    found.append(match.draft)
                else:
                    found.append(self._make(slot.entity, complete, owner=root))
        return found

    def _spread(self, slot: Slot, fields: Fields) -> list[Fields]:
        """One set of fields for each country in the cell; texts with as many entries go along."""
        lists = self.values.several.get(slot)
        if not lists:
            return [fields]
        count = max(map(len, lists.values()))
        found = []
        for place in range(count):
            each = dict(fields)
            for name, several in lists.items():
                each[name] = several[min(place, len(several) - 1)]
            for name, reading in fields.items():
                entries = str(reading.value).split("、")
                if name not in lists and isinstance(reading.value, str) and len(entries) == count:
                    each[name] = Reading(entries[place], entries[place])
            found.append(each)
        return found

    # Making and changing them

    def _make(self, entity: type[Entity], fields: Fields, *, owner: Draft | None = None) -> Draft:
        draft = Draft(entity, self.source)
        draft.owner = owner
        for name, reading in fields.items():
            draft.fresh[name] = reading.value
            draft.form[name] = reading.stored
        self.new.append(draft)
        return draft

    def add_line(self, entity: type[Entity], owner: Draft, form: Mapping[str, Any]) -> Draft:
        """A new line with links (drafts) and plain values."""
        draft = Draft(entity, self.source)
        draft.owner = owner
        for name, value in form.items():
            draft.set(name, value, value)
        self.new.append(draft)
        return draft

    def add_record(self, entity: type[Entity], form: Mapping[str, Any]) -> Draft:
        """A new record of its own with plain values."""
        draft = Draft(entity, self.source)
        for name, value in form.items():
            draft.set(name, value, value)
        self.new.append(draft)
        return draft

    def change(self, draft: Draft, name: str, value: str) -> None:
        """One plain value for a record that is there already."""
        if draft.record_id is None:
            draft.set(name, value, value)
            if draft.record is not None:
                draft.record.__data__[name] = value
        else:
            self.edits.setdefault(draft, {})[name] = Reading(value, value)

    def keep_words(self, draft: Draft, extra: Mapping[str, str]) -> None:
        """Words that no field takes, with a record that other rows may have made."""
        self._add_extra(draft, extra)

    def check_later(self, draft: Draft) -> None:
        """Build what was added after the row itself was checked."""
        for each in self.new:
            if each.record is None:
                self._check_one(each, [])
        assert draft.record is not None

    def _propose(self, draft: Draft, fields: Fields, *, fill_only: bool) -> None:
        """Values for a record that is there already: blanks are filled, the rest is changed, but
        what this import brought itself is kept, and so is what the row only refers to."""
        if draft in self.new:
            return
        for name, reading in fields.items():
            old = draft.form.get(name)
            if old == reading.stored or same_words(draft.entity, name, old, reading.stored):
                continue
            if old is None or not (fill_only or name in draft.fresh):
                self.edits.setdefault(draft, {})[name] = reading
            else:
                kind = draft.entity.field_named(name)
                self.result.notes.append(
                    f"{draft.entity.label}“{draft}”的{kind.label}已有“{draft.shown(name)}”,"
                    f"没有改为“{kind.show(reading.value)}”"
                )

    def _add_extra(self, draft: Draft, extra: Mapping[str, str]) -> None:
        differing = {
            label: words for label, words in extra.items()
            if (draft.extra | draft.new_extra).get(label) != words
        }
        if draft in self.new:
            draft.new_extra.update(differing)
        elif differing:
            self.extras.setdefault(draft, {}).update(
                {k: v for k, v in differing.items() if k not in draft.new_extra}
            )

    # Checking and counting

    def _check(self, holder: Draft, lines: list[Draft]) -> None:
        """Every record must be one that the store would keep; blanks are inferred where possible."""
        order = [d for d in self.new if d is not holder] + [d for d in self.edits if d is not holder]
        for draft in order:
            self._check_one(draft, [])
        if holder in self.new or holder in self.edits:
            self._check_one(holder, lines)
        if self._is_unsure and not self.result.problems:
            self._check_unsure(holder)

    def _check_one(self, draft: Draft, lines: list[Draft]) -> None:
        record = draft.build()
        for name, reading in self.edits.get(draft, {}).items():
            record.__data__[name] = reading.value if not isinstance(reading.value, Draft) else -1
        related = [line.record or line.build() for line in lines]
        for name, value in record.inferred(related).items():
            kind: Any = draft.entity.field_named(name)
            record.__data__[name] = value
            if draft in self.new:
                draft.set(name, value, readings.stored_form(kind, value))
            else:
                self.edits[draft][name] = Reading(value, readings.stored_form(kind, value))
            self.result.inferred.append(Change(draft.entity.label, kind.label, "", kind.show(value), True))
        for reason in record.problems():
            self.result.problems.append(self._placed(draft, reason))
        if draft in self.new:
            draft.record = record

    def _placed(self, draft: Draft, reason: str) -> Problem:
        """A reason of the record itself, with the column that it speaks of where there is one."""
        for column, target in self.table.mapping.columns.items():
            if target.slot.entity is draft.entity and f"“{target.kind.label}”" in reason:
                where = dict(target.slot.where)
                if all(draft.form.get(name) == value for name, value in where.items()):
                    return self.table.problem(column, self.raw(column), reason)
        return Problem("", "", "", f"{draft.entity.label}的{reason}")

    def _check_unsure(self, holder: Draft) -> None:
        if not (self.new or self.edits or self.extras):
            return
        index = self.table.index(holder.entity)
        like = "已有的多条记录" if holder in self.new else f"已有的“{holder}”"
        lacking = "、".join(index.lacking(holder.form)) or "、".join(
            holder.entity.field_named(n).label for n in holder.entity.identity[-1]
        )
        reason = f"身份信息不全({lacking}),与{like}可能是同一条,无法判断是否重复"
        self.result.problems.append(Problem("", "", "", reason))

    def commit(self) -> None:
        """Let the other rows see what this one brings."""
        found = self.table.planner.found
        for draft in self.new:
            self.table.index(draft.entity).add(draft)
            found.new.setdefault(draft.entity, []).append(draft)
            self.result.created.append(draft)
        for draft, fields in self.edits.items():
            for name, reading in fields.items():
                old = draft.shown(name)
                draft.set(name, reading.value, reading.stored)
                if draft.record is not None and not isinstance(reading.value, Draft):
                    draft.record.__data__[name] = reading.value
                self._changed(draft, name, old)
            self.table.index(draft.entity).learn(draft, fields)
        for draft, extra in self.extras.items():
            for label, words in extra.items():
                old = draft.extra.get(label, "")
                self.result.changes.append(Change(draft.entity.label, label, old, words))
            draft.new_extra.update(extra)
        for draft in (*self.edits, *self.extras):
            if draft.record_id is not None:
                found.changed[draft] = None
                draft.source = draft.source or self.source
        self.new, self.edits, self.extras = [], {}, {}

    def _changed(self, draft: Draft, name: str, old: str) -> None:
        label = draft.entity.field_named(name).label
        inferred = any(c.label == label and c.record == draft.entity.label for c in self.result.inferred)
        change = Change(draft.entity.label, label, old, draft.shown(name), inferred)
        self.result.changes.append(change)

    def conclude(self) -> None:
        """Say in one word what the row does."""
        if self.root is not None and self.root in self.result.created:
            self.result.action = "新增"
        elif self.result.created or self.result.changes:
            self.result.action = "更新" if self.root is not None or self.result.changes else "新增"
        else:
            self.result.action = "相同"

    def refuse(self, column: int | None, value: str, reason: str) -> None:
        """A reason against the row, at a column."""
        self.result.problems.append(self.table.problem(column, value, reason))

    _refuse = refuse

    def raw(self, column: int) -> object:
        """The cell of this row in a column, as it stands in the file."""
        return self.table.cells_of(self.result.number)[column]

    def _title(self, holder: Draft, owner: Draft | None, links: Mapping[str, Draft]) -> str:
        if owner is None:
            return str(holder)
        return f"{owner} · {'、'.join(map(str, links.values())) or holder}"


def _form(fields: Mapping[str, Reading]) -> dict[str, Any]:
    return {name: reading.stored for name, reading in fields.items()}


def _words(fields: Fields) -> str:
    return " ".join(str(reading.value) for reading in fields.values())


def same_words(entity: type[Entity], name: str, old: object, new: object) -> bool:
    """Whether an identity field differs only in spaces, commas, width or case."""
    from models.intake.drafts import identity_key

    if not isinstance(old, str) or not isinstance(new, str):
        return False
    is_identity = any(name in group for group in entity.identity)
    return is_identity and isinstance(entity.field_named(name), Text) and (
        identity_key(old) == identity_key(new)
    )


def entity_show(entity: type[Entity], label: str, reading: Reading) -> str:
    """A value under its field's label, as people read it."""
    kind = next(k for k in entity.kinds() if k.label == label)
    return kind.show(reading.value)
