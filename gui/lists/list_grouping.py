"""Groups of a list: by which columns, and which are folded; the menu 分组."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from gui.look import messages
from models.errors import UserError
from models.list_groups import LEVELS, can_group
from models.listing import Column, Listing

if TYPE_CHECKING:
    from gui.lists.list_page import ListPage


class ListGrouping:
    """What the commands of grouping do on one list page."""

    def __init__(self, page: ListPage) -> None:
        self._page = page
        self.menu = QMenu(page)
        self.menu.aboutToShow.connect(self._fill)

    def group_by(self, name: str) -> None:
        """Group by a column, or no longer; a further one stands inside, a third begins anew."""
        page = self._page
        column = page.listing.columns().get(name)
        now = page.listing.grouping
        if name in now:
            self.choose(tuple(other for other in now if other != name))
        elif column is None or not can_group(column):
            page.context.say("这一列的值很少重复，不能分组")
        else:
            self.choose((*now, name) if len(now) < LEVELS else (name,))

    def choose(self, names: tuple[str, ...]) -> None:
        """Group by exactly these columns."""
        page = self._page
        page.model.folded = set()
        page.memory.keep_grouping(names)
        page.change(replace(page.listing, grouping=names))
        self.show_state()

    def toggle(self, row: int) -> None:
        """Fold or unfold the group whose head stands in a row."""
        model, table = self._page.model, self._page.table
        head = model.head_at(row)
        if head is not None:
            at = table.currentIndex()
            model.fold(model.folded ^ {head.path})
            table.select_row(row, max(0, at.column()))

    def fold_all(self, folded: bool) -> None:
        """Fold every group, or none."""
        page = self._page
        page.keep_place()
        page.model.fold({head.path for head in page.model.heads} if folded else set())
        page.find_place()

    def refuse(self, listing: Listing, error: UserError) -> None:
        """Too many groups: say so and go back to a plain list."""
        self.choose(())
        messages.show_error(self._page, error)

    def show_state(self) -> None:
        """The button says by what the list is grouped."""
        page = self._page
        known = page.listing.columns()
        labels = [known[name].label for name in page.listing.grouping if name in known]
        page.tools.show_grouping(labels)

    def _fill(self) -> None:
        """The shown columns first; what is grouped by has a tick."""
        menu, page = self.menu, self._page
        menu.clear()
        now = page.listing.grouping
        self._add(menu, "不分组", page.commands.actions["ungroup"].trigger, ticked=not now)
        menu.addSeparator()
        shown = [c for c in page.model.columns if can_group(c)]
        for column in shown:
            level = f"（第 {now.index(column.name) + 1} 级）" if column.name in now else ""
            self._add(
                menu, f"{column.label}{level}", lambda name=column.name: self.group_by(name),
                ticked=column.name in now,
            )
        names = {c.name for c in shown}
        rest = [c for c in page.listing.columns().values() if c.name not in names and can_group(c)]
        if rest:
            self._fill_more(menu.addMenu("其他列"), rest)
        if now:
            menu.addSeparator()
            for name in ("fold_all", "unfold_all"):
                menu.addAction(page.commands.actions[name])

    def _fill_more(self, menu: QMenu, columns: list[Column]) -> None:
        for column in columns:
            self._add(
                menu, column.label, lambda name=column.name: self.group_by(name),
                ticked=column.name in self._page.listing.grouping,
            )

    @staticmethod
    def _add(menu: QMenu, text: str, act: Callable[[], object], *, ticked: bool) -> None:
        action = QAction(text.replace("&", "&&"), menu)
        action.setCheckable(True)
        action.setChecked(ticked)
        action.triggered.connect(lambda _=False: act())
        menu.addAction(action)
