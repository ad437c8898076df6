"""打印: choose a paper for the selected records, see it, print, save, or issue it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from exports.prints import printables_for
from gui import messages, print_work, printing
from gui.buttons import push_button
from gui.context import Context
from gui.marks import Words
from gui.print_gaps import GapList
from gui.print_options import OptionFields
from gui.print_sheet import PrintSheet
from gui.print_work import Gap, Plan
from gui.progress import run_with_progress
from gui.theme import role
from models.entity import Entity
from models.jobs import Progress

RENEW_MS = 180
SIDE_WIDTH = 344
ONE, EACH = "合成一个 PDF", "每人一个 PDF（姓名_证件尾号）"
HOW = (("", "请选择…"), ("replace", "补开（原编号作废）"), ("again", "另出一份（原编号仍有效）"))


class PrintDialog(QDialog):
    """Printing of some records of one entity.

    Until something is issued, preview, print and saved file say 预览 where the number will be;
    after it, they are the issued file itself.
    """

    def __init__(
        self, entity: type[Entity], record_ids: Sequence[int], context: Context,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._context = context
        self._entity = entity
        self._ids = list(record_ids)
        self._serial = 0
        self._is_busy = False
        self.is_waiting = True
        self.plan = Plan()
        self.papers: list[Any] = []
        self.printables = printables_for(entity)
        self.kind = QComboBox()
        self.options = OptionFields()
        self.gap_list = GapList()
        self.blocked_words = Words("", "mark-bad")
        self.notices = Words("", "mark-warn")
        self.how = QComboBox()
        self.how_words = Words("", "mark-warn")
        self.batch = QComboBox()
        self.issued_words = Words("", "mark-good")
        self.sheet = PrintSheet(entity, context)
        self.preview = self.sheet.preview
        self.timer = QTimer(self, singleShot=True, interval=RENEW_MS)
        self._build()
        self._connect()
        self.preview.say("正在生成预览…")
        self._show_state()
        self._choose_kind(0)

    @property
    def printable(self) -> Any:
        """The paper chosen; None when there is none for this entity."""
        at = self.kind.currentIndex()
        return self.printables[at] if 0 <= at < len(self.printables) else None

    # ---- building ----

    def _build(self) -> None:
        count = len(self._ids)
        first = self._entity.get_by_id(self._ids[0])
        who = str(first) if count == 1 else f"{first} 等 {count} 条{self._entity.label}"
        self.setWindowTitle(f"打印 - {who}")
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        right = QVBoxLayout()
        right.setContentsMargins(14, 12, 14, 12)
        right.addWidget(self.sheet)
        whole.addWidget(self._side(who))
        whole.addLayout(right, 1)
        room = self.screen().availableGeometry().size()
        self.resize(min(1180, room.width() - 40), min(712, room.height() - 48))

    def _side(self, who: str) -> QWidget:
        side = QFrame()
        role(side, "sidebar")
        side.setFixedWidth(max(SIDE_WIDTH, self.fontMetrics().horizontalAdvance("国") * 26))
        layout = QVBoxLayout(side)
        layout.setContentsMargins(16, 14, 16, 14)
        layout.setSpacing(9)
        title = Words(who, "heading")
        title.setWordWrap(True)
        for printable in self.printables:
            self.kind.addItem(f"{printable.code}  {printable.title}")
        self.kind.setAccessibleName("打印件")
        self.kind.setVisible(len(self.printables) > 1)
        self.subtitle = Words("", "muted")
        self.subtitle.setWordWrap(True)
        self.letters_button = push_button("用我的 Word 模板…", self.open_letters, look="flat")
        for widget in (title, self.kind, self.subtitle, self._scrolled(), self.letters_button,
                       *self._buttons()):
            layout.addWidget(widget, 1 if isinstance(widget, QScrollArea) else 0)
        return side

    def _scrolled(self) -> QScrollArea:
        """Options and what is to be said, which may be longer than the window is high."""
        inner = QWidget()
        role(inner, "page")
        layout = QVBoxLayout(inner)
        layout.setContentsMargins(0, 4, 4, 0)
        layout.setSpacing(9)
        layout.addWidget(self.options)
        layout.addWidget(self.gap_list)
        layout.addWidget(self.blocked_words)
        for label in (self.blocked_words, self.notices, self.how_words, self.issued_words):
            label.setWordWrap(True)
        self.issued_words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        for value, words in HOW:
            if value != "replace" or len(self._ids) == 1:
                self.how.addItem(words, value)
        self.how.setAccessibleName("已出具过时怎样处理")
        for words in (ONE, EACH):
            self.batch.addItem(words)
        self.batch.setAccessibleName("保存方式")
        self.batch.setVisible(len(self._ids) > 1)
        for widget in (self.notices, self.how_words, self.how, self.batch, self.issued_words):
            layout.addWidget(widget)
        layout.addStretch(1)
        area = QScrollArea()
        area.setWidget(inner)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        return area

    def _buttons(self) -> tuple[QWidget, ...]:
        self.issue_button = QPushButton()
        role(self.issue_button, "primary")
        self.print_button = QPushButton("打印…")
        self.save_button = QPushButton("保存 PDF…")
        self.close_button = QPushButton("关闭")
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        for button in (self.print_button, self.save_button, self.close_button):
            layout.addWidget(button, 1)
        for button, tip in (
            (self.issue_button, "取下一个编号并存档（Ctrl+Enter）"), (self.print_button, "打印（Ctrl+P）"),
            (self.save_button, "保存（Ctrl+S）"), (self.close_button, "关闭（Esc）"),
        ):
            button.setAutoDefault(False)
            button.setToolTip(tip)
        return self.issue_button, row

    def _connect(self) -> None:
        self.kind.currentIndexChanged.connect(self._choose_kind)
        self.options.changed.connect(self._answered)
        self.gap_list.wanted.connect(self._open)
        self.how.currentIndexChanged.connect(lambda _: self._show_state())
        self.timer.timeout.connect(self.renew)
        self.issue_button.clicked.connect(self.issue)
        self.print_button.clicked.connect(self.print_now)
        self.save_button.clicked.connect(self.save)
        self.close_button.clicked.connect(self.accept)
        self._context.changes.changed.connect(self._answered)
        for keys, act in (
            ("Ctrl+Return", self.issue), ("Ctrl+Enter", self.issue), ("Ctrl+P", self.print_now),
            ("Ctrl+S", self.save),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(act)

    def open_letters(self) -> None:
        """The same records with one of her own Word templates."""
        from gui.letter_dialog import LetterDialog

        LetterDialog(self._entity, self._ids, self._context, self).open()

    # ---- what can be printed ----

    def _choose_kind(self, _: int) -> None:
        printable = self.printable
        if printable is None:
            self.subtitle.setText(f"还没有为{self._entity.label}准备打印件。列表可以用“导出”做成 Excel 表。")
            self.preview.say("没有可打印的文件")
            self._show_state()
            return
        first = self._entity.get_by_id(self._ids[0])
        many = len(self._ids) > 1
        self.subtitle.setText(printable.title if len(self.printables) == 1 else "")
        self.subtitle.setVisible(bool(self.subtitle.text()))
        self.options.ask([o for o in printable.options(first) if not (many and o.per_record)])
        self.renew()

    def _answered(self, *_: object) -> None:
        """The plan no longer fits the answers or the records: nothing is issued until it does."""
        if not self.papers and self.printable is not None:
            self.is_waiting = True
            self.timer.start()
            self._show_state()

    def renew(self) -> None:
        """Read and draw again beside the window; a later wish wins."""
        printable = self.printable
        if printable is None or self.papers:
            return
        self.timer.stop()
        self._serial += 1
        serial, ids, answers = self._serial, list(self._ids), self.options.answers()
        self._context.worker.look_up(
            lambda: print_work.make_plan(printable, ids, answers),
            lambda plan: self._planned(serial, plan),
        )

    def _planned(self, serial: int, plan: Plan) -> None:
        if serial != self._serial or self.papers:
            return
        self.plan = plan
        self.is_waiting = self.timer.isActive()
        ready = len(plan.ready)
        self.gap_list.show_gaps(plan.gaps, left_out=len(self._ids) - ready if ready else 0)
        self.sheet.show_review(plan.review)
        self.notices.setText("\n".join(f"! {words}" for words in plan.notices[:6]))
        self.notices.setVisible(bool(plan.notices))
        numbers = "、".join(f"{p.number}（{p.issued_on}）" for p in plan.earlier[:4])
        self.how_words.setText(f"! 同一内容已出具过：{numbers}")
        if plan.pdf:
            self.preview.show_pdf(plan.pdf)
        else:
            self.preview.say(plan.fault or "补全左边列出的内容后，这里显示预览。")
        self._show_state()

    def _open(self, gap: Gap) -> None:
        from gui.record_dialog import RecordDialog

        RecordDialog(
            gap.entity, record_id=gap.record_id, context=self._context, parent=self
        ).open()

    def _show_state(self) -> None:
        """Which buttons work now, and what they are called."""
        printable, issued, ready = self.printable, bool(self.papers), bool(self.plan.pdf)
        asks = bool(self.plan.earlier) and not issued
        is_blocked = self.plan.is_blocked and not issued
        waits = len(self.plan.review.blocking) if self.plan.review else 0
        self.blocked_words.setText(f"✕ 有 {waits} 项错误没有答复：可以预览，不能出具、打印和保存。")
        self.blocked_words.setVisible(is_blocked)
        self.how.setVisible(asks)
        self.how_words.setVisible(asks)
        self.issued_words.setVisible(issued)
        self.options.setEnabled(not issued)
        self.kind.setEnabled(not issued)
        count = len(self.plan.ready)
        is_numbered = printable is not None and printable.is_numbered
        verb = "出具并编号" if is_numbered else "登记存档"
        self.issue_button.setText(f"{verb}（{count} 份）" if count > 1 else verb)
        self.issue_button.setVisible(not issued and printable is not None)
        is_clear = not asks or bool(self.how.currentData())
        may_leave = ready and not is_blocked
        self.issue_button.setEnabled(may_leave and is_clear and not self.is_waiting)
        self.print_button.setEnabled(may_leave or issued)
        self.save_button.setEnabled(may_leave or issued)
        role(self.issue_button, "primary" if is_numbered else "")
        role(self.print_button, "primary" if issued or not is_numbered else "")

    # ---- issuing ----

    def issue(self) -> None:
        """Take the number(s) and keep the paper(s); the preview then shows what was kept."""
        if not self.issue_button.isEnabled() or self.papers:
            return
        printable, plan, answers = self.printable, self.plan, self.options.answers()
        how = str(self.how.currentData() or "") if plan.earlier else ""

        def work(progress: Progress) -> tuple[list[Any], bytes]:
            papers = print_work.issue_all(
                printable, plan.ready, answers, how=how, earlier=plan.earlier, progress=progress
            )
            shown = papers[: print_work.PREVIEWED]
            return papers, print_work.pdf_of(
                printable, plan.ready, answers, papers=shown, progress=progress
            )

        self._run(f"出具{printable.title}", work, self._issued)

    def _issued(self, found: tuple[list[Any], bytes]) -> None:
        self.papers, pdf = found
        first, last = self.papers[0].number, self.papers[-1].number
        said = first if first == last else f"{first} 至 {last}，共 {len(self.papers)} 份"
        self.issued_words.setText(f"✓ 已出具并存档：{said}")
        self.notices.setVisible(False)
        self.preview.show_pdf(pdf)
        self._show_state()
        self._context.say(f"已出具 {said}")
        self.print_button.setFocus()

    # ---- paper and files ----

    def print_now(self) -> None:
        """Through the system's print dialog, at actual size."""
        if not self.print_button.isEnabled():
            return
        if not printing.printer_names():
            if messages.ask(
                self, "这台电脑上没有打印机。", "可以先保存 PDF，到有打印机的电脑上打印（打印时选“实际大小”）。",
                yes="保存 PDF…",
            ):
                self.save()
            return
        what = (self.printable, self.plan.ready, self.options.answers())
        papers = list(self.papers)
        self._run(
            "准备打印", lambda progress: print_work.pdf_of(*what, papers=papers, progress=progress),
            # After the job has ended: the print dialog must not open under the progress dialog.
            lambda pdf: QTimer.singleShot(0, lambda: self._send(pdf)),
        )

    def _send(self, pdf: bytes) -> None:
        if pages := printing.send(pdf, self._name(), self):
            self._context.say(f"已送打印机：{pages} 页")

    def save(self) -> None:
        """As one file or one for each record."""
        if not self.save_button.isEnabled():
            return
        if len(self.plan.ready) > 1 and self.batch.currentText() == EACH:
            found = messages.file_dialog(self, "选择存放 PDF 的文件夹", mode="folder")
            if found:
                self._run_saving(print_work.save_each, found[0])
            return
        path = messages.choose_save_path(
            self, "保存 PDF", name=f"{self._name()}.pdf", kind="PDF 文件", suffix=".pdf"
        )
        if path is not None:
            self._run_saving(print_work.save_one, path)

    def _run_saving(self, write: Callable[..., int], path: Path) -> None:
        what = (self.printable, self.plan.ready, self.options.answers())
        papers = list(self.papers)
        self._run(
            "保存 PDF", lambda progress: write(path, *what, papers=papers, progress=progress),
            lambda files: self._context.say(
                f"已保存 {files} 个文件到 {path.name}" if files > 1 else f"已保存：{path.name}"
            ),
        )

    def _run(
        self, label: str, work: Callable[[Progress], Any], then: Callable[[Any], None]
    ) -> None:
        """One job at a time; the dialog stays open and still until it has ended."""
        self._is_busy = True
        self.setEnabled(False)
        job = run_with_progress(self, self._context.worker, label, work, then=then)
        job.ended.connect(self._ended)

    def _ended(self) -> None:
        self._is_busy = False
        self.setEnabled(True)
        self._show_state()

    def done(self, result: int) -> None:
        """Not closed while a job runs: its 取消 stops it first."""
        if not self._is_busy:
            super().done(result)

    def _name(self) -> str:
        """姓名_证件尾号 for one; the title for many."""
        from exports.issue import file_name

        if len(self.plan.ready) != 1:
            return f"{self.printable.title} {len(self.plan.ready)} 份".replace("/", "、")
        if self.papers:
            return f"{self.papers[0].number}_{file_name(self.papers[0].snapshot)}"
        facts = self.printable.snapshot(self.plan.ready[0], self.options.answers())
        return f"{file_name(facts)}_预览"
