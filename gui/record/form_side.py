"""The side of a form: what must be mended, who may be the same, what is inferred or missing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from gui.fields import choices
from gui.look.marks import LinkButton, Words
from gui.look.theme import role
from gui.record.saving import Likeness
from models.entity import Entity


@dataclass(frozen=True)
class SideItem:
    """A line that leads somewhere when it is pressed."""

    text: str
    action: Callable[[], None]


class FormSide(QScrollArea):
    """Groups that are only there when they have something to say.

    record_wanted: (entity, id) of a likeness that was pressed; compare_wanted: to be compared
    with the record of the form and merged. can_compare: whether that record is kept already.
    """

    record_wanted = Signal(object, int)
    compare_wanted = Signal(object, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName("提示栏")
        inside = QWidget()
        role(inside, "page")
        self.setWidget(inside)
        self._layout = QVBoxLayout(inside)
        self._layout.setContentsMargins(14, 12, 12, 12)
        self._layout.setSpacing(14)
        self._groups: dict[str, QWidget] = {}
        for name in ("faults", "likes", "hints", "inferred", "missing"):
            group = QWidget()
            QVBoxLayout(group).setContentsMargins(0, 0, 0, 0)
            group.layout().setSpacing(2)
            self._groups[name] = group
            self._layout.addWidget(group)
        self.calm = Words("✓ 没有待补项", "caption")
        self.record_note = Words("", "caption")
        self.record_note.setWordWrap(True)
        self._layout.addWidget(self.calm)
        self._layout.addWidget(self.record_note)
        self._layout.addStretch(1)
        self._shown: dict[str, Any] = {}
        self.can_compare = False

    def set_faults(self, items: Sequence[SideItem]) -> None:
        """需改正: each line leads to its field."""
        self._fill("faults", (f"✕ 需改正 {len(items)}", "mark-bad"), items)

    def set_hints(self, items: Sequence[SideItem]) -> None:
        """提示: worth a second look; each line leads to its field."""
        self._fill(
            "hints", (f"◦ 提示 {len(items)}", "heading"), items, note="只供核对，不影响保存",
        )

    def set_inferred(self, items: Sequence[SideItem], accept_all: Callable[[], None]) -> None:
        """推断: each line takes its value over."""
        lines = list(items)
        if len(items) > 1:
            lines.append(SideItem("全部采用", accept_all))
        self._fill(
            "inferred", (f"推断 {len(items)}", "heading"), lines, note="由其他内容得出，点一下采用",
        )

    def set_missing(self, items: Sequence[SideItem]) -> None:
        """待补: each line leads to its field."""
        self._fill(
            "missing", (f"… 待补 {len(items)}", "heading"), items, note="可先保存，以后补全；确无此项按 Ctrl+/",
        )
        self.calm.setVisible(not items and not self._shown.get("inferred", ("", ()))[1])

    def set_record(self, record: Entity) -> None:
        """When the record was entered and last changed."""
        moments = [("录入", record.created_at), ("最后修改", record.changed_at)]
        shown = [f"{word} {moment[:16]}" for word, moment in moments if moment]
        self.record_note.setText("\n".join(shown))
        self.record_note.setVisible(bool(shown))

    def set_likenesses(self, found: Sequence[Likeness]) -> None:
        """可能重复: each card opens the record."""
        key = (self.can_compare, *((each.record.id, each.reason) for each in found))
        if self._shown.get("likes") == key:
            return
        self._shown["likes"] = key
        layout = self._cleared("likes")
        self._groups["likes"].setVisible(bool(found))
        if not found:
            return
        is_same = any(each.is_same for each in found)
        title = "! 可能重复" if is_same else "相近的记录"
        layout.addWidget(Words(f"{title} {len(found)}", "mark-warn" if is_same else "heading"))
        for each in found:
            layout.addWidget(self._card(each))

    def _card(self, likeness: Likeness) -> QWidget:
        card = QFrame()
        role(card, "card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(8, 6, 8, 6)
        inside.setSpacing(1)
        record = likeness.record
        link = LinkButton(str(record))
        link.setAccessibleName(f"打开{record.label}{record}，{likeness.reason}")
        link.clicked.connect(lambda: self.record_wanted.emit(type(record), record.id))
        inside.addWidget(link)
        for words in (choices.describe(record), likeness.reason):
            if words:
                line = Words(words, "caption")
                line.setWordWrap(True)
                line.setContentsMargins(5, 0, 0, 0)
                inside.addWidget(line)
        if self.can_compare and likeness.record.duplicate_keys:
            compare = LinkButton("比较、合并…")
            compare.clicked.connect(lambda: self.compare_wanted.emit(type(record), record.id))
            inside.addWidget(compare)
        return card

    def _fill(
        self, name: str, title: tuple[str, str], items: Sequence[SideItem], *, note: str = "",
    ) -> None:
        """Rebuild a group only when its words change, so that the keyboard stays where it is.

        title: the words and their role.
        """
        key = (title, tuple(item.text for item in items))
        if self._shown.get(name) == key:
            return
        self._shown[name] = key
        layout = self._cleared(name)
        self._groups[name].setVisible(bool(items))
        if not items:
            return
        layout.addWidget(Words(*title))
        if note:
            said = Words(note, "caption")
            said.setWordWrap(True)
            layout.addWidget(said)
        for item in items:
            link = LinkButton(item.text)
            link.clicked.connect(lambda _=False, action=item.action: action())
            layout.addWidget(link)

    def _cleared(self, name: str) -> QVBoxLayout:
        layout = self._groups[name].layout()
        assert isinstance(layout, QVBoxLayout)
        while layout.count():
            widget = layout.takeAt(0).widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        return layout
