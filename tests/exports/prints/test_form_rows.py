"""The rows of a form as text: an office adds, drops, renames boxes, and is told what it cannot."""

from __future__ import annotations

import pytest

from exports.prints.blocks import Band, Heading, Row, opinion, plain
from exports.prints.visits.rows import form_table, height_of, lines
from models.errors import UserError

SAID = {"title": "甲", "country": "乙", "count": "丙"}


def labels(table):
    return [
        plain(cell.words) for band in table.bands if isinstance(band, Band)
        for row in band.rows for cell in row.cells if cell.label
    ]


def steps(height=25.0):
    return (Band((24, None), (Row((opinion(span=2),), height),)),)


def whole(table):
    return sum(height_of(band) for band in table.bands)


def test_boxes_stand_in_the_order_of_the_text_with_its_labels():
    table = form_table("count=人数+title=名称；#小标题；country=国别", SAID)
    assert labels(table) == ["人数", "名称", "国别"]
    assert isinstance(table.bands[1], Heading)


def test_the_highest_box_of_a_row_makes_its_height():
    assert [line.height for line in lines("title=名称+country=国别|12；count=人数")] == [12, 9]


def test_a_row_with_a_star_fills_the_page():
    assert whole(form_table("title=名称；country=国别|12*", SAID, room=120)) == pytest.approx(120)


def test_signature_boxes_grow_to_39_mm_at_most_and_rows_with_a_star_take_the_rest():
    parts = {"steps": steps()}
    only_boxes = form_table("title=名称；@steps", SAID, room=200, parts=parts)
    assert height_of(only_boxes.bands[1]) == 39
    both = form_table("title=名称|9*；@steps", SAID, room=200, parts=parts)
    assert whole(both) == pytest.approx(200)


def test_a_table_that_is_full_is_not_pressed_together():
    assert whole(form_table("title=名称|30；country=国别|30*", SAID, room=40)) == 60


@pytest.mark.parametrize(("text", "fault"), [
    ("nothing=栏目", "没有“nothing”这一栏"),
    ("@people", "没有“@people”这一部分"),
    ("title名称", "读不懂"),
    ("title=名称|高", "不是数"),
    ("title=名称|900", "不合适"),
    ("；", "没有任何栏目"),
])
def test_what_cannot_be_drawn_is_said(text, fault):
    with pytest.raises(UserError, match=fault):
        form_table(text, SAID)
