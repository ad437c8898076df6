"""The budget proposed in the form of a trip: filled in, gaps said, kept only by saving."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton

from gui.look.marks import LinkButton
from models import store
from models.entities import entity_by_key
from tests.gui.keys import TRIP, grid, opened, press

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

LEG = entity_by_key("trip_leg")
BUDGET = entity_by_key("budget_line")
SHEETS = (("住宿费", 2, 4), ("伙食费", 2, 5), ("公杂费", 2, 5))


def trip(country="LAO", city="万象", **rate):
    record = TRIP(title="赴外访问团", departed_on=date(2025, 5, 12), returned_on=date(2025, 5, 16),
                  head_count=2)
    store.save(record)
    store.save(LEG(trip=record, country=country, city=city))
    if rate:
        store.save(BUDGET(trip=record, item="国际旅费", **rate))
    return record


def button(form):
    return next(b for b in form.findChildren(QPushButton) if b.text() == "按标准提出预算")


def by_keyboard(form):
    button(form).setFocus(Qt.FocusReason.TabFocusReason)
    press(Qt.Key.Key_Space)
    form.think()


def lines(form):
    rows = grid(form, BUDGET).model.filled()
    return tuple((r.values["item"], r.values["persons"], r.values["days"]) for r in rows)


def test_the_button_is_reached_and_pressed_with_the_keyboard(qtbot, college):
    form = opened(qtbot, TRIP, trip().id)
    visited = set()
    for _ in range(80):
        visited.add(QApplication.focusWidget())
        form.focusNextChild()
        QApplication.processEvents()
    assert button(form) in visited

    by_keyboard(form)
    assert lines(form) == SHEETS


def test_the_lines_are_kept_only_when_the_form_is_saved(qtbot, college):
    record = trip()
    form = opened(qtbot, TRIP, record.id)
    by_keyboard(form)
    assert "已填入 3 行" in grid(form, BUDGET).told.text()
    assert record.lines(BUDGET) == []

    assert form.save()
    kept = record.lines(BUDGET)
    assert [(line.item, line.country, line.currency) for line in kept] == [
        (item, "LAO", "美元") for item, _, _ in SHEETS
    ]


def test_what_is_typed_but_not_kept_yet_counts(qtbot, college):
    record = TRIP(title="某团", departed_on=date(2025, 5, 12), returned_on=date(2025, 5, 16))
    store.save(record)
    form = opened(qtbot, TRIP, record.id)
    legs = grid(form, LEG).model
    legs.type_into(0, legs.column_of("country"), "老挝")
    legs.type_into(0, legs.column_of("city"), "万象")
    legs.settle()
    form.body.field("head_count").editor.set_text("2")

    by_keyboard(form)

    assert lines(form) == SHEETS


def test_a_place_without_standard_is_said_in_the_colour_of_a_fault(qtbot, college):
    form = opened(qtbot, TRIP, trip("DEU", "柏林").id)
    by_keyboard(form)

    warned = grid(form, BUDGET).warned
    assert "德国柏林：无标准" in warned.text()
    assert warned.property("role") == "mark-bad"
    assert "没有填入新的行" in grid(form, BUDGET).told.text()
    assert lines(form) == ()


def test_the_rate_of_an_earlier_budget_is_only_inferred_until_it_is_taken(qtbot, college):
    trip("JPN", "东京", currency="美元", rate=7.1234, rate_on=date(2025, 3, 1))
    record = trip()
    form = opened(qtbot, TRIP, record.id)
    by_keyboard(form)

    assert "取自以前的预算（2025-03-01）" in grid(form, BUDGET).warned.text()
    model = grid(form, BUDGET).model
    cell = model.index(0, model.column_of("rate"))
    assert cell.data() == "推断：7.1234"
    assert model.rows[0].values["rate"] is None

    take_all = next(b for b in form.side.findChildren(LinkButton) if "全部采用" in b.text())
    take_all.click()
    assert form.save()
    assert {(line.rate, line.rate_on) for line in record.lines(BUDGET)} == {
        (7.1234, date(2025, 3, 1))
    }


def test_without_any_rate_it_is_said_which_one_is_missing(qtbot, college):
    form = opened(qtbot, TRIP, trip().id)
    by_keyboard(form)

    assert "缺美元汇率" in grid(form, BUDGET).warned.text()


def test_pressing_twice_proposes_nothing_twice_and_one_undo_takes_it_back(qtbot, college):
    form = opened(qtbot, TRIP, trip().id)
    by_keyboard(form)
    by_keyboard(form)
    assert lines(form) == SHEETS
    assert "已有的 3 行没有重复提出" in grid(form, BUDGET).told.text()

    grid(form, BUDGET).model.take_back()
    assert lines(form) == ()


def test_only_lines_that_can_be_proposed_have_the_button(qtbot, college):
    form = opened(qtbot, entity_by_key("inbound_visit"))
    assert not [b for b in form.findChildren(QPushButton) if b.text() == "按标准提出预算"]
