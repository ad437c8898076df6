"""The form of any record: typed by keyboard, checked in Chinese, kept as one batch."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gui import record_form
from gui.record_form import RecordForm
from models import history, store
from models.entities import ENTITIES, entity_by_key

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
"""What the offscreen platform says about itself."""

TEACHER = entity_by_key("foreign_teacher")
ENGAGEMENT = entity_by_key("engagement")
PAPER = entity_by_key("teacher_document")
TRIP = entity_by_key("outbound_trip")
MEMBER = entity_by_key("trip_member")
STAFF = entity_by_key("staff_member")


@pytest.fixture(autouse=True)
def no_dialogs(monkeypatch):
    """An error nobody expected fails the test; its dialog would wait for an answer for ever."""
    def unexpected(_, error):
        raise error

    monkeypatch.setattr(record_form.messages, "show_error", unexpected)


@pytest.fixture
def form(qtbot, college):
    """A blank form of a teacher, shown."""
    return opened(qtbot, TEACHER)


def opened(qtbot, entity, record_id=None):
    form = RecordForm(entity, record_id)
    qtbot.addWidget(form)
    form.resize(1180, 700)
    with qtbot.waitExposed(form):
        form.show()
    form.focus_first()
    return form


def teacher(**values):
    record = TEACHER()
    for name, words in {"passport_name": "HARRIS, JAMES", **values}.items():
        setattr(record, name, TEACHER.field_named(name).parse(words))
    store.save(record)
    return record


def commit_words(text):
    """Chinese as an input method gives it."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    field = QApplication.focusWidget()
    QApplication.sendEvent(field, event)
    settle(field.window())


def type_keys(text):
    for letter in text:
        QTest.keyClicks(QApplication.focusWidget(), letter)
    settle(QApplication.focusWidget().window())


def press(key, modifier=Qt.KeyboardModifier.NoModifier):
    window = QApplication.focusWidget().window()
    QTest.keyClick(QApplication.focusWidget(), key, modifier)
    settle(window)


def settle(window):
    """The offscreen platform makes an opening list the active window, which a desktop does not."""
    QApplication.processEvents()
    if QApplication.activeWindow() is not window and window.isVisible():
        window.activateWindow()
        QApplication.processEvents()


def grid(form, entity):
    return form.body.grids[entity]


def paste(form, entity, text):
    view = grid(form, entity).view
    view.setFocus()
    view.setCurrentIndex(view.model().index(0, 0))
    QGuiApplication.clipboard().setText(text)
    QTest.keyClick(view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)


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


def test_a_line_that_ends_before_it_begins_is_refused_in_its_cell(qtbot, form):
    form.body.field("passport_name").editor.set_text("LEE, MINA")
    paste(form, ENGAGEMENT, "2019-09-01\t2018-08-31\n")

    assert not form.save()
    assert TEACHER.select().count() == 0
    faults = grid(form, ENGAGEMENT).model.rows[0].faults
    assert list(faults.values()) == ["“聘期止”早于“聘期起”"]


def test_a_blank_name_is_refused_beside_the_name(qtbot, form):
    form.body.field("chinese_name").editor.set_text("何杰")

    assert not form.save()
    assert form.body.field("passport_name").fault == "“护照姓名”不能为空"


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
    monkeypatch.setattr(record_form.messages, "ask", lambda *_, **__: True)
    form = opened(qtbot, TRIP)
    form.body.field("title").editor.set_text("赴德国交流团")
    form.body.field("departed_on").editor.set_text("2019-06-10")
    paste(form, MEMBER, "周明远\t团长\n林雪梅\t团员\n")
    assert "教职工中没有“周明远”" in grid(form, MEMBER).model.rows[0].faults["staff_member"]

    grid(form, MEMBER).create.click()
    form.save()

    members = TRIP.active().get().lines(MEMBER)
    assert [str(member.staff_member) for member in members] == ["周明远", "林雪梅"]


def test_the_same_name_and_birthday_is_shown_as_duplicate_while_typing(qtbot, college):
    known = teacher(born_on="1978-04-12")
    form = opened(qtbot, TEACHER)
    type_keys("harris, james")
    form.body.field("born_on").editor.set_text("1978.4.12")
    qtbot.waitUntil(lambda: "护照姓名、出生日期相同" in side_words(form))

    with qtbot.waitSignal(form.side.record_wanted) as opened_record:
        form.side.findChildren(record_form_link())[0].click()
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
    assert "推断:一般性工作交流" in form.body.field("task_kind").offer.text()
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
    form.body.extra.model.paste(0, [0, 1], [["友谊奖", "2018年"]])
    form.save()

    assert TEACHER.get().extra == {"友谊奖": "2018年"}


def test_free_columns_of_others_are_offered_and_stay_blank_when_not_filled(qtbot, college):
    record = teacher()
    record.extra = {"友谊奖": "2018年"}
    store.save(record)
    form = opened(qtbot, TEACHER)
    form.body.field("passport_name").editor.set_text("LEE, MINA")
    assert form.body.extra.model.rows[0].values["name"] == "友谊奖"
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


@pytest.mark.parametrize("entity", [e for e in ENTITIES if e.owner_link() is None], ids=lambda e: e.key())
def test_every_entity_has_a_form_that_opens_unchanged(qtbot, college, entity):
    form = opened(qtbot, entity)

    assert not form.is_dirty()


def record_form_link():
    from gui.marks import LinkButton

    return LinkButton


def side_words(form):
    from PySide6.QtWidgets import QLabel

    QApplication.processEvents()
    return "\n".join(label.text() for label in form.side.findChildren(QLabel) if not label.isHidden())
