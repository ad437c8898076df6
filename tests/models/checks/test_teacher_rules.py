"""Rules of foreign teachers at their boundaries: the day before, the day itself, the day after."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from models import store
from models.checks import CHECKS, DEADLINES, samples, unchecked
from models.checks.base import Look, months_later
from models.entities.foreign_teacher import (
    Engagement,
    TeacherDocument,
    TeacherLodging,
    WorkExperience,
)

TODAY = date(2026, 11, 20)
BEGINS = TODAY - timedelta(days=100)
DAY = timedelta(days=1)


def found(rule, day=TODAY):
    check = next(each for each in CHECKS if each.id == rule)
    return [(check.severity_of(f), f.words) for f in check.findings(Look(day))]


def dues(rule, day=TODAY):
    return next(each for each in DEADLINES if each.id == rule).dues(Look(day))


def job(teacher, begins, ends, **facts):
    return samples.with_line(teacher, WorkExperience, employer="示例中学", worked_from=begins,
                             worked_until=ends, **facts)


def test_two_jobs_at_the_same_time_count_once(college):
    teacher = samples.teacher(TODAY, degree_major="市场营销")
    for _ in range(2):
        job(teacher, months_later(BEGINS, -18), BEGINS - DAY, is_related=True)

    assert "相关工作经历 1.5 年，不足 2 年" in found("R-FT-01")[0][1]


def test_an_unrelated_job_does_not_count(college):
    teacher = samples.teacher(TODAY, degree_major="市场营销")
    job(teacher, months_later(BEGINS, -60), months_later(BEGINS, -13), is_related=False)
    job(teacher, months_later(BEGINS, -12), BEGINS - DAY, is_related=True)

    assert "1 年" in found("R-FT-01")[0][1]


@pytest.mark.parametrize("facts", [
    {"degree_major": "英语教育"}, {"teaching_certificate": "TEFL 120 学时"}, {"related_years": 2},
    {"nationality": "HKG"},
], ids=["major", "certificate", "years stated", "港澳台"])
def test_years_are_not_asked_of_those_exempt(facts, college):
    teacher = samples.teacher(TODAY, **{"degree_major": "市场营销", **facts})
    job(teacher, months_later(BEGINS, -6), BEGINS - DAY, is_related=True)

    assert found("R-FT-01") == []


def test_years_that_nobody_wrote_accuse_nobody(college):
    samples.teacher(TODAY, degree_major="市场营销")

    assert found("R-FT-01") == []


@pytest.mark.parametrize(("days", "count"), [(0, 0), (-1, 1)])
def test_a_certificate_is_good_for_six_months_to_the_day(days, count, college):
    begins = TODAY + timedelta(days=20)
    issued = months_later(begins, -6) + timedelta(days=days)
    samples.teacher(TODAY, engaged={"engaged_from": begins}, papers={
        "体检": {"issued_on": issued, "valid_until": None}})

    assert len(found("R-FT-05")) == count


def test_the_application_counts_where_its_day_is_known(college):
    begins = TODAY + timedelta(days=90)
    issued = TODAY - timedelta(days=150)
    samples.teacher(TODAY, engaged={"engaged_from": begins}, papers={
        "体检": {"issued_on": issued, "valid_until": None},
        "工作许可": {"applied_on": TODAY - timedelta(days=5)}})

    assert found("R-FT-05") == []


def candidate(authenticated, name="DOE, JANE"):
    return samples.teacher(
        TODAY, passport_name=name, engaged={"engaged_from": TODAY + timedelta(days=20)},
        papers={"无犯罪记录": {"issued_on": TODAY - DAY, "authenticated": authenticated}})


def test_authentication_left_blank_is_only_asked_once_the_office_marks_it(college):
    candidate(None)
    assert found("R-FT-05") == []

    candidate(True, "ROE, RICHARD")

    assert [words for _, words in found("R-FT-05")] == ["无犯罪记录证明没有领事认证或附加证明书。"]


@pytest.mark.parametrize(("days", "remarks", "count"), [(0, None, 0), (1, None, 1), (1, "待业", 0)])
def test_a_gap_is_longer_than_three_months_and_not_explained(days, remarks, count, college):
    teacher = samples.teacher(TODAY)
    job(teacher, date(2015, 9, 1), date(2020, 6, 30))
    job(teacher, date(2020, 9, 30) + timedelta(days=days), BEGINS, remarks=remarks)

    assert len(found("R-FT-06")) == count


def test_without_residence_it_is_a_warning_while_the_thirty_days_run(college):
    visa = {"category": "Z", "entered_on": TODAY - timedelta(days=30), "valid_until": None}
    samples.teacher(TODAY, papers={"签证": visa, "居留许可": None})

    assert [severity for severity, _ in found("R-FT-09")] == ["W"]
    assert [severity for severity, _ in found("R-FT-09", TODAY + DAY)] == ["E"]


def test_no_permit_is_asked_of_a_teacher_from_taiwan(college):
    teacher = samples.teacher(TODAY, nationality="TWN", papers={"工作许可": None, "居留许可": None})
    samples.with_line(teacher, TeacherLodging, address="示例路", lived_from=TODAY - 9 * DAY)

    assert (found("R-FT-09"), found("R-FT-11"), dues("D-LODGING")) == ([], [], [])


def test_a_column_that_nobody_keeps_is_named_once_and_accuses_nobody(college):
    samples.teacher(TODAY, engaged={"left_on": TODAY - timedelta(days=7)})

    assert found("R-FT-12") == []
    assert "离任后的终止证明：“聘期”的“终止证明双方签字日期”一栏全部为空，未检查。" in unchecked(Look(TODAY))


def test_a_permit_is_cancelled_within_ten_working_days_and_an_error_after_thirty_more(college):
    samples.teacher(TODAY, engaged={"left_on": date(2026, 11, 20)})

    assert [due.latest for due in dues("D-CANCEL")] == [date(2026, 12, 4)]
    assert found("R-FT-13", date(2026, 12, 4)) == []
    assert [severity for severity, _ in found("R-FT-13", date(2026, 12, 5))] == ["W"]
    assert [severity for severity, _ in found("R-FT-13", date(2027, 1, 4))] == ["E"]


def test_who_is_engaged_again_has_nothing_to_cancel(college):
    teacher = samples.teacher(TODAY, engaged={"left_on": TODAY - timedelta(days=7)})
    samples.with_line(teacher, Engagement, engaged_from=TODAY - DAY,
                      engaged_until=TODAY + timedelta(days=200))

    assert dues("D-CANCEL") == []


@pytest.mark.parametrize(("days", "count"), [(90, 0), (91, 1)])
def test_short_term_ends_after_ninety_days(days, count, college):
    samples.teacher(TODAY, engaged={
        "term": "短期", "engaged_from": TODAY, "engaged_until": TODAY + timedelta(days=days - 1)})

    assert len(found("R-FT-15")) == count


def test_several_short_terms_of_one_year_add_up(college):
    teacher = samples.teacher(TODAY, engaged={
        "term": "短期", "engaged_from": TODAY, "engaged_until": TODAY + timedelta(days=59)})
    samples.with_line(teacher, Engagement, term="短期", engaged_from=TODAY - timedelta(days=200),
                      engaged_until=TODAY - timedelta(days=161))

    assert "2 次短期聘用累计 100 天" in found("R-FT-15")[0][1]


def test_an_application_in_the_window_settles_a_permit(college):
    teacher = samples.teacher(TODAY, papers={"工作许可": {"valid_until": TODAY + timedelta(days=40)}})
    due = dues("D-PERMIT")[0]
    assert (due.opens, due.latest) == (TODAY - timedelta(days=50), TODAY + timedelta(days=10))

    paper = next(p for p in teacher.lines(TeacherDocument) if p.kind == "工作许可")
    paper.applied_on = TODAY
    store.save(paper)

    assert dues("D-PERMIT") == []


def test_a_contract_is_settled_before_the_notice_that_it_asks_for(college):
    until = TODAY + timedelta(days=100)
    samples.teacher(TODAY, engaged={"engaged_until": until, "notice_days": 90})

    due = dues("D-CONTRACT")[0]

    assert due.latest == TODAY + timedelta(days=10)
    assert "提前 90 天通知" in due.words


def test_the_first_residence_permit_asks_for_no_second_registration(college):
    teacher = samples.teacher(TODAY, papers={"居留许可": {"issued_on": TODAY - 3 * DAY}})
    samples.with_line(teacher, TeacherLodging, address="示例路", lived_from=TODAY - 20 * DAY,
                      registered_on=TODAY - 20 * DAY)

    assert dues("D-LODGING-AGAIN") == []
