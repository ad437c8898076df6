"""Lines break, and are spaced, as a careful compositor would do it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from exports.prints.fonts import book
from exports.prints.text import Line, Style, set_text, text_width

NEVER_FIRST = "，。、；：！？）》”’"
NEVER_LAST = "（《“‘"
LONG = (
    "经审核，该团组任务“机电一体化技术专业联合培养”明确（含经停），路线合理；同意报批，特此说明。"
    * 3
)


def written(lines: tuple[Line, ...]) -> list[str]:
    return ["".join(piece.text for piece in line.pieces) for line in lines]


def drawn_width(line: Line) -> float:
    """Where the pen stands after the line, as the PDF viewer will compute it."""
    width = 0.0
    for piece in line.pieces:
        air = line.latin_air if piece.latin else line.chinese_air
        width += sum(piece.face.measure(letter) for letter in piece.text) * line.size
        width += air * len(piece.text) + piece.gap
        width += line.blank_air * piece.text.count(" ")
    return width


@pytest.mark.parametrize("width", range(60, 400, 7))
def test_punctuation_never_starts_and_brackets_never_end_a_line(width):
    lines = written(set_text(book(), LONG, Style(), width))

    assert "".join(lines) == LONG
    assert not [line for line in lines[1:] if line[0] in NEVER_FIRST]
    assert not [line for line in lines[:-1] if line[-1] in NEVER_LAST]


@pytest.mark.parametrize("width", range(100, 400, 11))
def test_no_line_is_wider_than_its_column(width):
    lines = set_text(book(), LONG, Style(align="justify", indent=2), width)

    assert all(line.x + line.width <= width + 0.01 for line in lines)


def test_justified_chinese_lines_end_at_the_right_edge():
    lines = set_text(
        book(), "自2025年9月1日至2028年6月30日学习机电技术" * 6, Style(align="justify"), 300
    )

    for line in lines[:-1]:
        assert line.x + drawn_width(line) - line.chinese_air == pytest.approx(300, abs=0.3)


def test_justified_english_lines_end_at_the_right_edge():
    words = "This is to certify that the student attends the programme in full. " * 4
    style = Style(role="latin", english=True, align="justify")

    lines = set_text(book(), words.strip(), style, 300)

    for line in lines[:-1]:
        assert line.x + drawn_width(line) == pytest.approx(300, abs=0.3)


def test_the_first_line_is_indented_by_two_characters():
    lines = set_text(book(), LONG, Style(size=12, indent=2), 300)

    assert (lines[0].x, lines[1].x) == (24, 0)


def test_two_marks_in_a_row_share_their_blank_halves():
    together = text_width(book(), "”。", Style(size=10))

    assert together == pytest.approx(15, abs=0.1)


def test_letters_stand_a_little_apart_from_chinese_characters():
    apart = text_width(book(), "年9", Style(size=10))
    alone = text_width(book(), "年", Style(size=10)) + text_width(book(), "9", Style(size=10))

    assert 0.5 < apart - alone < 1.0


@pytest.mark.parametrize("together", ["1 September", "No. AB1234567"])
def test_a_day_stays_with_its_month_and_a_number_with_its_sign(together):
    style = Style(role="latin", english=True)
    text = f"The student with passport {together} is enrolled"

    for width in range(90, 300, 5):
        assert [line for line in written(set_text(book(), text, style, width)) if together in line]


def test_a_word_longer_than_the_line_is_cut_and_not_lost():
    lines = written(set_text(book(), "A" * 40, Style(size=10), 100))

    assert len(lines) > 1
    assert "".join(lines) == "A" * 40


def test_line_ends_in_the_text_are_kept():
    assert written(set_text(book(), "团长职务\n及职别", Style(), 200)) == ["团长职务", "及职别"]


def test_text_in_parts_is_set_like_the_same_text_in_one():
    parts = ("兹证明", "KAMAU, Peter", "（男，国籍：", "肯尼亚", "）系我校学生。No. ", "12") * 3

    assert set_text(book(), parts, Style(), 200) == set_text(book(), "".join(parts), Style(), 200)


characters = some.text(some.sampled_from("张三学院，。（）“”ABC xyz019-/\n年—…"), max_size=60)


@settings(max_examples=150, deadline=None)
@given(text=characters, width=some.integers(30, 300))
def test_whatever_is_typed_nothing_is_lost_but_blanks_at_line_ends(text, width):
    lines = set_text(book(), text, Style(align="justify"), width)

    assert "".join(written(lines)).replace(" ", "") == text.replace("\n", "").replace(" ", "")
