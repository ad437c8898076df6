"""The proof page: every number, what is void and why, what is missing; one A4 page a kind."""

from __future__ import annotations

from datetime import date

import pytest

from exports import issue, ledger, ledger_pages
from exports.prints.base import render
from exports.prints.preview import Preview
from exports.prints.registry import printable_by_code
from models import store
from models.entities import IssuedPaper
from models.errors import UserError
from tests.exports.prints.looking import Box, crossed, outside, text_of
from tests.exports.prints.making import C5, IN_TERM, fill_in_office, flat, golden, student, trip

TODAY = date(2026, 1, 5)


@pytest.fixture
def office(college):
    fill_in_office()
    return college


def proof_of(year=2025):
    return render(ledger_pages.proof_document(year, "C5", today=TODAY))


def pages(pdf):
    with Preview(pdf) as opened:
        return opened.page_count


def taken(*serials):
    """Numbers as an old register of the office would have left them."""
    for serial in serials:
        store.save(IssuedPaper(
            number=f"XSZM-2025-{serial:04}", printable="C5", title="证明", year=2025, serial=serial,
            holder_entity="x", holder_id=1, issued_on=date(2025, 1, 1), state="有效",
        ))


def test_it_names_what_is_void_and_why(office):
    papers = [issue.issue_paper(C5, student(f"P, {n}", f"X{n}"), IN_TERM) for n in range(3)]
    issue.void_paper(papers[1], "姓名有误")
    words = flat(text_of(proof_of()))
    assert "XSZM-2025-0001至XSZM-2025-0003" in words
    assert "0002（姓名有误）" in words
    assert "无缺号" in words


def test_a_gap_is_named_and_asks_for_its_reason(office):
    taken(1, 2, 5)
    words = flat(text_of(proof_of()))
    assert "缺号：0003、0004" in words
    assert "以上缺号原因" in words


@pytest.mark.parametrize("count", [1, 20, 21, 400])
def test_it_stays_one_clean_page(office, count):
    taken(*range(1, count + 1))
    pdf = proof_of()
    assert pages(pdf) == 1
    assert outside(pdf, Box(5, 5, 205, 292)) == []
    assert crossed(pdf) == []


def test_a_year_without_numbers_has_no_page(office):
    with pytest.raises(UserError, match="2024 年还没有出具"):
        ledger_pages.proof_pdf(2024)


def test_nothing_to_wait_for_is_said(office):
    with pytest.raises(UserError, match="没有待回传"):
        ledger_pages.waiting_pdf()


def test_a_void_paper_is_waited_for_no_longer(office):
    paper = issue.issue_paper(printable_by_code("A2"), golden(trip()))
    assert [line.paper.number for line in ledger.waiting()] == [paper.number]
    issue.void_paper(paper, "改期")
    assert ledger.waiting() == []
