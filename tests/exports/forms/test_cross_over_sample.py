"""Cross tables over the invented college: every cell counted again by plain Python."""

from __future__ import annotations

from datetime import date

import pytest

from models import database, sample_college
from models.cross_table import Question, ask
from models.entities import Engagement, InternationalStudent, OutboundTrip, TripLeg
from models.partial_date import earliest, latest

YEARS = (2023, 2024, 2025)


@pytest.fixture(scope="module")
def college(tmp_path_factory):
    keeper = database.open_folder(tmp_path_factory.mktemp("cross") / "data")
    sample_college.create()
    yield keeper
    keeper.close(backup=False)


def shown(answer):
    return {
        (row.words, column.words[-1]): (cell.value, set(cell.ids))
        for row in answer.rows for column in answer.columns
        if (cell := answer.cell(row, column)).ids
    }


def gathered(pairs):
    """Row and column words with a record's id → number and ids, the totals among them."""
    found = {}
    for row, column, record in pairs:
        for key in ((row, column), (row, "合计"), ("合计", column), ("合计", "合计")):
            found.setdefault(((key[0],), key[1]), set()).add(record)
    return {key: (len(ids), ids) for key, ids in found.items()}


def test_trips_by_country_and_kind_in_an_academic_year(college):
    answer = ask(Question(OutboundTrip, ("lines:trip_leg.country",), "field:task_kind",
                          period_key="date:returned_on", year=2025, span="school"))

    pairs = []
    for trip in OutboundTrip.select():
        back = trip.returned_on
        if trip.retired_at or back is None or not (
                date(2024, 9, 1) <= earliest(back) and latest(back) <= date(2025, 8, 31)):
            continue
        legs = [leg for leg in TripLeg.select() if leg.trip_id == trip.id and not leg.retired_at]
        names = {TripLeg.country.codes.name_of(leg.country) for leg in legs if leg.country}
        pairs += [(name, trip.task_kind or "未填", trip.id) for name in names or {"未填"}]
    assert pairs
    assert shown(answer) == gathered(pairs)


def test_engagements_by_nationality_over_three_years(college):
    answer = ask(Question(Engagement, ("owner.field:nationality",),
                          period_key="span:engaged_from", year=YEARS[-1], years=len(YEARS)))

    pairs = []
    for one in Engagement.select():
        start, end = one.engaged_from, one.engaged_until
        if one.retired_at or start is None:
            continue
        nation = one.teacher.nationality
        name = type(one.teacher).nationality.codes.name_of(nation) if nation else "未填"
        for year in YEARS:
            lasts = latest(end) >= date(year, 1, 1) if end else latest(start) >= date(year, 1, 1)
            if earliest(start) <= date(year, 12, 31) and lasts:
                pairs.append((name, f"{year}年", one.id))
    assert pairs
    assert shown(answer) == gathered(pairs)


def test_every_record_is_in_the_total_of_a_table_without_period(college):
    answer = ask(Question(InternationalStudent, ("field:nationality",), "field:sex"))

    pairs = []
    for student in InternationalStudent.select():
        if not student.retired_at:
            nation = student.nationality
            name = InternationalStudent.nationality.codes.name_of(nation) if nation else "未填"
            pairs.append((name, student.sex or "未填", student.id))
    assert shown(answer) == gathered(pairs)
