"""Working days: weekends without a table, holidays and make-up days with one."""

from __future__ import annotations

from datetime import date

import pytest

from models import history
from models.checks.working_days import Calendar, calendar, import_holidays, missing_note
from models.entities import entity_by_key
from models.errors import UserError

FRIDAY, MONDAY = date(2026, 11, 20), date(2026, 11, 23)


def test_the_weekend_is_skipped_in_both_directions():
    assert Calendar().add(FRIDAY, 1) == MONDAY
    assert Calendar().add(MONDAY, -1) == FRIDAY
    assert Calendar().count(FRIDAY, MONDAY) == 2


def test_a_holiday_does_not_count_and_a_made_up_sunday_does():
    known = Calendar({MONDAY: "放假", date(2026, 11, 22): "调休上班"})

    assert known.add(FRIDAY, 1) == date(2026, 11, 22)
    assert known.count(FRIDAY, MONDAY) == 2


def test_without_a_table_the_doubt_is_said_with_the_year(college):
    assert missing_note([FRIDAY]) == "未导入 2026 年节假日表，工作日只按周末推算。"


def test_a_table_is_imported_in_one_batch_and_taken_back(college, tmp_path):
    path = tmp_path / "节假日.csv"
    path.write_text("日期,类别\n2026-10-01,放假\n2026/10/10,班\n2026年10月2日,休\n", "utf-8")

    assert import_holidays(path) == 3
    assert calendar().kinds == {
        date(2026, 10, 1): "放假", date(2026, 10, 2): "放假", date(2026, 10, 10): "调休上班",
    }
    assert missing_note([FRIDAY]) == ""
    history.undo(history.batches(1)[0], entity_by_key)
    assert calendar().kinds == {}


def test_the_same_table_again_changes_nothing(college, tmp_path):
    path = tmp_path / "节假日.csv"
    path.write_text("日期,类别\n2026-10-01,放假\n2026-10-02,放假\n", "utf-8")
    import_holidays(path)

    assert import_holidays(path) == 0


def test_a_row_that_cannot_be_meant_is_named_and_nothing_is_kept(college, tmp_path):
    path = tmp_path / "节假日.csv"
    path.write_text("日期,类别\n2026-10-01,放假\n2026-10-02,也许\n", "utf-8")

    with pytest.raises(UserError, match="第3行类别“也许”"):
        import_holidays(path)
    assert calendar().kinds == {}


def test_a_file_without_such_a_table_says_what_it_should_hold(college, tmp_path):
    path = tmp_path / "名册.csv"
    path.write_text("姓名,部门\n王安,外语系\n李和,护理系\n", "utf-8")

    with pytest.raises(UserError) as refused:
        import_holidays(path)
    assert "日期" in refused.value.remedy
