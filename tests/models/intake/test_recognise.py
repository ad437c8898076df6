"""A register is known by its headings, its title and what was chosen the last time."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.intake import recognise
from models.intake.apply import apply
from models.intake.plan import plan
from models.intake.recognise import Decided
from models.intake.registers import register_of, registers, vocabulary
from models.intake.sheet import told_apart
from models.intake.workbook import read_tables
from tests.conftest import SAMPLES
from tests.models.intake.files import workbook

pytestmark = pytest.mark.usefixtures("college")


def table_of(tmp_path, *rows, name="a.xlsx", sheet="Sheet1"):
    [table] = read_tables(workbook(tmp_path / name, {sheet: rows}), vocabulary=vocabulary())
    return table


def paths(mapping):
    return {column: target.path for column, target in mapping.columns.items()}


@pytest.mark.parametrize(("file", "sheet", "register"), [
    ("2019年因公出国（境）团组统计表.xlsx", "团组汇总", "因公团组"),
    ("2019年因公出国（境）团组统计表.xlsx", "人员名单", "因公团组的团组成员"),
    ("2019年外籍教师台账.xlsx", "外教", "外籍教师"), ("2019年来华留学生名单.xlsx", "留学生", "国际学生"),
    ("2019年来访接待登记.xlsx", "来访", "来访接待"), ("2019年派出学生统计.xlsx", "Sheet1", "派出学生"),
    ("2019年讲座与培训.xlsx", "专家讲座", "涉外活动"), ("2019年讲座与培训.xlsx", "外事培训", "涉外活动"),
    ("2019年讲座与培训.xlsx", "外语能力提升班", "涉外活动"), ("合作院校及协议一览.xlsx", "合作院校", "协议"),
])
def test_every_sheet_of_the_samples_is_recognised_with_all_its_columns(file, sheet, register):
    table = next(t for t in read_tables(SAMPLES / file) if t.sheet == sheet)
    mapping = recognise.recognise(table)
    assert mapping.register.label == register
    unused = {h.label for h in table.headings if h.column not in mapping.columns}
    assert unused <= {"序号"}


@pytest.mark.parametrize("register", registers(), ids=lambda r: r.entity.key())
def test_a_register_with_its_own_labels_is_recognised(tmp_path, register):
    own = [
        t.kind for t in register.targets
        if t.slot.role in ("own", "linked") or (t.slot.role == "owner" and t.kind.required)
    ]
    labels = list(dict.fromkeys(kind.label for kind in own if kind.name != "remarks"))
    owner = register.entity.owner_link()
    if owner is not None:
        labels = [t.label for t in register.targets if t.slot.role == "owner" and t.kind.required]
        labels += [t.label for t in register.targets if t.slot.role in ("own", "linked")]
    labels = list(dict.fromkeys(labels))
    table = table_of(tmp_path, labels, ["x"] * len(labels), sheet=register.main.label)
    mapping = recognise.recognise(table)
    assert not isinstance(mapping, str)
    assert mapping.register.main is register.main


def test_flat_columns_fill_lines_of_their_kind():
    [table] = read_tables(SAMPLES / "2019年外籍教师台账.xlsx")
    found = {h.label: paths(recognise.recognise(table)).get(h.column) for h in table.headings}
    assert found["护照号"] == "teacher_document.number|kind=护照"
    assert found["工作许可有效期"] == "teacher_document.valid_until|kind=工作许可"
    assert found["聘期起"] == "engagement.engaged_from"


def test_the_remarks_of_a_row_belong_to_its_contract():
    [table] = read_tables(SAMPLES / "2019年外籍教师台账.xlsx")
    found = {h.label: paths(recognise.recognise(table)).get(h.column) for h in table.headings}
    assert found["备注"] == "engagement.remarks"


def test_a_group_heading_above_a_name_is_understood(tmp_path):
    table = table_of(
        tmp_path, ("姓名", "国籍", "护照号/", "聘期", "工资（元/月）"), ("KIM", "韩国", "M1", "2019.3.1", 1),
        sheet="外教",
    )
    found = {h.label: paths(recognise.recognise(table)).get(h.column) for h in table.headings}
    assert found["工资（元/月）"] == "engagement.monthly_pay"
    assert found["聘期"] == "engagement.engaged_from|range"


def test_a_sheet_of_something_else_is_refused_in_chinese(tmp_path):
    table = table_of(tmp_path, ("产品名称", "单价", "数量", "金额"), ("电脑", 5000, 2, 10000))
    assert "认不出" in recognise.recognise(table)


def test_a_sheet_without_a_header_is_refused_in_chinese(tmp_path):
    assert "没有找到表头" in recognise.recognise(table_of(tmp_path, ("通知",)))


def test_headings_that_fit_two_registers_are_not_guessed_at(tmp_path):
    table = table_of(tmp_path, ("姓名", "国籍", "性别", "出生日期"), ("KIM", "韩国", "男", "1990.1.1"))
    assert "分不清" in recognise.recognise(table)
    titled = table_of(
        tmp_path, ("2019年外籍教师名单",), ("姓名", "国籍", "性别", "出生日期"),
        ("KIM", "韩国", "男", "1990.1.1"),
    )
    assert recognise.recognise(titled).register.label == "外籍教师"


def test_a_line_without_its_required_column_is_not_meant(tmp_path):
    table = table_of(
        tmp_path, ("来访团组", "国家/地区", "来访日期", "人数", "职务"),
        ("代表团", "日本", "2019.5.1", 3, "主任"),
    )
    mapping = recognise.recognise(table)
    assert "inbound_visit.title" in paths(mapping).values()
    assert not [path for path in paths(mapping).values() if path.startswith("visitor")]


def test_columns_that_the_program_computes_are_passed_over(tmp_path):
    table = table_of(
        tmp_path, ("护照姓名", "国籍", "出生日期", "现聘期起", "现聘期止"),
        ("KIM", "韩国", "1990.1.1", "2019.3.1", "2020.2.29"), sheet="外籍教师",
    )
    mapping = recognise.recognise(table)
    assert mapping.register.label == "外籍教师"
    assert mapping.ignored == {3, 4}


def test_a_heading_that_stands_twice_is_taken_once(tmp_path):
    table = table_of(
        tmp_path, ("来访团组", "国家/地区", "来访日期", "人数", "人数"),
        ("代表团", "日本", "2019.5.1", 3, 4),
    )
    assert 4 not in recognise.recognise(table).columns


def test_a_choice_by_hand_names_register_and_columns(tmp_path):
    table = table_of(tmp_path, ("姓名", "国籍", "代号"), ("KIM", "韩国", "M1"))
    choice = Decided("foreign_teacher", {1: "", 2: "teacher_document.number|kind=护照", 0: "no.such"})
    mapping = recognise.decided(table, choice)
    assert paths(mapping) == {2: "teacher_document.number|kind=护照"}
    with pytest.raises(LookupError):
        recognise.decided(table, Decided("column_mapping", {}))


def test_every_target_has_a_name_of_its_own():
    for register in registers():
        names = [target.path for target in register.targets]
        assert len(names) == len(set(names)), register.label
    assert register_of("event").label == "涉外活动"


def test_columns_that_she_left_out_or_kept_as_extra_are_so_again_the_next_time(tmp_path):
    rows = [("护照姓名", "国籍", "出生日期", "聘期起", "聘期止", "任教课程", "内部评语"),
            ("COLE, ANNA", "英国", "1980.1.2", "2019.3.1", "2020.2.28", "口语", "甲")]
    path = workbook(tmp_path / "a.xlsx", {"外籍教师": rows})
    chosen = Decided("foreign_teacher", {5: "", 6: recognise.LEFT_OUT})
    apply(plan([path], decided={("a.xlsx", "外籍教师"): chosen}))

    [table] = read_tables(workbook(tmp_path / "b.xlsx", {"名单": rows}), vocabulary=vocabulary())
    mapping = recognise.recognise(table)
    assert mapping.remembered
    assert 6 in mapping.ignored
    assert 5 not in mapping.columns
    assert 5 not in mapping.ignored


def test_a_choice_is_remembered_for_the_rows_that_come_back_with_a_reason(tmp_path):
    head = ("教师称呼", "国籍", "出生日期", "聘期起", "聘期止")
    row = ("COLE, ANNA", "英国", "1980.1.2", "2019.3.1", "2020.2.28")
    chosen = Decided("foreign_teacher", {0: "foreign_teacher.passport_name"})
    path = workbook(tmp_path / "a.xlsx", {"名单": [head, row]})
    apply(plan([path], decided={("a.xlsx", "名单"): chosen}))
    back = workbook(tmp_path / "b.xlsx", {"名单": [("退回原因", "序号", *head), ("日期", 1, *row)]})
    [table] = read_tables(back, vocabulary=vocabulary())
    assert recognise.recognise(table).remembered


def test_two_tables_of_one_sheet_are_decided_one_by_one(tmp_path):
    rows = [
        ("姓名", "国籍", "出生日期", "聘期起", "聘期止"),
        ("COLE, ANNA", "英国", "1980.1.2", "2019.3.1", "2020.2.28"),
        (None,), ("二、来访情况",),
        ("来访日期", "来访单位", "国别", "人数", "来访目的"),
        ("2019.5.6", "示例大学", "韩国", 4, "洽谈"),
    ]
    path = workbook(tmp_path / "2019年.xlsx", {"汇总": rows})
    tables = read_tables(path, vocabulary=vocabulary())
    assert [t.place[1] for t in tables] == ["汇总", "汇总（第 2 张表）"]
    chosen = Decided("inbound_visit", {3: recognise.LEFT_OUT})
    found = plan([path], decided={tables[1].place: chosen})
    assert [t.mapping.register.entity.key() for t in found.tables] == [
        "foreign_teacher", "inbound_visit",
    ]
    assert 3 not in found.tables[0].mapping.ignored


def test_files_of_one_name_are_told_apart_by_their_folders():
    paths = [Path("/甲/台账.xlsx"), Path("/乙/台账.xlsx"), Path("/丙/其他.xlsx")]
    assert told_apart(paths) == ["台账.xlsx", "乙/台账.xlsx", "其他.xlsx"]
