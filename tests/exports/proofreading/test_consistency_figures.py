"""A report held against itself: its tables, changes and shares, and 人 against 人次."""

from __future__ import annotations

import pytest

from exports.proofreading import consistency, numbers, reading
from exports.proofreading.base import Block, Finding, Kind, Report
from tests.exports.proofreading.test_consistency import checked, only

TRIPS = (
    ("任务类别", "团组数", "人次"), ("一般性交流", "3", "6"), ("国际会议", "3", "7"), ("合计", "6", "13"),
)
TEACHERS = (("项目", "单位", "2023年", "2024年"), ("聘请外籍教师", "人", "7", "13"),
            ("接待境外来宾", "人次", "30", "34"))


def with_table(rows, *paragraphs: str, caption: str = "表1 因公出访情况") -> list[Finding]:
    texts = ["2024年外事工作总结", *paragraphs, caption]
    blocks = [Block(number, text) for number, text in enumerate(texts)]
    report = Report((*blocks, Block(len(blocks), rows=rows)), texts[0], 2024)
    return consistency.check(report, numbers.mentions(report))


# Tables -------------------------------------------------------------------------------------


def changed(rows, row: int, column: int, text: str):
    found = [list(cells) for cells in rows]
    found[row][column] = text
    return tuple(map(tuple, found))


def test_a_wrong_total_row_is_found_at_its_cell():
    (finding,) = with_table(changed(TRIPS, 3, 2, "15"))
    assert finding.kind is Kind.TABLE
    assert "6＋7＝13" in finding.message
    assert (finding.places[0].row, finding.places[0].column) == (3, 2)


def test_a_right_total_row_is_left_alone():
    assert with_table(TRIPS) == []


def test_a_wrong_total_column_is_found_where_the_other_rows_come_out():
    rows = (("国别", "男", "女", "合计"), ("日本", "3", "2", "5"), ("韩国", "1", "4", "6"))
    (finding,) = with_table(rows, caption="国际学生情况")
    assert "1＋4＝5" in finding.message


def test_a_total_of_trips_by_country_may_be_smaller_than_its_rows():
    rows = (("国别", "团组数"), ("日本", "3"), ("韩国", "2"), ("合计", "4"))
    assert with_table(rows) == []


def test_a_subtotal_sums_its_own_rows_and_the_total_the_subtotals():
    rows = (("类别", "人数"), ("英语", "2"), ("日语", "3"), ("小计", "5"), ("技能", "1"),
            ("体育", "1"), ("小计", "2"), ("合计", "7"))
    assert with_table(rows, caption="外籍教师情况") == []
    (finding,) = with_table(changed(rows, 3, 1, "6"), caption="外籍教师情况")
    assert finding.places[0].row == 3


def test_shares_and_numbering_are_not_summed():
    rows = (("序号", "类别", "人数", "占比"), ("1", "英语", "2", "40%"), ("2", "日语", "3", "60%"),
            ("", "合计", "5", "100%"))
    assert with_table(rows, caption="外籍教师情况") == []


def test_prose_that_names_a_cell_with_another_number_is_found():
    (finding,) = with_table(TEACHERS, "全年聘请外籍教师14人，接待境外来宾34人次。", caption="数据汇总")
    assert finding.kind is Kind.TABLE
    assert "14" in finding.message
    assert "13" in finding.message
    assert finding.places[1].column == 3


@pytest.mark.parametrize("text", [
    "全年聘请外籍教师13人，接待境外来宾34人次。",
    "全年聘请英语外籍教师5人，其中外籍教师博士3人。",
    "上年聘请外籍教师7人。",
    "上半年聘请外籍教师9人。",
    "2025年计划聘请外籍教师15人。",
])
def test_prose_about_something_else_is_not_held_against_the_table(text):
    assert with_table(TEACHERS, text, caption="数据汇总") == []


# Changes and shares -------------------------------------------------------------------------


@pytest.mark.parametrize(("text", "right"), [
    ("全年派出团组10个，较上年增加4个（上年7个，今年10个）。", "10－7＝3个"),
    ("派出团组从7个增至10个，增长40%。", "43%"),
    ("派出团组从7个增至10个，增长41.9%。", "42.9%"),
    ("全年接待来访12批，上年15批，下降25%。", "20%"),
    ("全年派出团组10个，比上年的7个增加3个，增长45%。", "43%"),
    ("全年派出团组10个，较上年增加3个，增长30%。", "43%"),
    ("国际学生由20人增至30人，翻了一番。", "1.5倍"),
    ("全年派出团组14个，其中赴日本5个，占37.5%。", "35.7%"),
    ("国际学生中亚洲学生占60%，非洲学生占30%，欧洲学生占20%。", "110%"),
    ("具有海外经历的教师占比由35%提高到40%，提高6个百分点。", "5个百分点"),
    ("2023年派出团组7个，2024年派出团组10个，增加2个。", "3个"),
    ("全年聘请外教8名，比上年减少1名（上年10名）。", "2名"),
])
def test_a_change_or_share_that_its_numbers_do_not_give_is_found(text, right):
    assert right in only(text, Kind.CHANGE).message


