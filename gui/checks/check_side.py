"""The side of 数据检查: why a rule asks, whose it is, how sure that is, and what can be done."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from gui.checks.check_list_model import Line
from gui.look.marks import Words, rule
from gui.look.theme import role
from models.checks import Found
from models.checks.base import CERTAINTIES


class CheckSide(QFrame):
    """Shows one finding or deadline; its buttons belong to the page."""

    def __init__(self) -> None:
        super().__init__()
        role(self, "side")
        self.setAccessibleName("检查说明")
        self.open_button = QPushButton("打开记录")
        role(self.open_button, "primary")
        self.open_button.setToolTip("打开这条记录去改（Enter）")
        self.answer_button = QPushButton("答复…")
        self.answer_button.setToolTip("写明原因；数据不变就不再提示（Ctrl+R）")
        self.withdraw_button = QPushButton("撤回答复")
        buttons = QHBoxLayout()
        buttons.setSpacing(6)
        for button in (self.open_button, self.answer_button, self.withdraw_button):
            buttons.addWidget(button)
        buttons.addStretch(1)
        self._inside = QWidget()
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 12, 12, 12)
        layout.setSpacing(10)
        layout.addWidget(self._scroll, 1)
        layout.addLayout(buttons)
        self.show_line(None)

    def show_line(self, line: Line | None) -> None:
        """Show one row; None says what will stand here."""
        self._inside = QWidget()
        role(self._inside, "page")
        layout = QVBoxLayout(self._inside)
        layout.setContentsMargins(0, 0, 4, 0)
        layout.setSpacing(6)
        if line is None:
            layout.addWidget(_words("选中一行，这里说明为什么提示、依据是什么。", "muted"))
        else:
            self._fill(layout, line)
        layout.addStretch(1)
        self._scroll.setWidget(self._inside)
        answered = line is not None and bool(line.subject.answer)
        self.open_button.setEnabled(line is not None)
        self.open_button.setText("打开记录" if line is None or line.record is not None else "去办理")
        self.answer_button.setEnabled(line is not None)
        self.answer_button.setText("改答复…" if answered else "答复…")
        self.withdraw_button.setVisible(answered)

    def words(self) -> str:
        """Everything that is said, for tests and for reading aloud."""
        return "\n".join(label.text() for label in self._inside.findChildren(Words))

    def _fill(self, layout: QVBoxLayout, line: Line) -> None:
        subject = line.subject
        declared = subject.check if isinstance(subject, Found) else subject.rule
        layout.addWidget(_words(declared.label, "heading"))
        layout.addWidget(_words(line.words[1], "muted"))
        about = subject.finding.words if isinstance(subject, Found) else subject.due.words
        layout.addWidget(_words(about, ""))
        if not isinstance(subject, Found):
            due = subject.due
            layout.addWidget(_words(f"可办 {due.opens} 起，最晚 {due.latest}", ""))
            if due.note:
                layout.addWidget(_words(f"! {due.note}", "mark-warn"))
        if subject.answer:
            layout.addWidget(_part("答复", f"✓ {subject.answer}"))
        if isinstance(subject, Found) and subject.check.explain is not None:
            lines = subject.check.explain(subject.finding.record)
            layout.addWidget(_part("怎么算的", "\n".join(lines)))
        layout.addWidget(_part("为什么", declared.why))
        layout.addWidget(_part("依据", declared.source))
        layout.addWidget(_part("可信度", _certainty(declared.certainty)))
        numbers = [each.words for each in declared.parameters if each.parameter]
        if numbers:
            layout.addWidget(_part("参数", "\n".join(numbers)))
        checked = max(each.checked_on for each in declared.parameters)
        layout.addWidget(_words(f"参数和依据整理于 {checked}，使用前请与当年文件核对", "caption"))


def _certainty(mark: str) -> str:
    sign = "✓" if mark in ("V", "O") else "?" if mark == "U" else "!"
    return f"{sign} {CERTAINTIES[mark]}"


def _words(text: str, name: str) -> Words:
    label = Words(text, name)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def _part(title: str, text: str) -> QWidget:
    part = QWidget()
    layout = QVBoxLayout(part)
    layout.setContentsMargins(0, 4, 0, 0)
    layout.setSpacing(3)
    layout.addWidget(rule())
    layout.addWidget(_words(title, "caption"))
    layout.addWidget(_words(text, ""))
    return part
