"""Hand-written paragraphs stay, their numbers stay live; zeros are said when confirmed."""

from __future__ import annotations

from datetime import date

import pytest

from exports.drafts import as_docx, draft_by_code
from exports.drafts.base import PLACEHOLDER
from exports.drafts.hand_edits import discard_words, keep_words, type_value
from exports.drafts.official_document import figures_in
from exports.drafts.typed_facts import INCIDENTS, MEETINGS
from models import history
from models.entities import entity_by_key
from tests.exports.drafts.conftest import paragraph, summary, trip

LEAKS = next(i for i in INCIDENTS if i.fact.key == "incidents.leaks")


def confirm(incident, number: int) -> None:
    type_value(incident.fact, 2025, number, confirmed_on=date(2025, 12, 1))


def test_words_are_kept_through_a_new_composition(college):
    trip("赴日本访问团", "JPN")
    keep_words("S1", 2025, "exchange.trips", "本年只派出{trips.groups|1}个团组,规模从简。")
    kept = paragraph(summary(), "exchange.trips")
    assert kept.is_by_hand
    assert kept.text == "本年只派出1个团组,规模从简。"
    assert "全年执行" in "".join(run.text for run in kept.automatic)


def test_other_years_and_paragraphs_stay_automatic(college):
    keep_words("S1", 2024, "exchange.trips", "去年的话。")
    assert not [p.key for p in summary().paragraphs() if p.is_by_hand]


def test_a_number_left_in_place_stays_live_and_is_reported(college):
    trip("赴日本访问团", "JPN")
    keep_words("S1", 2025, "exchange.trips", "派出{trips.groups|1}个团组。")
    trip("赴韩国访问团", "KOR")
    kept = paragraph(summary(), "exchange.trips")
    assert kept.text == "派出2个团组。"
    assert [(s.token, s.old, s.new) for s in kept.stale] == [("trips.groups", "1", "2")]
    assert ("trips.groups", "2") in [(f.figure, f.text) for f in figures_in(as_docx(summary()))]


def test_keeping_the_paragraph_again_takes_the_new_number(college):
    trip("赴日本访问团", "JPN")
    keep_words("S1", 2025, "exchange.trips", "派出{trips.groups|9}个团组。")
    keep_words("S1", 2025, "exchange.trips", paragraph(summary(), "exchange.trips").words)
    assert paragraph(summary(), "exchange.trips").stale == ()


def test_a_comparison_turns_round_with_the_numbers(college):
    trip("去年", "JPN", year=2024, people=5)
    trip("今年", "JPN", people=3)
    keep_words("S1", 2025, "exchange.trips", "人次{trips.person_times:change|减少2人次}。")
    assert paragraph(summary(), "exchange.trips").stale == ()
    trip("又一个", "JPN", people=6)
    assert paragraph(summary(), "exchange.trips").text == "人次增加4人次。"


def test_a_number_that_cannot_be_computed_any_more_is_reported(college):
    keep_words("S1", 2025, "exchange.trips", "共{trips.forgotten|7}个。")
    kept = paragraph(summary(), "exchange.trips")
    assert kept.text == "共7个。"
    assert [s.new for s in kept.stale] == ["已无法计算"]


@pytest.mark.parametrize("blank", ["", "  \n"])
def test_blank_words_bring_the_automatic_text_back(college, blank):
    keep_words("S1", 2025, "exchange.trips", "别的话。")
    keep_words("S1", 2025, "exchange.trips", blank)
    assert paragraph(summary(), "exchange.trips").text == "本年度未组派因公出国（境）团组。"


def test_restoring_can_itself_be_undone(college):
    keep_words("S1", 2025, "exchange.trips", "别的话。")
    discard_words("S1", 2025, "exchange.trips")
    history.undo(history.batches(1)[0], entity_by_key)
    assert paragraph(summary(), "exchange.trips").text == "别的话。"


def test_a_written_paragraph_closes_its_open_points(college):
    def open_in(key):
        return [p for p in summary().open_points if p.paragraph == key]

    assert len(open_in("discipline.education")) == 1
    keep_words("S1", 2025, "discipline.education", "行前教育每团一次。")
    assert open_in("discipline.education") == []
    keep_words("S1", 2025, "discipline.education", f"行前教育{PLACEHOLDER.format('次数')}次。")
    assert [p.what for p in open_in("discipline.education")] == ["次数"]


def test_nothing_is_denied_before_somebody_has_confirmed_it(college):
    composed = summary()
    assert "未发生" not in composed.text
    assert [c.incident for c in composed.to_confirm] == list(INCIDENTS)


def test_a_typed_zero_without_a_day_is_not_confirmed(college):
    type_value(LEAKS.fact, 2025, 0)
    assert LEAKS in [c.incident for c in summary().to_confirm]
    assert "未发生" not in summary().text


def test_confirmed_zeros_are_said_in_one_sentence(college):
    confirm(INCIDENTS[0], 0)
    confirm(LEAKS, 0)
    said = paragraph(summary(), "discipline.incidents")
    assert said.text == "全年未发生外籍教师合同纠纷、失泄密事件。"
    assert [c.incident for c in summary().to_confirm] == [
        i for i in INCIDENTS if i not in (INCIDENTS[0], LEAKS)
    ]


def test_an_incident_is_reported_with_its_number(college):
    confirm(INCIDENTS[0], 2)
    said = paragraph(summary(), "discipline.incidents")
    assert said.text.startswith("全年发生外籍教师合同纠纷2起，")
    assert ("typed:incidents.contract_disputes", "2") in [(r.figure, r.text) for r in said.runs]


def test_a_hand_written_denial_falls_when_the_zero_falls(college):
    confirm(LEAKS, 0)
    words = paragraph(summary(), "discipline.incidents").words
    keep_words("S1", 2025, "discipline.incidents", words)
    assert paragraph(summary(), "discipline.incidents").text == "全年未发生失泄密事件。"
    confirm(LEAKS, 1)
    kept = paragraph(summary(), "discipline.incidents")
    assert kept.text == "全年未发生【待补：核对“失泄密事件”】。"
    assert [s.new for s in kept.stale] == ["不再确认为零"]


def test_a_typed_number_is_asked_for_and_then_said(college):
    asked = [p.fact for p in summary().open_points if p.fact]
    assert MEETINGS in asked
    type_value(MEETINGS, 2025, 4)
    assert "召开外事工作专题会议4次" in paragraph(summary(), "organisation.leadership").text
    assert MEETINGS not in [p.fact for p in summary().open_points]


def test_the_draft_knows_every_typed_number_it_asks_for():
    draft = draft_by_code("S1")
    assert {draft.typed_fact(i.fact.key) for i in INCIDENTS} <= set(draft.typed_facts)
