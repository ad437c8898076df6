"""The menus 视图 and 列 of a list: saved ways to look at it, and which columns it shows."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QAction, QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QInputDialog,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QVBoxLayout,
    QWidget,
    QWidgetAction,
)

from gui.history import undo
from gui.lists.list_memory import View
from gui.look import messages
from gui.look.theme import role
from models import search
from models.extra_columns import PREFIX
from models.list_shares import groups_of
from models.listing import Column, columns_of, first_columns

if TYPE_CHECKING:
    from gui.lists.list_page import ListPage

_NAME = Qt.ItemDataRole.UserRole


class ViewMenu(QMenu):
    """Saved views; each can be shown, and the present one saved under a name."""

    def __init__(self, page: ListPage) -> None:
        super().__init__(page)
        self._page = page
        self.aboutToShow.connect(self._fill)

    def _fill(self) -> None:
        self.clear()
        views = self._page.memory.views()
        for view in views:
            self._add(view.name, lambda v=view: self.show_view(v))
        if not views:
            self._add("还没有保存的视图", None)
        self.addSeparator()
        self.addAction(self._page.commands.actions["save_view"])
        if views:
            drop = self.addMenu("删除视图")
            for view in views:
                action = QAction(_plain(view.name), drop)
                forget = partial(self._page.memory.drop_view, view.name)
                action.triggered.connect(lambda _=False, do=forget: do())
                drop.addAction(action)
        self.addSeparator()
        self.addAction(self._page.commands.actions["clear_filters"])

    def save_present(self) -> None:
        """Ask for a name and keep columns, filters, order and group under it."""
        name, given = QInputDialog.getText(self._page, "保存视图", "给这个视图起个名字：")
        if given and name.strip():
            self.keep(name.strip())

    def keep(self, name: str) -> None:
        """Save the present way to look at the list."""
        listing = self._page.listing
        self._page.memory.keep_view(View(
            name, [c.name for c in self._page.model.columns],
            [list(pair) for pair in listing.filters], [list(pair) for pair in listing.order],
            listing.group.key if listing.group else "", listing.search,
            list(listing.grouping), [list(path) for path in sorted(self._page.model.folded)],
            self._page.memory.widths(),
        ))
        self._page.context.say(f"已保存视图“{name}”")

    def show_view(self, view: View) -> None:
        """Look at the list in a saved way."""
        page = self._page
        known = {c.name: c for c in columns_of(page.entity, with_extra=True)}
        groups = {g.key: g for g in groups_of(page.entity, page.context.year)}
        page.tools.search.setText(view.search)
        page.listing = replace(
            page.listing, search=view.search, group=groups.get(view.group),
            filters=tuple((name, typed) for name, typed in view.filters if name in known),
            order=tuple((name, bool(down)) for name, down in view.order if name in known),
            grouping=tuple(name for name in view.grouping if name in known),
        )
        page.memory.keep_order(page.listing.order)
        page.memory.keep_grouping(page.listing.grouping)
        page.memory.keep_widths(view.widths)
        page.model.folded = {tuple(path) for path in view.folded}
        page.grouping.show_state()
        page.set_columns([known[name] for name in view.columns if name in known])

    def _add(self, text: str, act: object) -> None:
        action = QAction(_plain(text), self)
        action.setEnabled(act is not None)
        if callable(act):
            action.triggered.connect(lambda _=False: act())
        self.addAction(action)


class ColumnMenu(QMenu):
    """Every column with a tick under its section; the ticked ones are shown, in dragged order."""

    def __init__(self, page: ListPage) -> None:
        super().__init__(page)
        self._page = page
        self.find = QLineEdit()
        self.find.setPlaceholderText("找一列，可用拼音")
        self.find.setAccessibleName("找一列")
        self.find.textChanged.connect(self._narrow)
        self.find.installEventFilter(self)
        self._list = QListWidget()
        role(self._list, "plain")
        self._list.setAccessibleName("显示的列")
        self._list.setMinimumSize(250, 380)
        self._list.itemChanged.connect(self._toggled)
        self._list.itemActivated.connect(self._turn)
        self._count = QLabel()
        role(self._count, "caption")
        holder = QWidget()
        layout = QVBoxLayout(holder)
        layout.setContentsMargins(6, 6, 6, 0)
        layout.addWidget(self.find)
        layout.addWidget(self._list)
        layout.addWidget(self._count)
        action = QWidgetAction(self)
        action.setDefaultWidget(holder)
        self.addAction(action)
        self.addSeparator()
        own = QAction("加一列、管理附加列…", self)
        own.triggered.connect(self._open_own)
        self.addAction(own)
        back = QAction("恢复默认列与宽度", self)
        back.triggered.connect(self._reset)
        self.addAction(back)
        self.aboutToShow.connect(self._fill)

    def showEvent(self, event: QShowEvent) -> None:
        """Typing looks for a column at once."""
        super().showEvent(event)
        self.find.clear()
        QTimer.singleShot(0, self.find.setFocus)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter and ↓ in the search field go on to the list, Esc closes."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
                rows = range(self._list.count())
                first = next((at for at in rows if self._is_open(at)), 0)
                self._list.setFocus()
                self._list.setCurrentRow(first)
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.close()
                return True
        return super().eventFilter(watched, event)

    def _is_open(self, at: int) -> bool:
        item = self._list.item(at)
        return not item.isHidden() and bool(item.data(_NAME))

    def _fill(self) -> None:
        shown = {c.name for c in self._page.model.columns}
        columns = columns_of(self._page.entity, with_extra=True)
        sections: dict[str, list[Column]] = {}
        for column in columns:
            title = "自有列" if column.is_extra else "自动计算" if column.derived else (
                column.kind.section
            )
            sections.setdefault(title, []).append(column)
        self._list.blockSignals(True)
        self._list.clear()
        for title, inside in sections.items():
            if len(sections) > 1:
                head = QListWidgetItem(title)
                head.setFlags(Qt.ItemFlag.NoItemFlags)
                self._list.addItem(head)
            for column in inside:
                item = QListWidgetItem(column.label)
                item.setData(_NAME, column.name)
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                on = column.name in shown
                item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
                self._list.addItem(item)
        self._list.blockSignals(False)
        self._narrow(self.find.text())
        self._count.setText(f"显示 {len(shown)} 列，共 {len(columns)} 列；拖动表头改变顺序")

    def _narrow(self, text: str) -> None:
        """Only the columns whose label holds the words, or is spelled like them."""
        folded = search.fold(text.strip())
        spelled = folded.isascii() and folded.isalpha()
        for at in range(self._list.count()):
            item = self._list.item(at)
            fits = folded in search.fold(item.text())
            if not fits and spelled:
                fits = folded in search.key_for([item.text()])
            is_head = not item.data(_NAME)
            item.setHidden(bool(folded) and (is_head or not fits))

    def _turn(self, item: QListWidgetItem) -> None:
        on = item.checkState() == Qt.CheckState.Checked
        item.setCheckState(Qt.CheckState.Unchecked if on else Qt.CheckState.Checked)

    def _toggled(self, item: QListWidgetItem) -> None:
        name = str(item.data(_NAME))
        columns = list(self._page.model.columns)
        if item.checkState() == Qt.CheckState.Unchecked:
            if len(columns) == 1:
                messages.tell(self._page, "至少要留一列。")
                self._fill()
                return
            columns = [c for c in columns if c.name != name]
        else:
            known = {c.name: c for c in columns_of(self._page.entity, with_extra=True)}
            columns.append(known[name])
        self._page.set_columns(columns)
        total = sum(1 for at in range(self._list.count()) if self._list.item(at).data(_NAME))
        self._count.setText(f"显示 {len(columns)} 列，共 {total} 列；拖动表头改变顺序")

    def _open_own(self) -> None:
        """Her own columns; a new one is shown at once, what was removed can be brought back."""
        from gui.record.extra_columns_dialog import ExtraColumnsDialog

        page = self._page
        dialog = ExtraColumnsDialog(page.entity, page)
        dialog.exec()
        known = {c.name: c for c in columns_of(page.entity, with_extra=True)}
        names = [c.name for c in page.model.columns]
        names = [
            f"{PREFIX}{dialog.renamed.get(name.removeprefix(PREFIX), name.removeprefix(PREFIX))}"
            if name.startswith(PREFIX) else name for name in names
        ]
        names += [f"{PREFIX}{name}" for name in dialog.added]
        page.set_columns([known[name] for name in dict.fromkeys(names) if name in known])
        if (batch := dialog.removed) is not None:
            page.undo_bar.offer(batch.label, lambda: page.context.say(undo.undo(page, batch)))

    def _reset(self) -> None:
        self._page.memory.forget_widths()
        self._page.set_columns(first_columns(self._page.entity))
        self._page.memory.keep_columns([])


def _plain(text: str) -> str:
    """An & in a name is no shortcut."""
    return text.replace("&", "&&")
