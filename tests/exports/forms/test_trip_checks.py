"""勾稽 of the forms on official trips: limits, days, legs, the period; the traps in counting them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from exports.forms import form_by_code
from models.budget import nights_of
from models.entities import OutboundTrip
from models.entities.kept_settings import RuleParameter
from tests.models.indicators.making import keep, staff, trip

pytestmark = pytest.mark.usefixtures("college")

OUT, BACK = date(2025, 5, 10), date(2025, 5, 14)
OFFICIAL = {"task_kind": "一般性工作交流", "destination_kind": "出国"}
LIMIT = "限额"


def broken(code: str, beginning: str, year: int = 2025) -> list[str]:
    """What the checks with such a name found wrong."""
    return [c.detail for c in form_by_code(code).fill(year).checks()
            if c.label.startswith(beginning) and not c.ok]


def level_of(code: str, beginning: str) -> set[str]:
    return {c.level
            for c in form_by_code(code).fill(2025).checks() if c.label.startswith(beginning)}


def own(rule: str, name: str, value: str) -> None:
    """The office's own value of a parameter."""
    keep(RuleParameter(rule=rule, parameter=name, value=value, reason="本省规定"))


# T1, G09: limits

def test_t1_six_people_five_days_one_country_keep_the_limit():
    trip(OUT, BACK, people=6, **OFFICIAL)
    filled = form_by_code("F10").fill(2025)

    assert [filled.number("task:official", c) for c in ("person_times", "person_days")] == [6, 30]
    assert broken("F10", LIMIT) == []


def test_t1_a_sixth_day_is_warned_of():
    trip(OUT, date(2025, 5, 15), people=6, **OFFICIAL)

    assert broken("F10", LIMIT) == ["赴外团组（1国6天＞5天）"]
    assert level_of("F10", LIMIT) == {"警"}


@pytest.mark.parametrize("country", ["KEN", "BRA", "MEX"])
def test_t1_a_sixth_day_is_allowed_in_africa_and_latin_america(country):
    trip(OUT, date(2025, 5, 15), people=6, legs=(country,), **OFFICIAL)

    assert broken("F10", LIMIT) == []


@pytest.mark.parametrize(("legs", "last", "told"), [
    (("GBR", "FRA"), 17, []), (("GBR", "FRA"), 18, ["赴外团组（2国9天＞8天）"]),
    (("GBR", "FRA", "DEU"), 19, []), (("GBR", "FRA", "DEU"), 20, ["赴外团组（3国11天＞10天）"]),
    (("GBR", "FRA", "DEU", "ITA"), 14, ["赴外团组（4国＞3国）"]),
    (("GBR", {"country": "DEU", "airport_only": True}), 15, ["赴外团组（1国6天＞5天）"]),
])
def test_more_countries_have_more_days_and_an_airport_is_no_country(legs, last, told):
    trip(OUT, date(2025, 5, last), legs=legs, **OFFICIAL)

    assert broken("F10", LIMIT) == told


@pytest.mark.parametrize("facts", [{"task_kind": "国际会议"}, {"is_academic": True}])
def test_academic_groups_have_no_limit(facts):
    trip(OUT, date(2025, 6, 20), people=12, **{**OFFICIAL, **facts})
    trip(OUT, date(2025, 6, 20), people=12, status="计划", in_plan=True, **{**OFFICIAL, **facts})

    assert broken("F10", LIMIT) == []
    assert broken("F08", LIMIT, 2024) == []


def test_seven_people_are_one_too_many_in_the_plan():
    trip(OUT, BACK, people=7, status="计划", in_plan=True, **OFFICIAL)

    assert broken("F08", LIMIT, 2024) == ["赴外团组（7人＞6人）"]


def test_another_provinces_limit_is_a_parameter():
    own("R-OUT-05", "people", "5")
    trip(OUT, BACK, people=6, **OFFICIAL)

    assert broken("F10", LIMIT) == ["赴外团组（6人＞5人）"]


