"""Her own columns in the form, in the list's cells, and in their dialog."""

from __future__ import annotations

import pytest

from gui.fields import cell_changes
from gui.fields.cell_changes import Wish
from gui.fields.date_editor import DateEditor
from gui.history.history_words import entry_changes
from gui.look import messages
from gui.record.extra_columns_dialog import ExtraColumnsDialog
from models import extra_columns, history, store
from models.jobs import Silent
from models.listing import columns_of
from tests.gui.keys import TEACHER, opened, teacher

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
"""What the offscreen platform says about itself."""


@pytest.fixture(autouse=True)
def no_dialogs(monkeypatch):
    """An error nobody expected fails the test; its dialog would wait for an answer for ever."""
    def unexpected(_, error):
        raise error

    monkeypatch.setattr(messages, "show_error", unexpected)


def test_a_typed_column_has_its_editor_in_the_form_and_is_kept_in_its_form(qtbot, college):
    extra_columns.add(TEACHER, "友谊奖日期", "日期")
    form = opened(qtbot, TEACHER, teacher().id)
    field = form.body.extra.fields[0]
    assert isinstance(field.editor, DateEditor)
    field.editor.set_text("2018年9月")
    form.save()

    assert TEACHER.get().extra == {"友谊奖日期": "2018-09"}
    assert form.body.extra.fields[0].editor.text() == "2018-09"
    assert not form.is_dirty()


def test_words_that_are_no_number_stay_as_they_are_when_the_form_is_saved(qtbot, college):
    record = teacher()
    record.extra = {"积分": "待定"}
    store.save(record)
    extra_columns.change(TEACHER, "积分", to="积分", kind="数字")
    form = opened(qtbot, TEACHER, record.id)
    assert not form.is_dirty()
    form.body.field("chinese_name").editor.set_text("何杰")
    form.save()

    assert TEACHER.get().extra == {"积分": "待定"}


def test_a_column_is_emptied_in_the_form(qtbot, college):
    record = teacher()
    record.extra = {"积分": "3"}
    store.save(record)
    form = opened(qtbot, TEACHER, record.id)
    form.body.extra.fields[0].editor.set_text("")
    form.save()

    assert TEACHER.get().extra == {}


def test_a_cell_of_such_a_column_is_typed_into_in_the_list(college, chinese):
    extra_columns.add(TEACHER, "积分", "数字")
    record = teacher()
    column = next(c for c in columns_of(TEACHER, with_extra=True) if c.is_extra)

    changes = cell_changes.plan(TEACHER, [Wish(record.id, column, "12")])
    cell_changes.apply(TEACHER, changes, label="粘贴", progress=Silent())
    refused = cell_changes.plan(TEACHER, [Wish(record.id, column, "很多")])

    assert TEACHER.get().extra == {"积分": 12}
    assert [change.reason for change in refused] == ["“很多”不是数字"]


def test_history_names_the_column(college, chinese):
    record = teacher()
    record.extra = {"积分": 3}
    store.save(record)

    (changed,) = entry_changes(history.entries_of(record)[0])
    assert (changed.label, changed.old, changed.new) == ("附加列“积分”", "", "3")


def test_the_dialog_adds_renames_and_removes(qtbot, college, chinese, monkeypatch):
    dialog = ExtraColumnsDialog(TEACHER)
    qtbot.addWidget(dialog)
    dialog.name.setText("校车")
    dialog.kind.setCurrentText("选项")
    dialog.options.setPlainText("东线\n西线\n")
    dialog.add()
    assert extra_columns.extras_of(TEACHER)[0].options == ("东线", "西线")

    dialog.name.setText("班车")
    dialog.change()
    assert [extra.name for extra in extra_columns.extras_of(TEACHER)] == ["班车"]
    assert (dialog.added, dialog.renamed) == (["班车"], {"校车": "班车"})

    monkeypatch.setattr(messages, "ask", lambda *_, **__: True)
    dialog.remove()
    assert extra_columns.extras_of(TEACHER) == []


def test_what_is_being_typed_stays_while_a_column_is_added(qtbot, college, monkeypatch):
    extra_columns.add(TEACHER, "积分", "数字")
    form = opened(qtbot, TEACHER, teacher().id)
    form.body.extra.fields[0].editor.set_text("5")

    def add_one(dialog):
        dialog.name.setText("校车")
        dialog.add()

    monkeypatch.setattr(ExtraColumnsDialog, "exec", add_one)
    form.body.extra.open_columns()

    labels = [field.kind.label for field in form.body.extra.fields]
    assert labels == ["积分", "校车"]
    assert form.body.extra.fields[0].editor.text() == "5"
    assert form.is_dirty()
