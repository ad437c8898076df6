"""What an import would do, row by row: new, changed, the same or undecided."""

from __future__ import annotations

from datetime import date

import pytest

from models import store
from models.entities.foreign_teacher import Engagement, ForeignTeacher, TeacherDocument
from models.entities.inbound_visit import InboundVisit
from models.errors import UserError
from models.intake.apply import apply
from tests.models.intake.files import workbook
from tests.models.intake.registers import KIM, TEACHER, imported, planned, row_of, teachers

pytestmark = pytest.mark.usefixtures("college")


# New records

def test_a_new_row_is_new_and_nothing_is_written_before_it_is_applied(tmp_path):
    found = planned(teachers(tmp_path / "a.xlsx", KIM))
    assert found.counts() == {"新增": 1, "更新": 0, "相同": 0, "待定": 0, "退回": 0}
    assert found.is_clean()
    assert ForeignTeacher.select().count() == 0


def test_one_flat_row_fills_the_person_the_contract_and_the_papers(tmp_path):
    imported(teachers(tmp_path / "a.xlsx", KIM))
    teacher = ForeignTeacher.active().get()
    [engagement] = teacher.lines(Engagement)
    [passport] = teacher.lines(TeacherDocument)
    assert (teacher.nationality, teacher.born_on) == ("KOR", date(1974, 2, 8))
    assert engagement.engaged_from == date(2019, 3, 1)
    assert engagement.engaged_until == date(2020, 2, 29)
    assert (passport.kind, passport.number) == ("护照", "M29381746")
    assert passport.valid_until == date(2022, 7, 1)


@pytest.mark.parametrize("header", ["通行证号", "港澳居民来往内地通行证号", "台胞证号"])
def test_the_permit_of_a_teacher_from_hong_kong_macao_or_taiwan_is_a_paper_of_its_own(
    tmp_path, header
):
    head = ("护照姓名", "国籍", "聘期起", "聘期止", header, "通行证有效期")
    row = ("LEUNG, WING SHAN", "香港", "2024-09-01", "2026-08-31", "H0990012301", "2031-06-14")
    imported(workbook(tmp_path / "外籍教师台账.xlsx", [head, row]))
    [permit] = ForeignTeacher.active().get().lines(TeacherDocument)
    assert (permit.kind, permit.number) == ("来往内地（大陆）通行证", "H0990012301")
    assert permit.valid_until == date(2031, 6, 14)


@pytest.mark.parametrize("word", ["港澳居民来往内地通行证", "台湾居民来往大陆通行证", "回乡证"])
def test_the_permits_official_names_mean_the_same_kind(word):
    assert TeacherDocument.kind.parse(word) == "来往内地（大陆）通行证"


def test_what_a_new_row_would_write_can_be_listed(tmp_path):
    [row] = planned(teachers(tmp_path / "a.xlsx", KIM)).tables[0].rows
    details = {(c.record, c.label): (c.old, c.new) for c in row.details()}
    assert details["外籍教师", "国籍"] == ("", "韩国")
    assert details["外教证件", "号码"] == ("", "M29381746")


def test_columns_that_no_field_takes_are_kept_with_the_record(tmp_path):
    imported(teachers(tmp_path / "a.xlsx", (*KIM, "甲区 201", "/"), head=(*TEACHER, "宿舍", "血型")))
    assert ForeignTeacher.active().get().extra == {"宿舍": "甲区 201"}


def test_not_applicable_is_marked_and_unknown_words_are_kept_as_they_were_written(tmp_path):
    head = ("来访团组", "国家/地区", "类别", "来访日期", "人数")
    imported(workbook(tmp_path / "来访.xlsx", [head, ("代表团", "日本", "联合会", "2019.5.1", "不适用")]))
    visit = InboundVisit.active().get()
    assert (visit.body_kind, visit.head_count) == (None, None)
    assert visit.extra == {"类别": "联合会"}
    assert visit.inapplicable == {"head_count": True}


def test_the_history_of_a_record_says_file_sheet_and_row(tmp_path):
    from models import history

    imported(teachers(tmp_path / "台账.xlsx", KIM))
    entries = history.entries_of(ForeignTeacher.active().get())
    assert {entry.source for entry in entries} == {"台账.xlsx 工作表“外籍教师”第2行"}


# The same again, and changes

def test_importing_the_same_file_again_does_nothing(tmp_path):
    path = teachers(tmp_path / "a.xlsx", KIM)
    imported(path)
    again = planned(path)
    assert again.counts()["相同"] == 1
    assert not again.writes()
    assert apply(again) == 0


def test_the_same_person_written_differently_is_the_same(tmp_path):
    imported(teachers(tmp_path / "a.xlsx", KIM))
    other = ("Kim  Minjun", *KIM[1:2], "1974-02-08", *KIM[3:])
    assert planned(teachers(tmp_path / "b.xlsx", other)).counts()["相同"] == 1


def test_a_changed_cell_is_an_update_from_old_to_new(tmp_path):
    imported(teachers(tmp_path / "a.xlsx", KIM))
    found = planned(teachers(tmp_path / "b.xlsx", (*KIM[:8], "写作", None)))
    [change] = row_of(found, 2).changes
    assert (change.record, change.label, change.old, change.new) == ("聘期", "任教课程", "会话", "写作")
    assert found.counts()["更新"] == 1
    apply(found)
    assert Engagement.active().get().courses == "写作"


def test_a_blank_cell_takes_nothing_away(tmp_path):
    imported(teachers(tmp_path / "a.xlsx", KIM))
    shorter = (*KIM[:8], None, None)
    assert planned(teachers(tmp_path / "b.xlsx", shorter)).counts()["相同"] == 1


