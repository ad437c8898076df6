"""打印字体: which font file draws which part of a paper, another one where she has it."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from exports.prints import office_fonts
from exports.prints.office_fonts import PICKED, InUse
from gui.look import messages
from gui.look.buttons import push_button
from gui.look.marks import Words
from gui.look.plain_rows import plain_rows
from gui.shared.context import Context
from models.errors import UserError

HEADERS = ("用在", "字体文件", "来源")
FONTS = "字体 (*.ttf *.ttc)"
TRIED = "㛃 䶮 𠮷 é Š ğ"


class FontsPanel(QWidget):
    """The office's own fonts are used where they are installed; every file embeds what it shows."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.rows: list[InUse] = []
        self.table = QTableWidget(0, len(HEADERS))
        self.table.setHorizontalHeaderLabels(list(HEADERS))
        plain_rows(self.table, "打印字体")
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setStretchLastSection(True)
        self.table.currentCellChanged.connect(lambda *_: self._enable())
        self.pick_button = push_button("换字体文件…", self.pick, look="primary")
        self.usual_button = push_button("恢复", self.give_back, tip="不再用自选的字体")
        self.trial = QLineEdit(TRIED)
        self.trial.setAccessibleName("试字")
        self.trial.setPlaceholderText("输入要打印的字，看由哪种字体印出")
        self.trial.textChanged.connect(lambda _: self._try())
        self.drawn = Words()
        self.drawn.setWordWrap(True)
        self._build()
        self.refresh()

    def _build(self) -> None:
        hint = Words(
            "本机装有仿宋、宋体、黑体、楷体或小标宋时优先使用，没有的用随程序的字体；每份 PDF 都嵌入字体，"
            "在别的电脑上看起来一样。", "caption",
        )
        hint.setWordWrap(True)
        deeds = QHBoxLayout()
        deeds.addStretch(1)
        deeds.addWidget(self.usual_button)
        deeds.addWidget(self.pick_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 12, 20, 12)
        layout.setSpacing(8)
        layout.addWidget(hint)
        layout.addWidget(self.table, 1)
        layout.addLayout(deeds)
        layout.addWidget(Words("试字", "heading"))
        layout.addWidget(self.trial)
        layout.addWidget(self.drawn)

    def refresh(self) -> None:
        """Read which fonts are in use."""
        at = max(self.table.currentRow(), 0)
        self.rows = office_fonts.in_use(self._context.keeper.folder)
        self.table.setRowCount(len(self.rows))
        for row, used in enumerate(self.rows):
            for column, words in enumerate((used.label, used.file_name, used.origin)):
                self.table.setItem(row, column, QTableWidgetItem(f"{words}   "))
        self.table.setCurrentCell(at, 0)
        self._enable()
        self._try()

    def pick(self) -> None:
        """Another file for the chosen row."""
        used = self._chosen()
        found = messages.file_dialog(self, f"选择{used.label}的字体文件", filters=FONTS) if used else []
        if used and found:
            self._use(used, str(found[0]))

    def give_back(self) -> None:
        """The usual font for the chosen row."""
        if used := self._chosen():
            self._use(used, "")

    def _use(self, used: InUse, place: str) -> None:
        try:
            office_fonts.pick(self._context.keeper.folder, used.role, place)
        except UserError as error:
            messages.show_error(self, error)
            return
        self.refresh()
        self._context.say(f"{used.label}已{'改用' if place else '恢复'}：{self._chosen_file()}")

    def _chosen(self) -> InUse | None:
        row = self.table.currentRow()
        return self.rows[row] if 0 <= row < len(self.rows) else None

    def _chosen_file(self) -> str:
        used: Any = self._chosen()
        return used.file_name if used else ""

    def _enable(self) -> None:
        used = self._chosen()
        self.pick_button.setEnabled(used is not None)
        self.usual_button.setVisible(used is not None and used.origin == PICKED)

    def _try(self) -> None:
        found = office_fonts.drawn_by(self.trial.text())
        missing = "、".join(character for character, name in found if not name)
        said = "　".join(f"{character} {name}" for character, name in found if name)
        self.drawn.setText(f"✕ 印不出：{missing}\n{said}" if missing else said)
