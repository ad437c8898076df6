"""Which figure stands in which cell of an authority's workbook, kept by the words around the cell.

A cell is remembered by its label path: the words at the head of its row and of its column. Next
year's layout is searched for the same words, so that an inserted row or column loses nothing.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from decimal import Decimal
from typing import Any

from exports.template_reading import Place, Template, TemplateSheet, place_of
from models.errors import UserError

PERIODS = ("", "自然年", "学年", "时点", "上半年", "下半年")
"""What a cell may count over; "" is the period that the indicator is meant for."""
ROWS, COLUMNS = 2_000, 300
"""As far as labels are looked for."""
_YEAR = re.compile(r"(?:19|20)\d\d")
_FILLERS = {"", "-", "—", "——", "/", "\\", "*", "×", "√", "□", "…"}


@dataclass(frozen=True)
class MappedCell:
    """One cell and its figure (trips.groups[country=JPN]).

    years: 0 for the year filled, -1 for the one before. divisor: 10000 for 万人. decimals:
    places kept after dividing. rows, columns: label path, outermost first; nth: which of the
    cells of the same path, from 0. typed: the key of a value that nobody can compute and that
    is typed each year; figure is then blank.
    """

    cell: str
    figure: str = ""
    sheet: str = ""
    period: str = ""
    years: int = 0
    divisor: str = "1"
    decimals: int = 0
    rows: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    nth: int = 0
    typed: str = ""

    @property
    def place(self) -> Place:
        """The cell as row and column."""
        return place_of(self.cell)


@dataclass(frozen=True)
class CellMapping:
    """A kept mapping. known: by sheet the row and column paths of the layout it was made for."""

    title: str
    signature: str
    year: int
    cells: tuple[MappedCell, ...]
    known: Mapping[str, Mapping[str, list[list[str]]]] = field(default_factory=dict)


def folded(words: str) -> str:
    """A label without blanks, marks and years, so that next year's heading is the same."""
    plain = re.sub(r"[\s\u3000（）()：:、，,．.·“”\"']+", "", words)
    return _YEAR.sub("#", plain).casefold()


