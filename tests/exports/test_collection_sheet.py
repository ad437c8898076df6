"""收集表: sent to a department, filled in, and compared three ways when it comes back."""

from __future__ import annotations

import io
import shutil
import subprocess
from datetime import date

import openpyxl
import pytest

from exports.collection_sheet import Request, collection_workbook, parted, write_collections
from models import store
from models.entities import Agreement, Engagement, ForeignTeacher, PartnerSchool, StaffMember
from models.intake.apply import apply
from models.intake.plan import plan
from tests.models.intake.registers import row_of

pytestmark = pytest.mark.usefixtures("college")

FIELDS = ("name", "sex", "department", "position", "phone", "remarks")
FIRST = 5
"""The row of the first record."""


@pytest.fixture
def staff():
    people = [
        StaffMember(name="王示例", sex="男", department="机电学院", position="院长", remarks="无 "),
        StaffMember(name="李 样本", sex="女", department="机电学院"),
        StaffMember(name="赵例子", sex="男", department="外语学院", position="教师"),
    ]
    for person in people:
        store.save(person)
    return people


def sent(path, people, *, fields=FIELDS, entity=StaffMember):
    data = collection_workbook(Request(entity, fields), [p.id for p in people])
    path.write_bytes(data)
    return path


def edited(path, change):
    book = openpyxl.load_workbook(path)
    change(book.worksheets[0])
    book.save(path)
    return path


def typed(tmp_path, people, column, words):
    """A sheet in whose first record one cell was changed."""
    def change(sheet):
        sheet.cell(FIRST, column).value = words

    return edited(sent(tmp_path / "a.xlsx", people), change)


def actions(found):
    return [row.action for row in found.tables[0].rows]


def test_a_sheet_that_comes_back_untouched_changes_nothing(tmp_path, staff):
    found = plan([sent(tmp_path / "a.xlsx", staff)])
    assert actions(found) == ["相同"] * 3
    assert not found.writes()


def test_a_row_is_known_by_its_number_even_when_the_name_was_changed(tmp_path, staff):
    def change(sheet):
        sheet.cell(FIRST, 2).value = "王示范"
        sheet.cell(FIRST + 1, 5).value = "副院长"

    found = plan([edited(sent(tmp_path / "a.xlsx", staff), change)])
    assert actions(found) == ["更新", "更新", "相同"]
    apply(found)
    assert StaffMember.get_by_id(staff[0].id).name == "王示范"
    assert StaffMember.get_by_id(staff[1].id).position == "副院长"
    assert StaffMember.active().count() == 3


def test_a_cell_that_was_emptied_is_shown_as_emptied(tmp_path, staff):
    path = typed(tmp_path, staff, 5, None)
    found = plan([path])
    [change] = row_of(found, FIRST).changes
    assert (change.label, change.old, change.new) == ("职务", "院长", "")
    apply(found)
    assert StaffMember.get_by_id(staff[0].id).position is None


def test_a_required_cell_cannot_be_emptied(tmp_path, staff):
    path = typed(tmp_path, staff, 2, None)
    [problem] = row_of(plan([path]), FIRST).problems
    assert str(problem) == "B列“姓名”：“姓名”是必填项，不能清空"


def test_what_the_office_changed_meanwhile_stays_where_the_department_did_not(tmp_path, staff):
    path = sent(tmp_path / "a.xlsx", staff)
    staff[0].position = "党总支书记"
    store.save(staff[0])
    found = plan([path])
    assert actions(found) == ["相同"] * 3


def test_what_both_changed_is_asked_and_each_answer_counts(tmp_path, staff):
    path = typed(tmp_path, staff, 5, "处长")
    staff[0].position = "书记"
    store.save(staff[0])
    found = plan([path])
    row = row_of(found, FIRST)
    assert (row.action, row.question) == ("待定", "conflict")
    assert row.problems[0].reason == "发出后两边都改过：部门改成“处长”，现在是“书记”"
    key = (*found.tables[0].place, FIRST)
    assert row_of(plan([path], answers={key: "ours"}), FIRST).action == "相同"
    apply(plan([path], answers={key: "theirs"}))
    assert StaffMember.get_by_id(staff[0].id).position == "处长"


