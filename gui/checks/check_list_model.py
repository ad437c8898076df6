"""The rows of 数据检查: findings or deadlines, painted with shape and word for how grave they are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from gui.look.marks import plain_tip, tone
from models.checks import Found, Waiting
from models.checks.base import SEVERITIES
from models.entity import Entity

Index = QModelIndex | QPersistentModelIndex

SIGNS = {"E": "✕", "W": "!", "I": "i"}
TONES = {"E": "bad", "W": "warn", "I": "muted"}
FINDING_HEADS = ("级别", "记录", "检查", "说明")
DEADLINE_HEADS = ("今天看", "记录", "要办什么", "可办", "最晚")


@dataclass(frozen=True)
class Line:
    """One row: its words by column, its tone, and what it speaks of."""

    words: tuple[str, ...]
    tone: str
    subject: Found | Waiting

    @property
    def record(self) -> Entity | None:
        """The record to open; None for what comes round every year."""
        if isinstance(self.subject, Found):
            return self.subject.finding.record
        return self.subject.due.record


def line_of(subject: Found | Waiting, titles: dict[int, str], today: date) -> Line:
    """One row of words. titles: of records by their place in memory, made beside the window."""
    if isinstance(subject, Found):
        finding, severity = subject.finding, subject.severity
        mark = f"{SIGNS[severity]} {SEVERITIES[severity]}"
        words: tuple[str, ...] = (
            mark, titles[id(finding.record)], subject.check.label, finding.words,
        )
        return Line(words, "faint" if subject.answer else TONES[severity], subject)
    due = subject.due
    left = due.days_left(today)
    sign = "✕" if left < 0 else "!" if left <= 14 else "·"
    name = "bad" if left < 0 else "warn" if left <= 14 else "muted"
    title = due.title if due.record is None else titles[id(due.record)]
    words = (f"{sign} {due.standing(today)}", title, due.words, str(due.opens), str(due.latest))
    return Line(words, "faint" if subject.answer else name, subject)


class CheckModel(QAbstractTableModel):
    """Findings (kind "checks") or deadlines (kind "deadlines")."""

    def __init__(self) -> None:
        super().__init__()
        self.heads: tuple[str, ...] = FINDING_HEADS
        self.lines: list[Line] = []

    def show(self, heads: tuple[str, ...], lines: list[Line]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.heads, self.lines = heads, lines
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Rows that are shown."""
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Columns of this kind of row."""
        return 0 if parent.isValid() else len(self.heads)

    def headerData(
        self, section: int, orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        """The names of the columns."""
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return self.heads[section] if section < len(self.heads) else None
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Words, tip and colour of one cell."""
        if not index.isValid() or index.row() >= len(self.lines):
            return None
        line, column = self.lines[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return line.words[column]
        if role == Qt.ItemDataRole.ToolTipRole and column in (1, 2, 3):
            return plain_tip(line.words[column])
        if role == Qt.ItemDataRole.ForegroundRole:
            if line.subject.answer:
                return tone("faint")
            return tone(line.tone) if column == 0 else None
        return None
