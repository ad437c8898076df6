"""带出上季进展: tasks without a report for a quarter, last quarter's words, and confirming them."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSplitter,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from gui.look.dialog_buttons import CloseButton
from gui.look.dialog_size import dialog_layout
from gui.look.marks import Words
from gui.look.theme import role
from gui.shared.context import Context
from models import quarter_reports
from models.errors import UserError
from models.year_ledger import Carried

TEXTS = ("done", "evidence", "problems_met", "next_steps")


class QuarterDialog(QDialog):
    """Ticked tasks are kept together; the chosen one is edited below. number: 0 = the open one."""

    def __init__(self, context: Context, parent: QWidget | None = None, *, number: int = 0) -> None:
        super().__init__(parent)
        self._context = context
        self._found: list[Carried] = []
        self._at = -1
        self.setWindowTitle(f"{context.year}年任务台账：带出上季进展")
        self.setMinimumSize(640, 400)
        room = parent.window().size() if parent is not None else self.size()
        self.resize(min(980, max(640, room.width() - 40)), min(640, max(400, room.height() - 40)))
        self.quarter = QComboBox()
        self.quarter.setAccessibleName("季度")
        self.quarter.addItems([quarter_reports.quarter_name(n) for n in range(1, 5)])
        chosen = number or quarter_reports.next_open(context.year, today=date.today())
        self.quarter.setCurrentIndex(chosen - 1)
        self.count = Words("", "muted")
        self.tree = QTreeWidget()
        self.tree.setAccessibleName("没有填报的任务")
        self.tree.setRootIsDecorated(False)
        self.tree.setAlternatingRowColors(True)
        self.tree.setHeaderLabels(["主要任务", "取自", "完成状态", "本季进展（建议稿）"])
        for column, width in enumerate((280, 80, 80)):
            self.tree.setColumnWidth(column, width)
        self.texts = {name: QPlainTextEdit() for name in TEXTS}
        self.state = QComboBox()
        self.reporter = QLineEdit(quarter_reports.last_reporter())
        self.reporter.setAccessibleName("填报人")
        self.reporter.setMaximumWidth(120)
        self.fault = Words("", "mark-bad")
        self.fault.setWordWrap(True)
        self.keep_button = QPushButton("确认选中的任务")
        self._build()
        self.quarter.currentIndexChanged.connect(self.renew)
        self.tree.currentItemChanged.connect(self._chosen)
        self.tree.itemChanged.connect(self._count)
        self.keep_button.clicked.connect(self.keep)
        self.renew()

    def _build(self) -> None:
        head = QHBoxLayout()
        for widget in (QLabel("填报"), self.quarter, self.count):
            head.addWidget(widget)
        head.addStretch(1)
        below = QWidget()
        form = QFormLayout(below)
        form.setContentsMargins(0, 6, 0, 0)
        kinds = quarter_reports.QuarterProgress
        self.state.addItems(["", *kinds.field_named("state").option_words()])
        self.state.setAccessibleName("完成状态")
        for name, edit in self.texts.items():
            label = kinds.field_named(name).label
            edit.setAccessibleName(label)
            edit.setTabChangesFocus(True)
            edit.setMinimumHeight(30)
            form.addRow(label, edit)
        form.addRow("完成状态", self.state)
        parts = QSplitter(Qt.Orientation.Vertical)
        parts.addWidget(self.tree)
        parts.addWidget(below)
        parts.setSizes([220, 300])
        foot = QHBoxLayout()
        foot.addWidget(QLabel("填报人"))
        foot.addWidget(self.reporter)
        foot.addStretch(1)
        role(self.keep_button, "primary")
        self.keep_button.setAutoDefault(False)
        foot.addWidget(self.keep_button)
        foot.addWidget(CloseButton(self))
        layout = dialog_layout(self)
        layout.addLayout(head)
        layout.addWidget(parts, 1)
        layout.addWidget(self.fault)
        layout.addLayout(foot)

    def renew(self, *_: Any) -> None:
        """The tasks that lack a report for the quarter."""
        self._at = -1
        self.fault.setText("")
        self._found = quarter_reports.proposals(
            self._context.year, self.quarter.currentIndex() + 1)
        self.tree.blockSignals(True)
        self.tree.clear()
        for one in self._found:
            item = QTreeWidgetItem([one.task.title, one.from_quarter or "无上季内容", "", ""])
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(0, Qt.CheckState.Unchecked)
            item.setToolTip(0, one.task.title)
            self.tree.addTopLevelItem(item)
        for at in range(len(self._found)):
            self._say(at)
        self.tree.blockSignals(False)
        self.count.setText(f"还有 {len(self._found)} 项任务没有填报" if self._found else
                           "每项任务都已填报，或本年度没有登记任务")
        for edit in (*self.texts.values(), self.state):
            edit.setEnabled(bool(self._found))
        self.tree.setCurrentItem(self.tree.topLevelItem(0))
        self._chosen()
        self._count()

    def _chosen(self, *_: Any) -> None:
        self._take()
        item = self.tree.currentItem()
        self._at = -1 if item is None else self.tree.indexOfTopLevelItem(item)
        line = self._found[self._at].proposal if self._at >= 0 else None
        for name, edit in self.texts.items():
            edit.setPlainText((getattr(line, name) or "") if line is not None else "")
        self.state.setCurrentText((line.state or "") if line is not None else "")

    def _take(self) -> None:
        """What was typed goes into the chosen task's proposal."""
        if not 0 <= self._at < len(self._found):
            return
        line = self._found[self._at].proposal
        for name, edit in self.texts.items():
            setattr(line, name, edit.toPlainText().strip() or None)
        line.state = self.state.currentText() or None
        self.tree.blockSignals(True)
        self._say(self._at)
        self.tree.blockSignals(False)

    def _say(self, at: int) -> None:
        item, line = self.tree.topLevelItem(at), self._found[at].proposal
        assert item is not None
        item.setText(2, line.state or "未填")
        item.setText(3, (line.done or "未写").replace("\n", " "))

    def _ticked(self) -> list[int]:
        items = [self.tree.topLevelItem(at) for at in range(len(self._found))]
        return [at for at, item in enumerate(items)
                if item is not None and item.checkState(0) == Qt.CheckState.Checked]

    def _count(self, *_: Any) -> None:
        count = len(self._ticked())
        self.keep_button.setText(f"确认勾选的 {count} 项" if count else "确认勾选的任务")
        self.keep_button.setEnabled(count > 0)

    def keep(self) -> None:
        """Keep the ticked tasks' reports in one batch."""
        self._take()
        lines = [self._found[at].proposal for at in self._ticked()]
        try:
            count = quarter_reports.keep(
                lines, reporter=self.reporter.text(), reported_on=date.today())
        except UserError as error:
            self.fault.setText(str(error))
            return
        self._context.say(f"已填报 {count} 项任务的{self.quarter.currentText()}进展，可以撤销")
        self.renew()
