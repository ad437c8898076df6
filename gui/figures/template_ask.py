"""The bar above a template whose layout has changed: one question at a time, one click each."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from exports.template_questions import Answer, Question
from gui.look.marks import Words, button_words
from gui.look.theme import role


class AskBar(QFrame):
    """Hidden while there is nothing to ask. `answered(Answer)` is one click; whoever hears it
    asks what is left."""

    answered = Signal(object)
    shown = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        role(self, "notice")
        self._waiting: list[Question] = []
        self.words, self.count = Words(""), Words("", "caption")
        self.words.setWordWrap(True)
        self.buttons: list[QPushButton] = []
        self._line = QHBoxLayout()
        self._line.setSpacing(6)
        top = QHBoxLayout()
        top.addWidget(self.count)
        top.addWidget(self.words, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 7, 12, 8)
        layout.setSpacing(5)
        layout.addLayout(top)
        layout.addLayout(self._line)
        self.setVisible(False)

    @property
    def question(self) -> Question | None:
        """What is asked now."""
        return self._waiting[0] if self._waiting else None

    def ask(self, questions: Sequence[Question]) -> None:
        """Ask these, one after the other."""
        self._waiting = list(questions)
        self._show()

    def _show(self) -> None:
        for button in self.buttons:
            self._line.removeWidget(button)
            button.deleteLater()
        while self._line.count():
            self._line.takeAt(0)
        self.buttons = []
        self.setVisible(bool(self._waiting))
        if (question := self.question) is None:
            return
        left = len(self._waiting)
        self.count.setText(f"还有 {left} 处要您定" if left > 1 else "只剩这一处要您定")
        self.words.setText(question.words)
        for answer in question.answers:
            button = QPushButton(button_words(answer.label))
            button.setAutoDefault(False)
            if answer is question.answers[0] and answer.cells:
                role(button, "primary")
            button.clicked.connect(lambda _=False, chosen=answer: self._take(chosen))
            self.buttons.append(button)
            self._line.addWidget(button)
        self._line.addStretch(1)
        self.shown.emit(question)

    def _take(self, answer: Answer) -> None:
        self._waiting.pop(0)
        self.answered.emit(answer)

    @property
    def waiting(self) -> list[Question]:
        """What has not been answered yet."""
        return list(self._waiting)
