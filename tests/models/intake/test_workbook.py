"""Tables are found in real registers: header, title, totals, notes, years, damaged cells."""

from __future__ import annotations

import json
import shutil
import zipfile
from datetime import date, datetime

import openpyxl
import pytest

from models.errors import Unreadable
from models.intake.sheet import column_letter, column_number, heading_key
from models.intake.workbook import read_tables, year_of
from tests.conftest import SAMPLES
from tests.models.intake.files import WORKBOOKS, in_sheet, repacked, workbook

TEACHERS = SAMPLES / "2019年外籍教师台账.xlsx"
TRIPS = SAMPLES / "2019年因公出国（境）团组统计表.xlsx"


def labels(table):
    return [heading.label for heading in table.headings]


def column(table, label):
    place = next(h.column for h in table.headings if h.label == label)
    return [row.values[place] for row in table.rows]


def test_the_title_above_the_header_is_kept_and_names_the_year():
    [table] = read_tables(TEACHERS)
    assert table.title == "滨城职业技术学院2019年外籍教师台账"
    assert table.year == 2019
    assert table.header_rows == (2,)


def test_a_line_break_and_full_width_brackets_in_a_header_do_not_hide_it():
    [table] = read_tables(TEACHERS)
    heading = table.headings[1]
    assert heading.label == "姓名（护照）"
    assert heading.key == "姓名(护照)"
    assert heading.letter == "B"


def test_the_total_row_is_dropped_with_its_reason():
    [table] = read_tables(TEACHERS)
    assert [row.number for row in table.rows] == [3, 4, 5, 6, 7]
    assert [(d.number, d.reason) for d in table.dropped] == [(8, "合计行")]


@pytest.mark.parametrize("words", [
    "合计", "合 计", "总计", "总计：20人", "小计", "韩国小计", "共计20人", "共 20 人", "本页合计", "累计",
])
def test_every_way_of_writing_a_total_is_known(tmp_path, words):
    path = workbook(tmp_path / "a.xlsx", [
        ("序号", "姓名", "国籍", "性别"), (1, "张三", "韩国", "男"), (None, words, None, 3),
    ])
    [table] = read_tables(path)
    assert [row.number for row in table.rows] == [2]
    assert table.dropped[0].reason in ("合计行", "小计行")


def test_a_person_whose_data_only_resemble_a_total_is_kept(tmp_path):
    path = workbook(tmp_path / "a.xlsx", [
        ("序号", "姓名", "专业", "性别"), (1, "共小明", "总图设计", "男"), (2, "计春华", "会计", "女"),
    ])
    [table] = read_tables(path)
    assert len(table.rows) == 2
    assert table.dropped == ()


def test_notes_and_signatures_below_the_table_are_dropped_with_their_reasons(tmp_path):
    path = workbook(tmp_path / "a.xlsx", [
        ("序号", "姓名", "国籍", "性别", "备注"),
        (1, "张三", "韩国", "男", None),
        (None, None, None, None, None),
        ("注：本表由各学院填写", None, None, None, None),
        ("填表人：李四", None, "审核人：王五", None, None),
        ("以上人员信息均已与护照原件核对,如有变化请于当月月底前书面通知国际合作与交流处备案", None, None, None, None),
        (2, None, None, None, None),
    ])
    [table] = read_tables(path)
    assert [row.number for row in table.rows] == [2]
    assert [d.reason for d in table.dropped] == [
        "备注说明", "填表人等落款", "说明文字", "只有序号，没有内容",
    ]


def test_section_captions_repeated_headers_and_column_numbers_are_no_records(tmp_path):
    head = ("序号", "姓名", "国籍", "性别")
    path = workbook(tmp_path / "a.xlsx", [
        head, (1, 2, 3, 4), ("一、长期外教", None, None, None), (1, "张三", "韩国", "男"), head,
        (2, "李四", "日本", "女"),
    ])
    [table] = read_tables(path)
    assert [row.number for row in table.rows] == [4, 6]
    assert [d.reason for d in table.dropped] == ["栏次行", "分组标题", "重复的表头"]


def test_two_header_rows_with_merged_groups_are_joined(tmp_path):
    path = workbook(tmp_path / "a.xlsx", [
        ("外籍教师一览表", None, None, None, None, None),
        ("序号", "姓名", "护照", None, "聘期", None),
        (None, None, "号码", "有效期", "起", "止"),
        (1, "KIM MINJUN", "M1234567", "2024.5.1", "2019.3.1", "2020.2.29"),
    ], merged=("A1:F1", "A2:A3", "B2:B3", "C2:D2", "E2:F2"))
    [table] = read_tables(path)
    assert table.header_rows == (2, 3)
    assert labels(table) == ["序号", "姓名", "护照/号码", "护照/有效期", "聘期/起", "聘期/止"]
    assert [row.number for row in table.rows] == [4]


