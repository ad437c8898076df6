"""A paper of blocks becomes a Word file as GB/T 9704-2012 sets it; its figures are read back."""

import io
import re
import zipfile
from datetime import date

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from exports.drafts.lettering import clean, title_lines
from exports.drafts.numbering import Numbering, chinese_date, chinese_number
from exports.drafts.official_document import (
    Annex,
    FoundFigure,
    Heading,
    OfficialDocument,
    Paragraph,
    Run,
    Signature,
    Table,
    figures_in,
    to_docx,
)

SCHOOL = "江城海事职业学院"
TWO_COLUMNS = Table(("指标", "口径"), (("人数", "一人只计一次"),), (40, 110))
WIDE = Table(("序号", "主要任务"), (("1", "共建海外工坊"),), (20, 190))


def paper(*blocks, **options) -> bytes:
    return to_docx(OfficialDocument(title="外事工作总结", blocks=blocks, author=SCHOOL, **options))


def opened(file: bytes):
    return docx.Document(io.BytesIO(file))


def lines(file: bytes) -> list[str]:
    return [paragraph.text for paragraph in opened(file).paragraphs if paragraph.text]


def part(file: bytes, name: str = "word/document.xml") -> str:
    return zipfile.ZipFile(io.BytesIO(file)).read(name).decode()


def with_part(file: bytes, name: str, text: str) -> bytes:
    """The same package with one part written anew, as an editor would leave it."""
    source, target = zipfile.ZipFile(io.BytesIO(file)), io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for entry in source.namelist():
            archive.writestr(entry, text if entry == name else source.read(entry))
    return target.getvalue()


# The text ------------------------------------------------------------------------------------


def test_reading_back_gives_the_same_text_in_the_same_order():
    file = paper(
        Heading(1, "团组管理"),
        Paragraph(("组织团组", Run("6", "trips.groups"), "个。")),
        addressee="省教育厅",
        signature=Signature(SCHOOL, date(2025, 3, 1)),
        remark="联系人：林知远",
    )

    assert lines(file) == [
        "外事工作总结",
        "省教育厅：",
        "一、团组管理",
        # python-docx leaves content controls out of a paragraph's text.
        "组织团组个。",
        SCHOOL,
        "2025年3月1日",
        "（联系人：林知远）",
    ]
    assert "6" in re.findall(r"<w:t[^>]*>([^<]*)</w:t>", part(file))


def test_headings_of_four_levels_are_counted_and_deeper_ones_begin_again():
    levels = (1, 2, 2, 3, 3, 4, 1, 2, 3)

    file = paper(*(Heading(level, "题") for level in levels))

    assert lines(file)[1:] == [
        "一、题",
        "（一）题",
        "（二）题",
        "1.题",
        "2.题",
        "（1）题",
        "二、题",
        "（一）题",
        "1.题",
    ]


def test_a_second_part_begins_again_at_one():
    file = paper(Heading(0, "总结"), Heading(1, "回顾"), Heading(0, "计划"), Heading(1, "打算"))

    assert lines(file)[1:] == ["第一部分\u3000总结", "一、回顾", "第二部分\u3000计划", "一、打算"]


def test_a_heading_without_number_does_not_count():
    file = paper(Heading(1, "前言", numbered=False), Heading(1, "团组"))

    assert lines(file)[1:] == ["前言", "一、团组"]


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (1, "一"),
        (10, "十"),
        (11, "十一"),
        (20, "二十"),
        (21, "二十一"),
        (100, "一百"),
        (105, "一百零五"),
        (110, "一百一十"),
        (112, "一百一十二"),
        (1001, "一千零一"),
        (1010, "一千零一十"),
        (2300, "二千三百"),
    ],
)
def test_heading_numbers_go_on_beyond_ten(number, written):
    assert chinese_number(number) == written


@pytest.mark.parametrize("number", [0, -1, 10000])
def test_a_number_no_heading_can_have_is_refused(number):
    with pytest.raises(ValueError, match="heading number"):
        chinese_number(number)


def test_a_fifth_heading_level_is_refused():
    with pytest.raises(ValueError, match="level"):
        Numbering().next(5)
    with pytest.raises(ValueError, match="level"):
        Heading(5, "题")


def test_the_date_has_no_leading_zeros():
    assert chinese_date(date(2026, 3, 1)) == "2026年3月1日"


def test_a_colon_typed_behind_the_addressee_is_not_doubled():
    assert "省教育厅：" in lines(paper(addressee="省教育厅:"))


