"""The contract of every draft: tokens that exist, sober sentences, no counting by hand."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from exports.drafts import DRAFTS, Draft, compose, draft_by_code
from exports.drafts.base import Incidents, Lack, Passage, Sentence
from exports.drafts.blocks import LONGEST_FIGURE_ID
from exports.drafts.composing import TOKEN, tokens_in
from exports.drafts.terms import YEAR, Term
from exports.drafts.tokens import NEEDS_DIMENSION, Token
from models.indicators import indicator_by_id
from models.indicators.base import dimension_of

every_draft = pytest.mark.parametrize("draft", DRAFTS, ids=lambda d: d.code)
BOASTING = ("首次", "唯一", "圆满", "显著", "空前", "高度重视", "取得了巨大", "国际知名", "一流")


def wordings(draft: Draft) -> list[str]:
    """Everything a draft can say."""
    found = [part.title for part in draft.parts] + [draft.title]
    found += [section.nothing for part in draft.parts for section in part.sections]
    for passage in draft.passages():
        for piece in passage.pieces:
            if isinstance(piece, Sentence):
                found += [*piece.texts(), piece.opening]
            elif isinstance(piece, Lack):
                found.append(piece.text)
            elif isinstance(piece, Incidents):
                found += [piece.opening, *(each.some for each in piece.incidents)]
    return [text for text in found if text]


def tokens(draft: Draft) -> list[Token]:
    found = [token for text in wordings(draft) for token in tokens_in(text)]
    for part in draft.parts:
        for section in part.sections:
            found += [Token.parse(fact) for fact in section.facts]
    for passage in draft.passages():
        found += [Token.parse(p.token) for p in passage.pieces if isinstance(p, Lack)]
    return found


def check_tokens(draft: Draft) -> None:
    """LookupError or ValueError for the first token that means nothing."""
    for token in tokens(draft):
        if token.typed:
            draft.typed_fact(token.typed)
            continue
        entity = indicator_by_id(token.id).entity
        for key in [key for key, _ in token.where]:
            dimension_of(entity, key)
        if token.facet in NEEDS_DIMENSION:
            dimension_of(entity, token.argument)


@every_draft
def test_every_token_is_a_figure_or_a_typed_number(draft):
    check_tokens(draft)


def with_sentence(draft: Draft, text: str) -> Draft:
    return replace(draft, opening=Passage("opening", (Sentence((text,)),)))


@pytest.mark.parametrize("text", [
    "全年{trips.gruops}个团组", "人数{typed:office.nothing}", "国别{trips.groups:each=planet}",
    "团组{trips.groups:doubled}", "团组{trips.groups:each}",
])
def test_a_token_that_means_nothing_fails_the_contract(text):
    with pytest.raises((LookupError, ValueError)):
        check_tokens(with_sentence(draft_by_code("S1"), text))


@every_draft
def test_paragraphs_keep_their_keys_apart(draft):
    keys = [passage.key for passage in draft.passages()]
    assert len(keys) == len(set(keys))


@every_draft
def test_figure_ids_are_short_enough_for_a_word_file(draft):
    assert max(len(token.text) for token in tokens(draft)) <= LONGEST_FIGURE_ID


@every_draft
def test_a_number_is_never_written_by_hand(draft):
    for text in wordings(draft):
        assert not re.search(r"\d", TOKEN.sub("", text)), text


@every_draft
def test_sentences_do_not_boast_and_use_chinese_punctuation(draft):
    for text in wordings(draft):
        assert not [word for word in BOASTING if word in text]
        assert not re.search(r"[,;:()!?]", TOKEN.sub("", text)), text


@every_draft
def test_full_stops_are_where_sentences_end(draft):
    for passage in draft.passages():
        for piece in passage.pieces:
            if isinstance(piece, Lack):
                assert piece.text.endswith("。")
            elif isinstance(piece, Sentence):
                assert not piece.zero or piece.zero.endswith(("。", "】"))
                texts = [t for t in piece.texts() if t and t != piece.zero]
                assert not [t for t in texts if t.endswith("。")]


@every_draft
def test_year_end_figures_are_not_compared_with_last_year(draft):
    """What was in force a year ago is only known where that year's register was kept."""
    for token in tokens(draft):
        if token.facet in ("change", "fewer"):
            assert indicator_by_id(token.id).period_kind != "时点"


@every_draft
def test_people_are_never_listed_by_name(draft):
    for token in tokens(draft):
        if token.facet in ("largest", "listed", "due"):
            entity = indicator_by_id(token.id).entity
            link = entity.owner_link()
            assert (link.rel_model if link else entity).group != "人员"


@every_draft
def test_every_list_has_its_words(draft):
    for token in tokens(draft):
        if token.facet in ("listed", "due"):
            key = indicator_by_id(token.id).entity.key()
            assert (f"{key}:due" if token.facet == "due" else key) in draft.listings


@every_draft
def test_an_empty_college_gets_a_sensible_text(draft, college):
    for term in draft.terms(2025):
        composed = compose(draft, term)
        assert all(section.paragraphs for section in composed.sections)
        assert not re.search(r"[{}]|。。|，。|，，", composed.text)
        assert not [word for word in ("0个", "0人", "0份", "None") if word in composed.text]
        if draft.tells_the_year:
            assert "未组派因公出国（境）团组。" in composed.text
        else:
            assert not [table for section in composed.sections for table in section.tables]


@every_draft
def test_only_what_is_to_be_filled_in_stands_in_brackets(draft, college):
    for term in draft.terms(2025):
        text = compose(draft, term).text
        assert not text.replace("【待补：", "").count("【")


@every_draft
def test_a_draft_of_a_part_of_the_year_counts_by_calendar_not_by_school_year(draft):
    """A 学年 has no half that ends in June."""
    if draft.spans[0] != YEAR:
        kinds = {indicator_by_id(t.id).period_kind for t in tokens(draft) if not t.typed}
        assert "学年" not in kinds


def test_a_term_knows_its_days_its_neighbour_and_the_same_time_last_year():
    half, quarter = Term(2025, "half", 2), Term(2025, "quarter", 4)
    assert (half.label, half.next().label) == ("2025年下半年", "2026年上半年")
    assert half.whole().previous().label == "2024年下半年"
    assert (quarter.key, quarter.next()) == ("Q4", Term(2026, "quarter", 1))
    assert quarter.period_for("时点").end.isoformat() == "2025-12-31"
    assert Term(2025, "quarter", 3).so_far().end.isoformat() == "2025-09-30"


@every_draft
def test_composing_again_changes_nothing(draft, imported_2019):
    first, second = compose(draft, 2019), compose(draft, 2019)
    assert [s.tables for s in first.sections] == [s.tables for s in second.sections]
    assert first.text == second.text
    assert [p.runs for p in first.paragraphs()] == [p.runs for p in second.paragraphs()]
    assert first.open_points == second.open_points
