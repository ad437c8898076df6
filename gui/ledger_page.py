"""编号台账: what was issued, by kind and year, with the proof that no number is missing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QColor, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QInputDialog,
    QPushButton,
    QSplitter,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from exports import issue, ledger
from exports.prints import PRINTABLES
from gui import messages, printing
from gui.context import Context
from gui.marks import Words
from gui.page_preview import PagePreview
from gui.plain_rows import plain_rows
from gui.progress import run_with_progress
from gui.theme import colours, role, theme
from models.entities import entity_by_key
from models.errors import UserError

RENEW_MS = 250
COLUMNS = ("编号", "出具日期", "出具对象", "文件", "用途", "状态", "领取人", "打印")
WIDTHS = (122, 84, 150, 104, 98, 112, 62, 42)


@dataclass(frozen=True)
class _Read:
    """What was read for one kind and year."""

    wanted: tuple[str, int]
    papers: list[Any]
    proofs: list[ledger.Proof]
    years: list[int]


class LedgerPage(QWidget):
    """The register of issued papers (证明出具登记). Enter opens the person, Ctrl+P prints again."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.papers: list[Any] = []
        self.kind = QComboBox()
        self.year = QComboBox()
        self.proof = Words("", "muted")
        self.table = QTableWidget(0, len(COLUMNS))
        self.facts = Words("", "muted")
        self.preview = PagePreview(context)
        self.timer = QTimer(self, singleShot=True, interval=RENEW_MS)
        self._build()
        self._connect()
        self._set_years([context.year])
        self.renew()

    # ---- building ----

    def _build(self) -> None:
        self.kind.addItem("全部文种", "")
        for printable in PRINTABLES:
            name = printable.prefix or printable.code
            self.kind.addItem(f"{name}  {printable.title}", printable.code)
        self.kind.addItem(f"{issue.LETTER}  我的模板做的文书", issue.LETTER)
        self.kind.setAccessibleName("文种")
        self.year.setAccessibleName("年度")
        bar = QHBoxLayout()
        bar.setSpacing(8)
        title = Words("编号台账", "title")
        for widget in (title, self.kind, self.year):
            bar.addWidget(widget)
        bar.addWidget(self.proof, 1)
        self._set_up_table()
        frame = QFrame()
        role(frame, "table")
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self.table)
        side = QFrame()
        role(side, "card")
        below = QVBoxLayout(side)
        below.setContentsMargins(12, 10, 12, 10)
        self.facts.setWordWrap(True)
        self.facts.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
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
        layout.addLayout(bar)
        layout.addLayout(self._commands())
        layout.addWidget(split, 1)

    def _commands(self) -> QHBoxLayout:
        self.print_button = QPushButton("再次打印…")
        self.save_button = QPushButton("保存 PDF…")
        self.received_button = QPushButton("登记领取…")
        self.void_button = QPushButton("作废…")
        role(self.void_button, "danger")
        self.person_button = QPushButton("打开记录")
        row = QHBoxLayout()
        row.setSpacing(6)
        for button, tip in (
            (self.print_button, "与当初出具的文件完全相同（Ctrl+P）"), (self.save_button, "保存（Ctrl+S）"),
            (self.received_button, "谁领走了这份文件（Ctrl+L）"), (self.person_button, "出具对象的记录（Enter）"),
            (self.void_button, "编号保留，原因存档（Ctrl+D）"),
        ):
            button.setToolTip(tip)
            row.addWidget(button)
        row.addStretch(1)
        return row

    def _set_up_table(self) -> None:
        table = self.table
        table.setHorizontalHeaderLabels(list(COLUMNS))
        plain_rows(table, "已出具文件")
        letter = self.fontMetrics().horizontalAdvance("国") / 13
        for at, width in enumerate(WIDTHS):
            table.setColumnWidth(at, round(width * letter))
        table.horizontalHeader().setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)

    def _connect(self) -> None:
        self.kind.currentIndexChanged.connect(lambda _: self.renew())
        self.year.currentIndexChanged.connect(lambda _: self.renew())
        self.timer.timeout.connect(self.renew)
        self.table.itemSelectionChanged.connect(self._show_paper)
        self.table.itemActivated.connect(lambda _: self.open_person())
        for button, act in (
            (self.print_button, self.reprint), (self.save_button, self.save),
            (self.received_button, self.receive), (self.void_button, self.void),
            (self.person_button, self.open_person),
        ):
            button.clicked.connect(lambda _=False, act=act: act())
        for keys, act in (
            ("Ctrl+P", self.reprint), ("Ctrl+S", self.save), ("Ctrl+L", self.receive),
            ("Ctrl+D", self.void),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)
        self._context.changes.changed.connect(self._changed)
        self._context.year_changed.connect(self._set_year)
        theme().changed.connect(self._fill)

    # ---- reading ----

    def _changed(self, change: Any) -> None:
        if issue.PAPER_KEY in change.ids:
            self.timer.start()

    def _set_years(self, years: list[int]) -> None:
        chosen = self.year.currentData() or self._context.year
        self.year.blockSignals(True)
        self.year.clear()
        for each in sorted({*years, chosen, date.today().year}, reverse=True):
            self.year.addItem(f"{each} 年", each)
        self.year.setCurrentIndex(self.year.findData(chosen))
        self.year.blockSignals(False)

    def _set_year(self, year: int) -> None:
        if self.year.findData(year) < 0:
            self.year.addItem(f"{year} 年", year)
        self.year.setCurrentIndex(self.year.findData(year))

    def renew(self) -> None:
        """Read again beside the window."""
        self.timer.stop()
        wanted = (str(self.kind.currentData() or ""), int(self.year.currentData()))

        def read() -> _Read:
            prefixes = {p.code: p.prefix or p.code for p in PRINTABLES}
            prefixes[issue.LETTER] = issue.LETTER
            kinds = {code: p for code, p in prefixes.items() if wanted[0] in ("", code)}
            proofs = [ledger.proof(wanted[1], prefix) for prefix in kinds.values()]
            papers = [line.paper for line in ledger.lines(wanted[1], wanted[0])]
            return _Read(wanted, papers, proofs, ledger.years())

        self._context.worker.look_up(read, self._arrived)

    def _arrived(self, found: _Read) -> None:
        if found.wanted != (self.kind.currentData() or "", self.year.currentData()):
            return
        self._set_years(found.years)
        self.papers = found.papers
        counted = [proof for proof in found.proofs if proof.count or len(found.proofs) == 1]
        whole = all(proof.is_whole for proof in counted)
        words = "；".join(proof.words for proof in counted) or f"{found.wanted[1]} 年尚未出具文件"
        mark = "✓ " if whole else "✕ "
        self.proof.setText((mark if any(p.count for p in counted) else "") + words)
        role(self.proof, "mark-good" if whole and counted else "muted" if whole else "mark-bad")
        self._fill()

    def _fill(self) -> None:
        chosen = self.paper()
        self.table.blockSignals(True)
        self.table.setRowCount(len(self.papers))
        for row, paper in enumerate(self.papers):
            self._fill_row(row, paper)
        self.table.blockSignals(False)
        ids = [paper.id for paper in self.papers]
        if ids:
            self.table.selectRow(ids.index(chosen.id) if chosen and chosen.id in ids else 0)
        self._show_paper()

    def _fill_row(self, row: int, paper: Any) -> None:
        is_void = paper.state == issue.VOID
        state = f"✕ 作废：{paper.void_reason}" if is_void else "✓ 有效"
        if paper.replaces and not is_void:
            state += "（补）"
        words = (
            paper.number, str(paper.issued_on), paper.holder_name or "", paper.title or "",
            paper.purpose or "", state, paper.received_by or "", f"{paper.printed_count or 0}",
        )
        for column, text in enumerate(words):
            item = QTableWidgetItem(text)
            if is_void:
                item.setForeground(QColor(colours().faint))
            self.table.setItem(row, column, item)

    # ---- one paper ----

    def paper(self) -> Any:
        """The chosen paper; None when there is none."""
        rows = self.table.selectionModel().selectedRows() if self.table.selectionModel() else []
        row = rows[0].row() if rows else -1
        return self.papers[row] if 0 <= row < len(self.papers) else None

    def _show_paper(self) -> None:
        paper = self.paper()
        is_valid = paper is not None and paper.state != issue.VOID
        is_word = paper is not None and paper.printable == issue.LETTER
        self.save_button.setText("保存 Word 文件…" if is_word else "保存 PDF…")
        for button in (self.print_button, self.received_button, self.void_button):
            button.setEnabled(is_valid)
        for button in (self.save_button, self.person_button):
            button.setEnabled(paper is not None)
        if paper is None:
            self.preview.say("出具的文件在这里显示。" if self.papers else "还没有出具文件。在名单里选中人，按 Ctrl+P 打印。")
            self.facts.setText("")
            return
        if is_word:
            self.print_button.setEnabled(False)
            self.preview.say("Word 文书：保存后用 Word 或 WPS 打开、打印。")
            self.facts.setText(_facts_of(paper))
            return
        try:
            self.preview.show_pdf(issue.file_of(paper))
        except UserError as error:
            self.preview.say(str(error))
        self.facts.setText(_facts_of(paper))

    def reprint(self) -> None:
        """Print the very file that was issued."""
        paper = self.paper()
        if paper is None or not self.print_button.isEnabled():
            return
        if not printing.printer_names():
            if messages.ask(self, "这台电脑上没有打印机。", "可以先保存 PDF。", yes="保存 PDF…"):
                self.save()
            return
        run_with_progress(
            self, self._context.worker, f"再次打印 {paper.number}", lambda _: issue.file_of(paper),
            # After the job has ended: the print dialog must not open under the progress dialog.
            then=lambda pdf: QTimer.singleShot(0, lambda: self._print(paper, pdf)),
        )

    def _print(self, paper: Any, pdf: bytes) -> None:
        if printing.send(pdf, paper.number, self):
            self._do("记录打印次数", lambda: issue.reprint(paper))

    def save(self) -> None:
        """Save the very file that was issued."""
        paper = self.paper()
        if paper is None:
            return
        is_word = paper.printable == issue.LETTER
        suffix, kind = (".docx", "Word 文档") if is_word else (".pdf", "PDF 文件")
        name = f"{paper.number}_{issue.file_name(paper.snapshot)}{suffix}"
        path = messages.choose_save_path(self, "保存文件", name=name, kind=kind, suffix=suffix)
        if path is not None:
            self._do("保存文件", lambda: issue.save_file(paper, path))

    def receive(self) -> None:
        """Note who took the paper."""
        paper = self.paper()
        if paper is None or not self.received_button.isEnabled():
            return
        name, done = ask_words(self, "登记领取", f"{paper.number} 的领取人：", paper.received_by or "")
        if done:
            self._do("登记领取", lambda: issue.hand_over(paper, name))

    def void(self) -> None:
        """Void the paper, with a reason; its number stays taken."""
        paper = self.paper()
        if paper is None or not self.void_button.isEnabled():
            return
        reason, done = ask_words(self, "作废", f"{paper.number}（{paper.holder_name}）作废的原因：", "")
        if done:
            self._do("作废", lambda: issue.void_paper(paper, reason))

    def open_person(self) -> None:
        """The record the paper was issued for."""
        paper = self.paper()
        if paper is not None:
            self._context.open_record(entity_by_key(paper.holder_entity), paper.holder_id)

    def _do(self, label: str, act: Any) -> None:
        run_with_progress(
            self, self._context.worker, label, lambda _: act(), then=lambda _: self.renew()
        )


def _facts_of(paper: Any) -> str:
    """What the row has no room for."""
    lines = [f"{paper.number}　{paper.holder_name}　{paper.issued_on}"]
    if paper.replaces:
        lines.append(f"补开，原编号 {paper.replaces}")
    if paper.state == issue.VOID:
        lines.append(f"✕ 已作废：{paper.void_reason}")
    return "\n".join([*lines, f"存档文件 SHA-256 {(paper.file_digest or '')[:16]}…"])


def ask_words(parent: QWidget, title: str, question: str, words: str) -> tuple[str, bool]:
    """One line of words from the person; the one place where this page asks."""
    dialog = QInputDialog(parent)
    dialog.setWindowTitle(title)
    dialog.setLabelText(question)
    dialog.setTextValue(words)
    dialog.setOkButtonText("确定")
    dialog.setCancelButtonText("取消")
    dialog.resize(420, dialog.height())
    done = bool(dialog.exec())
    return dialog.textValue().strip(), done
