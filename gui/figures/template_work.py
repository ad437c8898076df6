"""What is mapped of one template at this moment, its values, and how the sheet is to show them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from exports import template_fill, template_mapping, template_questions, template_typed
from exports.template_look import Look, shown
from exports.template_mapping import CellMapping, MappedCell
from exports.template_questions import Question
from exports.template_reading import Place, Template, TemplateSheet
from exports.template_reapply import Reapplied, reapply
from exports.template_recalc import recalculate
from gui.figures.template_grid import ASKED, BLANK_TYPED, FIGURE, TOTAL, TYPED, Marks
from models import form_mappings
from models.indicators.base import Figure

Cell = tuple[str, Place]


@dataclass(frozen=True)
class Said:
    """What stands in one cell, for the side panel."""

    about: str
    figure: Figure | None = None
    typed: str = ""


class TemplateWork:
    """The mapping as it is being made. `cells` may be changed; `compute` follows."""

    def __init__(self, template: Template, title: str, year: int) -> None:
        self.template, self.title, self.year = template, title, year
        self.cells: dict[Cell, MappedCell] = {}
        self.values: dict[Cell, template_typed.Kept] = {}
        self.asked: set[Cell] = set()
        self._kept: dict[Cell, MappedCell] = {}
        self._totals: dict[Cell, Any] = {}
        self._left: list[Cell] = []
        self._before: CellMapping | None = None

    # ---- the mapping ----

    def kept(self) -> tuple[CellMapping, int] | None:
        """The mapping kept for this form and the year it was made for: by words, else by title."""
        known = template_mapping.signature(self.template)
        title = template_mapping.folded(self.title)
        every = form_mappings.kept()
        found = next((k for k in every if k.signature == known), None) or next(
            (k for k in every if template_mapping.folded(k.title) == title), None)
        if found is None:
            return None
        return template_mapping.from_plain(found.mapping), int(found.year or 0)

    def apply(self, mapping: CellMapping) -> tuple[Reapplied, list[Question]]:
        """Take a mapping over into this layout; gives what has to be asked."""
        applied = reapply(mapping, self.template)
        self.cells = {(c.sheet, c.place): c for c in applied.cells}
        self.compute()
        self._before = mapping
        asked = template_questions.questions(mapping, self.template, applied, year=self.year)
        return applied, asked

    def asked_again(self, waiting: Sequence[Question]) -> list[Question]:
        """After an answer: the questions left, with what is new seen from the cells of now. A
        row or column that was left blank is not asked about a second time."""
        if self._before is None:
            return list(waiting)
        again = template_questions.fresh_questions(
            self._before, self.template, list(self.cells.values()), year=self.year)
        left = [q for q in waiting if not q.is_new]
        open_ones = {place for q in waiting for place in q.places if q.is_new}
        rows = {(sheet, place.row) for sheet, place in open_ones}
        return left + [q for q in again if rows & {(s, p.row) for s, p in q.places}]

    def mapping(self) -> CellMapping:
        """What is mapped now, with the words around each cell."""
        return self._mapping(self.cells.values())

    def _mapping(self, cells: Iterable[MappedCell]) -> CellMapping:
        return template_mapping.make_mapping(
            self.template, self.title, year=self.year, cells=list(cells))

    def keep(self) -> int:
        """Remember the mapping; how many cells it has."""
        mapping = self.mapping()
        form_mappings.keep(mapping.title, mapping.signature, year=mapping.year,
                           mapping=json.loads(template_mapping.to_json(mapping)))
        self.settle()
        return len(mapping.cells)

    def settle(self) -> None:
        """From now on nothing is unsaved."""
        self._kept = dict(self.cells)

    @property
    def is_changed(self) -> bool:
        """Whether something is mapped that is not kept."""
        return self.cells != self._kept

    def typed_cell(self, sheet: str, place: Place) -> MappedCell:
        """The cell as one for a typed value, with its key."""
        cell = self.cells.get((sheet, place))
        if cell is not None and cell.typed:
            return cell
        plain = self._mapping([MappedCell(str(place), sheet=sheet, typed="?")]).cells[0]
        return replace(plain, typed=template_mapping.key_to_type(self.title, plain))

    # ---- the values ----

    def compute(self) -> None:
        """The values of the year, and the totals that follow from them."""
        values = template_fill.values_for(self.cells.values(), self.year)
        self.values = {(c.sheet, c.place): value for c, value in values.items()}
        done = recalculate(self.template, self.values)
        self._totals, self._left = dict(done.values), list(done.left)

    def figure(self, cell: MappedCell) -> Figure:
        """The figure of a mapped cell in this year."""
        return template_fill.figure_for(cell, self.year)

    def marks(self, sheet: TemplateSheet, looks: list[Look]) -> Marks:
        """Words, kinds and tips of the cells that are not as the template has them."""
        words: dict[Place, str] = {}
        kinds: dict[Place, str] = {}
        tips: dict[Place, str] = {}

        def written(place: Place, value: Any) -> str:
            style = sheet.at(place).style
            pattern = looks[style].number_format if style < len(looks) else "General"
            if isinstance(value, float) and not isinstance(value, bool):
                value = Decimal(f"{value:.15g}")
            return getattr(value, "code", None) or shown(value, pattern)

        for (name, place), value in self._totals.items():
            if name == sheet.name:
                words[place], kinds[place] = written(place, value), TOTAL
                tips[place] = f"公式 ={sheet.at(place).formula}"
        for name, place in self._left:
            if name == sheet.name:
                words[place], kinds[place] = "待重算", TOTAL
                tips[place] = f"公式 ={sheet.at(place).formula}\n由 Excel 或 WPS 打开时重新计算"
        for (name, place), cell in self.cells.items():
            if name != sheet.name:
                continue
            kept = self.values.get((name, place))
            kinds[place] = FIGURE if cell.figure else BLANK_TYPED if kept is None else TYPED
            words[place] = "待手填" if kept is None else written(place, kept)
            tips[place] = self._tip(cell)
        kinds |= {place: ASKED for name, place in self.asked if name == sheet.name}
        return Marks(words, kinds, tips)

    def _tip(self, cell: MappedCell) -> str:
        if cell.typed:
            return "手填数：没有记录可以算出"
        figure = self.figure(cell)
        return f"{figure.label}（{figure.period.label}）\n{figure.indicator.definition}"

    def said(self, sheet: TemplateSheet, place: Place) -> Said:
        """What one cell holds."""
        cell, mapped = sheet.at(place), self.cells.get((sheet.name, place))
        value = self.values.get((sheet.name, place))
        if mapped is not None and mapped.figure:
            figure = self.figure(mapped)
            about = f"{figure.label}，{figure.period.label}：{value}"
            about += figure.unit if mapped.divisor == "1" else ""
            if isinstance(cell.value, Decimal) and isinstance(value, Decimal):
                about += f"，表中原为 {cell.value}，差额 {value - cell.value:+}"
            return Said(about, figure)
        if mapped is not None and value is not None:
            return Said("手填数，按年保留。", typed=str(value))
        if mapped is not None:
            return Said("手填数，今年还没有填；填好前保持模板原样。")
        if cell.formula is not None:
            return Said("公式，填数后跟着算，不能填。")
        is_blank = cell.value in (None, "")
        return Said("空格，找一个数字填进来。" if is_blank else f"原文：{cell.value}")
