"""放入总结: which year, draft and section a table or chart goes to, under which caption."""

from __future__ import annotations

from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from exports.drafts import DRAFTS
from exports.drafts.exhibits import FORMS
from exports.drafts.numbering import Numbering
from exports.drafts.terms import YEAR
from gui.look import messages
from gui.look.marks import Words
from gui.look.theme import role
from models import kept_cross_tables, store
from models.cross_table import Question
from models.errors import UserError


class CrossToDraft(QDialog):
    """Keeps the question under a name and puts it into the draft, as one step."""

    def __init__(
        self, question: Question, *, year: int, name: str, view: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._question = question
        self.setWindowTitle("放入总结")
        self.name, self.caption = QLineEdit(name), QLineEdit()
        self.caption.setPlaceholderText("留空：用统计表的名称")
        self.year = QComboBox()
        for each in range(year + 1, year - 10, -1):
            self.year.addItem(f"{each}年", each)
        self.year.setCurrentIndex(self.year.findData(year))
        self.draft, self.section, self.form = QComboBox(), QComboBox(), QComboBox()
        for draft in (each for each in DRAFTS if each.spans[0] == YEAR):
            self.draft.addItem(draft.label, draft)
        for key, label in FORMS:
            self.form.addItem(label, key)
        self.form.setCurrentIndex(max(self.form.findData(view or kept_cross_tables.TABLE), 0))
        self.draft.currentIndexChanged.connect(lambda _: self._fill_sections())
        self.year.currentIndexChanged.connect(lambda _: self._fill_sections())
        self._fill_sections()
        fields = QFormLayout()
        for label, widget in (
            ("统计表名称", self.name), ("年度", self.year), ("文稿", self.draft),
            ("章节", self.section), ("形式", self.form), ("图表题", self.caption),
        ):
            widget.setAccessibleName(label)
            fields.addRow(label, widget)
        note = Words("图表放在所选章节的末尾，数字随数据更新；可以在“工作总结”页移除。", "caption")
        note.setWordWrap(True)
        buttons = QDialogButtonBox()
        put = buttons.addButton("放入", QDialogButtonBox.ButtonRole.AcceptRole)
        role(put, "primary")
        buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addLayout(fields)
        layout.addWidget(note)
        layout.addWidget(buttons)
        self.setMinimumWidth(420)

    def _fill_sections(self) -> None:
        before = self.section.currentIndex()
        self.section.clear()
        numbering = Numbering()
        draft, year = self.draft.currentData(), self.year.currentData()
        for part in draft.parts:
            numbering.next(0)
            for section in part.sections:
                title = section.title.replace("{year}", str(year))
                title = title.replace("{next_year}", str(year + 1))
                self.section.addItem(numbering.next(1) + title, section.key)
        self.section.setCurrentIndex(max(before, 0))

    def accept(self) -> None:
        """Keep and put in; a table of the same name with another question is asked about."""
        name = self.name.text()
        if not may_replace(self, self._question, name):
            return
        try:
            with store.batch(f"“{name.strip()}”放入总结"):
                saved = kept_cross_tables.keep(self._question, name, view=self.view)
                kept_cross_tables.put_into_draft(
                    saved, draft=self.draft.currentData().code, year=self.year.currentData(),
                    section=self.section.currentData(), view=self.form.currentData(),
                    caption=self.caption.text(),
                )
        except UserError as error:
            messages.show_error(self, error)
            return
        super().accept()

    @property
    def view(self) -> str:
        """The chosen form as a saved table keeps it: blank for the table."""
        key = str(self.form.currentData())
        return "" if key == kept_cross_tables.TABLE else key


def may_replace(parent: QWidget, question: Question, name: str) -> bool:
    """Whether the name is free, means the same question, or may be given to this one."""
    other = kept_cross_tables.named(name)
    if other is None:
        return True
    try:
        is_same = kept_cross_tables.question_of(other, question.year) == question
    except UserError:
        is_same = False
    used = len(kept_cross_tables.exhibits_of(other))
    details = "原来的选择会被现在的代替。" + (f"它已放入总结 {used} 处，那里也会跟着变。" if used else "")
    return is_same or messages.ask(
        parent, f"已经有统计表“{other.name}”，要改成现在的选择吗？", details, yes="改成现在的", no="取消")
