"""The table of an attachments panel: a row for each paper, onto which files can be dropped."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QIcon,
    QImage,
    QKeyEvent,
    QPixmap,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from gui.attachments.attachment_pictures import THUMB, framed
from gui.attachments.attachment_rows import MARKS, Panel, PanelRow
from gui.attachments.attachment_sources import Sources, sources_of
from gui.look.icons import icon
from gui.look.marks import plain_tip, tone
from gui.look.theme import colours, role

COLUMNS = ("材料", "文件", "大小", "日期")
NAME_LETTERS, SIZE_LETTERS, DATE_LETTERS = 15, 10, 7
ROOMY, NARROW = 46, 30
"""Narrower than this (in Chinese characters) the date gives way, then the size."""


class AttachmentTable(QTableWidget):
    """As high as its rows. dropped: what, and the 材料 of the row it fell on ("" = none).

    opened, edited, removed: the row's number. Keys: Enter opens, F2 edits, Delete removes.
    """

    dropped = Signal(object, str)
    opened = Signal(int)
    edited = Signal(int)
    removed = Signal(int)
    pasted = Signal()

    def __init__(self) -> None:
        super().__init__(0, len(COLUMNS))
        self.rows: tuple[PanelRow, ...] = ()
        self.setHorizontalHeaderLabels(COLUMNS)
        self.verticalHeader().hide()
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setIconSize(THUMB)
        self.setAcceptDrops(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setTabKeyNavigation(False)
        self.setAccessibleName("附件和材料清单")
        role(self, "plain")
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.doubleClicked.connect(lambda index: self.opened.emit(index.row()))

    def show_panel(self, panel: Panel, thumb: Callable[[PanelRow], QImage | None]) -> None:
        """Fill the rows; the row that was current stays so."""
        here = self.currentRow()
        self.rows = panel.rows
        self.setRowCount(len(panel.rows))
        for at, row in enumerate(panel.rows):
            self._fill(at, row)
            if image := thumb(row):
                self.show_thumb(at, image)
        self.fit()
        if 0 <= here < len(self.rows):
            self.setCurrentCell(here, 0)

    def show_thumb(self, at: int, image: QImage) -> None:
        """Put a picture of the file into its row."""
        if (item := self.item(at, 1)) is not None and not image.isNull():
            shown = framed(image, colours(), self.devicePixelRatioF())
            item.setIcon(QIcon(QPixmap.fromImage(shown)))

    def fit(self) -> None:
        """Columns and heights for the present text size and width."""
        letter = self.fontMetrics().horizontalAdvance("国")
        widths = {0: NAME_LETTERS * letter, 2: SIZE_LETTERS * letter, 3: DATE_LETTERS * letter}
        letters = self.width() / max(1, letter)
        if letters < ROOMY:
            widths[0] = 12 * letter
        self.setColumnHidden(3, letters < ROOMY)
        self.setColumnHidden(2, letters < NARROW)
        for column, width in widths.items():
            self.setColumnWidth(column, width)
        low = self.fontMetrics().height() + 8
        height = self.horizontalHeader().sizeHint().height() + 2
        for at, row in enumerate(self.rows):
            tall = THUMB.height() + 8 if row.is_file or row.pending else low
            self.setRowHeight(at, tall)
            height += tall
        self.setFixedHeight(height + 2)

    def current_row(self) -> PanelRow | None:
        """The row that has the keyboard."""
        at = self.currentRow()
        return self.rows[at] if 0 <= at < len(self.rows) else None

    def _fill(self, at: int, row: PanelRow) -> None:
        mark = MARKS[row.state][1]
        is_there = row.is_file or row.pending is not None
        tones = ("text", "text") if is_there else (mark, "muted")
        for column, words in enumerate((row.named, row.about, row.size, row.dated)):
            item = QTableWidgetItem(words)
            item.setForeground(tone(tones[column] if column < len(tones) else "muted"))
            item.setToolTip(plain_tip(_tip(row)))
            self.setItem(at, column, item)
        if is_there:
            self.item(at, 1).setIcon(icon("record", colours().muted))

    # ---- events ----

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, F2 edits, Delete removes, Ctrl+V adds what was copied."""
        key, at = Qt.Key(event.key()), self.currentRow()
        signals: dict[Any, Any] = {
            Qt.Key.Key_Return: self.opened, Qt.Key.Key_Enter: self.opened,
            Qt.Key.Key_F2: self.edited, Qt.Key.Key_Delete: self.removed,
        }
        if at >= 0 and key in signals:
            signals[key].emit(at)
        elif key == Qt.Key.Key_V and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.pasted.emit()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The form scrolls, not the table."""
        event.ignore()

    def resizeEvent(self, event: Any) -> None:
        """Another width may want other columns."""
        super().resizeEvent(event)
        self.fit()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files and pictures are welcome."""
        if sources_of(event.mimeData()):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """The row under the pointer is the paper it will be."""
        at = self.rowAt(event.position().toPoint().y())
        self.setCurrentCell(at, 0) if at >= 0 else self.clearSelection()
        event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Nothing is chosen any more."""
        self.clearSelection()
        event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        """Add what was dropped, as the paper of the row."""
        found: Sources = sources_of(event.mimeData())
        at = self.rowAt(event.position().toPoint().y())
        event.acceptProposedAction()
        if found:
            self.dropped.emit(found, self.rows[at].paper if at >= 0 else "")


def _tip(row: PanelRow) -> str:
    lines = [row.named, row.about]
    if row.source:
        lines.append(f"依据：{row.source}")
    if row.file is not None and row.file.remarks:
        lines.append(str(row.file.remarks))
    return "\n".join(line for line in lines if line)
