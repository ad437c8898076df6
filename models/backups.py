"""Backups: made by SQLite's backup API, reopened and fully checked before they count."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as sqlcipher

from models import keys
from models.errors import UserError

FOLDER = "备份"
QUARANTINE = "隔离"
KEEP_LATEST = 30
KEEP_DAYS = 14
KEEP_MONTHS = 12

DatabaseFault = sqlcipher.DatabaseError
"""What the driver raises for a file that cannot be read or written."""
PassingFault = sqlcipher.OperationalError
"""The part of it that may pass: a full disk, a lock."""


@dataclass(frozen=True)
class Backup:
    """One verified backup: its file, when and why it was made, and what it holds."""

    path: Path
    sequence: int
    made_at: str
    reason: str
    history_head: int
    records: int
    sha256: str


def connect(path: Path, key: str) -> Any:
    """A connection of its own to an encrypted file, for copying and checking only."""
    connection = sqlcipher.connect(str(path), isolation_level=None, timeout=5)
    connection.execute(f"PRAGMA key = \"x'{key}'\"")
    connection.execute("PRAGMA cipher_log_level = NONE")
    return connection


def make(
    live: Any, folder: Path, key: str, *, reason: str,
    before_it_counts: Callable[[], object] = lambda: None,
) -> Backup:
    """Copy the live database into `folder`, verify the copy, then let old ones go.

    before_it_counts: makes safe what the copied records refer to outside the database.
    Raises UserError, and leaves no half file, when the copy cannot be written or does not check.
    """
    sequence = max((b.sequence for b in listed(folder)), default=0) + 1
    moment = datetime.now()
    name = f"{sequence:06d}-{moment:%Y%m%d-%H%M%S}-{reason}.db"
    part = folder / f"{name}.part"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _copy(live, part, key)
        _sync(part)
        head, records = verify(part, key)
        if head != history_head(live):
            raise UserError("备份与现有数据不一致，这份备份不算数。", "请再备份一次。")
        before_it_counts()
        part.replace(folder / name)
        keys.keep(folder, key)
    except (OSError, sqlcipher.DatabaseError) as error:
        raise UserError(f"没有备份成功：“{folder}”写不进去。", "请检查磁盘空间和权限。") from error
    finally:
        part.unlink(missing_ok=True)
    backup = Backup(
        folder / name, sequence, f"{moment:%Y-%m-%d %H:%M:%S}", reason, head, records,
        hashlib.sha256((folder / name).read_bytes()).hexdigest(),
    )
    _write_manifest(backup)
    _rotate(folder)
    return backup


def listed(folder: Path) -> list[Backup]:
    """The backups with a manifest, newest first; an unverified file has none and is not listed."""
    found = []
    for path in folder.glob("*.json"):
        if path.name in keys.NAMES:
            continue
        try:
            facts = json.loads(path.read_text("utf-8"))
            backup = Backup(path.with_suffix(".db"), **facts)
        except (ValueError, TypeError):
            continue
        if backup.path.exists():
            found.append(backup)
    return sorted(found, key=lambda b: b.sequence, reverse=True)


def verify(path: Path, key: str) -> tuple[int, int]:
    """Open a copy on its own and check every page; history head and number of changes.

    Raises UserError when it is damaged, empty, or belongs to another key.
    """
    try:
        connection = connect(path, key)
        try:
            connection.execute("SELECT count(*) FROM sqlite_master")
            if wrong := faults(connection):
                raise UserError(f"备份“{path.name}”没有通过检查：{wrong[0]}", "请改用另一份备份。")
            head = history_head(connection)
            records = connection.execute("SELECT count(*) FROM audit_entry").fetchone()[0]
        finally:
            connection.close()
    except sqlcipher.DatabaseError as error:
        raise UserError(f"备份“{path.name}”已损坏或不是这套数据的备份。", "请改用另一份备份。") from error
    return head, records


def faults(connection: Any) -> list[str]:
    """What the page MACs, the b-trees and the references say; empty when all is well."""
    try:
        rows = connection.execute("PRAGMA cipher_integrity_check").fetchall()
        if rows:
            return [f"有 {len(rows)} 个数据页的校验码不符。"]
        rows = connection.execute("PRAGMA integrity_check").fetchall()
        if [r[0] for r in rows] != ["ok"]:
            return [f"数据库结构有 {len(rows)} 处错误。"]
        rows = connection.execute("PRAGMA foreign_key_check").fetchall()
    except sqlcipher.DatabaseError:
        return ["有数据页读不出来。"]
    return [f"有 {len(rows)} 处引用指向不存在的记录。"] if rows else []


def copy_into(source: Path, live: Any, key: str) -> None:
    """Put a backup's content into an open database, atomically (SQLite's backup API)."""
    connection = connect(source, key)
    try:
        connection.backup(live)
    finally:
        connection.close()


def set_aside(folder: Path, names: Iterable[str]) -> None:
    """Move damaged files, a database with its journal, to 隔离 in a folder; nothing is deleted."""
    target = folder / QUARANTINE / datetime.now().strftime("%Y%m%d-%H%M%S")
    target.mkdir(parents=True, exist_ok=True)
    for name in names:
        if (folder / name).exists():
            (folder / name).rename(target / name)


def history_head(connection: Any) -> int:
    """The number of the latest change; 0 for an empty college."""
    return int(connection.execute("SELECT coalesce(max(id), 0) FROM audit_entry").fetchone()[0])


def _copy(live: Any, target: Path, key: str) -> None:
    connection = connect(target, key)
    try:
        live.backup(connection)
    finally:
        connection.close()


def _sync(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())


def _write_manifest(backup: Backup) -> None:
    facts = {
        "sequence": backup.sequence, "made_at": backup.made_at, "reason": backup.reason,
        "history_head": backup.history_head, "records": backup.records, "sha256": backup.sha256,
    }
    part = backup.path.with_suffix(".json.part")
    part.write_text(json.dumps(facts, ensure_ascii=False, indent=1), "utf-8")
    _sync(part)
    part.replace(backup.path.with_suffix(".json"))


def kept(backups: list[Backup]) -> list[Backup]:
    """Which backups stay: the latest, one a day, one a month; never fewer than three.

    Dates are only labels: order is by sequence, so a wrong clock cannot cost the newest ones.
    """
    newest_first = sorted(backups, key=lambda b: b.sequence, reverse=True)
    stays = dict.fromkeys(newest_first[:KEEP_LATEST])
    for length, limit in ((10, KEEP_DAYS), (7, KEEP_MONTHS)):
        seen: dict[str, Backup] = {}
        for backup in newest_first:
            seen.setdefault(backup.made_at[:length], backup)
        stays |= dict.fromkeys(list(seen.values())[:limit])
    return list(stays)


def _rotate(folder: Path) -> None:
    everything = listed(folder)
    for backup in set(everything) - set(kept(everything)):
        backup.path.with_suffix(".json").unlink(missing_ok=True)
        backup.path.unlink(missing_ok=True)
