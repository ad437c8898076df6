"""The panel beside a number: its definition, unit, period, last year, and the records behind it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QBrush, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gui.figures.explain_dialog import ExpectedDialog, ExplainDialog, open_here
from gui.look.marks import Words, rule, tone
from gui.look.theme import role
from gui.shared.context import Context
from models import explaining
from models.indicators.base import Figure, Value
from models.indicators.kept import NOT_KEPT, value_before
from models.years_before import Before

LOW = 420

SHOWN_RECORDS = 300
"""More are opened as a list."""


@dataclass(frozen=True)
class Facts:
    """What was read about one figure, beside the window."""

    figure: Figure
    value: Value
    previous: Value | None
    """None when last year was not kept."""
    ids: list[int]
    titles: list[str]
    uncertain: list[tuple[int, str]]
    """Ids and titles of the records that might count too."""
    before: Before | None = None
    """Last year's number with where it comes from, where the page knows."""


def read_facts(figure: Figure, before: Before | None = None) -> Facts:
    """Compute the figure, last year's, and the titles of its records (a line with its owner)."""
    records = figure.records()
    previous = value_before(figure) if before is None else before.value
    return Facts(
        figure, figure.value(), previous, [r.id for r in records],
        [explaining.title_of(r) for r in records[:SHOWN_RECORDS]],
        [(r.id, explaining.title_of(r)) for r in figure.uncertain_records()[:SHOWN_RECORDS]],
        before,
    )


def number(value: Value, unit: str) -> str:
    """A value with separators and its unit."""
    plain = value == int(value)
    return f"{int(value):,} {unit}" if plain else f"{value:,.2f} {unit}"


