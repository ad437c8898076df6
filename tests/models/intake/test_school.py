"""The office profile begins with the name that her registers carry."""

from __future__ import annotations

import openpyxl
import pytest

from models import history, store
from models.entities import OfficeProfile, entity_by_key
from models.intake.apply import apply
from models.intake.plan import plan
from tests.conftest import SAMPLES

WORKBOOKS = sorted(SAMPLES.glob("*.xlsx"))


def test_the_name_in_the_titles_becomes_the_office_s_and_goes_with_the_import(college):
    batch = apply(plan(WORKBOOKS))
    assert OfficeProfile.current().school_name == "滨城职业技术学院"
    history.undo(history.Batch.get_by_id(batch), entity_by_key)
    assert OfficeProfile.active().count() == 0


def test_a_name_that_was_typed_stays(college):
    store.save(OfficeProfile(school_name="海城职业学院"))
    apply(plan(WORKBOOKS))
    assert OfficeProfile.current().school_name == "海城职业学院"


@pytest.mark.parametrize("title", ["国际合作与交流学院院长名单", "2019年外籍教师台账"])
def test_a_title_that_does_not_say_it_gives_none(college, tmp_path, title):
    book = openpyxl.Workbook()
    for row in ([title], ["护照姓名", "国籍", "聘期起", "聘期止"],
                ["LEE, ANNA", "英国", "2019.9.1", "2020.7.1"]):
        book.active.append(row)
    book.save(tmp_path / "外教.xlsx")
    apply(plan([tmp_path / "外教.xlsx"]))
    assert OfficeProfile.active().count() == 0
