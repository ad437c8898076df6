"""补齐日报: the days of a stretch, what the registers propose for one, and confirming them."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSplitter,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gui.fields.date_editor import DateEditor
from gui.figures.daily_table import DailyTable
from gui.look import messages
from gui.look.dialog_buttons import CloseButton
from gui.look.dialog_size import dialog_layout
from gui.look.marks import Words
from gui.look.theme import role
from gui.paper.handing_over import Paper, hand_over
from gui.shared.context import Context
from gui.shared.progress import run_with_progress
from models import day_reports
from models.day_reports import DayState
from models.errors import UserError
from models.fields import Date
from models.jobs import Progress

_WEEKDAYS = "一二三四五六日"


class DailyDialog(QDialog):
    """Days on the left, the chosen one on the right; several chosen days are confirmed at once."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.setWindowTitle("补齐日报")
        self.setMinimumSize(640, 380)
        room = parent.window().size() if parent is not None else self.size()
        self.resize(min(1100, max(640, room.width() - 40)), min(600, max(380, room.height() - 40)))
        first, last = day_reports.stretch(context.year, today=date.today())
        self.first, self.last = _date_editor(first, "起日"), _date_editor(last, "止日")
        self.only_lacking = QCheckBox("只看缺报")
        self.only_lacking.setChecked(True)
        self.count = Words("", "muted")
        self.days = QTreeWidget()
        self.days.setAccessibleName("各天日报")
        self.days.setRootIsDecorated(False)
        self.days.setAlternatingRowColors(True)
        self.days.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.days.setHeaderLabels(["日期", "状态"])
        self.days.setColumnWidth(0, 116)
        self.days.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.heading = Words("", "heading")
        self.table = DailyTable()
        self.why = Words("", "caption")
        self.why.setWordWrap(True)
        self.fault = Words("", "mark-bad")
        self.fault.setWordWrap(True)
        reporter, checked_by = day_reports.last_signed()
        self.reporter, self.checked_by = QLineEdit(reporter), QLineEdit(checked_by)
        self.day_button = QPushButton("确认这一天")
        self.stretch_button = QPushButton("报为零报告")
        self.sheet_button = QPushButton("当日表 PDF…")
        self._build()
        for edit in (self.first, self.last):
            edit.left.connect(self._stretched)
            edit.field.returnPressed.connect(self._stretched)
        self._seen = (self.first.text(), self.last.text())
        self.only_lacking.toggled.connect(self.renew)
        self.days.itemSelectionChanged.connect(self._chosen)
        self.day_button.clicked.connect(self.confirm_day)
        self.stretch_button.clicked.connect(self.confirm_stretch)
        self.sheet_button.clicked.connect(self.save_sheet)
        self.renew()
        self.days.setFocus()

    def _build(self) -> None:
        head = QHBoxLayout()
        for widget in (QLabel("从"), self.first, QLabel("至"), self.last, self.only_lacking,
                       self.count):
            head.addWidget(widget)
        head.addStretch(1)
        right = QWidget()
        inner = QVBoxLayout(right)
        inner.setContentsMargins(8, 0, 0, 0)
        for widget in (self.heading, self.table, self.why):
            inner.addWidget(widget, 1 if widget is self.table else 0)
        parts = QSplitter(Qt.Orientation.Horizontal)
        parts.addWidget(self.days)
        parts.addWidget(right)
        parts.setStretchFactor(1, 1)
        parts.setSizes([214, 800])
        signed = QHBoxLayout()
        for words, edit in (("报告人", self.reporter), ("审核人", self.checked_by)):
            edit.setAccessibleName(words)
            edit.setMaximumWidth(110)
            signed.addWidget(QLabel(words))
            signed.addWidget(edit)
        signed.addStretch(1)
        self.stretch_button.setToolTip("选中的各天按名册报零报告，一次确认、一次可撤销；有变动的天留下逐日核对")
        role(self.day_button, "primary")
        for button in (self.sheet_button, self.stretch_button, self.day_button):
            button.setAutoDefault(False)
            signed.addWidget(button)
        signed.addWidget(CloseButton(self))
        layout = dialog_layout(self)
        layout.addLayout(head)
        layout.addWidget(parts, 1)
        layout.addWidget(self.fault)
        layout.addLayout(signed)

    def _stretched(self) -> None:
        """Read again once a date was changed; leaving it as it was keeps the chosen days."""
        for edit in (self.first, self.last):
            edit.tidy()
        stretch = self.first.text(), self.last.text()
        if stretch != self._seen:
            self._seen = stretch
            self.renew()

    def renew(self, *_: Any) -> None:
        """Read the stretch again; the first lacking day is chosen."""
        self.fault.setText("")
        try:
            found = day_reports.states(_day(self.first), _day(self.last))
        except UserError as error:
            self.fault.setText(str(error))
            found = []
        lacking = sum(bool(one.lacking) for one in found)
        self.count.setText(f"共 {len(found)} 天，缺报 {lacking} 天" if lacking else
                           f"共 {len(found)} 天，没有缺报" if found else "")
        self.days.blockSignals(True)
        self.days.clear()
        for one in found:
            if one.lacking or not self.only_lacking.isChecked():
                item = QTreeWidgetItem([
                    f"{one.day.isoformat()} 周{_WEEKDAYS[one.day.weekday()]}", one.words])
                item.setToolTip(1, one.words)
                item.setData(0, Qt.ItemDataRole.UserRole, one)
                self.days.addTopLevelItem(item)
        self.days.blockSignals(False)
        begin = next((i for i in range(self.days.topLevelItemCount())
                      if self._state(self.days.topLevelItem(i)).lacking), 0)
        self.days.setCurrentItem(self.days.topLevelItem(begin))
        self._chosen()

    def chosen(self) -> list[DayState]:
        """The chosen days in order."""
        return sorted((self._state(item) for item in self.days.selectedItems()),
                      key=lambda one: one.day)

    @staticmethod
    def _state(item: QTreeWidgetItem | None) -> DayState:
        assert item is not None
        state: DayState = item.data(0, Qt.ItemDataRole.UserRole)
        return state

    def _chosen(self) -> None:
        days = self.chosen()
        one = days[0] if len(days) == 1 else None
        lacking = [day for day in days if day.lacking]
        self.day_button.setEnabled(one is not None and bool(one.lacking))
        self.sheet_button.setEnabled(bool(days) and all(day.kept for day in days))
        self.stretch_button.setEnabled(bool(lacking))
        self.stretch_button.setText(f"选中的 {len(lacking)} 天报为零报告" if lacking else "报为零报告")
        if one is None:
            self.table.show_reports([], [])
            self.heading.setText(f"选中 {len(days)} 天" if days else "没有缺报的天")
            self.why.setText("按名册逐日提出；有首次在册、来访、请假或异常的天不会报零，留下逐日核对。" if days else "")
            return
        found = day_reports.proposals(one.day)
        self.heading.setText(f"{one.day.isoformat()}　{'由名册提出，可改' if found else '已报'}")
        self.table.show_reports(day_reports.kept_on(one.day), [each.report for each in found])
        self.why.setText("　".join(f"{each.report.person_kind}：{each.why}。" for each in found))

    def confirm_day(self) -> None:
        """Keep the chosen day as it stands in the table."""
        self.fault.setText("")
        try:
            reports = self.table.reports()
            day_reports.confirm(
                reports, reporter=self.reporter.text(), checked_by=self.checked_by.text())
        except (UserError, ValueError) as error:
            self.fault.setText(str(error))
            return
        self._context.say(f"已确认{reports[0].day.isoformat()}的日报")
        self.renew()

    def confirm_stretch(self) -> None:
        """Keep all chosen quiet days at once."""
        days = [one.day for one in self.chosen() if one.lacking]
        reporter, checked_by = self.reporter.text(), self.checked_by.text()

        def work(progress: Progress) -> Any:
            return day_reports.confirm_stretch(
                days, reporter=reporter, checked_by=checked_by, progress=progress)

        run_with_progress(self, self._context.worker, "补齐日报", work, then=self._kept,
                          failed=lambda error: self._failed(error))

    def _kept(self, kept: Any) -> None:
        self._context.say(f"已补齐 {len(kept.days)} 天日报，可以撤销")
        self.renew()
        if kept.left_out:
            said = "、".join(day.isoformat() for day in kept.left_out[:6])
            more = f"等 {len(kept.left_out)} 天" if len(kept.left_out) > 6 else ""
            self.fault.setText(f"! 有变动、没有报零的天：{said}{more}，请逐日核对确认。")

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, UserError):
            self.fault.setText(str(error))
        else:
            messages.show_error(self, error)

    def save_sheet(self) -> None:
        """The chosen days' sheets as a PDF file, a page for each."""
        days = [one.day for one in self.chosen()]
        name = days[0].isoformat() + (f"至{days[-1].isoformat()}" if len(days) > 1 else "")
        path = messages.choose_save_path(
            self, "保存当日表", name=f"涉外人员情况日报 {name}.pdf", kind="PDF 文件", suffix=".pdf")
        if path is None:
            return

        def make(_: Progress) -> list[Paper]:
            from exports.daily_sheet import TITLE, pdf
            from exports.handing_over import About

            return [Paper(path, pdf(days), About(f"{TITLE} {name}", "上报"))]

        hand_over(self, self._context, "保存当日表", make=make,
                  then=lambda paths: self._context.say(f"已保存：{paths[0]}"))


def _date_editor(day: date, name: str) -> DateEditor:
    editor = DateEditor(Date(name, required=True))
    editor.set_value(day)
    editor.setFixedWidth(editor.fontMetrics().horizontalAdvance("2026-09-30") + 52)
    return editor


def _day(editor: DateEditor) -> date:
    """The day as typed; UserError where it is none, or only a month or year."""
    try:
        day = editor.value()
    except ValueError as error:
        raise UserError(f"{editor.kind.label}：{error}。", "请写成2026-09-30这样的日期。") from error
    if not isinstance(day, date):
        raise UserError(f"{editor.kind.label}没有写到日。", "请写成2026-09-30这样的日期。")
    return day
