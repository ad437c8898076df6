"""The content store: the bytes of scans and files, each once, found by their digest.

A second SQLCipher file beside the database, with the same key and the same settings. A content
is written and committed before any record refers to it, so a reference can never dangle; what no
record ever came to refer to is an orphan, harmless, and swept later. Contents never change.
Every operation opens the file for itself: a content is large and rare, so no connection is kept.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from models import backups, connection
from models.backups import DatabaseFault, PassingFault
from models.errors import UserError
from models.jobs import Progress, Silent

FILES = "files.db"
SWEPT_AFTER = timedelta(days=1)
"""Younger orphans may belong to a form that is still open."""

_TABLE = (
    "CREATE TABLE IF NOT EXISTS content (digest TEXT NOT NULL PRIMARY KEY, size INTEGER NOT NULL,"
    " added_at TEXT NOT NULL, bytes BLOB NOT NULL)"
)


class MissingContent(UserError):
    """A content that a record refers to is neither in the store nor in the backups."""


def digest_of(content: bytes) -> str:
    """The name of a content: its SHA-256 in hex."""
    return hashlib.sha256(content).hexdigest()


class ContentFile:
    """One file of contents: the live one, or the one in the backup folder."""

    def __init__(self, path: Path, key: str) -> None:
        self.path = path
        self._key = key

    def exists(self) -> bool:
        """Whether anything was ever stored here."""
        return self.path.exists()

    @contextmanager
    def opened(self) -> Iterator[Any]:
        """A connection with every safety setting in force; closed afterwards."""
        opened = backups.connect(self.path, self._key)
        try:
            opened.execute(f"PRAGMA busy_timeout = {connection.BUSY_SECONDS * 1000}")
            connection.secure(opened)
            opened.execute(_TABLE)
            yield opened
        finally:
            opened.close()

    def digests(self) -> set[str]:
        """What is stored."""
        if not self.exists():
            return set()
        with self.opened() as opened:
            return {row[0] for row in opened.execute("SELECT digest FROM content")}

    def put(self, content: bytes, *, digest: str = "") -> str:
        """Store a content unless it is there already; its digest. Committed when this returns."""
        digest = digest or digest_of(content)
        with self.opened() as opened:
            # What is there already counts as new, so that no sweep takes it under way; and it is
            # made whole if it was not.
            opened.execute(
                "INSERT INTO content (digest, size, added_at, bytes) VALUES (?, ?, ?, ?)"
                " ON CONFLICT (digest) DO UPDATE"
                " SET added_at = excluded.added_at, bytes = excluded.bytes",
                (digest, len(content), _now(), content),
            )
        return digest

    def get(self, digest: str) -> bytes | None:
        """A content, proved by its digest; None when it is not here or not whole."""
        if not self.exists():
            return None
        try:
            with self.opened() as opened:
                row = opened.execute(
                    "SELECT bytes FROM content WHERE digest = ?", (digest,)
                ).fetchone()
        except DatabaseFault:
            return None
        content = None if row is None else bytes(row[0])
        return content if content is not None and digest_of(content) == digest else None

    def drop(self, digests: Iterable[str]) -> None:
        """Take contents away; only for what no record refers to, or what is no longer whole."""
        with self.opened() as opened:
            opened.executemany("DELETE FROM content WHERE digest = ?", [(d,) for d in digests])

    def faults(self) -> list[str]:
        """What the page MACs and the b-trees say; empty when all is well."""
        if not self.exists():
            return []
        try:
            with self.opened() as opened:
                return backups.faults(opened)
        except DatabaseFault:
            return ["附件库打不开。"]

    def older_than(self, moment: datetime) -> set[str]:
        """What was stored before a moment."""
        if not self.exists():
            return set()
        with self.opened() as opened:
            found = opened.execute(
                "SELECT digest FROM content WHERE added_at < ?", (_text(moment),)
            )
            return {row[0] for row in found}


class Contents:
    """The contents of the open college; `models.database` says where they lie.

    Reading falls back on the backups' file, and puts back what the live one has lost.
    """

    def __init__(self) -> None:
        self._live: ContentFile | None = None
        self._kept: ContentFile | None = None

    def open(self, folder: Path, backup_folder: Path, key: str) -> None:
        """Work in this data folder from now on; a file that cannot be opened is made anew.

        The damaged one goes to 隔离, and what the backups hold is put back.
        """
        self._live = ContentFile(folder / FILES, key)
        self._kept = ContentFile(backup_folder / FILES, key)
        if not self._live.exists():
            self.put_back()  # harmless where nothing was ever stored
            return
        try:
            self._live.digests()
        except PassingFault:
            return  # a full disk or a lock is no damage; whoever needs a content is told
        except DatabaseFault:
            self.rebuild()

    def close(self) -> None:
        """Forget folder and key."""
        self._live = self._kept = None

    @property
    def live(self) -> ContentFile:
        """The file in use. Raises LookupError while no college is open."""
        if self._live is None:
            raise LookupError("no data folder is open")
        return self._live

    @property
    def kept(self) -> ContentFile:
        """The file of the backups, which only ever grows."""
        if self._kept is None:
            raise LookupError("no data folder is open")
        return self._kept

    def put(self, content: bytes) -> str:
        """Store a content, on the disk when this returns; its digest."""
        try:
            return self.live.put(content)
        except DatabaseFault as error:
            raise UserError("附件没有存进去：磁盘满了，或附件库被占用。", "请检查磁盘空间后再试。") from error

    def get(self, digest: str) -> bytes:
        """A content, proved by its digest. Raises MissingContent when it is lost or damaged."""
        content = self.live.get(digest)
        if content is None and (content := self.kept.get(digest)) is not None:
            self._mend(digest, content)
        if content is None:
            raise MissingContent(
                "这份附件的内容已损坏或丢失，备份里也没有完好的一份。", "请用原来的文件重新添加；这条附件可以移除。"
            )
        return content

    def has(self, digest: str) -> bool:
        """Whether the live file lists this content (not whether it is whole)."""
        return digest in self.live.digests()

    def back_up(self, progress: Progress | None = None) -> int:
        """Copy what the backup folder does not have yet, each proved by reading it back; how many.

        Contents never change, so nothing is copied twice. Raises UserError when one cannot be
        written. What the live file holds damaged is left out: the library check says so.
        """
        if not self.live.exists():
            return 0
        progress = progress or Silent()
        try:
            self.kept.path.parent.mkdir(parents=True, exist_ok=True)
            lacking = sorted(self.live.digests() - self._kept_digests())
            for done, digest in enumerate(lacking):
                progress.step(done, len(lacking), "备份附件")
                if (content := self.live.get(digest)) is None:
                    continue
                self.kept.put(content, digest=digest)
                if self.kept.get(digest) is None:
                    raise UserError("附件备份没有通过检查，这份备份不算数。", "请检查备份所在的磁盘，再备份一次。")
        except (OSError, DatabaseFault) as error:
            raise UserError("没有备份成功：附件写不进备份文件夹。", "请检查磁盘空间和权限。") from error
        return len(lacking)

    def put_back(self) -> int:
        """Take from the backups what the live file lacks; how many."""
        if not self.kept.exists():
            return 0
        try:
            held = self.kept.digests()
        except DatabaseFault:
            return 0
        return self._copy_back(held - self.live.digests())

    def rebuild(self) -> int:
        """Make the live file anew from all that is whole in it and in the backups; how many.

        The old file goes to 隔离; nothing is deleted.
        """
        whole = _readable(self.live)
        held = dict.fromkeys(_readable_digests(self.kept), self.kept)
        held |= dict.fromkeys(whole, self.live)
        fresh = ContentFile(self.live.path.with_name(f"{FILES}.part"), self.live._key)
        fresh.path.unlink(missing_ok=True)
        count = 0
        for digest, source in held.items():
            if (content := source.get(digest)) is not None:
                fresh.put(content, digest=digest)
                count += 1
        fresh.digests()
        backups.set_aside(self.live.path.parent, (FILES, f"{FILES}-journal"))
        fresh.path.replace(self.live.path)
        self.live.path.with_name(f"{fresh.path.name}-journal").unlink(missing_ok=True)
        return count

    def sweep(self, referred: Callable[[], set[str]], *, today: datetime | None = None) -> int:
        """Let go of orphans: no record refers to them, now or in history, and a backup has them.

        referred: the digests that records name, asked after the candidates were read, so that
        a content whose record is just being kept is seen. How many were taken away.
        """
        if not self.live.exists():
            return 0
        old = self.live.older_than((today or datetime.now()) - SWEPT_AFTER)
        gone = [d for d in old - referred() if self.kept.get(d) is not None]
        if gone:
            self.live.drop(gone)
        return len(gone)

    def _kept_digests(self) -> set[str]:
        """What the backups hold; a damaged file of theirs is put aside and made anew."""
        try:
            return self.kept.digests()
        except PassingFault:
            raise
        except DatabaseFault:
            backups.set_aside(self.kept.path.parent, (FILES, f"{FILES}-journal"))
            return set()

    def _copy_back(self, digests: Iterable[str]) -> int:
        count = 0
        for digest in digests:
            if (content := self.kept.get(digest)) is not None:
                self.live.put(content, digest=digest)
                count += 1
        return count

    def _mend(self, digest: str, content: bytes) -> None:
        """Put a good copy where a damaged one was; a page that refuses leaves it to `rebuild`."""
        try:
            self.live.drop([digest])
            self.live.put(content, digest=digest)
        except DatabaseFault:
            return  # the content was found and is handed out; the library check tells of the file


CONTENTS = Contents()
"""The contents of the one open college, as `entity.DATABASE` is its database."""


def _readable_digests(source: ContentFile) -> set[str]:
    try:
        return source.digests()
    except DatabaseFault:
        return set()


def _readable(source: ContentFile) -> set[str]:
    return {digest for digest in _readable_digests(source) if source.get(digest) is not None}


def _now() -> str:
    return _text(datetime.now())


def _text(moment: datetime) -> str:
    return moment.isoformat(sep=" ", timespec="seconds")
