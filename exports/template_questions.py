"""What a mapping asks of the person in a changed layout, each with answers of one click.

A renamed heading is one question for all its cells; a new row offers the slice of its name.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from exports.template_mapping import CellMapping, Labels, MappedCell, words_of
from exports.template_reading import Place, Template, place_of
from exports.template_reapply import AMBIGUOUS, Found, Reapplied, fresh_cells
from models.errors import UserError
from models.indicators.base import dimension_of

_ORDER = ("column", "twice", "row", "sheet")
OFFERED = 4
"""Answers to one question; the likeliest ones."""


@dataclass(frozen=True)
class Answer:
    """One click: these cells are mapped. None at all means that the row or column has gone."""

    label: str
    cells: tuple[MappedCell, ...]


@dataclass(frozen=True)
class Question:
    """words: what has changed. places: the cells (sheet, place) shown while it is asked."""

    words: str
    answers: tuple[Answer, ...]
    places: tuple[tuple[str, Place], ...] = ()
    is_new: bool = False
    """It asks about what the form did not have before."""


def questions(
    mapping: CellMapping, template: Template, applied: Reapplied, *, year: int
) -> list[Question]:
    """Everything that is unsure, what vanished or was renamed first, then what is new."""
    labels = {s.name: Labels(s) for s in template.sheets}
    found = _unsure(mapping, labels, applied)
    offered = {
        (c.sheet, c.place) for q in found for a in q.answers[:1] for c in a.cells
    }
    return found + _fresh_questions(
        labels, applied.cells, applied.fresh, skip=offered, year=year)


def fresh_questions(
    mapping: CellMapping, template: Template, cells: list[MappedCell], *, year: int
) -> list[Question]:
    """What is new, once these cells are mapped: a renamed column has its new rows as well."""
    labels = {s.name: Labels(s) for s in template.sheets}
    fresh = fresh_cells(mapping, template, cells)
    return _fresh_questions(labels, cells, fresh, skip=set(), year=year)


# ---- what is not found ----


def _unsure(
    mapping: CellMapping, labels: dict[str, Labels], applied: Reapplied
) -> list[Question]:
    groups: dict[tuple[str, str, tuple[str, ...]], list[Found]] = {}
    for found in applied.questions:
        kind = _what_changed(found, labels)
        path = found.was.columns if kind == "column" else found.was.rows
        groups.setdefault((found.was.sheet, kind, path), []).append(found)
    asked = sorted(groups.items(), key=lambda item: _ORDER.index(item[0][1]))
    made = [_question(kind, group, labels, mapping) for (_, kind, _), group in asked]
    gone = [q for q in made if not q.places]
    if len(gone) < 2:
        return made
    words = "".join(q.words for q in gone[:6]) + (f"……共 {len(gone)} 处。" if len(gone) > 6 else "")
    return [q for q in made if q.places] + [Question(words, gone[0].answers)]


def _what_changed(found: Found, labels: dict[str, Labels]) -> str:
    """Whether the heading or the row name of a cell is not there any more."""
    if not found.sheet:
        return "sheet"
    if found.state == AMBIGUOUS:
        return "twice"
    paths = labels[found.sheet].by_path()
    has_row = any(path[0] == found.was.rows for path in paths)
    return "column" if has_row else "row"


def _question(
    kind: str, group: Sequence[Found], labels: dict[str, Labels], mapping: CellMapping
) -> Question:
    first = group[0]
    gone = Answer("今年没有了，不再填", ())
    if kind == "sheet":
        return Question(f"工作表“{first.was.sheet}”今年没有了（{len(group)} 格）。", (gone,))
    if kind == "twice":
        answers = _candidates(group)
        name = _words(first.was.rows) or _words(first.was.columns)
        words = f"“{name}”今年不止一处，是哪一处？（{len(group)} 格）"
    else:
        answers = _renamings(kind, group, labels[first.sheet], mapping)
        what, path = ("列", first.was.columns) if kind == "column" else ("行", first.was.rows)
        words = f"“{_words(path)}”这一{what}今年找不到了（{len(group)} 格）"
        words += "，是改了名字吗？" if answers else "。"
    places = tuple((c.sheet, c.place) for a in answers for c in a.cells)
    return Question(words, (*answers, gone), places)


def _words(path: tuple[str, ...]) -> str:
    """The innermost words: those around them are the same for many."""
    return path[-1] if path else ""


def _as_written(labels: Labels, place: Place, *, axis: int) -> str:
    """The nearest heading (axis 1) or row name (axis 0) of a cell, with its own marks."""
    row, column = place
    while row > 1 and column > 1:
        row, column = (row - 1, column) if axis else (row, column - 1)
        if words := labels.label(Place(row, column)):
            return " ".join(words.split())
    return str(place)


def _candidates(group: Sequence[Found]) -> list[Answer]:
    """The same choice for all cells of one row: the first place of each, the second …"""
    answers = []
    for at in range(min(min(len(f.places) for f in group), OFFERED)):
        cells = tuple(
            replace(f.was, sheet=f.sheet, cell=f.places[at], nth=at) for f in group
        )
        rows = {c.place.row for c in cells}
        where = f"第 {rows.pop()} 行" if len(rows) == 1 else "、".join(c.cell for c in cells[:4])
        answers.append(Answer(where, cells))
    return answers


def _renamings(
    kind: str, group: Sequence[Found], labels: Labels, mapping: CellMapping
) -> list[Answer]:
    """New headings under which every cell of the group has its place, the likest first."""
    axis = 1 if kind == "column" else 0
    was = group[0].was.columns if axis else group[0].was.rows
    sheet_known = mapping.known.get(group[0].was.sheet, {})
    known = {tuple(path) for path in sheet_known.get("columns" if axis else "rows", [])}
    index = labels.by_path()
    ranked: list[tuple[float, int, Answer]] = []
    for path in dict.fromkeys(p[axis] for p in index if p[axis] and p[axis] not in known):
        cells = []
        for found in group:
            wanted = (found.was.rows, path) if axis else (path, found.was.columns)
            places = index.get(wanted, [])
            if places:
                cells.append(replace(
                    found.was, sheet=found.sheet, cell=str(places[min(found.was.nth,
                                                                      len(places) - 1)])))
        if len(cells) == len(group):
            likeness = SequenceMatcher(None, "".join(was), "".join(path)).ratio()
            name = _as_written(labels, cells[0].place, axis=axis)
            label = f"就是“{name}”（{cells[0].cell}）"
            ranked.append((-likeness, len(ranked), Answer(label, tuple(cells))))
    return [answer for _, _, answer in sorted(ranked, key=lambda r: r[:2])[:OFFERED]]


# ---- what is new ----


def _fresh_questions(
    labels: dict[str, Labels], sure: list[MappedCell], fresh: list[tuple[str, str]], *,
    skip: set[tuple[str, Place]], year: int,
) -> list[Question]:
    rows: dict[tuple[str, str, tuple[str, ...]], list[Place]] = {}
    mapped = {(c.sheet, c.place): c for c in sure}
    for sheet, cell in fresh:
        place = place_of(cell)
        if (sheet, place) in mapped or (sheet, place) in skip:
            continue
        row, column = labels[sheet].path(place)
        is_row = any(labels[sheet].columns(p) == column for s, p in mapped if s == sheet)
        key = (sheet, "行", row) if is_row else (sheet, "列", column)
        rows.setdefault(key, []).append(place)
    made = []
    for (sheet, what, _), places in rows.items():
        cells = [_suggested(labels[sheet], sheet, place, what=what, mapped=mapped, year=year)
                 for place in places]
        known = tuple(c for c in cells if c is not None)
        answers = [Answer(f"照同{'列' if what == '行' else '行'}填上 {len(known)} 格", known)]
        name = _as_written(labels[sheet], places[0], axis=0 if what == "行" else 1)
        made.append(Question(
            f"“{name}”是今年新出现的{what}（{'、'.join(map(str, places[:6]))}）。",
            (*(answers if known else ()), Answer("先空着", ())),
            tuple((sheet, place) for place in places), True,
        ))
    return made


def _suggested(
    labels: Labels, sheet: str, place: Place, *, what: str,
    mapped: dict[tuple[str, Place], MappedCell], year: int,
) -> MappedCell | None:
    """What its neighbours count, cut to this row's own name; None when that is no slice."""
    from exports.template_fill import figure_for

    axis = 1 if what == "行" else 0
    path = labels.path(place)
    beside = [c for (s, p), c in mapped.items()
              if s == sheet and labels.path(p)[axis] == path[axis] and c.figure]
    own = path[1 - axis]
    for cell in beside:
        try:
            figure = figure_for(cell, year)
        except UserError:
            continue
        theirs = labels.path(cell.place)[1 - axis]
        for key, value in figure.where:
            dimension = dimension_of(figure.indicator.entity, key)
            if not any(_means(dimension, words, value) for words in theirs):
                continue
            for words in reversed(own):
                try:
                    wanted = dimension.parse(words)
                except ValueError:
                    continue
                return replace(cell, cell=str(place), rows=path[0], columns=path[1], nth=0,
                               figure=figure.sliced(**{key: wanted}).id)
    return None


def _means(dimension: object, words: str, value: object) -> bool:
    try:
        return bool(dimension.parse(words) == value)  # type: ignore[attr-defined]
    except ValueError:
        return False


def title_of(cell: MappedCell) -> str:
    """A mapped cell for a list: its words and its place."""
    return f"{words_of(cell)}（{cell.cell}）"
