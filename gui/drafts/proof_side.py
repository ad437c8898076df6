"""Beside the report: the findings, all that is said of the chosen one, and the number behind it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFrame, QScrollArea, QSplitter, QTabWidget, QVBoxLayout, QWidget

from exports.proofreading.base import Finding, Reading, Verdict
from exports.proofreading.proofread import Result
from exports.proofreading.telling import SIGNS, where, words_at
from gui.drafts.proof_list import FindingList
from gui.figures.figure_panel import FigurePanel
from gui.look.marks import LinkButton, Words
from gui.look.theme import role
from gui.shared.context import Context

_MARKS = {
    Verdict.DIFFERS: "mark-bad", Verdict.UNREAD: "mark-warn", Verdict.UNKNOWN: "muted",
    Verdict.AGREES: "mark-good",
}
NOTHING = "点清单里的一条，或正文中带下划线的数字。"


class FindingDetail(QFrame):
    """The whole message of one finding; its readings open their numbers, its places are shown."""

    number_wanted = Signal(object)
    place_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.verdict, self.message = Words("", "heading"), Words(NOTHING, "muted")
        self.doors: list[LinkButton] = []
        for words in (self.verdict, self.message):
            words.setWordWrap(True)
            words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.verdict.hide()
        self._more = QVBoxLayout()
        self._more.setSpacing(0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 8, 10, 8)
        layout.setSpacing(4)
        layout.addWidget(self.verdict)
        layout.addWidget(self.message)
        layout.addLayout(self._more)
        layout.addStretch(1)

    def show_finding(self, result: Result, finding: Finding | None) -> None:
        """Say all about one finding; None shows what can be done."""
        while self._more.count():
            widget = self._more.takeAt(0).widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.doors = []
        self.verdict.setVisible(finding is not None)
        role(self.message, "" if finding else "muted")
        if finding is None:
            self.message.setText(NOTHING)
            return
        self.verdict.setText(f"{SIGNS[finding.verdict]} {finding.verdict}　{finding.kind}")
        role(self.verdict, _MARKS[finding.verdict])
        font = QFont(self.font())
        font.setBold(True)
        self.verdict.setFont(font)
        self.message.setText(finding.message)
        figures = [one for one in finding.readings if one.figure is not None]
        if figures:
            self._more.addWidget(Words("看口径和背后的记录：", "caption"))
        for reading in figures:
            self._door(reading.words, lambda one=reading: self.number_wanted.emit(one))
        told = [one for one in finding.readings if one.figure is None]
        for reading in told:
            if reading.words not in finding.message:
                words = Words(reading.words, "muted")
                words.setWordWrap(True)
                self._more.addWidget(words)
        others = [place for place in finding.places[1:] if place.start < place.end]
        if others:
            self._more.addWidget(Words("一起核对的还有：", "caption"))
        for place in others:
            words = words_at(result.report, place)
            self._door(f"{where(place)}“{words}”", lambda one=place: self.place_wanted.emit(one))

    def _door(self, words: str, opens: object) -> None:
        door = LinkButton(words)
        door.setAutoDefault(False)
        door.clicked.connect(lambda _=False: opens())  # type: ignore[operator]
        self.doors.append(door)
        self._more.addWidget(door)


class ProofSide(QTabWidget):
    """Two tabs: 清单 with the chosen finding below, 数字 with what it was held against."""

    place_wanted = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setDocumentMode(True)
        self.tabBar().setDrawBase(False)
        self.list, self.detail = FindingList(), FindingDetail()
        self.number = FigurePanel(context)
        self.number.clear("选一条结果，再点它的口径，这里显示统计期、上年数和背后的记录。")
        room = QScrollArea()
        room.setWidgetResizable(True)
        room.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        room.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        room.setWidget(self.detail)
        both = QSplitter(Qt.Orientation.Vertical)
        both.setChildrenCollapsible(False)
        for at, (part, share) in enumerate(((self.list, 8), (room, 5))):
            both.addWidget(part)
            both.setStretchFactor(at, share)
        both.setSizes([8000, 5000])
        self.addTab(both, "清单")
        self.addTab(self.number, "数字")
        self.detail.number_wanted.connect(self.show_reading)
        self.detail.place_wanted.connect(self.place_wanted)
        self.list.itemActivated.connect(lambda _: self._open_first())
        self._finding: Finding | None = None

    def show_finding(self, result: Result, finding: Finding | None) -> None:
        """Another finding was chosen; the tab of numbers follows where it is seen."""
        self._finding = finding
        self.detail.show_finding(result, finding)
        if self.currentIndex() == 1:
            self._open_first()

    def show_reading(self, reading: Reading) -> None:
        """The number of the records behind one way to read the words."""
        if reading.figure is not None:
            self.setCurrentIndex(1)
            self.number.show_figure(reading.figure)

    def _open_first(self) -> None:
        if self.list.current() < 0:
            return
        readings = self._finding.readings if self._finding else ()
        for reading in readings:
            if reading.figure is not None:
                self.show_reading(reading)
                return
        if self.currentIndex() == 1:
            self.number.clear("这一条不是与台账的数字核对，没有可打开的记录。")
