"""The worksheet functions that authorities' forms use, on values handed over by the recalculation.

What is missing here raises Unsupported: the spreadsheet program computes it on opening.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import chain, zip_longest
from math import floor, fsum
from typing import Protocol

from exports.template_arithmetic import (
    CellError,
    Item,
    Result,
    compare,
    criterion,
    is_number,
    number,
    operate,
    plain,
    rounded,
    truth,
    words,
)
from exports.template_formulas import Node, Reference, Unsupported

Grid = list[list[Item]]
"""Rows of cells."""


class Reader(Protocol):
    """What a function may ask the recalculation."""

    def value(self, node: Node) -> Result:
        """One value; raises CellError or Unsupported."""

    def grid(self, reference: Reference, like: Reference | None = None) -> Grid:
        """The cells of a range as far as the sheets are used; `like` gives another its shape."""

    def is_plain(self, reference: Reference) -> bool:
        """Whether nothing in a range is hidden or a subtotal of its own."""


def call(name: str, parts: Sequence[Node], read: Reader) -> Result:
    """The function's result. Raises CellError for an error value, Unsupported for others."""
    if name in _LAZY:
        return _LAZY[name](parts, read)
    if name in _OF_LISTS:
        return _OF_LISTS[name](_numbers(parts, read))
    if name in _CONDITIONAL:
        return _conditional(name, parts, read)
    if name in _SCALAR:
        least, most, work = _SCALAR[name]
        if not least <= len(parts) <= most:
            raise Unsupported(name)
        return work(*(read.value(part) for part in parts))
    raise Unsupported(name)


def _numbers(parts: Sequence[Node], read: Reader) -> list[float]:
    """Numbers of the arguments; text and blanks inside a range are passed over."""
    found: list[float] = []
    for part in parts:
        if isinstance(part.value, Reference):
            values = [plain(item) for row in read.grid(part.value) for item in row]
            found += [number(v) for v in values if is_number(v)]
        else:
            found.append(number(read.value(part)))
    return found


def _items(parts: Sequence[Node], read: Reader) -> list[Item]:
    """Everything in the arguments, errors as they stand."""
    found: list[Item] = []
    for part in parts:
        if isinstance(part.value, Reference):
            found += chain.from_iterable(read.grid(part.value))
        else:
            found.append(_tried(part, read))
    return found


def _tried(part: Node, read: Reader) -> Item:
    try:
        return read.value(part)
    except CellError as error:
        return error


# ---- functions that decide themselves what of their arguments is looked at ----


def _if(parts: Sequence[Node], read: Reader) -> Result:
    if not 2 <= len(parts) <= 3:
        raise Unsupported("IF")
    if truth(read.value(parts[0])):
        return read.value(parts[1])
    return read.value(parts[2]) if len(parts) == 3 else False


def _ifs(parts: Sequence[Node], read: Reader) -> Result:
    for condition, result in zip(parts[::2], parts[1::2], strict=False):
        if truth(read.value(condition)):
            return read.value(result)
    raise CellError("#N/A")


def _if_error(parts: Sequence[Node], read: Reader) -> Result:
    first = _tried(parts[0], read)
    return read.value(parts[1]) if isinstance(first, CellError) else first


def _if_na(parts: Sequence[Node], read: Reader) -> Result:
    first = _tried(parts[0], read)
    if isinstance(first, CellError) and first.code == "#N/A":
        return read.value(parts[1])
    return plain(first)


def _truths(parts: Sequence[Node], read: Reader) -> list[bool]:
    found = []
    for part in parts:
        if isinstance(part.value, Reference):
            values = [plain(item) for row in read.grid(part.value) for item in row]
            found += [bool(v) for v in values if v is not None and not isinstance(v, str)]
        else:
            found.append(truth(read.value(part)))
    if not found:
        raise CellError("#VALUE!")
    return found


