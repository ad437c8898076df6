"""F02 to F06: international students, the yearbook's cells and scholarships, cell by cell."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from exports.forms import form_by_code
from exports.forms.base import FilledForm
from exports.forms.student_differences import sides
from exports.forms.typed_values import keep as keep_typed
from models import database, sample_college
from models.entities import (
    Scholarship,
    StatusChange,
)
from models.entities.kept_settings import RuleParameter
from models.indicators import Period, indicator_by_id
from models.own_values import COUNTING
from tests.models.indicators.making import keep, student


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The sample college, made once and only read."""
    keeper = database.open_folder(tmp_path_factory.mktemp("sample") / "data")
    sample_college.create()
    yield
    keeper.close(backup=False)


AUTUMN_24 = date(2024, 9, 1)
SUMMER_27 = date(2027, 7, 1)
YEARS = ("year1", "year2", "year3", "year4", "year5")


def line(filled: FilledForm, row: str) -> list[str]:
    return [filled.cell(row, column.key).show() for column in filled.columns]


def fill(code: str, year: int = 2025) -> FilledForm:
    return form_by_code(code).fill(year)


def failed(filled: FilledForm, level: str = "错") -> list[str]:
    return [c.label for c in filled.checks() if not c.ok and c.level == level]


def check(filled: FilledForm, label: str) -> Any:
    return next(c for c in filled.checks() if c.label.startswith(label))


def decide(parameter: str, value: str) -> None:
    """The office's own choice of counting."""
    keep(RuleParameter(rule=COUNTING, parameter=parameter, value=value, reason="测试"))


def degree(country: str = "KOR", funding: str = "5", **values: Any) -> Any:
    spans = values.pop("spans", ((AUTUMN_24, SUMMER_27),))
    return student(*spans, nationality=country, category=values.pop("category", "01"),
                   funding=funding, **values)


def t9() -> None:
    """专科 3 (韩 2, 泰 1; 校际交流 2, 自费 1) and 语言生 2 (俄, 巴西; 21 and 22)."""
    degree("KOR", "41", name="A")
    degree("KOR", "41", name="B")
    degree("THA", "5", name="C")
    degree("RUS", "21", name="D", category="05")
    degree("BRA", "22", name="E", category="05")


def stock(filled: FilledForm, *rows: str) -> list[Any]:
    return [filled.number(row, "stock") for row in rows]


T9_ROWS = ("total", "degree", "training", "continent:亚洲", "continent:欧洲", "continent:南美洲",
           "funding:中国政府资助", "funding:学校间交换", "funding:自费")
T9_NUMBERS = [5, 3, 2, 3, 1, 1, 2, 2, 1]


def test_t9_the_yearbook_table(college):
    t9()

    filled = fill("F03")

    assert stock(filled, *T9_ROWS) == T9_NUMBERS
    assert not failed(filled)


def test_t9_the_yearly_bulletin(college):
    t9()

    filled = fill("F05")

    assert filled.number("funding:scholarship", "this") == 1
    assert filled.number("funding:own", "this") == 4
    assert filled.number("continent:美洲", "this") == 1
    assert not failed(filled)


def test_t10_a_student_from_macao_changes_no_table_of_foreign_students(college):
    t9()
    degree("MAC", "5", name="F")

    yearbook, supply = fill("F03"), fill("F04")

    assert stock(yearbook, *T9_ROWS) == T9_NUMBERS
    assert fill("F05").number("total", "this") == 5
    assert supply.number("341:hmt", "number") == supply.number("341:MAC", "number") == 1
    assert sum(int(note.exact) for note in supply.notes) == 6


def test_trap_7_overseas_chinese_and_those_from_taiwan_are_supplied_apart(college):
    degree("TWN", name="A")
    degree("CHN", name="B", is_overseas_chinese=True)

    supply = fill("F04")

    assert fill("F03").number("total", "stock") == 0
    assert supply.number("341:hmt", "number") == supply.number("341:overseas", "number") == 1
    assert supply.number("322:stock", "number") == 2
    assert not failed(supply)


