"""In which order a batch of papers comes out of the printer: as selected, by name or by number."""

from __future__ import annotations

import re
from collections.abc import Sequence

from models.chinese_order import order_key
from models.entity import Entity
from models.fields import Kind, Text

AS_SELECTED, BY_NAME, BY_NUMBER = "", "name", "number"


def number_field(entity: type[Entity]) -> Kind | None:
    """The number by which the office knows records (学号, 工号, 批件号); None without one."""
    for group in entity.identity:
        kind = entity.field_named(group[0])
        if len(group) == 1 and isinstance(kind, Text) and kind.name.endswith("_no"):
            return kind
    return None


def ways(entity: type[Entity]) -> list[tuple[str, str]]:
    """What can be asked for: value and words."""
    number = number_field(entity)
    found = [(AS_SELECTED, "按名单顺序"), (BY_NAME, "按名称")]
    return [*found, (BY_NUMBER, f"按{number.label}")] if number else found


def in_order(records: Sequence[Entity], way: str) -> list[Entity]:
    """The records in the order that was asked for; without a number they stand last."""
    if way == BY_NAME:
        return sorted(records, key=lambda record: order_key(str(record)))
    number = number_field(type(records[0])) if records and way == BY_NUMBER else None
    if number is None:
        return list(records)
    return sorted(records, key=lambda record: _natural(str(number.read(record) or "")))


def _natural(words: str) -> tuple[bool, list[tuple[int, int, str]]]:
    """A2 before A10; nothing last."""
    parts = re.findall(r"\d+|\D+", words)
    return not words, [(0, int(p), "") if p.isdecimal() else (1, 0, p) for p in parts]
