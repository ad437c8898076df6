"""交叉统计 in the window: numbers open both ways, saved tables, a chart goes into the draft."""

from __future__ import annotations

from datetime import date

import pytest

from exports.drafts import compose, draft_by_code
from gui.drafts.draft_exhibit import ExhibitView
from gui.drafts.draft_page import DraftPage
from gui.figures.cross_page import CrossPage
from gui.figures.cross_to_draft import CrossToDraft
from gui.look import messages
from models import kept_cross_tables, store
from models.entities import ExportLog, OutboundTrip
from models.partial_date import PartialDate


@pytest.fixture
def page(context, qtbot):
    for at, kind in enumerate(("国际会议", "国际会议", None)):
        store.save(OutboundTrip(title=f"团组{at}", task_kind=kind, departed_on=date(2026, 3, 1),
                                returned_on=date(2026, 3, 5)))
    page = CrossPage(context)
    qtbot.addWidget(page)
    page.choices.choose_register(OutboundTrip)
    page.choices.set("first", "field:task_kind")
    counted(page, qtbot)
    return page


def counted(page, qtbot):
    page.renew()
    qtbot.waitUntil(lambda: page.answer is not None and page.answer.question == page.question())


def test_every_number_lists_its_records_down_and_across(page, qtbot):
    page.choices.set("across", "year:departed_on")
    counted(page, qtbot)
    answer = page.answer

    for row, head in enumerate(answer.rows):
        for column, side in enumerate(answer.columns):
            page.table.setCurrentCell(row, column + 1)
            records = page.side.records
            shown = {records.item(at).data(256) for at in range(records.count())}
            assert shown == set(answer.cell(head, side).ids)


def test_blanks_are_a_row_of_their_own(page):
    assert page.table.item(1, 0).text() == "未填"


def test_the_list_button_opens_exactly_the_counted_records(page, qtbot):
    page.table.setCurrentCell(0, 1)

    with qtbot.waitSignal(page._context.list_wanted) as opened:
        page.side.list_button.click()

    assert opened.args[1] == list(page.answer.cells[("国际会议",), ()].ids)


def test_what_may_count_is_said_and_opens(page, qtbot):
    store.save(OutboundTrip(title="日期不全", task_kind="国际会议", departed_on=date(2026, 1, 1),
                            returned_on=PartialDate(2026)))
    page.choices.set("period", "date:returned_on")
    page.choices.set("span", "first")
    counted(page, qtbot)

    page.table.setCurrentCell(0, 1)

    assert page.table.item(0, 1).text() == "2（最多 3）"
    with qtbot.waitSignal(page._context.list_wanted) as opened:
        page.side.open_button.click()
    assert len(opened.args[1]) == 1


def test_five_years_stand_beside_each_other(page, qtbot):
    page.choices.set("years", 5)
    page.choices._agree()
    counted(page, qtbot)

    heads = [page.table.horizontalHeaderItem(at).text() for at in range(page.table.columnCount())]

    assert heads[1:] == [f"{year}年" for year in range(2022, 2027)] + ["合计"]
    assert not page.choices.boxes["across"].isEnabled()


def test_a_saved_table_is_asked_again(page, qtbot):
    kept_cross_tables.keep(page.question(), "按任务类别")
    page.choices.set("first", "field:level")
    page._fill_kept()
    page.kept.setCurrentIndex(1)

    page._open_kept()

    assert page.question().rows == ("field:task_kind",)


def test_a_saved_table_is_deleted_after_a_question(page, monkeypatch):
    kept_cross_tables.keep(page.question(), "按任务类别")
    page._fill_kept()
    page.kept.setCurrentIndex(1)
    monkeypatch.setattr(messages, "ask", lambda *_args, **_more: True)

    page.remove()

    assert page.kept.count() == 1


@pytest.mark.parametrize(("out", "begin"), [
    ("chart.png", b"\x89PNG"), ("chart.pdf", b"%PDF"), ("table.pdf", b"%PDF"),
    ("table.xlsx", b"PK"),
])
def test_table_and_chart_leave_as_files_and_in_the_log(
    page, out, *, begin, qtbot, tmp_path, monkeypatch,
):
    path = tmp_path / out
    monkeypatch.setattr(messages, "choose_save_path", lambda *_args, **_more: path)

    page.export(path.stem, path.suffix, "")

    qtbot.waitUntil(lambda: [one.state for one in ExportLog.select()] == ["完成"], timeout=20_000)
    assert path.read_bytes().startswith(begin)


def test_an_empty_year_says_what_to_do(page, qtbot):
    page._context.set_year(1999)

    qtbot.waitUntil(lambda: page.answer is None)

    assert "没有符合的记录" in page.chart.accessibleDescription()


def test_a_chart_goes_into_the_draft_and_out_again(page, context, qtbot):
    dialog = CrossToDraft(page.question(), year=2026, name="任务类别", view="bar", parent=page)
    dialog.caption.setText("团组任务类别")
    dialog.accept()
    composed = compose(draft_by_code(dialog.draft.currentData().code), 2026)
    draft = DraftPage(context)
    qtbot.addWidget(draft)
    draft.show_draft(composed)
    (view,) = draft.sheet.findChildren(ExhibitView)
    assert view.exhibit.caption == "图1 团组任务类别"

    view.remove_button.click()

    assert kept_cross_tables.exhibits_of(kept_cross_tables.named("任务类别")) == []
