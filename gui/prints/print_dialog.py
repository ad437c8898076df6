"""打印中心: choose papers for the selected records, see them, print, save, or issue them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from exports.issue import Piece
from exports.prints import ordering, sets
from gui.look.theme import role
from gui.prints import print_output, print_work
from gui.prints.print_answers import Answers, lines_of, options_for
from gui.prints.print_deeds import Deeds
from gui.prints.print_sheet import PrintSheet
from gui.prints.print_side import PrintSide
from gui.prints.print_work import Gap, Plan, Ready, Wanted
from gui.shared.context import Context
from models import bulk
from models.entity import Entity

RENEW_MS = 180
QUESTIONS = 420
"""Pixels of the height that the list of papers leaves to the questions and buttons."""
FEW = 3
"""Drawing more papers than these may take seconds: it goes beside other look-ups."""


class PrintDialog(QDialog):
    """Printing of some records of one entity, one paper or the whole set.

    Until something is issued, preview, print and saved file say 预览 where the number will be;
    after it, they are the issued files themselves. chosen: codes that are ticked at first.
    replacing: an issued paper for which another one is made out (补开).
    """

    previewed = print_work.PREVIEWED

    def __init__(
        self, entity: type[Entity], record_ids: Sequence[int], context: Context,
        parent: QWidget | None = None, *, chosen: Sequence[str] = (), replacing: Any = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.context = context
        self._entity = entity
        self._records = bulk.records(entity, list(record_ids))
        self._ids = tuple(record.id for record in self._records)
        self._serial = 0
        self._replacing = replacing
        self._answers = Answers()
        self._asked = ""
        self.is_waiting = True
        self.plan = Plan()
        self.papers: list[Any] = []
        self.printables = sets.papers_for(entity)
        self.timer = QTimer(self, singleShot=True, interval=RENEW_MS)
        self.deeds = Deeds(self)
        self._build()
        self._connect()
        self.preview.say("正在生成预览…")
        self.show_state()
        self._begin(list(chosen))

    # ---- building ----

    def _build(self) -> None:
        who = self._title()
        self.setWindowTitle(f"打印 - {who}")
        self.side = side = PrintSide(who)
        self.list = side.papers
        self.subtitle, self.options, self.gap_list = side.subtitle, side.options, side.gap_list
        self.how, self.how_words, self.batch = side.how, side.how_words, side.batch
        self.issued_words, self.notices = side.issued_words, side.notices
        self.blocked_words = side.blocked_words
        self.issue_button, self.print_button = side.issue_button, side.print_button
        self.save_button, self.close_button = side.save_button, side.close_button
        self.letters_button = side.letters_button
        self.sheet = PrintSheet(self._entity, self.context)
        self.preview = self.sheet.preview
        for value, words in ordering.ways(self._entity):
            side.order.addItem(words, value)
        side.order.setVisible(len(self._ids) > 1)
        self.letters_button.setVisible(not self._entity.is_settings)
        self.list.setVisible(len(self.printables) > 1)
        bundles = {} if self._replacing else sets.set_of(self._entity).bundles
        self.list.set_papers(self.printables, bundles)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        right = QVBoxLayout()
        right.setContentsMargins(14, 12, 14, 12)
        right.addWidget(self.sheet)
        whole.addWidget(side)
        whole.addLayout(right, 1)
        room = self.screen().availableGeometry().size()
        self.resize(min(1220, room.width() - 40), min(740, room.height() - 48))

    def _title(self) -> str:
        if not self._records:
            return self._entity.label
        first, count = self._records[0], len(self._records)
        return str(first) if count == 1 else f"{first} 等 {count} 条{self._entity.label}"

    def _connect(self) -> None:
        side = self.side
        self.list.ticked.connect(self._ticked)
        self.list.looked.connect(self._look_at)
        self.options.changed.connect(self._answered)
        side.which.currentIndexChanged.connect(self._choose_line)
        side.order.currentIndexChanged.connect(lambda _: self._change())
        self.gap_list.wanted.connect(self._open)
        self.how.currentIndexChanged.connect(lambda _: self.show_state())
        self.timer.timeout.connect(self.renew)
        self.issue_button.clicked.connect(self.issue)
        self.print_button.clicked.connect(self.print_now)
        self.save_button.clicked.connect(self.save)
        self.close_button.clicked.connect(self.accept)
        self.letters_button.clicked.connect(self.open_letters)
        self.context.changes.changed.connect(self._hear)
        for keys, act in (
            ("Ctrl+Return", self.issue), ("Ctrl+Enter", self.issue), ("Ctrl+P", self.print_now),
            ("Ctrl+S", self.save),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(act)

    def open_letters(self) -> None:
        """The same records with one of her own Word templates."""
        from gui.prints.letter_dialog import LetterDialog

        LetterDialog(self._entity, self._ids, self.context, self).open()

    # ---- which papers, with which answers ----

    def _begin(self, chosen: list[str]) -> None:
        """Tick what is mostly wanted, or what was asked for."""
        if not self.printables or not self._records:
            self.subtitle.setText(
                f"还没有为{self._entity.label}准备打印件。列表可以用“导出”做成 Excel 表。"
            )
            self.preview.say("没有可打印的文件")
            self.show_state()
            return
        self.subtitle.setText(self.printables[0].title if len(self.printables) == 1 else "")
        self.subtitle.setVisible(bool(self.subtitle.text()))
        self.list.tick(chosen or self._usual())
        self.list.tree.setFocus() if len(self.printables) > 1 else self.options.setFocus()
        self.renew()

    def _usual(self) -> list[str]:
        """The paper that was made last of records of this kind, else what is mostly wanted."""
        last = str(self.context.settings.value(f"print/{self._entity.key()}", ""))
        known = any(printable.code == last for printable in self.printables)
        return [last] if known else sets.usual_codes(self._entity)

    def _ticked(self) -> None:
        self._look_at(self.list.current)
        self._change()

    def _look_at(self, code: str) -> None:
        """Ask the questions of one paper, and show it where it is among the pages."""
        printable = next((p for p in self.printables if p.code == code), None)
        if printable is None or self.papers:
            return
        if code in self.plan.starts and code in self.list.codes():
            self.preview.turn(self.plan.starts[code])
        if code == self._asked:
            return
        self._asked = code
        is_one = len(self.printables) == 1
        self.side.about.set_words("" if is_one else printable.title)
        self.side.about.setVisible(not is_one)
        self._offer_lines(printable)
        self._ask(printable)

    def _offer_lines(self, printable: Any) -> None:
        """Which line the paper is about, where there are several."""
        box, code = self.side.which, printable.code
        found = lines_of(self._entity, self._records[0], printable) if self._is_one else []
        box.blockSignals(True)
        box.clear()
        for value, words in found:
            box.addItem(words, value)
        chosen = self._answers.which(code)
        box.setCurrentIndex(max(box.findData(chosen), 0) if chosen is not None else 0)
        box.blockSignals(False)
        box.setVisible(bool(found))

    def _ask(self, printable: Any) -> None:
        code = printable.code
        kept = self._answers.of(code)
        which = self._answers.which(code)
        options = options_for(self._entity, self._records, printable, which)
        self.options.blockSignals(True)
        self.options.ask(options)
        for option in options:
            if option.key in kept:
                self.options.set_answer(option.key, kept[option.key])
        self.options.blockSignals(False)
        self._answers.keep(code, self.options.answers())
        self.options.setVisible(bool(options))

    def _choose_line(self, _: int) -> None:
        self._answers.choose(self._asked, self.side.which.currentData())
        printable = next((p for p in self.printables if p.code == self._asked), None)
        if printable is not None:
            self._ask(printable)
        self._change()

    def _answered(self) -> None:
        if self._asked:
            self._answers.keep(self._asked, self.options.answers())
        self._change()

    def _hear(self, _: object) -> None:
        """Records have changed: perhaps what was missing is there now."""
        if not self.papers:
            self._records = bulk.records(self._entity, list(self._ids))
            self._change()

    def _change(self) -> None:
        """The plan no longer fits the wish: nothing is issued until it does."""
        if not self.papers and self.printables:
            self.is_waiting = True
            self.timer.start()
            self.show_state()

    # ---- what can be printed ----

    @property
    def _is_one(self) -> bool:
        return len(self._ids) == 1

    def wanted(self) -> Wanted:
        """What is ticked, with its answers, for the records in their order."""
        by_code = {printable.code: printable for printable in self.printables}
        ticks = tuple(self._answers.tick(by_code[code]) for code in self.list.codes())
        order = str(self.side.order.currentData() or "")
        return Wanted(self._entity, self._ids, ticks, order, dict(self._answers.shared))

    def renew(self) -> None:
        """Read and draw again beside the window; a later wish wins."""
        if not self.printables or self.papers:
            return
        self.timer.stop()
        self._serial += 1
        serial, wanted = self._serial, self.wanted()
        self._read_standings(wanted)
        self.context.worker.look_up(
            lambda: print_work.make_plan(wanted) if serial == self._serial else None,
            lambda plan: self._planned(serial, plan), is_slow=len(wanted.ticks) > FEW,
        )

    def _read_standings(self, wanted: Wanted) -> None:
        """How every paper of the set stands, for one record."""
        if self._is_one and len(self.printables) > 1 and self._records:
            record = self._records[0]
            answers = {tick.printable.code: tick.answers for tick in wanted.ticks}
            self.context.worker.look_up(
                lambda: sets.status(record, answers), self.list.show_standings
            )

    def _planned(self, serial: int, plan: Plan | None) -> None:
        if plan is None or serial != self._serial or self.papers:
            return
        self.plan = plan
        self.is_waiting = self.timer.isActive()
        self.gap_list.show_gaps(plan.gaps, left_out=plan.left_out if plan.ready else 0)
        self.sheet.show_review(plan.review)
        self.notices.setText("\n".join(f"! {words}" for words in plan.notices[:6]))
        self.notices.setVisible(bool(plan.notices))
        self.side.offer_how(several=len(plan.ready) > 1)
        with_word = print_output.has_word(plan.pieces)
        self.side.offer_batch(count=len(plan.ready), with_word=with_word)
        if not self._is_one:
            self._show_counts(plan)
        if plan.pdf:
            self.preview.show_pdf(plan.pdf, marks=plan.marks)
        elif not self.list.codes():
            self.preview.say("在左边勾选要打印的文件。")
        else:
            self.preview.say(plan.fault or "补全左边列出的内容后，这里显示预览。")
        self.show_state()

    def _show_counts(self, plan: Plan) -> None:
        """For many records: how many of each paper can be made."""
        counts: dict[str, int] = {}
        for piece in plan.pieces:
            counts[piece.printable.code] = counts.get(piece.printable.code, 0) + 1
        self.list.show_words({code: f"✓ {count} 份" for code, count in counts.items()})

    def _open(self, gap: Gap) -> None:
        from gui.record.record_dialog import RecordDialog

        RecordDialog(
            gap.entity, record_id=gap.record_id, context=self.context, parent=self
        ).open()

    # ---- state ----

    def meant(self) -> list[Piece]:
        """What is made: each paper as the choice about earlier ones says."""
        if self._replacing is not None:
            return [Ready(r.piece, (self._replacing,)).meant("replace") for r in self.plan.ready]
        how = str(self.how.currentData() or "")
        return [ready.meant(how) for ready in self.plan.ready]

    def show_state(self) -> None:
        """Which buttons work now, and what they are called."""
        issued, plan = bool(self.papers), self.plan
        asks = bool(plan.earlier) and not issued and self._replacing is None
        is_blocked = plan.is_blocked and not issued
        waits = len(plan.review.blocking) if plan.review else 0
        way = "也可先不勾选上报的表。" if len(self.list.codes()) > 1 else ""
        self.blocked_words.setText(
            f"✕ 有 {waits} 项错误没有答复：可以预览，不能出具、打印和保存。{way}"
        )
        self.blocked_words.setVisible(is_blocked)
        self.how.setVisible(asks)
        self._say_earlier(asks)
        self.issued_words.setVisible(issued)
        for widget in (self.options, self.list, self.side.which, self.side.order):
            widget.setEnabled(not issued)
        self._name_buttons()
        is_clear = not asks or bool(self.how.currentData())
        may_leave = bool(plan.pdf) and not is_blocked
        self.issue_button.setVisible(not issued and bool(self.printables))
        self.issue_button.setEnabled(may_leave and is_clear and not self.is_waiting)
        self.print_button.setEnabled(may_leave or issued)
        self.save_button.setEnabled(may_leave or issued)

    def _say_earlier(self, asks: bool) -> None:
        earlier = self.plan.earlier
        more = f" 等 {len(earlier)} 份" if len(earlier) > 3 else ""
        numbers = "、".join(f"{p.number}（{p.issued_on}）" for p in earlier[:3])
        words = f"! 同一内容已出具过：{numbers}{more}" if asks else ""
        if self._replacing is not None and not self.papers:
            words = f"! 补开：代替 {self._replacing.number}，出具后原编号作废。"
        self.how_words.setText(words)
        self.how_words.setVisible(bool(words))

    def _name_buttons(self) -> None:
        pieces = self.plan.pieces
        count = len(pieces)
        is_numbered = any(piece.printable.is_numbered for piece in pieces)
        verb = "出具并编号" if is_numbered else "登记存档"
        self.issue_button.setText(f"{verb}（{count} 份）" if count > 1 else verb)
        role(self.issue_button, "primary" if is_numbered else "")
        role(self.print_button, "primary" if self.papers or not is_numbered else "")
        has_word = print_output.has_word(pieces)
        mixed = has_word and count > 1
        self.save_button.setText("保存…" if mixed else "保存 Word…" if has_word else "保存 PDF…")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The list of papers leaves room for their questions."""
        super().resizeEvent(event)
        self.list.fit(event.size().height() - QUESTIONS)

    # ---- deeds ----

    def issue(self) -> None:
        """Take the number(s) and keep the paper(s)."""
        if self.issue_button.isEnabled() and not self.papers:
            self.deeds.issue()

    def take_issued(self, found: tuple[list[Any], bytes]) -> None:
        """Show what was kept, with its numbers."""
        self.papers, pdf = found
        if len(codes := self.list.codes()) == 1:
            self.context.settings.setValue(f"print/{self._entity.key()}", codes[0])
        said = print_output.said_numbers(self.papers)
        self.issued_words.setText(f"✓ 已出具并存档：{said}")
        self.notices.setVisible(False)
        self.preview.show_pdf(pdf, marks=self.plan.marks)
        self._read_standings(self.wanted())
        self.show_state()
        self.context.say(f"已出具 {said}")
        self.print_button.setFocus()

    def print_now(self) -> None:
        """Onto paper at actual size."""
        if self.print_button.isEnabled():
            self.deeds.print_now()

    def save(self) -> None:
        """Into one file or one for each paper."""
        if self.save_button.isEnabled():
            self.deeds.save()

    def done(self, result: int) -> None:
        """Not closed while a job runs: its 取消 stops it first."""
        if not self.deeds.is_busy:
            self._serial += 1  # what is still being read comes too late
            super().done(result)
