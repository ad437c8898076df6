"""设置: the office's own data, where the data lies and its backups, and how the window looks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QScrollArea,
    QTableWidget,
    QTableWidgetItem,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from gui.look import messages
from gui.look.icons import icon
from gui.look.plain_rows import plain_rows
from gui.look.theme import MODES, SIZES, colours, role, theme
from gui.shared import siblings
from gui.shared.context import Context
from gui.shared.progress import run_with_progress
from models.backups import Backup
from models.entities import ENTITIES

PANELS = (
    ("规则与期限参数", "settings.rules_panel", "RulesPanel"),
    ("节假日", "settings.holiday_panel", "HolidayPanel"),
    ("出访费用标准", "settings.rates_panel", "RatesPanel"),
    ("我的文书模板", "prints.letters_panel", "LettersPanel"),
    ("打印件", "settings.print_settings", "PrintSettings"),
)
"""Leaf, module and class."""

OFFICE, RULES, HOLIDAYS, RATES, LETTERS, PAPERS, DATA, SAFETY, LOOK = range(9)


class SettingsPage(QWidget):
    """Leaves: 本单位信息, the rules' parameters and tables, 数据与备份, 外观."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        title = QLabel("设置")
        role(title, "title")
        title.setContentsMargins(20, 14, 0, 0)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        profile = next(entity for entity in ENTITIES if entity.is_settings)
        self.form: Any = siblings.make("record.record_form", "RecordForm", profile, None, context)
        self.form.closed.connect(lambda: context.navigate("home"))
        self.backups = BackupPanel(context)
        self.look = LookPanel()
        self.tabs.addTab(self.form, profile.label)
        for label, module, name in PANELS:
            self.tabs.addTab(Later(lambda m=module, n=name: siblings.make(m, n, context)), label)
        self.tabs.addTab(self.backups, "数据与备份")
        self.safety = Later(lambda: siblings.make("settings.safety_panel", "SafetyPanel", context))
        self.tabs.addTab(self.safety, "数据安全")
        self.tabs.addTab(self.look, "外观")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(title)
        layout.addWidget(self.tabs, 1)

    def show_safety(self) -> None:
        """Open at 数据安全."""
        self.tabs.setCurrentIndex(SAFETY)

    def may_close(self) -> bool:
        """An unsaved profile asks first."""
        return bool(self.form.may_close())


class Later(QWidget):
    """A leaf that is made when it is first looked at, to open the settings at once."""

    def __init__(self, make: Callable[[], QWidget]) -> None:
        super().__init__()
        self._make = make
        self.inside: QWidget | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)

    def showEvent(self, event: Any) -> None:
        """Make the leaf."""
        super().showEvent(event)
        if self.inside is None:
            self.inside = self._make()
            self.layout().addWidget(self.inside)


