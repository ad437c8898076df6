"""国家组 by day: joined, left, and the lists of other years stay as they were."""

from __future__ import annotations

from datetime import date

import pytest

from models.country_groups import (
    BELT_AND_ROAD,
    GROUPS,
    belongs,
    belongs_sql,
    members_of,
    memberships,
)
from models.entities import Adoption
from models.partial_date import PartialDate
from tests.models.indicators.making import keep


@pytest.mark.parametrize(("day", "countries"), [
    (date(2020, 1, 31), 138), (date(2022, 1, 18), 147), (date(2022, 7, 4), 149),
    (date(2023, 6, 30), 152),
])
def test_as_many_countries_as_the_official_list_had_on_that_day(day, countries):
    assert len(members_of(BELT_AND_ROAD, day)) == countries


def test_italy_belongs_until_it_left_and_panama_too():
    assert belongs("ITA", BELT_AND_ROAD, date(2023, 12, 6))
    assert not belongs("ITA", BELT_AND_ROAD, date(2023, 12, 7))
    assert belongs("PAN", BELT_AND_ROAD, date(2025, 2, 6))
    assert not belongs("PAN", BELT_AND_ROAD, PartialDate(2025, 3))


def test_the_ten_of_asean_stay_ten():
    assert len(members_of("东盟十国", date(2026, 1, 1))) == 10
    assert not belongs("TLS", "东盟十国", date(2026, 1, 1))


def test_hong_kong_macao_and_taiwan_are_in_no_group():
    assert not {"HKG", "MAC", "TWN", "CHN"} & {m.code for m in memberships()}


def test_nobody_can_tell_without_a_country_or_a_day():
    assert belongs(None, BELT_AND_ROAD, date(2024, 1, 1)) is None
    assert belongs("THA", BELT_AND_ROAD, None) is None


def test_an_unknown_group_is_a_mistake():
    for call in (lambda: members_of("欧盟", date(2024, 1, 1)),
                 lambda: belongs("DEU", "欧盟", date(2024, 1, 1)),
                 lambda: belongs_sql(Adoption.country, "欧盟", Adoption.adopted_on)):
        with pytest.raises(LookupError):
            call()


@pytest.mark.parametrize("group", GROUPS)
def test_sql_says_the_same_as_the_list(college, group):
    days = (date(2008, 1, 1), date(2023, 12, 31), date(2025, 3, 1), PartialDate(2024),
            PartialDate(2025, 1), PartialDate(2022, 3))
    for code in ("THA", "ITA", "PAN", "IRN", "BLR", "IDN", "MWI", "TLS", "HKG", "JOR"):
        for number, day in enumerate(days):
            keep(Adoption(kind="课程标准", title=f"{code}{number}", country=code, adopted_on=day))

    found = {row.title for row in Adoption.select().where(
        belongs_sql(Adoption.country, group, Adoption.adopted_on))}

    assert found == {row.title for row in Adoption.select()
                     if belongs(row.country, group, row.adopted_on)}
