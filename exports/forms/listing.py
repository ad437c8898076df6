"""支撑明细 as declarations: which records, which columns; sensitive values masked unless asked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from exports.forms.base import DetailSheet, FilledForm
from models.fields import Kind, Link, masked
from models.indicators import Period


@dataclass(frozen=True)
class Item:
    """One column of a list: header, width, and how a record and the period give its value."""

    header: str
    width: float
    value: Callable[[Any, Period], Any]
    sensitive: bool = False


def of(path: str, header: str = "", width: float = 12) -> Callable[[type[Any]], Item]:
    """A column read off a field, by name or by link and name (student.sex)."""

    def make(entity: type[Any]) -> Item:
        *links, name = path.split(".")
        for link in links:
            linked = entity.field_named(link)
            assert isinstance(linked, Link), path
            entity = linked.rel_model
        kind: Kind = entity.field_named(name)

        def value(record: Any, period: Period) -> Any:  # noqa: ARG001
            for link in links:
                record = getattr(record, link)
                if record is None:
                    return None
            return plain(kind, getattr(record, name))

        on_paper = kind.label.replace("(", "\uff08").replace(")", "\uff09")
        return Item(header or on_paper, width, value, kind.sensitive)

    return make


def plain(kind: Kind, value: Any) -> Any:
    """Numbers and full dates stay what they are; everything else becomes its words."""
    from datetime import date

    from models.partial_date import OPEN_ENDED

    if value is None or isinstance(value, bool) or value == OPEN_ENDED:
        return kind.show(value)
    if kind.align_right or isinstance(value, date):
        return value
    return kind.show(value)


def computed(header: str, width: float, value: Callable[[Any, Period], Any], *,
             sensitive: bool = False) -> Item:
    """A column that is no field of the record."""
    return Item(header, width, value, sensitive)


def listing(
    title: str, entity: type[Any], items: Sequence[Item | Callable[[type[Any]], Item]], *,
    records: Callable[[FilledForm], Iterable[Any]], note: str = "",
) -> Callable[[FilledForm, bool], DetailSheet]:
    """A detail sheet: a running number, then the items of each record."""

    def make(filled: FilledForm, hide: bool) -> DetailSheet:
        columns = [item if isinstance(item, Item) else item(entity) for item in items]
        found = list(records(filled))
        rows = tuple(
            (number, *(_value(column, record, filled.period, hide=hide) for column in columns))
            for number, record in enumerate(found, 1)
        )
        return DetailSheet(
            title, ("序号", *(c.header for c in columns)), rows,
            (5.5, *(c.width for c in columns)), tuple(found), note,
        )

    return make


def _value(column: Item, record: Any, period: Period, *, hide: bool) -> Any:
    value = column.value(record, period)
    if hide and column.sensitive and value not in (None, ""):
        return masked(str(value))
    return value


def behind(*rows: str, column: str) -> Callable[[FilledForm], list[Any]]:
    """The records behind some rows of a column, each once."""

    def records(filled: FilledForm) -> list[Any]:
        found: dict[int, Any] = {}
        for row in rows:
            if (row, column) in filled.cells or (row, column) in filled.hidden:
                found |= {record.id: record for record in filled.cell(row, column).records()}
        return list(found.values())

    return records
