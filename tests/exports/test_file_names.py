"""Names of files that every system takes."""

from __future__ import annotations

import pytest

from exports.file_names import legal


@pytest.mark.parametrize(("words", "name"), [
    ('合作研究/学术访问:"甲"', "合作研究 学术访问 甲"), ("CON", "_CON"), ("COM1.备份", "_COM1.备份"),
    ("尾点. ", "尾点"), ("", "未命名"), ("...", "未命名"), ("a\x00b\nc", "a b c"),
])
def test_illegal_characters_and_reserved_names_are_mended(words, name):
    assert legal(words) == name


def test_a_forbidden_letter_may_leave_a_mark():
    assert legal('a/b"c', instead="_") == "a_b_c"


@pytest.mark.parametrize("most", [60, 300])
def test_an_over_long_name_is_cut_and_keeps_its_suffix(most):
    name = legal("很长的名字" * 60, suffix=".pdf", most=most)

    assert name.endswith(".pdf")
    assert len(name) <= most
    assert len(name.encode()) <= 200
