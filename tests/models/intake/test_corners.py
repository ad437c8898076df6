"""Odd registers, each of which some office keeps."""

from __future__ import annotations

import gc
import os
import struct
import zipfile

import openpyxl
import pytest

from models import store
from models.entities.foreign_teacher import ForeignTeacher
from models.entities.inbound_visit import InboundVisit
from models.entities.outbound_trip import OutboundTrip, TripLeg, TripMember
from models.entities.partner_school import Agreement, PartnerSchool
from models.entities.staff_member import StaffMember
from models.errors import Unreadable
from models.intake import compound, limits
from models.intake import workbook as intake_workbook
from models.intake.collector import collector_paused
from models.intake.recognise import Decided
from models.intake.workbook import read_tables
from tests.conftest import SAMPLES
from tests.models.intake.files import WORKBOOKS, in_sheet, repacked, workbook
from tests.models.intake.files import compound as compound_file
from tests.models.intake.registers import KIM, imported, planned, row_of, teachers, trips

VISIT = ("来访团组", "国家/地区", "来访日期", "人数", "来访事由")


# Reading

def test_a_register_with_nothing_but_its_header_is_an_empty_table(tmp_path):
    path = workbook(tmp_path / "a.xlsx", [("姓名", "国籍"), (None, None)], merged=("A1:A2",))
    [table] = read_tables(path)
    assert table.rows == ()
    assert table.merged == ()


def test_charts_are_no_tables(tmp_path):
    book = openpyxl.Workbook()
    for row in (("姓名", "国籍"), ("KIM", "韩国")):
        book.active.append(row)
    book.create_chartsheet("图")
    book.save(tmp_path / "a.xlsx")
    assert [table.sheet for table in read_tables(tmp_path / "a.xlsx")] == ["Sheet"]


def test_a_row_of_spaces_is_blank(tmp_path):
    rows = [("姓名", "国籍"), (" ", "\u3000"), ("KIM", "韩国")]
    [table] = read_tables(workbook(tmp_path / "a.xlsx", rows))
    assert [row.number for row in table.rows] == [3]
    assert table.dropped == ()


def test_the_last_row_that_fits_is_read(tmp_path):
    book = openpyxl.Workbook()
    for row in (("姓名", "国籍"), ("KIM", "韩国")):
        book.active.append(row)
    book.active["A200000"], book.active["B200000"] = "LEE", "日本"
    book.save(tmp_path / "a.xlsx")
    [table] = read_tables(tmp_path / "a.xlsx")
    assert [row.number for row in table.rows] == [2, 200_000]


def test_a_formula_whose_result_is_the_empty_text_has_a_result(tmp_path):
    source = workbook(tmp_path / "a.xlsx", [("团组", "人数"), ("甲团", '=""')])
    path = repacked(source, tmp_path / "b.xlsx", in_sheet(b'<c r="B2">', b'<c r="B2" t="str">'))
    assert read_tables(path)[0].flaws == ()


@pytest.mark.parametrize(("old", "new", "flaws"), [
    (b'<c r="B2" t="e"', b'<c t="e"', 0), (b"<v>#REF!</v>", b"", 1),
])
def test_an_error_cell_that_is_written_oddly_does_no_harm(tmp_path, old, new, flaws):
    book = openpyxl.Workbook()
    for row in (("团组", "人数"), ("甲团", "#REF!")):
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")
    [table] = read_tables(repacked(tmp_path / "a.xlsx", tmp_path / "b.xlsx", in_sheet(old, new)))
    assert len(table.flaws) == flaws


def test_a_number_under_a_group_name_does_not_hide_the_second_header_row(tmp_path):
    path = tmp_path / "a.xlsx"
    workbook(path, [
        ("姓名", "国籍", "护照", None, "聘期", None, "备注", None),
        (None, None, "号码", "有效期", "起", "止", "类别", 2019),
        ("KIM", "韩国", "M1", "2024.1.1", "2019.3.1", "2020.2.29", "甲", 5),
    ])
    [table] = read_tables(path)
    assert table.header_rows == (1, 2)


def test_a_package_without_a_list_of_sheets_is_damaged(tmp_path):
    source = SAMPLES / "2019年外籍教师台账.xlsx"
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(path, "w") as new:
        for entry in old.infolist():
            if entry.filename != "xl/workbook.xml":
                new.writestr(entry.filename, old.read(entry))
    with pytest.raises(Unreadable, match="已损坏"):
        read_tables(path)


def test_an_old_workbook_with_too_many_rows_is_refused(monkeypatch):
    monkeypatch.setattr(limits, "ROWS", 5)
    with pytest.raises(Unreadable, match="上限是 5 行"):
        read_tables(WORKBOOKS / "外籍教师台账.xls")


