"""Which register a table is, and which field each of its columns fills: from its headings,
its title, its sheet and file names, and from what was chosen the last time."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from models import cells
from models.entities import ENTITIES
from models.entities.office import ColumnMapping
from models.entity import Entity
from models.fields import Date, Link
from models.intake.collection import ID_LABEL, Sent, target_of
from models.intake.meaning import meaning_of
from models.intake.registers import (
    Register,
    Slot,
    Target,
    end_of,
    full_register,
    register_of,
    registers,
)
from models.intake.sheet import Heading, SheetTable, heading_key

IGNORED = frozenset({"序号", "序", "no", "no.", "行号", "#", "排序", "退回原因", ID_LABEL})
"""Columns that say nothing of the record; the last ones are ours, in rows that were refused and
in collection sheets."""
LEFT_OUT = "ignored"
"""In place of a target's path: the column is not imported."""

_TITLE_WEIGHT, _FILE_WEIGHT = 1.5, 0.5
_LEAST_COVERAGE = 0.5
_MANY, _LEAST_OF_MANY = 6, 0.25
"""A register with many columns of its own is still known by so many that fields take."""
_LEAST_LEAD = 0.25
_UNIT = re.compile(r"\((?:万?元(?:/月)?|人次?|天|份|个|名|周|学时|课时|年|月|必填|选填)\)$")


@dataclass(frozen=True)
class TableMapping:
    """How one table is read: its register, and column → target; other columns become extra.

    by_meaning: columns whose heading says the same in other words, to be shown to the user.
    """

    register: Register
    columns: Mapping[int, Target]
    ignored: frozenset[int] = frozenset()
    remembered: bool = False
    by_meaning: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Decided:
    """What the user chose for one table: the register, and for each column a target's path,
    "" (kept as extra) or `LEFT_OUT` (not even that)."""

    register: str
    columns: Mapping[int, str]


def recognise(table: SheetTable) -> TableMapping | str:
    """The mapping of a table, or a Chinese sentence that says why there is none."""
    if table.sent is not None:
        return _as_sent(table, table.sent)
    if table.is_form:
        return (
            "这是一人一页的登记表（栏目名和内容左右相对），不是一行一条的台账，没有读取；"
            "请把内容填成台账，或在列表里直接新增"
        )
    if not table.headings:
        return "没有找到表头，请确认表头在数据上方，并且每列都有名称"
    if kept := ColumnMapping.active().where(
        ColumnMapping.signature == signature(table)
    ).order_by(ColumnMapping.id.desc()).first():
        return remembered(table, kept.register, kept.columns)
    scored = sorted(
        ((_score(table, register), register) for register in registers()),
        key=lambda pair: pair[0], reverse=True,
    )
    best, register = scored[0]
    if best <= 0:
        return "认不出这是哪一种登记表：表头与任何一种台账都对不上"
    rival = next((pair for pair in scored if pair[1].main is not register.main), None)
    if rival and best - rival[0] < _LEAST_LEAD:
        return f"分不清这是“{register.label}”还是“{rival[1].label}”，请在导入时指定"
    return mapping_for(table, register)


def _as_sent(table: SheetTable, sent: Sent) -> TableMapping | str:
    """The columns of a collection sheet that came back, by what was sent."""
    try:
        register = full_register(sent.entity)
    except LookupError:
        return "这份收集表是更新版本的程序发出的，这里没有它的登记表，请先升级程序"
    columns: dict[int, Target] = {}
    for name, label in zip(sent.columns, sent.labels, strict=False):
        key = heading_key(label)
        column = next((h.column for h in table.headings if h.key == key), None)
        target = target_of(register, name)
        if column is not None and target is not None:
            columns[column] = target
    computed = {heading_key(derived.label) for derived in register.entity.derived()}
    ignored = {
        h.column for h in table.headings
        if h.column not in columns and (h.key in IGNORED or h.key in computed)
    }
    return TableMapping(register, columns, frozenset(ignored))


def signature(table: SheetTable) -> str:
    """The same for tables with the same headings, whatever their order; numbering and the
    reasons for which rows were refused do not count."""
    return "|".join(sorted(h.key for h in table.headings if h.key not in IGNORED))


def remembered(table: SheetTable, key: str, columns: Mapping[str, str]) -> TableMapping | str:
    """The mapping chosen earlier for a table with the same headings."""
    try:
        register = register_of(key)
    except LookupError:
        return f"以前为这种表选择的登记表“{key}”已不存在，请重新指定"
    chosen = {
        h.column: columns[h.key] for h in table.headings if h.key in columns
    }
    return decided(table, Decided(key, chosen), remembered=True, register=register)


def decided(
    table: SheetTable, choice: Decided, *, remembered: bool = False,
    register: Register | None = None,
) -> TableMapping:
    """The mapping that a choice describes; LookupError for a register that is unknown.

    A column whose field no longer exists is kept as extra.
    """
    register = register or register_of(choice.register)
    paths = register.by_path()
    base = mapping_for(table, register)
    columns = dict(base.columns)
    for column, path in choice.columns.items():
        columns.pop(column, None)
        if path in paths:
            columns[column] = paths[path]
    by_meaning = frozenset(base.by_meaning - set(choice.columns))
    gone = {column for column, path in choice.columns.items() if path == LEFT_OUT}
    ignored = frozenset(base.ignored - set(choice.columns) | gone)
    return TableMapping(register, columns, ignored, remembered, by_meaning)


