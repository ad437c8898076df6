"""Issuing and filing: no number lost, the same bytes for ever, filed values never moved."""

from __future__ import annotations

import hashlib
from datetime import date
from decimal import Decimal

import pytest
from peewee import IntegrityError

from exports import filing as filings
from exports import issue, ledger
from exports.forms import form_by_code
from exports.prints.base import render
from models import store
from models.entities import InternationalStudent, IssuedPaper, OutboundTrip
from models.errors import UserError
from models.jobs import Cancelled
from tests.exports.prints.looking import text_of
from tests.exports.prints.making import (
    A3,
    B4,
    C5,
    IN_TERM,
    YEARS,
    fill_in_office,
    flat,
    golden,
    student,
    teacher,
    trip,
)


@pytest.fixture
def office(college):
    """A college whose office has filled in what certificates need."""
    fill_in_office()
    return college


# ---- issuing ----


def test_numbers_run_from_one_for_each_kind_and_year(office):
    numbers = [
        issue.issue_paper(C5, student(f"PERSON, {letter}", f"X{letter}"), {"issued_on": day}).number
        for letter, day in (("A", "2025-10-01"), ("B", "2025-10-02"), ("C", "2026-01-05"))
    ]
    numbers.append(issue.issue_paper(B4, teacher(*YEARS), IN_TERM).number)
    assert numbers == ["XSZM-2025-0001", "XSZM-2025-0002", "XSZM-2026-0001", "WJZM-2025-0001"]


def test_a_number_that_is_taken_is_refused_in_chinese_and_by_the_database_itself(office):
    paper = issue.issue_paper(C5, student(), IN_TERM)
    again = IssuedPaper(**{**paper.__data__, "id": None})

    with pytest.raises(UserError, match="“XSZM-2025-0001”已用过"):
        store.save(again)
    with pytest.raises(IntegrityError):
        again.save(force_insert=True)
    assert IssuedPaper.select().count() == 1


def test_a_paper_keeps_file_digest_and_snapshot(office):
    paper = issue.issue_paper(C5, student(), IN_TERM)
    kept = IssuedPaper.get_by_id(paper.id)
    assert bytes(kept.content).startswith(b"%PDF")
    assert kept.file_digest == hashlib.sha256(bytes(kept.content)).hexdigest()
    assert kept.snapshot["number"] == "XSZM-2025-0001"
    assert "XSZM-2025-0001" in text_of(bytes(kept.content))


def test_a_reprint_is_the_same_bytes_even_when_the_record_has_changed(office):
    made = student()
    paper = issue.issue_paper(C5, made, IN_TERM)
    made.passport_name = "OTHER, NAME"
    store.save(made)
    kept = IssuedPaper.get_by_id(paper.id)
    assert issue.reprint(kept) == bytes(paper.content)
    assert render(C5.layout(kept.snapshot)) == bytes(paper.content)
    assert kept.printed_count == 2


def test_a_paper_whose_file_was_tampered_with_is_not_printed(office):
    paper = issue.issue_paper(C5, student(), IN_TERM)
    paper.content = bytes(paper.content) + b"x"
    with pytest.raises(UserError, match="摘要不符"):
        issue.reprint(paper)


def test_a_paper_that_cannot_be_drawn_gives_its_number_back(office, monkeypatch):
    first, second = student("A, A", "X1"), student("B, B", "X2")
    monkeypatch.setattr(issue, "render", _fail)
    with pytest.raises(UserError):
        issue.issue_paper(C5, first, IN_TERM)
    monkeypatch.undo()

    assert issue.issue_paper(C5, second, IN_TERM).number == "XSZM-2025-0001"
    assert IssuedPaper.select().count() == 1


def _fail(_document):
    raise UserError("打不出来。")


class _StopAfter:
    """Progress that cancels at the given step; None = never."""

    def __init__(self, at):
        self.at = at

    def step(self, done, total, text=""):
        if done == self.at:
            raise Cancelled


@pytest.mark.parametrize(("stop_at", "kept"), [(2, 0), (None, 3)])
def test_a_cancelled_batch_gives_every_number_back(office, stop_at, kept):
    people = [student(f"P, {n}", f"X{n}") for n in range(3)]
    if stop_at is None:
        issue.issue_many(C5, people, IN_TERM, progress=_StopAfter(None))
    else:
        with pytest.raises(Cancelled):
            issue.issue_many(C5, people, IN_TERM, progress=_StopAfter(stop_at))
    assert IssuedPaper.select().count() == kept
    assert issue.next_serial("XSZM", 2025) == kept + 1


def test_a_preview_takes_no_number(office):
    assert "预览" in text_of(issue.preview(C5, student(), IN_TERM))
    assert issue.next_serial("XSZM", 2025) == 1


