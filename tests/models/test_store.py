"""The store and history: all or nothing, recorded, taken back, found."""

from __future__ import annotations

from datetime import date

import pytest

from models import history, search, store
from models.audit import AuditEntry, Batch
from models.entities import (
    Engagement,
    ForeignTeacher,
    OutboundTrip,
    StaffMember,
    TeacherDocument,
    TripMember,
    entity_by_key,
)
from models.errors import UserError


def teacher(name: str = "LEE, ANNA", **fields: object) -> ForeignTeacher:
    record = ForeignTeacher(passport_name=name, nationality="GBR", **fields)
    store.save(record)
    return record


def engagement(of: ForeignTeacher, **fields: object) -> Engagement:
    given = {"engaged_from": date(2024, 9, 1), "engaged_until": date(2025, 7, 1), **fields}
    record = Engagement(teacher=of, **given)
    store.save(record)
    return record


def test_a_batch_that_fails_leaves_nothing(college):
    def two() -> None:
        with store.batch("两条"):
            store.save(ForeignTeacher(passport_name="ONE, A"))
            store.save(ForeignTeacher())

    with pytest.raises(UserError):
        two()
    assert ForeignTeacher.select().count() == 0
    assert Batch.select().count() == 0
    assert AuditEntry.select().count() == 0


def test_saving_without_a_change_writes_no_history(college):
    record = teacher()
    assert store.save(record) is False
    assert Batch.select().count() == 1


def test_listeners_hear_once_after_the_commit_with_every_id(college):
    heard = []
    store.listeners.append(heard.append)
    try:
        with store.batch("两条"):
            teacher("ONE, A")
            teacher("TWO, B")
            assert heard == []
    finally:
        store.listeners.remove(heard.append)
    assert [change.ids for change in heard] == [{"foreign_teacher": frozenset({1, 2})}]


def test_history_says_what_became_what_and_where_it_came_from(college):
    record = teacher()
    record.degree = "硕士"
    store.save(record, source="台账.xlsx / 外教 / 第 3 行")
    entry = history.entries_of(record)[0]
    assert entry.fields() == [("degree", None, "硕士")]
    assert entry.source == "台账.xlsx / 外教 / 第 3 行"


def test_the_history_of_a_person_includes_their_lines(college):
    record = teacher()
    engagement(record)
    assert [e.entity for e in history.entries_of(record)] == ["engagement", "foreign_teacher"]


def test_undoing_an_import_takes_back_every_record(college):
    with store.batch("导入", source="台账.xlsx") as batch:
        engagement(teacher())
    history.undo(batch, entity_by_key)
    assert ForeignTeacher.active().count() == 0
    assert Engagement.active().count() == 0
    assert batch.is_undone()


def test_an_undone_batch_can_be_brought_back_by_undoing_the_undo(college):
    with store.batch("导入") as batch:
        engagement(teacher())
    reverse = history.undo(batch, entity_by_key)
    history.undo(reverse, entity_by_key)
    assert ForeignTeacher.active().count() == 1
    assert Engagement.active().count() == 1
    assert not batch.is_undone()


def test_undo_goes_back_step_by_step_through_what_one_batch_did_to_a_record(college):
    before = teacher(phone="100")
    with store.batch("三次"):
        new = teacher("NEW, B")
        new.phone = "1"
        store.save(new)
        for phone in ("200", "300"):
            before.phone = phone
            store.save(before)
    history.undo(history.batches()[0], entity_by_key)
    assert ForeignTeacher.get_by_id(before.id).phone == "100"
    assert [str(t) for t in ForeignTeacher.active()] == ["LEE, ANNA"]
    undone = history.entries_of(before)[:2]
    assert [entry.fields() for entry in undone] == [
        [("phone", "200", "100")], [("phone", "300", "200")],
    ]
    history.undo(history.batches()[0], entity_by_key)
    assert ForeignTeacher.get_by_id(before.id).phone == "300"
    assert ForeignTeacher.get_by_id(new.id).phone == "1"


def test_a_record_is_found_by_its_words_again_after_undo(college):
    person = teacher()
    paper = TeacherDocument(teacher=person, kind="护照", number="OLD111")
    store.save(paper)
    paper.number = "NEW222"
    store.save(paper)
    history.undo(history.batches()[0], entity_by_key)
    assert list(ForeignTeacher.select().where(search.matching(ForeignTeacher, "old111")))
    assert not list(ForeignTeacher.select().where(search.matching(ForeignTeacher, "new222")))


