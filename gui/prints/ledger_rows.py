"""The table of the ledger: one row for each issued paper, and what the row has no room for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QTableWidget, QTableWidgetItem

from exports.issue import VOID
from exports.ledger import BACK, OUT, Line
from gui.attachments.attachment_sources import sources_of
from gui.look.marks import plain_tip, tone
from gui.look.plain_rows import plain_rows

COLUMNS = ("编号", "出具日期", "出具对象", "文件", "用途", "状态", "领取人", "打印")
WIDTHS = (122, 84, 150, 116, 86, 104, 58, 42)
SPARED = tuple(COLUMNS.index(name) for name in ("打印", "用途", "领取人", "出具日期"))
"""Columns that a narrow table leaves out, one after the other, until the holder has room."""
HOLDER_LETTERS, SLACK = 8, 12
TONES = {VOID: "faint", OUT: "warn", BACK: "good"}
STATE = COLUMNS.index("状态")


class LedgerTable(QTableWidget):
    """Rows that are read; files dropped on a row are scans of that paper. dropped(row, sources)."""

    dropped = Signal(int, object)

    def __init__(self) -> None:
        super().__init__(0, len(COLUMNS))
        self.setHorizontalHeaderLabels(list(COLUMNS))
        plain_rows(self, "已出具文件")
        self.setAcceptDrops(True)
        letter = self.fontMetrics().horizontalAdvance("国") / 13
        self._widths = [round(width * letter) for width in WIDTHS]
        for at, width in enumerate(self._widths):
            self.setColumnWidth(at, width)
        self.horizontalHeader().setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show these in place of the ones before."""
        self.setRowCount(len(lines))
        for row, line in enumerate(lines):
            self._fill(row, line)

    def _fill(self, row: int, line: Line) -> None:
        paper = line.paper
        words = (
            paper.number, str(paper.issued_on), paper.holder_name or "", paper.title or "",
            paper.purpose or "", line.words, paper.received_by or "",
            f"{paper.printed_count or 0}",
        )
        for column, text in enumerate(words):
            item = QTableWidgetItem(text)
            if line.state == VOID:
                item.setForeground(tone("faint"))
            elif column == STATE and line.state in TONES:
                item.setForeground(tone(TONES[line.state]))
            item.setToolTip(plain_tip(text) if len(text) > 6 else "")
            self.setItem(row, column, item)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """State and holder stay in sight; the rest stands beside the picture of the paper."""
        super().resizeEvent(event)
        least = self.fontMetrics().horizontalAdvance("国") * HOLDER_LETTERS
        room = self.viewport().width() - least - SLACK
        used = sum(self._widths[at] for at in range(len(COLUMNS)) if at != 2)
        for at in SPARED:
            is_spared = used > room
            self.setColumnHidden(at, is_spared)
            used -= self._widths[at] if is_spared else 0

    def current_row(self) -> int:
        """The chosen row; -1 without any."""
        rows = self.selectionModel().selectedRows() if self.selectionModel() else []
        return rows[0].row() if rows else -1

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files and pictures are welcome."""
        event.setAccepted(bool(sources_of(event.mimeData())))

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Only on a row."""
        event.setAccepted(self.rowAt(event.position().toPoint().y()) >= 0)

    def dropEvent(self, event: QDropEvent) -> None:
        """A scan of the paper of this row."""
        row = self.rowAt(event.position().toPoint().y())
        sources = sources_of(event.mimeData())
        if row >= 0 and sources:
            event.acceptProposedAction()
            self.selectRow(row)
            self.dropped.emit(row, sources)


def facts_of(line: Line) -> str:
    """What the row has no room for."""
    paper: Any = line.paper
    words = [f"{paper.number}　{paper.holder_name}　{paper.issued_on}"]
    taken = f"领取人 {paper.received_by}" if paper.received_by else ""
    if more := "　".join(part for part in (paper.purpose or "", taken) if part):
        words.append(more)
    if paper.replaces:
        words.append(f"补开，原编号 {paper.replaces}")
    if line.state == VOID:
        words.append(f"✕ 已作废：{paper.void_reason}")
    if line.state == OUT:
        words.append(f"! 签字件待回传，已出 {line.days} 天；把扫描件拖到这一行即可归档")
    if line.scans:
        words.append(f"✓ 签字扫描件 {line.scans} 份")
    return "\n".join([*words, f"存档文件 SHA-256 {(paper.file_digest or '')[:16]}…"])
