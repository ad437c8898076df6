"""Arithmetic as spreadsheets do it: signs, comparisons, rounding, and the criteria of SUMIF."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from decimal import ROUND_DOWN, ROUND_HALF_UP, ROUND_UP, Decimal, InvalidOperation
from typing import Any

Result = float | str | bool | None


class CellError(Exception):
    """The result is an error value such as #DIV/0!."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


Item = Result | CellError
"""What stands in one cell of a range: an error only counts when it is used."""


def plain(item: Item) -> Result:
    """The item as a value; raises the error that it is."""
    if isinstance(item, CellError):
        raise item
    return item


def number(value: Result) -> float:
    """A value where a number is wanted: blank is 0, text is read as a number or is #VALUE!."""
    if value is None:
        return 0.0
    if isinstance(value, str):
        words, divisor = value.strip().replace(",", ""), 1
        if words.endswith("%"):
            words, divisor = words[:-1], 100
        if not re.fullmatch(r"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?", words):
            raise CellError("#VALUE!")
        return float(words) / divisor
    return float(value)


def truth(value: Result) -> bool:
    """A value where yes or no is wanted."""
    if isinstance(value, str):
        if value.upper() in ("TRUE", "FALSE"):
            return value.upper() == "TRUE"
        raise CellError("#VALUE!")
    return bool(value)


def words(value: Result) -> str:
    """A value joined to text."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    return value if isinstance(value, str) else f"{value:.15g}"


def is_number(item: Item) -> bool:
    """Whether a cell counts as a number in a range (truth values do not)."""
    return isinstance(item, float) and not isinstance(item, bool)


_SIGNS: dict[str, Callable[[float, float], Any]] = {
    "+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv,
    "^": operator.pow,
}


def operate(sign: str, values: list[Result]) -> Result:
    """One operator on one or two values."""
    if sign == "&":
        return words(values[0]) + words(values[1])
    if sign in ("=", "<>", "<", ">", "<=", ">="):
        return compare(sign, *values)
    if sign == "unary+":
        return values[0]
    numbers = [number(v) for v in values]
    if sign == "unary-":
        return -numbers[0]
    if sign == "%":
        return numbers[0] / 100
    one, two = numbers
    if sign == "/" and two == 0:
        raise CellError("#DIV/0!")
    try:
        result = _SIGNS[sign](one, two)
    except (OverflowError, ZeroDivisionError):
        raise CellError("#NUM!") from None
    if isinstance(result, complex):
        raise CellError("#NUM!")
    if sign in "+-" and result and abs(result) < 1e-15 * max(abs(one), abs(two)):
        return 0.0  # 0.1+0.2-0.3 shows 0 in the sheet
    return float(result)


def compare(sign: str, one: Result, two: Result) -> bool:
    """Numbers before text before truth values, text without regard to case; a blank is 0 or ""."""

    def rank(value: Result, other: Result) -> tuple[int, float, str]:
        if value is None:
            value = "" if isinstance(other, str) else False if isinstance(other, bool) else 0.0
        if isinstance(value, bool):
            return 2, float(value), ""
        if isinstance(value, str):
            return 1, 0.0, value.casefold()
        # Fifteen digits, so that 0.1+0.2=0.3 is true as in the sheet.
        return 0, float(f"{value:.15g}"), ""

    a, b = rank(one, two), rank(two, one)
    return {"=": a == b, "<>": a != b, "<": a < b, ">": a > b, "<=": a <= b, ">=": a >= b}[sign]


def rounded(value: float, digits: float, name: str) -> float:
    """ROUND, ROUNDUP or ROUNDDOWN; through the shortest decimal, so that 2.675 rounds as shown."""
    mode = {"ROUND": ROUND_HALF_UP, "ROUNDUP": ROUND_UP, "ROUNDDOWN": ROUND_DOWN}[name]
    try:
        step = Decimal(1).scaleb(-int(digits))
        return float(Decimal(f"{value:.15g}").quantize(step, rounding=mode))
    except (InvalidOperation, OverflowError, ValueError):
        raise CellError("#NUM!") from None


def criterion(wanted: Result) -> Callable[[Item], bool]:
    """What SUMIF and COUNTIF look for: 5, ">=5", "日本", "日*", "<>" …"""
    if isinstance(wanted, bool):
        return lambda item: item is wanted
    if not isinstance(wanted, str):
        sought = float(wanted or 0.0)
        return lambda item: _as_number(item) == sought
    found = re.match(r"(<=|>=|<>|<|>|=)?(.*)", wanted, re.DOTALL)
    assert found is not None
    sign, rest = found[1] or "", found[2]
    if not rest:
        if sign == "<>":
            return lambda item: item is not None
        if sign == "=":
            return lambda item: item is None
        return (lambda item: item in (None, "")) if not sign else (lambda _: False)
    as_number = _as_number(rest)
    if as_number is not None:
        return _numeric(sign or "=", as_number)
    if sign in ("", "=", "<>"):
        pattern = _pattern(rest)
        wants = sign != "<>"
        return lambda item: (isinstance(item, str) and bool(pattern.fullmatch(item))) == wants
    return lambda item: isinstance(item, str) and compare(sign, item, rest)


def _numeric(sign: str, wanted: float) -> Callable[[Item], bool]:
    if sign == "=":
        return lambda item: _as_number(item) == wanted
    if sign == "<>":
        return lambda item: _as_number(item) != wanted
    return lambda item: is_number(item) and compare(sign, plain(item), wanted)


def _as_number(item: Item) -> float | None:
    """A number, or a text that reads as one; None otherwise."""
    if isinstance(item, bool | CellError) or item is None:
        return None
    if isinstance(item, str) and not item.strip():
        return None
    try:
        return number(item)
    except CellError:
        return None


def _pattern(text: str) -> re.Pattern[str]:
    """Wildcards: * any words, ? one letter, ~ before one that is meant itself."""
    made, at = "", 0
    while at < len(text):
        if text[at] == "~" and at + 1 < len(text) and text[at + 1] in "*?~":
            at += 1
            made += re.escape(text[at])
        else:
            made += {"*": ".*", "?": "."}.get(text[at], re.escape(text[at]))
        at += 1
    return re.compile(made, re.IGNORECASE | re.DOTALL)
