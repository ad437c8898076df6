"""Schema steps: frozen SQL, one file per step, each in a transaction of its own.

`PRAGMA user_version` says how many steps a file has had. A released step is never edited; the
contract test prints the SQL that a changed entity is missing.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from models.errors import UserError
from models.migrations import step_0001, step_0002, step_0003, step_0004, step_0005

STEPS: tuple[tuple[str, ...], ...] = (
    step_0001.SQL,
    step_0002.SQL + step_0002.MOVES,
    step_0003.SQL + step_0003.MOVES,
    step_0004.SQL + step_0004.MOVES,
    step_0005.SQL + step_0005.MOVES,
)
"""All steps in order; position + 1 is the version a file has afterwards."""


def upgrade(connection: Any, back_up: Callable[[], object]) -> None:
    """Bring an open database to the newest version; `back_up` runs first unless it is new.

    Raises UserError for a file of a newer program; then nothing has been written.
    """
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version > len(STEPS):
        raise UserError(
            f"这份数据由更新版本的程序保存（数据版本 {version}，本程序 {len(STEPS)}）。",
            "请使用新版程序打开；数据没有被改动。",
        )
    if 0 < version < len(STEPS):
        back_up()
    for number, statements in enumerate(STEPS[version:], start=version + 1):
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("BEGIN IMMEDIATE")
        try:
            for statement in statements:
                connection.execute(statement)
            if connection.execute("PRAGMA foreign_key_check").fetchall():
                raise UserError("升级后引用不完整，已退回升级前的状态。", "请把备份文件夹交给技术人员。")
            connection.execute(f"PRAGMA user_version = {number}")
            connection.execute("COMMIT")
        except BaseException:
            connection.execute("ROLLBACK")
            raise
        finally:
            connection.execute("PRAGMA foreign_keys = ON")
