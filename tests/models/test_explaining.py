"""Explaining: the parts of a difference add up exactly, whatever is counted, and say who it was."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from models import database, explaining, sample_college, store
from models.entities import OutboundTrip, StaffMember, TripMember
from models.indicators import INDICATORS, Figure, Period, indicator_by_id
from models.indicators.base import dimension_of
from tests.models.indicators.test_brute_force import make_trips, thrown_away

YEARS = [Period.calendar_year(year) for year in (2023, 2024, 2025)]


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A data folder with the sample college, open for all tests of this file."""
    folder = tmp_path_factory.mktemp("sample") / "data"
    keeper = database.open_folder(folder)
    sample_college.create()
    yield folder
    keeper.close(backup=False)


def period_of(indicator, year):
    if indicator.period_kind == "学年":
        return Period.academic_year(year)
    whole = Period.calendar_year(year)
    return whole.at_end() if indicator.period_kind == "时点" else whole


def adds_up(before: Figure, after: Figure) -> None:
    found = explaining.explain(before, after)
    assert (found.before, found.after) == (before.value(), after.value())
    assert sum(part.change for part in found.parts) == after.value() - before.value()
    assert sum(found.by_kind().values()) == found.difference
    assert all(part.change for part in found.parts)


@pytest.mark.parametrize("indicator", INDICATORS, ids=lambda i: i.id)
def test_the_parts_add_up_for_every_indicator_and_a_slice_of_it(sample, indicator):
    last, this = (indicator.at(period_of(indicator, year)) for year in (2024, 2025))
    adds_up(last, this)
    dice = random.Random(indicator.id)
    for key in indicator.breakdowns:
        if values := dimension_of(indicator.entity, key).values(this.query()):
            value = dice.choice(values)
            adds_up(last.sliced(**{key: value}), this.sliced(**{key: value}))


@pytest.mark.parametrize("seed", range(25))
def test_the_parts_add_up_in_random_colleges(college, seed):
    dice = random.Random(seed)
    with thrown_away():
        make_trips(dice)
        for indicator in (i for i in INDICATORS if i.id.startswith("trips.")):
            whole = [indicator.at(Period.calendar_year(year)) for year in (2023, 2024)]
            adds_up(*whole)
            adds_up(*[figure.sliced(is_joint=1) for figure in whole])
            other = indicator_by_id("trips.persons").at(whole[0].period)
            adds_up(other, whole[1])


@pytest.fixture
def people(college):
    """王 goes in both years, 李 in 2023 only, 赵 in 2024 only."""
    staff = {name: StaffMember(name=name, department="外语系") for name in ("王伟", "李娜", "赵敏")}
    for person in staff.values():
        store.save(person)
    for year, names, joint in ((2023, ("王伟", "李娜"), True), (2024, ("王伟", "赵敏"), False)):
        trip = OutboundTrip(title=f"{year}团", departed_on=date(year, 5, 1), status="已执行",
                            returned_on=date(year, 5, year - 2018), is_joint=joint,
                            destination_kind="出国")
        store.save(trip)
        for name in names:
            store.save(TripMember(trip=trip, staff_member=staff[name]))
    return staff


def persons(year, **where):
    return indicator_by_id("trips.persons").at(Period.calendar_year(year), **where)


def said(found):
    return [(part.kind, part.title, part.change) for part in found.parts]


def test_persons_are_named_who_joined_and_who_left(people):
    found = explaining.explain(persons(2023), persons(2024))
    assert found.difference == 0
    assert [(kind, title.split("（")[0].split()[0][:2], change)
            for kind, title, change in said(found)] == [("新增", "赵敏", 1), ("减少", "李娜", -1)]


def test_who_is_in_another_slice_now_was_moved_and_not_lost(people):
    found = explaining.explain(persons(2023, is_joint=1), persons(2024, is_joint=1))
    kinds = {part.title[:2]: (part.kind, part.why) for part in found.parts}
    assert kinds["王伟"] == ("改列", "本期列在双跨（参团）“自组”")
    assert kinds["李娜"][0] == "减少"


def test_a_share_of_its_own_that_grew_is_said_as_such(people):
    days = indicator_by_id("trips.person_days").at(Period.calendar_year(2024))
    before = explaining.shares(days)
    trip = OutboundTrip.get(OutboundTrip.title == "2024团")
    filed = {"value": days.value(), "parts": explaining.kept_shares(days), "records": [trip.id]}
    trip.returned_on = date(2024, 5, 8)
    store.save(trip)
    found = explaining.explain_filed(filed, days)
    assert [share.value for share in before.values()] == [12]
    assert said(found) == [("份额变化", "2024团", 4)]


def test_another_definition_is_a_step_of_its_own(people):
    groups = indicator_by_id("trips.groups").at(Period.calendar_year(2023))
    found = explaining.explain(groups, persons(2024))
    assert found.by_kind() == {"新增": 1, "减少": -1, "口径变化": 1}


def test_an_old_filing_without_shares_is_still_explained_to_the_last_unit(people):
    days = indicator_by_id("trips.person_days").at(Period.calendar_year(2024))
    found = explaining.explain_filed({"value": 5, "records": [1]}, days)
    assert said(found) == [("其余", "报送时没有逐条留存的部分", 7)]
