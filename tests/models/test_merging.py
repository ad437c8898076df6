"""Two records become one; undo brings everything back, references included."""

from __future__ import annotations

from datetime import date

import pytest

from models import history, merging, store
from models.entities import ENTITIES, entity_by_key
from models.errors import UserError

STAFF, TRIP, MEMBER = (entity_by_key(k) for k in ("staff_member", "outbound_trip", "trip_member"))
TEACHER, PAPER = entity_by_key("foreign_teacher"), entity_by_key("teacher_document")
SCHOOL, AGREEMENT = entity_by_key("partner_school"), entity_by_key("agreement")
ISSUED = entity_by_key("issued_paper")

pytestmark = pytest.mark.usefixtures("college")


def kept(record):
    store.save(record)
    return record


@pytest.fixture
def two():
    """One teacher entered twice: the second has the birthday, a passport and a paper issued."""
    one = kept(TEACHER(passport_name="LEE, MINA", phone="13800000001", remarks="口语好"))
    other = kept(TEACHER(passport_name="LEE MINA", born_on=date(1990, 3, 1), phone="13800000002",
                         remarks="2019年来校", extra={"车牌": "无"}))
    kept(PAPER(teacher=one, kind="护照", number="M1"))
    kept(PAPER(teacher=other, kind="护照", number="M1"))
    kept(PAPER(teacher=other, kind="签证", number="V1"))
    kept(ISSUED(number="ZM-2026-0001", printable="x", year=2026, serial=1,
                issued_on=date(2026, 1, 1), holder_entity="foreign_teacher", holder_id=other.id))
    return one, other


def everything():
    """Every record of every entity as it is stored now, without bookkeeping."""
    return {
        (entity.key(), record.id): store.stored_values(entity, record.id)
        for entity in ENTITIES for record in entity.select()
    }


def test_only_fields_that_hold_something_are_compared(two):
    rows = {row.kind.name: row for row in merging.compared(*two)}
    assert list(rows) == ["passport_name", "born_on", "phone", "remarks"]
    assert rows["born_on"].at_first == "other"
    assert rows["phone"].at_first == "kept"
    assert rows["remarks"].both == "口语好\n2019年来校"
    assert rows["phone"].both is None


def test_the_kept_record_takes_chosen_values_and_fills_its_blanks(two):
    one, other = two
    merging.merge(one, other, {"phone": "13800000002"})
    stored = TEACHER.get_by_id(one.id)
    assert stored.passport_name == "LEE, MINA"
    assert stored.phone == "13800000002"
    assert stored.born_on == date(1990, 3, 1)
    assert stored.extra == {"车牌": "无"}


def test_lines_move_and_one_that_says_nothing_more_is_not_doubled(two):
    one, other = two
    merging.merge(one, other)
    assert [(p.kind, p.number) for p in TEACHER.get_by_id(one.id).lines(PAPER)] == [
        ("护照", "M1"), ("签证", "V1")
    ]
    assert TEACHER.get_by_id(other.id).retired_at


def test_issued_papers_go_over_too(two):
    one, other = two
    merging.merge(one, other)
    assert ISSUED.get().holder_id == one.id


def test_references_of_other_records_go_over():
    one, other = kept(SCHOOL(name="清迈大学")), kept(SCHOOL(name="清迈学院"))
    agreement = kept(AGREEMENT(partner=other, title="合作协议"))
    assert [(m.entity, m.count, m.are_lines) for m in merging.moving(other)] == [
        (AGREEMENT, 1, False)
    ]
    merging.merge(one, other)
    assert AGREEMENT.get_by_id(agreement.id).partner_id == one.id


def test_a_member_of_a_trip_stays_a_member():
    one, other = kept(STAFF(name="王伟")), kept(STAFF(name="王 伟"))
    trip = kept(TRIP.sample())
    links = [k.name for k in MEMBER.kinds() if getattr(k, "rel_model", None) is STAFF]
    kept(MEMBER(trip=trip, **{links[0]: other}))
    merging.merge(one, other)
    assert getattr(MEMBER.get(), links[0]).id == one.id


def test_it_is_one_batch_and_undo_restores_everything(two):
    one, other = two
    before, count = everything(), len(history.batches())
    batch = merging.merge(one, other, {"phone": "13800000002"})
    assert len(history.batches()) == count + 1
    assert everything() != before
    history.undo(batch, entity_by_key)
    assert everything() == before


def test_after_the_undo_each_is_found_by_her_own_papers_again(two):
    one, other = two
    batch = merging.merge(one, other)
    assert "v1" in TEACHER.get_by_id(one.id).search_key
    history.undo(batch, entity_by_key)
    assert "v1" not in TEACHER.get_by_id(one.id).search_key
    assert "v1" in TEACHER.get_by_id(other.id).search_key


def test_lines_in_the_recycle_bin_come_along(two):
    one, other = two
    visa = PAPER.get(PAPER.number == "V1")
    store.retire(visa)
    merging.merge(one, other)
    store.restore(PAPER.get_by_id(visa.id))
    assert "V1" in [p.number for p in TEACHER.get_by_id(one.id).lines(PAPER)]


def test_a_record_that_is_gone_is_refused_and_nothing_is_written(two):
    one, other = two
    merging.merge(one, other)
    before = everything()
    with pytest.raises(UserError, match="已被删除或合并"):
        merging.merge(one, TEACHER.get_by_id(other.id))
    assert everything() == before


def test_what_may_not_be_kept_is_refused_and_nothing_is_written(two):
    one, other = two
    before = everything()
    with pytest.raises(UserError, match="不能为空"):
        merging.merge(one, other, {"passport_name": None})
    assert everything() == before


def test_a_record_is_not_merged_with_itself(two):
    with pytest.raises(ValueError, match="cannot become one"):
        merging.merge(two[0], two[0])
