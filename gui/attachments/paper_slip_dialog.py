"""打印缺件单: the slip of papers as it will look; which case, by when, all or only what lacks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from exports.file_names import legal
from exports.paper_slip import Slips, Wish, slips
from gui.look import messages
from gui.look.dialog_size import open_at
from gui.look.marks import Words
from gui.look.theme import role
from gui.paper.page_preview import PagePreview
from gui.shared.context import Context
from gui.shared.progress import run_with_progress
from models import papers
from models.entity import Entity
from models.errors import UserError
from models.fields import Date
from models.jobs import Progress

DAYS = 14
"""By when at first."""
ALL = "全部材料"
THINKING_MS = 250


class PaperSlipDialog(QDialog):
    """Prints, or saves as PDF."""

    def __init__(
        self, context: Context, records: Sequence[Entity], cases: Sequence[str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._context, self._records = context, list(records)
        self._about = about(records)
        self._pdf, self._people = b"", 0
        self._asked = 0
        self.setWindowTitle(f"缺件单：{self._about}")
        self.case = QComboBox()
        self.case.addItems([ALL, *cases])
        self.case.setAccessibleName("办理事项")
        self.case.setVisible(len(cases) > 1)
        self.bring_by = QLineEdit((date.today() + timedelta(days=DAYS)).isoformat())
        self.bring_by.setAccessibleName("交齐日期")
        self.bring_by.setMaximumWidth(self.fontMetrics().horizontalAdvance("2026-00-000000"))
        self.is_short = QCheckBox("只列未交的")
        self.lacking_only = QCheckBox("已交齐的不印")
        self.lacking_only.setChecked(len(records) > 1)
        self.lacking_only.setVisible(len(records) > 1)
        self.told = Words("", "muted")
        self.preview = PagePreview(context)
        self.print_button = QPushButton("打印…")
        role(self.print_button, "primary")
        self.save_button = QPushButton("存为 PDF…")
        self._timer = QTimer(self, singleShot=True, interval=THINKING_MS)
        self._timer.timeout.connect(self.draw)
        self._build()
        self.draw()

    def draw(self) -> None:
        """Make the slip beside the window."""
        kind = Date("交齐日期")
        try:
            day = kind.parse(self.bring_by.text())
            if day is not None and not isinstance(day, date):
                raise ValueError("应为完整日期，如 2026-12-05")
        except ValueError as error:
            self._nothing(f"“交齐日期”：{error}")
            return
        case = "" if self.case.currentText() == ALL else self.case.currentText()
        wish = Wish(
            case=case, bring_by=day, is_short=self.is_short.isChecked(),
            lacking_only=self.lacking_only.isChecked(),
        )
        records = self._records
        self._asked += 1
        number = self._asked
        if not self._pdf:
            self.preview.say("正在排版…")

        def work() -> Slips:
            return slips(papers.checklists(type(records[0]), records), wish)

        def show(found: Slips) -> None:
            if isValid(self) and number == self._asked:
                self._pdf, self._people = found.pdf, found.count
                self.preview.show_pdf(found.pdf)
                self._tell()
                self._enable(True)

        # Setting a page takes a while; lists must not wait for it.
        self._context.worker.look_up(work, show, failed=self._failed, is_slow=True)

    def print_slip(self) -> None:
        """To the printer."""
        from gui.paper import printing

        try:
            pages = printing.send(self._pdf, self.windowTitle(), self)
        except UserError as error:
            messages.show_error(self, error)
            return
        if pages:
            self._context.say(f"已打印 {pages} 页缺件单")
            self.accept()

    def save_slip(self) -> None:
        """As a PDF file."""
        name = legal(f"缺件单_{self._about}", suffix=".pdf")
        path = messages.choose_save_path(
            self, "缺件单存为 PDF", name=name, kind="PDF", suffix=".pdf"
        )
        if path is None:
            return
        pdf, people = self._pdf, self._people

        def work(_: Progress) -> Path:
            from exports.handing_over import About, send_out

            send_out(path, pdf, About("缺件单", profile="出具", people=people))
            return path

        run_with_progress(
            self, self._context.worker, "正在保存", work,
            then=lambda _: self._context.say(f"已保存 {path.name}"),
        )

    def _build(self) -> None:
        bar = QHBoxLayout()
        bar.addWidget(self.case)
        bar.addWidget(Words("请于", "muted"))
        bar.addWidget(self.bring_by)
        bar.addWidget(Words("前交齐（留空为“尽快”）", "muted"))
        bar.addWidget(self.is_short)
        bar.addWidget(self.lacking_only)
        bar.addStretch(1)
        foot = QHBoxLayout()
        foot.addWidget(self.told)
        foot.addStretch(1)
        close = QPushButton("关闭")
        close.setAutoDefault(False)
        for button in (self.save_button, self.print_button, close):
            foot.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.addLayout(bar)
        layout.addWidget(self.preview, 1)
        layout.addLayout(foot)
        self.case.currentIndexChanged.connect(lambda _: self._timer.start())
        self.bring_by.textChanged.connect(lambda _: self._timer.start())
        self.is_short.toggled.connect(lambda _: self._timer.start())
        self.lacking_only.toggled.connect(lambda _: self._timer.start())
        self.print_button.clicked.connect(self.print_slip)
        self.save_button.clicked.connect(self.save_slip)
        close.clicked.connect(self.reject)
        self._enable(False)
        open_at(self, 52, 50)

    def _tell(self) -> None:
        """How many of the selected get a slip."""
        count, rest = self._people, len(self._records) - self._people
        if len(self._records) > 1:
            self.told.setText(f"{count} 份" + (f"，另有 {rest} 条没有要交的" if rest else ""))

    def _failed(self, error: BaseException) -> None:
        if not isinstance(error, UserError):
            raise error
        if isValid(self):
            self._nothing(str(error))

    def _nothing(self, words: str) -> None:
        self._asked += 1
        self._pdf, self._people = b"", 0
        self.told.setText("")
        self.preview.say(words)
        self._enable(False)

    def _enable(self, on: bool) -> None:
        self.print_button.setEnabled(on)
        self.save_button.setEnabled(on)


def about(records: Sequence[Entity]) -> str:
    """Whose slips: the one record, or how many of which register."""
    if len(records) == 1:
        return str(records[0])
    return f"{records[0].label} {len(records)} 条"
