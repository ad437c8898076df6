"""Contract of every Word paper: the official page, equal bytes, no placeholder, screen as file."""

from __future__ import annotations

import re

import pytest
from docx.oxml.ns import qn

from exports.prints.base import render
from exports.prints.registry import PRINTABLES, printable_by_code
from models import database, sample_college
from tests.exports.prints.looking import text_of
from tests.exports.prints.making import flat
from tests.exports.prints.word_papers import DAY, ISSUED, opened, ready, said, words_of

WORD = [printable for printable in PRINTABLES if printable.word]
every_word_paper = pytest.mark.parametrize("printable", WORD, ids=lambda p: p.code)


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    """The sample college, for reading only; no other college may be opened beside it."""
    keeper = database.open_folder(tmp_path_factory.mktemp("official") / "data")
    sample_college.create()
    yield keeper
    keeper.close(backup=False)


def test_the_papers_that_are_edited_further_are_word():
    assert {p.code for p in WORD} >= {"A8", "A13", "B3", "D2", "D3", "D12"}


@every_word_paper
def test_the_page_is_that_of_the_drafts(printable, sample):
    section = opened(printable.word(printable.snapshot(ready(printable)[0]))).sections[0]
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    grid = section._sectPr.find(qn("w:docGrid"))
    assert (section.page_width.mm, section.page_height.mm) == pytest.approx((210, 297), abs=0.02)
    assert [margin.mm for margin in margins] == pytest.approx([37, 35, 28, 26], abs=0.02)
    assert grid.get(qn("w:linePitch")) == "579"
    assert grid.get(qn("w:charSpace")) == "-848"


@every_word_paper
def test_equal_facts_give_equal_bytes_and_their_date_is_the_day_of_issue(printable, sample):
    facts = printable.snapshot(ready(printable)[0], ISSUED)
    file = printable.word(facts)
    assert file == printable.word(dict(facts))
    assert opened(file).core_properties.created.date() == DAY


@every_word_paper
def test_no_placeholder_and_no_pattern_is_left_in_the_text(printable, sample):
    for record in ready(printable)[:6]:
        text = said(printable, record)
        assert not re.search(r"《[^》]*》|[{}\[\]]|None|True|False", text), text


@every_word_paper
def test_the_screen_shows_what_the_word_file_says(printable, sample):
    facts = printable.snapshot(ready(printable)[0], ISSUED)
    shown = flat(text_of(render(printable.layout(facts))))
    for line in words_of(printable.word(facts)):
        # The engine sets hyphens and full-width marks its own way; letters and signs are compared.
        for part in re.findall(r"[\w]{4,}", line):
            assert part in shown, line


@pytest.mark.parametrize("code", ["D2", "D3"])
def test_a_list_of_guests_shows_no_passport_number(code, sample):
    for record in ready(printable_by_code(code)):
        assert not re.search(r"[A-Z]{1,2}\d{7}", said(printable_by_code(code), record))
