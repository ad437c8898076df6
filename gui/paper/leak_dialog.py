"""泄露提醒: what a file about to be written holds that its receiver did not ask for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gui.look.marks import Words
from gui.look.theme import role

SHOWN = 500
"""Lines of the list; more of the same tell nothing new."""

MASKED, AS_IS = "masked", "as_is"


class LeakDialog(QDialog):
    """answer: MASKED, AS_IS (with `reason`), or "" when nothing is to be written.

    leaks: (file name, leak) of every place. can_mask: a masked copy can be made of all the files.
    """

    def __init__(
        self, leaks: Sequence[tuple[str, Any]], *, can_mask: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("写出之前")
        self.setMinimumSize(560, 340)
        self.resize(760, 460)
        self.answer = ""
        title = Words(f"有 {len(leaks):,} 处号码或生日，接收方的表没有要求", "heading")
        note = Words("文件还没有写出。遮盖只改下面列出的单元格或文字，其余原样。", "muted")
        note.setWordWrap(True)
        self.table = self._table(leaks)
        self.reason_field = QLineEdit()
        self.reason_field.setPlaceholderText("照写的理由，例如：对方来函要求报送护照号")
        self.reason_field.setAccessibleName("照写的理由")
        self.mask_button = QPushButton("写出遮盖后的副本")
        role(self.mask_button, "primary")
        self.mask_button.setVisible(can_mask)
        self.write_button = QPushButton("照写并记下理由")
        self.write_button.setEnabled(False)
        self.cancel_button = QPushButton("不写出")
        for button in (self.mask_button, self.write_button, self.cancel_button):
            button.setAutoDefault(button is self.mask_button)
        self.reason_field.textChanged.connect(
            lambda words: self.write_button.setEnabled(bool(words.strip()))
        )
        self.mask_button.clicked.connect(lambda: self._answer(MASKED))
        self.write_button.clicked.connect(lambda: self._answer(AS_IS))
        self.cancel_button.clicked.connect(self.reject)
        line = QHBoxLayout()
        line.addWidget(self.reason_field, 1)
        line.addWidget(self.write_button)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.mask_button)
        buttons.addWidget(self.cancel_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(10)
        for widget in (title, note):
            layout.addWidget(widget)
        layout.addWidget(self.table, 1)
        layout.addLayout(line)
        layout.addLayout(buttons)

    @property
    def reason(self) -> str:
        """Why the file is written as it is."""
        return self.reason_field.text().strip() if self.answer == AS_IS else ""

    def _answer(self, answer: str) -> None:
        self.answer = answer
        self.accept()

    def _table(self, leaks: Sequence[tuple[str, Any]]) -> QTreeWidget:
        table = QTreeWidget()
        table.setAccessibleName("没有要求的号码和生日")
        many = len({name for name, _ in leaks}) > 1
        table.setHeaderLabels(["位置", "列", "类别", "内容（已遮盖）", "属于"])
        table.setRootIsDecorated(False)
        table.setAlternatingRowColors(True)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        for name, leak in leaks[:SHOWN]:
            place = f"{name} · {leak.place}" if many else leak.place
            row = [place, leak.column, leak.sort, leak.shown, leak.whose or "未登记的人"]
            item = QTreeWidgetItem(row)
            item.setToolTip(0, place)
            table.addTopLevelItem(item)
        if len(leaks) > SHOWN:
            table.addTopLevelItem(QTreeWidgetItem([f"……另有 {len(leaks) - SHOWN:,} 处"]))
        header = table.header()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setStretchLastSection(True)
        return table
