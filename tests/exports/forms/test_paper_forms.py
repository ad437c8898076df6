"""F13 and F15: travel papers kept and lent, conferences of the year."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from exports.forms import form_by_code
from models import sample_college
from models.entities import Event, StaffTravelDocument, TripMember
from tests.exports.forms.test_trip_forms import PASS, PASSPORT, PERMIT, lent, numbers, paper
from tests.models.indicators.making import keep


@pytest.fixture
def sample(college):
    sample_college.create()
    return college


def test_the_ledger_closes_with_what_came_less_what_went(college):
    for issued in (date(2020, 1, 1), date(2024, 12, 31), date(2025, 1, 1), date(2025, 12, 31)):
        paper(PASSPORT, issued)
    paper(PASSPORT, date(2019, 5, 1), "注销", handed_in_on=date(2025, 6, 1))
    paper(PASSPORT, date(2019, 5, 1), "注销", handed_in_on=date(2024, 6, 1))
    paper(PASS, date(2025, 5, 1), "遗失", handed_in_on=date(2025, 9, 1))
    paper(PERMIT, date(2026, 1, 1))

    filled = form_by_code("F13").fill(2025)
    stock = ("at_start", "issued", "cancelled", "lost", "at_end")

    assert [filled.number(row, "passport") for row in stock] == [3, 2, 1, 0, 4]
    assert [filled.number(row, "hong_kong_macao") for row in stock] == [0, 1, 0, 1, 0]
    assert [filled.number(row, "taiwan") for row in stock] == [0, 0, 0, 0, 0]
    assert [filled.number(row, "all") for row in stock] == [3, 3, 1, 1, 4]
    assert all(c.ok for c in filled.checks() if c.level == "错")


def test_a_cancelled_paper_without_its_day_is_not_guessed(college):
    paper(PASSPORT, date(2020, 1, 1), "注销")

    filled = form_by_code("F13").fill(2025)

    assert filled.number("at_start", "all") == filled.number("at_end", "all") == 0
    assert any("1本缺签发日期" in c.detail for c in filled.checks() if not c.ok)


def test_a_paper_leaves_on_the_day_it_was_cancelled_and_not_when_it_was_handed_in(college):
    paper(PASSPORT, date(2019, 5, 1), "注销", handed_in_on=date(2024, 6, 1),
          gone_on=date(2025, 2, 1))
    paper(PASSPORT, date(2019, 5, 1), "遗失", gone_on=date(2024, 11, 30))

    filled = form_by_code("F13").fill(2025)

    assert [filled.number(row, "passport") for row in ("at_start", "cancelled", "lost", "at_end")
            ] == [1, 1, 0, 0]
    assert all(c.ok for c in filled.checks() if c.level == "错")


def test_a_loan_is_in_time_late_or_still_out(college):
    back = date(2025, 3, 10)
    for returned in (back + timedelta(days=7), back + timedelta(days=8), None):
        lent(paper(PASSPORT, date(2024, 1, 1)), date(2025, 3, 1), returned, back)
    paper(PASS, date(2024, 1, 1), taken_on=date(2025, 5, 1), due_on=date(2025, 5, 20),
          handed_in_on=date(2025, 5, 20))

    filled = form_by_code("F13").fill(2025)

    assert [filled.number(row, "all") for row in ("loans", "on_time", "late", "out")
            ] == [4, 2, 1, 1]
    assert filled.number("loans", "hong_kong_macao") == 1
    assert filled.cell("rate", "all").show() == "50.00%"


def test_one_loan_written_on_the_trip_and_on_the_paper_counts_once(college):
    document = paper(PASSPORT, date(2024, 1, 1), taken_on=date(2025, 3, 2),
                     due_on=date(2025, 3, 20))
    lent(document, date(2025, 3, 1), None, date(2025, 3, 10))

    assert form_by_code("F13").fill(2025).number("loans", "all") == 1


# F15: conferences

def test_conferences_are_listed_and_added_up_by_kind_and_way(college):
    for kind, online, audience in (("国际会议", True, 100), ("两国间双边会议", False, 40)):
        keep(Event(title=kind, kind="国际会议", held_on=date(2025, 10, 8), conference_kind=kind,
                   is_online=online, audience=audience, foreign_audience=audience // 4,
                   foreign_countries=3, approval_no="会1号", reported_to_police=True))
    keep(Event(title="讲座", kind="讲座", held_on=date(2025, 10, 8), audience=500))

    filled = form_by_code("F15").fill(2025)

    assert numbers(filled, "total", "held", "attendance", "from_abroad") == [2, 140, 35]
    assert numbers(filled, "kind:bilateral", "held", "attendance") == [1, 40]
    assert numbers(filled, "mode:online", "held", "attendance") == [1, 100]
    assert filled.cell("total", "places").show() == "—"


def test_the_papers_of_the_sample_college_are_what_a_plain_count_says(sample):
    kept = [p for p in StaffTravelDocument.active() if p.issued_on and p.state not in ("注销", "遗失")]
    taken = [m for m in TripMember.active() if m.travel_document_id and m.document_taken_on
             and m.document_taken_on.year == 2024]
    filled = form_by_code("F13").fill(2024)

    assert filled.number("at_start", "all") == sum(p.issued_on.year < 2024 for p in kept)
    assert filled.number("issued", "all") == sum(p.issued_on.year == 2024 for p in kept)
    assert filled.number("at_end", "all") == sum(p.issued_on.year <= 2024 for p in kept)
    assert filled.number("loans", "all") == len(taken) + sum(
        p.taken_on is not None and p.taken_on.year == 2024 for p in kept)


def test_the_conferences_of_the_sample_college_are_what_a_plain_count_says(sample):
    held = [e for e in Event.active() if e.kind == "国际会议" and str(e.held_on)[:4] == "2024"]
    filled = form_by_code("F15").fill(2024)

    assert numbers(filled, "total", "held", "attendance", "from_abroad") == [
        len(held), sum(e.audience or 0 for e in held), sum(e.foreign_audience or 0 for e in held)]
    assert held