def test_one_annex_has_no_number_and_two_have():
    annexes = [Annex(title, (TWO_COLUMNS,)) for title in ("口径说明", "任务进展")]

    assert lines(paper(annexes[0]))[1:] == ["附件：口径说明", "附件", "口径说明"]
    assert lines(paper(*annexes))[1:] == [
        "附件：1.口径说明",
        "2.任务进展",
        "附件1",
        "口径说明",
        "附件2",
        "任务进展",
    ]


def test_annexes_are_printed_behind_the_signature_wherever_they_were_declared():
    file = paper(
        Annex("口径说明", (TWO_COLUMNS,)),
        Paragraph("正文。"),
        signature=Signature(SCHOOL, date(2025, 12, 20)),
    )

    assert lines(file)[1:] == [
        "正文。",
        "附件：口径说明",
        SCHOOL,
        "2025年12月20日",
        "附件",
        "口径说明",
    ]


def test_the_hand_edited_mark_leaves_no_trace_in_the_file():
    assert part(paper(Paragraph("改过。", hand_edited=True))) == part(paper(Paragraph("改过。")))


def test_a_long_title_is_broken_between_phrases_into_lines_of_like_length():
    assert title_lines("江城海事职业学院2025年度外事工作总结及2026年度工作计划") == [
        "江城海事职业学院2025年度",
        "外事工作总结及2026年度工作计划",
    ]


def test_line_breaks_typed_in_a_title_are_kept():
    assert title_lines(f"{SCHOOL}\n2025年度外事工作总结") == [SCHOOL, "2025年度外事工作总结"]


def test_no_title_line_is_wider_than_the_page():
    for line in title_lines("关于" + "赴境外院校访问交流" * 9 + "UniversityOfAppliedSciences" * 3):
        assert len(line.encode("gbk")) <= 40


# Odd text ------------------------------------------------------------------------------------


def test_characters_xml_refuses_are_dropped_and_nothing_else():
    file = paper(Paragraph("前\x00\x08\x1f\ud800\ufffe\ufeff后 <&>\"'“引”‘用’（全）(半)𠮷"))

    assert lines(file)[1] == "前后 <&>\"'“引”‘用’（全）(半)𠮷"


def test_line_ends_in_a_paragraph_stay_line_ends():
    assert lines(paper(Paragraph("甲\r\n乙\r丙\n丁")))[1] == "甲\n乙\n丙\n丁"


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.characters(), max_size=60))
def test_any_text_in_any_place_gives_a_file_that_opens(text):
    file = to_docx(
        OfficialDocument(
            title=text,
            blocks=(
                Heading(2, text),
                Paragraph((Run(text), Run(text, "a.b"))),
                Table((text,), ((text,),), (60,), caption=text, note=text),
                Annex(text, ()),
            ),
            author=text,
            byline=text,
            addressee=text,
            signature=Signature(text, date(2025, 1, 1)),
            remark=text,
        )
    )

    assert figures_in(file) == ([FoundFigure("a.b", clean(text))] if clean(text) else [])


# Fonts ---------------------------------------------------------------------------------------


def full_paper() -> bytes:
    return paper(
        *(Heading(level, "题") for level in range(5)),
        Paragraph(("Queen’s 大学", Run("3", "a.b"), "“引”")),
        Table(
            ("甲", "乙"), ((("共", Run("4", "c.d")), "丙"),), (60, 60), caption="表1", note="注：略"
        ),
        WIDE,
        Annex("口径", (TWO_COLUMNS,)),
        Annex("进展", (WIDE,)),
        byline="国际合作与交流处",
        addressee="省教育厅",
        signature=Signature(SCHOOL, date(2025, 12, 20)),
        remark="联系人",
    )


def test_every_style_names_its_chinese_font():
    styles = list(opened(full_paper()).styles.element.iter(qn("w:style")))

    assert len(styles) > 15
    for style in styles:
        assert style.find(f".//{qn('w:rFonts')}").get(qn("w:eastAsia"))


def test_every_run_names_its_chinese_font():
    file = full_paper()
    footers = [name for name in zipfile.ZipFile(io.BytesIO(file)).namelist() if "upright_" in name]

    for name in ("word/document.xml", *footers):
        runs = re.findall(r"<w:r>.*?</w:r>", part(file, name))
        assert runs
        assert all("w:eastAsia=" in run for run in runs)


