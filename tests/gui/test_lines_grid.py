"""Lines of a record in a grid: the rhythm of a spreadsheet, blocks in, faults in their cells."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from gui.look import messages
from models import store
from tests.gui.keys import (
    ENGAGEMENT,
    MEMBER,
    PAPER,
    TEACHER,
    TRIP,
    grid,
    opened,
    paste,
    press,
    teacher,
    type_keys,
)

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
    """A blank form of a teacher, shown."""
    return opened(qtbot, TEACHER)


def test_engagements_are_typed_with_tab_to_the_right_and_enter_down(qtbot, form):
    type_keys("LEE, MINA")
    view = grid(form, ENGAGEMENT).view
    view.setFocus()
    for day_from, day_until in (("2018.9.1", "2019.8.31"), ("2019.9.1", "2020.8")):
        type_keys(day_from)
        press(Qt.Key.Key_Tab)
        type_keys(day_until)
        press(Qt.Key.Key_Return)
    form.save()

    lines = TEACHER.active().get().lines(ENGAGEMENT)
    shown = [(line.engaged_from.isoformat(), str(line.engaged_until)) for line in lines]
    assert shown == [("2018-09-01", "2019-08-31"), ("2019-09-01", "2020年8月")]


def test_what_is_being_typed_in_a_cell_survives_the_form_thinking(qtbot, form):
    view = grid(form, ENGAGEMENT).view
    view.setFocus()
    type_keys("2018.")
    form.think()
    type_keys("9.1")
    press(Qt.Key.Key_Tab)

    row = grid(form, ENGAGEMENT).model.rows[0]
    assert row.values["engaged_from"].isoformat() == "2018-09-01"


def test_enter_returns_to_the_column_where_the_tabs_began(qtbot, form):
    view = grid(form, PAPER).view
    view.setFocus()
    press(Qt.Key.Key_Right)
    type_keys("M1")
    press(Qt.Key.Key_Tab)
    QTest.keyPress(view, Qt.Key.Key_Shift)
    type_keys("B")
    press(Qt.Key.Key_Return)

    assert (view.currentIndex().row(), view.currentIndex().column()) == (1, 1)


def test_a_line_that_ends_before_it_begins_is_refused_in_its_cell(qtbot, form):
    form.body.field("passport_name").editor.set_text("LEE, MINA")
    paste(form, ENGAGEMENT, "2019-09-01\t2018-08-31\n")

    assert not form.save()
    assert TEACHER.select().count() == 0
    faults = grid(form, ENGAGEMENT).model.rows[0].faults
    assert list(faults.values()) == ["“聘期止”早于“聘期起”"]


def test_unreadable_cells_of_a_pasted_block_keep_their_words_and_say_why(qtbot, form):
    paste(form, PAPER, "护照\tM1234567\t\t2027.5.20\n签证\tV99\t\t明年\n")

    rows = grid(form, PAPER).model.rows
    assert rows[0].values["number"] == "M1234567"
    assert rows[1].typed == {"valid_until": "明年"}
    assert rows[1].faults["valid_until"].startswith("“明年”不是日期")


def test_a_block_with_its_header_finds_its_own_columns(qtbot, form):
    paste(form, PAPER, "有效期至\t号码\t证件种类\n2027-05-20\tM1234567\t护照\n")

    row = grid(form, PAPER).model.rows[0]
    assert (row.values["kind"], row.values["number"]) == ("护照", "M1234567")


def test_fill_down_repeats_the_cell_above(qtbot, form):
    paste(form, PAPER, "护照\tM1\n\tM2\n")
    view = grid(form, PAPER).view
    view.setCurrentIndex(view.model().index(1, 0))
    QTest.keyClick(view, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)

    assert grid(form, PAPER).model.rows[1].values["kind"] == "护照"


def test_undo_in_a_grid_takes_back_the_paste(qtbot, form):
    paste(form, PAPER, "护照\tM1\n")
    QTest.keyClick(grid(form, PAPER).view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

    assert grid(form, PAPER).model.filled() == []


def test_escape_restores_the_cell(qtbot, form):
    paste(form, PAPER, "护照\tM1234567\n")
    view = grid(form, PAPER).view
    view.setCurrentIndex(view.model().index(0, 1))
    QTest.keyClick(view, Qt.Key.Key_F2)
    type_keys("XX")
    press(Qt.Key.Key_Escape)

    assert grid(form, PAPER).model.rows[0].values["number"] == "M1234567"


def test_a_deleted_row_goes_to_the_recycle_bin_when_saved(qtbot, college):
    record = teacher()
    store.save(PAPER(teacher=record.id, kind="护照", number="M1234567"))
    form = opened(qtbot, TEACHER, record.id)
    view = grid(form, PAPER).view
    view.setFocus()
    view.setCurrentIndex(view.model().index(0, 0))
    QTest.keyClick(view, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    form.save()

    assert PAPER.get().retired_at is not None


def test_pasted_members_that_nobody_knows_can_be_entered_in_one_go(qtbot, college, monkeypatch):
    monkeypatch.setattr(messages, "ask", lambda *_, **__: True)
    form = opened(qtbot, TRIP)
    form.body.field("title").editor.set_text("赴德国交流团")
    form.body.field("departed_on").editor.set_text("2019-06-10")
    paste(form, MEMBER, "周明远\t团长\n林雪梅\t团员\n")
    assert "教职工中没有“周明远”" in grid(form, MEMBER).model.rows[0].faults["staff_member"]

    grid(form, MEMBER).create_missing.click()
    form.save()

    members = TRIP.active().get().lines(MEMBER)
    assert [str(member.staff_member) for member in members] == ["周明远", "林雪梅"]
