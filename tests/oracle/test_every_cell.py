"""The forms agree with the oracle on a handful of colleges; bench/oracle.py asks a thousand."""

from __future__ import annotations

import pytest

from tests.oracle import comparing
from tests.oracle.colleges import YEAR
from tests.oracle.colleges import college as made


@pytest.mark.parametrize("code", comparing.ORACLES)
def test_every_cell_is_what_plain_counting_gives(college, code):
    numbers = 0
    for seed in range(5000, 5005):
        tables = made(seed)
        with comparing.inside(tables):
            number, found, _ = comparing.compare(code, tables, YEAR)
            assert not found, seed
            numbers += number
    assert numbers > 100


def test_the_colleges_are_nasty_enough():
    some = [made(seed) for seed in range(5000, 5025)]
    trips = [trip for tables in some for trip in tables["outbound_trip"]]
    assert any(trip["retired_at"] for trip in trips)
    assert any(len(trip["departed_on"]) < 10 for trip in trips)
    assert any(trip["departed_on"][:4] < (trip["returned_on"] or "")[:4] for trip in trips)
    assert any(len(tables["engagement"]) > len({c["teacher"] for c in tables["engagement"]})
               for tables in some)


def test_a_wrong_cell_is_found(college, monkeypatch):
    tables = made(5000)
    answers = comparing.ORACLES["F10"](tables, YEAR)
    answers["total", "groups"] += 1
    monkeypatch.setitem(comparing.ORACLES, "F10", lambda _tables, _year: answers)
    with comparing.inside(tables):
        _, found, _ = comparing.compare("F10", tables, YEAR)
    assert [(one.row, one.column) for one in found] == [("total", "groups")]
