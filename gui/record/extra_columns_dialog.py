"""The office's own columns of one register: add one, rename it, type it, order them, remove one."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from gui.look import messages
from gui.look.buttons import push_button
from gui.look.marks import Words
from gui.look.theme import role
from models import extra_columns
from models.audit import Batch
from models.entities.extra_column import EXTRA_KINDS
from models.entity import Entity
from models.errors import UserError
from models.extra_columns import Extra


class ExtraColumnsDialog(QDialog):
    """added: names of new columns. renamed: old → new. removed: the last removal, to be undone."""

    def __init__(self, entity: type[Entity], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.entity = entity
        self.added: list[str] = []
        self.renamed: dict[str, str] = {}
        self.removed: Batch | None = None
        self._extras: list[Extra] = []
        self.setWindowTitle(f"{entity.label}的附加列")
        self._build()
        self._fill()
        letter = self.fontMetrics().horizontalAdvance("国")
        self.resize(letter * 40, letter * 24)

    def add(self) -> None:
        """Keep what stands at the right as a new column."""
        name = self.name.text().strip()
        if self._try(lambda: extra_columns.add(
            self.entity, name, self.kind.currentText(), self._options()
        )):
            self.added.append(name)
            self._fill(name)

    def change(self) -> None:
        """Give the chosen column the name, type and options at the right."""
        extra = self._chosen()
        if extra is None:
            return
        to = self.name.text().strip() or extra.name
        if self._try(lambda: extra_columns.change(
            self.entity, extra.name, to=to, kind=self.kind.currentText(), options=self._options()
        )):
            if to != extra.name:
                self.renamed[extra.name] = to
                self.added = [to if name == extra.name else name for name in self.added]
            self._fill(to)

    def remove(self) -> None:
        """Take the chosen column away with its contents; the history can bring both back."""
        extra = self._chosen()
        if extra is None:
            return
        held = f"{extra.filled} 条记录里有内容，会一起去掉；" if extra.filled else ""
        if messages.ask(
            self, f"删除附加列“{extra.name}”？", f"{held}可在历史中撤销，内容不会丢失。", yes="删除", danger=True,
        ):
            self.removed = extra_columns.remove(self.entity, extra.name)
            self.added = [name for name in self.added if name != extra.name]
            self._fill()

    def move(self, by: int) -> None:
        """The chosen column one place up or down."""
        extra = self._chosen()
        if extra is not None:
            extra_columns.move(self.entity, extra.name, by)
            self._fill(extra.name)

    def _build(self) -> None:
        self.list = QListWidget()
        role(self.list, "plain")
        self.list.setAccessibleName("附加列")
        self.list.currentRowChanged.connect(self._show)
        self.name = QLineEdit()
        self.name.setPlaceholderText("例如：校车接送")
        self.kind = QComboBox()
        self.kind.addItems(EXTRA_KINDS)
        self.kind.currentTextChanged.connect(lambda _: self._fit())
        self.options = QPlainTextEdit()
        self.options.setPlaceholderText("一行一个")
        self.options.setTabChangesFocus(True)
        facts = QGridLayout()
        facts.setVerticalSpacing(8)
        for row, (words, widget) in enumerate(
            (("列名", self.name), ("类型", self.kind), ("选项", self.options))
        ):
            label = Words(words, "muted")
            label.setBuddy(widget)
            widget.setAccessibleName(words)
            facts.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
            facts.addWidget(widget, row, 1)
        self.create = push_button("加为新列", self.add, look="primary")
        self.keep = push_button("改这一列", self.change)
        self.drop = push_button("删除…", self.remove)
        self.up = push_button("上移", lambda: self.move(-1))
        self.down = push_button("下移", lambda: self.move(1))
        right = QVBoxLayout()
        right.addLayout(facts)
        right.addWidget(self._caption("数字、日期按类型排序、筛选和导入；不合类型的原文照旧保留。"))
        row = QHBoxLayout()
        for button in (self.create, self.keep):
            row.addWidget(button)
        right.addLayout(row)
        right.addStretch(1)
        left = QVBoxLayout()
        left.addWidget(self.list, 1)
        order = QHBoxLayout()
        for button in (self.up, self.down, self.drop):
            order.addWidget(button)
        left.addLayout(order)
        middle = QHBoxLayout()
        middle.setSpacing(16)
        middle.addLayout(left, 1)
        middle.addLayout(right, 1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(push_button("关闭", self.accept))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 14, 16, 12)
        whole.setSpacing(12)
        whole.addLayout(middle, 1)
        whole.addLayout(foot)

    def _caption(self, text: str) -> Words:
        words = Words(text, "caption")
        words.setWordWrap(True)
        return words

    def _fill(self, chosen: str = "") -> None:
        self._extras = extra_columns.extras_of(self.entity)
        self.list.blockSignals(True)
        self.list.clear()
        for extra in self._extras:
            count = f"　{extra.filled} 条有内容" if extra.filled else ""
            self.list.addItem(QListWidgetItem(f"{extra.name}　{extra.type}{count}"))
        self.list.addItem(QListWidgetItem("＋ 新的一列"))
        names = [extra.name for extra in self._extras]
        self.list.setCurrentRow(names.index(chosen) if chosen in names else len(names))
        self.list.blockSignals(False)
        self._show(self.list.currentRow())

    def _show(self, at: int) -> None:
        extra = self._chosen()
        if extra is None:
            self.name.clear()
            self.kind.setCurrentText(EXTRA_KINDS[0])
            self.options.clear()
            self.name.setFocus()
        else:
            self.name.setText(extra.name)
            self.kind.setCurrentText(extra.type)
            self.options.setPlainText("\n".join(extra.options))
        for button in (self.keep, self.drop):
            button.setEnabled(extra is not None)
        self.create.setEnabled(extra is None)
        self.up.setEnabled(at > 0)
        self.down.setEnabled(0 <= at < len(self._extras) - 1)
        self._fit()

    def _fit(self) -> None:
        self.options.setEnabled(self.kind.currentText() == "选项")

    def _chosen(self) -> Extra | None:
        at = self.list.currentRow()
        return self._extras[at] if 0 <= at < len(self._extras) else None

    def _options(self) -> tuple[str, ...]:
        if self.kind.currentText() != "选项":
            return ()
        lines = (line.strip() for line in self.options.toPlainText().splitlines())
        return tuple(dict.fromkeys(line for line in lines if line))

    def _try(self, act: object) -> bool:
        try:
            if callable(act):
                act()
        except UserError as error:
            messages.show_error(self, error)
            return False
        return True
