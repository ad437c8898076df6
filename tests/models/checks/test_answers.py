"""Answers keep a finding silent until the data behind it change; trips before printing."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from models import store
from models.checks import precheck, run, samples, waiting
from models.checks.answers import give, withdraw
from models.checks.base import Look
from models.checks.trip_days import explain_days
from models.errors import UserError

TODAY = date(2026, 11, 20)


def open_ones(rule):
    return [f for f in run(Look(TODAY)) if f.check.id == rule and not f.answer]


def test_an_answered_finding_is_silent_and_keeps_its_reason(college):
    samples.trip(TODAY, days=6)

    give(open_ones("R-OUT-01")[0], "已获省外办批准", today=TODAY)

    assert open_ones("R-OUT-01") == []
    assert [f.answer for f in run(Look(TODAY)) if f.check.id == "R-OUT-01"] == ["已获省外办批准"]


def test_it_speaks_again_once_the_data_change(college):
    trip = samples.trip(TODAY, days=6)
    give(open_ones("R-OUT-01")[0], "已获批准", today=TODAY)

    trip.returned_on += timedelta(days=1)
    store.save(trip)

    assert len(open_ones("R-OUT-01")) == 1


def test_another_change_of_the_record_leaves_the_answer_alone(college):
    trip = samples.trip(TODAY, days=6)
    give(open_ones("R-OUT-01")[0], "已获批准", today=TODAY)

    trip.route = "改签"
    store.save(trip)

    assert open_ones("R-OUT-01") == []


def test_a_withdrawn_answer_lets_it_speak_and_a_new_one_silences_it(college):
    samples.trip(TODAY, days=6)
    subject = open_ones("R-OUT-01")[0]
    give(subject, "已获批准", today=TODAY)

    withdraw(subject)

    assert len(open_ones("R-OUT-01")) == 1
    give(subject, "再次说明", today=TODAY)
    assert open_ones("R-OUT-01") == []


def test_an_answer_needs_a_reason(college):
    samples.trip(TODAY, days=6)

    with pytest.raises(UserError, match="没有写原因"):
        give(open_ones("R-OUT-01")[0], "  ", today=TODAY)


def test_a_deadline_is_answered_like_a_finding(college):
    samples.agreement(TODAY, valid_until=TODAY + timedelta(days=60))
    due = next(w for w in waiting(Look(TODAY)) if w.rule.id == "D-AGREEMENT")

    give(due, "已商定不再续签", today=TODAY)

    again = next(w for w in waiting(Look(TODAY)) if w.rule.id == "D-AGREEMENT")
    assert again.answer == "已商定不再续签"


def test_deadlines_come_most_urgent_first_with_their_window(college):
    samples.agreement(TODAY, valid_until=TODAY + timedelta(days=60))
    samples.visit(TODAY, reported_to=None, arrived_on=TODAY + timedelta(days=35))

    found = [w for w in waiting(Look(TODAY)) if w.due.record is not None]

    assert [w.rule.id for w in found] == ["D-VISIT", "D-AGREEMENT"]
    assert [w.due.standing(TODAY) for w in found] == ["还有 5 天", "还有 30 天"]
    assert (found[1].due.opens, found[1].due.latest) == (date(2026, 10, 21), date(2026, 12, 20))


def test_an_academic_trip_is_exempt_from_the_limits_but_must_say_why(college):
    samples.trip(TODAY, days=9, is_academic=True)

    found = {f.check.id: f for f in run(Look(TODAY))}

    assert found["R-OUT-01"].severity == "I"
    assert "不计入限量" in found["R-OUT-01"].finding.words
    assert found["R-OUT-09"].severity == "W"


def test_publicity_counts_working_days_and_says_that_no_table_was_imported(college):
    start = date(2027, 2, 1)
    samples.trip(TODAY, publicised_from=start, publicised_until=start + timedelta(days=3))

    words = open_ones("R-OUT-13")[0].finding.words

    assert words.startswith("公示 2027-02-01 至 2027-02-04 共 4 个工作日，不足 5 个。")
    assert "未导入 2027 年节假日表" in words


def test_days_are_explained_line_by_line(college):
    trip = samples.trip(TODAY, days=6)

    lines = explain_days(trip)

    assert lines[1] == "第 1 天　2027-03-20（周六）　离境日，计入　日本东京　1 晚"
    assert lines[6] == "第 6 天　2027-03-25（周四）　抵境日，计入　日本东京"
    assert lines[-3] == "分国（地区）：日本 6 天 5 晚"
    assert lines[-2] == "2027-03-25 − 2027-03-20 + 1 = 6 天，5 晚"
    assert lines[-1] == "出访 1 国，一般公务团组不超过 5 天：超出 1 天。"
    assert len(lines) == 1 + 6 + 3


def test_a_day_over_two_countries_belongs_to_its_night_and_transit_is_said(college):
    from models.entities import TripLeg

    trip = samples.trip(TODAY, days=6, places=(("JPN", "东京"), ("KOR", "首尔")))
    samples.with_line(trip, TripLeg, country="ARE", city="迪拜", airport_only=True)

    lines = explain_days(trip)

    assert lines[2] == "第 2 天　2027-03-21（周日）　转赴当日，归过夜国　韩国首尔　1 晚"
    assert lines[6] == "第 6 天　2027-03-25（周四）　抵境日，计入，归最后一国　韩国首尔"
    assert "分国（地区）：日本 1 天 1 晚；韩国 5 天 4 晚" in lines
    assert "经停阿联酋迪拜不出机场：不计入国家数，不单列天数。" in lines
    assert lines[-1] == "出访 2 国，一般公务团组不超过 8 天：符合。"


def test_days_without_full_dates_say_so(college):
    trip = samples.trip(TODAY)
    trip.returned_on = None

    assert explain_days(trip) == ["出境日期或入境日期没有填到日，不能计算在外天数。"]


def test_a_trip_is_checked_alone_before_printing(college):
    trip = samples.schedule(samples.trip(TODAY, days=6))
    samples.trip(TODAY, days=7, title="另一团", people=(samples.staff("赵平"),))

    found = precheck(trip, TODAY)

    assert [f.check.id for f in found] == ["R-OUT-01"]
    give(found[0], "已获批准", today=TODAY)
    assert precheck(trip, TODAY) == []
