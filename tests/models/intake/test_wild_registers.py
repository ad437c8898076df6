"""Registers as other offices keep them: other words, merged headers, one row for each traveller."""

from __future__ import annotations

import pytest

from models.entities.event import Event
from models.entities.foreign_teacher import Engagement, ForeignTeacher, TeacherDocument
from models.entities.inbound_visit import InboundVisit
from models.entities.international_student import Enrolment, StudentDocument
from models.entities.outbound_student import Placement
from models.entities.outbound_trip import OutboundTrip, TripLeg, TripMember
from models.intake import report
from models.intake.meaning import meaning_of
from models.intake.sheet import heading_key
from tests.models.intake.files import workbook
from tests.models.intake.registers import imported, planned, row_of

pytestmark = pytest.mark.usefixtures("college")


def test_a_list_of_experts_with_merged_headers_and_a_line_for_the_office(tmp_path):
    path = workbook(tmp_path / "外国文教专家情况一览表.xlsx", [
        ("某某职业技术学院外国文教专家情况一览表（2023年度）", *[None] * 12),
        ("填报单位：国际处", *[None] * 10, "填报时间：2023.12.20", None),
        ("序号", "姓名", None, "性别", "国籍", "出生年月", "护照", None, "最高学历", "合同期限", None, "授课内容", "宿舍"),
        (None, "英文名", "中文名", None, None, None, "号码", "有效期", None, "起始", "截止", None, None),
        (1, "SMITH, JOHN", "史密斯", "男", "美国", "1980.05", "533381241", "2027.3.1", "硕士研究生",
         "2023.9.1", "2024.8.31", "英语口语", "甲区"),
        (2, "IVANOVA ANNA", None, "女", "俄罗斯", "1985年3月", "75 1234567", "2028/4/2", "博士",
         "2023.3.1", "2024.2.29", "俄语", "乙区"),
        ("合计", "2人", *[None] * 11),
    ], merged=(
        "A1:M1", "B3:C3", "G3:H3", "J3:K3", "A3:A4", "D3:D4", "E3:E4", "F3:F4", "I3:I4", "L3:L4",
        "M3:M4",
    ))
    imported(path)
    assert ForeignTeacher.active().count() == 2
    assert [str(e.engaged_until) for e in Engagement.active()] == ["2024-08-31", "2024-02-29"]
    assert TeacherDocument.active().count() == 2
    assert str(ForeignTeacher.active().first().born_on) == "1980年5月"
    assert not planned(path).writes()


def test_one_row_for_each_traveller_makes_trip_legs_and_members(tmp_path):
    head = ("序号", "出国（境）团组名称", "姓名", "性别", "工作部门", "职务", "出访国家或地区", "出访时间", "回国时间",
            "停留天数", "任务批件号", "经费来源", "费用（万元）")
    trip = ("泰国、老挝", "2023-05-10", "2023-05-16", "7天", "滨外〔2023〕1号", "学校", 3.6)
    path = workbook(tmp_path / "2023年因公出国（境）人员信息表.xlsx", [
        head, (1, "赴泰国、老挝交流团", "张三", "男", "国际处", "处长", *trip),
        (2, "赴泰国、老挝交流团", "李四", "女", "机电学院", "教师", *trip),
    ])
    imported(path)
    [found] = OutboundTrip.active()
    assert (found.approval_no, found.stated_days, found.cost) == ("滨外〔2023〕1号", 7, 36_000)
    assert [leg.country for leg in found.lines(TripLeg)] == ["THA", "LAO"]
    assert [m.staff_member.department for m in found.lines(TripMember)] == ["国际处", "机电学院"]
    assert not planned(path).writes()


