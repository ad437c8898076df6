"""The twenty-five traps of annual counting: each names the tests that show it is avoided."""

from __future__ import annotations

from datetime import date

import pytest

from exports.forms import form_by_code
from tests.exports.forms.test_worked_examples import names_in
from tests.models.indicators.making import sent, student, teacher

FORMS = "exports/forms/test_{}.py"
CHECKS, TRIPS, STUDENTS, JOINT, PARTNERS, OLD = (FORMS.format(name) for name in (
    "trip_checks", "trip_forms", "students_forms", "joint_forms", "partner_forms", "forms"))
HERE = FORMS.format("traps")
PROOFS: dict[int, tuple[str, str]] = {
    1: (STUDENTS, "test_trap_1_one_stay_counts_differently_by_school_year_calendar_year_and_day"),
    2: (CHECKS, "test_trap_2_and_t5_days_are_split_at_the_new_year_and_groups_are_not"),
    3: (CHECKS, "test_trap_3_and_t2_countries_add_up_to_more_than_the_total_and_no_check_minds"),
    4: (CHECKS, "test_trap_4_and_t4_a_joint_trip_counts_our_own_people_and_is_no_group_of_ours"),
    5: (CHECKS, "test_trap_5_border_days_count_as_days_and_nights_are_one_less"),
    6: (CHECKS, "test_trap_6_hong_kong_macao_and_taiwan_are_in_the_sum_but_never_abroad"),
    7: (STUDENTS, "test_trap_7_overseas_chinese_and_those_from_taiwan_are_supplied_apart"),
    8: (STUDENTS, "test_trap_8_the_yearbook_counts_foreign_teachers_of_a_term_or_more_on_the_day"),
    9: (OLD, "test_f14_of_the_sample_year_keeps_domestic_visits_out_of_the_total"),
    10: (STUDENTS, "test_trap_10_places_winners_payments_and_money_are_different_counts"),
    11: (STUDENTS, "test_trap_11_own_expense_means_different_students_in_yearbook_and_bulletin"),
    12: (CHECKS, "test_trap_12_how_long_a_temporary_trip_may_last_is_a_parameter"),
    13: (JOINT, "test_t12_trap_13_one_standard_in_two_countries_is_one_standard_and_two_lines"),
    14: (PARTNERS, "test_trap_14_who_teaches_abroad_is_not_trained_there"),
    15: (PARTNERS, "test_trap_15_a_country_counts_on_belt_and_road_by_the_day"),
    16: (STUDENTS, "test_trap_16_america_is_two_continents_in_the_yearbook_and_one_in_the_bulletin"),
    17: (PARTNERS, "test_trap_17_papers_schools_and_pairs_are_three_numbers"),
    18: (JOINT, "test_trap_18_programmes_with_hong_kong_stand_apart"),
    19: (STUDENTS, "test_trap_19_who_registers_after_the_first_of_september_counts_as_the_rule_says"),
    20: (CHECKS, "test_trap_20_an_early_return_a_delay_and_a_cancelled_trip"),
    21: (HERE, "test_trap_21_two_people_of_one_name_are_two"),
    22: (FORMS.format("every_form"), "test_t14_a_form_with_blanks_cannot_be_filed"),
    23: ("exports/test_issue.py",
         "test_a_filing_keeps_its_numbers_when_a_record_changes_afterwards"),
    24: (OLD, "test_f10_rounds_money_once_after_adding"),
    25: (STUDENTS, "test_f02_of_an_old_year_has_the_rows_of_its_time"),
}


@pytest.mark.parametrize("trap", range(1, 26))
def test_every_trap_has_its_test(trap):
    path, name = PROOFS[trap]
    assert name in names_in(path)


def test_trap_21_two_people_of_one_name_are_two(college):
    span = (date(2025, 3, 1), date(2025, 12, 31))
    for _ in range(2):
        teacher(span)
        student(span)
        sent(span)

    assert form_by_code("F07").fill(2025).number("total", "headcount") == 2
    assert form_by_code("F05").fill(2025).number("total", "this") == 2
    assert form_by_code("F17a").fill(2025).number("total", "headcount") == 2


def test_trap_21_who_has_no_nationality_on_record_is_given_no_continent(college):
    student((date(2025, 3, 1), date(2025, 12, 31)), nationality=None)

    filled = form_by_code("F05").fill(2025)

    assert filled.number("continent:none", "this") == 1
    assert sum(int(filled.number(f"continent:{name}", "this") or 0)
               for name in ("亚洲", "非洲", "欧洲", "美洲", "大洋洲")) == 0
