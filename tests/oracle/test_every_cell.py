"""The forms agree with the oracle on a handful of colleges; bench/oracle.py asks a thousand."""

from __future__ import annotations

import pytest

from models import database
from tests.oracle import comparing
from tests.oracle.colleges import YEAR
from tests.oracle.colleges import college as made

COLLEGES = (5022, 5027)
"""Two that between them put a number into every form."""


@pytest.fixture(scope="module")
def compared(tmp_path_factory):
    """{form: [(cells, differences, the filled form) of each college]}; a college serves all."""
    keeper = database.open_folder(tmp_path_factory.mktemp("oracle") / "data")
    found = {code: [] for code in comparing.ORACLES}
    for seed in COLLEGES:
        tables = made(seed)
        with comparing.inside(tables):
            for code, answers in found.items():
                answers.append(comparing.compare(code, tables, YEAR))
    keeper.close(backup=False)
    return found


@pytest.mark.parametrize("code", comparing.ORACLES)
def test_every_cell_is_what_plain_counting_gives(compared, code):
    differences = [one for _, found, _ in compared[code] for one in found]
    assert differences == []


@pytest.mark.parametrize("code", comparing.ORACLES)
def test_no_form_agrees_by_being_empty(compared, code):
    numbers = [cell.exact for _, _, filled in compared[code] for cell in filled.cells.values()
               if cell.kind in ("figure", "sum", "share")]
    assert any(numbers)


def test_the_colleges_are_nasty_enough():
    some = [made(seed) for seed in range(5000, 5025)]
    trips = [trip for tables in some for trip in tables["outbound_trip"]]
    assert any(trip["retired_at"] for trip in trips)
    assert any(len(trip["departed_on"]) < 10 for trip in trips)
    assert any(trip["departed_on"][:4] < (trip["returned_on"] or "")[:4] for trip in trips)
    assert any(len(tables["engagement"]) > len({c["teacher"] for c in tables["engagement"]})
               for tables in some)
    countries = [{person["nationality"] for person in tables["international_student"]}
                 for tables in some]
    assert any(len(places) > 16 for places in countries)  # more than 前15
    assert {change["kind"] for tables in some for change in tables["status_change"]} > {
        "休学", "复学", "退学"}


@pytest.mark.parametrize(("code", "row", "column"), [
    ("F10", "total", "groups"), ("F03", "total", "stock"), ("F05", "total", "share"),
    ("F13", "at_end", "all"),
])
def test_a_wrong_cell_is_found(college, monkeypatch, code, row, column):
    tables = made(5000)
    answers = comparing.ORACLES[code](tables, YEAR)
    answers[row, column] += 1
    monkeypatch.setitem(comparing.ORACLES, code, lambda _tables, _year: answers)
    with comparing.inside(tables):
        _, found, _ = comparing.compare(code, tables, YEAR)
    assert [(one.row, one.column) for one in found] == [(row, column)]


def test_a_missing_row_and_a_wrong_order_are_found(college, monkeypatch):
    tables = made(5000)
    answers = comparing.ORACLES["F12"](tables, YEAR)
    *others, last = answers.order["trip:"]
    answers.order["trip:"] = [last, *others]
    answers["trip:999", "groups"] = 1
    monkeypatch.setitem(comparing.ORACLES, "F12", lambda _tables, _year: answers)
    with comparing.inside(tables):
        _, found, _ = comparing.compare("F12", tables, YEAR)
    assert [(one.row, one.column) for one in found] == [("trip:999", "groups"), ("trip:", "rows")]
