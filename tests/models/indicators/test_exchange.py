"""Visits, events, agreements and international influence."""

from __future__ import annotations

from datetime import date

import pytest

from models.entities import (
    Adoption,
    Agreement,
    CompetitionAward,
    Event,
    JointProgramme,
    OverseasPost,
    OverseasSite,
    Participant,
    PartnerSchool,
    Speaker,
)
from models.indicators import Period, indicator_by_id
from models.partial_date import OPEN_ENDED
from tests.models.indicators.making import keep, number, staff, student, teacher, trip, visit

pytestmark = pytest.mark.usefixtures("college")
GUIDANCE = "教育教学/讲学/指导培训"


def influence(id: str, year: int = 2025, **where) -> int:
    return indicator_by_id(f"influence.{id}").at(Period.academic_year(year), **where).value()


def test_domestic_guests_are_visits_but_never_from_outside():
    visit("GBR", 5)
    visit("CHN", 2)

    assert (number("visits.groups"), number("visits.person_times")) == (2, 7)
    assert (number("visits.outside_groups"), number("visits.outside_person_times")) == (1, 5)
    assert (number("visits.domestic_groups"), number("visits.domestic_person_times")) == (1, 2)


def test_a_mixed_group_is_one_group_of_its_leader_and_guests_by_their_own_nationality():
    visit("GBR", 5, named=("HKG", "HKG", "TWN"))

    assert number("visits.foreign_groups") == 1
    assert number("visits.hong_kong_macao_groups") == number("visits.taiwan_groups") == 0
    assert number("visits.foreign_person_times") == 2
    assert number("visits.hong_kong_macao_person_times") == 2
    assert number("visits.taiwan_person_times") == 1
    assert number("visits.outside_person_times") == 5


def test_an_interpreter_from_within_the_country_is_no_guest_from_outside():
    visit("JPN", 3, named=("JPN", "JPN", "CHN"))

    assert number("visits.person_times") == 3
    assert number("visits.outside_person_times") == 2


def test_more_names_than_guests_count_the_names():
    visit("JPN", 1, named=("JPN", "JPN"))

    assert number("visits.person_times") == 2


def test_a_visit_without_country_stays_in_the_total_as_unclassified():
    visit(None, 4)

    assert number("visits.outside_groups", region=None) == 1
    assert number("visits.outside_person_times", guest_region=None) == 4
    assert number("visits.countries") == 0


def test_lectures_of_foreign_experts_need_a_foreign_speaker():
    for nationality in ("IRL", "TWN", "CHN"):
        event = keep(Event(kind="讲座", title=f"讲座{nationality}", held_on=date(2025, 4, 1)))
        keep(Speaker(event=event, name="专家", nationality=nationality))

    assert number("events.lectures") == 3
    assert number("events.foreign_expert_lectures") == 1


def test_one_expert_written_in_two_ways_is_one_person():
    for name in ("WALSH, Eoin", "Walsh Eoin"):
        event = keep(Event(kind="讲座", title=name, held_on=date(2025, 4, 1)))
        keep(Speaker(event=event, name=name, nationality="IRL"))

    assert number("events.foreign_experts") == 1


def test_training_counts_each_attendance():
    person = staff()
    for month in (3, 6):
        event = keep(Event(kind="外事培训", title=f"培训{month}", held_on=date(2025, month, 1),
                           audience=99))
        keep(Participant(event=event, staff_member=person))

    assert number("events.training_person_times") == 2


def agreement(signed_on, valid_until, *, country="KOR", **values):
    partner = keep(PartnerSchool(name=values.pop("name", "合作院校"), country=country))
    return keep(Agreement(partner=partner, title="协议", signed_on=signed_on, valid_until=valid_until,
                          **values))


def test_an_agreement_is_valid_on_its_last_day_and_expired_on_the_next():
    agreement(date(2020, 1, 1), date(2025, 12, 31))

    assert (number("agreements.valid", 2025), number("agreements.expired", 2025)) == (1, 0)
    assert (number("agreements.valid", 2026), number("agreements.expired", 2026)) == (0, 1)
    assert (number("agreements.expired_in_period", 2025),
            number("agreements.expired_in_period", 2026)) == (1, 0)


def test_open_ended_and_renewing_agreements_do_not_expire():
    agreement(date(2012, 6, 1), OPEN_ENDED, name="甲")
    agreement(date(2012, 6, 1), date(2017, 5, 31), name="乙", auto_renewed=True)

    assert number("agreements.valid") == 2
    assert number("agreements.expired") == 0


def test_an_agreement_ended_early_is_terminated_and_not_expired():
    agreement(date(2020, 1, 1), date(2024, 12, 31), terminated_on=date(2023, 5, 1))

    assert number("agreements.terminated", 2023) == 1
    assert number("agreements.valid", 2023) == number("agreements.expired", 2025) == 0


def test_a_renewal_is_not_newly_signed():
    agreement(date(2025, 3, 1), OPEN_ENDED, renews=True)

    assert number("agreements.new") == 0
    assert number("agreements.renewed") == 1


