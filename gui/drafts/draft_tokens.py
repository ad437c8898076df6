"""Numbers inside words that are being edited: each is one piece, deleted whole or not at all."""

from __future__ import annotations

import re
from typing import Any

from PySide6.QtCore import QMimeData, QPointF, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QKeyEvent,
    QPainter,
    QPyTextObject,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)
from PySide6.QtWidgets import QTextEdit, QWidget

from gui.look.theme import colours

NUMBER = QTextFormat.ObjectTypes.UserObject.value + 1
TOKEN, SHOWN = (QTextFormat.Property.UserProperty.value + n for n in (1, 2))
PLACE = "\ufffc"
"""The one character that stands for a number in the edited text."""
_PIECES = re.compile(r"\{([^{}|]+)\|([^{}]*)\}")


class NumberObject(QPyTextObject):
    """Draws a number as underlined text on a soft ground, on the line of the words around it."""

    def intrinsicSize(self, document: QTextDocument, position: int, form: QTextFormat) -> QSizeF:
        """The width of its text; from the top of the line to its base."""
        metrics = QFontMetricsF(document.defaultFont())
        width = metrics.horizontalAdvance(str(form.property(SHOWN)))
        return QSizeF(width + 2, metrics.ascent())

    def drawObject(self, painter: QPainter, rect: QRectF, *where: Any) -> None:
        """The number in the colour of links. Qt gives document, position and format as `where`."""
        document, _, form = where
        metrics = QFontMetricsF(document.defaultFont())
        painter.setFont(document.defaultFont())
        ground = QRectF(rect.left(), rect.top(), rect.width(), rect.height() + metrics.descent())
        painter.fillRect(ground, QColor(colours().accent_soft))
        painter.setPen(QColor(colours().accent))
        painter.drawText(rect.bottomLeft() + QPointF(1, 0), str(form.property(SHOWN)))
        painter.drawLine(rect.bottomLeft() + QPointF(0, 2), rect.bottomRight() + QPointF(0, 2))


class WordsEditor(QTextEdit):
    """One paragraph with its numbers. Enter or Ctrl+Enter keeps, Esc leaves it as it was."""

    kept = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setAccessibleName("编辑段落")
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._drawing = NumberObject(self)
        self.document().documentLayout().registerHandler(NUMBER, self._drawing)
        self.document().contentsChanged.connect(self._fit)

    def set_words(self, words: str) -> None:
        """Show words with {token|value} as text with whole numbers."""
        self.clear()
        self._insert(self.textCursor(), words)
        self.document().clearUndoRedoStacks()
        self.moveCursor(QTextCursor.MoveOperation.End)

    def words(self) -> str:
        """What stands there now, numbers as {token|value}."""
        return self._words_between(0, self.document().characterCount() - 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A paragraph has no line breaks: Enter keeps it."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.kept.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            self._write_plainly()
            super().keyPressEvent(event)

    def inputMethodEvent(self, event: Any) -> None:
        """Words from an input method are no numbers either."""
        self._write_plainly()
        super().inputMethodEvent(event)

    def createMimeDataFromSelection(self) -> QMimeData:
        """Copied numbers stay numbers when they are pasted here, and are plain text elsewhere."""
        cursor, data = self.textCursor(), QMimeData()
        words = self._words_between(cursor.selectionStart(), cursor.selectionEnd())
        data.setText(_PIECES.sub(lambda piece: piece[2], words))
        data.setData(_OWN_FORMAT, words.encode())
        return data

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Anything that has text."""
        return source.hasText()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Plain words on one line; braces are not taken for numbers unless they came from here."""
        own = bytes(source.data(_OWN_FORMAT).data()).decode()
        words = own or source.text().replace("{", "｛").replace("}", "｝")
        self._insert(self.textCursor(), " ".join(words.split("\n")))

    def resizeEvent(self, event: Any) -> None:
        """Another width may need another height."""
        super().resizeEvent(event)
        self._fit()

    def _insert(self, cursor: QTextCursor, words: str) -> None:
        cursor.beginEditBlock()
        cursor.removeSelectedText()
        for position, part in enumerate(_PIECES.split(words)):
            if position % 3 == 0:
                cursor.insertText(part, QTextCharFormat())
            elif position % 3 == 1:
                token = part
            else:
                form = QTextCharFormat()
                form.setObjectType(NUMBER)
                form.setProperty(TOKEN, token)
                form.setProperty(SHOWN, part)
                cursor.insertText(PLACE, form)
        cursor.endEditBlock()
        self.setTextCursor(cursor)
        self._write_plainly()

    def _words_between(self, start: int, end: int) -> str:
        cursor = QTextCursor(self.document())
        found: list[str] = []
        for position in range(start, end):
            character = self.document().characterAt(position)
            if character != PLACE:
                found.append(" " if character == "\u2029" else character)
                continue
            cursor.setPosition(position + 1)
            form = cursor.charFormat()
            found.append(f"{{{form.property(TOKEN)}|{form.property(SHOWN)}}}")
        return "".join(found)

    def _write_plainly(self) -> None:
        """Whatever is typed beside a number is not part of it."""
        if self.currentCharFormat().objectType() == NUMBER:
            self.setCurrentCharFormat(QTextCharFormat())

    def _fit(self) -> None:
        margins = self.contentsMargins()
        height = self.document().size().height() + margins.top() + margins.bottom() + 10
        self.setFixedHeight(max(int(height), 60))


_OWN_FORMAT = "application/x-waishi-words"
