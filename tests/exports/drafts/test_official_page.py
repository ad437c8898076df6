"""What stands where on the page, measured on the pages LibreOffice makes of our Word file.

The measuring faces have full-width characters exactly as wide as the font size, as 仿宋_GB2312 has.
"""

import os
import shutil
import subprocess
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pypdfium2
import pytest

from exports.drafts.official_document import (
    Annex,
    Heading,
    OfficialDocument,
    Paragraph,
    Signature,
    Table,
    to_docx,
)

SCHOOL = "江城海事职业学院"
BODY_FACES = ("Noto Serif CJK SC", "Noto Sans CJK SC", "AR PL UMing CN", "WenQuanYi Zen Hei")
CHINESE_FONTS = ("仿宋_GB2312", "楷体_GB2312", "方正小标宋简体", "黑体", "宋体")
MM = 72 / 25.4
CHARACTER_MM = 156 / 28


@dataclass(frozen=True)
class Mark:
    """One visible character and its ink; mm from the left and from the top edge of the page."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    cell_left: float
    """Where its own width begins, which is left of the ink."""
    cell_right: float


def font_configuration(folder: Path) -> Path:
    """A fontconfig file of our own that gives the fonts of the standard a known face."""
    listed = subprocess.run(["fc-list", ":", "family"], capture_output=True, text=True, check=True)
    face = next((name for name in BODY_FACES if name in listed.stdout), None)
    if face is None:
        pytest.skip("这台机器没有可供量测的中文字体(如 Noto Serif CJK SC)。")
    rules = "".join(
        f'<match target="pattern"><test name="family"><string>{font}</string></test>'
        f'<edit name="family" mode="assign" binding="strong"><string>{face}</string></edit></match>'
        for font in CHINESE_FONTS
    )
    path = folder / "fonts.conf"
    path.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f"<include>/etc/fonts/fonts.conf</include>{rules}</fontconfig>",
        encoding="utf-8",
    )
    return path


def papers() -> dict[str, OfficialDocument]:
    rows = tuple((str(number), "聘期与统计期有重叠的外籍教师" * 3) for number in range(40))
    signed = {"title": "总结", "author": SCHOOL, "blocks": (Paragraph("正文。"),)}
    day = date(2025, 11, 12)
    return {
        "full": OfficialDocument(
            title="总结", author=SCHOOL, blocks=(Paragraph("国" * 28 * 22 * 4),)
        ),
        "unsealed": OfficialDocument(**signed, signature=Signature(SCHOOL, day)),
        "long_date": OfficialDocument(**signed, signature=Signature("外事处", day)),
        "sealed": OfficialDocument(**signed, signature=Signature(SCHOOL, day, sealed=True)),
        "held": OfficialDocument(
            title="总结",
            author=SCHOOL,
            blocks=(
                Paragraph("国" * (26 + 28 * 16)),
                Heading(1, "情况"),
                Table(("甲", "乙"), (("长" * 60, "丙"),), (60, 60)),
            ),
        ),
        "tables": OfficialDocument(
            title="总结",
            author=SCHOOL,
            blocks=(
                Heading(1, "情况"),
                Annex("口径", (Table(("序号", "口径"), rows, (20, 130)),)),
                Annex("进展", (Table(("序号", "主要任务"), rows, (20, 200)),)),
            ),
        ),
    }


@pytest.fixture(scope="module")
def pages(tmp_path_factory) -> dict[str, list[list[Mark]]]:
    """For every paper its pages, for every page its characters in reading order."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        pytest.skip("没有安装 LibreOffice(soffice),无法量测版面。")
    folder = tmp_path_factory.mktemp("pages")
    for name, paper in papers().items():
        (folder / f"{name}.docx").write_bytes(to_docx(paper))
    subprocess.run(
        [
            office,
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            str(folder),
            *(str(folder / f"{name}.docx") for name in papers()),
        ],
        env={**os.environ, "FONTCONFIG_FILE": str(font_configuration(folder))},
        check=True,
        capture_output=True,
        timeout=180,
    )
    return {name: marks_of(folder / f"{name}.pdf") for name in papers()}


def marks_of(path: Path) -> list[list[Mark]]:
    with pypdfium2.PdfDocument(path) as document:
        return [page_marks(page) for page in document]


def page_marks(page: pypdfium2.PdfPage) -> list[Mark]:
    height = page.get_height()
    text = page.get_textpage()
    marks = []
    for index in range(text.count_chars()):
        letter = text.get_text_range(index, 1)
        if letter.strip():
            left, bottom, right, top = (edge / MM for edge in text.get_charbox(index, loose=False))
            cell_left, _, cell_right, _ = (
                edge / MM for edge in text.get_charbox(index, loose=True)
            )
            marks.append(
                Mark(
                    text=letter,
                    left=left,
                    right=right,
                    top=height / MM - top,
                    bottom=height / MM - bottom,
                    cell_left=cell_left,
                    cell_right=cell_right,
                )
            )
    return marks


def lines_of(marks: list[Mark]) -> list[list[Mark]]:
    """The characters by lines: those that overlap in height stand on one line."""
    lines: list[list[Mark]] = []
    for mark in marks:
        if lines and mark.top < lines[-1][0].bottom and mark.bottom > lines[-1][0].top:
            lines[-1].append(mark)
        else:
            lines.append([mark])
    return lines


