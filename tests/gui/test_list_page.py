"""The one list of all entities: filters, order, columns, copying, deleting, remembering."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu

from gui.lists.list_page import ListPage
from gui.look import messages
from models import store
from models.entities import entity_by_key

STAFF = entity_by_key("staff_member")
TRIP = entity_by_key("outbound_trip")
TEACHER = entity_by_key("foreign_teacher")


@pytest.fixture
def people(make):
    """Three members of staff."""
    return [
        make("staff_member", name="王伟", department="外语系", sex="男", position="教师",
             phone="13812345678"),
        make("staff_member", name="李静", department="外语系", sex="女", position="教师"),
        make("staff_member", name="张三", department="机电系", sex="男"),
    ]


def shown(qtbot, context, entity, **options):
    page = ListPage(context, entity, **options)
    qtbot.addWidget(page)
    page.resize(1180, 680)
    with qtbot.waitExposed(page):
        page.show()
    return page


@pytest.fixture
def page(qtbot, context, people):
    return shown(qtbot, context, STAFF)


def names(page):
    return [page.model.shown(row).words[0] for row in range(page.model.rowCount())]


def select(page, *cells):
    page.table.clearSelection()
    for row, column in cells:
        page.table.selectionModel().setCurrentIndex(
            page.model.index(row, column), QItemSelectionModel.SelectionFlag.Select
        )


def select_block(page, top, left, bottom, right):
    from PySide6.QtCore import QItemSelection

    model = page.model
    block = QItemSelection(model.index(top, left), model.index(bottom, right))
    page.table.selectionModel().select(block, QItemSelectionModel.SelectionFlag.ClearAndSelect)


def test_every_record_stands_in_the_list_with_its_declared_columns(page):
    assert names(page) == ["王伟", "李静", "张三"]
    headers = [page.model.headerData(at, Qt.Orientation.Horizontal) for at in range(4)]
    assert headers == ["姓名", "性别", "工号", "部门"]


def test_typing_under_a_header_filters_in_sql(page, qtbot):
    field = page.table.header.field("department")

    field.setText("jidian")

    qtbot.waitUntil(lambda: names(page) == ["张三"])
    assert field.property("role") == "filter-on"


def test_the_search_finds_initials(page, qtbot):
    page.tools.search.setText("lj")

    qtbot.waitUntil(lambda: names(page) == ["李静"])


def test_a_filter_that_cannot_be_meant_is_marked_and_the_list_stays(qtbot, context, make):
    make("outbound_trip", title="赴韩团", departed_on="2025-03-01")
    page = shown(qtbot, context, TRIP)
    field = page.table.header.field("departed_on")

    field.setText(">昨天左右")

    qtbot.waitUntil(lambda: field.property("role") == "filter-wrong")
    assert "日期" in field.toolTip()
    assert names(page) == ["赴韩团"]


def test_clicks_on_a_header_order_up_down_and_not_at_all(page):
    page.sort_by("name", False)
    assert names(page) == ["李静", "王伟", "张三"]
    assert page.model.headerData(0, Qt.Orientation.Horizontal) == "姓名 ▲"

    page.sort_by("name", False)
    assert names(page) == ["张三", "王伟", "李静"]

    page.sort_by("name", False)
    assert names(page) == ["王伟", "李静", "张三"]


def test_shift_adds_a_second_column_to_the_order(page):
    page.sort_by("department", False)
    page.sort_by("name", True)

    assert names(page) == ["张三", "李静", "王伟"]
    assert page.model.headerData(0, Qt.Orientation.Horizontal) == "姓名 ▲2"


def test_order_and_columns_are_remembered(page, qtbot, context):
    known = {c.name: c for c in page.listing.columns().values()}
    page.set_columns([known["name"], known["phone"]])
    page.sort_by("name", False)

    again = shown(qtbot, context, STAFF)

    assert [c.name for c in again.model.columns] == ["name", "phone"]
    assert names(again) == ["李静", "王伟", "张三"]


def test_a_saved_view_brings_filters_columns_and_order_back(page, context):
    page.set_filter("department", "外语")
    page.sort_by("name", False)
    page.view_menu.keep("外语系教师")
    page.clear_filters()

    page.view_menu.show_view(page.memory.views()[0])

    assert names(page) == ["李静", "王伟"]
    assert page.table.header.field("department").text() == "外语"


def test_a_block_is_copied_with_its_headers_or_without(page):
    select_block(page, 0, 0, 1, 1)

    page.actions_.copy(headed=True)
    assert QGuiApplication.clipboard().text() == "姓名\t性别\n王伟\t男\n李静\t女"

    page.actions_.copy()
    assert QGuiApplication.clipboard().text() == "王伟\t男\n李静\t女"


def test_one_cell_is_copied_alone(page):
    select_block(page, 2, 3, 2, 3)

    page.actions_.copy()

    assert QGuiApplication.clipboard().text() == "机电系"


def test_numbers_of_papers_are_masked_until_shown_and_again_when_the_page_is_left(page, people):
    known = page.listing.columns()
    page.set_columns([known["name"], known["phone"]])

    assert page.model.shown(0).words[1] == "13****78"
    page.reveal(True)
    assert page.model.shown(0).words[1] == "13812345678"
    page.hide()
    assert page.model.shown(0).words[1] == "13****78"


def test_deleting_can_be_taken_back_from_the_bar(page, qtbot):
    select(page, (0, 0), (1, 0))
    with qtbot.waitSignal(page.model.filled):
        page.actions_.delete()
    qtbot.waitUntil(page.undo_bar.isVisible)
    assert names(page) == ["张三"]

    page.undo_bar._take_back()

    qtbot.waitUntil(lambda: names(page) == ["王伟", "李静", "张三"])


def test_a_record_that_is_still_used_is_not_deleted_and_the_reason_is_shown(
    page, qtbot, people, make, monkeypatch
):
    trip = make("outbound_trip", title="赴韩团", departed_on="2025-03-01")
    make("trip_member", trip=trip, staff_member=people[0])
    said = []
    monkeypatch.setattr(messages, "show_error", lambda _, error: said.append(str(error)))
    select(page, (0, 0))

    page.actions_.delete()

    qtbot.waitUntil(lambda: bool(said))
    assert "引用" in said[0]
    assert len(names(page)) == 3


def test_a_new_record_appears_and_the_current_one_stays_current(page, make):
    page.table.select_row(2)

    make("staff_member", name="阿强")

    assert names(page)[-1] == "阿强"
    assert page.model.record_id(page.table.currentIndex().row()) == page.model.ids[2]


def test_a_hidden_list_catches_up_when_it_is_shown_again(page, qtbot, make):
    page.hide()
    make("staff_member", name="阿强")
    assert len(names(page)) == 3

    with qtbot.waitExposed(page):
        page.show()

    assert names(page)[-1] == "阿强"


def test_the_status_line_counts_rows_different_values_and_sums(qtbot, context, make):
    for title, cost in (("甲团", "1000"), ("乙团", "2500")):
        make("outbound_trip", title=title, departed_on="2025-03-01", cost=cost)
    page = shown(qtbot, context, TRIP)
    known = page.listing.columns()
    page.set_columns([known["title"], known["cost"]])

    select_block(page, 0, 0, 1, 1)

    qtbot.waitUntil(lambda: page.status.text != "")
    assert page.status.text == "选中 2 个团组 · 团组名称 2 种 · 费用合计 3,500 元"


def test_only_the_records_behind_a_number_are_shown(qtbot, context, people):
    page = shown(qtbot, context, STAFF, only=[people[1].id], title="2025年因公人数：1 人")

    assert names(page) == ["李静"]
    assert page.tools.title.text() == "2025年因公人数：1 人"


def test_an_empty_list_says_what_to_do(qtbot, context):
    page = shown(qtbot, context, TEACHER)

    assert page.empty.isVisible()
    assert page.empty._title.text() == "还没有外籍教师"


def test_filters_that_leave_nothing_offer_to_be_cleared(page):
    page.set_search("没有这个人")

    assert page.empty.isVisible()
    page.clear_filters()
    assert not page.empty.isVisible()
    assert len(names(page)) == 3


def test_the_values_of_a_column_can_be_ticked(page, qtbot):
    field = page.table.header.field("department")
    page.values_of("department", field)
    from gui.lists.value_popup import ValuePopup

    qtbot.waitUntil(lambda: page.findChild(ValuePopup) is not None)
    popup = page.findChild(ValuePopup)
    assert [popup._list.item(at).text() for at in range(2)] == ["外语系   2", "机电系   1"]

    popup._list.item(1).setCheckState(Qt.CheckState.Checked)

    assert field.text() == "=机电系"
    qtbot.waitUntil(lambda: names(page) == ["张三"])
    popup.close()


def test_a_group_shows_only_its_records(page):
    chips = page.groups._chips

    chips["missing"].click()

    assert names(page) == ["张三"]
    assert chips["missing"].text() == "待补 1"


def test_an_incomplete_record_says_what_is_missing(page):
    tip = page.model.data(page.model.index(2, 0), Qt.ItemDataRole.ToolTipRole)

    assert tip == "待补：职务"


def test_a_large_list_is_asked_beside_the_window(qtbot, context, college, monkeypatch):
    monkeypatch.setattr("gui.lists.list_loader.AT_ONCE", 10)
    with store.batch("导入"):
        store.add_many(STAFF, ((STAFF(name=f"王{at}"), "") for at in range(450)))

    page = shown(qtbot, context, STAFF)

    qtbot.waitUntil(lambda: page.model.rowCount() == 450)
    assert page.model.shown(449).words[0] == "王449"
    assert len(page.model._pages) <= 2


def test_a_late_answer_to_an_older_question_is_dropped(qtbot, context, college, monkeypatch):
    monkeypatch.setattr("gui.lists.list_loader.AT_ONCE", 0)
    with store.batch("导入"):
        store.add_many(STAFF, ((STAFF(name=name), "") for name in ("王伟", "李静")))
    page = shown(qtbot, context, STAFF)

    page.set_search("王")
    page.set_search("李")

    qtbot.waitUntil(lambda: names(page) == ["李静"])
    qtbot.wait(50)
    assert names(page) == ["李静"]


def test_the_model_keeps_a_few_pages_only(qtbot, context, college):
    with store.batch("导入"):
        store.add_many(STAFF, ((STAFF(name=f"王{at}"), "") for at in range(2_000)))
    page = shown(qtbot, context, STAFF)
    page.model._pages.clear()

    page.model.shown(1_999)

    assert list(page.model._pages) == [9]


def test_enter_asks_for_the_record_and_insert_for_a_new_one(page, qtbot, context):
    page.table.setFocus()
    page.table.select_row(1)
    with qtbot.waitSignal(context.record_wanted) as opened:
        qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert opened.args == [STAFF, page.model.ids[1]]

    with qtbot.waitSignal(context.record_wanted) as new:
        qtbot.keyClick(page.table, Qt.Key.Key_Insert)
    assert new.args == [STAFF, None]


def test_the_first_column_stays_when_the_list_is_scrolled_sideways(page, qtbot):
    page.resize(420, 400)
    bar = page.table.horizontalScrollBar()
    bar.setValue(bar.maximum())

    assert page.table.frozen.isVisible()
    assert page.table.frozen.columnViewportPosition(0) == 0
    index = page.table.frozen.indexAt(page.table.frozen.viewport().rect().center())
    assert index.column() in (0, -1)


def test_a_dragged_header_changes_the_order_of_columns(page):
    page.table.header.moveSection(1, 3)

    assert [c.label for c in page.model.columns][:4] == ["姓名", "工号", "部门", "性别"]
    assert page.table.header.visualIndex(1) == 1


def test_the_list_exports_what_it_shows(page, qtbot, monkeypatch, tmp_path):
    from gui.lists.export_dialog import ExportDialog

    target = tmp_path / "名单"
    monkeypatch.setattr(messages, "file_dialog", lambda *_args, **_options: [target])
    monkeypatch.setattr(ExportDialog, "exec", lambda _: True)
    page.set_filter("department", "外语")

    with qtbot.waitSignal(page.context.said):
        page.actions_.export_all()

    from openpyxl import load_workbook

    sheet = load_workbook(tmp_path / "名单.xlsx").active
    assert [row[0].value for row in sheet.iter_rows(min_row=4)] == ["王伟", "李静"]


def test_the_model_obeys_qts_rules(page, qtmodeltester):
    qtmodeltester.check(page.model, force_py=True)


def test_no_cell_has_children(page):
    assert page.model.rowCount(page.model.index(0, 0)) == 0
    assert page.model.index(0, 0).parent() == QModelIndex()


@pytest.mark.parametrize(
    ("key", "has_papers"), [("foreign_teacher", True), ("competition_award", False)]
)
def test_papers_are_offered_only_where_there_are_some_and_the_list_always(
    key, has_papers, qtbot, context, make
):
    page = shown(qtbot, context, entity_by_key(key))
    menu = QMenu()
    page.actions_.fill_print_menu(menu)
    offered = [action.text() for action in menu.actions()]
    assert offered[0] == "打印列表"
    assert (page.commands.actions["print_papers"] in menu.actions()) is has_papers
