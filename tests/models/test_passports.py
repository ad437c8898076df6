"""What a passport fills in: what is new, the same or different; papers of earlier years stay."""

from __future__ import annotations

from datetime import date

import pytest

from models import mrz, passports
from models.entities import entity_by_key
from models.mrz_names import Name

TEACHER, PAPER = entity_by_key("foreign_teacher"), entity_by_key("teacher_document")
VISIT, VISITOR = entity_by_key("inbound_visit"), entity_by_key("visitor")
ZONE = mrz.written_td3(
    Name("MUELLER", "ANNE MARIE"), "C01X00T47", country="D", born="780412", until="340612", sex="F"
)
READING = mrz.read(ZONE, today=date(2026, 11, 20))


def states(found):
    return {(offer.entity, offer.kind.name): offer.state for offer in found}


def test_a_blank_record_takes_everything_and_one_new_line():
    found = passports.offers(TEACHER(), {}, READING)
    assert set(states(found).values()) == {"新"}
    assert {offer.row for offer in found if offer.entity is PAPER} == {-1}
    values = {offer.kind.name: offer.new for offer in found}
    assert values["nationality"] == "DEU"
    assert values["number"] == "C01X00T47"


def test_another_spelling_of_the_name_is_the_same():
    draft = TEACHER(passport_name="Müller, Anne-Marie", born_on=date(1978, 4, 21))
    found = states(passports.offers(draft, {}, READING))
    assert found[TEACHER, "passport_name"] == "相同"
    assert found[TEACHER, "born_on"] == "不同"


def test_a_difference_is_not_taken_by_itself():
    draft = TEACHER(born_on=date(1978, 4, 21))
    taken = {o.kind.name for o in passports.offers(draft, {}, READING) if o.is_taken_at_first}
    assert "born_on" not in taken
    assert "sex" in taken


def test_a_value_with_a_wrong_check_digit_is_not_taken_by_itself():
    reading = mrz.read(ZONE.replace("C01X00T47", "C01X00T41"), today=date(2026, 11, 20))
    taken = {o.kind.name for o in passports.offers(TEACHER(), {}, reading) if o.is_taken_at_first}
    assert "number" not in taken
    assert "valid_until" in taken


@pytest.mark.parametrize(("kind", "number", "row"), [
    ("护照", "C01X00T47", 3), ("护照", "OLD123456", -1), ("签证", "C01X00T47", -1),
])
def test_only_the_line_of_this_very_passport_is_compared(kind, number, row):
    lines = {PAPER: {3: PAPER(kind=kind, number=number)}}
    found = passports.offers(TEACHER(), lines, READING)
    assert {offer.row for offer in found if offer.entity is PAPER} == {row}


def test_a_visitor_is_known_by_name():
    lines = {VISITOR: {0: VISITOR(name="Anne Marie Other"), 1: VISITOR(name="Mueller Anne Marie")}}
    found = passports.offers(VISIT(), lines, READING)
    assert {offer.row for offer in found} == {1}
    assert states(found)[VISITOR, "passport_no"] == "新"


def test_which_forms_offer_the_reader():
    assert [e for e in ("foreign_teacher", "international_student", "inbound_visit",
                        "partner_school", "staff_member")
            if passports.can_fill(entity_by_key(e))] == [
                "foreign_teacher", "international_student", "inbound_visit"]


def test_every_declared_field_and_value_exists():
    for entity in (TEACHER, PAPER, VISITOR, entity_by_key("student_document"),
                   entity_by_key("international_student")):
        for name, field in entity.passport_fields.items():
            assert name in mrz.LABELS
            assert entity.field_named(field)
        for name, value in entity.passport_line.items():
            assert entity.field_named(name).parse(value) == value