def _sum_product(parts: Sequence[Node], read: Reader) -> float:
    """Arrays multiplied cell by cell: SUMPRODUCT(a,b), SUMPRODUCT((a="日本")*b), --(a>0) …"""
    likes = [part.value for part in parts if isinstance(part.value, Reference)]
    grids = [_array(part, read, likes[0] if likes else None) for part in parts]
    shape = {(len(g), len(g[0]) if g else 0) for g in grids}
    if len(shape) != 1:
        raise CellError("#VALUE!")
    total = []
    for cells in zip(*(chain.from_iterable(g) for g in grids), strict=True):
        product = 1.0
        for cell in cells:
            value = plain(cell)
            product *= number(value) if is_number(value) else 0.0
        total.append(product)
    return fsum(total)


def _array(node: Node, read: Reader, like: Reference | None) -> Grid:
    if isinstance(node.value, Reference):
        return read.grid(node.value, like)
    if node.kind == "op":
        grids = [_array(part, read, like) for part in node.parts]
        return _each(lambda *values: operate(str(node.value), list(values)), grids)
    if node.kind == "call" and node.value in ("N", "ABS", "ROUND", "INT", "ISNUMBER", "NOT"):
        least, most, work = _SCALAR[str(node.value)]
        if not least <= len(node.parts) <= most:
            raise Unsupported(str(node.value))
        return _each(work, [_array(part, read, like) for part in node.parts])
    if node.kind == "call" and any(isinstance(p.value, Reference) for p in node.parts) and (
        node.value in ("IF", "IFERROR")
    ):
        raise Unsupported("an array inside a choice")
    return [[_tried(node, read)]]


def _each(work: Callable[..., Result], grids: list[Grid]) -> Grid:
    """One result for each cell; a single value, row or column is repeated as far as needed."""
    rows = max(len(g) for g in grids)
    columns = max(len(g[0]) for g in grids)
    for grid in grids:
        if len(grid) not in (1, rows) or len(grid[0]) not in (1, columns):
            raise CellError("#N/A")

    def cell(row: int, column: int) -> Item:
        chosen = [g[row if len(g) > 1 else 0][column if len(g[0]) > 1 else 0] for g in grids]
        try:
            return work(*(plain(item) for item in chosen))
        except CellError as error:
            return error

    return [[cell(row, column) for column in range(columns)] for row in range(rows)]


def _subtotal(parts: Sequence[Node], read: Reader) -> Result:
    """Without hidden rows and other subtotals nothing is left out; with them it is not ours."""
    ranges = [part.value for part in parts[1:]]
    if not all(isinstance(r, Reference) and read.is_plain(r) for r in ranges):
        raise Unsupported("SUBTOTAL")
    kinds = {1: "AVERAGE", 2: "COUNT", 3: "COUNTA", 4: "MAX", 5: "MIN", 6: "PRODUCT", 9: "SUM"}
    kind = kinds.get(int(number(read.value(parts[0]))))
    if kind is None:
        raise Unsupported("SUBTOTAL")
    return call(kind, parts[1:], read)


def _lookup(parts: Sequence[Node], read: Reader) -> Result:
    """VLOOKUP for an exact match; a sorted search is not ours."""
    if len(parts) != 4 or not isinstance(parts[1].value, Reference):
        raise Unsupported("VLOOKUP")
    if truth(read.value(parts[3])):
        raise Unsupported("VLOOKUP")
    wanted, grid = read.value(parts[0]), read.grid(parts[1].value)
    column = int(number(read.value(parts[2]))) - 1
    if column < 0:
        raise CellError("#VALUE!")
    matches = criterion(wanted) if isinstance(wanted, str) else None
    for row in grid:
        first = row[0]
        if isinstance(first, CellError) or first is None:
            continue
        if matches(first) if matches else is_number(first) and compare("=", first, wanted):
            if column >= len(row):
                raise CellError("#REF!")
            return plain(row[column])
    raise CellError("#N/A")


def _match(parts: Sequence[Node], read: Reader) -> float:
    if len(parts) != 3 or not isinstance(parts[1].value, Reference):
        raise Unsupported("MATCH")
    if number(read.value(parts[2])) != 0:
        raise Unsupported("MATCH")
    wanted = read.value(parts[0])
    matches = criterion(wanted)
    items = list(chain.from_iterable(read.grid(parts[1].value)))
    for at, item in enumerate(items, start=1):
        if item is not None and isinstance(item, str) == isinstance(wanted, str) and matches(item):
            return float(at)
    raise CellError("#N/A")


