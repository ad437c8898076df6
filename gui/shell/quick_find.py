"""Ctrl+K: finds any record, page or command while she types, two keystrokes at best."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from gui.look import icons
from gui.look.theme import colours, role
from gui.shared.context import Context
from gui.shell.navigation import Entry
from models import search
from models.entities import ENTITIES
from models.entity import Entity
from models.fields import Date
from models.listing import words_of

TYPING_MS = 110
EACH = 6
"""Records of one kind; the rest is behind “在…中查看全部”."""

HitRole = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class Hit:
    """One line of the results: where it leads, and how it is shown."""

    title: str
    note: str
    picture: str
    open: Callable[[], None]


@dataclass(frozen=True)
class Found:
    """Records of one entity as (id, title, note), and whether there are more."""

    entity: type[Entity]
    records: list[tuple[int, str, str]]
    is_cut: bool


class QuickFind(QFrame):
    """The list of results under the search field; the field keeps the keyboard."""

    closed = Signal()

    def __init__(
        self, context: Context, pages: list[Entry], *, field: QWidget, over: QWidget
    ) -> None:
        super().__init__(over)
        role(self, "table")
        self._field = field
        self._context = context
        self._pages = pages
        self._text = ""
        self._asked = 0
        self._list = QListWidget()
        self._list.setItemDelegate(_Lines(self._list))
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setAccessibleName("查找结果")
        self._list.setMouseTracking(True)
        self._list.itemClicked.connect(self._open)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 4, 1, 4)
        layout.addWidget(self._list)
        self._timer = QTimer(self, singleShot=True, interval=TYPING_MS)
        self._timer.timeout.connect(self._ask)
        self.hide()

    def search_for(self, text: str) -> None:
        """Find this, a moment after the last key."""
        self._text = text.strip()
        if self._text:
            self._timer.start()
        else:
            self._timer.stop()
            self._asked += 1
            self.hide()

    def key(self, event: QKeyEvent) -> bool:
        """A key of the search field that is meant for the results; False when it closes them."""
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
            return False
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self._timer.isActive():
                self._timer.stop()
                self._show(find(self._text))
            if self._list.currentItem() is not None and self.isVisible():
                self._open(self._list.currentItem())
            return True
        keys = Qt.Key
        steps = {keys.Key_Down: 1, keys.Key_Up: -1, keys.Key_PageDown: 8, keys.Key_PageUp: -8}
        row = self._list.currentRow() + steps[Qt.Key(event.key())]
        self._list.setCurrentRow(max(0, min(row, self._list.count() - 1)))
        return True

    def place(self) -> None:
        """Under the search field, as high as the results need."""
        field, parent = self._field, self.parentWidget()
        assert parent is not None
        place = field.mapTo(parent, QPoint(0, field.height() + 4))
        wanted = sum(self._list.sizeHintForRow(at) for at in range(self._list.count())) + 14
        room = parent.height() - place.y() - 20
        self.setGeometry(place.x(), place.y(), max(field.width(), 460), min(wanted, room))

    def _ask(self) -> None:
        self._asked += 1
        number, text = self._asked, self._text
        self._context.worker.look_up(
            lambda: find(text), lambda found: self._show(found) if number == self._asked else None
        )

    def _show(self, found: list[Found]) -> None:
        self._list.clear()
        hits = [*self._records(found), *self._commands()]
        for hit in hits:
            item = QListWidgetItem(hit.title)
            item.setData(HitRole, hit)
            self._list.addItem(item)
        if not hits:
            nothing = Hit("没有找到", "换一个词：姓名、拼音首字母、护照号后几位…", "search", self.hide)
            item = QListWidgetItem(nothing.title)
            item.setData(HitRole, nothing)
            self._list.addItem(item)
        self._list.setCurrentRow(0)
        self.place()
        self.show()
        self.raise_()

    def _records(self, found: list[Found]) -> list[Hit]:
        hits = []
        for part in found:
            picture = part.entity.key()
            picture = picture if (icons.FOLDER / f"{picture}.svg").exists() else "record"
            for record_id, title, note in part.records:
                hits.append(Hit(
                    title, f"{part.entity.label} · {note}" if note else part.entity.label, picture,
                    lambda e=part.entity, i=record_id: self._context.open_record(e, i),
                ))
            if part.is_cut:
                hits.append(Hit(
                    f"在{part.entity.label}中查看全部", f"“{self._text}”", "search",
                    lambda e=part.entity: self._open_all(e),
                ))
        return hits

    def _commands(self) -> list[Hit]:
        folded = search.fold(self._text).replace(" ", "")
        hits = []
        for page in self._pages:
            if folded in search.key_for([page.label]):
                hits.append(Hit(
                    page.label, "转到页面", page.picture,
                    lambda k=page.key: self._context.navigate(k),
                ))
        own = [e for e in ENTITIES if e.group and not e.is_settings]
        for entity in own:
            if folded in search.key_for([f"新增{entity.label}"]):
                hits.append(Hit(
                    f"新增{entity.label}", "命令", "add",
                    lambda e=entity: self._context.open_record(e, None),
                ))
        return hits[:8]

    def _open_all(self, entity: type[Entity]) -> None:
        query: Any = entity.select(entity.id).where(search.matching(entity, self._text))
        ids = [row[0] for row in query.tuples()]
        self._context.open_list(entity, ids, f"{entity.label}“{self._text}”：{len(ids):,} 条")

    def _open(self, item: QListWidgetItem) -> None:
        hit: Hit = item.data(HitRole)
        self.hide()
        self.closed.emit()
        hit.open()


def find(text: str) -> list[Found]:
    """Records of every kind that carry all words, kinds in menu order."""
    if not search.words(text):
        return []
    found = []
    for entity in ENTITIES:
        if entity.owner_link() is not None or not entity.group or entity.is_settings:
            continue
        query = entity.select().where(search.matching(entity, text)).limit(EACH + 1)
        records = list(query)
        if records:
            shown = [(r.id, str(r), _note(r)) for r in records[:EACH]]
            found.append(Found(entity, shown, len(records) > EACH))
    return found


def _note(record: Any) -> str:
    from models.listing import Column, Row

    kinds = [
        k for k in record.kinds()
        if k.in_list and not k.sensitive and not isinstance(k, Date)
        and k.read(record) not in (None, "")
    ]
    columns = [Column(type(record), k.name, k.label, k) for k in kinds[:4]]
    row = Row(record.id, tuple(k.read(record) for k in kinds[:4]), ())
    words = [word for word in words_of(columns, [row])[0] if word and word != str(record)]
    return " · ".join(words[:3])


class _Lines(QStyledItemDelegate):
    """Drawing, title, and behind it in grey what kind of thing it is."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """One height for all."""
        return QSize(200, option.fontMetrics.height() + 14)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw one result."""
        hit: Hit = index.data(HitRole)
        shown, rect = colours(), option.rect
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(shown.accent_soft))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, QColor(shown.hover))
        scale = painter.device().devicePixelRatioF()
        picture = icons.pixmap(hit.picture, shown.muted, 17, scale)
        painter.drawPixmap(rect.left() + 12, rect.center().y() - 8, picture)
        centre = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        metrics = painter.fontMetrics()
        title = metrics.elidedText(hit.title, Qt.TextElideMode.ElideRight, rect.width() * 6 // 10)
        painter.setPen(QColor(shown.text))
        painter.drawText(rect.adjusted(40, 0, 0, 0), centre, title)
        left = 40 + metrics.horizontalAdvance(title) + 12
        room = rect.width() - left - 10
        painter.setPen(QColor(shown.muted))
        note = metrics.elidedText(hit.note, Qt.TextElideMode.ElideRight, room)
        painter.drawText(rect.adjusted(left, 0, -10, 0), centre, note)
        painter.restore()
