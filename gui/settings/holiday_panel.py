"""节假日: the year at a glance, and taking a table, a calendar file or the notice's own text."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gui.look import messages
from gui.look.dialog_buttons import DialogButtons
from gui.look.marks import Words, tone
from gui.look.paste_dialog import PasteDialog
from gui.look.theme import role
from gui.shared.context import Context
from models.checks.holiday_tables import DAY_OFF, read_notice
from models.checks.working_days import Calendar, calendar, keep_holidays, read_holidays
from models.errors import UserError

WEEKDAYS = "一二三四五六日"


class HolidayPanel(QWidget):
    """Says plainly when the present or the next year has no table."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        today = date.today()
        self.years = QComboBox()
        self.years.setAccessibleName("年度")
        for year in range(today.year + 1, today.year - 6, -1):
            self.years.addItem(f"{year} 年", year)
        self.years.setCurrentIndex(1)
        self.years.currentIndexChanged.connect(lambda _: self.refresh())
        self.lacking = QLabel()
        self.lacking.setWordWrap(True)
        role(self.lacking, "mark-warn")
        self.words = Words("", "muted")
        take = QPushButton("导入表格或日历…")
        take.clicked.connect(self.import_file)
        paste = QPushButton("粘贴放假通知…")
        role(paste, "primary")
        paste.clicked.connect(self.paste)
        self.overview = YearOverview()
        head = QHBoxLayout()
        head.addWidget(self.years)
        head.addWidget(self.words)
        head.addStretch(1)
        head.addWidget(take)
        head.addWidget(paste)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 12, 20, 12)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(self.lacking)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setWidget(self.overview)
        layout.addWidget(scroll, 1)
        context.changes.changed.connect(
            lambda change: self.refresh() if "calendar_day" in change.ids else None
        )
        self.refresh()

    def refresh(self) -> None:
        """Read the table again."""
        known, year = calendar(), int(self.years.currentData())
        today = date.today()
        missing = known.lacks(today, today.replace(year=today.year + 1, day=1))
        listed = "、".join(str(each) for each in missing)
        self.lacking.setText(
            f"! 还没有 {listed} 年的节假日表，这些年的工作日只按周末推算。国务院办公厅一般在上一年 11 月公布。"
            if missing else ""
        )
        self.lacking.setVisible(bool(missing))
        kinds = [kind for day, kind in known.kinds.items() if day.year == year]
        off = sum(kind == DAY_OFF for kind in kinds)
        self.words.setText(
            f"放假 {off} 天，调休上班 {len(kinds) - off} 天" if kinds else "尚未导入"
        )
        self.overview.show_year(year, known)

    def import_file(self) -> None:
        """From a workbook, a csv or a calendar file."""
        chosen = messages.file_dialog(
            self, "导入节假日表", filters="节假日表 (*.xlsx *.xls *.csv *.ods *.et *.ics)"
        )
        if chosen:
            self._preview(lambda: read_holidays(chosen[0]), chosen[0].name)

    def paste(self) -> None:
        """From the text of the State Council's notice."""
        year = int(self.years.currentData())
        dialog = PasteDialog(
            lambda text: read_notice(text, year), title=f"{year} 年放假通知", name="放假通知正文",
            note="粘贴国务院办公厅放假安排的正文。没有写年份的日子按上面选定的年度。",
            example="例如：一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。",
            deed="识别日期", parent=self,
        )
        if dialog.exec():
            self._preview(lambda: dialog.found, "放假通知")

    def _preview(self, read: Callable[[], dict[date, str]], source: str) -> None:
        try:
            found = read()
        except UserError as error:
            messages.show_error(self, error)
            return
        if DaysDialog(found, calendar(), self).exec():
            changed = keep_holidays(found, source=source)
            self.years.setCurrentIndex(max(0, self.years.findData(min(found).year)))
            self.refresh()
            self._context.say(f"已导入节假日，{changed} 天有变化")


class DaysDialog(QDialog):
    """The days as read, and which of them are new or different."""

    def __init__(
        self, found: dict[date, str], known: Calendar, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("核对节假日")
        self.resize(520, 480)
        self.table = QTreeWidget()
        self.table.setAccessibleName("读到的日子")
        self.table.setHeaderLabels(["日期", "星期", "类别", "与现在相比"])
        self.table.setRootIsDecorated(False)
        self.table.setAlternatingRowColors(True)
        new = 0
        for day, kind in sorted(found.items()):
            before = known.kinds.get(day)
            words = "相同" if before == kind else f"原为{before}" if before else "新增"
            new += before != kind
            self.table.addTopLevelItem(QTreeWidgetItem(
                [day.isoformat(), f"周{WEEKDAYS[day.weekday()]}", kind, words]
            ))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 14)
        layout.addWidget(Words(f"读到 {len(found)} 天，其中 {new} 天有变化", "heading"))
        layout.addWidget(self.table, 1)
        layout.addWidget(DialogButtons(self, "导入"))




class YearOverview(QWidget):
    """Twelve months; 休 and 班 stand in the days that differ from their weekday."""

    def __init__(self) -> None:
        super().__init__()
        self._year, self._known = date.today().year, Calendar()
        self.setMinimumSize(560, 400)

    def show_year(self, year: int, known: Calendar) -> None:
        """Draw another year or table."""
        self._year, self._known = year, known
        days = [d for d in known.kinds if d.year == year]
        self.setAccessibleName(f"{year} 年节假日，共 {len(days)} 天与平日不同")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Four months across, three down."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width, height = self.width() / 4, self.height() / 3
        for month in range(1, 13):
            column, row = (month - 1) % 4, (month - 1) // 4
            box = QRectF(column * width + 6, row * height + 4, width - 12, height - 8)
            self._month(painter, month, box)

    def _month(self, painter: QPainter, month: int, box: QRectF) -> None:
        font = self.font()
        line = box.height() / 8
        font.setPixelSize(max(9, min(14, int(line * 0.72))))
        painter.setFont(font)
        middle = Qt.AlignmentFlag.AlignCenter
        painter.setPen(tone("text"))
        painter.drawText(
            QRectF(box.x(), box.y(), box.width(), line), Qt.AlignmentFlag.AlignLeft, f"{month} 月"
        )
        cell = box.width() / 7
        painter.setPen(tone("faint"))
        for at, word in enumerate(WEEKDAYS):
            place = QRectF(box.x() + at * cell, box.y() + line, cell, line)
            painter.drawText(place, middle, word)
        first, count = monthrange(self._year, month)
        for number in range(1, count + 1):
            at = first + number - 1
            place = QRectF(box.x() + at % 7 * cell, box.y() + line * (2 + at // 7), cell, line)
            self._day(painter, date(self._year, month, number), place)

    def _day(self, painter: QPainter, day: date, place: QRectF) -> None:
        kind = self._known.kinds.get(day)
        if kind is not None:
            ground = QColor(tone("good_soft" if kind == DAY_OFF else "warn_soft"))
            painter.setBrush(ground)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawRoundedRect(place.adjusted(1, 1, -1, -1), 3, 3)
        words = str(day.day)
        if kind is not None:
            words += "休" if kind == DAY_OFF else "班"
            painter.setPen(tone("good" if kind == DAY_OFF else "warn"))
        else:
            painter.setPen(tone("faint" if day.weekday() > 4 else "text"))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, words)
