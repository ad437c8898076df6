"""Typing into a list as into a sheet."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog

from gui.fields.cell_changes import Wish, plan
from gui.lists import list_many, replace_dialog
from gui.lists.changes_preview import ChangesPreview
from gui.lists.list_page import ListPage
from models import history
from models.entities import entity_by_key
from models.listing import columns_of

STAFF = entity_by_key("staff_member")
TRIP = entity_by_key("outbound_trip")


@pytest.fixture
def page(qtbot, context, make):
    """Three members of staff in four columns, shown."""
    for name, department in (("王伟", "外语系"), ("李静", "机电系"), ("张三", "机电系")):
        make("staff_member", name=name, department=department, sex="男")
    page = ListPage(context, STAFF)
    known = page.listing.columns()
    page.set_columns([known[name] for name in ("name", "sex", "department", "position")])
    qtbot.addWidget(page)
    page.resize(1180, 640)
    with qtbot.waitExposed(page):
        page.show()
    return page


@pytest.fixture
def accept(monkeypatch):
    """Previews are accepted; their changes are kept for looking at."""
    seen = []

    def show(self):
        seen.append([
            [self.table.item(row, at).text() for at in range(5)]
            for row in range(self.table.rowCount())
        ])
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(ChangesPreview, "exec", show)
    return seen


def select(page, top, left, bottom, right):
    model = page.model
    page.table.selectionModel().setCurrentIndex(
        model.index(top, left), QItemSelectionModel.SelectionFlag.NoUpdate
    )
    block = QItemSelection(model.index(top, left), model.index(bottom, right))
    page.table.selectionModel().select(block, QItemSelectionModel.SelectionFlag.ClearAndSelect)


def column(page, at):
    return [page.model.shown(row).words[at] for row in range(page.model.rowCount())]


def paste(page, text):
    QGuiApplication.clipboard().setText(text)
    page.editing.paste()


def test_f2_writes_a_cell_and_enter_goes_down(page, qtbot):
    page.table.setFocus()
    select(page, 0, 3, 0, 3)
    qtbot.keyClick(page.table, Qt.Key.Key_F2)
    field = page.editing._editor.focusProxy()

    qtbot.keyClicks(field, "Dean")
    qtbot.keyClick(field, Qt.Key.Key_Return)

    assert column(page, 3) == ["Dean", "", ""]
    current = page.table.currentIndex()
    assert (current.row(), current.column()) == (1, 3)


def test_escape_leaves_the_cell_as_it_was(page, qtbot):
    select(page, 0, 2, 0, 2)
    page.editing.edit()
    field = page.editing._editor.focusProxy()
    qtbot.keyClicks(field, "x")

    qtbot.keyClick(field, Qt.Key.Key_Escape)

    assert column(page, 2) == ["外语系", "机电系", "机电系"]
    assert page.editing._editor is None


def test_what_cannot_be_meant_is_not_written_and_the_editor_stays(page, qtbot):
    select(page, 0, 1, 0, 1)
    page.editing.edit()
    page.editing._editor.set_text("不知道")

    assert not page.editing.commit()
    assert page.editing._editor is not None
    assert column(page, 1) == ["男", "男", "男"]


def test_a_computed_column_says_where_it_is_changed(qtbot, context, make):
    make("outbound_trip", title="赴韩团", departed_on="2025-03-01", returned_on="2025-03-05")
    page = ListPage(context, TRIP)
    qtbot.addWidget(page)
    at = [c.name for c in page.model.columns].index("days_abroad")
    select(page, 0, at, 0, at)

    page.editing.edit()

    assert page.editing._editor is None


def test_a_block_is_pasted_after_a_preview_as_one_action(page, qtbot, accept):
    select(page, 0, 2, 0, 2)

    with qtbot.waitSignal(page.model.filled):
        paste(page, "艺术系\t教师\n信息系\t科长\n")

    assert column(page, 2) == ["艺术系", "信息系", "机电系"]
    assert column(page, 3) == ["教师", "科长", ""]
    assert history.batches()[0].label == "粘贴 4 格：教职工"
    assert accept[0][0] == ["王伟", "部门", "外语系", "艺术系", "✓"]


def test_repeated_headers_in_a_pasted_block_are_not_data(page, qtbot, accept):
    select(page, 0, 2, 0, 2)

    with qtbot.waitSignal(page.model.filled):
        paste(page, "部门\t职务\n艺术系\t教师\n")

    assert column(page, 2)[0] == "艺术系"


def test_one_value_fills_the_whole_selection(page, qtbot, accept):
    select(page, 0, 3, 2, 3)

    with qtbot.waitSignal(page.model.filled):
        paste(page, "教师")

    assert column(page, 3) == ["教师"] * 3


def test_refused_cells_stand_first_and_the_others_are_written(page, qtbot, accept):
    select(page, 0, 1, 0, 1)

    with qtbot.waitSignal(page.model.filled):
        paste(page, "女\n未知\n女\n")

    assert column(page, 1) == ["女", "男", "女"]
    assert accept[0][0][0] == "李静"
    assert accept[0][0][4].startswith("✕ “未知”不在可选项中")


def test_a_paste_that_changes_nothing_writes_nothing(page, accept):
    before = len(history.batches())
    select(page, 0, 2, 0, 2)

    paste(page, "外语系")

    assert (accept, len(history.batches())) == ([], before)


def test_fill_down_copies_the_first_row(page, qtbot, accept):
    select(page, 0, 2, 2, 2)

    with qtbot.waitSignal(page.model.filled):
        page.editing.fill_down()

    assert column(page, 2) == ["外语系"] * 3


def test_fill_down_in_one_row_takes_the_row_above(page, qtbot, accept):
    select(page, 1, 2, 1, 2)

    with qtbot.waitSignal(page.model.filled):
        page.editing.fill_down()

    assert column(page, 2) == ["外语系", "外语系", "机电系"]


def test_a_pasted_block_can_be_taken_back_from_the_bar(page, qtbot, accept):
    select(page, 0, 3, 2, 3)
    with qtbot.waitSignal(page.model.filled):
        paste(page, "教师")
    qtbot.waitUntil(page.undo_bar.isVisible)

    page.undo_bar._take_back()

    assert column(page, 3) == ["", "", ""]


def test_replacing_touches_only_the_shown_rows_of_one_column(page, qtbot, accept, monkeypatch):
    page.set_search("李静")

    def answer(self):
        self.choice.setCurrentIndex([c.name for c in self._columns].index("department"))
        self.wanted.setText("机电系")
        self.instead.setText("机电学院")
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(replace_dialog.ReplaceDialog, "exec", answer)
    with qtbot.waitSignal(page.model.filled):
        page.editing.replace()
    page.clear_filters()

    assert column(page, 2) == ["外语系", "机电学院", "机电系"]


def test_emptying_a_required_field_is_refused(page):
    name = {c.name: c for c in columns_of(STAFF)}["name"]

    change = plan(STAFF, [Wish(page.model.ids[0], name, "")])[0]

    assert change.reason == "“姓名”不能为空"


def test_a_link_is_pasted_by_its_title(make, context):
    school = make("partner_school", name="釜山大学")
    agreement = make("agreement", partner=make("partner_school", name="首尔大学"), title="备忘录")
    partner = {c.name: c for c in columns_of(type(agreement))}["partner"]

    fine, refused = plan(
        type(agreement),
        [Wish(agreement.id, partner, "釜山大学"), Wish(agreement.id, partner, "无此校")],
    )

    assert fine.value == school.id
    assert "无此校" in refused.reason


def test_no_more_cells_at_once_than_can_be_looked_at(page, monkeypatch):
    from gui.look import messages

    said = []
    monkeypatch.setattr(messages, "tell", lambda *words: said.append(words[1]))
    monkeypatch.setattr(list_many, "CELL_LIMIT", 2)
    select(page, 0, 3, 2, 3)

    paste(page, "教师")

    assert said == ["一次最多修改 2 格。"]
