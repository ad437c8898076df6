"""People who are only named in a cell (参加人员: 赵建国、李丽华; 团长: 郑海涛)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from models.entity import Entity
from models.fields import Link
from models.intake.drafts import Book, Draft, identity_key
from models.intake.readings import names
from models.intake.registers import Target

if TYPE_CHECKING:
    from models.intake.rowwork import RowWork


class Named(NamedTuple):
    """A cell with names: its row, the record they belong to, and where it stands."""

    work: RowWork
    root: Draft
    column: int
    target: Target
    raw: object


class NamedPeople:
    """Names in columns of lines that must be complete: looked for when all rows are known.

    One name out of a party of ten is no list of members: counting it would turn ten persons
    into one. It marks the member where the list has them, and is else kept as it was written.
    """

    def __init__(self, book: Book) -> None:
        self._book = book
        self._expected: list[Named] = []

    def expect(self, work: RowWork, root: Draft) -> None:
        """Remember the names of a row for the end."""
        for column, target, raw in work.values.names:
            if target.slot.entity.listed_by:
                self._expected.append(Named(work, root, column, target, raw))

    def settle(self) -> None:
        """Find every remembered name among the lines of its record."""
        for named in self._expected:
            self._settle(named, names(named.raw)[0])
            named.work.effects.commit()
            named.work.conclude()

    def _settle(self, named: Named, wanted: list[str]) -> None:
        work, root, column, target, _ = named
        slot = target.slot
        lines = self._book.index(slot.entity).of_owner.get(root, [])
        listed = {_name_of(line, target): line for line in lines}
        missing = [name for name in wanted if identity_key(name) not in listed]
        for name in wanted:
            if (line := listed.get(identity_key(name))) is not None:
                _give_role(work, line, name, dict(slot.where))
        if missing and root.form.get(slot.entity.listed_by) == len(lines) + len(missing):
            for name in missing:
                _add_line(work, root, target, name, column=None)
            work.effects.check(root, ())
        elif missing:
            label, words = work.table.labels[column], "、".join(missing)
            if lines:
                work.result.notes.append(f"“{label}”{words}不在成员名单中")
            work.effects.add_extra(root, {label: words})


def add_inline(work: RowWork, root: Draft) -> None:
    """One line for each person that a cell names, such as the participants of a training."""
    for column, target, raw in work.values.names:
        slot = target.slot
        if slot.entity.listed_by:
            continue
        wanted, more = names(raw)
        if more:
            label = work.table.labels[column]
            work.result.notes.append(f"“{label}”只写出了 {len(wanted)} 人的姓名")
        lines = work.table.index(slot.entity).of_owner.get(root, [])
        listed = {_name_of(line, target) for line in lines}
        for name in wanted:
            if identity_key(name) not in listed:
                _add_line(work, root, target, name, column=column)


def _add_line(
    work: RowWork, root: Draft, target: Target, name: str, *, column: int | None
) -> None:
    """A line for the only person of this name, or a new one; several are a reason against it."""
    slot = target.slot
    link = slot.entity.field_named(slot.link)
    assert isinstance(link, Link)
    people: type[Entity] = link.rel_model
    match = work.table.index(people).match({target.kind.name: name})
    if match.others > 1:
        reason = f"有 {match.others} 位同名的{people.label}“{name}”，请写明部门，或在程序中手工添加"
        if column is None:
            work.result.notes.append(reason)
        else:
            work.refuse(column, name, reason)
        return
    person = match.draft or work.effects.make_plain(people, {target.kind.name: name})
    form = {slot.link: person, **dict(slot.where)}
    work.effects.make_plain(slot.entity, form, owner=root)


def _name_of(line: Draft, target: Target) -> str:
    person = line.form.get(target.slot.link)
    said = person.form.get(target.kind.name, "") if isinstance(person, Draft) else ""
    return identity_key(str(said))


def _give_role(work: RowWork, line: Draft, name: str, where: dict[str, str]) -> None:
    """Give the listed person the role that the column speaks of, unless they have one."""
    for field, value in where.items():
        old = line.form.get(field)
        if old is None:
            work.effects.mark(line, field, value)
        elif old != value:
            label = line.entity.field_named(field).label
            work.result.notes.append(f"“{name}”在名单中的{label}是“{old}”，没有改为“{value}”")
