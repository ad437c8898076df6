"""Paragraphs offered from a Word file or a former year: looked at one by one, taken or left."""

from __future__ import annotations

import html
from collections.abc import Collection, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import groupby

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from exports.drafts.base import ComposedDraft
from exports.drafts.blocks import Run
from exports.drafts.proposals import Proposal, section_titles
from exports.drafts.reopening import runs_of_words
from gui.drafts.draft_lines import HeadedLines
from gui.drafts.draft_sheet import PAPER_FONTS
from gui.look.buttons import push_button
from gui.look.dialog_buttons import DialogButtons
from gui.look.dialog_size import open_at
from gui.look.marks import Words
from gui.look.theme import colours, role

NOWHERE = "（没有找到对应的段落，请选择）"
_CHECK = "【待核："
ALIKE = 0.5
"""Texts that share less of their characters are not compared word by word."""


class OffersDialog(QDialog):
    """The proposals with their state; `accepted_proposals` are those that were ticked.

    Nothing is ticked that would overwrite a paragraph by hand, or that has something to check.
    """

    def __init__(
        self, title: str, proposals: Sequence[Proposal], composed: ComposedDraft,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        open_at(self, 60, 36)
        self._proposals = list(proposals)
        self._now = {paragraph.key: paragraph for paragraph in composed.paragraphs()}
        self.list = QListWidget()
        self.list.setAccessibleName("可接受的段落")
        HeadedLines(self.list)
        self.place = QComboBox()
        self.place.setAccessibleName("放在哪一段")
        self.place.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.place.addItem(NOWHERE, "")
        for key, words in _places(composed):
            self.place.addItem(words, key)
        self.notes = Words("", "mark-warn")
        self.notes.setWordWrap(True)
        self.before, self.after = _paper(), _paper()
        self.buttons = DialogButtons(self, "接受")
        self._build()
        self._fill()
        self.list.currentRowChanged.connect(self._show)
        self.list.itemChanged.connect(lambda _: self._count())
        self.place.activated.connect(self._move)
        self.list.setCurrentRow(0)
        self._count()

    @property
    def accepted_proposals(self) -> list[Proposal]:
        """Those that are ticked and have a place, in their order."""
        return [
            proposal for row, proposal in enumerate(self._proposals)
            if proposal.key and self.list.item(row).checkState() is Qt.CheckState.Checked
        ]

    def tick(self, row: int, is_on: bool = True) -> None:
        """Tick a proposal or take the tick away."""
        state = Qt.CheckState.Checked if is_on else Qt.CheckState.Unchecked
        self.list.item(row).setCheckState(state)

    def _build(self) -> None:
        note = Words("逐段查看。勾选的段落换成“接受后”的文字，标为“人工”，数字仍随台账更新；没有勾选的不变。可以撤销。", "muted")
        note.setWordWrap(True)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(10, 0, 0, 0)
        place = QHBoxLayout()
        place.addWidget(Words("放在", "caption"))
        place.addWidget(self.place, 1)
        column.addLayout(place)
        column.addWidget(Words("接受后（绿底为新写的）", "heading"))
        column.addWidget(self.after, 3)
        column.addWidget(self.notes)
        column.addWidget(Words("现在的文字（红底为将去掉的）", "heading"))
        column.addWidget(self.before, 2)
        whole = QSplitter(Qt.Orientation.Horizontal)
        whole.addWidget(self.list)
        whole.addWidget(right)
        whole.setStretchFactor(1, 1)
        whole.setSizes([300, 620])
        foot = QHBoxLayout()
        foot.addWidget(push_button("全选", lambda: self._tick_all(True)))
        foot.addWidget(push_button("全不选", lambda: self._tick_all(False)))
        foot.addStretch(1)
        foot.addWidget(self.buttons)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 14, 18, 14)
        layout.addWidget(note)
        layout.addWidget(whole, 1)
        layout.addLayout(foot)

    def _fill(self) -> None:
        for proposal in self._proposals:
            item = QListWidgetItem(_line(proposal))
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            is_on = proposal.is_sure
            item.setCheckState(Qt.CheckState.Checked if is_on else Qt.CheckState.Unchecked)
            self.list.addItem(item)

    def _show(self, row: int) -> None:
        proposal = self._proposals[row]
        self.place.setCurrentIndex(max(self.place.findData(proposal.key), 0))
        now = self._now.get(proposal.key)
        notes = [f"有 {len(proposal.doubts)} 处待核" if proposal.doubts else "", *proposal.notes]
        if now is not None and now.is_by_hand:
            notes.append("这一段现在是人工文字，接受后会被代替")
        self.notes.setText("；".join(note for note in notes if note))
        self.notes.setVisible(bool(self.notes.text()))
        after, before = runs_of_words(proposal.words), now.runs if now is not None else ()
        was, will = ("".join(run.text for run in runs) for runs in (before, after))
        added, gone = _differences(was, will)
        _write(self.after, after, marked=added, ground=colours().good_soft)
        _write(self.before, before, marked=gone, ground=colours().bad_soft)

    def _move(self, row: int) -> None:
        at = self.list.currentRow()
        key = self.place.itemData(row)
        self._proposals[at] = replace(
            self._proposals[at], key=key, section=self.place.itemText(row) if key else "",
            now=self._now.get(key),
        )
        self.list.item(at).setText(_line(self._proposals[at]))
        self._show(at)
        self._count()

    def _tick_all(self, is_on: bool) -> None:
        for row in range(self.list.count()):
            self.tick(row, is_on)

    def _count(self) -> None:
        count = len(self.accepted_proposals)
        self.buttons.go.setText(f"接受 {count} 段" if count else "接受")
        self.buttons.go.setEnabled(bool(count))


