"""The year's papers on foreign teachers: plan of engaging (B1) and self-check (B11)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from exports.prints.registry import printable_by_code
from models import store
from models.entities import Engagement, OfficeProfile, TeacherDocument
from tests.exports.prints.making import fill_in_office, flat, said, teacher

B1, B11 = printable_by_code("B1"), printable_by_code("B11")
LATER = {"issued_on": "2025-07-10"}


@pytest.fixture
def office(college):
    """A college whose office has filled in what papers need."""
    fill_in_office()
    return college


def permit(made, **more):
    store.save(TeacherDocument(teacher=made, kind="工作许可", number="990200240901001", **more))
    return made


# ---- year plan: B1 ----


def plan(**wishes):
    return B1.snapshot(OfficeProfile.current(), {"year": "2026", **wishes})


def test_first_contracts_of_the_year_are_planned_and_ending_ones_are_to_be_renewed(office):
    coming = {"subject_kind": "语言类"}
    teacher((date(2025, 9, 1), date(2026, 8, 31), coming))
    ending = (date(2024, 9, 1), date(2025, 8, 31))
    teacher(ending, passport_name="ROE, RICHARD", passport="P1112223")
    facts = plan()
    assert [line["span"] for line in facts["new"]] == ["2025.09—2026.08"]
    assert [line["name"] for line in facts["renewal"]] == ["ROE, Richard"]
    assert facts["renewal"][0]["passport"] == "P1****23"


def test_alike_contracts_are_one_line_with_their_number(office):
    for name in ("HARRIS, JAMES", "ROE, RICHARD"):
        teacher((date(2025, 9, 1), date(2026, 8, 31)), passport_name=name)
    (line,) = plan()["new"]
    assert line["count"] == "2"
    assert "2人" in flat(said(B1, OfficeProfile.current(), year="2026"))


def test_who_left_early_is_not_to_be_renewed(office):
    teacher((date(2024, 9, 1), date(2025, 8, 31), {"left_on": date(2025, 3, 1)}))
    assert plan()["renewal"] == []


def test_ninety_days_make_a_short_contract(office):
    start = date(2025, 9, 1)
    teacher((start, start + timedelta(days=89)))
    teacher((start, start + timedelta(days=90)), passport_name="ROE, RICHARD")
    assert sorted(line["term"] for line in plan()["new"]) == ["短期", "长期"]


def test_the_plan_of_one_department_names_no_other(office):
    teacher((date(2025, 9, 1), date(2026, 8, 31)))
    made = teacher((date(2025, 9, 1), date(2026, 8, 31)), passport_name="ROE, RICHARD")
    stay = made.lines(Engagement)[0]
    stay.department = "护理学院"
    store.save(stay)
    assert [line["department"] for line in plan(department="护理学院")["new"]] == ["护理学院"]


# ---- self-check: B11 ----


def of_rule(key, **wishes):
    items = ["permit", "residence", "post", "outside", "lodging", "insurance"]
    facts = B11.snapshot(OfficeProfile.current(), {"year": "2025", **LATER, **wishes})
    line = facts["rules"][items.index(key)]
    return line["due"], line["good"], line["bad"], line["who"]


IN_SERVICE = (date(2024, 9, 1), date(2025, 12, 31))


def test_a_permit_that_ran_out_by_the_day_is_found_and_the_teacher_named(office):
    permit(teacher(IN_SERVICE), valid_until=date(2025, 7, 9))
    permit(teacher(IN_SERVICE, passport_name="ROE, RICHARD"), valid_until=date(2025, 7, 10))
    assert of_rule("permit") == ("2", "1", "1", "HARRIS, James")


def test_names_can_be_left_out_of_the_self_check(office):
    teacher(IN_SERVICE)
    assert of_rule("permit", with_names=False) == ("1", "0", "1", "")


def test_only_those_with_a_permit_are_asked_for_the_post_on_it(office):
    teacher(IN_SERVICE)
    permit(teacher(IN_SERVICE, passport_name="ROE, RICHARD"), valid_until=date(2026, 1, 1),
           post_on_permit="外籍语言教师")
    assert of_rule("post") == ("1", "1", "0", "")


def test_those_from_hong_kong_are_asked_for_no_permit(office):
    teacher(IN_SERVICE, nationality="HKG")
    assert of_rule("permit") == ("0", "0", "0", "")


def test_a_running_year_is_counted_up_to_the_day(office):
    teacher((date(2024, 9, 1), date(2025, 12, 31)))
    facts = B11.snapshot(OfficeProfile.current(), {"year": "2025", "issued_on": "2025-03-31"})
    assert facts["counts"]["person_months"] == "3"
    assert facts["counts"]["left"] == "0"