def _index(parts: Sequence[Node], read: Reader) -> Result:
    if not 2 <= len(parts) <= 3 or not isinstance(parts[0].value, Reference):
        raise Unsupported("INDEX")
    area, numbers = parts[0].value.area, [int(number(read.value(p))) for p in parts[1:]]
    grid = read.grid(parts[0].value)
    if len(numbers) == 1:
        numbers = [1, numbers[0]] if area.top == area.bottom else [numbers[0], 1]
    row, column = numbers
    if row < 1 or column < 1:
        raise Unsupported("INDEX of a whole row")
    if row > area.bottom - area.top + 1 or column > area.right - area.left + 1:
        raise CellError("#REF!")
    inside = row <= len(grid) and grid and column <= len(grid[0])
    return plain(grid[row - 1][column - 1]) if inside else None


def _rank(parts: Sequence[Node], read: Reader) -> float:
    if not 2 <= len(parts) <= 3:
        raise Unsupported("RANK")
    value, others = number(read.value(parts[0])), _numbers(parts[1:2], read)
    rising = len(parts) == 3 and number(read.value(parts[2])) != 0
    if value not in others:
        raise CellError("#N/A")
    return 1.0 + sum(other < value if rising else other > value for other in others)


def _nth(parts: Sequence[Node], read: Reader, *, largest: bool) -> float:
    ordered = sorted(_numbers(parts[:1], read), reverse=largest)
    at = int(number(read.value(parts[1])))
    if not 1 <= at <= len(ordered):
        raise CellError("#NUM!")
    return ordered[at - 1]


def _choose(parts: Sequence[Node], read: Reader) -> Result:
    at = int(number(read.value(parts[0])))
    if not 1 <= at < len(parts):
        raise CellError("#VALUE!")
    return read.value(parts[at])


def _blanks(parts: Sequence[Node], read: Reader) -> float:
    if len(parts) != 1 or not isinstance(parts[0].value, Reference):
        raise Unsupported("COUNTBLANK")
    items = _items(parts, read)
    filled = sum(item not in (None, "") for item in items)
    return float(_cells_in(parts[0].value) - filled)


def _is_blank(parts: Sequence[Node], read: Reader) -> bool:
    return _tried(parts[0], read) is None


_LAZY: dict[str, Callable[[Sequence[Node], Reader], Result]] = {
    "IF": _if, "IFS": _ifs, "IFERROR": _if_error, "IFNA": _if_na, "CHOOSE": _choose,
    "AND": lambda p, r: all(_truths(p, r)), "OR": lambda p, r: any(_truths(p, r)),
    "SUMPRODUCT": _sum_product, "SUBTOTAL": _subtotal, "VLOOKUP": _lookup, "MATCH": _match,
    "INDEX": _index, "RANK": _rank, "RANK.EQ": _rank,
    "LARGE": lambda p, r: _nth(p, r, largest=True),
    "SMALL": lambda p, r: _nth(p, r, largest=False),
    "COUNT": lambda p, r: float(sum(is_number(i) for i in _items(p, r))),
    "COUNTA": lambda p, r: float(sum(i is not None for i in _items(p, r))),
    "COUNTBLANK": lambda p, r: _blanks(p, r),
    "ISBLANK": _is_blank, "ISNUMBER": lambda p, r: is_number(_tried(p[0], r)),
    "ISTEXT": lambda p, r: isinstance(_tried(p[0], r), str),
    "ISERROR": lambda p, r: isinstance(_tried(p[0], r), CellError),
    "CONCATENATE": lambda p, r: "".join(words(r.value(part)) for part in p),
}


# ---- SUMIF and its family ----

_CONDITIONAL = ("SUMIF", "COUNTIF", "AVERAGEIF", "SUMIFS", "COUNTIFS", "AVERAGEIFS", "MAXIFS",
                "MINIFS")


