"""The papers of a set in their order, each with its state; several can be ticked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QMenu,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from exports.prints.sets import ISSUED, LACKING, UNFIT, Standing
from gui.look.buttons import push_button
from gui.look.marks import Words, plain_tip, tone
from gui.look.theme import theme

TONES = {LACKING: "warn", UNFIT: "faint", ISSUED: "good"}
LEAST_ROWS = 5
"""Lines that are seen however low the window is."""


class PaperList(QWidget):
    """One line for each paper: a tick, its code and title, how it stands.

    While one paper is ticked, a click on another takes its place, as in a plain list of choices;
    while several are, a click only looks. ticked: other papers are meant. looked(code): a line.
    """

    ticked = Signal()
    looked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.papers: list[Any] = []
        self.standings: dict[str, Standing] = {}
        self.tree = _Rows()
        self.count = Words("", "muted")
        self.bundle_button = push_button("全套", look="flat", tip="勾选一套文件（Ctrl+A 勾选全部）")
        head = QHBoxLayout()
        head.addWidget(self.count, 1)
        head.addWidget(self.bundle_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addLayout(head)
        layout.addWidget(self.tree)
        self.tree.itemChanged.connect(self._changed)
        self.tree.itemClicked.connect(self._clicked)
        self.tree.itemActivated.connect(lambda item, _: self.only(_code(item)))
        self.tree.currentItemChanged.connect(
            lambda item, _: self.looked.emit(_code(item)) if item is not None else None
        )
        self.tree.all_wanted.connect(lambda: self.tick([p.code for p in self.papers]))
        theme().changed.connect(self._paint)

    # ---- what is offered ----

    def set_papers(
        self, papers: Sequence[Any], bundles: Mapping[str, Sequence[str]] | None = None
    ) -> None:
        """Offer these papers; bundles: name → codes that are ticked together."""
        self.papers = list(papers)
        with QSignalBlocker(self.tree):
            self.tree.clear()
            for paper in papers:
                item = QTreeWidgetItem([f"{paper.code}  {paper.title}", ""])
                item.setData(0, Qt.ItemDataRole.UserRole, paper.code)
                item.setCheckState(0, Qt.CheckState.Unchecked)
                item.setToolTip(0, plain_tip(f"{paper.code} {paper.title}"))
                self.tree.addTopLevelItem(item)
        self.fit(300)
        self._offer(dict(bundles or {}))

    def fit(self, room: int) -> None:
        """Take no more than so many pixels for the lines."""
        self.tree.fit(room)

    def _offer(self, bundles: dict[str, Sequence[str]]) -> None:
        known = {paper.code for paper in self.papers}
        kept = {
            name: fit for name, codes in bundles.items()
            if len(fit := [code for code in codes if code in known]) > 1
        }
        self.bundle_button.setVisible(bool(kept))
        if len(kept) == 1:
            name, codes = next(iter(kept.items()))
            self.bundle_button.setText(name)
            self.bundle_button.clicked.connect(lambda _=False: self.tick_fitting(codes))
        elif kept:
            menu = QMenu(self.bundle_button)
            for name, codes in kept.items():
                menu.addAction(name, lambda codes=codes: self.tick_fitting(codes))
            self.bundle_button.setText("整套勾选")
            self.bundle_button.setMenu(menu)

    def show_standings(self, standings: Sequence[Standing]) -> None:
        """How each paper stands for the one record."""
        self.standings = {each.printable.code: each for each in standings}
        self._paint()

    def show_words(self, words: Mapping[str, str]) -> None:
        """Short words by code instead, for many records."""
        with QSignalBlocker(self.tree):
            for item in self._items():
                item.setText(1, words.get(_code(item), ""))

    def _paint(self) -> None:
        with QSignalBlocker(self.tree):
            for item in self._items():
                if (standing := self.standings.get(_code(item))) is None:
                    continue
                is_faint = standing.state == UNFIT
                item.setText(1, standing.words)
                item.setToolTip(1, plain_tip(_tip(standing)))
                item.setForeground(1, tone(TONES.get(standing.state, "muted")))
                item.setForeground(0, tone("faint") if is_faint else QBrush())
        self._say()

    # ---- what is chosen ----

    def codes(self) -> list[str]:
        """The ticked papers in the order of the set."""
        return [_code(i) for i in self._items() if i.checkState(0) == Qt.CheckState.Checked]

    @property
    def current(self) -> str:
        """The code of the line that is looked at; "" without any."""
        item = self.tree.currentItem()
        return _code(item) if item is not None else ""

    def tick(self, codes: Sequence[str]) -> None:
        """Tick exactly these; the first of them is looked at."""
        with QSignalBlocker(self.tree):
            for item in self._items():
                is_on = _code(item) in codes
                item.setCheckState(0, Qt.CheckState.Checked if is_on else Qt.CheckState.Unchecked)
        if (chosen := self.codes()) and self.current not in chosen:
            self.look_at(chosen[0])
        self._say()
        self.ticked.emit()

    def tick_fitting(self, codes: Sequence[str]) -> None:
        """Tick a bundle, without what is not for this record."""
        known = self.standings
        self.tick([c for c in codes if c not in known or known[c].state != UNFIT])

    def only(self, code: str) -> None:
        """Tick this one alone."""
        if self.codes() != [code]:
            self.tick([code])

    def look_at(self, code: str) -> None:
        """Move to a line without ticking it."""
        for item in self._items():
            if _code(item) == code:
                self.tree.setCurrentItem(item)

    # ---- reacting ----

    def _items(self) -> list[QTreeWidgetItem]:
        found = (self.tree.topLevelItem(at) for at in range(self.tree.topLevelItemCount()))
        return [item for item in found if item is not None]

    def _changed(self, item: QTreeWidgetItem, column: int) -> None:
        if column == 0:
            self.tree.setCurrentItem(item)
            self.tree.just_ticked = True
            self._say()
            self.ticked.emit()

    def _clicked(self, item: QTreeWidgetItem, _: int) -> None:
        if self.tree.just_ticked:
            self.tree.just_ticked = False
        elif len(self.codes()) <= 1:
            self.only(_code(item))

    def _say(self) -> None:
        count = len(self.codes())
        self.count.setText(f"已选 {count} 种，共 {len(self.papers)} 种")


class _Rows(QTreeWidget):
    """The lines; Ctrl+A ticks all of them, space one, Enter one alone."""

    all_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.just_ticked = False
        self._wanted = 100
        self.setColumnCount(2)
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setIndentation(0)
        self.setUniformRowHeights(True)
        self.setAccessibleName("打印件")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.header().setStretchLastSection(False)
        self.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)

    def fit(self, room: int) -> None:
        """As high as its lines, but only whole lines within the room."""
        height, count = max(self.sizeHintForRow(0), 12), self.topLevelItemCount()
        self._wanted = height * min(count, max(LEAST_ROWS, room // height)) + 2 * self.frameWidth()
        self.setMaximumHeight(self._wanted)
        self.setMinimumHeight(height * min(count, LEAST_ROWS) + 2 * self.frameWidth())
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """What `fit` found."""
        return QSize(super().sizeHint().width(), self._wanted)

    def mousePressEvent(self, event: Any) -> None:
        """A tick and a click on the words are told apart."""
        self.just_ticked = False
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+A; Enter with Ctrl belongs to the dialog."""
        if event.key() == Qt.Key.Key_A and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.all_wanted.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and event.modifiers():
            event.ignore()
        else:
            super().keyPressEvent(event)


def _code(item: QTreeWidgetItem) -> str:
    return str(item.data(0, Qt.ItemDataRole.UserRole))


def _tip(standing: Standing) -> str:
    """What the short words leave out."""
    lines = [f"{p.number}　{p.issued_on}　{p.holder_name or ''}" for p in standing.issued[:8]]
    if standing.gaps:
        labels = dict.fromkeys(gap.label for gap in standing.gaps)
        lines.append(f"缺：{'、'.join(labels)}")
    return "\n".join(filter(None, [*lines, standing.why])) or standing.words