def test_the_same_change_on_both_sides_is_no_question(tmp_path, staff):
    path = typed(tmp_path, staff, 5, "书记")
    staff[0].position = "书记"
    store.save(staff[0])
    assert actions(plan([path])) == ["相同"] * 3


def test_a_row_that_was_deleted_is_reported_and_its_record_stays(tmp_path, staff):
    found = plan([edited(sent(tmp_path / "a.xlsx", staff), lambda s: s.delete_rows(FIRST))])
    assert found.tables[0].absent == ["王示例"]
    assert not found.writes()


def test_a_row_in_the_blank_space_is_a_new_record(tmp_path, staff):
    def change(sheet):
        sheet.cell(FIRST + 3, 2).value = "钱新人"
        sheet.cell(FIRST + 3, 3).value = "女"
        sheet.cell(FIRST + 3, 4).value = "机电学院"

    found = plan([edited(sent(tmp_path / "a.xlsx", staff), change)])
    assert actions(found) == ["相同"] * 3 + ["新增"]
    apply(found)
    assert StaffMember.active().count() == 4


def test_sorted_and_inserted_rows_are_still_matched(tmp_path, staff):
    def change(sheet):
        rows = [[c.value for c in row] for row in sheet.iter_rows(min_row=FIRST, max_row=FIRST + 2)]
        sheet.insert_rows(3, 2)
        for at, values in enumerate(reversed(rows)):
            for column, value in enumerate(values, start=1):
                sheet.cell(FIRST + 2 + at, column).value = value
        sheet.cell(FIRST + 2, 5).value = "主任"

    found = plan([edited(sent(tmp_path / "a.xlsx", staff), change)])
    assert actions(found) == ["更新", "相同", "相同"]
    apply(found)
    assert StaffMember.get_by_id(staff[2].id).position == "主任"


def test_a_word_that_is_in_no_drop_down_is_refused_with_the_reason(tmp_path, staff):
    path = typed(tmp_path, staff, 3, "先生")
    [problem] = row_of(plan([path]), FIRST).problems
    assert str(problem) == "C列“性别”：“先生”不在可选项中：男、女"


def test_a_copied_row_is_a_new_row_and_the_original_stays(tmp_path, staff):
    def change(sheet):
        for column in range(1, 8):
            sheet.cell(FIRST + 3, column).value = sheet.cell(FIRST, column).value
        sheet.cell(FIRST + 3, 2).value = "孙复制"

    found = plan([edited(sent(tmp_path / "a.xlsx", staff), change)])
    row = row_of(found, FIRST + 3)
    assert row.action == "新增"
    assert row.notes[0] == "这一行是由第 5 行复制来的，按新的一行核对"
    assert row_of(found, FIRST).action == "相同"


def test_a_number_from_elsewhere_is_refused(tmp_path, staff):
    path = typed(tmp_path, staff, 1, "999")
    assert "不是这份收集表发出的" in row_of(plan([path]), FIRST).problems[0].reason


def test_a_record_that_was_deleted_meanwhile_is_said(tmp_path, staff):
    path = sent(tmp_path / "a.xlsx", staff)
    store.retire(staff[0])
    assert "已经被删除" in row_of(plan([path]), FIRST).problems[0].reason


def test_two_departments_that_change_one_record_differently_are_a_conflict(tmp_path, staff):
    paths = []
    for name, words in (("甲", "处长"), ("乙", "科长")):
        folder = tmp_path / name
        folder.mkdir()
        path = sent(folder / "收集表.xlsx", staff)
        paths.append(edited(path, lambda s, w=words: setattr(s.cell(FIRST, 5), "value", w)))
    found = plan(paths)
    assert [row_of(found, FIRST, table).action for table in (0, 1)] == ["更新", "待定"]
    assert found.tables[1].table.file == "乙/收集表.xlsx"


def test_one_workbook_for_each_department_holds_only_its_rows(tmp_path, staff):
    groups = parted(StaffMember, [p.id for p in staff], "department")
    paths = write_collections(Request(StaffMember, FIELDS), groups, tmp_path)
    assert [len(ids) for ids in groups.values()] == [2, 1]
    book = openpyxl.load_workbook(next(p for p in paths if "外语学院" in p.name))
    sheet = book.worksheets[0]
    assert [sheet.cell(FIRST, 2).value, sheet.cell(FIRST + 1, 2).value] == ["赵例子", None]
    assert all("王示例" not in str(row) for s in book for row in s.values)


