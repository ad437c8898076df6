"""打印前检查: what the rules find about a record, answerable in place, and how its days count."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from gui.checks.check_list_model import SIGNS, TONES
from gui.look.buttons import push_button
from gui.look.dialog_size import open_at
from gui.look.marks import Words
from gui.look.theme import role
from gui.shared import siblings
from gui.shared.context import Context
from gui.shared.progress import run_with_progress
from models.checks import Found
from models.checks.answers import Place, give, withdraw
from models.checks.base import CERTAINTIES, SEVERITIES
from models.checks.before_printing import Counted, Review, Told, name_of, review
from models.entity import Entity

RENEW_MS = 180
ASK = "写明为什么可以这样，或已怎样办理"


def summary(found: Review) -> str:
    """✕ 错误 2　! 警告 1　✓ 已答复 1; blank when nothing was found."""
    parts = [
        f"{SIGNS[mark]} {words} {found.count(mark)}"
        for mark, words in SEVERITIES.items() if found.count(mark)
    ]
    answered = sum(bool(each.answer) for each in found.found)
    return "　".join([*parts, *([f"✓ 已答复 {answered}"] if answered else [])])


class FindingCard(QFrame):
    """One finding: what, why, whose rule, how sure; and the reason why it may stand."""

    def __init__(self, told: Told, *, with_title: bool, draft: str = "") -> None:
        super().__init__()
        role(self, "card")
        self.told = told
        found = told.found
        self.answer = QLineEdit(draft or found.answer)
        self.answer.setPlaceholderText(ASK)
        self.answer.setAccessibleName(f"{found.check.label}：{ASK}")
        self.keep = push_button("记下答复", tip="写明原因后不再提示，数据改动后重新检查（Enter）")
        self.open_answer = push_button(
            "改答复" if found.answer else "答复…", tip="写明原因，不再提示", look="flat"
        )
        self.take_back = push_button("撤回答复", tip="重新提示", look="flat")
        self.open_answer.clicked.connect(lambda: self._show_answer(focus=True))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 9, 12, 10)
        layout.setSpacing(4)
        layout.addLayout(self._head())
        for words in self._words(with_title=with_title):
            layout.addWidget(words)
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self.answer, 1)
        row.addWidget(self.keep)
        layout.addLayout(row)
        is_open = bool(draft) or (found.severity == "E" and not found.answer)
        self.answer.setVisible(False)
        self.keep.setVisible(False)
        self.take_back.setVisible(bool(found.answer))
        if is_open:
            self._show_answer(focus=False)

    def _head(self) -> QHBoxLayout:
        found = self.told.found
        tone = TONES[found.severity]
        mark = Words(
            f"✓ 已答复 · {SEVERITIES[found.severity]}" if found.answer
            else f"{SIGNS[found.severity]} {SEVERITIES[found.severity]}",
            "mark-good" if found.answer else "muted" if tone == "muted" else f"mark-{tone}",
        )
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(mark)
        label = _wrapped(found.check.label, "heading")
        row.addWidget(label, 1)
        for button in (self.open_answer, self.take_back):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _words(self, *, with_title: bool) -> list[Words]:
        found, told = self.told.found, self.told
        sign = "✓" if told.certainty in ("V", "O") else "?" if told.certainty == "U" else "!"
        whose = f"{told.title}：" if with_title else ""
        lines = [
            _wrapped(f"{whose}{found.finding.words}", ""),
            _wrapped(f"为什么　{found.check.why}", "muted"),
            _wrapped(f"依据　　{told.source}　（{sign} {CERTAINTIES[told.certainty]}）", "muted"),
        ]
        if found.answer:
            lines.append(_wrapped(f"答复　　{found.answer}", "mark-good"))
        return lines

    def _show_answer(self, *, focus: bool) -> None:
        self.open_answer.setVisible(False)
        self.answer.setVisible(True)
        self.keep.setVisible(True)
        if focus:
            self.answer.setFocus()


class CheckView(QScrollArea):
    """A review as cards, the gravest first, and below them the counting line by line.

    Answers are kept at once; whoever shows the view looks again when the change is announced.
    """

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.review = Review()
        self.cards: list[FindingCard] = []
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("打印前检查的结果")

    def show_review(self, found: Review) -> None:
        """Show other findings; reasons that are being typed stay."""
        if self.cards and found == self.review:
            return
        drafts = {
            card.told.found.place: card.answer.text() for card in self.cards
            if card.answer.text().strip() and card.answer.text() != card.told.found.answer
        }
        had_focus, at = self._has_keyboard(), self.verticalScrollBar().value()
        self.review = found
        inside = QWidget()
        role(inside, "page")
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(0, 0, 6, 0)
        layout.setSpacing(8)
        self._fill(layout, drafts)
        layout.addStretch(1)
        self.setWidget(inside)
        self.verticalScrollBar().setValue(at)
        if had_focus:
            self._focus_next()

    def words(self) -> str:
        """Everything that is said, for tests and for reading aloud."""
        return "\n".join(label.text() for label in self.widget().findChildren(Words))

    def keep(self, card: FindingCard) -> None:
        """Keep the reason typed on a card."""
        found, reason = card.told.found, card.answer.text().strip()
        if not reason:
            card.answer.setFocus()
            self._context.say("请先写明原因，再记下答复")
            return
        run_with_progress(
            self, self._context.worker, "答复检查", lambda _: give(found, reason)
        )

    def take_back(self, found: Found) -> None:
        """The finding speaks again."""
        run_with_progress(self, self._context.worker, "撤回答复", lambda _: withdraw(found))

    def _fill(self, layout: QVBoxLayout, drafts: dict[Place, str]) -> None:
        with_title = len({told.title for told in self.review.told}) > 1
        self.cards = [
            FindingCard(
                told, with_title=with_title, draft=drafts.get(told.found.place, "")
            )
            for told in self.review.told
        ]
        if not self.cards:
            layout.addWidget(_wrapped("✓ 规则没有发现问题。", "mark-good"))
        for card in self.cards:
            card.keep.clicked.connect(partial(self._keep, card))
            card.answer.returnPressed.connect(partial(self.keep, card))
            card.take_back.clicked.connect(partial(self._take_back, card))
            layout.addWidget(card)
        for counted in self.review.counted:
            layout.addWidget(_counting(counted, with_title=len(self.review.counted) > 1))

    def _keep(self, card: FindingCard, _checked: bool = False) -> None:
        self.keep(card)

    def _take_back(self, card: FindingCard, _checked: bool = False) -> None:
        self.take_back(card.told.found)

    def _has_keyboard(self) -> bool:
        focus = self.focusWidget()
        return focus is not None and self.isAncestorOf(focus) and focus.hasFocus()

    def _focus_next(self) -> None:
        """The next error without an answer, so that several are answered one after another."""
        waits = [c for c in self.cards if c.told.found in self.review.blocking]
        if waits:
            waits[0].answer.setFocus()


class RecordCheckDialog(QDialog):
    """The check of some records before anything is printed from them."""

    def __init__(
        self, entity: type[Entity], record_ids: Sequence[int], context: Context,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._context, self._entity, self._ids = context, entity, list(record_ids)
        self._serial = 0
        self.is_waiting = True
        self.view = CheckView(context)
        self.state = Words("正在检查…", "heading")
        self.hint = _wrapped("", "caption")
        self._timer = QTimer(self, singleShot=True, interval=RENEW_MS)
        self._timer.timeout.connect(self.renew)
        context.changes.changed.connect(lambda _: self._timer.start())
        self._build()
        self.renew()

    def renew(self) -> None:
        """Look again beside the window; a later wish wins."""
        self._serial += 1
        serial, entity, ids = self._serial, self._entity, list(self._ids)
        self.is_waiting = True
        self._context.worker.look_up(
            lambda: review([entity.get_by_id(each) for each in ids]),
            lambda found: self._arrived(serial, found),
        )

    def _arrived(self, serial: int, found: Review) -> None:
        if serial != self._serial:
            return
        self.is_waiting = False
        waits = len(found.blocking)
        self.state.setText(summary(found) or "✓ 规则没有发现问题")
        self.hint.setText(
            f"有 {waits} 项错误没有答复：正式的表可以预览，不能打印出具。请改正记录，或写明为什么可以这样。"
            if waits else "没有未答复的错误，可以打印。警告和提示也可以写明原因，数据不变就不再提示。"
        )
        self.view.show_review(found)

    def _build(self) -> None:
        first = str(self._entity.get_by_id(self._ids[0]))
        count = len(self._ids)
        who = first if count == 1 else f"{first} 等 {count} 条"
        self.setWindowTitle(f"{name_of(self._entity)} - {who}")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 14, 12)
        layout.setSpacing(8)
        for label in (_wrapped(who, "title"), self.state, self.hint):
            layout.addWidget(label)
        layout.addWidget(self.view, 1)
        row = QHBoxLayout()
        row.addStretch(1)
        self.print_button = push_button("打印…", self._print, tip="选择要打印的表")
        self.print_button.setVisible(siblings.can_print(self._entity))
        close = push_button("关闭", self.accept, tip="关闭（Esc）")
        for button in (self.print_button, close):
            row.addWidget(button)
        layout.addLayout(row)
        open_at(self, 58, 46)

    def _print(self) -> None:
        self.accept()
        self._context.print_records(self._entity, self._ids)


def _wrapped(text: str, name: str) -> Words:
    label = Words(text, name)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def _counting(counted: Counted, *, with_title: bool) -> QFrame:
    card = QFrame()
    role(card, "card")
    layout = QVBoxLayout(card)
    layout.setContentsMargins(14, 9, 12, 10)
    layout.setSpacing(3)
    title = f"怎么算的：{counted.title}" if with_title else "怎么算的"
    layout.addWidget(_wrapped(title, "heading"))
    for line in counted.lines:
        layout.addWidget(_wrapped(line, ""))
    return card
