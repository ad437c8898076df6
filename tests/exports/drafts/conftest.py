"""Colleges to compose drafts from: the year 2019 of the sample workbooks, and single records."""

from __future__ import annotations

from datetime import date

import pytest

from exports.drafts import ComposedDraft, compose, draft_by_code
from models import database, store
from models.entities.outbound_trip import OutboundTrip, TripLeg
from models.intake.apply import apply
from models.intake.plan import plan
from tests.conftest import SAMPLES


@pytest.fixture(scope="module")
def imported_2019(tmp_path_factory):
    """The workbooks of 2019 imported; shared by a module, so nothing may be written to it."""
    keeper = database.open_folder(tmp_path_factory.mktemp("college"))
    apply(plan(sorted(SAMPLES.glob("*.xlsx"))))
    yield keeper
    keeper.close(backup=False)


@pytest.fixture(scope="module")
def summary_2019(imported_2019) -> ComposedDraft:
    return compose(draft_by_code("S1"), 2019, signed_on=date(2019, 12, 20))


def save(record):
    store.save(record, source="测试")
    return record


def trip(title: str, *countries: str, year: int = 2025, people: int = 3, **options) -> OutboundTrip:
    """A trip of May that took place, with a leg for each country."""
    made = save(OutboundTrip(
        title=title, departed_on=date(year, 5, 6), returned_on=date(year, 5, 10),
        head_count=people, **options,
    ))
    for country in countries:
        save(TripLeg(trip=made, country=country))
    return made


def summary(year: int = 2025) -> ComposedDraft:
    return compose(draft_by_code("S1"), year, signed_on=date(year, 12, 20))


def paragraph(composed: ComposedDraft, key: str):
    return next(p for p in composed.paragraphs() if p.key == key)