@pytest.mark.parametrize("text", [
    "全年派出团组10个，较上年增加3个（上年7个，今年10个），增长42.9%。",
    "派出团组从7个增至10个，增长43%。",
    "派出团组从7个增至10个，增长约42%。",
    "全年接待来访12批，上年15批，下降20%。",
    "全年派出团组10个，较上年增加3个，增长42.9%。",
    "国际学生由20人增至41人，翻了一番。",
    "全年派出团组14个，其中赴日本5个，占35.7%，赴英国3个，占21.4%。",
    "聘请外教5名，占专任教师总数的2.5%。",
    "外教中博士占60%，女教师占55%。",
    "具有海外经历的教师占比由35%提高到40%，提高5个百分点。",
    "派出团组10个、31人次，上年7个、20人次，分别增长42.9%和55%。",
    "全年派出团组10个，较上年增加3个，其中赴日本4个，较上年增加1个，增长33.3%。",
    "全年派出团组10个，2025年计划派出团组12个，比今年增加3个。",
])
def test_a_change_or_share_that_comes_out_is_left_alone(text):
    assert checked(text) == []


# 人 and 人次 ----------------------------------------------------------------------------------


def test_more_people_than_times_is_impossible():
    assert "45＞31" in only("全年共派出团组10个，45人、31人次。", Kind.MEASURE).message


def test_one_number_called_people_here_and_times_there_is_found():
    finding = only("全年共派出团组10个、31人次。\n全年共派出31人，涉及5个国家。", Kind.MEASURE)
    assert "口径" in finding.message


def test_two_numbers_of_one_measure_side_by_side_are_found():
    assert "批" in only("上半年接待境外来宾5批23批次。", Kind.MEASURE).message


def test_a_level_of_people_that_grew_by_times_is_found():
    only("全年共派出团组10批、27人，比上年增加12人次。", Kind.MEASURE)


def test_one_thing_with_two_numbers_in_two_places_is_found_at_the_second():
    finding = only(
        "全年共聘请外籍教师12名，全部持证上岗。\n我校13名外籍教师在校任教。", Kind.MEASURE,
    )
    assert finding.places[0].block > finding.places[1].block
    assert "相差1名" in finding.message


@pytest.mark.parametrize("text", [
    "全年共派出团组10个，28人、31人次。",
    "全年共派出团组10个、9人次，其中教师9人。",
    "全年共聘请外籍教师12名。为5名外籍教师办理延期。新聘外籍教师3名。机电学院聘请外籍教师2名。",
    "全年共聘请外籍教师12名。上半年聘请外籍教师9名。其中英语外教7名。",
    "年末在校国际学生48人。全年招收国际学生20人。",
    "全年共接待来访团组10个。\n全年共派出团组11个。接待日本来访团组3个。",
    "全年共聘请外籍教师12名。上年聘请外籍教师10名。",
    "一季度和二季度分别派出3人、5人。",
])
def test_numbers_of_different_things_are_not_compared(text):
    assert checked(text) == []


def test_the_report_of_a_year_is_read_with_its_own_year():
    text = "2022年派出团组7个，2023年派出团组10个，增加2个。"
    assert [finding.kind for finding in checked(text, year=2023)] == [Kind.CHANGE]


def test_findings_come_in_reading_order_and_once():
    found = checked(
        "学校现有外籍教师12名，其中男7名、女4名。\n国际学生来自日本、韩国、老挝和越南5个国家。\n"
        "派出团组从7个增至10个，增长40%。"
    )
    assert [finding.kind for finding in found] == [Kind.SUM, Kind.LIST, Kind.CHANGE]


def test_every_message_is_a_whole_chinese_sentence():
    report = reading.read_text("2024年外事工作总结\n全年举办讲座3场、论坛2场，共6场。")
    (finding,) = consistency.check(report, numbers.mentions(report))
    assert finding.message.endswith("。")
    assert "3＋2＝5场" in finding.message
    assert finding.said
