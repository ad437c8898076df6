"""Before a summary leaves: what in it does not agree, each with the way to its paragraph."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from exports.drafts.export_check import Disagreement
from gui.drafts.draft_lines import HeadedLines
from gui.look.buttons import push_button
from gui.look.dialog_buttons import DialogButtons
from gui.look.dialog_size import open_at
from gui.look.marks import Words


class CheckDialog(QDialog):
    """`go_to` is the paragraph she wants to look at, blank when she exports or leaves."""

    def __init__(self, found: Sequence[Disagreement], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("导出前核对")
        open_at(self, 44, 24)
        self.go_to = ""
        self.list = QListWidget()
        self.list.setAccessibleName("不一致的地方")
        HeadedLines(self.list)
        for one in found:
            item = QListWidgetItem(f"{one.section}　{one.kind}\n{one.message}\n“{one.said}”")
            item.setData(Qt.ItemDataRole.UserRole, one.key)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.list.itemActivated.connect(lambda _: self.look())
        self.look_button = push_button("去看这一段", self.look, tip="回到正文修改")
        buttons = DialogButtons(self, "仍然导出")
        foot = QHBoxLayout()
        foot.addWidget(self.look_button)
        foot.addStretch(1)
        foot.addWidget(buttons)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 14, 18, 14)
        layout.addWidget(Words(f"有 {len(found)} 处前后不一致或与台账不符", "heading"))
        layout.addWidget(self.list, 1)
        layout.addLayout(foot)

    def look(self) -> None:
        """Leave for the paragraph of the chosen line."""
        item = self.list.currentItem()
        if item is not None:
            self.go_to = item.data(Qt.ItemDataRole.UserRole)
            self.reject()
