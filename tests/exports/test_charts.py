"""Charts: the numbers are those of the table, and a picture and a page come out of them."""

from __future__ import annotations

import io
from dataclasses import replace
from itertools import pairwise

import pytest

from exports import charts
from exports.charts import Series
from models.errors import UserError

LABELS = [f"国家{at}" for at in range(30)]


@pytest.mark.parametrize("kind", [kind for kind, _ in charts.KINDS])
def test_every_kind_becomes_a_picture(kind):
    from PIL import Image

    chart = charts.made(kind, "团组数", ("日本", "韩国"), (Series("一", (3, 1)), Series("二", (0, 2))))

    picture = Image.open(io.BytesIO(charts.to_png(chart, 240, 160, dpi=72)))

    assert picture.size == (240, 160)
    assert len(picture.convert("L").getcolors()) > 2


def test_small_bars_are_put_together_and_nothing_is_lost():
    chart = charts.made("bar", "团组数", LABELS, (Series("", tuple(range(30))),))

    assert sum(chart.series[0].values) == sum(range(30))
    assert chart.labels[-1].startswith("其他")


def test_a_ranked_chart_begins_with_the_greatest():
    chart = charts.made("ranked", "团组数", ("日本", "韩国"), (Series("", (1, 5)),))

    assert chart.labels == ("韩国", "日本")


def test_nothing_to_draw_is_said():
    with pytest.raises(UserError):
        charts.made("bar", "团组数", ("日本",), (Series("", (0,)),))


@pytest.mark.parametrize("kind", ["stacked", "share", "bar"])
def test_six_parts_differ_in_pattern_or_grey_by_much(kind):
    parts = tuple(Series(f"项{at}", (30, 30)) for at in range(6))
    chart = charts.made(kind, "题", ("甲", "乙"), parts)

    legend = [m for m in charts.marks(chart, 480, 300)
              if isinstance(m, charts.Box) and (m.width, m.height) == (14, 9)]
    strokes = [m for m in charts.marks(chart, 480, 300) if isinstance(m, charts.Stroke)]

    plain = sorted(int(box.fill[:2], 16) for box in legend if box.fill != "ffffff")
    assert len(legend) == 6
    assert min(b - a for a, b in pairwise(plain)) >= 40
    slopes = {(round(s.to_y - s.y, 1) > 0) - (round(s.to_y - s.y, 1) < 0)
              for s in strokes if legend[0].y <= s.y <= legend[0].y + 9}
    assert slopes == {-1, 0, 1}


def test_lines_carry_their_names_and_no_two_look_alike():
    parts = tuple(Series(f"国{at}", (at, at + 1)) for at in range(6))
    chart = charts.made("line", "题", ("2024年", "2025年"), parts)

    found = charts.marks(chart, 480, 300)

    names = [m for m in found if isinstance(m, charts.Words) and m.text.startswith("国")]
    heights = sorted(m.y for m in names)
    assert len(names) == 6
    assert min(b - a for a, b in pairwise(heights)) >= 10
    assert all(m.x < 480 for m in names)


def test_a_bar_of_overlapping_parts_ends_with_the_true_whole():
    chart = replace(charts.made("stacked", "题", ("甲",), (Series("一", (3,)), Series("二", (2,)))),
                    totals=(4.0,))

    words = [m.text for m in charts.marks(chart, 480, 300) if isinstance(m, charts.Words)]

    assert "4" in words
    assert "5" not in words


def test_a_ranked_chart_leaves_out_what_is_nothing():
    chart = charts.made("ranked", "题", ("甲", "乙"), (Series("", (0, 5)),))

    assert chart.labels == ("乙",)


def test_a_chart_is_as_high_as_its_bars_need():
    few = charts.made("bar", "题", LABELS[:3], (Series("", (1, 2, 3)),))
    many = charts.made("bar", "题", LABELS[:20], (Series("", tuple(range(20))),))

    assert charts.height_for(few, 480) < charts.height_for(many, 480) < 560
