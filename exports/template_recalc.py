"""What the formulas of a workbook give once some of its cells hold other values."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from exports.template_formulas import Node, Reference, Unsupported, parse_formula, references
from exports.template_reading import Area, CellValue, Place, SheetCell, Template, TemplateSheet

Result = float | str | bool | None
Key = tuple[str, Place]
"""Sheet name and cell."""


class CellError(Exception):
    """The result is an error value such as #DIV/0!."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass
class Recalculated:
    """values: fresh results (a CellError where the result is one). left: formulas whose saved
    result is stale and that only the spreadsheet program can compute."""

    values: dict[Key, Result | CellError] = field(default_factory=dict)
    left: list[Key] = field(default_factory=list)


def recalculate(template: Template, targets: Mapping[Key, CellValue]) -> Recalculated:
    """Every formula that depends on a target, directly or through others."""
    sheet_work = _Work(template, targets)
    for key in sheet_work.stale():
        try:
            sheet_work.done.values[key] = sheet_work.result(key)
        except CellError as error:
            sheet_work.done.values[key] = error
        except (Unsupported, RecursionError):
            sheet_work.done.left.append(key)
    return sheet_work.done


_EXTERNAL = re.compile(r"'?\[\d+\][^'!]*'?!\$?[A-Z]{1,3}\$?\d+(?::\$?[A-Z]{1,3}\$?\d+)?")
_ROUGH = re.compile(
    r"(?:'((?:[^']|'')+)'!|([^\W\d][\w.]*)!)?"
    r"\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?"
)
_FAR_REACHING = re.compile(r"INDIRECT|OFFSET|\[|\b[A-Z]{1,3}:\$?[A-Z]{1,3}\b", re.IGNORECASE)


