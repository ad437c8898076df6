"""Contract of every printable: facts are data, wording whole, pages clean, bytes the same."""

from __future__ import annotations

import json

import pytest

from exports.prints import texts
from exports.prints.base import render
from exports.prints.preview import Preview
from exports.prints.registry import PRINTABLES, printable_by_code, printables_for
from models import database, sample_college
from models.entities import ENTITIES
from models.entity import DATABASE
from models.fields import LongText, Text
from tests.exports.prints.looking import Box, crossed, fonts_of, outside

every_printable = pytest.mark.parametrize("printable", PRINTABLES, ids=lambda p: p.code)
PRIVATE = ("family", "guardian", "emergency_contact", "housing", "address", "phone", "email")
EDGE = 5.0
"""Millimetres of the paper that no printer reaches."""


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    """The sample college, for reading only."""
    keeper = database.open_folder(tmp_path_factory.mktemp("sample") / "data")
    sample_college.create()
    yield keeper
    keeper.close(backup=False)


def printable_records(printable):
    found = [r for r in printable.entity.active() if not printable.missing(r, printable.wishes(r))]
    assert found, f"the sample has nothing to print for {printable.code}"
    return found


def length(record):
    words = [kind.show(kind.read(record)) for kind in record.kinds()]
    lines = [line for entity in record.line_entities() for line in record.lines(entity)]
    return sum(map(len, words)) + 20 * len(lines)


SHORT = ("passport_name", "phone", "handler_phone", "student_no", "approval_no")
"""What is never long: numbers, and names as a passport has room for them."""


def longest(record):
    """The same record with long texts, unsaved, to press on the edges of every box."""
    for kind in record.kinds():
        if isinstance(kind, Text | LongText) and isinstance(kind.read(record), str):
            many = 6 if isinstance(kind, LongText) else 3
            if kind.name not in SHORT:
                setattr(record, kind.name, "、".join([kind.read(record)] * many))
    return record


def papers(pdf):
    """The part of each page that can be printed; upright or landscape."""
    with Preview(pdf) as opened:
        sizes = [opened.size(page) for page in range(opened.page_count)]
    return [Box(EDGE, EDGE, size.width - EDGE, size.height - EDGE) for size in sizes]


def assert_clean(pdf):
    for page, paper in enumerate(papers(pdf)):
        assert outside(pdf, paper, page) == []
        assert crossed(pdf, page) == []


@every_printable
def test_its_sample_is_clean_with_the_fullest_the_barest_and_the_longest_record(printable, sample):
    records = sorted(printable_records(printable), key=length)
    for record in (records[0], records[-1], longest(records[-1])):
        pdf = render(printable.layout(printable.snapshot(record)))
        assert_clean(pdf)
        assert all(font["emb"] and font["sub"] for font in fonts_of(pdf))


@every_printable
def test_every_record_of_the_sample_prints_or_says_what_is_missing(printable, sample):
    for record in printable.entity.active().limit(25):
        wishes = printable.wishes(record)
        gaps = printable.missing(record, wishes)
        assert all(gap.label and gap.record is not None for gap in gaps)
        if not gaps:
            assert render(printable.layout(printable.snapshot(record))).startswith(b"%PDF")


@every_printable
def test_the_same_snapshot_gives_the_same_bytes(printable, sample):
    facts = printable.snapshot(printable_records(printable)[0], number="TEST-2025-0001")
    again = json.loads(json.dumps(facts))
    assert render(printable.layout(facts)) == render(printable.layout(again))


@every_printable
def test_the_snapshot_needs_no_database_to_be_drawn(printable, sample, monkeypatch):
    facts = printable.snapshot(printable_records(printable)[0])

    def refuse(*_args, **_options):
        raise AssertionError("read from the database after the snapshot")

    monkeypatch.setattr(type(DATABASE), "execute_sql", refuse)
    assert render(printable.layout(facts))


@every_printable
def test_the_snapshot_says_who_when_and_what(printable, sample):
    record = printable_records(printable)[0]
    facts = printable.snapshot(record)
    assert {"number", "holder", "tail", "period", "purpose", "issued_on"} <= set(facts)
    assert facts["number"] == "预览"
    assert facts["holder"]
    assert facts["period"]


@every_printable
def test_every_choice_of_every_option_prints(printable, sample):
    record = printable_records(printable)[0]
    for option in printable.options(record):
        answers = {"choice": [value for value, _ in option.choices], "flag": [True, False],
                   "text": ["", "自定义的词"], "date": ["2025-03-01"]}[option.kind]
        for answer in answers:
            if not printable.missing(record, printable.wishes(record, {option.key: answer})):
                facts = printable.snapshot(record, {option.key: answer})
                assert_clean(render(printable.layout(facts)))


@every_printable
def test_an_unknown_question_is_a_slip(printable, sample):
    with pytest.raises(LookupError):
        printable.wishes(printable.entity.active().first(), {"colour": "red"})


@every_printable
def test_what_is_private_never_reaches_the_snapshot(printable, sample):
    """Family, guardian, address, health and the like stand on no paper, however full the record."""
    record = printable_records(printable)[0]
    for kind in record.kinds():
        if kind.name in PRIVATE and kind.name not in printable.private:
            setattr(record, kind.name, f"PRIVATE-{kind.name}")
    assert "PRIVATE" not in json.dumps(printable.snapshot(record), ensure_ascii=False)


def test_an_office_with_long_addresses_keeps_its_footer_on_the_paper(sample):
    printable = printable_by_code("C5")
    facts = printable.snapshot(printable_records(printable)[0])
    facts["office"]["address"] *= 4
    facts["office"]["address_en"] = " ".join([facts["office"]["address_en"]] * 3)
    assert_clean(render(printable.layout(facts)))


def test_a_name_that_is_no_fact_fails():
    with pytest.raises(LookupError):
        texts.fill("兹证明{nobody}", {"name": "某"})


def test_a_name_that_is_no_fact_fails_in_an_optional_part_too():
    with pytest.raises(LookupError):
        texts.fill("兹证明{name}[，{nobody}]", {"name": "某"})


def test_an_optional_part_is_silent_while_its_value_is_blank():
    assert texts.fill("甲[，{b}]乙", {"b": ""}) == ("甲乙",)
    assert texts.fill("甲[，{b}]乙", {"b": "丙"}) == ("甲，", "丙", "乙")


def test_codes_and_prefixes_are_used_once():
    codes = [printable.code for printable in PRINTABLES]
    prefixes = [printable.prefix for printable in PRINTABLES if printable.prefix]
    assert len(set(codes)) == len(codes)
    assert len(set(prefixes)) == len(prefixes)
    assert all(printable.entity in ENTITIES for printable in PRINTABLES)
    assert printable_by_code("c5").code == "C5"
    teacher = printable_by_code("B4").entity
    assert {p.entity for p in printables_for(teacher)} == {teacher}


def test_newer_wording_takes_over_from_its_year(monkeypatch):
    rows = {"X": [("title", 2000, "旧题"), ("title", 2026, "新题")]}
    monkeypatch.setattr(texts, "_all", lambda: rows)
    assert texts.texts_of("X", 2025)["title"] == "旧题"
    assert texts.texts_of("X", 2026)["title"] == "新题"
    assert texts.texts_of("X", 1999)["title"] == "旧题"
