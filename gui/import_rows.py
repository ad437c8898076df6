"""The rows of an import as a list to look through: what each would do, in a few words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QWidget

from gui import marks
from models.intake.plan import ACTIONS, ImportPlan, RowPlan, TablePlan

Index = QModelIndex | QPersistentModelIndex

SKIPPED = "略过"
NOTED = "有提示"
SIGNS = {"新增": "＋", "更新": "↻", "相同": "＝", "待定": "?", "退回": "✕", SKIPPED: "–"}
_TONES = {"新增": "good", "更新": "accent", "相同": "muted", "待定": "warn", "退回": "bad", SKIPPED: "muted"}
_HEADERS = ("结果", "位置", "记录", "内容")
_SHOWN_FIELDS = 6


@dataclass(frozen=True)
class PreviewRow:
    """One row of a table: planned (`plan`), or left out for a reason."""

    table: TablePlan
    number: int
    action: str
    title: str
    words: str
    plan: RowPlan | None = None

    @property
    def notes(self) -> list[str]:
        """What she should know about this row but need not decide."""
        return [] if self.plan is None else self.plan.notes


def preview_rows(plan: ImportPlan) -> list[PreviewRow]:
    """Every row of every table in the order of the files, those left out among them."""
    return [row for table in plan.tables for row in _of_table(table)]


def counts(rows: Sequence[PreviewRow]) -> dict[str, int]:
    """Rows by result; with 有提示 for those that carry a note."""
    counted = Counter(row.action for row in rows)
    found = {action: counted[action] for action in (*ACTIONS, SKIPPED)}
    found[NOTED] = sum(bool(row.notes) for row in rows)
    return found


def _of_table(table: TablePlan) -> Iterator[PreviewRow]:
    if table.mapping is None:
        if not table.table.hidden:
            for row in table.table.rows:
                yield PreviewRow(table, row.number, SKIPPED, "", table.refusal)
        return
    found = [_planned(table, row) for row in table.rows]
    found += [
        PreviewRow(table, d.number, SKIPPED, d.words, d.reason) for d in table.table.dropped
    ]
    yield from sorted(found, key=lambda row: row.number)


def _planned(table: TablePlan, row: RowPlan) -> PreviewRow:
    if row.action in ("退回", "待定"):
        words = ";".join(map(str, row.problems))
    elif row.action == "更新":
        words = ";".join(f"{c.label}:{c.old or '空'} → {c.new}" for c in row.details())
    elif row.action == "新增":
        details = [c for c in row.details() if c.new and c.new != row.title]
        words = ";".join(f"{c.label} {c.new}" for c in details[:_SHOWN_FIELDS])
        words += f" 等 {len(details)} 项" if len(details) > _SHOWN_FIELDS else ""
    else:
        words = "与已有记录相同" if row.action == "相同" else ""
    return PreviewRow(table, row.number, row.action, row.title, words, row)


class RowsModel(QAbstractTableModel):
    """The rows that pass the filter."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._all: list[PreviewRow] = []
        self.rows: list[PreviewRow] = []

    def load(self, rows: Sequence[PreviewRow]) -> None:
        """Other rows."""
        self._all = list(rows)
        self.filter("", "")

    def filter(self, action: str, words: str) -> None:
        """Only rows with this result ("" = all) that contain every word."""
        wanted = words.casefold().split()
        self.beginResetModel()
        self.rows = [
            row for row in self._all
            if (not action or row.action == action or (action == NOTED and row.notes))
            and all(word in f"{row.title} {row.words} {_place(row)}".casefold() for word in wanted)
        ]
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Rows that pass the filter."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """结果, 位置, 记录, 内容."""
        return 0 if parent.isValid() else len(_HEADERS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The four headers."""
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return _HEADERS[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Words, a sign and a colour for the result, the whole text as tooltip."""
        row = self.rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            noted = " ⓘ" if row.notes else ""
            return (
                f"{SIGNS[row.action]} {row.action}{noted}", _place(row), row.title, row.words,
            )[index.column()]
        if role == Qt.ItemDataRole.ForegroundRole:
            is_told = index.column() == 0 or row.action == SKIPPED
            return marks.tone(_TONES[row.action]) if is_told else None
        if role == Qt.ItemDataRole.ToolTipRole:
            return marks.plain_tip("\n".join([row.words, *row.notes]))
        return None


def _place(row: PreviewRow) -> str:
    return f"{row.table.table.sheet or row.table.table.file} 第{row.number}行"
