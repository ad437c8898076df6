"""The form of any record: typed by keyboard, checked in Chinese, kept as one batch."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from gui.look import messages
from gui.look.marks import LinkButton
from gui.record import record_form
from models import extra_columns, history, store
from models.entities import ENTITIES
from tests.gui.keys import (
    ENGAGEMENT,
    PAPER,
    TEACHER,
    TRIP,
    commit_words,
    grid,
    opened,
    paste,
    press,
    side_words,
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


def test_a_teacher_is_typed_and_kept_with_the_keyboard_alone(qtbot, form):
    type_keys("HARRIS, JAMES")
    press(Qt.Key.Key_Tab)
    commit_words("何杰")
    press(Qt.Key.Key_Tab)
    commit_words("英国")
    press(Qt.Key.Key_Tab)
    commit_words("男")
    press(Qt.Key.Key_Tab)
    type_keys("1978.4.12")
    press(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)

    record = TEACHER.active().get()
    assert record.passport_name == "HARRIS, JAMES"
    assert record.chinese_name == "何杰"
    assert record.nationality == "GBR"
    assert record.sex == "男"
    assert record.born_on.isoformat() == "1978-04-12"
    assert not form.is_dirty()


def test_record_and_lines_are_one_batch(qtbot, form):
    form.body.field("passport_name").editor.set_text("LEE, MINA")
    paste(form, ENGAGEMENT, "2018-09-01\t2019-08-31\n2019-09-01\t2020-08-31\n")
    form.save()

    assert len(history.batches()) == 1


def test_an_impossible_date_is_said_in_chinese_under_the_field(qtbot, form):
    form.body.field("passport_name").editor.set_text("LEE, MINA")
    field = form.body.field("born_on")
    field.go_to()
    type_keys("2019-02-30")
    press(Qt.Key.Key_Tab)

    assert field.note.isVisible()
    assert field.note.text() == "✕ “2019-02-30”不是存在的日期"


def test_nothing_is_saved_while_a_date_is_impossible(qtbot, form):
    form.body.field("passport_name").editor.set_text("LEE, MINA")
    form.body.field("born_on").editor.set_text("2019-02-30")

    assert not form.save()
    assert TEACHER.select().count() == 0
    assert "没有保存" in form.strip.text()


def test_a_blank_name_is_refused_beside_the_name(qtbot, form):
    form.body.field("chinese_name").editor.set_text("何杰")

    assert not form.save()
    assert form.body.field("passport_name").fault == "“护照姓名”不能为空"


def test_the_same_name_and_birthday_is_shown_as_duplicate_while_typing(qtbot, college):
    known = teacher(born_on="1978-04-12")
    form = opened(qtbot, TEACHER)
    type_keys("harris, james")
    form.body.field("born_on").editor.set_text("1978.4.12")
    qtbot.waitUntil(lambda: "护照姓名、出生日期相同" in side_words(form))

    with qtbot.waitSignal(form.side.record_wanted) as opened_record:
        form.side.findChildren(LinkButton)[0].click()
    assert opened_record.args == [TEACHER, known.id]


def test_a_name_in_another_order_of_words_is_shown_as_alike(qtbot, college):
    teacher()
    form = opened(qtbot, TEACHER)
    form.body.field("passport_name").editor.set_text("James Harris")
    form.think()

    assert "护照姓名相近" in side_words(form)


def test_a_passport_that_somebody_else_has_is_a_duplicate(qtbot, college):
    record = teacher()
    store.save(PAPER(teacher=record.id, kind="护照", number="M73812215"))
    form = opened(qtbot, TEACHER)
    form.body.field("passport_name").editor.set_text("COLE, ANNA")
    paste(form, PAPER, "护照\tM73812215\n")
    form.think()

    assert "号码相同" in side_words(form)


def test_sensitive_values_are_masked_until_asked_for(qtbot, college):
    record = teacher(phone="13800001234")
    store.save(PAPER(teacher=record.id, kind="护照", number="M73812215"))
    form = opened(qtbot, TEACHER, record.id)
    model = grid(form, PAPER).model
    assert form.body.field("phone").is_covered
    assert model.index(0, 1).data() == "M7****15"

    QTest.keyClick(form, Qt.Key.Key_F8)

    assert not form.body.field("phone").is_covered
    assert model.index(0, 1).data() == "M73812215"


def test_saving_a_masked_form_keeps_the_masked_values(qtbot, college):
    record = teacher(phone="13800001234")
    form = opened(qtbot, TEACHER, record.id)
    form.body.field("chinese_name").editor.set_text("何杰")
    form.save()

    assert TEACHER.get_by_id(record.id).phone == "13800001234"


def test_an_inferred_value_is_kept_only_after_it_was_accepted(qtbot, college):
    form = opened(qtbot, TRIP)
    form.body.field("title").editor.set_text("随团赴德国")
    form.body.field("departed_on").editor.set_text("2019-06-10")
    form.body.field("purpose").editor.set_text("友好访问")
    form.think()
    assert "推断：一般性工作交流" in form.body.field("task_kind").offer.text()
    form.save()
    assert TRIP.get().task_kind is None

    form.body.field("task_kind").offer.click()
    form.save()
    assert TRIP.get().task_kind == "一般性工作交流"


def test_blank_wanted_fields_are_listed_as_to_be_completed(qtbot, form):
    form.body.field("passport_name").editor.set_text("LEE, MINA")
    form.body.field("nationality").editor.set_text("韩国")
    form.think()

    assert "… 待补 3" in side_words(form)


def test_free_columns_are_kept_with_the_record(qtbot, form):
    form.body.field("passport_name").editor.set_text("LEE, MINA")
    extra_columns.add(TEACHER, "友谊奖", "文字")
    form.body.extra.load(TEACHER())
    form.body.extra.fields[0].editor.set_text("2018年")
    form.save()

    assert TEACHER.get().extra == {"友谊奖": "2018年"}


def test_free_columns_of_others_are_offered_and_stay_blank_when_not_filled(qtbot, college):
    record = teacher()
    record.extra = {"友谊奖": "2018年"}
    store.save(record)
    form = opened(qtbot, TEACHER)
    form.body.field("passport_name").editor.set_text("LEE, MINA")
    assert [field.kind.label for field in form.body.extra.fields] == ["友谊奖"]
    form.save()

    assert TEACHER.select().order_by(TEACHER.id.desc()).first().extra == {}


def test_control_enter_saves_and_begins_a_new_record(qtbot, form):
    type_keys("LEE, MINA")
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    assert TEACHER.select().count() == 1
    assert form.record_id is None
    assert form.body.field("passport_name").editor.text() == ""


def test_escape_closes_without_a_question_when_nothing_changed(qtbot, form):
    with qtbot.waitSignal(form.closed):
        press(Qt.Key.Key_Escape)


def test_escape_asks_when_something_changed(qtbot, form, monkeypatch):
    asked = []
    monkeypatch.setattr(record_form, "ask_unsaved", lambda *_: asked.append(1) or "stay")
    type_keys("LEE")
    with qtbot.assertNotEmitted(form.closed):
        press(Qt.Key.Key_Escape)

    assert asked == [1]


def test_a_change_made_elsewhere_in_another_field_survives_saving(qtbot, college):
    record = teacher()
    form = opened(qtbot, TEACHER, record.id)
    record.birthplace = "Leeds"
    store.save(record)
    form.body.field("chinese_name").editor.set_text("何杰")
    form.save()

    kept = TEACHER.get_by_id(record.id)
    assert (kept.birthplace, kept.chinese_name) == ("Leeds", "何杰")


def test_a_country_is_found_by_pinyin_initials(qtbot, form):
    field = form.body.field("nationality")
    field.go_to()
    type_keys("xinxilan")
    press(Qt.Key.Key_Tab)

    assert field.value() == "NZL"
    assert field.editor.text() == "新西兰"


RECORDS = [entity for entity in ENTITIES if entity.owner_link() is None]


@pytest.mark.parametrize("entity", RECORDS, ids=lambda entity: entity.key())
def test_every_entity_has_a_form_that_opens_unchanged(qtbot, college, entity):
    form = opened(qtbot, entity)

    assert not form.is_dirty()
