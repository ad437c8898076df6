"""Gentle sentences while typing: each speaks of its case, and none without a ground."""

from __future__ import annotations

from datetime import date

import pytest

from models import store
from models.entities import ENTITIES, entity_by_key
from models.entities.foreign_teacher import Engagement, ForeignTeacher, TeacherDocument
from models.entities.inbound_visit import InboundVisit
from models.entities.international_student import Enrolment, InternationalStudent
from models.entities.kept_settings import RuleParameter
from models.entities.outbound_student import OutboundStudent, Placement
from models.entities.outbound_trip import OutboundTrip, TripLeg, TripMember
from models.entities.partner_school import Agreement, PartnerSchool
from models.entities.staff_member import StaffMember
from models.hints import HINTS, amounts, hints_of, words
from models.hints.base import all_parameters
from models.partial_date import OPEN_ENDED, PartialDate


def said(record, **around):
    return {hint.field: hint.words for hint in hints_of(record, **around)}


def kept(record):
    store.save(record)
    return record


def engagement(first, last, **values):
    return Engagement(engaged_from=first, engaged_until=last, **values)


def test_a_mistyped_year_is_said(college):
    found = said(engagement(date(2025, 9, 1), date(2062, 8, 31)))

    assert found["engaged_until"].startswith("2062-08-31 是 36 年以后")


def test_a_long_validity_and_an_old_birthday_are_no_mistyped_years(college):
    assert said(TeacherDocument(kind="护照", valid_until=OPEN_ENDED)) == {}
    assert said(StaffMember(name="王伟", born_on=date(1958, 3, 1))) == {}


@pytest.mark.parametrize("born", [date(2014, 5, 1), PartialDate(1931), date(2030, 1, 1)])
def test_an_unlikely_age_of_a_teacher_is_said(born, college):
    assert "born_on" in said(ForeignTeacher(passport_name="LEE, MINA", born_on=born))


def test_a_usual_age_is_not_spoken_of(college):
    assert said(ForeignTeacher(passport_name="LEE, MINA", born_on=PartialDate(1985, 4))) == {}


def test_a_trip_of_two_hundred_days_is_said(college):
    trip = OutboundTrip(departed_on=date(2026, 3, 1), returned_on=date(2026, 9, 16))

    assert said(trip)["returned_on"].startswith("前后共 200 天")


def test_pay_that_more_than_doubles_is_said_without_the_old_amount(college):
    before = engagement(date(2024, 9, 1), date(2025, 8, 31), monthly_pay=9000)
    now = engagement(date(2025, 9, 1), date(2026, 8, 31), monthly_pay=19000)

    found = said(now, lines=[before, now])

    assert found["monthly_pay"] == "比上一条多 111%，请核对。"


def test_weekly_hours_are_compared_with_the_line_before_and_not_with_a_later_one(college):
    first = engagement(date(2023, 9, 1), date(2024, 8, 31), weekly_hours=16)
    second = engagement(date(2024, 9, 1), date(2025, 8, 31), weekly_hours=16)
    last = engagement(date(2025, 9, 1), date(2026, 8, 31), weekly_hours=4)
    lines = [last, first, second]

    assert said(last, lines=lines)["weekly_hours"] == "比上一条的 16学时 少 75%，请核对。"
    assert said(second, lines=lines) == {}
    assert said(first, lines=lines) == {}


def test_overlapping_enrolments_are_said_and_following_ones_are_not(college):
    first = Enrolment(enrolled_from=date(2024, 9, 1), enrolled_until=date(2026, 7, 15))
    second = Enrolment(enrolled_from=date(2026, 3, 1), enrolled_until=date(2026, 7, 1))
    third = Enrolment(enrolled_from=date(2026, 9, 1), enrolled_until=date(2027, 7, 1))
    lines = [first, second, third]

    assert "2024-09-01 至 2026-07-15" in said(second, lines=lines)["enrolled_from"]
    assert said(third, lines=lines) == {}


def test_a_trip_far_from_last_years_usual_cost_for_each_head_is_said(college):
    for number, cost in enumerate((40_000, 42_000, 44_000)):
        kept(OutboundTrip(
            title=f"赴日团{number}", departed_on=date(2025, 5, 1 + number), head_count=2,
            destination_kind="出国", cost=cost,
        ))
    new = OutboundTrip(
        departed_on=date(2026, 5, 1), head_count=2, destination_kind="出国", cost=440_000
    )

    found = said(new)

    assert found["cost"] == (
        "2025 年“出国”的3 条，人均中位数 21,000元；这里人均 220,000元，明显偏高，请核对。"
    )


def test_with_too_few_records_of_last_year_nothing_is_compared(college):
    kept(InboundVisit(title="来访一", arrived_on=date(2025, 5, 1), country="JPN", head_count=4))

    assert said(InboundVisit(arrived_on=date(2026, 5, 1), country="JPN", head_count=90)) == {}