def test_an_agreement_without_an_end_is_uncertain():
    agreement(date(2020, 1, 1), None)
    figure = indicator_by_id("agreements.valid").at(Period.calendar_year(2025))

    assert figure.value() == 0
    assert len(figure.uncertain_records()) == 1


def test_partners_of_hong_kong_macao_and_taiwan_are_no_countries():
    agreement(date(2020, 1, 1), OPEN_ENDED, country="MAC")

    assert number("partners.countries") == 0
    assert number("partners.with_valid_agreement") == 1
    assert number("partners.hmt_with_valid_agreement") == 1


def test_t11_guidance_abroad_counts_days_of_full_time_teachers_without_macao():
    teachers = [staff(f"教师{i}", is_full_time_teacher=True) for i in range(3)]
    trip(date(2025, 3, 1), date(2025, 3, 10), people=teachers[:2], legs=("LAO",),
         task_kind=GUIDANCE)
    trip(date(2025, 4, 1), date(2025, 4, 5), people=teachers[2:], legs=("MAC",), task_kind=GUIDANCE)

    assert influence("guidance_days") == 20
    assert influence("guidance_days_with_hmt") == 25
    assert influence("guidance_teachers") == 2


def test_learning_abroad_is_not_guidance_and_an_unmarked_teacher_is_uncertain():
    trip(date(2025, 3, 1), date(2025, 3, 10), people=[staff("甲", is_full_time_teacher=True)],
         task_kind="培训进修")
    trip(date(2025, 3, 1), date(2025, 3, 10), people=[staff("乙")], task_kind=GUIDANCE)
    figure = indicator_by_id("influence.guidance_days").at(Period.academic_year(2025))

    assert figure.value() == 0
    assert [member.staff_member.name for member in figure.uncertain_records()] == ["乙"]


def test_t12_one_standard_adopted_by_two_countries_is_one():
    for country in ("THA", "LAO"):
        keep(Adoption(kind="专业标准", title="物流专业标准", country=country, adopted_on=date(2025, 3, 1)))

    assert influence("programme_standards") == influence("standards") == 1
    assert len(indicator_by_id("influence.standards").at(Period.academic_year(2025)).records()) == 2


def test_adoption_in_taiwan_is_not_abroad():
    keep(Adoption(kind="教学资源", title="教材", country="TWN", adopted_on=date(2025, 3, 1)))

    assert influence("resources") == 0


def test_the_academic_year_ends_in_august():
    keep(CompetitionAward(competition="大赛", award="一等奖", country="RUS",
                          awarded_on=date(2025, 8, 31)))
    keep(CompetitionAward(competition="大赛", award="二等奖", country="RUS",
                          awarded_on=date(2025, 9, 1)))

    assert influence("awards", 2025) == 1
    assert influence("awards", 2026) == 1


def test_short_term_students_are_left_out_of_the_influence_form():
    student((date(2025, 3, 1), date(2025, 3, 20)), name="A", study_kind="短期生", programme="茶艺")
    student((date(2025, 3, 1), date(2025, 6, 20)), name="B", study_kind="语言生")
    student((date(2025, 3, 1), date(2025, 6, 20)), name="C", study_kind="学历生", programme="旅游管理")

    assert influence("students") == 2
    assert influence("student_programmes") == 1


def test_schools_abroad_count_by_kind_on_the_last_day():
    base = {"country": "LAO", "opened_on": date(2020, 1, 1), "student_count": 30}
    keep(OverseasSite(title="鲁班工坊", kind="鲁班工坊", programmes="铁道、机电、铁道", **base))
    keep(OverseasSite(title="工作站", kind="工作站", programmes="物流", **base))
    keep(OverseasSite(title="已关分校", kind="海外分校", closed_on=date(2025, 8, 31), **base))

    assert influence("sites") == 1
    assert influence("site_programmes") == 2
    assert influence("site_students") == 30


def test_t7_a_programme_named_twice_counts_once():
    keep(JointProgramme(title="中澳项目", country="AUS", recruits_from=date(2019, 9, 1),
                        student_count=120,
                        programme="建筑工程技术、旅游管理、软件技术、旅游管理"))

    assert influence("joint_programmes") == 3
    assert influence("joint_students") == 120


def test_one_teacher_with_two_posts_is_one_person():
    person = staff(is_full_time_teacher=True)
    for name in ("甲协会", "乙协会"):
        keep(OverseasPost(staff_member=person, organisation=name, country="DEU",
                          serves_from=date(2020, 1, 1)))

    assert influence("posts") == 1


def test_an_employed_teacher_is_not_a_visiting_one():
    teacher((date(2024, 9, 1), date(2025, 7, 1)), name="HARRIS, JAMES")
    event = keep(Event(kind="讲座", title="讲座", held_on=date(2025, 3, 1)))
    for name in ("Harris James", "BROWN, ANN"):
        keep(Speaker(event=event, name=name, nationality="GBR", is_teacher=True))

    assert influence("visiting_teachers") == 1
