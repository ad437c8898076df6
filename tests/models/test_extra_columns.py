"""领导要加一列: typed, ordered, renamed, removed and brought back; found, sorted, out and in again."""

from __future__ import annotations

from datetime import date

import pytest

from exports import register
from models import history, store
from models.entities import entity_by_key
from models.entities.extra_column import ExtraColumn
from models.entities.staff_member import StaffMember
from models.errors import UserError
from models.extra_columns import add, change, extras_of, move, remove
from models.intake.apply import apply
from models.intake.plan import plan
from models.listing import Listing, columns_of, words_of


def member(name, **extra):
    record = StaffMember(name=name, department="外语系", extra=extra)
    store.save(record)
    return record


def column(name):
    return next(c for c in columns_of(StaffMember, with_extra=True) if c.name == f"extra:{name}")


def names(listing):
    found = {record.id: record.name for record in StaffMember.select()}
    return [found[record_id] for record_id in listing.ids()]


def test_numbers_sort_and_filter_as_numbers(college):
    add(StaffMember, "积分", "数字")
    for name, points in (("王伟", 9), ("李娜", 100), ("张敏", 20.5)):
        member(name, 积分=points)
    listing = Listing(StaffMember, order=(("extra:积分", False),))

    assert names(listing) == ["王伟", "张敏", "李娜"]
    assert sorted(names(listing.with_filter("extra:积分", ">10"))) == ["张敏", "李娜"]
    assert listing.summary(list(listing.ids()), column("积分")).total == 129.5


def test_dates_filter_by_their_month_and_are_shown_as_dates(college):
    add(StaffMember, "体检日期", "日期")
    member("王伟", 体检日期="2026-03-05")
    member("李娜", 体检日期="2026-04")

    listing = Listing(StaffMember).with_filter("extra:体检日期", "2026-03")
    assert names(listing) == ["王伟"]
    (row,) = listing.rows(list(listing.ids()), [column("体检日期")])
    assert words_of([column("体检日期")], [row]) == [["2026-03-05"]]


def test_options_can_be_filtered_exactly_even_by_words_that_are_no_option(college):
    add(StaffMember, "校车", "选项", ("东线", "西线"))
    member("王伟", 校车="东线")
    member("李娜", 校车="自驾")

    assert names(Listing(StaffMember).with_filter("extra:校车", "=东线")) == ["王伟"]
    assert names(Listing(StaffMember).with_filter("extra:校车", "=自驾")) == ["李娜"]


def test_a_person_is_found_by_what_stands_in_such_a_column(college):
    member("王伟", 校车="东线二号")

    assert names(Listing(StaffMember, search="dongxian")) == ["王伟"]


def test_a_text_column_becomes_numbers_where_they_fit_and_keeps_the_rest(college):
    first, second = member("王伟", 积分="12"), member("李娜", 积分="待定")
    change(StaffMember, "积分", to="年度积分", kind="数字")

    held = [StaffMember.get_by_id(each.id).extra for each in (first, second)]
    assert held == [{"年度积分": 12}, {"年度积分": "待定"}]
    assert [(e.name, e.type, e.filled) for e in extras_of(StaffMember)] == [("年度积分", "数字", 2)]


def test_removing_a_column_is_taken_back_whole_even_after_another_was_changed(college):
    add(StaffMember, "校车", "文字")
    record = member("王伟", 校车="东线", 积分="3")
    batch = remove(StaffMember, "校车")
    assert StaffMember.get().extra == {"积分": "3"}
    record = StaffMember.get()
    record.extra = {"积分": "4"}
    store.save(record)

    history.undo(batch, entity_by_key)

    assert StaffMember.get().extra == {"校车": "东线", "积分": "4"}
    assert [e.name for e in extras_of(StaffMember)] == ["校车", "积分"]


def test_the_order_is_kept_for_columns_that_were_only_found_too(college):
    member("王伟", 甲="1", 乙="2", 丙="3")
    move(StaffMember, "丙", -2)

    assert extras_of(StaffMember)[0].name == "丙"
    assert ExtraColumn.active().count() == 3


@pytest.mark.parametrize("name", ["", "姓名", " 部 门 ", 'a"b', "长" * 31])
def test_a_name_that_cannot_be_is_refused(name, college):
    with pytest.raises(UserError):
        add(StaffMember, name, "文字")


def test_the_same_name_twice_is_refused(college):
    add(StaffMember, "校车", "文字")
    with pytest.raises(UserError, match="已经有"):
        add(StaffMember, "校 车", "文字")


def test_typed_columns_go_out_to_a_workbook_and_come_back_the_same(college, tmp_path):
    add(StaffMember, "积分", "数字")
    add(StaffMember, "体检日期", "日期")
    member("王伟", 积分=12.5, 体检日期="2026-03-05")
    member("李娜", 积分=0)
    path = tmp_path / "教职工.xlsx"
    shown = [c for c in columns_of(StaffMember, with_extra=True)
             if c.name in ("name", "department") or c.is_extra]
    register.export_list(Listing(StaffMember), shown, path=path, masked=False)

    from openpyxl import load_workbook

    sheet = load_workbook(path).active
    cells = {cell.value for row in sheet.iter_rows() for cell in row}
    assert 12.5 in cells
    assert any(getattr(value, "date", lambda: None)() == date(2026, 3, 5) for value in cells)
    assert {row.action for table in plan([path]).tables for row in table.rows} == {"相同"}


def test_an_import_reads_typed_columns_and_keeps_words_that_do_not_fit(college, tmp_path):
    add(StaffMember, "体检日期", "日期")
    path = tmp_path / "教职工.csv"
    path.write_text("姓名,部门,体检日期\n王伟,外语系,2026年3月5日\n李娜,外语系,明年\n", "utf-8")
    found = plan([path])
    apply(found)

    assert {r.name: r.extra for r in StaffMember.select()} == {
        "王伟": {"体检日期": "2026-03-05"}, "李娜": {"体检日期": "明年"},
    }
    notes = [note for table in found.tables for row in table.rows for note in row.notes]
    assert any("明年" in note and "原文已保留" in note for note in notes)
