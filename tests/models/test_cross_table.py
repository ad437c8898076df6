"""Cross tables: every number is that of its records; blanks and several values stay visible."""

from __future__ import annotations

from datetime import date

import pytest

from models import cross_periods, extra_columns, kept_cross_tables, store
from models.cross_axes import axes_of
from models.cross_table import Question, ask
from models.entities import (
    ENTITIES,
    Engagement,
    Enrolment,
    ForeignTeacher,
    InternationalStudent,
    OutboundTrip,
    PartnerSchool,
    StaffMember,
    TripLeg,
    TripMember,
)
from models.errors import UserError
from models.partial_date import PartialDate

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

    assert numbers(answer) == {("日本",): 2, ("韩国",): 1, ("未填",): 1, ("合计",): 3}
    assert any("合计中只计一次" in note for note in answer.notes)


def test_a_total_opens_exactly_its_records(trips):
    answer = ask(Question(trips, ("field:task_kind",), LEGS))

    assert len(answer.total().ids) == answer.total().value == 3


def test_a_year_leaves_out_the_others(trips):
    answer = ask(Question(trips, (LEGS,), period_key="date:departed_on", year=2024))

    assert answer.total().value == 2


def test_a_record_of_unknown_day_may_count_and_opens(trips):
    store.save(OutboundTrip(title="日期不全团", departed_on=date(2024, 1, 1),
                            returned_on=PartialDate(2024)))
    store.save(OutboundTrip(title="无日期团", departed_on=date(2024, 1, 1)))
    asked = Question(trips, (LEGS,), period_key="date:returned_on", year=2024, span="first")

    cell = ask(asked).total()

    assert (cell.value, cell.most, len(cell.open_ids)) == (2, 4, 2)
    assert any("有 2 条记录日期不全" in note for note in ask(asked).notes)


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
    asked = Question(trips, ("year:departed_on",), LEGS, "sum:head_count", "date:departed_on", 2024,
                     "school", 5)

    saved = kept_cross_tables.keep(asked, "各国人数")

    assert kept_cross_tables.question_of(saved, 2024) == asked


def test_a_table_kept_before_there_were_spans_counts_calendar_years(trips):
    saved = kept_cross_tables.keep(Question(trips, (LEGS,)), "旧表")
    saved.span = saved.years = None

    assert kept_cross_tables.question_of(saved, 2024) == Question(trips, (LEGS,), year=2024)


def test_a_saved_table_of_a_lost_field_is_refused(trips):
    saved = kept_cross_tables.keep(Question(trips, (LEGS,)), "旧表")
    saved.first_row = "field:gone"

    with pytest.raises(UserError):
        kept_cross_tables.question_of(saved, 2024)


def test_two_saved_tables_never_share_a_name(trips):
    first = kept_cross_tables.keep(Question(trips, (LEGS,)), "甲")
    kept_cross_tables.keep(Question(trips, (LEGS,)), "乙")

    with pytest.raises(UserError):
        kept_cross_tables.rename(first, "乙")


def test_a_removed_table_leaves_the_drafts_too(trips):
    saved = kept_cross_tables.keep(Question(trips, (LEGS,)), "甲")
    kept_cross_tables.put_into_draft(saved, draft="S1", year=2024, section="trips", view="bar")

    kept_cross_tables.remove(saved)

    assert (kept_cross_tables.kept(), kept_cross_tables.exhibits_of(saved)) == ([], [])


@pytest.mark.parametrize(("span", "year", "label"), [
    ("year", 2024, "2024年"), ("school", 2024, "2023—2024学年"), ("first", 2024, "2024年上半年"),
    ("second", 2024, "2024年下半年"), ("day:12-31", 2024, "2024年12月31日"),
    ("day:02-29", 2023, "2023年2月28日"),
])
def test_every_span_is_the_period_of_the_forms(span, year, label):
    assert cross_periods.period_of(span, year).label == label


def test_an_unknown_span_is_no_period():
    with pytest.raises(LookupError):
        cross_periods.period_of("day:13-40", 2024)


