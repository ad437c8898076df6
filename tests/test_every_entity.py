"""The contract that every entity in the registry is held to; adding one adds its tests."""

from __future__ import annotations

from datetime import date

import pytest

from models import cells, history, store
from models.entities import ENTITIES, StaffMember, entity_by_key
from models.entity import DATABASE, Entity
from models.errors import UserError
from models.fields import Choice, Coded, Date, Kind, Link, Number
from tests import schema

every_entity = pytest.mark.parametrize("entity", ENTITIES, ids=lambda e: e.key())


def filled(entity: type[Entity]) -> Entity:
    """A saved legal sample, with whatever it must link to saved before it."""
    record = entity.sample()
    for kind in entity.kinds():
        if isinstance(kind, Link):
            setattr(record, kind.name, filled(kind.rel_model))
    store.save(record, source="测试")
    return record


def test_migrations_build_exactly_what_the_entities_need(college):
    assert schema.missing_statements(DATABASE.connection()) == []


@every_entity
def test_it_says_what_it_is_and_by_what_it_is_recognised(entity):
    assert entity.label
    assert entity.__doc__
    assert entity.identity, "without an identity every import would add it again"
    names = {kind.name for kind in entity.kinds()}
    assert all(name in names for group in entity.identity for name in group)


@every_entity
def test_every_field_describes_itself(entity):
    labels = [kind.label for kind in entity.kinds()]
    assert all(labels)
    assert len(labels) == len(set(labels)), "two fields with one label cannot be told apart"
    assert any(kind.in_list for kind in entity.kinds()) or entity.is_settings or not entity.group


@every_entity
def test_no_two_fields_claim_the_same_header(entity):
    seen: dict[str, str] = {}
    for kind in entity.kinds():
        for word in {cells.compact(w) for w in (kind.label, *kind.aliases)}:
            assert word not in seen, f"{word}: {seen.get(word)} and {kind.name}"
            seen[word] = kind.name


@every_entity
def test_flat_columns_and_title_words_name_real_fields(entity):
    for column in entity.flat_columns:
        entity.field_named(column.field)
        for name, value in column.where.items():
            assert entity.field_named(name).parse(value) == value
    for name, words in entity.from_title.items():
        for value in words.values():
            assert entity.field_named(name).parse(value) == value


@every_entity
def test_a_sample_is_saved_read_back_and_found(entity, college):
    record = filled(entity)
    again = entity.get_by_id(record.id)
    for kind in entity.kinds():
        assert kind.read(again) == kind.read(record), kind.name
    assert again.created_at
    for words in record.searchable():
        assert store.search.fold(words).split()[0] in again.search_key


@every_entity
def test_what_is_shown_can_be_typed_again(entity, college):
    record = filled(entity)
    for kind in entity.kinds():
        if not isinstance(kind, Link):
            value = kind.read(record)
            assert kind.parse(kind.show(value)) == value, kind.name


@every_entity
def test_a_record_without_its_required_fields_is_refused_in_chinese(entity, college):
    record = entity()
    needed = [kind.label for kind in entity.kinds() if kind.required]
    assert needed or entity.key() == "column_mapping"
    with pytest.raises(UserError) as refused:
        store.save(record)
    for label in needed:
        assert label in refused.value.message
    assert entity.select().count() == 0


@every_entity
def test_choices_hold_their_synonyms(entity):
    for kind in entity.kinds():
        if isinstance(kind, Choice):
            for word, option in kind.synonyms.items():
                assert option in kind.options, f"{kind.name}: {word} → {option}"


@every_entity
def test_derived_columns_can_be_selected_sorted_and_shown(entity, college):
    record = filled(entity)
    for column in entity.derived():
        expression = column.expression(entity)
        query = entity.select(entity.id, expression.alias("value")).order_by(expression)
        row = query.where(entity.id == record.id).tuples().first()
        assert isinstance(column.show(row[1]), str)


@every_entity
def test_a_change_is_kept_in_history_and_taken_back(entity, college):
    record = filled(entity)
    before = store.stored_values(entity, record.id)
    record.remarks = "改过"
    if entity.is_append_only:
        with pytest.raises(UserError, match="不能修改"):
            store.save(record)
    else:
        store.save(record)
        history.undo(history.batches(1)[0], entity_by_key)
    assert store.stored_values(entity, record.id) == before


@every_entity
def test_a_new_record_is_taken_back_or_the_reason_is_said(entity, college):
    record = filled(entity)
    batch = history.batches(1)[0]
    if not entity.undo_refusal:
        history.undo(batch, entity_by_key)
        assert entity.get_by_id(record.id).retired_at
        return
    for attempt in (lambda: history.undo(batch, entity_by_key), lambda: store.retire(record)):
        with pytest.raises(UserError) as refused:
            attempt()
        assert refused.value.remedy == entity.undo_refusal
        assert entity.get_by_id(record.id).retired_at is None


def test_what_only_the_program_makes_can_never_be_taken_back():
    assert all(bool(e.undo_refusal) == e.is_made_by_program for e in ENTITIES)


def test_only_filings_and_issued_papers_are_kept_for_good():
    assert [e.label for e in ENTITIES if e.undo_refusal] == ["报送存档", "已出具文件", "导出记录"]
    assert [e.label for e in ENTITIES if e.is_append_only] == ["报送存档"]


@every_entity
def test_dates_in_order_are_asked_of_every_pair(entity, college):
    for start, end in entity.date_pairs():
        record = entity.sample()
        setattr(record, start.name, date(2024, 5, 2))
        setattr(record, end.name, date(2024, 5, 1))
        assert any(start.label in p and end.label in p for p in record.problems())


def test_a_wanted_field_left_blank_marks_the_record_as_incomplete(college):
    member = StaffMember(name="王小明")
    store.save(member)
    assert "部门" in member.missing()


@pytest.mark.parametrize("kind", [Kind, Date, Number, Coded])
def test_blank_stays_blank_and_is_never_zero(kind, college):
    for entity in ENTITIES:
        for field in entity.kinds():
            if type(field) is kind:
                assert field.parse("") is None
                assert field.show(None) == ""
