"""The worked examples T1–T14 of the rules for annual forms: where each is proved, and the rest."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from exports.forms import form_by_code
from models.entities import Enrolment, InternationalStudent, JointProgramme
from tests.models.indicators.making import keep, sent, trip

TESTS = Path(__file__).resolve().parents[2]
PROOFS: dict[str, tuple[str, ...]] = {
    "T1": (
        "test_t1_a_sixth_day_is_warned_of",
        "test_t1_both_border_days_count",
    ),
    "T2": (
        "test_t2_a_trip_of_two_countries_counts_in_both_and_once_in_total",
    ),
    "T3": (
        "test_t3_one_person_on_three_trips",
    ),
    "T4": (
        "test_trap_4_and_t4_a_joint_trip_counts_our_own_people_and_is_no_group_of_ours",
    ),
    "T5": (
        "test_trap_2_and_t5_days_are_split_at_the_new_year_and_groups_are_not",
    ),
    "T6": (
        "test_t6_a_stated_sum_that_its_parts_do_not_make_is_found",
    ),
    "T7": (
        "test_t7_a_programme_named_twice_counts_once",
    ),
    "T8": (
        "test_t8_88_271_and_18_sister_schools_are_377_pairs",
    ),
    "T9": (
        "test_t9_the_yearbook_table",
        "test_t9_the_yearly_bulletin",
    ),
    "T10": (
        "test_t10_a_student_from_macao_changes_no_table_of_foreign_students",
    ),
    "T11": (
        "test_t11_two_teachers_in_laos_and_one_in_macao",
    ),
    "T12": (
        "test_t12_trap_13_one_standard_in_two_countries_is_one_standard_and_two_lines",
    ),
    "T13": (
        "test_t13_1_march_to_31_may_is_three_months",
        "test_t13_all_costs_borne_abroad_count_as_self_funded",
    ),
    "T14": (
        "test_t14_a_year_without_records_is_all_zeros_and_can_be_filed",
        "test_t14_a_form_with_blanks_cannot_be_filed",
    ),
}


@cache
def all_tests() -> frozenset[str]:
    """Names of all tests of the project, in whatever file they stand."""
    files = TESTS.rglob("test_*.py")
    return frozenset(
        name for file in files
        for name in re.findall(r"^def (test_\w+)", file.read_text("utf-8"), re.MULTILINE)
    )


@pytest.mark.parametrize("example", [f"T{number}" for number in range(1, 15)])
def test_every_worked_example_has_its_test(example):
    assert set(PROOFS[example]) <= all_tests()


def test_t7_four_names_of_which_two_are_one_are_three_programmes_in_the_influence_table(college):
    for number, programme in enumerate(("建筑工程技术", "旅游管理", "软件技术", "旅游管理")):
        keep(JointProgramme(title=f"项目{number}", country="GBR", programme=programme,
                            recruits_from=date(2023, 9, 1)))

    filled = form_by_code("F01").fill(2025)

    assert filled.number("joint_programmes", "this") == 3


def test_days_of_a_stay_begun_last_year_stand_under_their_country(college):
    sent((date(2024, 12, 1), date(2025, 1, 10)), country="NZL", programme_kind="实习")

    filled = form_by_code("F17a").fill(2025)

    assert filled.number("country:NZL", "person_times") == 0
    assert filled.number("country:NZL", "person_days") == 10 == filled.number(
        "total", "person_days")
    assert not [check for check in filled.checks() if check.level == "错" and not check.ok]


def test_days_of_a_trip_that_comes_back_next_year_stand_under_their_country(college):
    trip(date(2024, 12, 28), date(2025, 1, 3), people=2, legs=("NZL",))

    filled = form_by_code("F10").fill(2024)

    assert filled.number("country:NZL", "person_times") == 0
    assert filled.number("country:NZL", "person_days") == 2 * 4


def test_a_summer_course_after_the_semester_takes_no_student_out_of_the_influence_table(college):
    person = keep(InternationalStudent(passport_name="KIM", nationality="KOR"))
    for kind, begin, end, programme in (
        ("语言生", date(2024, 9, 2), date(2025, 1, 15), "软件技术"),
        ("进修生", date(2025, 2, 20), date(2025, 6, 30), "旅游管理"),
        ("短期生", date(2025, 7, 5), date(2025, 7, 20), None),
    ):
        keep(Enrolment(student=person, study_kind=kind, enrolled_from=begin, enrolled_until=end,
                       programme=programme))

    filled = form_by_code("F01").fill(2025)

    assert filled.number("students", "this") == 1
    assert filled.number("student_programmes", "this") == 2