class _Work:
    """One recalculation: the formulas by cell, what they look at, and what is already known."""

    def __init__(self, template: Template, targets: Mapping[Key, CellValue]) -> None:
        self.done = Recalculated()
        self._targets = targets
        self._sheets = {s.name.casefold(): s for s in template.sheets}
        self._trees: dict[Key, Node | None] = {}
        self._looks: dict[Key, list[Reference]] = {}
        self._known: dict[Key, Result | CellError] = {}
        self._open: set[Key] = set()
        self._stale: set[Key] = set()
        for sheet in template.sheets:
            for place, cell in sheet.cells.items():
                if cell.formula is not None:
                    self._read((sheet.name, place), cell.formula, template.names)

    def _read(self, key: Key, words: str, names: Mapping[str, str]) -> None:
        try:
            if not words:
                raise Unsupported("data table")
            tree: Node | None = parse_formula(words, dict(names))
            self._looks[key] = references(tree) if tree else []
        except (Unsupported, RecursionError):
            tree = None
            self._looks[key] = _rough_references(words, names)
        self._trees[key] = tree

    def _sheet(self, key: Key, reference: Reference) -> TemplateSheet | None:
        return self._sheets.get((reference.sheet or key[0]).casefold())

    def stale(self) -> list[Key]:
        """The formulas whose saved result may no longer be true."""
        changed = set(self._targets)
        waiting = set(self._looks)
        while True:
            by_sheet: dict[str, list[Place]] = {}
            for name, place in changed:
                by_sheet.setdefault(name, []).append(place)
            found = {key for key in waiting if self._touches(key, by_sheet)}
            if not found:
                break
            self._stale |= found
            waiting -= found
            changed = found
        return sorted(self._stale)

    def _touches(self, key: Key, changed: Mapping[str, list[Place]]) -> bool:
        for reference in self._looks[key]:
            sheet = self._sheet(key, reference)
            places = changed.get(sheet.name, []) if sheet else []
            if any(reference.area.holds(place) for place in places):
                return True
        return False

    def result(self, key: Key) -> Result:
        """What stands in a cell afterwards. CellError for an error, Unsupported when unknown."""
        if key in self._known:
            known = self._known[key]
            if isinstance(known, CellError):
                raise known
            return known
        if key in self._open:
            raise Unsupported("circle")
        self._open.add(key)
        try:
            result = self._known[key] = self._compute(key)
        except CellError as error:
            self._known[key] = error
            raise
        finally:
            self._open.discard(key)
        return result

    def _compute(self, key: Key) -> Result:
        if key in self._targets:
            return _plain(self._targets[key])
        cell = self._sheets[key[0].casefold()].cells.get(key[1])
        if cell is None:
            return None
        if cell.formula is not None and (key in self._stale or _has_no_result(cell)):
            tree = self._trees[key]
            if tree is None:
                raise Unsupported(cell.formula)
            result = self._evaluate(tree, key)
            return 0.0 if result is None else result
        if cell.error:
            raise CellError(cell.error)
        return _plain(cell.value)

    def _values(self, key: Key, reference: Reference) -> list[Result]:
        sheet = self._sheet(key, reference)
        if sheet is None:
            raise CellError("#REF!")
        area, (last_row, last_column) = reference.area, sheet.size
        here = [p for n, p in self._targets if n == sheet.name]
        bottom = min(area.bottom, max([last_row, *(p.row for p in here)]))
        right = min(area.right, max([last_column, *(p.column for p in here)]))
        if area.top == area.bottom and area.left == area.right:
            return [self.result((sheet.name, Place(area.top, area.left)))]
        if (bottom - area.top + 1) * (right - area.left + 1) > 200_000:
            raise Unsupported("too large")
        return [
            self.result((sheet.name, Place(row, column)))
            for row in range(area.top, bottom + 1) for column in range(area.left, right + 1)
        ]

    def _evaluate(self, node: Node, key: Key) -> Result:
        value = node.value
        if node.kind in ("number", "text", "bool", "blank"):
            return value if isinstance(value, float | str | bool) else None
        if node.kind == "error":
            raise CellError(str(value))
        if isinstance(value, Reference):
            if _is_single(value.area):
                return self._values(key, value)[0]
            raise Unsupported("a range where one value is wanted")
        if node.kind == "op":
            return _operate(str(value), [self._evaluate(p, key) for p in node.parts])
        return self._call(str(value), node.parts, key)

    def _call(self, name: str, parts: tuple[Node, ...], key: Key) -> Result:
        if name == "IF" and 2 <= len(parts) <= 3:
            if _truth(self._evaluate(parts[0], key)):
                return self._evaluate(parts[1], key)
            return self._evaluate(parts[2], key) if len(parts) == 3 else False
        if name == "IFERROR" and len(parts) == 2:
            try:
                return self._evaluate(parts[0], key)
            except CellError:
                return self._evaluate(parts[1], key)
        if name in _OF_LISTS:
            return _OF_LISTS[name](self._list(parts, key, strict=name != "COUNT"))
        if name in ("AND", "OR") and parts:
            truths = [_truth(self._evaluate(p, key)) for p in parts]
            return all(truths) if name == "AND" else any(truths)
        if name == "NOT" and len(parts) == 1:
            return not _truth(self._evaluate(parts[0], key))
        if name in ("ROUND", "ROUNDUP", "ROUNDDOWN") and len(parts) == 2:
            one, digits = (_number(self._evaluate(p, key)) for p in parts)
            return _rounded(one, int(digits), name)
        if name == "ABS" and len(parts) == 1:
            return abs(_number(self._evaluate(parts[0], key)))
        if name == "N" and len(parts) == 1:
            one_value = self._evaluate(parts[0], key)
            return float(one_value) if isinstance(one_value, float | bool) else 0.0
        raise Unsupported(name)

    def _list(self, parts: tuple[Node, ...], key: Key, *, strict: bool) -> list[float]:
        """Numbers of the arguments; text and blanks inside a range are passed over."""
        found: list[float] = []
        for part in parts:
            if isinstance(part.value, Reference):
                try:
                    values = self._values(key, part.value)
                except CellError:
                    if strict:
                        raise
                    raise Unsupported("COUNT over errors") from None
                found += [v for v in values if isinstance(v, float) and not isinstance(v, bool)]
            else:
                found.append(_number(self._evaluate(part, key)))
        return found


