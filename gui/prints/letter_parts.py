"""What a template's words would be for a record, as a table; and the list of words to pick from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from exports.letters.filling import BLANK, FAULT, FILLED, HIDDEN
from exports.letters.making import UNKNOWN
from gui.look.buttons import push_button
from gui.look.marks import Words
from gui.look.plain_rows import plain_rows
from gui.look.theme import colours, role
from models import search

COLUMNS = ("模板里写的", "是什么", "这条记录的内容", "")
_MENTION = Qt.ItemDataRole.UserRole
_SIGNS = {FILLED: "✓", BLANK: "○ 空白", HIDDEN: "◐ 已遮盖", UNKNOWN: "？ 不是字段"}
_TITLES = ("法", "法典", "条例", "办法", "规定", "细则", "章程", "纲要", "公约")
"""So ends the title of a rule: most likely no field was meant, and it is no fault."""


class LetterTable(QTableWidget):
    """One row for each 《…》, in the order of the page; blanks and unknown ones marked by words."""

    def __init__(self) -> None:
        super().__init__(0, len(COLUMNS))
        self.setHorizontalHeaderLabels(list(COLUMNS))
        plain_rows(self, "模板里的字段")
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The contents keep the largest share, however narrow the window is."""
        super().resizeEvent(event)
        wide = self.viewport().width()
        state = round(self.fontMetrics().horizontalAdvance("国") * 6.5)
        for column, pixels in ((0, wide * 26 // 100), (1, wide * 20 // 100), (3, state)):
            self.setColumnWidth(column, pixels)

    def show_trial(self, rows: Sequence[tuple[Any, Any]]) -> None:
        """(Mention, Said) of each placeholder; the chosen row stays chosen."""
        chosen = self.mention()
        self.setRowCount(len(rows))
        for at, (mention, said) in enumerate(rows):
            self._fill(at, mention, said)
        words = [mention.words for mention, _ in rows]
        if chosen is not None and chosen.words in words:
            self.selectRow(words.index(chosen.words))

    def mention(self) -> Any:
        """The chosen placeholder; None without one."""
        item = self.item(self.currentRow(), 0)
        return None if item is None else item.data(_MENTION)

    def choose_first_unknown(self) -> None:
        """Where there is something to be decided."""
        for at in range(self.rowCount()):
            item = self.item(at, 0)
            if item is not None and item.data(_MENTION).is_unknown:
                self.selectRow(at)
                self.scrollToItem(item)
                return

    def _fill(self, at: int, mention: Any, said: Any) -> None:
        count = f" ×{mention.count}" if mention.count > 1 else ""
        state = _SIGNS.get(said.state, said.state)
        if mention.is_kept:
            state = "照原样保留"
        value = said.words.replace("\n", " ")
        words = (f"《{mention.words}》{count}", _meaning(mention), value, state)
        tone = {
            BLANK: colours().warn, HIDDEN: colours().muted,
            UNKNOWN: colours().muted if mention.words.endswith(_TITLES) else colours().bad,
        }.get(said.state, colours().bad if said.state.startswith(FAULT) else "")
        for column, text in enumerate(words):
            item = QTableWidgetItem(text)
            item.setToolTip(f"{text}\n{'、'.join(mention.places)}" if column == 0 else text)
            if column == 0:
                item.setData(_MENTION, mention)
            if tone and column == 3:
                item.setForeground(QColor(tone))
            self.setItem(at, column, item)


def _meaning(mention: Any) -> str:
    asked = mention.asked
    if asked is None:
        if mention.repeats:
            return "每条明细重复一段"
        return f"也许是《{'》《'.join(mention.near[:2])}》" if mention.near else ""
    way = f"，{asked.way}" if asked.way else ""
    rows = "，每条一行" if asked.repeats else ""
    group = asked.word.group.removesuffix("（每行）")
    if asked.word.name == mention.words:
        return f"{group}{rows}"
    mapped = "对应到" if mention.mapped else ""
    return f"{mapped}{group}·{asked.word.part or asked.word.name}{way}{rows}"


class WordList(QWidget):
    """The words of a register, found by characters, pinyin or initials. picked(name): pressed."""

    picked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._keys: list[tuple[Any, str]] = []
        self.search = QLineEdit()
        self.search.setPlaceholderText("查找字段：汉字、拼音、首字母")
        self.search.setAccessibleName("查找字段")
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self.narrow)
        self.list = QListWidget()
        role(self.list, "plain")
        self.list.setAccessibleName("可以写的字段")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemActivated.connect(lambda _: self.copy())
        self.copy_button = push_button(
            "复制《…》", self.copy, tip="复制选中的字段，到 Word 或 WPS 里粘贴（Enter）"
        )
        self.map_button = push_button("就是这个字段", self._pick, tip="模板里选中的字，今后都按这个字段填")
        self.told = Words("", "muted")
        foot = QHBoxLayout()
        foot.addWidget(self.map_button)
        foot.addWidget(self.copy_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        for widget in (self.search, self.list, self.told):
            layout.addWidget(widget)
        layout.addLayout(foot)
        self.told.hide()

    def show_words(self, words: Sequence[Any]) -> None:
        """The words of another register."""
        self._keys = [
            (word, search.key_for([word.name, word.group, *word.aliases])) for word in words
        ]
        self.narrow(self.search.text())

    def narrow(self, typed: str) -> None:
        """Only what every typed word fits."""
        wanted = search.words(typed)
        self.list.clear()
        group = ""
        for word, key in self._keys:
            if not all(each in key for each in wanted):
                continue
            if word.group != group:
                group = word.group
                head = QListWidgetItem(group)
                head.setFlags(Qt.ItemFlag.NoItemFlags)
                self.list.addItem(head)
            item = QListWidgetItem(f"　{word.marked}")
            item.setData(_MENTION, word.name)
            item.setToolTip("、".join(word.aliases[:6]))
            self.list.addItem(item)
        self._choose_best(typed.strip())

    def _choose_best(self, typed: str) -> None:
        """The word itself, else one that begins so, else the first."""
        rows = [r for r in range(self.list.count()) if self.list.item(r).data(_MENTION)]
        names = {row: str(self.list.item(row).data(_MENTION)) for row in rows}
        ranked = sorted(rows, key=lambda r: (names[r] != typed, not names[r].startswith(typed), r))
        self.list.setCurrentRow(ranked[0] if ranked else -1)

    def mark(self, name: str) -> None:
        """Choose a word of the list, as a proposal."""
        self.search.clear()
        for row in range(self.list.count()):
            if self.list.item(row).data(_MENTION) == name:
                self.list.setCurrentRow(row)
                return

    def chosen(self) -> str:
        """The name of the marked word; blank without one."""
        item = self.list.currentItem()
        return str(item.data(_MENTION) or "") if item is not None else ""

    def copy(self) -> None:
        """The marked word with its marks into the clipboard."""
        if name := self.chosen():
            QGuiApplication.clipboard().setText(f"《{name}》")
            self.told.setText(f"已复制《{name}》，到 Word 里粘贴")
            self.told.show()

    def _pick(self) -> None:
        if name := self.chosen():
            self.picked.emit(name)