class FigurePanel(QWidget):
    """Shows one figure; a double click or Enter on a record opens it."""

    opened = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._facts: Facts | None = None
        self._wanted: Figure | None = None
        self.opens_here = False
        """Whether a record is edited above this page, so that its number stays in sight."""
        self.title = self._words("heading")
        self.value = self._words("number")
        self.compared = self._words("muted")
        self.definition = self._words("")
        self.definition.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.origin = self._words("caption")
        self.warning = self._words("mark-warn")
        self.list = QListWidget()
        self.list.setAccessibleName("数字背后的记录")
        self.list.setAlternatingRowColors(True)
        self.list.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.itemActivated.connect(self._open)
        self.count = self._words("caption")
        self.open_button = QPushButton("打开列表")
        self.open_button.clicked.connect(self._open_list)
        self.why_button = QPushButton("与上年为何不同")
        self.why_button.clicked.connect(self._explain)
        self.expect_button = QPushButton("对一个数…")
        self.expect_button.clicked.connect(self._expect)
        for button in (self.why_button, self.expect_button):
            role(button, "flat")
        self._lay_out()
        self.clear()

    def _words(self, role_name: str) -> Words:
        words = Words("", role_name, self)
        words.setWordWrap(True)
        words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return words

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 12, 14, 12)
        layout.setSpacing(6)
        for widget in (self.title, self.value, self.compared, rule(), self.definition,
                       self.origin, self.warning):
            layout.addWidget(widget)
        line = QHBoxLayout()
        line.addWidget(self.count, 1)
        line.addWidget(self.open_button)
        asking = QHBoxLayout()
        asking.addWidget(self.why_button)
        asking.addWidget(self.expect_button)
        asking.addStretch(1)
        layout.insertLayout(3, asking)
        layout.addLayout(line)
        layout.addWidget(self.list, 100)
        layout.addStretch(1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a low window the source gives its room to the definition."""
        super().resizeEvent(event)
        self.origin.setVisible(bool(self.origin.text()) and self.height() >= LOW)

    def clear(self, words: str = "点一个数字，这里显示它的口径和背后的记录。") -> None:
        """Show only a sentence."""
        self._facts = self._wanted = None
        for label in (self.title, self.value, self.compared, self.origin, self.warning, self.count):
            label.setText("")
            label.setVisible(False)
        self.definition.setText(words)
        role(self.definition, "muted")
        self.list.clear()
        self.list.setVisible(False)
        for button in (self.open_button, self.why_button, self.expect_button):
            button.setVisible(False)

    def show_figure(self, figure: Figure, before: Before | None = None) -> None:
        """Read the figure beside the window and show it; a later wish wins over an earlier one."""
        self._wanted = figure
        self._context.worker.look_up(lambda: read_facts(figure, before), self._arrived)

    def _arrived(self, facts: Facts) -> None:
        if facts.figure != self._wanted:
            return
        self._facts = facts
        figure, indicator = facts.figure, facts.figure.indicator
        self._set(self.title, figure.label)
        self._set(self.value, number(facts.value, figure.unit))
        self._set(self.compared, f"{_compared(facts)}　·　{figure.period.label}")
        role(self.definition, "")
        self._set(self.definition, f"口径：{indicator.definition}")
        scope = f"　范围：{indicator.scope}" if indicator.scope else ""
        self._set(self.origin, f"依据：{indicator.source}{scope}　指标 {figure.id}")
        self.origin.setVisible(self.height() >= LOW)
        self._set(self.warning, f"! 另有 {len(facts.uncertain)} 条记录缺日期或缺值，也可能计入（列在最后，标“？”）。"
                  if facts.uncertain else "")
        self.why_button.setVisible(facts.previous is not None and facts.previous != facts.value)
        self.expect_button.setVisible(True)
        label = indicator.entity.label
        self._set(self.count, f"{label} {len(facts.ids):,} 条" if facts.ids else "背后没有记录")
        self._fill_list(facts)

    def _fill_list(self, facts: Facts) -> None:
        self.list.clear()
        for record_id, title in zip(facts.ids, facts.titles, strict=False):
            item = QListWidgetItem(title)
            item.setData(Qt.ItemDataRole.UserRole, record_id)
            item.setToolTip("")
            self.list.addItem(item)
        for record_id, title in facts.uncertain:
            item = QListWidgetItem(f"？ {title}")
            item.setData(Qt.ItemDataRole.UserRole, record_id)
            item.setForeground(QBrush(tone("warn")))
            item.setToolTip("")
            self.list.addItem(item)
        self.list.setVisible(bool(facts.ids or facts.uncertain))
        self.open_button.setVisible(bool(facts.ids))

    @staticmethod
    def _set(label: Words, text: str) -> None:
        label.setText(text)
        label.setVisible(bool(text))

    def _open(self, item: QListWidgetItem) -> None:
        if self._facts is not None:
            entity = self._facts.figure.indicator.entity
            self._open_owner(entity, item.data(Qt.ItemDataRole.UserRole))

    def _explain(self) -> None:
        if self._facts is None:
            return
        figure = self._facts.figure
        self._context.worker.look_up(
            lambda: explaining.explain(figure.previous(), figure), self._explained)

    def _explained(self, found: explaining.Explanation) -> None:
        facts = self._facts
        if facts is None:
            return
        figure = facts.figure
        title = f"{figure.label}（按记录逐条比较）"
        labels = (figure.previous().period.label, figure.period.label)
        ExplainDialog(title, found, labels=labels, context=self._context, parent=self).exec()

    def _expect(self) -> None:
        if self._facts is not None:
            ExpectedDialog(self._facts.figure, self._facts.value, self._context, self).exec()

    def _open_owner(self, entity: Any, record_id: int) -> None:
        """A line is opened in the form of the record it is part of."""
        if self.opens_here:
            open_here(self._context, entity, record_id, self)
            return
        link = entity.owner_link()
        if link is None:
            self._context.open_record(entity, record_id)
        else:
            record = entity.get_by_id(record_id)
            self._context.open_record(link.rel_model, link.read(record))

    def _open_list(self) -> None:
        if self._facts is None:
            return
        figure = self._facts.figure
        entity: Any = figure.indicator.entity
        ids = list(self._facts.ids)
        link = entity.owner_link()
        if link is not None:
            owners = entity.select(link).where(entity.id.in_(ids)).tuples()
            ids, entity = sorted({row[0] for row in owners}), link.rel_model
        title = f"{figure.period.label} {figure.label}：{number(self._facts.value, figure.unit)}"
        self._context.open_list(entity, ids, title)


def _compared(facts: Facts) -> str:
    if facts.previous is None:
        return NOT_KEPT
    before = number(facts.previous, facts.figure.unit)
    origin = f"（{facts.before.words}）" if facts.before else ""
    return f"上年 {before}{origin}，{_change(facts.value, facts.previous)}"


def _change(value: Value, previous: Value) -> str:
    if value == previous:
        return "持平"
    more = value - previous
    plain = f"{abs(int(more)):,}" if more == int(more) else f"{abs(more):,.2f}"
    return f"{'增加' if more > 0 else '减少'} {plain}"