def _rough_references(words: str, names: Mapping[str, str]) -> list[Reference]:
    """Of a formula that we do not compute: the cells it names; everything when nobody can say."""
    words = _EXTERNAL.sub("0", re.sub(r'"(?:[^"]|"")*"', '""', words.upper()))
    everything = Area(1, 1, 1_048_576, 16_384)
    known = any(re.search(rf"(?<![\w.]){re.escape(name)}(?![\w.])", words) for name in names)
    if known or not words or _FAR_REACHING.search(words):
        return [Reference("", everything)]
    found = []
    for quoted, plain, c1, r1, c2, r2 in _ROUGH.findall(words):
        first, last = f"{c1}{r1}", f"{c2 or c1}{r2 or r1}"
        found.append(Reference(quoted.replace("''", "'") or plain, _area(first, last)))
    return found


def _area(first: str, last: str) -> Area:
    from exports.template_reading import area_of

    return area_of(f"{first}:{last}")


def _has_no_result(cell: SheetCell) -> bool:
    return cell.value is None and not cell.error


def _is_single(area: Area) -> bool:
    return area.top == area.bottom and area.left == area.right


def _plain(value: CellValue) -> Result:
    return float(value) if isinstance(value, Decimal) else value


def _number(value: Result) -> float:
    if value is None:
        return 0.0
    if isinstance(value, str):
        try:
            return float(value.strip())
        except ValueError:
            raise CellError("#VALUE!") from None
    return float(value)


def _truth(value: Result) -> bool:
    if isinstance(value, str):
        raise CellError("#VALUE!")
    return bool(value)


def _words(value: Result) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    return value if isinstance(value, str) else f"{value:.15g}"


def _operate(sign: str, values: list[Result]) -> Result:
    if sign == "&":
        return _words(values[0]) + _words(values[1])
    if sign in ("=", "<>", "<", ">", "<=", ">="):
        return _compare(sign, *values)
    numbers = [_number(v) for v in values]
    if sign == "unary-":
        return -numbers[0]
    if sign == "unary+":
        return values[0]
    if sign == "%":
        return numbers[0] / 100
    one, two = numbers
    if sign == "/" and two == 0:
        raise CellError("#DIV/0!")
    try:
        result: Any = {
            "+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv,
            "^": operator.pow,
        }[sign](one, two)
    except (OverflowError, ZeroDivisionError):
        raise CellError("#NUM!") from None
    if isinstance(result, complex):
        raise CellError("#NUM!")
    return float(result)


def _compare(sign: str, one: Result, two: Result) -> bool:
    """Numbers before text before truth values, text without regard to case; a blank is 0 or ""."""

    def rank(value: Result, other: Result) -> tuple[int, float, str]:
        if value is None:
            value = "" if isinstance(other, str) else False if isinstance(other, bool) else 0.0
        if isinstance(value, bool):
            return 2, float(value), ""
        return (1, 0.0, value.casefold()) if isinstance(value, str) else (0, value, "")

    a, b = rank(one, two), rank(two, one)
    return {"=": a == b, "<>": a != b, "<": a < b, ">": a > b, "<=": a <= b, ">=": a >= b}[sign]


def _rounded(number: float, digits: int, name: str) -> float:
    mode = {"ROUND": ROUND_HALF_UP, "ROUNDUP": "ROUND_UP", "ROUNDDOWN": "ROUND_DOWN"}[name]
    # Through the shortest decimal, so that 2.675 rounds as the sheet shows it.
    return float(Decimal(f"{number:.15g}").quantize(Decimal(1).scaleb(-digits), rounding=mode))


def _average(numbers: list[float]) -> float:
    if not numbers:
        raise CellError("#DIV/0!")
    return sum(numbers) / len(numbers)


def _product(numbers: list[float]) -> float:
    found = 1.0 if numbers else 0.0
    for number in numbers:
        found *= number
    return found


_OF_LISTS: dict[str, Callable[[list[float]], float]] = {
    "SUM": lambda n: float(sum(n)), "AVERAGE": _average, "PRODUCT": _product,
    "MAX": lambda n: max(n, default=0.0), "MIN": lambda n: min(n, default=0.0),
    "COUNT": lambda n: float(len(n)),
}
