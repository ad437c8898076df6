"""A line of a grid as a form, the grid's columns, and what both remember."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest

from gui.fields.lines_model import Row
from gui.look import messages
from gui.record.form_memory import FormMemory
from gui.record.line_form import LineForm
from gui.record.lines_grid import LinesGrid
from gui.record.record_form import RecordForm
from models import store
from tests.gui.keys import ENGAGEMENT, TEACHER, grid, opened, paste, teacher

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
"""What the offscreen platform says about itself."""


@pytest.fixture(autouse=True)
def no_dialogs(monkeypatch):
    """An error nobody expected fails the test; its dialog would wait for an answer for ever."""
    def unexpected(_, error):
        raise error

    monkeypatch.setattr(messages, "show_error", unexpected)


@pytest.fixture
def form(qtbot, college):
    """A stored teacher with two contracts, opened."""
    record = teacher()
    for year in (2024, 2025):
        line = ENGAGEMENT(teacher=record.id)
        line.engaged_from = ENGAGEMENT.engaged_from.parse(f"{year}-09-01")
        line.engaged_until = ENGAGEMENT.engaged_until.parse(f"{year + 1}-08-31")
        store.save(line)
    return opened(qtbot, TEACHER, record.id)


def line_form(form, row=0):
    grid(form, ENGAGEMENT).open_row(row)
    return form.findChild(LineForm)


def field(shown, name):
    return next(each for each in shown.fields if each.kind.name == name)


def test_alt_enter_opens_the_line_with_every_field_of_it(form):
    view = grid(form, ENGAGEMENT).view
    view.setCurrentIndex(view.model().index(1, 0))
    QTest.keyClick(view, Qt.Key.Key_Return, Qt.KeyboardModifier.AltModifier)
    shown = form.findChild(LineForm)

    assert shown.row == 1
    owner = ENGAGEMENT.owner_link()
    assert {f.kind.name for f in shown.fields} == {
        kind.name for kind in ENGAGEMENT.kinds() if kind is not owner
    }
    assert field(shown, "engaged_from").editor.text() == "2025-09-01"


def test_what_is_typed_there_stands_in_the_grid_and_is_kept_with_the_record(form):
    shown = line_form(form)
    field(shown, "contract_no").editor.set_text("HT-2024-03")
    shown.accept()
    form.save()

    assert ENGAGEMENT.select().order_by(ENGAGEMENT.id).first().contract_no == "HT-2024-03"


def test_giving_up_takes_back_only_the_line_shown(form):
    shown = line_form(form)
    field(shown, "post").editor.set_text("英语教师")
    shown.step(1)
    field(shown, "post").editor.set_text("日语教师")
    shown.give_up()

    rows = grid(form, ENGAGEMENT).model.rows
    assert [row.values.get("post") for row in rows[:2]] == ["英语教师", None]


def test_after_the_last_line_comes_a_blank_one_that_takes_a_new_line(form):
    shown = line_form(form, row=1)
    shown.step(1)
    field(shown, "engaged_from").editor.set_text("2026.9.1")
    field(shown, "engaged_until").editor.set_text("2027.8.31")
    shown.accept()
    form.save()

    assert ENGAGEMENT.active().count() == 3


def test_words_that_cannot_be_meant_are_said_under_their_field(form):
    shown = line_form(form)
    field(shown, "weekly_hours").editor.set_text("很多")
    shown.accept()

    assert grid(form, ENGAGEMENT).model.rows[0].faults["weekly_hours"] == "“很多”不是数字"
    again = line_form(form)
    assert field(again, "weekly_hours").editor.text() == "很多"


def test_hints_of_the_form_are_shown_under_the_fields_of_the_line(form):
    paste(form, ENGAGEMENT, "聘期起\t聘期止\t周学时\n2024-09-01\t2025-08-31\t16\n"
                            "2025-09-01\t2026-08-31\t4\n")
    form.think()
    shown = line_form(form, row=1)

    assert field(shown, "weekly_hours").hint.text().startswith("◦ 比上一条的 16学时 少 75%")


def test_chosen_columns_are_shown_again_the_next_time(qtbot, college, tmp_path):
    settings = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    kinds = [kind for kind in ENGAGEMENT.kinds() if kind is not ENGAGEMENT.owner_link()]

    def made():
        built = LinesGrid("聘期", kinds, memory=FormMemory(settings, "foreign_teacher/engagement"))
        qtbot.addWidget(built)
        return built

    first = made()
    assert "contract_no" not in first.shown_names()
    first.choose(["contract_no"])
    first.memory.keep_width("contract_no", 222)

    again = made()
    assert again.shown_names() == {"engaged_from", "engaged_until", "contract_no"}
    assert again.view.columnWidth(again.model.column_of("contract_no")) == 222
    again.forget()
    assert "department" in made().shown_names()


def test_a_hidden_column_that_holds_something_is_told_of(qtbot, college):
    kinds = [kind for kind in ENGAGEMENT.kinds() if kind is not ENGAGEMENT.owner_link()]
    built = LinesGrid("聘期", kinds)
    qtbot.addWidget(built)
    built.load([Row(values={"notice_days": 30})])
    assert "notice_days" in built.shown_names()
    built.choose(["engaged_from"])

    assert "notice_days" not in built.shown_names()
    assert "（1 列有内容）" in built.more.text()


def test_a_grid_whose_lines_are_full_still_shows_only_its_usual_columns(qtbot, college):
    kinds = [kind for kind in ENGAGEMENT.kinds() if kind is not ENGAGEMENT.owner_link()]
    built = LinesGrid("聘期", kinds)
    qtbot.addWidget(built)
    built.load([Row.of(ENGAGEMENT.sample(), kinds)])

    assert built.shown_names() == {kind.name for kind in kinds if kind.in_list or kind.required}


def test_a_long_form_folds_rare_blank_fields_and_unfolds_the_one_that_is_wanted(form):
    rare = form.body.field("marital_status")
    assert not rare.isVisible()
    assert form.body.field("nationality").isVisible()

    rare.go_to()

    assert rare.isVisible()
    assert not form.body.field("native_language").isVisible()


def test_a_section_without_anything_needed_shows_its_heading_only(qtbot, college):
    form = opened(qtbot, TEACHER)

    assert [f.kind.label for f in form.body.parts["联系方式"].fields if f.isVisible()] == []
    assert form.body.parts["联系方式"].more.isVisible()


def test_an_unfolded_section_is_unfolded_the_next_time(qtbot, context):
    record = teacher()
    form = RecordForm(TEACHER, record.id, context)
    qtbot.addWidget(form)
    form.body.parts["基本信息"].more.click()
    again = RecordForm(TEACHER, record.id, context)
    qtbot.addWidget(again)

    assert again.body.parts["基本信息"].is_open
    assert not again.body.parts["联系方式"].is_open


def test_a_field_is_found_by_its_initials(form):
    from gui.record.field_finder import FieldFinder

    finder = FieldFinder(form.body, form)
    finder.line.setText("hyzk")
    assert finder.list.item(0).text().startswith("婚姻状况")
    finder.go()

    assert form.body.field("marital_status").isVisible()


def test_a_column_of_a_grid_is_found_and_shown(form):
    from gui.record.field_finder import FieldFinder

    finder = FieldFinder(form.body, form)
    finder.line.setText("提前通知")
    finder.go()

    assert "notice_days" in grid(form, ENGAGEMENT).shown_names()
