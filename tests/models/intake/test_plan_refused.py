"""Rows and sheets that are refused, with file, sheet, row, column and reason."""

from __future__ import annotations

import pytest

from models.entities.foreign_teacher import ForeignTeacher
from models.errors import UserError
from models.intake.apply import apply
from tests.models.intake.files import workbook
from tests.models.intake.registers import KIM, TEACHER, planned, row_of, teachers

pytestmark = pytest.mark.usefixtures("college")


def test_a_bad_cell_refuses_its_row_and_names_file_sheet_row_and_column(tmp_path):
    bad = (*KIM[:6], "2019.2.30", *KIM[7:])
    found = planned(teachers(tmp_path / "台账.xlsx", KIM, bad))
    assert found.counts()["退回"] == 1
    [problem] = row_of(found, 3).problems
    assert (problem.column, problem.heading, problem.value) == ("G", "聘期起", "2019.2.30")
    [sentence] = found.problems()
    for words in ("台账.xlsx", "外籍教师", "第3行", "G列", "聘期起", "2019.2.30"):
        assert words in sentence


def test_one_bad_row_holds_back_everything_unless_the_good_rows_are_asked_for(tmp_path):
    bad = ("LEE", "不存在国", *KIM[2:])
    found = planned(teachers(tmp_path / "a.xlsx", KIM, bad))
    with pytest.raises(UserError, match="不存在国"):
        apply(found)
    assert ForeignTeacher.select().count() == 0
    apply(found, take_good_rows=True)
    assert [t.passport_name for t in ForeignTeacher.active()] == ["KIM MINJUN"]


def test_a_refused_row_leaves_nothing_behind_for_other_rows(tmp_path):
    bad = ("LEE", "韩国", "1980.1.1", "男", "M1", "2022.1.1", "2020.3.1", "2019.2.28", None, None)
    found = planned(teachers(tmp_path / "a.xlsx", bad, ("LEE", *KIM[1:2], "1980.1.1", *KIM[3:])))
    assert [r.action for r in found.tables[0].rows] == ["退回", "新增"]
    assert "早于" in row_of(found, 2).problems[0].reason
    assert row_of(found, 2).problems[0].heading == "聘期起"


def test_a_required_blank_is_named_with_its_column(tmp_path):
    found = planned(teachers(tmp_path / "a.xlsx", (*KIM[:6], None, *KIM[7:])))
    [problem] = row_of(found, 2).problems
    assert (problem.column, problem.reason) == ("G", "“聘期起”不能为空")


def test_a_damaged_cell_refuses_its_row_and_only_warns_in_other_columns(tmp_path):
    path = teachers(
        tmp_path / "a.xlsx", (*KIM, None, 110105199003071234), (*KIM[:9], "=1+1", None, None),
        head=(*TEACHER, "楼号", "身份证号"),
    )
    found = planned(path)
    assert "超过 15 位" in row_of(found, 2).notes[0]
    assert row_of(found, 3).action == "退回"
    assert "公式没有保存结果" in row_of(found, 3).problems[0].reason


def test_hidden_sheets_and_other_things_are_not_imported_and_said(tmp_path):
    rows = [TEACHER, KIM]
    path = workbook(tmp_path / "a.xlsx", {"外籍教师": rows, "旧表": rows}, hidden=("旧表",))
    found = planned(path)
    assert [t.refusal for t in found.tables] == ["", "是隐藏的工作表，没有导入"]
    assert found.is_clean()


def test_a_sheet_of_another_kind_beside_a_register_stops_the_import(tmp_path):
    path = workbook(tmp_path / "a.xlsx", {
        "外籍教师": [TEACHER, KIM], "采购": [("产品名称", "单价", "数量"), ("电脑", 5000, 2)],
    })
    found = planned(path)
    assert not found.is_clean()
    assert "采购" in found.problems()[0]
    apply(found, take_good_rows=True)
    assert ForeignTeacher.active().count() == 1


def test_nothing_but_sheets_of_another_kind_is_an_error(tmp_path):
    path = workbook(tmp_path / "采购.xlsx", [("产品名称", "单价", "数量"), ("电脑", 5000, 2)])
    with pytest.raises(UserError, match=r"采购\.xlsx.*认不出"):
        planned(path)
