"""Checks of the specification: who needs a major, what asks for a note, how long papers last."""

from __future__ import annotations

from datetime import date

import pytest

from exports.forms import form_by_code
from exports.forms.notes import jumps
from models.entities import BudgetLine, DailyReport, TeacherDocument
from tests.models.indicators.making import keep, student, teacher, trip

STAY = (date(2024, 9, 1), date(2025, 7, 10))


def result(code: str, words: str, year: int = 2025):
    """The one check whose label has these words; None where the form does not ask."""
    found = [check for check in form_by_code(code).fill(year).checks() if words in check.label]
    return found[0] if found else None


def test_language_students_alone_need_no_major(college):
    student(STAY, study_kind="语言生", category="05")

    check = result("F01", "有留学生才有专业")
    assert check.ok
    assert "不计专业" in check.detail


def test_a_degree_student_without_a_major_is_asked_about(college):
    student(STAY, study_kind="学历生", category="01")

    assert not result("F01", "有留学生才有专业").ok


def test_the_rows_of_f01_are_what_their_lists_come_to(college):
    student(STAY, study_kind="学历生", category="01", programme="护理", programme_code="520201")

    assert result("F01", "支撑明细").ok
    assert "1人" in result("F01", "差额").detail


@pytest.mark.parametrize("code", ["F01", "F02", "F05"])
def test_only_numbers_of_this_year_ask_for_a_note(college, code):
    student((date(2023, 9, 1), date(2024, 6, 30)), study_kind="语言生", category="05")

    columns = {jump.cell.column for year in (2024, 2025)
               for jump in jumps(form_by_code(code).fill(year))}
    assert columns == {"this"}


def test_a_permit_that_ends_before_the_contract_is_warned_about(college):
    person = teacher((date(2025, 1, 1), date(2026, 12, 31)))
    permit = keep(TeacherDocument(teacher=person, kind="工作许可", valid_until=date(2026, 6, 30)))

    assert not result("F07", "合同止期").ok
    permit.valid_until = date(2026, 12, 31)
    keep(permit)
    assert result("F07", "合同止期").ok


@pytest.mark.parametrize(("spent", "agrees"), [(5000, True), (4999, False)])
def test_the_cost_of_a_group_is_what_its_accounts_say(college, spent, agrees):
    made = trip(date(2025, 5, 10), date(2025, 5, 14), cost=5000, status="已执行")
    keep(BudgetLine(trip=made, item="国际旅费", amount=5000, spent=spent))

    assert result("F10", "决算明细").ok is agrees


@pytest.mark.parametrize(("registered", "agrees"), [(1, True), (2, False)])
def test_the_yearbook_is_held_against_the_daily_report_of_its_day(college, registered, agrees):
    student((date(2024, 9, 1), date(2026, 7, 10)), study_kind="学历生", category="01")
    assert result("F03", "日报") is None
    keep(DailyReport(day=date(2025, 9, 1), person_kind="外国留学生", registered=registered))

    assert result("F03", "日报").ok is agrees


def test_the_sample_of_2025_can_be_handed_in(sample):
    wrong = [check for check in form_by_code("F10").fill(2025).checks()
             if not check.ok and check.level == "错"]

    assert not wrong
    assert result("F10", "决算明细").ok
