"""Rules of international and outbound students at their boundaries."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from models.checks import CHECKS, DEADLINES, samples
from models.checks.base import Look, months_later
from models.checks.outbound_students import application_ends, credits_of
from models.checks.students import hsk
from models.entities.international_student import Enrolment, StatusChange, StudentLodging
from models.entities.outbound_student import CreditTransfer, OutboundStudent, Placement
from models.partial_date import PartialDate

TODAY = date(2026, 11, 20)
DAY = timedelta(days=1)


def found(rule, day=TODAY):
    check = next(each for each in CHECKS if each.id == rule)
    return [(check.severity_of(f), f.words) for f in check.findings(Look(day))]


def dues(rule, day=TODAY):
    return next(each for each in DEADLINES if each.id == rule).dues(Look(day))


def test_a_chinese_living_abroad_is_no_international_student(college):
    samples.student(TODAY, is_overseas_chinese=True, papers={"保险": None})

    assert found("R-STU-02") == []


@pytest.mark.parametrize(("days", "said"), [(-1, "E"), (0, "W"), (59, "W"), (60, "")])
def test_a_policy_is_an_error_once_over_and_a_warning_when_soon_over(days, said, college):
    samples.student(TODAY, papers={"保险": {"valid_until": TODAY + timedelta(days=days)}})

    assert "".join(severity for severity, _ in found("R-STU-02")) == said


@pytest.mark.parametrize(("born", "count"), [(months_later(TODAY, -216), 0),
                                             (months_later(TODAY, -216) + DAY, 1)])
def test_a_guardian_is_asked_for_until_the_eighteenth_birthday(born, count, college):
    samples.student(TODAY, born_on=born)

    assert len(found("R-STU-03")) == count


def test_a_month_agrees_with_each_of_its_days(college):
    samples.student(TODAY, enrolled={
        "admitted_from": PartialDate(2026, 9), "jw_from": date(2026, 9, 7)})

    assert found("R-STU-05") == []


def test_the_three_papers_are_named_with_their_days(college):
    samples.student(TODAY, enrolled={
        "admitted_until": date(2027, 7, 1), "letter_until": date(2027, 7, 2)})

    assert found("R-STU-05") == [("E", "学习期止不一致：录取通知书 2027-07-01，居留公函 2027-07-02。")]


def living_out(**facts):
    return samples.with_line(samples.student(TODAY, born_on=date(2000, 1, 1)), StudentLodging,
                             address="示例路", lived_from=TODAY - 9 * DAY, off_campus=True, **facts)


@pytest.mark.parametrize(("permitted", "said"), [(-10, []), (-9, []), (-8, ["W"])])
def test_permission_comes_before_moving_out(permitted, said, college):
    living_out(permitted_on=TODAY + permitted * DAY)

    assert [severity for severity, _ in found("R-STU-07")] == said


def test_no_permission_is_a_warning_until_the_office_writes_permissions(college):
    living_out()
    assert [severity for severity, _ in found("R-STU-07")] == ["W"]

    living_out(permitted_on=TODAY - 9 * DAY)

    assert [severity for severity, _ in found("R-STU-07")] == ["E"]


def test_a_minor_must_not_live_off_campus_even_with_permission(college):
    samples.with_line(samples.student(TODAY, born_on=TODAY - timedelta(days=17 * 365)),
                      StudentLodging, address="示例路", lived_from=TODAY - 9 * DAY,
                      off_campus=True, permitted_on=TODAY - 9 * DAY)

    assert found("R-STU-07") == [("E", "未满 18 周岁，住在校外。")]


@pytest.mark.parametrize(("words", "read"), [
    ("HSK4 210分", (4, 210)), ("hsk 5级", (5, None)), ("HSK四级", (4, None)), ("HSK（三级）", (3, None)),
    ("流利", (None, None)), ("HSK4，2024年185", (4, 185)),
])
def test_the_level_of_chinese_is_read_from_what_the_register_says(words, read):
    assert hsk(words) == read


@pytest.mark.parametrize(("language", "level", "count"), [
    ("中文", "HSK3", 1), ("中文", "HSK4 179分", 1), ("中文", "HSK4 180分", 0), ("英文", "HSK3", 0),
    ("英文", "HSK2", 1), ("中文", "口语流利", 0),
])
def test_graduates_need_the_level_of_their_language_of_teaching(language, level, count, college):
    samples.student(TODAY, chinese_level=level, enrolled={
        "enrolled_until": TODAY + timedelta(days=90), "teaching_language": language})

    assert len(found("R-STU-10")) == count


def test_the_police_are_told_within_three_working_days(college):
    samples.student(TODAY, enrolled={"outcome": "退学", "enrolled_until": TODAY - DAY})

    assert [(due.opens, due.latest) for due in dues("D-STU-POLICE")] == [
        (date(2026, 11, 19), date(2026, 11, 24))]


def test_who_left_long_ago_is_left_alone(college):
    samples.student(TODAY, enrolled={"enrolled_from": date(2024, 9, 1), "outcome": "毕业",
                                     "enrolled_until": TODAY - timedelta(days=121)})

    assert [due for rule in DEADLINES for due in rule.dues(Look(TODAY)) if due.record] == []


def away(out, back, **facts):
    student = samples.kept(OutboundStudent(name="何青", student_no=f"2024{len(facts)}{out}"))
    return samples.with_line(student, Placement, country="KOR", departed_on=TODAY + out * DAY,
                             **{"returned_on": TODAY + back * DAY, "programme_kind": "交换", **facts})


@pytest.mark.parametrize(("out", "count"), [(30, 1), (31, 0)])
def test_readiness_is_asked_thirty_days_before_leaving(out, count, college):
    away(out, 200, fees_paid=False)

    assert len(found("R-STU-13")) == count


def test_nothing_is_asked_of_an_online_programme(college):
    away(5, 20, fees_paid=False, programme_kind="线上")

    assert found("R-STU-13") == []


def test_a_blank_consent_counts_once_the_office_keeps_that_column(college):
    away(5, 20)
    assert found("R-STU-13") == []

    away(6, 30, parent_consent_on=TODAY, failed_courses=0)

    assert [words.split("：")[1] for _, words in found("R-STU-13")] == ["没有家长同意书。"]


@pytest.mark.parametrize(("back", "end"), [
    (date(2026, 6, 20), date(2026, 10, 13)), (date(2026, 9, 5), date(2026, 10, 17)),
    (date(2026, 11, 10), date(2027, 4, 3)), (date(2027, 1, 10), date(2027, 4, 3)),
])
def test_credits_are_applied_for_within_six_weeks_of_the_term_returned_into(back, end):
    assert application_ends(back, Look(TODAY)) == end


def test_hours_and_credits_abroad_are_read_in_favour_of_the_student():
    look = Look(TODAY)

    assert credits_of(CreditTransfer(host_hours=64), look) == 4
    assert credits_of(CreditTransfer(host_hours=45, host_credits=6, own_credits=3), look) == 2.8
    assert credits_of(CreditTransfer(host_hours=45, host_credits=3, own_credits=3), look) == 3
    assert credits_of(CreditTransfer(), look) is None


@pytest.mark.parametrize(("credit", "count"), [(5, 0), (5.1, 1), (3, 0), (2.9, 1)])
def test_credits_may_differ_by_a_quarter(credit, count, college):
    samples.with_line(away(-100, -5), CreditTransfer, host_course="Nursing", own_course="护理学",
                      host_credits=credit, own_credits=4)

    assert len(found("R-STU-12")) == count


def struck(kind="退学", on=TODAY - 40 * DAY, **stay):
    """A student of whom a change says that she is gone, and her stay what is given."""
    return samples.with_line(
        samples.student(TODAY, enrolled=stay), StatusChange, happened_on=on, kind=kind)


@pytest.mark.parametrize(("late", "said"), [(31, []), (32, ["离校日期"])])
def test_papers_of_leaving_take_a_month_at_most(late, said, college):
    struck(outcome="退学", enrolled_until=TODAY + (late - 40) * DAY)

    assert [part_of("R-STU-14")] == [said]


def part_of(rule):
    check = next(each for each in CHECKS if each.id == rule)
    return [finding.part for finding in check.findings(Look(TODAY))]


def test_a_leaver_without_a_day_of_leaving_is_said_with_both(college):
    struck("毕业", enrolled_until=None)

    assert [words for _, words in found("R-STU-14")] == [
        "学籍异动 2026-10-11 毕业，没有填离校日期；按离校日期统计的表还把他计入在校，请改离校日期。",
        "学籍异动 2026-10-11 毕业，学籍状态仍是“在读”；请改学籍状态，或补登复学。",
    ]


def test_a_paused_student_keeps_her_last_day_but_is_not_in_residence(college):
    struck("休学")

    assert part_of("R-STU-14") == ["学籍状态"]


def test_who_came_back_or_changed_before_this_stay_is_in_order(college):
    back = struck("休学")
    samples.with_line(back, StatusChange, happened_on=TODAY - 5 * DAY, kind="复学")
    struck("结业", on=TODAY - 200 * DAY)
    struck("毕业", on=TODAY + 5 * DAY)

    assert part_of("R-STU-14") == []


def stay_of(student):
    return Enrolment.active().where(Enrolment.student == student).get()


def test_a_blank_day_of_leaving_follows_from_the_change_that_ended_the_stay(college):
    gone = struck("毕业", enrolled_until=None)
    samples.with_line(gone, StatusChange, happened_on=TODAY - 200 * DAY, kind="结业")

    assert stay_of(gone).inferred()["enrolled_until"] == TODAY - 40 * DAY
    assert "enrolled_until" not in stay_of(struck("休学", enrolled_until=None)).inferred()
    assert "enrolled_until" not in stay_of(struck("退学")).inferred()


def test_who_came_back_has_not_left(college):
    back = struck("退学", enrolled_until=None)
    samples.with_line(back, StatusChange, happened_on=TODAY - 5 * DAY, kind="复学")

    assert "enrolled_until" not in stay_of(back).inferred()
