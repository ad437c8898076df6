"""Whole papers: nothing leaves its place, nothing is cut, the same record gives the same bytes."""

from __future__ import annotations

import zlib
from datetime import date
from io import BytesIO

import pytest
from PIL import Image

from exports.prints.base import (
    CERTIFICATE_MARGINS,
    FORM_MARGINS,
    Band,
    Document,
    FormFooter,
    Letterhead,
    Margins,
    Members,
    Page,
    Paragraph,
    Row,
    SideBySide,
    Table,
    label,
    render,
    render_many,
    sentence,
    value,
)
from exports.prints.preview import Preview
from models.jobs import Cancelled
from tests.exports.prints.invented import (
    LONG_TASK,
    MEMBER_COLUMNS,
    PEOPLE,
    SCHOOL,
    approval_form,
    certificate,
    student_list,
)
from tests.exports.prints.looking import (
    Box,
    characters,
    crossed,
    outside,
    properties,
    strokes,
    text_of,
)


def content_area(margins: Margins, *, landscape: bool = False) -> Box:
    width, height = (297, 210) if landscape else (210, 297)
    return Box(margins.left, margins.top, width - margins.right, height - margins.bottom)


def paper(*blocks: object, **options: object) -> Document:
    return Document("测试", SCHOOL, (Page(blocks, **options),))


def pages(pdf: bytes) -> int:
    with Preview(pdf) as preview:
        return preview.page_count


PAPERS = {
    "certificate": certificate(),
    "six people": approval_form(),
    "eight people": approval_form(8),
    "fourteen people, long task": approval_form(14, LONG_TASK),
    "list": student_list(),
}


@pytest.mark.parametrize("name", PAPERS)
def test_no_text_is_crossed_by_a_line_of_its_table(name):
    pdf = render(PAPERS[name])

    assert [crossed(pdf, page) for page in range(pages(pdf))] == [[]] * pages(pdf)


def test_the_check_for_crossed_text_sees_text_under_a_line():
    assert crossed(pdf_with_text_over_a_line())


def pdf_with_text_over_a_line() -> bytes:
    from reportlab.pdfgen.canvas import Canvas

    output = BytesIO()
    canvas = Canvas(output)
    canvas.setFont("Helvetica", 20)
    canvas.drawString(100, 500, "HHHHHHHH")
    canvas.line(136, 400, 136, 600)
    canvas.save()
    return output.getvalue()


@pytest.mark.parametrize("name", ["certificate", "six people", "fourteen people, long task"])
def test_no_text_stands_in_the_margins(name):
    document = PAPERS[name]
    bare = Document(document.title, SCHOOL, document.pages)
    pdf = render(bare)
    area = content_area(document.pages[0].margins)

    assert [outside(pdf, area, page) for page in range(pages(pdf))] == [[]] * pages(pdf)


def test_the_footer_stays_on_the_paper_and_below_the_text():
    pdf = render(approval_form())
    printable = Box(FORM_MARGINS.left, 5, 210 - FORM_MARGINS.right, 292)

    assert outside(pdf, printable) == []
    assert "第 1 页 共 2 页" in text_of(pdf, 0)


def test_a_paper_without_footer_says_nothing_of_pages():
    document = approval_form()
    pdf = render(Document(document.title, SCHOOL, document.pages))

    assert "页" not in text_of(pdf)


def test_a_seal_of_42_mm_over_issuer_and_dates_touches_no_other_text():
    letters = characters(render(certificate()))
    issuer = next(box for box in letters if box.text == "示" and box.left > 105)
    dates = max(box.bottom for box in letters if box.left > 105 and box.top < 270)
    middle_x, middle_y = 210 - 25 - 39, (issuer.top + dates) / 2

    sealed = [
        box
        for box in letters
        if abs((box.left + box.right) / 2 - middle_x) < 21 and abs(box.top - middle_y) < 21
    ]
    rest = "".join(box.text for box in letters if box not in sealed)
    assert "经办：国际交流与合作处" in rest
    assert "校址" in rest
    assert middle_y + 21 < min(box.top for box in letters if box.text == "校" and box.top > 260)