def test_every_style_that_is_used_exists():
    file = full_paper()
    known = {style.style_id for style in opened(file).styles}

    assert set(re.findall(r'<w:(?:p|tbl)Style w:val="(\w+)"', part(file))) <= known


@pytest.mark.parametrize(
    ("style", "font", "points"),
    [
        ("Title", "方正小标宋简体", 22),
        ("Body Text", "仿宋_GB2312", 16),
        ("Heading 1", "黑体", 16),
        ("Heading 2", "楷体_GB2312", 16),
        ("Heading 3", "仿宋_GB2312", 16),
        ("Heading 4", "仿宋_GB2312", 16),
        ("附件标识", "黑体", 16),
        ("Footer", "宋体", 14),
    ],
)
def test_styles_have_the_fonts_and_sizes_of_the_standard(style, font, points):
    found = opened(full_paper()).styles[style]

    assert found.font.size.pt == points
    assert found.element.rPr.rFonts.get(qn("w:eastAsia")) == font
    assert found.element.rPr.rFonts.get(qn("w:ascii")) in ("Times New Roman", font)


def test_headings_make_an_outline():
    styles = opened(full_paper()).styles

    for level in range(1, 5):
        outline = styles[f"Heading {level}"].element.pPr.find(qn("w:outlineLvl"))
        assert outline.get(qn("w:val")) == str(level - 1)


def test_an_apostrophe_in_a_latin_word_is_not_set_full_width():
    runs = opened(paper(Paragraph("与Queen’s大学“结对”"))).paragraphs[1].runs
    hinted = {run.text: run._element.rPr.rFonts.get(qn("w:hint")) for run in runs}

    assert hinted == {"与": "eastAsia", "Queen’s": None, "大学“结对”": "eastAsia"}


# Page ----------------------------------------------------------------------------------------


def test_the_page_has_the_margins_and_the_grid_of_the_standard():
    section = opened(paper()).sections[0]
    grid = section._sectPr.find(qn("w:docGrid"))

    size = (section.page_width.mm, section.page_height.mm)
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert size == pytest.approx((210, 297), abs=0.02)
    assert [margin.mm for margin in margins] == pytest.approx([37, 35, 28, 26], abs=0.02)
    assert {key.split("}")[1]: value for key, value in grid.items()} == {
        "type": "linesAndChars",
        "linePitch": "579",
        "charSpace": "-848",
    }


def test_only_the_pages_of_a_wide_table_lie_on_their_side():
    file = paper(Paragraph("前。"), WIDE, Paragraph("后。"), Annex("口径", (TWO_COLUMNS,)))

    assert [section.page_width.mm > 290 for section in opened(file).sections] == [
        False,
        True,
        False,
    ]


def test_an_annex_with_a_wide_table_lies_on_its_side_with_its_title():
    file = paper(Paragraph("正文。"), Annex("进展", (WIDE,)))
    body = part(file)

    assert [section.page_width.mm > 290 for section in opened(file).sections] == [False, True]
    assert body.index("</w:sectPr>") < body.index("AnnexMark") < body.index("landscape")


def test_a_table_wider_than_any_page_is_scaled_down_to_fit():
    file = paper(Table(("甲", "乙"), (), (300, 150)))

    widths = [column.width.mm for column in opened(file).tables[0].columns]
    assert widths == pytest.approx([150, 75], abs=0.1)


def test_the_header_row_is_marked_to_return_on_every_page():
    rows = opened(paper(TWO_COLUMNS)).tables[0].rows

    assert [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in rows] == [True, False]


def test_columns_of_short_entries_are_centred_and_others_not():
    cells = (
        opened(paper(Table(("一", "二"), (("短", "长" * 9),), (60, 60)))).tables[0].rows[1].cells
    )

    assert [cell.paragraphs[0].alignment.name for cell in cells] == ["CENTER", "LEFT"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"columns": (), "rows": (), "widths_mm": ()},
        {"columns": ("甲",), "rows": (), "widths_mm": (10, 20)},
        {"columns": ("甲",), "rows": (("1", "2"),), "widths_mm": (10,)},
        {"columns": ("甲",), "rows": (), "widths_mm": (0,)},
        {"columns": ("甲",), "rows": (), "widths_mm": (10,), "alignments": ("left", "left")},
    ],
)
def test_a_table_whose_parts_do_not_match_is_refused(wrong):
    with pytest.raises(ValueError, match=r"table|row|alignments"):
        Table(**wrong)
