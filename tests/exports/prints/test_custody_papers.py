"""The ledger of official passports with its slips and reminders, and the list for Taiwan."""

from __future__ import annotations

import json
from datetime import date

import pytest

from exports.prints.registry import printable_by_code
from exports.prints.trips import custody
from models import store
from models.entities.office import OfficeProfile
from models.entities.outbound_trip import TripLeg, TripMember
from models.entities.staff_member import StaffMember
from tests.exports.prints.making import fill_in_office, flat, said, trip
from tests.exports.prints.test_publicity_papers import (
    PASSPORT,
    give_passport,
    lend,
    person_of,
    whole,
)

A11, A11B, A11C, A11D = (printable_by_code(code) for code in ("A11", "A11B", "A11C", "A11D"))
A12 = printable_by_code("A12")


@pytest.fixture(autouse=True)
def office(college):
    fill_in_office()


# ---- official passports ----


def test_a_loan_of_a_group_is_listed_once_though_the_paper_notes_it_too():
    made = trip()
    staff = person_of(made)
    paper = lend(staff, due_on=date(2025, 5, 23))
    member = made.lines(TripMember)[0]
    member.travel_document, member.document_taken_on = paper, date(2025, 5, 6)
    store.save(member)

    loans = custody.loans_of(2025, date(2025, 5, 30))

    assert [(loan.person, loan.trip, loan.due) for loan in loans] == [
        (staff, made, date(2025, 5, 23))
    ]
    assert (loans[0].state(date(2025, 5, 30)), loans[0].days_late(date(2025, 5, 30))) == ("逾期", 7)


def test_a_passport_is_due_seven_days_after_the_return():
    made = trip()
    member = made.lines(TripMember)[0]
    member.travel_document = give_passport(member.staff_member)
    member.document_taken_on = date(2025, 5, 8)
    store.save(member)
    assert custody.loans_of(2025, date(2025, 5, 20))[0].due == date(2025, 5, 23)


def test_a_loan_that_did_not_come_back_stays_on_next_years_ledger():
    lend(person_of(trip()), due_on=date(2025, 5, 23))
    assert custody.loans_of(2026, date(2026, 1, 5))[0].state(date(2026, 1, 5)) == "逾期"
    assert custody.loans_of(2024, date(2024, 12, 31))[0].taken is None


def test_the_ledger_lists_only_what_is_asked_for():
    made = trip(2)
    first, second = (member.staff_member for member in made.lines(TripMember))
    lend(first, due_on=date(2025, 5, 23))
    give_passport(second, number="PE7654321")
    office = OfficeProfile.current()
    asked = {"issued_on": "2025-06-01", "year": str(date.today().year)}
    if date.today().year - 9 <= 2025:
        asked["year"] = "2025"

    def names(**more):
        return [line["name"] for line in A11.snapshot(office, {**asked, **more})["lines"]]

    assert names() == ["教师00", "教师01"]
    assert names(state="逾期未交") == ["教师00"]
    assert names(state="在库") == ["教师01"]
    assert names(kind="因公往来港澳通行证") == []


def test_the_ledger_can_hide_the_numbers():
    give_passport(person_of(trip()))
    words = whole(A11, OfficeProfile.current(), masked=True)
    assert "PE****67" in words
    assert PASSPORT not in words


def test_the_slip_takes_the_paper_that_the_journey_needs():
    made = trip(destination_kind="赴港澳")
    staff = person_of(made)
    give_passport(staff)
    give_passport(staff, kind="因公往来港澳通行证", number="DC1234567")
    assert [line["number"] for line in A11B.snapshot(made)["lines"]] == ["DC1234567"]


def test_the_slip_warns_of_a_member_who_has_not_handed_in():
    made = trip()
    lend(person_of(made), due_on=date(2025, 5, 23), number="PE0000001")
    notices = A11B.notices(made, A11B.wishes(made, {"issued_on": "2025-06-01"}))
    assert any("逾期未交" in words for words in notices)


def test_a_reminder_is_only_for_somebody_who_is_late():
    staff = person_of(trip())
    lend(staff, due_on=date(2025, 5, 23))
    on_time = A11C.wishes(staff, {"issued_on": "2025-05-23"})
    assert [gap.label for gap in A11C.missing(staff, on_time)] == ["逾期未交的因公证照"]
    late = A11C.snapshot(staff, {"issued_on": "2025-05-26"})
    assert [(row["days"], row["number"]) for row in late["rows"]] == [(3, "PE****67")]


def test_a_report_of_loss_offers_the_lost_paper_first():
    staff = person_of(trip())
    give_passport(staff, number="PE1111111", state="遗失", gone_on=date(2025, 5, 14))
    give_passport(staff, number="PE2222222")
    facts = A11D.snapshot(staff)
    assert (facts["number_of_paper"], facts["lost_on"]) == ("PE1111111", "2025年5月14日")


# ---- Taiwan ----


def to_taiwan(**more):
    made = trip(destination_kind="赴台", title="赴台交流团", **more)
    leg = made.lines(TripLeg)[0]
    leg.country, leg.city = "TWN", "台中"
    store.save(leg)
    return made


def test_the_list_for_taiwan_is_only_for_taiwan():
    assert A12.missing(trip(), A12.wishes(trip()))[0].field == "destination_kind"
    assert A12.missing(to_taiwan(), A12.wishes(to_taiwan())) == []


def test_words_of_the_trip_are_found_even_after_it_was_made():
    made = to_taiwan(inviting_party="中华民国示例协会")
    found = A12.snapshot(made)["used"]
    assert [(each["word"], each["level"]) for each in found] == [("中华民国", "红")]


def test_a_pasted_invitation_is_read_and_not_kept():
    facts = A12.snapshot(to_taiwan(), {"invitation": "國立示例大學敬邀，行政院补助"})
    assert {each["word"] for each in facts["used"]} == {"國立", "行政院"}
    assert "敬邀" not in json.dumps(facts, ensure_ascii=False)


def test_clean_words_are_said_to_be_clean():
    assert "没有发现" in flat(said(A12, to_taiwan()))


def test_who_is_sixty_stands_beside_the_health_certificate():
    made = to_taiwan()
    staff = StaffMember(name="老教授", staff_no="60", born_on=date(1965, 5, 12))
    store.save(staff)
    store.save(TripMember(trip=made, staff_member=staff))
    row = next(p for p in A12.snapshot(made)["papers"] if p["name"] == "健康证明")
    assert row["words"] == "60 周岁以上：老教授"
