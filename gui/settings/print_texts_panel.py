"""打印件文字与签批: every text of every paper, changed by the office, seen on the page at once."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QSplitter,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from exports.prints import editing
from exports.prints.editing import GROUPS, Entry, Trial
from gui.look import messages
from gui.look.dialog_size import letters
from gui.look.marks import CutWords, Words, plain_tip, tone
from gui.look.theme import theme
from gui.paper.page_preview import PagePreview
from gui.settings.print_texts_editor import TextEditor, mark_role
from gui.shared.context import Context

TABLE = "print_text"
EntryRole = Qt.ItemDataRole.UserRole
OWN = "● "
EVERY = "全部打印件"
"""The first choice: the texts of all papers, to find a word or everything that was changed."""


class PrintTextsPanel(QWidget):
    """Choose a paper and one of its texts; word it; the page beside follows the typing."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context, self._serial = context, 0
        self.paper, self.search = QComboBox(), QLineEdit()
        self.only_own = QCheckBox("只看改过的")
        self.tree = QTreeWidget()
        self.editor = TextEditor(context)
        self.preview = PagePreview(context)
        self.about = CutWords("muted")
        self._build()
        self._connect()
        self.paper.addItem(EVERY, "")
        for code, title in editing.papers():
            self.paper.addItem(f"{code}  {title}" if code.isupper() else title, code)
        self.paper.setCurrentIndex(1)

    def _build(self) -> None:
        self.paper.setAccessibleName("打印件")
        self.paper.setMinimumContentsLength(18)
        self.paper.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.search.setPlaceholderText("查找文字")
        self.search.setAccessibleName("查找文字")
        self.search.setClearButtonEnabled(True)
        self.tree.setHeaderHidden(True)
        self.tree.setColumnCount(1)
        self.tree.setUniformRowHeights(True)
        self.tree.setAccessibleName("打印件上的文字")
        mark_role(self.tree)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.paper, 2)
        head.addWidget(self.search, 1)
        head.addWidget(self.only_own)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 10, 0)
        column.setSpacing(8)
        column.addLayout(head)
        parts = QSplitter(Qt.Orientation.Vertical)
        parts.addWidget(self.tree)
        parts.addWidget(self.editor)
        parts.setStretchFactor(0, 3)
        parts.setStretchFactor(1, 2)
        parts.setChildrenCollapsible(False)
        column.addWidget(parts, 1)
        right = QWidget()
        side = QVBoxLayout(right)
        side.setContentsMargins(10, 0, 0, 0)
        side.setSpacing(6)
        side.addWidget(self.about)
        side.addWidget(self.preview, 1)
        whole = QSplitter()
        whole.addWidget(left)
        whole.addWidget(right)
        whole.setChildrenCollapsible(False)
        whole.setSizes([letters(self, 50), letters(self, 40)])
        hint = Words(
            "这里改的是表样上的固定文字：标题、栏目、签批栏的次序和高度、名单的列、说明。从指定的年份起用，"
            "以前出具的文件不变。", "caption",
        )
        hint.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 12, 20, 12)
        layout.setSpacing(8)
        layout.addWidget(hint)
        layout.addWidget(whole, 1)

    def _connect(self) -> None:
        self.paper.currentIndexChanged.connect(self._choose_paper)
        self.search.textChanged.connect(lambda _: self.narrow())
        self.only_own.toggled.connect(lambda _: self.narrow())
        self.tree.currentItemChanged.connect(self._choose)
        self.editor.tried.connect(self.try_on)
        self.editor.kept.connect(self._renew)
        self._context.changes.changed.connect(
            lambda change: self._renew() if TABLE in change.ids else None
        )
        self._context.year_changed.connect(lambda _: self._renew())
        theme().changed.connect(self._tint)

    # ---- reading ----

    def refresh(self) -> None:
        """Read the texts of the paper again; the chosen one stays chosen."""
        held = self.editor.entry
        before = (held.paper, held.key) if held is not None else None
        self.tree.blockSignals(True)
        self.tree.clear()
        chosen: QTreeWidgetItem | None = None
        for name, inside in self._groups():
            top = QTreeWidgetItem([f"{name}（{len(inside)}）"])
            top.setFlags(Qt.ItemFlag.ItemIsEnabled)
            self.tree.addTopLevelItem(top)
            for entry in inside:
                item = _item(entry)
                top.addChild(item)
                if chosen is None or (entry.paper, entry.key) == before:
                    chosen = item
            top.setExpanded(True)
        self.tree.blockSignals(False)
        self._tint()
        self.narrow()
        if chosen is not None:
            self.tree.setCurrentItem(chosen)
            self._choose(chosen)
        else:
            self.editor.show_entry(None)

    def _groups(self) -> list[tuple[str, list[Entry]]]:
        """The texts of the paper by kind; of all papers by paper."""
        year, code = self._context.year, self.paper.currentData()
        if not code:
            return [
                (self.paper.itemText(at), editing.entries(self.paper.itemData(at), year))
                for at in range(1, self.paper.count())
            ]
        found = editing.entries(code, year)
        groups = [(group, [each for each in found if each.group == group]) for group in GROUPS]
        return [(group, inside) for group, inside in groups if inside]

    def narrow(self) -> None:
        """Only texts that hold the words of the search field, and the office's own if wanted."""
        wanted = self.search.text().strip().lower()
        for at in range(self.tree.topLevelItemCount()):
            top = self.tree.topLevelItem(at)
            shown = 0
            for index in range(top.childCount()):
                item = top.child(index)
                entry: Entry = item.data(0, EntryRole)
                fits = wanted in entry.shown.lower() or wanted in entry.shipped.lower()
                hidden = not fits or (self.only_own.isChecked() and not entry.is_own)
                item.setHidden(hidden)
                shown += not hidden
            top.setHidden(not shown)

    def _renew(self) -> None:
        """What changed elsewhere is shown, unless words are being typed just now."""
        if not self.editor.is_changed:
            self.refresh()

    def _choose_paper(self, _: int) -> None:
        if self._may_leave():
            self.editor.entry = None
            self.refresh()

    def _choose(self, item: QTreeWidgetItem | None, before: Any = None) -> None:
        entry = item.data(0, EntryRole) if item is not None else None
        if entry is None:
            return
        if self._may_leave():
            self.editor.show_entry(entry)
            self._mark(entry)
        elif before is not None:
            self.tree.blockSignals(True)
            self.tree.setCurrentItem(before)
            self.tree.blockSignals(False)

    def _mark(self, entry: Entry) -> None:
        """Choose a text in the list, which may have been made anew meanwhile."""
        self.tree.blockSignals(True)
        for at in range(self.tree.topLevelItemCount()):
            top = self.tree.topLevelItem(at)
            for index in range(top.childCount()):
                held = top.child(index).data(0, EntryRole)
                if (held.paper, held.key) == (entry.paper, entry.key):
                    self.tree.setCurrentItem(top.child(index))
        self.tree.blockSignals(False)

    def _may_leave(self) -> bool:
        """Unsaved words are offered once more; False when they cannot be kept as they are."""
        if not self.editor.is_changed:
            return True
        if not messages.ask(self, "这一处文字改过，还没有保存。", "要保存吗？", yes="保存", no="放弃"):
            return True
        return self.editor.keep()

    # ---- looking ----

    def try_on(self, entry: Entry, words: str) -> None:
        """Draw the page with these words, beside the window; a later wish wins."""
        self._serial += 1
        serial = self._serial
        self._context.worker.look_up(
            lambda: editing.trial(entry.paper, entry.key, words),
            lambda trial: self._tried(serial, trial),
        )

    def _tried(self, serial: int, trial: Trial) -> None:
        # The window may have closed while the page was drawn.
        if not isValid(self) or serial != self._serial:
            return
        self.editor.say_fault(trial.fault)
        if trial.pdf:
            self.preview.show_pdf(trial.pdf)
        elif not trial.fault:
            self.preview.say("还没有可以打印的记录，登记以后这里显示样张。")
        unseen = "（现有记录没有用到这段文字，样张上看不到变化）" if trial.unseen and trial.pdf else ""
        if trial.about or not trial.fault:
            self.about.set_words(f"样张 {trial.about}{unseen}" if trial.about else "")

    def _tint(self) -> None:
        for at in range(self.tree.topLevelItemCount()):
            self.tree.topLevelItem(at).setForeground(0, QBrush(tone("muted")))

    def showEvent(self, event: Any) -> None:
        """Texts are read when the leaf is first looked at."""
        super().showEvent(event)
        if self.tree.topLevelItemCount() == 0:
            self.refresh()


def _item(entry: Entry) -> QTreeWidgetItem:
    item = QTreeWidgetItem([f"{OWN if entry.is_own else ''}{entry.line}"])
    item.setData(0, EntryRole, entry)
    before = f"\n\n随程序：{editing.in_chinese(entry.shipped)}" if entry.is_own else ""
    item.setToolTip(0, plain_tip(entry.shown + before))
    return item
