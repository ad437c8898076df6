"""Outbound trips: the worked examples T1–T5, and what does not count."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from models import store
from models.entities import TripMember
from models.indicators import Period, indicator_by_id
from models.partial_date import PartialDate
from tests.models.indicators.making import keep, number, staff, trip

pytestmark = pytest.mark.usefixtures("college")


def people(count: int) -> list:
    return [staff(f"教师{i}") for i in range(count)]


def test_t1_both_border_days_count():
    trip(date(2025, 5, 10), date(2025, 5, 14), people=6)

    assert number("trips.person_times") == 6
    assert number("trips.person_days") == 30


def test_t2_a_trip_of_two_countries_counts_in_both_and_once_in_total():
    trip(date(2025, 5, 10), date(2025, 5, 17), people=people(4), legs=("GBR", "FRA"))

    assert number("trips.groups") == 1
    assert number("trips.person_times") == 4
    assert number("trips.person_times", country="GBR") == 4
    assert number("trips.person_times", country="FRA") == 4
    assert number("trips.countries") == 2


def test_t3_one_person_on_three_trips_is_three_times_and_one_person():
    person = staff()
    for month in (3, 5, 9):
        trip(date(2025, month, 1), date(2025, month, 5), people=[person])

    assert number("trips.person_times") == 3
    assert number("trips.persons") == 1


def test_t4_a_joint_trip_counts_only_our_own_people():
    trip(date(2025, 5, 10), date(2025, 5, 14), people=people(1), is_joint=True)

    assert number("trips.joint_groups") == 1
    assert number("trips.person_times") == 1
    assert number("trips.own_groups") == 0


def test_t5_the_group_belongs_to_the_year_of_return_and_days_to_each_year():
    trip(date(2024, 12, 28), date(2025, 1, 3), people=1)

    assert (number("trips.groups", 2024), number("trips.groups", 2025)) == (0, 1)
    assert (number("trips.person_days", 2024), number("trips.person_days", 2025)) == (4, 3)
    assert (number("trips.country_person_days", 2024),
            number("trips.country_person_days", 2025)) == (4, 3)


@pytest.mark.parametrize("status", ["计划", "已批复", "取消"])
def test_planned_approved_and_cancelled_trips_do_not_count(status):
    trip(date(2025, 5, 10), date(2025, 5, 14), people=3, status=status)

    assert number("trips.groups") == number("trips.person_days") == 0
    assert number("trips.cancelled") == (status == "取消")
    assert number("trips.not_executed") == (status != "取消")


def test_a_trip_that_has_not_come_back_does_not_count_but_is_uncertain():
    trip(date(2025, 12, 20), None, people=3)

    figure = indicator_by_id("trips.groups").at(Period.calendar_year(2025))

    assert figure.value() == 0
    assert len(figure.uncertain_records()) == 1


def test_a_return_known_only_by_year_is_certain_for_the_year_and_uncertain_for_the_half():
    trip(date(2025, 3, 1), PartialDate(2025), people=2, stated_days=5)
    half = indicator_by_id("trips.groups").at(Period.half_year(2025, 1))

    assert number("trips.groups") == 1
    assert number("trips.person_days") == 10
    assert half.value() == 0
    assert len(half.uncertain_records()) == 1


def test_a_transit_inside_the_airport_is_no_country():
    trip(date(2025, 5, 10), date(2025, 5, 14),
         legs=("GBR", {"country": "DEU", "airport_only": True}))

    assert number("trips.countries") == 1
    assert number("trips.groups", country="DEU") == 0


def test_hong_kong_macao_and_taiwan_are_told_apart_and_are_no_countries():
    trip(date(2025, 3, 1), date(2025, 3, 3), legs=("HKG", "MAC"))
    trip(date(2025, 4, 1), date(2025, 4, 3), legs=("TWN",))

    assert number("trips.foreign_groups") == 0
    assert number("trips.hong_kong_macao_groups") == 1
    assert number("trips.taiwan_groups") == 1
    assert number("trips.countries") == 0


def test_one_foreign_country_makes_a_trip_one_abroad():
    trip(date(2025, 3, 1), date(2025, 3, 6), legs=("HKG", "THA"))

    assert number("trips.foreign_groups") == 1
    assert number("trips.hong_kong_macao_groups") == 0


def test_the_recorded_destination_stands_before_the_legs():
    trip(date(2025, 3, 1), date(2025, 3, 6), legs=("HKG",), destination_kind="出国")

    assert number("trips.foreign_groups") == 1


def test_listed_members_count_instead_of_the_head_count():
    kept = trip(date(2025, 3, 1), date(2025, 3, 6), people=people(2))
    kept.head_count = 5
    keep(kept)

    assert number("trips.person_times") == 2


def test_country_days_follow_the_legs_and_the_day_of_moving_on_counts_once_in_a_country():
    paris = {"country": "FRA", "city": "巴黎", "arrived_on": date(2025, 5, 2),
             "left_on": date(2025, 5, 4)}
    lyon = {"country": "FRA", "city": "里昂", "arrived_on": date(2025, 5, 4),
            "left_on": date(2025, 5, 6)}
    london = {"country": "GBR", "arrived_on": date(2025, 5, 6), "left_on": date(2025, 5, 8)}
    trip(date(2025, 5, 1), date(2025, 5, 9), people=2, legs=(paris, lyon, london))

    assert number("trips.country_person_days", country="FRA") == 10
    assert number("trips.country_person_days", country="GBR") == 6
    assert number("trips.person_days") == 18


def test_two_undated_legs_of_one_country_count_the_trip_once():
    trip(date(2025, 5, 1), date(2025, 5, 9), people=2, legs=(
        {"country": "FRA", "city": "巴黎"}, {"country": "FRA", "city": "里昂"}))

    assert number("trips.country_person_days", country="FRA") == 18


def test_the_level_of_a_trip_follows_its_leader_where_it_is_not_recorded():
    from models.entities import TripMember

    kept = trip(date(2025, 3, 1), date(2025, 3, 6), people=())
    keep(TripMember(trip=kept, staff_member=staff(level="处级"), role="团长"))

    assert number("trips.groups", level="处级") == 1
    assert number("trips.groups", level=None) == 0


def test_cost_adds_up_exactly():
    for cost in ("0.10", "0.20", "1000.70"):
        trip(date(2025, 3, 1), date(2025, 3, 6), cost=Decimal(cost))

    assert number("trips.cost") == Decimal("1001.00")


def test_a_trip_in_the_recycle_bin_does_not_count():
    kept = trip(date(2025, 3, 1), date(2025, 3, 6), people=people(2))
    store.retire(kept)

    assert number("trips.groups") == number("trips.persons") == number("trips.person_days") == 0


def test_a_report_handed_in_by_date_or_by_mark_is_not_missing():
    trip(date(2025, 3, 1), date(2025, 3, 6), report_submitted=True)
    trip(date(2025, 4, 1), date(2025, 4, 6), reported_on=date(2025, 4, 20))
    late = trip(date(2025, 5, 1), date(2025, 5, 6))

    figure = indicator_by_id("trips.missing_reports").at(Period.calendar_year(2025))

    assert figure.record_ids() == [late.id]


def test_the_share_of_the_plan_counts_cancelled_and_waiting_trips_in_it():
    trip(date(2025, 3, 1), date(2025, 3, 6), in_plan=True)
    trip(date(2025, 4, 1), None, in_plan=True, status="取消")
    trip(date(2025, 5, 1), date(2025, 5, 6))

    assert number("trips.in_plan_groups") == 1
    assert number("trips.planned") == 2


def test_a_member_with_own_dates_counts_with_them(college):
    late, early, usual = staff("晚归"), staff("早归"), staff("随团")
    made = trip(date(2025, 5, 10), date(2025, 5, 14), people=(late, early, usual), status="已执行",
                destination_kind="出国", legs=(
                    {"country": "GBR", "arrived_on": date(2025, 5, 10),
                     "left_on": date(2025, 5, 12)},
                    {"country": "FRA", "arrived_on": date(2025, 5, 13),
                     "left_on": date(2025, 5, 14)}))
    for member in TripMember.select().where(TripMember.trip == made):
        if member.staff_member_id == late.id:
            member.came_home_on = date(2025, 5, 17)
        elif member.staff_member_id == early.id:
            member.came_home_on = date(2025, 5, 11)
        keep(member)

    assert number("trips.person_days") == 8 + 2 + 5
    assert number("trips.country_person_days", country="GBR") == 3 + 2 + 3
    assert number("trips.country_person_days", country="FRA") == 5 + 0 + 2


def test_days_that_a_member_spends_abroad_after_the_group_belong_to_their_own_year(college):
    late = staff("晚归")
    made = trip(date(2024, 12, 20), date(2024, 12, 24), people=(late,), status="已执行")
    member = TripMember.get(TripMember.trip == made)
    member.came_home_on = date(2025, 1, 3)
    keep(member)

    assert number("trips.person_days", 2024) == 12
    assert number("trips.person_days", 2025) == 3
    assert number("trips.groups", 2025) == 0
