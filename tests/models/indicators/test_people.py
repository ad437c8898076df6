"""Teachers, students and students sent abroad: overlaps, classes, 港澳台 and missing dates."""

from __future__ import annotations

from datetime import date

import pytest

from models.entities import OfficeProfile, TeacherDocument
from models.indicators import Period, indicator_by_id
from models.partial_date import PartialDate
from tests.models.indicators.making import keep, number, sent, student, teacher

pytestmark = pytest.mark.usefixtures("college")


def test_a_contract_that_touches_the_year_counts_and_one_person_counts_once():
    teacher((date(2024, 9, 1), date(2025, 1, 1)), (date(2025, 2, 20), date(2025, 7, 1)))

    assert number("teachers.headcount") == 1
    assert number("teachers.person_times") == 2
    assert number("teachers.at_year_end") == 0


def test_a_teacher_who_left_early_is_gone_from_the_day_after():
    teacher((date(2025, 1, 1), date(2025, 12, 31)), left_on=date(2025, 6, 30))

    assert number("teachers.headcount") == 1
    assert number("teachers.at_year_end") == 0
    assert number("teachers.left") == 1
    assert number("teachers.person_months") == 6


def test_the_last_contract_of_the_year_decides_the_one_box():
    person = teacher((date(2025, 1, 1), date(2025, 6, 30)), subject_kind="语言类")
    from models.entities import Engagement

    keep(Engagement(teacher=person, engaged_from=date(2025, 9, 1), engaged_until=date(2026, 6, 30),
                    subject_kind="专业类"))

    assert number("teachers.headcount", subject_kind="语言类") == 0
    assert number("teachers.headcount", subject_kind="专业类") == 1
    assert number("teachers.person_times", subject_kind="语言类") == 1


@pytest.mark.parametrize("place", ["HKG", "MAC", "TWN"])
def test_teachers_from_hong_kong_macao_and_taiwan_are_counted_apart(place):
    teacher((date(2025, 1, 1), date(2025, 12, 31)), nationality=place)

    assert number("teachers.headcount") == number("teachers.countries") == 0
    assert number("teachers.hmt_headcount") == number("teachers.hmt_at_year_end") == 1
    assert number("teachers.hmt_person_months") == 12


def test_fifteen_days_of_a_month_make_a_person_month_and_fourteen_do_not():
    teacher((date(2025, 3, 17), date(2025, 4, 14)), name="A")
    teacher((date(2025, 3, 18), date(2025, 4, 15)), name="B")

    assert number("teachers.person_months") == 2


def test_two_contracts_inside_one_month_make_one_person_month():
    teacher((date(2025, 3, 1), date(2025, 3, 8)), (date(2025, 3, 20), date(2025, 3, 27)), name="A")
    teacher((date(2025, 5, 1), date(2025, 5, 31)), (date(2025, 5, 1), date(2025, 5, 31)), name="B")

    assert number("teachers.person_months") == 2


def test_person_months_cross_the_year_and_stay_in_it():
    teacher((date(2024, 9, 1), date(2025, 2, 28)))

    assert number("teachers.person_months", 2024) == 4
    assert number("teachers.person_months", 2025) == 2


def test_six_months_are_long_term_unless_the_office_says_otherwise():
    teacher((date(2025, 3, 1), date(2025, 8, 31)), name="A")
    teacher((date(2025, 3, 1), date(2025, 8, 30)), name="B")
    assert number("teachers.headcount", term="长期") == 1

    keep(OfficeProfile(school_name="本校", long_term_months=3))
    assert number("teachers.headcount", term="长期") == 2


def test_a_recorded_term_stands_before_the_length():
    teacher((date(2025, 3, 1), date(2025, 12, 31)), term="短期")

    assert number("teachers.headcount", term="短期") == 1


def test_the_permit_valid_during_the_contract_decides_its_class():
    person = teacher((date(2025, 1, 1), date(2025, 6, 30)))
    for category, until in (("B类", date(2025, 6, 30)), ("A", date(2024, 6, 30))):
        keep(TeacherDocument(teacher=person, kind="工作许可", category=category, valid_until=until))

    assert number("teachers.headcount", permit="B") == 1
    assert number("teachers.headcount", permit="A") == 0


