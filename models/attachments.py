"""Attachments of records: taking files in, giving them back, and proving that all are there."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from peewee import fn

from models import bulk, media, store
from models.audit import AuditEntry
from models.backups import DatabaseFault
from models.contents import CONTENTS, digest_of
from models.entities import entity_by_key
from models.entities.attachment import Attachment
from models.entities.letter_template import LetterTemplate
from models.entity import Entity
from models.errors import UserError
from models.jobs import Progress, Silent
from models.partial_date import Day

GROUPS = ("人员", "往来", "合作", "年度")
"""The parts of the menu whose records can have attachments."""
MOST_MB = 50
MOST_BYTES = MOST_MB << 20
_PIECE = 1 << 20


@dataclass(frozen=True)
class StoredFile:
    """A file whose content is in the store already, and no record's yet."""

    file_name: str
    digest: str
    size: int
    media_type: str
    pages: int | None = None


@dataclass
class TakenIn:
    """What became of files that were dragged in: those stored, and why others were not."""

    stored: list[StoredFile] = field(default_factory=list)
    refused: list[UserError] = field(default_factory=list)


@dataclass
class Library:
    """What the check of the library found. missing and damaged: attachments by what is wrong."""

    checked: int = 0
    missing: list[Attachment] = field(default_factory=list)
    damaged: list[Attachment] = field(default_factory=list)
    orphans: int = 0
    unreadable: bool = False

    @property
    def is_whole(self) -> bool:
        """Whether every attachment can be opened; orphans do no harm."""
        return not (self.missing or self.damaged or self.unreadable)

    def lines(self) -> list[str]:
        """The findings as Chinese sentences."""
        if self.unreadable:
            return ["附件库打不开：文件有数据页读不出来。重新打开程序时会用备份重建。"]
        found = [
            f"附件“{each}”（{owner_title(each)}）的内容{fault}。"
            for each, fault in (*((a, "不在附件库里") for a in self.missing),
                                *((a, "与登记的摘要不符，已损坏") for a in self.damaged))
        ]
        if self.is_whole and self.checked:
            found.append(f"附件完好：{self.checked} 份内容都与登记的摘要一致。")
        if self.orphans:
            found.append(f"另有 {self.orphans} 份内容没有记录引用，会在关闭时自动清理。")
        return found


def takes(entity: type[Entity]) -> bool:
    """Whether records of this entity can have attachments: her registers, no lines or settings."""
    return entity.group in GROUPS and not entity.is_settings and not entity.undo_refusal


def read(path: Path, progress: Progress | None = None) -> bytes:
    """A file's bytes. Raises UserError when it is empty, too large or cannot be read."""
    progress = progress or Silent()
    name = path.name
    try:
        if path.is_dir():
            raise UserError(f"“{name}”是文件夹，不能作为附件。", "请打开文件夹，选中里面的文件再拖进来。")
        size = path.stat().st_size
        _check_size(name, size)
        pieces, done = [], 0
        with path.open("rb") as file:
            while piece := file.read(_PIECE):
                pieces.append(piece)
                done += len(piece)
                _check_size(name, done)
                progress.step(done, max(size, done), f"读取 {name}")
    except OSError as error:
        raise UserError(
            f"“{name}”读不出来。", "文件可能已被移走、正被别的程序占用，或没有读取权限；请检查后再添加。"
        ) from error
    return b"".join(pieces)


def keep_content(file_name: str, content: bytes) -> StoredFile:
    """Store bytes under their digest. Raises UserError for what no attachment may be."""
    _check_size(file_name, len(content))
    media_type, pages = media.recognise(file_name, content)
    return StoredFile(file_name, CONTENTS.put(content), len(content), media_type, pages)


def take_in(paths: Sequence[Path], progress: Progress | None = None) -> TakenIn:
    """Read and store files; one that cannot be taken does not hinder the others."""
    progress = progress or Silent()
    taken = TakenIn()
    for done, path in enumerate(paths):
        progress.step(done, len(paths), f"添加 {path.name}")
        try:
            taken.stored.append(keep_content(path.name, read(path, progress)))
        except UserError as error:
            taken.refused.append(error)
    return taken