def _line(proposal: Proposal) -> str:
    mark = f"　待核 {len(proposal.doubts)}" if proposal.doubts else ""
    place = proposal.section if proposal.key else f"? {proposal.section or '没有对应段落'}"
    text = proposal.text
    return f"{place}{mark}\n{text[:36]}{'…' if len(text) > 36 else ''}"


def _places(composed: ComposedDraft) -> list[tuple[str, str]]:
    """Every paragraph of the draft with its heading; those of one heading are counted."""
    found: list[tuple[str, str]] = []
    seen: dict[str, int] = {}
    for key, title in section_titles(composed).items():
        seen[title] = seen.get(title, 0) + 1
        found.append((key, title if seen[title] == 1 else f"{title}（第{seen[title]}段）"))
    return found


def _paper() -> QScrollArea:
    label = QLabel()
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.RichText)
    label.setAlignment(Qt.AlignmentFlag.AlignTop)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setContentsMargins(10, 8, 10, 8)
    font = label.font()
    font.setFamilies(PAPER_FONTS)
    font.setPointSizeF(font.pointSizeF() * 1.15)
    label.setFont(font)
    role(label, "table")
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setWidget(label)
    return area


def _differences(was: str, will: str) -> tuple[set[int], set[int]]:
    """Which characters are new in the second text, and which of the first are gone.

    None where the texts have little in common: then both are read as a whole.
    """
    added, gone = set[int](), set[int]()
    matcher = SequenceMatcher(None, was, will, autojunk=False)
    if matcher.ratio() < ALIKE:
        return added, gone
    for kind, first, last, start, end in matcher.get_opcodes():
        if kind != "equal":
            gone.update(range(first, last))
            added.update(range(start, end))
    return added, gone


def _write(
    area: QScrollArea, runs: Sequence[Run], *, marked: Collection[int] = (), ground: str = "",
) -> None:
    """Numbers of the records in the colour of links, what is to be checked in that of warnings.

    marked: the characters that get a ground.
    """
    shown = colours()
    parts, at = [], 0
    for run in runs:
        words = ""
        pieces = groupby(enumerate(run.text, at), key=lambda one: one[0] in marked)
        for is_marked, letters in pieces:
            piece = html.escape("".join(letter for _, letter in letters))
            words += f'<span style="background:{ground}">{piece}</span>' if is_marked else piece
        at += len(run.text)
        if run.figure:
            words = f'<span style="color:{shown.accent}"><u>{words}</u></span>'
        elif _CHECK in words:
            words = words.replace(_CHECK, f'<span style="color:{shown.warn}">{_CHECK}')
            words = words.replace("】", "】</span>")
        parts.append(words)
    label = area.widget()
    assert isinstance(label, QLabel)
    label.setText("".join(parts) or f'<span style="color:{shown.muted}">（这里现在没有文字）</span>')
    label.setAccessibleName("".join(run.text for run in runs))
