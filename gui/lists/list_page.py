"""The one list of all entities: groups, filters, columns, summary, and what can be done there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QSplitter, QVBoxLayout, QWidget

from gui.attachments import attachments_dialog
from gui.history.undo import UndoBar
from gui.lists import list_actions
from gui.lists.list_commands import ListCommands
from gui.lists.list_grouping import ListGrouping
from gui.lists.list_loader import Answer, ListLoader
from gui.lists.list_many import ListMany
from gui.lists.list_memory import ListMemory
from gui.lists.list_status import ListStatus
from gui.lists.list_table import ListTable
from gui.lists.list_tools import GroupBar, ListTools
from gui.lists.list_views import ColumnMenu, ViewMenu
from gui.lists.record_table import RecordTable
from gui.lists.value_popup import ValuePopup
from gui.look.empty_state import EmptyState
from gui.look.icons import entity_icon, icon
from gui.look.theme import colours, role, theme
from gui.record.record_summary import RecordSummary
from gui.shared import siblings
from gui.shared.context import Context
from models.entity import Entity
from models.list_shares import groups_of
from models.listing import Column, Listing, shown
from models.store import Change

SEARCH_MS = 180

NARROW = 72
"""Width in Chinese characters below which words of buttons and the summary give way."""


class ListPage(QWidget):
    """The records of one entity, or only those behind a number (`only` with its title)."""

    def __init__(
        self, context: Context, entity: type[Entity], *,
        only: Sequence[int] | None = None, title: str = "", parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.context = context
        self.entity = entity
        self.title = title or entity.label
        self.memory = ListMemory(context.settings, entity)
        self.listing = Listing(
            entity, order=self.memory.order(), only=None if only is None else tuple(only),
            grouping=self.memory.grouping() if only is None else (),
        )
        self.model = RecordTable(entity, self.memory.columns())
        self.loader = ListLoader(context.worker, self)
        self._keep_id: int | None = None
        self._stale = False
        self._is_unstyled = False
        self._build()
        self.commands = ListCommands(self)
        self._connect()
        self._make_groups()
        self.table.show_columns(self.model.columns, self.memory.widths())
        self.grouping.show_state()
        self.ask()

    # ---- asking ----

    def ask(self) -> None:
        """Put the present question; the rows follow when it is answered."""
        self.keep_place()
        groups = groups_of(self.entity, self.context.year)
        if self.listing.group is not None:
            key = self.listing.group.key
            group = next((g for g in groups if g.key == key), None)
            self.listing = replace(self.listing, group=group)
        self.loader.ask(self.listing, groups, columns=self.model.columns)

    def keep_place(self) -> None:
        """Remember which record is current, before rows move."""
        row = self.table.currentIndex().row()
        if self.model.is_record(row):
            self._keep_id = self.model.record_id(row)

    def find_place(self) -> None:
        """Make the remembered record current again, else the first row."""
        row = self.model.row_of(self._keep_id) if self._keep_id is not None else -1
        if len(self.model.rows):
            self.table.select_row(max(0, row), max(0, self.table.currentIndex().column()))

    def change(self, listing: Listing) -> None:
        """Ask something else."""
        if listing != self.listing or listing.group is not self.listing.group:
            self.listing = listing
            self.ask()

    def show_answer(self, answer: Answer) -> None:
        """Put the rows on the screen; the current record stays current."""
        self.model.fill(answer.listing, answer.ids, answer.heads)
        for header in self.table.headers():
            header.show_filters(dict(answer.listing.filters))
        self.find_place()
        self._show_empty()
        self._selection_moved()

    def show_wrong(self, listing: Listing, reason: str) -> None:
        """Say at its field which filter cannot be meant."""
        for name, _ in listing.filters:
            try:
                replace(listing, filters=((name, dict(listing.filters)[name]),)).condition()
            except ValueError:
                for header in self.table.headers():
                    header.mark_wrong(name, reason)

    def set_filter(self, name: str, typed: str) -> None:
        """Filter one column."""
        self.change(self.listing.with_filter(name, typed))

    def set_search(self, typed: str) -> None:
        """Search the whole list."""
        self.change(replace(self.listing, search=typed.strip()))

    def clear_filters(self) -> None:
        """Show everything again."""
        self.tools.search.clear()
        self.change(replace(self.listing, filters=(), search="", group=None))

    def sort_by(self, name: str, add: bool) -> None:
        """One click: up, again: down, again: as before. With Shift a further column."""
        order = dict(self.listing.order)
        now = order.get(name)
        if not add:
            order = {} if now is None else {name: now}
        if now is None:
            order[name] = False
        elif now is False:
            order[name] = True
        else:
            order.pop(name, None)
        self.set_order(tuple(order.items()))

    def set_order(self, order: tuple[tuple[str, bool], ...]) -> None:
        """Order by these columns, the first counts most."""
        self.memory.keep_order(order)
        self.change(replace(self.listing, order=order))

    # ---- records ----

    def selected_ids(self) -> list[int]:
        """Ids of the rows with a selected cell, in list order."""
        return list(self.model.ids_at(self.table.selected_rows()))

    def open_row(self, row: int) -> None:
        """Open the form of one row; the head of a group folds."""
        if self.model.head_at(row) is not None:
            self.grouping.toggle(row)
        elif self.model.is_record(row):
            self.context.open_record(self.entity, self.model.record_id(row))

    def set_columns(self, columns: Sequence[Column]) -> None:
        """Show these columns from now on."""
        self.memory.keep_columns([c.name for c in columns])
        self.model.set_columns(columns)
        self.table.show_columns(list(columns), self.memory.widths())
        self.ask()

    def reveal(self, on: bool) -> None:
        """Show sensitive numbers in full, or hide their middle again."""
        self.tools.reveal.setChecked(on)
        self.model.set_masked(not on)

    def values_of(self, name: str, field: Any) -> None:
        """Open the list of values under a filter field."""
        column, listing = self.listing.columns()[name], self.listing
        if column.kind.sensitive and self.model.is_masked:
            self.context.say("请先按 F8 显示，再列出出现过的值")
            return
        self.context.worker.look_up(
            lambda: [
                (shown(column, value, masked=False), count)
                for value, count in listing.values(column)
            ],
            lambda values: self._open_values(name, field, values),
        )

    # ---- building ----

    def _build(self) -> None:
        self.tools = ListTools(self)
        self.groups = GroupBar()
        self.undo_bar = UndoBar()
        self.table = ListTable(self.model)
        self.empty = EmptyState(self.table)
        self.status = ListStatus(self.context.worker)
        frame = QFrame()
        role(frame, "table")
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.setSpacing(0)
        inside.addWidget(self.table, 1)
        inside.addWidget(self.status)
        self.summary = RecordSummary()
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.addWidget(frame)
        self.splitter.addWidget(self.summary)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setStretchFactor(1, 0)
        self.splitter.setChildrenCollapsible(False)
        self.summary.setMinimumWidth(230)
        self.splitter.setSizes([900, 280])
        self._wants_side = self.memory.side_shown()
        self.summary.setVisible(self._wants_side)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 12, 10)
        layout.setSpacing(8)
        layout.addLayout(self.tools.first_line())
        layout.addLayout(self.tools.second_line(self.groups))
        layout.addWidget(self.undo_bar)
        layout.addWidget(self.splitter, 1)
        self.setFocusProxy(self.table)
        self.column_menu = ColumnMenu(self)
        self.view_menu = ViewMenu(self)
        self.grouping = ListGrouping(self)
        self.actions_ = list_actions.ListActions(self)
        self.editing = ListMany(self)
        self.tools.columns.setMenu(self.column_menu)
        self.tools.grouping.setMenu(self.grouping.menu)
        self.tools.views.setMenu(self.view_menu)

    def _connect(self) -> None:
        self.loader.answered.connect(self.show_answer)
        self.loader.counted.connect(self._show_counts)
        self.loader.wrong.connect(self.show_wrong)
        self.loader.waiting.connect(self.status.show_waiting)
        self.loader.refused.connect(self.grouping.refuse)
        self.tools.connect_actions(self.actions_, self)
        self.table.opened.connect(self.open_row)
        self.table.folded.connect(self.grouping.toggle)
        self.table.typed.connect(self.editing.type_over)
        self.table.composed.connect(self.editing.compose_over)
        self.table.stepped.connect(self.commands.moves.step)
        self.table.filter_changed.connect(self.set_filter)
        self.table.values_wanted.connect(self.values_of)
        self.table.sort_wanted.connect(self.sort_by)
        self.table.columns_moved.connect(self._take_order)
        self.table.width_changed.connect(self.memory.keep_width)
        self.table.selection_moved.connect(self._selection_moved)
        self.groups.chosen.connect(self._choose_group)
        self.summary.open_wanted.connect(self.context.open_record)
        self.summary.history_wanted.connect(self._open_history)
        attachments_dialog.for_list(self)
        self._search_timer = QTimer(self, singleShot=True, interval=SEARCH_MS)
        self._search_timer.timeout.connect(lambda: self.set_search(self.tools.search.text()))
        self.tools.search.textChanged.connect(lambda _: self._search_timer.start())
        self.tools.search.left.connect(self._leave_search)
        self.context.changes.changed.connect(self._hear)
        self.context.year_changed.connect(self._take_year)
        theme().changed.connect(self._restyle)

    def _make_groups(self) -> None:
        only = self.listing.only is not None
        groups = [] if only else groups_of(self.entity, self.context.year)
        self.groups.set_groups(groups, whole="仅显示这些" if only else "全部")

    # ---- reacting ----

    def _choose_group(self, key: str) -> None:
        groups = groups_of(self.entity, self.context.year)
        self.change(replace(self.listing, group=next((g for g in groups if g.key == key), None)))

    def _show_counts(self, counts: dict[str, int]) -> None:
        self.groups.show_counts(counts, self.listing.group)

    def _take_year(self, _: int) -> None:
        self._make_groups()
        self.ask()

    def _take_order(self, names: list[str]) -> None:
        known = {c.name: c for c in self.model.columns}
        self.set_columns([known[name] for name in names])

    def _selection_moved(self) -> None:
        self.status.show_selection(self.model, self.table)
        current = self.table.currentIndex()
        is_row = self.model.is_record(current.row())
        self.tools.enable_selection(is_row)
        if not self.summary.isHidden():
            wanted = self.model.record_id(current.row()) if is_row else None
            self.summary.show_record(self.entity, wanted)

    def _hear(self, change: Change) -> None:
        related = {self.entity.key(), *(e.key() for e in self.entity.line_entities())}
        if related & set(change.ids):
            if self.isVisible():
                self.ask()
                self.summary.renew()
            else:
                self._stale = True

    def showEvent(self, event: Any) -> None:
        """Catch up with what happened while another page was shown."""
        super().showEvent(event)
        if self._is_unstyled:
            self._restyle()
        if self._stale:
            self._stale = False
            self.ask()

    def resizeEvent(self, event: Any) -> None:
        """Where there is little room the words of buttons and the summary give way."""
        super().resizeEvent(event)
        letters = self.width() / max(1, self.fontMetrics().horizontalAdvance("国"))
        self.tools.set_narrow(letters < NARROW)
        self._fit_side()

    def hideEvent(self, event: Any) -> None:
        """Numbers shown in full are hidden again when the page is left."""
        super().hideEvent(event)
        if not self.model.is_masked and not self.window().isMinimized():
            self.reveal(False)

    def _show_empty(self) -> None:
        listing = self.listing
        if len(self.model.ids):
            self.empty.hide()
        elif listing.filters or listing.search or listing.group or listing.only is not None:
            self.empty.say(
                icon("search", colours().faint), "没有符合条件的记录", "换一个条件，或者看全部。",
                actions=(("清除筛选", self.clear_filters),),
            )
        elif self.entity.is_made_by_program:
            self.empty.say(
                entity_icon(self.entity, colours().faint), f"还没有{self.entity.label}",
                "由程序在出具、报送或导出时自动记下。",
            )
        else:
            actions = [(f"新增{self.entity.label}", self.actions_.new)]
            if siblings.has("imports.import_wizard"):
                actions.append(("导入旧台账", self.context.import_files))
            self.empty.say(
                entity_icon(self.entity, colours().faint), f"还没有{self.entity.label}",
                "可以逐条新增，也可以把现有的 Excel 台账整本导入。", actions=actions,
            )

    def _open_values(self, name: str, field: Any, values: list[tuple[str, int]]) -> None:
        popup = ValuePopup(values, field.text(), chosen=field.setText, parent=self)
        popup.open_below(field)

    def _open_history(self, record: Any) -> None:
        siblings.open_history(record, self)

    def toggle_side(self) -> None:
        self._wants_side = self.summary.isHidden()
        self.memory.keep_side(self._wants_side)
        self.summary.setVisible(self._wants_side)
        self.tools.side.setChecked(self._wants_side)
        self._selection_moved()

    def _fit_side(self) -> None:
        letters = self.width() / max(1, self.fontMetrics().horizontalAdvance("国"))
        shown_now = self._wants_side and letters >= NARROW
        if shown_now == self.summary.isHidden():
            self.summary.setVisible(shown_now)
            self.tools.side.setChecked(shown_now)
            self._selection_moved()

    def _leave_search(self) -> None:
        self._search_timer.stop()
        self.set_search(self.tools.search.text())
        self.table.setFocus()

    def _restyle(self) -> None:
        if not self.isVisible():
            self._is_unstyled = True  # done when the page is shown again
            return
        self._is_unstyled = False
        self.table.size_columns(self.model.columns, self.memory.widths())
        for header in self.table.headers():
            header.restyle()
        self.tools.restyle()
        self.summary.renew()
