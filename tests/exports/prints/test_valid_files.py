"""Every paper is a valid PDF by another program's reading, without one warning."""

from __future__ import annotations

import io
import warnings

import pikepdf
import pytest

from exports.prints.base import Document, Page, Paragraph, render
from exports.prints.registry import PRINTABLES
from models import database, sample_college


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    """The sample college, for reading only."""
    keeper = database.open_folder(tmp_path_factory.mktemp("sample") / "data")
    sample_college.create()
    yield keeper
    keeper.close(backup=False)


def faults(pdf: bytes) -> list[str]:
    """What pikepdf (qpdf) finds wrong with a file: its structure, and every stream decoded."""
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        try:
            with pikepdf.open(io.BytesIO(pdf), suppress_warnings=False) as opened:
                found = [*opened.check_pdf_syntax(), *opened.get_warnings()]
        except pikepdf.PdfError as error:
            found = [error]
    return [str(each) for each in (*found, *(warning.message for warning in warned))]


def plain_paper() -> bytes:
    page = Page((Paragraph("兹证明某某是我校学生。"),))
    return render(Document("证明", "示例职业技术学院", (page,)))


@pytest.mark.parametrize("printable", PRINTABLES, ids=lambda p: p.code)
def test_another_program_finds_nothing_wrong_with_the_file(printable, sample):
    record = next(
        r for r in printable.entity.active() if not printable.missing(r, printable.wishes(r))
    )

    assert faults(render(printable.layout(printable.snapshot(record)))) == []


def test_a_stream_of_the_wrong_length_is_found():
    whole = plain_paper()
    at = whole.index(b"/Length ") + len(b"/Length ")

    assert faults(whole) == []
    assert faults(whole[:at] + (b"1" if whole[at:at + 1] == b"2" else b"2") + whole[at + 1:])


def test_a_file_that_ends_too_early_is_found():
    assert faults(plain_paper()[:-700])


def test_a_stream_that_cannot_be_unpacked_is_found():
    whole = plain_paper()
    at = whole.index(b"stream\n") + 20

    assert faults(whole[:at] + bytes(40) + whole[at + 40:])
