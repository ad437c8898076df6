"""Another name of a partner school is learned once and understood in every import after that."""

from __future__ import annotations

import pytest

from models import aliases, history, merging, search, store
from models.audit import Batch
from models.entities import Agreement, PartnerSchool, entity_by_key
from models.entities.international_student import Enrolment
from models.entities.partner_alias import PartnerAlias
from models.intake.apply import apply
from models.intake.plan import Meant, plan
from tests.models.intake.files import workbook
from tests.models.intake.registers import row_of

pytestmark = pytest.mark.usefixtures("college")

AGREEMENTS = ("协议名称", "合作院校", "协议类型", "签署日期", "有效期至")
STUDENTS = ("护照姓名", "国籍", "出生日期", "护照号", "学生类别", "专业", "派出院校", "入学日期")


@pytest.fixture
def school():
    record = PartnerSchool(name="首尔汉江示例大学", foreign_name="Hangang Sample University", country="KOR")
    store.save(record)
    return record


def agreements(path, *names):
    rows = [(f"合作备忘录{n}", name, "备忘录", "2019.4.8", "长期") for n, name in enumerate(names)]
    return workbook(path, {"协议": [AGREEMENTS, *rows]})


def test_an_unknown_name_makes_a_new_school_and_the_like_ones_are_offered(tmp_path, school):
    found = plan([agreements(tmp_path / "a.xlsx", "汉江示例大学校")])
    assert [d.entity for d in row_of(found, 2).created] == [PartnerSchool, Agreement]
    [near] = aliases.Names(PartnerSchool).near("汉江示例大学校")
    assert near == (school.id, "首尔汉江示例大学")


def test_a_name_that_she_resolved_is_kept_and_used_the_next_time(tmp_path, school):
    path = agreements(tmp_path / "a.xlsx", "汉江示例大学校")
    apply(plan([path], meant=[Meant(PartnerSchool, "汉江示例大学校", school.id)]))
    assert [line.words for line in school.lines(PartnerAlias)] == ["汉江示例大学校"]
    assert PartnerSchool.active().count() == 1

    again = plan([agreements(tmp_path / "b.xlsx", "汉江示例大学校", "Hangang Sample University")])
    assert again.new.get(PartnerSchool, []) == []
    assert row_of(again, 2).action == "相同"
    assert row_of(again, 3).notes == [
        "“Hangang Sample University”按又称认作合作院校“首尔汉江示例大学”"
    ]


def test_a_learned_name_is_taken_back_with_its_import(tmp_path, school):
    path = agreements(tmp_path / "a.xlsx", "汉江示例大学校")
    batch = apply(plan([path], meant=[Meant(PartnerSchool, "汉江示例大学校", school.id)]))
    history.undo(Batch.get_by_id(batch), entity_by_key)
    assert school.lines(PartnerAlias) == []


def test_a_name_that_was_removed_is_no_longer_understood(tmp_path, school):
    aliases.learn(school, "汉江大")
    [line] = school.lines(PartnerAlias)
    store.retire(line)
    found = plan([agreements(tmp_path / "a.xlsx", "汉江大")])
    assert [str(d) for d in found.new[PartnerSchool]] == ["汉江大"]


def test_the_name_of_a_school_merged_into_another_leads_there(tmp_path, school):
    other = PartnerSchool(name="汉江示例大学校", country="KOR")
    store.save(other)
    merging.merge(school, other)
    assert aliases.called(PartnerSchool, "汉江示例大学校") == school.id
    found = plan([agreements(tmp_path / "a.xlsx", "汉江示例大学校")])
    assert found.new.get(PartnerSchool, []) == []


def test_a_school_is_found_by_its_other_name_while_typing(school):
    aliases.learn(school, "汉江大")
    assert PartnerSchool.select().where(search.matching(PartnerSchool, "hjd")).count() == 1


def test_a_text_that_names_a_school_by_another_name_is_written_with_its_own(tmp_path, school):
    aliases.learn(school, "汉江大")
    row = ("LEE JIHO", "韩国", "2001.3.4", "M73829415", "交换生", "旅游管理", "汉江大", "2019.9.1")
    found = plan([workbook(tmp_path / "2019年国际学生.xlsx", {"国际学生": [STUDENTS, row]})])
    assert row_of(found, 2).notes == ["“派出院校”“汉江大”是又称，按“首尔汉江示例大学”记"]
    apply(found)
    assert Enrolment.active().get().home_school == "首尔汉江示例大学"


def test_a_text_that_was_kept_before_the_name_was_learned_stays_as_it_is(tmp_path, school):
    row = ("LEE JIHO", "韩国", "2001.3.4", "M73829415", "交换生", "旅游管理", "汉江大", "2019.9.1")
    path = workbook(tmp_path / "2019年国际学生.xlsx", {"国际学生": [STUDENTS, row]})
    apply(plan([path]))
    aliases.learn(school, "汉江大")
    assert plan([path]).counts()["相同"] == 1


def test_its_own_name_is_never_kept_as_another_one(school):
    assert not aliases.learn(school, "hangang sample university")
    assert not aliases.learn(school, "首尔汉江示例大学")


def test_every_text_that_names_a_school_is_a_text_of_its_entity():
    for (key, name), register in aliases.TEXTS.items():
        assert type(entity_by_key(key).field_named(name)).__name__ == "Text"
        assert aliases.lines_for(entity_by_key(register)) is not None
