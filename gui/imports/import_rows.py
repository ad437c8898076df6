"""The rows of an import as a list to look through: what each would do, in a few words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QWidget

from gui.look import marks
from models.fields import masked
from models.intake.plan import ACTIONS, Change, ImportPlan, Problem, RowPlan, TablePlan

Index = QModelIndex | QPersistentModelIndex

SKIPPED = "略过"
NOTED = "有提示"
SIGNS = {"新增": "＋", "更新": "↻", "相同": "＝", "待定": "?", "退回": "✕", SKIPPED: "–"}
_TONES = {"新增": "good", "更新": "accent", "相同": "muted", "待定": "warn", "退回": "bad", SKIPPED: "muted"}
_HEADERS = ("结果", "位置", "记录", "内容")
_SHOWN_FIELDS = 6
_ABSENT = "发出时有这一行，交回的表里没有了；记录保持不变，要删除请到列表中删除"


@dataclass(frozen=True)
class PreviewRow:
    """One row of a table: planned (`plan`), or left out for a reason.

    covered: its words with sensitive values hidden; "" where there are none.
    """

    table: TablePlan
    number: int
    action: str
    title: str
    words: str
    plan: RowPlan | None = None
    covered: str = ""

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
    found += [PreviewRow(table, 0, SKIPPED, title, _ABSENT) for title in table.absent]
    yield from sorted(found, key=lambda row: row.number)


def _planned(table: TablePlan, row: RowPlan) -> PreviewRow:
    if row.action in ("退回", "待定"):
        words = "；".join(map(str, row.problems))
        said = "；".join(map(str, covered_problems(table, row)))
    else:
        details = row.details()
        words = _words(row, details)
        has_secrets = any(change.sensitive for change in details)
        said = _words(row, [change.covered() for change in details]) if has_secrets else words
    return PreviewRow(
        table, row.number, row.action, row.title, words, row, "" if said == words else said
    )


def _words(row: RowPlan, details: Sequence[Change]) -> str:
    if row.action == "更新":
        return "；".join(f"{c.label}：{c.old or '空'} → {c.new or '清空'}" for c in details)
    if row.action == "新增":
        told = [c for c in details if c.new and c.new != row.title]
        more = f" 等 {len(told)} 项" if len(told) > _SHOWN_FIELDS else ""
        return "；".join(f"{c.label} {c.new}" for c in told[:_SHOWN_FIELDS]) + more
    return "与已有记录相同" if row.action == "相同" else ""


def covered_problems(table: TablePlan, row: RowPlan) -> list[Problem]:
    """Why a row was refused, without the sensitive values of its cells."""
    secret = sensitive_columns(table)
    return [
        p._replace(value=masked(p.value), reason=p.reason.replace(p.value, masked(p.value)))
        if p.column in secret and p.value else p
        for p in row.problems
    ]


def sensitive_columns(table: TablePlan) -> frozenset[str]:
    """The letters of the columns that fill a sensitive field."""
    columns = table.mapping.columns if table.mapping else {}
    return frozenset(
        h.letter for h in table.table.headings
        if h.column in columns and columns[h.column].kind.sensitive
    )


class RowsModel(QAbstractTableModel):
    """The rows that pass the filter."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.is_masked = True
        self._all: list[PreviewRow] = []
        self.rows: list[PreviewRow] = []

    def load(self, rows: Sequence[PreviewRow]) -> None:
        """Other rows."""
        self._all = list(rows)
        self.filter("", "")

    def has_secrets(self) -> bool:
        """Whether any row has something to hide."""
        return any(row.covered for row in self._all)

    def set_masked(self, is_masked: bool) -> None:
        """Hide the middle of sensitive values, or show them whole."""
        self.is_masked = is_masked
        if self.rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.rows) - 1, 3))

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
        words = row.covered if self.is_masked and row.covered else row.words
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            noted = " ⓘ" if row.notes else ""
            return (
                f"{SIGNS[row.action]} {row.action}{noted}", _place(row), row.title, words,
            )[index.column()]
        if role == Qt.ItemDataRole.ForegroundRole:
            is_told = index.column() == 0 or row.action == SKIPPED
            return marks.tone(_TONES[row.action]) if is_told else None
        if role == Qt.ItemDataRole.ToolTipRole:
            return marks.plain_tip("\n".join([words, *row.notes]))
        return None


def _place(row: PreviewRow) -> str:
    table = row.table.table
    place = table.name or table.file
    if table.sent is not None:  # many departments, one name of the sheet
        place = table.sent.receiver or table.file
    return f"{place} 第{row.number}行" if row.number else f"{place} 已删去的行"
