"""领导要加一列: her own columns of a register, typed, ordered, renamed and removed as she likes.

Values lie in each record's `extra` under the column's name: text, JSON numbers, dates as ISO text.
What does not fit the type stays as the words it is, and is shown like that.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from peewee import fn

from models import cells, partial_date, store, three_states
from models.audit import Batch
from models.entities.extra_column import EXTRA_KINDS, ExtraColumn
from models.entity import DATABASE, Entity, JsonField
from models.errors import UserError
from models.fields import Choice, Date, Kind, Number, Text

if TYPE_CHECKING:
    from models.listing import Column

PREFIX = "extra:"
"""Before the name of such a column wherever columns are named."""

LONGEST = 30


class FreeNumber(Number):
    """A number of any precision; whole ones without a point."""

    def parse(self, raw: object) -> int | float | None:
        """12 and 12.0 are 12."""
        value = cells.number(raw)
        if value is None:
            return None
        return int(value) if value == int(value) else float(value)


@dataclass(frozen=True)
class Extra:
    """One column as it stands. filled: how many active records hold something in it."""

    name: str
    type: str
    options: tuple[str, ...]
    kind: Kind
    filled: int = 0


def extras_of(entity: type[Entity]) -> list[Extra]:
    """All columns of a register: the described ones in their order, then those only found."""
    counts = _filled(entity)
    found = [_extra(each, counts.get(each.name, 0)) for each in _described(entity)]
    known = {each.name for each in found}
    return found + [
        Extra(name, "文字", (), _kind(name, "文字", ()), count)
        for name, count in sorted(counts.items()) if name not in known
    ]


def kinds_of(entity: type[Entity]) -> dict[str, Kind]:
    """Name → kind of the described columns; no look at the records."""
    return {each.name: _extra(each, 0).kind for each in _described(entity)}


def plain_kind(name: str) -> Kind:
    """The kind of a column of which nothing is said."""
    return _kind(name, "文字", ())


def stored(kind: Kind, value: Any) -> Any:
    """How a value lies in the dict; None for nothing."""
    if value in (None, ""):
        return None
    if value is three_states.INAPPLICABLE:
        return str(value)
    return kind.db_value(value) if isinstance(kind, Date) else value


def value_of(kind: Kind, kept: Any) -> Any:
    """The value that lies in the dict, as its type wants it; words that do not fit as they are."""
    if kept in (None, ""):
        return None
    if isinstance(kind, Text):
        return str(kept)
    try:
        return partial_date.from_text(kept) if isinstance(kind, Date) else kind.parse(kept)
    except (ValueError, TypeError):
        return str(kept)


def show(kind: Kind, kept: Any) -> str:
    """What lies in the dict as people read it."""
    value = value_of(kind, kept)
    return value if isinstance(value, str) else kind.show(value)


def understood(kind: Kind, raw: object) -> tuple[Any, str]:
    """What a cell of a workbook means in the stored form, and a note where it is kept as words."""
    if three_states.is_meant(raw):
        return str(three_states.INAPPLICABLE), ""
    try:
        return stored(kind, kind.parse(raw)), ""
    except ValueError as error:
        return cells.text(raw), f"{error}；原文已保留"


def read(record: Entity, column: Column) -> Any:
    """The value of any column in a record: a field's (INAPPLICABLE too) or one of hers."""
    if not column.is_extra:
        return three_states.read(record, column.kind)
    return value_of(column.kind, record.extra.get(column.name.removeprefix(PREFIX)))


def put(record: Entity, column: Column, value: Any) -> None:
    """Give any column of a record a value; None takes one of hers out of the record."""
    if not column.is_extra:
        three_states.put(record, column.name, value)
        return
    put_extra(record, column.name.removeprefix(PREFIX), stored(column.kind, value))


def put_extra(record: Entity, name: str, kept: Any) -> None:
    """The same by name, in the stored form."""
    others = {key: each for key, each in record.extra.items() if key != name}
    record.extra = others if kept is None else {**others, name: kept}


def add(entity: type[Entity], name: str, kind: str, options: tuple[str, ...] = ()) -> ExtraColumn:
    """A new column at the end; UserError when the name cannot be."""
    name = _checked(entity, name)
    place = 1 + max((each.place or 0 for each in _described(entity)), default=0)
    column = ExtraColumn(
        register=entity.key(), name=name, kind=kind, options="\n".join(options), place=place
    )
    store.save(column, label=f"{entity.label}加一列“{name}”")
    return column


