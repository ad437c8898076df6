"""工作总结: the draft of the year, alive: every number opens, every paragraph can be rewritten."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidgetItem,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from exports.drafts import DRAFTS, ComposedDraft, compose
from exports.drafts.base import TypedFact, kept_code
from exports.drafts.hand_edits import discard_words, keep_words, leave_out, type_value
from exports.drafts.terms import Term
from gui.drafts.draft_deeds import DraftDeeds
from gui.drafts.draft_outline import DraftOutline
from gui.drafts.draft_sheet import DraftSheet
from gui.drafts.draft_side import DraftSide
from gui.look import messages
from gui.look.buttons import push_button
from gui.look.marks import CutWords
from gui.look.theme import role, theme
from gui.shared.context import Context
from models.entities import entity_by_key
from models.errors import UserError
from models.kept_cross_tables import take_out_of_draft

WIDE, NARROW = [226, 626, 300], [150, 412, 260]
"""Widths of outline, text and side in pixels; the text takes what there is more."""
NARROW_BELOW = 960
RENEW_MS = 300
"""Changes that arrive together renew the text once."""


class DraftPage(QWidget):
    """One draft of DRAFTS for the year of the window."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._draft = DRAFTS[0]
        self._asked = 0
        self._is_narrow = False
        self.composed: ComposedDraft | None = None
        self.outline = DraftOutline()
        self.sheet = DraftSheet()
        self.side = DraftSide(context)
        self.state = CutWords("muted")
        self.export_button = QPushButton("导出 Word")
        self.deeds = DraftDeeds(
            self, context, composed=lambda: self.composed, look=self.edit)
        self.tools = QHBoxLayout()
        self.term_choice = QComboBox()
        self.optional = QCheckBox()
        self.renew_timer = QTimer(self, singleShot=True, interval=RENEW_MS)
        self._build()
        self._connect()
        self.renew()

    def renew(self) -> None:
        """Compose again beside the window; a later wish wins over an earlier one."""
        self._asked += 1
        asked, draft, term = self._asked, self._draft, self.term
        self.state.set_words("正在汇总…")

        def arrived(composed: ComposedDraft) -> None:
            if asked == self._asked:
                self.show_draft(composed)

        self._context.worker.look_up(lambda: compose(draft, term), arrived)

    def show_draft(self, composed: ComposedDraft) -> None:
        """Draw what was composed, unless a paragraph is just being written."""
        if self.sheet.is_editing:
            self.renew_timer.start()
            return
        self.composed = composed
        self.sheet.show_draft(composed)
        self.side.show_draft(composed)
        self.outline.show_draft(composed)
        by_hand = sum(paragraph.is_by_hand for paragraph in composed.paragraphs())
        words = [
            f"待补 {len(composed.open_points)}" if composed.open_points else "",
            f"待确认 {len(composed.to_confirm)}" if composed.to_confirm else "",
            composed.term.label, f"数字 {len(composed.facts)} 个",
            f"人工 {by_hand} 段" if by_hand else "",
        ]
        self.optional.blockSignals(True)
        self.optional.setChecked(not composed.left_out)
        self.optional.blockSignals(False)
        self.state.set_words("　·　".join(word for word in words if word))

    def export(self) -> None:
        """Save the paper as a Word file; what is still open is said first."""
        composed = self.composed
        if composed is None:
            return
        still = len(composed.open_points) + len(composed.to_confirm)
        if still and not messages.ask(
            self, f"还有 {still} 项待补或待确认。", "待补处会以【待补：…】写进文件，未确认的句子不写。",
            yes="仍然导出", no="先去补齐",
        ):
            self.side.setCurrentWidget(self.side.tasks)
            return
        self.deeds.export()

    def edit(self, key: str) -> None:
        """Show a paragraph and begin to edit it."""
        self.sheet.edit(key)

    def _keep(self, key: str, words: str) -> None:
        self._write(lambda: keep_words(self._code, self._context.year, key, words))

    def _restore(self, key: str) -> None:
        self._write(lambda: discard_words(self._code, self._context.year, key))

    def _accept(self, key: str) -> None:
        """Today's numbers for a paragraph by hand (接受)."""
        from exports.drafts.taking_over import accept_numbers

        composed = self.composed
        if composed is not None:
            paragraph = next(p for p in composed.paragraphs() if p.key == key)
            self._write(lambda: accept_numbers(composed, paragraph))

    def _take_out(self, exhibit_id: int) -> None:
        self._write(lambda: take_out_of_draft(exhibit_id))

    def _type(self, fact: TypedFact, number: float, confirms: bool) -> None:
        day = date.today() if confirms else None
        self._write(lambda: type_value(fact, self.term, number, confirmed_on=day))

    def _write(self, act: object) -> None:
        try:
            act()  # type: ignore[operator]
        except UserError as error:
            messages.show_error(self, error)

    def _follow(self, token: str) -> None:
        if self.composed is not None and token in self.composed.facts:
            self.side.show_fact(self.composed.facts[token])

    def _open_records(self, key: str, ids: list[int], title: str) -> None:
        entity = entity_by_key(key)
        if ids:
            self._context.open_list(entity, ids, title)
        else:
            self._context.navigate("settings")

    def _go(self, item: QListWidgetItem) -> None:
        key = item.data(Qt.ItemDataRole.UserRole)
        if key:
            self.sheet.go_to(key)
            self.side.show_section(key)

    def _passed(self, key: str) -> None:
        self.side.show_section(key)
        self.outline.choose(key)

    @property
    def term(self) -> Term:
        """The year of the window, or the half or quarter of it that was chosen."""
        year, chosen = self._context.year, self.term_choice.currentData()
        return Term(year, *chosen) if chosen else self._draft.term(year)

    @property
    def _code(self) -> str:
        return kept_code(self._draft.code, self.term)

    def _choose(self, row: int) -> None:
        self._draft = DRAFTS[row]
        self._fill_terms()
        self.renew()

    def _fill_terms(self) -> None:
        """The halves or quarters of the draft, and the optional sections it may leave out."""
        year = self._context.year
        usual, terms = self._draft.term(year), self._draft.terms(year)
        self.term_choice.blockSignals(True)
        self.term_choice.clear()
        for term in terms:
            self.term_choice.addItem(term.short, (term.kind, term.number))
        self.term_choice.setCurrentIndex(terms.index(usual))
        self.term_choice.blockSignals(False)
        self.term_choice.setVisible(len(terms) > 1)
        optional = [s for part in self._draft.parts for s in part.sections if s.is_optional]
        self.optional.setVisible(bool(optional))
        if optional:
            self.optional.setText(optional[0].title)
            self.optional.setToolTip(f"写“{optional[0].title}”一节")

    def _leave_out(self, is_in: bool) -> None:
        """Take the optional section in or out; what was written of it is kept."""
        section = next(s for p in self._draft.parts for s in p.sections if s.is_optional)
        self._write(lambda: leave_out(self._code, self._context.year, section, out=not is_in))

    def _build(self) -> None:
        cards = []
        for inner in (self.outline, self.side):
            card = QFrame()
            role(card, "card")
            layout = QVBoxLayout(card)
            layout.setContentsMargins(1, 4, 1, 4)
            layout.addWidget(inner)
            cards.append(card)
        self._whole = whole = QSplitter(Qt.Orientation.Horizontal)
        for widget in (cards[0], self.sheet, cards[1]):
            whole.addWidget(widget)
            whole.setCollapsible(whole.count() - 1, False)
        whole.setStretchFactor(1, 1)
        whole.setSizes(WIDE)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(10)
        layout.addLayout(self._bar())
        layout.addWidget(whole, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow window (1366 at 150 %) gives its room to the text."""
        super().resizeEvent(event)
        is_narrow = self.width() < NARROW_BELOW
        if is_narrow != self._is_narrow:
            self._is_narrow = is_narrow
            self._whole.setSizes(NARROW if is_narrow else WIDE)
            self.sheet.set_narrow(is_narrow)

    def _bar(self) -> QHBoxLayout:
        bar = QHBoxLayout()
        heading = QLabel("工作总结")
        role(heading, "title")
        role(self.export_button, "primary")
        self.export_button.setShortcut("Ctrl+E")
        self.export_button.setToolTip("存为 Word 文档，附数据说明表（Ctrl+E）")
        bar.addWidget(heading)
        if len(DRAFTS) > 1:
            choice = QComboBox()
            choice.addItems([draft.label for draft in DRAFTS])
            choice.setAccessibleName("文稿")
            choice.currentIndexChanged.connect(self._choose)
            bar.addWidget(choice)
        self.term_choice.setAccessibleName("统计期")
        bar.addWidget(self.term_choice)
        bar.addWidget(self.optional)
        self._fill_terms()
        bar.addSpacing(12)
        bar.addWidget(self.state, 1)
        # Room for whoever else has a deed to offer beside the draft (校对一份已写好的报告).
        bar.addLayout(self.tools)
        self.tools.addWidget(push_button("校对报告…", self._context.proofread, tip="校对一份已写好的报告"))
        bar.addWidget(self.deeds.button())
        bar.addWidget(self.export_button)
        return bar

    def _connect(self) -> None:
        self.outline.itemClicked.connect(self._go)
        self.outline.itemActivated.connect(self._go)
        self.sheet.number_wanted.connect(self._follow)
        self.sheet.kept.connect(self._keep)
        self.sheet.restored.connect(self._restore)
        self.sheet.accepted.connect(self._accept)
        self.sheet.section_passed.connect(self._passed)
        self.sheet.exhibit_removed.connect(self._take_out)
        self.side.tasks.edit_wanted.connect(self.sheet.edit)
        self.side.tasks.accepted.connect(self._accept)
        self.side.tasks.typed.connect(self._type)
        self.side.tasks.records_wanted.connect(self._open_records)
        self.export_button.clicked.connect(self.export)
        self.renew_timer.timeout.connect(self.renew)
        self.term_choice.currentIndexChanged.connect(lambda _: self.renew())
        self.optional.toggled.connect(self._leave_out)
        self._context.year_changed.connect(lambda _: (self._fill_terms(), self.renew()))
        self._context.changes.changed.connect(lambda _: self.renew_timer.start())
        theme().changed.connect(self._redraw)

    def _redraw(self) -> None:
        if self.composed is not None:
            self.show_draft(self.composed)
