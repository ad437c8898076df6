"""查重: groups with their grounds, values chosen side by side, merged, undone, or told apart."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from gui.checks import duplicates_page
from gui.checks.duplicates_page import DuplicatesPage
from gui.checks.merge_table import KEPT, OTHER, RESULT
from gui.lists.list_tools import ListTools
from gui.look import messages
from gui.look.marks import LinkButton
from models import history, store
from models.entities import entity_by_key

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
TEACHER, PAPER = entity_by_key("foreign_teacher"), entity_by_key("teacher_document")


@pytest.fixture
def two(make):
    """A teacher entered twice, the second with a passport, another phone and other remarks."""
    one = make("foreign_teacher", passport_name="LEE, MINA", born_on="1990-03-01",
               phone="13800001111", remarks="口语好")
    other = make("foreign_teacher", passport_name="MINA LEE", born_on="1990-03-01",
                 phone="13900002222", remarks="2019年来校", chinese_name="李敏娜")
    store.save(PAPER(teacher=other, kind="护照", number="M123"))
    return one, other


@pytest.fixture
def page(qtbot, context, two):
    """The page of all duplicates, when it has found them."""
    shown = DuplicatesPage(context, TEACHER)
    qtbot.addWidget(shown)
    shown.resize(1100, 640)
    shown.show()
    qtbot.waitUntil(lambda: bool(shown.groups))
    return shown


@pytest.fixture
def yes(monkeypatch):
    monkeypatch.setattr(messages, "ask", lambda *_, **__: True)


def cell(page, label, column):
    table = page.table
    row = next(at for at in range(table.rowCount()) if label in table.item(at, 0).text())
    return row, table.item(row, column).text()


def test_a_group_says_how_sure_who_and_why(page):
    assert page.list.count() == 1
    words = page.list.item(0).text()
    assert words.startswith("◐ 很可能　LEE, MINA ｜ MINA LEE")
    assert "出生日期相同" in words
    assert page.count.text().startswith("1 组")
    assert page.moving.text() == "将一并归到保留的一条：外教证件 1 条"


def test_blanks_take_the_others_value_and_remarks_keep_both(page):
    assert cell(page, "中文名", RESULT)[1] == "李敏娜"
    assert cell(page, "备注", RESULT)[1] == "口语好\n2019年来校"
    assert cell(page, "出生日期", RESULT)[1] == "1990-03-01"


def test_numbers_stay_covered_until_they_are_asked_for(page):
    assert cell(page, "电话", KEPT)[1] == "✓ 13****11"
    QTest.keyClick(page.list, Qt.Key.Key_F8)
    assert cell(page, "电话", KEPT)[1] == "✓ 13800001111"


def test_a_chosen_value_is_kept_and_all_comes_back_with_undo(page, two, yes):
    one, other = two
    row, _ = cell(page, "电话", OTHER)
    page.table.take(row, OTHER)
    page.merge_pair()
    stored = TEACHER.get_by_id(one.id)
    assert (stored.phone, stored.remarks) == ("13900002222", "口语好\n2019年来校")
    assert [paper.number for paper in stored.lines(PAPER)] == ["M123"]
    assert TEACHER.get_by_id(other.id).retired_at
    assert page.groups == []
    assert not page.undo_bar.isHidden()
    page.undo_bar._undo.click()
    assert TEACHER.get_by_id(other.id).retired_at is None
    assert TEACHER.get_by_id(one.id).phone == "13800001111"


def test_space_takes_the_value_of_the_current_cell(page):
    row, _ = cell(page, "电话", OTHER)
    page.table.setFocus()
    page.table.setCurrentCell(row, OTHER)
    QTest.keyClick(page.table, Qt.Key.Key_Space)
    assert page.table.values()["phone"] == "13900002222"


def test_the_other_record_can_be_the_kept_one(page, two):
    page.swap.click()
    assert page.pair() == (two[1].id, two[0].id)
    assert cell(page, "护照姓名", RESULT)[1] == "MINA LEE"


def test_what_is_not_the_same_is_not_offered_again(qtbot, context, page, monkeypatch):
    monkeypatch.setattr(duplicates_page, "ask_reason", lambda *_: "同名，出生地不同")
    page.distinct.click()
    assert page.groups == []
    assert not page.calm.isHidden()
    page.scan()
    qtbot.waitUntil(lambda: page.count.text() != "正在查找…")
    assert page.groups == []


def test_without_a_reason_nothing_is_remembered(page, monkeypatch):
    said = []
    monkeypatch.setattr(messages, "show_error", lambda _, error: said.append(error.message))
    monkeypatch.setattr(duplicates_page, "ask_reason", lambda *_: "  ")
    page.distinct.click()
    assert said == ["没有写明理由。"]
    assert len(page.groups) == 1


def test_of_three_the_two_that_are_left_stay(qtbot, context, two, make, yes):
    make("foreign_teacher", passport_name="LEE, MINA", born_on="1990-03-01")
    page = DuplicatesPage(context, TEACHER)
    qtbot.addWidget(page)
    qtbot.waitUntil(lambda: bool(page.groups))
    assert len(page.groups[0].ids) == 3
    page.merge_pair()
    assert [len(group.ids) for group in page.groups] == [2]


def test_the_list_of_people_offers_it_and_that_of_visits_does_not(window, two, qtbot):
    assert window.go("foreign_teacher")
    page = window.stack.currentWidget()
    assert not page.tools.doubles.isHidden()
    page.tools.doubles.click()
    found = window.stack.currentWidget()
    assert isinstance(found, DuplicatesPage)
    qtbot.waitUntil(lambda: bool(found.groups))
    window.back()
    window.go("inbound_visit")
    tools = window.stack.currentWidget().tools
    assert isinstance(tools, ListTools)
    assert tools.doubles.isHidden()


def test_the_hint_of_a_form_leads_to_the_two_side_by_side(window, make, qtbot):
    one = make("foreign_teacher", passport_name="LEE, MINA", born_on=date(1990, 3, 1))
    other = make("foreign_teacher", passport_name="LEE, MINA", born_on=date(1990, 3, 1))
    window.context.open_record(TEACHER, other.id)
    form = window.stack.currentWidget()
    links = [link for link in form.side.findChildren(LinkButton) if "合并" in link.text()]
    assert len(links) == 1
    links[0].click()
    page = window.stack.currentWidget()
    assert isinstance(page, DuplicatesPage)
    qtbot.waitUntil(lambda: bool(page.groups))
    assert page.groups[0].ids == (one.id, other.id)


def test_merging_is_one_action_in_the_history(page, yes):
    page.merge_pair()
    assert history.batches()[0].label == "合并外籍教师：“MINA LEE”并入“LEE, MINA”"
