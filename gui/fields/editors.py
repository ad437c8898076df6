"""One editor per kind of field: typed text in, the kind's own value out."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QAction, QContextMenuEvent, QFontMetrics, QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QWidget,
)

from gui.fields import choices
from gui.look import marks
from gui.look.icons import icon
from gui.look.theme import colours
from models import three_states
from models.fields import Flag, Kind, LongText
from models.three_states import INAPPLICABLE

_CELL = "border: 0; border-radius: 0; padding: 0 4px;"


class Editor(QWidget):
    """The common ground: raw words, their value, and the moment they are left.

    edited: the words changed. left: the keyboard went elsewhere (errors are shown then).
    `bare` editors stand in a grid cell: no frame, no unit.
    """

    edited = Signal()
    left = Signal()

    def __init__(self, kind: Kind, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = kind
        self.setAutoFillBackground(True)

    def text(self) -> str:
        """The words as they stand in the field."""
        raise NotImplementedError

    def set_text(self, text: str) -> None:
        """Put words in as if they were typed."""
        raise NotImplementedError

    def value(self) -> Any:
        """What the words mean; ValueError with a Chinese reason."""
        return choices.chosen(self.kind, self.text())

    def set_value(self, value: Any) -> None:
        """Show a value of the kind."""
        self.set_text(three_states.show(self.kind, value))

    def tidy(self) -> None:
        """Write the words in the house style once they are understood (2019.9.2 → 2019-09-02)."""
        try:
            value = self.value()
        except ValueError:
            return
        if three_states.show(self.kind, value) != self.text():
            self.set_value(value)

    def set_faulty(self, is_faulty: bool) -> None:
        """Tint the field; the reason in words stands beside it."""
        marks.tint_fault(self.focusProxy() or self, is_faulty)

    def set_placeholder(self, text: str) -> None:
        """Grey words in a blank field, where the field has room for them."""

    def open_choices(self) -> None:
        """Show what can be chosen (F4, Alt+Down), where there is anything."""

    def watch(self, field: QWidget) -> None:
        """Let `field` take the keyboard for this editor and report when it is left."""
        self.setFocusProxy(field)
        field.installEventFilter(self)
        field.setAccessibleName(self.kind.label)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Report leaving; F4 and Alt+Down open what can be chosen."""
        if event.type() == QEvent.Type.FocusOut and watched is self.focusProxy():
            if event.reason() != Qt.FocusReason.PopupFocusReason:
                self.tidy()
                self.left.emit()
        elif (
            isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
            and opens_choices(event)
        ):
            self.open_choices()
            return True
        elif isinstance(event, QContextMenuEvent) and three_states.may_be(self.kind):
            self._open_menu(watched, event)
            return True
        return super().eventFilter(watched, event)

    def _open_menu(self, watched: Any, event: QContextMenuEvent) -> None:
        """The field's usual menu, and 不适用."""
        menu = watched.createStandardContextMenu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addSeparator()
        is_on = self.text() == three_states.WORD
        words = "改为未填" if is_on else "记为“不适用”（确无此项）"
        action = menu.addAction(f"{words}\tCtrl+/")
        action.triggered.connect(lambda: self.set_value(None if is_on else INAPPLICABLE))
        menu.popup(event.globalPos())


def opens_choices(event: QKeyEvent) -> bool:
    """F4 or Alt+Down."""
    has_alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
    return event.key() == Qt.Key.Key_F4 or (event.key() == Qt.Key.Key_Down and has_alt)


class LineEditor(Editor):
    """One line of text; numbers stand right and carry their unit."""

    def __init__(self, kind: Kind, parent: QWidget | None = None, *, bare: bool = False) -> None:
        super().__init__(kind, parent)
        self.field = self.make_field()
        if bare:
            self.field.setStyleSheet(_CELL)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(4)
        self.row.addWidget(self.field, 1)
        if kind.align_right:
            self.field.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if kind.unit and not bare:
            self.row.addWidget(marks.Words(kind.unit, "muted"))
        if kind.align_right and not bare:
            self.field.setMaximumWidth(QFontMetrics(self.font()).horizontalAdvance("0" * 16))
            self.row.addStretch(1)
        self.field.textChanged.connect(self.edited)
        self.watch(self.field)

    def make_field(self) -> QLineEdit:
        """The line itself; overridden where it does more than take words."""
        return QLineEdit(self)

    def add_opener(self, name: str, tip: str) -> None:
        """A sign at the end of the line that shows what can be chosen."""
        opener = QAction(icon(name, colours().muted), tip, self.field)
        opener.setToolTip(tip)
        opener.triggered.connect(self.open_choices)
        self.field.addAction(opener, QLineEdit.ActionPosition.TrailingPosition)

    def text(self) -> str:
        """The words as they stand in the field."""
        return self.field.text()

    def set_text(self, text: str) -> None:
        """Put words in as if they were typed."""
        self.field.setText(text)
        self.field.setCursorPosition(0)

    def set_placeholder(self, text: str) -> None:
        """Grey words in a blank field."""
        self.field.setPlaceholderText(text)


