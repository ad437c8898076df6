"""What the words of a cell mean: dates in every style, counts with units, periods, blanks."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest

from models import cells
from models.fields import Choice, Coded, Date, Flag, LongText, Number, Text
from models.intake.readings import BLANK, Reader, in_wan, names
from models.intake.registers import register_of
from models.three_states import INAPPLICABLE


def target(entity, field):
    return next(
        t for t in register_of(entity).targets if t.kind.name == field and not t.is_range
    )


def read(entity, field, raw, year=None):
    return Reader(year).read(target(entity, field), raw)


@pytest.mark.parametrize(("raw", "parts"), [
    ("2019.4.8", (2019, 4, 8)), ("2019-04-12", (2019, 4, 12)), ("2019/9/15", (2019, 9, 15)),
    ("1974年2月8日", (1974, 2, 8)), ("2019年9月", (2019, 9, None)), ("2019", (2019, None, None)),
    ("20190408", (2019, 4, 8)), ("201904", (2019, 4, None)), (43556, (2019, 4, 1)),
    ("43556", (2019, 4, 1)), (43556.0, (2019, 4, 1)), ("２０１９．４．８", (2019, 4, 8)),
    (" 2019 年 4 月 8 日 ", (2019, 4, 8)), ("2019年4月8号", (2019, 4, 8)), ("2019。4。8", (2019, 4, 8)),
    (date(2019, 4, 8), (2019, 4, 8)), (datetime(2019, 4, 8), (2019, 4, 8)),
    ("2019-04-08 00:00:00", (2019, 4, 8)),
])
def test_dates_in_every_style(raw, parts):
    assert cells.date_parts(raw) == parts


@pytest.mark.parametrize("raw", ["2019.2.30", "2019-13-01", "20190230", "待定", "明年", "12345678"])
def test_a_day_that_cannot_be_is_refused_with_the_words_of_the_cell(raw):
    reading = read("inbound_visit", "arrived_on", raw)
    assert raw in reading.error
    assert reading.value is None


@pytest.mark.parametrize("raw", ["", None, "无", "-", "—", "／", "/", "　", "\u200b"])
def test_the_marks_for_nothing_are_blank(raw):
    assert cells.is_blank(cells.half_width(raw) if raw else raw)


@pytest.mark.parametrize(("raw", "number"), [
    ("2人", 2), ("１２人", 12), ("1,200", 1200), ("168,000", 168000), ("￥9500", 9500),
    ("¥9,500元", 9500),
    ("1.2万元", 12000), (" 20 ", 20), (20.0, 20),
])
def test_counts_and_amounts_with_units(raw, number):
    assert cells.number(raw) == Decimal(number)


@pytest.mark.parametrize("raw", [float("inf"), float("nan"), True, "若干", "20-30人"])
def test_what_is_no_number_is_refused(raw):
    with pytest.raises(ValueError, match="不是数字"):
        cells.number(raw)
    assert cells.text(raw)


@pytest.mark.parametrize("raw", [
    "2019.4.1-2019.6.28", "2019年4月1日至2019年6月28日", "2019-04-01～2019-06-28", "2019.4.1—2019.6.28",
])
def test_two_dates_in_one_cell_are_a_period(raw):
    reading = read("event", "held_on", raw)
    assert reading.value == date(2019, 4, 1)
    assert reading.until.value == date(2019, 6, 28)


@pytest.mark.parametrize(("raw", "both"), [
    ("2023.4.11-4.13", ("2023.4.11", "2023.4.13")), ("2023.4.11-13", ("2023.4.11", "2023.4.13")),
    ("2019年4月1日—3日", ("2019.4.1", "2019.4.3")), ("2019.9-2020.1", ("2019.9", "2020.1")),
    ("2019-04-01", None), ("2019-4-31", None), ("2019-2020", None), ("长期", None),
])
def test_the_second_side_of_a_period_may_be_shortened(raw, both):
    assert cells.date_range(raw) == both


@pytest.mark.parametrize(("raw", "meant"), [
    (3.6, "3.6万元"), ("16.8", "16.8万元"), ("3万元", "3万元"), ("待定", "待定"), ("500元", "500元"),
])
def test_a_number_under_a_heading_in_ten_thousands_is_meant_so(raw, meant):
    assert in_wan(raw) == meant


def test_a_period_whose_end_does_not_exist_is_refused():
    assert "2019.2.30" in read("event", "held_on", "2019.1.1-2019.2.30").error


def test_a_column_named_after_a_period_asks_for_one():
    span = next(t for t in register_of("foreign_teacher").targets if t.is_range)
    assert "聘期" in span.keys
    assert Reader(None).read(span, "一年").kept == "一年"
    assert "起止日期" in Reader(None).read(span, "2019.3.1").note
    assert Reader(None).read(span, "2019.3.1-2020.2.29").until.value == date(2020, 2, 29)


def test_a_day_without_a_year_takes_the_year_of_the_table_and_says_so():
    reading = read("inbound_visit", "arrived_on", "8月2日", year=2019)
    assert reading.value == date(2019, 8, 2)
    assert "2019" in reading.note
    assert read("inbound_visit", "arrived_on", "8月2日").error
    assert read("inbound_visit", "arrived_on", "2月30日", year=2019).error


def test_long_term_is_an_open_end_only_where_the_field_knows_it():
    assert read("agreement", "valid_until", "长期").value == date(9999, 12, 31)
    assert read("agreement", "signed_on", "长期").error


def test_not_applicable_is_neither_blank_nor_zero():
    reading = read("inbound_visit", "head_count", "不适用")
    assert reading.value is INAPPLICABLE
    assert (reading.stored, reading.kept) == (None, "")


def test_a_dash_in_a_choice_or_a_number_is_blank():
    assert read("inbound_visit", "body_kind", "—") == BLANK
    assert read("inbound_visit", "head_count", "/") == BLANK
    assert read("inbound_visit", "purpose", "无") == BLANK


def test_an_unknown_word_of_an_optional_choice_is_kept_and_said():
    reading = read("inbound_visit", "body_kind", "联合会")
    assert reading.kept == "联合会"
    assert "不在可选项中" in reading.note
    assert reading.error == ""


def test_an_unknown_country_is_refused():
    assert "不在" in read("inbound_visit", "country", "亚特兰蒂斯").error


def test_two_character_names_that_were_spaced_out_are_joined():
    assert read("outbound_student", "name", "李　明").value == "李明"
    assert read("foreign_teacher", "passport_name", "KIM MINJUN").value == "KIM MINJUN"


@pytest.mark.parametrize(("raw", "found", "more"), [
    ("赵建国、李丽华", ["赵建国", "李丽华"], False), ("赵建国，李丽华；张和平", ["赵建国", "李丽华", "张和平"], False),
    ("赵建国 李丽华", ["赵建国", "李丽华"], False), ("李　明", ["李明"], False), ("赵建国等5人", ["赵建国"], True),
    ("赵建国\n李丽华", ["赵建国", "李丽华"], False), ("无", [], False), ("赵建国、赵建国", ["赵建国"], False),
    ("Mr Smith", ["Mr Smith"], False),
])
def test_names_in_one_cell_are_taken_apart(raw, found, more):
    assert names(raw) == (found, more)


def test_the_kinds_of_fields_behind_these_tests_are_what_they_seem():
    assert isinstance(target("inbound_visit", "body_kind").kind, Choice)
    assert isinstance(target("inbound_visit", "country").kind, Coded)
    assert isinstance(target("inbound_visit", "head_count").kind, Number)
    assert isinstance(target("inbound_visit", "met_by_leader").kind, Flag)
    assert isinstance(target("event", "topic").kind, LongText)
    assert isinstance(target("event", "title").kind, Text)
    assert isinstance(target("event", "held_on").kind, Date)