def test_six_people_stand_in_the_form_itself():
    pdf = render(approval_form(6))

    assert pages(pdf) == 2
    assert all(name in text_of(pdf, 0) for name in PEOPLE.split()[:6])


def test_eight_people_still_fit_in_lower_rows():
    pdf = render(
        Document(
            "名单",
            SCHOOL,
            (Page((Table((Members((("姓名", 40), ("单位", None)), people(8)),)),)),),
        )
    )

    assert pages(pdf) == 1
    assert "附页" not in text_of(pdf)


def people(count: int) -> tuple[tuple[str, str], ...]:
    return tuple((name, "示例职业技术学院") for name in PEOPLE.split()[:count])


def test_nine_people_move_to_an_annex_page_with_everybody_on_it():
    pdf = render(paper(Table((Members((("姓名", 40), ("单位", None)), people(9)),))))

    assert "人员名单见附页1（共 9 人）" in text_of(pdf, 0)
    assert all(name in text_of(pdf, 1) for name in PEOPLE.split()[:9])


def test_a_long_text_moves_whole_to_the_annex_page():
    pdf = render(approval_form(6, LONG_TASK))

    assert "见附页1" in text_of(pdf, 0)
    assert "出访任务" in text_of(pdf, 2)
    assert LONG_TASK in text_of(pdf, 2).replace(" ", "")


def test_a_text_a_little_too_long_only_becomes_smaller():
    task = "商谈机电一体化技术专业联合培养并签署备忘录。" * 6
    pdf = render(approval_form(6, task))

    assert pages(pdf) == 2
    assert task in text_of(pdf, 0).replace(" ", "")


def test_the_mark_in_the_cell_names_the_page_on_which_the_text_begins():
    cells = [value("商谈机电一体化技术专业联合培养，" * 160, field=name) for name in "甲乙丙"]
    rows = tuple(Row((label(cell.field), cell), 10) for cell in cells)
    pdf = render(paper(Table((Band((20, None), rows),))))

    marked = [int(part.strip()[0]) for part in text_of(pdf, 0).split("见附页")[1:]]
    begins = [
        next(page for page in range(1, pages(pdf)) if f" {name} " in f" {text_of(pdf, page)} ")
        for name in "甲乙丙"
    ]
    assert marked == begins


def test_a_long_list_goes_on_under_its_repeated_head():
    pdf = render(student_list(60))

    assert pages(pdf) >= 3
    assert all("姓名（护照）" in text_of(pdf, page) for page in range(pages(pdf)))
    assert text_of(pdf).count("NGUYỄN") == 60


def test_a_label_beside_several_rows_is_not_parted_from_them():
    group = (
        Row((label("审核内容", rows=3), value("一"))),
        Row((value("二"),)),
        Row((value("三"),)),
    )
    pdf = render(paper(Table((Band((30, None), group * 12),))))

    for page in range(pages(pdf)):
        found = text_of(pdf, page)
        assert found.count("审核内容") == found.count("一") == found.count("三")


def test_the_frame_is_one_point_and_the_lines_inside_half_a_point():
    widths = {round(min(line.right - line.left, line.bottom - line.top), 2) for line in frame()}

    assert widths == {0.18, 0.35}


def frame() -> list[Box]:
    row = Row((label("甲"), value("乙")), 8)
    return strokes(render(paper(Table((Band((20, None), (row, row)),)))))


def test_columns_that_do_not_fill_the_table_are_a_programmers_error():
    with pytest.raises(ValueError, match="do not fill"):
        render(paper(Table((Band((20, 30), (Row((label("甲"), value("乙"))),)),))))


def test_a_template_with_an_unknown_name_is_a_programmers_error():
    with pytest.raises(LookupError):
        sentence("兹证明{nome}", {"name": "张三"})


def test_a_certificate_with_more_text_becomes_smaller_before_it_takes_a_second_page():
    text = Paragraph("学习期间遵守学校规章制度，完成规定课程，成绩合格。" * 23, size=13)
    usual = render(paper(text, text, margins=CERTIFICATE_MARGINS))
    shrunk = render(paper(text, text, margins=CERTIFICATE_MARGINS, shrink=True))

    assert (pages(usual), pages(shrunk)) == (2, 1)


