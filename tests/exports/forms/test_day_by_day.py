"""The same day gives the same number everywhere; F24 follows from one day to the next."""

from __future__ import annotations

from datetime import date

from exports.forms import form_by_code
from models.entities import DailyReport, StatusChange
from models.indicators import Period, indicator_by_id
from models.partial_date import PartialDate
from models.year_ledger import on_the_books, registered
from tests.exports.forms.test_year_work_forms import day
from tests.models.indicators.making import keep, student, teacher

DAY_BY_DAY = "逐日在册＝昨日＋新增－减少"


def said_day_by_day(code="F24"):
    return next(c for c in form_by_code(code).fill(2025).checks() if c.label == DAY_BY_DAY)


def test_f24_every_day_is_the_day_before_with_who_came_and_went(college):
    teacher((date(2025, 1, 1), date(2025, 3, 3)))
    teacher((date(2025, 3, 3), date(2025, 12, 31)), name="NEW")
    for number, heads in ((1, 1), (2, 1), (3, 2), (4, 1), (6, 1)):
        day(number, "外籍教师", registered=heads, on_campus=heads)
    assert said_day_by_day().ok

    day(5, "外籍教师", registered=2, on_campus=2)

    check = said_day_by_day()
    assert (check.ok, check.level) == (False, "警")
    assert check.detail == (
        "2025-03-05 外籍教师：昨日1＋新增0－减少0≠今日2；2025-03-06 外籍教师：昨日2＋新增0－减少0≠今日1")


def test_f24_one_who_comes_as_another_goes_is_no_change_and_a_gap_is_not_judged(college):
    span = (date(2025, 1, 1), date(2025, 12, 31))
    gone = student(span)
    student((date(2025, 3, 4), date(2025, 12, 31)), name="NEW")
    keep(StatusChange(student=gone, kind="退学", happened_on=date(2025, 3, 4)))
    for number, heads in ((3, 1), (4, 1), (5, 1), (9, 7)):
        day(number, "外国留学生", registered=heads, on_campus=heads)

    assert said_day_by_day().ok


def test_f24_a_month_without_its_day_is_followed_to_its_end(college):
    teacher((PartialDate(2025, 3), PartialDate(2025, 3)))
    for number, heads in ((1, 1), (2, 1), (30, 1), (31, 1)):
        day(number, "外籍教师", registered=heads, on_campus=heads)
    keep(DailyReport(day=date(2025, 4, 1), person_kind="外籍教师", registered=0, on_campus=0))
    assert said_day_by_day().ok


def test_who_is_struck_off_is_on_no_form_of_that_day(college):
    span = (date(2025, 1, 1), date(2026, 6, 30))
    here, gone = student(span), student(span, name="GONE")
    paused = student(span, name="PAUSED")
    near = student(span, nationality="MAC", name="NEAR")
    for person, kind in ((gone, "退学"), (paused, "休学"), (near, "退学")):
        keep(StatusChange(student=person, kind=kind, happened_on=date(2025, 9, 1)))

    at_end = indicator_by_id("students.at_end")
    assert at_end.at(Period.as_of(date(2025, 8, 31))).value() == 3
    assert at_end.at(Period.calendar_year(2025)).value() == 1
    assert form_by_code("F03").fill(2025).number("total", "stock") == 1
    assert registered(date(2025, 9, 1), "外国留学生") == 1
    assert [registered(date(2025, number, 1), "港澳台学生") for number in (8, 9)] == [1, 0]
    assert [one.student for one in on_the_books(date(2025, 9, 1), "外国留学生")] == [here]