def test_a_new_contract_of_a_known_person_is_a_further_line(tmp_path):
    imported(teachers(tmp_path / "a.xlsx", KIM))
    later = (*KIM[:6], "2020.3.1", "2021.2.28", "会话", None)
    found = planned(teachers(tmp_path / "b.xlsx", later))
    assert row_of(found, 2).action == "更新"
    apply(found)
    assert ForeignTeacher.active().count() == 1
    assert Engagement.active().count() == 2
    assert TeacherDocument.active().count() == 1


def test_a_renewed_passport_is_a_further_paper(tmp_path):
    imported(teachers(tmp_path / "a.xlsx", KIM))
    imported(teachers(tmp_path / "b.xlsx", (*KIM[:4], "M99999999", "2032.7.1", *KIM[6:])))
    numbers = [d.number for d in TeacherDocument.active().order_by(TeacherDocument.id)]
    assert numbers == ["M29381746", "M99999999"]


def test_a_paper_whose_number_comes_later_is_completed(tmp_path):
    imported(teachers(tmp_path / "a.xlsx", (*KIM[:4], None, *KIM[5:])))
    imported(teachers(tmp_path / "b.xlsx", KIM))
    [passport] = TeacherDocument.active()
    assert passport.number == "M29381746"


def test_a_second_row_for_the_same_person_adds_a_line_and_keeps_the_first_values(tmp_path):
    second = (*KIM[:3], "女", *KIM[4:6], "2020.3.1", "2021.2.28", "写作", None)
    found = planned(teachers(tmp_path / "a.xlsx", KIM, second))
    assert [r.action for r in found.tables[0].rows] == ["新增", "更新"]
    assert "没有改为“女”" in row_of(found, 3).notes[0]
    apply(found)
    assert ForeignTeacher.active().get().sex == "男"
    assert Engagement.active().count() == 2


def test_two_people_with_one_name_and_different_birthdays_stay_two(tmp_path):
    other = ("KIM MINJUN", "韩国", "1990.1.1", "男", "M1", None, "2019.3.1", "2020.2.29", None, None)
    imported(teachers(tmp_path / "a.xlsx", KIM, other))
    assert ForeignTeacher.active().count() == 2


def test_a_birthday_learnt_later_completes_the_record(tmp_path):
    imported(teachers(tmp_path / "a.xlsx", (*KIM[:2], None, *KIM[3:])))
    found = planned(teachers(tmp_path / "b.xlsx", KIM))
    assert [(c.label, c.new) for c in row_of(found, 2).changes] == [("出生日期", "1974-02-08")]


def test_records_in_the_recycle_bin_are_not_found_again(tmp_path):
    path = teachers(tmp_path / "a.xlsx", KIM)
    imported(path)
    store.retire(ForeignTeacher.active().get())
    assert planned(path).counts()["新增"] == 1


# Undecided

def test_a_partly_blank_identity_that_meets_a_known_record_is_undecided(tmp_path):
    imported(teachers(tmp_path / "a.xlsx", KIM))
    vague = ("KIM MINJUN", None, None, "女", None, None, "2023.3.1", "2024.2.29", None, None)
    path = teachers(tmp_path / "b.xlsx", vague)
    found = planned(path)
    assert row_of(found, 2).action == "待定"
    assert "无法判断是否重复" in row_of(found, 2).problems[0].reason
    with pytest.raises(UserError, match="无法判断是否重复"):
        apply(found)
    assert Engagement.active().count() == 1


@pytest.mark.parametrize(("answer", "people", "contracts"), [("same", 1, 2), ("new", 2, 2)])
def test_the_user_says_whether_an_undecided_row_is_the_known_person(
    tmp_path, answer, people, contracts
):
    imported(teachers(tmp_path / "a.xlsx", KIM))
    vague = ("KIM MINJUN", None, None, None, None, None, "2023.3.1", "2024.2.29", None, None)
    path = teachers(tmp_path / "b.xlsx", vague)
    imported(path, answers={("b.xlsx", "外籍教师", 2): answer})
    assert (ForeignTeacher.active().count(), Engagement.active().count()) == (people, contracts)


def test_a_vague_row_that_brings_nothing_new_is_the_same(tmp_path):
    imported(teachers(tmp_path / "a.xlsx", KIM))
    vague = ("KIM MINJUN", None, None, None, None, None, *KIM[6:8], None, None)
    assert planned(teachers(tmp_path / "b.xlsx", vague)).counts()["相同"] == 1


def test_a_vague_row_that_may_be_several_records_is_undecided(tmp_path):
    other = ("KIM MINJUN", "韩国", "1990.1.1", *KIM[3:])
    imported(teachers(tmp_path / "a.xlsx", KIM, other))
    vague = ("KIM MINJUN", None, None, None, None, None, "2023.3.1", "2024.2.29", None, None)
    found = planned(teachers(tmp_path / "b.xlsx", vague))
    assert "已有的多条记录" in row_of(found, 2).problems[0].reason


def test_a_vague_row_without_any_likeness_is_new_and_says_what_it_lacks(tmp_path):
    vague = ("KIM MINJUN", None, None, None, None, None, "2023.3.1", "2024.2.29", None, None)
    found = planned(teachers(tmp_path / "a.xlsx", vague))
    assert row_of(found, 2).action == "新增"
    assert "缺少国籍" in row_of(found, 2).notes[0]
    apply(found)
    assert planned(teachers(tmp_path / "a.xlsx", vague)).counts()["相同"] == 1
