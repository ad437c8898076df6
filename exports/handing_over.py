"""The one way out: every file written outside the data folder is announced in the export log.

The log's row stands before the file: a crash in between leaves 计划, which the next start turns
into 未完成.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from exports.files import write_whole
from models import export_log


@dataclass(frozen=True)
class About:
    """What the log keeps of a file: what it is, for whom, and what personal data is in it.

    profile: 内部, 上报, 公开, or 出具 for a paper handed to its holder. people: how many persons
    or rows; None where it holds no persons. columns: those with full numbers. masked: None where
    there was nothing to mask.
    """

    what: str
    profile: str = "内部"
    receiver: str = ""
    people: int | None = None
    columns: str = ""
    masked: bool | None = None
    reason: str = ""


@contextmanager
def leaving(path: Path, about: About) -> Iterator[Callable[[bytes], None]]:
    """Gives the function that writes the file; the log says 完成 after it, else 未完成."""
    entry = export_log.plan(
        about.what, file_name=path.name, profile=about.profile, receiver=about.receiver,
        people=about.people, columns=about.columns, is_masked=about.masked, reason=about.reason,
    )
    digests: list[str] = []

    def write(content: bytes) -> None:
        write_whole(path, content)
        digests.append(hashlib.sha256(content).hexdigest())

    try:
        yield write
    except BaseException:
        export_log.fail(entry)
        raise
    if digests:
        export_log.complete(entry, digests[-1])
    else:
        export_log.fail(entry)


@contextmanager
def leaving_folder(folder: Path, about: About) -> Iterator[None]:
    """Around the writing of a whole folder: one row for all its files, without a digest."""
    entry = export_log.plan(
        about.what, file_name=folder.name, profile=about.profile, receiver=about.receiver,
        people=about.people, columns=about.columns, is_masked=about.masked, reason=about.reason,
    )
    try:
        yield
    except BaseException:
        export_log.fail(entry)
        raise
    export_log.complete(entry, "")


def send_out(path: Path | str, content: bytes, about: About) -> None:
    """Write a file outside the data folder, whole, with its row in the export log.

    Raises UserError naming the file when it cannot be written; the row then says 未完成.
    """
    with leaving(Path(path), about) as write:
        write(content)
