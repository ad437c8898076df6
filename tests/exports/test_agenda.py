"""The agenda of the next days: what is on it, as a page and as a calendar file."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from exports import agenda
from models.checks import samples, waiting
from models.checks.answers import give
from models.checks.base import Look

TODAY = date(2026, 11, 20)


@pytest.fixture
def deadlines(college):
    samples.agreement(TODAY, valid_until=TODAY + timedelta(days=110), title="甲,乙;协议")
    samples.visit(TODAY, reported_to=None, arrived_on=TODAY + timedelta(days=40))


def unfolded(content):
    return content.decode().replace("\r\n ", "").split("\r\n")


def of_records(found):
    return [w.rule.id for w in found if w.due.record is not None]


def test_it_reaches_as_far_as_asked(deadlines):
    assert of_records(agenda.entries(30, TODAY)) == ["D-VISIT"]
    assert of_records(agenda.entries(90, TODAY)) == ["D-VISIT", "D-AGREEMENT"]


def test_what_was_answered_is_not_on_it(deadlines):
    due = next(w for w in waiting(Look(TODAY)) if w.rule.id == "D-VISIT")
    give(due, "已报备", today=TODAY)

    assert of_records(agenda.entries(30, TODAY)) == []


def test_the_page_names_day_standing_and_task(deadlines):
    import io

    import pypdfium2

    document = pypdfium2.PdfDocument(io.BytesIO(agenda.pdf(30, TODAY)))
    text = document[0].get_textpage().get_text_range().replace("\r\n", "")

    assert "2026-11-30" in text
    assert "还有 10 天" in text
    assert "示例大学代表团" in text
    document.close()


def test_a_quiet_month_has_a_page_that_says_so(college):
    assert agenda.pdf(0, TODAY).startswith(b"%PDF")


def test_the_calendar_has_whole_days_and_escapes_marks(deadlines):
    lines = unfolded(agenda.ics(90, TODAY))

    assert "DTSTART;VALUE=DATE:20261130" in lines
    assert "DTEND;VALUE=DATE:20261201" in lines
    assert any(line.startswith("SUMMARY:甲\\,乙\\;协议：商谈续签") for line in lines)


def test_no_line_of_the_calendar_is_longer_than_75_bytes(deadlines):
    assert max(len(line) for line in agenda.ics(90, TODAY).split(b"\r\n")) <= 75


def test_an_entry_keeps_its_identifier_on_another_day(deadlines):
    def identifiers(day):
        return {line for line in unfolded(agenda.ics(30, day)) if line.startswith("UID:D-VISIT")}

    assert identifiers(TODAY) == identifiers(TODAY + timedelta(days=1)) != set()


def test_a_month_never_stands_alone_at_the_foot_of_a_page():
    from exports.prints.grid import Group, TableParts

    month, row = Group(10, (), leads=True), Group(10, ())

    here, there = TableParts(100, (row, month, row)).split(20)

    assert (here.groups, there.groups) == ((row,), (month, row))
