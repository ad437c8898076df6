"""The forms one by one: their layout, the sample year cell by cell, and their lists."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal

import openpyxl

from exports.forms import form_by_code
from exports.forms.notes import note_key
from exports.forms.workbook import period_words, to_workbook
from models.entities import (
    Adoption,
    CompetitionAward,
    OfficeProfile,
    TeacherDocument,
    TypedValue,
)
from models.indicators import Period
from tests.models.indicators.making import keep, sent, staff, teacher, trip


def line(filled, row: str) -> list[str]:
    return [filled.cell(row, column.key).show() for column in filled.columns]


def test_f10_of_the_sample_year(imported_year):
    filled = form_by_code("F10").fill(2019)

    assert filled.title == "2019年度因公临时出国（境）执行情况统计表"
    assert [c.label for c in filled.columns] == [
        "团组数", "人次", "人数（去重）", "人天", "经费", "其中·计划内", "其中·双跨（参团）"]
    assert line(filled, "total") == ["11", "61", "52", "833", "214.40", "0", "1"]
    assert line(filled, "abroad") == ["8", "32", "32", "485", "153.20", "0", "1"]
    assert line(filled, "task:official") == ["4", "16", "16", "101", "54.60", "0", "0"]
    assert line(filled, "task:培训进修") == ["4", "16", "16", "384", "98.60", "0", "1"]
    assert line(filled, "hong_kong_macao") == ["0", "0", "0", "0", "0.00", "0", "0"]
    assert line(filled, "taiwan") == ["3", "29", "29", "348", "61.20", "0", "0"]
    assert line(filled, "country:GBR") == ["2", "9", "—", "150", "—", "—", "—"]
    assert line(filled, "country:TWN") == ["3", "29", "—", "348", "—", "—", "—"]


def test_f10_names_the_other_numbers_below(imported_year):
    notes = {note.row_label: note.show() for note in form_by_code("F10").fill(2019).notes}

    assert notes["未交出访报告（批）"] == "1"
    assert notes["到访国家（个）"] == "7"
    assert notes["自组团（批）"] == "10"
    assert notes["计划执行率"] == "—"


def test_f10_lists_groups_and_people(imported_year):
    trips, people = form_by_code("F10").fill(2019).details()

    assert len(trips.rows) == len(trips.records) == 11
    days = trips.headers.index("本年人天")
    assert sum(row[days] for row in trips.rows) == 833
    assert len(people.rows) == 61
    assert sum(1 for row in people.rows if row[-1] == "本年第2次") == 9


def test_f10_lists_a_trip_of_the_next_year_with_its_days_of_this_one(college):
    trip(date(2024, 12, 28), date(2025, 1, 3), people=[staff("甲"), staff("乙")])

    first, second = (form_by_code("F10").fill(year) for year in (2024, 2025))

    assert line(first, "total")[:4] == ["0", "0", "0", "8"]
    assert line(second, "total")[:4] == ["1", "2", "2", "6"]
    assert "批次归2025年" in first.details()[0].rows[0][-1]
    assert "跨年团组" in second.details()[0].rows[0][-1]


def test_f10_rounds_money_once_after_adding(college):
    for _ in range(3):
        trip(date(2025, 3, 1), date(2025, 3, 5), cost=Decimal("1666.67"), destination_kind="出国")

    cell = form_by_code("F10").fill(2025).cell("total", "cost")

    assert (cell.exact, cell.value, cell.unit) == (Decimal("5000.01"), Decimal("0.50"), "万元")


def test_f10_tells_the_share_of_the_plan(college):
    for status in (None, None, "取消"):
        trip(date(2025, 3, 1), date(2025, 3, 5), in_plan=True, status=status)

    notes = {note.row_label: note.show() for note in form_by_code("F10").fill(2025).notes}

    assert notes["计划执行率"] == "66.67%"


def test_f10_warns_of_groups_without_names(college):
    trip(date(2025, 3, 1), date(2025, 3, 5), people=4, title="无名单团")
    warned = [c for c in form_by_code("F10").fill(2025).checks() if not c.ok]

    assert any("无名单团" in check.detail for check in warned)


def test_f14_of_the_sample_year_keeps_domestic_visits_out_of_the_total(imported_year):
    filled = form_by_code("F14").fill(2019)

    assert line(filled, "total")[:2] == ["9", "33"]
    assert line(filled, "foreign")[:2] == ["8", "29"]
    assert line(filled, "taiwan")[:2] == ["1", "4"]
    assert line(filled, "domestic")[:2] == ["1", "2"]
    assert line(filled, "continent:亚洲")[:2] == ["5", "16"]
    assert line(filled, "body:政府")[:2] == ["2", "11"]
    assert len(filled.details()[0].rows) == 10
    assert "国内来访" in filled.details()[0].rows[-1][-1]


def test_f07_of_the_sample_year(imported_year):
    filled = form_by_code("F07").fill(2019)

    assert line(filled, "total")[:6] == ["4", "5", "5", "43", "3", "5"]
    assert line(filled, "country:KOR")[:4] == ["2", "2", "2", "14"]
    assert line(filled, "hmt")[:4] == ["0", "0", "0", "0"]
    assert [c.label for c in filled.columns][5:7] == ["按教学类别·语言类", "按教学类别·专业类"]


def test_f07_keeps_hong_kong_teachers_out_of_the_sum(college):
    teacher((date(2025, 1, 1), date(2025, 12, 31)), nationality="HKG", subject_kind="专业类")

    filled = form_by_code("F07").fill(2025)

    assert line(filled, "total")[:2] == ["0", "0"]
    assert line(filled, "hmt")[:4] == ["1", "1", "1", "12"]
    assert filled.cell("hmt", "subject").value == 1


def test_f07_shows_the_unclassified_column_only_when_somebody_is_in_it(college):
    assert "no_degree" not in [c.key for c in form_by_code("F07").fill(2025).columns]
    teacher((date(2025, 1, 1), date(2025, 12, 31)))

    filled = form_by_code("F07").fill(2025)

    assert filled.cell("total", "no_degree").value == 1
    assert not [c for c in filled.checks() if not c.ok and c.level == "错"]


def test_f07_masks_numbers_of_papers_and_pay_unless_asked(college):
    person = teacher((date(2025, 1, 1), date(2025, 12, 31)), monthly_pay=Decimal(9500))
    keep(TeacherDocument(teacher=person, kind="护照", number="AB1234567",
                         valid_until=date(2030, 1, 1)))
    filled = form_by_code("F07").fill(2025)

    masked, plain = (str(filled.details(masked=hide)[0].rows[0]) for hide in (True, False))

    assert "AB1234567" not in masked
    assert "9500" not in masked
    assert "AB****67" in masked
    assert "AB1234567" in plain
    assert "9500" in plain
    assert b"AB1234567" not in _unzipped(to_workbook(filled))
    assert b"AB1234567" in _unzipped(to_workbook(filled, masked=False))


def _unzipped(data: bytes) -> bytes:
    import zipfile

    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return b"".join(package.read(name) for name in package.namelist())


def test_f17a_of_the_sample_year(imported_year):
    filled = form_by_code("F17a").fill(2019)

    assert line(filled, "total") == ["20", "20", "4,224", "13", "4"]
    assert line(filled, "country:KOR")[:2] == ["13", "13"]
    assert line(filled, "country:JPN")[:2] == ["7", "7"]
    assert line(filled, "kinds:交换")[:2] == ["6", "6"]
    assert line(filled, "term:long")[:2] == ["20", "20"]


def test_f17a_keeps_online_programmes_apart_and_places_under_their_subtotal(college):
    sent((date(2025, 3, 1), date(2025, 3, 10)), country="HKG", programme_kind="短期研修")
    sent((date(2025, 3, 1), date(2025, 3, 10)), name="乙", programme_kind="线上")

    filled = form_by_code("F17a").fill(2025)

    assert line(filled, "total")[:2] == ["1", "1"]
    assert line(filled, "country:hmt")[:2] == line(filled, "place:HKG")[:2] == ["1", "1"]
    assert line(filled, "online") == ["1", "1", "—", "0", "—"]
    assert not [c for c in filled.checks() if not c.ok and c.level == "错"]


def test_f17a_gives_the_share_of_all_students_when_their_number_is_known(college):
    sent((date(2025, 3, 1), date(2025, 3, 10)))
    keep(OfficeProfile(school_name="本校", full_time_students=8000))

    notes = {note.row_label: note.show() for note in form_by_code("F17a").fill(2025).notes}

    assert notes["派出人次占全日制在校生"] == "0.01%"


def test_f01_has_sixteen_numbered_rows_and_two_years(college):
    filled = form_by_code("F01").fill(2025)

    assert [row.lead[0] for row in filled.rows] == [str(number) for number in range(1, 17)]
    assert [column.headers for column in filled.columns] == [
        ("上年", "2023—2024学年"), ("本年", "2024—2025学年")]
    assert filled.cell("guidance_days", "this").unit == "人日"
    assert filled.rows[4].lead[1] == "其中：专业标准"


def test_f01_puts_last_year_beside_this_year(college):
    keep(CompetitionAward(competition="大赛", award="一等奖", country="RUS",
                          awarded_on=date(2024, 5, 1)))
    for award in ("一等奖", "二等奖"):
        keep(CompetitionAward(competition="大赛", award=award, country="RUS",
                              awarded_on=date(2025, 5, 1)))

    assert line(form_by_code("F01").fill(2025), "awards") == ["1", "2"]


def test_f01_wants_a_word_on_a_large_change(college):
    keep(CompetitionAward(competition="大赛", award="一等奖", country="RUS",
                          awarded_on=date(2025, 5, 1)))

    def asked() -> list[str]:
        return [c.detail for c in form_by_code("F01").fill(2025).checks() if not c.ok]

    assert asked() == ["须写明变动原因：国外技能大赛获奖数量"]
    keep(TypedValue(year=2025, key_name=note_key("F01", "awards"), words="首次组队参赛"))
    assert asked() == []


def test_f01_lists_what_stands_behind_the_rows(college):
    for country in ("THA", "LAO"):
        keep(Adoption(kind="专业标准", title="物流专业标准", country=country, adopted_on=date(2025, 3, 1)))
    teachers = [staff(name, is_full_time_teacher=True) for name in ("甲", "乙")]
    trip(date(2025, 3, 1), date(2025, 3, 10), people=teachers, legs=("LAO",),
         task_kind="教育教学/讲学/指导培训")

    filled = form_by_code("F01").fill(2025)
    details = {detail.title: detail for detail in filled.details()}

    assert line(filled, "standards")[1] == "1"
    assert len(details["4-8 标准、资源与装备"].rows) == 2
    assert [row[1] for row in details["14 指导和培训"].rows] == ["甲", "乙"]
    assert sum(row[-1] for row in details["14 指导和培训"].rows) == filled.cell("guidance_days",
                                                                           "this").value == 20


def test_the_period_is_said_in_full():
    assert period_words(Period.calendar_year(2019)) == "2019年1月1日至12月31日"
    assert period_words(Period.academic_year(2019)) == "2018年9月1日至2019年8月31日"
    assert period_words(Period.as_of(date(2019, 9, 1))) == "2019年9月1日"


def test_an_unchanged_form_gives_the_same_cells_again(imported_year):
    first, second = (
        [[c.value for c in row] for sheet in openpyxl.load_workbook(io.BytesIO(to_workbook(filled)))
         for row in sheet.iter_rows()]
        for filled in (form_by_code("F10").fill(2019), form_by_code("F10").fill(2019))
    )

    assert first == second
