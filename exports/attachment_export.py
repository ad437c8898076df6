"""附件导出: scans filed by rule into folders, with an index, whole or not at all.

What is exported is no longer encrypted; the window says so before.
"""

from __future__ import annotations

import re
import string
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path, PurePath
from typing import Any

from exports.file_names import legal
from exports.handing_over import About
from exports.whole_folder import WholeFolder, whole_folder
from models import attachments, media, papers
from models.contents import MissingContent
from models.entities.attachment import Attachment
from models.entity import Entity
from models.errors import UserError
from models.jobs import Progress, Silent
from models.partial_date import to_text

PATTERN = "{年度}/{类别}/{对象}/{材料}_{日期}"
PARTS = ("年度", "类别", "对象", "材料", "日期", "文件名", "编号")
"""What a pattern may name: 编号 is the record's number, 文件名 the name it came with."""
INDEX = "目录.xlsx"
_SUFFIXES = {"application/pdf": ".pdf", "image/png": ".png", "image/jpeg": ".jpg"}


@dataclass(frozen=True)
class Placed:
    """One attachment and where it goes, below the export's folder."""

    record: Entity
    attachment: Attachment
    place: str


@dataclass
class Exported:
    """What was written; lost: attachments whose content is nowhere whole (the index names them)."""

    folder: Path
    written: int = 0
    size: int = 0
    lost: list[Placed] = field(default_factory=list)


def check_pattern(pattern: str) -> None:
    """UserError for a pattern that names something unknown or nothing that tells files apart."""
    try:
        named = [name for _, name, _, _ in string.Formatter().parse(pattern) if name is not None]
    except ValueError as error:
        raise UserError("归档规则里的大括号没有成对。", f"例如：{PATTERN}") from error
    if unknown := [name for name in named if name not in PARTS]:
        raise UserError(
            f"归档规则里没有“{'、'.join(unknown)}”这一项。", f"可以用：{'、'.join(PARTS)}。例如：{PATTERN}"
        )
    if not named or not [part for part in re.split(r"[/\\]", pattern) if part.strip()]:
        raise UserError("归档规则是空的。", f"例如：{PATTERN}")


def plan(
    records: Sequence[Entity], *, pattern: str = PATTERN, year: int | None = None,
) -> list[Placed]:
    """Where each attachment of these records goes; two that would meet are numbered.

    year: what 年度 means; without it the attachment's own date or the record's decides.
    """
    check_pattern(pattern)
    taken: set[str] = {INDEX.casefold()}
    placed: list[Placed] = []
    for entity in dict.fromkeys(type(record) for record in records):
        own = [record for record in records if type(record) is entity]
        files = attachments.of_many(entity, [record.id for record in own])
        for record in own:
            for each in files.get(record.id, []):
                placed.append(Placed(record, each, _place(record, each, pattern, (year, taken))))
    return placed


def export(
    records: Sequence[Entity], target: Path, progress: Progress | None = None, *,
    pattern: str = PATTERN, year: int | None = None, title: str = "附件",
) -> Exported:
    """Write the attachments of records into a new folder in `target`, with the index.

    Raises UserError when there is nothing to export.
    """
    progress = progress or Silent()
    placed = plan(records, pattern=pattern, year=year)
    lists = _checklists(records)
    if not placed and not any(each.lacking for each in lists):
        raise UserError("选中的记录还没有附件。", "先在记录的“附件”一栏里添加扫描件。")
    about = About(title, people=len(records), columns="证件扫描件等附件", masked=False)
    with whole_folder(target, legal(title), about) as folder:
        found = Exported(folder.path)
        for done, each in enumerate(placed):
            progress.step(done, len(placed) + 1, f"导出 {each.attachment}")
            if (size := write_scan(each, folder)) is None:
                found.lost.append(each)
            else:
                found.written += 1
                found.size += size
        progress.step(len(placed), len(placed) + 1, "写目录")
        folder.write(INDEX, _index(placed, lists, found))
    return found


def write_scan(each: Placed, folder: WholeFolder, *, below: str = "") -> int | None:
    """Write one attachment to its place; its size in bytes, None when its content is lost.

    below: a folder that all the places stand in, with its slash.
    """
    try:
        content = attachments.content_of(each.attachment)
    except MissingContent:
        return None
    folder.write(below + each.place, content)
    return len(content)


