"""Charts: the numbers are those of the table, and a picture and a page come out of them."""

from __future__ import annotations

import io

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
