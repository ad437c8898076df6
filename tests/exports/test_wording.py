"""Dates in two languages and masked numbers."""

from __future__ import annotations

from datetime import date

import pytest

from exports import wording

FIRST, LAST = date(2025, 9, 1), date(2026, 1, 15)


def test_dates_have_no_leading_zeros():
    assert wording.date_chinese(FIRST) == "2025年9月1日"
    assert wording.date_english(FIRST) == "1 September 2025"


def test_a_period_says_both_days():
    assert wording.period_chinese(FIRST, LAST) == "2025年9月1日至2026年1月15日"
    assert wording.period_english(FIRST, LAST) == "from 1 September 2025 to 15 January 2026"


def test_a_period_within_one_year_says_the_year_once_in_chinese():
    assert wording.period_chinese(FIRST, date(2025, 9, 8)) == "2025年9月1日至9月8日"


def test_a_period_of_one_day_is_that_day():
    assert wording.period_chinese(FIRST, FIRST) == "2025年9月1日"
    assert wording.period_english(FIRST, FIRST) == "on 1 September 2025"


def test_the_day_of_the_week_is_right():
    assert wording.weekday_chinese(FIRST) == "星期一"
    assert wording.weekday_chinese(date(2025, 9, 7)) == "星期日"


@pytest.mark.parametrize(
    ("mask", "number", "shown"),
    [
        (wording.mask_passport, "AB1234534", "AB****34"),
        (wording.mask_identity, "110101199003075678", "11****5678"),
        (wording.mask_phone, "13800138012", "138****12"),
        (wording.mask_passport, "", ""),
        (wording.mask_passport, "AB34", "****"),
        (wording.mask_phone, "12345", "****"),
        (wording.mask_identity, "1234567", "****"),
    ],
)
def test_masks_hide_the_middle_and_short_numbers_altogether(mask, number, shown):
    assert mask(number) == shown
