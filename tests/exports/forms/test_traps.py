"""The twenty-five traps of annual counting: each names the tests that show it is avoided."""

from __future__ import annotations

from datetime import date

import pytest

from exports.forms import form_by_code
from tests.exports.forms.test_worked_examples import all_tests
from tests.models.indicators.making import sent, student, teacher

PROOFS: dict[int, str] = {
    1: "test_trap_1_one_stay_counts_differently_by_school_year_calendar_year_and_day",
    2: "test_trap_2_and_t5_days_are_split_at_the_new_year_and_groups_are_not",
    3: "test_trap_3_and_t2_countries_add_up_to_more_than_the_total_and_no_check_minds",
    4: "test_trap_4_and_t4_a_joint_trip_counts_our_own_people_and_is_no_group_of_ours",
    5: "test_trap_5_border_days_count_as_days_and_nights_are_one_less",
    6: "test_trap_6_hong_kong_macao_and_taiwan_are_in_the_sum_but_never_abroad",
    7: "test_trap_7_overseas_chinese_and_those_from_taiwan_are_supplied_apart",
    8: "test_trap_8_the_yearbook_counts_foreign_teachers_of_a_term_or_more_on_the_day",
    9: "test_f14_of_the_sample_year_keeps_domestic_visits_out_of_the_total",
    10: "test_trap_10_places_winners_payments_and_money_are_different_counts",
    11: "test_trap_11_own_expense_means_different_students_in_yearbook_and_bulletin",
    12: "test_trap_12_how_long_a_temporary_trip_may_last_is_a_parameter",
    13: "test_t12_trap_13_one_standard_in_two_countries_is_one_standard_and_two_lines",
    14: "test_trap_14_who_teaches_abroad_is_not_trained_there",
    15: "test_trap_15_a_country_counts_on_belt_and_road_by_the_day",
    16: "test_trap_16_america_is_two_continents_in_the_yearbook_and_one_in_the_bulletin",
    17: "test_trap_17_papers_schools_and_pairs_are_three_numbers",
    18: "test_trap_18_programmes_with_hong_kong_stand_apart",
    19: "test_trap_19_who_registers_after_the_first_of_september_counts_as_the_rule_says",
    20: "test_trap_20_an_early_return_a_delay_and_a_cancelled_trip",
    21: "test_trap_21_two_people_of_one_name_are_two",
    22: "test_t14_a_form_with_blanks_cannot_be_filed",
    23: "test_a_filing_keeps_its_numbers_when_a_record_changes_afterwards",
    24: "test_f10_rounds_money_once_after_adding",
    25: "test_f02_of_an_old_year_has_the_rows_of_its_time",
}


@pytest.mark.parametrize("trap", range(1, 26))
def test_every_trap_has_its_test(trap):
    assert PROOFS[trap] in all_tests()


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
