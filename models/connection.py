"""The SQLCipher connection: its settings are part of the safety, so each is read back."""

from typing import Any

from playhouse.sqlcipher_ext import SqlCipherDatabase

from models.errors import UserError

PRAGMAS: dict[str, tuple[str, object]] = {
    "journal_mode": ("truncate", "truncate"),
    "synchronous": ("extra", 3),
    "foreign_keys": ("on", 1),
    "secure_delete": ("on", 1),
    "trusted_schema": ("off", 0),
    "cell_size_check": ("on", 1),
    "mmap_size": ("0", 0),
    "temp_store": ("memory", 2),
}
"""Name: what is set, and what must be read back (power cuts and damage were tried with these)."""

BUSY_SECONDS = 20
CACHE_KIB = 48_000
"""Decrypted pages kept in memory; a list of 100,000 records is filtered from there."""


class CollegeDatabase(SqlCipherDatabase):
    """One encrypted file; a connection for each thread that asks, at most window and worker."""

    def _add_conn_hooks(self, conn: Any) -> None:
        conn.execute("PRAGMA cipher_log_level = NONE")
        conn.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
        conn.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")
        super()._add_conn_hooks(conn)
        secure(conn)


def secure(conn: Any) -> None:
    """Put every safety setting in force on a connection and read it back; UserError otherwise."""
    for name, (setting, expected) in PRAGMAS.items():
        conn.execute(f"PRAGMA {name} = {setting}")
        row = conn.execute(f"PRAGMA {name}").fetchone()
        found = row[0] if row else 0
        if found != expected:
            raise UserError(
                f"数据库安全设置“{name}”没有生效（应为 {expected}，实为 {found}）。",
                "请不要在这台电脑上录入数据，先把数据文件夹复制到本机硬盘后再试。",
            )