def test_long_running_text_goes_on_without_losing_a_word():
    text = "".join(f"第{number}条商谈联合培养。" for number in range(400))

    found = text_of(render(paper(Paragraph(text)))).replace(" ", "")

    assert text in found


def test_an_emblem_stands_in_the_letterhead():
    picture = BytesIO()
    Image.new("RGB", (60, 60), (200, 0, 0)).save(picture, "PNG")
    emblem = picture.getvalue()

    with Preview(render(paper(Letterhead(SCHOOL, "Example", emblem)))) as preview:
        page = preview.picture(0, dpi=50)

    assert b"\x00\x00\xc8" in page.pixels


def test_the_same_record_gives_the_same_bytes():
    assert render(certificate()) == render(certificate())


def test_the_files_properties_name_the_school_and_nobody_else():
    pdf = render(Document("在读证明", SCHOOL, certificate().pages, made_on=date(2025, 9, 8)))

    assert properties(pdf) == {
        "Title": "在读证明",
        "Author": SCHOOL,
        "Creator": "外事台账",
        "Producer": "外事台账",
        "CreationDate": "D:20250908000000+08'00'",
        "ModDate": "D:20250908000000+08'00'",
    }


def test_viewers_are_told_not_to_scale_the_paper():
    assert b"/PrintScaling /None" in render(certificate())


def test_a_hundred_certificates_store_what_they_share_once():
    one = len(render(certificate()))
    hundred = len(render_many([certificate(f"KAMAU, Peter {n}", serial=n) for n in range(100)]))

    assert hundred < one + 100 * 1600


def test_page_numbers_count_within_each_document_of_a_batch():
    pdf = render_many([approval_form(), approval_form()])

    assert [text_of(pdf, page).count("第 2 页 共 2 页") for page in range(4)] == [0, 1, 0, 1]


def test_a_batch_holds_every_document_in_its_order():
    names = ["KAMAU, Peter", "DVOŘÁK, Šimon", "𠮷田, 太郎"]
    pdf = render_many([certificate(name) for name in names])

    assert [name in text_of(pdf, page) for page, name in enumerate(names)] == [True] * 3


class Impatient:
    """Cancels at the third step."""

    def __init__(self) -> None:
        self.seen: list[tuple[int, int]] = []

    def step(self, done: int, total: int, text: str = "") -> None:
        self.seen.append((done, total))
        if done == 3:
            raise Cancelled


def test_a_batch_can_be_cancelled_between_two_documents():
    progress = Impatient()

    with pytest.raises(Cancelled):
        render_many([certificate(), certificate()], progress)

    assert progress.seen == [(1, 4), (2, 4), (3, 4)]


def test_more_than_255_different_characters_of_one_font_are_all_there():
    text = "".join(chr(code) for code in range(0x4E00, 0x4E00 + 700))

    assert text in text_of(render(paper(Paragraph(text, indent=0)))).replace(" ", "")


def test_streams_are_compressed_without_text_armour():
    pdf = render(certificate())

    assert b"ASCII85Decode" not in pdf
    page = pdf.split(b"/Filter /FlateDecode")[1].split(b"stream\n")[1].split(b"\nendstream")[0]
    assert zlib.decompress(page)


def test_the_member_columns_of_the_form_are_as_the_ministry_drew_them():
    footer = FormFooter("A3")
    members = Members(MEMBER_COLUMNS, ())
    pdf = render(Document("表", SCHOOL, (Page((Table((members,)),)),), footer=footer))
    rules = sorted({round(line.left - 22) for line in strokes(pdf) if line.bottom - line.top > 7})

    assert rules[1:-1] == [19, 27, 44, 97, 122, 140]


def test_two_languages_can_stand_side_by_side():
    chinese = Paragraph("兹证明该生系我校学生，" * 12, size=11)
    english = Paragraph("This is to certify that the student is enrolled. " * 6, english=True)
    letters = characters(render(paper(SideBySide((chinese,), (english,), gap=10))))

    left = [box for box in letters if box.text in "兹证明该生系我校学"]
    right = [box for box in letters if box.text.isascii()]
    assert max(box.right for box in left) <= 22 + 80.1
    assert min(box.left for box in right) >= 22 + 90 - 0.1
