"""Dates: typed in every style, or picked from a calendar that can stop at the month or year."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import QDate, QLocale, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import (
    QApplication,
    QCalendarWidget,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QSpinBox,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gui.fields.editors import LineEditor
from gui.look import marks
from gui.look.theme import role
from models.fields import Date
from models.partial_date import OPEN_ENDED, Day, PartialDate, earliest
from models.three_states import INAPPLICABLE

FIRST_YEAR, LAST_YEAR = 1900, 2100


class DateEditor(LineEditor):
    """A date field with its calendar; F4 or Alt+Down opens it."""

    def __init__(self, kind: Date, parent: QWidget | None = None, *, bare: bool = False) -> None:
        super().__init__(kind, parent, bare=bare)
        self.add_opener("calendar", "日历（F4）")
        self.calendar: CalendarPopup | None = None

    def open_choices(self) -> None:
        """The calendar, at the date typed so far."""
        try:
            current = self.value()
        except ValueError:
            current = None
        assert isinstance(self.kind, Date)
        self.calendar = CalendarPopup(current, is_open_ended=self.kind.open_ended, parent=self)
        self.calendar.picked.connect(self._take)
        self.calendar.open_below(self.field)

    def _take(self, day: Day | None) -> None:
        self.set_value(day)
        self.field.setFocus()
        self.left.emit()


class CalendarPopup(QFrame):
    """A month to pick a day from, with its year, its month, 长期 and 清空 as further answers."""

    picked = Signal(object)

    def __init__(self, current: Day | None, *, is_open_ended: bool, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        role(self, "card")
        self.setAccessibleName("日历")
        known = current if current not in (None, OPEN_ENDED, INAPPLICABLE) else None
        shown = earliest(known) if known else date.today()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(6)
        layout.addLayout(self._header())
        layout.addWidget(self._month_grid())
        layout.addLayout(self._answers(is_open_ended))
        self.grid.setSelectedDate(QDate(shown.year, shown.month, shown.day))
        self._turned(shown.year, shown.month)

    def open_below(self, field: QWidget) -> None:
        """Show under a field, or above where the screen ends."""
        self.adjustSize()
        place = field.mapToGlobal(QPoint(0, field.height() + 1))
        screen = (field.screen() or QApplication.primaryScreen()).availableGeometry()
        if place.y() + self.height() > screen.bottom():
            place = field.mapToGlobal(QPoint(0, -self.height() - 1))
        place.setX(max(screen.left(), min(place.x(), screen.right() - self.width())))
        place.setY(max(screen.top(), place.y()))
        self.move(place)
        self.show()
        self.grid.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Page keys turn the month, with Ctrl the year; Enter takes the day."""
        key = event.key()
        step = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}.get(Qt.Key(key))
        if step:
            is_year = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            day = self.grid.selectedDate()
            self.grid.setSelectedDate(day.addYears(step) if is_year else day.addMonths(step))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._pick_day(self.grid.selectedDate())
        else:
            super().keyPressEvent(event)

    def _header(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(4)
        self.year = QSpinBox()
        self.year.setRange(FIRST_YEAR, LAST_YEAR)
        self.year.setSuffix(" 年")
        self.year.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self.year.setAccessibleName("年")
        self.month = QComboBox()
        self.month.addItems([f"{number} 月" for number in range(1, 13)])
        self.month.setMaxVisibleItems(12)
        self.month.setAccessibleName("月")
        back, on = QToolButton(), QToolButton()
        for button, arrow, name, step in ((back, "‹", "上个月", -1), (on, "›", "下个月", 1)):
            button.setText(arrow)
            role(button, "flat")
            button.setAccessibleName(name)
            button.setToolTip(name)
            button.clicked.connect(lambda _=False, step=step: self._step(step))
        for widget in (back, self.year, self.month, on):
            row.addWidget(widget)
        self.year.valueChanged.connect(self._turn)
        self.month.currentIndexChanged.connect(self._turn)
        return row

    def _month_grid(self) -> QCalendarWidget:
        grid = QCalendarWidget()
        grid.setNavigationBarVisible(False)
        grid.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        grid.setLocale(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
        grid.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.SingleLetterDayNames)
        grid.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        grid.setDateEditEnabled(False)
        weekend = QTextCharFormat()
        weekend.setForeground(marks.tone("muted"))
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            grid.setWeekdayTextFormat(day, weekend)
        grid.setDateRange(QDate(FIRST_YEAR, 1, 1), QDate(LAST_YEAR, 12, 31))
        grid.setMinimumSize(grid.fontMetrics().horizontalAdvance("三十") * 10,
                            grid.fontMetrics().height() * 10)
        grid.currentPageChanged.connect(self._turned)
        grid.clicked.connect(self._pick_day)
        grid.activated.connect(self._pick_day)
        self.grid = grid
        return grid

    def _answers(self, is_open_ended: bool) -> QVBoxLayout:
        today = date.today()
        self.only_month = self._answer("", lambda: PartialDate(self.year.value(), self._month()))
        self.only_year = self._answer("", lambda: PartialDate(self.year.value()))
        self.only_month.setToolTip("只知道年月，不知道哪一天")
        self.only_year.setToolTip("只知道年份")
        rows = [[self.only_month, self.only_year], [
            self._answer(f"今天 {today.month}-{today.day}", lambda: today),
            *([self._answer("长期", lambda: OPEN_ENDED)] if is_open_ended else []),
            self._answer("清空", lambda: None),
        ]]
        column = QVBoxLayout()
        column.setSpacing(4)
        for buttons in rows:
            row = QHBoxLayout()
            row.setSpacing(4)
            for button in buttons:
                row.addWidget(button)
            column.addLayout(row)
        return column

    def _answer(self, text: str, answer: Any) -> QPushButton:
        button = QPushButton(text)
        button.setAutoDefault(False)
        button.clicked.connect(lambda: self._pick(answer()))
        return button

    def _month(self) -> int:
        return self.month.currentIndex() + 1

    def _step(self, months: int) -> None:
        if months < 0:
            self.grid.showPreviousMonth()
        else:
            self.grid.showNextMonth()

    def _turn(self) -> None:
        self.grid.setCurrentPage(self.year.value(), self._month())

    def _turned(self, year: int, month: int) -> None:
        for widget in (self.year, self.month):
            widget.blockSignals(True)
        self.year.setValue(year)
        self.month.setCurrentIndex(month - 1)
        for widget in (self.year, self.month):
            widget.blockSignals(False)
        self.only_month.setText(f"只填 {year}年{month}月")
        self.only_year.setText(f"只填 {year}年")

    def _pick_day(self, day: QDate) -> None:
        self._pick(date(day.year(), day.month(), day.day()))

    def _pick(self, day: Day | None) -> None:
        self.close()
        self.picked.emit(day)
