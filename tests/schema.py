"""What the live entities would create, compared with what the migrations created."""

from __future__ import annotations

import sqlite3
import sys
import textwrap
from typing import Any

from models.audit import AuditEntry, Batch
from models.entities import ENTITIES
from models.entity import JsonField
from models.fields import Link
from models.migrations import STEPS
from models.migrations import step_0005 as newest


def wanted_statements(model: Any) -> list[str]:
    """CREATE statements of one table and its indexes."""
    manager: Any = model._schema
    indexes = manager._create_indexes(safe=False)
    return [manager._create_table(safe=False).query()[0], *(i.query()[0] for i in indexes)]


def missing_statements(connection: Any) -> list[str]:
    """What the migrated database lacks: the SQL for the next step, ready to save."""
    columns = {
        (table, row[1])
        for (table,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        for row in connection.execute(f'PRAGMA table_info("{table}")')
    }
    tables = {table for table, _ in columns}
    missing = []
    for model in (Batch, AuditEntry, *ENTITIES):
        table = model._meta.table_name
        if table not in tables:
            missing += wanted_statements(model)
            continue
        for field in model._meta.sorted_fields:
            if (table, field.column_name) not in columns:
                missing += _column_statements(table, field)
    return missing


def _column_statements(table: str, field: Any) -> list[str]:
    described = field.field_type
    if isinstance(field, JsonField):
        described += " NOT NULL DEFAULT '{}'"
    if not isinstance(field, Link):
        return [f'ALTER TABLE "{table}" ADD COLUMN "{field.column_name}" {described}']
    target = field.rel_model._meta.table_name
    return [
        f'ALTER TABLE "{table}" ADD COLUMN "{field.column_name}" INTEGER '
        f'REFERENCES "{target}" ("id") ON DELETE RESTRICT',
        f'CREATE INDEX "{table}_{field.column_name}" ON "{table}" ("{field.column_name}")',
    ]


def _quoted(statement: str) -> list[str]:
    wrapped = textwrap.wrap(statement.strip(), 94, break_long_words=False)
    return ['    """', *wrapped, '    """,']


def draft_newest_step() -> str:
    """The text of the newest step, for as long as it has not been released."""
    connection = sqlite3.connect(":memory:")
    for statements in STEPS[:-1]:
        for statement in statements:
            connection.execute(statement)
    lines = [f'"""{(newest.__doc__ or "").strip()}"""', "", "SQL: tuple[str, ...] = ("]
    for statement in missing_statements(connection):
        lines += _quoted(statement)
    lines += [")", '"""New tables and columns."""', "", "MOVES: tuple[str, ...] = ("]
    for statement in newest.MOVES:
        lines += _quoted(statement)
    return "\n".join([*lines, ")", '"""What one field held and lines hold now."""', ""])


if __name__ == "__main__":
    sys.stdout.write(draft_newest_step())
