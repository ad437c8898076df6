"""F04 with 422 and 441: teachers hired and trained, as the state's yearbook asks for them."""

from __future__ import annotations

from datetime import date

import pytest

from tests.exports.forms.test_students_forms import failed, fill, line
from tests.models.indicators.making import keep, staff, teacher, trip


def test_trap_8_the_yearbook_counts_foreign_teachers_of_a_term_or_more_on_the_day(college):
    teacher((date(2025, 3, 1), date(2026, 1, 15)), name="A", subject_kind="语言类")
    teacher((date(2025, 8, 20), date(2025, 9, 20)), name="B", subject_kind="专业类")
    teacher((date(2025, 3, 1), date(2026, 1, 15)), name="C", nationality="HKG")
    teacher((date(2024, 9, 1), date(2025, 8, 31)), name="D")

    supply, table = fill("F04"), fill("F04-422")

    assert supply.number("422", "number") == table.number("foreign", "total") == 1
    assert supply.number("421:common", "number") == 1
    assert supply.number("461:hmt", "number") == 1
    assert "高基422外籍教师与F07同日在聘人数一致" in failed(supply, "警")


def test_the_yearbook_sorts_teachers_by_degree(college):
    from models.entities import ForeignTeacher

    for name, word in (("A", "博士"), ("B", "硕士"), ("C", "专科"), ("D", None)):
        person = teacher((date(2025, 3, 1), date(2026, 1, 15)), name=name)
        person.degree = word
        keep(person)
    assert ForeignTeacher.select().count() == 4

    filled = fill("F04-422")

    assert filled.number("foreign", "total") == 4
    assert filled.number("foreign", "total:doctor") == 1
    assert filled.number("foreign", "硕士研究生:master") == 1
    assert filled.number("foreign", "专科及以下") == filled.number("foreign", "none") == 1
    assert not failed(filled)


def test_training_abroad_is_counted_by_times_length_and_title(college):
    learner = staff("甲", is_full_time_teacher=True, title="副教授", sex="女")
    other = staff("乙", is_full_time_teacher=True, title="助教")
    outsider = staff("丙", is_full_time_teacher=False, title="教授")
    training = {"task_kind": "培训进修"}
    trip(date(2025, 1, 5), date(2025, 1, 25), people=[learner, outsider], **training)
    trip(date(2025, 3, 1), date(2025, 6, 15), people=[learner], legs=("HKG",), **training)
    trip(date(2025, 9, 2), date(2025, 9, 10), people=[learner], **training)
    trip(date(2025, 5, 2), date(2025, 5, 10), people=[other], task_kind="国际会议")

    filled = fill("F04-441")

    assert line(filled, "total") == ["2", "1", "0", "1", "0", "0"]
    assert filled.number("rank:副高级", "abroad") == filled.number("women", "abroad") == 2
    assert fill("F04").number("441", "number") == 2
    assert not failed(filled)


@pytest.mark.parametrize(("title", "rank"), [
    ("教授", "正高级"), ("正高级工程师", "正高级"), ("副教授", "副高级"), ("高级讲师", "副高级"), ("讲师", "中级"),
    ("助理研究员", "中级"), ("工程师", "中级"), ("助理工程师", "初级"), ("助教", "初级"), ("未定职级", "未定职级"),
])
def test_a_title_says_its_rank(college, title, rank):
    trip(date(2025, 3, 1), date(2025, 3, 9), task_kind="培训进修",
         people=[staff(is_full_time_teacher=True, title=title)])

    assert fill("F04-441").number(f"rank:{rank}", "abroad") == 1
