"""The left of the print centre: which papers, which answers, what is missing, what to do."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from gui.look.buttons import push_button
from gui.look.marks import CutWords, Words
from gui.look.theme import role
from gui.prints.print_gaps import GapList
from gui.prints.print_options import OptionFields
from gui.prints.print_papers import PaperList

LETTERS = 28
"""The width of the side, in Chinese characters."""
ONE, EACH = "合成一个 PDF", "每份一个文件"
ONE_AND_WORD = "PDF 合成一个，Word 各一个"
HOW_ONE = (("", "请选择…"), ("replace", "补开（原编号作废）"), ("again", "另出一份（原编号仍有效）"))
HOW_MANY = (("kept", "已出具的用原件，不另编号"), ("again", "全部另出一份（原编号仍有效）"))


class PrintSide(QFrame):
    """Widgets only; the dialog says what they show and does what they ask."""

    def __init__(self, who: str) -> None:
        super().__init__()
        role(self, "sidebar")
        self.papers = PaperList()
        self.subtitle = Words("", "muted")
        self.about = CutWords("heading")
        self.which = QComboBox()
        self.options = OptionFields()
        self.gap_list = GapList()
        self.blocked_words = Words("", "mark-bad")
        self.notices = Words("", "mark-warn")
        self.how = QComboBox()
        self.how_words = Words("", "mark-warn")
        self.order = QComboBox()
        self.batch = QComboBox()
        self.issued_words = Words("", "mark-good")
        self.letters_button = push_button("用我的 Word 模板…", look="flat")
        self.issue_button = push_button("", tip="取下一个编号并存档（Ctrl+Enter）", look="primary")
        self.print_button = push_button("打印…", tip="按实际大小打印（Ctrl+P）")
        self.save_button = push_button("保存 PDF…", tip="保存（Ctrl+S）")
        self.close_button = push_button("关闭", tip="关闭（Esc）")
        self._build(who)
        self.fit_width()

    def fit_width(self) -> None:
        """As wide as its letters ask for, never so wide that the page has no room."""
        letters = self.fontMetrics().horizontalAdvance("国") * LETTERS
        self.setFixedWidth(max(344, letters))

    def offer_how(self, *, several: bool) -> None:
        """The ways to deal with what was issued before."""
        ways = HOW_MANY if several else HOW_ONE
        if [self.how.itemData(at) for at in range(self.how.count())] == [way for way, _ in ways]:
            return
        self.how.blockSignals(True)
        self.how.clear()
        for value, words in ways:
            self.how.addItem(words, value)
        self.how.blockSignals(False)

    def offer_batch(self, *, count: int, with_word: bool) -> None:
        """How several papers are saved."""
        is_each = self.batch.currentText() == EACH
        self.batch.clear()
        self.batch.addItems([ONE_AND_WORD if with_word else ONE, EACH])
        self.batch.setItemData(1, "序号_代码_姓名_证件尾号", Qt.ItemDataRole.ToolTipRole)
        self.batch.setCurrentIndex(1 if is_each else 0)
        self.batch.setVisible(count > 1)

    # ---- building ----

    def _build(self, who: str) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 14)
        layout.setSpacing(8)
        title = Words(who, "heading")
        title.setWordWrap(True)
        self.subtitle.setWordWrap(True)
        layout.addWidget(title)
        layout.addWidget(self.subtitle)
        layout.addWidget(self.papers)
        layout.addWidget(self._scrolled(), 1)
        ways = QHBoxLayout()
        ways.setSpacing(6)
        ways.addWidget(self.order, 2)
        ways.addWidget(self.batch, 3)
        layout.addLayout(ways)
        for widget in (self.letters_button, self.issue_button, self._buttons()):
            layout.addWidget(widget)

    def _scrolled(self) -> QScrollArea:
        """Options and what is to be said, which may be longer than the window is high."""
        inner = QWidget()
        role(inner, "page")
        layout = QVBoxLayout(inner)
        layout.setContentsMargins(0, 4, 4, 0)
        layout.setSpacing(9)
        for label in (self.blocked_words, self.notices, self.how_words, self.issued_words):
            label.setWordWrap(True)
        self.issued_words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        for box, name in (
            (self.how, "已出具过时怎样处理"), (self.batch, "保存方式"), (self.order, "打印顺序"),
            (self.which, "打印哪一条"),
        ):
            box.setAccessibleName(name)
            box.setToolTip(name)
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            box.setMinimumContentsLength(6)
        for widget in (
            self.issued_words, self.gap_list, self.blocked_words, self.how_words, self.how,
            self.about, self.which, self.options, self.notices,
        ):
            layout.addWidget(widget)
        layout.addStretch(1)
        area = QScrollArea()
        area.setWidget(inner)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        return area

    def _buttons(self) -> QWidget:
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        buttons: tuple[QPushButton, ...] = (
            self.print_button, self.save_button, self.close_button
        )
        for button in buttons:
            layout.addWidget(button, 1)
        return row