def test_trap_1_one_stay_counts_differently_by_school_year_calendar_year_and_day(college):
    degree(name="A", spans=((date(2024, 2, 26), date(2024, 7, 5)),), category="05",
           outcome="结业")

    assert fill("F03", 2024).number("total", "stock") == 0
    assert fill("F03", 2024).number("total", "spring") == 1
    assert fill("F03", 2024).number("total", "graduates") == 1
    assert fill("F05", 2024).number("total", "this") == 1
    assert fill("F05", 2025).number("total", "this") == 0
    assert fill("F05", 2025).number("total", "last") == 1


def test_trap_2_training_counts_by_times_and_degree_students_by_heads(college):
    twice = ((date(2024, 9, 10), date(2025, 1, 10)), (date(2025, 3, 1), date(2025, 7, 1)))
    degree(name="A", spans=twice, category="10", outcome="结业")
    degree(name="B", spans=twice, outcome="毕业")

    filled = fill("F03")

    assert filled.number("training", "intake") == filled.number("training", "graduates") == 2
    assert filled.number("row:专科", "intake") == 1
    assert filled.number("total", "intake") == 3
    assert filled.cell("training", "intake").unit == "人次"
    assert not failed(filled)


def test_trap_11_own_expense_means_different_students_in_yearbook_and_bulletin(college):
    for number, funding in enumerate(("21", "22", "42", "5", "61")):
        degree(name=f"S{number}", funding=funding)

    assert stock(fill("F03"), "funding:自费", "funding:中国政府资助", "funding:学校间交换") == [2, 2, 1]
    assert fill("F05").number("funding:own", "this") == 4


def test_trap_16_america_is_two_continents_in_the_yearbook_and_one_in_the_bulletin(college):
    degree("USA", name="A")
    degree("BRA", name="B")

    assert stock(fill("F03"), "continent:北美洲", "continent:南美洲") == [1, 1]
    assert fill("F05").number("continent:美洲", "this") == 2


def test_trap_19_who_registers_after_the_first_of_september_counts_as_the_rule_says(college):
    degree(name="A", spans=((date(2025, 9, 5), date(2028, 7, 1)),))
    degree(name="B", spans=((date(2024, 9, 5), date(2027, 7, 1)),))

    strict = fill("F03")
    decide("students.yearbook_day", "09-30")
    lenient = fill("F03")

    assert [strict.number("total", key) for key in ("intake", "stock", *YEARS)] == [
        1, 1, 1, 0, 0, 0, 0]
    assert [lenient.number("total", key) for key in ("intake", "stock", *YEARS)] == [
        1, 2, 1, 1, 0, 0, 0]


def test_each_arrival_is_counted_in_exactly_one_year(college):
    for number, day in enumerate((date(2024, 9, 1), date(2024, 9, 2), date(2025, 2, 20),
                                  date(2025, 9, 1), date(2025, 9, 2))):
        degree(name=f"S{number}", spans=((day, date(2028, 7, 1)),))

    assert [fill("F03", year).number("total", "intake") for year in (2024, 2025, 2026)] == [1, 3, 1]


def test_years_of_study_go_by_the_day_of_arrival_and_the_fifth_is_open(college):
    for number in range(7):
        degree(name=f"S{number}", spans=((date(2025 - number, 9, 1), date(2030, 7, 1)),))

    filled = fill("F03")

    assert [filled.number("total", key) for key in YEARS] == [1, 1, 1, 1, 3]
    assert not failed(filled)


def test_who_is_suspended_is_not_here_until_resumed(college):
    away, back = degree(name="A"), degree(name="B")
    for person in (away, back):
        keep(StatusChange(student=person, kind="休学", happened_on=date(2025, 3, 1)))
    keep(StatusChange(student=back, kind="复学", happened_on=date(2025, 8, 28)))

    assert fill("F03").number("total", "stock") == 1
    assert [record.student.passport_name for record in
            fill("F03").cell("total", "stock").records()] == ["B"]


