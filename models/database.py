"""The database keeper: the only place that knows where the data is.

Opens, locks against a second program, upgrades, backs up, restores and closes. Nothing else may
touch the live file with ordinary file functions: on Linux that would drop SQLite's lock.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from peewee import DatabaseError as PeeweeDatabaseError
from peewee import OperationalError
from sqlcipher3 import dbapi2 as sqlcipher

from models import attachments, backups, keys, migrations
from models.backups import Backup
from models.contents import CONTENTS, Contents
from models.entity import DATABASE
from models.errors import UserError

MAIN = "main.db"
LOCK = "lock.db"


class DamagedDatabase(UserError):
    """The live file cannot be read; a backup has to take its place."""


class AlreadyOpen(UserError):
    """Another running program holds this data folder."""


@dataclass
class Keeper:
    """An open data folder. `close()` makes the closing backup when something changed."""

    folder: Path
    key: str
    _lock: Any
    _opened_head: int

    @property
    def key_folders(self) -> list[Path]:
        """Where copies of the key file lie: the data folder first."""
        return [self.folder, self.backup_folder]

    @property
    def backup_folder(self) -> Path:
        """Where verified backups lie."""
        return self.folder / backups.FOLDER

    def backup(self, reason: str) -> Backup:
        """Make and fully verify a backup of the present state."""
        return backups.make(
            DATABASE.connection(), self.backup_folder, self.key, reason=reason,
            before_it_counts=CONTENTS.back_up,
        )

    def backups(self) -> list[Backup]:
        """The verified backups, newest first."""
        return backups.listed(self.backup_folder)

    def restore(self, backup: Backup) -> Backup:
        """Put a backup in place of the present state, which is backed up first and returned."""
        backups.verify(backup.path, self.key)
        present = self.backup("恢复前")
        CONTENTS.put_back()  # before the records that refer to it
        backups.copy_into(backup.path, DATABASE.connection(), self.key)
        migrations.upgrade(DATABASE.connection(), lambda: None)
        return present

    def check(self) -> list[str]:
        """Full check of the live files: a Chinese sentence for each fault; none when whole."""
        found = backups.faults(DATABASE.connection())
        return found + [f"附件库：{fault}" for fault in CONTENTS.live.faults()]

    def is_changed(self) -> bool:
        """Whether anything was written since opening."""
        return backups.history_head(DATABASE.connection()) != self._opened_head

    def close(self, *, backup: bool = True) -> None:
        """Back up when something changed, then let go of file and lock."""
        try:
            if backup and self.is_changed():
                self.backup("关闭")
                attachments.sweep()
        finally:
            CONTENTS.close()
            _disconnect()
            self._lock.close()

    def release_thread(self) -> None:
        """Close the calling thread's own connection (a worker that ends)."""
        _disconnect()


def exists(folder: Path) -> bool:
    """Whether this folder already holds a college."""
    return (folder / MAIN).exists()


def open_folder(folder: Path, password: str | None = None) -> Keeper:
    """Open the college in `folder`, creating an empty one when there is none.

    password: of a protected folder, or its recovery code; keys.PasswordNeeded without one.
    Raises AlreadyOpen, DamagedDatabase, or UserError for a folder that cannot be written and for
    a file made by a newer program (which is left untouched).
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / ".probe"
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as error:
        raise UserError(f"数据文件夹“{folder}”不能写入。", "请换一个位置，或检查磁盘与权限。") from error
    lock = _take_lock(folder)
    try:
        key = keys.load(folder, password)
        if key is None:
            if exists(folder):
                raise UserError(
                    f"数据文件夹“{folder}”里缺少钥匙文件 keys.json，数据库打不开。",
                    "请从备份文件夹中把 keys.json 复制回来。",
                )
            key = keys.create(folder)
        keeper = Keeper(folder, key, lock, 0)
        _connect(keeper)
    except BaseException:
        CONTENTS.close()
        _disconnect()
        lock.close()
        raise
    return keeper


def recover(folder: Path, backup: Backup, password: str | None = None) -> None:
    """Replace an unreadable live file by a verified backup; the old file goes to 隔离."""
    lock = _take_lock(folder)
    try:
        key = keys.load(folder, password) or _key_from_backups(folder, password)
        backups.verify(backup.path, key)
        _quarantine(folder)
        connection = backups.connect(folder / MAIN, key)
        try:
            backups.copy_into(backup.path, connection, key)
        finally:
            connection.close()
        keys.keep(folder, key)
        contents = Contents()
        contents.open(folder, folder / backups.FOLDER, key)
        contents.put_back()
    finally:
        lock.close()


def backups_in(folder: Path) -> list[Backup]:
    """Verified backups of a folder that is not open, newest first."""
    return backups.listed(folder / backups.FOLDER)


def _disconnect() -> None:
    if not DATABASE.deferred and not DATABASE.is_closed():
        DATABASE.close()


def _connect(keeper: Keeper) -> None:
    _disconnect()
    DATABASE.init(str(keeper.folder / MAIN), passphrase=f"x'{keeper.key}'")
    try:
        DATABASE.connect()
        connection = DATABASE.connection()
        before_upgrade: Callable[[], object] = lambda: backups.make(  # noqa: E731
            connection, keeper.backup_folder, keeper.key, reason="升级前",
            before_it_counts=CONTENTS.back_up,
        )
        CONTENTS.open(keeper.folder, keeper.backup_folder, keeper.key)
        migrations.upgrade(connection, before_upgrade)
        keeper._opened_head = backups.history_head(connection)
    except (PeeweeDatabaseError, sqlcipher.DatabaseError) as error:
        if isinstance(error, OperationalError | sqlcipher.OperationalError):
            raise UserError("数据库暂时打不开（磁盘满、被占用或不能写入）。", "请检查磁盘空间后再试。") from error
        raise DamagedDatabase(
            f"数据文件“{keeper.folder / MAIN}”已损坏，或钥匙不对。", "请从最近的备份恢复。"
        ) from error


def _take_lock(folder: Path) -> Any:
    """Lock a tiny SQLite file beside the data; the kernel frees it after a crash."""
    connection = sqlcipher.connect(str(folder / LOCK), timeout=0.2, isolation_level=None)
    try:
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("CREATE TABLE IF NOT EXISTS holder (pid INTEGER)")
        connection.execute("DELETE FROM holder")
        connection.execute("INSERT INTO holder VALUES (?)", (os.getpid(),))
        connection.execute("COMMIT")
    except sqlcipher.DatabaseError as error:
        connection.close()
        raise AlreadyOpen(f"“{folder}”正由另一个外事台账程序使用。", "请使用已经打开的那个窗口。") from error
    return connection


def _quarantine(folder: Path) -> None:
    """Move the damaged file and its journal together; nothing is deleted."""
    backups.set_aside(folder, (MAIN, f"{MAIN}-journal"))


def _key_from_backups(folder: Path, password: str | None) -> str:
    key = keys.load(folder / backups.FOLDER, password)
    if key is None:
        raise UserError("钥匙文件 keys.json 与它的备份都不见了，数据无法解开。")
    return key


