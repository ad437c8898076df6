"""One field of a form: label, editor, help, and below it what is wrong or what can be inferred."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QStackedLayout,
    QToolButton,
    QWidget,
)

from gui.fields.editors import LongEditor, editor_for
from gui.look import marks
from gui.look.theme import role
from models import three_states
from models.fields import Date, Kind
from models.three_states import INAPPLICABLE

DATE_EXAMPLE = "如 2019-9-2、2019年9月"


class FormField(QWidget):
    """edited: the words changed. accepted: an inferred value was taken over."""

    edited = Signal()
    accepted = Signal()

    def __init__(self, kind: Kind, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = kind
        self.editor = editor_for(kind, self)
        self.is_wide = isinstance(self.editor, LongEditor)
        self.fault = ""
        self.section: Any = None
        self._clean: Any = self.editor.text()
        self._inferred: Any = None
        self._build()
        self.editor.edited.connect(self._edited)
        self.editor.left.connect(self.check)

    def load_words(self, words: str) -> None:
        """Show stored words that are no value of the kind; they count as unchanged."""
        self.editor.set_text(words)
        self._clean = self.editor.text()

    def is_needed(self) -> bool:
        """Whether a folded section still shows it: usual, filled in, wanted, or in question."""
        kind = self.kind
        return bool(
            kind.in_list or kind.wanted or self.fault or self.is_changed()
            or self.editor.text() or self._inferred is not None
        )

    def load(self, value: Any) -> None:
        """Show a stored value; the field counts as unchanged and is masked when sensitive."""
        self.editor.set_value(value)
        self._clean = self.editor.text()
        self.set_fault("")
        self.set_inferred(None)
        self.set_hint("")
        is_masked = self.kind.sensitive and value is not None and value is not INAPPLICABLE
        self._veil.setText(self.kind.mask(value) if is_masked else "")
        self.reveal(not is_masked)

    def reveal(self, is_revealed: bool) -> None:
        """Uncover a sensitive value, or cover it again while it is unchanged."""
        is_covered = not is_revealed and bool(self._veil.text()) and not self.is_changed()
        self._stack.setCurrentIndex(1 if is_covered else 0)

    @property
    def is_covered(self) -> bool:
        """Whether stars stand in place of the value."""
        return self._stack.currentIndex() == 1

    def is_changed(self) -> bool:
        """Whether the words differ from what was loaded."""
        return self.editor.text() != self._clean

    def value(self) -> Any:
        """The field's value; ValueError with a Chinese reason."""
        return self.editor.value()

    def check(self) -> bool:
        """Show under the field why its words cannot be meant; True when they can."""
        try:
            self.editor.value()
        except ValueError as error:
            self.set_fault(str(error))
            return False
        if self.fault and not self._is_from_record:
            self.set_fault("")
        return True

    def set_fault(self, reason: str, *, is_from_record: bool = False) -> None:
        """Show a reason, or take it away. is_from_record: found by checking the whole record."""
        self.fault = reason
        self._is_from_record = is_from_record
        self.editor.set_faulty(bool(reason))
        self.note.setText(f"✕ {reason}" if reason else "")
        role(self.note, "mark-bad")
        self.note.setVisible(bool(reason))
        self._unfold(bool(reason))
        target = self.editor.focusProxy() or self.editor
        target.setAccessibleDescription(f"有误：{reason}" if reason else self.kind.help)

    def set_inferred(self, value: Any) -> None:
        """Offer a value for the blank field; None takes the offer away."""
        self._inferred = value
        is_shown = value is not None and not self.fault
        words = self.kind.show(value)
        self.offer.setText(marks.button_words(f"推断：{words}   采用"))
        self.offer.setAccessibleName(f"{self.kind.label}推断为{words}，采用")
        self.offer.setVisible(is_shown)
        self._unfold(is_shown)

    def accept_inferred(self) -> None:
        """Take the inferred value over."""
        if self._inferred is not None:
            self.editor.set_value(self._inferred)
            self.set_inferred(None)
            self.accepted.emit()

    def set_hint(self, words: str) -> None:
        """A gentle sentence under the field; it stands against nothing. "" takes it away."""
        self.hint.setText(f"◦ {words}" if words else "")
        self.hint.setVisible(bool(words) and not self.fault)
        self._unfold(bool(words))

    def toggle_inapplicable(self) -> bool:
        """不适用 for the field, or blank again (Ctrl+/); False where it must be filled in."""
        if not three_states.may_be(self.kind):
            return False
        is_on = self.editor.text() == three_states.WORD
        self.reveal(True)
        self.editor.set_value(None if is_on else INAPPLICABLE)
        return True

    def go_to(self) -> None:
        """Put the keyboard into the field, unfolding its section where it is folded away."""
        self._unfold(True)
        self.reveal(True)
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def label_width(self) -> int:
        """What the label wants."""
        return self.label.sizeHint().width()

    def set_label_width(self, width: int) -> None:
        """Line the editors of a form up; a longer label takes a second line."""
        self.label.setWordWrap(self.label_width() > width)
        self.label.setFixedWidth(width)

    def _unfold(self, is_wanted: bool) -> None:
        if is_wanted and self.section is not None:
            self.section.ensure(self)

    def _edited(self) -> None:
        if self.fault:
            self.set_fault("")
        self.set_hint("")
        if self._inferred is not None and self.editor.text():
            self.set_inferred(None)
        self.edited.emit()

    def _build(self) -> None:
        kind = self.kind
        self._is_from_record = False
        self.label = marks.Words(f"{kind.label} *" if kind.required else kind.label, "muted")
        self.label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        self.label.setContentsMargins(0, 5, 0, 0)
        self.label.setBuddy(self.editor)
        must = ",必填" if kind.required else ",待补项" if kind.wanted else ""
        target = self.editor.focusProxy() or self.editor
        target.setAccessibleName(f"{kind.label}{must}")
        target.setAccessibleDescription(kind.help)
        self.editor.set_placeholder(self._placeholder())
        self.note = marks.Words("", "mark-bad")
        self.note.setWordWrap(True)
        self.note.hide()
        self.hint = marks.Words("", "caption")
        self.hint.setWordWrap(True)
        self.hint.hide()
        self.offer = QPushButton()
        role(self.offer, "door")
        self.offer.setToolTip("由其他内容推断，采用后才会保存")
        self.offer.clicked.connect(self.accept_inferred)
        self.offer.hide()
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(8)
        layout.setVerticalSpacing(1)
        layout.addWidget(self.label, 0, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(self._edit_row(), 0, 1)
        layout.addWidget(self.note, 1, 1)
        layout.addWidget(self.offer, 2, 1, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.hint, 3, 1)
        layout.setColumnStretch(1, 1)
        layout.setRowStretch(4, 1)
        if kind.help:
            for widget in (self.label, target):
                widget.setToolTip(marks.plain_tip(kind.help))
            target.setWhatsThis(marks.plain_tip(f"{kind.label}：{kind.help}"))

    def _placeholder(self) -> str:
        must = "必填" if self.kind.required else "待补" if self.kind.wanted else ""
        example = DATE_EXAMPLE if isinstance(self.kind, Date) else ""
        return " · ".join(part for part in (must, example) if part)

    def _edit_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(4)
        self._stack = QStackedLayout()
        self._stack.addWidget(self.editor)
        self._veil = QLineEdit()
        self._veil.setReadOnly(True)
        self._veil.setAccessibleName(f"{self.kind.label}，已遮盖")
        show = QToolButton()
        show.setText("显示")
        show.setAccessibleName(f"显示{self.kind.label}")
        show.setToolTip("显示完整内容（F8 显示全部）")
        show.clicked.connect(self.go_to)
        covered = QWidget()
        inside = QHBoxLayout(covered)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(4)
        inside.addWidget(self._veil, 1)
        inside.addWidget(show)
        self._stack.addWidget(covered)
        row.addLayout(self._stack, 1)
        self.info = QToolButton()
        self.info.setText("ⓘ")
        role(self.info, "flat")
        self.info.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.info.setToolTip(marks.plain_tip(self.kind.help))
        self.info.setAccessibleName(f"{self.kind.label}的说明")
        self.info.clicked.connect(self.show_help)
        self.info.setStyleSheet("padding: 0; border: 0;")
        self.info.setFixedWidth(self.info.fontMetrics().horizontalAdvance("国") + 4)
        policy = self.info.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.info.setSizePolicy(policy)
        self.info.setVisible(bool(self.kind.help))
        row.addWidget(self.info, 0, Qt.AlignmentFlag.AlignVCenter)
        return row

    def show_help(self) -> None:
        """What the authority means by this field, as a note that stays until a key is pressed."""
        from PySide6.QtWidgets import QWhatsThis

        if self.kind.help:
            place = self.editor.mapToGlobal(self.editor.rect().bottomLeft())
            QWhatsThis.showText(place, marks.plain_tip(f"{self.kind.label}：{self.kind.help}"), self)