class LongEditor(Editor):
    """Several lines; grows with its text. Tab leaves, Enter makes a new line."""

    def __init__(self, kind: Kind, parent: QWidget | None = None, *, bare: bool = False) -> None:
        super().__init__(kind, parent)
        self.field = QPlainTextEdit(self)
        self.field.setTabChangesFocus(True)
        self._is_bare = bare
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.field)
        self.field.textChanged.connect(self.edited)
        self.field.textChanged.connect(self._fit)
        self.watch(self.field)
        self._fit()

    def text(self) -> str:
        """The words as they stand in the field."""
        return self.field.toPlainText()

    def set_text(self, text: str) -> None:
        """Put words in as if they were typed."""
        self.field.setPlainText(text)

    def set_placeholder(self, text: str) -> None:
        """Grey words in a blank field."""
        self.field.setPlaceholderText(text)

    def sizeHint(self) -> QSize:
        """In a cell: wide and high enough to read."""
        hint = super().sizeHint()
        return QSize(hint.width(), max(hint.height(), self._height(3))) if self._is_bare else hint

    def _height(self, lines: int) -> int:
        return self.field.fontMetrics().lineSpacing() * lines + 14

    def _fit(self) -> None:
        if not self._is_bare:
            lines = max(2, min(8, self.field.document().size().toSize().height()))
            self.field.setFixedHeight(self._height(lines))

    def resizeEvent(self, event: Any) -> None:
        """Another width wraps the text differently."""
        super().resizeEvent(event)
        self._fit()


class FlagEditor(Editor):
    """是, 否 or 未填 in one row; arrows move, Y/N or 1/0 answer, Delete takes the answer back."""

    _WORDS = (("是", True), ("否", False), ("未填", None))

    def __init__(self, kind: Kind, parent: QWidget | None = None, *, bare: bool = False) -> None:
        super().__init__(kind, parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(2 if bare else 0, 0, 0, 0)
        row.setSpacing(10)
        self.group = QButtonGroup(self)
        self.buttons: list[QRadioButton] = []
        for word, _ in self._WORDS:
            button = QRadioButton(word)
            button.setAccessibleName(f"{kind.label}:{word}")
            button.installEventFilter(self)
            self.group.addButton(button)
            self.buttons.append(button)
            row.addWidget(button)
        row.addStretch(1)
        self.buttons[2].setChecked(True)
        self.setFocusProxy(self.buttons[2])
        self.group.buttonToggled.connect(self._toggled)

    def text(self) -> str:
        """是, 否 or blank."""
        return self.kind.show(self.value())

    def set_text(self, text: str) -> None:
        """Answer with any word that registers use."""
        self.set_value(self.kind.parse(text))

    def value(self) -> bool | None:
        """The answer; None while there is none."""
        return next(v for (_, v), b in zip(self._WORDS, self.buttons, strict=True) if b.isChecked())

    def set_value(self, value: Any) -> None:
        """Check the button of an answer."""
        self.buttons[2 if value is None else 0 if value else 1].setChecked(True)

    def set_faulty(self, is_faulty: bool) -> None:
        """A flag cannot be wrong by itself; the words beside it say what is."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Answer by letter, and report when the keyboard leaves all three buttons."""
        if event.type() == QEvent.Type.FocusOut:
            self.left.emit()
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            answer = {"y": 0, "1": 0, "n": 1, "0": 1}.get(event.text().lower())
            if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
                answer = 2
            if answer is not None:
                self.buttons[answer].setChecked(True)
                self.buttons[answer].setFocus()
                return True
        return QWidget.eventFilter(self, watched, event)

    def _toggled(self, button: QRadioButton, is_checked: bool) -> None:
        if is_checked:
            had_focus = self.focusWidget() is not None and self.focusWidget().hasFocus()
            self.setFocusProxy(button)
            if had_focus:
                button.setFocus()
            self.edited.emit()


def editor_for(kind: Kind, parent: QWidget | None = None, *, bare: bool = False) -> Editor:
    """The editor that fits a kind; `bare` for a grid cell."""
    from gui.fields.date_editor import DateEditor
    from gui.fields.search_editor import SearchEditor
    from models.fields import Date

    if isinstance(kind, Flag):
        return FlagEditor(kind, parent, bare=bare)
    if isinstance(kind, Date):
        return DateEditor(kind, parent, bare=bare)
    if choices.is_chosen(kind):
        return SearchEditor(kind, parent, bare=bare)
    if isinstance(kind, LongText):
        return LongEditor(kind, parent, bare=bare)
    return LineEditor(kind, parent, bare=bare)
