"""The first minutes: new record, own register or sample data; and taking the sample away again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QPushButton, QVBoxLayout, QWidget

from gui.look import icons, messages
from gui.look.theme import colours, role
from gui.shared import siblings
from gui.shared.context import Context
from gui.shared.progress import run_with_progress
from models import keys
from models.entities import ENTITIES


class StartCards(QWidget):
    """Shown while the college is empty."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        title = QLabel("欢迎使用外事台账")
        role(title, "title")
        text = QLabel("数据只保存在这台电脑上，随时自动保存、自动备份。先从哪里开始？")
        role(text, "muted")
        for label in (title, text):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        cards = QHBoxLayout()
        cards.setSpacing(16)
        cards.addStretch(1)
        cards.addWidget(self._new_card())
        if siblings.has("imports.import_wizard"):
            cards.addWidget(self._card(
                "import", "导入旧台账", "Excel、WPS、CSV 都可以。先预览每一行会怎样，再写入；不满意可以整批撤销。",
                label="选择文件…", act=lambda: context.import_files(),
            ))
        cards.addWidget(self._card(
            "sample", "打开示例数据", "一所虚构院校三年的台账，用来熟悉程序。可以一键移除，不会混进您的数据。",
            label="载入示例", act=self.load_sample,
        ))
        cards.addStretch(1)
        layout = QVBoxLayout(self)
        layout.addSpacing(60)
        layout.addWidget(title)
        layout.addWidget(text)
        layout.addSpacing(20)
        layout.addLayout(cards)
        layout.addSpacing(16)
        layout.addWidget(self._safety(), 0, Qt.AlignmentFlag.AlignCenter)
        layout.addStretch(1)

    def _safety(self) -> QPushButton:
        """The password is offered here and never asked for."""
        button = QPushButton("电脑不止一个人用？可以设打开密码（可选）")
        role(button, "flat")
        button.setVisible(not keys.is_protected(self._context.keeper.folder))
        button.clicked.connect(self.open_safety)
        return button

    def open_safety(self) -> None:
        """The settings, at what protects the data."""
        self._context.navigate("settings")
        for page in self.window().findChildren(QWidget):
            if (show := getattr(page, "show_safety", None)) is not None:
                show()

    def load_sample(self) -> None:
        """Fill the college with invented records, in one batch."""
        def work(progress: Any) -> None:
            from models import sample_college

            sample_college.create(progress=progress, today=date.today())

        run_with_progress(
            self.window(), self._context.worker, "正在载入示例数据", work,
            then=lambda _: self._context.say("已载入示例数据"),
        )

    def _new_card(self) -> QFrame:
        card = self._card(
            "add", "新建", "从一位外教、一名学生或一个团组开始，逐条录入。", label="新增…",
        )
        button = card.findChild(QPushButton)
        assert isinstance(button, QPushButton)
        menu = QMenu(button)
        for entity in ENTITIES:
            if entity.group and not entity.is_settings and entity.owner_link() is None:
                action = menu.addAction(icons.entity_icon(entity), entity.label)
                act = partial(self._context.open_record, entity, None)
                action.triggered.connect(lambda _=False, do=act: do())
        button.setMenu(menu)
        role(button, "primary")
        return card

    def _card(
        self, picture: str, title: str, text: str,
        *, label: str, act: Callable[[], Any] | None = None,
    ) -> QFrame:
        card = QFrame()
        role(card, "card")
        card.setFixedWidth(max(250, self.fontMetrics().horizontalAdvance("国") * 19))
        drawing = QLabel()
        drawing.setPixmap(icons.icon(picture, colours().accent).pixmap(28, 28))
        head = QLabel(title)
        role(head, "heading")
        words = QLabel(text)
        words.setWordWrap(True)
        role(words, "muted")
        button = QPushButton(label)
        if act is not None:
            button.clicked.connect(lambda _=False: act())
        layout = QVBoxLayout(card)
        layout.setContentsMargins(20, 18, 20, 18)
        layout.setSpacing(8)
        layout.addWidget(drawing)
        layout.addWidget(head)
        layout.addWidget(words)
        layout.addStretch(1)
        layout.addSpacing(6)
        layout.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        return card


class SampleNotice(QFrame):
    """Says that the shown records are invented; hidden where they are her own."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        role(self, "notice")
        label = QLabel("现在显示的是示例数据：人员、院校和号码都是虚构的。")
        remove = QPushButton("移除示例数据")
        remove.clicked.connect(self.remove)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 6, 8, 6)
        layout.addWidget(label, 1)
        layout.addWidget(remove)
        self.hide()
        context.worker.look_up(_is_sample, self._show, is_slow=True)

    def remove(self) -> None:
        """Take the sample back as one batch, after a question."""
        if not messages.ask(
            self.window(), "移除全部示例数据吗？", "移除后工作台回到最初的样子，可以从回收站恢复。",
            yes="移除", danger=True,
        ):
            return

        def work(_: Any) -> None:
            from models import sample_college

            sample_college.remove()

        run_with_progress(
            self.window(), self._context.worker, "正在移除示例数据", work,
            then=lambda _: self._context.say("已移除示例数据"),
        )

    def _show(self, is_sample: bool) -> None:
        try:
            self.setVisible(is_sample)
        except RuntimeError:
            return  # the page was rebuilt before the answer came


def _is_sample() -> bool:
    from models import sample_college

    return sample_college.is_sample_present()
