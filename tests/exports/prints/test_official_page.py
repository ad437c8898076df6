"""The official page as the print centre draws it: lines, numbers, what stays together, gaps."""

from __future__ import annotations

import pytest
from docx.enum.text import WD_COLOR_INDEX

from exports.drafts.blocks import Annex, Heading, Paragraph, Signature, Table
from exports.prints.base import render
from exports.prints.official import to_document, to_word
from exports.prints.official_paper import OfficialPaper
from exports.prints.official_words import gap
from tests.exports.prints.looking import characters, strokes
from tests.exports.prints.looking import text_of as pdf_text
from tests.exports.prints.making import SCHOOL, flat
from tests.exports.prints.word_papers import DAY, opened


def paper(*blocks, **more):
    return OfficialPaper(title="请示", school=SCHOOL, issued_on=DAY, blocks=blocks, **more)


def test_the_screen_has_lines_of_28_characters_as_the_standard_asks():
    pdf = render(to_document(paper(Paragraph("字" * 200))))
    lines = {}
    for box in characters(pdf):
        if box.text == "字":
            lines.setdefault(round(box.top), []).append(box)
    second = sorted(lines.items())[1][1]
    assert len(second) == 28
    assert min(b.left for b in second) == pytest.approx(28, abs=0.8)
    assert max(b.right for b in second) == pytest.approx(184, abs=0.8)


def test_the_number_of_an_odd_page_stands_right_and_of_an_even_one_left():
    pdf = render(to_document(paper(*(Paragraph("字" * 280) for _ in range(4)))))
    right, left = ([b for b in characters(pdf, page) if b.top > 265] for page in (0, 1))
    assert [b.text for b in right if b.text.isdigit()] == ["1"]
    assert min(b.left for b in right) > 150
    assert [b.text for b in left if b.text.isdigit()] == ["2"]
    assert max(b.right for b in left) < 60


def test_a_heading_goes_to_the_next_page_with_its_text():
    lines = [Paragraph("字") for _ in range(18)]
    pdf = render(to_document(paper(*lines, Heading(1, "标题"), Paragraph("字" * 60))))
    assert "标题" not in pdf_text(pdf, 0)
    assert "标题" in pdf_text(pdf, 1)


def test_no_signature_stands_alone_on_a_page():
    lines = [Paragraph("字") for _ in range(16)]
    signed = paper(*lines, Paragraph("妥否，请批示。"), signature=Signature(SCHOOL, DAY, sealed=True))
    pdf = render(to_document(signed))
    assert SCHOOL not in pdf_text(pdf, 0)
    assert "请批示" in pdf_text(pdf, 1)


def test_the_remark_stays_on_the_page_of_the_date():
    signed = paper(Paragraph("字。"), signature=Signature(SCHOOL, DAY), remark="联系人：林若溪")
    day = next(p for p in opened(to_word(signed)).paragraphs if p.text == "2026年3月2日")
    assert day.paragraph_format.keep_with_next
    lines = [Paragraph("字") for _ in range(18)]
    pdf = render(to_document(paper(*lines, signature=signed.signature, remark=signed.remark)))
    assert "2026" not in pdf_text(pdf, 0)


def test_annexes_follow_the_signature_on_pages_of_their_own():
    table = Table(("姓名",), (("甲",),), (156,))
    pdf = render(to_document(paper(
        Annex("名单", (table,)), Paragraph("正文。"), Annex("日程", (table,)),
        signature=Signature(SCHOOL, DAY),
    )))
    assert "附件：1.名单" in flat(pdf_text(pdf, 0))
    assert flat(pdf_text(pdf, 1)).startswith("附件1名单")
    assert flat(pdf_text(pdf, 2)).startswith("附件2日程")


def test_a_gap_is_highlighted_in_word():
    file = to_word(paper(Paragraph(("共", gap("人数"), "人"))))
    runs = [run for p in opened(file).paragraphs for run in p.runs]
    marked = [run.text for run in runs if run.font.highlight_color == WD_COLOR_INDEX.YELLOW]
    assert marked == ["〔待填：人数〕"]


def test_a_gap_stands_on_grey_on_the_screen_also_where_it_goes_on_in_the_next_line():
    pdf = render(to_document(paper(Paragraph(("字" * 24, gap("人数、姓名和职务"), "。")))))
    first, second = sorted(strokes(pdf, grounds=True), key=lambda box: box.top)
    bracket = next(box for box in characters(pdf) if box.text == "〔")
    assert bracket.left - 4 < first.left < bracket.left
    assert first.right == pytest.approx(184, abs=1.5)
    assert second.left == pytest.approx(28, abs=1.5)
    assert not strokes(render(to_document(paper(Paragraph("文号〔2026〕1号。")))), grounds=True)