def test_a_renewed_teacher_is_not_newly_hired():
    teacher((date(2024, 1, 1), date(2024, 12, 31)), (date(2025, 1, 1), date(2025, 12, 31)),
            name="A")
    teacher((date(2025, 3, 1), date(2025, 12, 31)), name="B")

    assert number("teachers.new") == 1


def test_a_student_who_stays_over_the_year_end_is_new_only_in_the_first():
    student((date(2024, 9, 2), date(2025, 1, 10)), study_kind="交换生")

    assert (number("students.headcount", 2024), number("students.new", 2024)) == (1, 1)
    assert (number("students.headcount", 2025), number("students.new", 2025)) == (1, 0)
    assert number("students.at_end", 2024) == 1
    assert number("students.at_end", 2025) == 0


@pytest.mark.parametrize("who",
                         [{"nationality": "HKG"}, {"nationality": "MAC"}, {"nationality": "TWN"},
                                 {"nationality": "CHN", "is_overseas_chinese": True}])
def test_t10_students_of_hong_kong_macao_taiwan_and_overseas_chinese_never_count(who):
    student((date(2025, 3, 1), date(2025, 6, 30)), **who)

    assert number("students.headcount") == number("influence.students") == 0
    assert number("students.hmt_headcount") == 1


def test_a_student_without_an_end_counts_when_enrolled_and_is_uncertain_otherwise():
    student((date(2023, 9, 1), None), name="A", outcome="在读")
    student((date(2023, 9, 1), None), name="B")
    figure = indicator_by_id("students.headcount").at(Period.calendar_year(2025))

    assert figure.value() == 1
    assert [str(stay.student) for stay in figure.uncertain_records()] == ["B"]


def test_a_month_is_enough_to_know_the_year():
    student((PartialDate(2025, 9), PartialDate(2026, 1)))

    assert number("students.headcount", 2025) == number("students.new", 2025) == 1
    assert number("students.headcount", 2026) == 1
    assert number("students.new", 2026) == 0


def test_t13_ninety_two_days_from_march_to_may_are_three_months():
    sent((date(2025, 3, 1), date(2025, 5, 31)), name="甲")
    sent((date(2025, 3, 1), date(2025, 5, 30)), name="乙")

    assert number("outbound_students.headcount", term="长期") == 1
    assert number("outbound_students.headcount", term="短期") == 1
    assert number("outbound_students.person_days") == 92 + 91


def test_t13_full_foreign_funding_is_self_funded_in_the_study_abroad_count():
    sent((date(2025, 1, 10), date(2025, 12, 20)), funding="外方资助")

    assert number("outbound_students.study_abroad", study_funding="自费") == 1
    assert number("outbound_students.headcount", funding="外方资助") == 1


def test_study_abroad_leaves_out_hong_kong_macao_and_taiwan():
    sent((date(2025, 1, 10), date(2025, 12, 20)), country="TWN")

    assert number("outbound_students.study_abroad") == 0
    assert number("outbound_students.headcount") == 1
    assert number("outbound_students.hmt_person_times") == 1


def test_online_exchange_sends_nobody_abroad():
    sent((date(2025, 1, 10), date(2025, 3, 20)), programme_kind="线上")

    assert number("outbound_students.headcount") == number("outbound_students.person_days") == 0
    assert number("outbound_students.online") == number("outbound_students.online_headcount") == 1


def test_days_abroad_are_cut_at_the_year_end_and_the_departure_counts_once():
    sent((date(2024, 12, 30), date(2025, 1, 4)))

    assert (number("outbound_students.person_days", 2024),
            number("outbound_students.person_days", 2025)) == (2, 4)
    assert (number("outbound_students.person_times", 2024),
            number("outbound_students.person_times", 2025)) == (1, 0)
    assert number("outbound_students.abroad", 2025) == 1


def test_a_student_sent_twice_is_one_person_and_two_times():
    sent((date(2025, 1, 10), date(2025, 1, 20)), (date(2025, 7, 10), date(2025, 7, 20)))

    assert number("outbound_students.headcount") == 1
    assert number("outbound_students.person_times") == 2


def test_a_stay_without_return_has_no_days_and_is_uncertain():
    sent((date(2025, 9, 1), None))
    figure = indicator_by_id("outbound_students.person_days").at(Period.calendar_year(2025))

    assert figure.value() == 0
    assert len(figure.uncertain_records()) == 1
    assert number("outbound_students.headcount", term=None) == 1