def test_degrees_below_the_bachelor_and_students_above_the_college_are_pointed_out(college):
    degree(name="A", degree_on=date(2025, 6, 20), outcome="毕业",
           spans=((date(2022, 9, 1), date(2025, 7, 1)),))
    degree(name="B", category="02")

    filled = fill("F03")

    assert "专科、培训不授予学位" in failed(filled)
    assert "高职高专没有本科及以上国际学生" in failed(filled, "警")
    assert filled.number("row:专科", "degrees") == 1


def test_what_is_not_recorded_stays_visible_and_the_sums_hold(college):
    student((AUTUMN_24, SUMMER_27), nationality=None)

    filled = fill("F03")

    assert stock(filled, "total", "row:none", "continent:none", "funding:none") == [1, 1, 1, 1]
    assert {"row:none", "continent:none", "funding:none"} <= {row.key for row in filled.rows}
    assert not failed(filled)


def test_the_yearbook_table_has_its_nineteen_rows_and_ten_columns_and_old_name(college):
    filled = fill("F03")

    numbered = [row.lead[1] for row in filled.rows if not row.heading]
    assert numbered == [str(number) for number in range(1, 20)]
    assert [c.label for c in filled.columns] == [
        "毕（结）业生数", "授予学位数", "招生数·计", "招生数·其中：春季招生", "在校生数·合计", "在校生数·第一年",
        "在校生数·第二年", "在校生数·第三年", "在校生数·第四年", "在校生数·第五年及以上"]
    assert "国际学生" in filled.title
    assert "外国留学生" in fill("F03", 2015).title


def test_the_balance_with_last_year_names_the_difference(college):
    degree(name="A", spans=((date(2023, 9, 1), date(2026, 7, 1)),))
    degree(name="B", outcome="退学", spans=((date(2023, 9, 1), date(2025, 3, 1)),))
    degree(name="C", spans=((date(2025, 3, 1), date(2028, 7, 1)),))

    found = check(fill("F03"), "在校生与上年")

    assert not found.ok
    assert "上年在校2＋招生1－毕（结）业0＝3，本年在校2，相差-1" in found.detail


def test_enterprise_funding_goes_where_the_rule_says(college):
    degree(name="A", funding="61")
    decide("students.enterprise_funding_row", "学校间交换")

    assert stock(fill("F03"), "funding:自费", "funding:学校间交换") == [0, 1]


def test_short_stays_stand_in_one_of_the_two_tables(college):
    degree(name="A", category="10", outcome="结业",
           spans=((date(2025, 7, 1), date(2025, 7, 20)),))

    first = fill("F03").number("training", "graduates"), fill("F04").number(
        "361:finished", "number")
    decide("students.short_term_table", "361")
    second = fill("F03").number("training", "graduates"), fill("F04").number(
        "361:finished:一个月以内", "number")

    assert (first, second) == ((1, 0), (0, 1))


def test_g07_the_differences_between_the_three_counts_add_up_by_person(college):
    degree(name="A")
    degree(name="B", category="10", spans=((date(2025, 4, 1), date(2025, 4, 20)),))
    degree(name="C", spans=((date(2025, 10, 8), date(2028, 7, 1)),))
    filled = fill("F05")
    sheet = filled.details()[-1]

    influence, yearbook, bulletin = (len(side.students()) for side in sides(2025))

    assert (influence, yearbook, bulletin) == (1, 1, 3)
    assert "短期生不计" in check(filled, "F05全年（自然年）与F01-2").detail
    assert "3人－F01-2（学年）1人＝2人" in check(filled, "F05全年（自然年）与F01-2").detail
    reasons = {row[1]: row[4:] for row in sheet.rows}
    assert reasons == {"B": ("短期生不计", "统计期以前离校", "计入"),
                       "C": ("统计期以后来校", "统计期以后来校", "计入")}


