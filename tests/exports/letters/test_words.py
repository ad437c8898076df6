"""What the words of a template mean, how values are written, and what is personal in them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from exports.letters.filling import NONE
from exports.letters.formats import number_capital, number_chinese, written
from exports.letters.making import Wishes, blanks, likely_registers, make, notices, trial
from exports.letters.template import open_package, read_form
from exports.letters.words import Words
from models import database, known_people, store
from models.entities import ForeignTeacher, Invitation, OutboundTrip
from models.fields import Date, Money, Number
from models.partial_date import OPEN_ENDED, PartialDate
from tests.exports.letters.writing import (
    filled,
    lines_of,
    office,
    paragraph,
    said,
    teacher,
    trip,
    word_file,
)


@pytest.fixture(scope="module")
def people(tmp_path_factory):
    keeper = database.open_folder(tmp_path_factory.mktemp("college"))
    office()
    yield teacher(), trip("王伟", "李娜")
    keeper.close(backup=False)


# ---- the list of words ----


@pytest.mark.parametrize(("typed", "meant"), [
    ("护照姓名", "护照姓名"), (" 护照 姓名 ", "护照姓名"), ("姓名", "护照姓名"), ("生日", "出生日期"),
    ("聘期起", "聘期起"), ("聘期·任教部门", "聘期·任教部门"), ("聘期．任教部门", "聘期·任教部门"),
    ("聘期的任教部门", "聘期·任教部门"), ("学校名称", "学校全称"), ("本单位·电话", "本单位·电话"),
    ("落款日期", "今天"), ("出生日期（英文）", "出生日期"), ("月薪(大写)", "月薪"), ("高等教育法", None),
    ("国籍（大写）", None), ("每位成员", None),
])
def test_a_typed_word_means_a_field(people, typed, meant):
    asked = Words(ForeignTeacher).find(typed)
    assert (asked.word.name if asked else None) == meant


def test_the_record_linked_to_is_named_with_its_kind(people):
    assert Words(Invitation).find("来访接待·来访事由").word.kind.label == "来访事由"


def test_a_person_has_the_period_in_force_and_the_paper_valid_longest(people):
    person, _ = people
    assert said(paragraph("《岗位》《聘期起》，护照至《护照有效期》"), person) == ["专业教师2026年9月1日，护照至2033年5月1日"]


def test_the_register_that_knows_most_words_comes_first(people):
    content = word_file(paragraph("《团组名称》《出境日期》《成员·姓名》"))
    assert likely_registers(open_package(content))[0] is OutboundTrip


# ---- ways of writing ----


@pytest.mark.parametrize(("kind", "value", "way", "words"), [
    (Date("日"), date(2026, 11, 5), "", "2026年11月5日"),
    (Date("日"), date(2026, 11, 5), "英文", "5 November 2026"),
    (Date("日"), date(2026, 11, 30), "大写", "二〇二六年十一月三十日"),
    (Date("日"), PartialDate(2026, 9), "大写", "二〇二六年九月"),
    (Date("日"), PartialDate(2026), "年月", "2026年"),
    (Date("日"), date(2026, 11, 5), "年月", "2026年11月"),
    (Date("日"), date(2026, 11, 5), "日", "5"),
    (Date("日"), date(2026, 11, 21), "星期", "星期六"),
    (Date("日"), date(2026, 11, 5), "数字", "2026-11-05"),
    (Date("日", open_ended=True), OPEN_ENDED, "", "长期"),
    (Money("元"), Decimal("40311.60"), "大写", "肆万零叁佰壹拾壹元陆角整"),
    (Money("元"), Decimal("40311"), "", "40,311"),
    (Money("元"), Decimal("40311"), "数字", "40311"),
    (Number("数"), 12, "汉字", "十二"),
    (Number("数"), 12, "大写", "壹拾贰"),
])
def test_a_value_is_written_in_the_way_that_is_asked(kind, value, way, words):
    assert written(kind, value, way) == words


@pytest.mark.parametrize(("number", "words"), [
    (0, "零"), (10, "十"), (20, "二十"), (101, "一百零一"), (110, "一百一十"), (1001, "一千零一"),
    (10010, "一万零一十"), (10500, "一万零五百"), (100000, "十万"), (100000001, "一亿零一"),
])
def test_numbers_in_chinese(number, words):
    assert number_chinese(number) == words


def test_numbers_in_capitals_begin_with_their_one():
    assert number_capital(15) == "壹拾伍"


def test_an_amount_below_zero_is_said_and_left_blank(people):
    _, group = people
    group.cost = Decimal(-1)
    done = filled(word_file(paragraph("《费用（大写）》")), group)
    group.cost = Decimal(40311)
    assert "负数" in done.faults[0]
    assert lines_of(done.content) == ["＿＿＿"]


# ---- what is missing, what is personal ----


def test_a_blank_is_a_line_or_says_what_is_to_be_filled_in(people):
    person, _ = people
    content = word_file(paragraph("《邮箱》"))
    assert lines_of(filled(content, person).content) == ["＿＿＿"]
    assert lines_of(filled(content, person, marks=True).content) == ["【待补：邮箱】"]
    assert blanks(read_form(content, ForeignTeacher), person) == ["邮箱"]


def test_what_does_not_apply_is_no_blank(people):
    person, _ = people
    person.inapplicable = {"email": True}
    form = read_form(word_file(paragraph("《邮箱》")), ForeignTeacher)
    [(_, found)] = trial(form, person)
    person.inapplicable = {}
    assert (found.words, found.state) == ("不适用", NONE)


def test_numbers_are_masked_until_a_reason_is_given(people):
    person, group = people
    content = word_file(paragraph("《护照号》《电话》《月薪》"))
    assert lines_of(filled(content, person).content) == ["P9****76138****1111****00"]
    done = filled(content, person, full=True)
    assert lines_of(done.content) == ["P99887761380000111111,000"]
    assert done.full == ["护照号", "电话", "月薪"]
    assert said(paragraph("《成员1·身份证号》"), group)[0].startswith("11****")


def test_the_export_log_learns_what_is_written_in_full_and_why(people):
    person, _ = people
    form = read_form(word_file(paragraph("《护照号》")), ForeignTeacher)
    plain, full = make(form, "函", person), make(form, "函", person, Wishes(reason="签证用"))
    assert (plain.about.profile, plain.about.masked, plain.about.columns) == ("内部", True, "")
    assert (full.about.profile, full.about.columns, full.about.reason) == ("出具", "护照号", "签证用")


def test_a_number_in_remarks_is_a_leak_and_one_that_she_typed_is_none(people):
    person, _ = people
    person.remarks = "护照P9988776在保险柜"
    store.save(person)
    form = read_form(word_file(paragraph("《备注》，垂询13900002222")), ForeignTeacher)
    leaks = make(form, "函", person).leaks(known_people.read())
    assert [leak.shown for leak in leaks] == ["P9****76"]


def test_what_is_unknown_is_told_with_the_template(people):
    form = read_form(word_file(paragraph("《高等教育法》")), ForeignTeacher)
    assert notices(form)[0] == "《高等教育法》不是字段，照原样保留。"