def find(marks: list[Mark], text: str) -> list[Mark]:
    """The characters of a text where it stands last on the page."""
    start = "".join(mark.text for mark in marks).rindex(text)
    return marks[start : start + len(text)]


def test_a_full_page_has_22_lines_of_28_characters(pages):
    second = [mark for mark in pages["full"][1] if mark.text == "国"]

    assert [len(line) for line in lines_of(second)] == [28] * 22


def test_the_text_fills_the_type_area_from_margin_to_margin(pages):
    second = [mark for mark in pages["full"][1] if mark.text == "国"]

    assert min(mark.cell_left for mark in second) == pytest.approx(28, abs=1)
    assert max(mark.cell_right for mark in second) == pytest.approx(210 - 26, abs=1)
    assert min(mark.top for mark in second) >= 37
    assert max(mark.bottom for mark in second) <= 297 - 35


def test_the_first_line_of_a_paragraph_is_indented_by_two_characters(pages):
    body = [mark for mark in pages["full"][0] if mark.text == "国"]
    first, second = lines_of(body)[:2]

    assert len(first) == 26
    assert first[0].cell_left - second[0].cell_left == pytest.approx(2 * CHARACTER_MM, abs=0.3)


def test_odd_page_numbers_stand_one_character_from_the_right(pages):
    number = find(pages["full"][2], "—3—")

    assert number[-1].cell_right == pytest.approx(184 - 14 / MM, abs=0.7)


def test_even_page_numbers_stand_one_character_from_the_left(pages):
    number = find(pages["full"][1], "—2—")

    assert number[0].cell_left == pytest.approx(28 + 14 / MM, abs=0.7)


def test_the_dash_of_the_page_number_is_7_mm_below_the_type_area(pages):
    assert find(pages["full"][2], "—3—")[0].top == pytest.approx(297 - 35 + 7, abs=1)


def test_without_a_seal_the_name_ends_two_characters_from_the_right(pages):
    name = find(pages["unsealed"][0], SCHOOL)

    assert name[-1].cell_right == pytest.approx(184 - 2 * CHARACTER_MM, abs=0.7)


def test_without_a_seal_the_date_begins_two_characters_behind_the_name(pages):
    name = find(pages["unsealed"][0], SCHOOL)
    day = find(pages["unsealed"][0], "2025年11月12日")

    assert day[0].cell_left - name[0].cell_left == pytest.approx(2 * CHARACTER_MM, abs=0.7)
    assert len(lines_of(day)) == 1


def test_a_date_longer_than_the_name_takes_the_place_at_the_right(pages):
    name = find(pages["long_date"][0], "外事处")
    day = find(pages["long_date"][0], "2025年11月12日")

    assert day[-1].cell_right == pytest.approx(184 - 2 * CHARACTER_MM, abs=0.7)
    assert name[0].cell_left < day[0].cell_left


def test_with_a_seal_the_date_ends_four_characters_from_the_right(pages):
    day = find(pages["sealed"][0], "2025年11月12日")

    assert day[-1].cell_right == pytest.approx(184 - 4 * CHARACTER_MM, abs=0.7)


def test_with_a_seal_the_name_is_centred_over_the_date(pages):
    name = find(pages["sealed"][0], SCHOOL)
    day = find(pages["sealed"][0], "2025年11月12日")

    # LibreOffice widens the date by gaps around its figures, Word does not: half a character.
    assert (name[0].cell_left + name[-1].cell_right) / 2 == pytest.approx(
        (day[0].cell_left + day[-1].cell_right) / 2, abs=CHARACTER_MM
    )


def test_an_annex_begins_on_a_new_page_with_its_title_on_the_third_line(pages):
    lines = lines_of(pages["tables"][1])

    assert "".join(mark.text for mark in lines[0]) == "附件1"
    assert "".join(mark.text for mark in lines[1]) == "口径"
    assert lines[1][0].bottom - lines[0][0].bottom == pytest.approx(2 * 28.95 / MM, abs=1.5)


def test_the_header_of_a_table_returns_on_its_second_page(pages):
    second = "".join(mark.text for mark in pages["tables"][2])

    assert second.startswith("序号口径")


def test_a_heading_is_not_left_behind_when_its_table_moves_to_the_next_page(pages):
    assert len(lines_of(pages["held"][0])) == 1 + 17 + 1
    assert "".join(mark.text for mark in pages["held"][1]).startswith("一、情况甲乙")


def test_the_number_of_a_lying_page_stands_where_upright_pages_have_it(pages):
    lying = next(page for page in pages["tables"] if "附件2" in "".join(m.text for m in page))
    number = pages["tables"].index(lying) + 1
    dashes = [mark for mark in lying if mark.text == "—"]

    assert len(dashes) == 2
    assert all(mark.right == pytest.approx(35 - 7, abs=1) for mark in dashes)
    if number % 2:
        assert max(mark.bottom for mark in dashes) == pytest.approx(184 - 14 / MM, abs=1)
    else:
        assert min(mark.top for mark in dashes) == pytest.approx(28 + 14 / MM, abs=1)
