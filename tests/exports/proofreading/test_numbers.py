"""Each number of a sentence knows its noun, its year, its part of the year, and what it says."""

from decimal import Decimal

import pytest

from exports.proofreading import numbers, reading
from exports.proofreading.base import Mention, Role
from exports.proofreading.numbers import mentions_of


def only(text: str, year: int = 2019) -> Mention:
    (mention,) = mentions_of(text, year)
    return mention


def nouns(text: str) -> list[str]:
    return [mention.noun for mention in mentions_of(text, 2019)]


@pytest.mark.parametrize(("text", "noun"), [
    ("聘请外籍教师12人。", "聘请外籍教师"),
    ("聘请12名外籍教师到校任教。", "外籍教师"),
    ("我校共聘请 5 名外籍教师在我校任教。", "外籍教师"),
    ("全年外教12人次。", "外教"),
    ("共派出10个因公出国（境）团组到国（境）外执行任务。", "因公出国（境）团组"),
    ("接收4名韩国交换留学生到校学习。", "韩国交换留学生"),
    ("来访的代表团共15批。", "来访的代表团"),
    ("与7所院校（机构）保持合作关系。", "院校（机构）"),
    ("2018—2019学年接收国际学生28人。", "接收国际学生"),
    ("去年聘请外教8人。", "聘请外教"),
    ("赴台团组3个。", "赴台团组"),
    ("国际学生（28人）在校学习。", "国际学生"),
    ("赴日研修团（一）（9人次）。", "赴日研修团（一）"),
    ("有效协议7份。", "有效协议"),
])
def test_the_noun_stands_behind_or_before_the_number(text, noun):
    assert nouns(text) == [noun]


def test_a_second_number_goes_on_from_the_noun_of_the_first():
    groups, people = mentions_of("组派因公出国团组7个、21人次。", 2019)

    assert (people.noun, people.lead) == ("", groups.noun) == ("", "组派因公出国团组")


def test_a_part_knows_the_whole():
    _, part, other = mentions_of("聘用外籍教师5人，其中韩国2人、日本3人。", 2019)

    assert [(m.noun, m.lead, m.is_part) for m in (part, other)] == [
        ("韩国", "聘用外籍教师", True), ("日本", "聘用外籍教师", True)]


def test_a_part_in_the_next_sentence_knows_the_whole():
    found = mentions_of("共派出10个团组。其中7个团组赴欧洲；3个团组赴台湾。", 2019)

    assert [(m.value, m.is_part, m.lead) for m in found] == [
        (10, False, ""), (7, True, "团组"), (3, True, "团组")]


def test_parts_by_a_kind_are_parts():
    _, own, joint = mentions_of("执行团组11个。按组团方式分，自组10个、双跨（参团）1个。", 2019)

    assert own.is_part
    assert joint.is_part
    assert joint.noun == "双跨（参团）"


def test_a_new_statement_behind_a_semicolon_is_no_part():
    *_, last = mentions_of("聘用外籍教师5人，其中韩国2人；年末在聘4人。", 2019)

    assert not last.is_part


@pytest.mark.parametrize(("text", "shift"), [
    ("聘请外教5人。", 0),
    ("2019年聘请外教5人。", 0),
    ("2018年聘请外教5人。", -1),
    ("去年聘请外教5人。", -1),
    ("上年度聘请外教5人。", -1),
    ("较上年多聘请外教5人。", 0),
    ("与去年相比，外教增加5人。", 0),
    ("2020年聘请外教5人。", 1),
    ("明年计划聘请外教5人。", 1),
    ("拟聘请外教5人。", 1),
    ("将组织学生5人赴外交流。", 1),
    ("列入年度计划的团组5个。", 0),
    ("计划内团组5个。", 0),
    ("2015年聘请外教5人。", None),
    ("2017年以来派出学生5人。", None),
    ("近三年派出学生5人。", None),
    ("五年来派出学生5人。", None),
    ("建校以来签署协议5份。", None),
    ("2018—2019学年聘请外教5人。", 0),
    ("2017—2018学年聘请外教5人。", -1),
    ("截至2019年底，在聘外教5人。", 0),
    ("今年以来，聘请外教5人。", 0),
    ("一年来，学校聘请外教5人。", 0),
    ("外教由去年的5人有所增加。", -1),
    ("上年同期聘请外教5人。", -1),
])
def test_a_number_speaks_of_a_year(text, shift):
    assert only(text).shift == shift


def test_the_nearest_year_counts():
    before, now = mentions_of("2018年接待来访8批，2019年接待15批。", 2019)

    assert (before.shift, now.shift) == (-1, 0)


@pytest.mark.parametrize(("text", "span"), [
    ("上半年接待来访5批。", "上半年"), ("三季度接待来访5批。", "三季度"), ("9月接待来访5批。", "9月"),
    ("9月12日接待来访5批。", "9月12日"), ("1—12月接待来访5批。", ""), ("截至12月底，接待来访5批。", ""),
    ("全年接待来访5批。", ""),
])
def test_a_number_may_speak_of_a_part_of_the_year(text, span):
    assert only(text).span == span


@pytest.mark.parametrize(("text", "role"), [
    ("团组较上年增加3个。", Role.CHANGE), ("来访人次减少了5人次。", Role.CHANGE),
    ("比去年多3人。", Role.CHANGE), ("团组增加到3个。", Role.LEVEL), ("减少至3个。", Role.LEVEL),
    ("新增合作院校3所。", Role.LEVEL), ("来访批次同比增长20%。", Role.RATE),
    ("提高3个百分点。", Role.RATE), ("全年接待来访3批。", Role.LEVEL),
])
def test_a_number_is_a_level_a_change_or_a_rate(text, role):
    assert only(text).role is role


def test_a_change_names_what_has_changed():
    assert only("国际学生人数与上年相比增加3人。").noun == "国际学生人"


PLAN = """外事工作总结及计划
一、工作情况
聘请外教5人。
二、2020年工作计划
（一）聘请外教
聘请外教8人。
三、经费
支出3万元。"""


def test_what_stands_under_a_plan_is_planned():
    found = numbers.mentions(reading.read_text(f"2019年{PLAN}"))

    assert [(m.value, m.shift) for m in found] == [(5, 0), (8, 1), (30000, 0)]


def test_headings_and_the_title_have_no_mentions():
    report = reading.read_text("2019年接待来访5批总结\n一、接待来访5批\n接待来访5批。")

    assert [m.place.block for m in numbers.mentions(report)] == [2]


def test_a_mention_gives_its_place_and_sentence():
    text = "上级来函。全年接待 来访 15 批，影响良好。"

    mention = only(text)

    assert text[mention.place.start:mention.place.end] == mention.text == "15 批"
    assert mention.sentence == "全年接待 来访 15 批，影响良好。"
    assert mention.value == Decimal(15)