@pytest.fixture
def engagement(college):
    teacher = ForeignTeacher(passport_name="SMITH JOHN", nationality="USA")
    store.save(teacher)

    def made(start, end):
        store.save(Engagement(teacher=teacher, engaged_from=start, engaged_until=end))

    return made


def spans(year, span="year", years=1):
    return Question(Engagement, ("field:term",), period_key="span:engaged_from", year=year,
                    span=span, years=years)


def test_a_span_counts_in_every_year_it_touches_and_once_in_all(engagement):
    engagement(date(2022, 9, 1), date(2024, 1, 15))

    answer = ask(spans(2024, years=3))

    whole = answer.rows[-1]
    assert [answer.cell(whole, column).value for column in answer.columns] == [1, 1, 1, 1]
    assert [column.words[0] for column in answer.columns] == ["2022年", "2023年", "2024年", "合计"]


def test_a_year_without_records_keeps_its_column(engagement):
    engagement(date(2022, 9, 1), date(2022, 12, 15))

    answer = ask(spans(2024, years=3))

    whole = answer.rows[-1]
    assert [answer.cell(whole, column).value for column in answer.columns] == [1, 0, 0, 1]


def test_a_day_counts_who_is_there_on_it(engagement):
    engagement(date(2024, 1, 1), date(2024, 6, 30))
    engagement(date(2024, 2, 1), date(2024, 12, 31))

    assert ask(spans(2024, "day:06-30")).total().value == 2
    assert ask(spans(2024, "day:12-31")).total().value == 1


def test_a_span_without_end_counts_where_it_began_and_may_count_later(college):
    student = InternationalStudent(passport_name="LEE JIHO", nationality="KOR")
    store.save(student)
    store.save(Enrolment(student=student, enrolled_from=date(2022, 9, 1)))
    asked = Question(Enrolment, ("field:category",), period_key="span:enrolled_from", year=2023,
                     years=2)

    answer = ask(asked)

    row = answer.rows[-1]
    shown = [(answer.cell(row, c).value, answer.cell(row, c).most) for c in answer.columns]
    assert shown == [(1, 1), (0, 1), (1, 1)]


def test_a_column_of_her_own_splits_and_adds_up(trips):
    extra_columns.add(trips, "经费卡", "数字")
    for at, trip in enumerate(trips.active().order_by(trips.id)):
        extra_columns.put_extra(trip, "经费卡", (7, 7, "待定")[at])
        store.save(trip)

    answer = ask(Question(trips, ("field:extra:经费卡",), measure="sum:extra:经费卡"))

    assert numbers(answer) == {("7",): 14, ("待定",): 0, ("合计",): 14}


def test_countries_fall_into_their_groups(college):
    for name, country in (("甲", "THA"), ("乙", "USA"), ("丙", "HKG"), ("丁", None)):
        store.save(PartnerSchool(name=name, country=country))
    axis = next(key for key in axes_of(PartnerSchool) if key == "groups:country")

    found = numbers(ask(Question(PartnerSchool, (axis,))))

    assert found["东盟十国",] == found["其他国家",] == found["港澳台",] == found["未填",] == 1
    assert found["合计",] == 4


def test_every_axis_of_every_register_can_be_read(college):
    for entity in ENTITIES:
        for axis in axes_of(entity).values():
            assert axis.read(entity.active()) == {}, (entity, axis.key)


def test_every_date_of_every_register_cuts_a_period(college):
    for entity in ENTITIES:
        for choice in cross_periods.dates_of(entity):
            rows = tuple(axes_of(entity))[:1]
            asked = Question(entity, rows, period_key=choice.key, year=2024, span="day:06-30")
            assert ask(asked).total().value == 0, (entity, choice)


def test_people_are_counted_without_a_period_until_a_year_is_asked_for():
    from models.cross_periods import ALL, first_span
    from models.entities import ForeignTeacher, OutboundTrip

    assert first_span(ForeignTeacher) == ALL
    assert first_span(OutboundTrip) == "year"
