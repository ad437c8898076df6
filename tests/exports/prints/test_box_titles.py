"""The titles of signature boxes end their lines between words, and numbers keep their units."""

from __future__ import annotations

import pytest

from exports.prints.declared import folded
from exports.prints.fitting import fit_text
from exports.prints.fonts import book
from exports.prints.text import Line, Style, set_text


def written(lines: tuple[Line, ...]) -> list[str]:
    return ["".join(piece.text for piece in line.pieces) for line in lines]


@pytest.mark.parametrize("title", [
    "国际处\n汇总意见", "分管外事\n校领导意见", "校长办公会\n（党委会）\n意见", "组织人事部\n意见", "教务处\n（科研处）\n意见",
    "宣传部、\n统战部意见", "所在部门\n意见", "国际合作\n与交流处\n意见", "省级公安\n机关意见",
])
def test_the_title_of_a_box_is_broken_between_its_words(title):
    assert folded(title.replace("\n", "")) == title


@pytest.mark.parametrize("title", ["财务处意见", "签字", "财务处 Finance Office", "一个很长而没有词可分的栏目"])
def test_a_title_with_room_or_without_known_words_stays_as_it_is_written(title):
    assert folded(title) == title


def test_no_title_loses_a_character():
    title = "省级部门外事处（市州外办）意见"
    assert folded(title).replace("\n", "") == title


@pytest.mark.parametrize("width", range(40, 260, 9))
def test_no_line_begins_with_the_unit_of_a_number(width):
    text = "出访时间为2026年10月19日至10月24日，共6天、12人，批件澜外审〔2026〕13号，经费30万元。"
    lines = written(set_text(book(), text, Style(), width))
    assert not [line for line in lines[1:] if line[0] in "年月日天人号万"]


@pytest.mark.parametrize("align", ["left", "center"])
def test_two_lines_that_end_in_brackets_are_broken_before_them(align):
    text = "澜外审〔2025〕13号（2025年4月12日）"
    fitted = fit_text(book(), text, Style(align=align), width=130, height=30)
    assert fitted is not None
    assert written(fitted[0]) == ["澜外审〔2025〕13号", "（2025年4月12日）"]
