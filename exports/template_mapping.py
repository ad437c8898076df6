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
EXACT, MOVED, AMBIGUOUS, MISSING = "原位", "移动", "不止一处", "找不到"
_YEAR = re.compile(r"(?:19|20)\d\d")
_FILLERS = {"", "-", "—", "——", "/", "\\", "*", "×", "√", "□", "…"}


@dataclass(frozen=True)
class MappedCell:
    """One cell and its figure (trips.groups[country=JPN]).

    years: 0 for the year filled, -1 for the one before. divisor: 10000 for 万人. decimals:
    places kept after dividing. rows, columns: label path, outermost first; nth: which of the
    cells of the same path, from 0.
    """

    cell: str
    figure: str
    sheet: str = ""
    period: str = ""
    years: int = 0
    divisor: str = "1"
    decimals: int = 0
    rows: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    nth: int = 0

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


@dataclass(frozen=True)
class Found:
    """Where a mapped cell lies in another layout. places: the candidates when not sure."""

    was: MappedCell
    state: str
    now: MappedCell | None
    places: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reapplied:
    """A mapping on this year's layout. fresh: cells (sheet, place) whose row or column is new."""

    found: list[Found]
    fresh: list[tuple[str, str]]

    @property
    def cells(self) -> list[MappedCell]:
        """The cells that are sure."""
        return [f.now for f in self.found if f.now is not None]

    @property
    def questions(self) -> list[Found]:
        """What has to be asked."""
        return [f for f in self.found if f.now is None]


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
        found: dict[tuple[tuple[str, ...], tuple[str, ...]], list[Place]] = {}
        for place in self.places():
            found.setdefault(self.path(place), []).append(place)
        return found


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


def reapply(mapping: CellMapping, template: Template) -> Reapplied:
    """The mapping on a template that may have changed: only what is new remains to be asked."""
    found: list[Found] = []
    fresh: list[tuple[str, str]] = []
    by_sheet: dict[str, list[MappedCell]] = {}
    for cell in mapping.cells:
        by_sheet.setdefault(cell.sheet, []).append(cell)
    for name, cells in by_sheet.items():
        sheet = _sheet_like(template, name)
        if sheet is None:
            found += [Found(cell, MISSING, None) for cell in cells]
            continue
        labels = Labels(sheet)
        index = labels.by_path()
        found += [_find(cell, sheet, index=index) for cell in cells]
        fresh += _fresh(mapping.known.get(name, {}), cells, sheet=sheet, labels=labels)
    return Reapplied(found, fresh)


def _sheet_like(template: Template, name: str) -> TemplateSheet | None:
    if not name:
        return template.sheets[0]
    same = [s for s in template.sheets if folded(s.name) == folded(name)]
    if len(same) == 1:
        return same[0]
    exact = [s for s in same if s.name == name]
    return exact[0] if exact else template.sheets[0] if len(template.sheets) == 1 else None


def _find(
    cell: MappedCell, sheet: TemplateSheet, *,
    index: Mapping[tuple[tuple[str, ...], tuple[str, ...]], list[Place]],
) -> Found:
    place = sheet.anchor(cell.place)
    if not cell.rows and not cell.columns:  # written by hand: only the place is known
        if sheet.at(place).formula is not None:
            return Found(cell, MISSING, None)
        return Found(cell, EXACT, replace(cell, sheet=sheet.name, cell=str(place)))
    places = index.get((cell.rows, cell.columns), [])
    if place in places and places.index(place) == cell.nth:
        return Found(cell, EXACT, replace(cell, sheet=sheet.name, cell=str(place)))
    if len(places) == 1:
        return Found(cell, MOVED, replace(cell, sheet=sheet.name, cell=str(places[0]), nth=0))
    if not places:  # the outer words may have changed: what is nearest to the cell decides
        near = [p for path, some in index.items() for p in some if _near(path, cell)]
        if len(near) == 1:
            return Found(cell, MOVED, replace(cell, sheet=sheet.name, cell=str(near[0])))
        places = near
    return Found(
        cell, AMBIGUOUS if places else MISSING, None, tuple(str(p) for p in places[:20])
    )


def _near(path: tuple[tuple[str, ...], tuple[str, ...]], cell: MappedCell) -> bool:
    return path[0][-2:] == cell.rows[-2:] and path[1][-1:] == cell.columns[-1:]


def _fresh(
    known: Mapping[str, list[list[str]]], cells: list[MappedCell], *, sheet: TemplateSheet,
    labels: Labels,
) -> list[tuple[str, str]]:
    """Cells of a new row in a mapped column, or of a new column in a mapped row."""
    rows = {tuple(path) for path in known.get("rows", [])}
    columns = {tuple(path) for path in known.get("columns", [])}
    mapped_rows, mapped_columns = {c.rows for c in cells}, {c.columns for c in cells}
    found = []
    for place in labels.places() if rows else []:
        row, column = labels.path(place)
        new_row, new_column = row not in rows, column not in columns
        if row and column and (
            (new_row and column in mapped_columns) or (new_column and row in mapped_rows)
        ):
            found.append((sheet.name, str(place)))
    return found


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
                or Decimal(cell.divisor) == 0):
            raise ValueError(cell.cell)
        read.append(replace(cell, cell=str(cell.place), decimals=int(cell.decimals),
                            years=int(cell.years), nth=int(cell.nth)))
    known = data.get("known", {}) if "cells" in data else {}
    return CellMapping(
        str(data.get("title", "")) if "cells" in data else "",
        str(data.get("signature", "")) if "cells" in data else "",
        int(data.get("year") or 0) if "cells" in data else 0, tuple(read), known,
    )
