"""查重: groups of records that may be one, side by side; merge them, or say they are not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QInputDialog,
    QListWidget,
    QSplitter,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from gui.checks.merge_table import MergeTable
from gui.fields import choices
from gui.history import undo
from gui.history.undo import UndoBar
from gui.look import messages
from gui.look.buttons import push_button
from gui.look.marks import CutWords, Words
from gui.shared.context import Context
from models import duplicates, merging
from models.duplicates import Group
from models.entity import Entity
from models.errors import UserError
from models.store import Change

SHAPES = {"确定": "●", "很可能": "◐", "可能": "○"}
AT_ONCE = 500  # records in one query


class DuplicatesPage(QWidget):
    """All groups of one entity, or only the records `ids` that she put side by side."""

    def __init__(
        self, context: Context, entity: type[Entity], ids: Sequence[int] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.context = context
        self.entity = entity
        self.ids = list(ids)
        self.groups: list[Group] = []
        self._is_writing = False
        self.undo_bar = UndoBar()
        self.heading = Words(f"查重：{entity.label}", "title")
        self.count = Words("正在查找…", "caption")
        self.reveal = push_button("显示遮盖项", tip="遮盖或显示证件号等（F8）", look="flat")
        self.again = push_button("重新查找", tip="再查一遍（F5）", look="flat")
        self.list = QListWidget()
        self.list.setAccessibleName("可能重复的组")
        self.list.setWordWrap(True)
        self.list.setSpacing(4)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.reason = CutWords("heading")
        self.kept_box, self.other_box = QComboBox(), QComboBox()
        self.swap = push_button("⇄ 对调", tip="保留另一条")
        self.table = MergeTable()
        self.moving = Words("", "caption")
        self.distinct = push_button("不是同一个…", tip="写明理由，以后不再提示（Ctrl+D）")
        self.merge = push_button("合并", tip="并为一条，可整体撤销（Ctrl+Enter）", look="primary")
        self._build()
        self._connect()
        self.scan()

    # ---- finding ----

    def scan(self) -> None:
        """Look for groups beside the window."""
        self.count.setText("正在查找…")
        entity, ids = self.entity, tuple(self.ids)
        self.context.worker.look_up(
            lambda: [duplicates.put_side_by_side(entity, ids)] if ids else duplicates.scan(entity),
            lambda groups: self.show_groups(groups) if isValid(self) else None, is_slow=True,
        )

    def show_groups(self, groups: Sequence[Group], *, at: int = 0) -> None:
        """List these groups and show one of them."""
        self.groups = list(groups)
        self.list.blockSignals(True)
        self.list.clear()
        names = _names(self.entity, self.groups)
        for group in self.groups:
            self.list.addItem(_told(group, names))
        self.list.blockSignals(False)
        grades = [(g, sum(each.grade == g for each in self.groups)) for g in duplicates.GRADES]
        told = "　".join(f"{SHAPES[grade]} {grade} {n}" for grade, n in grades if n)
        self.count.setText(f"{len(self.groups)} 组　{told}" if self.groups else "✓ 没有可能重复的记录")
        self.splitter.setVisible(bool(self.groups))
        self.calm.setVisible(not self.groups)
        if self.groups:
            self.list.setCurrentRow(min(at, len(self.groups) - 1))
            self._show_group()

    def current(self) -> Group | None:
        """The group that is shown."""
        row = self.list.currentRow()
        return self.groups[row] if 0 <= row < len(self.groups) else None

    def pair(self) -> tuple[int, int] | None:
        """Ids of the record to keep and of the other; None while they are not two."""
        kept, other = self.kept_box.currentData(), self.other_box.currentData()
        return None if kept is None or other is None or kept == other else (kept, other)

    # ---- doing ----

    def merge_pair(self) -> None:
        """Make the two shown records one, and offer to take it back."""
        if (records := self._records()) is None:
            return
        kept, other = records
        words = f"“{other}”并入“{kept}”"
        if not messages.ask(
            self, f"把{words}？", "它下属的各行和所有引用都归到保留的一条，它自己移到回收站；可整体撤销。", yes="合并",
        ):
            return
        self._is_writing = True
        try:
            batch = merging.merge(kept, other, self.table.values())
        except UserError as error:
            messages.show_error(self, error)
            return
        finally:
            self._is_writing = False
        self.undo_bar.offer(f"已合并：{words}", lambda: self.context.say(undo.undo(self, batch)))
        self._leave_out({(other.id, each) for each in self._ids()}, gone=other.id)

    def keep_apart(self) -> None:
        """Remember that the two shown records are not the same."""
        if (shown := self.pair()) is None:
            return
        reason = ask_reason(self, self.entity.label)
        if reason is None:
            return
        self._is_writing = True
        try:
            duplicates.keep_distinct(self.entity, *shown, reason=reason)
        except UserError as error:
            messages.show_error(self, error)
            return
        finally:
            self._is_writing = False
        self.context.say("已记住：不是同一个，以后不再提示")
        self._leave_out({shown})

    # ---- showing ----

    def _ids(self) -> tuple[int, ...]:
        group = self.current()
        return group.ids if group else ()

    def _leave_out(self, settled: set[tuple[int, int]], *, gone: int | None = None) -> None:
        """Go on without pairs that were settled, without searching everything again."""
        row, group = self.list.currentRow(), self.current()
        assert group is not None
        done = {frozenset(pair) for pair in settled}
        pairs = {pair: keys for pair, keys in group.pairs.items() if frozenset(pair) not in done}
        ids = tuple(i for i in group.ids if i != gone and any(i in pair for pair in pairs))
        left = [Group(group.entity, ids, pairs)] if pairs else []
        if gone is not None:
            self.ids = [i for i in self.ids if i != gone]
        self.show_groups([*self.groups[:row], *left, *self.groups[row + 1 :]], at=row)

    def _show_group(self) -> None:
        group = self.current()
        if group is None:
            return
        known = {r.id: r for r in self.entity.active().where(self.entity.id.in_(group.ids))}
        for box, at in ((self.kept_box, 0), (self.other_box, 1)):
            box.blockSignals(True)
            box.clear()
            for record_id in group.ids:
                if record_id in known:
                    record = known[record_id]
                    detail = choices.describe(record)
                    box.addItem(f"{record}  {detail}".strip(), record_id)
            box.setCurrentIndex(min(at, box.count() - 1))
            box.blockSignals(False)
        self._show_pair()

    def _records(self) -> tuple[Any, Any] | None:
        shown = self.pair()
        if shown is None:
            return None
        kept, other = (self.entity.get_or_none(self.entity.id == each) for each in shown)
        return None if kept is None or other is None else (kept, other)

    def _show_pair(self) -> None:
        records, group, shown = self._records(), self.current(), self.pair()
        for widget in (self.merge, self.distinct, self.table):
            widget.setEnabled(records is not None)
        if records is None or group is None or shown is None:
            self.reason.set_words("请选两条不同的记录")
            self.moving.setText("")
            return
        keys = group.pairs.get((min(shown), max(shown)), ())
        told = "；".join(f"{SHAPES[key.grade]} {key.grade}：{key.reason}" for key in keys)
        self.reason.set_words(told or "这两条之间没有直接依据，因与同组其他记录相近而列出")
        self.table.show_records(*records)
        hanging = [f"{m.entity.label} {m.count} 条" for m in merging.moving(records[1])]
        gone = "、".join(hanging)
        self.moving.setText(f"将一并归到保留的一条：{gone}" if gone else "另一条没有下属记录，也没有被引用")

    def _hear(self, change: Change) -> None:
        if not self._is_writing and self.entity.key() in change.ids:
            self.scan()

    def _swap(self) -> None:
        kept, other = self.kept_box.currentIndex(), self.other_box.currentIndex()
        self.kept_box.setCurrentIndex(other)
        self.other_box.setCurrentIndex(kept)

    def _set_revealed(self) -> None:
        on = not self.table.is_revealed
        self.table.set_revealed(on)
        self.reveal.setText("重新遮盖" if on else "显示遮盖项")

    # ---- building ----

    def _build(self) -> None:
        top = QHBoxLayout()
        for widget in (self.heading, self.count):
            top.addWidget(widget)
        top.addStretch(1)
        top.addWidget(self.reveal)
        top.addWidget(self.again)
        which = QHBoxLayout()
        for words, box in (("保留", self.kept_box), ("并入", self.other_box)):
            which.addWidget(Words(words, "muted"))
            box.setAccessibleName(words)
            box.setMinimumContentsLength(12)
            policy = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            box.setSizeAdjustPolicy(policy)
            which.addWidget(box, 1)
        which.addWidget(self.swap)
        bottom = QHBoxLayout()
        self.moving.setWordWrap(True)
        bottom.addWidget(self.moving, 1)
        bottom.addWidget(self.distinct)
        bottom.addWidget(self.merge)
        right = QWidget()
        inside = QVBoxLayout(right)
        inside.setContentsMargins(14, 0, 0, 0)
        inside.setSpacing(8)
        inside.addWidget(self.reason)
        inside.addLayout(which)
        inside.addWidget(self.table, 1)
        inside.addLayout(bottom)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.addWidget(self.list)
        self.splitter.addWidget(right)
        self.splitter.setStretchFactor(1, 1)
        letter = self.fontMetrics().horizontalAdvance("国")
        self.splitter.setSizes([letter * 21, letter * 64])
        self.calm = Words("没有找到可能重复的记录；已标为“不是同一个”的不再列出。", "muted")
        self.calm.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.calm.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(10)
        layout.addLayout(top)
        layout.addWidget(self.undo_bar)
        layout.addWidget(self.splitter, 1)
        layout.addWidget(self.calm, 1)
        self.setFocusProxy(self.list)

    def _connect(self) -> None:
        self.list.currentRowChanged.connect(lambda _: self._show_group())
        self.kept_box.currentIndexChanged.connect(lambda _: self._show_pair())
        self.other_box.currentIndexChanged.connect(lambda _: self._show_pair())
        self.swap.clicked.connect(self._swap)
        self.reveal.clicked.connect(self._set_revealed)
        self.again.clicked.connect(self.scan)
        self.merge.clicked.connect(self.merge_pair)
        self.distinct.clicked.connect(self.keep_apart)
        self.context.changes.changed.connect(self._hear)
        for keys, act in (
            ("F8", self._set_revealed), ("F5", self.scan), ("Ctrl+Return", self.merge_pair),
            ("Ctrl+Enter", self.merge_pair), ("Ctrl+D", self.keep_apart),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)


def ask_reason(parent: QWidget, label: str) -> str | None:
    """Why two records are not the same; None when she thought better of it."""
    dialog = QInputDialog(parent)
    dialog.setWindowTitle(f"不是同一个{label}")
    dialog.setLabelText("理由（例如：同名，出生地不同）")
    dialog.setOkButtonText("记住")
    dialog.setCancelButtonText("取消")
    return dialog.textValue() if dialog.exec() else None


def _names(entity: type[Entity], groups: Sequence[Group]) -> dict[int, str]:
    """What the first two records of each group are called, in a few queries."""
    ids = sorted({each for group in groups for each in group.ids[:2]})
    found: dict[int, str] = {}
    for start in range(0, len(ids), AT_ONCE):
        query = entity.select().where(entity.id.in_(ids[start : start + AT_ONCE]))
        found |= {record.id: str(record) for record in query}
    return found


def _told(group: Group, names: dict[int, str]) -> str:
    """A group in the list: how sure, who, and why."""
    more = f" 等 {len(group.ids)} 条" if len(group.ids) > 2 else ""
    title = " ｜ ".join(dict.fromkeys(names.get(each, "") for each in group.ids[:2]))
    return f"{SHAPES[group.grade]} {group.grade}　{title}{more}\n{group.keys[0].reason}"
