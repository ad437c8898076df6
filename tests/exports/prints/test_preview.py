"""The preview shows the very file that is saved and printed."""

from __future__ import annotations

import pytest

from exports.prints.base import render
from exports.prints.preview import Preview, page_count
from models.errors import Unreadable
from tests.exports.prints.invented import approval_form, certificate, student_list


def test_the_preview_counts_the_pages():
    assert page_count(render(approval_form())) == 2


def test_a_page_picture_has_the_size_of_the_paper():
    with Preview(render(certificate())) as preview:
        picture = preview.picture(0, dpi=100)

    assert (picture.width, picture.height) == pytest.approx((827, 1170), abs=1)
    assert len(picture.pixels) == picture.stride * picture.height


def test_a_landscape_page_is_wider_than_high():
    with Preview(render(student_list(3))) as preview:
        size = preview.size(0)

    assert (size.width, size.height) == pytest.approx((297, 210), abs=0.1)


def test_the_picture_shows_black_text_on_white_paper():
    with Preview(render(certificate())) as preview:
        pixels = preview.picture(0, dpi=60).pixels

    blues = pixels[0::4]
    assert blues.count(255) > 0.8 * len(blues)
    assert min(blues) < 60


def test_a_broken_file_is_refused_in_words():
    with pytest.raises(Unreadable, match="无法预览"):
        Preview(b"%PDF-1.7 broken")


def test_a_page_beyond_the_last_is_an_error():
    with Preview(render(certificate())) as preview, pytest.raises(IndexError):
        preview.picture(1)
