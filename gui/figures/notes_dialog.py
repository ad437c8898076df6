"""变动说明 on the forms page: the cells that changed much, and one word for several of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from exports.forms.base import FilledForm
from exports.forms.notes import Jump, keep_notes, place_of
from gui.figures.explain_dialog import numbers_right, plain
from gui.figures.form_reading import on_paper
from gui.look import messages
from gui.look.dialog_buttons import CloseButton
from gui.look.dialog_size import dialog_layout, open_at
from gui.look.marks import Words
from gui.look.theme import role
from models.errors import UserError


class NotesDialog(QDialog):
    """Choose one or several places, type why, keep."""

    def __init__(
        self, filled: FilledForm, jumps: Sequence[Jump], parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._filled = filled
        self._jumps = list(jumps)
        self.setWindowTitle("变动说明")
        open_at(self, 63, 35)
        note = Words("比上年增减过半、由无到有或由有到无的格，请写明原因；同一原因可选中几格一起写。说明按表、按格、按年留存。", "muted")
        note.setWordWrap(True)
        self.tree = QTreeWidget()
        self.tree.setAccessibleName("须说明的变动")
        self.tree.setRootIsDecorated(False)
        self.tree.setAlternatingRowColors(True)
        self.tree.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.tree.setHeaderLabels(["表中位置", "上年", "本年", "变动", "说明"])
        for column, width in enumerate((320, 80, 80, 90)):
            self.tree.setColumnWidth(column, width)
        self.editor = QLineEdit()
        self.editor.setAccessibleName("变动原因")
        self.editor.setPlaceholderText("例如：因公出国（境）任务恢复，新增两个培训团组")
        self.keep_button = QPushButton("写给选中的格")
        role(self.keep_button, "primary")
        line = QHBoxLayout()
        line.addWidget(self.editor, 1)
        line.addWidget(self.keep_button)
        buttons = CloseButton(self)
        layout = dialog_layout(self)
        layout.addWidget(note)
        layout.addWidget(self.tree)
        layout.addLayout(line)
        layout.addWidget(buttons)
        self.keep_button.clicked.connect(self.keep)
        self.editor.returnPressed.connect(self.keep)
        self.tree.currentItemChanged.connect(self._chosen)
        self._fill()

    def _fill(self) -> None:
        for jump in self._jumps:
            self.tree.addTopLevelItem(QTreeWidgetItem([
                place_of(self._filled, jump.cell), plain(on_paper(jump.cell, jump.before)),
                jump.cell.show(), jump.change, jump.note or "○ 未说明",
            ]))
        numbers_right(self.tree, (1, 2))
        first = next((at for at, jump in enumerate(self._jumps) if not jump.note), 0)
        if self._jumps:
            self._go_to(first)

    def _go_to(self, at: int) -> None:
        item = self.tree.topLevelItem(at)
        assert item is not None
        self.tree.setCurrentItem(item)
        self.tree.scrollToItem(item)

    def _chosen(self, item: QTreeWidgetItem | None) -> None:
        if item is not None and len(self.tree.selectedItems()) <= 1:
            self.editor.setText(self._jumps[self.tree.indexOfTopLevelItem(item)].note)

    def keep(self) -> None:
        """Keep the words for the chosen places and go to the next one without any."""
        chosen = self.tree.selectedItems()
        if not chosen:
            return
        cells = [self._jumps[self.tree.indexOfTopLevelItem(item)].cell for item in chosen]
        words = self.editor.text().strip()
        try:
            keep_notes(self._filled, cells, words, on=date.today())
        except UserError as error:
            messages.show_error(self, error)
            return
        for item in chosen:
            at = self.tree.indexOfTopLevelItem(item)
            old = self._jumps[at]
            self._jumps[at] = Jump(old.cell, old.before, words)
            item.setText(4, words or "○ 未说明")
        bare = next((at for at, jump in enumerate(self._jumps) if not jump.note), None)
        if bare is not None:
            self._go_to(bare)
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)
