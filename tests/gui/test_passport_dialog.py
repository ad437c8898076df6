"""读护照机读区: typed, compared, filled into the form; nothing is kept before she saves."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel

from gui.record import passport_dialog
from gui.record.passport_dialog import PassportDialog, fill
from models import mrz, store
from models.entities import entity_by_key
from models.mrz_names import Name
from tests.gui.keys import PAPER, TEACHER, opened, press, teacher

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
ZONE = mrz.written_td3(
    Name("HARRIS", "JAMES EDWARD"), "548812097", country="GBR", born="780412", until="340612",
    sex="M",
)


@pytest.fixture
def form(qtbot, college):
    """The form of a teacher who has an old passport."""
    record = teacher(passport_name="HARRIS, JAMES", nationality="英国")
    store.save(PAPER(teacher=record, kind="护照", number="533401372"))
    return opened(qtbot, TEACHER, record.id)


@pytest.fixture
def dialog(qtbot, form):
    """The reader over that form."""
    shown = PassportDialog(form.body, form)
    qtbot.addWidget(shown)
    return shown


def table_words(dialog):
    return {
        dialog.table.item(row, 0).text(): dialog.table.item(row, 3).text()
        for row in range(dialog.table.rowCount())
    }


def check_words(dialog):
    return [label.text() for label in dialog.findChildren(QLabel) if not label.isHidden()]


def test_what_is_read_stands_beside_what_the_record_has(dialog):
    dialog.zone.setPlainText(ZONE)
    assert table_words(dialog) == {
        "护照姓名": "≠ 不同", "国籍": "✓ 相同", "性别": "＋ 新", "出生日期": "＋ 新",
        "新增护照 号码": "＋ 新", "新增护照 有效期至": "＋ 新",
    }


def test_characters_are_counted_while_typing(dialog):
    dialog.zone.setPlainText(ZONE[:-1])
    assert dialog.counts.text() == "护照（TD3）　第1行 44/44 ✓　第2行 43/44 ✕"


def test_each_check_says_in_words_whether_it_fits(dialog):
    dialog.zone.setPlainText(ZONE.replace("548812", "54B812"))
    words = check_words(dialog)
    assert "✕ 证件号不符" in words
    assert "✓ 出生日期相符" in words
    assert "第3位“B”若是“8”即相符" in dialog.problems.text()
    assert dialog.fill_button.text().startswith("仍要填入")
    assert dialog.zone.toPlainText().splitlines()[1].startswith("54B812")


def test_the_new_passport_becomes_a_line_and_the_old_one_stays(form, dialog):
    dialog.zone.setPlainText(ZONE)
    assert fill(form.body, dialog.chosen()) == "已填入 4 项，保存后生效"
    assert form.is_dirty()
    assert form.record.lines(PAPER)[0].number == "533401372"
    assert form.save()
    papers = form.record.lines(PAPER)
    assert [(p.kind, p.number) for p in papers] == [("护照", "533401372"), ("护照", "548812097")]
    assert papers[1].valid_until == date(2034, 6, 12)
    stored = TEACHER.get_by_id(form.record_id)
    assert (stored.sex, stored.born_on) == ("男", date(1978, 4, 12))
    assert stored.passport_name == "HARRIS, JAMES"


def test_a_difference_is_taken_when_she_ticks_it(form, dialog):
    dialog.zone.setPlainText(ZONE)
    dialog.table.item(0, 4).setCheckState(Qt.CheckState.Checked)
    fill(form.body, dialog.chosen())
    assert form.body.field("passport_name").editor.text() == "HARRIS, JAMES EDWARD"


def test_nothing_to_fill_while_the_zone_is_not_read(dialog):
    dialog.zone.setPlainText("P<GBR")
    assert not dialog.fill_button.isEnabled()


def test_the_shortcut_opens_it_and_fills_the_form(form, monkeypatch):
    def accept(dialog):
        dialog.zone.setPlainText(ZONE)
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(passport_dialog.PassportDialog, "exec", accept)
    press(Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    assert form.body.field("born_on").editor.text() == "1978-04-12"
    assert "已填入 4 项" in form.bar.state.text() or form.is_dirty()


def test_a_visitor_is_filled_in_the_form_of_the_visit(qtbot, college):
    visit, visitor = entity_by_key("inbound_visit"), entity_by_key("visitor")
    form = opened(qtbot, visit)
    shown = PassportDialog(form.body, form)
    qtbot.addWidget(shown)
    shown.zone.setPlainText(ZONE)
    fill(form.body, shown.chosen())
    row = form.body.grids[visitor].model.rows[0]
    assert row.values["name"] == "HARRIS, JAMES EDWARD"
    assert row.values["passport_no"] == "548812097"


def test_forms_without_a_passport_have_no_such_button(qtbot, college):
    assert opened(qtbot, entity_by_key("partner_school")).bar.passport.isHidden()
    assert not opened(qtbot, TEACHER).bar.passport.isHidden()
