"""An earlier year's text with this year's numbers, and what is learned from it; nothing is kept."""

from __future__ import annotations

import io

import docx
import pytest

from exports.drafts import as_docx, draft_by_code
from exports.drafts.blocks import Paragraph, Run
from exports.drafts.learning import learn
from exports.drafts.official_document import OfficialDocument, to_docx
from exports.drafts.rolling import roll_file
from models import database
from models.errors import UserError
from tests.exports.drafts.conftest import summary, trip

TRIPS = "exchange.trips"
HERS = "这一年，学校共组派因公出国（境）团组2个、6人次，规模适度。"


def report(*lines: str, year: int = 2024) -> bytes:
    """A Word file as anybody writes it."""
    file = docx.Document()
    file.add_paragraph(f"{year}年外事工作总结")
    for line in lines:
        file.add_paragraph(line)
    content = io.BytesIO()
    file.save(content)
    return content.getvalue()


def three_trips() -> None:
    """One trip of 2023, two of 2024, three of 2025; each of three people."""
    for year, count in ((2023, 1), (2024, 2), (2025, 3)):
        for number in range(count):
            trip(f"{year}年第{number + 1}团", "JPN", year=year)


@pytest.fixture(scope="module")
def now(tmp_path_factory):
    """The summary of 2025 of a college with three years of trips; shared, nothing is written."""
    keeper = database.open_folder(tmp_path_factory.mktemp("college"))
    three_trips()
    yield summary()
    keeper.close(backup=False)


def rolled(now, *lines: str) -> list:
    return list(roll_file(report("一、因公出国（境）", *lines), now).found)


def learned(*sentences: str, year: int = 2024):
    return learn([("旧总结.docx", report("".join(sentences), year=year))], summary_draft())


def summary_draft():
    return draft_by_code("S1")


def test_numbers_of_anybodys_report_become_this_years(now):
    [one] = rolled(now, "2024年，学校派出因公出国（境）团组2个、6人次，团组比2023年增加1个，上年为1个团组。")
    assert one.key == TRIPS
    assert one.text == (
        "2025年，学校派出因公出国（境）团组3个、9人次，团组比2024年增加1个，上年为2个团组。"
    )
    assert "{trips.groups|3}" in one.words
    assert "{trips.groups:change|增加1个}" in one.words
    assert one.doubts == ()
    assert one.notes == ("上年数 1 已改为 2",)


def test_what_is_not_known_for_sure_is_marked_with_its_old_value(now):
    [one] = rolled(now, "全年派出因公出国（境）团组2个，5月6日至10日赴日本商谈，另有8名教师参加线上研讨。")
    assert "{trips.groups|3}" in one.words
    assert "【待核：5月6日至10日】" in one.words
    assert "【待核：8】名教师" in one.words
    assert not one.is_sure
    assert "写到日本，请核对本年是否仍是" in one.notes


def test_a_number_the_report_had_wrong_is_not_taken_for_granted(now):
    [one] = rolled(now, "全年派出因公出国（境）团组7个。")
    assert "{trips.groups" not in one.words
    assert "【待核：上年 7，本年台账“因公出国（境）团组数”为 3】" in one.words


def test_years_that_tell_history_stay(now):
    [one] = rolled(now, "自2023年起与日本院校合作，2018年签订协议，全年派出因公出国（境）团组2个，2025年继续执行。")
    assert "自2023年起" in one.text
    assert "2018年签订" in one.text
    assert "2026年继续执行" in one.text


def test_a_file_of_this_year_is_not_rolled_forward(now):
    with pytest.raises(UserError, match="2025年"):
        roll_file(as_docx(now), now)


def test_a_sentence_whose_numbers_are_known_becomes_a_template(now):
    [one] = learned(HERS).learned
    assert one.template == (
        "这一年，学校共组派因公出国（境）团组{trips.groups}个、{trips.person_times}人次，规模适度。"
    )
    assert (one.key, one.lead) == (TRIPS, "trips.groups")


@pytest.mark.parametrize(("sentence", "why"), [
    ("全年派出因公出国（境）团组2个，另有8名教师参加线上研讨。", "看不懂"),
    ("全年派出因公出国（境）团组2个，均赴日本。", "日本"),
    ("全年派出因公出国（境）团组2个，多在9月成行。", "日期"),
    ("其中因公出国（境）团组2个，规模适度从简。", "上一句"),
])
def test_a_sentence_true_of_one_year_only_is_refused_with_the_reason(now, sentence, why):
    learning = learned(sentence)
    assert learning.learned == ()
    assert why in learning.refused[0].why


def test_our_own_file_teaches_by_its_marked_numbers(now):
    words = ("学校这一年组派团组", Run("2", "trips.groups", 2024), "个，一律从严控制。")
    file = to_docx(OfficialDocument(
        title="2024年总结", author="学校", blocks=(Paragraph(words),)))
    [one] = learn([("总结.docx", file)], summary_draft()).learned
    assert one.template == "学校这一年组派团组{trips.groups}个，一律从严控制。"
