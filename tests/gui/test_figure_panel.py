"""The panel beside a number: what it says of last year."""

from __future__ import annotations

import pytest

from gui.figures.figure_panel import FigurePanel
from models.indicators import Period, indicator_by_id


@pytest.fixture
def panel(context, make, qtbot):
    make("outbound_trip", title="赴日团组", departed_on="2022-05-06", returned_on="2022-05-10",
         status="已执行")
    shown = FigurePanel(context)
    qtbot.addWidget(shown)
    return shown


@pytest.mark.parametrize(("year", "words"), [
    (2022, "上年未建账　·　2022年"), (2023, "上年 1 批，减少 1　·　2023年"),
    (2024, "上年 0 批，持平　·　2024年"),
])
def test_a_year_that_was_not_kept_is_not_called_zero(panel, year, words, qtbot):
    panel.show_figure(indicator_by_id("trips.groups").at(Period.calendar_year(year)))

    qtbot.waitUntil(lambda: bool(panel.compared.text()))
    assert panel.compared.text() == words
