"""What the live entities would create, compared with what the migrations created."""

from __future__ import annotations

import sys
import textwrap
from typing import Any

from models.audit import AuditEntry, Batch
from models.entities import ENTITIES

GUARDS = tuple(
    f"CREATE TRIGGER {table}_no_{action.lower()} BEFORE {action} ON {table} "
    f"BEGIN SELECT RAISE(ABORT, 'append-only'); END"
    for table in ("audit_entry", "filing")
    for action in ("UPDATE", "DELETE")
)


def wanted_statements() -> list[str]:
    """CREATE statements of every table and index, in an order that references allow."""
    found: list[str] = []
    for model in (Batch, AuditEntry, *ENTITIES):
        manager: Any = model._schema
        found.append(manager._create_table(safe=False).query()[0])
        found.extend(index.query()[0] for index in manager._create_indexes(safe=False))
    return found


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
            missing += [s for s in wanted_statements() if f'"{table}"' in s.split("(")[0]]
            continue
        for field in model._meta.sorted_fields:
            if (table, field.column_name) not in columns:
                missing.append(
                    f'ALTER TABLE "{table}" ADD COLUMN "{field.column_name}" {field.field_type}'
                )
    return missing


def draft_first_step() -> str:
    """The text of step_0001, for as long as nothing has been released."""
    statements = [*wanted_statements(), *GUARDS]
    lines = ['"""Step 1: the tables of the first release."""', "", "SQL: tuple[str, ...] = ("]
    for statement in statements:
        lines += ['    """', *textwrap.wrap(statement, 94, break_long_words=False), '    """,']
    return "\n".join([*lines, ")", ""])


if __name__ == "__main__":
    sys.stdout.write(draft_first_step())