def attach(
    record: Entity, files: Sequence[tuple[StoredFile, str]], *, dated_on: Day | None = None,
) -> list[Attachment]:
    """Make stored files attachments of a kept record, each as the 材料 beside it ("" = none).

    One batch. A file that the record has already under the same 材料 is passed over.
    """
    present = {(each.digest, each.paper or "") for each in of(record)}
    made: list[Attachment] = []
    with store.batch(f"添加附件：{record.label}“{record}”"):
        for stored, paper in files:
            if (stored.digest, paper) in present:
                continue
            present.add((stored.digest, paper))
            attachment = Attachment(
                holder_entity=record.key(), holder_id=record.id, paper=paper or None,
                file_name=stored.file_name, digest=stored.digest, size=stored.size,
                media_type=stored.media_type, pages=stored.pages, dated_on=dated_on,
            )
            store.save(attachment)
            made.append(attachment)
    return made


def of(record: Entity) -> list[Attachment]:
    """A record's attachments, in the order in which they were added."""
    return of_many(type(record), [record.id]).get(record.id, []) if record.id else []


def of_many(entity: type[Entity], ids: Iterable[int]) -> dict[int, list[Attachment]]:
    """The attachments of many records of one entity, by record."""
    found: dict[int, list[Attachment]] = {}
    for part in bulk.portions(list(ids)):
        query = Attachment.active().where(
            (Attachment.holder_entity == entity.key()) & Attachment.holder_id.in_(part)
        )
        for each in query.order_by(Attachment.id):
            found.setdefault(int(each.holder_id), []).append(each)
    return found


def count_of(record: Entity) -> int:
    """How many attachments a record has."""
    return int(Attachment.active().where(
        (Attachment.holder_entity == record.key()) & (Attachment.holder_id == record.id)
    ).count())


def content_of(attachment: Attachment) -> bytes:
    """The file itself, proved by its digest. Raises MissingContent when it is lost."""
    return CONTENTS.get(attachment.digest)


def owner_of(attachment: Attachment) -> Entity | None:
    """The record it belongs to; None when there is no such record."""
    try:
        entity = entity_by_key(attachment.holder_entity or "")
    except LookupError:
        return None
    found: Entity | None = entity.get_or_none(entity.id == attachment.holder_id)
    return found


def owner_title(attachment: Attachment) -> str:
    """外籍教师 HARRIS, JAMES; what is known where the record is gone."""
    owner = owner_of(attachment)
    return f"{owner.label} {owner}" if owner is not None else "记录不存在"


def referred() -> set[str]:
    """Every digest that a record names: active, in the recycle bin, or once in its history."""
    found: set[str] = set()
    for entity in (Attachment, LetterTemplate):
        rows: Any = entity.select(fn.DISTINCT(entity.digest)).tuples()
        found |= {row[0] for row in rows}
    entries: Any = AuditEntry.select(AuditEntry.before, AuditEntry.after).where(
        (AuditEntry.entity == Attachment.key()) & (AuditEntry.action == "changed")
    )
    for before, after in entries.tuples():
        for values in (before, after):
            known = values if isinstance(values, dict) else json.loads(values or "{}")
            if digest := known.get("digest"):
                found.add(digest)
    return {digest for digest in found if digest}


def sweep(*, today: datetime | None = None) -> int:
    """Let go of contents that no record refers to and that the backups hold; how many."""
    return CONTENTS.sweep(referred, today=today)


def library_check(progress: Progress | None = None) -> Library:
    """Prove every content that active or retired attachments name; changes nothing."""
    progress = progress or Silent()
    found = Library()
    by_digest: dict[str, list[Attachment]] = {}
    for each in Attachment.select().order_by(Attachment.id):
        by_digest.setdefault(each.digest, []).append(each)
    try:
        held = CONTENTS.live.digests()
    except DatabaseFault:
        found.unreadable = True
        return found
    found.checked = len(by_digest)
    found.orphans = len(held - referred())
    for done, (digest, users) in enumerate(by_digest.items()):
        progress.step(done, len(by_digest), "检查附件")
        if digest not in held:
            found.missing += users
        elif (content := CONTENTS.live.get(digest)) is None or digest_of(content) != digest:
            found.damaged += users
    return found


def _check_size(name: str, size: int) -> None:
    if size == 0:
        raise UserError(f"“{name}”是空文件（0 字节），没有添加。", "请重新扫描或重新保存后再添加。")
    if size > MOST_BYTES:
        shown = f"{size / (1 << 20):.0f}"
        raise UserError(
            f"“{name}”有 {shown} MB，超过每份附件 {MOST_MB} MB 的上限，没有添加。",
            "请降低扫描分辨率（150–200 DPI 足够）或分成几份再添加。",
        )