def test_a_number_of_the_office_goes_before_the_one_that_ships(college):
    kept(RuleParameter(rule="H-CHANGE", parameter="percent", value="200", reason="本校课时变化大"))
    before = engagement(date(2024, 9, 1), date(2025, 8, 31), weekly_hours=8)
    now = engagement(date(2025, 9, 1), date(2026, 8, 31), weekly_hours=16)

    assert said(now, lines=[before, now]) == {}


def test_a_passport_of_somebody_from_hong_kong_is_doubted(college):
    owner = ForeignTeacher(passport_name="CHAN, TAI MAN", nationality="HKG")

    assert "通行证" in said(TeacherDocument(kind="护照"), owner=owner)["kind"]


def test_a_passport_issued_by_another_country_than_the_nationality_is_doubted(college):
    owner = ForeignTeacher(passport_name="SMITH, JOHN", nationality="GBR")

    found = said(TeacherDocument(kind="护照", issuer="澳大利亚外交贸易部"), owner=owner)

    assert found["issuer"] == "签发地是澳大利亚，而国籍是英国，请核对。"
    assert said(TeacherDocument(kind="护照", issuer="英国驻上海总领事馆"), owner=owner) == {}


def test_a_kind_of_trip_that_its_legs_contradict_is_doubted(college):
    found = said(OutboundTrip(destination_kind="出国"), lines=[TripLeg(country="HKG")])

    assert found["destination_kind"] == "按行程应为“赴港澳”，这里填的是“出国”，请核对。"


def test_a_member_on_two_trips_in_the_same_days_is_said(college):
    person = kept(StaffMember(name="王伟", department="外语系"))
    other = kept(OutboundTrip(
        title="赴韩团", departed_on=date(2026, 5, 1), returned_on=date(2026, 5, 6)
    ))
    kept(TripMember(trip=other.id, staff_member=person.id))
    member = TripMember(staff_member=person.id)
    same_days = OutboundTrip(departed_on=date(2026, 5, 5), returned_on=date(2026, 5, 9))
    later = OutboundTrip(departed_on=date(2026, 6, 5), returned_on=date(2026, 6, 9))

    assert "赴韩团" in said(member, owner=same_days)["staff_member"]
    assert said(member, owner=later) == {}


def test_a_student_on_the_outbound_list_already_is_said_unless_the_number_differs(college):
    known = kept(OutboundStudent(name="李华", student_no="2024010101"))
    kept(Placement(student=known.id, departed_on=date(2026, 3, 1)))
    again = Placement(departed_on=date(2026, 3, 5))

    assert "2024010101" in said(again, owner=OutboundStudent(name="李华"))["departed_on"]
    assert said(again, owner=OutboundStudent(name="李华", student_no="2024020202")) == {}


def test_a_second_agreement_of_the_same_kind_and_year_is_said(college):
    partner = kept(PartnerSchool(name="东洋大学"))
    first = kept(Agreement(
        partner=partner.id, title="合作备忘录", kind="合作协议", signed_on=date(2026, 3, 1)
    ))
    second = Agreement(partner=partner.id, kind="合作协议", signed_on=date(2026, 10, 1))

    assert "合作备忘录" in said(second)["signed_on"]
    assert said(Agreement.get_by_id(first.id)) == {}


def test_a_host_written_another_way_than_before_is_said(college):
    student = kept(OutboundStudent(name="李华"))
    kept(Placement(
        student=student.id, departed_on=date(2025, 3, 1), host_name="Anhalt University of Sciences"
    ))

    found = said(Placement(host_name="University of Sciences Anhalt"))

    assert found["host_name"] == "以前写作“Anhalt University of Sciences”，请核对是否同一个。"
    assert said(Placement(host_name="Anhalt University of Sciences")) == {}


def test_two_departments_that_differ_in_a_number_are_two_things(college):
    teacher = kept(ForeignTeacher(passport_name="LEE, MINA"))
    kept(engagement(
        date(2024, 9, 1), date(2025, 8, 31), teacher=teacher.id, department="外国语学院第一教研室"
    ))

    assert said(Engagement(department="外国语学院第二教研室")) == {}


def test_a_blank_draft_of_any_register_is_silent(college):
    assert {entity.key(): said(entity()) for entity in ENTITIES if said(entity())} == {}


def test_every_rule_names_real_entities_and_fields_and_every_threshold_its_rule():
    for rule in HINTS:
        assert all(entity_by_key(key) for key in rule.entities)
    for table in (amounts.FOLLOWING, words.WRITTEN):
        for key, names in table.items():
            assert all(entity_by_key(key).field_named(name) for name in names)
    for key, numbers in amounts.USUAL.items():
        for names in numbers:
            assert all(entity_by_key(key).field_named(name) for name in names if name)
    assert {line.id for line in all_parameters()} <= {rule.id for rule in HINTS}
    assert all(entity_by_key(key) for key in ("enrolment", InternationalStudent.key()))
