"""Amounts of money in the capitals used on vouchers (大写金额)."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from models.errors import UserError

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("仟", "佰", "拾", "")
_GROUPS = ("亿", "万", "")
_MOST = Decimal("999999999999.99")


def amount_in_capitals(amount: Decimal) -> str:
    """40311.60 → 肆万零叁佰壹拾壹元陆角整; 0 → 零元整; rounded to the cent.

    Follows the usual rules for bills: several zeros in a row are one 零, zeros at the end of a
    group of four are silent, 整 closes amounts that end at 元 or 角.
    Raises UserError for amounts below zero, of more than twelve digits, or that are no number.
    """
    if not amount.is_finite():
        raise UserError("金额不是有效的数字，无法写成大写。", "请重新填写金额。")
    if amount < 0:
        raise UserError(
            f"金额 {amount:,.2f} 是负数，无法写成大写。", "请按正数填写，退款在摘要中说明。"
        )
    rounded = amount.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP) if amount <= _MOST else None
    if rounded is None or rounded > _MOST:
        raise UserError("金额超过十二位，无法写成大写。", "请核对金额和单位。")
    cents = int(rounded * 100)
    yuan, jiao, fen = cents // 100, cents // 10 % 10, cents % 10
    if not cents:
        return "零元整"
    whole = f"{_whole_in_capitals(yuan)}元" if yuan else ""
    if not jiao and not fen:
        return whole + "整"
    gap = "零" if yuan and (not jiao or yuan % 10 == 0) else ""
    tenth = f"{_DIGITS[jiao]}角" if jiao else ""
    return whole + gap + tenth + (f"{_DIGITS[fen]}分" if fen else "整")


def _whole_in_capitals(number: int) -> str:
    written = ""
    skipped = False
    for index, name in enumerate(_GROUPS):
        group = number // 10_000 ** (len(_GROUPS) - 1 - index) % 10_000
        if not group:
            skipped = True
            continue
        zero = "零" if written and (skipped or group < 1000) else ""
        written += zero + _group_in_capitals(group) + name
        skipped = False
    return written


def _group_in_capitals(group: int) -> str:
    written = ""
    skipped = False
    for place, digit in zip(_PLACES, f"{group:04}", strict=True):
        if digit == "0":
            skipped = True
            continue
        zero = "零" if written and skipped else ""
        written += zero + _DIGITS[int(digit)] + place
        skipped = False
    return written
