"""校对报告: a finished report held against the records, its text left and what was found right."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from exports.proofreading.base import Place, Verdict
from exports.proofreading.corrected_copy import can_comment, commented
from exports.proofreading.proofread import Result
from exports.proofreading.telling import SIGNS, check_target
from gui.drafts.proof_side import ProofSide
from gui.drafts.proof_text import ProofText
from gui.look import messages
from gui.look.buttons import push_button
from gui.look.marks import CutWords, Words
from gui.look.theme import role, theme
from gui.paper.handing_over import Paper, hand_over
from gui.shared.commands import PROOF
from gui.shared.context import Context
from gui.shared.progress import run_with_progress
from models.errors import UserError
from models.jobs import Progress

ENDINGS = (".docx", ".txt")
FIRST_YEAR = 2000
"""The earliest that is offered; a report of an earlier one brings its own."""
PROMISES = (
    "✕ 不符：写明是哪个口径、应为多少，可以打开背后的记录；合计与分项、文字与表格、增减与百分比前后不一致的也列出。",
    "? 未看懂、○ 库中无此数：程序判断不了，请人工看一眼，不算错。",
    "原报告不改动；结果可以另存为带批注的 Word 副本。",
)


@dataclass(frozen=True)
class _Read:
    """A report as it was when it was read."""

    path: Path
    content: bytes
    result: Result


class ProofPage(QWidget):
    """One report. `done` is what was found, None before the first file."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._path: Path | None = None
        self.done: _Read | None = None
        self.file_name, self.state = CutWords("muted"), CutWords("caption")
        self.year = QComboBox()
        self.text, self.side = ProofText(), ProofSide(context)
        self.chips: dict[Verdict | None, QPushButton] = {}
        self.setAcceptDrops(True)
        self._build()
        self._connect()
        self._show_state()

    # ---- what can be done ----

    def choose(self) -> None:
        """Ask for the report."""
        found = messages.file_dialog(
            self, "选择要校对的报告", filters="报告 (*.docx *.txt);;所有文件 (*)")
        if found:
            self.open(found[0])

    def open(self, path: Path) -> None:
        """Proof-read a file for the year that it names, else for the year of the window."""
        self._start(path, None)

    def again(self) -> None:
        """Read the file once more and hold it against the records of now."""
        if self._path is not None:
            self._start(self._path, self.year.currentData())

    def _start(self, path: Path, year: int | None) -> None:
        usual = self._context.year

        def work(progress: Progress) -> _Read:
            from exports.proofreading import reading
            from exports.proofreading.proofread import proofread
            from models.intake import limits

            progress.step(0, 0, "正在读报告")
            content = limits.read_bytes(path)
            chosen = year or reading.read(content).year or usual
            progress.step(0, 0, f"正在与{chosen}年的记录核对")
            return _Read(path, content, proofread(content, chosen))

        run_with_progress(self, self._context.worker, "校对报告", work, then=self._arrived)

    def _arrived(self, done: _Read) -> None:
        """Show what was found; after 重新校对 the same words stay chosen where they still are."""
        before = self._chosen_place() if self._path == done.path else None
        if self._path != done.path:
            # What is wrong comes first; what was not understood is one click away.
            wrong = done.result.counts()[Verdict.DIFFERS]
            self.chips[Verdict.DIFFERS if wrong else None].setChecked(True)
        elif not done.result.counts()[self._shown_verdict() or Verdict.DIFFERS]:
            self.chips[None].setChecked(True)
        self._path, self.done = done.path, done
        self._offer_years(done.result.year)
        self._show_state()
        self.text.show_report(done.result.report, done.result.findings)
        self._list()
        self.side.list.setFocus()
        places = [finding.places[0] for finding in done.result.findings]
        if before in places and self.side.list.choose(places.index(before)):
            return
        self.side.list.step(1)

    def _offer_years(self, chosen: int) -> None:
        latest = max(self._context.year + 1, chosen)
        years = sorted({*range(FIRST_YEAR, latest + 1), chosen}, reverse=True)
        self.year.clear()
        for year in years:
            self.year.addItem(f"{year} 年", year)
        self.year.setCurrentIndex(years.index(chosen))

    def _chosen_place(self) -> Place | None:
        number = self.side.list.current()
        if self.done is None or number < 0:
            return None
        return self.done.result.findings[number].places[0]

    def save_copy(self) -> None:
        """A copy of the report with a comment at each finding; the report stays untouched."""
        done = self.done
        if done is None or not can_comment(done.content):
            return
        path = messages.choose_save_path(
            self, "另存批注副本", name=f"{done.path.stem}（校对批注）.docx", kind="Word 文档",
            suffix=".docx")
        if path is None:
            return
        try:
            check_target(done.path, path)
        except UserError as error:
            messages.show_error(self, error)
            return

        def make(progress: Progress) -> list[Paper]:
            from exports.handing_over import About
            from exports.proofreading.corrected_copy import with_comments

            progress.step(0, 0, "正在写批注")
            content = with_comments(done.content, done.result)
            return [Paper(path, content, About(f"{done.result.year}年报告的校对批注副本"))]

        count = len(commented(done.result))
        hand_over(
            self, self._context, "另存批注副本", make=make, guarded=False,
            then=lambda paths: self._context.say(f"已在副本里批注 {count} 条问题：{paths[0]}"))

    # ---- one finding ----

    def next_finding(self) -> None:
        """Choose the next one that is listed."""
        self.side.list.step(1)

    def earlier_finding(self) -> None:
        """Choose the one listed before."""
        self.side.list.step(-1)

    def show_finding(self, number: int) -> None:
        """Show a finding in the text and beside it."""
        if self.done is not None:
            self.text.go_to(number)
            self.side.show_finding(self.done.result, self.done.result.findings[number])

    def _choose(self, number: int) -> None:
        """Words were clicked: their line is chosen, the filter lifted where it hides the line."""
        if not self.side.list.choose(number):
            self.chips[None].setChecked(True)
            self._list()
            self.side.list.choose(number)

    def _show_place(self, place: Place) -> None:
        number = self.side.list.current()
        if number >= 0:
            self.text.go_to(number, place)

    def _list(self) -> None:
        """List what the chosen filter lets through."""
        if self.done is None:
            return
        result = self.done.result
        chosen = self.side.list.current()
        self.side.list.show_findings(result.report, result.findings, self._shown_verdict())
        if not self.side.list.choose(chosen):
            self.side.show_finding(result, None)

    def _shown_verdict(self) -> Verdict | None:
        """The verdict that the filter lets through, None for all."""
        return next(verdict for verdict, chip in self.chips.items() if chip.isChecked())

    def _filter(self, verdict: Verdict | None) -> None:
        """List one verdict, or all; where the chosen finding is not among them, the first."""
        self.chips[verdict].setChecked(True)
        self._list()
        if self.side.list.current() < 0:
            self.side.list.step(1)

    # ---- building ----

    def _show_state(self) -> None:
        done = self.done
        self.pages.setCurrentIndex(0 if done is None else 1)
        for widget in (
            self.year_label, self.year, self.other_button, self.again_button, self.copy_button,
        ):
            widget.setVisible(done is not None)
        if done is None:
            self.file_name.set_words("")
            return
        result, counts = done.result, done.result.counts()
        self.file_name.set_words(done.path.name)
        self.chips[None].setText(f"全部 {len(result.findings)}")
        for verdict, sign in SIGNS.items():
            self.chips[verdict].setText(f"{sign} {verdict} {counts[verdict]}")
            self.chips[verdict].setVisible(bool(counts[verdict]) or verdict is Verdict.DIFFERS)
        is_word, count = can_comment(done.content), len(commented(result))
        self.copy_button.setEnabled(is_word and count > 0)
        self.copy_button.setToolTip(
            "文本文件里写不了批注" if not is_word else "没有需要批注的地方" if not count
            else f"另存一份，给 {count} 条不符和未看懂的加上 Word 批注；原文件不改动")
        named = result.report.year if result.report.title else None
        self.state.set_words(
            f"按{result.year}年的记录核对" if named else f"按{result.year}年的记录核对，请确认年份")

    def _build(self) -> None:
        self.pages = QStackedWidget()
        self.pages.addWidget(self._start_page())
        whole = QSplitter(Qt.Orientation.Horizontal)
        card = QFrame()
        role(card, "table")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self.side)
        whole.addWidget(self.text)
        whole.addWidget(card)
        whole.setChildrenCollapsible(False)
        whole.setStretchFactor(0, 1)
        whole.setSizes([700, 420])
        result = QWidget()
        layout = QVBoxLayout(result)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(self._filters())
        layout.addWidget(whole, 1)
        self.pages.addWidget(result)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(8)
        layout.addLayout(self._bar())
        layout.addWidget(self.pages, 1)

    def _start_page(self) -> QWidget:
        page = QWidget()
        drop = QFrame()
        role(drop, "notice")
        inside = QVBoxLayout(drop)
        inside.setContentsMargins(24, 20, 24, 20)
        inside.setSpacing(10)
        hint = Words("把写好的报告（.docx 或 .txt）拖到这里，逐个数字与台账核对。", "heading")
        self.start_button = push_button("选择报告…", self.choose, look="primary")
        inside.addWidget(hint)
        inside.addWidget(self.start_button, 0, Qt.AlignmentFlag.AlignLeft)
        told = [Words(each, "muted") for each in PROMISES]
        for words in (hint, *told):
            words.setWordWrap(True)
        for words in told:
            inside.addWidget(words)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(drop)
        layout.addStretch(1)
        return page

    def _bar(self) -> QHBoxLayout:
        self.year.setAccessibleName("按哪一年的记录核对")
        self.year.setToolTip("报告写的是哪一年；改了会重新校对")
        self.year_label = Words("核对年度", "muted")
        self.other_button = push_button("换一份…", self.choose, tip="选择另一份报告")
        self.again_button = push_button("重新校对", self.again, tip="改过记录或报告以后再校对一遍（F5）")
        self.copy_button = push_button("另存批注副本…", self.save_copy, look="primary")
        bar = QHBoxLayout()
        bar.addWidget(Words("校对报告", "title"))
        bar.addWidget(self.file_name, 1)
        bar.addWidget(self.year_label)
        bar.addWidget(self.year)
        bar.addWidget(self.other_button)
        bar.addWidget(self.again_button)
        bar.addWidget(self.copy_button)
        return bar

    def _filters(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(2)
        group = QButtonGroup(self)
        for verdict in (None, *SIGNS):
            chip = push_button(str(verdict or "全部"), look="chip")
            chip.setCheckable(True)
            group.addButton(chip)
            line.addWidget(chip)
            self.chips[verdict] = chip
        self.chips[None].setChecked(True)
        line.addSpacing(8)
        line.addWidget(self.state, 1)
        line.addWidget(push_button(
            "上一处", self.earlier_finding, tip="上一处（Shift+F8）", look="flat"))
        line.addWidget(push_button("下一处", self.next_finding, tip="下一处（F8）", look="flat"))
        group.buttonClicked.connect(lambda _: self._filter(self._shown_verdict()))
        return line

    def _connect(self) -> None:
        self.text.chosen.connect(self._choose)
        self.side.list.chosen.connect(self.show_finding)
        self.side.list.unfolded.connect(self._filter)
        self.side.place_wanted.connect(self._show_place)
        self.year.activated.connect(lambda _: self.again())
        for command in PROOF.commands:
            for keys in command.keys:
                shortcut = QShortcut(QKeySequence(keys), self)
                shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
                shortcut.activated.connect(getattr(self, command.name))
        self._context.changes.changed.connect(self._tell_change)
        theme().changed.connect(self._redraw)

    def _tell_change(self, _: Any) -> None:
        if self.done is not None:
            self.state.set_words("记录已改动，可重新校对（F5）")

    def _redraw(self) -> None:
        if self.done is not None:
            number = self.side.list.current()
            self.text.show_report(self.done.result.report, self.done.result.findings)
            if number >= 0:
                self.show_finding(number)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A report may be dropped."""
        if _dropped(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """A dropped report is proof-read."""
        path = _dropped(event)
        if path is not None:
            event.acceptProposedAction()
            self.open(path)


def _dropped(event: QDropEvent) -> Path | None:
    """The first report among dropped files."""
    paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return next((path for path in paths if path.suffix.lower() in ENDINGS), None)