class Labels:
    """The label paths of one sheet."""

    def __init__(self, sheet: TemplateSheet) -> None:
        self.sheet = sheet
        self.last_row = min(sheet.size[0], ROWS)
        self.last_column = min(sheet.size[1], COLUMNS)
        self._rows: dict[Place, tuple[str, ...]] = {}
        self._columns: dict[Place, tuple[str, ...]] = {}
        self._index: dict[tuple[tuple[str, ...], tuple[str, ...]], list[Place]] = {}

    def label(self, place: Place) -> str:
        """The words in a cell when they are a label; titles across the sheet are none."""
        area = self.sheet.merge_at(place)
        wide = self.last_column - 1
        if area is not None and wide >= 3 and area.right - area.left + 1 >= wide:
            return ""
        cell = self.sheet.at(place)
        if not isinstance(cell.value, str) or cell.formula is not None:
            return ""
        words = cell.value.strip()
        is_number = re.fullmatch(r"[-+\d.,%（）()]+", words)
        return "" if words in _FILLERS or is_number else words

    def rows(self, place: Place) -> tuple[str, ...]:
        """The labels left of a cell, outermost first."""
        if place not in self._rows:
            found: list[str] = []
            for column in range(place.column - 1, 0, -1):
                words = folded(self.label(Place(place.row, column)))
                if words and (not found or found[-1] != words):
                    found.append(words)
            self._rows[place] = tuple(reversed(found))
        return self._rows[place]

    def columns(self, place: Place) -> tuple[str, ...]:
        """The header block above a cell, topmost first: it ends where the words end."""
        if place not in self._columns:
            found: list[str] = []
            for row in range(place.row - 1, 0, -1):
                words = folded(self.label(Place(row, place.column)))
                if words and (not found or found[-1] != words):
                    found.append(words)
                elif not words and found:
                    break
            self._columns[place] = tuple(reversed(found))
        return self._columns[place]

    def path(self, place: Place) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Both label paths."""
        return self.rows(place), self.columns(place)

    def places(self) -> list[Place]:
        """Every cell that could take a number: no label, no formula, once for a merged one."""
        return [
            place for row in range(1, self.last_row + 1)
            for column in range(1, self.last_column + 1)
            if self.sheet.anchor(place := Place(row, column)) == place
            and self.sheet.at(place).formula is None and not self.label(place)
        ]

    def by_path(self) -> dict[tuple[tuple[str, ...], tuple[str, ...]], list[Place]]:
        """The cells of each path, in reading order."""
        if not self._index:
            for place in self.places():
                self._index.setdefault(self.path(place), []).append(place)
        return self._index


def signature(template: Template) -> str:
    """What is the same in two copies of one form: sheet names and labels, without years."""
    words = []
    for sheet in template.sheets:
        words.append(folded(sheet.name))
        words += sorted({folded(c.value) for c in sheet.cells.values() if isinstance(c.value, str)})
    return hashlib.sha256("\n".join(words).encode()).hexdigest()[:32]


def make_mapping(
    template: Template, title: str, *, year: int, cells: list[MappedCell]
) -> CellMapping:
    """A mapping to keep: every cell with its label path in this layout."""
    labels = {sheet.name: Labels(sheet) for sheet in template.sheets}
    index = {name: each.by_path() for name, each in labels.items()}
    kept = []
    for cell in cells:
        sheet = template.sheet(cell.sheet)
        place = sheet.anchor(cell.place)
        path = labels[sheet.name].path(place)
        same = index[sheet.name].get(path, [place])
        kept.append(replace(
            cell, sheet=sheet.name, cell=str(place), rows=path[0], columns=path[1],
            nth=same.index(place) if place in same else 0,
        ))
    used = {cell.sheet for cell in kept}
    known = {
        name: {"rows": _listed(p[0] for p in paths), "columns": _listed(p[1] for p in paths)}
        for name, paths in index.items() if name in used
    }
    return CellMapping(title, signature(template), year, tuple(kept), known)


def _listed(paths: Any) -> list[list[str]]:
    return [list(path) for path in dict.fromkeys(paths)]


def to_json(mapping: CellMapping) -> str:
    """The mapping as the file that `fill --map` reads."""
    return json.dumps(asdict(mapping), ensure_ascii=False, indent=1)


def from_json(text: str, name: str) -> CellMapping:
    """The mapping of a file; UserError when it is none.

    A short hand-written one may only say {"表一!C5": "trips.groups"}.
    """
    try:
        return from_plain(json.loads(text))
    except (ValueError, TypeError, KeyError, AttributeError, ArithmeticError) as error:
        raise UserError(f"“{name}”不是对应关系文件。", "请用本程序导出的对应关系（.json）。") from error


def from_plain(data: Any) -> CellMapping:
    """The mapping of plain data; ValueError, TypeError or KeyError when it is none."""
    cells = data.get("cells", data)
    if isinstance(cells, dict):
        pairs = [(*place.rpartition("!")[::2], figure) for place, figure in cells.items()]
        cells = [
            {"sheet": s.strip("'"), "cell": c, **(f if isinstance(f, dict) else {"figure": f})}
            for s, c, f in pairs
        ]
    read = []
    for each in cells:
        plain = {k: v for k, v in each.items() if k in MappedCell.__dataclass_fields__}
        plain["rows"], plain["columns"] = tuple(plain.get("rows", ())), tuple(
            plain.get("columns", ()))
        plain["divisor"] = str(plain.get("divisor", "1"))
        cell = MappedCell(**plain)
        if (not isinstance(cell.figure, str) or cell.period not in PERIODS
                or not (cell.figure or cell.typed) or Decimal(cell.divisor) <= 0):
            raise ValueError(cell.cell)
        read.append(replace(cell, cell=str(cell.place), decimals=int(cell.decimals),
                            years=int(cell.years), nth=int(cell.nth)))
    known = data.get("known", {}) if "cells" in data else {}
    return CellMapping(
        str(data.get("title", "")) if "cells" in data else "",
        str(data.get("signature", "")) if "cells" in data else "",
        int(data.get("year") or 0) if "cells" in data else 0, tuple(read), known,
    )


def words_of(cell: MappedCell) -> str:
    """The label path as a person reads it: 日本 / 批次; the place where there is none."""
    return " / ".join((*cell.rows, *cell.columns)) or cell.cell


def key_to_type(title: str, cell: MappedCell) -> str:
    """The key under which a hand-typed value of this cell is kept, the same every year."""
    path = "·".join(("/".join(cell.rows), "/".join(cell.columns)))
    more = f"·{cell.nth + 1}" if cell.nth else ""
    return f"模板·{folded(title)}·{folded(cell.sheet)}·{path}{more}"


_SCALES = {"百": ("100", 2), "千": ("1000", 2), "万": ("10000", 2), "亿": ("100000000", 4)}


_BEFORE = re.compile("上年|上一年|去年|上学年")


def suited(template: Template, cell: MappedCell, unit: str) -> MappedCell:
    """The cell with what its heading says: 经费（万元） or 单位：万元 on the sheet divides, 上年 is the
    year before."""
    sheet = template.sheet(cell.sheet)
    rows, columns = Labels(sheet).path(sheet.anchor(cell.place))
    if cell.years == 0 and any(_BEFORE.match(words) for words in (*rows[-1:], *columns[-1:])):
        cell = replace(cell, years=-1)
    if cell.divisor != "1":
        return cell
    general = [
        folded(c.value) for place, c in sheet.cells.items()
        if place.row <= 8 and isinstance(c.value, str) and "单位" in c.value
    ]
    for words in (*reversed(columns), *reversed(rows), *general):
        found = re.search(f"([百千万亿]){re.escape(unit)}", words)
        if found and (words in rows or words in columns or "单位" in words):
            divisor, decimals = _SCALES[found[1]]
            return replace(cell, divisor=divisor, decimals=decimals)
        if unit in words and words in columns:
            break
    return cell
