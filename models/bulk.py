"""Many rows in one statement, without a model for each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from models.entity import DATABASE, Entity

_AT_ONCE = 500  # records in one query: SQLite takes some thousand values


def portions(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    """Ids in portions for one query each."""
    for start in range(0, len(ids), _AT_ONCE):
        yield ids[start : start + _AT_ONCE]


def records(entity: type[Entity], ids: Sequence[int]) -> list[Any]:
    """The records with these ids, in this order; an id that no longer exists is left out."""
    found: dict[int, Any] = {}
    for part in portions(ids):
        query: Any = entity.select().where(entity.id.in_(part))
        found |= {record.id: record for record in query}
    return [found[record_id] for record_id in ids if record_id in found]


def insert(table: str, columns: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
    """Add rows; values in the stored form."""
    names = ", ".join(f'"{c}"' for c in columns)
    marks = ", ".join("?" * len(columns))
    cursor = DATABASE.connection().cursor()
    cursor.executemany(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', rows)


def update(table: str, columns: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
    """Set columns of rows; each row is the new values in the stored form, and then the id."""
    names = ", ".join(f'"{c}" = ?' for c in columns)
    cursor = DATABASE.connection().cursor()
    cursor.executemany(f'UPDATE "{table}" SET {names} WHERE id = ?', rows)
