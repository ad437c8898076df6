"""F1: every key on one page, read off the declared commands; can be printed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from gui.look.theme import role
from gui.shared.commands import SHEET, Command, Section, shown_keys
from models import search

COLUMNS = 3


class KeysSheet(QDialog):
    """Three columns of sections; typing narrows them to what is looked for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("键盘一览")
        self.find = QLineEdit()
        self.find.setPlaceholderText("找一个操作或按键，可用拼音")
        self.find.setAccessibleName("找一个操作或按键")
        self.find.setClearButtonEnabled(True)
        self.find.setFixedWidth(300)
        self.find.textChanged.connect(self._narrow)
        self._lines: list[tuple[QWidget, QWidget, str]] = []
        inside = QWidget()
        columns = QHBoxLayout(inside)
        columns.setContentsMargins(4, 0, 4, 0)
        columns.setSpacing(26)
        for part in _balanced():
            column = QVBoxLayout()
            column.setSpacing(10)
            for section in part:
                column.addLayout(self._section(section))
            column.addStretch(1)
            columns.addLayout(column, 1)
        area = QScrollArea()
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        close = QPushButton("关闭")
        close.clicked.connect(self.accept)
        above = QHBoxLayout()
        title = QLabel("键盘一览")
        role(title, "title")
        above.addWidget(title)
        above.addStretch(1)
        above.addWidget(self.find)
        below = QHBoxLayout()
        note = QLabel("在列表里按右键、点“…”按钮，也能看到这些操作。")
        role(note, "muted")
        below.addWidget(note)
        below.addStretch(1)
        below.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 14, 18, 12)
        layout.setSpacing(10)
        layout.addLayout(above)
        layout.addWidget(area, 1)
        layout.addLayout(below)
        if parent is not None:
            room = parent.window().size()
            self.resize(min(1180, room.width() - 30), min(690, room.height() - 30))

    def _section(self, section: Section) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(1, 1)
        head = QLabel(section.title)
        role(head, "heading")
        head.setContentsMargins(0, 0, 0, 1)
        grid.addWidget(head, 0, 0, 1, 2)
        for row, command in enumerate(section.commands, start=1):
            keys, words = QLabel(shown_keys(command)), QLabel(_words(command))
            keys.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
            keys.setMinimumWidth(keys.fontMetrics().horizontalAdvance("Ctrl+Shift+Enter"))
            words.setWordWrap(True)
            role(keys, "link")
            for label in (keys, words):
                label.setTextFormat(Qt.TextFormat.PlainText)
            grid.addWidget(keys, row, 0)
            grid.addWidget(words, row, 1)
            text = f"{section.title} {command.label} {command.note} {shown_keys(command)}"
            self._lines.append((keys, words, text))
        return grid

    def _narrow(self, typed: str) -> None:
        folded = search.fold(typed.strip())
        for keys, words, text in self._lines:
            fits = folded in search.fold(text)
            if not fits and folded.isascii() and folded.isalpha():
                fits = folded in search.key_for([text])
            keys.setVisible(fits)
            words.setVisible(fits)


def _words(command: Command) -> str:
    more = "加 Shift 连选" if command.extends else ""
    note = "；".join(part for part in (command.note, more) if part)
    return f"{command.label}（{note}）" if note else command.label


def _balanced() -> list[list[Section]]:
    """The sections in their order, in columns of about equal length."""
    whole = sum(len(section.commands) + 2 for section in SHEET)
    parts: list[list[Section]] = [[]]
    used = 0
    for section in SHEET:
        lines = len(section.commands) + 2
        if used + lines / 2 > whole / COLUMNS and len(parts) < COLUMNS:
            parts.append([])
            used = 0
        parts[-1].append(section)
        used += lines
    return parts
