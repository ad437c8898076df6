"""Rules of visits, invitations, events, NGOs, gifts and agreements at their boundaries."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from models.checks import CHECKS, DEADLINES, base, samples
from models.checks.base import Look, months_later
from models.entities.inbound_visit import Invitation
from models.entities.ngo_activity import Gift, NgoActivity

TODAY = date(2026, 11, 20)
DAY = timedelta(days=1)


def found(rule, day=TODAY):
    check = next(each for each in CHECKS if each.id == rule)
    return [(check.severity_of(f), f.words) for f in check.findings(Look(day))]


def dues(rule, day=TODAY):
    return next(each for each in DEADLINES if each.id == rule).dues(Look(day))


@pytest.mark.parametrize(("visa", "days"), [(False, 30), (True, 60)])
def test_a_visit_is_reported_earlier_when_it_needs_a_visa(visa, days, college):
    come = TODAY + timedelta(days=days)
    samples.visit(TODAY, reported_to=None, needs_visa=visa, arrived_on=come)

    assert [due.latest for due in dues("D-VISIT")] == [TODAY]
    assert found("R-INV-01") == []
    assert len(found("R-INV-01", TODAY + DAY)) == 1


def test_guests_from_within_the_country_are_not_reported(college):
    samples.visit(TODAY, reported_to=None, country="CHN", invited_on=TODAY,
                  arrived_on=TODAY + timedelta(days=5))

    assert (dues("D-VISIT"), found("R-INV-01"), found("R-INV-02")) == ([], [], [])


def test_inviting_on_the_day_of_approval_is_in_order_and_the_day_before_is_not(college):
    samples.visit(TODAY, invited_on=TODAY, approved_on=TODAY)
    samples.visit(TODAY, title="另一团", invited_on=TODAY - DAY, approved_on=TODAY)

    assert [words for _, words in found("R-INV-02")] == ["2026-11-19 对外邀请，2026-11-20 才审批。"]


def test_an_invitation_without_approval_is_a_warning_where_approvals_are_not_kept(college):
    samples.visit(TODAY, invited_on=TODAY)

    assert [severity for severity, _ in found("R-INV-02")] == ["W"]


def test_what_was_invited_too_early_is_forgotten_months_after_the_visit(college):
    samples.visit(TODAY, invited_on=date(2026, 6, 1), approved_on=date(2026, 6, 5),
                  arrived_on=TODAY - timedelta(days=120))

    assert len(found("R-INV-02")) == 1
    assert found("R-INV-02", TODAY + DAY) == []


def test_a_letter_names_all_that_it_lacks(college):
    samples.kept(Invitation(invitee="DOE, JANE", arrives_on=TODAY))

    assert found("R-INV-03") == [("E", "邀请函缺来华事由、离华日期、费用负担、护照号。")]
    assert found("R-INV-03", TODAY + DAY) == []


@pytest.mark.parametrize(("applied", "count"), [(date(2026, 11, 6), 0), (date(2026, 11, 9), 1)])
def test_a_lecture_is_applied_for_ten_working_days_before(applied, count, college):
    samples.event(TODAY, held_on=TODAY, applied_on=applied, approved_on=TODAY)

    assert len(found("R-EVT-01")) == count


def test_an_event_approved_after_it_was_held_is_an_error(college):
    samples.event(TODAY, held_on=TODAY - DAY, approved_on=TODAY)

    assert [severity for severity, _ in found("R-EVT-01")] == ["E"]


def test_a_summary_is_asked_for_once_the_office_writes_summaries(college):
    samples.event(TODAY, topic=None)
    assert found("R-EVT-02") == []

    samples.event(TODAY, title="另一讲座")

    assert len(found("R-EVT-02")) == 1


def test_an_approved_name_may_say_summit(college):
    samples.event(TODAY, title="护理教育峰会", approval_no="教外〔2026〕1号")

    assert found("R-EVT-03") == []


def test_money_from_abroad_must_say_from_whom(college):
    samples.event(TODAY, foreign_funded=True)

    assert found("R-EVT-05") == [("W", "有境外资助，没有写明资助方和经费来源。")]


def activity(**facts):
    usual = {"ngo_name": "示例基金会", "body_kind": "基金会", "kind": "临时活动", "title": "研讨",
             "begins_on": TODAY + timedelta(days=15), "ends_on": TODAY + timedelta(days=16),
             "approved_on": TODAY}
    return samples.kept(NgoActivity(**{**usual, **facts}))


@pytest.mark.parametrize(("filed", "count"), [(0, 0), (1, 1)])
def test_a_temporary_activity_is_filed_fifteen_days_before(filed, count, college):
    activity(filed_on=TODAY + filed * DAY)

    assert len(found("R-NGO-02")) == count


@pytest.mark.parametrize(("days", "count"), [(366, 0), (367, 1)])
def test_a_temporary_activity_lasts_a_year_at_most(days, count, college):
    activity(filed_on=TODAY, ends_on=TODAY + timedelta(days=15 + days - 1))

    assert len(found("R-NGO-02")) == count


def test_a_school_is_no_ngo_and_is_told_so(college):
    activity(body_kind="学校", approved_on=None)

    assert found("R-NGO-02") == []
    assert [severity for severity, _ in found("R-NGO-01")] == ["I"]


def test_an_activity_that_is_over_is_only_asked_for_its_report(college):
    activity(begins_on=TODAY - 9 * DAY, ends_on=TODAY - DAY, approved_on=None)

    assert (found("R-NGO-01"), found("R-NGO-02")) == ([], [])
    assert [due.latest for due in dues("D-NGO-REPORT")] == [TODAY + 29 * DAY]


@pytest.mark.parametrize(("body", "said"), [("基金会", ["E"]), (None, ["W"]), ("企业", [])])
def test_a_donation_is_judged_by_who_gives(body, said, college):
    activity(kind="接受捐赠", body_kind=body)

    assert [severity for severity, _ in found("R-NGO-04")] == said


def gift(**facts):
    usual = {"direction": "受赠", "title": "瓷盘", "happened_on": months_later(TODAY, -1),
             "unit_value": 200}
    return samples.kept(Gift(**{**usual, **facts}))


def test_a_gift_is_handed_in_within_a_month(college):
    gift()

    assert [due.latest for due in dues("D-GIFT")] == [TODAY]
    assert found("R-GIF-01") == []
    assert len(found("R-GIF-01", TODAY + DAY)) == 1


@pytest.mark.parametrize("facts", [
    {"unit_value": 199}, {"handed_in_on": TODAY}, {"disposal": "陈列"}, {"unit_value": None},
    {"happened_on": date(2024, 12, 31)},
], ids=["little", "handed in", "shown", "value unknown", "old"])
def test_no_word_about_other_gifts(facts, college):
    gift(**facts)

    assert (dues("D-GIFT"), found("R-GIF-01", TODAY + 99 * DAY)) == ([], [])


@pytest.mark.parametrize(("value", "approved", "count"), [(200, None, 0), (201, None, 1),
                                                          (201, True, 0)])
def test_a_present_of_more_than_two_hundred_yuan_needs_approval(value, approved, count, college):
    gift(direction="赠出", unit_value=value, approved=approved)

    assert len(found("R-GIF-01")) == count


def test_a_threshold_is_read_from_the_file(college, monkeypatch):
    lines = [replace(line, value="300") if line.parameter == "received_yuan" else line
             for line in base.all_parameters()]
    monkeypatch.setattr(base, "all_parameters", lambda: tuple(lines))
    gift(unit_value=250)

    assert dues("D-GIFT") == []


@pytest.mark.parametrize(("notice", "days"), [(None, 30), (10, 30), (120, 120)])
def test_an_agreement_is_settled_before_its_own_notice(notice, days, college):
    until = TODAY + timedelta(days=130)
    samples.agreement(TODAY, valid_until=until, notice_days=notice)

    assert [due.latest for due in dues("D-AGREEMENT")] == [until - timedelta(days=days)]


def test_an_agreement_that_renews_itself_without_notice_days_asks_nothing(college):
    samples.agreement(TODAY, auto_renewed=True, valid_until=TODAY + timedelta(days=20))

    assert (dues("D-AGREEMENT"), dues("D-AGREEMENT-NOTICE")) == ([], [])


def test_a_review_after_signing_is_said(college):
    signed = TODAY - timedelta(days=30)
    samples.agreement(TODAY, signed_on=signed, legal_reviewed_on=signed)
    samples.agreement(TODAY, title="另一协议", signed_on=signed, legal_reviewed_on=signed + DAY)

    assert [words for _, words in found("R-AGR-01d")] == ["2026-10-21 签署，2026-10-22 才做法务审查。"]


def test_an_agreement_signed_before_the_years_looked_at_needs_no_review(college):
    samples.agreement(TODAY, signed_on=date(2024, 12, 31))
    samples.agreement(TODAY, title="另一协议", legal_reviewed_on=TODAY, signed_on=TODAY)

    assert found("R-AGR-01d") == []