def test_trap_10_places_winners_payments_and_money_are_different_counts(college):
    winner, other = degree("LAO", name="A"), degree("KOR", name="B")
    degree(name="C")
    for person, title, level, day, amount in (
        (winner, "省奖", "地方政府", date(2025, 5, 1), 3333.33),
        (winner, "省奖", "地方政府", date(2025, 11, 1), 3333.33),
        (winner, "校奖", "学校", date(2025, 11, 1), 1000),
        (other, "校奖", "学校", date(2025, 11, 1), 1000),
        (other, "校奖", "学校", date(2024, 11, 1), 1000),
    ):
        keep(Scholarship(student=person, title=title, level=level, paid_on=day, amount=amount))
    for row, number in (("title:省奖", "3"), ("title:校奖", "5")):
        cell = fill("F06").cell(row, "quota")
        keep_typed(cell.typed, 2025, number, on=date(2025, 12, 1))

    filled = fill("F06")

    assert [filled.number("total", key) for key in ("quota", "winners", "payments")] == [8, 2, 4]
    assert filled.cell("total", "paid").show() == "0.87"
    assert str(filled.cell("total", "paid").exact) == "8666.66"
    assert filled.cell("total", "share").show() == "66.67%"
    assert [filled.number("level:学校", key) for key in ("quota", "winners", "belt")] == [5, 2, 2]
    assert filled.cell("total", "applicants").show() == "—"
    assert failed(filled) == ["没有未填的格"]


def test_the_ledger_of_finance_is_compared_once_typed(college):
    keep(Scholarship(student=degree(name="A"), title="校奖", level="学校",
                     paid_on=date(2025, 5, 1), amount=1000))
    ledger = fill("F06").cell("ledger", "paid")
    found = []
    for typed in ("0.09", "0.1"):
        keep_typed(ledger.typed, 2025, typed, on=date(2025, 12, 1))
        found.append("实发金额与财务台账一致" in failed(fill("F06")))

    assert ledger.is_missing
    assert found == [True, False]


def test_the_bulletin_compares_with_last_year_and_lists_fifteen_countries(college):
    codes = ("KOR", "KOR", "THA", "LAO", "VNM", "MMR", "IDN", "MYS", "NPL", "PAK", "RUS", "POL",
             "KEN", "GHA", "EGY", "BRA", "USA", "MEX")
    for number, code in enumerate(codes):
        degree(code, name=f"S{number}")
    degree("KOR", name="old", spans=((date(2023, 9, 1), date(2024, 7, 1)),))

    filled = fill("F05")

    assert line(filled, "total") == ["18", "19", "-1", "-5.26%", "100.00%"]
    countries = [row.key for row in filled.rows if row.key.startswith("country:")]
    assert countries[0] == "country:KOR"
    assert len(countries) == 16
    assert line(filled, "country:others")[:3] == ["2", "2", "0"]
    assert not failed(filled)


def test_the_sample_college_fills_every_yearbook_form_without_error(sample):
    for code in ("F02", "F03", "F04", "F04-422", "F04-441", "F05"):
        for year in (2023, 2024, 2025):
            assert not failed(fill(code, year)), (code, year)


def test_the_stock_is_the_same_as_counted_by_hand_on_the_sample_college(sample):
    from models.entities import Enrolment
    from models.partial_date import earliest, latest

    day, people = date(2025, 9, 1), set()
    for stay in Enrolment.active():
        person = stay.student
        if person.nationality in ("HKG", "MAC", "TWN", "CHN") or person.retired_at:
            continue
        ends = latest(stay.enrolled_until) if stay.enrolled_until else None
        if earliest(stay.enrolled_from) <= day and stay.outcome != "休学" and (
            ends >= day if ends else stay.outcome == "在读"
        ):
            people.add(person.id)

    assert fill("F03").number("total", "stock") == len(people) == 13
    assert indicator_by_id("students.yearbook_stock").at(
        Period.academic_year(2025)).value() == len(people)
