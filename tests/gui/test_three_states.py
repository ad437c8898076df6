"""0, blank and 不适用 in forms, grids and lists: three things, wherever they are seen or typed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from gui.fields import cell_changes
from gui.history.history_words import entry_changes
from gui.look import messages
from gui.record.record_summary import RecordSummary
from models import history, store
from models.entities import entity_by_key
from models.jobs import Silent
from models.listing import columns_of
from models.three_states import INAPPLICABLE, is_marked, put
from tests.gui.keys import ENGAGEMENT, TEACHER, TRIP, grid, opened, paste, side_words, teacher

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
"""What the offscreen platform says about itself."""


@pytest.fixture(autouse=True)
def no_dialogs(monkeypatch):
    """An error nobody expected fails the test; its dialog would wait for an answer for ever."""
    def unexpected(_, error):
        raise error

    monkeypatch.setattr(messages, "show_error", unexpected)


def control(widget, key):
    QTest.keyClick(widget, key, Qt.KeyboardModifier.ControlModifier)


def test_a_key_marks_a_field_and_the_same_key_blanks_it_again(qtbot, college):
    form = opened(qtbot, TEACHER, teacher().id)
    form.body.field("sex").go_to()
    control(form, Qt.Key.Key_Slash)
    assert form.body.field("sex").value() is INAPPLICABLE

    control(form, Qt.Key.Key_Slash)
    assert form.body.field("sex").value() is None


def test_a_marked_field_is_not_to_be_filled_in_later_and_survives_saving(qtbot, college):
    form = opened(qtbot, TEACHER, teacher(nationality="英国").id)
    assert "性别" in TEACHER.get().missing()
    form.body.field("sex").editor.set_text("不适用")
    form.save()

    assert is_marked(TEACHER.get(), "sex")
    assert "性别" not in TEACHER.get().missing()
    assert form.body.field("sex").editor.text() == "不适用"
    assert "性别" not in side_words(form)


def test_typing_a_value_lifts_the_mark(qtbot, college):
    record = teacher()
    put(record, "sex", INAPPLICABLE)
    store.save(record)
    form = opened(qtbot, TEACHER, record.id)
    form.body.field("sex").editor.set_text("女")
    form.save()

    assert TEACHER.get().sex == "女"
    assert TEACHER.get().inapplicable == {}


def test_a_name_can_never_be_inapplicable(qtbot, college):
    form = opened(qtbot, TEACHER)
    form.body.field("passport_name").editor.set_text("不适用")

    assert not form.save()
    assert "必须填写" in form.body.field("passport_name").fault


def test_a_zero_in_a_grid_stays_a_zero_and_a_mark_a_mark(qtbot, college):
    form = opened(qtbot, TEACHER)
    form.body.field("passport_name").editor.set_text("LEE, MINA")
    paste(form, ENGAGEMENT, "聘期起\t聘期止\t周学时\t支付月数\n2025-09-01\t2026-08-31\t0\t不适用\n")
    form.save()

    line = ENGAGEMENT.get()
    assert (line.weekly_hours, line.pay_months) == (0, None)
    assert is_marked(line, "pay_months")
    assert not is_marked(line, "weekly_hours")


def test_the_key_marks_the_selected_cells_of_a_grid(qtbot, college):
    form = opened(qtbot, TEACHER)
    paste(form, ENGAGEMENT, "2025-09-01\t2026-08-31\n")
    view = grid(form, ENGAGEMENT).view
    model = grid(form, ENGAGEMENT).model
    view.setCurrentIndex(model.index(0, model.column_of("department")))
    control(view, Qt.Key.Key_Slash)

    assert model.index(0, model.column_of("department")).data() == "不适用"


def test_history_says_it_in_words_and_undo_restores_it(college, chinese):
    record = teacher()
    put(record, "sex", INAPPLICABLE)
    store.save(record)
    marked = history.batches()[0]
    shown = entry_changes(history.entries_of(record)[0])
    assert [(c.label, c.old, c.new) for c in shown] == [("性别", "", "不适用")]

    put(record, "sex", "男")
    store.save(record)
    shown = entry_changes(history.entries_of(record)[0])
    assert [(c.label, c.old, c.new) for c in shown] == [("性别", "不适用", "男")]

    history.undo(history.batches()[0], entity_by_key)
    assert is_marked(TEACHER.get(), "sex")
    history.undo(marked, entity_by_key)
    assert TEACHER.get().inapplicable == {}


def test_undoing_one_mark_leaves_a_later_one_alone(college, chinese):
    record = teacher()
    put(record, "sex", INAPPLICABLE)
    store.save(record)
    first = history.batches()[0]
    put(record, "degree", INAPPLICABLE)
    store.save(record)

    history.undo(first, entity_by_key)

    assert TEACHER.get().inapplicable == {"degree": True}


def test_pasting_the_word_into_a_list_marks_and_a_value_lifts(college, chinese):
    record = teacher()
    column = next(c for c in columns_of(TEACHER) if c.name == "sex")

    def write(words):
        changes = cell_changes.plan(TEACHER, [cell_changes.Wish(record.id, column, words)])
        cell_changes.apply(TEACHER, changes, label="粘贴", progress=Silent())
        return TEACHER.get()

    assert is_marked(write("不适用"), "sex")
    assert write("女").inapplicable == {}


def test_the_summary_says_it(qtbot, college, chinese):
    record = TRIP(title="赴日团", departed_on=TRIP.departed_on.parse("2026-3-1"))
    put(record, "cost", INAPPLICABLE)
    store.save(record)
    summary = RecordSummary()
    qtbot.addWidget(summary)
    summary.show_record(TRIP, record.id)
    summary._load()

    from PySide6.QtWidgets import QLabel

    words = [label.text() for label in summary.findChildren(QLabel)]
    assert words[words.index("费用") + 1] == "不适用"
    assert "费用" not in next(word for word in words if "待补" in word)


def test_what_a_paper_lacks_is_told_to_be_blank_on_purpose(college, chinese):
    from exports.prints.printable import Missing
    from gui.prints.print_work import _called

    record = TRIP(title="赴日团")
    put(record, "purpose", INAPPLICABLE)

    assert _called(Missing("出访任务", record, "purpose")) == "出访任务（记为不适用）"
    assert _called(Missing("入境日期", record, "returned_on")) == "入境日期"
