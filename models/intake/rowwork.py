"""One row: the records it is about are found or made, and nothing of it counts if it cannot be
taken whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from models.entity import Entity
from models.fields import Link
from models.intake import named
from models.intake.drafts import Draft, Match
from models.intake.effects import Effects, Fields
from models.intake.plan import Problem, RowPlan
from models.intake.readings import Reading
from models.intake.registers import Role, Slot, Target, naming_field

if TYPE_CHECKING:
    from models.intake.planner import TableWork


_NONE = Reading(stored=object())


@dataclass
class Values:
    """The understood cells of one row.

    several: cells that list more than one country, by slot and field. names: cells that list
    people, with column and target. extra: what no field takes.
    """

    by_slot: dict[Slot, Fields] = field(default_factory=dict)
    several: dict[Slot, dict[str, list[Reading]]] = field(default_factory=dict)
    names: list[tuple[int, Target, object]] = field(default_factory=list)
    extra: dict[str, Any] = field(default_factory=dict)

    def in_role(self, role: str) -> Fields:
        """The fields of the one slot with this role; none when the row says nothing of it."""
        return next((f for s, f in self.by_slot.items() if s.role == role), {})


class RowWork:
    """Finds what one row is about. `root` is the record of the row itself, if it has one."""

    def __init__(self, table: TableWork, result: RowPlan, values: Values) -> None:
        self.table = table
        self.result = result
        self.values = values
        self.effects = Effects(table, result, table.table.where(result.number))
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
        if self.root is not None:
            self._refer(self.root)
        lines = self._find_lines("line", holder) if self.root is not None else []
        if owner is not None:
            self._find_lines("sibling", owner)
        self.effects.add_extra(holder, self.values.extra)
        if self.root is not None:
            named.add_inline(self, self.root)
        self.effects.check(holder, lines)
        if self._is_unsure and not self.result.problems and self.effects.any():
            self._say_unsure(holder)
            self.result.action = "待定"
        elif self.result.problems:
            self.result.action = "退回"
        else:
            self.result.about = (owner, *(links.values() or [holder])) if owner else (holder,)
            self.effects.commit()
            self.conclude()
            if self.root is not None:
                self.table.planner.people.expect(self, self.root)

    def conclude(self) -> None:
        """Say in one word what the row does."""
        created = self.result.created
        if self.root in created if self.root is not None else created:
            self.result.action = "新增"
        elif created or self.result.changes:
            self.result.action = "更新"
        else:
            self.result.action = "相同"

    def refuse(self, column: int | None, value: str, reason: str) -> None:
        """A reason against the row, at a column."""
        self.result.problems.append(self.table.problem(column, value, reason))

    def _find_owner(self) -> Draft | None:
        """The record that this row is a line of; made when the row says enough."""
        link = self.table.entity.owner_link()
        if link is None:
            return None
        fields = self.values.in_role("owner")
        owner = link.rel_model
        match = self.table.index(owner).match(_form(fields)) if fields else Match()
        draft = match.draft or self._of_that_year(owner, fields)
        if draft is None and (draft := self._called(owner, fields, match)):
            fields = _without_name(owner, fields)
        if draft is not None:
            self.effects.propose(draft, fields, fill_only=True)
            return draft
        missing = not fields or any(k.required and k.name not in fields for k in owner.kinds())
        if not missing and match.others <= 1:
            return self.effects.make(owner, fields)
        self._refuse_owner(owner, fields, match)
        return None

    def _refuse_owner(self, owner: type[Entity], fields: Fields, match: Match) -> None:
        mapped = self.table.mapping.columns.items()
        column = next((c for c, t in mapped if t.slot.role == "owner"), None)
        words = " ".join(str(reading.value) for reading in fields.values())
        if not fields:
            self.refuse(column, "", f"没有写明是哪个{owner.label}的")
        elif match.others > 1:
            reason = f"有 {match.others} 个{owner.label}都可能是它，请写明日期或编号"
            self.refuse(column, words, reason)
        else:
            self.refuse(column, words, f"没有找到这个{owner.label}，请把它的登记表一起导入")

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

    def _find_links(self) -> dict[str, Draft]:
        """The records that the row refers to: found by name, filled where blank, or made."""
        found = {}
        for slot, fields in self.values.by_slot.items():
            naming = naming_field(slot.entity) if slot.role == "linked" else None
            if naming is None or naming.name not in fields:
                continue
            match = self.table.index(slot.entity).match(_form(fields))
            if match.draft is not None:
                self.effects.propose(match.draft, fields, fill_only=True)
                found[slot.link] = match.draft
            elif known := self._called(slot.entity, fields, match):
                self.effects.propose(known, _without_name(slot.entity, fields), fill_only=True)
                found[slot.link] = known
            elif match.others > 1:
                column = self.table.column_of(naming, slot)
                reason = f"有 {match.others} 个同名的{slot.entity.label}，请补充其他列以便区分"
                self.refuse(column, naming.show(fields[naming.name].value), reason)
            else:
                found[slot.link] = self.effects.make(slot.entity, fields)
        return found

    def _refer(self, root: Draft) -> None:
        """What the row may refer to by name alone: found or refused, never made."""
        for slot, fields in self.values.by_slot.items():
            if slot.role != "refers" or not fields:
                continue
            naming = naming_field(slot.entity)
            words = naming.show(fields[naming.name].value)
            if root.shown(slot.link) == words:
                continue  # of several with that name it is the one referred to already
            found = self.table.index(slot.entity).candidates(_form(fields))
            if len(found) == 1:
                self.effects.propose(root, {slot.link: Reading(found[0], found[0])}, fill_only=True)
            else:
                several = f"有 {len(found)} 个同名的" if found else "登记中没有这个"
                column = self.table.column_of(naming, slot)
                self.refuse(column, words, f"{several}{slot.entity.label}，请在记录里选定，此格先留空")

    def _called(
        self, entity: type[Entity], fields: Mapping[str, Reading], match: Match
    ) -> Draft | None:
        """The record that bears this as another name (又称), which is said; its name stays."""
        names = self.table.planner.names(entity)
        if names is None or match.draft is not None or match.others:
            return None
        reading = fields.get(naming_field(entity).name)
        if reading is None:
            return None
        record_id = names.called(str(reading.value))
        draft = self.table.index(entity).by_id.get(record_id or 0)
        if draft is not None:
            self.result.notes.append(f"“{reading.value}”按又称认作{entity.label}“{draft}”")
        return draft

    def _find_root(self, owner: Draft | None, links: dict[str, Draft]) -> Draft:
        """The record of the row itself; a row that only describes what it refers to has none,
        and what it says besides is kept with that."""
        entity = self.table.entity
        own = self.values.in_role("own")
        fields = {**self.table.told, **own}
        if links and self._says_nothing_of_its_own(fields):
            holder = next(iter(links.values()))
            kinds = {name: entity.field_named(name) for name in own}
            words = {kind.label: kind.show(own[name].value) for name, kind in kinds.items()}
            self.effects.add_extra(holder, words)
            return holder
        form: dict[str, Any] = {**_form(fields), **links}
        match = self.table.index(entity).match(form, owner)
        answer = self.table.planner.answer((*self.table.planned.place, self.result.number))
        self.root = None if answer == "new" else match.draft
        if answer != "new" and (known := self._called(entity, fields, match)):
            self.root, fields = known, _without_name(entity, fields)
        is_answered = answer == "new" or (answer == "same" and match.draft is not None)
        self._is_unsure = match.unsure and match.others > 0 and not is_answered
        if self.root is not None:
            self.effects.propose(self.root, fields, fill_only=False)
        else:
            self.root = self.effects.make(entity, fields, owner=owner)
            if match.unsure and not self._is_unsure:
                lacking = "、".join(self.table.index(entity).lacking(form))
                self.result.notes.append(f"缺少{lacking}，以后再导入时无法判断是否重复")
        for name, linked in links.items():
            self.effects.link(self.root, name, linked)
        return self.root

    def _says_nothing_of_its_own(self, fields: Mapping[str, Reading]) -> bool:
        entity = self.table.entity
        named_by = {name for group in entity.identity for name in group}
        needed = {
            kind.name for kind in entity.kinds()
            if (kind.required or kind.name in named_by) and not isinstance(kind, Link)
        } - set(self.table.told)
        return bool(needed) and not any(name in fields for name in needed)

    def _find_lines(self, role: Role, root: Draft) -> list[Draft]:
        """The lines of a record that the cells speak of."""
        found: list[Draft] = []
        is_new = root in self.effects.new
        for slot, fields in self.values.by_slot.items():
            if slot.role != role:
                continue
            if fields.get("remarks", _NONE).stored == root.form.get("remarks", _NONE):
                del fields["remarks"]  # our own lists give the remarks of the person, not the stay
            for each in self._spread(slot, fields):
                complete = self.table.where_fields(slot) | each
                form = _form(complete)
                if any(d.entity is slot.entity and d.form == form for d in found):
                    continue
                match = Match() if is_new else self.table.index(slot.entity).match(form, root)
                if match.draft is not None:
                    self.effects.propose(match.draft, complete, fill_only=False)
                    found.append(match.draft)
                else:
                    found.append(self.effects.make(slot.entity, complete, owner=root))
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

    def _say_unsure(self, holder: Draft) -> None:
        index = self.table.index(holder.entity)
        like = "已有的多条记录" if holder in self.effects.new else f"已有的“{holder}”"
        lacking = "、".join(index.lacking(holder.form))
        reason = f"身份信息不全{f'(缺{lacking})' if lacking else ''}，与{like}可能是同一条，无法判断是否重复"
        self.result.problems.append(Problem("", "", "", reason))


def _without_name(entity: type[Entity], fields: Mapping[str, Reading]) -> Fields:
    """What else a row says of a record that it calls by another name."""
    naming = naming_field(entity).name
    return {name: reading for name, reading in fields.items() if name != naming}


def _form(fields: Mapping[str, Reading]) -> dict[str, Any]:
    """What tells records apart; 不适用 tells nothing."""
    return {n: reading.stored for n, reading in fields.items() if reading.stored is not None}
