"""导出记录: a row for every file that leaves the data folder, kept before the file is written."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from models import store
from models.entities.kept_settings import ExportLog
from models.history import UNDOABLE_NEVER

SOURCE = UNDOABLE_NEVER[0]
"""Batches of this source are no action of hers that could be taken back."""

PLANNED, DONE, BROKEN = "计划", "完成", "未完成"
_STARTED = datetime.now().isoformat(sep=" ", timespec="seconds")


def plan(what: str, *, file_name: str, **facts: Any) -> ExportLog:
    """Keep that a file is about to be written; facts are the fields of ExportLog."""
    moment = datetime.now()
    entry = ExportLog(
        what=what, file_name=file_name, left_on=moment.date(), at_time=f"{moment:%H:%M:%S}",
        state=PLANNED,
        **{name: None if value == "" else value for name, value in facts.items()},
    )
    store.save(entry, source=SOURCE, label=f"导出{what}")
    return entry


def complete(entry: ExportLog, digest: str) -> None:
    """The file stands: its SHA-256 is kept; blank for a whole folder."""
    entry.state, entry.file_digest = DONE, digest or None
    store.save(entry, source=SOURCE, label=f"导出{entry.what}")


def fail(entry: ExportLog) -> None:
    """The file was not written, or not wholly."""
    entry.state = BROKEN
    store.save(entry, source=SOURCE, label=f"导出{entry.what}")


def close_abandoned() -> int:
    """Turn what an earlier run left at 计划 (a crash) into 未完成; how many."""
    left = list(ExportLog.active().where(
        (ExportLog.state == PLANNED) & (ExportLog.created_at < _STARTED)
    ))
    for entry in left:
        fail(entry)
    return len(left)
