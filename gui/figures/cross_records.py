"""The records behind a number of a cross table: those counted, and those that may count too."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from exports.cross_table import cell_words
from gui.look.marks import Words
from gui.shared.context import Context
from models.cross_table import Answer, Cell, Head

MOST_TITLES = 300


class CrossRecords(QWidget):
    """Beside the table; an item opens its record, a button the whole list."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._entity: Any = None
        self._cell = Cell(0, ())
        self.head = Words("", "heading")
        self.head.setWordWrap(True)
        self.records = QListWidget()
        self.records.setAccessibleName("数字背后的记录")
        self.records.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.records.itemActivated.connect(self._open)
        self.list_button = QPushButton("打开列表")
        self.open_button = QPushButton("打开待核记录")
        self.open_button.setToolTip("日期不全或没有填写、可能属于统计期的记录，补齐后数字就确定了")
        self.list_button.clicked.connect(lambda: self._open_list(self._cell.ids, ""))
        self.open_button.clicked.connect(lambda: self._open_list(self._cell.open_ids, "待核"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 0, 0, 0)
        for widget in (self.head, self.records, self.list_button, self.open_button):
            layout.addWidget(widget)
        self.clear()

    def clear(self) -> None:
        """Nothing chosen."""
        self._cell = Cell(0, ())
        self.head.setText("点一个数字，这里列出它的记录。")
        self.records.clear()
        self.list_button.setEnabled(False)
        self.open_button.hide()

    def show_cell(self, answer: Answer, row: Head, column: Head) -> None:
        """List what one number counts, and below it what it may count."""
        self._cell = cell = answer.cell(row, column)
        self._entity = answer.question.entity
        words = " · ".join(word for word in (*row.words, *column.words) if word)
        self.head.setText(
            f"{words}：{cell_words(cell)}{answer.unit}（{len(cell.ids):,} 条记录）")
        self.records.clear()
        self._list(cell.ids)
        if cell.open_ids:
            note = QListWidgetItem(f"待核 {len(cell.open_ids)} 条，可能属于统计期：")
            note.setFlags(Qt.ItemFlag.NoItemFlags)
            self.records.addItem(note)
            self._list(cell.open_ids)
        self.list_button.setEnabled(bool(cell.ids))
        self.open_button.setVisible(bool(cell.open_ids))

    def _list(self, ids: tuple[int, ...]) -> None:
        entity = self._entity
        shown = ids[:MOST_TITLES]
        link = entity.owner_link()
        for record in entity.select().where(entity.id.in_(shown)):
            words = str(record)
            if link is not None and (owner := link.show(link.read(record))):
                words = f"{owner} · {words}"
            item = QListWidgetItem(words)
            item.setToolTip(words)
            item.setData(Qt.ItemDataRole.UserRole, record.id)
            self.records.addItem(item)
        if len(ids) > len(shown):
            more = QListWidgetItem(f"…… 另有 {len(ids) - len(shown):,} 条，见列表")
            more.setFlags(Qt.ItemFlag.NoItemFlags)
            self.records.addItem(more)

    def _owners(self, ids: tuple[int, ...]) -> tuple[Any, list[int]]:
        entity = self._entity
        if (link := entity.owner_link()) is None:
            return entity, list(ids)
        found: dict[int, None] = {}
        for at in range(0, len(ids), 900):
            rows = entity.select(link).where(entity.id.in_(ids[at:at + 900])).tuples()
            found |= {row[0]: None for row in rows if row[0]}
        return link.rel_model, sorted(found)

    def _open(self, item: QListWidgetItem) -> None:
        record = item.data(Qt.ItemDataRole.UserRole)
        if record is not None:
            entity, ids = self._owners((record,))
            if ids:
                self._context.open_record(entity, ids[0])

    def _open_list(self, ids: tuple[int, ...], mark: str) -> None:
        if ids:
            entity, owners = self._owners(ids)
            self._context.open_list(entity, owners, f"{self.head.text()}{mark}")
