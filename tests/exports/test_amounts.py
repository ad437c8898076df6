"""大写金额: what the bank accepts."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from exports.amounts import amount_in_capitals
from models.errors import UserError

WRITTEN = {
    "0": "零元整",
    "0.05": "伍分",
    "0.50": "伍角整",
    "0.55": "伍角伍分",
    "1": "壹元整",
    "10": "壹拾元整",
    "101": "壹佰零壹元整",
    "1000.50": "壹仟元零伍角整",
    "1680.32": "壹仟陆佰捌拾元零叁角贰分",
    "1409.50": "壹仟肆佰零玖元伍角整",
    "6007.14": "陆仟零柒元壹角肆分",
    "10010": "壹万零壹拾元整",
    "16409.02": "壹万陆仟肆佰零玖元零贰分",
    "40311.60": "肆万零叁佰壹拾壹元陆角整",
    "100000": "壹拾万元整",
    "100200.03": "壹拾万零贰佰元零叁分",
    "325.04": "叁佰贰拾伍元零肆分",
    "10000000": "壹仟万元整",
    "100000000.01": "壹亿元零壹分",
    "100010001": "壹亿零壹万零壹元整",
    "100000010": "壹亿零壹拾元整",
    "999999999999.99": "玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分",
}


@pytest.mark.parametrize(("figures", "capitals"), WRITTEN.items())
def test_amounts_are_written_as_on_a_voucher(figures, capitals):
    assert amount_in_capitals(Decimal(figures)) == capitals


def test_half_a_cent_is_rounded_up():
    assert amount_in_capitals(Decimal("7311.605")) == "柒仟叁佰壹拾壹元陆角壹分"


@pytest.mark.parametrize("figures", ["-0.01", "-100", "NaN", "Infinity", "1000000000000"])
def test_what_cannot_be_written_is_refused_in_words(figures):
    with pytest.raises(UserError, match="无法写成大写"):
        amount_in_capitals(Decimal(figures))


def read(capitals: str) -> Decimal:
    """The amount a reader takes from the capitals: an independent way back."""
    digits = {name: value for value, name in enumerate("零壹贰叁肆伍陆柒捌玖")}
    units = {"拾": 10, "佰": 100, "仟": 1000}
    total = group = digit = 0
    cents = 0
    for name in capitals:
        if name in digits:
            digit = digits[name]
        elif name in units:
            group, digit = group + digit * units[name], 0
        elif name in "万亿":
            total += (group + digit) * (10_000 if name == "万" else 100_000_000)
            group = digit = 0
        elif name == "元":
            total, group, digit = total + group + digit, 0, 0
        elif name in "角分":
            cents, digit = cents + digit * (10 if name == "角" else 1), 0
    return Decimal(total) + Decimal(cents) / 100


@given(some.integers(0, 99_999_999_999_999))
def test_every_amount_is_read_back_as_it_was(cents):
    amount = Decimal(cents) / 100

    assert read(amount_in_capitals(amount)) == amount


@given(some.integers(0, 99_999_999_999_999))
def test_no_two_zeros_stand_side_by_side(cents):
    assert "零零" not in amount_in_capitals(Decimal(cents) / 100)