def mapping_for(table: SheetTable, register: Register) -> TableMapping:
    """Headings to targets by name; what no field takes is left for `extra`."""
    known, meant = register.by_key(), register.by_meaning()
    computed = {heading_key(d.label) for d in register.entity.derived()}
    found: dict[int, Target] = {}
    ignored: set[int] = set()
    meaning: set[int] = set()
    taken: set[Target] = set()
    for heading in table.headings:
        target = _target(heading, known)
        if target is None and heading.key not in computed:
            target = _meant(heading, meant)
            meaning.add(heading.column)
        if heading.key in IGNORED or (target is None and heading.key in computed):
            ignored.add(heading.column)
        elif target is not None and target not in taken:
            found[heading.column] = target
            taken.add(target)
    usable = _usable_slots(found.values())
    columns = {column: target for column, target in found.items() if target.slot in usable}
    _give_remarks_to_the_period(register, columns)
    return TableMapping(
        register, columns, frozenset(ignored), by_meaning=frozenset(meaning & set(columns))
    )


def _give_remarks_to_the_period(register: Register, columns: dict[int, Target]) -> None:
    """A row's 备注 is about its contract, stay or placement, not about the person for good."""
    periods = [
        t.slot for t in columns.values() if t.slot.role == "line" and not t.slot.where
        and any(isinstance(k, Date) and k.required for k in t.slot.entity.kinds())
    ]
    for column, target in columns.items():
        if periods and target.slot.role == "own" and target.kind.name == "remarks":
            columns[column] = next(
                t for t in register.targets if t.slot == periods[0] and t.kind.name == "remarks"
            )


def _target(heading: Heading, known: Mapping[str, Target]) -> Target | None:
    """By the whole heading, without the unit in brackets, or by the name below a group."""
    parts = heading.key.split("/")
    for key in (heading.key, "".join(parts), parts[-1]):
        for form in (key, _UNIT.sub("", key)):
            if form in known:
                return known[form]
    return None


def _meant(heading: Heading, meant: Mapping[str, Target]) -> Target | None:
    """By what the heading says in plainer words."""
    parts = heading.key.split("/")
    for key in (heading.key, "".join(parts), parts[-1]):
        if found := meant.get(meaning_of(key)):
            return found
    return None


def _usable_slots(targets: Iterable[Target]) -> set[Slot]:
    """Slots whose record can be made or found: without its required column a line is not meant."""
    by_slot: dict[Slot, set[str]] = {}
    for target in targets:
        names = by_slot.setdefault(target.slot, set())
        names.add(target.kind.name)
        if target.is_range and (end := end_of(target.kind, target.slot.entity)):
            names.add(end.name)
    usable = set()
    for slot, names in by_slot.items():
        given = {name for name, _ in slot.where}
        needed = {
            kind.name for kind in slot.entity.kinds()
            if kind.required and not isinstance(kind, Link) and kind.name not in given
        }
        by_identity = slot.role == "owner" and any(set(g) & names for g in slot.entity.identity)
        if slot.role in ("own", "names", "refers") or needed <= names or by_identity:
            usable.add(slot)
    return usable


def _score(table: SheetTable, register: Register) -> float:
    """How much speaks for a register; 0 or less when it cannot be this one."""
    mapping = mapping_for(table, register)
    entity = register.entity
    columns = [h for h in table.headings if h.column not in mapping.ignored]
    if not mapping.columns or len(mapping.columns) < min(2, len(columns)):
        return 0
    share = len(mapping.columns) / len(columns)
    if share < _LEAST_COVERAGE and (len(mapping.columns) < _MANY or share < _LEAST_OF_MANY):
        return 0
    if _lacking(table, mapping):
        return 0
    owned = entity.owner_link() is not None
    if owned and not any(t.slot.role == "owner" for t in mapping.columns.values()):
        return 0
    weights = _weights()
    score = 0.0
    for heading in columns:
        target = mapping.columns.get(heading.column)
        if target is not None:
            weight = weights.get(heading.key) or 0.7 * weights.get(target.keys[0], 0.2)
            score += weight * (0.9 if target.slot.role == "owner" else 1)
    score = score / len(columns) * 10 * len(mapping.columns) / len(columns)
    words = register.main.title_words
    if any(word in table.title or word in table.sheet for word in words):
        score += _TITLE_WEIGHT
    elif any(word in table.file for word in words):
        score += _FILE_WEIGHT
    return score - (0.1 if owned else 0)


def _lacking(table: SheetTable, mapping: TableMapping) -> list[str]:
    """Required fields of the record that neither a column nor the title can fill."""
    entity = mapping.register.entity
    own = {t.kind.name for t in mapping.columns.values() if t.slot.role == "own"}
    linked = {t.slot.link for t in mapping.columns.values() if t.slot.role == "linked"}
    told = set(from_title(entity, table))
    owner = entity.owner_link()
    return [
        kind.label for kind in entity.kinds()
        if kind.required and kind is not owner and kind.name not in own | linked | told
    ]


def from_title(entity: type[Entity], table: SheetTable) -> dict[str, str]:
    """What only the sheet's name or title says (外事培训): field → value, longest word first."""
    found: dict[str, str] = {}
    for name, words in entity.from_title.items():
        for text in (table.sheet, table.title, table.file):
            said = cells.compact(text)
            matching = [word for word in words if word in said]
            if matching:
                found[name] = words[max(matching, key=len)]
                break
    return found


@cache
def _weights() -> dict[str, float]:
    """A heading that few registers know says more than 姓名 or 备注."""
    counted: Counter[str] = Counter()
    for entity in ENTITIES:
        keys = {heading_key(w) for kind in entity.kinds() for w in (kind.label, *kind.aliases)}
        for column in entity.flat_columns:
            keys |= {heading_key(word) for word in (column.label, *column.aliases)}
        counted.update(keys)
    return {key: 1 / count for key, count in counted.items()}