def test_two_header_rows_without_merged_cells_are_joined(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(
        "序号,姓名,护照,,备注\n,,号码,有效期,\n1,KIM MINJUN,M1234567,2024.5.1,\n", "utf-8"
    )
    [table] = read_tables(path)
    assert labels(table) == ["序号", "姓名", "护照/号码", "护照/有效期", "备注"]
    assert len(table.rows) == 1


def test_a_row_of_group_names_above_the_header_is_taken_with_it(tmp_path):
    path = workbook(tmp_path / "a.xlsx", [
        ("基本信息", None, "护照", None),
        ("姓名", "国籍", "号码", "有效期"),
        ("KIM", "韩国", "M1234567", "2024.5.1"),
    ], merged=("A1:B1", "C1:D1"))
    [table] = read_tables(path)
    assert labels(table) == ["基本信息/姓名", "基本信息/国籍", "护照/号码", "护照/有效期"]


def test_group_names_are_filled_down_over_blank_cells():
    members = read_tables(TRIPS)[1]
    filled = members.filled_down(0)
    assert filled[2] == filled[5] == "赴埃塞俄比亚、肯尼亚职业教育项目洽谈团"
    assert filled[6] == filled[10] == "赴澳大利亚中外合作办学洽谈团"
    assert members.rows[1].values[0] == ""


def test_merged_cells_are_filled_for_their_own_rows_only(tmp_path):
    path = workbook(tmp_path / "a.xlsx", [
        ("团组", "姓名", "性别"), ("甲团", "张三", "男"), (None, "李四", "女"), (None, "王五", "男"),
    ], merged=("A2:A3",))
    [table] = read_tables(path)
    assert table.filled_down(0) == {2: "甲团", 3: "甲团", 4: ""}


def test_dates_come_as_dates_where_the_workbook_says_so_else_as_typed():
    [table] = read_tables(TEACHERS)
    assert column(table, "出生日期")[:3] == ["1979.6.3", date(1986, 11, 24), "1974年2月8日"]


def test_dates_of_the_1904_system_are_the_same_days(tmp_path):
    book = openpyxl.Workbook()
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    for row in (("姓名", "出生日期"), ("张三", datetime(1990, 4, 12))):
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")
    [table] = read_tables(tmp_path / "a.xlsx")
    assert column(table, "出生日期") == [date(1990, 4, 12)]


def test_every_sheet_with_a_table_is_read_and_blank_sheets_are_not(tmp_path):
    rows = [("姓名", "国籍"), ("KIM", "韩国")]
    path = workbook(tmp_path / "a.xlsx", {"名单": rows, "Sheet2": [], "密表": rows}, hidden=("密表",))
    found = read_tables(path)
    assert [(t.sheet, t.hidden) for t in found] == [("名单", False), ("密表", True)]


def test_two_tables_on_one_sheet_are_told_apart(tmp_path):
    path = workbook(tmp_path / "a.xlsx", [
        ("2019年专家讲座", None, None, None),
        ("时间", "专家姓名", "国籍", "题目"), ("2019.4.18", "WALSH", "爱尔兰", "质量保障"),
        (None, None, None, None),
        ("2019年外事培训", None, None, None),
        ("时间", "培训名称", "主办单位", None), ("2019.3.7", "因公管理培训", "省外办", None),
    ])
    first, second = read_tables(path)
    assert [row.number for row in first.rows] == [3]
    assert second.title == "2019年外事培训"
    assert second.header_rows == (6,)
    assert [row.number for row in second.rows] == [7]


def test_a_table_that_does_not_begin_in_the_first_column_is_read(tmp_path):
    path = workbook(tmp_path / "a.xlsx", [
        (None, None, None), (None, "姓名", "国籍"), (None, "KIM", "韩国"),
    ])
    [table] = read_tables(path)
    assert [h.letter for h in table.headings] == ["B", "C"]
    assert column(table, "国籍") == ["韩国"]


def test_a_sheet_without_a_header_says_so_for_every_row(tmp_path):
    [table] = read_tables(workbook(tmp_path / "a.xlsx", [("通知",), ("请各学院于12月20日前报送",)]))
    assert table.headings == ()
    assert {d.reason for d in table.dropped} == {"没有找到表头"}


def test_a_column_without_a_heading_keeps_its_values(tmp_path):
    [table] = read_tables(workbook(tmp_path / "a.xlsx", [
        ("姓名", "国籍", None, None), ("KIM", "韩国", "续聘", None),
    ]))
    assert labels(table) == ["姓名", "国籍", "C列（无标题）"]


def test_a_formula_without_a_saved_result_is_reported_where_it_matters(tmp_path):
    path = workbook(tmp_path / "a.xlsx", [
        ("团组", "人数", "费用"), ("甲团", "=2+3", 1000), ("合计", "=SUM(B2:B2)", None),
    ])
    [table] = read_tables(path)
    assert [(f.number, f.column) for f in table.flaws] == [(2, 1)]
    assert "公式没有保存结果" in table.flaws[0].message


def test_a_formula_with_a_saved_result_is_read_as_its_result(tmp_path):
    source = workbook(tmp_path / "a.xlsx", [("团组", "人数"), ("甲团", "=2+3")])
    path = repacked(source, tmp_path / "b.xlsx", in_sheet(b"<v></v>", b"<v>5</v>"))
    if b"<v>5</v>" not in _first_sheet(path):
        path = repacked(source, tmp_path / "b.xlsx", in_sheet(b"<v />", b"<v>5</v>"))
    [table] = read_tables(path)
    assert column(table, "人数") == [5]
    assert table.flaws == ()


def _first_sheet(path):
    with zipfile.ZipFile(path) as package:
        return package.read("xl/worksheets/sheet1.xml")


def test_an_error_value_is_reported_instead_of_read_as_blank(tmp_path):
    book = openpyxl.Workbook()
    for row in (("团组", "人数"), ("甲团", None)):
        book.active.append(row)
    book.active["B2"] = "#REF!"
    book.save(tmp_path / "a.xlsx")
    [table] = read_tables(tmp_path / "a.xlsx")
    assert [(f.number, f.column) for f in table.flaws] == [(2, 1)]
    assert "#REF!" in table.flaws[0].message


@pytest.mark.parametrize("value", [110105199003071234, "1.10105E+17"])
def test_an_identity_number_kept_as_a_number_is_reported_as_damaged(tmp_path, value):
    path = workbook(tmp_path / "a.xlsx", [("姓名", "身份证号"), ("张三", value)])
    [table] = read_tables(path)
    assert [(f.number, f.column) for f in table.flaws] == [(2, 1)]
    assert "超过 15 位" in table.flaws[0].message


def test_a_long_number_kept_as_text_is_not_damaged():
    [table] = read_tables(TEACHERS)
    assert column(table, "工作许可证号")[0] == "210200180931001"
    assert table.flaws == ()


def test_what_is_not_a_value_is_left_out_and_said(tmp_path):
    path = shutil.copy(TEACHERS, tmp_path / "a.xlsm")
    with zipfile.ZipFile(path, "a") as package:
        package.writestr("xl/media/image1.png", b"picture")
        package.writestr("xl/vbaProject.bin", b"macro")
    [table] = read_tables(path)
    assert table.notices == (
        "文件带有图片，只读取了单元格的值", "文件带有宏，只读取了单元格的值",
    )
    assert len(table.rows) == 5


@pytest.mark.parametrize("name", ["外籍教师台账.xls", "外籍教师台账.ods"])
def test_old_and_open_formats_give_the_same_table(name):
    [old] = read_tables(WORKBOOKS / name)
    [new] = read_tables(TEACHERS)
    assert labels(old) == labels(new)
    assert column(old, "出生日期") == column(new, "出生日期")
    assert column(old, "工作许可证号") == column(new, "工作许可证号")


def test_the_samples_are_understood_row_by_row():
    expected = json.loads((SAMPLES / "expected.json").read_text("utf-8"))
    counted = {
        (t.file, t.sheet): len(t.rows) for path in SAMPLES.glob("*.xlsx") for t in read_tables(path)
    }
    assert counted["2019年派出学生统计.xlsx", "Sheet1"] == expected["outgoing_students"]["sent_in_year"]
    assert counted["2019年来访接待登记.xlsx", "来访"] == expected["inbound_visits"]["groups"]
    assert counted[TRIPS.name, "团组汇总"] == expected["outbound_groups"]["groups"]
    assert counted[TRIPS.name, "人员名单"] == expected["outbound_groups"]["person_times"]


@pytest.mark.parametrize(("words", "year"), [
    ("2019年外籍教师台账", 2019), ("2019-2020学年留学生名单", 2019), ("二〇一九年接待登记", 2019),
    ("２０１９年度统计", 2019), ("外教台账2019", 2019), ("外教台账", None), ("填表日期 2020年1月5日", 2020),
])
def test_the_year_is_read_from_the_title(words, year):
    assert year_of(words) == year


def test_the_year_of_the_title_comes_before_the_day_it_was_filled_in():
    assert year_of("填表时间:2020年1月5日\n2019年接待登记", "Sheet1", "") == 2019


def test_an_empty_file_is_refused(tmp_path):
    (tmp_path / "空.csv").write_bytes(b"")
    with pytest.raises(Unreadable, match="是空的"):
        read_tables(tmp_path / "空.csv")
    with pytest.raises(Unreadable, match="是空的"):
        read_tables(workbook(tmp_path / "空.xlsx", []))


def test_a_place_is_named_as_the_spreadsheet_program_names_it():
    [table] = read_tables(TEACHERS)
    assert table.where(5, 5) == "2019年外籍教师台账.xlsx 工作表“外教”第5行“出生日期”（F列）"
    assert [column_letter(n) for n in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
    assert column_number("AAA") == 702


@pytest.mark.parametrize(("written", "key"), [
    ("国（境）外\n院校", "国(境)外院校"), ("＊姓名：", "姓名"), ("费 用〔元〕", "费用(元)"), ("E-mail", "e-mail"),
])
def test_headings_are_compared_without_width_spaces_and_marks(written, key):
    assert heading_key(written) == key
