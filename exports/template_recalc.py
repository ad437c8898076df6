"""What the formulas of a workbook give once some of its cells hold other values."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from exports.template_arithmetic import CellError, Item, Result, operate, plain
from exports.template_formulas import Node, Reference, Unsupported, parse_formula, references
from exports.template_functions import Grid, call
from exports.template_reading import (
    Area,
    CellValue,
    Place,
    SheetCell,
    Template,
    TemplateSheet,
    area_of,
)

Key = tuple[str, Place]
"""Sheet name and cell."""


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

    def _grid(self, key: Key, reference: Reference, like: Reference | None = None) -> Grid:
        """The cells of a range, as far as its sheet (and that of `like`) is used."""
        shape = like or reference
        rows, columns = self._used(key, reference, shape)
        if like is not None:
            other = self._used(key, like, shape)
            rows, columns = max(rows, other[0]), max(columns, other[1])
        sheet = self._sheet(key, reference)
        if sheet is None:
            raise CellError("#REF!")
        if rows * columns > 200_000:
            raise Unsupported("too large")
        top, left = reference.area.top, reference.area.left
        return [
            [self._item((sheet.name, Place(top + row, left + column)))
             for column in range(columns)] for row in range(rows)
        ]

    def _used(self, key: Key, reference: Reference, shape: Reference) -> tuple[int, int]:
        """Rows and columns from the top left of a range that are worth looking at."""
        sheet = self._sheet(key, reference)
        if sheet is None:
            raise CellError("#REF!")
        area, wanted = reference.area, shape.area
        here = [p for n, p in self._targets if n == sheet.name]
        bottom = max([sheet.size[0], *(p.row for p in here)])
        right = max([sheet.size[1], *(p.column for p in here)])
        rows, columns = wanted.bottom - wanted.top + 1, wanted.right - wanted.left + 1
        return (
            rows if rows < 5_000 else max(min(rows, bottom - area.top + 1), 1),
            columns if columns < 500 else max(min(columns, right - area.left + 1), 1),
        )

    def _is_plain(self, key: Key, reference: Reference) -> bool:
        """Whether no row of a range is hidden and no cell is a subtotal of its own."""
        sheet = self._sheet(key, reference)
        if sheet is None:
            raise CellError("#REF!")
        area = reference.area
        return not any(
            height == 0 and area.top <= row <= area.bottom for row, height in sheet.heights.items()
        ) and not any(
            area.holds(place) and "SUBTOTAL" in (cell.formula or "").upper()
            for place, cell in sheet.cells.items()
        )

    def _item(self, key: Key) -> Item:
        try:
            return self.result(key)
        except CellError as error:
            return error

    def _evaluate(self, node: Node, key: Key) -> Result:
        value = node.value
        if node.kind in ("number", "text", "bool", "blank"):
            return value if isinstance(value, float | str | bool) else None
        if node.kind == "error":
            raise CellError(str(value))
        if isinstance(value, Reference):
            if _is_single(value.area):
                return plain(self._grid(key, value)[0][0])
            raise Unsupported("a range where one value is wanted")
        if node.kind == "op":
            return operate(str(value), [self._evaluate(p, key) for p in node.parts])
        return call(str(value), node.parts, _Reading(self, key))


class _Reading:
    """What the functions of one cell may ask."""

    def __init__(self, work: _Work, key: Key) -> None:
        self._work, self._key = work, key

    def value(self, node: Node) -> Result:
        return self._work._evaluate(node, self._key)

    def grid(self, reference: Reference, like: Reference | None = None) -> Grid:
        return self._work._grid(self._key, reference, like)

    def is_plain(self, reference: Reference) -> bool:
        return self._work._is_plain(self._key, reference)


def _rough_references(words: str, names: Mapping[str, str]) -> list[Reference]:
    """Of a formula that we do not compute: the cells it names; everything when nobody can say."""
    words = _EXTERNAL.sub("0", re.sub(r'"(?:[^"]|"")*"', '""', words.upper()))
    everything = Area(1, 1, 1_048_576, 16_384)
    known = any(re.search(rf"(?<![\w.]){re.escape(name)}(?![\w.])", words) for name in names)
    if known or not words or _FAR_REACHING.search(words):
        return [Reference("", everything)]
    found = []
    for quoted, bare, c1, r1, c2, r2 in _ROUGH.findall(words):
        first, last = f"{c1}{r1}", f"{c2 or c1}{r2 or r1}"
        found.append(Reference(quoted.replace("''", "'") or bare, _area(first, last)))
    return found


def _area(first: str, last: str) -> Area:
    return area_of(f"{first}:{last}")


def _has_no_result(cell: SheetCell) -> bool:
    return cell.value is None and not cell.error


def _is_single(area: Area) -> bool:
    return area.top == area.bottom and area.left == area.right


def _plain(value: CellValue) -> Result:
    return float(value) if isinstance(value, Decimal) else value
