"""History: who changed what from what to what, and the way back, for one record and for all."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from gui.history import history_view
from gui.history.history_view import BatchHistoryPage, HistoryDialog
from models import history, store
from models.entities import entity_by_key

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

TEACHER = entity_by_key("foreign_teacher")
ENGAGEMENT = entity_by_key("engagement")


@pytest.fixture(autouse=True)
def yes(monkeypatch):
    monkeypatch.setattr(history_view.messages, "ask", lambda *_, **__: True)


@pytest.fixture
def teacher(college):
    record = TEACHER(passport_name="HARRIS, JAMES", degree="硕士", phone="13800001234")
    store.save(record, source="2019年外籍教师台账.xlsx 工作表“外教”第3行")
    return record


def dialog_of(qtbot, record):
    dialog = HistoryDialog(record)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def words(tree):
    found = []
    for number in range(tree.topLevelItemCount()):
        item = tree.topLevelItem(number)
        found.append(item.text(0))
        for child in range(item.childCount()):
            found.append(" | ".join(item.child(child).text(column) for column in range(3)))
    return "\n".join(found)


def test_a_change_is_told_in_labels_and_shown_values(qtbot, teacher):
    teacher.nationality = "GBR"
    teacher.degree = "博士"
    store.save(teacher)

    shown = words(dialog_of(qtbot, teacher).tree)

    assert "国籍 | （空） | 英国" in shown
    assert "最高学历 | 硕士 | 博士" in shown


def test_an_imported_record_names_file_sheet_and_row(qtbot, teacher):
    assert "2019年外籍教师台账.xlsx 工作表“外教”第3行" in words(dialog_of(qtbot, teacher).tree)


def test_lines_are_part_of_the_history(qtbot, teacher):
    line = ENGAGEMENT(teacher=teacher.id)
    line.engaged_from = ENGAGEMENT.field_named("engaged_from").parse("2019.9.1")
    line.engaged_until = ENGAGEMENT.field_named("engaged_until").parse("2020.8.31")
    store.save(line)

    assert "新增 聘期 2019-09-01 至 2020-08-31" in words(dialog_of(qtbot, teacher).tree)


def test_sensitive_values_stay_masked_until_asked_for(qtbot, teacher):
    teacher.phone = "13911112222"
    store.save(teacher)
    dialog = dialog_of(qtbot, teacher)
    assert "13911112222" not in words(dialog.tree)

    dialog.reveal.setChecked(True)

    assert "电话 | 13800001234 | 13911112222" in words(dialog.tree)


def test_one_change_is_taken_back_and_later_ones_stay(qtbot, teacher):
    teacher.degree = "博士"
    store.save(teacher)
    teacher.birthplace = "Leeds"
    store.save(teacher)
    dialog = dialog_of(qtbot, teacher)
    dialog.tree.setCurrentItem(dialog.tree.topLevelItem(1))
    with qtbot.waitSignal(dialog.undone):
        dialog.take_back.click()

    kept = TEACHER.get_by_id(teacher.id)
    assert (kept.degree, kept.birthplace) == ("硕士", "Leeds")


def test_a_change_that_was_changed_again_is_refused_with_its_name(qtbot, teacher, monkeypatch):
    said = []
    monkeypatch.setattr(
        history_view.messages, "show_error", lambda _, error: said.append(str(error))
    )
    for degree in ("博士", "本科"):
        teacher.degree = degree
        store.save(teacher)
    dialog = dialog_of(qtbot, teacher)
    dialog.tree.setCurrentItem(dialog.tree.topLevelItem(1))
    dialog.take_back.click()

    assert "外籍教师“HARRIS, JAMES”的最高学历" in said[0]
    assert TEACHER.get_by_id(teacher.id).degree == "本科"


def test_the_page_lists_actions_with_what_they_touched(qtbot, teacher):
    page = BatchHistoryPage()
    qtbot.addWidget(page)

    item = page.list.topLevelItem(0)
    assert [item.text(1), item.text(2)] == ["新增外籍教师", "外籍教师 1"]


def test_a_batch_is_taken_back_as_a_whole_and_marked(qtbot, college):
    with store.batch("导入", source="台账.xlsx"):
        for name in ("HARRIS, JAMES", "COLE, ANNA"):
            store.save(TEACHER(passport_name=name))
    page = BatchHistoryPage()
    qtbot.addWidget(page)
    page.take_back.click()

    assert TEACHER.active().count() == 0
    states = [page.list.topLevelItem(n).text(4) for n in range(2)]
    assert states == ["撤销操作", "↶ 已撤销"]


def test_an_undone_batch_cannot_be_undone_again(qtbot, teacher):
    page = BatchHistoryPage()
    qtbot.addWidget(page)
    page.take_back.click()
    page.list.setCurrentItem(page.list.topLevelItem(1))

    assert not page.take_back.isEnabled()


def test_undoing_the_undo_brings_the_record_back(qtbot, teacher):
    page = BatchHistoryPage()
    qtbot.addWidget(page)
    page.take_back.click()
    page.list.setCurrentItem(page.list.topLevelItem(0))
    page.take_back.click()

    assert TEACHER.active().count() == 1
    assert not history.batches()[-1].is_undone()


def test_older_actions_are_added_on_demand(qtbot, college, monkeypatch):
    monkeypatch.setattr(history_view, "PAGE", 3)
    for number in range(5):
        store.save(TEACHER(passport_name=f"COLE, ANNA {number}"))
    page = BatchHistoryPage()
    qtbot.addWidget(page)
    assert page.list.topLevelItemCount() == 3

    page.older.click()

    assert page.list.topLevelItemCount() == 5


def test_the_list_is_filtered_by_words(qtbot, teacher):
    store.save(entity_by_key("partner_school")(name="釜山经商大学"))
    page = BatchHistoryPage()
    qtbot.addWidget(page)
    page.filter_line.setText("外籍")

    hidden = [page.list.topLevelItem(n).isHidden() for n in range(2)]
    assert hidden == [True, False]
