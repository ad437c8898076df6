"""People who are only named in a cell (参加人员: 赵建国、李丽华; 团长: 郑海涛)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from models.fields import Link
from models.intake.drafts import Book, Draft, identity_key
from models.intake.readings import names
from models.intake.registers import Target, naming_field

if TYPE_CHECKING:
    from models.intake.rowwork import RowWork


class NamedPeople:
    """Names in columns of lines that must be complete: looked for when all rows are known.

    One name out of a party of ten is no list of members: counting it would turn ten persons
    into one. It marks the member where the list has them, and is else kept as it was written.
    """

    def __init__(self, book: Book) -> None:
        self._book = book
        self._expected: list[tuple[RowWork, Draft, int, Target, object]] = []
        self.works: list[RowWork] = []

    def expect(self, work: RowWork, root: Draft) -> None:
        """Remember the names of a row for the end."""
        for column, target, raw in work.values.names:
            if target.slot.entity.listed_by:
                self._expected.append((work, root, column, target, raw))

    def settle(self) -> None:
        """Find every remembered name among the lines of its record."""
        for work, root, column, target, raw in self._expected:
            self._settle(work, root, column, target, raw)
            work.commit()
            self.works.append(work)

    def _settle(self, work: RowWork, root: Draft, column: int, target: Target, raw: object) -> None:
        slot = target.slot
        lines = self._book.index(slot.entity).of_owner.get(root, [])
        listed = {_name_of(line, slot.link, target): line for line in lines}
        wanted, _ = names(raw)
        missing = []
        for name in wanted:
            line = listed.get(identity_key(name))
            if line is None:
                missing.append(name)
            else:
                _mark(work, line, name, dict(slot.where))
        if not missing:
            return
        stated = root.form.get(slot.entity.listed_by)
        if stated is not None and stated == len(lines) + len(missing):
            for name in missing:
                person = find_person(work, slot.link, slot.entity, name)
                if person is not None:
                    work.check_later(work.add_line(
                        slot.entity, root, {slot.link: person, **dict(slot.where)}
                    ))
            return
        label = work.table.labels[column]
        words = "、".join(missing)
        if lines:
            work.result.notes.append(f"“{label}”{words}不在成员名单中")
        work.keep_words(root, {label: words})


def add_inline(work: RowWork, root: Draft) -> None:
    """One line for each person that a cell names, such as the participants of a training."""
    for column, target, raw in work.values.names:
        slot = target.slot
        if slot.entity.listed_by:
            continue
        wanted, more = names(raw)
        if more:
            work.result.notes.append(f"“{work.table.labels[column]}”只写出了 {len(wanted)} 人的姓名")
        lines = work.table.index(slot.entity).of_owner.get(root, [])
        listed = {_name_of(line, slot.link, target) for line in lines}
        for name in wanted:
            if identity_key(name) in listed:
                continue
            person = find_person(work, slot.link, slot.entity, name, column=column)
            if person is not None:
                work.add_line(slot.entity, root, {slot.link: person, **dict(slot.where)})


def find_person(
    work: RowWork, link: str, line: type, name: str, *, column: int | None = None
) -> Draft | None:
    """The record of a name: the only one, or a new one; several are a reason against the row."""
    kind: Any = line.field_named(link)  # type: ignore[attr-defined]
    assert isinstance(kind, Link)
    entity = kind.rel_model
    field = naming_field(entity).name
    match = work.table.index(entity).match({field: name})
    if match.draft is not None:
        return match.draft
    if match.others > 1:
        work.refuse(column, name, f"有 {match.others} 位同名的{entity.label}“{name}”,请写明部门或在程序中手工添加")
        return None
    pending = next((d for d in work.new if d.entity is entity and d.form.get(field) == name), None)
    return pending or work.add_record(entity, {field: name})


def _name_of(line: Draft, link: str, target: Target) -> str:
    person = line.form.get(link)
    return identity_key(str(person.form.get(target.kind.name, ""))) if isinstance(person, Draft) else ""


def _mark(work: RowWork, line: Draft, name: str, where: dict[str, str]) -> None:
    """Give the listed person the role that the column speaks of, unless they have one."""
    for field, value in where.items():
        old = line.form.get(field)
        if old is None:
            work.change(line, field, value)
        elif old != value:
            work.result.notes.append(f"“{name}”在名单中的{line.entity.field_named(field).label}是“{old}”,没有改为“{value}”")

