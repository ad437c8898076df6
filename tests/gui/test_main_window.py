"""The window: its menu, ways to pages and back, search of everything, Chinese everywhere."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, Qt, QUrl
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
)

from gui.look import messages
from gui.shell import app
from gui.shell.main_window import _registers
from gui.shell.navigation import entries
from gui.shell.quick_find import find
from models import database, store
from models.entities import ENTITIES, entity_by_key

STAFF = entity_by_key("staff_member")
ROOT = Path(__file__).parent.parent.parent
HEAVY = ("openpyxl", "reportlab", "docx", "pypdfium2", "python_calamine", "pypinyin", "lxml")

KEYS = [entry.key for entry in entries()]


def test_every_entity_of_a_group_has_a_place_in_the_menu():
    wanted = {e.key() for e in ENTITIES if e.group and not e.is_settings}

    assert wanted <= set(KEYS)
    assert KEYS[0] == "home"
    assert len(KEYS) == len(set(KEYS))


@pytest.fixture(scope="module")
def empty_window(chinese, tmp_path_factory):
    """One window over an empty college, for what only looks at its pages."""
    keeper = database.open_folder(tmp_path_factory.mktemp("empty") / "data")
    shown = app.make_window(keeper)
    shown.resize(1366, 740)
    shown.show()
    yield shown
    shown.hide()
    app.close(shown)
    shown.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.mark.parametrize("key", KEYS)
def test_every_page_opens_on_an_empty_college(empty_window, key):
    window = empty_window
    assert window.go(key)

    assert window.stack.currentWidget() is window._made[key]
    assert window.menu.currentItem().data(0, Qt.ItemDataRole.UserRole) == key


@pytest.mark.parametrize("key", KEYS)
def test_every_word_on_every_page_is_chinese(empty_window, qtbot, key):
    window = empty_window
    window.go(key)
    qtbot.wait(20)

    texts = [w.text() for kind in (QAbstractButton, QLabel) for w in window.findChildren(kind)]
    texts += [w.placeholderText() for w in window.findChildren(QLineEdit)]
    allowed = re.compile(r"Ctrl|Alt|Enter|Shift|Esc|Excel|Word|WPS|CSV|PDF|[A-Z]{1,4}\d+")
    english = [t for t in texts if re.search("[A-Za-z]{3,}", allowed.sub("", t)) and "/" not in t]
    assert english == []


@pytest.mark.parametrize("key", KEYS)
def test_everything_that_takes_the_keyboard_has_a_name(empty_window, qtbot, key):
    window = empty_window
    window.go(key)
    qtbot.wait(20)
    kinds = (QLineEdit, QComboBox, QAbstractItemView, QPlainTextEdit, QAbstractButton)

    nameless = [
        widget for kind in kinds for widget in window.stack.currentWidget().findChildren(kind)
        if widget.isVisibleTo(window) and widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        and not spoken_name(widget) and not isinstance(widget.parent(), QComboBox)
    ]
    assert nameless == []


def spoken_name(widget):
    """What a screen reader says."""
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


def test_qts_own_buttons_speak_chinese(chinese, qtbot):
    standard = QDialogButtonBox.StandardButton
    box = QDialogButtonBox(standard.Ok | standard.Cancel)
    qtbot.addWidget(box)

    assert {button.text().replace("&", "") for button in box.buttons()} == {"确定", "取消"}


def test_the_window_starts_without_the_heavy_libraries(tmp_path):
    code = (
        "import sys; from pathlib import Path; from gui.shell import app;"
        "a = app.make_application();"
        "w = app.make_window(app.open_college(Path(sys.argv[1]))); w.show(); a.processEvents();"
        f"print([name for name in {HEAVY!r} if name in sys.modules]); app.close(w)"
    )
    run = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "data")], cwd=ROOT, capture_output=True,
        text=True, timeout=60, check=True,
    )

    assert run.stdout.strip() == "[]"


def test_a_record_opens_as_a_form_and_the_way_back_leads_to_the_list(window, make):
    record = make("staff_member", name="王伟")
    window.go("staff_member")

    window.context.open_record(STAFF, record.id)
    assert "王伟" in window.windowTitle()
    assert window.back_bar.isVisible()
    assert window.back()

    assert window.stack.currentWidget() is window._made["staff_member"]
    assert not window.back_bar.isVisible()


def test_a_line_opens_the_record_it_is_part_of(window, make):
    teacher = make("foreign_teacher", passport_name="LEE, JIHO")
    line = make(
        "engagement", teacher=teacher, engaged_from="2025-09-01", engaged_until="2026-07-01"
    )

    window.context.open_record(type(line), line.id)

    assert window.stack.currentWidget().entity is type(teacher)
    assert window.stack.currentWidget().record_id == teacher.id


def test_an_unsaved_form_keeps_her_on_the_page(window, make, monkeypatch):
    record = make("staff_member", name="王伟")
    window.context.open_record(STAFF, record.id)
    form = window.stack.currentWidget()
    monkeypatch.setattr(form, "may_close", lambda: False)

    assert not window.go("home")
    assert window.stack.currentWidget() is form
    monkeypatch.setattr(form, "may_close", lambda: True)
    assert window.go("home")


def test_the_records_behind_a_number_open_on_top_and_close_again(window, make):
    ids = [make("staff_member", name=name).id for name in ("甲", "乙", "丙")]

    window.context.open_list(STAFF, ids[:2], "2025年因公人数：2 人")

    page = window.stack.currentWidget()
    assert page.model.rowCount() == 2
    assert window.windowTitle().startswith("2025年因公人数：2 人")
    assert window.back()
    assert window.stack.currentWidget() is window._made["home"]


def test_a_year_chosen_above_reaches_the_pages(window, qtbot):
    with qtbot.waitSignal(window.context.year_changed) as changed:
        window.bar.year.setCurrentIndex(window.bar.year.findData(2019))

    assert changed.args == [2019]


@pytest.mark.parametrize("typed", ["王伟", "wangwei", "ww", "外语 ww", "5678"])
def test_anybody_is_found_by_name_pinyin_initials_and_number(make, typed, college):
    make("staff_member", name="王伟", department="外语系", phone="13812345678")
    make("staff_member", name="李静")

    found = find(typed)

    titles = [(part.entity, [title for _, title, _ in part.records]) for part in found]
    assert titles == [(STAFF, ["王伟"])]


def test_enter_in_the_search_opens_the_first_hit(window, make, qtbot):
    record = make("staff_member", name="王伟")
    window.find()
    qtbot.keyClicks(window.bar.search, "ww")

    with qtbot.waitSignal(window.context.record_wanted) as opened:
        qtbot.keyClick(window.bar.search, Qt.Key.Key_Return)

    assert opened.args == [STAFF, record.id]
    assert window.bar.search.text() == ""


def test_the_keyboard_stands_in_the_first_field_of_a_form_opened_by_search(window, qtbot):
    window.activateWindow()
    window.find()
    qtbot.keyClicks(window.bar.search, "xzjzg")
    qtbot.keyClick(window.bar.search, Qt.Key.Key_Return)
    form = window.stack.currentWidget()

    qtbot.waitUntil(lambda: form.focusWidget() is form.body.fields[0].editor.focusProxy())


def test_the_keyboard_stands_in_the_rows_of_a_list(window, make, qtbot):
    make("staff_member", name="王伟")
    window.activateWindow()

    window.go("staff_member")

    # Not hasFocus(): whether this window is the active one depends on what was open before.
    qtbot.waitUntil(lambda: window.focusWidget() is window._made["staff_member"].table)


def test_pages_and_commands_are_found_too(window, qtbot):
    window.find()
    qtbot.keyClicks(window.bar.search, "xzjzg")

    with qtbot.waitSignal(window.context.record_wanted) as opened:
        qtbot.keyClick(window.bar.search, Qt.Key.Key_Return)

    assert opened.args == [STAFF, None]


def test_escape_leaves_the_search(window, qtbot):
    window.find()
    qtbot.keyClicks(window.bar.search, "gzt")
    qtbot.waitUntil(window.finder.isVisible)

    qtbot.keyClick(window.bar.search, Qt.Key.Key_Escape)

    assert not window.finder.isVisible()
    assert window.bar.search.text() == ""


def test_sensitive_numbers_are_not_in_the_results(make, college):
    make("staff_member", name="王伟", phone="13812345678")

    assert "138" not in str(find("ww"))


def test_undo_takes_the_latest_action_back(window, make, monkeypatch):
    record = make("staff_member", name="王伟")
    monkeypatch.setattr(messages, "ask", lambda *_args, **_options: True)

    window.undo()

    assert STAFF.get_by_id(record.id).retired_at


def test_undo_twice_takes_two_actions_back(window, make, monkeypatch):
    first, second = make("staff_member", name="甲"), make("staff_member", name="乙")
    monkeypatch.setattr(messages, "ask", lambda *_args, **_options: True)

    window.undo()
    window.undo()

    assert all(STAFF.get_by_id(record.id).retired_at for record in (first, second))


def test_a_backup_is_made_beside_the_window_and_shown(window, qtbot):
    assert "尚无备份" in window.bar.backup.text()

    with qtbot.waitSignal(window.context.said):
        window.backups.make()

    assert "✓ 已备份 今天" in window.bar.backup.text()
    assert len(window.context.keeper.backups()) == 1


def test_closing_makes_a_backup_when_something_changed(window, make, qtbot):
    make("staff_member", name="王伟")

    window.close()

    qtbot.waitUntil(lambda: not window.isVisible())
    assert [b.reason for b in window.context.keeper.backups()] == ["关闭"]


def test_closing_without_a_change_makes_no_backup(window):
    window.close()

    assert not window.isVisible()
    assert window.context.keeper.backups() == []


def test_workbooks_can_be_dropped_on_the_window(tmp_path):
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path / name)) for name in ("台账.xlsx", "照片.png")])

    assert [path.name for path in _registers(mime)] == ["台账.xlsx"]


def test_folded_groups_and_the_year_are_remembered(window, context, qtbot):
    group = window.menu.topLevelItem(1)
    group.setExpanded(False)
    context.set_year(2019)
    window._keep_geometry()

    assert group.text(0) in context.settings.value("window/folded").split("|")
    assert int(str(context.settings.value("window/year"))) == 2019


def test_deleting_on_one_page_empties_nothing_on_another(window, make, qtbot):
    record = make("staff_member", name="王伟")
    window.go("staff_member")
    window.go("recycle_bin")
    store.retire(STAFF.get_by_id(record.id))
    bin_page = window._made["recycle_bin"]
    qtbot.waitUntil(lambda: bin_page.table.rowCount() == 1)

    bin_page.table.selectRow(0)
    bin_page.restore()

    qtbot.waitUntil(lambda: bin_page.table.rowCount() == 0)
    window.go("staff_member")
    assert window._made["staff_member"].model.rowCount() == 1
