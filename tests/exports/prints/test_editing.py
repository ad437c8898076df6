"""The office words a paper itself: from which day, what is refused, and what stays as issued."""

from __future__ import annotations

import json
from datetime import date

import pytest

from exports import issue
from exports.prints import declared, editing, texts
from exports.prints.base import render
from exports.prints.declared import Step
from exports.prints.registry import PRINTABLES, printable_by_code
from models import database, history, print_texts, sample_college
from models.entities import entity_by_key
from models.entity import DATABASE
from models.errors import UserError
from tests.exports.prints.looking import text_of

PAPER, KEY = "C5", "title.studying"


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    """The sample college; each test takes its own wording back."""
    keeper = database.open_folder(tmp_path_factory.mktemp("sample") / "data")
    sample_college.create()
    yield keeper
    keeper.close(backup=False)


@pytest.fixture
def own(sample):
    """Keep a wording for one test."""

    def kept(words, *, key=KEY, valid_from="2026", paper=PAPER):
        return print_texts.keep(paper, key, words, valid_from=valid_from, reason="试用")

    yield kept
    for paper, keys in print_texts.changed_keys().items():
        for key in keys:
            print_texts.give_back(paper, key)


def student():
    printable = printable_by_code(PAPER)
    for record in printable.entity.active():
        if not printable.missing(record, printable.wishes(record)):
            facts = printable.snapshot(record)
            if facts["state"] == "studying":
                return record
    raise AssertionError("the sample has nobody who studies")


def printed(record, day, **wishes):
    printable = printable_by_code(PAPER)
    return text_of(render(printable.layout(
        printable.snapshot(record, {"issued_on": day, **wishes})
    ))).replace(" ", "")


def test_own_words_are_printed_from_their_year_on_and_not_before(own):
    own("在校学习证明")
    record = student()

    assert "在校学习证明" in printed(record, "2026-01-01")
    assert "在校学习证明" not in printed(record, "2025-12-31")


def test_own_words_may_begin_on_a_day(own):
    own("在校学习证明", valid_from="2026-09-01")
    record = student()

    assert "在校学习证明" in printed(record, "2026-09-01")
    assert "在校学习证明" not in printed(record, "2026-08-31")


def test_the_newest_of_several_own_wordings_counts(own):
    own("甲证明", valid_from="2025")
    own("乙证明", valid_from="2026")

    assert texts.texts_of(PAPER, 2025)[KEY] == "甲证明"
    assert texts.texts_of(PAPER, 2026)[KEY] == "乙证明"
    assert texts.texts_of(PAPER, 2024)[KEY] == "在读证明"


def test_the_same_start_again_replaces_the_earlier_words(own):
    own("甲证明")
    own("乙证明")

    assert [each.words for each in print_texts.versions(PAPER, KEY)] == ["乙证明"]


def test_given_back_the_shipped_words_are_printed_again(own):
    own("在校学习证明")

    assert print_texts.give_back(PAPER, KEY) == 1
    assert "在校学习证明" not in printed(student(), "2026-05-01")


def test_a_change_can_be_undone(own):
    own("在校学习证明")

    history.undo(next(iter(history.batches())), entity_by_key)

    assert texts.texts_of(PAPER, 2026)[KEY] == "在读证明"


def test_blank_words_are_printed_as_nothing(own):
    own("", key="closing")

    assert "特此证明" not in printed(student(), "2026-05-01")


def test_wording_shared_by_certificates_can_be_changed_too(own):
    own("（公章）", paper="certificate", key="seal")

    assert "（公章）" in printed(student(), "2026-05-01")


def test_an_issued_paper_is_drawn_again_with_the_words_it_was_issued_with(own, monkeypatch):
    own("在校学习证明")
    printable = printable_by_code(PAPER)
    paper = issue.issue_paper(printable, student(), {"issued_on": "2026-05-01"},
                              accept_duplicate=True)
    own("别的题目")

    def refuse(*_args, **_options):
        raise AssertionError("read from the database after the snapshot")

    snapshot = json.loads(json.dumps(paper.snapshot))
    monkeypatch.setattr(type(DATABASE), "execute_sql", refuse)
    again = render(printable.layout(snapshot))

    assert again == bytes(paper.content)
    assert "在校学习证明" in text_of(again).replace(" ", "")


def test_while_nothing_is_worded_otherwise_the_snapshot_holds_no_wording(sample):
    assert "own_texts" not in printable_by_code(PAPER).snapshot(student())


def test_a_start_that_is_no_date_is_refused(sample):
    with pytest.raises(UserError, match="起用时间“明年”看不懂"):
        print_texts.keep(PAPER, KEY, "某", valid_from="明年")


# ---- what may be written ----


