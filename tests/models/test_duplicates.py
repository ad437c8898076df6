"""查重: what is found as the same, how sure, and what is not offered again."""

from __future__ import annotations

import time
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models import duplicates, store
from models.duplicates import scan
from models.entities import ENTITIES, entity_by_key
from models.errors import UserError

TEACHER, PAPER = entity_by_key("foreign_teacher"), entity_by_key("teacher_document")
STUDENT, SCHOOL = entity_by_key("international_student"), entity_by_key("partner_school")
STAFF = entity_by_key("staff_member")

pytestmark = pytest.mark.usefixtures("college")


def kept(entity, **words):
    record = entity()
    for name, value in words.items():
        setattr(record, name, entity.field_named(name).parse(value))
    store.save(record)
    return record


def found(entity):
    return [(g.ids, g.grade, [k.reason for k in g.keys]) for g in scan(entity)]


def person(name, **words):
    return kept(TEACHER, passport_name=name, **words)


def test_the_same_passport_is_certain_whatever_the_name():
    one, other = person("LEE, MINA"), person("李敏娜")
    for owner, number in ((one, "M12345678"), (other, "m1234 5678")):
        store.save(PAPER(teacher=owner, kind="护照", number=number))
    assert found(TEACHER) == [((one.id, other.id), "确定", ["护照号相同"])]


def test_the_same_number_of_another_paper_is_nothing():
    for name in ("LEE, MINA", "PARK, JUN"):
        store.save(PAPER(teacher=person(name), kind="签证", number="K1234567"))
    assert found(TEACHER) == []


@pytest.mark.parametrize(("one", "other", "words", "grade"), [
    ("LEE, MINA", "Lee, Mina", {"born_on": "1990-03-01"}, "很可能"),
    ("LEE, MINA", "MINA LEE", {"born_on": "1990-03-01"}, "很可能"),
    ("LEE, MINA", "MINA LEE", {"nationality": "韩国"}, "可能"),
    ("PETERSSON, ANNA", "PETERSON, ANNA", {"nationality": "瑞典", "born_on": "1980-01-01"}, "可能"),
    ("SMITH, JOHN", "SMYTH, JOHN", {"nationality": "英国", "born_on": "1980"}, "可能"),
    ("MOHAMMED ALI", "MUHAMMAD ALI", {"nationality": "埃及", "born_on": "1999-05-05"}, "可能"),
    ("HERMANN, JOSE", "HERMAN, JSOE", {"nationality": "巴西", "born_on": "1980-01-01"}, "可能"),
    ("NUÑEZ, JOSÉ", "NUNEZ, JOSE", {"born_on": "1990-03-01"}, "很可能"),
])
def test_a_person_entered_twice_is_found(one, other, words, grade):
    first, second = person(one, **words), person(other, **words)
    assert [(ids, g) for ids, g, _ in found(TEACHER)] == [((first.id, second.id), grade)]


@pytest.mark.parametrize(("one", "other"), [
    ({"passport_name": "LEE, MINA", "nationality": "韩国", "born_on": "1990-03-01"},
     {"passport_name": "LEE, MINA", "nationality": "韩国", "born_on": "1991-03-01"}),
    ({"passport_name": "PETERSSON, ANNA", "nationality": "瑞典", "born_on": "1980-01-01"},
     {"passport_name": "PETERSON, ANNA", "nationality": "挪威", "born_on": "1980-01-01"}),
    ({"passport_name": "KIM, SU", "nationality": "韩国", "born_on": "1990"},
     {"passport_name": "KIM, SO", "nationality": "韩国", "born_on": "1990"}),
    ({"passport_name": "HARRIS, JAMES"}, {"passport_name": "HARRIS, JAMES"}),
])
def test_two_people_are_not_taken_for_one(one, other):
    kept(TEACHER, **one)
    kept(TEACHER, **other)
    assert found(TEACHER) == []


def test_a_birth_known_only_by_its_year_contradicts_no_day_within_it():
    person("LEE, MINA", nationality="韩国", born_on="1990")
    person("MINA, LEE", nationality="韩国", born_on="1990-03-01")
    assert found(TEACHER)[0][2] == ["姓名和国籍相同"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text("ABCDEFG", min_size=7, max_size=12), st.data())
def test_words_one_change_apart_share_a_part(word, data):
    at = data.draw(st.integers(0, len(word) - 2))
    other = data.draw(st.sampled_from([
        word[:at] + word[at + 1 :], word[:at] + "X" + word[at + 1 :], word[:at] + "X" + word[at:],
        word[:at] + word[at + 1] + word[at] + word[at + 2 :],
    ]))
    assert duplicates._is_one_apart(word, other)
    assert duplicates._parts(word) & duplicates._parts(other)


