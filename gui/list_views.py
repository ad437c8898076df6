"""The menus 视图 and 列 of a list: saved ways to look at it, and which columns it shows."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QInputDialog,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QVBoxLayout,
    QWidget,
    QWidgetAction,
)

from gui import messages
from gui.list_memory import View
from gui.theme import role
from models.listing import columns_of, first_columns, groups_of

if TYPE_CHECKING:
    from gui.list_page import ListPage


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
        self._add("保存当前视图…", self.save_present)
        if views:
            drop = self.addMenu("删除视图")
            for view in views:
                action = QAction(_plain(view.name), drop)
                forget = partial(self._page.memory.drop_view, view.name)
                action.triggered.connect(lambda _=False, do=forget: do())
                drop.addAction(action)
        self.addSeparator()
        self._add("清除全部筛选", self._page.clear_filters)

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
        )
        page.set_columns([known[name] for name in view.columns if name in known])

    def _add(self, text: str, act: object) -> None:
        action = QAction(_plain(text), self)
        action.setEnabled(act is not None)
        if callable(act):
            action.triggered.connect(lambda _=False: act())
        self.addAction(action)


class ColumnMenu(QMenu):
    """Every column with a tick; the ticked ones are shown. Order by dragging headers."""

    def __init__(self, page: ListPage) -> None:
        super().__init__(page)
        self._page = page
        self._list = QListWidget()
        role(self._list, "plain")
        self._list.setAccessibleName("显示的列")
        self._list.setMinimumSize(230, 360)
        self._list.itemChanged.connect(self._toggled)
        holder = QWidget()
        layout = QVBoxLayout(holder)
        layout.setContentsMargins(4, 4, 4, 0)
        layout.addWidget(self._list)
        action = QWidgetAction(self)
        action.setDefaultWidget(holder)
        self.addAction(action)
        self.addSeparator()
        back = QAction("恢复默认列与宽度", self)
        back.triggered.connect(self._reset)
        self.addAction(back)
        self.aboutToShow.connect(self._fill)

    def _fill(self) -> None:
        shown = {c.name for c in self._page.model.columns}
        self._list.blockSignals(True)
        self._list.clear()
        for column in columns_of(self._page.entity, with_extra=True):
            note = "（自有列）" if column.is_extra else "（自动）" if column.derived else ""
            item = QListWidgetItem(column.label + note)
            item.setData(Qt.ItemDataRole.UserRole, column.name)
            on = column.name in shown
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
            self._list.addItem(item)
        self._list.blockSignals(False)

    def _toggled(self, item: QListWidgetItem) -> None:
        name = str(item.data(Qt.ItemDataRole.UserRole))
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

    def _reset(self) -> None:
        self._page.memory.forget_widths()
        self._page.set_columns(first_columns(self._page.entity))
        self._page.memory.keep_columns([])


def _plain(text: str) -> str:
    """An & in a name is no shortcut."""
    return text.replace("&", "&&")