def _conditional(name: str, parts: Sequence[Node], read: Reader) -> Result:
    """Cells that meet every criterion, counted or added."""
    many, counts = name.endswith("S"), name.startswith("COUNT")
    if many and not counts:
        wanted, pairs = parts[0], parts[1:]
    else:
        wanted, pairs = (parts[2] if len(parts) == 3 and not counts else parts[0]), parts
        pairs = pairs if many else pairs[:2]
    ranges = [part.value for part in (wanted, *pairs[::2])]
    if len(pairs) < 2 or len(pairs) % 2 or not all(isinstance(r, Reference) for r in ranges):
        raise Unsupported(name)
    references = [r for r in ranges if isinstance(r, Reference)]
    like = references[1]
    tests = [criterion(read.value(part)) for part in pairs[1::2]]
    grids = [list(chain.from_iterable(read.grid(r, like))) for r in references]
    if len({len(g) for g in grids}) != 1:
        raise CellError("#VALUE!")
    chosen = [
        cell for cell, *looked in zip_longest(*grids)
        if all(test(item) for test, item in zip(tests, looked, strict=True))
    ]
    if counts:
        beyond = _cells_in(like) - len(grids[0]) if all(test(None) for test in tests) else 0
        return float(len(chosen) + beyond)
    values = [number(v) for v in map(plain, chosen) if is_number(v)]
    return _OF_LISTS[name.removesuffix("S").removesuffix("IF")](values)


def _cells_in(reference: Reference) -> int:
    """All cells of a range, those below the used part of the sheet too."""
    area = reference.area
    return (area.bottom - area.top + 1) * (area.right - area.left + 1)


def _average(numbers: list[float]) -> float:
    if not numbers:
        raise CellError("#DIV/0!")
    return fsum(numbers) / len(numbers)


def _product(numbers: list[float]) -> float:
    found = 1.0 if numbers else 0.0
    for one in numbers:
        found *= one
    return found


_OF_LISTS: dict[str, Callable[[list[float]], float]] = {
    "SUM": fsum, "AVERAGE": _average, "PRODUCT": _product,
    "MAX": lambda n: max(n, default=0.0), "MIN": lambda n: min(n, default=0.0),
}


# ---- functions of single values ----


def _mod(one: Result, two: Result) -> float:
    by = number(two)
    if by == 0:
        raise CellError("#DIV/0!")
    return number(one) - by * floor(number(one) / by)


_SCALAR: dict[str, tuple[int, int, Callable[..., Result]]] = {
    "NOT": (1, 1, lambda v: not truth(v)),
    "ROUND": (2, 2, lambda v, d: rounded(number(v), number(d), "ROUND")),
    "ROUNDUP": (2, 2, lambda v, d: rounded(number(v), number(d), "ROUNDUP")),
    "ROUNDDOWN": (2, 2, lambda v, d: rounded(number(v), number(d), "ROUNDDOWN")),
    "TRUNC": (1, 2, lambda v, d=0.0: rounded(number(v), number(d), "ROUNDDOWN")),
    "INT": (1, 1, lambda v: float(floor(number(v)))),
    "MOD": (2, 2, _mod),
    "ABS": (1, 1, lambda v: abs(number(v))),
    "POWER": (2, 2, lambda v, e: operate("^", [v, e])),
    "N": (1, 1, lambda v: float(v) if isinstance(v, float | bool) else 0.0),
    "VALUE": (1, 1, number),
    "LEN": (1, 1, lambda v: float(len(words(v)))),
    "TRIM": (1, 1, lambda v: " ".join(filter(None, words(v).split(" ")))),
    "LEFT": (1, 2, lambda v, n=1.0: words(v)[:int(number(n))]),
    "RIGHT": (1, 2, lambda v, n=1.0: words(v)[-int(number(n)):] if number(n) >= 1 else ""),
    "MID": (3, 3, lambda v, s, n: words(v)[int(number(s)) - 1:int(number(s)) - 1 + int(number(n))]),
    "TRUE": (0, 0, lambda: True), "FALSE": (0, 0, lambda: False),
    "NA": (0, 0, lambda: _raise("#N/A")),
}


def _raise(code: str) -> Result:
    raise CellError(code)
