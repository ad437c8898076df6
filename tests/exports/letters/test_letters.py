"""Letters of a college: every register's words, many letters, numbers taken, kept templates."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cache

import pytest

from exports.letters.filling import say
from exports.letters.making import (
    Wishes,
    blanks,
    form_of,
    make_many,
    names_of,
    register_many,
    registers,
    trial,
)
from exports.letters.sources import source_of
from exports.letters.template import read_form
from exports.letters.words import Words
from models import attachments, contents, history, letter_templates, store
from models.entities import ForeignTeacher, IssuedPaper, LetterTemplate, entity_by_key
from models.errors import UserError
from models.jobs import Cancelled
from models.sharing import Sharing
from tests.exports.letters.writing import (
    TODAY,
    lines_of,
    office,
    paragraph,
    said,
    teacher,
    word_file,
)


@pytest.fixture
def open_college(college):
    office()
    return college


def test_every_word_of_every_register_means_itself_and_can_be_read(open_college):
    for entity in registers():
        words, source = Words(entity), source_of(entity.sample(), today=TODAY)
        for word in words.all:
            asked = words.find(word.name)
            assert asked is not None, word.name
            assert asked.word is word
            assert isinstance(say(asked, source, sharing=Sharing()).words, str)


def test_her_own_columns_are_words(open_college):
    person = teacher()
    person.extra = {"领导批示": "同意"}
    store.save(person)
    assert said(paragraph("《领导批示》"), person) == ["同意"]


def test_row_numbers_are_not_called_blank_in_the_trial(open_college):
    person = teacher()
    form = read_form(word_file(paragraph("《外教证件·序号》")), ForeignTeacher)
    assert [each.words for _, each in trial(form, person)] == ["1、2"]
    assert blanks(form, person) == []


# ---- many, and numbers ----


def test_letters_for_many_have_names_of_their_own_and_can_be_cancelled(open_college):
    everybody = [teacher(), teacher()]
    form = read_form(word_file(paragraph("《护照姓名》")), ForeignTeacher)
    assert names_of(make_many(form, "聘书", everybody)) == [
        "聘书_HARRIS, JAMES.docx", f"聘书_HARRIS, JAMES_{everybody[1].id}.docx",
    ]

    class Stop:
        def step(self, done: int, total: int, text: str = "") -> None:
            if done:
                raise Cancelled

    with pytest.raises(Cancelled):
        register_many(form, "聘书", everybody, progress=Stop())
    assert IssuedPaper.select().count() == 0


def test_a_registered_letter_bears_its_number_and_is_kept_byte_for_byte(open_college):
    form = read_form(word_file(paragraph("《编号》 《护照姓名》")), ForeignTeacher)
    made = register_many(form, "聘书", [teacher(), teacher()], Wishes(made_on=TODAY))
    assert [paper.number for paper, _ in made] == ["WSHU-2026-0001", "WSHU-2026-0002"]
    assert lines_of(made[1][1].content) == ["WSHU-2026-0002 HARRIS, JAMES"]
    assert bytes(IssuedPaper.get_by_id(made[1][0].id).content) == made[1][1].content


def test_nothing_is_registered_where_a_letter_would_leak(open_college):
    person = teacher()
    person.remarks = "护照P9988776"
    store.save(person)
    form = read_form(word_file(paragraph("《备注》")), ForeignTeacher)
    with pytest.raises(UserError, match="没有登记"):
        register_many(form, "函", [person])
    assert IssuedPaper.select().count() == 0


# ---- kept templates ----


@cache
def file_saying(words: str) -> bytes:
    """Made once: a Word file made again a second later has other bytes."""
    return word_file(paragraph(words))


def keep(words: str, year: int = 2026, name: str = "聘书") -> LetterTemplate:
    content = file_saying(words)
    return letter_templates.keep(ForeignTeacher, name, content, file_name="a.docx", year=year)


def test_each_year_has_its_version_and_the_old_one_stays_readable(open_college):
    old, first, second = keep("《国籍》", 2025), keep("《性别》"), keep("《母语》")
    assert [(t.year, t.version) for t in (old, first, second)] == [(2025, 1), (2026, 1), (2026, 2)]
    assert letter_templates.in_use(ForeignTeacher, year=2025) == [old]
    assert letter_templates.in_use(ForeignTeacher, year=2027) == [second]
    assert letter_templates.versions(ForeignTeacher, "聘书") == [second, first, old]
    assert form_of(old).mentions[0].words == "国籍"


def test_the_same_file_again_is_no_new_version(open_college):
    assert keep("《国籍》") == keep("《国籍》")


def test_what_was_mapped_stays_mapped_in_the_next_version(open_college):
    letter_templates.say(keep("《来自》", 2025), "来自", "国籍")
    assert form_of(keep("《来自》！")).mentions[0].asked.word.name == "国籍"
    letter_templates.say(letter_templates.in_use()[0], "来自", None)
    assert form_of(letter_templates.in_use()[0]).mentions[0].asked is None


def test_a_removed_template_comes_back_by_undo_with_its_file(open_college):
    kept = keep("《国籍》")
    letter_templates.remove([kept])
    assert letter_templates.in_use() == []
    history.undo(history.batches(1)[0], entity_by_key)
    assert letter_templates.in_use() == [kept]


def test_the_sweep_of_attachments_spares_templates(open_college):
    kept = keep("《国籍》")
    contents.CONTENTS.back_up()
    attachments.sweep(today=datetime.now() + timedelta(days=9))
    assert contents.CONTENTS.has(kept.digest)
