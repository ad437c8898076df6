"""Charts and tables in a draft: in their section, numbered, sharp, described, and nothing else."""

from __future__ import annotations

import io
import re
from datetime import date

import docx
import pytest
from docx.oxml.ns import qn
from PIL import Image

from exports.drafts import as_docx, compose, draft_by_code
from models import kept_cross_tables, store
from models.cross_table import Question
from models.entities import OutboundTrip
from tests.exports.drafts.conftest import trip

SECTION = draft_by_code("S1").parts[0].sections[0].key
LEGS = "lines:trip_leg.country"


def paper(code="S1"):
    return compose(draft_by_code(code), 2019, signed_on=date(2019, 12, 20))


@pytest.fixture
def trips(college):
    """Three trips of 2019 to three countries, and an older one."""
    for at, countries in enumerate((("JPN", "KOR"), ("JPN",), ("DEU",))):
        trip(f"团组{at}", *countries, year=2019)
    trip("旧团组", "FRA", year=2018)


def put(view, name="各国团组", **more):
    asked = Question(OutboundTrip, (more.pop("row", LEGS),), period_key="date:departed_on",
                     year=2019)
    saved = kept_cross_tables.keep(asked, name)
    return kept_cross_tables.put_into_draft(
        saved, draft="S1", year=2019, section=SECTION, view=view, **more)


def texts(file):
    return [p.text for p in docx.Document(io.BytesIO(file)).paragraphs]


@pytest.fixture
def chart_file(trips):
    put("bar", caption="2019年出访团组国别分布")
    return as_docx(paper())


def test_a_chart_is_in_the_word_file_in_its_size_with_words_for_the_blind(chart_file):
    document = docx.Document(io.BytesIO(chart_file))

    (shape,) = document.inline_shapes

    described = shape._inline.find(qn("wp:docPr")).get("descr")
    assert shape.width.mm == pytest.approx(150, abs=0.1)
    assert re.search(r"条形图，2019年出访团组国别分布。.*\d条", described)


def test_a_chart_is_sharp_in_print_and_not_distorted(chart_file):
    document = docx.Document(io.BytesIO(chart_file))
    (shape,) = document.inline_shapes
    relation = shape._inline.find(f".//{qn('a:blip')}").get(qn("r:embed"))

    picture = Image.open(io.BytesIO(document.part.related_parts[relation].blob))

    assert picture.width / (shape.width.mm / 25.4) >= 200
    assert picture.width / picture.height == pytest.approx(shape.width / shape.height, rel=0.01)
    assert picture.mode == "L"


def test_a_caption_stands_below_its_chart(chart_file):
    assert "图1 2019年出访团组国别分布" in texts(chart_file)


def test_the_rest_of_the_paper_stays_as_it_was(trips):
    before = texts(as_docx(paper()))
    exhibit = put("bar")

    after = texts(as_docx(paper()))

    added = [line for line in after if line not in before]
    kept_cross_tables.take_out_of_draft(exhibit.id)
    assert [line for line in added if line.strip()] == [
        "图1 各国团组", *(line for line in added if line.startswith("一条记录"))]
    assert texts(as_docx(paper())) == before


def test_figures_and_tables_are_numbered_apart(trips):
    put("bar", "甲")
    put("table", "乙")
    put("line", "丙")

    captions = [e.caption for section in paper().sections for e in section.exhibits]

    assert captions == ["图1 甲", "表1 乙", "图2 丙"]


def test_a_table_is_written_with_its_numbers(trips):
    put("table", row="year:departed_on")

    document = docx.Document(io.BytesIO(as_docx(paper())))

    rows = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert rows == [["出境日期（年）", "合计"], ["2019年", "3"], ["合计", "3"]]


def test_numbers_are_counted_anew(trips):
    put("bar", row="year:departed_on")
    before = paper().sections
    store.retire(OutboundTrip.active().first())

    after = paper().sections

    first, second = (next(e for s in each for e in s.exhibits) for each in (before, after))
    assert second.chart.series[0].values[0] == first.chart.series[0].values[0] - 1


def test_a_chart_without_numbers_is_an_open_point_and_not_in_the_file(college):
    put("bar")

    composed = paper()

    assert any("各国团组" in point.what for point in composed.open_points)
    assert not docx.Document(io.BytesIO(as_docx(composed))).inline_shapes
