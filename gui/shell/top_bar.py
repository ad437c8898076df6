"""The bar above all pages: 统计年度, the search that finds everything, the state of the backup."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton

from gui.look.icons import icon
from gui.look.theme import colours, role
from gui.shared.context import Context
from models.backups import Backup

YEARS_BACK = 15
OVERDUE_DAYS = 7
SAID_MS = 6_000


class TopBar(QFrame):
    """Signals what is wanted; the window does it."""

    search_typed = Signal(str)
    search_key = Signal(object)
    search_left = Signal()
    backup_wanted = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        role(self, "bar")
        self._context = context
        self.year = QComboBox()
        self.year.setAccessibleName("统计年度")
        self.year.setToolTip("统计年度：工作台、列表分组、报表与总结都按它计算")
        for year in range(date.today().year + 1, date.today().year - YEARS_BACK, -1):
            self.year.addItem(f"{year} 年", year)
        self.year.setCurrentIndex(self.year.findData(context.year))
        self.year.currentIndexChanged.connect(lambda _: context.set_year(self.year.currentData()))
        context.year_changed.connect(self._show_year)
        self.search = QLineEdit()
        role(self.search, "search")
        self.search.setPlaceholderText("查找：姓名、拼音、护照号、团组、协议…   Ctrl+K")
        self.search.setAccessibleName("查找全部记录")
        self.search.setMaximumWidth(520)
        self.search.setClearButtonEnabled(True)
        self.search.textEdited.connect(self.search_typed)
        self.search.installEventFilter(self)
        self.said = QLabel()
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        role(self.said, "mark-good")
        self._said_timer = QTimer(self, singleShot=True, interval=SAID_MS)
        self._said_timer.timeout.connect(self.said.clear)
        self.backup = QPushButton()
        role(self.backup, "flat")
        self.backup.clicked.connect(self.backup_wanted)
        label = QLabel("统计年度")
        role(label, "muted")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 7, 12, 7)
        layout.setSpacing(8)
        layout.addWidget(label)
        layout.addWidget(self.year)
        layout.addSpacing(12)
        layout.addWidget(self.search, 3)
        layout.addStretch(1)
        layout.addWidget(self.said)
        layout.addWidget(self.backup)

    def _show_year(self, year: int) -> None:
        self.year.setCurrentIndex(self.year.findData(year))

    def say(self, text: str) -> None:
        """A short word about what was done; it goes away by itself."""
        if text:
            self.said.setText(text if text.startswith("✓") else f"✓ {text}")
            self._said_timer.start()

    def show_backup(self, latest: Backup | None, *, running: bool = False) -> None:
        """✓ 已备份 今天 09:12, or ! with what to do."""
        if running:
            self._show_state("正在备份…", "backup", colours().muted, "")
            return
        if latest is None:
            self._show_state("尚无备份", "warning", colours().warn, "点一下，马上备份")
            return
        made = datetime.fromisoformat(latest.made_at)
        days = (date.today() - made.date()).days
        near = {0: f"今天 {made:%H:%M}", 1: f"昨天 {made:%H:%M}"}
        when = near.get(days, f"{days} 天前")
        if days > OVERDUE_DAYS:
            self._show_state(f"! 上次备份 {when}", "warning", colours().warn, "点一下，马上备份")
        else:
            tip = "备份已通过完整检查；点一下再备份一次"
            self._show_state(f"✓ 已备份 {when}", "backup", colours().good, tip)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrow keys and Enter in the search field belong to its results."""
        if event.type() == QEvent.Type.KeyPress:
            assert isinstance(event, QKeyEvent)
            if event.key() in (
                Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Return, Qt.Key.Key_Enter,
                Qt.Key.Key_Escape, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp,
            ):
                self.search_key.emit(event)
                return True
        elif event.type() == QEvent.Type.FocusOut:
            self.search_left.emit()
        return False

    def _show_state(self, text: str, picture: str, colour: str, tip: str) -> None:
        self.backup.setText(text)
        self.backup.setIcon(icon(picture, colour))
        self.backup.setToolTip(tip)
