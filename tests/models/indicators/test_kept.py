"""Whether last year was kept: the rule behind 上年未建账."""

from __future__ import annotations

from datetime import date

import pytest

from models import store
from models.entities import Agreement, PartnerSchool
from models.indicators import INDICATORS, Period, indicator_by_id
from models.indicators.kept import value_before, year_before_is_kept
from tests.models.indicators.making import teacher, trip

GROUPS = indicator_by_id("trips.groups")
TEACHERS = indicator_by_id("teachers.headcount")
YEAR = Period.calendar_year(2025)


def test_without_any_record_before_this_year_there_is_nothing_to_compare_with(college):
    trip(date(2025, 3, 1), date(2025, 3, 5))

    assert value_before(GROUPS.at(YEAR)) is None


def test_a_zero_after_years_that_were_kept_is_a_zero(college):
    trip(date(2022, 3, 1), date(2022, 3, 5))

    assert value_before(GROUPS.at(YEAR)) == 0
    assert value_before(GROUPS.at(Period.calendar_year(2023))) == 1


def test_a_contract_that_also_reaches_into_this_year_does_not_prove_last_year_kept(college):
    teacher((date(2024, 9, 1), date(2025, 7, 1)))
    assert value_before(TEACHERS.at(YEAR)) is None

    teacher((date(2023, 9, 1), date(2024, 7, 1)), name="COLE")
    assert value_before(TEACHERS.at(YEAR)) == 2


def test_an_agreement_still_valid_shows_that_the_register_was_kept_last_year(college):
    school = PartnerSchool(name="首尔合作大学", country="KOR")
    store.save(school)
    signed_on, until = date(2022, 5, 1), date(2030, 5, 1)
    store.save(Agreement(partner=school, title="框架协议", signed_on=signed_on, valid_until=until))

    valid = indicator_by_id("agreements.valid")
    assert value_before(valid.at(YEAR.at_end())) == 1


@pytest.mark.parametrize("year", [2019, 2020])
def test_the_rule_is_the_same_for_records_read_one_by_one(imported_year, year):
    period = Period.calendar_year(year)
    for indicator in INDICATORS:
        until = Period("自然年", date(1900, 1, 1), date(year - 1, 12, 31), "")
        earlier = set(indicator.at(until).record_ids())
        wholly = earlier
        if not indicator.entity.is_standing:
            wholly = earlier - set(indicator.at(period).record_ids())
        assert year_before_is_kept(indicator, period) is bool(wholly), indicator.id
