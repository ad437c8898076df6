"""What the invented college holds: every list filled, and the cases that decide numbers."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from exports.drafts.typed_facts import TYPED_FACTS
from exports.forms import form_by_code
from models import database, sample_college, search
from models.codes import HMT
from models.entities import ENTITIES, achievements
from models.entities.event import Event
from models.entities.foreign_teacher import Engagement, ForeignTeacher, TeacherDocument
from models.entities.inbound_visit import InboundVisit, Visitor
from models.entities.international_student import Enrolment, InternationalStudent, StudentDocument
from models.entities.office import OfficeProfile, TypedValue
from models.entities.outbound_student import Placement
from models.entities.outbound_trip import BudgetLine, OutboundTrip, TripLeg, TripMember
from models.entities.partner_school import Agreement
from models.entities.staff_member import StaffMember
from models.fields import Link
from models.partial_date import OPEN_ENDED, PartialDate, earliest, latest

MADE_BY_THE_PROGRAM = {
    "filing", "issued_paper", "column_mapping", "draft_paragraph", "distinct", "check_answer",
    "calendar_day", "attachment", "export_log", "rule_parameter", "subsistence_rate",
    "extra_column", "kept_figure", "cross_table", "draft_exhibit",
    "form_mapping", "draft_wording", "letter_template", "print_text", "stock_layout",
}
SAMPLED = [e for e in ENTITIES if e.key() not in MADE_BY_THE_PROGRAM]
every_entity = pytest.mark.parametrize("entity", SAMPLED, ids=lambda e: e.key())


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    keeper = database.open_folder(tmp_path_factory.mktemp("sample") / "data")
    sample_college.create()
    yield keeper
    keeper.close(backup=False)


@every_entity
def test_every_list_shows_something(sample, entity):
    assert entity.active().exists()


@every_entity
def test_no_record_has_problems(sample, entity):
    assert [p for record in entity.active() for p in record.problems()] == []


@every_entity
def test_wanted_fields_are_mostly_filled(sample, entity):
    records = list(entity.active())
    incomplete = [record for record in records if record.missing()]
    assert len(incomplete) <= max(1, len(records) * 0.25)


@every_entity
def test_every_column_of_a_list_is_filled_somewhere(sample, entity):
    records = list(entity.active())
    for kind in entity.kinds():
        if kind.in_list and not isinstance(kind, Link):
            assert any(kind.read(record) is not None for record in records), kind.label


def test_some_records_are_left_incomplete_on_purpose(sample):
    for entity in (ForeignTeacher, InternationalStudent, InboundVisit, StaffMember, Placement):
        assert any(record.missing() for record in entity.active()), entity.label


def test_one_college_has_some_twelve_hundred_records(sample):
    assert 1000 <= sum(entity.active().count() for entity in ENTITIES) <= 1400


@pytest.mark.parametrize("year", sample_college.YEARS)
@pytest.mark.parametrize(("entity", "field"), [
    (OutboundTrip, "returned_on"), (Engagement, "engaged_from"), (Enrolment, "enrolled_from"),
    (Placement, "departed_on"), (InboundVisit, "arrived_on"), (Event, "held_on"),
    (Agreement, "signed_on"), (achievements.Adoption, "adopted_on"),
    (achievements.CompetitionAward, "awarded_on"),
], ids=lambda value: getattr(value, "__name__", str(value)))
def test_every_year_has_records_of_its_own(sample, entity, field, year):
    kind = getattr(entity, field)
    assert entity.active().where(kind.within(date(year, 1, 1), date(year, 12, 31))).exists()


def test_the_school_says_that_it_is_an_example(sample):
    assert OfficeProfile.current().school_name.startswith("示例")


def test_people_come_from_many_countries(sample):
    teachers = {t.nationality for t in ForeignTeacher.active()}
    students = {s.nationality for s in InternationalStudent.active()}
    assert len((teachers | students) - {None, *HMT, "CHN"}) >= 15


@pytest.mark.parametrize("sign", ["㛃", "䶮", "𠮷", "Š", "é", "'"])
def test_names_bring_the_rare_characters(sample, sign):
    names = [str(r) for r in (*ForeignTeacher.active(), *StaffMember.active())]
    names += [s.chinese_name or "" for s in InternationalStudent.active()]
    assert any(sign in name for name in names)


def test_an_accented_teacher_is_found_without_accents(sample):
    assert ForeignTeacher.active().where(search.matching(ForeignTeacher, "lefevre chloe")).exists()


def test_no_paper_number_belongs_to_two_people(sample):
    for entity, owner in ((TeacherDocument, "teacher"), (StudentDocument, "student")):
        seen: dict[str, int] = {}
        for paper in entity.active().where(entity.number.is_null(False)):
            holder = getattr(entity, owner).read(paper)
            assert seen.setdefault(paper.number, holder) == holder


def test_one_teacher_has_three_contracts(sample):
    assert max(len(t.lines(Engagement)) for t in ForeignTeacher.active()) >= 3


@pytest.mark.parametrize("days", [30, 90])
def test_papers_run_out_soon_after_the_newest_data(sample, days):
    last = sample_college.LAST_DAY
    for entity in (TeacherDocument, StudentDocument):
        soon = entity.valid_until.within(last + timedelta(days=days - 30),
                                         last + timedelta(days=days))
        assert entity.active().where(soon).exists(), entity.label


def test_a_trip_visits_two_countries(sample):
    countries = [{leg.country for leg in trip.lines(TripLeg)} for trip in OutboundTrip.active()]
    assert any(len(visited) == 2 for visited in countries)


def test_a_trip_spans_new_year(sample):
    trip = OutboundTrip.get(OutboundTrip.title.contains("实习基地签约"))
    assert (trip.departed_on, trip.returned_on) == (date(2024, 12, 28), date(2025, 1, 3))


@pytest.mark.parametrize("status", ["计划", "已批复", "已执行", "取消"])
def test_trips_stand_in_every_status(sample, status):
    assert OutboundTrip.active().where(OutboundTrip.status == status).exists()


@pytest.mark.parametrize("kind", ["出国", "赴港澳", "赴台"])
def test_trips_go_everywhere(sample, kind):
    assert OutboundTrip.active().where(OutboundTrip.destination_kind == kind).exists()


def test_trips_are_joint_or_academic_or_lack_their_report(sample):
    for condition in (
        OutboundTrip.is_joint, OutboundTrip.is_academic, ~OutboundTrip.is_academic,
        OutboundTrip.report_submitted == False,  # noqa: E712 - SQL
    ):
        assert OutboundTrip.active().where(condition).exists()


def test_legs_lie_within_their_trip(sample):
    for trip in OutboundTrip.active():
        legs = trip.lines(TripLeg)
        assert legs[0].arrived_on == trip.departed_on
        assert legs[-1].left_on == trip.returned_on


def test_nobody_is_on_two_trips_at_once(sample):
    spans: dict[int, list[tuple[date, date]]] = {}
    for member in TripMember.active():
        trip = member.trip
        if trip.status != "取消":
            held = spans.setdefault(member.staff_member_id, [])
            assert all(trip.returned_on < a or trip.departed_on > b for a, b in held), trip.title
            held.append((trip.departed_on, trip.returned_on))


def test_the_published_budget_comes_out_to_the_last_fen(sample):
    trip = OutboundTrip.get(OutboundTrip.title == "赴日本护理教育学术访问")
    lines = trip.lines(BudgetLine)
    foreign = sum(line.foreign_amount() or 0 for line in lines)
    assert foreign == 120000
    assert sum(line.yuan() for line in lines) == Decimal("40311.60") == trip.cost


def test_students_of_hong_kong_and_macao_stand_beside_the_foreign_ones(sample):
    assert {"HKG", "MAC"} <= {s.nationality for s in InternationalStudent.active()}


def test_students_are_of_every_kind(sample):
    kinds = set(Enrolment.study_kind.option_words())
    assert {e.study_kind for e in Enrolment.active()} == kinds


def test_placements_are_of_every_kind(sample):
    kinds = set(Placement.programme_kind.option_words())
    assert {p.programme_kind for p in Placement.active()} == kinds


def test_dates_are_partial_where_the_office_knows_only_the_month(sample):
    for entity, name in (
        (Engagement, "engaged_from"), (Enrolment, "enrolled_from"), (Placement, "departed_on"),
        (Event, "held_on"), (achievements.Adoption, "adopted_on"),
    ):
        days = [getattr(record, name) for record in entity.active()]
        assert any(isinstance(day, PartialDate) for day in days), entity.label


def test_one_person_has_two_periods_of_study(sample):
    assert any(len(s.lines(Enrolment)) == 2 for s in InternationalStudent.active())


def test_visits_come_from_abroad_from_hmt_and_from_within(sample):
    assert {"HKG", "MAC", "TWN", "CHN", "KOR"} <= {v.country for v in InboundVisit.active()}


def test_a_delegation_mixes_nationalities_and_another_has_only_a_count(sample):
    guests = {v.title: {g.nationality for g in v.lines(Visitor)} for v in InboundVisit.active()}
    assert any(len(nations) > 1 for nations in guests.values())
    assert set() in guests.values()


def test_named_guests_add_up_to_the_head_count(sample):
    for visit in InboundVisit.active():
        if guests := visit.lines(Visitor):
            assert len(guests) == visit.head_count, visit.title


def test_agreements_are_valid_expired_renewed_and_without_end(sample):
    last = sample_college.LAST_DAY
    held = list(Agreement.active())
    ends = [a.valid_until for a in held if a.valid_until]
    assert OPEN_ENDED in ends
    assert any(latest(end) < last for end in ends)
    assert any(last < earliest(end) <= last + timedelta(days=90) for end in ends)
    assert any(a.auto_renewed and latest(a.valid_until) < last for a in held)
    assert any(a.terminated_on for a in held)
    assert any(a.renews for a in held)


def test_one_standard_is_adopted_in_two_countries(sample):
    where: dict[str, set[str]] = {}
    for adoption in achievements.Adoption.active():
        where.setdefault(adoption.title, set()).add(adoption.country)
    assert any(len(countries) == 2 for countries in where.values())


def test_zero_is_confirmed_in_some_years_and_open_in_others(sample):
    incidents = list(TypedValue.active().where(TypedValue.key_name.startswith("incidents.")))
    confirmed = {(v.year, v.key_name) for v in incidents if v.value == 0 and v.confirmed_on}
    assert (2023, "incidents.safety") in confirmed
    assert "incidents.safety" not in {v.key_name for v in incidents if v.year == 2025}
    assert any(v.value == 0 and v.confirmed_on is None for v in incidents)


def test_one_question_has_one_key_whichever_paper_asks_it(sample):
    """合同纠纷, 安全事件 and 违纪 are asked by the self-check and by the summary: typed once."""
    asked = {fact.key for fact in TYPED_FACTS}
    cells = form_by_code("F07b").fill(2024).cells.values()
    shared = {cell.typed.key for cell in cells if cell.typed and "F07b" not in cell.typed.key}
    assert len(shared) == 3
    assert shared <= asked


def test_every_typed_value_is_one_that_a_paper_asks_for(sample):
    asked = {fact.key for fact in TYPED_FACTS}
    cells = form_by_code("F07b").fill(2024).cells.values()
    asked |= {cell.typed.key for cell in cells if cell.typed}
    assert {value.key_name for value in TypedValue.active()} <= asked
