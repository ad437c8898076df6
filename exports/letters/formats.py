"""In which way a value is written: 《费用（大写）》, 《今天（英文）》, 《出生日期（年月）》."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from exports.amounts import amount_in_capitals
from exports.prints.printable import day_english
from exports.wording import weekday_chinese
from models import partial_date
from models.errors import UserError
from models.fields import Choice, Coded, Date, Kind, Link, Money, Number
from models.partial_date import OPEN_ENDED, Day, PartialDate

_DIGITS = "〇一二三四五六七八九"
_CAPITALS = dict(zip("一二三四五六七八九十百千零", "壹贰叁肆伍陆柒捌玖拾佰仟零", strict=True))
_MOST = 10 ** 12
_ENGLISH_WORDS = {
    "男": "Male", "女": "Female", "先生": "Mr.", "女士": "Ms.", "博士": "Doctor",
    "硕士": "Master", "本科": "Bachelor", "专科": "Associate",
}


def plain(kind: Kind, value: Any) -> str:
    """The usual way in a letter: dates as 2026年9月1日, everything else as lists show it."""
    return _chinese(value) if isinstance(kind, Date) else kind.show(value)


def ways_of(kind: Kind) -> tuple[str, ...]:
    """The names of the other ways in which values of a kind can be written."""
    return tuple(_WAYS[_sort(kind)])


def written(kind: Kind, value: Any, way: str) -> str:
    """A value in a way of `ways_of`, or the usual one for a blank way.

    UserError where this value cannot be written so (an amount below zero in capitals).
    LookupError for a way that the kind does not have.
    """
    if not way:
        return plain(kind, value)
    return _WAYS[_sort(kind)][way](kind, value)


def number_chinese(number: int) -> str:
    """12 → 十二, 105 → 一百零五, 10000 → 一万. UserError below zero and above 10¹²."""
    if not 0 <= number < _MOST:
        raise UserError(f"数字 {number:,} 太大或是负数，不能写成汉字。", "请在模板里去掉“大写”。")
    if number == 0:
        return "零"
    words = ""
    for name, unit in (("亿", 10 ** 8), ("万", 10 ** 4), ("", 1)):
        group = number // unit % (10 ** 4)
        if group:
            gap = "零" if words and group < 1000 else ""
            words += gap + _group(group) + name
    return words[1:] if words.startswith("一十") else words


def number_capital(number: int) -> str:
    """12 → 壹拾贰."""
    words = number_chinese(number)
    words = f"一{words}" if words.startswith("十") else words
    return "".join(_CAPITALS.get(sign, sign) for sign in words)


def day_capital(day: Day) -> str:
    """二〇二六年十一月二十一日, as far as the day is known; 长期 for an open end."""
    if day == OPEN_ENDED:
        return "长期"
    words = "".join(_DIGITS[int(digit)] for digit in f"{day.year:04}") + "年"
    if day.month:
        words += f"{number_chinese(day.month)}月"
    return words if isinstance(day, PartialDate) else f"{words}{number_chinese(day.day)}日"


def _group(number: int) -> str:
    """One to 9999, with its inner zeros."""
    words, skipped = "", False
    for name, unit in (("千", 1000), ("百", 100), ("十", 10), ("", 1)):
        digit = number // unit % 10
        if digit == 0:
            skipped = bool(words)
            continue
        words += ("零" if skipped else "") + _DIGITS[digit] + name
        skipped = False
    return words


def _chinese(value: Any) -> str:
    return partial_date.chinese(value) if isinstance(value, date | PartialDate) else str(value)


def _part(value: Any, name: str) -> str:
    part = getattr(value, name, None)
    return "" if part is None or value == OPEN_ENDED else str(part)


def _month(_: Kind, value: Any) -> str:
    if value == OPEN_ENDED or value.month is None:
        return _chinese(value)
    return f"{value.year}年{value.month}月"


def _day_english(_: Kind, value: Any) -> str:
    return "long-term" if value == OPEN_ENDED else day_english(value)


def _weekday(_: Kind, value: Any) -> str:
    return weekday_chinese(value) if isinstance(value, date) and value != OPEN_ENDED else ""


def _amount(_: Kind, value: Any) -> str:
    return amount_in_capitals(Decimal(value))


def _whole(value: Any) -> int:
    if value != int(value):
        raise UserError(f"{value} 不是整数，不能写成汉字。", "请在模板里去掉“大写”。")
    return int(value)


def _country_english(kind: Kind, value: Any) -> str:
    assert isinstance(kind, Coded)
    return kind.codes.fact(value, "name_en") or kind.show(value)


def _sort(kind: Kind) -> str:
    for sort, kinds in (
        ("date", Date), ("money", Money), ("number", Number), ("coded", Coded), ("choice", Choice),
        ("link", Link),
    ):
        if isinstance(kind, kinds):
            return sort
    return "text"


_Way = Callable[[Kind, Any], str]
_WAYS: dict[str, dict[str, _Way]] = {
    "date": {
        "英文": _day_english, "大写": lambda _, v: day_capital(v), "年月": _month,
        "数字": lambda k, v: k.show(v), "年": lambda _, v: _part(v, "year"),
        "月": lambda _, v: _part(v, "month"), "日": lambda _, v: _part(v, "day"),
        "星期": _weekday,
    },
    "money": {"大写": _amount, "数字": lambda _, v: f"{v:f}".removesuffix(".00")},
    "number": {
        "大写": lambda _, v: number_capital(_whole(v)),
        "汉字": lambda _, v: number_chinese(_whole(v)),
    },
    "coded": {"英文": _country_english},
    "choice": {"英文": lambda k, v: _ENGLISH_WORDS.get(k.show(v), k.show(v))},
    "link": {}, "text": {},
}

WAYS = tuple(dict.fromkeys(way for ways in _WAYS.values() for way in ways))
"""All names of ways."""
