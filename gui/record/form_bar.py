"""The bar over a form: what it is called, how it stands, and what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from gui.look.buttons import push_button
from gui.look.marks import CutWords, Words
from gui.look.theme import role
from models.checks.before_printing import has_rules, name_of
from models.entity import Entity
from models.passports import can_fill


class FormBar(QFrame):
    """Its buttons are signals; the form decides what they mean."""

    passport_wanted = Signal()
    reveal_wanted = Signal()
    check_wanted = Signal()
    history_wanted = Signal()
    retire_wanted = Signal()
    close_wanted = Signal()
    next_wanted = Signal()
    save_wanted = Signal()

    def __init__(self, entity: type[Entity], *, has_secrets: bool) -> None:
        super().__init__()
        role(self, "bar")
        self._is_settings = entity.is_settings
        self.heading = CutWords("title")
        self.state = Words("", "caption")
        self.reveal = push_button(
            "", self.reveal_wanted.emit, tip="遮盖或显示证件号等敏感内容（F8）", look="flat"
        )
        self.reveal.setVisible(has_secrets)
        self.passport = push_button(
            "读护照机读区", self.passport_wanted.emit,
            tip="粘贴或输入护照最下面两行，核对后填入（Ctrl+M）", look="flat",
        )
        self.passport.setVisible(can_fill(entity))
        self._has_rules = has_rules(entity)
        self.check = push_button(
            name_of(entity), self.check_wanted.emit,
            tip="打印前看规则发现的问题和天数怎么算，可当场答复", look="flat",
        )
        self.history = push_button(
            "历史", self.history_wanted.emit, tip="谁在何时改了什么，可撤销", look="flat"
        )
        self.retire = push_button(
            "删除", self.retire_wanted.emit, tip="移到回收站，可恢复", look="flat"
        )
        self.leave = push_button("关闭", self.close_wanted.emit, tip="关闭（Esc）")
        self.next = push_button("保存并新建", self.next_wanted.emit, tip="保存并新建（Ctrl+Enter）")
        self.next.setVisible(not self._is_settings)
        self.keep = push_button(
            "保存", self.save_wanted.emit, tip="保存（Ctrl+S）", look="primary"
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 8, 12, 8)
        row.setSpacing(6)
        row.addWidget(self.heading, 1)
        row.addWidget(self.state)
        row.addSpacing(6)
        for button in (
            self.passport, self.reveal, self.check, self.history, self.retire, self.leave,
            self.next, self.keep,
        ):
            row.addWidget(button)
        self.show_revealed(False)

    def show_revealed(self, is_revealed: bool) -> None:
        """What pressing the first button will do."""
        self.reveal.setText("重新遮盖" if is_revealed else "显示遮盖项")

    def show_record(self, record: Entity, title: str) -> None:
        """The title, and only the buttons that make sense for this record."""
        self.heading.set_words(title)
        self.history.setVisible(bool(record.id))
        self.check.setVisible(bool(record.id) and self._has_rules and not record.retired_at)
        can_retire = bool(record.id) and not record.retired_at and not self._is_settings
        self.retire.setVisible(can_retire)