@pytest.mark.parametrize(("legs", "last", "told"), [
    (("HKG",), 14, []), (("HKG",), 15, ["赴外团组（香港6天＞5天）"]),
    (("MAC",), 13, []), (("MAC",), 14, ["赴外团组（澳门5天＞4天）"]),
    (("HKG", "MAC"), 18, []),
])
def test_hong_kong_and_macao_have_limits_of_their_own(legs, last, told):
    trip(OUT, date(2025, 5, last), legs=legs, status="计划", in_plan=True,
         **{**OFFICIAL, "destination_kind": "赴港澳"})

    assert broken("F09", LIMIT, 2024) == told
    assert broken("F08", LIMIT, 2024) == []


def test_trap_12_how_long_a_temporary_trip_may_last_is_a_parameter():
    trip(OUT, date(2025, 6, 20), status="计划", in_plan=True, **OFFICIAL)
    label = "因公临时出访"
    assert broken("F08", label, 2024) == []

    own("COUNTING", "trip_plans.temporary_days", "30")

    assert broken("F08", label, 2024) == ["赴外团组（42天＞30天）"]


def test_trap_12_within_how_many_days_a_report_is_due_is_a_parameter():
    trip(OUT, BACK, reported_on=date(2025, 6, 10))
    assert form_by_code("F12").fill(2025).number("report:按期提交", "groups") == 1

    own("D-OUT-REPORT", "days", "15")

    assert form_by_code("F12").fill(2025).number("report:逾期提交", "groups") == 1


def test_leaders_of_the_college_travel_apart():
    leaders = [staff(name, is_school_leader=True) for name in ("校长", "书记")]
    trip(OUT, BACK, people=leaders, status="计划", in_plan=True, **OFFICIAL)

    assert broken("F08", "校领导", 2024) == ["赴外团组（校长、书记）"]


# G08: days, legs, people

def test_a_return_before_the_departure_is_wrong():
    trip(OUT, BACK, destination_kind="出国")
    assert broken("F10", "天数＝") == []

    # No entry and no import can do this; a form is proved all the same.
    OutboundTrip.update(departed_on=BACK, returned_on=OUT).execute()

    assert broken("F10", "天数＝") == ["赴外团组（-3天）"]
    assert level_of("F10", "天数＝") == {"错"}


def leg(country: str, arrived: int, left: int) -> dict[str, Any]:
    return {"country": country, "arrived_on": date(2025, 5, arrived),
            "left_on": date(2025, 5, left)}


@pytest.mark.parametrize(("legs", "told"), [
    ((leg("GBR", 10, 12), leg("FRA", 12, 14)), []),
    ((leg("GBR", 10, 12), leg("FRA", 13, 14)), []),
    ((leg("GBR", 10, 13), leg("FRA", 12, 14)), ["赴外团组（英国与法国重叠）"]),
    ((leg("GBR", 10, 11), leg("FRA", 13, 14)), ["赴外团组（英国与法国之间空1天）"]),
    ((leg("GBR", 10, 15),), ["赴外团组（英国不在离、抵境日期之内）"]),
])
def test_legs_follow_each_other_inside_the_trip(legs, told):
    trip(OUT, BACK, legs=legs)

    assert broken("F10", "行程段") == broken("F12", "行程段") == told


def test_nobody_is_on_two_trips_at_once():
    one = staff("甲")
    trip(OUT, BACK, people=[one], title="第一团")
    trip(BACK, date(2025, 5, 18), people=[one], title="第二团")
    trip(BACK, date(2025, 5, 18), people=[staff("乙")], title="第三团")

    assert broken("F10", "同一人") == ["甲（第一团、第二团）"]
    assert level_of("F10", "同一人") == {"错"}


# G06, G16: what counts where

def test_people_never_exceed_person_times_nor_these_person_days():
    one = staff()
    for month in (3, 5):
        trip(date(2025, month, 1), date(2025, month, 3), people=[one])
    filled = form_by_code("F10").fill(2025)

    assert [filled.number("total", c) for c in ("groups", "persons", "person_times", "person_days")
            ] == [2, 1, 2, 6]
    assert broken("F10", "人数不大于") == broken("F10", "人次不大于") == []


