"""Cross tables: every number is that of its records; blanks and several values stay visible."""

from __future__ import annotations

from datetime import date

import pytest

from models import cross_table, store
from models.cross_axes import axes_of
from models.cross_table import Question, ask
from models.entities import ENTITIES, OutboundTrip, StaffMember, TripLeg, TripMember
from models.errors import UserError

LEGS = "lines:trip_leg.country"


@pytest.fixture
def trips(college):
    """Three trips: one over two countries, one without any, one of another year."""
    staff = StaffMember(name="王伟", department="外语系")
    store.save(staff)
    for title, year, countries, kind in (
        ("日韩团", 2024, ("JPN", "KOR"), "国际会议"), ("无国别团", 2024, (), None),
        ("赴日团", 2023, ("JPN",), "培训进修"),
    ):
        trip = OutboundTrip(title=title, departed_on=date(year, 5, 1),
                            returned_on=date(year, 5, 6), task_kind=kind, head_count=4)
        store.save(trip)
        store.save(TripMember(trip=trip, staff_member=staff, role="团长"))
        for country in countries:
            store.save(TripLeg(trip=trip, country=country))
    return OutboundTrip


def numbers(answer):
    return {row.words: answer.cell(row, answer.columns[-1]).value for row in answer.rows}


def test_a_record_in_two_values_counts_in_both_and_once_in_the_total(trips):
    answer = ask(Question(trips, (LEGS,)))

    assert numbers(answer) == {("日本",): 2, ("韩国",): 1, ("未归类",): 1, ("合计",): 3}
    assert any("合计中只计一次" in note for note in answer.notes)


def test_a_total_opens_exactly_its_records(trips):
    answer = ask(Question(trips, ("field:task_kind",), LEGS))

    assert len(answer.total().ids) == answer.total().value == 3


def test_a_year_leaves_out_the_others(trips):
    answer = ask(Question(trips, (LEGS,), period_key="date:departed_on", year=2024))

    assert answer.total().value == 2


def test_an_undated_record_is_told(trips):
    store.save(OutboundTrip(title="缺日期团", departed_on=date(2024, 1, 1)))

    answer = ask(Question(trips, (LEGS,), period_key="date:returned_on", year=2024))

    assert any("另有 1 条" in note for note in answer.notes)


def test_one_person_on_three_trips_is_one_person(trips):
    answer = ask(Question(TripMember, ("field:role",), measure="distinct:staff_member"))

    assert (answer.total().value, len(answer.total().ids)) == (1, 3)


def test_sums_add_up_over_years(trips):
    answer = ask(Question(trips, ("year:departed_on",), measure="sum:head_count"))

    assert numbers(answer) == {("2023年",): 4, ("2024年",): 8, ("合计",): 12}


def test_two_levels_of_rows_have_subtotals(trips):
    answer = ask(Question(trips, ("year:departed_on", LEGS)))

    assert numbers(answer)["2024年", "小计"] == 2


def test_a_line_is_split_by_its_owner(trips):
    answer = ask(Question(TripMember, ("owner.field:task_kind",)))

    assert numbers(answer)["国际会议",] == 1


def test_a_saved_table_comes_back_as_the_same_question(trips):
    asked = Question(trips, ("year:departed_on",), LEGS, "sum:head_count", "date:departed_on", 2024)

    saved = cross_table.keep(asked, "各国人数")

    assert cross_table.question_of(saved, 2024) == asked


def test_a_saved_table_of_a_lost_field_is_refused(trips):
    saved = cross_table.keep(Question(trips, (LEGS,)), "旧表")
    saved.first_row = "field:gone"

    with pytest.raises(UserError):
        cross_table.question_of(saved, 2024)


@pytest.mark.parametrize("entity", ENTITIES, ids=lambda e: e.key())
def test_every_axis_of_every_register_can_be_read(college, entity):
    for key in axes_of(entity):
        assert ask(Question(entity, (key,))).total().value == 0
