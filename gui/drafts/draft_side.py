"""Beside a draft: the number that was clicked, what is still to be done, and the section's data."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from exports.drafts.base import ComposedDraft, ComposedSection, Fact
from exports.drafts.phrases import plain
from exports.drafts.proofs import prove
from exports.drafts.terms import Term
from exports.drafts.tokens import Facts
from gui.drafts.draft_tasks import DraftTasks
from gui.figures.figure_panel import FigurePanel
from gui.look.marks import Words
from gui.look.theme import colours, role
from gui.shared.context import Context
from models.indicators.base import Value


class SectionData(QWidget):
    """The figures of one section, said or not, with last year beside them."""

    chosen = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._facts: tuple[Fact, ...] = ()
        self.title = Words("", "heading")
        self.title.setWordWrap(True)
        self.note = Words("", "caption")
        self.title.setContentsMargins(8, 0, 8, 0)
        self.note.setContentsMargins(8, 0, 8, 0)
        self.list = QListWidget()
        role(self.list, "plain")
        self.list.setWordWrap(True)
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.list.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName("本节数据")
        for signal in (self.list.itemActivated, self.list.itemClicked):
            signal.connect(lambda item: self.chosen.emit(self._facts[self.list.row(item)]))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 10, 4, 10)
        layout.addWidget(self.title)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.note)
        layout.addStretch()

    def show_section(self, section: ComposedSection, term: Term) -> None:
        """List the figures; last year is read beside the window."""
        shown = self._facts = section.data
        self.title.setText(section.title or section.part or "导语")
        unsaid = any(not fact.is_said for fact in shown)
        self.note.setText(
            "这一节没有来自台账的数字。" if not shown else "灰色的指标正文没有用到。" if unsaid else "")
        self.list.setVisible(bool(shown))
        self._write([""] * len(shown))

        def read() -> list[str]:
            facts = Facts(term)
            before = [prove(fact, facts).last_year for fact in shown]
            return [" · 上年 —" if value is None else f" · 上年 {_shown(value)}" for value in before]

        def arrived(words: list[str]) -> None:
            if shown is self._facts:
                self._write(words)

        self._context.worker.look_up(read, arrived)

    def _write(self, last_year: list[str]) -> None:
        row = self.list.currentRow()
        self.list.clear()
        for fact, before in zip(self._facts, last_year, strict=True):
            item = QListWidgetItem(f"{fact.label}\n{_shown(fact.value)} {fact.unit}{before}")
            item.setToolTip("")
            if not fact.is_said:
                item.setForeground(QColor(colours().muted))
            self.list.addItem(item)
        self.list.setCurrentRow(row)


class DraftSide(QTabWidget):
    """Three tabs: 数字, 待办, 本节数据."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._composed: ComposedDraft | None = None
        self._section = ""
        self.setDocumentMode(True)
        self.tabBar().setDrawBase(False)
        self.number = FigurePanel(context)
        self.tasks = DraftTasks()
        self.data = SectionData(context)
        self.addTab(self.number, "数字")
        self.addTab(self.tasks, "待办")
        self.addTab(self.data, "本节数据")
        self.data.chosen.connect(self.show_fact)
        self.currentChanged.connect(lambda _: self._show_data())
        self.setCurrentWidget(self.tasks)
        self.number.clear("点正文中带下划线的数字，这里显示它的口径、统计期、上年数和背后的记录。")

    def show_draft(self, composed: ComposedDraft) -> None:
        """Renew the tasks and the data."""
        self._composed = composed
        count = self.tasks.show_draft(composed)
        self.setTabText(1, f"待办 {count}" if count else "待办 ✓")
        self._show_data()

    def show_section(self, key: str) -> None:
        """Another section is being read."""
        if key != self._section:
            self._section = key
            self._show_data()

    def show_fact(self, fact: Fact) -> None:
        """A number and what proves it."""
        self.setCurrentWidget(self.number)
        if fact.figure is not None:
            self.number.show_figure(fact.figure)
        else:
            self.number.clear(
                f"{fact.label}：{plain(fact.value)}{fact.unit}\n\n{fact.definition}\n\n"
                f"{fact.period}　·　{fact.source}，不由记录计算。"
            )

    def _show_data(self) -> None:
        if self._composed is None or self.currentWidget() is not self.data:
            return
        sections = {section.key: section for section in self._composed.sections}
        section = sections.get(self._section) or self._composed.sections[0]
        self.data.show_section(section, self._composed.term)


def _shown(value: Value) -> str:
    """With separators, for columns of numbers."""
    return f"{value:,.0f}" if value == int(value) else f"{value:,.2f}"
