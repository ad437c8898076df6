"""Trips for tests: those of the sample by title, new ones with few words, and their papers."""

from __future__ import annotations

from datetime import date

from exports.prints.base import render
from exports.prints.preview import Preview
from exports.prints.registry import printable_by_code
from models import store
from models.entities.outbound_trip import OutboundTrip, TripLeg, TripMember
from models.entities.staff_member import StaffMember


def trip(title):
    return OutboundTrip.active().where(OutboundTrip.title == title).get()


def person(name):
    return StaffMember.active().where(StaffMember.name == name).get()


def facts_of(code, record, **wishes):
    return printable_by_code(code).snapshot(record, wishes)


def pdf_of(code, record, **wishes):
    printable = printable_by_code(code)
    return render(printable.layout(printable.snapshot(record, wishes)))


def sizes(pdf):
    with Preview(pdf) as opened:
        return [opened.size(page) for page in range(opened.page_count)]


def kept(record):
    store.save(record, source="test")
    return record


def new_trip(people, **facts):
    """A trip to Japan of the given members of staff, the first of whom leads."""
    usual = {"title": "测试团", "departed_on": date(2025, 3, 3), "returned_on": date(2025, 3, 7),
             "destination_kind": "出国", "purpose": "测试", "status": "计划"}
    made = kept(OutboundTrip(**{**usual, **facts}))
    kept(TripLeg(trip=made, country="JPN", city="松山"))
    for number, staff in enumerate(people):
        kept(TripMember(trip=made, staff_member=staff, role="团员" if number else "团长"))
    return made
