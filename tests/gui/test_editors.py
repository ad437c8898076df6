"""Editors: what is typed or picked becomes the kind's own value."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from gui.fields.editors import editor_for
from models import store
from models.entities import entity_by_key
from models.partial_date import OPEN_ENDED, PartialDate

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


def editor(qtbot, entity, field):
    found = editor_for(entity_by_key(entity).field_named(field))
    qtbot.addWidget(found)
    found.show()
    return found


def calendar(qtbot, words, *, entity="foreign_teacher", field="born_on"):
    found = editor(qtbot, entity, field)
    found.set_text(words)
    QTest.keyClick(found.field, Qt.Key.Key_F4)
    return found


@pytest.mark.parametrize("words", ["2019.9.2", "2019-09-02", "2019/9/2", "2019年9月2日", "20190902"])
def test_a_date_is_typed_in_every_style(qtbot, college, words):
    found = editor(qtbot, "foreign_teacher", "born_on")
    found.set_text(words)
    found.tidy()

    assert found.value() == date(2019, 9, 2)
    assert found.text() == "2019-09-02"


def test_the_calendar_opens_at_the_month_that_was_typed(qtbot, college):
    found = calendar(qtbot, "1978.4")

    month = found.calendar.grid
    assert (month.yearShown(), month.monthShown()) == (1978, 4)


def test_the_calendar_can_stop_at_the_month(qtbot, college):
    found = calendar(qtbot, "1978.4.12")
    found.calendar.only_month.click()

    assert found.value() == PartialDate(1978, 4)


def test_enter_takes_the_day_of_the_calendar(qtbot, college):
    found = calendar(qtbot, "1978.4.12")
    QTest.keyClick(found.calendar, Qt.Key.Key_PageDown)
    QTest.keyClick(found.calendar, Qt.Key.Key_Return)

    assert found.value() == date(1978, 5, 12)


def test_an_open_end_may_be_typed_where_it_is_meant(qtbot, college):
    found = editor(qtbot, "teacher_document", "valid_until")
    found.set_text("长期")

    assert found.value() == OPEN_ENDED


def test_money_is_shown_with_separators_and_taken_in_ten_thousands(qtbot, college):
    found = editor(qtbot, "outbound_trip", "cost")
    found.set_text("21.86万元")
    found.tidy()

    assert found.value() == Decimal("218600.00")
    assert found.text() == "218,600"


def test_a_number_that_is_no_number_is_refused_in_chinese(qtbot, college):
    found = editor(qtbot, "outbound_trip", "head_count")
    found.set_text("十几个")

    with pytest.raises(ValueError, match="“十几个”不是数字"):
        found.value()


def test_a_flag_knows_yes_no_and_not_answered(qtbot, college):
    found = editor(qtbot, "outbound_trip", "is_joint")
    answers = [found.value()]
    for key in (Qt.Key.Key_Y, Qt.Key.Key_N, Qt.Key.Key_Delete):
        QTest.keyClick(found.focusProxy(), key)
        answers.append(found.value())

    assert answers == [None, True, False, None]


@pytest.mark.parametrize("words", ["英国", "GBR", "yingguo", "United Kingdom"])
def test_a_country_is_known_by_name_code_pinyin_and_alias(qtbot, college, words):
    found = editor(qtbot, "foreign_teacher", "nationality")
    found.set_text(words)

    assert found.value() == "GBR"


def test_a_name_that_two_people_bear_is_not_guessed(qtbot, college):
    staff = entity_by_key("staff_member")
    for department in ("机电学院", "经贸学院"):
        store.save(staff(name="周敏", department=department))
    found = editor(qtbot, "trip_member", "staff_member")
    found.set_text("周敏")

    with pytest.raises(ValueError, match="机电学院"):
        found.value()


def test_a_linked_record_is_suggested_by_initials_with_what_tells_it_apart(qtbot, college):
    staff = entity_by_key("staff_member")
    store.save(staff(name="周敏", department="机电学院"))
    found = editor(qtbot, "trip_member", "staff_member")
    QTest.keyClicks(found.field, "zm")

    assert found.found.item(0).text() == "周敏"
    assert found.found.item(1).text() == "＋ 新建教职工“zm”…"
