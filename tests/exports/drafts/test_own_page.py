"""The annual summary itself, its numbers in content controls, measured on its own pages."""

from __future__ import annotations

import io
import itertools
import os
import re
import shutil
import subprocess
import zipfile

import docx
import pytest

from exports.drafts import as_docx
from tests.exports.drafts.test_official_page import MM, font_configuration, lines_of, marks_of

LINE_MM = 28.95 / MM
_HANGING = "，。、；：）》”"


@pytest.fixture(scope="module")
def file(summary_2019) -> bytes:
    return as_docx(summary_2019)


@pytest.fixture(scope="module")
def pages(file, tmp_path_factory):
    """The body lines of every upright page: without page number, from the top margin down."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        pytest.skip("没有安装 LibreOffice(soffice),无法量测版面。")
    folder = tmp_path_factory.mktemp("own")
    (folder / "a.docx").write_bytes(file)
    subprocess.run(
        [office, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless",
         "--convert-to", "pdf", "--outdir", str(folder), str(folder / "a.docx")],
        env={**os.environ, "FONTCONFIG_FILE": str(font_configuration(folder))},
        check=True, capture_output=True, timeout=180,
    )
    whole = marks_of(folder / "a.pdf")
    annex = next(n for n, marks in enumerate(whole)
                 if "句中数字" in "".join(mark.text for mark in marks))
    # 一 is so flat that it seems to stand on a line of its own.
    return [
        lines_of([mark for mark in marks if mark.bottom < 297 - 35 and mark.text != "一"])
        for marks in whole[:annex]
    ]


def test_no_page_of_the_summary_has_more_than_22_lines(pages):
    assert len(pages) > 2
    assert all(len(lines) <= 22 for lines in pages)
    assert max(len(lines) for lines in pages) >= 21


def test_lines_stand_on_the_grid_of_22(pages):
    for lines in pages[1:-1]:
        bottoms = [max(mark.bottom for mark in line if mark.text not in _HANGING) for line in lines]
        steps = [b - a for a, b in itertools.pairwise(bottoms)]
        assert all(abs(step / LINE_MM - round(step / LINE_MM)) < 0.12 for step in steps)


def test_no_line_of_the_summary_is_wider_than_28_characters(pages):
    for lines in pages:
        for line in lines:
            # A comma or full stop at the end of a line may hang in the margin.
            words = [mark for mark in line if mark.text not in _HANGING]
            assert max(mark.cell_right for mark in words) <= 210 - 26 + 1.5
            assert min(mark.cell_left for mark in line) >= 28 - 1


def test_word_and_wps_show_the_outline_of_the_summary(file, summary_2019):
    document = docx.Document(io.BytesIO(file))
    styles = {
        style.style_id: (found[0].get(found[0].keys()[0]) if found else None)
        for style in document.styles
        for found in [style.element.xpath("w:pPr/w:outlineLvl")]
    }
    outline = [
        (styles[p.style.style_id], p.text) for p in document.paragraphs if styles[p.style.style_id]
    ]
    titles = [section.title for section in summary_2019.sections if section.title]
    assert [text.partition("、")[2] for level, text in outline if level == "0" and "、" in text] == (
        titles)
    assert {level for level, _ in outline} >= {"0", "1"}


def test_page_numbers_stand_outside_on_odd_and_even_pages(file):
    package = zipfile.ZipFile(io.BytesIO(file))
    assert "<w:evenAndOddHeaders/>" in package.read("word/settings.xml").decode()
    sides = {
        name: re.search(r'<w:jc w:val="(\w+)"/>', package.read(f"word/{name}.xml").decode())[1]
        for name in ("upright_odd", "upright_even")
    }
    assert sides == {"upright_odd": "right", "upright_even": "left"}
