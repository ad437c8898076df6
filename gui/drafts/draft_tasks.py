"""What is still to be done to a draft: 待补, 待确认 and changed numbers in hand-written words."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QDoubleValidator
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from exports.drafts.base import (
    ComposedDraft,
    ComposedParagraph,
    OpenPoint,
    ToConfirm,
    TypedFact,
    Unmentioned,
)
from gui.look.buttons import push_button
from gui.look.marks import Words, rule
from gui.look.theme import role

MOST_TITLES = 4
"""So many unmentioned records of a register are named; the rest are behind the button."""


class DraftTasks(QScrollArea):
    """Each task with the button that does it."""

    edit_wanted = Signal(str)
    accepted = Signal(str)
    """A paragraph by hand whose numbers of today are taken."""
    typed = Signal(object, float, bool)
    """A fact, its number, and whether that confirms it."""
    records_wanted = Signal(str, object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setAccessibleName("待补与待确认")

    def show_draft(self, composed: ComposedDraft) -> int:
        """List what is open; returns how many there are."""
        page = QWidget()
        role(page, "page")
        layout = QVBoxLayout(page)
        layout.setContentsMargins(14, 10, 12, 12)
        layout.setSpacing(8)
        stale = [paragraph for paragraph in composed.paragraphs() if paragraph.stale]
        groups: tuple[tuple[str, list[QWidget]], ...] = (
            ("待确认", [self._to_confirm(task) for task in composed.to_confirm]),
            ("人工段落中数字有变", [self._stale(paragraph) for paragraph in stale]),
            ("待补", [self._open_point(point) for point in composed.open_points]),
        )
        count = 0
        self._add_reminders(layout, composed)
        for title, tasks in groups:
            if tasks:
                layout.addWidget(Words(f"{title} {len(tasks)}", "heading"))
                for task in tasks:
                    layout.addWidget(task)
                    layout.addWidget(rule())
                count += len(tasks)
        if not count:
            layout.addWidget(Words("✓ 没有待补和待确认的内容", "mark-good"))
        self._add_unmentioned(layout, composed)
        layout.addStretch(1)
        self.setWidget(page)
        return count

    def _add_reminders(self, layout: QVBoxLayout, composed: ComposedDraft) -> None:
        """When the paper is due: the late ones first, in the colour of a warning."""
        if composed.reminders:
            layout.addWidget(Words("报送期限", "heading"))
        for reminder in composed.reminders:
            left = reminder.days_left
            when = f"已过 {-left} 天" if left < 0 else ("今天" if left == 0 else f"还有 {left} 天")
            text = Words(f"{reminder.what}　{when}", "mark-warn" if left <= 0 else "muted")
            text.setWordWrap(True)
            layout.addWidget(text)
        if composed.reminders:
            layout.addWidget(rule())

    def _add_unmentioned(self, layout: QVBoxLayout, composed: ComposedDraft) -> None:
        """总结未提到的记录, a card for each register; no task, so that they are not counted."""
        registers: dict[tuple[str, str], list[Unmentioned]] = {}
        for record in composed.unmentioned:
            registers.setdefault((record.entity, record.label), []).append(record)
        if registers:
            layout.addWidget(Words(f"总结未提到的记录 {len(composed.unmentioned)}", "heading"))
        for (entity, label), records in registers.items():
            titles = "；".join(f"{each.title}（{each.day}）" for each in records[:MOST_TITLES])
            more = "等" if len(records) > MOST_TITLES else ""
            card, inner = _card(f"{label} {len(records)} 条", titles + more)
            ids = [each.id for each in records]
            row = QHBoxLayout()
            row.addWidget(push_button("打开记录", lambda e=entity, i=ids, t=label: (
                self.records_wanted.emit(e, i, f"总结未提到的{t}"))))
            row.addStretch(1)
            inner.addLayout(row)
            layout.addWidget(card)
            layout.addWidget(rule())

    def _to_confirm(self, task: ToConfirm) -> QWidget:
        fact = task.incident.fact
        card, layout = _card(f"是否发生{fact.label}", f"{task.place} · 确认后才写入正文")
        row = QHBoxLayout()
        zero = push_button("未发生", lambda: self.typed.emit(fact, 0.0, True))
        zero.setAccessibleName(f"确认{fact.label}为 0")
        row.addWidget(zero)
        row.addWidget(Words("发生", "muted"))
        self._number_row(row, fact, confirms=True, words="确认")
        layout.addLayout(row)
        return card

    def _open_point(self, point: OpenPoint) -> QWidget:
        card, layout = _card(point.what, point.place)
        row = QHBoxLayout()
        if point.fact is not None:
            self._number_row(row, point.fact, confirms=False, words="填入")
        elif point.paragraph:
            key = point.paragraph
            row.addWidget(push_button("去写这一段", lambda: self.edit_wanted.emit(key)))
        elif point.entity:
            words = "打开记录" if point.record_ids else "去填写"
            row.addWidget(push_button(words, lambda: self.records_wanted.emit(
                point.entity, list(point.record_ids), point.what)))
        row.addStretch(1)
        layout.addLayout(row)
        return card

    def _stale(self, paragraph: ComposedParagraph) -> QWidget:
        changed = "；".join(f"{stale.old} → {stale.new}" for stale in paragraph.stale)
        card, layout = _card(changed, paragraph.text[:28] + "…")
        key = paragraph.key
        row = QHBoxLayout()
        row.addWidget(push_button(
            "接受", lambda: self.accepted.emit(key), tip="用现在的数字，文字不变"))
        row.addWidget(push_button("核对这一段", lambda: self.edit_wanted.emit(key)))
        row.addStretch(1)
        layout.addLayout(row)
        return card

    def _number_row(self, row: QHBoxLayout, fact: TypedFact, *, confirms: bool, words: str) -> None:
        field = QLineEdit()
        field.setFixedWidth(44)
        field.setAccessibleName(f"{fact.label}（{fact.unit}）")
        field.setValidator(QDoubleValidator(0, 999999, 2, field))

        def keep() -> None:
            if field.hasAcceptableInput():
                self.typed.emit(fact, float(field.text()), confirms)

        field.returnPressed.connect(keep)
        row.addWidget(field)
        row.addWidget(Words(fact.unit, "muted"))
        row.addWidget(push_button(words, keep))
        row.addStretch(1)


def _card(words: str, place: str) -> tuple[QFrame, QVBoxLayout]:
    card = QFrame()
    layout = QVBoxLayout(card)
    layout.setContentsMargins(0, 2, 0, 4)
    layout.setSpacing(4)
    text = Words(words)
    text.setWordWrap(True)
    layout.addWidget(text)
    where = Words(place, "caption")
    where.setWordWrap(True)
    layout.addWidget(where)
    return card, layout


