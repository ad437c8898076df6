"""我的说法: sentences learned from earlier reports beside the program's; she picks or forgets."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from exports.drafts.learning import Learned, Learning
from exports.drafts.wordings import Choice
from gui.drafts.draft_lines import HeadedLines
from gui.look.buttons import push_button
from gui.look.dialog_buttons import CloseButton, DialogButtons
from gui.look.dialog_size import open_at
from gui.look.marks import Words, rule
from gui.look.theme import role


class WordingsDialog(QDialog):
    """Sentence by sentence: the program's own wording and hers."""

    picked = Signal(str, str, object)
    """Paragraph, leading number, and the id of the wording; None for the program's own."""
    forgotten = Signal(int)
    learning_wanted = Signal()

    def __init__(self, choices: Sequence[Choice], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("我的说法")
        open_at(self, 50, 34)
        self._groups: list[QButtonGroup] = []
        note = Words("从以前的总结里学来的句子，数字换成本年的；选中的一句代替程序的句子。缺数字的年度仍用程序的句子。", "muted")
        note.setWordWrap(True)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.learn_button = push_button(
            "从以前的总结学习…", self.learning_wanted.emit, tip="选一份或几份往年的 Word 总结")
        foot = QHBoxLayout()
        foot.addWidget(self.learn_button)
        foot.addStretch(1)
        foot.addWidget(CloseButton(self))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 14, 18, 14)
        layout.addWidget(note)
        layout.addWidget(self.area, 1)
        layout.addLayout(foot)
        self.show_choices(choices)

    def show_choices(self, choices: Sequence[Choice]) -> None:
        """Draw the sentences anew."""
        self._groups = []
        page = QWidget()
        role(page, "page")
        column = QVBoxLayout(page)
        column.setSpacing(8)
        for choice in choices:
            column.addWidget(self._card(choice))
            column.addWidget(rule())
        if not choices:
            empty = Words("还没有学到句子。选几份往年的总结，程序会把认得出数字的句子记下来供您挑选。", "muted")
            empty.setWordWrap(True)
            column.addWidget(empty)
        column.addStretch(1)
        self.area.setWidget(page)

    def _card(self, choice: Choice) -> QFrame:
        card = QFrame()
        layout = QVBoxLayout(card)
        layout.setContentsMargins(6, 4, 6, 4)
        layout.addWidget(Words(choice.section, "heading"))
        group = QButtonGroup(card)
        self._groups.append(group)
        own = choice.own or "（本年程序不写这一句）"
        used = any(offer.is_used for offer in choice.offers)
        self._row(layout, group, own, "程序的说法", is_on=not used,
                  act=lambda: self.picked.emit(choice.key, choice.lead, None))
        for offer in choice.offers:
            text = "".join(run.text for run in offer.runs)
            row = self._row(
                layout, group, text or offer.pattern,
                offer.source if text else f"{offer.source}　·　本年缺数字，暂不能用", is_on=offer.is_used,
                act=lambda each=offer: self.picked.emit(choice.key, choice.lead, each.id),
            )
            row.addWidget(push_button("忘记", lambda each=offer: self.forgotten.emit(each.id),
                                      tip="不再提供这一句；可以在回收站找回"),
                          0, Qt.AlignmentFlag.AlignTop)
        return card

    def _row(
        self, layout: QVBoxLayout, group: QButtonGroup, text: str, source: str, *,
        is_on: bool, act: Callable[[], None],
    ) -> QHBoxLayout:
        button = QRadioButton()
        button.setAccessibleName(text)
        button.setChecked(is_on)
        group.addButton(button)
        button.clicked.connect(lambda _=False: act())
        words = Words(text)
        words.setWordWrap(True)
        words.setBuddy(button)
        column = QVBoxLayout()
        column.setSpacing(1)
        column.addWidget(words)
        column.addWidget(Words(source, "caption"))
        row = QHBoxLayout()
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(column, 1)
        layout.addLayout(row)
        return row


class LearnedDialog(QDialog):
    """What a file taught, and what was not learned with the reason, before anything is kept."""

    def __init__(self, learning: Learning, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("学到的句子")
        open_at(self, 50, 32)
        self._learned = learning.learned
        self.list = QListWidget()
        self.list.setAccessibleName("学到的句子")
        HeadedLines(self.list)
        for one in learning.learned:
            self.list.addItem(one.sentence)
            item = self.list.item(self.list.count() - 1)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked)
        self.refused = QListWidget()
        self.refused.setAccessibleName("没有学的句子")
        HeadedLines(self.refused)
        for other in learning.refused:
            self.refused.addItem(f"{other.why}\n{other.sentence}")
        buttons = DialogButtons(self, "记下勾选的句子")
        buttons.go.setEnabled(bool(learning.learned))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 14, 18, 14)
        layout.addWidget(Words(f"可以学的句子 {len(learning.learned)}", "heading"))
        layout.addWidget(self.list, 2)
        layout.addWidget(Words(f"没有学的句子 {len(learning.refused)}（原因在前）", "heading"))
        layout.addWidget(self.refused, 1)
        layout.addWidget(buttons)

    @property
    def chosen(self) -> list[Learned]:
        """The sentences that are ticked."""
        return [
            one for row, one in enumerate(self._learned)
            if self.list.item(row).checkState() is Qt.CheckState.Checked
        ]
