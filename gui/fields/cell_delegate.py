"""Cells of a grid: the field's own editor opens in the cell and gives its value back."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QApplication,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from gui.fields.editors import Editor, editor_for
from gui.fields.lines_model import LinesModel
from models.fields import Flag, Kind, LongText

Index = QModelIndex | QPersistentModelIndex


class CellDelegate(QStyledItemDelegate):
    """Opens the field's own editor in the cell and takes its words or value back."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """The same editor as in the form, without a frame."""
        kind = self._kind(index)
        editor = editor_for(kind, parent, bare=True)
        target = editor.focusProxy()
        if target is not None:
            target.installEventFilter(self)
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """The cell's words; nothing is lost of what could not be understood.

        Once only: when other cells change meanwhile, what is being typed must stay.
        """
        assert isinstance(editor, Editor)
        if editor.property("is_filled"):
            return
        editor.setProperty("is_filled", True)
        row = self._lines(index).rows[index.row()]
        kind = self._kind(index)
        if kind.name in row.typed:
            editor.set_text(row.typed[kind.name])
        else:
            editor.set_value(row.values.get(kind.name))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """A value where the words are understood, else the words with their reason."""
        assert isinstance(editor, Editor)
        lines = self._lines(index)
        kind = self._kind(index)
        try:
            value = editor.value()
        except ValueError:
            model.setData(index, editor.text())
            return
        row = lines.rows[index.row()]
        if row.values.get(kind.name) == value and kind.name not in row.typed:
            return
        lines.remember()
        lines.set_value(index.row(), index.column(), value)
        lines.settle()

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        """Over the cell; several lines of text and the three answers get the room they need."""
        place = option.rect
        hint = editor.sizeHint()
        if isinstance(self._kind(index), LongText | Flag):
            place.setWidth(max(place.width(), hint.width()))
            place.setHeight(max(place.height(), hint.height()))
        editor.setGeometry(place)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys inside the editor's own field, which Qt's delegate would not see."""
        editor = self._editor_of(watched)
        if editor is None:
            return super().eventFilter(watched, event)
        hints = QAbstractItemDelegate.EndEditHint
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key = event.key()
            has_alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
            wants_lines = isinstance(editor.kind, LongText) and has_alt
            if key == Qt.Key.Key_Escape:
                return self.finish(editor, hints.RevertModelCache, keeps=False)
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                if wants_lines:
                    editor.focusProxy().insertPlainText("\n")
                    return True
                if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                    return self.finish(editor, hints.SubmitModelCache)
                self.finish(editor, hints.NoHint)
                return False
            if key == Qt.Key.Key_Tab:
                return self.finish(editor, hints.EditNextItem)
            if key == Qt.Key.Key_Backtab:
                return self.finish(editor, hints.EditPreviousItem)
        if event.type() == QEvent.Type.FocusOut and not getattr(editor, "is_busy", False):
            focus = QApplication.focusWidget()
            is_popup = event.reason() == Qt.FocusReason.PopupFocusReason
            if not is_popup and (focus is None or not editor.isAncestorOf(focus)):
                self.finish(editor, hints.NoHint)
        return False

    def finish(
        self, editor: Editor, hint: QAbstractItemDelegate.EndEditHint, *, keeps: bool = True
    ) -> bool:
        """End an edit, once; always true, so that a filter can return it."""
        if editor.property("is_done"):
            return True  # closing takes the keyboard away, which would end the edit once more
        editor.setProperty("is_done", True)
        if keeps:
            self.commitData.emit(editor)
        self.closeEditor.emit(editor, hint)
        return True

    def _editor_of(self, watched: QObject) -> Editor | None:
        if isinstance(watched, Editor):
            return None
        parent = watched.parent()
        while parent is not None and not isinstance(parent, Editor):
            parent = parent.parent()
        return parent

    def _lines(self, index: Index) -> LinesModel:
        model = index.model()
        assert isinstance(model, LinesModel)
        return model

    def _kind(self, index: Index) -> Kind:
        return self._lines(index).columns[index.column()]