def test_a_roll_of_students_in_other_words(tmp_path):
    path = workbook(tmp_path / "花名册.xlsx", [
        ("留学生花名册",),
        ("学号", "姓名（英文）", "姓名（中文）", "性别", "国籍", "签证到期日", "专业", "入学时间", "学生类型", "奖学金类型"),
        ("L20230101", "PHOMMA SOMCHAI", "宋猜", "男", "老挝", "2024-08-31", "汽修", "2023年9月",
         "学历生", "政府奖学金"),
    ])
    found = planned(path)
    assert "“学生类型”列按含义对应到“学生类别”" in found.tables[0].read_by_meaning
    assert any("签证到期日" in line for line in report.as_lines(found))
    imported(path)
    assert Enrolment.active().get().funding == "21"
    assert StudentDocument.active().get().kind == "签证"


def test_visits_of_several_days_with_only_a_head_count(tmp_path):
    imported(workbook(tmp_path / "来访登记.xlsx", [
        ("时间", "来宾单位", "国别", "人数", "来访目的", "接待领导"),
        ("2023.4.11-4.13", "泰国东盟技术学院", "泰国", "约6人", "合作洽谈", "王校长"),
    ]))
    visit = InboundVisit.active().get()
    assert (str(visit.arrived_on), str(visit.left_on), visit.head_count) == (
        "2023-04-11", "2023-04-13", 6,
    )
    assert visit.extra == {"接待领导": "王校长"}


def test_exchange_students_with_their_stay_in_one_cell(tmp_path):
    imported(workbook(tmp_path / "赴外交流学生名单.xlsx", [
        ("2022-2023学年赴外交流学生名单",),
        ("姓名", "学号", "性别", "二级学院", "交流院校", "交流国家", "交流项目", "交流期限"),
        ("张一", "20210001", "女", "外语学院", "泰国东盟技术学院", "泰国", "交换生", "2023.2.20-2023.6.30"),
    ]))
    stay = Placement.active().get()
    assert (str(stay.departed_on), str(stay.returned_on)) == ("2023-02-20", "2023-06-30")
    assert stay.programme_kind == "交换"


def test_a_lecture_in_the_afternoon(tmp_path):
    path = workbook(tmp_path / "讲座.xlsx", [
        ("序号", "讲座名称", "主讲人", "国籍", "主讲人单位", "举办时间", "地点", "参加人数"),
        (1, "东盟职教", "Mr. Somchai", "泰国", "ATC", "2023年5月6日下午", "报告厅", "约120人"),
    ])
    found = planned(path)
    assert [note[:8] for note in row_of(found, 2).notes] == ["“举办时间”“2", "“参加人数”“约"]
    imported(path)
    event = Event.active().get()
    assert (str(event.held_on), event.audience) == ("2023-05-06", 120)
    assert event.extra == {"举办时间": "2023年5月6日下午"}


@pytest.mark.parametrize("cell", ["五月初下午", "约若干人"])
def test_words_around_a_value_do_not_make_one(tmp_path, cell):
    row = ("东盟职教", "Somchai", cell if "午" in cell else "2023.5.6", cell if "人" in cell else 1)
    found = planned(workbook(tmp_path / "讲座.xlsx", [("讲座名称", "主讲人", "举办时间", "参加人数"), row]))
    assert row_of(found, 2).action == "退回"


@pytest.mark.parametrize(("written", "label"), [
    ("来访时间", "来访日期"), ("签证到期日", "签证有效期"), ("姓名(中文)", "中文姓名"), ("国别/地区", "国家(地区)"),
    ("合同期限/起始", "合同起始"), ("合同期限/截止", "合同截止"), ("学生类型", "学生类别"), ("护照编号", "护照号码"),
    ("费用(万元)", "费用"), ("所在部门", "部门"),
])
def test_headings_with_one_meaning(written, label):
    assert meaning_of(heading_key(written)) == meaning_of(heading_key(label))


@pytest.mark.parametrize(("one", "other"), [
    ("家长电话", "电话"), ("护照有效期", "签证有效期"), ("聘期起", "聘期止"), ("中文姓名", "英文姓名"),
    ("出生日期", "入学日期"), ("经费来源", "经费"), ("现聘期起", "聘期起"),
])
def test_headings_with_two_meanings(one, other):
    assert meaning_of(heading_key(one)) != meaning_of(heading_key(other))
