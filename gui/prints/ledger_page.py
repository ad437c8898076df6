"""编号台账: what was issued, by kind and year, with the proof that no number is missing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from exports import issue, ledger
from exports.prints.registry import PRINTABLES
from gui.look.buttons import push_button
from gui.look.marks import CutWords, Words
from gui.look.theme import role, theme
from gui.look.words_dialog import ask_words
from gui.paper.page_preview import PagePreview
from gui.prints.ledger_deeds import LedgerDeeds
from gui.prints.ledger_rows import LedgerTable, facts_of
from gui.shared.context import Context
from models.entities import entity_by_key

RENEW_MS = 250
ALL_YEARS = 0
WAITING = ("", ALL_YEARS, ledger.OUT)
"""Kind, year and state of what is out and has not come back."""
KEYS = {
    "print": ("再次打印…", "与当初出具的文件完全相同（Ctrl+P）", "Ctrl+P"),
    "save": ("保存 PDF…", "保存当初出具的文件（Ctrl+S）", "Ctrl+S"),
    "received": ("登记领取…", "谁领走了这份文件（Ctrl+L）", "Ctrl+L"),
    "scan": ("签字件回传…", "把签好字的扫描件存到这份文件名下；也可以直接拖到这一行（Ctrl+B）", "Ctrl+B"),
    "again": ("补开…", "另出一份代替它，原编号作废（Ctrl+R）", "Ctrl+R"),
    "person": ("打开记录", "出具对象的记录（Enter）", ""),
    "void": ("作废…", "编号保留，原因存档（Ctrl+D）", "Ctrl+D"),
}


@dataclass(frozen=True)
class _Read:
    """What was read for one kind, year and state."""

    wanted: tuple[str, int, str]
    lines: list[ledger.Line]
    proofs: list[ledger.Proof]
    years: list[int]
    waiting: int


class LedgerPage(QWidget):
    """The register of issued papers (证明出具登记). Enter opens the person, Ctrl+P prints again."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.lines: list[ledger.Line] = []
        self._shown = 0
        self.kind, self.year, self.state = QComboBox(), QComboBox(), QComboBox()
        self.proof = CutWords("muted")
        self.table = LedgerTable()
        self.facts = Words("", "muted")
        self.preview = PagePreview(context)
        self.deeds = LedgerDeeds(self, context, self.renew)
        self.timer = QTimer(self, singleShot=True, interval=RENEW_MS)
        self._build()
        self._connect()
        self._set_years([context.year])
        self.renew()

    @property
    def papers(self) -> list[Any]:
        """What is listed."""
        return [line.paper for line in self.lines]

    # ---- building ----

    def _build(self) -> None:
        self.facts.setWordWrap(True)
        self.facts.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        frame, side = QFrame(), QFrame()
        role(frame, "table")
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self.table)
        role(side, "card")
        below = QVBoxLayout(side)
        below.setContentsMargins(12, 10, 12, 10)
        below.addWidget(self.preview, 1)
        below.addWidget(self.facts)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(frame)
        split.addWidget(side)
        split.setStretchFactor(0, 1)
        split.setSizes([860, 320])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(10)
        layout.addLayout(self._bar())
        layout.addLayout(self._commands())
        layout.addWidget(split, 1)

    def _bar(self) -> QHBoxLayout:
        """What is listed, and whether its numbers are whole."""
        self.kind.addItem("全部文种", "")
        for printable in PRINTABLES:
            name = printable.prefix or printable.code
            self.kind.addItem(f"{name}  {printable.title}", printable.code)
        self.kind.addItem(f"{issue.LETTER}  {ledger.title_of(issue.LETTER)}", issue.LETTER)
        self.state.addItem("全部状态", "")
        for state in ledger.STATES:
            self.state.addItem(state, state)
        for box, name, letters in (
            (self.kind, "文种", 12), (self.year, "年度", 5), (self.state, "状态", 4)
        ):
            box.setAccessibleName(name)
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            box.setMinimumContentsLength(letters)
        self.proof_button = push_button(
            "核对页…", self.show_proof, tip="编号连续性核对表，可打印存档", look="flat"
        )
        self.waiting_button = push_button(
            ledger.OUT, self.list_waiting, tip="已出具、等待签字扫描件的文件（各年度）", look="flat"
        )
        self.waiting_button.hide()
        self.office_button = push_button(
            "年度表…", self.deeds.open_office_papers, tip="全单位一年一份的表：计划、台账、自查、汇总", look="flat"
        )
        bar = QHBoxLayout()
        bar.setSpacing(8)
        for widget in (Words("编号台账", "title"), self.kind, self.year, self.state):
            bar.addWidget(widget)
        bar.addWidget(self.proof, 1)
        for button in (self.proof_button, self.waiting_button, self.office_button):
            bar.addWidget(button)
        return bar

    def _commands(self) -> QHBoxLayout:
        acts = {
            "print": self.reprint, "save": self.save, "received": self.receive,
            "scan": self.bring_back, "again": self.reissue, "person": self.open_person,
            "void": self.void,
        }
        row = QHBoxLayout()
        row.setSpacing(6)
        self.buttons = {}
        for key, (words, tip, keys) in KEYS.items():
            look = "danger" if key == "void" else ""
            button = push_button(words, acts[key], tip=tip, look=look)
            self.buttons[key] = button
            row.addWidget(button)
            if keys:
                shortcut = QShortcut(QKeySequence(keys), self)
                shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
                shortcut.activated.connect(acts[key])
        row.addStretch(1)
        self.print_button, self.save_button = self.buttons["print"], self.buttons["save"]
        return row

    def _connect(self) -> None:
        for box in (self.kind, self.year, self.state):
            box.currentIndexChanged.connect(lambda _: self.renew())
        self.timer.timeout.connect(self.renew)
        self.table.itemSelectionChanged.connect(self._show_paper)
        self.table.itemActivated.connect(lambda _: self.open_person())
        self.table.dropped.connect(
            lambda row, sources: self.deeds.take_scan(self.lines[row].paper, sources)
        )
        self._context.changes.changed.connect(self._changed)
        self._context.year_changed.connect(self._set_year)
        theme().changed.connect(self._fill)

    # ---- reading ----

    def _changed(self, change: Any) -> None:
        if {issue.PAPER_KEY, "attachment"} & set(change.ids):
            self.timer.start()

    def _set_years(self, years: list[int]) -> None:
        chosen = self.year.currentData()
        chosen = self._context.year if chosen is None else chosen
        self.year.blockSignals(True)
        self.year.clear()
        known = {*years, chosen, self._context.year, date.today().year} - {ALL_YEARS}
        for each in sorted(known, reverse=True):
            self.year.addItem(f"{each} 年", each)
        self.year.addItem("全部年度", ALL_YEARS)
        self.year.setCurrentIndex(self.year.findData(chosen))
        self.year.blockSignals(False)

    def _set_year(self, year: int) -> None:
        if self.year.findData(year) < 0:
            self.year.addItem(f"{year} 年", year)
        self.year.setCurrentIndex(self.year.findData(year))

    def _wanted(self) -> tuple[str, int, str]:
        state = str(self.state.currentData() or "")
        return str(self.kind.currentData() or ""), int(self.year.currentData()), state

    def renew(self) -> None:
        """Read again beside the window."""
        self.timer.stop()
        wanted = self._wanted()

        def read() -> _Read:
            code, year, state = wanted
            prefixes = ledger.prefixes(code).values() if year else ()
            proofs = [ledger.proof(year, prefix) for prefix in prefixes]
            lines = ledger.lines(year, code, state)
            return _Read(wanted, lines, proofs, ledger.years(), len(ledger.waiting()))

        self._context.worker.look_up(read, self._arrived)

    def _arrived(self, found: _Read) -> None:
        if found.wanted != self._wanted():
            return
        self._set_years(found.years)
        self.lines = found.lines
        is_listed = found.wanted == WAITING
        words = "打印待回传清单…" if is_listed else f"{ledger.OUT} {found.waiting}"
        self.waiting_button.setText(words)
        self.waiting_button.setVisible(found.waiting > 0)
        self._show_proof(found)
        self._fill()

    def _show_proof(self, found: _Read) -> None:
        """Whether numbers are missing; of all kinds only those that have any."""
        year = found.wanted[1]
        counted = [proof for proof in found.proofs if proof.count or len(found.proofs) == 1]
        self.proof_button.setEnabled(any(proof.count for proof in counted))
        if not year:
            self.proof.set_words(f"共 {len(found.lines)} 份")
            role(self.proof, "muted")
            return
        is_whole = all(proof.is_whole for proof in counted)
        words = ledger.proof_words(counted) or f"{year} 年尚未出具文件"
        mark = ("✓ " if is_whole else "✕ ") if any(proof.count for proof in counted) else ""
        self.proof.set_words(mark + words)
        role(self.proof, "mark-bad" if not is_whole else "mark-good" if counted else "muted")

    def _fill(self) -> None:
        chosen = self.paper()
        self.table.blockSignals(True)
        self.table.show_lines(self.lines)
        self.table.blockSignals(False)
        ids = [paper.id for paper in self.papers]
        if ids:
            self.table.selectRow(ids.index(chosen.id) if chosen and chosen.id in ids else 0)
        self._show_paper()

    # ---- one paper ----

    def line(self) -> ledger.Line | None:
        """The chosen line; None when there is none."""
        row = self.table.current_row()
        return self.lines[row] if 0 <= row < len(self.lines) else None

    def paper(self) -> Any:
        """The chosen paper; None when there is none."""
        line = self.line()
        return line.paper if line is not None else None

    def _show_paper(self) -> None:
        line = self.line()
        self._enable(line)
        self._shown += 1
        serial = self._shown
        if line is None:
            self.preview.say("出具的文件在这里显示。" if self.lines else self._nothing())
            self.facts.setText("")
            return
        self.facts.setText(facts_of(line))
        paper = line.paper

        def show(pdf: bytes | None) -> None:
            if serial != self._shown:
                return
            if pdf is None:
                self.preview.say("Word 文书：保存后用 Word 或 WPS 打开、打印。")
            else:
                self.preview.show_pdf(pdf)

        self._context.worker.look_up(
            lambda: issue.shown_pdf(paper), show,
            failed=lambda error: self.preview.say(str(error)) if serial == self._shown else None,
        )

    def _nothing(self) -> str:
        if self.state.currentData() or self.kind.currentData():
            return "没有这样的文件。"
        return "还没有出具文件。在名单里选中人，按 Ctrl+P 打印。"

    def _enable(self, line: ledger.Line | None) -> None:
        paper = line.paper if line is not None else None
        is_valid = line is not None and line.state != issue.VOID
        is_letter = paper is not None and paper.printable == issue.LETTER
        is_word = paper is not None and ledger.is_word(paper.printable)
        self.save_button.setText("保存 Word 文件…" if is_word else "保存 PDF…")
        scans = line.scans if line is not None else 0
        self.buttons["scan"].setText(f"签字件（{scans}）…" if scans else KEYS["scan"][0])
        for key in ("print", "received", "void", "scan", "again"):
            self.buttons[key].setEnabled(is_valid)
        for key in ("save", "person"):
            self.buttons[key].setEnabled(paper is not None)
        if is_letter:
            self.buttons["print"].setEnabled(False)
        self.buttons["again"].setEnabled(is_valid and paper is not None and not is_letter)

    def _chosen(self, key: str) -> Any:
        """The paper, if this can be done with it."""
        return self.paper() if self.buttons[key].isEnabled() else None

    # ---- deeds ----

    def reprint(self) -> None:
        """Print the very file that was issued."""
        if paper := self._chosen("print"):
            self.deeds.reprint(paper)

    def save(self) -> None:
        """Save the very file that was issued."""
        if paper := self._chosen("save"):
            self.deeds.save(paper)

    def receive(self) -> None:
        """Note who took the paper."""
        if not (paper := self._chosen("received")):
            return
        name, done = ask_words(self, "登记领取", f"{paper.number} 的领取人：", paper.received_by or "")
        if done:
            self.deeds.run("登记领取", lambda: issue.hand_over(paper, name))

    def void(self) -> None:
        """Void the paper, with a reason; its number stays taken."""
        if not (paper := self._chosen("void")):
            return
        reason, done = ask_words(self, "作废", f"{paper.number}（{paper.holder_name}）作废的原因：", "")
        if done:
            self.deeds.run("作废", lambda: issue.void_paper(paper, reason))

    def reissue(self) -> None:
        """Another one in its place."""
        if paper := self._chosen("again"):
            self.deeds.reissue(paper)

    def bring_back(self) -> None:
        """Take in the scan of the signed paper, or look at what came back."""
        line = self.line()
        if line is None or not self.buttons["scan"].isEnabled():
            return
        if line.scans:
            self.deeds.open_scans(line.paper)
        else:
            self.deeds.choose_scan(line.paper)

    def open_person(self) -> None:
        """The record the paper was issued for."""
        if paper := self.paper():
            self._context.open_record(entity_by_key(paper.holder_entity), paper.holder_id)

    def show_proof(self) -> None:
        """The page that proves that no number is missing."""
        if year := int(self.year.currentData()):
            self.deeds.show_proof(year, str(self.kind.currentData() or ""))

    def list_waiting(self) -> None:
        """List what is out and has not come back, of all years; then the list on paper."""
        if self._wanted() == WAITING:
            self.deeds.show_waiting()
            return
        for box, value in zip((self.kind, self.year, self.state), WAITING, strict=True):
            box.blockSignals(True)
            box.setCurrentIndex(box.findData(value))
            box.blockSignals(False)
        self.renew()