def test_undo_names_what_was_changed_since_and_changes_nothing(college):
    record = teacher()
    record.degree = "硕士"
    store.save(record)
    batch = history.batches()[0]
    record.degree = "博士"
    store.save(record)
    with pytest.raises(UserError, match=r"LEE, ANNA.*最高学历"):
        history.undo(batch, entity_by_key)
    assert ForeignTeacher.get().degree == "博士"


def test_undo_leaves_later_changes_of_other_fields_alone(college):
    record = teacher()
    record.degree = "硕士"
    store.save(record)
    batch = history.batches()[0]
    record.sex = "女"
    store.save(record)
    history.undo(batch, entity_by_key)
    again = ForeignTeacher.get()
    assert (again.degree, again.sex) == (None, "女")


def test_a_created_record_that_others_use_is_not_undone_away(college):
    with store.batch("导入教职工") as batch:
        store.save(StaffMember(name="王小明", department="机械学院"))
    trip = OutboundTrip(title="赴日访问团", departed_on=date(2024, 5, 6))
    store.save(trip)
    store.save(TripMember(trip=trip, staff_member=StaffMember.get()))
    with pytest.raises(UserError, match=r"王小明.*引用"):
        history.undo(batch, entity_by_key)


def test_one_change_is_undone_alone(college):
    with store.batch("改两人"):
        teacher("ONE, A")
        second = teacher("TWO, B")
    entry = history.entries_of(second)[0]
    history.undo_entry(entry, entity_by_key)
    assert [t.passport_name for t in ForeignTeacher.active()] == ["ONE, A"]


def test_a_retired_person_takes_their_lines_along_and_brings_them_back(college):
    record = teacher()
    first, second = engagement(record), engagement(record, engaged_from=date(2023, 9, 1))
    store.retire(Engagement.get_by_id(second.id))
    store.retire(record)
    assert Engagement.active().count() == 0
    store.restore(ForeignTeacher.get_by_id(record.id))
    assert [e.id for e in Engagement.active()] == [first.id]


def test_a_record_in_use_is_not_retired(college):
    member = StaffMember(name="王小明", department="机械学院")
    store.save(member)
    trip = OutboundTrip(title="赴日访问团", departed_on=date(2024, 5, 6))
    store.save(trip)
    store.save(TripMember(trip=trip, staff_member=member))
    with pytest.raises(UserError, match="仍被1条记录引用"):
        store.retire(member)


def test_many_records_at_once_are_the_same_as_one_by_one(college):
    names = ["ONE, A", "TWO, B"]
    with store.batch("导入"):
        ids = store.add_many(
            ForeignTeacher,
            [(ForeignTeacher(passport_name=n), f"第 {i} 行") for i, n in enumerate(names)],
        )
        with_line = Engagement(
            teacher=ids[0], engaged_from=date(2024, 9, 1), engaged_until=date(2025, 7, 1)
        )
        store.add_many(Engagement, [(with_line, "")])
    bulk = [store.stored_values(ForeignTeacher, i) for i in ids]
    single = teacher("ONE, A")
    single.nationality = None
    store.save(single)
    assert bulk[0] == store.stored_values(ForeignTeacher, single.id)
    first = ForeignTeacher.get_by_id(ids[0])
    assert [e.source for e in history.entries_of(first)] == ["", "第 0 行"]
    history.undo(history.batches()[-1], entity_by_key)
    assert ForeignTeacher.active().count() == 1


def test_history_can_be_neither_changed_nor_cut(college):
    teacher()
    for statement in ("UPDATE audit_entry SET action = 'x'", "DELETE FROM audit_entry"):
        with pytest.raises(Exception, match="append-only"):
            store.DATABASE.execute_sql(statement)


@pytest.mark.parametrize(
    "typed", ["金珉俊", "jinminjun", "jmj", "minjun kim", "KIM", "m2938", "ＫＩＭ"]
)
def test_a_person_is_found_by(college, typed):
    record = teacher("KIM MINJUN", chinese_name="金珉俊")
    store.save(TeacherDocument(teacher=record, kind="护照", number="M29381746"))
    teacher("PARK SOYEON", chinese_name="朴素妍")
    found = list(ForeignTeacher.select().where(search.matching(ForeignTeacher, typed)))
    assert [t.passport_name for t in found] == ["KIM MINJUN"]


@pytest.mark.parametrize(
    ("name", "typed"), [("单田芳", "shantianfang"), ("曾国平", "zgp"), ("José Müller", "jose muller")]
)
def test_surnames_and_accents_are_folded(college, name, typed):
    store.save(StaffMember(name=name, department="机械学院"))
    assert StaffMember.select().where(search.matching(StaffMember, typed)).count() == 1
