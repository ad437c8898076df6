"""What an attachments panel shows, row by row: papers that are there, that lack, and the rest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from models import attachments, media, papers
from models.attachments import StoredFile
from models.entity import Entity

MARKS = {
    papers.HELD: ("✓", "good"), papers.LACKING: ("□", "warn"), papers.OPTIONAL: ("○", "faint"),
    papers.NOT_NEEDED: ("—", "faint"),
}


@dataclass(frozen=True)
class PanelRow:
    """One row. paper: "" = none of the list. file: the attachment; pending: not kept yet."""

    paper: str
    state: str
    note: str = ""
    file: Any = None
    pending: StoredFile | None = None
    source: str = ""

    @property
    def is_file(self) -> bool:
        """Whether there is something to open."""
        return self.file is not None

    @property
    def named(self) -> str:
        """材料 and the shape of its mark: ✓ 护照首页."""
        return f"{MARKS[self.state][0]} {self.paper or '其他材料'}"

    @property
    def about(self) -> str:
        """The file's name, or why there is none."""
        if self.pending is not None:
            return f"{self.pending.file_name}（保存记录时一并保存）"
        if self.file is None:
            return self.note
        title = self.file.title
        return f"{title}　{self.file.file_name}" if title else str(self.file.file_name)

    @property
    def size(self) -> str:
        """3 页 · 1.2 MB."""
        own = self.file or self.pending
        if own is None:
            return ""
        pages = f"{own.pages} 页" if own.pages else media.words_of(own.media_type, own.file_name)
        return f"{pages} · {size_words(own.size or 0)}"

    @property
    def dated(self) -> str:
        """The date on the paper."""
        if self.file is None or self.file.dated_on is None:
            return ""
        return str(type(self.file).dated_on.show(self.file.dated_on))


@dataclass(frozen=True)
class Panel:
    """All rows of one record, and what they add up to."""

    rows: tuple[PanelRow, ...] = ()
    files: int = 0
    lacking: int = 0
    names: tuple[str, ...] = ()
    cases: tuple[str, ...] = ()
    checklist: Any = field(default=None, compare=False)

    @property
    def heading(self) -> str:
        """附件 5 · 缺 3."""
        return counted(self.files, self.lacking)


def counted(files: int, lacking: int) -> str:
    """附件 5 · 缺 3; what is zero is left out."""
    words = [f"附件 {files}" if files else "附件"]
    if lacking:
        words.append(f"缺 {lacking}")
    return " · ".join(words)


def read_panel(record: Entity, pending: Sequence[tuple[StoredFile, str]] = ()) -> Panel:
    """The rows of a record, kept or new. For a worker thread."""
    found = papers.checklist(record)
    waiting: dict[str, list[StoredFile]] = {}
    for stored, paper in pending:
        waiting.setdefault(paper, []).append(stored)
    rows: list[PanelRow] = []
    lacking = 0
    for row in found.rows:
        name, source = row.paper.name, row.paper.source
        own = [PanelRow(name, papers.HELD, file=each, source=source) for each in row.files]
        own += [PanelRow(name, papers.HELD, pending=each, source=source)
                for each in waiting.pop(name, ())]
        if not own:
            note = row.paper.only_if if row.state == papers.OPTIONAL else row.reason
            own = [PanelRow(name, row.state, _note(row, note), source=source)]
            lacking += row.state == papers.LACKING
        rows += own
    rows += [PanelRow(each.paper or "", papers.HELD, file=each) for each in found.others]
    rows += [PanelRow(paper, papers.HELD, pending=each)
             for paper, files in waiting.items() for each in files]
    files = sum(len(row.files) for row in found.rows) + len(found.others)
    return Panel(
        tuple(rows), files + len(pending), lacking, tuple(papers.names_of(type(record))),
        tuple(found.cases), found,
    )


def read_counts(record: Entity) -> tuple[int, int]:
    """How many attachments a record has, and how many required papers it lacks."""
    lacking = len(papers.checklist(record).lacking) if papers.has_rules(type(record)) else 0
    return attachments.count_of(record), lacking


def size_words(size: int) -> str:
    """812 KB, 1.2 MB."""
    return f"{size / (1 << 20):.1f} MB" if size >= 1 << 20 else f"{max(1, round(size / 1024))} KB"


def _note(row: papers.Row, note: str) -> str:
    if row.state == papers.LACKING:
        return "缺"
    return f"{row.state}：{note}" if note else row.state
