"""Binds the declared commands to one list: keys, the menu of the right button, the menu 更多."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from gui.fields.cell_changes import can_edit
from gui.lists.list_moves import ListMoves
from gui.shared.commands import COPYING, EDITING, LIST_SECTIONS, MOVING, PAPER, RECORDS, Command
from models.list_filter import exact
from models.list_groups import can_group
from models.listing import shown

if TYPE_CHECKING:
    from gui.lists.list_page import ListPage


class ListCommands:
    """One action for each command; menus show the same actions, so keys stand beside words."""

    def __init__(self, page: ListPage) -> None:
        self._page = page
        self.moves = ListMoves(page)
        self.actions: dict[str, QAction] = {}
        does = self._handlers()
        for section in LIST_SECTIONS:
            for command in section.commands:
                act = does.get(command.name) or getattr(self.moves, command.name)
                self.actions[command.name] = self._bind(command, command.label, command.keys, act)
                if command.extends:
                    keys = tuple(f"Shift+{keys}" for keys in command.keys)
                    self._bind(command, command.label, keys, partial(act, True))
        self._bind(MOVING.commands[0], "", ("Shift+Tab",), partial(self.moves.next_cell, -1))
        page.table.menu_wanted.connect(self._open_menu)
        page.table.header_menu_wanted.connect(self._open_header_menu)

    def _bind(
        self, command: Command, label: str, keys: tuple[str, ...], act: Callable[..., object]
    ) -> QAction:
        page = self._page
        action = QAction(label, page)
        action.setShortcuts([QKeySequence(k) for k in keys])
        contexts = Qt.ShortcutContext
        action.setShortcutContext(
            contexts.WidgetShortcut if command.rows else contexts.WidgetWithChildrenShortcut
        )
        action.setShortcutVisibleInContextMenu(True)
        action.triggered.connect(lambda _=False: act())
        (page.table if command.rows else page).addAction(action)
        return action

    def _handlers(self) -> dict[str, Callable[..., object]]:
        page, actions, editing = self._page, self._page.actions_, self._page.editing
        return {
            "edit": editing.edit, "choose": editing.choose, "today": editing.today,
            "clear": editing.clear, "fill_down": editing.fill_down, "fill_all": editing.fill_all,
            "paste": editing.paste, "replace": editing.replace,
            "copy": actions.copy, "copy_headed": lambda: actions.copy(headed=True),
            "open": lambda: page.open_row(page.table.currentIndex().row()),
            "new": actions.new, "delete": actions.delete,
            "filter_column": self.filter_column, "filter_value": self.filter_value,
            "clear_filters": page.clear_filters, "search": self._search,
            "sort": lambda: self._sort(False), "sort_also": lambda: self._sort(True),
            "group": lambda: self._on_column(page.grouping.group_by),
            "ungroup": lambda: page.grouping.choose(()),
            "toggle_group": lambda: page.grouping.toggle(page.table.currentIndex().row()),
            "fold_all": lambda: page.grouping.fold_all(True),
            "unfold_all": lambda: page.grouping.fold_all(False),
            "save_view": page.view_menu.save_present,
            "choose_view": page.tools.views.showMenu,
            "choose_columns": page.tools.columns.showMenu,
            "reveal": lambda: page.reveal(page.model.is_masked), "side": page.toggle_side,
            "renew": page.ask, "print_papers": actions.print_selected,
            "letters": actions.open_letters,
            "print_list": actions.print_list, "export": actions.export_all,
            "paper_slips": actions.open_slips, "export_attachments": actions.export_attachments,
            "take_in": lambda: page.context.import_files(), "next_area": self._leave,
        }

    def filter_column(self) -> None:
        """Ctrl+F: the filter field of the current column."""
        page = self._page
        at = max(0, page.table.currentIndex().column())
        if page.model.columns:
            for header in page.table.headers():
                if (field := header.field(page.model.columns[at].name)) is not None:
                    field.setFocus(Qt.FocusReason.ShortcutFocusReason)
                    field.selectAll()

    def filter_value(self) -> None:
        """Only the rows that hold the same as the current cell."""
        page, index = self._page, self._page.table.currentIndex()
        if index.isValid() and page.model.is_record(index.row()):
            column = page.model.columns[index.column()]
            if column.kind.sensitive and page.model.is_masked:
                page.context.say("请先按 F8 显示，再按此值筛选")
                return
            ids = [page.model.record_id(index.row())]
            row = next(page.model.listing.rows(ids, [column]))
            page.set_filter(column.name, exact(shown(column, row.values[0], masked=False)))

    def _search(self) -> None:
        self._page.tools.search.setFocus()
        self._page.tools.search.selectAll()

    def _sort(self, add: bool) -> None:
        self._on_column(lambda name: self._page.sort_by(name, add))

    def _on_column(self, act: Callable[[str], object]) -> None:
        at = self._page.table.currentIndex().column()
        if at >= 0:
            act(self._page.model.columns[at].name)

    def _leave(self) -> None:
        """F6: on to the filter field of the current column; from there Tab walks on."""
        self.filter_column()

    def fill_menu(self, menu: QMenu) -> None:
        """Every command in its section (the menu 更多)."""
        menu.clear()
        for section in LIST_SECTIONS:
            part = menu.addMenu(section.title)
            for command in section.commands:
                part.addAction(self.actions[command.name])
        menu.addSeparator()
        sheet = QAction("键盘一览", menu)
        sheet.setShortcut(QKeySequence("F1"))
        sheet.triggered.connect(lambda _=False: self._page.context.show_keys())
        menu.addAction(sheet)

    def _open_menu(self, place: QPoint) -> None:
        menu = QMenu(self._page)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for at, section in enumerate((RECORDS, EDITING, COPYING)):
            if at:
                menu.addSeparator()
            for command in section.commands:
                menu.addAction(self.actions[command.name])
        menu.addSeparator()
        for name in ("filter_value", "group"):
            menu.addAction(self.actions[name])
        papers = menu.addMenu(PAPER.title)
        for command in PAPER.commands:
            if self._page.actions_.fits(command.name):
                papers.addAction(self.actions[command.name])
        menu.popup(place)

    def _open_header_menu(self, name: str, place: QPoint) -> None:
        """What can be done with one column."""
        page = self._page
        column = next(c for c in page.model.columns if c.name == name)
        menu = QMenu(page)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        others = tuple(pair for pair in page.listing.order if pair[0] != name)

        def add(text: str, act: Callable[[], object], enabled: bool = True) -> None:
            action = QAction(text, menu)
            action.setEnabled(enabled)
            action.triggered.connect(lambda _=False: act())
            menu.addAction(action)

        add("升序", lambda: page.set_order(((name, False),)))
        add("降序", lambda: page.set_order(((name, True),)))
        add("加为次要排序列", lambda: page.set_order((*others, (name, False))), bool(others))
        add("取消排序", lambda: page.set_order(others), len(others) < len(page.listing.order))
        menu.addSeparator()
        grouped = name in page.listing.grouping
        add("不再按此列分组" if grouped else "按此列分组", lambda: page.grouping.group_by(name),
            grouped or can_group(column))
        menu.addSeparator()
        rest = [c for c in page.model.columns if c.name != name]
        add("隐藏此列", lambda: page.set_columns(rest), bool(rest))
        add("把此列放到最前（固定）", lambda: page.set_columns([column, *rest]), bool(rest))
        if can_edit(column):
            menu.addSeparator()
            add("查找与替换…", lambda: page.editing.replace(column))
        menu.popup(place)
