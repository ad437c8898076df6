"""The numbers of the sample year: what a correct count gives, from expected.json."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest

from models.codes import countries
from models.indicators import Period, indicator_by_id
from tests.conftest import SAMPLES

YEAR = Period.calendar_year(2019)


@pytest.fixture(params=["imported_year", "typed_year"])
def expected(request: pytest.FixtureRequest) -> dict[str, Any]:
    """What a correct count gives, over the imported year and over the one put in row by row."""
    request.getfixturevalue(request.param)
    return json.loads((SAMPLES / "expected.json").read_text("utf-8"))


def number(id: str, **where: Any) -> Any:
    return indicator_by_id(id).at(YEAR, **where).value()


def by_country(id: str) -> dict[str, Any]:
    parts = indicator_by_id(id).at(YEAR).split("country")
    return {countries().name_of(code): figure.value() for code, figure in parts.items()}


def test_foreign_teachers(expected):
    wanted = expected["foreign_teachers"]

    assert number("teachers.headcount") == wanted["employed_in_year"]
    assert number("teachers.language") == wanted["language"]
    assert number("teachers.at_year_end") == wanted["at_year_end"]
    assert set(by_country("teachers.headcount")) == set(wanted["countries"])
    assert number("teachers.countries") == len(wanted["countries"])


def test_international_students(expected):
    wanted = expected["incoming_students"]

    assert number("students.headcount") == wanted["received_in_year"]
    assert number("students.new") == wanted["received_in_year"]
    assert by_country("students.headcount") == wanted["by_country"]
    assert number("students.exchange") == wanted["exchange"]


def test_students_sent_abroad(expected):
    wanted = expected["outgoing_students"]

    assert number("outbound_students.headcount") == wanted["sent_in_year"]
    assert by_country("outbound_students.headcount") == wanted["by_country"]


def test_outbound_groups(expected):
    wanted = expected["outbound_groups"]

    assert number("trips.groups") == wanted["groups"]
    assert number("trips.person_times") == wanted["person_times"]
    assert number("trips.persons") == wanted["persons"]
    assert number("trips.person_days") == wanted["person_days"]
    assert number("trips.cost") == Decimal(wanted["cost_yuan"])
    assert number("trips.missing_reports") == wanted["missing_report"]


def test_outbound_groups_abroad_and_to_taiwan(expected):
    abroad = expected["outbound_groups"]["abroad_excluding_hk_mo_tw"]
    taiwan = expected["outbound_groups"]["taiwan"]

    assert number("trips.foreign_groups") == abroad["groups"]
    assert number("trips.foreign_person_times") == abroad["person_times"]
    assert number("trips.taiwan_groups") == taiwan["groups"]
    assert number("trips.taiwan_person_times") == taiwan["person_times"]
    assert number("trips.hong_kong_macao_groups") == 0


def test_inbound_visits(expected):
    wanted = expected["inbound_visits"]

    assert number("visits.groups") == wanted["groups"]
    assert number("visits.person_times") == wanted["person_times"]
    assert number("visits.domestic_groups") == wanted["domestic_groups"]
    assert (number("visits.foreign_groups"), number("visits.foreign_person_times")) == (8, 29)
    assert (number("visits.taiwan_groups"), number("visits.taiwan_person_times")) == (1, 4)
    assert number("visits.hong_kong_macao_groups") == 0
    assert number("visits.domestic_person_times") == 2


def test_events(expected):
    assert number("events.lectures") == expected["lectures"]
    assert number("events.foreign_expert_lectures") == expected["lectures"]
    trained = expected["foreign_affairs_training_person_times"]
    assert number("events.training_person_times") == trained
    assert number("events.language_training_teachers") == expected["language_training_teachers"]


def test_expired_agreements(expected):
    expired = indicator_by_id("agreements.expired").at(YEAR).records()

    assert [record.partner.name
            for record in expired] == expected["agreements_expired_by_2019_12_31"]
    assert number("agreements.valid") == 7
    assert number("agreements.new") == 2