def _place(
    record: Entity, attachment: Attachment, pattern: str, where: tuple[int | None, set[str]],
) -> str:
    year, taken = where
    stem = PurePath(attachment.file_name or "").stem
    words = {
        "年度": str(year or _year_of(record, attachment)), "类别": record.label,
        "对象": str(record), "材料": attachment.paper or attachment.title or stem or "其他材料",
        "日期": to_text(attachment.dated_on) if attachment.dated_on else "",
        "文件名": stem, "编号": str(record.id),
    }
    # Slashes of the pattern make folders; those in a name (合作研究/访问) must not.
    levels = [
        level.format(**{key: value.replace("/", " ").replace("\\", " ")
                        for key, value in words.items()})
        for level in re.split(r"[/\\]", pattern) if level.strip()
    ]
    *folders, name = [_tidy(level) for level in levels]
    path = "/".join(legal(folder) for folder in folders)
    suffix = _suffix(attachment)
    number, wanted = 1, ""
    while not wanted or wanted.casefold() in taken:
        again = f"({number})" if number > 1 else ""
        wanted = "/".join(filter(None, (path, legal(name, suffix=again + suffix))))
        number += 1
    taken.add(wanted.casefold())
    return wanted


def _tidy(words: str) -> str:
    """Without the separators that a blank part leaves behind."""
    return re.sub(r"([_\-—\s])[_\-—\s]+", r"\1", words).strip("_-— ")


def _suffix(attachment: Attachment) -> str:
    own = PurePath(attachment.file_name or "").suffix.lower()
    legal = re.fullmatch(r"\.[a-z0-9]{1,8}", own)
    return own if legal else _SUFFIXES.get(attachment.media_type or "", "")


def _year_of(record: Entity, attachment: Attachment) -> int:
    if attachment.dated_on:
        return int(attachment.dated_on.year)
    if record.newest_first and (day := record.field_named(record.newest_first).read(record)):
        return int(day.year)
    return int((attachment.created_at or record.created_at or str(date.today()))[:4])


def _checklists(records: Sequence[Entity]) -> list[papers.Checklist]:
    found: list[papers.Checklist] = []
    for entity in dict.fromkeys(type(record) for record in records):
        own = [record for record in records if type(record) is entity]
        found += papers.checklists(entity, own) if papers.has_rules(entity) else []
    return found


def _index(placed: Sequence[Placed], lists: Sequence[papers.Checklist], found: Exported) -> bytes:
    """目录: where each file lies; 缺件: which required papers are not there."""
    from exports import sheets

    lost = {id(each) for each in found.lost}
    workbook = sheets.new_workbook()
    sheets.write_table(
        workbook, "目录", title="附件目录",
        headers=("序号", "类别", "对象", "材料", "页数", "日期", "原件在档", "类型", "大小（KB）", "存放位置", "备注"),
        rows=tuple(
            _index_row(number, each, is_lost=id(each) in lost)
            for number, each in enumerate(placed, 1)
        ),
        widths=(6, 12, 26, 22, 6, 12, 8, 10, 9, 56, 20),
        note="导出的文件不再受本程序加密保护，用完请妥善保管或删除。证件复印件不随档案扩散。",
    )
    missing = [(c.record, row) for c in lists for row in c.lacking]
    sheets.write_table(
        workbook, "缺件", title="缺少的材料", headers=("序号", "类别", "对象", "缺少的材料", "用于", "依据"),
        rows=tuple(
            (n, record.label, str(record), row.paper.name, "、".join(row.paper.cases),
             row.paper.source)
            for n, (record, row) in enumerate(missing, 1)
        ),
        widths=(6, 12, 26, 30, 24, 40), note="已注明“不适用”或“纸质已收”的不在此列。",
    )
    return sheets.as_bytes(workbook)


def _index_row(number: int, each: Placed, *, is_lost: bool) -> tuple[Any, ...]:
    own = each.attachment
    return (
        number, each.record.label, str(each.record), own.paper or str(own), own.pages,
        own.dated_on, type(own).is_original.show(own.is_original),
        media.words_of(own.media_type, own.file_name), round((own.size or 0) / 1024, 1),
        "（内容已丢失，未导出）" if is_lost else each.place, own.remarks,
    )
