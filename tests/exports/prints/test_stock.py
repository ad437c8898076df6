"""Pre-printed paper: places are met to 0.1 mm, corrections mend what was measured."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from exports import issue
from exports.prints import stock
from exports.prints.base import Document, render
from exports.prints.registry import printable_by_code
from exports.prints.stock import Field, Stock
from exports.prints.stock_measuring import Measured, calibration_document, correction
from models import database, sample_college, stock_layouts
from models.errors import UserError
from models.stock_layouts import Calibration
from tests.exports.prints.looking import MM, Box, characters, crossed, outside, text_of

PLACE = Field("name", "姓名", "{name}", "front", 40.0, 80.0, 60.0, 14, "left", "song")
PAPER = Stock("T", "T", "试用纸", 210, 297, "上边先进纸", (PLACE,))


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    """The sample college; each test leaves the calibrations as it found them."""
    keeper = database.open_folder(tmp_path_factory.mktemp("sample") / "data")
    sample_college.create()
    yield keeper
    keeper.close(backup=False)


def drawn(layout: Stock, calibration: Calibration | None = None, **values: str) -> bytes:
    pages = stock.pages_of(layout, calibration or Calibration(layout.code), values)
    return render(Document("套打", "示例职业技术学院", pages))


def ink(pdf: bytes, page: int = 0) -> Box:
    boxes = characters(pdf, page)
    return Box(min(b.left for b in boxes), min(b.top for b in boxes),
               max(b.right for b in boxes), max(b.bottom for b in boxes))


def admission():
    printable = printable_by_code("C2")
    records = [
        r for r in printable.entity.active() if not printable.missing(r, printable.wishes(r))
    ]
    return printable, records


def test_a_text_stands_on_its_line_at_its_place():
    found = ink(drawn(PAPER, name="H"))

    assert found.left == pytest.approx(40.0, abs=0.3)
    assert found.bottom == pytest.approx(80.0, abs=0.1)


@pytest.mark.parametrize(("right", "down"), [(0.1, 0.0), (-3.4, 2.7)])
def test_offsets_of_a_tenth_of_a_millimetre_move_everything(right, down):
    plain = ink(drawn(PAPER, name="H"))
    shifted = ink(drawn(PAPER, Calibration("T", offset_x=right, offset_y=down), name="H"))

    assert shifted.left - plain.left == pytest.approx(right, abs=0.02)
    assert shifted.bottom - plain.bottom == pytest.approx(down, abs=0.02)


def test_a_single_field_is_moved_by_itself():
    two = replace(PAPER, fields=(PLACE, replace(PLACE, name="no", words="{no}", line=120.0)))
    moved = Calibration("T", moves={"no": [5.0, -1.5, 0.0]})

    plain, shifted = (characters(drawn(two, each, name="H", no="I")) for each in (None, moved))

    assert [b.left - a.left for a, b in zip(plain, shifted, strict=True)] == pytest.approx(
        [0.0, 5.0], abs=0.02
    )


def test_a_field_that_is_left_out_is_not_printed():
    left_out = Calibration("T", moves={"name": [0.0, 0.0, 0.0, 1.0]})

    assert characters(drawn(PAPER, name="H"))
    assert characters(drawn(PAPER, left_out, name="H")) == []


def test_scale_counts_from_the_corner_of_the_paper():
    found = ink(drawn(PAPER, Calibration("T", scale=99.0), name="H"))

    assert found.bottom == pytest.approx(80.0 * 0.99, abs=0.1)


def test_a_long_text_shrinks_to_its_width():
    found = ink(drawn(PAPER, name="RAKOTOMALALA ANDRIANIRINA Tsiory"))

    assert found.right <= 100.0 + 0.01


def test_a_text_without_room_is_refused_with_its_field_and_never_cut():
    with pytest.raises(UserError, match="“姓名”位置放不下"):
        drawn(PAPER, name="RAKOTOMALALA " * 8)


def test_the_back_has_its_own_offsets():
    both = replace(PAPER, fields=(PLACE, replace(PLACE, name="b", words="{b}", side="back")))
    pdf = drawn(both, Calibration("T", offset_x=9.0, back_offset_x=-2.0), name="H", b="H")

    assert ink(pdf, 0).left == pytest.approx(49.0, abs=0.3)
    assert ink(pdf, 1).left == pytest.approx(38.0, abs=0.3)


def test_a_paper_of_another_size_makes_a_page_of_that_size():
    import pypdfium2

    layout = stock.layout_by_code("C6-16K")
    opened = pypdfium2.PdfDocument(drawn(layout, **_values(layout)))
    width, height = opened[0].get_size()
    opened.close()

    assert (width * MM, height * MM) == pytest.approx((260.0, 185.0), abs=0.05)


def _values(layout: Stock) -> dict[str, str]:
    return {field.name: "1" for field in layout.fields}


# ---- measuring ----


@pytest.mark.parametrize(
    ("left", "top", "stretch"), [(10.0, 10.0, 1.0), (12.3, 8.6, 1.0), (9.1, 11.8, 1.012)]
)
def test_what_was_measured_is_undone(left, top, stretch):
    """A printer that sends x to a + stretch * x prints the corrected place where it belongs."""
    right = left + stretch * 190.0 if stretch != 1.0 else 0.0
    x, y, scale = correction(PAPER, Measured(left, top, right))
    sent = stock.corrected(PLACE, Calibration("T", offset_x=x, offset_y=y, scale=scale))

    printed_left = (left - stretch * 10) + stretch * sent.left
    printed_line = (top - stretch * 10) + stretch * sent.line

    assert (printed_left, printed_line) == pytest.approx((40.0, 80.0), abs=0.11)


def test_a_slip_of_the_ruler_is_refused():
    with pytest.raises(UserError, match="右上角十字"):
        correction(PAPER, Measured(10, 10, 150))


@pytest.mark.parametrize("layout", stock.layouts(), ids=lambda layout: layout.code)
def test_the_calibration_page_shows_every_field_inside_the_paper(layout):
    pdf = render(calibration_document(layout))

    assert outside(pdf, Box(0, 0, layout.width, layout.height)) == []
    assert "实际大小" in text_of(pdf)
    assert all(field.left + field.width <= layout.width for field in layout.fields)


def test_the_proof_page_is_moved_by_the_calibration():
    plain = ink(render(calibration_document(PAPER)))
    moved = ink(render(calibration_document(PAPER, Calibration("T", offset_x=1.5))))

    assert moved.left - plain.left == pytest.approx(1.5, abs=0.02)


# ---- papers ----


def test_every_shipped_layout_is_of_a_paper_that_fills_all_its_fields(sample):
    for layout in stock.layouts():
        printable = printable_by_code(layout.paper)
        record = next(
            r for r in printable.entity.active() if not printable.missing(r, printable.wishes(r))
        )
        facts = printable.snapshot(record, {"stock": f"{layout.code}|"})
        pdf = render(printable.layout(facts))
        assert record.passport_name.split()[0] in text_of(pdf)
        assert crossed(pdf) == []


def test_a_batch_on_a_layout_that_nobody_measured_is_refused(sample):
    printable, records = admission()

    with pytest.raises(UserError, match="还没有校准，不能一次套打多份"):
        issue.issue_many(printable, records[:2], {"stock": "C2-A4|"})
    with pytest.raises(UserError, match="还没有校准"):
        issue.preview_many(printable, records[:2], {"stock": "C2-A4|"})


def test_one_paper_may_be_tried_on_it_and_a_batch_on_blank_paper_is_free(sample):
    printable, records = admission()

    assert issue.preview_many(printable, records[:1], {"stock": "C2-A4|"})
    assert issue.preview_many(printable, records[:2])


def test_once_measured_a_batch_is_free_and_the_measures_stand_in_the_snapshot(sample):
    printable, records = admission()
    kept = stock_layouts.keep(
        Calibration("C2-A4", "窗口打印机", offset_x=1.2, moves={"name": [0.5, 0, 0]}),
        on=date(2026, 11, 20),
    )
    try:
        answer = next(
            value for value, words in stock.stock_option("C2").choices if "窗口打印机" in words
        )
        assert issue.preview_many(printable, records[:2], {"stock": answer})
        facts = printable.snapshot(records[0], {"stock": answer})
        assert facts["stock"]["offset_x"] == 1.2
        assert facts["stock"]["moves"] == {"name": [0.5, 0.0, 0.0]}
        assert facts["stock"]["calibrated_on"] == "2026-11-20"
    finally:
        from models import store

        store.retire(kept)


@pytest.mark.parametrize(
    "wrong", [Calibration("T", offset_x=200.0), Calibration("T", scale=150.0),
              Calibration("T", moves={"name": [0.0, 999.0, 0.0]})],
)
def test_slips_of_typing_are_refused(wrong, sample):
    with pytest.raises(UserError):
        stock_layouts.keep(wrong)


def test_pre_printed_paper_leaves_the_printer_at_its_own_size(tmp_path, qapp):
    import pypdfium2
    from PySide6.QtPrintSupport import QPrinter

    from gui.paper import printing

    layout = stock.layout_by_code("C6-16K")
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "纸.pdf"))
    printer.setResolution(100)

    assert printing.print_pdf(drawn(layout, **_values(layout)), printer) == 1

    opened = pypdfium2.PdfDocument(tmp_path / "纸.pdf")
    width, height = opened[0].get_size()
    opened.close()
    assert (width * MM, height * MM) == pytest.approx((260.0, 185.0), abs=0.5)
