"""A kept mapping on this year's layout: what is found again, and what has changed its name.

Rows and columns may have moved, a sheet may be called otherwise: the words around the cells decide.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from exports.template_mapping import CellMapping, Labels, MappedCell, folded
from exports.template_reading import Place, Template, TemplateSheet

EXACT, MOVED, AMBIGUOUS, MISSING = "原位", "移动", "不止一处", "找不到"
Path = tuple[tuple[str, ...], tuple[str, ...]]
LIKE_ENOUGH = 0.5
"""So many of its cells a renamed sheet must still hold to be taken for the old one."""


@dataclass(frozen=True)
class Found:
    """Where a mapped cell lies in another layout. places: the candidates when not sure."""

    was: MappedCell
    state: str
    now: MappedCell | None
    places: tuple[str, ...] = ()
    sheet: str = ""
    """The sheet looked at; blank when there is none like it."""


@dataclass(frozen=True)
class Reapplied:
    """A mapping on this year's layout.

    fresh: cells (sheet, place) whose row or column is new. renamed: old sheet name → new one.
    """

    found: list[Found]
    fresh: list[tuple[str, str]]
    renamed: dict[str, str]

    @property
    def cells(self) -> list[MappedCell]:
        """The cells that are sure."""
        return [f.now for f in self.found if f.now is not None]

    @property
    def questions(self) -> list[Found]:
        """What has to be asked."""
        return [f for f in self.found if f.now is None]


def reapply(mapping: CellMapping, template: Template) -> Reapplied:
    """The mapping on a template that may have changed: only what is new remains to be asked."""
    by_sheet: dict[str, list[MappedCell]] = {}
    for cell in mapping.cells:
        by_sheet.setdefault(cell.sheet, []).append(cell)
    labels = {s.name: Labels(s) for s in template.sheets}
    index = {name: each.by_path() for name, each in labels.items()}
    sheets = _sheets(by_sheet, template, index)
    applied = Reapplied([], [], {})
    for name, cells in by_sheet.items():
        sheet = sheets[name]
        if sheet is None:
            applied.found.extend(Found(cell, MISSING, None) for cell in cells)
            continue
        if name and folded(name) != folded(sheet.name):
            applied.renamed[name] = sheet.name
        applied.found.extend(_find(cell, sheet, index=index[sheet.name]) for cell in cells)
        applied.fresh.extend(_fresh(
            mapping.known.get(name, {}), cells, sheet=sheet, labels=labels[sheet.name]))
    return applied


def fresh_cells(
    mapping: CellMapping, template: Template, cells: list[MappedCell]
) -> list[tuple[str, str]]:
    """The cells (sheet, place) of new rows and columns, once these cells are mapped."""
    names = {c.sheet for c in mapping.cells}
    found: list[tuple[str, str]] = []
    for sheet in template.sheets:
        labels, here = Labels(sheet), []
        for cell in cells:
            if cell.sheet == sheet.name:
                path = labels.path(cell.place)
                here.append(replace(cell, rows=path[0], columns=path[1]))
        paths = [(c.rows, c.columns) for c in here]
        old = max(names, key=lambda name: (folded(name) == folded(sheet.name), sum(
            (c.rows, c.columns) in paths for c in mapping.cells if c.sheet == name)), default="")
        if here:
            found += _fresh(mapping.known.get(old, {}), here, sheet=sheet, labels=labels)
    return found


def _sheets(
    by_sheet: Mapping[str, list[MappedCell]], template: Template,
    index: Mapping[str, Mapping[Path, list[Place]]],
) -> dict[str, TemplateSheet | None]:
    """For each sheet of the mapping the one of today: by name, else the one with its words."""
    chosen = {name: _sheet_named(template, name) for name in by_sheet}
    taken = {sheet.name for sheet in chosen.values() if sheet is not None}
    for name, cells in by_sheet.items():
        if chosen[name] is not None:
            continue
        free = [s for s in template.sheets if s.name not in taken]
        shares = {
            s.name: sum((c.rows, c.columns) in index[s.name] for c in cells if c.rows or c.columns)
            / len(cells) for s in free
        }
        best = sorted(free, key=lambda s: -shares[s.name])
        is_clear = len(best) == 1 or (len(best) > 1 and shares[best[0].name] > shares[best[1].name])
        if best and is_clear and shares[best[0].name] >= LIKE_ENOUGH:
            chosen[name] = best[0]
            taken.add(best[0].name)
        elif len(template.sheets) == 1 and len(by_sheet) == 1:
            chosen[name] = template.sheets[0]
    return chosen


def _sheet_named(template: Template, name: str) -> TemplateSheet | None:
    if not name:
        return template.sheets[0]
    same = [s for s in template.sheets if folded(s.name) == folded(name)]
    exact = [s for s in same if s.name == name]
    return same[0] if len(same) == 1 else exact[0] if exact else None


def _find(
    cell: MappedCell, sheet: TemplateSheet, *, index: Mapping[Path, list[Place]]
) -> Found:
    place = sheet.anchor(cell.place)
    if not cell.rows and not cell.columns:  # written by hand: only the place is known
        if sheet.at(place).formula is not None:
            return Found(cell, MISSING, None, sheet=sheet.name)
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
    state = AMBIGUOUS if places else MISSING
    return Found(cell, state, None, tuple(str(p) for p in places[:20]), sheet.name)


def _near(path: Path, cell: MappedCell) -> bool:
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
