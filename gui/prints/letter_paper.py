"""A letter as it reads for one record: paragraphs and tables, marks on what is blank or masked."""

from __future__ import annotations

import re

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QTextEdit, QWidget

from exports.proofreading.base import Report
from gui.drafts.proof_text import ProofText
from gui.look.marks import tone

_MARKS = (
    (re.compile("＿{2,}|【待补：[^】]*】"), "warn_soft"),
    (re.compile(r"[\w@.+-]*\*{2,}[\w@.+-]*", re.ASCII), "hover"),
)
"""What was left blank, and numbers shown by their ends only; with the grounds they get."""


class LetterPaper(ProofText):
    """The words alone: letters, margins and pictures are those of the Word file."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("文书的文字")
        self.setPlaceholderText("选好模板，这里显示填好的文字。")

    def show_letter(self, letter: Report | None) -> None:
        """Write a letter anew; None leaves the page empty."""
        if letter is None:
            self.clear()
            return
        self.show_report(letter, ())
        words = self.document().toRawText()
        marked = []
        for pattern, ground in _MARKS:
            for found in pattern.finditer(words):
                selection = QTextEdit.ExtraSelection()
                cursor = QTextCursor(self.document())
                cursor.setPosition(found.start())
                cursor.setPosition(found.end(), QTextCursor.MoveMode.KeepAnchor)
                selection.cursor = cursor  # type: ignore[attr-defined]
                selection.format.setBackground(tone(ground))  # type: ignore[attr-defined]
                marked.append(selection)
        self.setExtraSelections(marked)

    def marked_words(self) -> list[str]:
        """The words that have a ground."""
        return [_words(one) for one in self.extraSelections()]


def _words(selection: QTextEdit.ExtraSelection) -> str:
    text: str = selection.cursor.selectedText()  # type: ignore[attr-defined]
    return text
