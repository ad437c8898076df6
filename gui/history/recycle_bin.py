"""回收站: what was deleted, of every kind, and the way back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gui.look import messages
from gui.look.empty_state import EmptyState
from gui.look.icons import entity_icon, icon
from gui.look.plain_rows import plain_rows
from gui.look.theme import colours, role
from gui.shared.context import Context
from gui.shared.progress import run_with_progress
from models import search, store
from models.entities import ENTITIES
from models.entity import Entity
from models.jobs import Progress

SHOWN = 2_000
"""Rows at once, newest first; older ones are found by search."""


@dataclass(frozen=True)
class Deleted:
    """One record in the bin."""

    entity: type[Entity]
    record_id: int
    title: str
    belongs_to: str
    at: str


class RecycleBin(QWidget):
    """Nothing here is ever lost: 恢复 brings records back with their lines."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._rows: list[Deleted] = []
        self._stale = True
        self._asked = 0
        self.search = QLineEdit()
        self.search.setPlaceholderText("在回收站查找")
        self.search.setAccessibleName("在回收站查找")
        self.search.setClearButtonEnabled(True)
        self.search.setMaximumWidth(300)
        self.search.textChanged.connect(lambda _: self.ask())
        self.restore_button = QPushButton("恢复")
        role(self.restore_button, "primary")
        self.restore_button.clicked.connect(self.restore)
        title = QLabel("回收站")
        role(title, "title")
        head = QHBoxLayout()
        head.addWidget(title)
        head.addStretch(1)
        head.addWidget(self.search)
        head.addWidget(self.restore_button)
        frame = QFrame()
        role(frame, "table")
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self._make_table())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 12, 10)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(frame, 1)
        self.empty = EmptyState(self.table)
        context.changes.changed.connect(self._hear)

    def ask(self) -> None:
        """Read the bin beside the window."""
        self._stale = False
        self._asked += 1
        number, text = self._asked, self.search.text()
        self._context.worker.look_up(
            lambda: deleted(text), lambda rows: self._show(rows) if number == self._asked else None
        )

    def restore(self) -> None:
        """Bring the selected records back, as one action that can be undone."""
        chosen = [self._rows[index.row()] for index in self.table.selectionModel().selectedRows()]
        if not chosen:
            messages.tell(self, "先选中要恢复的记录。")
            return

        def work(progress: Progress) -> int:
            with store.batch(f"恢复 {len(chosen)} 条记录"):
                for done, row in enumerate(chosen):
                    progress.step(done, len(chosen))
                    store.restore(row.entity.get_by_id(row.record_id))
            return len(chosen)

        run_with_progress(
            self, self._context.worker, "正在恢复", work,
            then=lambda count: self._context.say(f"已恢复 {count} 条"),
        )

    def showEvent(self, event: Any) -> None:
        """Catch up."""
        super().showEvent(event)
        if self._stale:
            self.ask()

    def _hear(self, _: object) -> None:
        self._stale = True
        if self.isVisible():
            self.ask()

    def _show(self, rows: list[Deleted]) -> None:
        self._rows = rows
        self.table.setRowCount(len(rows))
        for at, row in enumerate(rows):
            first = QTableWidgetItem(entity_icon(row.entity, colours().muted), row.title)
            for column, item in enumerate((
                first, QTableWidgetItem(row.entity.label), QTableWidgetItem(row.belongs_to),
                QTableWidgetItem(row.at[:16]),
            )):
                self.table.setItem(at, column, item)
        self.restore_button.setEnabled(bool(rows))
        if rows:
            self.empty.hide()
        elif self.search.text().strip():
            self.empty.say(icon("search", colours().faint), "回收站里没有符合条件的记录")
        else:
            self.empty.say(
                icon("recycle_bin", colours().faint), "回收站是空的", "删除的记录会到这里，随时可以恢复。"
            )

    def _make_table(self) -> QTableWidget:
        table = QTableWidget(0, 4)
        table.setHorizontalHeaderLabels(["记录", "种类", "属于", "删除时间"])
        plain_rows(table, "回收站", many=True, room=9)
        table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for at, width in ((1, 120), (2, 260), (3, 150)):
            table.setColumnWidth(at, width)
        table.doubleClicked.connect(lambda _: self.restore())
        self.table = table
        return table


def deleted(text: str) -> list[Deleted]:
    """The bin's content, newest first; a line that went with its record is not listed apart."""
    found: list[Deleted] = []
    for entity in ENTITIES:
        query: Any = entity.select().where(entity.retired_at.is_null(False))
        for word in search.words(text):
            query = query.where(entity.search_key.contains(word))
        link: Any = entity.owner_link()
        for record in query.order_by(entity.retired_at.desc()).limit(SHOWN):
            owner = None
            if link is not None:
                owner = link.rel_model.get_or_none(link.rel_model.id == link.read(record))
                if owner is not None and owner.retired_at == record.retired_at:
                    continue
            belongs = f"{owner.label} {owner}" if owner is not None else ""
            found.append(Deleted(entity, record.id, str(record), belongs, record.retired_at))
    found.sort(key=lambda row: row.at, reverse=True)
    return found[:SHOWN]