def change(
    entity: type[Entity], name: str, *, to: str, kind: str, options: tuple[str, ...] = ()
) -> Batch:
    """Another name, type or options; values go along, and become numbers or dates if they fit."""
    to = name if to.strip() == name else _checked(entity, to)
    column = _described_as(entity, name)
    column.name, column.kind, column.options = to, kind, "\n".join(options)
    new = _extra(column, 0).kind
    with store.batch(f"{entity.label}的附加列“{name}”改为“{to}”（{kind}）") as batch:
        store.save(column)
        values = {}
        for record_id, held in _holding(entity, name).items():
            kept = held.pop(name)
            held[to] = understood(new, kept)[0]
            values[record_id] = {"extra": _EXTRA.db_value(held)}
        store.set_many(entity, values, action="changed", source=store.BY_HAND)
    return batch


def remove(entity: type[Entity], name: str) -> Batch:
    """Take a column and its values away; undoing the batch brings both back."""
    with store.batch(f"删除{entity.label}的附加列“{name}”") as batch:
        values = {}
        for record_id, held in _holding(entity, name).items():
            del held[name]
            values[record_id] = {"extra": _EXTRA.db_value(held)}
        store.set_many(entity, values, action="changed", source=store.BY_HAND)
        for column in _described(entity):
            if column.name == name:
                store.retire(column)
    return batch


def move(entity: type[Entity], name: str, by: int) -> None:
    """One place up (-1) or down (1)."""
    names = [each.name for each in extras_of(entity)]
    at = names.index(name)
    to = max(0, min(len(names) - 1, at + by))
    names.insert(to, names.pop(at))
    with store.batch(f"调整{entity.label}附加列的次序"):
        for place, each in enumerate(names, start=1):
            column = _described_as(entity, each)
            column.place = place
            store.save(column)


_EXTRA: JsonField = Entity.extra


def _described(entity: type[Entity]) -> list[ExtraColumn]:
    query = ExtraColumn.active().where(ExtraColumn.register == entity.key())
    return list(query.order_by(ExtraColumn.place, ExtraColumn.id))


def _described_as(entity: type[Entity], name: str) -> ExtraColumn:
    """The description of a column; a plain one for a column that was only found."""
    for column in _described(entity):
        if column.name == name:
            return column
    place = 1 + max((each.place or 0 for each in _described(entity)), default=0)
    return ExtraColumn(register=entity.key(), name=name, kind="文字", place=place)


def _extra(column: ExtraColumn, filled: int) -> Extra:
    options = tuple(word.strip() for word in (column.options or "").splitlines() if word.strip())
    kind = _kind(column.name, column.kind, options)
    return Extra(column.name, column.kind, options, kind, filled)


def _kind(name: str, type_: str, options: tuple[str, ...]) -> Kind:
    assert type_ in EXTRA_KINDS, type_
    kind: Kind
    if type_ == "数字":
        kind = FreeNumber(name)
    elif type_ == "日期":
        kind = Date(name, open_ended=True)
    else:
        kind = Choice(name, options) if type_ == "选项" else Text(name)
    kind.name = PREFIX + name
    return kind


def _filled(entity: type[Entity]) -> dict[str, int]:
    table = entity._meta.table_name
    rows = DATABASE.execute_sql(
        f'SELECT found.key, COUNT(*) FROM "{table}" AS t, json_each(t.extra) AS found'
        " WHERE t.extra NOT IN ('', '{}') AND t.retired_at IS NULL GROUP BY found.key"
    ).fetchall()
    return {str(name): int(count) for name, count in rows}


def _holding(entity: type[Entity], name: str) -> dict[int, dict[str, Any]]:
    """Id → `extra` of every record that has the column, those in the recycle bin too."""
    wanted: Any = fn.INSTR(entity.extra, f'"{name}"') > 0
    rows: Any = entity.select(entity.id, entity.extra).where(wanted).tuples()
    return {record_id: held for record_id, held in rows if name in held}


def _checked(entity: type[Entity], name: str) -> str:
    """A name that a column can have; UserError otherwise."""
    name = re.sub(r"\s+", " ", name).strip()
    if not name or len(name) > LONGEST or set(name) & set('"\\'):
        raise UserError(
            f"“{name}”不能作列名。" if name else "没有写列名。",
            f"请写 1 至 {LONGEST} 个字，不要用引号和反斜杠。",
        )
    taken = {cells.compact(kind.label) for kind in entity.kinds()}
    taken |= {cells.compact(each.label) for each in entity.derived()}
    if cells.compact(name) in taken:
        raise UserError(f"{entity.label}本来就有“{name}”这一栏。", "请直接使用那一栏，或换一个列名。")
    if any(cells.compact(each.name) == cells.compact(name) for each in extras_of(entity)):
        raise UserError(f"已经有附加列“{name}”。", "请换一个列名。")
    return name
