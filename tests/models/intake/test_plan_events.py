"""Trainings with named participants, schools with agreements, and columns chosen by hand."""

from __future__ import annotations

from datetime import date

import pytest

from models import store
from models.entities.event import Event
from models.entities.foreign_teacher import ForeignTeacher
from models.entities.partner_school import Agreement, PartnerSchool
from models.entities.staff_member import StaffMember
from models.errors import UserError
from models.intake.apply import apply
from models.intake.recognise import Decided
from tests.models.intake.files import workbook
from tests.models.intake.registers import KIM, TEACHER, imported, planned, row_of, teachers

pytestmark = pytest.mark.usefixtures("college")


def trainings(path, *rows):
    return workbook(path, {"外事培训": [("时间", "培训名称", "主办单位", "参加人员"), *rows]})


def test_people_named_in_a_cell_become_participants(tmp_path):
    imported(trainings(tmp_path / "a.xlsx", ("2019.3.7", "管理培训", "省外办", "赵建国、李丽华")))
    event = Event.active().get()
    assert event.kind == "外事培训"
    assert StaffMember.active().count() == 2
    again = trainings(tmp_path / "b.xlsx", ("2019.3.7", "管理培训", "省外办", "李丽华、王秀英等3人"))
    found = planned(again)
    assert "只写出了 2 人" in row_of(found, 2).notes[0]
    apply(found)
    assert StaffMember.active().count() == 3


def test_a_participant_with_namesakes_refuses_the_row_and_names_the_column(tmp_path):
    for department in ("甲", "乙"):
        store.save(StaffMember(name="赵建国", department=department))
    found = planned(trainings(tmp_path / "a.xlsx", ("2019.3.7", "管理培训", "省外办", "赵建国")))
    [problem] = row_of(found, 2).problems
    assert (problem.column, problem.heading) == ("D", "参加人员")


def test_a_period_in_one_cell_fills_both_dates(tmp_path):
    head = ("培训班", "授课专家", "国籍", "起止", "参加教师数")
    row = ("第二期", "WALSH, Eoin", "爱尔兰", "2019.4.1-2019.6.28", "20人")
    imported(workbook(tmp_path / "a.xlsx", {"外语能力提升班": [head, row]}))
    event = Event.active().get()
    assert (event.kind, event.held_on, event.ends_on, event.audience) == (
        "外语培训", date(2019, 4, 1), date(2019, 6, 28), 20,
    )


PARTNER = ("中文名称", "英文名称", "国家（地区）", "性质", "协议名称", "签署日期", "有效期至", "合作内容")


def test_a_row_fills_the_school_and_its_agreement_or_only_the_school(tmp_path):
    imported(workbook(tmp_path / "协议.xlsx", [
        PARTNER,
        ("韩国大学", "K University", "韩国", "大学", "友好院校协议", "2012.6.1", "长期", "学生交流"),
        ("美国学院", "A College", "美国", "学院", None, None, None, "尚未签约"),
    ]))
    agreement = Agreement.active().get()
    assert agreement.partner.name == "韩国大学"
    assert agreement.valid_until == date(9999, 12, 31)
    assert PartnerSchool.active().count() == 2
    assert PartnerSchool.get(PartnerSchool.name == "美国学院").extra == {"合作内容": "尚未签约"}


def test_two_agreements_of_one_school_make_the_school_once(tmp_path):
    school = ("韩国大学", "K University", "韩国", "大学")
    path = workbook(tmp_path / "协议.xlsx", [
        PARTNER, (*school, "友好协议", "2012.6.1", "长期", None),
        (*school, "实习协议", "2018.6.1", "长期", None),
    ])
    imported(path)
    assert (PartnerSchool.active().count(), Agreement.active().count()) == (1, 2)
    assert not planned(path).writes()




def test_a_choice_by_hand_is_remembered_for_the_same_headings(tmp_path):
    rows = [("人", "国", "到", "止", "始"), ("KIM", "韩国", "x", "2020.2.29", "2019.3.1")]
    path = workbook(tmp_path / "a.xlsx", rows)
    choice = Decided("foreign_teacher", {
        0: "foreign_teacher.passport_name", 1: "foreign_teacher.nationality", 2: "",
        3: "engagement.engaged_until", 4: "engagement.engaged_from",
    })
    with pytest.raises(UserError, match="认不出"):
        planned(path)
    imported(path, decided={("a.xlsx", "Sheet1"): choice})
    assert ForeignTeacher.active().get().extra == {"到": "x"}
    later = workbook(tmp_path / "b.xlsx", [rows[0], ("LEE", "日本", "y", "2021.2.28", "2020.3.1")])
    found = planned(later)
    assert found.tables[0].mapping.remembered
    apply(found)
    assert ForeignTeacher.active().count() == 2


def test_a_choice_whose_register_is_gone_is_said(tmp_path):
    from models.entities.office import ColumnMapping
    from models.intake.recognise import recognise, signature
    from models.intake.workbook import read_tables

    [table] = read_tables(teachers(tmp_path / "a.xlsx", KIM))
    store.save(ColumnMapping(signature=signature(table), register="gone", columns={}))
    assert "已不存在" in recognise(table)


def test_extra_columns_are_named_in_the_plan(tmp_path):
    found = planned(teachers(tmp_path / "a.xlsx", (*KIM, "甲"), head=(*TEACHER, "宿舍")))
    assert found.tables[0].extra_columns == ["宿舍"]


def test_a_changed_extra_column_is_an_update(tmp_path):
    imported(teachers(tmp_path / "a.xlsx", (*KIM, "甲"), head=(*TEACHER, "宿舍")))
    found = planned(teachers(tmp_path / "b.xlsx", (*KIM, "乙"), head=(*TEACHER, "宿舍")))
    assert [(c.label, c.old, c.new) for c in row_of(found, 2).changes] == [("宿舍", "甲", "乙")]
    apply(found)
    assert ForeignTeacher.active().get().extra == {"宿舍": "乙"}
