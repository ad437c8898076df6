"""In the preview of an import: a name that is not registered, and which record it means."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QWidget,
)

from gui.fields import choices
from gui.fields.search_editor import SearchEditor
from gui.imports.import_work import ImportWork
from gui.look.dialog_buttons import DialogButtons
from gui.look.dialog_size import dialog_layout
from gui.look.marks import CutWords, Words
from models.aliases import Names, lines_for
from models.entity import Entity
from models.fields import Link
from models.intake.plan import Meant, RowPlan
from models.intake.registers import naming_field


class NamesBar(QWidget):
    """Shown for a row that would make a record with a name nobody knows yet.

    resolved: she said which kept record it is; the plan is to be made anew.
    """

    resolved = Signal()

    def __init__(self, work: ImportWork) -> None:
        super().__init__()
        self.work = work
        self._asked: tuple[type[Entity], str] | None = None
        self.words = CutWords("mark-warn")
        self.button = QPushButton("其实是已有的…")
        self.button.setAutoDefault(False)
        self.menu = QMenu(self.button)
        self.menu.aboutToShow.connect(self._fill)
        self.button.setMenu(self.menu)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.words, 1)
        row.addWidget(self.button)
        self.hide()

    def show_row(self, row: RowPlan | None) -> None:
        """The first record of a row that would be new and could be another name of one kept."""
        self._asked = next(
            ((d.entity, d.shown(naming_field(d.entity).name)) for d in (row.created if row else ())
             if lines_for(d.entity) is not None), None,
        )
        has_any = self._asked is not None and self._asked[0].active().exists()
        if has_any and self._asked is not None:
            entity, words = self._asked
            self.words.set_words(f"? 登记中没有“{words}”，将新建{entity.label}")
        self.setVisible(has_any)

    def resolve(self, record_id: int) -> None:
        """The unknown name means this record; remembered as its other name when imported."""
        if self._asked is None:
            return
        entity, words = self._asked
        self.work.meant.append(Meant(entity, words, record_id))
        self.resolved.emit()

    def _fill(self) -> None:
        self.menu.clear()
        if self._asked is None:
            return
        entity, words = self._asked
        for near in Names(entity).near(words):
            record = entity.get_by_id(near.id)
            label = f"{near.title}    {choices.describe(record)}".replace("&", "&&")
            self.menu.addAction(label, lambda found=near.id: self.resolve(found))
        self.menu.addSeparator()
        self.menu.addAction("从登记中查找…", self._search)

    def _search(self) -> None:
        assert self._asked is not None
        dialog = PickDialog(*self._asked, parent=self.window())
        if dialog.exec() and dialog.record_id is not None:
            self.resolve(dialog.record_id)


class PickDialog(QDialog):
    """Which kept record a name means."""

    def __init__(self, entity: type[Entity], words: str, *, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"“{words}”是哪一个{entity.label}")
        self.record_id: int | None = None
        kind = Link(entity.label, entity)
        self.editor = SearchEditor(kind)
        self.fault = Words("", "mark-bad")
        self.fault.setWordWrap(True)
        self.fault.hide()
        note = Words("导入后会记为它的又称，以后自动认得；在它的登记表单里可以删去。", "caption")
        note.setWordWrap(True)
        buttons = DialogButtons(self, "就是它")
        layout = dialog_layout(self)
        layout.setSpacing(10)
        for widget in (self.editor, self.fault, note, buttons):
            layout.addWidget(widget)
        self.setMinimumWidth(self.fontMetrics().horizontalAdvance("国") * 30)
        self.editor.setFocus()

    def accept(self) -> None:
        """Only a record that is there."""
        try:
            self.record_id = self.editor.value()
        except ValueError as error:
            self.fault.setText(str(error))
            self.fault.show()
            return
        if self.record_id is not None:
            super().accept()
