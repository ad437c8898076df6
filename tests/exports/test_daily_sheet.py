"""The day's sheet: one page for each day, every kind with its numbers, the names and the tick."""

from __future__ import annotations

from datetime import date

import pypdfium2
import pytest

from exports.daily_sheet import pdf
from models import day_reports
from models.errors import UserError
from models.year_ledger import PERSON_KINDS

DAYS = [date(2025, 3, 3), date(2025, 3, 4)]


def test_a_day_has_a_page_with_every_kind_and_the_tick(college):
    day_reports.confirm_stretch(DAYS, reporter="林若溪", checked_by="韩子墨")

    file = pypdfium2.PdfDocument(pdf(DAYS))
    pages = [page.get_textpage().get_text_bounded() for page in file]
    sizes = {tuple(round(side) for side in page.get_size()) for page in file}
    file.close()

    assert len(pages) == 2
    assert sizes == {(842, 595)}
    assert "2025年3月4日" in pages[1]
    assert all(words in pages[0] for words in (*PERSON_KINDS, "合计", "☑零报告", "韩子墨"))


def test_a_day_with_movement_has_no_tick(college):
    found = [one.report for one in day_reports.proposals(DAYS[0])]
    found[0].returned = 1
    day_reports.confirm(found, reporter="林若溪", checked_by="韩子墨")

    file = pypdfium2.PdfDocument(pdf(DAYS[:1]))
    words = file[0].get_textpage().get_text_bounded()
    file.close()

    assert "□零报告" in words


def test_a_day_without_reports_has_no_sheet(college):
    with pytest.raises(UserError, match="还没有日报"):
        pdf(DAYS)