def test_staff_of_one_name_in_one_department_are_found_unless_numbers_differ():
    same = [kept(STAFF, name="王伟", department="外语系") for _ in range(2)]
    for number in ("A1", "A2"):
        kept(STAFF, name="李娜", department="外语系", staff_no=number)
    assert [ids for ids, _, _ in found(STAFF)] == [(same[0].id, same[1].id)]


@pytest.mark.parametrize(("one", "other", "grade"), [
    ({"name": "清迈 大学"}, {"name": "清迈大学"}, "确定"),
    ({"name": "大林大学"}, {"name": "大林学院"}, "可能"),
    ({"name": "甲校", "foreign_name": "University of Otago"},
     {"name": "乙校", "foreign_name": "Otago University"}, "很可能"),
    ({"name": "甲校", "foreign_name": "Daelim University", "country": "韩国"},
     {"name": "乙校", "foreign_name": "Daelin University", "country": "韩国"}, "可能"),
])
def test_a_partner_school_under_two_names_is_found(one, other, grade):
    first, second = kept(SCHOOL, **one), kept(SCHOOL, **other)
    assert [(ids, g) for ids, g, _ in found(SCHOOL)] == [((first.id, second.id), grade)]


def test_schools_of_two_countries_are_two():
    kept(SCHOOL, name="中央大学", country="日本")
    kept(SCHOOL, name="中央大学", country="韩国")
    assert found(SCHOOL) == []


def test_three_alike_are_one_group_and_the_surest_comes_first():
    weak = [person(n, nationality="韩国") for n in ("PARK, JUN", "JUN PARK")]
    three = [person("LEE, MINA", born_on="1990-03-01") for _ in range(3)]
    assert [ids for ids, _, _ in found(TEACHER)] == [
        tuple(r.id for r in three), tuple(r.id for r in weak)
    ]


def test_what_is_retired_is_not_found():
    person("LEE, MINA", born_on="1990-03-01")
    store.retire(person("LEE, MINA", born_on="1990-03-01"))
    assert found(TEACHER) == []


def test_what_she_said_is_not_the_same_is_not_offered_again():
    one, other = (person("LEE, MINA", born_on="1990-03-01") for _ in range(2))
    duplicates.keep_distinct(TEACHER, other.id, one.id, reason="同名，出生地不同")
    assert found(TEACHER) == []
    duplicates.keep_distinct(TEACHER, one.id, other.id, reason="护照不同")
    decisions = list(entity_by_key("distinct").active())
    assert [d.reason for d in decisions] == ["护照不同"]


def test_saying_so_needs_a_reason():
    with pytest.raises(UserError, match="没有写明理由"):
        duplicates.keep_distinct(TEACHER, 1, 2, reason=" ")


def test_records_she_chose_herself_stand_side_by_side():
    one, other = person("LEE, MINA"), person("PARK, JUN")
    group = duplicates.put_side_by_side(TEACHER, [other.id, one.id])
    assert group.ids == (one.id, other.id)
    assert [key.reason for key in group.keys] == ["手工选择比较"]


def test_thousands_of_one_name_do_not_become_one_heap():
    with store.batch("新增"):
        store.add_many(TEACHER, [
            (TEACHER(passport_name="LEE, MINA", nationality="KOR"), "测试") for _ in range(500)
        ])
    groups = scan(TEACHER)
    assert max(len(g.ids) for g in groups) <= duplicates.MOST_TOGETHER


def test_ten_thousand_records_take_a_moment():
    names = [f"{a}{b}, {c}{d}" for a in ("KA", "MO", "RI", "TA", "SHI", "BEN") for b in (
        "LEE", "SON", "GAR", "PEV", "DUL") for c in ("ANNA", "IVO", "JUN", "MIN", "OLE", "UMA",
        "ESRA", "YURI") for d in ("", "BEL", "NOR", "VIN", "ZOE", "TIM")]
    first = date(1960, 1, 1)
    records = [
        STUDENT(passport_name=names[at % len(names)], nationality="KOR", student_no=f"S{at:06}",
                born_on=first + timedelta(days=(at * 7919) % 20000))
        for at in range(10_000)
    ]
    with store.batch("新增"):
        store.add_many(STUDENT, [(record, "测试") for record in records])
    start = time.process_time()
    scan(STUDENT)
    assert time.process_time() - start < 5


@pytest.mark.parametrize("entity", [e for e in ENTITIES if e.duplicate_keys], ids=lambda e: e.key())
def test_every_declared_key_names_existing_fields(entity):
    for key in entity.duplicate_keys:
        holder = entity_by_key(key.line) if key.line else entity
        assert key.grade in duplicates.GRADES
        assert key.compared in ("same", "words", "near", "sound", "school")
        for name in (*key.fields, *key.where):
            assert holder.field_named(name)
        for name in key.unless:
            assert entity.field_named(name)
