"""数据检查: what the rules find, what is due by when, each with its source, each answerable."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QMenu,
    QPushButton,
    QSplitter,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gui.checks.check_list_model import (
    DEADLINE_HEADS,
    FINDING_HEADS,
    CheckModel,
    Line,
    line_of,
)
from gui.checks.check_side import CheckSide
from gui.checks.unchecked_note import UncheckedNote
from gui.look import icons, messages
from gui.look.empty_state import EmptyState
from gui.look.marks import Words
from gui.look.plain_rows import plain_rows
from gui.look.theme import colours, role, theme
from gui.look.words_dialog import ask_words
from gui.paper.handing_over import Paper, hand_over
from gui.shared.context import Context
from gui.shared.progress import run_with_progress
from models.checks import Found, Look, Waiting, run, unchecked, waiting
from models.checks.answers import give, withdraw
from models.entities import entity_by_key

RENEW_MS = 400
AHEAD_DAYS = 90
"""Deadlines that end within so many days are listed too."""

GROUPS = (
    ("deadlines", "期限"), ("E", "错误"), ("W", "警告"), ("I", "提示"), ("answered", "已答复"),
)
WIDTHS = {FINDING_HEADS: (62, 190, 150, 0), DEADLINE_HEADS: (104, 196, 0, 88, 88)}


@dataclass(frozen=True)
class Read:
    """Everything of one look, made beside the window."""

    today: date
    lines: list[Line]
    note: str
    unchecked: list[str]


def read(today: date | None = None) -> Read:
    """Run every check and every deadline."""
    look = Look(today)
    subjects: list[Found | Waiting] = [*waiting(look, days=AHEAD_DAYS), *run(look)]
    records = [
        s.finding.record if isinstance(s, Found) else s.due.record for s in subjects
    ]
    titles = {id(record): str(record) for record in records if record is not None}
    lines = [line_of(subject, titles, look.today) for subject in subjects]
    return Read(look.today, lines, look.calendar.note(look.today), unchecked(look))


class CheckPage(QWidget):
    """Enter opens the record, Ctrl+R answers."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._asked = 0
        self.found: Read | None = None
        self.group = ""
        self.model = CheckModel()
        self.table = QTableView()
        self.side = CheckSide()
        self.note = QFrame()
        self.foot = UncheckedNote()
        self._chips: dict[str, QPushButton] = {}
        self._timer = QTimer(self, singleShot=True, interval=RENEW_MS)
        self._timer.timeout.connect(self.renew)
        self._build()
        self._connect()
        QTimer.singleShot(0, self.renew)

    # ---- building ----

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(10)
        layout.addLayout(self._head())
        layout.addWidget(self._note())
        self._set_up_table()
        frame = QFrame()
        role(frame, "table")
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self.table)
        self.empty = EmptyState(self.table)
        self.empty.say(icons.icon("checks", colours().muted), "正在检查…")
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(frame)
        split.addWidget(self.side)
        split.setStretchFactor(0, 1)
        split.setCollapsible(0, False)
        split.setSizes([820, 310])
        layout.addWidget(split, 1)
        layout.addWidget(self.foot)

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(Words("数据检查", "title"))
        row.addSpacing(8)
        for key, label in GROUPS:
            chip = QPushButton(label)
            chip.setCheckable(True)
            role(chip, "chip")
            chip.clicked.connect(partial(self.choose, key))
            self._chips[key] = chip
            row.addWidget(chip)
        row.addStretch(1)
        self.agenda_button = QToolButton()
        self.agenda_button.setText("导出日程 ▾")
        self.agenda_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self.agenda_button)
        for days in (30, 90):
            for kind, name in (("pdf", "打印用 PDF"), ("ics", "日历文件 .ics")):
                action = menu.addAction(f"今后 {days} 天：{name}…")
                action.triggered.connect(partial(self.export, days, kind))
        self.agenda_button.setMenu(menu)
        row.addWidget(self.agenda_button)
        return row

    def _note(self) -> QFrame:
        role(self.note, "notice")
        self.note_words = Words()
        button = QPushButton("导入节假日表…")
        button.setToolTip("Excel 表，两列：日期、类别（放假 或 调休上班）")
        button.clicked.connect(lambda _=False: self.import_holidays())
        inside = QHBoxLayout(self.note)
        inside.setContentsMargins(12, 4, 6, 4)
        inside.addWidget(self.note_words, 1)
        inside.addWidget(button)
        self.note.hide()
        return self.note

    def _set_up_table(self) -> None:
        self.table.setModel(self.model)
        plain_rows(self.table, "检查结果")

    def _connect(self) -> None:
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._show_line())
        self.table.activated.connect(self._activated)
        self.side.open_button.clicked.connect(lambda _=False: self.open_record())
        self.side.answer_button.clicked.connect(lambda _=False: self.answer())
        self.side.withdraw_button.clicked.connect(lambda _=False: self.take_back())
        shortcut = QShortcut(QKeySequence("Ctrl+R"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.answer)
        self._context.changes.changed.connect(lambda _: self._timer.start())
        theme().changed.connect(self._show_group)

    # ---- reading and choosing ----

    def renew(self) -> None:
        """Run the checks beside the window."""
        self._timer.stop()
        self._asked += 1
        number = self._asked
        self._context.worker.look_up(
            read, lambda found: self._arrived(number, found), is_slow=True
        )

    def _arrived(self, number: int, found: Read) -> None:
        if number != self._asked:
            return
        self.found = found
        self.note_words.setText(f"! {found.note}")
        self.note.setVisible(bool(found.note))
        self.foot.show_sentences(found.unchecked)
        for key, label in GROUPS:
            self._chips[key].setText(f"{label} {len(self._lines(key)):,}")
        if not self.group:
            wanted = [key for key, _ in GROUPS if self._lines(key)]
            self.group = wanted[0] if wanted else GROUPS[0][0]
        self._show_group()

    def _lines(self, group: str) -> list[Line]:
        found = self.found.lines if self.found else []
        if group == "answered":
            return [line for line in found if line.subject.answer]
        waits = [line for line in found if not line.subject.answer]
        if group == "deadlines":
            return [line for line in waits if isinstance(line.subject, Waiting)]
        return [
            line for line in waits
            if isinstance(line.subject, Found) and line.subject.severity == group
        ]

    def choose(self, group: str, _checked: bool = False) -> None:
        """Show one group: deadlines, E, W, I or answered."""
        self.group = group
        self._show_group()

    def _show_group(self) -> None:
        if self.found is None:
            return
        for key, chip in self._chips.items():
            chip.setChecked(key == self.group)
        before = self.line()
        lines = self._lines(self.group)
        heads = DEADLINE_HEADS if self.group == "deadlines" else FINDING_HEADS
        if self.group == "answered":
            lines = [self._as_finding(line) for line in lines]
        self.model.show(heads, lines)
        self._set_widths(heads)
        if lines:
            self.empty.hide()
            places = [line.subject.place for line in lines]
            at = places.index(before.subject.place) if before and before.subject.place in places \
                else 0
            self.table.selectRow(at)
        else:
            self.empty.say(icons.icon("checks", colours().good), "✓ 这里没有要看的。",
                           "数据改动后会自动重新检查。")
        self._show_line()

    def _as_finding(self, line: Line) -> Line:
        """An answered deadline among answered findings: its words by their columns."""
        if isinstance(line.subject, Found):
            return line
        words = ("✓ 期限", line.words[1], line.subject.rule.label, line.words[2])
        return Line(words, line.tone, line.subject)

    def _set_widths(self, heads: tuple[str, ...]) -> None:
        header = self.table.horizontalHeader()
        letter = self.fontMetrics().horizontalAdvance("国") / 13
        for at, width in enumerate(WIDTHS[heads]):
            stretches = not width
            header.setSectionResizeMode(
                at, QHeaderView.ResizeMode.Stretch if stretches
                else QHeaderView.ResizeMode.Interactive,
            )
            if width:
                self.table.setColumnWidth(at, round(width * letter))

    # ---- one row ----

    def line(self) -> Line | None:
        """The chosen row."""
        row = self.table.currentIndex().row()
        return self.model.lines[row] if 0 <= row < len(self.model.lines) else None

    def _show_line(self) -> None:
        self.side.show_line(self.line())

    def _activated(self, _: QModelIndex | QPersistentModelIndex) -> None:
        self.open_record()

    def open_record(self) -> None:
        """The record behind the row; for what comes round every year, the page for it."""
        line = self.line()
        if line is None:
            return
        if line.record is not None:
            self._context.open_record(type(line.record), line.record.get_id())
        elif isinstance(line.subject, Waiting):
            due = line.subject.due
            if due.ids:
                self._context.open_list(entity_by_key(due.page), due.ids, due.words)
            else:
                self._context.navigate(due.page)

    def answer(self) -> None:
        """Ask for the reason and keep it; the row is silent until its data change."""
        line = self.line()
        if line is None:
            return
        subject = line.subject
        reason, done = ask_words(
            self, "答复", f"“{line.words[1]}”：为什么可以这样，或已怎样办理？", subject.answer
        )
        if done:
            self._do("答复检查", lambda: give(subject, reason))

    def take_back(self) -> None:
        """Withdraw the answer of the row."""
        line = self.line()
        if line is not None and line.subject.answer:
            subject = line.subject
            self._do("撤回答复", lambda: withdraw(subject))

    # ---- files ----

    def export(self, days: int, kind: str, _checked: bool = False) -> None:
        """The agenda as a PDF or a calendar file, written whole."""
        name = f"外事日程_今后{days}天_{date.today()}.{kind}"
        words = "PDF 文件" if kind == "pdf" else "日历文件"
        path = messages.choose_save_path(self, "导出日程", name=name, kind=words, suffix=f".{kind}")
        if path is None:
            return

        def make(_: Any) -> list[Paper]:
            from exports import agenda
            from exports.handing_over import About

            content = agenda.pdf(days) if kind == "pdf" else agenda.ics(days)
            return [Paper(path, content, About(f"今后 {days} 天日程"))]

        hand_over(
            self, self._context, "导出日程", make=make,
            then=lambda paths: self._context.say(f"已导出 {paths[0].name}"),
        )

    def import_holidays(self) -> None:
        """Take the year's holidays from a workbook."""
        chosen = messages.file_dialog(
            self, "导入节假日表", filters="表格 (*.xlsx *.xls *.csv *.ods *.et)"
        )
        if not chosen:
            return

        def work(_: Any) -> int:
            from models.checks.working_days import import_holidays

            return import_holidays(chosen[0])

        run_with_progress(
            self, self._context.worker, "导入节假日表", work,
            then=lambda count: self._context.say(f"已导入节假日 {count} 天"),
        )

    def _do(self, label: str, act: Any) -> None:
        run_with_progress(
            self, self._context.worker, label, lambda _: act(), then=lambda _: self.renew()
        )
