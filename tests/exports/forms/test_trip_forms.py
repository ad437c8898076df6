"""The forms on official trips: plans, half years, reports, travel papers, conferences."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from exports.forms import form_by_code
from exports.forms.base import FilledForm
from exports.forms.checking import RowsAddUp
from models import sample_college
from models.entities import (
    BudgetLine,
    OutboundTrip,
    StaffTravelDocument,
    TripLeg,
    TripMember,
    TypedValue,
)
from tests.models.indicators.making import keep, staff, trip

SPRING = (date(2026, 3, 2), date(2026, 3, 6))
PASSPORT, PASS, PERMIT = "因公普通护照", "因公往来港澳通行证", "大陆居民往来台湾通行证"


def numbers(filled: FilledForm, row: str, *columns: str) -> list[Any]:
    return [filled.number(row, column) for column in columns]


def planned(*legs: str, people: Any = 2, **values: Any) -> OutboundTrip:
    """A trip of the plan for 2026, which is asked for in 2025."""
    kind = "赴港澳" if {"HKG", "MAC"} & set(legs) else "赴台" if "TWN" in legs else "出国"
    facts = {"status": "计划", "in_plan": True, "destination_kind": kind,
             "task_kind": "一般性工作交流", "level": "处级"}
    return trip(*values.pop("days", SPRING), people=people, legs=legs, **{**facts, **values})


def paper(kind: str, issued: Any, state: str = "在库", **values: Any) -> StaffTravelDocument:
    return keep(StaffTravelDocument(staff_member=staff(), kind=kind, issued_on=issued, state=state,
                                    **values))


def lent(document: Any, taken: date, returned: date | None, back: date) -> None:
    """A member takes the paper for a trip that comes back on a day."""
    made = trip(taken, back, people=[document.staff_member])
    member = TripMember.get(TripMember.trip == made)
    member.travel_document, member.document_taken_on = document, taken
    member.document_returned_on = returned
    keep(member)


# F08, F09: plans

def test_the_plan_form_of_a_year_holds_the_trips_of_the_next(college):
    planned("GBR", title="明年的")
    planned("GBR", title="今年的", days=(date(2025, 3, 2), date(2025, 3, 6)))

    filled = form_by_code("F08").fill(2025)

    assert filled.title.startswith("2026年度因公临时出国计划")
    assert [row.label for row in filled.rows if row.key.startswith("trip:")] == ["明年的"]


def test_abroad_hong_kong_and_taiwan_stand_in_tables_of_their_own_and_are_never_added(college):
    for legs in (("GBR",), ("HKG", "MAC"), ("TWN",), ("FRA", "HKG")):
        planned(*legs, destination_kind=None)

    sums = {code: form_by_code(code).fill(2025).number("total", "groups")
            for code in ("F08", "F09", "F09b")}

    assert sums == {"F08": 2, "F09": 1, "F09b": 1}


def test_a_planned_trip_has_the_codes_and_words_of_the_authority(college):
    leader = staff("沈慕云", position="副校长", level="厅局级", title="教授")
    made = planned("GBR", "FRA", people=[leader], is_joint=True, purpose="项目洽谈",
                   approval_no="外审1号", approved_on=date(2025, 12, 30))
    row = f"trip:{made.id}"

    filled = form_by_code("F08").fill(2025)
    said = [filled.cell(row, column.key).show() for column in filled.columns]

    assert said == ["01 行政类", "01 计划控制", "02 双跨", "处级", "沈慕云", "副校长", "厅局级", "教授",
                    "英国、法国", "项目洽谈", "1", "1", "2026年3月", "5", "0.00", "0.00", "0.00",
                    "外审1号", "2025-12-30", "计划"]


@pytest.mark.parametrize(("facts", "code", "kind"), [
    ({"task_kind": "一般性工作交流"}, "01 行政类", "01 计划控制"),
    ({"task_kind": "国际会议"}, "02 学术交流合作", "03 学术类"),
    ({"task_kind": "国际会议", "is_academic": True}, "03 教学科研人员", "03 学术类"),
])
def test_the_category_of_a_group_follows_its_task_and_its_people(college, facts, code, kind):
    made = planned("GBR", **facts)
    filled = form_by_code("F08").fill(2025)

    assert filled.cell(f"trip:{made.id}", "category").show() == code
    assert filled.cell(f"trip:{made.id}", "plan_kind").show() == kind


def test_the_budget_is_split_by_its_source_and_leaves_out_what_the_host_pays(college):
    own = planned("GBR", funding_kind="财政预算")
    other = planned("GBR", funding_kind="科研项目")
    keep(BudgetLine(trip=own, item="国际旅费", amount=Decimal(20000)))
    keep(BudgetLine(trip=own, item="其他费用", amount=Decimal(9999), paid_by_host=True))
    keep(BudgetLine(trip=other, item="住宿费", currency="英镑", standard=100, persons=2, days=4,
                    rate=9.1))

    filled = form_by_code("F08").fill(2025)

    assert numbers(filled, "total", "budget_own", "budget_other", "budget") == [
        Decimal(20000), Decimal(7280), Decimal(27280)]
    assert filled.cell("total", "budget").show() == "2.73"
    assert all(check.ok for check in filled.checks() if check.level == "错")


def test_the_sum_of_the_plan_is_split_by_category_level_and_country(college):
    planned("GBR", "FRA", people=4)
    planned("GBR", people=3, task_kind="国际会议", level="处级以下")

    filled = form_by_code("F08").fill(2025)

    assert numbers(filled, "total", "groups", "person_times") == [2, 7]
    assert numbers(filled, "category:行政类", "groups", "person_times") == [1, 4]
    assert numbers(filled, "level:行政类:处级", "groups", "person_times") == [1, 4]
    assert numbers(filled, "place:行政类:处级:GBR", "groups", "person_times") == [1, 4]
    assert numbers(filled, "place:行政类:处级:FRA", "groups", "person_times") == [1, 4]
    assert numbers(filled, "category:学术交流合作类", "groups", "person_times") == [1, 3]


def test_an_off_plan_trip_is_said_below_and_stands_in_no_plan(college):
    planned("GBR", in_plan=False)

    filled = form_by_code("F08").fill(2025)

    assert filled.number("total", "groups") == 0
    assert filled.notes[0].value == 1


def test_a_planned_trip_without_a_destination_is_in_no_table_and_is_warned_of(college):
    planned(destination_kind=None)

    filled = form_by_code("F08").fill(2025)

    assert filled.number("total", "groups") == 0
    assert any(c.label == "计划团组都已分清出访性质" and not c.ok for c in filled.checks())


def test_the_name_list_of_the_plan_has_everybody(college):
    planned("GBR", people=[staff("甲"), staff("乙")])

    members, tasks = form_by_code("F08").fill(2025).details()

    assert [row[2] for row in members.rows] == ["甲", "乙"]
    assert len(tasks.rows) == 1


# F11: half a year

def test_the_two_halves_are_the_academic_row_of_the_year(college):
    for month in (2, 6, 7, 12):
        trip(date(2025, month, 3), date(2025, month, 7), people=month, task_kind="国际会议",
             destination_kind="出国")
    trip(date(2025, 5, 3), date(2025, 5, 7), people=6, task_kind="一般性工作交流")

    first, second = (form_by_code(code).fill(2025) for code in ("F11", "F11b"))
    year = form_by_code("F10").fill(2025)

    assert numbers(first, "done", "groups", "person_times") == [2, 8]
    assert numbers(second, "done", "groups", "person_times") == [2, 19]
    assert year.number("task:academic", "person_times") == 8 + 19


def test_the_half_year_ends_with_the_plan_for_the_next(college):
    trip(date(2025, 9, 1), date(2025, 9, 5), people=3, task_kind="国际会议", status="计划", in_plan=True)
    trip(date(2026, 2, 1), date(2026, 2, 5), people=4, task_kind="国际会议", status="计划", in_plan=True)

    first, second = (form_by_code(code).fill(2025) for code in ("F11", "F11b"))

    assert numbers(first, "planned", "groups", "person_times") == [1, 3]
    assert numbers(second, "planned", "groups", "person_times") == [1, 4]
    assert "2026年上半年计划" in [row.label[2:] for row in second.rows if row.heading]


def test_what_a_trip_came_to_is_typed_once_for_the_half_year_and_the_report(college):
    made = trip(date(2025, 3, 3), date(2025, 3, 7), task_kind="国际会议")
    keep(TypedValue(year=2025, key_name=f"trip.{made.id}.done", title="任务", words="作报告一场"))

    for code, column in (("F11", "task"), ("F12", "done")):
        filled = form_by_code(code).fill(2025)
        assert filled.cell(f"trip:{made.id}", column).show() == "作报告一场"
        assert filled.missing()


# F12: reports

def test_a_report_has_what_was_approved_beside_what_was_done(college):
    made = trip(*SPRING, people=3, approved_head_count=4, approved_days=7)

    filled = form_by_code("F12").fill(2026)
    row = f"trip:{made.id}"

    assert numbers(filled, row, "approved_people", "people", "approved_days", "days"
                   ) == [4, 3, 7, 5]
    assert filled.number("shortened", "groups") == 1
    assert filled.number("exceeding", "groups") == 0


def test_days_beyond_the_approval_need_a_word(college):
    facts = {"people": 3, "approved_head_count": 3, "approved_days": 4}
    trip(*SPRING, **facts, deviation_note="航班取消，延后一天")
    assert not [c for c in form_by_code("F12").fill(2026).checks() if "批准" in c.label and not c.ok]

    trip(date(2026, 4, 2), date(2026, 4, 6), **facts)

    filled = form_by_code("F12").fill(2026)
    assert filled.number("exceeding", "groups") == 2
    assert [c.detail for c in filled.checks() if "批准" in c.label and not c.ok] == [
        "赴外团组（5天＞批准4天，未填说明）"]


def test_cancelled_and_waiting_trips_stand_beside_the_sum(college):
    trip(*SPRING)
    trip(*SPRING, status="取消")
    trip(*SPRING, status="已批复")

    filled = form_by_code("F12").fill(2026)

    assert [filled.number(row, "groups") for row in ("total", "cancelled", "not_executed")] == [
        1, 1, 1]


@pytest.mark.parametrize(("reported", "submitted", "row"), [
    (date(2026, 4, 5), None, "report:按期提交"), (date(2026, 4, 6), None, "report:逾期提交"),
    (None, True, "report:已提交（日期未填）"), (None, None, "report:未提交"),
])
def test_a_report_is_due_thirty_days_after_the_return(college, reported, submitted, row):
    trip(*SPRING, reported_on=reported, report_submitted=submitted)

    filled = form_by_code("F12").fill(2026)

    assert filled.number(row, "groups") == 1
    assert filled.cell(filled.rows[0].key, "due").show() == "2026-04-05"


def test_the_passport_is_hidden_in_part_unless_asked_for(college):
    document = paper(PASSPORT, date(2024, 1, 1), number="PE1234567", valid_until=date(2029, 1, 1))
    lent(document, SPRING[0], None, SPRING[1])
    filled = form_by_code("F12").fill(2026)

    assert "PE1234567" not in str(filled.details()[0].rows)
    assert "PE1234567，至2029-01-01" in str(filled.details(masked=False)[0].rows)
    assert "PE1234567" not in filled.cell(filled.rows[0].key, "passport").show()


# Golden content of the sample college, counted in plain Python

def own_count(year: int, wanted: Any) -> tuple[int, int]:
    """Groups and person-times of trips that a plain test accepts, read record by record."""
    groups = people = 0
    for one in OutboundTrip.active():
        if not wanted(one) or one.retired_at is not None:
            continue
        named = [m for m in TripMember.active() if m.trip_id == one.id]
        groups += 1
        people += len(named) or one.head_count or 0
    return groups, people


@pytest.fixture
def sample(college):
    sample_college.create()
    return college


@pytest.mark.parametrize(("code", "kind"), [("F08", "出国"), ("F09", "赴港澳"), ("F09b", "赴台")])
def test_the_plans_of_the_sample_college_are_what_a_plain_count_says(sample, code, kind):
    for year in (2022, 2023, 2024, 2025):
        expected = own_count(year, lambda one, year=year: (
            one.destination_kind == kind and one.departed_on.year == year + 1
            and (one.in_plan or (one.in_plan is None and one.status in ("计划", "已批复")))))
        filled = form_by_code(code).fill(year)

        assert tuple(numbers(filled, "total", "groups", "person_times")) == expected
        assert not [c for c in filled.checks() if not c.ok and c.level == "错"]


def test_the_halves_of_the_sample_college_are_what_a_plain_count_says(sample):
    for code, months in (("F11", range(1, 7)), ("F11b", range(7, 13))):
        expected = own_count(2025, lambda one, months=months: (
            one.status == "已执行" and one.task_kind != "一般性工作交流"
            and one.returned_on.year == 2025 and one.returned_on.month in months))

        assert tuple(numbers(form_by_code(code).fill(2025), "done", "groups", "person_times")
                     ) == expected
        assert expected[0]


def test_the_reports_of_the_sample_college_are_what_a_plain_count_says(sample):
    done = [one for one in OutboundTrip.active()
            if one.status == "已执行" and one.returned_on.year == 2025]
    filled = form_by_code("F12").fill(2025)

    assert filled.number("total", "groups") == len(done)
    assert filled.number("total", "days") == sum(
        (one.returned_on - one.departed_on).days + 1 for one in done)
    assert filled.number("total", "approved_days") == sum(one.approved_days for one in done)
    assert filled.number("report:未提交", "groups") == sum(not one.report_submitted for one in done)


# T6

def test_t6_a_stated_sum_that_its_parts_do_not_make_is_found(imported_year):
    filled = form_by_code("F10").fill(2019)
    assert numbers(filled, "total", "groups", "person_times") == [11, 61]
    assert numbers(filled, "taiwan", "groups", "person_times") == [3, 29]
    assert filled.number("abroad", "groups") == 7 + 1
    assert filled.number("total", "joint") == 1

    stated = replace(filled.cell("total", "groups"), exact=10, value=10)
    told = replace(filled, cells={**filled.cells, ("total", "groups"): stated})
    found = RowsAddUp("总计", "total", ("abroad", "taiwan"), ("groups",))(told)

    assert [c.ok for c in found] == [False]
    assert found[0].detail == "总计10≠出国8＋赴台3"


def test_a_trip_without_a_leg_is_no_country_but_counts(college):
    made = planned(destination_kind="出国")

    assert not list(TripLeg.select().where(TripLeg.trip == made))
    assert form_by_code("F08").fill(2025).cell(f"trip:{made.id}", "places").show() == "—"
