"""交叉统计 in the window: a number opens its records, a saved table comes back."""

from __future__ import annotations

from datetime import date

import pytest

from gui.cross_page import CrossPage
from models import cross_table, store
from models.entities import OutboundTrip


@pytest.fixture
def page(context, qtbot):
    for at, kind in enumerate(("国际会议", "国际会议", None)):
        store.save(OutboundTrip(title=f"团组{at}", task_kind=kind, departed_on=date(2026, 3, 1),
                                returned_on=date(2026, 3, 5)))
    page = CrossPage(context)
    qtbot.addWidget(page)
    page._set("register", OutboundTrip)
    page._register_chosen()
    page._set("first", "field:task_kind")
    page.renew()
    qtbot.waitUntil(lambda: page.answer is not None and
                    page.answer.question == page.question())
    return page


def test_a_total_lists_its_records(page):
    page.table.setCurrentCell(page.table.rowCount() - 1, 1)

    assert page.records.count() == 3


def test_blanks_are_a_row_of_their_own(page):
    assert page.table.item(1, 0).text() == "未归类"


def test_a_saved_table_is_asked_again(page, qtbot):
    cross_table.keep(page.question(), "按任务类别")
    page._set("first", "field:level")
    page._fill_kept()
    page.boxes["kept"].setCurrentIndex(1)

    page._open_kept()

    assert page.question().rows == ("field:task_kind",)
