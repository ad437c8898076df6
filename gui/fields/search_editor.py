"""Choosing while typing: options, code lists and other records, by word, pinyin or initials."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QApplication,
    QCompleter,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from gui.fields import choices
from gui.fields.choices import Candidate
from gui.fields.editors import LineEditor
from gui.look import marks
from gui.look.theme import colours
from models import three_states
from models.fields import Kind, Link

_CANDIDATE = Qt.ItemDataRole.UserRole + 1
_NEW = "＋"


class SearchEditor(LineEditor):
    """A field whose value comes from a list; F4 or Alt+Down shows the whole list.

    A record that is not there yet can be entered from the last line of the list.
    `is_busy` is true while the dialog for that is open.
    """

    def __init__(self, kind: Kind, parent: QWidget | None = None, *, bare: bool = False) -> None:
        super().__init__(kind, parent, bare=bare)
        self.is_busy = False
        self._picked: Candidate | None = None
        self.found = QStandardItemModel(self)
        self.completer = QCompleter(self.found, self)
        self.completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.completer.setWidget(self.field)
        self.completer.setMaxVisibleItems(12)
        self.completer.popup().setStyleSheet(f"border: 1px solid {colours().line_strong};")
        self.completer.popup().setItemDelegate(_CandidateDelegate(self.completer.popup()))
        picked: Any = self.completer.activated
        picked[QModelIndex].connect(self._activated)
        self.field.textEdited.connect(self._suggest)
        self.add_opener("chevron_down", "全部选项（F4），也可输入文字或拼音首字母")

    def make_field(self) -> QLineEdit:
        """A line whose Tab first keeps the marked suggestion."""
        return _ChooserLine(self)

    def value(self) -> Any:
        """The picked value, or what the typed words uniquely mean; ValueError otherwise."""
        if self._picked is not None and self._picked.text == self.text():
            return self._picked.value
        value = choices.chosen(self.kind, self.text())
        if value is not None:
            self._picked = Candidate(self.text(), value)
        return value

    def set_value(self, value: Any) -> None:
        """Show a value of the kind."""
        shown = three_states.show(self.kind, value)
        self._picked = None if value is None else Candidate(shown, value)
        self.set_text(shown)

    def open_choices(self) -> None:
        """The whole list, the present value marked."""
        self.field.setFocus()
        self._fill("")
        self._show()

    def take_highlighted(self) -> None:
        """Close the list and keep the marked line of it (Tab); never starts a new record."""
        popup = self.completer.popup()
        candidate = popup.currentIndex().data(_CANDIDATE)
        popup.hide()
        if isinstance(candidate, Candidate):
            self._take(candidate)

    def _suggest(self, typed: str) -> None:
        self._fill(typed)
        if self.found.rowCount() and (typed.strip() or self.completer.popup().isVisible()):
            self._show()
        else:
            self.completer.popup().hide()

    def _fill(self, typed: str) -> None:
        self.found.clear()
        for candidate in choices.candidates(self.kind, typed):
            item = QStandardItem(candidate.text)
            item.setData(candidate, _CANDIDATE)
            self.found.appendRow(item)
        if isinstance(self.kind, Link):
            words = f"“{typed.strip()}”" if typed.strip() else ""
            self.found.appendRow(QStandardItem(f"{_NEW} 新建{self.kind.rel_model.label}{words}…"))

    def _show(self) -> None:
        popup = self.completer.popup()
        popup.setMinimumWidth(max(self.field.width(), popup.sizeHintForColumn(0) + 24))
        self.completer.complete()
        present = [r for r in range(self.found.rowCount()) if self._row_text(r) == self.text()]
        popup.setCurrentIndex(self.found.index(present[0] if present else 0, 0))

    def _row_text(self, row: int) -> str:
        return str(self.found.item(row).text())

    def _activated(self, index: QModelIndex) -> None:
        candidate = index.data(_CANDIDATE)
        if isinstance(candidate, Candidate):
            self._take(candidate)
        elif str(index.data()).startswith(_NEW):
            self._create()

    def _take(self, candidate: Candidate) -> None:
        self._picked = candidate
        self.set_text(candidate.text)

    def _create(self) -> None:
        from gui.record.record_dialog import RecordDialog

        assert isinstance(self.kind, Link)
        self.is_busy = True
        dialog = RecordDialog(self.kind.rel_model, parent=self.window(), title=self.text().strip())
        dialog.finished.connect(lambda _: self._created(dialog))
        dialog.open()

    def _created(self, dialog: Any) -> None:
        self.is_busy = False
        if dialog.record_id is not None:
            self.set_value(dialog.record_id)
        self.field.setFocus()


class _ChooserLine(QLineEdit):
    """The line in which is typed; Tab keeps the marked suggestion and then moves on."""

    def __init__(self, editor: SearchEditor) -> None:
        super().__init__(editor)
        self._editor = editor

    def event(self, event: QEvent) -> bool:
        """The open list hands its keys over here directly, past every filter."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and (
            event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
            and self._editor.completer.popup().isVisible()
        ):
            self._editor.take_highlighted()
            again = QKeyEvent(event.type(), event.key(), event.modifiers(), event.text())
            QApplication.postEvent(self, again)
            return True
        return super().event(event)


class _CandidateDelegate(QStyledItemDelegate):
    """A suggestion and, greyed beside it, what tells it from its namesakes."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """The ordinary line, with the detail behind it."""
        super().paint(painter, option, index)
        candidate = index.data(_CANDIDATE)
        if not isinstance(candidate, Candidate) or not candidate.detail:
            return
        metrics = option.fontMetrics
        left = metrics.horizontalAdvance(candidate.text) + 20
        place = QRect(option.rect.adjusted(left, 0, -6, 0))
        is_marked = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        palette = option.palette
        painter.setPen(
            palette.highlightedText().color() if is_marked else marks.tone("muted")
        )
        shown = metrics.elidedText(candidate.detail, Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        painter.restore()

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Wide enough for both parts."""
        hint = super().sizeHint(option, index)
        candidate = index.data(_CANDIDATE)
        if isinstance(candidate, Candidate) and candidate.detail:
            extra = option.fontMetrics.horizontalAdvance(candidate.detail[:30]) + 24
            hint.setWidth(hint.width() + extra)
        hint.setHeight(hint.height() + 4)
        return hint