def test_the_same_paper_twice_is_refused_until_it_is_meant(office):
    made = student()
    issue.issue_paper(C5, made, IN_TERM)
    with pytest.raises(UserError, match="XSZM-2025-0001"):
        issue.issue_paper(C5, made, IN_TERM)
    assert issue.issue_paper(C5, made, IN_TERM, accept_duplicate=True).number == "XSZM-2025-0002"


def test_another_academic_year_is_no_duplicate(office):
    made = student()
    issue.issue_paper(C5, made, IN_TERM)
    assert issue.issue_paper(C5, made, {"issued_on": "2026-10-15"}).number == "XSZM-2026-0001"


def test_a_reissue_is_marked_and_voids_the_first(office):
    made = student()
    first = issue.issue_paper(C5, made, IN_TERM)
    second = issue.issue_paper(C5, made, IN_TERM, replaces=first)
    words = flat(text_of(bytes(second.content)))
    assert "XSZM-2025-0002（补）" in words
    assert "原编号XSZM-2025-0001" in words
    assert second.replaces == first.number
    assert IssuedPaper.get_by_id(first.id).state == "作废"


def test_a_void_number_is_never_used_again_and_is_no_gap(office):
    paper = issue.issue_paper(C5, student(), IN_TERM)
    with pytest.raises(UserError, match="原因"):
        issue.void_paper(paper, "  ")
    issue.void_paper(paper, "姓名拼写有误")
    again = issue.issue_paper(C5, InternationalStudent.get(), IN_TERM)
    assert again.number == "XSZM-2025-0002"
    found = ledger.proof(2025, "XSZM")
    assert found.words == "XSZM 2025 年 2 号无缺号，其中作废 1 号"
    with pytest.raises(UserError, match="作废"):
        issue.reprint(paper)


def test_a_paper_is_voided_and_never_deleted_so_its_number_is_kept(office):
    paper = issue.issue_paper(C5, student(), IN_TERM)
    with pytest.raises(UserError) as refused:
        store.retire(paper)
    assert "请作废" in refused.value.remedy
    assert issue.next_serial("XSZM", 2025) == 2
    assert ledger.proof(2025, "XSZM").is_whole


def test_the_proof_names_a_number_that_is_missing(office):
    for serial in (1, 2, 4):
        store.save(IssuedPaper(
            number=f"XSZM-2025-{serial:04}", printable="C5", year=2025, serial=serial,
            holder_entity="x", holder_id=1, issued_on=date(2025, 1, 1), state="有效",
        ))
    found = ledger.proof(2025, "XSZM")
    assert found.missing == (3,)
    assert not found.is_whole
    assert "缺号 1 个：0003" in found.words


def test_a_paper_without_numbers_of_its_own_can_be_kept_too(office):
    paper = issue.issue_paper(A3, golden(trip()), {"issued_on": "2025-04-01"})
    assert paper.number == "A3-2025-0001"
    assert "A3-2025" not in text_of(bytes(paper.content))


def test_file_names_are_name_and_end_of_the_paper_number(office):
    facts = C5.snapshot(student("O/BRIEN, ANN", "AB1234567"), IN_TERM)
    assert issue.file_name(facts) == "O_BRIEN_Ann_4567"


# ---- filing ----


@pytest.fixture
def filled(office):
    made = trip(task_kind="合作研究/学术访问", level="处级以下", funding_kind="校自筹", cost=Decimal(40000))
    assert made.id
    return form_by_code("F10").fill(2025)


def test_a_filing_keeps_its_numbers_when_a_record_changes_afterwards(filled):
    filing = filings.submit_form(filled, "示例省教育厅", filed_on=date(2025, 12, 20))
    kept = type(filing).get_by_id(filing.id)
    assert filings.changed_since(kept) == []
    key, cell = next((k, c) for k, c in kept.cells.items() if c["value"] == 1 and c["records"])

    store.retire(OutboundTrip.get())

    again = type(filing).get_by_id(filing.id)
    assert again.cells[key] == cell
    assert again.file_digest == hashlib.sha256(bytes(again.content)).hexdigest()
    changes = filings.changed_since(again)
    assert any(c.filed == "1" and c.now == "0" and c.gone for c in changes)


def test_a_second_filing_must_say_why(filled):
    assert filings.submit_form(filled, "教育厅").version == 1
    with pytest.raises(UserError, match="原因"):
        filings.submit_form(filled, "教育厅")
    assert filings.submit_form(filled, "教育厅", "补报一个团组").version == 2
    assert [filing.version for filing in filings.filings("F10", 2025)] == [1, 2]


def test_a_form_with_blanks_cannot_be_filed(office):
    forms = [form_by_code(code).fill(2025) for code in ("F07b", "F01", "F07")]
    filled = next(form for form in forms if form.missing())
    with pytest.raises(UserError, match="未填"):
        filings.submit_form(filled, "教育厅")