@pytest.mark.parametrize("code", ["F10", "F12"])
def test_a_trip_of_another_year_is_not_counted(code):
    trip(date(2024, 12, 1), date(2024, 12, 31))
    trip(date(2025, 12, 30), date(2026, 1, 1))

    filled = form_by_code(code).fill(2025)

    assert filled.number("total", "groups") == 0
    assert broken(code, "抵境日期") == []


# Traps

def test_trap_2_and_t5_days_are_split_at_the_new_year_and_groups_are_not():
    trip(date(2024, 12, 28), date(2025, 1, 3), people=2)
    before, after = (form_by_code("F10").fill(year) for year in (2024, 2025))

    assert [f.number("total", "person_days") for f in (before, after)] == [8, 6]
    assert [f.number("total", "groups") for f in (before, after)] == [0, 1]
    assert form_by_code("F12").fill(2025).number("total", "days") == 7


def test_trap_3_and_t2_countries_add_up_to_more_than_the_total_and_no_check_minds():
    trip(OUT, BACK, people=4, legs=("GBR", "FRA"), destination_kind="出国")
    filled = form_by_code("F10").fill(2025)

    assert [filled.number(row, "person_times")
            for row in ("total", "country:GBR", "country:FRA")] == [4, 4, 4]
    assert broken("F10", "国别人次") == []


def test_trap_4_and_t4_a_joint_trip_counts_our_own_people_and_is_no_group_of_ours():
    trip(OUT, BACK, people=[staff()], is_joint=True, organised_by="省厅")
    filled = form_by_code("F10").fill(2025)

    assert [filled.number("total", c) for c in ("joint", "person_times")] == [1, 1]
    assert {n.row_label: n.value for n in filled.notes}["自组团（批）"] == 0
    assert form_by_code("F12").fill(2025).cell("trip:1", "organiser").show() == "省厅"


def test_t3_one_person_on_three_trips():
    one = staff()
    for month in (3, 5, 9):
        trip(date(2025, month, 1), date(2025, month, 5), people=[one])
    filled = form_by_code("F10").fill(2025)

    assert [filled.number("total", c) for c in ("person_times", "persons")] == [3, 1]


def test_trap_5_border_days_count_as_days_and_nights_are_one_less():
    made = trip(OUT, BACK)

    assert form_by_code("F12").fill(2025).number(f"trip:{made.id}", "days") == 5
    assert nights_of(5, nights_are_days=False) == 4


def test_trap_6_hong_kong_macao_and_taiwan_are_in_the_sum_but_never_abroad():
    trip(OUT, BACK, legs=("GBR",))
    trip(OUT, BACK, legs=("HKG",))
    trip(OUT, BACK, legs=("TWN",))
    filled = form_by_code("F10").fill(2025)

    assert [filled.number(row, "groups")
            for row in ("total", "abroad", "hong_kong_macao", "taiwan")] == [3, 1, 1, 1]
    assert {n.row_label: n.value for n in filled.notes}["到访国家（个）"] == 1


def test_trap_6_a_country_does_not_stand_in_the_hong_kong_table():
    trip(OUT, BACK, legs=("HKG", "GBR"), status="计划", in_plan=True, destination_kind="赴港澳")

    assert broken("F09", "到访地", 2024) == ["赴外团组（香港、英国）"]


def test_trap_20_an_early_return_a_delay_and_a_cancelled_trip():
    trip(OUT, date(2025, 5, 12), approved_days=5, title="提前")
    trip(OUT, date(2025, 5, 16), approved_days=5, title="延期", deviation_note="航班取消")
    trip(OUT, BACK, approved_days=5, status="取消", title="取消")
    filled = form_by_code("F12").fill(2025)

    assert [filled.number(row, "groups")
            for row in ("total", "shortened", "exceeding", "cancelled")] == [2, 1, 1, 1]
    assert [filled.number("total", c) for c in ("approved_days", "days")] == [10, 10]
    assert broken("F12", "实际") == []
