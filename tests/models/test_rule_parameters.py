"""The office's own thresholds, holidays and rates, beside those that ship."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from models import budget, history, rate_import, rule_parameters
from models.checks.base import Look, all_parameters, parameters_of
from models.checks.holiday_tables import read_notice
from models.checks.working_days import calendar, import_holidays, keep_holidays
from models.entities import entity_by_key
from models.errors import UserError
from models.indicators.rules import parameter

NOTICE = """
一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
三、清明节：4月4日（周六）至6日（周一）放假，共3天。
"""


def row(rule: str, name: str) -> rule_parameters.Row:
    return next(r for r in rule_parameters.rows() if (r.rule, r.parameter) == (rule, name))


def test_every_shipped_threshold_is_listed_and_its_own_value_is_accepted(college):
    rows = rule_parameters.rows()
    assert len(rows) >= sum(bool(line.parameter) for line in all_parameters())
    for each in rows:
        assert each.parse(each.value) == each.value, (each.rule, each.parameter)


def test_the_checks_read_the_own_value_with_its_ground(college):
    rule_parameters.keep(row("R-OUT-01", "days_1"), "6 天", reason="本省放宽", source="外办〔2026〕1号")
    assert Look().number("R-OUT-01", "days_1") == 6
    line = next(p for p in parameters_of("R-OUT-01") if p.parameter == "days_1")
    assert (line.source, line.certainty) == ("外办〔2026〕1号", "O")
    assert row("R-OUT-01", "days_1").own.reason == "本省放宽"


def test_an_own_value_is_taken_back_to_the_shipped_one(college):
    rule_parameters.keep(row("R-OUT-01", "days_1"), "6", reason="试")
    rule_parameters.revert(row("R-OUT-01", "days_1"))
    assert Look().number("R-OUT-01", "days_1") == 5
    rule_parameters.keep(row("R-OUT-01", "days_1"), "7", reason="再试")
    history.undo(history.batches(1)[0], entity_by_key)
    assert Look().number("R-OUT-01", "days_1") == 5


def test_counting_rules_take_an_own_value_too(college):
    rule_parameters.keep(row("COUNTING", "teachers.month_days"), "20", reason="本省口径")
    assert parameter("teachers.month_days").number() == 20
    assert parameter("teachers.month_days").certainty == "本单位已确定"


@pytest.mark.parametrize(("rule", "name", "typed", "reason"), [
    ("R-OUT-01", "days_1", "五天", "整数"), ("R-OUT-01", "days_1", "-1", "不小于 0"),
    ("R-OUT-01", "days_1", "", "不能为空"),
    ("COUNTING", "influence.short_term_students", "也许", "“是”或“否”"),
])
def test_a_value_of_the_wrong_kind_is_refused_with_what_to_type(college, rule, name, typed, reason):
    with pytest.raises(UserError, match=reason):
        rule_parameters.keep(row(rule, name), typed, reason="试")
    assert row(rule, name).own is None


def test_a_day_that_is_no_day_is_refused():
    sample = rule_parameters.Row("X", "d", "截止", "12-31", "", "", "", "", "")
    with pytest.raises(ValueError, match="不是一年中的一天"):
        sample.parse("02-30")
    assert sample.parse("06-30|12-31") == "06-30|12-31"


def test_without_a_reason_nothing_is_changed(college):
    with pytest.raises(UserError, match="请写明理由"):
        rule_parameters.keep(row("R-OUT-01", "days_1"), "6", reason=" ")


# ---- holidays ----


def test_the_notice_is_read_as_it_is_pasted():
    found = read_notice(NOTICE, 2026)
    assert found[date(2026, 1, 3)] == found[date(2026, 2, 23)] == "放假"
    assert found[date(2026, 1, 4)] == found[date(2026, 2, 14)] == found[date(2026, 2, 28)] == "调休上班"
    assert sum(kind == "放假" for kind in found.values()) == 3 + 9 + 3
    assert len(found) == 18


def test_a_text_without_days_says_what_to_paste():
    with pytest.raises(UserError, match="没有找到"):
        read_notice("祝大家节日快乐", 2026)


def test_a_day_that_the_calendar_lacks_is_named():
    with pytest.raises(UserError, match="2月30日"):
        read_notice("2月30日放假。", 2026)


def test_spans_of_a_table_become_days(college, tmp_path: Path):
    path = tmp_path / "放假.csv"
    path.write_text("开始日期,结束日期,类别\n2027-01-01,2027-01-03,放假\n2027-01-04,,上班\n", "utf-8")
    assert import_holidays(path) == 4
    assert calendar().kinds[date(2027, 1, 2)] == "放假"


def test_a_calendar_file_is_taken(college, tmp_path: Path):
    path = tmp_path / "放假.ics"
    path.write_text(
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20270101\nDTEND;VALUE=DATE:20270104\n"
        "SUMMARY:元旦\nEND:VEVENT\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20270104\nSUMMARY:元旦 补班\n"
        "END:VEVENT\nEND:VCALENDAR\n", "utf-8",
    )
    assert import_holidays(path) == 4
    assert calendar().kinds[date(2027, 1, 4)] == "调休上班"


def test_holidays_are_taken_back_as_one(college):
    keep_holidays(read_notice(NOTICE, 2026), source="放假通知")
    history.undo(history.batches(1)[0], entity_by_key)
    assert calendar().kinds == {}


# ---- rates ----


HEAD = "国家,城市,币种,住宿费,伙食费,公杂费,文号,执行日期\n"


def test_imported_rates_come_before_the_shipped_ones(college, tmp_path: Path):
    path = tmp_path / "标准.csv"
    path.write_text(HEAD + "日本,,日元,20000,12000,6000,财行〔2026〕9号,2026-01-01\n", "utf-8")
    plan = rate_import.read(path)
    assert (len(plan.rows), plan.replaced, plan.refused) == (1, 0, [])
    assert rate_import.keep(plan, source=path.name) == 1
    standard = budget.standard_for("JPN", "松山", on=date(2026, 5, 1)).standard
    assert (standard.status, standard.lodging) == ("用户导入", 20000)
    assert budget.standard_for("JPN", "东京", on=date(2025, 5, 1)).standard.status != "用户导入"
    assert rate_import.read(path).replaced == 1
    assert rate_import.keep(rate_import.read(path), source=path.name) == 0


def test_a_rate_that_cannot_be_meant_is_refused_with_its_row(college, tmp_path: Path):
    path = tmp_path / "标准.csv"
    path.write_text(HEAD + "桃花源,,美元,1,1,1,文,2026-01-01\n日本,,日元,,1,1,文,2026-01-01\n", "utf-8")
    plan = rate_import.read(path)
    assert plan.rows == []
    assert "第2行" in plan.refused[0]
    assert "住宿费" in plan.refused[1]


def test_a_file_without_rates_says_which_columns_it_needs(college, tmp_path: Path):
    path = tmp_path / "别的.csv"
    path.write_text("姓名,部门\n王伟,外语系\n", "utf-8")
    with pytest.raises(UserError, match="没有找到出访费用标准表"):
        rate_import.read(path)
