"""Why a number differs: who joined, left, moved; and which way of counting gives another number."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from gui.look.dialog_buttons import CloseButton
from gui.look.dialog_size import dialog_layout, open_at
from gui.look.marks import Words
from gui.look.theme import role
from gui.shared.context import Context
from models import cells
from models.expecting import Choice, choices_giving
from models.explaining import Explanation, number_of
from models.indicators import indicator_by_id
from models.indicators.base import Figure, Value
from models.later_edits import Edit

RECORD = Qt.ItemDataRole.UserRole
SHOWN_EDITS = 3


def plain(value: Value, *, sign: bool = False) -> str:
    """A number with separators; with its sign where it is a change."""
    words = f"{int(value):,}" if value == int(value) else f"{value:,.2f}"
    return f"＋{words}" if sign and value > 0 else words.replace("-", "−")


def numbers_right(tree: QTreeWidget, columns: Sequence[int]) -> None:
    """Columns of numbers with their headings at the right, once the tree is filled."""
    lines = [tree.topLevelItem(at) for at in range(tree.topLevelItemCount())]
    for line in (tree.headerItem(), *lines):
        for column in columns:
            if line is not None:
                line.setTextAlignment(
                    column, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


def open_here(context: Context, entity: Any, record_id: int, parent: QWidget) -> None:
    """A record's form above the page, so that the number stays in sight; a line opens its owner."""
    from gui.record.record_dialog import RecordDialog

    link = entity.owner_link()
    if link is not None:
        record_id, entity = link.read(entity.get_by_id(record_id)), link.rel_model
    dialog = RecordDialog(entity, record_id=record_id, context=context, parent=parent)
    dialog.open()


class ExplainDialog(QDialog):
    """The parts of a difference; they add up to it, and each opens its record."""

    def __init__(
        self, title: str, explanation: Explanation, *, labels: tuple[str, str], context: Context,
        edits: Sequence[Edit] = (), parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._explanation = explanation
        self.setWindowTitle("为什么不同")
        open_at(self, 66, 37)
        found = explanation
        heading = Words(title, "heading")
        heading.setWordWrap(True)
        self.summary = Words(
            f"{labels[0]} {plain(found.before)} → {labels[1]} {plain(found.after)} {found.unit}，"
            f"相差 {plain(found.difference, sign=True)}", "")
        kinds = [f"{kind} {plain(value, sign=True)}" for kind, value in found.by_kind().items()]
        sums = " ，".join(kinds) or "各条记录都没有变化"
        self.sums = Words(f"{sums}　合计 {plain(found.difference, sign=True)} ✓" if kinds else sums,
                          "muted")
        self.sums.setWordWrap(True)
        self.tree = QTreeWidget()
        self.tree.setAccessibleName("差异的组成")
        self.tree.setRootIsDecorated(False)
        self.tree.setAlternatingRowColors(True)
        self.tree.setHeaderLabels(["变化", "谁（哪条）", labels[0], labels[1], "相差", "原因与改动"])
        self._fill(edits)
        self.tree.itemActivated.connect(self._open)
        buttons = CloseButton(self)
        layout = dialog_layout(self)
        for widget in (heading, self.summary, self.sums, self.tree, buttons):
            layout.addWidget(widget)

    def _fill(self, edits: Sequence[Edit]) -> None:
        by_record: dict[int, list[Edit]] = {}
        for edit in edits:
            by_record.setdefault(edit.record_id, []).append(edit)
        for part in self._explanation.parts:
            changed = [e for id in part.record_ids for e in by_record.get(id, ())][:SHOWN_EDITS]
            said = [part.why, *(f"{e.at[:16]} {e.by} {e.what}" for e in changed)]
            if edits and not changed and part.record_ids:
                said.append("本条未改：口径、参数或相关记录变了")
            numbers = [plain(part.before), plain(part.after), plain(part.change, sign=True)]
            words = "；".join(w for w in said if w)
            item = QTreeWidgetItem([part.kind, part.title, *numbers, words])
            item.setData(0, RECORD, part.record_ids[0] if part.record_ids else None)
            self.tree.addTopLevelItem(item)
        numbers_right(self.tree, (2, 3, 4))
        for column, width in enumerate((76, 260, 84, 84, 74)):
            self.tree.setColumnWidth(column, width)

    def _open(self, item: QTreeWidgetItem) -> None:
        record_id = item.data(0, RECORD)
        if record_id is not None:
            open_here(self._context, self._explanation.entity, record_id, self)


class ExpectedDialog(QDialog):
    """She types the number somebody expects; the choices of counting that give it are listed."""

    def __init__(self, figure: Figure, value: Value, context: Context,
                 parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._figure, self._context = figure, context
        self.setWindowTitle("对一个数")
        open_at(self, 55, 31)
        heading = Words(f"{figure.label}　{figure.period.label}　现在是 {plain(value)} {figure.unit}",
                        "heading")
        heading.setWordWrap(True)
        self.editor = QLineEdit()
        self.editor.setAccessibleName("对方说的数")
        self.editor.setPlaceholderText("对方说是几")
        self.find_button = QPushButton("查哪种口径得这个数")
        role(self.find_button, "primary")
        self.found = Words("", "muted")
        self.found.setWordWrap(True)
        self.tree = QTreeWidget()
        self.tree.setAccessibleName("得出这个数的口径")
        self.tree.setRootIsDecorated(False)
        self.tree.setHeaderLabels(["怎样统计", "依据的指标"])
        self.tree.setColumnWidth(0, 430)
        self.choices: list[Choice] = []
        line = QHBoxLayout()
        line.addWidget(self.editor, 1)
        line.addWidget(self.find_button)
        layout = dialog_layout(self)
        layout.addWidget(heading)
        layout.addLayout(line)
        layout.addWidget(self.found)
        layout.addWidget(self.tree)
        layout.addWidget(CloseButton(self))
        self.find_button.clicked.connect(self.find)
        self.editor.returnPressed.connect(self.find)
        self.tree.itemActivated.connect(self._open)

    def find(self) -> None:
        """Try every choice beside the window."""
        try:
            number = cells.number(self.editor.text())
        except ValueError as error:
            self.found.setText(f"✕ {error}")
            return
        if number is None:
            self.found.setText("✕ 请写一个数。")
            return
        self.found.setText("正在逐种口径试算…")
        figure, expected = self._figure, number_of(str(number))
        self._context.worker.look_up(lambda: choices_giving(figure, expected), self._arrived)

    def _arrived(self, choices: list[Choice]) -> None:
        self.choices = choices
        self.tree.clear()
        for choice in choices:
            based_on = indicator_by_id(choice.indicator_id).label
            self.tree.addTopLevelItem(QTreeWidgetItem([choice.sentence, based_on]))
        self.found.setText(
            f"有 {len(choices)} 种口径得这个数；双击一种，打开它背后的记录。" if choices
            else "试过的统计期、范围、单位和取舍都得不出这个数，请核对对方的名单。")

    def _open(self, item: QTreeWidgetItem) -> None:
        choice = self.choices[self.tree.indexOfTopLevelItem(item)]
        if choice.figure is not None:
            title = f"{choice.sentence}：{plain(choice.value)}"
            figure = choice.figure
            self._context.open_list(figure.indicator.entity, figure.record_ids(), title)
            self.accept()
