"""What is offered from Word and from former years is kept only when it is accepted."""

from __future__ import annotations

from datetime import date

import pytest

from exports.drafts import as_docx
from exports.drafts.export_check import disagreements
from exports.drafts.hand_edits import keep_words, type_value
from exports.drafts.proposals import changes_in_word
from exports.drafts.reopening import read_back
from exports.drafts.rolling import roll_file, roll_kept
from exports.drafts.taking_over import (
    accept_numbers,
    forget_wording,
    keep_wordings,
    take_over,
    use_wording,
)
from models import history
from models.entities import entity_by_key
from models.entities.draft_wording import DraftWording
from tests.exports.drafts.conftest import paragraph, summary, trip
from tests.exports.drafts.test_hand_edits import LEAKS
from tests.exports.drafts.test_reopening import edited
from tests.exports.drafts.test_rolling import HERS, TRIPS, learned, rolled, three_trips


@pytest.fixture
def three_years(college):
    three_trips()


def test_what_was_changed_in_word_is_kept_when_it_is_accepted(three_years):
    file = edited(as_docx(summary()), "全年执行因公出国（境）团组", "这一年共派出团组")
    offered = changes_in_word(read_back(file, summary()), summary())
    assert [p.key for p in offered.found] == [TRIPS]
    assert not paragraph(summary(), TRIPS).is_by_hand

    assert take_over(summary(), offered.found, label="取回 Word 修改") == 1

    kept = paragraph(summary(), TRIPS)
    assert kept.is_by_hand
    assert "这一年共派出团组3个" in kept.text
    trip("又一个", "KOR")
    assert "这一年共派出团组4个" in paragraph(summary(), TRIPS).text


def test_taking_over_is_undone_in_one_step(three_years):
    file = edited(as_docx(summary()), "全年执行因公出国（境）团组", "这一年共派出团组")
    before = paragraph(summary(), TRIPS).text
    take_over(summary(), changes_in_word(read_back(file, summary()), summary()).found, label="取回")
    history.undo(history.batches(1)[0], entity_by_key)
    assert paragraph(summary(), TRIPS).text == before


def test_new_records_alone_offer_nothing(three_years):
    file = as_docx(summary())
    trip("又一个", "KOR")
    assert changes_in_word(read_back(file, summary()), summary()).found == ()


def test_accepting_the_numbers_leaves_nothing_stale(three_years):
    keep_words("S1", 2025, TRIPS, "派出{trips.groups|1}个团组。")
    composed = summary()
    assert paragraph(composed, TRIPS).stale
    accept_numbers(composed, paragraph(composed, TRIPS))
    assert paragraph(summary(), TRIPS).stale == ()
    assert paragraph(summary(), TRIPS).is_by_hand


def test_a_zero_of_this_year_is_never_said_in_last_years_words(college):
    trip("去年的团", "JPN", year=2024)
    [one] = rolled(summary(), "全年派出因公出国（境）团组1个。")
    assert "【待核：上年 1，本年台账 0】" in one.words


def test_our_own_file_of_last_year_renews_what_was_written_by_hand(three_years):
    keep_words("S1", 2024, TRIPS, "2024年组团{trips.groups|2}个，规模从简。")
    file = as_docx(summary(2024))
    offered = roll_file(file, summary())
    assert [(p.key, p.text) for p in offered.found] == [(TRIPS, "2025年组团3个，规模从简。")]
    assert offered.found[0].is_sure
    assert [p.text for p in roll_kept(summary()).found] == ["2025年组团3个，规模从简。"]


def test_rolled_words_are_kept_and_their_doubts_stay_open(three_years):
    take_over(summary(), rolled(summary(), "派出因公出国（境）团组2个，另有8名教师参加线上研讨。"), label="沿用")
    composed = summary()
    assert paragraph(composed, TRIPS).is_by_hand
    assert [p.what for p in composed.open_points if p.paragraph == TRIPS] == ["待核：8"]


def test_learned_sentences_are_offered_and_only_said_when_picked(three_years):
    assert keep_wordings("S1", learned(HERS).learned) == 1
    assert "这一年" not in paragraph(summary(), TRIPS).text
    kept = DraftWording.active().get()

    use_wording("S1", TRIPS, "trips.groups", kept.id)
    said = paragraph(summary(), TRIPS)
    assert "这一年，学校共组派因公出国（境）团组3个、9人次，规模适度。" in said.text
    assert "全年执行因公出国（境）团组" not in said.text
    assert not said.is_by_hand

    use_wording("S1", TRIPS, "trips.groups", None)
    assert "这一年" not in paragraph(summary(), TRIPS).text


def test_the_same_sentence_is_kept_once(three_years):
    keep_wordings("S1", learned(HERS).learned)
    assert keep_wordings("S1", learned(HERS).learned) == 0


def test_a_learned_sentence_without_its_numbers_is_not_said(three_years):
    keep_wordings("S1", learned(HERS).learned)
    use_wording("S1", TRIPS, "trips.groups", DraftWording.active().get().id)
    assert paragraph(summary(2020), TRIPS).text == "本年度未组派因公出国（境）团组。"


def test_a_learned_sentence_can_be_forgotten(three_years):
    keep_wordings("S1", learned(HERS).learned)
    kept = DraftWording.active().get()
    use_wording("S1", TRIPS, "trips.groups", kept.id)
    forget_wording(kept.id)
    assert "这一年" not in paragraph(summary(), TRIPS).text


def found_in(words: str) -> list:
    keep_words("S1", 2025, TRIPS, words)
    return [one for one in disagreements(summary()) if one.key == TRIPS]


def test_the_check_finds_a_wrong_number_that_was_typed(three_years):
    [one] = found_in("全年派出因公出国（境）团组5个。")
    assert (one.kind, "应为3个" in one.message) == ("与台账核对", True)


def test_the_check_finds_parts_that_do_not_add_up(three_years):
    kinds = [one.kind for one in found_in("共选派教师10人，其中教授7人，副教授1人，讲师3人。")]
    assert kinds == ["合计与分项"]


def test_the_check_finds_a_denial_that_nobody_has_confirmed(three_years):
    [one] = found_in("出访期间未发生失泄密事件和外事违纪行为，纪律良好。")[:1]
    assert one.kind == "未确认的零"
    type_value(LEAKS.fact, 2025, 0, confirmed_on=date(2025, 12, 1))
    assert "失泄密事件" not in [one.said for one in disagreements(summary())]


def test_the_check_is_silent_about_what_the_program_wrote_itself(three_years):
    assert disagreements(summary()) == []
