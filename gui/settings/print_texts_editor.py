"""One text of a paper being worded: as words, as signature boxes or as columns, and since when."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from exports.prints import editing
from exports.prints.editing import Entry
from gui.look import messages
from gui.look.buttons import push_button
from gui.look.dialog_size import letters
from gui.look.marks import Words, tint_fault
from gui.look.theme import role
from gui.settings.print_texts_tables import BoxTable, ColumnTable, RowsTable
from gui.shared.context import Context
from models import print_texts
from models.errors import UserError

WAIT_MS = 350


class TextEditor(QWidget):
    """`tried` with the words whenever they may look different on paper; `kept` after keeping."""

    tried = Signal(object, str)
    kept = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._serial = 0
        self.entry: Entry | None = None
        self.words = QPlainTextEdit()
        self.boxes, self.columns = BoxTable(), ColumnTable()
        self.stack = QStackedWidget()
        self.about, self.fault = Words("", "caption"), Words("", "mark-bad")
        self.since, self.reason = QLineEdit(), QLineEdit()
        self.timer = QTimer(self, singleShot=True, interval=WAIT_MS)
        self.timer.timeout.connect(self._try)
        self._build()

    def _build(self) -> None:
        self.words.setAccessibleName("文字")
        self.words.setTabChangesFocus(True)
        for view in (self.words, self.boxes, self.columns):
            self.stack.addWidget(view)
        self.words.textChanged.connect(self._touched)
        self.boxes.changed.connect(self._touched)
        self.columns.changed.connect(self._touched)
        for label in (self.about, self.fault):
            label.setWordWrap(True)
        self.since.setAccessibleName("起用")
        self.since.setToolTip("年份或日期；从这一天起出具的文件用这段文字，以前出具的不变")
        self.since.setFixedWidth(letters(self, 7))
        self.reason.setAccessibleName("理由")
        self.reason.setPlaceholderText("理由（可空），如：省外办 2026 年新表样")
        self.keep_button = push_button("保存", self.keep, look="primary")
        self.undo_button = push_button("放弃修改", self.show_again)
        self.revert_button = push_button("恢复随程序的文字…", self.revert)
        when = QHBoxLayout()
        when.setSpacing(8)
        for widget in (Words("起用", "muted"), self.since):
            when.addWidget(widget)
        when.addWidget(self.reason, 1)
        deeds = QHBoxLayout()
        deeds.setSpacing(6)
        deeds.addWidget(self.revert_button)
        deeds.addStretch(1)
        deeds.addWidget(self.undo_button)
        deeds.addWidget(self.keep_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.about)
        layout.addWidget(self.stack, 1)
        layout.addWidget(self.fault)
        layout.addLayout(when)
        layout.addLayout(deeds)

    @property
    def is_changed(self) -> bool:
        """Whether something was typed that is not kept yet."""
        return self.entry is not None and self.text() != self.entry.words

    def text(self) -> str:
        """The words as they would be kept."""
        view: Any = self.stack.currentWidget()
        if isinstance(view, RowsTable):
            words = view.words()
            same = self.entry is not None and _same(words, self.entry)
            return self.entry.words if self.entry is not None and same else words
        return editing.as_kept(self.words.toPlainText())

    def show_entry(self, entry: Entry | None) -> None:
        """Show a text in the way in which it is worded best."""
        self.entry = entry
        self.timer.stop()
        self.setEnabled(entry is not None)
        self._show_words(entry)
        self.about.setText(_about(entry))
        self.about.setVisible(bool(self.about.text()))
        self.since.setText(str(self._context.year))
        self.reason.setText("")
        self.fault.setVisible(False)
        tint_fault(self.words, False)
        self._enable()
        if entry is not None:
            self._ask_columns(entry)
            self.tried.emit(entry, entry.words)

    def show_again(self) -> None:
        """Back to what is kept."""
        self.show_entry(self.entry)

    def say_fault(self, words: str) -> None:
        """Why these words cannot be kept; blank when they can."""
        self.fault.setText(words)
        self.fault.setVisible(bool(words))
        tint_fault(self.words, bool(words))
        self._enable()

    def keep(self) -> bool:
        """Check once more, keep, and say so; False where the words cannot be kept."""
        if self.entry is None:
            return False
        words = self.text()
        try:
            editing.check(self.entry.paper, self.entry.key, words)
            print_texts.keep(
                self.entry.paper, self.entry.key, words,
                valid_from=self.since.text(), reason=self.reason.text(),
            )
        except UserError as error:
            self.say_fault(str(error))
            return False
        self.entry = replace(self.entry, words=words)
        self._enable()
        self._context.say(f"已保存，{self.since.text().strip()} 起出具的文件用新文字")
        self.kept.emit()
        return True

    def revert(self) -> None:
        """Return to the shipped words; the office's own go to the recycle bin."""
        if self.entry is None or not messages.ask(
            self, "恢复随程序的文字吗？", "本单位改写的这一处文字移入回收站，可以用“撤销”取回；已出具的文件不变。", yes="恢复",
        ):
            return
        print_texts.give_back(self.entry.paper, self.entry.key)
        self.entry = replace(self.entry, words=self.text())
        self._context.say("已恢复随程序的文字")

    def _show_words(self, entry: Entry | None) -> None:
        views: tuple[QWidget, ...] = (self.words, self.boxes, self.columns)
        for view in views:
            view.blockSignals(True)
        group = entry.group if entry is not None else ""
        shown: QWidget = {
            editing.BOXES: self.boxes, editing.COLUMNS: self.columns,
        }.get(group, self.words)
        if entry is not None and isinstance(shown, BoxTable | ColumnTable):
            try:
                shown.show_words(entry.words)
            except UserError:
                shown = self.words
        self.words.setPlainText(entry.shown if entry is not None else "")
        self.stack.setCurrentWidget(shown)
        for view in views:
            view.blockSignals(False)

    def _ask_columns(self, entry: Entry) -> None:
        """Which columns there could be, looked up beside the window."""
        self._serial += 1
        serial = self._serial
        if entry.group == editing.COLUMNS:
            self._context.worker.look_up(
                lambda: editing.known_columns(entry.paper, entry.key),
                lambda known: self._offer(serial, known),
            )

    def _offer(self, serial: int, known: dict[str, str]) -> None:
        # The window may have closed while the paper was asked.
        if isValid(self) and serial == self._serial:
            self.columns.offer(known)

    def _touched(self) -> None:
        self._enable()
        self.timer.start()

    def _try(self) -> None:
        if self.entry is not None:
            self.tried.emit(self.entry, self.text())

    def _enable(self) -> None:
        is_faulty = not self.fault.isHidden() and bool(self.fault.text())
        self.keep_button.setEnabled(self.is_changed and not is_faulty)
        self.undo_button.setEnabled(self.is_changed)
        self.revert_button.setVisible(self.entry is not None and self.entry.is_own)
        for field in (self.since, self.reason):
            field.setEnabled(self.is_changed)


def _same(words: str, entry: Entry) -> bool:
    """Whether a table says what is kept, written in another way."""
    from exports.prints import declared

    try:
        if entry.group == editing.BOXES:
            return declared.steps(words) == declared.steps(entry.words)
        return declared.columns(words, declared.ANY_COLUMN) == declared.columns(
            entry.words, declared.ANY_COLUMN
        )
    except UserError:
        return False


def _about(entry: Entry | None) -> str:
    """Since when the office words it itself, what may be filled in, and what [ ] means."""
    if entry is None:
        return ""
    said = []
    if entry.is_own:
        starts = "、".join(
            f"{own.valid_from}起" + (f"（{own.reason}）" if own.reason else "")
            for own in entry.versions
        )
        said.append(f"本单位文字：{starts}")
    names = editing.names_for(entry.paper, entry.key)
    if names:
        shown = editing.in_chinese("".join("{" + name + "}" for name in names))
        said.append(f"可填：{shown}")
    if "[" in entry.shipped:
        said.append("[方括号]里的话，其中内容空白时不印")
    return "。".join(said)


def mark_role(widget: QWidget) -> None:
    """Give a view the plain look of a list inside a page."""
    role(widget, "plain")
    widget.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