class BackupPanel(QWidget):
    """Where the data is, a backup at once, and the way back to an earlier state."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._found: list[Backup] = []
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(self._place())
        head = QHBoxLayout()
        head.addWidget(_text("备份", "heading"))
        head.addWidget(_text("退出时、每天第一次打开时自动备份；每一份都重新打开并完整检查过才算数。", "muted"))
        head.addStretch(1)
        self._check = QPushButton("检查数据文件")
        self._check.clicked.connect(self.check)
        self._restore = QPushButton("恢复到这份备份…")
        self._restore.clicked.connect(self.restore)
        self._make = QPushButton("立即备份")
        role(self._make, "primary")
        self._make.clicked.connect(self.back_up)
        for button in (self._check, self._restore, self._make):
            head.addWidget(button)
        layout.addLayout(head)
        layout.addWidget(self._list(), 1)
        context.said.connect(lambda _: self.refresh())

    def refresh(self) -> None:
        """Read the folder of backups again."""
        self._found = self._context.keeper.backups()
        self._table.setRowCount(len(self._found))
        for row, backup in enumerate(self._found):
            made = datetime.fromisoformat(backup.made_at)
            size = backup.path.stat().st_size / 1_048_576
            cells = (
                f"{made:%Y-%m-%d %H:%M}", backup.reason, f"{backup.records:,}", f"{size:,.1f} MB",
                "✓ 已检查", backup.path.name,
            )
            for at, text in enumerate(cells):
                item = QTableWidgetItem(text)
                if at in (2, 3):
                    flags = Qt.AlignmentFlag
                    item.setTextAlignment(flags.AlignRight | flags.AlignVCenter)
                self._table.setItem(row, at, item)
        if self._found and self._table.currentRow() < 0:
            self._table.selectRow(0)
        self._restore.setEnabled(bool(self._found))

    def back_up(self) -> None:
        """Make a backup now."""
        keeper = self._context.keeper
        run_with_progress(
            self, self._context.worker, "正在备份", lambda _: keeper.backup("手动"),
            then=lambda _: self._context.say("备份完成并通过检查"),
        )

    def check(self) -> None:
        """Check every page of the data file."""
        keeper = self._context.keeper
        run_with_progress(
            self, self._context.worker, "正在检查数据文件", lambda _: keeper.check(), then=self._tell_check
        )

    def restore(self) -> None:
        """Go back to the chosen backup; the present state is backed up first."""
        row = self._table.currentRow()
        if not 0 <= row < len(self._found):
            return
        backup = self._found[row]
        if self._context.worker.is_busy:
            messages.tell(self, "还有工作在进行。", "请等它结束后再恢复。")
            return
        if not messages.ask(
            self, f"把全部数据恢复到 {backup.made_at} 的样子吗？",
            "现在的数据会先做一份备份，之后仍可以换回来。", yes="恢复", danger=True,
        ):
            return
        keeper = self._context.keeper
        run_with_progress(
            self, self._context.worker, "正在恢复", lambda _: keeper.restore(backup),
            then=lambda present: self._tell_restored(backup, present),
        )

    def showEvent(self, event: Any) -> None:
        """Backups may have been made meanwhile."""
        super().showEvent(event)
        self.refresh()

    def _place(self) -> QFrame:
        card = QFrame()
        role(card, "card")
        layout = QHBoxLayout(card)
        layout.setContentsMargins(16, 12, 12, 12)
        folder = _text(str(self._context.keeper.folder), "")
        folder.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        layout.addWidget(_text("数据文件夹", "heading"))
        layout.addWidget(folder, 1)
        button = QPushButton("打开文件夹")
        button.setIcon(icon("folder", colours().text))
        button.clicked.connect(self._open_folder)
        layout.addWidget(button)
        return card

    def _list(self) -> QTableWidget:
        table = QTableWidget(0, 6)
        table.setHorizontalHeaderLabels(["时间", "原因", "改动数", "大小", "状态", "文件"])
        plain_rows(table, "备份")
        header = table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setStretchLastSection(True)
        self._table = table
        return table

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._context.keeper.folder)))

    def _tell_check(self, faults: list[str]) -> None:
        if faults:
            messages.tell(self, "数据文件有问题：" + "".join(faults), "请恢复最近一份备份。")
        else:
            messages.tell(self, "数据文件完好。", "每一页的校验、结构和引用都检查过了。")

    def _tell_restored(self, backup: Backup, present: Backup) -> None:
        self.refresh()
        self._context.say("已恢复")
        messages.tell(
            self, f"已恢复到 {backup.made_at} 的样子。",
            f"恢复前的数据存为备份“{present.path.name}”。请重新打开程序，让各页面显示恢复后的数据。",
        )


class LookPanel(QWidget):
    """Light or dark, and the size of the text."""

    def __init__(self) -> None:
        super().__init__()
        page = QWidget()
        role(page, "page")
        layout = QVBoxLayout(page)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(10)
        self.modes, line = _choices([(key, label) for key, label in MODES.items()], self._set_mode)
        layout.addWidget(_text("颜色", "heading"))
        layout.addLayout(line)
        layout.addSpacing(10)
        self.sizes, line = _choices([(size, f"{size} %") for size in SIZES], self._set_size)
        layout.addWidget(_text("文字大小", "heading"))
        layout.addLayout(line)
        layout.addWidget(_text("随时可用 Ctrl+＋、Ctrl+－ 调整，Ctrl+0 复原。", "muted"))
        layout.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(page)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)
        theme().changed.connect(self._show_present)
        self._show_present()

    def _set_mode(self, mode: Any) -> None:
        theme().set_mode(str(mode))

    def _set_size(self, size: Any) -> None:
        theme().set_size(int(size))

    def _show_present(self) -> None:
        for group, value in ((self.modes, theme().mode), (self.sizes, theme().size)):
            for button in group.buttons():
                button.setChecked(button.property("value") == value)


def _choices(options: list[tuple[Any, str]], choose: Any) -> tuple[QButtonGroup, QHBoxLayout]:
    group = QButtonGroup()
    line = QHBoxLayout()
    line.setSpacing(4)
    for value, label in options:
        button = QPushButton(label)
        button.setCheckable(True)
        button.setProperty("value", value)
        role(button, "chip")
        button.clicked.connect(lambda _=False, v=value: choose(v))
        group.addButton(button)
        line.addWidget(button)
    line.addStretch(1)
    return group, line


def _text(words: str, name: str) -> QLabel:
    label = QLabel(words)
    label.setTextFormat(Qt.TextFormat.PlainText)
    role(label, name)
    return label
