"""From the forms page: missing days filled, quarters carried over, the manual saved."""

from __future__ import annotations

from datetime import date

import docx
import pytest
from PySide6.QtCore import Qt

from gui.figures import form_deeds
from gui.figures.daily_dialog import DailyDialog
from gui.figures.daily_table import COLUMNS
from gui.figures.form_page import FormPage
from gui.figures.quarter_dialog import QuarterDialog
from gui.look import messages
from models import day_reports, store
from models.entities.foreign_teacher import Engagement, ForeignTeacher
from models.entities.kept_settings import ExportLog
from models.entities.year_work import DailyReport, QuarterProgress, WorkTask

FIRST, LAST = date(2025, 3, 3), date(2025, 3, 7)


@pytest.fixture
def days(qtbot, context):
    """The dialog over five days of which the first is reported; one teacher comes on the 6th."""
    person = ForeignTeacher(passport_name="SMITH", nationality="USA")
    store.save(person)
    store.save(Engagement(teacher=person, engaged_from=date(2025, 3, 6),
                          engaged_until=date(2025, 12, 31)))
    day_reports.confirm_stretch([FIRST], reporter="林若溪", checked_by="韩子墨")
    context.set_year(2025)
    dialog = DailyDialog(context)
    qtbot.addWidget(dialog)
    dialog.last.set_value(LAST)
    dialog.last.left.emit()
    dialog.show()
    return dialog


@pytest.fixture
def quarters(qtbot, context):
    """The dialog over two tasks, reported for the first quarter."""
    for at, title in enumerate(("签订协议四份", "修订外事制度"), 1):
        task = WorkTask(title=title, year=2025, serial=at)
        store.save(task)
        store.save(QuarterProgress(task=task, quarter="第一季度", done="已启动", state="推进中",
                                   next_steps=f"{title}：继续推进", reporter="林若溪"))
    context.set_year(2025)
    dialog = QuarterDialog(context, number=2)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def listed(dialog):
    return [dialog.days.topLevelItem(at).text(0)[:10]
            for at in range(dialog.days.topLevelItemCount())]


def column(name):
    return [each for each, _ in COLUMNS].index(name)


def test_the_button_is_there_for_the_forms_that_need_it(qtbot, context):
    page = FormPage(context)
    qtbot.addWidget(page)
    page.show_form("F10")
    assert page.deed_button.isHidden()
    for code, words in (("F24", "补齐日报…"), ("F23-2", "带出上季进展…")):
        page.show_form(code)
        assert not page.deed_button.isHidden()
        assert page.deed_button.text() == words
    entries = [action.text() for action in page.more_button.menu().actions()]
    assert "保存口径手册…" in entries


def test_the_button_opens_the_quarter_of_the_form(qtbot, context, monkeypatch):
    opened = []
    monkeypatch.setattr(QuarterDialog, "exec", lambda dialog: opened.append(dialog))
    page = FormPage(context)
    qtbot.addWidget(page)
    page.show_form("F23-3")
    qtbot.mouseClick(page.deed_button, Qt.MouseButton.LeftButton)
    assert opened[0].quarter.currentText() == "第三季度"


def test_only_days_without_reports_are_listed_at_first(days):
    assert listed(days) == ["2025-03-04", "2025-03-05", "2025-03-06", "2025-03-07"]
    assert days.count.text() == "共 5 天，缺报 4 天"
    days.only_lacking.setChecked(False)
    assert listed(days)[0] == "2025-03-03"


def test_a_day_is_confirmed_with_what_was_typed(qtbot, days):
    days.table.item(0, column("abnormal")).setText("0")
    days.table.item(3, column("remarks")).setText("当日无变动")
    qtbot.mouseClick(days.day_button, Qt.MouseButton.LeftButton)
    kept = day_reports.kept_on(date(2025, 3, 4))
    assert [one.remarks for one in kept] == [None, None, None, "当日无变动"]
    assert all(one.is_zero and one.reporter == "林若溪" for one in kept)
    assert listed(days)[0] == "2025-03-05"


def test_in_a_small_window_the_remarks_are_still_in_sight(qtbot, days):
    days.resize(871, 445)  # 150 % on a screen of 1366×768
    qtbot.waitUntil(lambda: not days.table.horizontalScrollBar().maximum())
    assert days.table.columnWidth(column("remarks")) > 90


def test_heads_that_do_not_add_up_are_said_and_not_kept(qtbot, days):
    days.table.item(0, column("registered")).setText("5")
    qtbot.mouseClick(days.day_button, Qt.MouseButton.LeftButton)
    assert "在册5人" in days.fault.text()
    assert not day_reports.kept_on(date(2025, 3, 4))


