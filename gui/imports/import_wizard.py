"""导入旧台账: files, tables and columns, a preview of every row, and only then the writing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from gui.imports.import_files_page import FilesPage
from gui.imports.import_preview_page import PreviewPage
from gui.imports.import_result_page import ResultPage
from gui.imports.import_tables_page import TablesPage
from gui.imports.import_work import ImportWork
from gui.look import messages
from gui.look.dialog_size import open_at
from gui.look.marks import Words
from gui.look.theme import role
from gui.shared.progress import run_with_progress
from models import history
from models.audit import Batch
from models.entities import entity_by_key
from models.errors import UserError
from models.intake.plan import ImportPlan
from models.jobs import Progress, Silent

FILES, TABLES, PREVIEW, RESULT = range(4)
STEPS = ("1  选择文件", "2  表与列", "3  预览", "4  完成")


class ImportWizard(QDialog):
    """Reads and writes in the worker of the window's context; without one, at once."""

    def __init__(self, paths: Sequence[Path] | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle("导入")
        self.setAcceptDrops(True)
        self.context = _context_of(parent)
        self.work = ImportWork()
        self.plan = ImportPlan()
        self.batch = 0
        self.is_busy = False
        self.files = FilesPage(self.work)
        self.tables = TablesPage(self.work)
        self.preview = PreviewPage(self.work)
        self.outcome = ResultPage()
        self.stack = QStackedWidget()
        self._build()
        self.files.changed.connect(self._show_step)
        self.preview.answered.connect(self.make_plan)
        self.outcome.undo_wanted.connect(self.undo)
        self.outcome.save_wanted.connect(self.save_rejected)
        self.outcome.more_wanted.connect(self.start_again)
        self.outcome.list_wanted.connect(self._open_list)
        self.go_to(FILES)
        if paths:
            self.work.add(list(paths))
            self.files.refresh()
            self._show_step()
            QTimer.singleShot(0, self.read)

    @property
    def step(self) -> int:
        """FILES, TABLES, PREVIEW or RESULT."""
        return self.stack.currentIndex()

    def go_to(self, step: int) -> None:
        """Show one of the steps."""
        self.stack.setCurrentIndex(step)
        self._show_step()

    def next(self) -> None:
        """What the button at the right does in this step."""
        (self.read, self.make_plan, self.write, self.accept)[self.step]()

    def back(self) -> None:
        """To the step before; nothing was written yet."""
        self.go_to(max(FILES, self.step - 1))

    def read(self) -> None:
        """Read the files and show their tables."""
        def done(_: object) -> None:
            self.files.refresh()
            self.tables.refresh()
            self.go_to(TABLES if self.work.tables else FILES)

        self._run("正在读取文件", self.work.read, done)

    def make_plan(self) -> None:
        """Work out what would happen to every row."""
        def done(plan: ImportPlan) -> None:
            self.plan = plan
            self.preview.show_plan(plan)
            self.go_to(PREVIEW)

        self._run("正在核对每一行", self.work.make_plan, done)

    def write(self) -> None:
        """Back up, then write everything that can be taken, as one batch."""
        from models.intake.apply import apply

        plan = self.plan
        keeper = getattr(self.context, "keeper", None)

        def job(progress: Progress) -> int:
            if keeper is not None:
                progress.step(0, 0, "正在备份")
                keeper.backup("导入前")
            return apply(plan, take_good_rows=not plan.is_clean(), progress=progress)

        def done(batch: int) -> None:
            self.batch = batch
            self.outcome.show_result(plan, batch)
            self.go_to(RESULT)

        self._run("正在导入", job, done)

    def undo(self) -> None:
        """Take the whole import back."""
        batch = Batch.get_by_id(self.batch)
        if messages.ask(self, "撤销这次导入吗？", "所有由它新增和更新的内容都会回到导入之前。", yes="撤销"):
            self._run(
                "正在撤销", lambda _: history.undo(batch, entity_by_key),
                lambda _: self.outcome.show_undone(),
            )

    def save_rejected(self) -> None:
        """A workbook with the rows that were not taken, and why."""
        from exports.rejected_rows import export_rejected

        path = messages.choose_save_path(
            self, "保存退回行", name=f"退回行_{date.today():%Y%m%d}.xlsx", kind="Excel 工作簿", suffix=".xlsx",
        )
        if path is None:
            return
        try:
            count = export_rejected(self.plan, path)
        except UserError as error:
            messages.show_error(self, error)
            return
        self.outcome.rejected.setText(f"✓ 已把 {count} 行保存到“{path.name}”，改正后可再导入。")

    def start_again(self) -> None:
        """Another import."""
        self.work = ImportWork()
        for page in (self.files, self.tables, self.preview, self.preview.names):
            page.work = self.work
        self.files.refresh()
        self.go_to(FILES)

    def reject(self) -> None:
        """Esc and 取消: asks when choices would be lost."""
        if self.is_busy:
            return
        is_begun = self.step in (TABLES, PREVIEW) and bool(self.work.decided or self.work.answers)
        if is_begun and not messages.ask(
            self, "放弃这次导入吗？", "还没有写入任何内容；已指定的列对应不会保留。", yes="放弃", danger=True,
        ):
            return
        super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        """The window's button is 取消."""
        if self.step == RESULT and not self.is_busy:
            super().closeEvent(event)
            return
        event.ignore()
        self.reject()

    def _build(self) -> None:
        rail = QFrame()
        role(rail, "bar")
        row = QHBoxLayout(rail)
        row.setContentsMargins(18, 10, 18, 10)
        row.setSpacing(22)
        self.rail = [Words(name, "muted") for name in STEPS]
        for label in self.rail:
            row.addWidget(label)
        row.addStretch(1)
        for page in (self.files, self.tables, self.preview, self.outcome):
            self.stack.addWidget(page)
        self.back_button = QPushButton("上一步")
        self.back_button.clicked.connect(self.back)
        self.next_button = QPushButton("下一步")
        role(self.next_button, "primary")
        self.next_button.setDefault(True)
        self.next_button.clicked.connect(self.next)
        self.cancel_button = QPushButton("取消")
        self.cancel_button.setAutoDefault(False)
        self.cancel_button.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addWidget(self.cancel_button)
        buttons.addStretch(1)
        buttons.addWidget(self.back_button)
        buttons.addWidget(self.next_button)
        inside = QVBoxLayout()
        inside.setContentsMargins(18, 14, 18, 14)
        inside.setSpacing(12)
        inside.addWidget(self.stack, 1)
        inside.addLayout(buttons)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(rail)
        layout.addLayout(inside, 1)
        open_at(self, 84, 47)

    def _show_step(self) -> None:
        for number, label in enumerate(self.rail):
            role(label, "heading" if number == self.step else "muted")
        self.back_button.setVisible(self.step in (TABLES, PREVIEW))
        self.cancel_button.setVisible(self.step != RESULT)
        self.next_button.setText(("读取", "预览", self._write_words(), "关闭")[self.step])
        can_go = (
            bool(self.work.paths), bool(self.work.tables),
            self.plan.writes() or bool(self.plan.decided or self.plan.meant), True,
        )[self.step]
        self.next_button.setEnabled(can_go and not self.is_busy)

    def _write_words(self) -> str:
        counts = self.plan.counts()
        count = counts["新增"] + counts["更新"]
        return f"导入其余 {count} 行" if counts["退回"] + counts["待定"] else f"导入 {count} 行"

    def _run(
        self, label: str, job: Callable[[Progress], Any], done: Callable[[Any], None]
    ) -> None:
        """In the worker where there is one; the buttons wait meanwhile."""
        if self.context is None:
            try:
                result = job(Silent())
            except UserError as error:
                messages.show_error(self, error)
                return
            done(result)
            return
        self._set_busy(True)
        running = run_with_progress(self, self.context.worker, label, job, then=done)
        running.ended.connect(lambda: self._set_busy(False))

    def _set_busy(self, is_busy: bool) -> None:
        self.is_busy = is_busy
        self.stack.setEnabled(not is_busy)
        self.back_button.setEnabled(not is_busy)
        self._show_step()

    def _open_list(self, entity: Any, ids: Any, title: str) -> None:
        if self.context is not None:
            self.context.open_list(entity, ids, title)
            self.accept()


def _context_of(widget: QWidget | None) -> Any:
    """The context of the window that a widget stands in; None outside of one."""
    while widget is not None:
        if (context := getattr(widget, "context", None)) is not None:
            return context
        widget = widget.parentWidget()
    return None