@pytest.mark.parametrize(
    ("key", "words", "said"),
    [
        ("zh.ended", "兹证明{nobody}", "没有“{nobody}”这一项"),
        ("zh.ended", "兹证明{name", "花括号没有成对"),
        ("zh.ended", "兹证明{name:>9}", "没有“{姓名:>9}”这一项"),
        ("zh.ended", "兹证明{name}[，{sex}", "方括号没有成对"),
        ("zh.ended", "兹证明{name}[甲[乙]]", "方括号没有成对"),
        ("title.studying", "{name}的证明", "没有“{姓名}”这一项"),
        ("title.studying", "\u0c24证明", "现有字体印不出“\u0c24”（U+0C24）"),
    ],
)
def test_words_that_cannot_be_read_or_printed_are_refused_in_chinese(key, words, said, sample):
    with pytest.raises(UserError) as refused:
        editing.check(PAPER, key, words)

    assert said in refused.value.message


@pytest.mark.parametrize(
    ("key", "words"), [("steps", "意见||高"), ("steps", ""), ("columns", "name=姓名:20")]
)
def test_boxes_and_columns_that_cannot_be_read_are_refused(key, words, sample):
    with pytest.raises(UserError):
        editing.check("A4", key, words)


def test_every_shipped_text_would_be_taken(sample):
    for paper in texts.papers_with_texts():
        for key, words in texts.shipped(paper, 2026).items():
            editing.check(paper, key, words)


def test_every_name_of_a_value_is_shown_in_chinese_and_read_back():
    for paper in texts.papers_with_texts():
        for key, words in texts.shipped(paper, 2026).items():
            shown = editing.in_chinese(words)
            assert editing.as_kept(shown) == words, f"{paper} {key}"
            names = texts.names_in(words) if editing.names_for(paper, key) else []
            english = [name for name in names if "{" + name + "}" in shown]
            assert english == [], f"resources/prints/field_names.csv lacks {english} ({paper})"


def test_what_can_be_worded_is_called_in_chinese():
    for code, title in editing.papers():
        assert title != code, f"editing.SHARED lacks {code}"


# ---- trying ----


def test_a_trial_shows_a_record_in_which_the_text_stands(sample):
    tried = editing.trial(PAPER, "zh.ended", "兹证明{name}曾在我校学习至{end}。")

    assert tried.fault == ""
    assert not tried.unseen
    assert "曾在我校学习至" in text_of(tried.pdf).replace(" ", "")


def test_a_trial_keeps_nothing(sample):
    editing.trial(PAPER, KEY, "试题")

    assert print_texts.changed_keys() == {}
    assert texts.texts_of(PAPER, 2026)[KEY] == "在读证明"


def test_a_trial_of_a_shared_text_finds_a_paper_that_uses_it(sample):
    tried = editing.trial("certificate", "seal", "（公章）")

    assert "（公章）" in text_of(tried.pdf)


def test_a_trial_says_why_it_cannot_be_drawn(sample):
    tried = editing.trial("A4", "columns", "no=序号:10；colour=颜色")

    assert "没有“colour”这一列" in tried.fault
    assert tried.pdf == b""


def test_a_list_says_which_columns_it_could_show(sample):
    known = editing.known_columns("A4", "columns")

    assert {"name", "sex", "born"} <= set(known)


def test_entries_are_grouped_and_tell_which_are_the_offices_own(own):
    own("在校学习证明")

    found = {entry.key: entry for entry in editing.entries(PAPER, 2026)}

    assert (found[KEY].group, found[KEY].is_own, found[KEY].words) == (
        editing.TITLES, True, "在校学习证明"
    )
    assert found[KEY].shipped == "在读证明"
    assert not found["title.ended"].is_own


# ---- boxes and columns as one line ----


@pytest.mark.parametrize(
    "text", ["部门意见；财务处意见|签字|30|请核经费 + 保卫处意见；校领导意见", "意见|—|40"]
)
def test_boxes_are_written_as_they_are_read(text):
    rows = declared.steps(text)

    assert declared.steps(declared.written_steps(rows)) == rows


def test_boxes_side_by_side_stay_so():
    assert declared.steps("甲 + 乙；丙") == [(Step("甲"), Step("乙")), (Step("丙"),)]


def test_columns_are_written_as_they_are_read():
    known = {"no": "序号", "name": "姓名"}
    found = declared.columns("no=序:10；name=姓名", known)

    assert declared.columns(declared.written_columns(found), known) == found


def test_every_paper_with_boxes_prints_another_order_of_them(sample):
    """Control for the settings page: what is changed there really moves on the paper."""
    for printable in PRINTABLES:
        if not texts.shipped_versions(printable.code, "steps"):
            continue
        changed = texts.shipped(printable.code, 2026)["steps"] + "；试加的一栏|签字|20"
        tried = editing.trial(printable.code, "steps", changed)
        if not tried.unseen:
            assert tried.fault == ""
            assert "试加的" in text_of(tried.pdf).replace(" ", ""), printable.code


def test_a_wording_of_next_year_does_not_count_today(own):
    own("明年的题目", valid_from="2027")

    assert print_texts.own_texts(date(2026, 12, 31)) == {}