@pytest.mark.parametrize(("typed", "said"), [
    ("2025-03", "止日没有写到日"), ("", "止日"), ("某天", "止日："), ("2025-03-01", "起止日期不对"),
])
def test_an_end_that_is_no_day_of_the_stretch_is_said(qtbot, days, typed, said):
    days.last.set_text(typed)
    qtbot.keyClick(days.last.field, Qt.Key.Key_Return)
    assert said in days.fault.text()
    assert listed(days) == []


def test_an_end_typed_in_any_style_is_understood(qtbot, days):
    days.last.set_text("2025.3.5")
    qtbot.keyClick(days.last.field, Qt.Key.Key_Return)
    assert days.last.text() == "2025-03-05"
    assert listed(days) == ["2025-03-04", "2025-03-05"]


def test_leaving_an_end_as_it_was_keeps_the_chosen_days(days):
    days.days.selectAll()
    days.last.left.emit()
    assert len(days.chosen()) == 4


def test_a_cell_that_is_no_number_is_named(qtbot, days):
    days.table.item(0, column("entered")).setText("几个")
    qtbot.mouseClick(days.day_button, Qt.MouseButton.LeftButton)
    assert days.fault.text().startswith("外籍教师“入境”：")


def test_all_quiet_days_at_once_and_the_others_named(qtbot, days):
    days.days.selectAll()
    assert days.stretch_button.text() == "选中的 4 天报为零报告"
    qtbot.mouseClick(days.stretch_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: listed(days) == ["2025-03-06"], timeout=8000)
    assert "2025-03-06" in days.fault.text()
    assert DailyReport.active().where(DailyReport.is_zero == False).count() == 0  # noqa: E712


def test_the_sheet_of_a_reported_day_is_saved_and_logged(qtbot, days, tmp_path, monkeypatch):
    path = tmp_path / "日报.pdf"
    monkeypatch.setattr(messages, "file_dialog", lambda *_args, **_words: [path])
    assert not days.sheet_button.isEnabled()
    days.only_lacking.setChecked(False)
    days.days.setCurrentItem(days.days.topLevelItem(0))
    qtbot.mouseClick(days.sheet_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(path.exists, timeout=8000)
    assert path.read_bytes().startswith(b"%PDF")
    assert ExportLog.active().where(ExportLog.file_name == path.name).exists()


def test_last_quarters_words_are_kept_only_when_ticked_and_stated(qtbot, quarters):
    assert quarters.texts["done"].toPlainText() == "签订协议四份：继续推进"
    assert not quarters.keep_button.isEnabled()
    quarters.tree.topLevelItem(0).setCheckState(0, Qt.CheckState.Checked)
    qtbot.mouseClick(quarters.keep_button, Qt.MouseButton.LeftButton)
    assert "缺完成状态" in quarters.fault.text()

    quarters.texts["done"].setPlainText("已签三份")
    quarters.state.setCurrentText("推进中")
    qtbot.mouseClick(quarters.keep_button, Qt.MouseButton.LeftButton)

    kept = list(QuarterProgress.active().where(QuarterProgress.quarter == "第二季度"))
    assert [(one.task.title, one.done, one.reporter) for one in kept] == [
        ("签订协议四份", "已签三份", "林若溪")]
    assert quarters.tree.topLevelItemCount() == 1


def test_what_is_typed_stays_with_its_task(quarters):
    quarters.texts["problems_met"].setPlainText("经费未到")
    quarters.tree.setCurrentItem(quarters.tree.topLevelItem(1))
    assert quarters.texts["problems_met"].toPlainText() == ""
    quarters.tree.setCurrentItem(quarters.tree.topLevelItem(0))
    assert quarters.texts["problems_met"].toPlainText() == "经费未到"


def test_the_manual_is_saved_from_the_window(qtbot, context, tmp_path, monkeypatch):
    path = tmp_path / "手册.docx"
    monkeypatch.setattr(messages, "file_dialog", lambda *_args, **_words: [path])
    page = FormPage(context)
    qtbot.addWidget(page)
    page.save_manual()
    qtbot.waitUntil(path.exists, timeout=30000)
    assert docx.Document(str(path)).paragraphs[0].text == "外事统计指标口径手册"


def test_another_kind_of_file_is_refused(qtbot, context, tmp_path, monkeypatch):
    said = []
    monkeypatch.setattr(messages, "file_dialog", lambda *_args, **_words: [tmp_path / "手册.txt"])
    monkeypatch.setattr(messages, "show_error", lambda _parent, error: said.append(str(error)))
    page = FormPage(context)
    qtbot.addWidget(page)
    form_deeds.save_manual(page, context)
    assert "手册.txt" in said[0]
