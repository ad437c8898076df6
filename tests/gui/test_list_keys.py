"""The keys of a list: declared once, each doing one thing, as in Excel."""

from __future__ import annotations

from collections import Counter

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication

from gui.lists.list_moves import edge
from gui.look import messages
from gui.shared.commands import LIST_SECTIONS, SHEET, WINDOW, shown_keys
from models import history
from tests.gui.test_list_editing import STAFF, accept, column, page, paste, select  # noqa: F401

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def test_no_key_is_declared_twice_for_one_place():
    commands = [c for section in (WINDOW, *LIST_SECTIONS) for c in section.commands]
    keys = Counter(k for c in commands for k in c.keys)
    keys += Counter(f"Shift+{k}" for c in commands if c.extends for k in c.keys)
    assert [key for key, times in keys.items() if times > 1] == []


def test_every_command_of_a_list_does_something_and_shows_its_key(page):  # noqa: F811
    declared = {c.name for section in LIST_SECTIONS for c in section.commands}
    assert set(page.commands.actions) == declared
    assert all(shown_keys(c) for section in SHEET for c in section.commands)


def test_typing_on_a_cell_writes_over_it_and_tab_goes_right(page, qtbot):  # noqa: F811
    page.table.setFocus()
    select(page, 0, 2, 0, 2)
    qtbot.keyClick(page.table, Qt.Key.Key_A)
    field = page.editing._editor.focusProxy()
    qtbot.keyClicks(field, "bc")
    qtbot.keyClick(field, Qt.Key.Key_Tab)

    assert column(page, 2)[0] == "abc"
    assert page.table.currentIndex().column() == 3


def test_delete_empties_cells_after_a_preview_and_leaves_the_records(
    page, qtbot, accept,  # noqa: F811
):
    page.table.setFocus()
    select(page, 0, 2, 1, 2)
    with qtbot.waitSignal(page.model.filled):
        qtbot.keyClick(page.table, Qt.Key.Key_Delete)

    assert column(page, 2) == ["", "", "机电系"]
    assert len(accept[0]) == 2
    assert STAFF.active().count() == 3


def test_what_is_pasted_below_the_last_row_becomes_new_records(
    page, qtbot, accept, monkeypatch,  # noqa: F811
):
    monkeypatch.setattr(messages, "ask", lambda *_, **__: True)
    select(page, 2, 0, 2, 0)
    with qtbot.waitSignal(page.model.filled):
        paste(page, "张三\t男\t艺术系\n赵六\t女\t艺术系\n")

    assert "赵六" in column(page, 0)
    assert STAFF.active().count() == 4
    assert history.batches()[0].label.startswith("粘贴")


def test_a_new_row_without_its_required_field_is_refused_with_the_reason(
    page, accept, monkeypatch,  # noqa: F811
):
    monkeypatch.setattr(messages, "ask", lambda *_, **__: True)
    select(page, 2, 2, 2, 2)
    paste(page, "机电系\n艺术系\n")

    assert "还不能新增" in accept[0][0][4]
    assert STAFF.active().count() == 3


def test_shift_with_an_arrow_and_ctrl_end_select_along(page, qtbot):  # noqa: F811
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    qtbot.waitUntil(lambda: page.model.rowCount() == 3)
    page.table.setFocus()
    page.table.select_row(0, 1)
    qtbot.keyClick(page.table, Qt.Key.Key_Down, SHIFT)
    qtbot.keyClick(page.table, Qt.Key.Key_End, CTRL | SHIFT)

    assert list(page.table.selected_rows()) == [0, 1, 2]
    assert page.table.selected_columns() == [1, 2, 3]


@pytest.mark.parametrize(
    ("filled", "start", "arrives"),
    [("xxx..x", 0, 2), ("xxx..x", 2, 5), ("x..", 0, 2), ("..xx", 0, 2), ("xx", 1, 1)],
)
def test_ctrl_with_an_arrow_stops_where_excel_stops(filled, start, arrives):
    assert edge(lambda at: filled[at] == "x", start, 1, len(filled)) == arrives


def test_a_folded_group_keeps_its_rows_out_of_a_paste(page, qtbot, accept):  # noqa: F811
    page.grouping.group_by("department")
    head = page.model.heads[0]
    page.model.fold({head.path})
    row = next(r for r in range(len(page.model.rows)) if page.model.is_record(r))
    kept = page.model.ids[head.start]
    page.table.select_row(row, 3)
    page.table.selectionModel().select(
        page.model.index(row, 3), QItemSelectionModel.SelectionFlag.ClearAndSelect
    )
    QGuiApplication.clipboard().setText("科长")
    page.editing.paste()
    qtbot.waitUntil(lambda: history.batches()[0].label.startswith("粘贴"))

    assert STAFF.get_by_id(kept).position in (None, "")


def test_grouping_is_remembered_in_a_saved_view(page):  # noqa: F811
    page.grouping.group_by("department")
    page.grouping.fold_all(True)
    page.view_menu.keep("按部门")
    page.grouping.choose(())
    assert page.model.heads == ()

    page.view_menu.show_view(page.memory.views()[0])

    assert page.listing.grouping == ("department",)
    assert page.model.folded == {head.path for head in page.model.heads}
