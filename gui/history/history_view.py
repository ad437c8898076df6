"""What was done when, from what to what, and the way back: for one record, and for everything."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QDialog,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QSplitter,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gui.history import history_words
from gui.history.history_words import BatchLine
from gui.look import marks, messages
from gui.look.marks import CutWords, Words
from gui.look.theme import role
from gui.shared.progress import run_with_progress
from models import history
from models.audit import AuditEntry, Batch
from models.entities import entity_by_key
from models.entity import Entity
from models.errors import UserError

_ENTRY = Qt.ItemDataRole.UserRole
PAGE = 200
MOST_ENTRIES = 300
"""Records of one action that are listed; an import may have thousands."""


class HistoryDialog(QDialog):
    """Every change of a record and of its lines. undone: one of them was taken back."""

    undone = Signal()

    def __init__(self, record: Entity, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.record = record
        self.setWindowTitle(f"{record.label}“{record}”的历史")
        heading = CutWords("title")
        heading.set_words(str(record))
        self.tree = _tree(("时间 / 栏目", "原来", "改为"), "历史")
        self.reveal = QCheckBox("显示遮盖项（F8）")
        self.reveal.setShortcut("F8")
        self.reveal.toggled.connect(self.refresh)
        self.take_back = QPushButton("撤销这处修改")
        self.take_back.setToolTip("只撤销所选的一处，其他修改不变；撤销本身也可以再撤销")
        self.take_back.clicked.connect(self.undo_selected)
        close = QPushButton("关闭")
        close.clicked.connect(self.accept)
        bottom = QHBoxLayout()
        bottom.addWidget(self.reveal)
        bottom.addStretch(1)
        bottom.addWidget(self.take_back)
        bottom.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 14)
        layout.setSpacing(10)
        layout.addWidget(heading)
        layout.addWidget(self.tree, 1)
        layout.addLayout(bottom)
        self.tree.currentItemChanged.connect(lambda *_: self._show_choice())
        letter = self.fontMetrics().horizontalAdvance("国")
        self.resize(letter * 58, letter * 36)
        self.refresh()
        self.tree.setFocus()

    def refresh(self) -> None:
        """Read the history again."""
        self.tree.clear()
        entries = history.entries_of(self.record)
        undone = history_words.undone_ids()
        for entry in entries:
            _add_entry(self.tree.invisibleRootItem(), entry, reveals=self.reveal.isChecked(),
                       is_undone=entry.batch_id in undone, with_time=True)
        _expand_changes(self.tree, few=len(entries) < 8)
        if (first := self.tree.topLevelItem(0)) is not None:
            self.tree.setCurrentItem(first)
        self._show_choice()

    def undo_selected(self) -> None:
        """Take the selected change back; the reason is shown when that is no longer possible."""
        entry = _entry_of(self.tree.currentItem())
        if entry is None or not messages.ask(
            self, f"撤销这处修改吗？{history_words.entry_title(entry)}", _told(entry), yes="撤销",
        ):
            return
        try:
            history.undo_entry(entry, entity_by_key)
        except UserError as error:
            messages.show_error(self, error)
            return
        self.refresh()
        self.undone.emit()

    def _show_choice(self) -> None:
        entry = _entry_of(self.tree.currentItem())
        self.take_back.setEnabled(entry is not None)
        word = history_words.ACTIONS.get(entry.action, "修改") if entry else "修改"
        self.take_back.setText(f"撤销这次{word}" if word != "修改" else "撤销这处修改")


class BatchHistoryPage(QWidget):
    """The latest actions, each as a whole: what it touched, and the way back."""

    def __init__(self, context: Any = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.lines: list[BatchLine] = []
        self.list = _tree(("时间", "做了什么", "涉及", "来源", "状态"), "最近的操作")
        self.list.setRootIsDecorated(False)
        self.list.currentItemChanged.connect(lambda *_: self._show_batch())
        self.filter_line = QLineEdit()
        self.filter_line.setPlaceholderText("查找：操作、来源、日期")
        self.filter_line.setAccessibleName("查找历史")
        self.filter_line.setClearButtonEnabled(True)
        self.filter_line.textChanged.connect(self._filter)
        self.older = QPushButton("更早的操作")
        self.older.clicked.connect(self.load_older)
        self.detail = _tree(("记录 / 栏目", "改动"), "这次操作的内容")
        self.title = CutWords("heading")
        self.note = Words("", "caption")
        self.note.setWordWrap(True)
        self.take_back = QPushButton("撤销这次操作")
        role(self.take_back, "primary")
        self.take_back.clicked.connect(self.undo_selected)
        self._build()
        if context is not None:
            context.changes.changed.connect(self._changed)
        self.refresh()

    def refresh(self) -> None:
        """Read the list again; the same action stays selected."""
        chosen = self.selected()
        self.lines = history_words.batch_lines(max(PAGE, len(self.lines)))
        self._fill(chosen.id if chosen is not None else None)

    def _changed(self, _: object) -> None:
        self.refresh()

    def load_older(self) -> None:
        """Add the actions before the last one shown."""
        chosen = self.selected()
        self.lines += history_words.batch_lines(PAGE, before=self.lines[-1].batch.id)
        self._fill(chosen.id if chosen is not None else None)

    def selected(self) -> Batch | None:
        """The selected action."""
        item = self.list.currentItem()
        return None if item is None else item.data(0, _ENTRY).batch

    def undo_selected(self) -> None:
        """Take the selected action back as a whole."""
        batch = self.selected()
        if batch is None:
            return
        count = AuditEntry.select().where(AuditEntry.batch == batch).count()
        if not messages.ask(
            self, f"撤销“{batch.label}”吗？", f"{batch.at}，共 {count} 处。撤销本身也可以再撤销。", yes="撤销",
        ):
            return
        self._run(lambda: history.undo(batch, entity_by_key), f"已撤销“{batch.label}”，共 {count} 处")

    def _run(self, work: Callable[[], Any], said: str) -> None:
        """In the worker where there is one: a large import takes a while to go back."""
        if self.context is not None:
            run_with_progress(
                self, self.context.worker, "正在撤销", lambda _: work(),
                then=lambda _: self.context.say(said),
            )
            return
        try:
            work()
        except UserError as error:
            messages.show_error(self, error)
        self.refresh()

    def _build(self) -> None:
        top = QHBoxLayout()
        top.addWidget(Words("历史与撤销", "title"))
        top.addStretch(1)
        self.filter_line.setMinimumWidth(self.fontMetrics().horizontalAdvance("国") * 16)
        top.addWidget(self.filter_line)
        left, right = QWidget(), QFrame()
        role(right, "side")
        under = QVBoxLayout(left)
        under.setContentsMargins(0, 0, 10, 0)
        under.addWidget(self.list, 1)
        under.addWidget(self.older, 0, Qt.AlignmentFlag.AlignLeft)
        beside = QVBoxLayout(right)
        beside.setContentsMargins(14, 12, 14, 12)
        beside.setSpacing(8)
        for widget in (self.title, self.note):
            beside.addWidget(widget)
        beside.addWidget(self.detail, 1)
        beside.addWidget(self.take_back, 0, Qt.AlignmentFlag.AlignRight)
        split = QSplitter()
        split.setChildrenCollapsible(False)
        split.addWidget(left)
        split.addWidget(right)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        letter = self.fontMetrics().horizontalAdvance("国")
        split.setSizes([letter * 50, letter * 34])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 14, 18, 14)
        layout.setSpacing(10)
        layout.addLayout(top)
        layout.addWidget(split, 1)

    def _fill(self, chosen: int | None) -> None:
        self.list.clear()
        for line in self.lines:
            batch = line.batch
            words = [batch.at[:16], batch.label, line.what, batch.source, line.state]
            item = QTreeWidgetItem(words)
            item.setData(0, _ENTRY, line)
            for column in range(1, 4):
                item.setToolTip(column, marks.plain_tip(item.text(column)))
            if line.is_undone:
                for column in range(5):
                    item.setForeground(column, marks.tone("muted"))
            self.list.addTopLevelItem(item)
            if batch.id == chosen:
                self.list.setCurrentItem(item)
        first = self.list.topLevelItem(0)
        if self.list.currentItem() is None and first is not None:
            self.list.setCurrentItem(first)
        self.older.setVisible(bool(self.lines) and self.lines[-1].batch.id > 1)
        self._filter(self.filter_line.text())
        self._show_batch()

    def _filter(self, words: str) -> None:
        wanted = words.split()
        for number in range(self.list.topLevelItemCount()):
            item = self.list.topLevelItem(number)
            shown = " ".join(item.text(column) for column in range(5))
            item.setHidden(not all(word in shown for word in wanted))

    def _show_batch(self) -> None:
        item = self.list.currentItem()
        self.detail.clear()
        self.take_back.setEnabled(item is not None)
        if item is None:
            self.title.set_words("还没有任何操作")
            self.note.setText("")
            return
        line: BatchLine = item.data(0, _ENTRY)
        self.title.set_words(line.batch.label)
        entries = list(
            AuditEntry.select().where(AuditEntry.batch == line.batch).order_by(AuditEntry.id)
            .limit(MOST_ENTRIES + 1)
        )
        parts = [line.batch.at, line.what, f"来源：{line.batch.source}"]
        if len(entries) > MOST_ENTRIES:
            parts.append(f"下面只列前 {MOST_ENTRIES} 处")
        self.note.setText("\n".join(parts))
        for entry in entries[:MOST_ENTRIES]:
            _add_entry(self.detail.invisibleRootItem(), entry)
        _expand_changes(self.detail, few=len(entries) <= 4)
        self.take_back.setEnabled(not line.is_undone)
        self.take_back.setText("已撤销" if line.is_undone else "撤销这次操作")


def _tree(headers: Iterable[str], name: str) -> QTreeWidget:
    tree = QTreeWidget()
    labels = list(headers)
    tree.setColumnCount(len(labels))
    tree.setHeaderLabels(labels)
    tree.setAccessibleName(name)
    tree.setUniformRowHeights(True)
    tree.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    tree.setStyleSheet("QTreeView::item { padding: 3px 0; }")
    role(tree, "table")
    letter = tree.fontMetrics().horizontalAdvance("国")
    widths = {"时间": 9, "原来": 14, "时间 / 栏目": 18, "记录 / 栏目": 13, "涉及": 13, "来源": 11, "状态": 5}
    for column, label in enumerate(labels):
        tree.setColumnWidth(column, letter * widths.get(label, 9))
    tree.header().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
    tree.header().setStretchLastSection(True)
    return tree


def _add_entry(
    root: QTreeWidgetItem, entry: AuditEntry, *, reveals: bool = False, is_undone: bool = False,
    with_time: bool = False,
) -> None:
    """An entry with its fields below it."""
    title = history_words.entry_title(entry)
    if with_time:
        done = "   ↶ 已撤销" if is_undone else ""
        source = entry.source or entry.batch.source
        title = f"{entry.batch.at[:16]}   {title}   ·   {source}{done}"
    item = QTreeWidgetItem([title])
    item.setData(0, _ENTRY, entry)
    for change in history_words.entry_changes(entry, reveals=reveals):
        old, new = change.old or "（空）", change.new or "（空）"
        if with_time:
            child = QTreeWidgetItem([change.label, old, new])
        else:
            is_new = entry.action == "created"
            child = QTreeWidgetItem([change.label, new if is_new else f"{old} → {new}"])
        if with_time and not change.old:
            child.setForeground(1, marks.tone("muted"))
        for column in (1, 2):
            child.setToolTip(column, marks.plain_tip(child.text(column)))
        item.addChild(child)
    item.setToolTip(0, marks.plain_tip(title))
    root.addChild(item)
    item.setFirstColumnSpanned(True)


def _expand_changes(tree: QTreeWidget, *, few: bool) -> None:
    """Changes are read at once; the many fields of a new record where there are few entries."""
    for number in range(tree.topLevelItemCount()):
        item = tree.topLevelItem(number)
        entry = item.data(0, _ENTRY)
        item.setExpanded(few or (number < 20 and entry.action == "changed"))


def _entry_of(item: QTreeWidgetItem | None) -> AuditEntry | None:
    while item is not None and item.data(0, _ENTRY) is None:
        item = item.parent()
    return None if item is None else item.data(0, _ENTRY)


def _told(entry: AuditEntry) -> str:
    changes = history_words.entry_changes(entry)
    shown = [f"{c.label}：{c.new or '(空)'} → {c.old or '(空)'}" for c in changes[:8]]
    return "\n".join(shown + (["…"] if len(changes) > 8 else []))
