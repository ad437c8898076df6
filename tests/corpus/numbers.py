"""Numbers as the texts ask for them: {出访.批 - 出访.批@上|zh} worked out and written down."""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal

from tests.corpus.truth import Truth

_KEY = re.compile(r"([\u4e00-\u9fff]+\.[\u4e00-\u9fff]+)(?:@(上?)([hq]\d)?)?")
_OPERATORS: dict[type[ast.operator], Callable[[Decimal, Decimal], Decimal]] = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
_DIGITS = "〇一二三四五六七八九"


def written(asked: str, truth: Truth, year: int) -> str:
    """What stands in the text for the words between a pair of braces."""
    words, _, shape = asked.partition("|")
    if words.startswith("*"):
        return _listed(words[1:], shape, truth, year)
    value = worked_out(words, truth, year)
    return _SHAPES[shape](value)


def worked_out(words: str, truth: Truth, year: int) -> Decimal:
    """The value of a sum of keys and numbers; 年 is the report's year, @上 the year before."""
    known: dict[str, Decimal] = {"x年": Decimal(year)}

    def named(match: re.Match[str]) -> str:
        key, before, part = match.groups()
        name = f"x{len(known)}"
        known[name] = Decimal(truth.number(key, year - bool(before), part or ""))
        return name

    text = _KEY.sub(named, words).replace("年", "x年")
    return _value(ast.parse(text, mode="eval").body, known)


def _value(node: ast.expr, known: dict[str, Decimal]) -> Decimal:
    if isinstance(node, ast.BinOp):
        return _OPERATORS[type(node.op)](_value(node.left, known), _value(node.right, known))
    if isinstance(node, ast.Name):
        return known[node.id]
    if isinstance(node, ast.Constant):
        return Decimal(str(node.value))
    raise ValueError(ast.dump(node))


def _listed(key: str, shape: str, truth: Truth, year: int) -> str:
    """The names with 、 between; repeat: the first again instead of the last; drop: one fewer."""
    match = _KEY.fullmatch(key)
    if match is None:
        raise ValueError(key)
    names = truth.names(match[1], year - bool(match[2]), match[3] or "")
    if shape == "repeat":
        names = [*names[:-1], names[0]]
    elif shape == "drop":
        names = names[:-1]
    return "、".join(names)


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"


def _rounded(value: Decimal, places: str) -> str:
    return f"{value.quantize(Decimal(places), ROUND_HALF_UP):f}"


def chinese(value: Decimal) -> str:
    """The numeral as it is counted with: 两, 十, 二十七; 0 to 99."""
    number = int(value)
    if number == 2:
        return "两"
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else _DIGITS[tens] + "十"
    return head + (_DIGITS[ones] if ones else "") or "零"


_FULL_WIDTH = str.maketrans("0123456789.", "０１２３４５６７８９．")
_SHAPES: dict[str, Callable[[Decimal], str]] = {
    "": _plain,
    "zh": chinese,
    "digits": lambda value: "".join(_DIGITS[int(sign)] for sign in _plain(value)),
    "full": lambda value: _plain(value).translate(_FULL_WIDTH),
    "wan2": lambda value: _rounded(value / 10000, "0.01"),
    "wan1": lambda value: _rounded(value / 10000, "0.1"),
    "dec1": lambda value: _rounded(value, "0.1"),
    "dec0": lambda value: _rounded(value, "1"),
}