def test_only_entry_cells_can_be_typed_into_and_the_paper_is_landscape(tmp_path, staff):
    sheet = openpyxl.load_workbook(sent(tmp_path / "a.xlsx", staff)).worksheets[0]
    assert sheet.protection.sheet
    assert sheet.protection.password is None
    assert sheet.cell(FIRST, 1).protection.locked
    assert sheet.cell(4, 2).protection.locked
    assert not sheet.cell(FIRST, 2).protection.locked
    assert sheet.cell(4, 2).value == "姓名 *"
    assert sheet.column_dimensions["A"].hidden
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)


def test_choices_are_drop_downs_with_a_message(tmp_path, staff):
    book = openpyxl.load_workbook(sent(tmp_path / "a.xlsx", staff))
    rules = {r.promptTitle: r for r in book.worksheets[0].data_validations.dataValidation}
    assert rules["性别"].formula1 == "'选项'!$A$1:$A$2"
    assert rules["性别"].showErrorMessage
    assert not rules["部门"].showErrorMessage
    assert [row[0] for row in book["选项"].values][:2] == ["男", "女"]
    assert book["选项"].sheet_state == book["收集表信息"].sheet_state == "hidden"
    assert rules["姓名"].prompt.startswith("必填。")


def test_links_dates_and_amounts_come_back_as_they_went(tmp_path):
    school = PartnerSchool(name="示例大学", country="KOR")
    store.save(school)
    other = PartnerSchool(name="另一所示例大学", country="JPN")
    store.save(other)
    paper = Agreement(partner=school.id, title="备忘录", kind="备忘录", copies=2)
    paper.signed_on = Agreement.signed_on.parse("2019-04")
    paper.valid_until = Agreement.valid_until.parse("长期")
    store.save(paper)
    fields = ("partner", "title", "kind", "signed_on", "valid_until", "copies")
    path = sent(tmp_path / "a.xlsx", [paper], fields=fields, entity=Agreement)
    assert actions(plan([path])) == ["相同"]

    def change(sheet):
        sheet.cell(FIRST, 2).value = "另一所示例大学"
        sheet.cell(FIRST, 5).value = "2019.4.8"

    apply(plan([edited(path, change)]))
    again = Agreement.get_by_id(paper.id)
    assert (again.partner_id, again.signed_on) == (other.id, date(2019, 4, 8))


def test_lines_are_collected_with_whose_they_are_and_cannot_change_hands(tmp_path):
    teacher = ForeignTeacher(passport_name="COLE, ANNA", nationality="GBR")
    store.save(teacher)
    line = Engagement(teacher=teacher.id)
    line.engaged_from, line.engaged_until = date(2019, 3, 1), date(2020, 2, 28)
    store.save(line)
    path = sent(
        tmp_path / "a.xlsx", [line], entity=Engagement,
        fields=("teacher", "engaged_from", "courses"),
    )
    assert actions(plan([path])) == ["相同"]
    edited(path, lambda s: setattr(s.cell(FIRST, 4), "value", "英语口语"))
    apply(plan([path]))
    assert Engagement.get_by_id(line.id).courses == "英语口语"


def test_sensitive_columns_are_only_there_when_asked_for(staff):
    data = collection_workbook(Request(StaffMember, ("name",)), [p.id for p in staff])
    book = openpyxl.load_workbook(io.BytesIO(data))
    words = [str(cell) for sheet in book for row in sheet.values for cell in row]
    assert not any(person.department in words for person in staff)


@pytest.mark.parametrize("suffix", ["xls", "ods"])
def test_a_sheet_saved_in_another_format_is_still_understood(tmp_path, staff, suffix):
    if shutil.which("soffice") is None:
        pytest.skip("no spreadsheet program to convert with")
    path = typed(tmp_path, staff, 5, "处长")
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless",
         "--convert-to", suffix, "--outdir", str(tmp_path), str(path)],
        check=True, capture_output=True, timeout=120,
    )
    found = plan([tmp_path / f"a.{suffix}"])
    assert actions(found) == ["更新", "相同", "相同"]
    assert found.tables[0].table.sent is not None
