"""Miscounts that only showed when every cell was counted a second way (tests/oracle)."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from models.entities import BudgetLine, StaffTravelDocument, StatusChange, TripLeg, TripMember
from models.indicators import Period, indicator_by_id
from models.partial_date import PartialDate
from tests.exports.forms.test_students_forms import AUTUMN_24, degree, failed, fill, line
from tests.models.indicators.making import keep, staff, student, teacher, trip

NEXT_DAY = AUTUMN_24 + timedelta(days=1)
SPRING_25, SUMMER_25, SUMMER_26 = date(2025, 2, 20), date(2025, 7, 1), date(2026, 7, 1)
TWO_STAYS = ((NEXT_DAY, SPRING_25), (SPRING_25, SUMMER_26))


def test_a_degree_student_with_two_stays_is_one_person_in_every_flow(college):
    student(*TWO_STAYS, study_kind="学历生", outcome="毕业", graduated_on=SUMMER_25,
            degree_on=SUMMER_25)
    student(*TWO_STAYS, study_kind="语言生", outcome="结业", graduated_on=SUMMER_25)

    filled = fill("F03")

    assert filled.number("degree", "intake") == 1
    assert filled.number("degree", "graduates") == filled.number("degree", "degrees") == 1
    assert filled.number("training", "intake") == filled.number("training", "graduates") == 2


def test_a_student_from_macao_with_two_stays_is_admitted_once(college):
    student(*TWO_STAYS, nationality="MAC", study_kind="学历生")
    assert fill("F04").number("322:intake", "number") == 1


@pytest.mark.parametrize(("kind", "counted"), [("退学", 0), ("转学", 0), ("毕业", 0), ("处分", 1)])
def test_who_left_by_the_register_of_changes_is_not_registered(college, kind, counted):
    person = degree("KOR")
    keep(StatusChange(student=person, happened_on=date(2025, 3, 3), kind=kind))
    assert fill("F03").number("total", "stock") == counted


def test_a_month_of_suspension_in_the_month_of_coming_belongs_to_the_stay(college):
    person = degree("KOR", spans=((date(2025, 3, 10), SUMMER_26),))
    keep(StatusChange(student=person, happened_on=PartialDate(2025, 3), kind="休学"))
    assert fill("F03").number("total", "stock") == 0


def test_a_teacher_with_a_term_and_a_short_contract_on_the_day_counts(college):
    teacher((date(2025, 3, 1), date(2026, 1, 15)), (date(2025, 8, 25), date(2025, 9, 20)))
    assert fill("F04-422").number("foreign", "total") == 1


@pytest.mark.parametrize(("title", "rank"), [
    ("主任护师", "正高级"), ("副主任护师", "副高级"), ("主管药师", "中级"), ("医师", "初级"), ("药师", "初级"),
    ("一级教师", "中级"), ("二级教师", "初级"), ("正高级教师", "正高级"),
])
def test_titles_of_medical_and_school_staff_have_their_rank(college, title, rank):
    learner = staff(is_full_time_teacher=True, title=title)
    trip(date(2025, 1, 5), date(2025, 1, 25), people=[learner], task_kind="培训进修")
    assert fill("F04-441").number(f"rank:{rank}", "abroad") == 1


def test_a_country_of_last_year_only_is_among_the_others(college):
    degree("KOR", name="A")
    degree("THA", name="B", spans=((date(2024, 3, 1), date(2024, 7, 1)),))

    filled = fill("F05")

    assert line(filled, "country:others")[:3] == ["0", "1", "-1"]
    rows = [row for row in filled.row_keys() if row.startswith("country:")]
    assert sum(filled.number(row, "last") for row in rows) == filled.number("total", "last") == 2


def test_a_year_long_degree_stay_counts_though_a_short_one_followed(college):
    student((date(2015, 9, 1), date(2016, 12, 31)), study_kind="学历生")
    person = student((date(2015, 9, 1), date(2016, 8, 31)), study_kind="学历生", name="B").id
    from models.entities import Enrolment

    keep(Enrolment(student=person, enrolled_from=date(2016, 6, 1),
                   enrolled_until=date(2016, 7, 1), study_kind="语言生"))
    figure = indicator_by_id("influence.old_full_time_students").at(Period.academic_year(2016))
    assert figure.value() == 2


def test_half_a_cent_of_a_budget_is_rounded_up_as_the_line_itself_is(college):
    group = trip(date(2026, 3, 1), date(2026, 3, 5), people=1, in_plan=True)
    item = keep(BudgetLine(trip=group, item="住宿费", standard=90.25, persons=3, days=1, rate=7.1))

    assert fill("F08").number("total", "budget") == item.yuan() == Decimal("1922.33")


def _paper(**values):
    person = staff()
    return person, keep(StaffTravelDocument(
        staff_member=person, kind="因公普通护照", number="P1", issued_on=date(2024, 1, 1), **values))


def test_a_loan_on_the_paper_counts_though_the_trip_of_a_member_was_binned(college):
    from models import store

    person, paper = _paper(taken_on=date(2025, 3, 1), handed_in_on=date(2025, 3, 20),
                           due_on=PartialDate(2025, 3))
    group = trip(date(2025, 3, 2), date(2025, 3, 12), people=0)
    keep(TripMember(trip=group, staff_member=person, travel_document=paper,
                    document_taken_on=date(2025, 3, 1)))
    store.retire(group)

    filled = fill("F13")

    assert filled.number("loans", "all") == 1
    assert filled.number("on_time", "all") == 1  # due in March, back in March


@pytest.mark.parametrize(("until", "soon"), [
    (date(2026, 6, 29), 1), (date(2026, 6, 30), 0), (PartialDate(2026, 5), 1),
    (PartialDate(2026, 6), 0),
])
def test_half_a_year_after_the_last_of_december_is_the_last_of_june(college, until, soon):
    _paper(valid_until=until)
    assert fill("F13").number("expiring", "all") == soon


def test_days_of_a_group_still_away_at_half_year_are_explained_not_an_error(college):
    trip(date(2025, 6, 26), date(2025, 7, 3), people=2, task_kind="国际会议")

    filled = fill("F11")

    assert filled.number("done", "groups") == 0
    assert filled.number("done", "person_days") == filled.notes[0].exact == 10
    assert not failed(filled)


@pytest.mark.parametrize(("legs", "days"), [
    ((("2025-10-06", "2025-10-11"), ("2025-10-08", "2025-10-08")), 6),
    ((("2025-10-06", "2025-10-08"), ("2025-10-08", "2025-10-11")), 6),
    ((("2025-10-06", "2025-10-11"), ("2025-10-06", "2025-10-07"), ("2025-10-10", "2025-10-12")), 7),
    ((("2025-10-06", "2025-10-07"), ("2025-10-10", "2025-10-11")), 4),
])
def test_a_day_in_two_legs_of_one_country_counts_once(college, legs, days):
    group = trip(date(2025, 10, 5), date(2025, 10, 13), people=6)
    for arrived, left in legs:
        keep(TripLeg(trip=group, country="TWN", arrived_on=date.fromisoformat(arrived),
                     left_on=date.fromisoformat(left)))
    period = Period.calendar_year(2025)
    figure = indicator_by_id("trips.country_person_days").at(period, country="TWN")
    assert figure.value() == 6 * days