def test_a_file_that_trips_the_parser_itself_is_damaged(tmp_path, monkeypatch, capfd):
    monkeypatch.setattr(compound, "inspect", lambda *_: None)
    (tmp_path / "a.xls").write_bytes(compound_file({"Workbook": b"\x07" * 100}))
    with pytest.raises(Unreadable, match="已损坏"):
        read_tables(tmp_path / "a.xls")
    assert capfd.readouterr().err == ""


def test_a_program_without_a_console_reads_old_workbooks_as_well(monkeypatch):
    def no_console(_):
        raise OSError(9, "bad file descriptor")

    monkeypatch.setattr(os, "dup", no_console)
    assert len(read_tables(WORKBOOKS / "外籍教师台账.xls")[0].rows) == 5


def test_what_is_no_fault_of_the_file_is_not_called_one(monkeypatch):
    def stopped(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(intake_workbook, "_check_shape", stopped)
    with pytest.raises(KeyboardInterrupt):
        read_tables(WORKBOOKS / "外籍教师台账.xls")


def test_a_package_with_folders_as_windows_writes_them_is_read(tmp_path):
    source, path = SAMPLES / "2019年外籍教师台账.xlsx", tmp_path / "a.xlsx"
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(path, "w") as new:
        for entry in old.infolist():
            other = zipfile.ZipInfo()
            other.filename = entry.filename.replace("/", "\\")
            other.filename = entry.filename if "Content" in entry.filename else other.filename
            new.writestr(other, old.read(entry))
    assert len(read_tables(path)[0].rows) == 5


@pytest.mark.parametrize("change", ["small", "circle"])
def test_odd_containers_are_refused(tmp_path, change):
    data = bytearray(compound_file({"Workbook": b"\x07" * (100 if change == "small" else 5000)}))
    if change == "circle":
        struct.pack_into("<I", data, 68, 0)
    (tmp_path / "a.xls").write_bytes(data)
    with pytest.raises(Unreadable):
        read_tables(tmp_path / "a.xls")


def test_the_collector_is_left_as_it_was():
    gc.disable()
    with collector_paused():
        assert not gc.isenabled()
    assert not gc.isenabled()
    gc.enable()
    with collector_paused():
        assert not gc.isenabled()
    assert gc.isenabled()


# Planning

@pytest.mark.usefixtures("college")
def test_a_day_without_a_year_is_completed_from_the_title_and_said(tmp_path):
    path = workbook(tmp_path / "a.xlsx", [
        ("2019年外事接待登记表",), VISIT, ("代表团", "日本", "8月2日", "2人", " "),
    ])
    found = planned(path)
    assert "2019" in row_of(found, 3).notes[0]
    imported(path)
    visit = InboundVisit.active().get()
    assert (str(visit.arrived_on), visit.head_count, visit.purpose) == ("2019-08-02", 2, None)


@pytest.mark.usefixtures("college")
def test_a_visit_of_which_only_the_head_count_is_known_goes_in(tmp_path):
    imported(workbook(tmp_path / "来访.xlsx", [VISIT, ("代表团", "国内", "2019.8", "2人", None)]))
    visit = InboundVisit.active().get()
    assert (visit.country, visit.head_count, str(visit.arrived_on)) == ("CHN", 2, "2019年8月")


@pytest.mark.usefixtures("college")
def test_a_country_written_twice_is_one_leg_and_cities_go_with_their_countries(tmp_path):
    head = ("团组名称", "出访国家", "城市", "出境日期", "入境日期", "人数")
    imported(workbook(tmp_path / "团组.xlsx", [
        head, ("甲团", "英国、英国", None, "2019.4.8", "2019.4.15", 3),
        ("乙团", "埃塞俄比亚和肯尼亚", "亚的斯亚贝巴、内罗毕", "2019.5.8", "2019.5.15", 3),
    ]))
    legs = [(leg.country, leg.city) for leg in TripLeg.active().order_by(TripLeg.id)]
    assert legs == [("GBR", None), ("ETH", "亚的斯亚贝巴"), ("KEN", "内罗毕")]


@pytest.mark.usefixtures("college")
def test_an_unknown_country_among_several_is_named(tmp_path):
    head = ("团组名称", "出访国家", "出境日期", "入境日期", "人数")
    found = planned(workbook(tmp_path / "团组.xlsx", [
        head, ("甲团", "英国、亚特兰蒂斯", "2019.4.8", "2019.4.15", 3),
    ]))
    assert "亚特兰蒂斯" in row_of(found, 2).problems[0].reason


@pytest.mark.usefixtures("college")
def test_lines_and_people_whose_other_end_is_in_the_recycle_bin_are_left_alone(tmp_path):
    path = trips(tmp_path / "a.xlsx", [("甲团", "郑海涛", "英国", "访问", "2019.4.8", "2019.4.15", 1)])
    imported(path)
    with store.batch("test"):
        for record in (OutboundTrip.get(), StaffMember.get()):
            store.set_stored(record, {"retired_at": "2020"}, action="retired", source="test")
    assert planned(path).counts()["新增"] == 1
    imported(path)
    assert OutboundTrip.active().get().lines(TripMember)[0].staff_member.retired_at is None


@pytest.mark.usefixtures("college")
def test_a_member_whose_person_is_in_the_recycle_bin_is_no_namesake(tmp_path):
    path = trips(tmp_path / "a.xlsx", [("甲团", "郑海涛", "英国", "访问", "2019.4.8", "2019.4.15", 1)])
    imported(path)
    with store.batch("test"):
        store.set_stored(StaffMember.get(), {"retired_at": "2020"}, action="retired", source="test")
    assert "不在成员名单中" in row_of(planned(path), 2).notes[0]


@pytest.mark.usefixtures("college")
def test_an_agreement_that_belongs_to_another_school_is_said_and_left_there(tmp_path):
    head = ("中文名称", "国家（地区）", "协议名称", "协议编号", "签署日期", "有效期至")
    paper = ("韩国", "协议", "1号", "2019.1.1", "长期")
    imported(workbook(tmp_path / "协议.xlsx", [head, ("甲校", *paper)]))
    other = workbook(tmp_path / "b.xlsx", {"协议": [head, ("乙校", *paper)]})
    found = planned(other)
    assert "没有改为“乙校”" in row_of(found, 2).notes[0]
    imported(other)
    assert Agreement.active().get().partner.name == "甲校"
    assert PartnerSchool.active().count() == 2


@pytest.mark.usefixtures("college")
def test_a_school_without_an_agreement_is_new_once_and_then_the_same(tmp_path):
    head = ("中文名称", "国家（地区）", "性质", "协议名称", "签署日期", "合作内容")
    path = workbook(tmp_path / "协议.xlsx", [head, ("甲校", "韩国", "大学", None, None, "尚未签约")])
    found = planned(path)
    assert (row_of(found, 2).action, row_of(found, 2).title) == ("新增", "甲校")
    imported(path)
    assert planned(path).counts()["相同"] == 1


@pytest.mark.usefixtures("college")
def test_what_a_row_with_named_people_would_write_can_be_listed(tmp_path):
    head = ("时间", "培训名称", "主办单位", "参加人员", "联络员")
    found = planned(workbook(tmp_path / "a.xlsx", {
        "外事培训": [head, ("2019.3.7", "管理培训", "省外办", "赵建国", "周明")],
    }))
    details = {(c.record, c.label): c.new for c in row_of(found, 2).details()}
    assert details["参加人", "参加人员"] == "赵建国"
    assert details["涉外活动", "联络员"] == "周明"


@pytest.mark.usefixtures("college")
def test_a_reason_without_a_column_is_about_the_whole_row(tmp_path):
    path = teachers(tmp_path / "a.xlsx", KIM)
    ignored = Decided("foreign_teacher", {7: ""})
    found = planned(path, decided={("a.xlsx", "外籍教师"): ignored})
    [problem] = row_of(found, 2).problems
    assert (problem.column, str(problem)) == ("", "聘期的“聘期止”不能为空")


@pytest.mark.usefixtures("college")
def test_a_list_of_members_without_its_trip_column_is_refused_row_by_row(tmp_path):
    rows = [("姓名", "性别", "部门"), ("李明", "男", "外语学院")]
    by_hand = Decided("trip_member", {0: "staff_member:staff_member.name"})
    found = planned(
        workbook(tmp_path / "a.xlsx", rows), decided={("a.xlsx", "Sheet1"): by_hand}
    )
    [problem] = row_of(found, 2).problems
    assert (problem.column, problem.reason) == ("", "没有写明是哪个因公团组的")


@pytest.mark.usefixtures("college")
def test_the_answer_that_it_is_the_same_does_not_choose_among_several(tmp_path):
    other = ("KIM MINJUN", "韩国", "1990.1.1", *KIM[3:])
    imported(teachers(tmp_path / "a.xlsx", KIM, other))
    vague = ("KIM MINJUN", "韩国", None, None, None, None, "2023.3.1", "2024.2.29", None, None)
    path = teachers(tmp_path / "b.xlsx", vague)
    found = planned(path, answers={("b.xlsx", "外籍教师", 2): "same"})
    assert row_of(found, 2).action == "待定"
    assert ForeignTeacher.active().count() == 2
